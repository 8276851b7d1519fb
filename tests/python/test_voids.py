"""Tests of voids (§20.3)."""

import unittest

from book import hold, undrawn_of, void_of
from protocol.voids import secrets_missing, undrawn_fits, void_kind


class Voids(unittest.TestCase):
    EARLY, LATE = "2025-05-01T09:59:59+08:00", "2025-05-01T10:00:00+08:00"

    def kind(self, **changes):
        return void_kind(void_of(hold(1)["announcement"], self.LATE, **changes))

    def fits(self, at, logged_at=None, **changes):
        announcement = hold(1)["announcement"]
        return undrawn_fits(void_of(announcement, at, undrawn="0" * 64, **changes), announcement["plan"], logged_at)

    def test_the_three_kinds_and_what_mixes_them(self):
        parts = {"disclosure": "d" * 64, "missing": ["d1-balls"], "missing_authorities": ["税务局"], "secret_lost": True, "undrawn": "0" * 64}
        kinds = {frozenset(["disclosure"]): "drawn", frozenset(["secret_lost"]): "lost"}
        for lists in ([], ["missing"], ["missing_authorities"], ["missing", "missing_authorities"]):
            kinds[frozenset(["undrawn", *lists])] = "undrawn"
        for chosen in range(32):
            names = [name for i, name in enumerate(parts) if chosen >> i & 1]
            self.assertEqual(self.kind(**{name: parts[name] for name in names}), kinds.get(frozenset(names)), names)

    def test_without_a_result_it_is_early_or_something_is_missing(self):
        self.assertTrue(self.fits(self.EARLY))
        self.assertFalse(self.fits(self.LATE))
        for at in (self.EARLY, self.LATE):
            self.assertTrue(self.fits(at, missing_authorities=["税务局"]))

    def test_a_value_is_missing_once_all_its_sources_have_closed(self):
        for time, balls, witness in (("12:59:59", False, False), ("13:00:00", True, False), ("13:29:59", True, False), ("13:30:00", True, True)):
            at = "2025-05-01T%s+08:00" % time
            for missing, fits in ((["d1-balls"], balls), (["d1-witness"], witness), (["d1-balls", "d1-witness"], witness)):
                self.assertEqual(self.fits(at, missing=missing), fits, (at, missing))
                # What a partner withholds makes no value missing.
                self.assertEqual(self.fits(at, missing=missing, missing_authorities=["税务局"]), fits, (at, missing))
        # It is the void that says so, whenever its line was written; an instant is an instant however it is written.
        self.assertFalse(self.fits("2025-05-01T12:59:59+08:00", "2025-05-01T14:00:00+08:00", missing=["d1-balls"]))
        self.assertTrue(self.fits("2025-05-01T13:00:00+08:00", "2025-05-01T12:00:00+08:00", missing=["d1-balls"]))
        self.assertTrue(self.fits("2025-05-01T05:00:00+00:00", missing=["d1-balls"]))

    def test_a_void_that_is_dated_back_is_not_early(self):
        self.assertEqual([self.fits(self.EARLY, at) for at in (None, self.EARLY, self.LATE)], [True, True, False])
        self.assertEqual([self.fits(self.LATE, at) for at in (None, self.EARLY)], [False, False])
        self.assertTrue(self.fits(self.EARLY, self.LATE, missing_authorities=["税务局"]))

    def test_what_is_missing_is_of_the_plan_in_its_order(self):
        for missing in (["d1-witness", "d1-balls"], ["d1-balls", "d1-balls"], ["other"]):
            self.assertFalse(self.fits("2025-05-01T16:00:00+08:00", missing=missing))
        # The lead is no other authority, and who has no commitment has nothing that could be missing.
        for names in (["市场监管局"], ["市场监管局", "税务局"], ["税务局", "税务局"], ["公证处"]):
            self.assertFalse(self.fits(self.EARLY, missing_authorities=names))
        announcement = hold(1)["announcement"]
        announcement["plan"]["authorities"][0]["commitment"] = "0" * 64  # against the rules, which a void does not check
        self.assertFalse(undrawn_fits(void_of(announcement, self.LATE, missing_authorities=["市场监管局"]), announcement["plan"]))
        announcement["plan"]["authorities"][1]["commitment"] = None
        self.assertFalse(undrawn_fits(void_of(announcement, self.LATE, missing_authorities=["税务局"]), announcement["plan"]))

    def test_whose_secrets_are_missing(self):
        draw = hold(1, authorities=[{"commitment": None, "name": name} for name in ("市场监管局", "税务局", "公证处")])
        self.assertEqual([secrets_missing(undrawn_of(draw, missing)) for missing in ((), (1,))], [[], ["税务局"]])
        plan_ = draw["announcement"]["plan"]
        plan_["authorities"] = [dict(authority, commitment=commitment)
                                for authority, commitment in zip(plan_["authorities"], (None, None, plan_["authorities"][1]["commitment"]))]
        self.assertEqual(secrets_missing(undrawn_of(draw, [1])), ["公证处"])
