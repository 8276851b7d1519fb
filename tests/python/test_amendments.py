"""Tests of amendments (§15)."""

import copy
import itertools
import random
import unittest
from unittest import mock

from authority import amend, drawn, file_of, inspector, make, plan_of, scarce, seat, short_of, strikes, target, verdict_of
from plain_search import trails_of
from protocol import limits
from protocol.canonical import canon, digest, read_canonical
from protocol.commitments import merkle_root, salt
from protocol.decks import deal
from protocol.hashes import hash_of
from protocol.verification import verify


class Amendments(unittest.TestCase):
    """Ten targets of which three are drawn, two seats each; six inspectors of three visits."""

    PEOPLE = [inspector("p%d" % i, max_visits=3) for i in range(6)]

    def plan(self, draw="d1", day=5, k=3, rules={}, **changes):
        plan = plan_of(draw, day, **changes)
        plan["amendments"].update(dict(strikes_per_seat=2, strikes_per_stratum=3), **rules)
        plan["strata"][0]["quota"]["size"] = {"count": k}
        return plan

    def setUp(self):
        self.first = self.made(self.plan())
        [stratum] = self.first["result"]["strata"]
        self.drawn_, self.waiting = [entry["id"] for entry in stratum["drawn"]], stratum["alternates"]

    def made(self, plan, targets=10, people=None, **more):
        return make(plan, [target("t%d" % i) for i in range(targets)], people or self.PEOPLE, **more)

    def after(self, before, day=6, people=None, recusals=(), **changes):
        """A staffing ceremony for what the ceremony `before` left open."""
        plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **{name: plan_of("d%d" % day, day)[name] for name in (
            "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")})
        plan.update(changes)
        return make(plan, [], people or self.PEOPLE, recusals, previous=before)

    def consistent(self, disclosure):
        verdict, report, _ = verify(read_canonical(file_of(disclosure)))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))

    def contradicted(self, disclosure, rule):
        verdict, report, _ = verify(read_canonical(file_of(disclosure)))
        self.assertEqual(verdict, "contradicted", rule)
        self.assertIn(rule, report.first_failure()[0])

    def team(self, disclosure, t, previous=None):
        return drawn(disclosure, previous).standing.teams[t]

    def test_the_next_alternate_comes_in(self):
        a, b, c = self.drawn_
        disclosure = amend(self.first, strikes(5, [b]))
        self.consistent(disclosure)
        [amendment], x = disclosure["amendments"], self.waiting[0]
        self.assertEqual(amendment["outcome"]["replaced"], [{"alternate": x, "target": b}])
        self.assertEqual([(team["target"], len(team["seats"])) for team in amendment["outcome"]["teams"]], [(x, 2)])
        self.assertEqual(amendment["seal"]["seats"], {"filled": 6, "open": 0, "total": 6})
        # The tree, by hand.
        teams = {team["target"]: [s["inspector"] for s in team["seats"]]
                 for team in self.first["result"]["teams"] + amendment["outcome"]["teams"]}
        entries = {t: {"drawn": True, "id": t, "rank": rank, "seats": teams[t], "stratum": "all"}
                   for t, rank in ((a, 1), (c, 3), (x, 4))}
        entries[b] = {"drawn": True, "id": b, "rank": 2, "stratum": "all", "struck": True}
        h, key = hash_of(disclosure), disclosure["salt_key"]
        root = merkle_root(h, (salt(h, key, "amendment-1:%d" % i) + canon(entries.get(t, {"drawn": False, "id": t}))
                               for i, t in enumerate("t%d" % i for i in range(10))))
        self.assertEqual(amendment["seal"]["result"], {"count": 10, "root": root})
        self.assertEqual(amendment["seal"]["commitment"], h(b"\3" + salt(h, key, "amendment:1") + canon(
            {"outcome": amendment["outcome"], "strikes": amendment["strikes"]})).hex())
        self.assertEqual(amendment["seal"]["previous"], digest(disclosure["seal"]))
        self.assertEqual(disclosure["head"], digest(amendment["seal"]))
        # The next one gets the next alternate; when none is left, nobody comes in.
        disclosure = amend(disclosure, strikes(6, [x]))
        self.consistent(disclosure)
        self.assertEqual(disclosure["amendments"][1]["outcome"]["replaced"], [{"alternate": self.waiting[1], "target": x}])
        disclosure = amend(self.made(self.plan(k=9)), strikes(5, ["t0", "t1"]))
        self.assertEqual(sorted(map(str, (p["alternate"] for p in disclosure["amendments"][0]["outcome"]["replaced"])))[0], "None")

    def test_an_alternate_struck_at_once(self):
        b = self.drawn_[1]
        x, y, z = self.waiting[:3]
        c = drawn(self.first)
        disclosure = amend(self.first, strikes(6, sorted([b, x, y], key=c.ticket_order)))
        self.consistent(disclosure)
        self.assertEqual(disclosure["amendments"][0]["outcome"]["replaced"], [
            {"alternate": x, "target": b}, {"alternate": y, "target": x}, {"alternate": z, "target": y}])
        self.assertEqual([team["target"] for team in disclosure["amendments"][0]["outcome"]["teams"]], [z])
        # Also when its ticket is smaller than that of who is struck first: here the one carried has the largest.
        plan = self.plan(k=1, earlier=[{"head": "0" * 64, "use": "carry"}])
        for n in itertools.count():
            targets = [target("t%d" % i, carried=i == 0) for i in range(4)]
            disclosure = make(plan, targets, self.PEOPLE, rng=random.Random(n))
            c = drawn(disclosure)
            x, y, z = disclosure["result"]["strata"][0]["alternates"]
            if c.ticket_order(y) < c.ticket_order("t0"):
                break
        disclosure = amend(disclosure, strikes(6, [x, y, "t0"]))
        self.consistent(disclosure)
        self.assertEqual([pair["target"] for pair in disclosure["amendments"][0]["outcome"]["replaced"]], ["t0", x, y])
        # One whose turn does not come cannot be struck.
        disclosure = amend(self.first, strikes(6, sorted([b, self.waiting[1]], key=drawn(self.first).ticket_order)))
        self.contradicted(disclosure, "every struck target stands, or comes up")

    def test_a_deck_goes_on_where_it_was(self):
        b = self.drawn_[1]
        disclosure = self.first
        for _ in range(2):
            who = self.team(disclosure, b)[0]
            day = 6 + len(disclosure["amendments"])
            disclosure = amend(disclosure, strikes(day, [], [(who, b)]))
            self.consistent(disclosure)
        first = trails_of(self.first["result"]["teams"])[b, 1]
        trails = [trails_of(amendment["outcome"]["teams"])[b, 1] for amendment in disclosure["amendments"]]
        dealt = [slip["inspector"] for trail in [first] + trails for slip in trail]
        deck = list(deal(hash_of(self.first), self.first["result"]["deck_key"], 1, b, ["p%d" % i for i in range(6)]))
        self.assertEqual(dealt, (deck * 3)[:len(dealt)])
        self.assertEqual([set(trails_of(amendment["outcome"]["teams"])) for amendment in disclosure["amendments"]], [{(b, 1)}] * 2)
        self.assertNotIn(self.team(self.first, b)[0], self.team(disclosure, b))

    def test_a_deck_begins_again_when_it_is_dealt(self):
        """Who was set aside for their workload comes up again, once all others have."""
        people = [inspector(name, max_visits=1 if name == "p0" else 9) for name in ("p0", "p1", "p2")]
        for n in itertools.count():
            plan = self.plan(k=2, teams=[{"seats": [seat()], "when": []}], few_officers_reason="r")
            first = self.made(plan, 2, people, rng=random.Random(n))
            (a, b), trails = drawn(first).standing.teams, trails_of(first["result"]["teams"])
            if [slip["inspector"] for slip in trails[b, 1]] == ["p0", "p2"] and trails[a, 1][-1]["inspector"] == "p0":
                break
        self.assertEqual([slip["reason"] for slip in trails[b, 1]], ["workload", "taken"])
        disclosure = amend(first, strikes(6, [a]), strikes(7, [], [("p2", b)]), strikes(8, [], [("p1", b)]))
        self.consistent(disclosure)
        self.assertEqual([trails_of(amendment["outcome"]["teams"]) for amendment in disclosure["amendments"]], [
            {}, {(b, 1): [{"inspector": "p1", "reason": "taken"}]}, {(b, 1): [{"inspector": "p0", "reason": "taken"}]}])

    def test_a_balanced_cap_rises_by_the_least_needed_and_never_falls(self):
        first = self.made(self.plan(k=6, workload="balanced", rules={"strikes_per_stratum": 9}), 7)
        self.assertEqual(first["result"]["cap"], 2)
        who = self.team(first, first["result"]["teams"][0]["target"])[0]
        disclosure = amend(first, strikes(6, [], [(who, None)]))
        teams = drawn(disclosure).standing.teams
        last = list(teams)[-1]
        disclosure = amend(disclosure, strikes(7, list(teams)[:4]), strikes(8, [], [(teams[last][1], last)]))
        self.consistent(disclosure)
        # Four of seven targets are struck, one alternate has come in: six seats for five people would do with two visits.
        self.assertEqual([amendment["outcome"]["cap"] for amendment in disclosure["amendments"]], [3, 3, 3])
        for cap in (2, 4, None):
            damaged = copy.deepcopy(disclosure)
            damaged["amendments"][0]["outcome"]["cap"] = cap
            self.contradicted(damaged, "amendment 1: outcome.cap")
        # With a cap for all, or each their own, there is nothing to rise.
        for workload, cap in (("own", None), ({"common": 3}, 3)):
            disclosure = amend(self.made(self.plan(workload=workload)), strikes(6, ["t0"]), strikes(7, ["t1"]))
            self.assertEqual([amendment["outcome"]["cap"] for amendment in disclosure["amendments"]], [cap] * 2)

    def test_seats_that_are_open_anyway_stay_open(self):
        first = scarce()
        [(short, _)] = short_of(first["result"])
        t, struck = next((t, team[0]) for t, team in drawn(first).standing.teams.items() if t != short)
        disclosure = amend(first, strikes(6, [], [(struck, t)]))
        self.consistent(disclosure)
        self.assertNotIn(short, [team["target"] for team in disclosure["amendments"][0]["outcome"]["teams"]])
        # Now there is a visit to spare, for the seat that was short too, but only a staffing ceremony looks at it.
        self.assertEqual(short_of(disclosure["amendments"][0]["outcome"]), [(t, 1)])
        self.assertEqual(disclosure["amendments"][0]["seal"]["seats"], {"filled": 5, "open": 2, "total": 7})

    def test_a_selection_is_amended_before_anybody_is_drawn_for_it(self):
        first = self.made(self.plan(ceremony="selection"))
        first = amend(first, strikes(6, [first["result"]["strata"][0]["drawn"][0]["id"]]))
        self.consistent(first)
        outcome = first["amendments"][0]["outcome"]
        self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
        self.assertEqual(first["amendments"][0]["seal"]["seats"], {"filled": 0, "open": 6, "total": 6})
        second = self.after(drawn(first), 7)
        self.consistent(second)
        self.assertEqual([team["target"] for team in second["result"]["teams"]][-1], outcome["replaced"][0]["alternate"])

    def test_the_limit_of_a_later_ceremony_counts_the_targets_that_stand(self):
        # All three are drawn, so nobody takes the place of the one that is struck.
        first = self.made(self.plan(ceremony="selection"), targets=3)
        first = amend(first, strikes(6, [first["result"]["strata"][0]["drawn"][0]["id"]]))
        second = self.after(drawn(first), 7)
        self.consistent(second)
        for most, verdict in ((2 * 2 * 6, "consistent"), (2 * 2 * 6 - 1, "unusable")):
            with mock.patch.object(limits, "SEATS_TIMES_INSPECTORS_MAX", most):
                self.assertEqual(verdict_of(second), verdict)

    def test_fresh_values_fill_the_seats_in_a_later_ceremony(self):
        def small_pools(disclosure):
            return [count for draw, code, count in verify(disclosure)[1].warnings
                    if (draw, code) == (disclosure["announcement"]["plan"]["draw"], "small_pool")]
        first = self.made(self.plan(rules={"replacement": "fresh_value"}, min_pool=6))
        self.assertEqual(small_pools(first), [])
        order = list(drawn(first).standing.teams)
        who = self.team(first, order[1])[0]
        everywhere = next(i for i in self.team(first, order[2]) if i != who)
        first = amend(first, strikes(5, [order[0]]), strikes(6, [], sorted([(who, order[1]), (everywhere, None)])))
        self.consistent(first)
        outcome = first["amendments"][1]["outcome"]
        self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
        self.assertGreaterEqual(first["amendments"][1]["seal"]["seats"]["open"], 4)
        before = drawn(first)
        self.assertIsNone(before.standing.teams[order[1]][0])
        # Nobody who was struck comes back, for the rest of the chain, and the alternate is served last.
        second = self.after(before, 7)
        self.consistent(second)
        served = [team["target"] for team in second["result"]["teams"]]
        self.assertEqual(served[-1], first["result"]["strata"][0]["alternates"][0])
        self.assertEqual(served[:-1], [t for t in order[1:] if None in before.standing.teams[t]])
        c = drawn(second, before)
        self.assertEqual(c.open_seats_left(), 0)
        self.assertNotIn(who, c.standing.teams[order[1]])
        self.assertFalse(any(everywhere in team for team in c.standing.teams.values()))
        for name, count in ((order[1], 2), (served[-1], 1)):
            reasons, _ = c.judge(c.seats_of(c.target[name])[0], c.target[name])
            self.assertEqual(list(reasons.values()).count("struck"), count)
        self.assertEqual(small_pools(second), [len(served)])
        # That ceremony's result is amended in turn, with the limits and the alternates of the whole chain.
        again = amend(second, strikes(8, [order[1]], [(c.standing.teams[order[2]][0], order[2])]), previous=before)
        self.consistent(again)
        self.assertEqual(again["amendments"][0]["outcome"]["replaced"][0]["alternate"], first["result"]["strata"][0]["alternates"][1])
        third = self.after(drawn(again, before), 9)
        self.consistent(third)
        served = [team["target"] for team in third["result"]["teams"]]
        self.assertEqual(served[-1], first["result"]["strata"][0]["alternates"][1])
        self.assertEqual(small_pools(third), [len(served)])

    def test_the_announcement_names_the_head(self):
        first = self.made(self.plan(rules={"replacement": "fresh_value"}))
        t, (who, _) = next(iter(drawn(first).standing.teams.items()))
        before = drawn(amend(first, strikes(6, [], [(who, t)])))
        self.consistent(self.after(before, 7))
        before.head = before.seal_digest
        self.contradicted(self.after(before, 7), "the announcement names the ceremony before")

    def test_decks_of_a_later_ceremony_are_its_own(self):
        """An inspector seated by an earlier ceremony is replaced from the later one's deck, from its first slip."""
        first = scarce()
        [(short, of_short)] = short_of(first["result"])
        people = [inspector("p%d" % i, max_visits=4) for i in range(3)] + [inspector("q%d" % i) for i in range(3)]
        before = drawn(first)
        plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **{name: plan_of("d6", 6)[name] for name in (
            "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")})
        changes = [({"date": "2025-05-05", "inspector": who, "kind": kind, "target": None}, {"reason": "调整"}) for kind, who in (
            [("inspector_added", "q%d" % i) for i in range(3)] + [("inspector_changed", "p%d" % i) for i in range(3)])]
        second = make(plan, [], people, (), changes, before)
        self.consistent(second)
        for t, number in ((short, of_short), next((t, 1) for t in before.standing.teams if t != short)):
            who = self.team(second, t, before)[number - 1]
            disclosure = amend(second, strikes(7, [], [(who, t)]), previous=before)
            self.consistent(disclosure)
            trail = trails_of(disclosure["amendments"][0]["outcome"]["teams"])[t, number]
            start = len(trails_of(second["result"]["teams"]).get((t, number), ()))
            self.assertEqual(start > 0, t == short)
            deck = list(deal(hash_of(second), second["result"]["deck_key"], number, t, [draw["id"] for draw, _ in people])) * 2
            self.assertEqual([slip["inspector"] for slip in trail], deck[start:start + len(trail)])

    def test_strikes_that_break_the_rules(self):
        a, b, c = self.drawn_
        tickets = drawn(self.first).ticket_order
        p, q = sorted(self.team(self.first, a))
        nowhere = next(i for i in ("p%d" % i for i in range(6)) if i not in self.team(self.first, b))
        idle = make(self.plan(), [target("t%d" % i) for i in range(10)], self.PEOPLE + [inspector("p9", valid_to="2025-06-29")])
        two, people = sorted([a, b], key=tickets), sorted([(p, a), (q, a)])

        def unlisted(what, reason="不想去"):
            struck = strikes(6, [a], [(self.team(self.first, b)[0], b)])
            struck[what][0]["reason"] = reason
            return struck
        self.consistent(amend(self.first, strikes(6, two)))
        self.consistent(amend(self.first, strikes(6, [], people)))
        for rule, disclosure in (
                ("something is struck", amend(self.first, strikes(6))),
                ("the strikes have a later date", amend(self.first, strikes(4, [a]))),
                ("amendment 2: the strikes have a later date", amend(self.first, strikes(7, [a]), strikes(6, [b]))),
                ("reasons to strike targets", amend(self.first, unlisted("targets"))),
                ("reasons to strike targets", amend(self.first, unlisted("targets", "病假"))),
                ("reasons to strike inspectors", amend(self.first, unlisted("inspectors"))),
                ("struck targets are in order", amend(self.first, strikes(6, two[::-1]))),
                ("struck targets are in order", amend(self.first, strikes(6, [a, a]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], people[::-1]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], [(p, a), (p, a)]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], [(p, a), (p, None)]))),
                ("who is struck from all", amend(self.first, strikes(6, [], [(p, None), (p, a)]))),
                ("every struck target stands", amend(self.first, strikes(6, ["t99"]))),
                ("every struck target stands", amend(self.first, strikes(6, [self.waiting[0]]))),
                ("amendment 2: every struck target stands", amend(self.first, strikes(6, [a]), strikes(7, [a]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [(nowhere, b)]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [("p99", None)]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [(p, "t99")]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [a], [(p, a)]))),
                ("every struck inspector sits there", amend(idle, strikes(6, [], [("p9", None)]))),
                ("amendment 2: every struck inspector sits there",
                 amend(self.first, strikes(6, [], [(p, None)]), strikes(7, [], [(p, None)])))):
            with self.subTest(rule=rule):
                self.contradicted(disclosure, rule)

    def test_the_first_date_and_the_sources_used(self):
        """Only sources that were used count, and the day is that in China, however the instant is written."""
        values = plan_of("d1", 5)["values"]
        for used, closes, day in ((False, "2025-05-05T15:59:59+00:00", 5), (True, "2025-05-05T16:00:00+00:00", 6),
                                  (True, "2025-05-06T01:00:00+08:00", 6), (False, "2025-05-06T01:00:00+08:00", 5),
                                  (True, "2025-05-04T23:00:00-12:00", 5)):
            values[0]["fallbacks"][0]["closes"] = closes
            first = self.made(self.plan(values=values, seal_by="2025-05-06T17:00:00+08:00", disclose_by="2025-05-06T18:00:00+08:00"),
                              fallback=used)
            t = first["result"]["strata"][0]["drawn"][0]["id"]
            self.consistent(amend(first, strikes(day, [t])))
            self.contradicted(amend(first, strikes(day - 1, [t])), "the strikes have a later date")

    def test_limits_of_strikes(self):
        a, b, c = self.drawn_
        # Three targets of the stratum are allowed, alternates and other amendments among them; a fourth is one too many.
        disclosure = amend(self.first, strikes(6, [a]), strikes(7, [self.waiting[0]]), strikes(8, [b]))
        self.consistent(disclosure)
        self.contradicted(amend(disclosure, strikes(9, [c])), "amendment 4: few targets of a stratum are struck")
        # A seat is opened twice; a third time is one too many, whoever sits there and however they are struck.
        disclosure = self.first
        for n in range(3):
            who = self.team(disclosure, b)[1]
            disclosure = amend(disclosure, strikes(6 + n, [], [(who, None if n == 1 else b)]))
            if n < 2:
                self.consistent(disclosure)
        self.contradicted(disclosure, "amendment 3: few strikes open one seat")
        # Over the whole chain.
        first = self.made(self.plan(rules={"replacement": "fresh_value", "strikes_per_stratum": 1, "strikes_per_seat": 1}))
        x, y, z = drawn(first).standing.teams
        first = amend(first, strikes(5, [x], [(self.team(first, y)[0], y)]))
        before = drawn(first)
        second = self.after(before)
        self.consistent(second)
        self.contradicted(amend(second, strikes(7, [z]), previous=before), "few targets of a stratum are struck")
        once, twice = (amend(second, strikes(7, [], [(self.team(second, y, before)[n], y)]), previous=before) for n in (1, 0))
        self.consistent(once)
        self.contradicted(twice, "few strikes open one seat")

    def test_damage(self):
        """Whatever is changed is found, also where everything after it is made to fit again."""
        a, b, _ = self.drawn_
        who = self.team(self.first, b)[0]
        original = amend(self.first, strikes(6, [a]), strikes(7, [], [(who, b)]))
        self.consistent(original)
        seal = original["amendments"][0]["seal"]

        def refit(disclosure):
            head = digest(disclosure["seal"])
            for amendment in disclosure["amendments"]:
                amendment["seal"]["previous"] = head
                head = digest(amendment["seal"])
            disclosure["head"] = head
        for rule, path, value in (
                ("head", ("head",), digest(seal)),
                ("head", ("head",), digest(original["seal"])),
                ("amendment 1: seal.previous", ("amendments", 0, "seal", "previous"), original["head"]),
                ("amendment 2: seal.previous", ("amendments", 1, "seal", "previous"), digest(original["seal"])),
                ("amendment 1: seal.number", ("amendments", 0, "seal", "number"), 2),
                ("amendment 2: seal.number", ("amendments", 1, "seal", "number"), 1),
                ("amendment 1: seal.announcement", ("amendments", 0, "seal", "announcement"), "0" * 64),
                ("amendment 2: seal.commitment", ("amendments", 1, "seal", "commitment"), seal["commitment"]),
                ("amendment 2: seal.result.root", ("amendments", 1, "seal", "result", "root"), seal["result"]["root"]),
                ("amendment 1: seal.result.count", ("amendments", 0, "seal", "result", "count"), 9),
                ("amendment 1: seal.seats.open", ("amendments", 0, "seal", "seats", "open"), 1),
                ("amendment 1: outcome.replaced[0].alternate",
                 ("amendments", 0, "outcome", "replaced", 0, "alternate"), self.waiting[1]),
                ("amendment 2: outcome.teams[0].seats[0].inspector",
                 ("amendments", 1, "outcome", "teams", 0, "seats", 0, "inspector"), who),
                ("amendment 1: seal.commitment", ("amendments", 0, "strikes", "targets", 0, "evidence"), "0" * 64),
                ("amendment 2: seal.commitment", ("amendments", 1, "strikes", "date"), "2025-05-08"),
                ("amendment 1: ", ("amendments",), original["amendments"][::-1]),
                ("amendment 1: ", ("amendments",), original["amendments"][1:])):
            for again in (False, True):
                damaged = copy.deepcopy(original)
                part = damaged
                for step in path[:-1]:
                    part = part[step]
                part[path[-1]] = copy.deepcopy(value)
                if again:
                    refit(damaged)
                if again and path[-1] in ("head", "previous"):
                    self.consistent(damaged)
                else:
                    with self.subTest(rule=rule, again=again):
                        self.contradicted(damaged, rule)
        # The last amendments left out: the head does not fit, unless it is made to, and then it is another head.
        damaged = copy.deepcopy(original)
        damaged["amendments"].pop()
        self.contradicted(damaged, "head")
        refit(damaged)
        self.consistent(damaged)
        self.assertNotEqual(damaged["head"], original["head"])
