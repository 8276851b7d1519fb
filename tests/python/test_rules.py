"""Tests of draws that are made correctly from a plan or roster that is not allowed (§5, §7, §8)."""

import copy
import hashlib
import random
import types
import unittest

from authority import (
    WITNESS, complete, contribution, drawn, file_of, inspector, make, plan_of, recusal, scarce, seat, short_of, simple, source,
    staffing_after, target, verdict_of, when)
from protocol.canonical import read_canonical
from protocol.plans import check_plan
from protocol.report import Report
from protocol.verification import verify


class Rules(unittest.TestCase):
    """Draws that are made correctly from a plan or roster that is not allowed."""

    def contradicted(self, disclosure, rule):
        verdict, report, _ = verify(read_canonical(file_of(disclosure)))
        self.assertEqual(verdict, "contradicted", rule)
        self.assertIn(rule, report.first_failure()[0])

    def test_plan(self):
        base = plan_of("d1", 5)
        value = base["values"][0]

        def with_source(**changes):
            return [dict(value, source=dict(value["source"], **changes)), base["values"][1]]
        stratum = base["strata"][0]
        for rule, changes in (
                ("names and ids", dict(strata=[stratum, dict(stratum, when=[when("class", "none")])])),
                ("names and ids", dict(items=base["items"] * 2)),
                ("from is not after to", dict(visits={"from": "2025-07-01", "to": "2025-06-30"})),
                ("every value closes", dict(values=with_source(closes=base["announce_at"]))),
                ("every value closes", dict(values=with_source(closes="2025-05-05T09:00:00+00:00"))),
                ("the seal comes before", dict(disclose_by="2025-05-05T09:00:00+00:00")),
                ("strata name items", dict(strata=[dict(stratum, items=["i2"])])),
                ("a team has two officers", dict(teams=[{"seats": [seat()], "when": []}])),
                ("overrides are sorted", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}] * 2)),
                ("overrides override", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": None}])),
                ("overrides are for targets", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t9", "tickets": 2}])),
                ("changed rules", dict(changed_rules=[{"date": "2025-01-01", "reason": "r", "rule": "visits"}])),
                ("classes of the pools", dict(classes=["shop"])),
                ("no target matches two", dict(strata=[stratum, dict(stratum, name="again")])),
                ("no count above", dict(strata=[dict(stratum, quota={"at_least": None, "at_most": None, "size": {"count": 3}})])),
                ("quotas are possible", dict(strata=[dict(stratum, quota={"at_least": 2, "at_most": 1, "size": "all"})])),
                ("quotas are possible", dict(strata=[dict(stratum, quota=dict(
                    at_least=None, at_most=None, size={"ratio": {"of": "3/2", "round": "up"}}))])),
                ("staffable alone", dict(teams=[{"seats": [seat(), seat(), seat("expert")], "when": []}])),
                ("workload.common", dict(workload={"common": 0})),
                ("well formed", dict(values=[dict(value, fallbacks=[
                    source("b", "2025-05-05T13:00:00+08:00", {"hex": {"bytes": 3}})]), base["values"][1]])),
                # At the same instant as a main source, as one before it, and before the other value's main source.
                ("every fallback closes", dict(values=[dict(value, fallbacks=[dict(value["fallbacks"][0], closes=value["source"]["closes"])]),
                                                       base["values"][1]])),
                ("every fallback closes", dict(values=[dict(value, fallbacks=value["fallbacks"] + [
                    source("b", value["fallbacks"][0]["closes"], {"hex": {"bytes": 4}})]), base["values"][1]])),
                ("every fallback closes", dict(values=[value, dict(base["values"][1], fallbacks=[
                    source("b", "2025-05-05T11:00:00+08:00", {"hex": {"bytes": 4}})])]))):
            with self.subTest(rule=rule, changes=changes):
                self.contradicted(simple(**changes), rule)

    def test_everybody_may_go_once(self):
        """A `max_visits` of 0 would say that nobody is to be had, and is no number of visits (§5)."""
        people = [inspector("p%d" % i, max_visits=1) for i in range(3)]
        self.assertEqual(verdict_of(make(plan_of("d1", 5), [target("t1")], people)), "consistent")
        people[2][0]["max_visits"] = 0
        self.assertEqual(verdict_of(make(plan_of("d1", 5), [target("t1")], people)), "unusable")

    def test_teams_table_needs_its_last_rule(self):
        disclosure = simple()
        disclosure["announcement"]["plan"]["teams"][0]["when"] = [when("level", "A")]
        self.assertEqual(verdict_of(disclosure), "contradicted")

    def test_rosters(self):
        people = [inspector("p%d" % i) for i in range(4)]
        for rule, targets, inspectors, recusals in (
                ("targets are in order", [target("t2"), target("t1")], people, []),
                ("inspectors are in order", [target("t1")], people[::-1], []),
                ("recusals are in order", [target("t1")], people, [recusal("p1", "t1"), recusal("p0", "t1")]),
                ("recusals name", [target("t1")], people, [recusal("p9", "t1")]),
                ("recusals name", [target("t1")], people, [recusal("p0", "t9")]),
                ("certificates end", [target("t1")], people + [inspector("q", valid_from="2027-01-01")], []),
                ("attributes are where", [target("t1", attributes=[["size", "big"]])], people, []),
                ("carried and drawn_before", [target("t1", carried=True)], people, []),
                ("carried and drawn_before", [target("t1", drawn_before=True)], people, [])):
            with self.subTest(rule=rule):
                self.contradicted(make(plan_of("d1", 5), targets, inspectors, recusals), rule)

    def test_named_attributes_are_all_in_the_draw_part(self):
        """With null where the target has none, so that nothing hides in a withheld identity part (§5)."""
        plan = plan_of("d1", 5, tickets=[{"tickets": 3, "when": [when("attribute:size", "big"), when("attribute:area", "north")]}])
        people = [inspector("p%d" % i) for i in range(4)]

        def made(attributes, identity=(), withhold=()):
            odd = target("t2", attributes=attributes)
            odd[1]["attributes"] += identity
            full = target("t1", attributes=[["area", "north"], ["size", "big"]])
            return make(plan, [full, odd], people, withhold=withhold)
        for fine in ([["area", None], ["size", None]], [["area", "north"], ["size", None]], [["area", None], ["size", "big"]]):
            self.assertEqual(verdict_of(made(fine)), "consistent")
            self.assertEqual(verdict_of(made(fine, withhold=[("targets", 1)])), "consistent")
        for withhold in ((), [("targets", 1)]):
            for attributes in ([], [["size", "big"]], [["area", None]], [["area", None], ["more", None], ["size", None]]):
                with self.subTest(attributes=attributes, withhold=withhold):
                    self.contradicted(made(attributes, withhold=withhold), "attributes are where")
        self.contradicted(made([["area", None], ["size", None]], [["size", "big"]]), "attributes are where")
        self.contradicted(made([["size", None], ["area", None]]), "attributes")

    def test_number_of_named_attributes(self):
        for count, verdict in ((256, "consistent"), (257, "unusable")):
            fields = ["attribute:a%03d" % i for i in range(count)]
            plan = plan_of("d1", 5, tickets=[{"tickets": 2, "when": [when(field, "x") for field in fields[i:i + 16]]} for i in range(0, count, 16)])
            # The list of one record has the same limit, so the record cannot name more either.
            few = dict(plan, tickets=plan["tickets"][:16])
            disclosure = make(few, complete(few, [target("t1")]), [inspector("p%d" % i) for i in range(4)])
            disclosure["announcement"]["plan"]["tickets"] = plan["tickets"]
            self.assertEqual(verdict_of(disclosure), verdict, count)

    def test_an_event_once_in_a_plan(self):
        base = plan_of("d1", 5)
        balls, other = base["values"]
        main, closes = balls["source"], "2025-05-05T13:00:00+08:00"
        hex_kind = {"hex": {"bytes": 4}}
        twice = [source(main["issue"], closes, hex_kind), source(balls["fallbacks"][0]["issue"], closes, hex_kind)]
        later = dict(twice[1], closes="2025-05-05T14:00:00+08:00")
        third = {"corrected": "first", "fallbacks": [], "name": "d1-third", "source": None}
        for values in (*([dict(balls, fallbacks=[again]), other] for again in twice[:1]),  # main and its own fallback
                       [dict(balls, fallbacks=[twice[1], later]), other],  # two fallbacks of one value
                       [balls, dict(other, fallbacks=twice[:1])], [balls, dict(other, fallbacks=twice[1:])],  # those of two values
                       *([balls, other, dict(third, source=dict(again, closes=main["closes"]))] for again in twice)):
            self.contradicted(simple(values=values), "no event is listed twice")
        # Another publisher of the same issue, or another issue of the same publisher, is another event.
        for change in (dict(publisher="彩票中心"), dict(issue=main["issue"] + "-2")):
            self.assertEqual(verdict_of(simple(values=[balls, other, dict(third, source=dict(twice[0], closes=main["closes"], **change))])), "consistent")

    def test_a_commitment_once_in_a_plan(self):
        balls, other = plan_of("d1", 5)["values"]
        again = source("once more", "2025-05-05T13:00:00+08:00", other["source"]["kind"])

        def with_witness(kind):
            return simple(values=[balls, dict(other, fallbacks=[dict(again, kind=kind), *other["fallbacks"]])])
        self.contradicted(with_witness(again["kind"]), "no commitment is listed twice")
        self.assertEqual(verdict_of(with_witness(contribution(WITNESS))), "consistent")

        def first_failure(*commitments):
            plan, report = plan_of("d1", 5), Report()
            plan["authorities"] += [{"commitment": commitment, "name": "局%d" % i} for i, commitment in enumerate(commitments)]
            check_plan(report, plan)
            return report.first_failure()
        self.assertIsNone(first_failure("a" * 64, "b" * 64, None, None))
        self.assertIn("no commitment is listed twice", first_failure("a" * 64, "b" * 64, "a" * 64)[0])
        self.assertIn("no commitment is listed twice", first_failure("a" * 64, other["source"]["kind"]["contribution"]["commitment"])[0])

    def test_a_witness_is_never_the_last_source(self):
        """Whoever keeps silent delays a draw and ends none (§7.1)."""
        balls, other = plan_of("d1", 5)["values"]
        closes = ["2025-05-05T1%d:45:00+08:00" % hour for hour in (3, 4)]
        silent, beacon = source("silent", closes[0], contribution(WITNESS)), source("beacon", closes[1], {"hex": {"bytes": 4}})
        for fallbacks, fits in (([], False), ([silent], False), ([beacon], True), ([silent, beacon], True),
                                ([dict(beacon, closes=closes[0]), dict(silent, closes=closes[1])], False)):
            disclosure = simple(values=[balls, dict(other, fallbacks=fallbacks)])
            if fits:
                self.assertEqual(verdict_of(disclosure), "consistent", fallbacks)
            else:
                self.contradicted(disclosure, "the last source of a value is no contribution")

    def test_ways_the_fallbacks_fall_out(self):
        def with_fallbacks(*counts):
            values = plan_of("d1", 5)["values"]
            third = source("third", "2025-05-05T12:00:00+08:00", {"hex": {"bytes": 4}})
            values.append({"corrected": "first", "fallbacks": [], "name": "d1-third", "source": third})
            for v, count in zip(values, counts):
                v["fallbacks"] = [source("%s %d" % (v["name"], i), "2025-05-05T13:%02d:00+08:00" % i, {"hex": {"bytes": 4}}) for i in range(count)]
            return simple(values=values)
        for counts in ((4, 4, 4), (4, 4, 2), (4, 3, 3)):  # 125, 75 and 80 ways
            self.contradicted(with_fallbacks(*counts), "few ways")
        for counts in ((3, 3, 3), (4, 4, 1), (0, 1, 0)):  # 64, 50 and 2
            self.assertEqual(verdict_of(with_fallbacks(*counts)), "consistent", counts)

    def test_events_and_commitments_are_new_in_staffing(self):
        """Nothing of an earlier ceremony of the chain is used again, not even of the first by the third."""
        people = [inspector("p%d" % i) for i in range(3)]

        def secrets(master, second):
            """A source of random bytes for `make`."""
            return types.SimpleNamespace(randrange=lambda _, rest=iter(master + second): next(rest))

        def bytes_of(n):
            return hashlib.sha256(b"%d" % n).digest()

        def after(before, day, change=lambda values: None, rng=None):
            plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **copy.deepcopy({name: plan_of("d%d" % day, day)[name] for name in (
                "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")}))
            change(plan["values"])
            return make(plan, [], people, previous=before, rng=rng or secrets(bytes_of(10 * day), bytes_of(10 * day + 1)))
        override = {"approver": "a", "reason": "r", "seats": [seat()] * 3, "target": "t0", "tickets": None}
        first = drawn(make(plan_of("d1", 5, overrides=[override]), [target("t%d" % i) for i in range(3)], people,
                           rng=secrets(bytes_of(50), bytes_of(51))))
        second = drawn(after(first, 6), first)
        seed_secret = first.hash.hmac(bytes_of(50), b"dual-random/1 seed secret")
        balls, other = first.plan["values"]
        for before, day in ((first, 6), (second, 7)):
            self.assertEqual(verdict_of(after(before, day)), "consistent")
            for event in (balls["source"], balls["fallbacks"][0], other["source"]):
                def as_main(values):
                    values[0]["source"]["issue"] = event["issue"]

                def as_fallback(values):
                    values[0]["fallbacks"][0]["issue"] = event["issue"]
                for change in (as_main, as_fallback):
                    with self.subTest(day=day, event=event["issue"], change=change.__name__):
                        self.contradicted(after(before, day, change), "events are new")

            def old_witness(values):
                values[1]["fallbacks"] = [source("new", values[0]["fallbacks"][0]["closes"], other["source"]["kind"]), *values[1]["fallbacks"]]
            self.contradicted(after(before, day, old_witness), "commitments are new")
            for which, rng in (("lead", secrets(bytes_of(50), bytes_of(1))), ("other", secrets(bytes_of(1), bytes_of(51))),
                               ("the lead's as another's", secrets(bytes_of(1), seed_secret))):
                with self.subTest(day=day, secret=which):
                    self.contradicted(after(before, day, rng=rng), "commitments are new")

    def test_number_of_people_on_one_team(self):
        """Two seats of one team cannot be filled by one inspector with two visits."""
        plan = plan_of("d1", 5)
        self.contradicted(make(plan, [target("t1")], [inspector("p0")]), "staffable alone")

    def warnings(self, *arguments, **more):
        """By their codes; they change no verdict."""
        verdict, report, _ = verify(make(*arguments, **more))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))
        self.assertEqual({draw for draw, _, _ in report.warnings}, {"d1"})
        self.assertEqual([code for _, code, _ in report.warnings], sorted({code for _, code, _ in report.warnings}))
        return {code: count for _, code, count in report.warnings}

    def test_warnings(self):
        people = [inspector(name) for name in ("P0", "p0", "p1")]
        targets = [target("T1"), target("t1"), target("t2")]
        for (_, identity), code in zip(targets, ("91350100M000100Y43", "91350100M000100Y43", "91350100M000100Y44")):
            identity.update(credit_code=code, name="same")
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people), {
            "credit_code": 1, "ids_alike": 4, "old_register": 1, "repeated_credit_code": 2, "repeated_name": 3})
        # Of what is withheld nothing is counted, but of the others all.
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people, withhold=[("targets", 0)]), {
            "credit_code": 1, "ids_alike": 4, "old_register": 1, "repeated_name": 2})
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people, withhold=[("targets", 0), ("targets", 2)]), {
            "ids_alike": 4, "old_register": 1})
        plan = plan_of("d1", 5, min_pool=4, classes=["food"])
        plan["strata"][0].update(when=[when("class", "food")], quota={"at_least": 9, "at_most": None, "size": "all"})
        plan["strata"].append(dict(copy.deepcopy(plan["strata"][0]), name="none", when=[when("class", "none")],
                                   quota={"at_least": None, "at_most": None, "size": "all"}))
        targets = [target("t1", last_team=["p1", "x", "y"]), target("t2", **{"class": "shop"}),
                   target("t3", exempt="r", **{"class": "shop"})]
        self.assertEqual(self.warnings(plan, targets, people), {
            "empty_stratum": 1, "ids_alike": 2, "old_register": 1, "outside_strata": 1, "quota_clamped": 1, "small_pool": 1,
            "unknown_last_team": 2})

    def test_one_person_under_several_certificates(self):
        people = [inspector("p%d" % i) for i in range(5)]
        for i, name in enumerate(("王强", "李梅", "王强", "李梅", "王强")):
            people[i][1]["name"] = name
        named = lambda **more: self.warnings(plan_of("d1", 5), [target("t1")], people, **more).get("repeated_inspector_name")
        self.assertEqual(named(), 5)
        self.assertEqual(named(withhold=[("inspectors", 1)]), 3)
        self.assertEqual(named(withhold=[("inspectors", i) for i in (0, 1, 2)]), None)

    def test_who_is_alone_in_a_pool_is_no_choice(self):
        """A pool is small under `min_pool`, and under two whatever the plan says (§8.3)."""
        plan = plan_of("d1", 5, few_officers_reason="人少", teams=[{"seats": [seat(qualifications=["食"])], "when": []}])
        for min_pool, able, found in ((1, 1, True), (1, 2, False), (2, 1, True), (2, 2, False), (3, 2, True), (3, 3, False)):
            people = [inspector("p%d" % i, qualifications=["食"] if i < able else []) for i in range(4)]
            warned = self.warnings(dict(plan, min_pool=min_pool), [target("t1"), target("t2")], people)
            self.assertEqual(warned.get("small_pool"), 2 if found else None, (min_pool, able))

    def test_in_a_staffing_ceremony_fewer_are_counted(self):
        rng = random.Random(3)
        targets = [target(name, last_team=["x"]) for name in ("T0", "t0", "t1")]
        people = [inspector("p%d" % i) for i in range(3)]
        for (_, identity) in targets + people:
            identity.update(name="same")
        selection = make(plan_of("d1", 5, ceremony="selection"), targets, people, rng=rng)
        staffing, _, _ = staffing_after(selection, rng, people, [])
        alike = [r["identity"]["shown"]["data"]["name"] for r in staffing["rosters"]["inspectors"]].count("same")
        listed = [(draw, code, count) for draw, code, count in verify(staffing)[1].warnings if code != "small_pool"]
        self.assertEqual(listed, [
            ("d1", "ids_alike", 2), ("d1", "old_register", 1), ("d1", "repeated_inspector_name", 3), ("d1", "repeated_name", 3),
            ("d1", "unknown_last_team", 3), ("d6", "ids_alike", 2), ("d6", "repeated_inspector_name", alike), ("d6", "unknown_last_team", 3)])

    def test_what_is_in_no_document_any_more(self):
        self.assertEqual(verdict_of(simple()), "consistent")
        for document, field, value in (("announcement", "warnings", []), ("seal", "shortage", None), ("result", "shortage", None)):
            disclosure = simple()
            disclosure[document][field] = value
            self.assertEqual(verdict_of(disclosure), "unusable")
        for field, value in (("pool", 3), ("shrunk", [])):
            disclosure = simple()
            disclosure["result"]["teams"][0]["seats"][0][field] = value
            self.assertEqual(verdict_of(disclosure), "unusable")
        # The short seats are those that nobody took.
        self.assertEqual(len(short_of(scarce()["result"])), 1)
