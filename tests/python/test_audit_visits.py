"""Tests of findings about visits, caps and struck targets (§21.2)."""

import copy

from authority import when
from book import Audited, Book, TARGETS, alternates, drawn_targets, hold, plan, replaced, strike
from protocol.canonical import digest


class AuditedVisits(Audited):
    def test_reports_and_caps(self):
        draw = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        book = Book().hold(draw)
        stands = [drawn_targets(draw)[1], alternates(draw)[0]]
        reports = [("d1", name) for name in stands]
        self.assert_codes(book, reports=reports)
        self.assertEqual(self.subjects(book, "not_reported", reports=reports[1:]), stands[:1])
        self.assertEqual(self.subjects(book, "not_reported", reports=[]), sorted(stands))
        self.assert_codes(book, reports=[], on="2025-06-30T23:59:59+08:00")
        self.assertEqual(len(self.subjects(book, "not_reported", reports=[], on="2025-07-01T00:00:00+08:00")), 2)
        # All targets twice in a year that allows one visit, unless one is a case inspection or another year's.
        for second, capped in (({}, True), ({"yearly_cap": 2}, False), ({"yearly_cap": None}, False), ({"category": "case"}, False),
                               ({"period": {"from": "2026-01-01", "to": "2026-03-01"}}, False)):
            book = Book().hold(hold(1, drawn=6, yearly_cap=1), hold(2, drawn=6, **{"yearly_cap": 1, **second}))
            self.assertEqual(self.subjects(book, "over_cap"), TARGETS * capped)
        # It is the cap of the later one that it passes; a draw that was not sealed when it was announced could not be known.
        one, two = hold(1, drawn=6), hold(2, drawn=6, yearly_cap=1)
        self.assertEqual(self.subjects(Book().hold(one, two), "over_cap"), TARGETS)
        for known in (False, True):
            book, redraw = Book(), hold(3, drawn=6, yearly_cap=1, period=two["announcement"]["plan"]["period"], supersedes=replaced(two))
            book.announce(one)
            for step in (book.seal, book.announce) if known else (book.announce, book.seal):
                step(one if step == book.seal else two)
                book.lines[-1]["at"] = Book.at(one, "14:00")
            book.disclose(one)
            other = copy.deepcopy(book)
            book.seal(two)
            book.disclose(two)
            self.assertEqual(self.subjects(book, "over_cap"), TARGETS * known)
            # Nor could the redraw of one know it, which has the rosters of the void draw.
            other.void(two)
            self.assertEqual(self.subjects(other.hold(redraw), "over_cap"), TARGETS * known)

    def test_struck_targets(self):
        first = hold(1, drawn=6)
        first = strike(first, 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1)
        self.assertEqual(drawn_targets(back), ["t3"])
        # Carried as it must be, and listed.
        self.assert_codes(Book().hold(first, back))
        self.assertEqual(Book().hold(first, back).audit().changes[0]["struck_drawn"], ["t3"])
        self.assert_codes(Book().hold(first, strike(back, 2, ["t3"])), ("struck_twice", "d2"))
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"exempt": "已关闭"}}, earlier=use)))
        forgotten = Book().hold(first, hold(2, drawn=6))
        self.assert_codes(forgotten, ("struck_active", "d2"), ("struck_not_carried", "d2"))
        self.assertEqual(self.subjects(forgotten, "struck_not_carried"), ["t3"])
        # Not in the roster any more, and said to be so, or not; another who is said to be so is no matter.
        gone = {"called": {"t3": None}}

        def left_out(name):
            return {"left_out": [{"carried": [name], "count": 0, "reason": "已注销"}]}
        self.assert_codes(Book().hold(first, hold(2, **gone)), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(first, hold(2, **gone, **left_out("t3"), earlier=use)))
        self.assert_codes(Book().hold(first, hold(2, **gone, **left_out("t9"), earlier=use)), ("earlier_misused", "d2"), ("struck_not_carried", "d2"))
        # Carried, where no stratum takes it, it does not come back.
        aside = hold(2, {"t3": {"carried": True, "class": "shop"}}, earlier=use)
        self.assert_codes(Book().hold(first, aside), ("struck_not_carried", "d2"))
        # To be exempt once settles nothing; to be carried and drawn does.
        once = hold(2, {"t3": {"exempt": "已关闭"}})
        self.assert_codes(Book().hold(first, once, hold(3, drawn=0)), ("struck_not_carried", "d3"))
        self.assert_codes(Book().hold(first, back, hold(3, drawn=0)))
        self.assertNotIn("struck_twice", [code for code, _ in Book().hold(first, back, strike(hold(3, drawn=6), 3, ["t3"])).codes()])
        # To be marked as carried and not drawn settles nothing, nor does another strike.
        marked = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0)
        self.assert_codes(Book().hold(first, marked, hold(3, drawn=0)), ("struck_not_carried", "d2"), ("struck_not_carried", "d3"))
        again = strike(back, 2, ["t3"])
        self.assert_codes(Book().hold(first, again, hold(3, drawn=0)), ("struck_not_carried", "d3"), ("struck_twice", "d2"))
        # To stand in a draw between settles it; what has no item in common does neither.
        self.assertEqual(self.subjects(Book().hold(first, hold(2, drawn=6), hold(3, drawn=0)), "struck_not_carried"), ["t3"])
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(2, 0)["strata"]]
        elsewhere = hold(2, items=items, strata=strata)
        self.assert_codes(Book().hold(first, elsewhere, hold(3, drawn=0)), ("struck_not_carried", "d3"))
        elsewhere = hold(2, items=items, strata=[dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]])
        self.assert_codes(Book().hold(first, strike(elsewhere, 2, ["t3"]), hold(3, drawn=0)), ("struck_not_carried", "d3"), ("struck_twice", "d2"))
        # Nor has a draw to bring it back that has no targets in common, or that does not fill its class.
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        self.assert_codes(Book().hold(first, hold(2, called=neighbours)))
        self.assert_codes(Book().hold(first, hold(2, called=dict(neighbours, t0={}))), ("struck_not_carried", "d2"))
        both = [dict(stratum, when=[when("class", "food", "shop")]) for stratum in plan(1, 6)["strata"]]
        shops = strike(hold(1, {"t3": {"class": "shop"}}, drawn=6, strata=both), 1, ["t3"])
        self.assert_codes(Book().hold(shops, hold(2, **gone, classes=["food"])))
        self.assert_codes(Book().hold(shops, hold(2, **gone)), ("struck_not_carried", "d2"))
        # Of another class now, either counts, that which it has and that which it had.
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"class": "shop"}}, classes=["food"])), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(shops, hold(2, drawn=0, classes=["food"])), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(shops, hold(2, {"t3": {"class": "other"}}, drawn=0, classes=["food"])))

    def test_what_a_case_inspection_and_other_counties_need_not_bring_back(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])

        def codes(*draws):
            return [code for code, _ in Book().hold(*draws).codes() if code.startswith("struck")]
        for category, found in (("routine", True), ("campaign", True), ("case", False)):
            self.assertEqual(codes(first, hold(2, drawn=0, category=category)), ["struck_not_carried"] * found)
        # What a case inspection struck, the next one has to bring back: in all four places.
        case = {"category": "case"}
        struck = strike(hold(1, drawn=6, **case), 1, ["t3"])
        use = [{"head": struck["head"], "use": "carry"}]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1, **case)
        for category in ("case", "routine"):
            self.assertEqual(codes(struck, hold(2, drawn=0, category=category)), ["struck_not_carried"])
            self.assertEqual(codes(struck, hold(2, drawn=6, category=category)), ["struck_active", "struck_not_carried"])
        self.assert_codes(Book().hold(struck, back, hold(3, drawn=0, **case)))
        for category, found in (("case", []), ("routine", ["struck_not_carried", "struck_twice"])):
            one = strike(hold(1, drawn=6, category=category), 1, ["t3"])
            use_one = [{"head": one["head"], "use": "carry"}]
            between, last = hold(2, {"t3": {"carried": True}}, earlier=use_one, drawn=1, **case), strike(hold(3, drawn=6), 3, ["t3"])
            self.assertEqual(codes(one, between, last), found)
        # `carry` takes it for settled likewise.
        both = [*use, {"head": back["head"], "use": "count"}]
        for marked, found in ((False, []), (True, ["carry t3"])):
            later = hold(3, {"t3": {"carried": marked}}, earlier=both, drawn=1)
            self.assertEqual(self.subjects(Book().hold(struck, back, later), "earlier_misused"), found)
        # Of a target that is not in the roster, the county has to be there; what is finer than a county tells nothing.
        others = sorted({*TARGETS} - {"t3"})
        for districts, found in ((["110102"] * 5, False), (["110102"] * 4 + ["110101"], True), (["110102"] * 4 + ["110101003"], True)):
            rows = {name: {"district": district} for name, district in zip(others, districts)}
            self.assertEqual(codes(first, hold(2, rows, drawn=0, called={"t3": None})), ["struck_not_carried"] * found, districts)
        # If it is there, it is its own county's.
        rows = {name: {"district": "110102"} for name in others}
        self.assertEqual(codes(first, hold(2, dict(rows, t3={"district": "110103"}), drawn=0)), ["struck_not_carried"])
        finer = strike(hold(1, {"t3": {"district": "110101002"}}, drawn=6), 1, ["t3"])
        self.assertEqual(codes(finer, hold(2, drawn=0, called={"t3": None})), ["struck_not_carried"])

    def test_who_is_carried_has_to_be_in_a_pool(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        for row, cap, found in (({}, None, False), ({"inspected": 1}, 2, False), ({"inspected": 2}, 2, True), ({"class": "shop"}, None, True)):
            later = hold(2, {"t3": dict(row, carried=True)}, earlier=use, yearly_cap=cap, drawn=1)
            self.assertEqual(self.subjects(Book().hold(first, later), "struck_not_carried"), ["t3"] * found, (row, cap))
        # And the stratum draws all who are carried.
        both = hold(1, drawn=6)
        both = strike(both, 1, [name for name in drawn_targets(both) if name in ("t3", "t4")])
        rows = {name: {"carried": True} for name in ("t3", "t4")}
        for drawn, found in ((2, []), (1, ["t3", "t4"])):
            later = hold(2, rows, earlier=[{"head": both["head"], "use": "carry"}], drawn=drawn)
            self.assertEqual(sorted(self.subjects(Book().hold(both, later), "struck_not_carried")), found)
        # A pool of any stratum.
        strata = [dict(plan(2, 1)["strata"][0], name="shops", when=[when("class", "shop")]), plan(2, 1)["strata"][0]]
        for name in ("food", "shop"):
            later = hold(2, {"t3": {"class": name, "carried": True}}, earlier=use, strata=strata[::-1] if name == "food" else strata)
            self.assertEqual(self.subjects(Book().hold(first, later), "struck_not_carried"), [])

    def test_who_was_visited_in_between_may_be_there_again(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        back, again = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1), hold(3, drawn=6)
        self.assert_codes(Book().hold(first, back, again))
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0), again),
                          ("struck_active", "d3"), ("struck_not_carried", "d2"), ("struck_not_carried", "d3"))
        # It is doubtful once, and not in all the draws after.
        self.assert_codes(Book().hold(first, hold(2, drawn=6), again), ("struck_active", "d2"), ("struck_not_carried", "d2"))
        # What is no business of the strike's draw, and a case inspection, neither doubt the strike nor settle it.
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        elsewhere = hold(2, items=items, strata=[dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]])
        for aside in (elsewhere, hold(2, drawn=6, category="case")):
            self.assert_codes(Book().hold(first, aside))
            self.assert_codes(Book().hold(first, aside, again), ("struck_active", "d3"), ("struck_not_carried", "d3"))
            # Struck again, it was still struck.
            twice = strike(hold(3, {"t3": {"carried": True}}, earlier=use, drawn=1), 3, ["t3"])
            self.assert_codes(Book().hold(first, aside, twice), ("struck_twice", "d3"))

    def test_who_is_struck_in_two_draws(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        other = {"items": items, "strata": [dict(stratum, items=["i2"]) for stratum in plan(1, 6)["strata"]]}

        def found(lines, one=None, two=None, between=None, names=("t3", "t3")):
            """Two draws, whose lines come in this order: announced as a and b, sealed, amended as A and B, the one between as c."""
            draws = {"a": strike(hold(1, drawn=6, **(one or {})), 1, [names[0]]), "b": strike(hold(2, drawn=6, **(two or {})), 2, [names[1]])}
            if between is not None:
                draws["c"] = hold(3, **between)
            book, late = Book(), Book.at(hold(4), "09:00")
            for letter in lines:
                draw = draws[letter.lower()]
                (book.announce if letter.islower() else book.amend)(draw)
                if letter.islower():
                    book.seal(draw)
                if letter == "c":
                    book.disclose(draw)
            for line in book.lines:
                line["at"] = late
            for letter in "ab":
                book.line("disclosed", draws[letter]["announcement"], draws[letter], late)
            return [(f.draw, f.subject) for f in book.audit().findings if f.code == "struck_twice"]
        # Only who was announced after the strike's line knew of it, whatever comes later: by the strike of a draw that was announced
        # before, it was struck before both.
        self.assertEqual([found(lines) for lines in ("abAB", "aAbB", "abBA", "baBA", "baAB")], [[], [("d2", "t3")], [], [], []])
        # The strike of a later draw is none that an earlier one could know.
        self.assertEqual(found("bBaA"), [("d1", "t3")])
        # It is no matter of the scope.
        self.assertEqual([found(lines, None, other) for lines in ("abAB", "aAbB", "abBA")], [[], [("d2", "t3")], []])
        # Another one.
        self.assertEqual(found("aAbB", names=("t3", "t4")), [])
        # Under another id, whichever of the draws came first.
        code = {"credit_code": "91350100M000100Y43"}
        here, there = {"called": {"t3": code}}, {"called": {"t3": None, "x3": code}}
        self.assertEqual([found(lines, here, there, names=("t3", "x3")) for lines in ("aAbB", "bBaA", "abAB")], [[("d2", "x3")], [("d1", "t3")], []])
        # It stood in a draw between, or had no part in it, or stood in one that is not between.
        self.assertEqual([found("aAcbB", between={"drawn": 6}), found("acAbB", between={"drawn": 6}), found("aAcbB", between={"drawn": 0}),
                          found("aAbcB", between={"drawn": 6}), found("caAbB", between={"drawn": 6})],
                         [[], [], [("d2", "t3")], [("d2", "t3")], [("d2", "t3")]])
        self.assertEqual(found("aAcbB", here, there, {"drawn": 6, "called": {"t3": None, "y3": code}}, ("t3", "x3")), [])

    def test_struck_targets_that_come_back_under_another_id(self):
        code, other = "91350100M000100Y43", "91350100M000100Y44"
        strict = [("struck_active", "d2"), ("struck_not_carried", "d2")]

        def first(withheld=(), **identity):
            return strike(hold(1, drawn=6, called={"t3": {"credit_code": code, **identity}}, withheld=withheld), 1, ["t3"])

        def back(n=2, targets=None, withheld=(), gone=("t3",), drawn=6, said=("t3",), **identities):
            """A later draw, whose roster does not have the id, and says so."""
            left_out = [{"carried": list(said), "count": 0, "reason": "已注销"}] * bool(gone and said)
            return hold(n, targets, drawn=drawn, called={**dict.fromkeys(gone), **identities}, withheld=withheld, left_out=left_out)

        def check(*draws_and_codes):
            """Which draws are named for `carry`, and what lies in one slot, is another matter."""
            draws = [one for one in draws_and_codes if isinstance(one, dict)]
            codes = [code for code in Book().hold(*draws).codes() if code[0] != "earlier_misused"]
            self.assertEqual(codes, sorted(one for one in draws_and_codes if isinstance(one, tuple)))
        same = {"name": "企业t3", "credit_code": code}
        check(first(), back(x3={}))
        check(first(), back(x3=same), *strict)
        self.assertEqual(set(self.subjects(Book().hold(first(), back(x3=same)), "struck_not_carried")), {"x3"})
        # Codes decide, and names say nothing.
        for before, after, found in ((code, code, True), (code, other, False), (None, code, False), (code, None, False), (None, None, False)):
            check(first(credit_code=before), back(x3=dict(same, credit_code=after)), *strict * found)
        check(first(), back(x3={"credit_code": code, "name": "新名"}), *strict)
        # What is withheld cannot be compared.
        check(first(withheld=["t3"]), back(x3=same))
        check(first(), back(x3=same, withheld=["x3"]))
        # The code goes before the id; of several the first is taken; without one it is itself, whoever has its name.
        exempt = {"exempt": "已关闭"}
        check(first(), back(2, {"t3": exempt}, gone=(), t3={"credit_code": other}, x3=same), *strict)
        check(first(credit_code=None), back(2, {"t3": exempt}, gone=(), x3=same))
        check(first(), back(2, {"a3": exempt}, a3=same, x3=same))
        check(first(), back(2, {"x3": exempt}, a3=same, x3=same), *strict)
        # Whoever shows another code and another name is somebody else; with one of both alike, or withheld, it is the same.
        for identity, found in (({"credit_code": other, "name": "另一家"}, ["struck_not_carried"]),
                                *[(alike, ["struck_active", "struck_not_carried"]) for alike in ({"credit_code": other}, {"name": "另一家", "credit_code": None})]):
            check(first(), hold(2, drawn=6, called={"t3": identity}), *[(code, "d2") for code in found])
            check(first(), strike(hold(2, {"t3": {"carried": True}}, drawn=6, called={"t3": identity}, earlier=[{"head": first()["head"], "use": "carry"}]), 2, ["t3"]),
                  *[(code, "d2") for code in (["struck_not_carried"] if len(found) == 1 else ["struck_twice"])])
        check(first(), hold(2, drawn=6, called={"t3": {"credit_code": other, "name": "另一家"}}, withheld=["t3"]), *strict)
        # What the other rows say holds of the new id too.
        check(first(), strike(back(x3=same), 2, ["x3"]), ("struck_not_carried", "d2"), ("struck_twice", "d2"))
        # It stood there, which settles it under whatever id.
        check(first(), back(x3=same), back(3, drawn=0, said=(), y3=same), *strict)
        check(first(), back(2, {"x3": exempt}, drawn=5, x3=same), back(3, drawn=0, y3=same), ("struck_not_carried", "d3"))
        again = strike(back(x3=same), 2, ["x3"])
        self.assertEqual(self.subjects(Book().hold(first(), again, back(3, drawn=0, y3=same)), "struck_not_carried"), ["x3", "y3"])

    def test_draws_that_could_not_know_of_a_strike(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])

        def book_with(late, redraw=None, *others):
            """The strike comes when the second draw is announced, and maybe void."""
            book = Book()
            book.announce(first)
            book.seal(first)
            book.announce(late)
            book.lines[-1]["at"] = Book.at(first, "14:30")
            book.amend(first)
            book.disclose(first)
            if redraw is None:
                book.seal(late)
                book.amend(late)
                book.disclose(late)
            else:
                book.void(late)
                book.announce(redraw)
                book.seal(redraw)
                book.amend(redraw)
                book.disclose(redraw)
            return book.hold(*others)
        late = hold(2, drawn=6)
        period = late["announcement"]["plan"]["period"]
        self.assert_codes(book_with(late))
        # What has closed is struck in both.
        self.assert_codes(book_with(strike(late, 2, ["t3"])))
        # Nor could the redraw of one, which has the rosters of the void draw.
        redraw = hold(3, drawn=6, period=period, supersedes=replaced(late))
        self.assert_codes(book_with(late, redraw))
        self.assert_codes(book_with(late, strike(redraw, 3, ["t3"])))
        # The target stood there, which settles it; that it was marked there as struck before does not.
        self.assert_codes(book_with(late, None, hold(3, drawn=0)))
        use = [{"head": digest(first["seal"]), "use": "carry"}]
        marked = hold(2, {"t3": {"carried": True, "class": "shop"}}, earlier=use)
        self.assert_codes(book_with(marked, None, hold(3, drawn=0)), ("earlier_misused", "d2"), ("struck_not_carried", "d3"))
