"""Tests of findings about earlier draws (§21.2, §21.3)."""

from authority import when
from book import Audited, Book, TARGETS, alternates, drawn_targets, hold, plan, replaced, result_entries, staff, strike
from protocol.canonical import digest


class AuditedEarlierDraws(Audited):
    def test_the_count_of_another_year(self):
        period = {"from": "2024-10-01", "to": "2024-12-31"}
        for before, found in ((hold(1, period=period), True), (hold(1), False)):
            head = before["head"]
            after = hold(2, earlier=[{"head": head, "use": "count"}])
            codes = Book().hold(before, after).audit().findings
            self.assertEqual(("earlier_misused", "d2", "count of another year " + head) in codes, found)

    def test_only_draws_of_the_year_keep_targets_out_and_no_case_inspections(self):
        def misused(use="leave_out", **changes_):
            before = hold(1, drawn=0, **changes_)
            after = hold(2, earlier=[{"head": before["head"], "use": use}])
            return [subject.rsplit(" ", 1)[0] for subject in self.subjects(Book().hold(before, after), "earlier_misused")]
        self.assertEqual(misused(), [])
        year = {"period": {"from": "2024-10-01", "to": "2024-12-31"}}
        self.assertEqual(misused(**year), ["leave_out of another year"])
        self.assertEqual(misused(category="case"), ["leave_out of a case inspection"])
        self.assertEqual(misused(category="campaign"), [])
        # What was struck there comes back all the same.
        for changes_ in (year, {"category": "case"}):
            self.assertEqual(misused("carry", **changes_), [])

    def test_an_older_head_shows_fewer_strikes(self):
        """It is named although the amendment was logged before."""
        first = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        old, new = digest(first["seal"]), first["head"]
        void = hold(2)

        def older(head, before_amendment, redraw=False):
            naming = hold(3 if redraw else 2, earlier=[{"head": head, "use": "rotation"}], **{
                "period": void["announcement"]["plan"]["period"], "supersedes": replaced(void)} if redraw else {})
            early, book = void if redraw else naming, Book()
            book.announce(first)
            book.seal(first)
            if before_amendment:
                book.announce(early)
                book.lines[-1]["at"] = Book.at(first, "14:30")
            book.amend(first)
            book.disclose(first)
            if not before_amendment:
                book.announce(early)
            if redraw:
                book.void(void)
                book.announce(naming)
            book.seal(naming)
            book.disclose(naming)
            return [subject for subject in self.subjects(book, "earlier_misused") if subject.startswith("older")]
        self.assertEqual(older(old, False), ["older head " + old])
        self.assertEqual(older(old, True), [])
        self.assertEqual([older(new, before) for before in (False, True)], [[], []])
        # A redraw counts as announced where the void one was.
        self.assertEqual([older(old, before, redraw=True) for before in (False, True)], [["older head " + old], []])
        # A selection's head, when the staffing ceremony has been sealed; unless that is void.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        for head, ended, found in ((selection["head"], False, True), (staffing["head"], False, False), (selection["head"], True, False)):
            book = Book().hold(selection)
            book.announce(staffing)
            book.seal(staffing)
            (book.throw_away if ended else book.disclose)(staffing)
            book.hold(hold(3, earlier=[{"head": head, "use": "count"}]))
            self.assertEqual(("earlier_misused", "d3", "older head " + head) in book.audit().findings, found)
        # A void of what was disclosed already, by a later ceremony, changes nothing.
        amended = strike(selection, 1, drawn_targets(selection)[:1])
        named = hold(2, earlier=[{"head": digest(selection["seal"]), "use": "count"}])
        book = Book().hold(amended, named, staff(amended, 3))
        book.throw_away(amended)
        book.lines[-1]["at"] = Book.at(hold(3), "18:00")
        self.assertIn("older head " + digest(selection["seal"]), self.subjects(book, "earlier_misused"))
        # Void since the selection was named, or when it was disclosed already, which changes nothing.
        for disclosed, found in ((False, False), (True, True)):
            book = Book().hold(selection)
            book.announce(staffing)
            book.seal(staffing)
            if disclosed:
                book.disclose(staffing, "15:00")
            naming = hold(3, earlier=[{"head": selection["head"], "use": "count"}])
            book.announce(naming)
            book.throw_away(staffing)
            book.seal(naming)
            book.disclose(naming)
            self.assertEqual(("earlier_misused", "d3", "older head " + selection["head"]) in book.audit().findings, found)
        # Nor is a file that no line announced held against anybody.
        book = Book().hold(first)
        book.file(hold(2, earlier=[{"head": old, "use": "rotation"}])["announcement"])
        self.assertEqual(self.subjects(book, "earlier_misused"), [])

    def test_earlier_draws_that_are_left_out(self):
        def omitted(*draws, book=None):
            book = book or Book().hold(*draws)
            return [(f.draw, f.subject) for f in book.audit().findings if f.code == "earlier_omitted"]

        def naming(*draws, use="rotation"):
            return [{"head": head if isinstance(head, str) else head["head"], "use": use} for head in draws]
        one, two = hold(1, drawn=6), hold(2, drawn=6)
        every = [("d2", "rotation " + name) for name in TARGETS]
        self.assertEqual(omitted(one, hold(2)), [])
        self.assertEqual(omitted(one, hold(2, rotation=True)), every)
        self.assertEqual(omitted(one, hold(2, rotation=True, earlier=naming(one))), [])
        self.assertEqual(omitted(one, hold(2, rotation=True, earlier=naming(one, use="count"))), every)
        # Who stood there alone counts, and who was struck did not.
        amended = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        stands = sorted([drawn_targets(amended)[1], alternates(amended)[0]])
        self.assertEqual(omitted(amended, hold(2, rotation=True)), [("d2", "rotation " + name) for name in stands])
        # Any of its heads names it.
        for head in (amended["head"], digest(amended["seal"])):
            self.assertEqual(omitted(amended, hold(2, rotation=True, earlier=naming(head))), [])
        # Or a row has the team of that draw, whatever is named.
        teams = {name: {"last_team": sorted(entry["seats"])} for name, entry in zip(TARGETS, result_entries(one, 0))}
        self.assertEqual(omitted(one, hold(2, teams, rotation=True)), [])
        self.assertEqual(omitted(one, hold(2, dict(teams, t4={"last_team": ["p0"]}), rotation=True)), [("d2", "rotation t4")])
        of_last = {name: {"last_team": sorted(entry["seats"])} for name, entry in zip(TARGETS, result_entries(two, 0))}
        moved = [name for name in TARGETS if of_last[name] != teams[name]]
        self.assertGreater(len(moved), 0)
        self.assertEqual(omitted(one, two, hold(3, of_last, rotation=True)), [])
        self.assertEqual(omitted(one, two, hold(3, teams, rotation=True)), [("d3", "rotation " + name) for name in moved])
        # The last of the draws in which it stood has to be named, and no other.
        self.assertEqual(omitted(one, two, hold(3, rotation=True, earlier=naming(two))), [])
        self.assertEqual(omitted(one, two, hold(3, rotation=True, earlier=naming(one))), [("d3", "rotation " + name) for name in TARGETS])
        self.assertEqual(omitted(one, hold(2, drawn=1), hold(3, rotation=True, earlier=naming(one))),
                         [("d3", "rotation " + name) for name in drawn_targets(hold(2, drawn=1))])
        # A case inspection has a last team too, and so has a draw of another year.
        for changes_ in ({"category": "case"}, {"period": {"from": "2024-10-01", "to": "2024-12-31"}}):
            self.assertEqual(omitted(hold(1, drawn=6, **changes_), hold(2, rotation=True)), every)
        # A rule that only the staffing ceremony has; the finding goes by the last of the chain.
        selection = hold(2, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        self.assertEqual(omitted(one, selection, staff(selection, 3, changed=["rotation"], rotation=True)),
                         [("d3", "rotation " + name) for name in TARGETS])
        self.assertEqual(omitted(one, selection, staff(selection, 3)), [])
        # Inspections that were not counted, named or not.
        counts = [("d2", "count " + name) for name in TARGETS]
        zero = {name: {"inspected": 0} for name in TARGETS}
        for changes_, found in (({}, counts), ({"targets": {"t1": {"inspected": 1}}}, counts[:1] + counts[2:]),
                                ({"targets": {name: {"inspected": 1} for name in zero}}, []), ({"yearly_cap": None}, []),
                                ({"earlier": naming(one, use="count")}, counts), ({"period": {"from": "2026-01-01", "to": "2026-03-01"}}, [])):
            self.assertEqual(omitted(one, hold(2, **{"yearly_cap": 3, **changes_})), found)
        self.assertEqual(omitted(hold(1, drawn=6, category="case"), hold(2, yearly_cap=3)), [])
        self.assertEqual(omitted(one, two, hold(3, {name: {"inspected": 1} for name in TARGETS}, yearly_cap=3)),
                         [("d3", "count " + name) for name in TARGETS])

    def test_all_the_draws_of_a_year_keep_their_targets_out_or_none(self):
        def omitted(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "earlier_omitted"]

        def naming(*draws, use="leave_out"):
            return {"earlier": [{"head": head if isinstance(head, str) else head["head"], "use": use} for head in draws]}
        one, two = hold(1), hold(2)
        self.assertEqual(omitted(one, two, hold(3)), [])
        self.assertEqual(omitted(one, two, hold(3, **naming(one, two))), [])
        self.assertEqual(omitted(one, two, hold(3, **naming(one))), [("d3", "leave_out d2")])
        self.assertEqual(omitted(one, two, hold(3, **naming(one, use="count"))), [])
        # Any of its heads names it, for this use.
        amended = strike(two, 2, drawn_targets(two)[:1])
        self.assertEqual(omitted(one, amended, hold(3, **naming(one, digest(amended["seal"])))), [])
        for use, found in (("leave_out", []), ("count", [("d3", "leave_out d2")])):
            earlier = naming(one)["earlier"] + naming(two, use=use)["earlier"]
            self.assertEqual(omitted(one, two, hold(3, earlier=earlier)), found)
        # Another year's, a case inspection, one of another scope, one whose targets are not in this roster. Classes say nothing.
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        for changes_, found in (({"period": {"from": "2024-10-01", "to": "2024-12-31"}}, False), ({"category": "case"}, False),
                                ({"items": items, "strata": [dict(plan(1)["strata"][0], items=["i2"])]}, False),
                                ({"called": neighbours}, False), ({"classes": ["food", "other"]}, True)):
            self.assertEqual(omitted(hold(1, **changes_), two, hold(3, **naming(two))), [("d3", "leave_out d1")] * found, changes_)
        renamed = {"classes": ["餐饮"], "strata": [dict(plan(1)["strata"][0], when=[when("class", "餐饮")])]}
        for ids, found in ((TARGETS, True), (neighbours, False)):
            rows = {name: {"class": "餐饮"} for name in ids}
            before = hold(1, rows, called=None if ids is TARGETS else neighbours, **renamed)
            self.assertEqual(omitted(before, two, hold(3, **naming(two))), [("d3", "leave_out d1")] * found)
        # It is no matter who was in its roster, or was struck, but who stands in it.
        drawn = drawn_targets(one)
        few = {name: None for name in drawn}
        self.assertEqual(omitted(one, two, hold(3, called=few, **naming(two))), [])
        self.assertEqual(omitted(one, two, hold(3, called={drawn[0]: None}, **naming(two))), [("d3", "leave_out d1")])
        replaced_one = strike(one, 1, drawn[:1])
        called = {name: None for name in (drawn[1], alternates(one)[0])}
        self.assertEqual(omitted(replaced_one, two, hold(3, called=called, **naming(two))), [])
        # Exempt or not.
        exempt = {name: {"exempt": "正面清单"} for name in TARGETS}
        self.assertEqual(omitted(one, two, hold(3, exempt, drawn=0, **naming(two))), [("d3", "leave_out d1")])
        # What was not disclosed yet could not be named.
        book, three = Book(), hold(3, **naming(one))
        for draw in (one, two):
            book.announce(draw)
            book.seal(draw)
        book.lines[-1]["at"] = Book.at(two, "14:00")
        book.announce(three)
        for draw in (one, two):
            book.line("disclosed", draw["announcement"], draw, Book.at(three, "10:00"))
        book.seal(three)
        book.disclose(three)
        self.assertEqual(self.subjects(book, "earlier_omitted"), [])

    def test_what_was_not_disclosed_yet_cannot_be_named(self):
        one, late = hold(1, drawn=6), hold(2, rotation=True, yearly_cap=3)

        def announced(early):
            """A book in which the late draw is announced before the other one is disclosed, or after."""
            book = Book()
            book.announce(one)
            book.seal(one)
            if early:
                book.announce(late)
                book.lines[-1]["at"] = Book.at(one, "15:00")
            book.disclose(one)
            if not early:
                book.announce(late)
            return book
        for early in (False, True):
            book = announced(early)
            book.seal(late)
            book.disclose(late)
            self.assertEqual(len(self.subjects(book, "earlier_omitted")), 0 if early else 12)
        # A redraw has the rosters of the void draw, whose announcement counts.
        redraw = hold(3, period=late["announcement"]["plan"]["period"], supersedes=replaced(late), rotation=True, yearly_cap=3)
        for early in (False, True):
            book = announced(early)
            book.void(late)
            self.assertEqual(len(self.subjects(book.hold(redraw), "earlier_omitted")), 0 if early else 12)
        # The line of a later ceremony discloses a selection, and shows its teams.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        for before, found in ((False, 0), (True, 2)):
            book, later = Book().hold(selection), hold(3, rotation=True)
            book.announce(staffing)
            book.seal(staffing)
            for step in (book.disclose, book.announce) if before else (book.announce, book.disclose):
                step(staffing if step == book.disclose else later)
            if not before:
                book.lines[-1]["at"] = Book.at(later, "10:00")
            book.seal(later)
            book.disclose(later)
            self.assertEqual(len(self.subjects(book, "earlier_omitted")), found)

    def test_invented_inspections(self):
        def unexplained(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "count_unexplained"]

        def counted(n, inspected=2, cap=2, **changes_):
            return hold(n, {"t0": {"inspected": inspected}}, **{"yearly_cap": cap, **changes_})
        found = [("d2", "t0")]
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2)), found)
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2)), found)
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2, 1, 1)), [])
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2, 9, 1)), [])
        # Below the cap it keeps nobody out, and without one it does nothing.
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2, 1)), [])
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2, cap=None)), [])
        # What the first roster of the year says is for the authority to show.
        self.assertEqual(unexplained(counted(1)), [])
        for before, result in ((0, found), (1, found), (2, [])):
            self.assertEqual(unexplained(counted(1, before, None, drawn=0), counted(2)), result)
        self.assertEqual(unexplained(counted(1, 1, None, drawn=6), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=0, called={"t0": None}), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=0, called={"t0": None}), counted(2), counted(3)), [])
        self.assertEqual(unexplained(hold(1, drawn=0), hold(2, drawn=0, called={"t0": None}), counted(3)), [("d3", "t0")])
        self.assertEqual(unexplained(hold(1, drawn=6), hold(2, drawn=6), counted(3)), [])
        self.assertEqual(unexplained(hold(1, drawn=6, called={"t0": None}), hold(2, drawn=6), counted(3)), [("d3", "t0")])
        # Another year is no matter; a case inspection counts nothing, though its roster is one.
        self.assertEqual(unexplained(hold(1, drawn=0, period={"from": "2024-10-01", "to": "2024-12-31"}), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=6, category="case"), counted(2, 1, 1)), found)
        self.assertEqual(unexplained(counted(1, 2, None, category="case"), counted(2)), [])

    def test_draws_of_another_scope_keep_nobody_out(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(1)["strata"]]
        other, same = hold(2, items=items, strata=strata), hold(1)
        marks = {name: {"drawn_before": True, "inspected": 1, "last_team": sorted(entry["seats"])}
                 for name, entry in zip(TARGETS, result_entries(other, 0)) if entry["drawn"]}
        for use, found in (("leave_out", True), ("carry", True), ("count", False), ("rotation", False)):
            targets = {name: dict(row, drawn_before=use == "leave_out") for name, row in marks.items()}
            # Each of the draws is looked at.
            for draws in ([other], [same, other]):
                earlier = [{"head": draw["head"], "use": use} for draw in draws if draw is other or found]
                if draws[0] is same and use == "leave_out":
                    targets.update({name: {"drawn_before": True} for name in drawn_targets(same)})
                book = Book().hold(*(draw for draw in draws if draw is other or found))
                book.hold(hold(3, targets, earlier=earlier))
                self.assertEqual(self.subjects(book, "earlier_misused"), ["%s of another scope %s" % (use, other["head"])] * found, use)
        self.assertEqual(Book().hold(same, hold(2, earlier=[{"head": same["head"], "use": "carry"}])).codes(), [])
        # Classes and targets say nothing: who changed over to another class, or has moved away, was drawn all the same.
        before = hold(1, {"x%d" % i: {"class": "餐饮"} for i in range(6)}, classes=["餐饮"],
                      called=dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)},
                      strata=[dict(plan(1)["strata"][0], when=[when("class", "餐饮")])])
        for use in ("leave_out", "carry"):
            self.assertEqual(Book().hold(before, hold(2, earlier=[{"head": before["head"], "use": use}])).codes(), [])

    def test_a_use_is_checked_when_all_its_draws_are_disclosed(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(1)["strata"]]
        one = hold(1, period={"from": "2024-10-01", "to": "2024-12-31"}, items=items, strata=strata)
        two = hold(2)
        # What a draw is by itself is found, whether the other is there or not; what both make of a target, but for a count that is
        # too small without the other, with both alone.
        same = hold(1)
        for first, use, without in ((one, "count", True), (one, "leave_out", True), (one, "carry", True),
                                    (same, "count", True), (same, "leave_out", False)):
            third = hold(3, earlier=[{"head": draw["head"], "use": use} for draw in (first, two)])
            for whole in (True, False):
                book = Book().hold(first)
                book.announce(two)
                book.seal(two)
                if whole:
                    book.disclose(two)
                self.assertEqual(bool(self.subjects(book.hold(third), "earlier_misused")), whole or without, use)

    def test_earlier_draws(self):
        first = hold(1)
        amended = strike(first, 1, drawn_targets(first)[:1])
        struck, stays, came = *drawn_targets(first), alternates(first)[0]
        teams = {name: sorted(who for who in entry["seats"]) for name, entry in zip(TARGETS, result_entries(amended, 1)) if "seats" in entry}
        uses = [{"head": amended["head"], "use": use} for use in ("leave_out", "carry", "count", "rotation")]
        right = {struck: {"exempt": "已关闭"}, **{name: {"drawn_before": True, "inspected": 1, "last_team": teams[name]} for name in (stays, came)}}
        fresh = next(name for name in TARGETS if name not in right)

        def found(targets, earlier=uses, before_amendment=False):
            book, second = Book(), hold(2, {**right, **targets}, earlier=earlier)
            book.announce(amended)
            book.seal(amended)
            if before_amendment:
                book.announce(second)
                book.lines[-1]["at"] = Book.at(amended, "14:30")
            book.amend(amended)
            book.disclose(amended)
            if not before_amendment:
                book.announce(second)
            book.seal(second)
            book.disclose(second)
            return [(code, what) for code, _, what in book.audit().findings if code.startswith("earlier")]
        self.assertEqual(found({}), [])
        self.assertEqual(found({stays: dict(right[stays], inspected=5)}), [])
        self.assertEqual(found({struck: {"carried": True}}), [])
        for name, changes_, use in ((fresh, {"drawn_before": True}, "leave_out"), (stays, {"drawn_before": False}, "leave_out"),
                                    (came, {"drawn_before": False}, "leave_out"), (fresh, {"carried": True}, "carry"), (struck, {"exempt": None}, "carry"),
                                    (stays, {"inspected": 0}, "count"), (stays, {"last_team": []}, "rotation"), (came, {"last_team": ["p0", "x"]}, "rotation")):
            self.assertEqual(found({name: {**right.get(name, {}), **changes_}}), [("earlier_misused", "%s %s" % (use, name))])
        # As it stood before its amendment: then the struck target stood, and the alternate had not come in.
        before = [dict(use, head=digest(first["seal"])) for use in uses]
        as_it_stood = {name: entry["seats"] for name, entry in zip(TARGETS, result_entries(amended, 0)) if "seats" in entry}
        then = {came: {}, struck: {"drawn_before": True, "inspected": 1, "last_team": sorted(as_it_stood[struck])},
                stays: {"drawn_before": True, "inspected": 1, "last_team": sorted(as_it_stood[stays])}}
        self.assertEqual(found(then, before, before_amendment=True), [])
        self.assertEqual(found({}, uses + [{"head": "d" * 64, "use": "count"}]), [("earlier_unknown", "d" * 64)])
        self.assertEqual(found({}, uses + before[2:3], before_amendment=True), [("earlier_misused", "two heads of one draw")])
        # A draw that was void when it was named; one that was void only afterwards is taken as it stood.
        void = hold(1)
        naming = hold(2, earlier=[{"head": void["head"], "use": "leave_out"}])
        book = Book()
        book.announce(void)
        book.seal(void)
        book.throw_away(void)
        book.hold(naming)
        self.assertIn("head " + void["head"], self.subjects(book, "earlier_misused"))
        book = Book()
        book.announce(void)
        book.seal(void)
        book.announce(naming)
        book.throw_away(void)
        book.lines[-1]["at"] = Book.at(naming, "10:00")
        book.seal(naming)
        book.disclose(naming)
        self.assertEqual(set(self.subjects(book, "earlier_misused")), {"leave_out " + name for name in drawn_targets(void)})
        # A head that no line seals is not known.
        book = Book()
        book.announce(amended)
        book.seal(amended)
        book.announce(hold(2, right, earlier=uses[:1]))
        self.assertIn(("earlier_unknown", "d2"), book.codes())
        # Case inspections do not count.
        case = hold(1, category="case")
        lazy = hold(2, earlier=[{"head": case["head"], "use": "count"}])
        self.assert_codes(Book().hold(case, lazy))
        self.assertEqual(len(self.subjects(Book().hold(hold(1), hold(2, earlier=[{"head": hold(1)["head"], "use": "count"}])), "earlier_misused")), 2)

    def test_a_struck_target_is_carried_under_whatever_id(self):
        code = {"credit_code": "91350100M000100Y43"}
        first = strike(hold(1, drawn=6, called={"t3": code}), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]

        def gone(*names):
            return [{"carried": list(names), "count": 0, "reason": "已注销"}] if names else []

        def misused(n=2, targets=None, names=(), said=(), earlier=use, between=(), drawn=1):
            called = {"t3": None, **{name: code for name in names}}
            later = hold(n, targets, called=called, left_out=gone(*said), earlier=earlier, drawn=drawn)
            return self.subjects(Book().hold(first, *between, later), "earlier_misused")
        carried = {"x3": {"carried": True}}
        self.assertEqual(misused(targets=carried, names=["x3"]), [])
        self.assertEqual(misused(names=["x3"]), ["carry x3"])
        # It is in the roster, so it is not left out; nor is it under an id of its own.
        self.assertEqual(misused(targets=carried, names=["x3"], said=["t3"]), ["left_out"])
        self.assertEqual(misused(said=["t3"]), [])
        self.assertEqual(misused(), ["left_out"])
        self.assertEqual(misused(said=["x3"]), ["left_out"])
        # Of two with the code it is the first.
        self.assertEqual(misused(targets=carried, names=["a3", "x3"]), ["carry a3", "carry x3"])
        self.assertEqual(misused(targets={"a3": {"carried": True}}, names=["a3", "x3"]), [])
        # Whoever has the old id and another code is another.
        other = {"t3": {"credit_code": "91350100M000100Y44"}, "x3": code}
        for who, found in (("x3", []), ("t3", ["carry t3", "carry x3"])):
            later = hold(2, {who: {"carried": True}}, called=other, earlier=use, drawn=1)
            self.assertEqual(self.subjects(Book().hold(first, later), "earlier_misused"), found)
        # It stood in a later draw that is named, under yet another id; or in one that is not named, or was struck there again.
        stood = hold(2, {"y3": {"carried": True}}, called={"t3": None, "y3": code}, earlier=use, drawn=1)
        struck = strike(stood, 2, ["y3"])
        for between, named, found in ((stood, True, False), (stood, False, True), (struck, True, True)):
            earlier = use + [{"head": between["head"], "use": "count"}] * named
            for marked in (False, True):
                rows = {name: {"inspected": 1} for name in TARGETS if name != "t3"} | {"x3": {"inspected": 1, "carried": marked}}
                self.assertEqual(misused(3, rows, ["x3"], between=[between], earlier=earlier), ["carry x3"] * (found != marked))
        # What has no item in common with the strike's, and a case inspection, settle nothing.
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        elsewhere = {"items": items, "strata": [dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]]}
        for aside in (elsewhere, {"category": "case"}):
            between = hold(2, drawn=6, called={"t3": None, "y3": code}, **aside)
            earlier = use + [{"head": between["head"], "use": "count"}]
            for marked in (False, True):
                rows = {name: {"inspected": 1} for name in TARGETS if name != "t3"} | {"x3": {"inspected": 1, "carried": marked}}
                self.assertEqual(misused(3, rows, ["x3"], between=[between], earlier=earlier), ["carry x3"] * (not marked))
        # To have stood in a draw before the strike's settles nothing.
        before, again = hold(2, drawn=6), strike(hold(3, drawn=6), 3, ["t3"])
        earlier = [{"head": before["head"], "use": "count"}, {"head": again["head"], "use": "carry"}]
        for marked in (False, True):
            rows = {name: {"inspected": 1, "carried": marked and name == "t3"} for name in TARGETS}
            book = Book().hold(before, again, hold(4, rows, earlier=earlier, drawn=1))
            self.assertEqual(self.subjects(book, "earlier_misused"), ["carry t3"] * (not marked))
        # Who is to be carried is not kept out for having stood elsewhere before.
        uses = [{"head": first["head"], "use": name} for name in ("carry", "leave_out")]
        stands = {name: {"drawn_before": True} for name in TARGETS if name != "t3"}
        self.assertEqual(misused(targets={**stands, **carried}, names=["x3"], earlier=uses), [])

    def test_the_last_of_two_earlier_teams_is_the_one_that_counts(self):
        def team(draw):
            return sorted(result_entries(draw, 0)[0]["seats"])
        one = hold(1, drawn=6)
        others = (hold(2, drawn=6, title="t%d" % n) for n in range(20))
        two = next(draw for draw in others if team(draw) != team(one))
        # The last in the log, in whatever order the plan names them.
        for named in ((one, two), (two, one)):
            uses = [{"head": draw["head"], "use": "rotation"} for draw in named]
            for last, right in ((two, True), (one, False)):
                marks = {name: {"last_team": sorted(result_entries(last, 0)[i]["seats"])} for i, name in enumerate(TARGETS)}
                found = self.subjects(Book().hold(one, two, hold(3, marks, earlier=uses)), "earlier_misused")
                self.assertEqual(not found, right)

    def test_a_chain_is_one_draw(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        staffing = staff(selection, 2)
        heads = {name: digest(d["seal"]) for name, d in (("selection", selection), ("staffing", staffing))}
        names = drawn_targets(selection)
        team = {name: sorted(entry["seats"]) for name, entry in zip(TARGETS, result_entries(staffing, 0)) if entry["drawn"]}
        for head, teams in (("staffing", team), ("selection", dict.fromkeys(names, []))):
            uses = [{"head": heads[head], "use": use} for use in ("count", "rotation")]
            later, book = hold(3, {name: {"inspected": 1, "last_team": teams[name]} for name in names}, earlier=uses), Book().hold(selection)
            book.announce(staffing)
            if head == "selection":
                book.announce(later)  # before there is another head
                book.lines[-1]["at"] = Book.at(staffing, "10:00")
            book.seal(staffing)
            book.disclose(staffing)
            if head == "staffing":
                book.announce(later)
            book.seal(later)
            book.disclose(later)
            self.assert_codes(book)
        # Disclosed on its own as well, it is counted once.
        book = Book()
        book.announce(selection)
        book.seal(selection)
        book.disclose(selection)
        book.hold(staffing)
        result = book.audit()
        self.assertEqual((result.findings, len(result.disclosed_draws), result.coverage), ([], 1, {"food": (6, 2)}))

    def test_a_chain_goes_by_its_last_ceremony(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00", yearly_cap=1)
        visits = {"from": "2025-07-01", "to": "2025-07-31"}
        staffing = staff(selection, 2, changed=["visits"], visits=visits)
        book = Book().hold(selection, staffing)
        for on, found in (("2025-07-31T23:59:59+08:00", []), ("2025-08-01T00:00:00+08:00", [("not_reported", "d2")])):
            self.assert_codes(book, *found, reports=[], on=on)
        for name in ("d1", "d2"):
            self.assert_codes(book, reports=[(name, target) for target in drawn_targets(selection)])
        use = [{"head": hold(3)["head"], "use": "rotation"}]
        selection = hold(4, ceremony="selection", disclose_by="2025-05-05T18:00:00+08:00", earlier=use)
        book = Book().hold(hold(1), hold(2), hold(3), selection, staff(selection, 5))
        self.assert_codes(book, ("earlier_misused", "d5"))
