"""Tests of what changed between periods, which is listed (§21.4)."""

from authority import recusal, seat, when
from book import Audited, Book, TARGETS, alternates, drawn_targets, hold, people, plan, staff, strike


class ListedChanges(Audited):
    def test_changes_and_coverage(self):
        first = hold(1, {"t5": {"class": "shop"}, "t4": {"exempt": "a"}}, recusals=[recusal("p0", "t0")], strata=[
            dict(plan(1)["strata"][0], when=[])])
        override = {"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}
        second = hold(2, {"t5": {"class": "shop"}, "t3": {"level": "B"}, "t2": {"inspected": 3}}, inspectors=people(p1=None, q={}),
                      overrides=[override], strata=[dict(plan(2)["strata"][0], when=[])])
        result = Book().hold(first, second).audit()
        change, = result.changes
        nothing = {"added": [], "removed": [], "changed": []}
        self.assertEqual(change, {
            "from": "d1", "to": "d2", "targets": dict(nothing, changed=[("t2",), ("t3",)]), "exemptions": dict(nothing, removed=["t4"]),
            "inspectors": dict(nothing, added=[("q",)], removed=[("p1",)]), "recusals": dict(nothing, removed=[("p0", "t0")]),
            "overrides": dict(nothing, added=["t1"]), "strata": [("all", 5, 6)], "struck_drawn": [],
            "struck_found_active": []})
        visited = {*drawn_targets(first), *drawn_targets(second)}
        self.assertEqual(result.coverage, {"food": (5, len(visited - {"t5"})), "shop": (1, len(visited & {"t5"}))})

    def test_what_is_listed_of_draws(self):
        def listed(*draws, code):
            return [change for change in Book().hold(*draws).audit().listed if change["code"] == code]

        def entry(code, subject, to, since="", **more):
            return dict({"code": code, "from": since, "to": to, "subject": subject}, **more)
        # A fallback, in whichever ceremony of the chain.
        self.assertEqual(listed(hold(1), code="fallback_used"), [])
        self.assertEqual(listed(hold(1, fallback=True), code="fallback_used"), [entry("fallback_used", "d1-balls 1", "d1")])
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00", fallback=True)
        self.assertEqual(listed(selection, staff(selection, 2), code="fallback_used"), [entry("fallback_used", "d1-balls 1", "d2")])
        # Capped, and not by draws: those of the year before it, case inspections aside, in which it stands.
        rows = {"t0": {"inspected": 2}, "t1": {"inspected": 1}, "t2": {"inspected": 2, "exempt": "正面清单"}, "t3": {"inspected": 2, "class": "shop"}}
        capped = hold(3, rows, drawn=1, yearly_cap=2)
        found = [entry("capped_elsewhere", "t0", "d3")]
        once, twice = hold(1, drawn=6), hold(2, drawn=6)
        self.assertEqual(listed(once, hold(2, drawn=0), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, twice, capped, code="capped_elsewhere"), [])
        for changes_ in ({"category": "case"}, {"period": {"from": "2024-01-01", "to": "2024-02-01"}}):
            self.assertEqual(listed(once, hold(2, drawn=6, **changes_), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, strike(twice, 2, ["t0"]), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, twice, hold(3, rows, drawn=1), code="capped_elsewhere"), [])
        # A struck target's name under other ids.
        code, other = "91350100M000100Y43", "91350100M000100Y44"

        def namesakes(before, after, *others, withheld=((), ())):
            struck = strike(hold(1, drawn=6, called={"t3": {"credit_code": before}}, withheld=withheld[0]), 1, ["t3"])
            called = {"t3": None, **{name: {"name": "企业t3", "credit_code": after} for name in ("x3", *others)}}
            return [(change["from"], change["to"], change["subject"]) for change in
                    listed(struck, hold(2, called=called, withheld=withheld[1]), hold(3), code="struck_namesake")]
        found = [("d1", "d2", "t3 x3")]
        self.assertEqual([namesakes(*codes) for codes in ((None, None), (code, None), (None, code), (code, other), (code, code))],
                         [found, found, found, [], []])
        self.assertEqual(namesakes(None, None, "y3"), found + [("d1", "d2", "t3 y3")])
        self.assertEqual([namesakes(None, None, withheld=hidden) for hidden in ((["t3"], ()), ((), ["x3"]))], [[], []])

    def test_what_changed_for_those_who_were_drawn(self):
        first = hold(1, drawn=1, min_pool=1)
        drawn, = drawn_targets(first)
        other = next(name for name in TARGETS if name != drawn)
        table = [{"tickets": 2, "when": [when("level", "B")]}]

        def changed(who, row=None, recusals=(), before=(first,), **changes_):
            after = hold(len(before) + 1, {who: row or {}}, recusals=[recusal(person, who) for person in recusals], min_pool=1, drawn=1, **changes_)
            return [(change["from"], change["to"], change["subject"], change["tickets"], change["pools"])
                    for change in Book().hold(*before, after).audit().listed if change["code"] == "drawn_before_changed"]

        def override(who, tickets=None, seats=None):
            return {"overrides": [{"approver": "a", "reason": "r", "seats": seats, "target": who, "tickets": tickets}]}
        one, all_of = (1, 6), [5, 5]
        qualified = people(**{name: {"qualifications": ["食"]} for name in ("p0", "p1")})
        for how, tickets, pools in (
                (dict(row={"exempt": "正面清单"}), [one, (0, 0)], all_of), (dict(recusals=["p0", "p1"]), [one, one], [5, 3]),
                (override(drawn, 3), [one, (3, 8)], all_of), (dict(row={"level": "B"}, tickets=table), [one, (2, 7)], all_of),
                (dict(override(drawn, seats=[seat(), seat(qualifications=["食"])]), inspectors=qualified), [one, one], [5, 2])):
            self.assertEqual(changed(drawn, **how), [("d1", "d2", drawn, tickets, pools)])
        # It is no matter of who has not been drawn.
        for how in (dict(row={"exempt": "正面清单"}), dict(recusals=["p0"]), override(other, 3), dict(row={"level": "B"}, tickets=table)):
            self.assertEqual(changed(other, **how), [])
        self.assertEqual(changed(drawn), [])
        self.assertEqual(changed(drawn, {"level": "B", "district": "110102"}), [])
        self.assertEqual(changed(drawn, called={drawn: None}), [])
        # Who stood in a draw before these two.
        second = hold(2, drawn=0, min_pool=1)
        self.assertEqual(changed(drawn, {"exempt": "正面清单"}, before=(first, second)), [("d2", "d3", drawn, [one, (0, 0)], all_of)])
        # In a chain, the recusals of its last ceremony.
        selection = hold(1, drawn=1, min_pool=1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        drawn, = drawn_targets(selection)
        staffing = staff(selection, 2, recusals=[recusal("p0", drawn)])
        self.assertEqual(changed(drawn, before=(selection, staffing)), [("d2", "d3", drawn, [one, one], [4, 5])])
        self.assertEqual(changed(drawn, before=(selection, staffing), recusals=["p0"]), [])

    def test_what_draws_write_into_rosters_is_no_change(self):
        first = strike(hold(1, drawn=2), 1, drawn_targets(hold(1, drawn=2))[:1])
        struck, stood, came = *drawn_targets(first), alternates(first)[0]
        other = next(name for name in TARGETS if name not in (struck, stood, came))
        uses = [{"head": first["head"], "use": use} for use in ("leave_out", "carry")]

        def changed(book):
            return [[name for name, in change["targets"]["changed"]] for change in book.audit().changes]

        def after(targets, drawn=1):
            return hold(2, targets, earlier=uses, drawn=drawn)
        marks = {"drawn_before": True, "last_team": ["p0"]}
        for name, marked, found in (
                (stood, dict(marks, inspected=1), False), (stood, dict(marks, inspected=2), True), (came, dict(marks, inspected=1), False),
                (struck, {"carried": True, "last_team": ["p0"]}, False), (struck, {"inspected": 1}, True), (other, {"inspected": 1}, True),
                (other, {"drawn_before": True}, True), (other, {"carried": True}, True), (other, {"last_team": ["p0"]}, True),
                (stood, {"level": "B"}, True)):
            self.assertEqual(changed(Book().hold(first, after({name: marked}))), [[name] * found], (name, marked))
        # Who stood in a draw before these two, and in none of them, may lose the marks, and has not been inspected again.
        carried = {struck: {"carried": True}, stood: dict(marks, inspected=1)}
        second = after(carried)
        self.assertEqual(drawn_targets(second), [struck])
        for name, marked, found in ((stood, {"inspected": 1}, False), (stood, {"inspected": 2}, True), (struck, {"inspected": 1}, False),
                                    (struck, {"inspected": 2}, True)):
            third = hold(3, {**{who: {"inspected": row.get("inspected", 0)} for who, row in carried.items()}, name: marked})
            self.assertEqual(changed(Book().hold(first, second, third))[1], [name] * found, (name, marked))
        # Struck targets that are drawn are listed if they are carried, and stand.
        for book, listed in ((Book().hold(first, second), [struck]), (Book().hold(first, after(carried, drawn=0)), []),
                             (Book().hold(first, hold(2, drawn=6)), [])):
            self.assertEqual(book.audit().changes[0]["struck_drawn"], listed)

    def test_who_was_struck_and_is_found_there_is_listed_and_no_finding(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]

        def listed(*draws, active):
            result = Book().hold(*draws).audit(active=active)
            self.assertEqual(result.findings, Book().hold(*draws).audit().findings)
            return [change["struck_found_active"] for change in result.changes]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1)
        self.assertEqual(Book().hold(first, back).codes(active=[("d2", "t3")]), [])
        self.assertEqual(listed(first, back, active=[("d2", "t3")]), [["t3"]])
        # Found by another draw, another target, one that does not stand, one that was not struck.
        for active in ([], [("d1", "t3")], [("d2", "t1")]):
            self.assertEqual(listed(first, back, active=active), [[]])
        self.assertEqual(listed(first, hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0), active=[("d2", "t3")]), [[]])
        self.assertEqual(listed(first, hold(2, drawn=6), active=[("d2", "t3"), ("d2", "t1")]), [[]])
        # By the id of any ceremony of the chain.
        selection = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        for name in ("d2", "d3"):
            self.assertEqual(listed(first, selection, staff(selection, 3), active=[(name, "t3")]), [["t3"]])

    def test_credit_codes_under_another_id(self):
        code, other = ({"credit_code": text} for text in ("91350100M000100Y43", "91350100M000100Y44"))
        gone = {"t3": None}

        def listed(before, after, *others, withheld=((), ())):
            draws = hold(1, called=before, withheld=withheld[0]), hold(2, called=after, withheld=withheld[1]), *others
            return [(change["from"], change["to"], change["subject"]) for change in Book().hold(*draws).audit().listed
                    if change["code"] == "target_renumbered"]
        self.assertEqual(listed({"t3": code}, {**gone, "x3": dict(code, name="新名")}), [("d1", "d2", "t3 x3")])
        for after in ({"t3": code}, {**gone, "x3": other}, {**gone, "x3": {"name": "企业t3"}}, {"t3": other, "x3": {}}):
            self.assertEqual(listed({"t3": code}, after), [])
        # Who shows no code, or nothing, cannot be compared.
        self.assertEqual(listed({}, {**gone, "x3": {"name": "企业t3"}}), [])
        self.assertEqual([listed({"t3": code}, {**gone, "x3": code}, withheld=hidden) for hidden in ((["t3"], ()), ((), ["x3"]))], [[], []])
        # Two that change places; a second row beside the first; one of two that were there stays.
        self.assertEqual(listed({"t3": code, "t4": other}, {"t3": other, "t4": code}), [("d1", "d2", "t4 t3"), ("d1", "d2", "t3 t4")])
        self.assertEqual(listed({"t3": code}, {"a3": code, "t3": code}), [("d1", "d2", "t3 a3")])
        self.assertEqual(listed({"t3": code, "t4": code}, {"t3": code, "t4": code}), [])
        # It is between one draw and the next.
        self.assertEqual(listed({"t3": code}, gone, hold(3, called={**gone, "x3": code})), [])
        # It is no finding, and needs no draw.
        before, after = hold(1, drawn=0, called={"t3": code}), hold(2, drawn=0, called={**gone, "x3": code})
        self.assert_codes(Book().hold(before, after))
        self.assertEqual([change["subject"] for change in Book().hold(before, after).audit().listed], ["t3 x3"])
