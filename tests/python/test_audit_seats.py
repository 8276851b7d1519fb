"""Tests of findings about pools and open seats (§21.2)."""

import copy

import authority
from authority import inspector, recusal
from book import (
    Audited, Book, PEOPLE, TARGETS, alternates, chain_of, drawn_targets, hold, people, plan, result_entries, staff, strike)
from protocol.audit.seats import dealt_pools, short_seats
from protocol.commitments import identity_hash


class AuditedSeats(Audited):
    def test_open_seats(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        book = Book().hold(selection)
        book.disclose(selection)
        over = selection["announcement"]["plan"]["visits"]["to"]
        self.assertEqual(book.codes(on=over + "T23:59:59+08:00"), [])
        later = "%d-01-01T00:00:00+08:00" % (int(over[:4]) + 1)
        self.assertEqual(book.codes(on=later), [("open_seats", "d1")])
        # Before it is disclosed too; what draws inspectors may have found nobody, which the disclosure will tell.
        book = Book().hold(selection)
        self.assertIn(("open_seats", "d1"), book.codes(on=later))
        # A shortage says why.
        few = people(**{name: {"max_visits": 1} if name in PEOPLE[:3] else None for name in PEOPLE})
        short = hold(1, inspectors=few)
        self.assertGreater(short["seal"]["seats"]["open"], 0)
        self.assertEqual(Book().hold(short).codes(on=later), [])
        undisclosed = Book()
        undisclosed.announce(short)
        undisclosed.seal(short)
        self.assertEqual(undisclosed.codes(on=later), [("not_disclosed", "d1")])
        # A second ceremony that finds the same people finds the same; one that took them away has made the shortage.
        rotating = {"changed": ["rotation"], "rotation": True}
        for inspectors, changed, found in ((few, {}, False), (few[:2], {}, True), ([*few, inspector("q", role="expert")], {}, False),
                                           (few, rotating, False)):
            book = Book().hold(short, staff(short, 2, inspectors, **changed))
            self.assertEqual(("open_seats", "d2") in book.codes(on=later), found)
        # A rule that takes them away; and a ceremony in the middle that did.
        rotated = hold(1, dict.fromkeys(TARGETS, {"last_team": ["p0"]}), inspectors=few)
        self.assertGreater(rotated["seal"]["seats"]["open"], 0)
        for changed, found in (({}, False), (rotating, True)):
            self.assertEqual(("open_seats", "d2") in Book().hold(rotated, staff(rotated, 2, few, **changed)).codes(on=later), found)
        for middle, found in ((few[:2], True), (few, False)):
            second = staff(short, 2, middle)
            self.assertEqual(("open_seats", "d3") in Book().hold(short, second, staff(second, 3, middle)).codes(on=later), found)
        # Those who came, as many as make a pool, could not go either: nothing was touched, and the seats are short again.
        tight = hold(1, drawn=6, inspectors=few)
        more = sorted([*few, *(inspector(name, max_visits=1) for name in ("q", "r", "s"))], key=lambda one: one[0]["id"])
        self.assertNotIn(("open_seats", "d2"), Book().hold(tight, staff(tight, 2, more)).codes(on=later))
        self.assertIn(("open_seats", "d2"), Book().hold(selection, staff(selection, 2, [])).codes(on=later))
        # Seats that wait for a fresh value are not short, as soon as the disclosure tells.
        fresh = hold(1, amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        fresh = strike(fresh, 1, drawn_targets(fresh)[:1])
        undisclosed = Book().hold(fresh)
        self.assertEqual(undisclosed.codes(on=later), [("open_seats", "d1")])
        undisclosed.lines.pop()
        undisclosed.files.pop()
        self.assertEqual(undisclosed.codes(on=later), [("not_disclosed", "d1")])
        # One who could sit in no seat any more, and whose seat nobody draws.
        staffing = staff(selection, 2)
        book.announce(staffing)
        self.assertNotIn(("open_seats", "d1"), book.codes(on=later))

    def test_pools(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00", recusals=[recusal("p4", t) for t in TARGETS])

        def touched(inspectors=None, recusals=selection["rosters"]["recusals"], changed=(), **changes_):
            recusals = [(r["draw"], {"category": "亲属"}) if isinstance(r, dict) else r for r in recusals]
            return self.subjects(Book().hold(selection, staff(selection, 2, inspectors, recusals, changed, **changes_)), "pool_touched")
        seats = ["%s/%d" % (target, n) for target in sorted(drawn_targets(selection), key=chain_of(selection).ticket_order) for n in (1, 2)]
        seat = drawn_targets(selection)[0]
        elsewhere = next(t for t in TARGETS if t not in drawn_targets(selection))

        def all_of(what):
            return ["%s %s" % (place, what) for place in seats]
        self.assertEqual(touched(), [])
        self.assertEqual(touched(people(p1=None)), all_of("-p1"))
        self.assertEqual(touched(people(q={})), all_of("+q"))
        self.assertEqual(touched(people(p1=None, q={})), all_of("+q -p1"))
        self.assertEqual(touched(people(p0={"max_visits": 1})), all_of("<p0"))
        self.assertEqual(touched(people(p0={"max_visits": 10})), all_of(">p0"))
        self.assertEqual(touched(people(p0={"role": "expert"})), all_of("-p0"))
        self.assertEqual(touched(people(p0={"department": "二科"})), [])
        # Who was recused from all is in nobody's pool, whatever becomes of them, and takes the recusals along.
        kept = selection["rosters"]["recusals"]
        self.assertEqual(touched(people(p4=None), []), [])
        self.assertEqual(touched(people(p4={"max_visits": 1})), [])
        more = sorted([*((r["draw"], {"category": "亲属"}) for r in kept), recusal("p0", seat)], key=lambda r: (r[0]["inspector"], r[0]["target"]))
        self.assertEqual(touched(recusals=more), ["%s -p0" % place for place in seats if place.startswith(seat)])
        more = sorted([*((r["draw"], {"category": "亲属"}) for r in kept), recusal("p0", elsewhere)], key=lambda r: (r[0]["inspector"], r[0]["target"]))
        self.assertEqual(touched(recusals=more), [])
        self.assertEqual(touched(changed=["rotation"], rotation=True), [])
        gone = people(p0={"valid_to": "2025-07-15"})
        self.assertEqual(touched(gone), [])
        moved = {"from": "2025-07-01", "to": "2025-07-31"}
        self.assertEqual(touched(gone, changed=["visits"], visits=moved), all_of("-p0"))
        # Nobody was short of anything.
        self.assertEqual(touched(changed=["workload"], workload="balanced"), ["workload"])
        # Behind an id sits whoever sat there, shown or not.
        def renamed(who, **identity):
            return [(draw, dict(name, **identity) if draw["id"] == who else name) for draw, name in people()]
        self.assertEqual(touched(renamed("p1", name="另一人")), ["identities p1"])
        self.assertEqual(touched(renamed("p1")), [])
        hidden = copy.deepcopy(selection["rosters"])
        hidden["inspectors"][1]["identity"] = {"withheld": {"hash": identity_hash(authority.MADE_BY, hidden["inspectors"][1]["identity"]).hex(), "reason": "商业秘密"}}
        chain = staff(dict(selection, rosters=hidden), 2, recusals=[(r["draw"], {"category": "亲属"}) for r in kept])
        self.assertEqual(self.subjects(Book().hold(selection, chain), "pool_touched"), ["identities p1"])
        # Its own strikes come after it was announced; those of the ceremony before come before.
        staffing = staff(selection, 2, recusals=[(r["draw"], {"category": "亲属"}) for r in kept])
        who = result_entries(staffing, 0)[TARGETS.index(seat)]["seats"][0]
        self.assertEqual(self.subjects(Book().hold(selection, strike(staffing, 2, [], [(who, None)])), "pool_touched"), [])
        whole = hold(1, disclose_by="2025-05-02T18:00:00+08:00", amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        who = result_entries(whole, 0)[TARGETS.index(drawn_targets(whole)[0])]["seats"][0]
        whole = strike(whole, 1, [], [(who, None)])
        self.assertEqual(self.subjects(Book().hold(whole, staff(whole, 2)), "pool_touched"), [])
        # A disclosure that is shown on a page alone is not looked into.
        staffing, book = staff(selection, 2, people(p1=None), [(r["draw"], {"category": "亲属"}) for r in kept]), Book().hold(selection)
        book.announce(staffing)
        book.seal(staffing)
        book.line("published", staffing["announcement"], staffing, Book.at(staffing, "17:00"))
        self.assertEqual(self.subjects(book, "pool_touched"), [])

    def test_what_was_short_may_be_given_more(self):
        def touched(first, inspectors, **changes_):
            """In a staffing ceremony after one that was short, with other inspectors, by their visits."""
            inspectors = [inspector(name, max_visits=visits) for name, visits in sorted(inspectors.items())]
            return [subject.split(" ", 1)[-1] for subject in self.subjects(Book().hold(first, staff(first, 2, inspectors, **changes_)), "pool_touched")]

        def first(visits, drawn=3, workload="own", **changes_):
            inspectors = [inspector(name, max_visits=n) for name, n in sorted(visits.items())]
            return hold(1, drawn=drawn, inspectors=inspectors, workload=workload, disclose_by="2025-05-02T18:00:00+08:00", **changes_)
        few = {"p0": 2, "p1": 1, "p2": 2}
        three, two, one = ({name: 2 for name in names} for names in (("q", "r", "s"), ("q", "r"), ("q",)))
        # Five visits for six seats. Those who come are as many as make a pool, and at least two.
        short = first(few)
        self.assertEqual(short["seal"]["seats"]["open"], 1)
        self.assertEqual(touched(short, few), [])
        self.assertEqual(touched(short, few | three), [])
        self.assertEqual(touched(short, few | two), ["+q +r"])
        self.assertEqual(touched(first(few, min_pool=1), few | two), [])
        self.assertEqual(touched(first(few, min_pool=1), few | one), ["+q"])
        # More visits are as good as more people; nobody is lost, and nobody's visits fall.
        # But who sits on the team already gains nothing by it.
        seated, = [who for entry in result_entries(short, 0) if None in entry.get("seats", []) for who in entry["seats"] if who]
        aside = sorted(few.keys() - {seated})
        more = {name: few[name] + 1 for name in few}
        self.assertEqual(touched(short, more), [">p0 >p1 >p2"])
        self.assertEqual(touched(short, more | one), [])
        self.assertEqual(touched(short, few | {name: more[name] for name in aside}), [" ".join(">" + name for name in aside)])
        self.assertEqual(touched(short, few | {name: more[name] for name in aside} | one), [])
        self.assertNotEqual(touched(short, few | {name: more[name] for name in (seated, aside[0])} | one), [])
        self.assertEqual(touched(short, {"p0": 2, "p1": 1} | three), ["+q +r +s -p2"])
        self.assertEqual(touched(short, dict(few, p0=1) | three), ["+q +r +s <p0"])
        # In an amendment, in whichever of them a seat was found to be short.
        pair = {"p0": 9, "p1": 9}
        full = first(pair, drawn=2)
        self.assertEqual(short_seats(full), set())
        a, b = drawn_targets(full)
        once = strike(full, 1, [], [("p0", a)])
        self.assertEqual((touched(once, pair | three), touched(once, pair | one)), ([], ["+q"]))
        twice = strike(once, 2, [], [("p1", b)])
        self.assertEqual(touched(twice, pair | three), [])
        # Where seats wait for a fresh value nobody was short.
        fresh = first(pair, drawn=2, amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        fresh = strike(fresh, 1, [], [("p0", drawn_targets(fresh)[0])])
        self.assertEqual(touched(fresh, pair | three), ["+q +r +s"])
        # Workload, where every open seat was short.
        nine = dict.fromkeys(few, 9)
        for old, new, found in (({"common": 1}, "own", False), ({"common": 1}, {"common": 2}, False), ({"common": 1}, "balanced", True),
                                ({"common": 2}, {"common": 1}, True)):
            short = first(nine, drawn=2 if old["common"] == 1 else 4, workload=old)
            self.assertEqual(touched(short, nine, changed=["workload"], workload=new), ["workload"] * found, (old, new))
        for old, new, found in (("balanced", "own", False), ("balanced", {"common": 9}, True), ("own", "balanced", True)):
            self.assertEqual(touched(first(few, workload=old), few, changed=["workload"], workload=new), ["workload"] * found, (old, new))
        selection = first(nine, drawn=2, workload={"common": 1}, ceremony="selection")
        self.assertEqual(touched(selection, nine, changed=["workload"], workload="own"), ["workload"])

    def test_small_pools(self):
        def small(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "small_pool"]
        def seats(draw, *numbers):
            return {"%s/%d" % (target, number) for target in drawn_targets(draw) for number in numbers}
        few = people(p2=None, p3=None, p4=None)
        self.assertEqual(small(hold(1)), [])
        draw = hold(1, inspectors=few)
        (found, subject), = small(draw)
        self.assertEqual((found, set(subject.split())), ("d1", seats(draw, 1, 2)))
        self.assertEqual(small(hold(1, inspectors=few, min_pool=2)), [])
        # Two for two seats are no choice, nor are two for those of an alternate: their team is certain, which is listed.
        def certain(*draws):
            return [change["subject"] for change in Book().hold(*draws).audit().listed if change["code"] == "team_certain"]
        draw = hold(1, inspectors=few, min_pool=2)
        self.assertEqual(sorted(certain(draw)), sorted(drawn_targets(draw)))
        self.assertIn(alternates(draw)[0], certain(strike(draw, 1, drawn_targets(draw)[:1])))
        self.assertEqual(certain(hold(1, inspectors=people(p3=None, p4=None), min_pool=2)), [])
        self.assertEqual(certain(hold(1, inspectors=few, min_pool=2, teams=[{"seats": [authority.seat()], "when": []}], few_officers_reason="人少")), [])
        # It is the two together that count: two pools of two with three in them.
        teams = [{"seats": [dict(authority.seat(), departments=[name]) for name in ("一科", "二科")], "when": []}]
        for departments, found in ((("一科", "一科", "二科", "二科"), False), (("一科", "二科", None, None), True)):
            rows = {who: {"department": name} if name else None for who, name in zip(PEOPLE, departments)}
            self.assertEqual(bool(certain(hold(1, inspectors=people(**rows, p4=None), min_pool=1, teams=teams))), found)
        # One is never a choice, whatever the plan says; and a seat that nobody could take was not dealt.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00", min_pool=1)
        (found, subject), = small(selection, staff(selection, 2, people(**dict.fromkeys(PEOPLE[1:]))))
        self.assertEqual((found, set(subject.split())), ("d2", seats(selection, 1)))
        self.assertEqual(small(selection, staff(selection, 2, [])), [])
        # Of three, one is struck, and there is still a choice of two; of two there is none.
        alone = {"teams": [{"seats": [authority.seat()], "when": []}], "few_officers_reason": "人少"}
        for draw, left in ((hold(1, inspectors=people(p3=None, p4=None)), 2), (hold(1, inspectors=few, min_pool=2, **alone), 1)):
            target, other = drawn_targets(draw)
            who = result_entries(draw, 0)[TARGETS.index(target)]["seats"][0]
            struck = strike(draw, 1, [], [(who, target)])
            self.assertEqual([len(pool) for _, pools, again in dealt_pools(struck, None) if again for pool in pools.values()], [left])
            self.assertEqual([small(draw), small(struck)], [[], [("d1", target + "/1")] * (left < 2)])
        # The result is measured by the plan all the same.
        draw = hold(1, inspectors=people(p3=None, p4=None), min_pool=4)
        self.assertEqual(len(small(draw)), 1)
        # It is one finding of the draw, which goes by its last ceremony, whichever of them it was.
        draw = hold(1, inspectors=few, disclose_by="2025-05-03T18:00:00+08:00", amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        target, other = drawn_targets(draw)
        draw = strike(draw, 1, [], [("p0", target)])
        (found, subject), = small(draw, staff(draw, 2, [*few, *people(**dict.fromkeys(PEOPLE[:2]))]))
        self.assertEqual((found, set(subject.split())), ("d2", seats(draw, 1, 2)))
