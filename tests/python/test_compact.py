"""Tests of the compact form of a proof (§18.1), on the vectors that the library is held against too."""

import json
import os
import random
import unittest

from book import EXAMPLE, TARGETS, hold, prove, short
from protocol.canonical import Unusable, canon
from protocol.compact import TEXT_MAX, compact, expand
from test_vectors import vectors


class Compact(unittest.TestCase):
    def test_the_frozen_proofs_have_their_texts_and_are_had_back(self):
        for vector in vectors("compact.json")["held"]:
            with self.subTest(vector["name"]):
                self.assertEqual(compact(json.loads(vector["document"])), vector["text"])
                self.assertEqual(expand(vector["text"]).decode(), vector["document"])

    def test_the_frozen_texts_that_are_no_proof_are_refused(self):
        for vector in vectors("compact.json")["refused"]:
            with self.subTest(vector["why"]), self.assertRaises(Unusable):
                expand(vector["text"])
        with self.assertRaises(Unusable):
            expand("DR1:" + "0" * (TEXT_MAX - 3))

    def test_the_example_has_its_text(self):
        with open(os.path.join(EXAMPLE, "proof.json"), "rb") as file, open(os.path.join(EXAMPLE, "proof.txt"), encoding="ascii") as text:
            self.assertEqual(expand(text.read().rstrip("\n")), file.read())

    def test_every_proof_of_a_draw_is_had_back(self):
        disclosure = hold(1)
        for name in TARGETS:
            proof = prove(disclosure, name)
            for one in (proof, short(proof), prove(disclosure, name, result=False)):
                self.assertEqual(expand(compact(one)), canon(one) + b"\n")

    def test_a_changed_text_is_refused_or_another_proof(self):
        rng = random.Random(3)
        text = vectors("compact.json")["held"][1]["text"]
        for _ in range(3000):
            at = rng.randrange(len(text))
            changed = text[:at] + rng.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*-./: %") + text[at + rng.randrange(3):]
            try:
                self.assertEqual(compact(json.loads(expand(changed))), changed)
            except Unusable:
                pass
