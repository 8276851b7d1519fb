"""The frozen vectors, which the Rust library is held against too (`tests/vectors.rs`)."""

import json
import os
import unittest

from authority import inspector, make, plan_of, target
from protocol.canonical import Unusable, canon, digest_of, read_canonical
from protocol.ceremony import Ceremony
from protocol.checkpoints import read_checkpoint
from protocol.commitments import merkle_root
from protocol.compact import in_full
from protocol.decks import below, chacha20_words, deal
from protocol.documents import PLAN
from protocol.hashes import SHA256, SM3, hash_of
from protocol.logs import Log
from protocol.proofs import check_proof
from protocol.public_values import outcomes, value_fits
from protocol.report import Report
from protocol.rosters import check_rosters
from protocol.seeding import ticket
from protocol.small_types import date_days, instant_seconds
from protocol.verification import Evidence, verify

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors")


def vectors(name):
    with open(os.path.join(VECTORS, name), encoding="utf-8") as file:
        return json.load(file)


class Vectors(unittest.TestCase):
    def test_tickets(self):
        for vector in vectors("tickets.json"):
            self.assertEqual(ticket(SHA256, vector["key"], vector["n"], vector["id"]), vector["ticket"])

    def test_decks(self):
        for vector in vectors("decks.json"):
            dealt = deal(SHA256, vector["key"], vector["seat"], vector["id"], range(vector["inspectors"]))
            self.assertEqual(list(dealt), vector["order"])

    def test_bounded_integers(self):
        for vector in vectors("below.json"):
            words = chacha20_words(bytes.fromhex(vector["stream_key"]))
            self.assertEqual([str(below(int(bound), words)) for bound in vector["bounds"]], vector["values"])

    def test_merkle_roots(self):
        for vector in vectors("merkle.json"):
            self.assertEqual(merkle_root(SHA256, (bytes([leaf]) for leaf in range(vector["leaves"]))), vector["root"])

    def test_public_values(self):
        for vector in vectors("values.json"):
            with self.subTest(vector=vector):
                self.assertEqual(value_fits(SHA256, vector["kind"], vector["text"]), vector["ok"])
                # What nobody can try is not counted: the vectors go up to 2^96.
                self.assertEqual(min(outcomes(vector["kind"]), 2**96), min(int(vector["outcomes"]), 2**96))

    def test_dates_and_instants(self):
        for vector in vectors("dates.json"):
            read = date_days(vector["date"]) if "date" in vector else instant_seconds(vector["instant"])
            self.assertEqual(read is not None, vector["ok"], vector)

    def test_canonical_documents(self):
        for vector in vectors("canonical.json"):
            with self.subTest(vector=vector):
                try:
                    read_canonical(vector["text"].encode("utf-8"))
                    self.assertTrue(vector["ok"])
                except Unusable:
                    self.assertFalse(vector["ok"])

    def test_texts_are_in_the_order_of_their_utf_8_bytes(self):
        for vector in vectors("order.json"):
            wrong = []
            PLAN(dict(plan_of("d1", 1), classes=vector["texts"]), "", wrong)
            self.assertEqual([path for path, *_ in wrong], [] if vector["ok"] else ["classes"], vector)

    def test_registers_and_roster_are_reconciled_exactly(self):
        for vector in vectors("reconciliation.json"):
            def entries(field, **more):
                return [{"count": count, **more} for count, times in vector[field] for _ in range(times)]
            targets = [target("t%d" % i) for i in range(vector["subject"])]
            c = Ceremony(make(plan_of("d1", 1), targets, [inspector("p%d" % i) for i in range(4)]))
            c.plan.update(registers=entries("registers", date="2025-01-01", name="登记册"), added=entries("added", reason="理由"),
                          left_out=entries("left_out", reason="理由", carried=[]))
            report = Report()
            check_rosters(report, c)
            failed = [name for name, held, _, _ in report.checks if not held]
            self.assertEqual(failed, [] if vector["ok"] else ["registers and roster agree"], vector)

    def test_changed_disclosures(self):
        with open(os.path.join(VECTORS, "example", "disclosure.json"), encoding="utf-8") as file:
            document = file.read()
        for vector in vectors("refused_disclosures.json"):
            changed = document.replace(vector["replace"], vector["with"], 1)
            self.assertNotEqual(changed, document)
            with self.subTest(vector=vector):
                try:
                    verdict, _, _ = verify(read_canonical(changed.encode("utf-8")))
                except Unusable:
                    verdict = "unusable"
                self.assertEqual(verdict, vector["verdict"])

    def test_the_example_under_both_protocols(self):
        for folder, h in (("example", SHA256), ("example-sm3", SM3)):
            def file(name, folder=folder):
                with open(os.path.join(VECTORS, folder, name), "rb") as opened:
                    return opened.read()
            disclosure = read_canonical(file("disclosure.json"))
            self.assertEqual(hash_of(disclosure), h)
            evidence = Evidence([digest_of(h, file("announcement.json"))], [digest_of(h, file("seal.json"))], [("dice", "2 2 4 1 6 5 3 3 1 6 2 5 4")])
            self.assertEqual(verify(disclosure, evidence)[0], "verified")
            log = Log(file("log.jsonl"))
            self.assertEqual((log.hash, log.contradictions, log.contradicts(read_checkpoint(file("checkpoint.txt")))), (h, [], None))
            proof = in_full(file("proof.txt"))
            self.assertEqual(proof, file("proof.json"))
            self.assertEqual(check_proof(proof, file("announcement.json"), file("amendment-1.json")).amendment, 1)

    def test_what_is_odd_and_lawful(self):
        for vector in vectors("lawful_disclosures.json"):
            verdict, report, _ = verify(read_canonical(canon(vector["document"]) + b"\n"))
            self.assertEqual((verdict, report.first_failure()), ("consistent", None), vector["why"])


if __name__ == "__main__":
    unittest.main()
