"""Tests of commitments, seed, tickets, streams and decks (§6, §10, §11): known answers."""

import itertools
import random
import unittest

from protocol.commitments import merkle_root
from protocol.decks import below, chacha20_block, chacha20_words, deal
from protocol.hashes import SHA256, SM3
from protocol.pools import quota_number
from protocol.seeding import netstring, seed_of, ticket, winning_ticket
from protocol.warnings import credit_code_fails


class Primitives(unittest.TestCase):
    hash = SHA256
    ZERO_KEY = ("76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
                "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
                "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f")  # RFC 8439 A.1, vectors 1 and 2
    COUNTER_33_BITS = ("3db41d3aa0d329285de6f225e6e24bd59c9a17006943d5c9b680e3873bdc683a"
                       "5819469899989690c281cd17c96159af0682b5b903468a61f50228cf09622b5a")

    def test_chacha20(self):
        words = itertools.islice(chacha20_words(bytes(32)), 16)
        self.assertEqual(b"".join(word.to_bytes(8, "little") for word in words).hex(), self.ZERO_KEY)
        # The upper half of the 64-bit counter: openssl enc -chacha20 -K 00…00 -iv 00000000010000000000000000000000
        self.assertEqual(chacha20_block([0] * 8, 2**32).hex(), self.COUNTER_33_BITS)

    def test_below(self):
        for n in (1, 2, 3, 7, 2**32, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1):
            words = [random.Random(n).randrange(2**64) for _ in range(200)] + [0]
            z = (2**64 // n) * n
            stream = iter([2**64 - 1] + words)
            self.assertEqual(below(n, stream), next(x for x in [2**64 - 1] + words if x < z) % n)
        self.assertEqual(below(2**63 + 1, iter([2**63 + 1, 2**64 - 1, 2**63])), 2**63)
        rest = iter([5, 6])
        self.assertEqual((below(1, rest), next(rest)), (0, 6))

    def test_deck_is_a_permutation(self):
        for m in (0, 1, 2, 30):
            self.assertEqual(sorted(deal(self.hash, "0" * 64, 1, "t", range(m))), list(range(m)))

    def test_trees(self):
        def plain(leaves):
            if not leaves:
                return self.hash()
            if len(leaves) == 1:
                return self.hash(b"\0" + leaves[0])
            p = 1
            while p * 2 < len(leaves):
                p *= 2
            return self.hash(b"\1" + plain(leaves[:p]) + plain(leaves[p:]))
        leaves = [b"%d" % i for i in range(70)]
        for n in range(70):
            self.assertEqual(merkle_root(self.hash, leaves[:n]), plain(leaves[:n]).hex(), n)
        # The tree of Certificate Transparency's well-known test data.
        known = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f")]
        self.assertEqual(merkle_root(SHA256, known), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")

    def test_netstring(self):
        self.assertEqual(netstring("双随机"), b"9:" + "双随机".encode())
        self.assertEqual(seed_of(self.hash, "a", ["b"], [("n", "3", "i", "t")]), self.hash(b"18:dual-random/1 seed1:a1:b1:n1:31:i1:t").hex())

    def test_tickets(self):
        self.assertEqual(ticket(self.hash, "00", 12, "t"), self.hash(b"0012:t").hex())
        self.assertEqual(winning_ticket(self.hash, "00", 9, "t"), min((ticket(self.hash, "00", n, "t"), n) for n in range(1, 10)))

    def test_credit_codes(self):
        self.assertFalse(credit_code_fails("91350100M000100Y43"))
        for code in ("91350100M000100Y44", "91350100M000100Y34", "91350100M000101Y43", "91350100m000100Y43", "91350100M000100Y4", "O" * 18):
            self.assertTrue(credit_code_fails(code), code)

    def test_quota(self):
        def k(size, n=10, officers=5, least=None, most=None):
            return quota_number({"at_least": least, "at_most": most, "size": size}, n, officers)
        self.assertEqual(k("all"), 10)
        self.assertEqual(k({"count": 4}), 4)
        self.assertEqual([k({"ratio": {"of": "1/4", "round": r}}) for r in ("down", "half_up", "up")], [2, 3, 3])
        self.assertEqual([k({"ratio": {"of": "24/100", "round": r}}) for r in ("down", "half_up", "up")], [2, 2, 3])
        self.assertEqual(k({"ratio": {"of": "0/4", "round": "up"}}), 0)
        self.assertEqual([k({"per_officer": {"officers": 3, "round": r, "targets": 2}}) for r in ("down", "half_up", "up")], [3, 3, 4])
        self.assertEqual(k({"count": 4}, least=6), 6)
        self.assertEqual(k({"count": 4}, most=2), 2)
        self.assertEqual(k({"count": 4}, least=12), 12)


class PrimitivesUnderSm3(Primitives):
    hash = SM3
