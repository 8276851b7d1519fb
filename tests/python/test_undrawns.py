"""Tests of undrawns (§20.2)."""

import copy
import os
import random
import unittest
from unittest import mock

from authority import (
    amend, drawn, inspector, make, random_strikes, random_world, scarce, simple, staffing_after, undrawn_of, verdict_of,
    verdict_of_undrawn)
from protocol import limits
from protocol.canonical import Unusable, read_canonical
from protocol.commitments import identity_hash
from protocol.hashes import hash_of
from protocol.verification import verify_undrawn, would_draw


class Undrawns(unittest.TestCase):
    def values_of(self, disclosure):
        return disclosure["seal"]["values"]

    def test_the_example_would_have_drawn_what_it_drew(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "vectors", "example", "disclosure.json"), "rb") as file:
            disclosure = read_canonical(file.read())
        undrawn = undrawn_of(disclosure)
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")
        self.assertEqual(would_draw(undrawn, self.values_of(disclosure)), disclosure["result"])
        # The result is that before the amendment, and the values make it.
        self.assertTrue(disclosure["amendments"])
        other = [dict(value, text=value["text"][::-1]) for value in self.values_of(disclosure)]
        self.assertNotEqual(would_draw(undrawn, other), disclosure["result"])

    def test_whatever_was_drawn_would_have_been_drawn(self):
        rng = random.Random(17)
        chains = 0
        for _ in range(12):
            world = random_world(rng, rng.choice(["both", "selection"]))
            disclosure = make(*world, rng=rng, fallback=rng.random() < .3)
            struck = random_strikes(rng, drawn(disclosure), 5)
            shown = [disclosure]
            if struck:
                disclosure = amend(disclosure, struck)
            if drawn(disclosure).open_seats():
                shown.append(staffing_after(disclosure, rng, *world[2:])[0])
                chains += 1
            for disclosure in shown:
                self.assertEqual(verdict_of_undrawn(undrawn_of(disclosure)), "consistent")
                self.assertEqual(verdict_of_undrawn(undrawn_of(disclosure, missing=[1])), "consistent")
                self.assertEqual(would_draw(undrawn_of(disclosure), self.values_of(disclosure)), disclosure["result"])
        self.assertGreater(chains, 3)

    def test_what_it_must_not_be(self):
        undrawn = undrawn_of(simple(random.Random(8)))
        for secrets in ([], undrawn["secrets"][:1], undrawn["secrets"][::-1], undrawn["secrets"] * 2, undrawn["secrets"] + [None],
                        [None, undrawn["secrets"][1]], [None, None], [undrawn["secrets"][0], "0" * 64]):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, secrets=secrets)), "contradicted", secrets)
        for name, changed in (("type", "disclosure"), ("secrets", None), ("secrets", [1]), ("salt_key", None), ("selection", undrawn),
                              ("announcement", None), ("rosters", {}), ("more", 0)):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, **{name: changed})), "unusable", name)
        self.assertEqual(verdict_of_undrawn(simple(random.Random(8))), "unusable")
        self.assertEqual(verdict_of(undrawn), "unusable")
        # It is bound whole: every part of what the announcement says, and of what it says of the rosters.
        announcement = undrawn["announcement"]
        for name, changed in (("commitment", "0" * 64), ("exempt", []), ("subject", 3), ("strata", []),
                              ("selection", {"announcement": "0" * 64, "head": "0" * 64}),
                              ("plan", dict(announcement["plan"], strata=[dict(announcement["plan"]["strata"][0], items=["i9"])]))):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, announcement=dict(announcement, **{name: changed}))), "contradicted", name)
        self.assertEqual(verdict_of_undrawn(dict(undrawn, salt_key="0" * 64)), "contradicted")
        for tree in ("targets", "inspectors", "recusals"):
            fewer = dict(undrawn["rosters"], **{tree: undrawn["rosters"][tree][1:]})
            self.assertEqual(verdict_of_undrawn(dict(undrawn, rosters=fewer)), "contradicted", tree)
        renamed = copy.deepcopy(undrawn)
        renamed["rosters"]["targets"][0]["identity"]["shown"]["data"]["name"] = "别的企业"
        self.assertEqual(verdict_of_undrawn(renamed), "contradicted")
        # With the identity withheld it is as good.
        identity = undrawn["rosters"]["targets"][0]["identity"]
        undrawn["rosters"]["targets"][0]["identity"] = {"withheld": {"hash": identity_hash(hash_of(undrawn), identity).hex(), "reason": "涉密"}}
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")

    def test_the_ceremonies_before_it_are_verified_whole(self):
        rng = random.Random(3)
        selection = scarce(rng, ceremony="selection")
        staffing, _, _ = staffing_after(selection, rng, [inspector("p%d" % i) for i in range(3)], [])
        undrawn = undrawn_of(staffing)
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")
        _, report, chain = verify_undrawn(undrawn)
        self.assertEqual([c.plan["ceremony"] for c in chain], ["selection", "staffing"])
        self.assertIn("d1: seal", [name for name, *_ in report.checks])
        for change in ({"salt_key": "0" * 64}, {"result": dict(selection["result"], seed="0" * 64)}, {"head": "0" * 64}):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=dict(selection, **change))), "contradicted", change)
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=None)), "contradicted")
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=undrawn_of(selection))), "unusable")
        # Its own numbers are those of the selection, and a secret of an earlier ceremony cannot be missing.
        self.assertEqual(verdict_of_undrawn(dict(undrawn, announcement=dict(undrawn["announcement"], subject=9))), "contradicted")
        lacking = dict(selection, secrets=[selection["secrets"][0], None])
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=lacking)), "unusable")

    def test_chains_have_the_same_limits(self):
        undrawn = undrawn_of(simple(random.Random(8)))
        for _ in range(limits.CHAIN_MAX):
            undrawn = dict(undrawn, selection=undrawn)
        with self.assertRaisesRegex(Unusable, "ceremonies in the chain"):
            verify_undrawn(undrawn)
        with mock.patch.object(limits, "SEATS_TIMES_INSPECTORS_MAX", 1), self.assertRaises(Unusable):
            verify_undrawn(undrawn_of(simple(random.Random(8))))
