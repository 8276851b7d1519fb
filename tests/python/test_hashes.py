"""Tests of the two hashes, and of what names one protocol and holds another (§1.1, D-1, D-132, P-2, R-44)."""

import copy
import hashlib
import hmac
import itertools
import random
import unittest

import authority
from authority import amend, made_by, scarce, simple, staffing_after, strikes, undrawn_of, verdict_of, verdict_of_undrawn
from book import Audited, Book, drawn_targets, file_of, hold, page_of, prove, strike
from protocol import compact
from protocol.canonical import Unusable, digest, digest_of
from protocol.checkpoints import read_checkpoint
from protocol.documents import ANNOUNCEMENT, any_seal, read
from protocol.hashes import HASHES, SHA256, SM3, fastest_sm3
from protocol.logs import Log
from protocol.proofs import Refused, check_proof
from protocol.sm3 import sm3
from protocol.verification import Evidence, verify, verify_undrawn

BOTH = (SHA256, SM3)
PAIRS = ((SHA256, SM3), (SM3, SHA256))


class Hashes(unittest.TestCase):
    def test_sm3_has_the_values_of_the_standard(self):
        # GB/T 32905-2016, annex A.
        known = {b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                 b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"}
        for message, value in known.items():
            for function in (sm3, fastest_sm3(), SM3):
                self.assertEqual(function(message).hex(), value)

    def test_the_two_ways_to_sm3_agree(self):
        for length in itertools.chain(range(200), (1000, 4096)):
            message = random.Random(length).randbytes(length)
            self.assertEqual(sm3(message), fastest_sm3()(message), length)

    def test_hmac_is_that_of_the_library(self):
        for length in range(100):
            key, message = random.Random(length).randbytes(32), b"m" * length
            self.assertEqual(SHA256.hmac(key, message), hmac.digest(key, message, "sha256"))
            if fastest_sm3() is not sm3:
                self.assertEqual(SM3.hmac(key, message), hmac.digest(key, message, "sm3"))
        self.assertEqual(SHA256(b"a", b"bc").hex(), hashlib.sha256(b"abc").hexdigest())
        self.assertEqual(SM3.of_texts("a", "bc"), sm3(b"abc").hex())

    def test_nothing_but_labels_is_the_same_under_the_other(self):
        """The same roster, plan and random bytes: every hex32 differs but the second authority's secret, which is random bytes."""
        made = {}
        for h in BOTH:
            with made_by(h):
                made[h.protocol] = hold(1)

        def hexes(value):
            if isinstance(value, dict):
                return [x for name in sorted(value) if name != "values" for x in hexes(value[name])]
            if isinstance(value, list):
                return [x for entry in value for x in hexes(entry)]
            return [value] if isinstance(value, str) and len(value) == 64 else []
        one, other = (hexes({name: part for name, part in disclosure.items() if name not in ("rosters", "result")})
                      for disclosure in made.values())
        self.assertGreater(len(one), 8)
        self.assertEqual(set(one) & set(other), {made[SHA256.protocol]["secrets"][1]})
        self.assertEqual([disclosure["announcement"]["plan"]["hash"] for disclosure in made.values()], ["sha256", "sm3"])


class MixedProtocols(Audited):
    def failures(self, document):
        verdict, report, _ = (verify_undrawn if document["type"] == "undrawn" else verify)(document)
        self.assertEqual(verdict, "contradicted")
        return [(name, found) for name, held, _, found in report.checks if not held]

    def chain(self):
        rng = random.Random(3)
        first = scarce(rng)
        first = amend(first, strikes(5, [first["result"]["teams"][0]["target"]]))
        people = [authority.inspector("p%d" % i) for i in range(3)]
        staffing, _, _ = staffing_after(first, rng, people, [])
        self.assertEqual(verdict_of(staffing), "consistent")
        return staffing

    def test_every_document_within_is_of_the_same_protocol(self):
        for h, other in PAIRS:
            with made_by(h):
                chain = self.chain()
            places = [(), ("announcement",), ("seal",), ("selection",), ("selection", "announcement"), ("selection", "seal"),
                      ("selection", "amendments", 0), ("selection", "amendments", 0, "seal")]
            for place in places:
                changed = copy.deepcopy(chain)
                part = changed
                for step in place:
                    part = part[step]
                part["protocol"] = other.protocol
                found = self.failures(changed)
                self.assertEqual({name for name, _ in found}, {"mixed_protocols"})
                if place:
                    path = ".".join(map(str, place)).replace(".0", "[0]") + ".protocol: "
                    self.assertEqual([text for _, text in found if "protocol: " in text], [path + other.protocol])

    def test_the_hash_of_a_plan_is_its_protocols(self):
        for h, other in PAIRS:
            with made_by(h):
                disclosure = simple(random.Random(8))
            changed = copy.deepcopy(disclosure)
            changed["announcement"]["plan"]["hash"] = other.name
            self.assertEqual(self.failures(changed), [("mixed_protocols", "announcement.plan.hash: " + other.name)])
            self.assertEqual(self.failures(undrawn_of(changed)), [("mixed_protocols", "announcement.plan.hash: " + other.name)])
            changed["announcement"]["plan"]["hash"] = "md5"
            self.assertEqual(verdict_of(changed), "unusable")

    def test_a_disclosure_renamed_whole_is_contradicted(self):
        """Every name of the protocol is exchanged, and no hash: nothing recomputes, and it is said where."""
        for h, other in PAIRS:
            with made_by(h):
                disclosure = simple(random.Random(8))
            renamed = file_of(disclosure).replace(b'"protocol":"%s"' % h.protocol.encode(), b'"protocol":"%s"' % other.protocol.encode())
            renamed = renamed.replace(b'"hash":"%s"' % h.name.encode(), b'"hash":"%s"' % other.name.encode())
            found = self.failures(read(renamed, lambda *_: None, len(renamed)))
            self.assertNotIn("mixed_protocols", [name for name, _ in found])
            self.assertIn("d1: the seal names the announcement", [name for name, _ in found])

    def test_a_chain_goes_on_in_its_protocol(self):
        """A staffing ceremony under the other protocol after one under this."""
        for h, other in PAIRS:
            with made_by(h):
                first = scarce(random.Random(3), ceremony="selection")
            with made_by(other):
                staffing, _, _ = staffing_after(first, random.Random(3), [authority.inspector("p%d" % i) for i in range(3)], [])
            found = self.failures(staffing)
            self.assertEqual({name for name, _ in found}, {"mixed_protocols"})
            self.assertIn("selection.protocol: " + h.protocol, [text for _, text in found])
            self.assertEqual(verdict_of_undrawn(undrawn_of(staffing)), "contradicted")

    def test_a_name_that_is_none_is_not_in_form(self):
        disclosure = simple(random.Random(8))
        for name in ("dual-random/2", "dual-random/1-sha256", "dual-random/1-SM3", "dual-random/1-sm3 ", "", None, 1, ["dual-random/1"]):
            self.assertEqual(verdict_of(dict(disclosure, protocol=name)), "unusable", name)

    def test_limits_win_over_mixed_protocols(self):
        disclosure = simple(random.Random(8))
        changed = dict(disclosure, announcement=dict(disclosure["announcement"], protocol=SM3.protocol))
        changed["announcement"]["plan"] = dict(changed["announcement"]["plan"], classes=["%04d" % n for n in range(1001)])
        self.assertEqual(verdict_of(changed), "unusable")

    def test_evidence_is_hashed_by_its_own_protocol(self):
        for h, other in PAIRS:
            with made_by(h):
                disclosure = simple(random.Random(8))
            with made_by(other):
                foreign = simple(random.Random(8))
            given = {shape: read(file_of(document), shape, 1 << 20) for shape, document in (
                (ANNOUNCEMENT, disclosure["announcement"]), (any_seal, disclosure["seal"]))}
            evidence = Evidence([digest(given[ANNOUNCEMENT])], [digest(given[any_seal])], [("d1-balls", authority.BALLS_TEXT)])
            self.assertEqual(verdict_of(disclosure, evidence), "verified")
            self.assertEqual(verdict_of(disclosure, Evidence([digest(foreign["announcement"])])), "contradicted")
            # The digest of this very file by the other hash is the digest of nothing.
            self.assertEqual(verdict_of(disclosure, Evidence([digest_of(other, file_of(disclosure["announcement"]))])), "contradicted")

    def test_a_proof_its_announcement_and_its_seal_are_of_one_protocol(self):
        for h, other in PAIRS:
            with made_by(h):
                disclosure = hold(1)
            documents = [prove(disclosure, "t0"), disclosure["announcement"], disclosure["seal"]]
            check_proof(*map(file_of, documents))
            for place in range(3):
                changed = copy.deepcopy(documents)
                changed[place]["protocol"] = other.protocol
                with self.assertRaisesRegex(Refused, "rule 1: of another protocol"):
                    check_proof(*map(file_of, changed))
            # All three renamed: the proof is of the other protocol then, whose digests are others.
            with self.assertRaisesRegex(Refused, "rule 1: another announcement"):
                check_proof(*(file_of(dict(document, protocol=other.protocol)) for document in documents))

    def test_compact_forms_begin_with_their_protocol(self):
        for h, other in PAIRS:
            with made_by(h):
                proof = prove(hold(1), "t0")
            text = compact.compact(proof)
            self.assertEqual(text.split(":")[0] + ":", h.prefix)
            self.assertEqual(compact.expand(text), file_of(proof))
            # The prefix is all that tells: with the other it is the same proof of the other protocol.
            renamed = other.prefix + text[len(h.prefix):]
            self.assertEqual(compact.expand(renamed), file_of(dict(proof, protocol=other.protocol)))
            self.assertEqual(compact.in_full(text.encode()[:9] + b"\n" + text.encode()[9:]), file_of(proof))
            for prefix in ("DR1S", "DR1s:", "DR1S::", "DR2:", "DR1-sm3:"):
                with self.assertRaises(Unusable):
                    compact.expand(prefix + text[len(h.prefix):])

    def test_the_lines_of_a_log_are_of_one_protocol(self):
        for h, other in PAIRS:
            with made_by(h):
                book = Book().hold(hold(1), hold(2))
            self.assertEqual((Log(book.log()).hash, book.codes()), (h, []))
            for number in range(len(book.lines)):
                changed = copy.deepcopy(book)
                changed.lines[number]["protocol"] = other.protocol
                found = [n for n, _ in Log(changed.log()).contradictions]
                # The first line names the log's; against it all others are of another.
                self.assertEqual(found, [number] if number else list(range(1, len(book.lines))))
                if number:
                    self.assertEqual(self.subjects(changed, "log_line"), ["line %d" % number])
        # What cannot be read names nothing.
        broken = Log(b"x\n" + book.log())
        self.assertEqual((broken.hash, broken.lines[0]), (h, None))
        self.assertEqual((Log(b"").hash, Log(b"x\n").hash), (SHA256, SHA256))

    def test_the_tree_of_a_log_is_of_its_protocol(self):
        logs = []
        for h in BOTH:
            with made_by(h):
                logs.append(Log(Book().hold(hold(1)).log()))
        for log, other in (logs, logs[::-1]):
            self.assertIsNone(log.contradicts(read_checkpoint(log.checkpoint("x"))))
            self.assertEqual(log.contradicts(read_checkpoint(other.checkpoint("x"))), "another root")

    def test_documents_of_another_protocol_are_unreadable_in_an_audit(self):
        for h, other in PAIRS:
            with made_by(h):
                draw = strike(hold(1), 1, drawn_targets(hold(1))[:1])
                book = Book().hold(draw)
            with made_by(other):
                foreign = strike(hold(2), 2, drawn_targets(hold(2))[:1])
            self.assert_codes(book)
            for document in (foreign["announcement"], foreign["seal"], foreign["amendments"][0]["seal"], foreign, undrawn_of(foreign),
                             prove(foreign, "t0"), page_of(foreign, "situation")):
                given = copy.deepcopy(book)
                name = given.file(document)
                self.assert_codes(given, ("document_unreadable", None))
                self.assertEqual(self.subjects(given, "document_unreadable"), [name])
                # What a line published need not be a document at all.
                given.line("published", None, name, Book.at(draw, "18:00"))
                self.assert_codes(given)

    def test_a_mixed_disclosure_of_a_log_is_contradicted(self):
        for h, other in PAIRS:
            with made_by(h):
                draw = hold(1)
                mixed = copy.deepcopy(draw)
                mixed["seal"]["protocol"] = other.protocol
                book = Book()
                book.announce(draw)
                book.seal(draw)
                book.disclose(mixed)
            self.assert_codes(book, ("contradicted", "d1"))
            self.assertEqual(self.subjects(book, "contradicted"), ["mixed_protocols"])
            self.assertEqual(len(book.audit().of_type("seal")), 1, "the other seal is none of the log's")

    def test_both_names_are_all_there_are(self):
        self.assertEqual(list(HASHES), ["dual-random/1", "dual-random/1-sm3"])


if __name__ == "__main__":
    unittest.main()
