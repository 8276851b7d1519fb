"""Tests of public values (§7.1)."""

import itertools
import json
import math
import os
import unittest

from authority import WITNESS, contribution
from protocol import public_values
from protocol.hashes import SHA256
from protocol.public_values import source_rules, value_fits


class PublicValues(unittest.TestCase):
    @staticmethod
    def numbers(count, low, high, distinct, ordered):
        return {"numbers": {"count": count, "distinct": distinct, "max": high, "min": low, "ordered": ordered}}

    def test_outcomes_and_grammar_agree_with_enumeration(self):
        for count, low, high, distinct, ordered in itertools.product((1, 2, 3), (0, 2), (2, 5, 11), (False, True), (False, True)):
            if distinct and count > high - low + 1:
                continue
            kind = self.numbers(count, low, high, distinct, ordered)
            width = len(str(high))
            texts = (" ".join("%0*d" % (width, x) for x in pick) for pick in itertools.product(range(high + 3), repeat=count))
            with self.subTest(kind=kind):
                fitting = sum(value_fits(SHA256, kind, text) for text in texts)
                if distinct or ordered:
                    self.assertEqual(fitting, public_values.outcomes(kind))
                else:  # not equally likely, so counted low
                    self.assertLessEqual(public_values.outcomes(kind), fitting)
                    self.assertLessEqual(public_values.outcomes(kind) * math.factorial(count), (high - low + 1)**count)

    def test_unordered_numbers_with_repetition_count_low(self):
        for count, low, high, outcomes in ((1, 1, 6, 6), (2, 1, 6, 18), (3, 1, 6, 36), (3, 0, 9, 166), (2, 0, 10, 60), (13, 1, 6, 1), (2, 7, 7, 0)):
            self.assertEqual(public_values.outcomes(self.numbers(count, low, high, False, False)), outcomes, (count, low, high))

    @classmethod
    def parts(cls, first, second, beyond=False):
        return {"parts": [dict(cls.numbers(*first), beyond=False), dict(cls.numbers(*second), beyond=beyond)]}

    def test_outcomes_and_grammar_of_parts_agree_with_enumeration(self):
        for first, second, beyond in (
                ((3, 1, 5, True, False), (1, 1, 4, True, False), False), ((3, 1, 5, True, False), (2, 1, 4, True, False), False),
                ((3, 1, 5, True, False), (1, 1, 5, True, False), True), ((2, 1, 5, True, True), (2, 1, 5, True, False), True),
                ((3, 1, 5, True, False), (2, 1, 5, True, True), True), ((3, 0, 4, False, True), (1, 0, 5, True, False), False)):
            kind = self.parts(first, second, beyond)
            texts = [[" ".join(map(str, pick)) for pick in itertools.product(range(7), repeat=part[0])] for part in (first, second)]
            with self.subTest(kind=kind):
                self.assertEqual(list(source_rules({"name": "v", "source": {"kind": kind}, "fallbacks": []})), [])
                self.assertEqual(sum(value_fits(SHA256, kind, " + ".join(pair)) for pair in itertools.product(*texts)), public_values.outcomes(kind))

    def test_outcomes_of_known_drawings(self):
        for kind, outcomes in (
                (self.parts((6, 1, 33, True, False), (1, 1, 16, True, False)), 17_721_088),
                (self.parts((5, 1, 35, True, False), (2, 1, 12, True, False)), 21_425_712),
                (self.parts((7, 1, 30, True, False), (1, 1, 30, True, False), beyond=True), 46_823_400),
                (self.parts((6, 0, 9, False, True), (1, 0, 14, True, False)), 15_000_000),
                (self.numbers(20, 1, 80, True, False), 3_535_316_142_212_174_320)):
            self.assertEqual(public_values.outcomes(kind), outcomes, kind)

    def test_impossible_parts(self):
        some, one = self.numbers(3, 1, 5, True, False), self.numbers(1, 1, 5, True, False)
        for parts in ([], [some], [some] * 5, [dict(one, beyond=True), dict(some, beyond=False)],
                      [some, dict(self.numbers(3, 1, 5, True, False), beyond=True)], [some, dict(self.numbers(1, 1, 6, True, False), beyond=True)],
                      [some, dict(self.numbers(1, 1, 5, False, False), beyond=True)],
                      [self.numbers(3, 1, 5, False, False), dict(one, beyond=True)]):
            kind = {"parts": [dict({"beyond": False}, **part) for part in parts]}
            self.assertTrue(list(source_rules({"name": "v", "source": {"kind": kind}, "fallbacks": []})), kind)

    def test_frozen_values(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "vectors", "values.json"), encoding="utf-8") as file:
            for vector in json.load(file):
                self.assertEqual(value_fits(SHA256, vector["kind"], vector["text"]), vector["ok"], vector)
                self.assertEqual(str(public_values.outcomes(vector["kind"])), vector["outcomes"], vector)

    def test_a_round_of_drand_closes_when_it_comes(self):
        quicknet = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"

        def faults(chain, number, closes):
            kind = {"drand": {"chain": chain, "round": number}}
            return list(source_rules({"name": "v", "fallbacks": [], "source": {"closes": closes, "kind": kind}}))

        self.assertEqual(faults(quicknet, 123, "2023-08-23T23:15:33+08:00"), [])
        self.assertEqual(faults(quicknet, 1, "2023-08-23T15:09:27+00:00"), [])
        for other in ((quicknet, 123, "2023-08-23T23:15:32+08:00"), (quicknet, 124, "2023-08-23T23:15:33+08:00"),
                      (quicknet, 0, "2023-08-23T23:09:24+08:00"), ("00" * 32, 123, "2023-08-23T23:15:33+08:00")):
            self.assertEqual(len(faults(*other)), 1, other)

    def test_grammar_of_parts(self):
        kind = self.parts((6, 1, 33, True, False), (1, 1, 16, True, False))
        self.assertTrue(value_fits(SHA256, kind, "01 05 11 20 21 30 + 12"))
        for text in ("01 05 11 20 21 30", "01 05 11 20 21 30 12", "01 05 11 20 21 30+12", "01 05 11 20 21 30 + 17", "05 01 11 20 21 30 + 12",
                     "01 05 11 20 21 30 + 12 + 12", "01 05 11 20 21 30 + 12 ", " + ", ""):
            self.assertFalse(value_fits(SHA256, kind, text), text)
        kind = self.parts((7, 1, 30, True, False), (1, 1, 30, True, False), beyond=True)
        self.assertTrue(value_fits(SHA256, kind, "02 05 11 20 21 28 30 + 01"))
        self.assertFalse(value_fits(SHA256, kind, "02 05 11 20 21 28 30 + 05"))

    def test_grammar(self):
        kind = self.numbers(2, 1, 33, True, False)
        self.assertTrue(value_fits(SHA256, kind, "01 33"))
        for text in ("1 33", "33 01", "01  33", "01 33 ", "01 34", "00 01", "01 01", "01,33", "01", "０1 33", "001 33", "01 33\n", ""):
            self.assertFalse(value_fits(SHA256, kind, text), text)
        self.assertTrue(value_fits(SHA256, {"hex": {"bytes": 2}}, "00ff"))
        for text in ("00FF", "0ff", "00ff0", "00fg", "00ff\n"):
            self.assertFalse(value_fits(SHA256, {"hex": {"bytes": 2}}, text), text)
        self.assertTrue(value_fits(SHA256, {"upper_hex": {"bytes": 2}}, "00FF"))
        for text in ("00ff", "0FF", "00FF0", "00FG", "00FF\n"):
            self.assertFalse(value_fits(SHA256, {"upper_hex": {"bytes": 2}}, text), text)
        self.assertTrue(value_fits(SHA256, contribution(WITNESS), WITNESS))
        self.assertFalse(value_fits(SHA256, contribution(WITNESS), "00" * 32))
        self.assertFalse(value_fits(SHA256, contribution(WITNESS), WITNESS.upper()))
