"""Tests of whole draws, made and damaged here (§17)."""

import collections
import copy
import hashlib
import io
import os
import random
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from unittest import mock

from authority import (
    BALLS, BALLS_TEXT, SIMPLE, amend, drawn, file_of, inspector, make, plan_of, random_strikes, random_world, scarce, seat,
    short_of, simple, staffing_after, strikes, target, verdict_of, when)
import dual_random
from plain_search import plain_staffing, trails_of
from protocol import limits
from protocol.canonical import Unusable, digest, read_canonical
from protocol.commitments import identity_hash
from protocol.hashes import HASHES, SM3, hash_of
from protocol.documents import FIXED_REASONS, check_shape
from protocol.verification import Evidence, verify


class WholeDraws(unittest.TestCase):
    def consistent(self, disclosure):
        verdict, report, _ = verify(read_canonical(file_of(disclosure)))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))
        return report

    def compare(self, disclosure, previous=None):
        """The draw against a plain search; returns its ceremony, and how many slips each seat has had."""
        c = drawn(disclosure, previous)
        if c.plan["ceremony"] == "selection":
            return c, collections.Counter()
        before = previous.standing.teams if previous else {t: [None] * len(team) for t, team in c.standing.teams.items()}
        wanted = [(t, n) for t, team in before.items() for n, who in enumerate(team, 1) if who is None]
        cap, teams, trails = plain_staffing(c, before, wanted)
        self.assertEqual(cap, c.result["cap"])
        self.assertEqual(teams, c.standing.teams)
        self.assertEqual(trails, list(trails_of(c.result["teams"]).values()))
        return c, collections.Counter({seat_: len(trail) for seat_, trail in trails_of(c.result["teams"]).items()})

    def amend_at_random(self, rng, disclosure, c, dealt, seen):
        """A few amendments of the ceremony `c`, as drawn and not yet amended; each against a plain search."""
        previous, cap = c.previous, c.cap
        for day in sorted(rng.sample(range(10, 20), rng.randint(0, 3))):
            struck = random_strikes(rng, c, day)
            if struck is None:
                break
            disclosure = amend(disclosure, struck, previous=previous)
            self.consistent(disclosure)
            before, c = c.standing, drawn(disclosure, previous)
            outcome = disclosure["amendments"][-1]["outcome"]
            came_in = [pair["alternate"] for pair in outcome["replaced"] if pair["alternate"] in c.standing.teams]
            base = {t: [None if (i, t) in gone or (i, None) in gone else i for i in team] for gone in [
                {(entry["inspector"], entry["target"]) for entry in struck["inspectors"]}] for t, team in before.teams.items()
                if t not in [entry["target"] for entry in struck["targets"]]}
            wanted = [(t, n) for t, team in base.items() for n, who in enumerate(team, 1) if who != before.teams[t][n - 1]]
            for t in came_in:
                base[t] = [None] * len(c.seats_of(c.target[t]))
                wanted += [(t, n + 1) for n in range(len(base[t]))]
            none_left = [pair["alternate"] for pair in outcome["replaced"]].count(None)
            seen.update(struck_at_once=len(outcome["replaced"]) - len(came_in) - none_left)
            if c.plan["amendments"]["replacement"] == "fresh_value" or c.plan["ceremony"] == "selection":
                self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
                self.assertEqual(c.standing.teams, base)
            else:
                risen, teams, trails = plain_staffing(c, base, wanted, cap or 0, dealt)
                self.assertEqual(risen, outcome["cap"])
                self.assertEqual(teams, c.standing.teams)
                self.assertEqual(list(c.standing.teams), list(teams))
                new = trails_of(outcome["teams"])
                self.assertEqual(trails, list(new.values()))
                seen.update(risen=risen != cap, amended_shortage=bool(short_of(outcome)))
                for seat_, trail in new.items():
                    start = dealt[seat_] % max(1, len(c.inspectors))
                    seen.update(continued=start > 0 and bool(trail), wrapped=start + len(trail) > len(c.inspectors))
                    seen.update(slip["reason"] for slip in trail)
                    dealt[seat_] += len(trail)
                cap = risen
        return disclosure, c

    def test_random_chains(self):
        rng = random.Random(12)
        seen = collections.Counter()
        for case in range(300):
            with self.subTest(case=case):
                ceremony = rng.choice(["both", "both", "selection"])
                plan, targets, inspectors, recusals = random_world(rng, ceremony)
                withhold = [("targets", i) for i in range(len(targets)) if rng.random() < .1]
                disclosure = make(plan, targets, inspectors, recusals, withhold=withhold, rng=rng)
                report = self.consistent(disclosure)
                disclosure, c = self.amend_at_random(rng, disclosure, *self.compare(disclosure), seen)
                day = 5
                while c.open_seats_left() and day < 8:
                    day += 1
                    before = c
                    disclosure, inspectors, recusals = staffing_after(c.disclosure, rng, inspectors, recusals, day, c.previous)
                    report = self.consistent(disclosure)
                    disclosure, c = self.amend_at_random(rng, disclosure, *self.compare(disclosure, before), seen)
                    seen.update(amended_chain=len(before.disclosure["amendments"]) > 0)
                seen.update([("days", day), "shortage"] if short_of(c.result) else [("days", day)])
                seen.update(code for _, code, _ in report.warnings)
                seen.update(slip["reason"] for team in c.result["teams"] for s in team["seats"] for slip in s["trail"])
        for what in ("amended_chain", "amended_shortage", "continued", "risen", "struck_at_once", "wrapped", "shortage",
                     ("days", 6), ("days", 7), ("days", 8), "small_pool", "unknown_last_team", "outside_strata", "strands", "workload", "on_team", *FIXED_REASONS):
            self.assertGreater(seen[what], 0, (what, seen))

    def test_too_long_a_chain(self):
        rng = random.Random(2)
        disclosure, inspectors, recusals = scarce(), [inspector("p%d" % i) for i in range(3)], []
        nested = None
        for _ in range(9):
            nested = {"selection": nested}
        with self.assertRaisesRegex(Unusable, "more than 8 ceremonies"):
            check_shape(nested)
        with self.assertRaisesRegex(Unusable, "fields absent"):
            check_shape(nested["selection"])
        disclosure, _, _ = staffing_after(disclosure, rng, inspectors, recusals)
        self.consistent(disclosure)

    def test_evidence(self):
        disclosure = simple()
        announcement, seal = digest(disclosure["announcement"]), digest(disclosure["seal"])
        balls = ("d1-balls", BALLS_TEXT)
        for evidence, verdict in (
                (Evidence([announcement], [seal], [balls]), "verified"), (Evidence([announcement], [], [balls]), "verified"),
                (Evidence([announcement]), "consistent"), (Evidence([], [], [balls]), "consistent"),
                (Evidence([seal], [], [balls]), "contradicted"), (Evidence([announcement], [announcement], [balls]), "contradicted"),
                (Evidence([announcement], [], [balls, ("d1-witness", "0")]), "contradicted"),
                (Evidence([announcement], [], [("other", "1"), balls]), "contradicted"),
                (Evidence([announcement], [], [("d1-balls", "07")]), "contradicted")):
            self.assertEqual(verdict_of(disclosure, evidence), verdict)

    def test_seals_of_amendments_are_evidence(self):
        disclosure = amend(simple(), strikes(6, ["t1"]), strikes(7, ["t2"]))
        seals = [digest(amendment["seal"]) for amendment in disclosure["amendments"]]
        self.assertEqual(verdict_of(disclosure, Evidence([], seals + [digest(disclosure["seal"])])), "consistent")
        self.assertEqual(verdict_of(amend(simple(), strikes(6, ["t1"])), Evidence([], seals)), "contradicted")
        self.assertEqual(verdict_of(simple(), Evidence([], seals[:1])), "contradicted")

    def test_withheld_identities_do_not_lower_the_verdict(self):
        disclosure = make(plan_of("d1", 5), *SIMPLE, withhold=[("targets", 0), ("inspectors", 2)])
        self.consistent(disclosure)
        disclosure["rosters"]["inspectors"][2]["identity"]["withheld"]["hash"] = "0" * 64
        self.assertEqual(verdict_of(disclosure), "contradicted")

    def test_limits(self):
        for verdict, change in (
                ("unusable", lambda d: d["announcement"]["plan"]["teams"][0].update(seats=[seat()] * 17)),
                ("unusable", lambda d: d["announcement"]["plan"].update(left_out=[{"carried": [], "count": 0, "reason": "r"}] * 1001)),
                ("unusable", lambda d: d.update(amendments=amendments * 367)),
                ("contradicted", lambda d: d.update(amendments=amendments * 366)),
                ("unusable", lambda d: amendments[0]["strikes"].update(targets=amendments[0]["strikes"]["targets"] * 100_001)
                    or d.update(amendments=amendments)),
                # The numbers to draw are limited as computed, and a document within a document is not measured.
                ("contradicted", lambda d: d["announcement"]["strata"][0].update(k=2**40)),
                ("contradicted", lambda d: d["announcement"]["plan"].update(place="x" * 4096, items=d["announcement"]["plan"]["items"] * 1000,
                                                                  amendments=dict(d["announcement"]["plan"]["amendments"],
                                                                                  target_reasons=["x" * 4096] * 1000,
                                                                                  inspector_reasons=["x" * 4096] * 1000),
                                                                  left_out=[{"carried": [], "count": 0, "reason": "x" * 4096}] * 1000,
                                                                  added=[{"count": 0, "reason": "x" * 4096}] * 1000,
                                                                  classes=["x" * 4091 + "%05d" % i for i in range(1000)]))):
            disclosure = simple()
            amendments = amend(disclosure, strikes(6, ["t1"]))["amendments"]
            change(disclosure)
            self.assertEqual(verdict_of(disclosure), verdict)
        # Three targets and two amendments; two targets of one ticket; two targets of two seats, four inspectors.
        disclosure = amend(simple(), strikes(6, ["t1"]), strikes(7, ["t2"]))
        for name, most in (("AMENDMENTS_TIMES_TARGETS_MAX", 6), ("TICKETS_MAX", 2), ("SEATS_TIMES_INSPECTORS_MAX", 16)):
            for less, verdict in ((0, "consistent"), (1, "unusable")):
                with mock.patch.object(limits, name, most - less):
                    self.assertEqual(verdict_of(disclosure), verdict, name)

    def test_form_and_contradiction(self):
        """What makes a file unusable, and what contradicts (§17)."""
        first, long = simple(), "x" * 4097
        original = amend(first, strikes(6, [], [(first["result"]["teams"][0]["seats"][0]["inspector"], None)]))
        plan, draw, seats = ("announcement", "plan"), ("rosters", "targets", 0, "draw"), ("result", "teams", 0, "seats", 0)
        override = {"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}
        numbers = plan + ("values", 0, "source", "kind", "numbers")
        per_officer = {"per_officer": {"officers": 1, "round": "up", "targets": 1}}
        size = plan + ("strata", 0, "quota", "size")
        condition = plan + ("tickets",)
        amendment = ("amendments", 0)
        struck, refilled = amendment + ("strikes", "inspectors", 0), amendment + ("outcome", "teams", 0, "seats", 0)
        for path, unusable, contradicted in (
                (draw + ("id",), ["", "a b", "x" * 54, 1, None], ["t9"]),
                (draw + ("district",), [1, None, "", "11010", "11010x", "1" * 13, long], ["110102"]),
                (draw + ("level",), [1, "", long], ["x" * 4096, "\"" * 4096]), (draw + ("inspected",), [2**32, "1"], [2**32 - 1]),
                (draw + ("last_team",), [["a b"], ["x"] * 257], [["b", "a"], ["a", "a"]]),
                (draw + ("attributes",), [[["a"]], [["a", 1]], [["a", "b"]] * 257, [[None, "b"]], [["a", ""]], [["", "a"]]],
                 [[["b", "x"], ["a", "x"]], [["a", None]], [["a", None]] * 2]),
                (("rosters", "targets", 0, "identity", "shown", "data", "attributes"), [[["phone", None]], [[None, "1"]]], [[]]),
                (("rosters", "targets", 0, "identity"), [{"withheld": {"hash": "0", "reason": "r"}}, {"other": 1}, {},
                                                              {"withheld": {"hash": "0" * 64, "reason": ""}}],
                 [{"withheld": {"hash": "0" * 64, "reason": "r"}}]),
                (("rosters", "inspectors", 0, "draw", "max_visits"), [2**32, 0, "1"], [1, 2**32 - 1]),
                (("rosters", "inspectors", 0, "draw", "role"), ["chief", ""], ["expert"]),
                (("rosters", "inspectors", 0, "draw", "valid_to"), ["2026-02-30", "1999-01-01", ""], ["2020-01-01"]),
                (("salt_key",), ["0" * 63, "A" * 64, ""], ["0" * 64]), (("secrets",), [["x"]], [[]]),
                (("head",), ["", None, "0" * 63], ["0" * 64]),
                (plan + ("seal_by",), ["2025-05-05T17:00:00Z", "2025-05-05T17:00:00-00:00"], ["2025-05-04T17:00:00+08:00"]),
                (plan + ("category",), ["other", 1], ["case"]), (plan + ("min_pool",), [2**32], [0]), (plan + ("number",), ["1"], [0, 2**40]),
                (plan + ("yearly_cap",), [2**32], [0]), (plan + ("workload",), [{"common": 2**32}, "other", {"own": 1}], [{"common": 0}]),
                (plan + ("classes",), [["food"] * 1001], [["shop", "food"], ["food"] * 2]),
                (plan + ("changed_rules",), [[{"date": "2025-01-01", "reason": "r", "rule": "title"}],
                                             [{"date": "2025-01-01", "reason": "r", "rule": "visits"}] * 1001],
                 [[{"date": "2025-01-01", "reason": "r", "rule": "visits"}]]),
                (plan + ("overrides",), [[dict(override, tickets=2**32)], [dict(override, target="")]],
                 [[dict(override, tickets=1001)], [dict(override, tickets=0)], [dict(override, seats=[])]]),
                (plan + ("overrides",), [[dict(override, seats=[dict(seat(), departments=["x"] * 257)])]],
                 [[dict(override, seats=[seat(departments="ba"), seat()])]]),
                (plan + ("strata", 0, "items"), [["i1"] * 1001, ["i 1"]], [[], ["i1", "i1"], ["i2"]]),
                (size, [{"ratio": {"of": "1/0", "round": "up"}}, {"ratio": {"of": "1/2", "round": "on"}}, "some", {"all": 1}],
                 [{"ratio": {"of": "3/2", "round": "up"}}, {"count": 2**40}]),
                (size, [{"per_officer": dict(per_officer["per_officer"], **{name: 2**32})} for name in ("officers", "targets")],
                 [{"per_officer": dict(per_officer["per_officer"], **{name: 0})} for name in ("officers", "targets")]),
                (condition, [[{"tickets": 1, "when": [when(field, "x")]}] for field in (
                    1, None, "", "attribute:" + long, "id", "last_team", "Class", "attribute", "attribute:")],
                 [[{"tickets": 1, "when": [when(field, "x")]}] for field in ("level", "attribute:x")]),
                (condition, [[{"tickets": 2**32, "when": []}], [{"tickets": 1, "when": [when("class", "x")] * 17}]],
                 [[{"tickets": 0, "when": []}], [{"tickets": 1001, "when": []}], [{"tickets": 1, "when": [when("class")]}],
                  [{"tickets": 1, "when": [{"field": "class", "any_of": ["b", "a"]}]}]]),
                (numbers + ("count",), [2**32], [0, 65, 2**32 - 1]), (numbers + ("max",), ["1"], [0, 100, 10**9, 2**40]),
                (plan + ("values", 0, "fallbacks", 0, "kind"), [{"hex": {"bytes": 2**32}}, {"hex": {"bytes": 1, "x": 1}}, {"dice": 1}, "hex"],
                 [{"hex": {"bytes": bytes_}} for bytes_ in (0, 65, 2**32 - 1)]),
                (plan + ("values", 0, "fallbacks", 0, "kind"), ["ssq", "双色球", {"upper_hex": {"bytes": 2**32}}, {"parts": {}}, {"parts": [BALLS]},
                                                                {"parts": [dict(BALLS, beyond=None)] * 2}],
                 [{"parts": []}, {"parts": [dict(BALLS, beyond=False)] * 5}, {"parts": [dict(BALLS, beyond=True)] * 2},
                  {"upper_hex": {"bytes": 65}}]),
                (plan + ("hash",), ["sha512", "SM3", None], [h.name for h in HASHES.values() if h.name != original["announcement"]["plan"]["hash"]]), (("seal", "values", 0, "source"), ["0"], [1, 2, 5, 2**40]),
                (("seal", "values", 0, "text"), [1, "", long], ["x"]), (("seal", "values", 0, "reason"), [1, ""], ["r"]),
                (("result", "cap"), [2**32], [1]), (("result", "strata", 0, "drawn", 0, "n"), [2**32], [2**32 - 1]),
                (seats + ("seat",), [2**32], [0]),
                (plan + ("values", 0, "corrected"), ["", "last", None], ["fallback", "void"]),
                (plan + ("earlier",), [[{"head": "0", "use": "count"}], [{"disclosure": "0" * 64, "use": "count"}]],
                 [[{"head": "0" * 64, "use": "count"}]]),
                (plan + ("amendments", "replacement"), ["", "value"], ["fresh_value"]),
                (plan + ("amendments", "target_reasons"), ["注销", [1], [""]], [[]]),
                (("amendments",), [None, [None], [{}]], [[]]),
                (amendment + ("type",), ["seal"], []), (amendment + ("seal", "type"), ["seal"], []),
                (amendment + ("seal", "number"), ["1", None, 2**53], [0, 2, 2**32]),
                (amendment + ("seal", "previous"), [None, ""], ["0" * 64]),
                (amendment + ("seal", "seats", "open"), [None], [1, 2**40]),
                (amendment + ("seal", "commitment"), ["A" * 64], ["a" * 64]),
                (amendment + ("strikes", "date"), ["2025-06-31", ""], ["2025-05-04", "2025-05-07"]),
                (amendment + ("strikes", "targets"), [None], [strikes(6, ["t9"])["targets"], strikes(6, ["t1"])["targets"]]),
                (struck + ("evidence",), ["", None], ["0" * 64]), (struck + ("inspector",), ["", "a b"], ["p9"]),
                (struck + ("reason",), [None, "", long], ["注销"]), (struck + ("target",), ["", 1], ["t9", "t1", "t3"]),
                (amendment + ("outcome", "cap"), [2**32, "1"], [1]),
                (amendment + ("outcome", "replaced"), [[{"alternate": "", "target": "t1"}]], [[{"alternate": None, "target": "t1"}]]),
                (refilled + ("inspector",), [""], [None, "p9"]),
                (seats + ("trail",), [[{"inspector": "p0", "reason": "no"}], [{"inspector": "", "reason": "taken"}]],
                 [[{"inspector": "p9", "reason": "taken"}], [{"inspector": "p0", "reason": "taken"}] * 2])):
            for verdict, values in (("unusable", unusable), ("contradicted", contradicted)):
                for value in values:
                    disclosure = part = copy.deepcopy(original)
                    for step in path[:-1]:
                        part = part[step]
                    self.assertNotEqual(part[path[-1]], value)
                    part[path[-1]] = value
                    with self.subTest(path=path, value=str(value)[:200]):
                        self.assertEqual(verdict_of(disclosure), verdict)

    def test_limits_win_over_contradictions(self):
        disclosure = simple(tickets=[{"tickets": 1000, "when": []}])
        self.consistent(disclosure)
        disclosure["announcement"]["plan"]["min_pool"] = 0
        self.assertEqual(verdict_of(disclosure), "contradicted")
        with mock.patch.object(limits, "TICKETS_MAX", 1999):
            self.assertEqual(verdict_of(disclosure), "unusable")

    def test_order_of_service(self):
        """By winning ticket, in whatever stratum and whether carried or not (§12.1)."""
        plan = plan_of("d1", 5, earlier=[{"head": "0" * 64, "use": "carry"}])
        plan["strata"] = [dict(plan["strata"][0], name=name, when=[when("level", name)]) for name in "AB"]
        targets = [target("t%d" % i, level="AB"[i % 2], carried=i < 2) for i in range(6)]
        carried_first = set()
        for n in range(12):
            disclosure = make(plan, targets, [inspector("p%d" % i) for i in range(6)], rng=random.Random(n))
            tickets = {entry["id"]: entry["ticket"] for s in disclosure["result"]["strata"] for entry in s["drawn"]}
            served = [team["target"] for team in disclosure["result"]["teams"]]
            self.assertEqual(served, sorted(tickets, key=tickets.get))
            carried_first.add(served[0] in ("t0", "t1"))
        self.assertEqual(carried_first, {False, True})

    def test_staffing_waits_for_the_source_that_was_used(self):
        people = [inspector("p%d" % i) for i in range(3)]
        for fallback, time_, verdict in ((False, "12:00:00", "contradicted"), (False, "12:00:01", "consistent"),
                                         (True, "13:00:00", "contradicted"), (True, "13:00:01", "consistent")):
            first = make(plan_of("d1", 5, overrides=[{"approver": "a", "reason": "r", "seats": [seat()] * 3, "target": "t0", "tickets": None}]),
                         [target("t%d" % i) for i in range(3)], people, fallback=fallback)
            before = drawn(first)
            plan = dict(copy.deepcopy(before.plan), **{name: plan_of("d2", 6)[name] for name in (
                "authorities", "disclose_by", "draw", "number", "seal_by", "values")}, ceremony="staffing",
                announce_at="2025-05-05T%s+08:00" % time_)
            self.assertEqual(verdict_of(make(plan, [], people, previous=before)), verdict, (fallback, time_))

    def test_garbage_has_a_verdict(self):
        """Damage of all kinds, to values and to bytes, never ends in another exception."""
        rng = random.Random(13)
        disclosure, _, _ = staffing_after(scarce(), random.Random(5), [inspector("p%d" % i) for i in range(3)], [])
        plan, targets, inspectors, recusals = random_world(random.Random(3))
        originals = [disclosure, scarce(), make(plan, targets, inspectors, recusals),
                     amend(scarce(), strikes(6, ["t0"]), strikes(7, [], [("p0", None)]))]
        nasty = (0, 1, 2, 1000, 2**32 - 1, 2**32, 2**53 - 1, "", "x", "t1", "p0", "all", "staffing", "selection", "1/1", [], {}, None, True, False)

        def parts(value):
            for step in value if isinstance(value, dict) else range(len(value)):
                yield value, step
                if isinstance(value[step], (dict, list)):
                    yield from parts(value[step])
        seen = collections.Counter()
        for case in range(500):
            damaged = copy.deepcopy(rng.choice(originals))
            for _ in range(rng.choice((1, 1, 2, 5))):
                places = list(parts(damaged))
                holder, step = rng.choice(places)
                alike = [a[b] for a, b in places if b == step or isinstance(b, int) and isinstance(step, int)]
                how = rng.random()
                if how < .3:
                    holder[step] = rng.choice(nasty)
                elif how < .7 or isinstance(holder, dict):
                    holder[step] = copy.deepcopy(rng.choice(alike))
                elif how < .85:
                    del holder[step]
                else:
                    holder.insert(step, copy.deepcopy(holder[step]))
            seen[verdict_of(damaged)] += 1
        data = file_of(originals[1])
        for case in range(300):
            at, length = rng.randrange(len(data)), rng.choice((0, 1, 1, 2, 100))
            new = bytes(rng.choice((rng.randrange(256), *b'{}[]",:\\0-')) for _ in range(rng.choice((0, 1, 1, 3))))
            try:
                seen[verify(read_canonical(data[:at] + new + data[at + length:]))[0]] += 1
            except Unusable:
                seen["bytes"] += 1
        self.assertGreater(min(seen[v] for v in ("unusable", "contradicted", "consistent", "bytes")), 5, seen)

    def test_every_changed_leaf_is_noticed(self):
        """Damage every text, number and truth value of a disclosure, one at a time."""
        free = {"withheld.reason"}  # the legal ground is not committed
        disclosure = scarce(amendments=dict(plan_of("d1", 5)["amendments"], strikes_per_seat=2))
        self.assertTrue(short_of(disclosure["result"]))
        one, other, third = disclosure["result"]["teams"]
        disclosure = amend(disclosure, strikes(5, [one["target"]], [(other["seats"][0]["inspector"], other["target"])]))
        staffing, _, _ = staffing_after(disclosure, random.Random(5), [inspector("p%d" % i) for i in range(3)], [])
        who = next(i for i in drawn(staffing, drawn(disclosure)).standing.teams[other["target"]] if i)
        staffing = amend(staffing, strikes(7, [third["target"]]), strikes(8, [], [(who, None)]), previous=drawn(disclosure))
        for amendment in disclosure["amendments"] + staffing["amendments"][1:]:
            self.assertTrue(amendment["outcome"]["teams"])
        staffing["rosters"]["inspectors"][0]["identity"] = {"withheld": {"reason": "商业秘密", "hash": identity_hash(hash_of(staffing),
            staffing["rosters"]["inspectors"][0]["identity"]).hex()}}
        self.consistent(staffing)
        self.assertTrue(staffing["rosters"]["changes"])

        def places(value, path=()):
            if isinstance(value, (dict, list)):
                for step in value if isinstance(value, dict) else range(len(value)):
                    yield from places(value[step], path + (step,))
                if value == []:
                    yield path
            else:
                yield path
        for path in list(places(staffing)):
            damaged = copy.deepcopy(staffing)
            at = damaged
            for step in path[:-1]:
                at = at[step]
            value = at[path[-1]]
            if value is None:
                changed = ["x", 1]
            elif isinstance(value, bool):
                changed = [not value]
            elif isinstance(value, int):
                changed = [value + 1]
            elif value == []:
                changed = [["x"], [["x", "y"]]]
            else:
                changed = [value[:-1] + ("1" if value[-1] != "1" else "2"), "", None]
            for new in changed:
                at[path[-1]] = new
                verdict = verdict_of(damaged)
                if ".".join(map(str, path[-2:])) in free and new not in ("", None):
                    self.assertEqual(verdict, "consistent")
                else:
                    self.assertIn(verdict, ("contradicted", "unusable"), (path, new))

    def test_absent_and_unknown_fields_are_unusable(self):
        disclosure = simple()
        for at in ((), ("announcement",), ("announcement", "plan"), ("seal",), ("result",), ("rosters", "targets", 0, "draw")):
            for absent in (True, False):
                damaged = copy.deepcopy(disclosure)
                part = damaged
                for step in at:
                    part = part[step]
                if absent:
                    del part[sorted(part)[0]]
                else:
                    part["zzz"] = 1
                self.assertEqual(verdict_of(damaged), "unusable")

    def test_command_line(self):
        disclosure = simple()
        with tempfile.TemporaryDirectory() as folder:
            names = {name: os.path.join(folder, name) for name in (
                "disclosure", "announcement", "seal", "many", "bad", "amended", "amendment")}
            for name in ("announcement", "seal"):
                with open(names[name], "wb") as file:
                    file.write(file_of(disclosure[name]))
            with open(names["disclosure"], "wb") as file:
                file.write(file_of(disclosure))
            with open(names["many"], "wb") as file:
                file.write(file_of(disclosure) + file_of(scarce()))
            with open(names["bad"], "wb") as file:
                file.write(file_of(disclosure) + b"{}\n" + file_of(dict(disclosure, salt_key="0" * 64)))

            def run(*arguments):
                out = io.StringIO()
                argv, sys.argv = sys.argv, ["dual_random.py", *arguments]
                try:
                    with redirect_stdout(out):
                        code = dual_random.main()
                finally:
                    sys.argv = argv
                return code, out.getvalue().splitlines()
            value = ["--value", "d1-balls=" + BALLS_TEXT]
            self.assertEqual(run("verify", names["disclosure"], "--announcement", names["announcement"], "--seal", names["seal"], *value)[0], 0)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", digest(disclosure["announcement"]), *value)[0], 0)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", "0" * 64)[0], 1)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", names["seal"])[0], 2)
            self.assertEqual(run("verify", names["seal"])[0], 2)
            amended = amend(disclosure, strikes(6, ["t1"]))
            with open(names["amended"], "wb") as file:
                file.write(file_of(amended))
            with open(names["amendment"], "wb") as file:
                file.write(file_of(amended["amendments"][0]["seal"]))
            code, lines = run("verify", names["amended"], "--seal", names["amendment"], "--seal", names["seal"])
            self.assertEqual((code, lines[-1]), (3, "consistent"))
            self.assertIn("for you to check: target t1 was struck on 2025-05-06: 注销 (file %s)" % ("e2" * 32), lines)
            self.assertEqual(run("verify", names["disclosure"], "--seal", names["amendment"])[0], 1)
            code, lines = run("verify", names["disclosure"])
            self.assertEqual((code, lines[-1]), (3, "consistent"))
            self.assertEqual([line for line in lines if line.startswith("odd")], ["odd     d1: old_register: 1"])
            self.assertEqual(run("lines", names["many"]), (0, ["1 consistent -", "2 consistent -", "2 passed, 0 failed"]))
            code, lines = run("lines", names["bad"])
            self.assertEqual((code, lines[-1]), (1, "1 passed, 2 failed"))
            self.assertTrue(lines[1].startswith("2 unusable ") and lines[2].startswith("3 contradicted "), lines)
            garbage = (b"", b"\xff\xfe\x00", b"[" * 100000, b'"\\', b"-", b"1e999", b"[{}]", b"{}", b'{"selection":{"selection":7}}', b'"\xed\xa0\x80"',
                       b"\r", b"9" * 9999, b"null", b'{"selection":[]}')
            with open(names["bad"], "ab") as file:
                file.write(b"\n".join(garbage))
            self.assertEqual(run("verdicts", names["bad"]), (0, ["1 consistent", "2 unusable", "3 contradicted"] + [
                "%d unusable" % n for n in range(4, 4 + len(garbage))]))
            self.assertEqual(run("ticket", "ab", "3", "t")[1], [hashlib.sha256(b"ab3:t").hexdigest()])
            self.assertEqual(run("ticket", "--protocol", "dual-random/1-sm3", "ab", "3", "t")[1], [SM3(b"ab3:t").hex()])
            self.assertEqual(sorted(map(int, run("deck", "ab", "1", "t", "9")[1][0].split())), list(range(9)))
