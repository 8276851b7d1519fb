"""Tests of findings about voids and redraws (§21.2)."""

import copy

from authority import BALLS_TEXT, witness
from book import Audited, Book, PEOPLE, drawn_targets, hold, people, plan, replaced, staff, strike, undrawn_of, void_of
from protocol import canonical
from protocol.canonical import digest_of


class AuditedEnds(Audited):
    def test_superseding(self):
        first = hold(1)
        same = {"period": first["announcement"]["plan"]["period"]}
        second = hold(2, **same, supersedes=replaced(first))
        standing = ("supersedes_standing", "d2")
        # In the place of one that is not void, though it takes the rosters and says so; what it takes the place of is its own slot.
        self.assert_codes(Book().hold(first, second), standing)
        # Of what is not void there is no redraw that could have another plan; nor is it one of what was void before that.
        loose = hold(2, **same, supersedes=replaced(first), min_pool=2)
        self.assert_codes(Book().hold(first, loose), standing)
        self.assert_codes(self.voided(loose).hold(hold(3, **same, supersedes=replaced(loose), min_pool=2)), ("redraw_differs", "d2"), ("supersedes_standing", "d3"))
        book = Book()
        book.announce(first)
        book.announce(second)
        book.lines[-1]["at"] = book.at(first, "09:40")
        self.assert_codes(book, standing, on="2025-05-01T10:00:00+08:00")
        # A void afterwards comes too late.
        book.void(first)
        self.assert_codes(book, standing, on="2025-05-01T10:00:00+08:00")
        # What is not in the log, and what came into it later, cannot be superseded.
        lone = Book()
        lone.announce(dict(second, announcement=dict(second["announcement"], plan=dict(second["announcement"]["plan"], number=1))))
        self.assert_codes(lone, standing, on="2025-05-01T00:00:00+08:00")
        early, late = hold(1, **same, supersedes=replaced(hold(2, **same))), hold(2, **same)
        self.assert_codes(Book().hold(early, late), ("supersedes_standing", "d1"))
        # What stands behind it is not redrawn by that: there is no redraw whose rules could differ.
        third = hold(3, **same, supersedes=replaced(second), drawn=1)
        unknown = {("document_unlogged", "d2"), ("log_line", "d3"), ("not_redrawn", "d1"), ("supersedes_standing", "d3")}
        for mid, found in ((True, {("redraw_differs", "d3")}), (False, unknown)):
            book = Book()
            for draw in (first, second)[:1 + mid]:
                book.announce(draw)
                book.void(draw)
            if not mid:
                book.file(second["announcement"])
            self.assert_codes(book.hold(third), *found)

    def test_nobody_continues_what_is_void(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        staffing = staff(selection, 2)
        ended = ("continues_void", "d2")
        for when, found in (("before", True), ("between", True), ("after", False), ("never", False)):
            book = Book().hold(selection)
            for point, step in (("before", book.announce), ("between", book.seal), (None, book.disclose), ("after", lambda _: None)):
                if point == when:
                    book.file(selection)
                    void = void_of(selection["announcement"], book.lines[-1]["at"], disclosure=canonical.digest(selection))
                    book.line("voided", selection["announcement"], void, void["at"], void["reason"])
                step(staffing)
            # What was disclosed stands; to void it afterwards is a finding of its own.
            self.assert_codes(book, *[ended] * found, *[("void_after_disclosure", "d1")] * (when == "after"),
                              *[("not_redrawn", "d1")] * found, *[("void_after_value", "d1")] * (when != "never"))
        # The second ceremony after it continues it too.
        short = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        one = staff(short, 2, people(**dict.fromkeys(PEOPLE[1:])))
        two = staff(one, 3)
        book = Book()
        for ceremony in (short, one):
            book.announce(ceremony)
            book.seal(ceremony)
        void = void_of(short["announcement"], book.lines[-1]["at"], disclosure=book.file(short))
        book.line("voided", short["announcement"], void, void["at"], void["reason"])
        book.announce(two)
        book.seal(two)
        book.disclose(two)
        self.assertIn(("continues_void", "d3"), book.codes())

    def test_voids_that_show_the_result(self):
        incomplete, known, during = ("void_incomplete", "d1"), ("void_after_value", "d1"), {"on": self.DURING}
        self.assert_codes(self.voided(disclosure=canonical.digest(hold(1))), known, **during)
        self.assert_codes(self.voided(disclosure="d" * 64), incomplete, known, **during)
        # A publisher may have corrected a value, where the plan says that the draw is void then. A witness's second text is none: it does
        # not match the commitment. Of the other value the first text counts.
        used = [(name, text) for name, text in (("d1-balls", BALLS_TEXT), ("d1-witness", witness("d1")[0]))]
        for (name, text), other, found in ((used[1], "cd" * 32, True), (used[1], used[1][1], True), (used[0], "01 02 03 04 05 06 07", True)):
            values = [("d1", name, given, None) for given in (text, other)]
            self.assert_codes(self.voided(disclosure=canonical.digest(hold(1))), *[known] * found, **during, values=values)
        # It is always known, whatever the clock said.
        self.assert_codes(self.voided(disclosure=canonical.digest(hold(1)), time="09:50"), known, **during)
        other = self.voided(disclosure=canonical.digest(hold(2)))
        other.file(hold(2))
        self.assertIn(incomplete, other.codes())
        forged = hold(1)
        forged["result"]["seed"] = "0" * 64
        book = self.voided(disclosure=canonical.digest(forged))
        book.file(forged)
        self.assert_codes(book, ("contradicted", "d1"), incomplete, known, **during)
        # Another seal than the one that was logged before the void.
        for shown, found in ((hold(1), False), (hold(1, fallback=True), True)):
            book = Book()
            book.announce(hold(1))
            book.seal(hold(1))
            book.throw_away(shown)
            self.assertEqual(incomplete in book.codes(), found)
        # The draw's own seal counts, not an amendment's, and of a chain the last one's.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        for shown in (strike(hold(1), 1, drawn_targets(hold(1))[:1]), staff(selection, 2)):
            book = Book()
            if shown["selection"]:
                book.hold(selection)
            book.announce(shown)
            book.seal(shown)
            book.amend(shown)
            book.throw_away(shown)
            # The selection is not disclosed with what is void, and its seats stay open; nobody has continued it otherwise.
            left = [("not_disclosed", "d1"), ("open_seats", "d1"), ("void_after_value", "d2")]
            self.assert_codes(book, *left if shown["selection"] else [("not_redrawn", "d1"), known])

    def test_what_its_publisher_corrected_is_thrown_away_as_announced(self):
        other, third = "01 02 03 04 05 06 07", "02 03 04 05 06 07 08"

        def found(corrected, sealed, *texts):
            values = plan(1)["values"]
            draw, book = hold(1, values=[dict(values[0], corrected=corrected), dict(values[1], corrected="first")]), Book()
            book.announce(draw)
            if sealed:
                book.seal(draw)
            book.throw_away(draw)
            codes = book.codes(on=self.DURING, values=[("d1", "d1-balls", *text) for text in texts])
            return ("void_after_value", "d1") in codes
        given = (BALLS_TEXT, None)
        # Before the seal a fallback takes the place of what was corrected.
        for corrected, sealed, excused in (("first", True, False), ("first", False, False), ("void", True, True), ("void", False, True),
                                           ("fallback", True, True), ("fallback", False, False)):
            self.assertEqual(found(corrected, sealed, given, (other, None)), not excused, (corrected, sealed))
        # Two texts that were there when the draw was thrown away, at 16:00.
        at, after = "2025-05-01T16:00:00+08:00", "2025-05-01T16:00:01+08:00"
        self.assertFalse(found("void", True, given, (other, at)))
        for texts in ((given, (other, after)), ((BALLS_TEXT, after), (other, None)), (given,), (given, given), (given, (BALLS_TEXT, at))):
            self.assertTrue(found("void", True, *texts), texts)
        self.assertFalse(found("void", True, given, (other, after), (third, at)))
        # What its source could not have given is no text of it.
        for invented in ("unknown", "00ff00ff", "01 02 03 04 05 06", other + " "):
            self.assertTrue(found("void", True, given, (invented, None)), invented)

    def test_who_went_out_and_who_came_in(self):
        old, same = hold(1), {"period": hold(1)["announcement"]["plan"]["period"]}
        redraw = next(draw for draw in (hold(2, seed=seed, **same, supersedes=replaced(old)) for seed in range(100, 200))
                      if len({*drawn_targets(draw)} & {*drawn_targets(old)}) == 1)
        gone, came = ({*drawn_targets(one)} - {*drawn_targets(other)} for one, other in ((old, redraw), (redraw, old)))
        book = self.voided(redraw, disclosure=canonical.digest(old))
        self.assert_codes(book, ("void_after_value", "d1"))
        name, *exchanged = self.subjects(book, "void_after_value")[0].split()
        self.assertEqual(exchanged, ["-" + target for target in gone] + ["+" + target for target in came])
        # Thrown away twice: each against what the last one drew, whoever was struck there afterwards.
        again = hold(3, **same, supersedes=replaced(redraw))
        again = strike(again, 3, drawn_targets(again)[:1])
        book = Book()
        for draw in (old, redraw):
            book.announce(draw)
            book.seal(draw)
            book.throw_away(draw)
        book.hold(again)
        self.assert_codes(book, ("void_after_value", "d1"), ("void_after_value", "d2"))
        def exchanged(book):
            return [subject.split()[1:] for subject in self.subjects(book, "void_after_value")]

        def between(old, new):
            return ["-" + who for who in sorted({*old} - {*new})] + ["+" + who for who in sorted({*new} - {*old})]
        last = drawn_targets(again)
        self.assertEqual(exchanged(book), [between(drawn_targets(draw), last) for draw in (old, redraw)])
        self.assertTrue(all(exchanged(book)))
        # Before the redraw is disclosed nobody can tell, whatever was disclosed before it; nor if it is void in its turn.
        book = self.voided(redraw, disclosure=canonical.digest(old))
        book.lines.pop()
        self.assertEqual(exchanged(book), [[]])
        book = self.voided(disclosure=canonical.digest(old))
        for draw in (redraw, again):
            book.announce(draw)
            book.seal(draw)
            book.throw_away(draw)
        self.assertEqual(exchanged(book), [[]] * 3)
        # The latest that is not void counts, of two that both claim the place of the void one.
        second = hold(3, seed=77, **same, supersedes=replaced(old))
        self.assertNotEqual({*drawn_targets(second)}, {*drawn_targets(redraw)})
        book = self.voided(disclosure=canonical.digest(old)).hold(redraw, second)
        self.assertEqual(exchanged(book), [between(drawn_targets(old), drawn_targets(second))])
        # Of another draw's disclosure nothing is said.
        book = self.voided(redraw, disclosure=canonical.digest(second))
        book.file(second)
        self.assertEqual(exchanged(book), [[]])
        # A file that no line announced takes no place.
        book = self.voided(redraw, disclosure=canonical.digest(old))
        book.file(second)
        self.assertEqual(exchanged(book), [between(drawn_targets(old), drawn_targets(redraw))])

    def test_who_went_out_of_a_team_and_who_came_in(self):
        """In a staffing ceremony it is not the targets that were drawn."""
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        old = staff(selection, 2)
        again = staff(selection, 3, supersedes=replaced(old))

        def pairs(staffing):
            return {"%s/%s" % (team["target"], seat["inspector"]) for team in staffing["result"]["teams"] for seat in team["seats"]}
        lost, gained = sorted(pairs(old) - pairs(again)), sorted(pairs(again) - pairs(old))
        self.assertTrue(lost and gained)
        book = Book().hold(selection)
        book.announce(old)
        book.seal(old)
        book.throw_away(old)
        book.hold(again)
        self.assert_codes(book, ("void_after_value", "d2"))
        self.assertEqual(self.subjects(book, "void_after_value")[0].split()[1:], ["-" + who for who in lost] + ["+" + who for who in gained])
        # Targets and teams are not compared.
        book = Book().hold(selection)
        book.announce(old)
        book.seal(old)
        book.throw_away(old)
        book.hold(hold(3, supersedes=replaced(old)))
        self.assertEqual(len(self.subjects(book, "void_after_value")[0].split()), 1)
        # Ended before it was known, it is listed all the same.
        book = Book().hold(selection)
        book.announce(old)
        book.void(old)
        book.hold(again)
        values = [("d2", name, text, None) for name, text in (("d2-balls", BALLS_TEXT), ("d2-witness", witness("d2")[0]))]
        self.assert_codes(book, values=values)
        self.assertEqual(book.audit(values=values).would_have_drawn, [{"void": "d2", "redraw": "d3", "lost": lost, "gained": gained}])

    def test_voids_without_a_result(self):
        incomplete, during = ("void_incomplete", "d1"), {"on": self.DURING}
        self.assert_codes(self.voided(), **during)
        self.assert_codes(self.voided(time="16:00"), incomplete, **during)
        self.assert_codes(self.voided(undrawn=None), incomplete, **during)
        self.assert_codes(self.voided(secret_lost=True, undrawn=None), ("secret_lost", "d1"), **during)
        self.assert_codes(self.voided(secret_lost=True), incomplete, ("secret_lost", "d1"), **during)
        # What mixes two of the kinds throws nothing away in the open.
        for changes_ in ({"undrawn": canonical.digest(undrawn_of(hold(1)))}, {"missing": ["d1-balls"]}):
            book = self.voided(disclosure=canonical.digest(hold(1)), **changes_)
            book.file(undrawn_of(hold(1)))
            self.assert_codes(book, incomplete, **during)
        # A void that is dated back.
        book = self.voided(time="09:59")
        self.assert_codes(book, **during)
        book.lines[-1]["at"] = book.at(hold(1), "10:00")
        self.assert_codes(book, incomplete, **during)
        # A value that never came, and one that the plan does not have.
        for name, found in (("d1-balls", False), ("d1-dice", True)):
            self.assert_codes(self.voided(time="16:00", missing=[name]), *[incomplete] * found, **during)
        # A partner's secret: while nothing is known it may be lost, afterwards nobody sees what was thrown away.
        self.assert_codes(self.voided(without=[1]), **during)
        book = self.voided(without=[1], time="16:00")
        self.assert_codes(book, ("secret_lost", "d1"), **during)
        self.assertEqual(self.subjects(book, "secret_lost", **during), ["税务局"])
        book = self.voided(without=[1])
        book.lines[-1]["at"] = book.at(hold(1), "10:00")
        self.assert_codes(book, ("secret_lost", "d1"), **during)
        # Once is an accident; a second time it is found, of the later void, through others too.
        period = hold(1)["announcement"]["plan"]["period"]
        for lost, found in (((1,), []), ((1, 2), ["d2"]), ((2, 3), ["d3"]), ((1, 3), ["d3"]), ((1, 2, 3), ["d2", "d3"])):
            book, last = Book(), None
            for n in (1, 2, 3):
                last = hold(n, period=period, supersedes=last and replaced(last))
                book.announce(last)
                book.void(last, without=[1] * (n in lost))
            self.assertEqual([(f.draw, f.subject) for f in book.audit().findings if f.code == "secret_lost"], [(draw, "税务局") for draw in found])
        book = Book()
        for n in (1, 2):
            book.announce(hold(n))
            book.void(hold(n), without=[1])
        self.assertNotIn("secret_lost", [code for code, _ in book.codes()])
        # Exactly the secrets of those whom the void names are missing, and never the lead's.
        for shown, names in (([1], []), ([], ["税务局"]), ([0], []), ([0], ["市场监管局"]), ([0, 1], ["税务局"])):
            self.assert_codes(self.voided(without=shown, missing_authorities=names), incomplete, **during)
        # What is shown is what was bound, to the byte.
        for path, value in ((("rosters", "targets", 3, "draw", "level"), "B"), (("rosters", "inspectors", 0, "draw", "department"), "二科"),
                            (("rosters", "targets", 0, "identity", "shown", "data", "name"), "x"),
                            (("salt_key",), "0" * 64), (("secrets", 1), "0" * 64)):
            shown = undrawn_of(hold(1))
            at = shown
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            book = self.voided(undrawn=canonical.digest(shown))
            book.file(shown)
            self.assert_codes(book, incomplete, **during)
        for shown in (undrawn_of(hold(2)), hold(1), void_of(hold(1)["announcement"], "2025-05-01T09:00:00+08:00")):
            book = self.voided(undrawn=canonical.digest(shown))
            book.file(shown)
            self.assertIn(incomplete, book.codes(**during))
        # Once it is sealed, nothing but the whole result ends a draw.
        for changes_ in ({}, {"without": [1]}, {"missing": ["d1-balls"], "time": "16:00"}):
            book = Book()
            book.announce(hold(1))
            book.seal(hold(1))
            book.lines[-1]["at"] = book.lines[0]["at"]
            book.void(hold(1), **changes_)
            self.assertIn(incomplete, book.codes(**during))

    def test_when_a_file_may_wait(self):
        """The file is hidden; it is missed once it has to be there, and looked at if it is."""
        def missed(book, digest, on):
            kept = [data for data in book.files if digest_of(book.hash, data) != digest]
            hidden = Book()
            hidden.lines, hidden.files = book.lines, kept
            return "void_incomplete" in [code for code, _ in hidden.codes(on=on)]
        # An undrawn of a ceremony that draws targets, until its own `disclose_by`; a disclosure is public at once.
        undrawn, drawn = self.voided(), self.voided(disclosure=canonical.digest(hold(1)))
        for on, found in (("2025-05-01T17:59:59+08:00", False), ("2025-05-01T18:00:00+08:00", True)):
            self.assertEqual(missed(undrawn, canonical.digest(undrawn_of(hold(1))), on), found)
            self.assertTrue(missed(drawn, canonical.digest(hold(1)), on))
        # In a staffing ceremony both wait for the chain's first one, whatever its own time.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing, again = staff(selection, 2), staff(selection, 3)
        for how in (Book.void, Book.throw_away):
            book = Book()
            book.announce(selection)
            book.seal(selection)
            book.announce(staffing)
            how(book, staffing)
            shown = canonical.digest(undrawn_of(staffing) if how is Book.void else staffing)
            for on, found in (("2025-05-02T18:00:00+08:00", False), ("2025-05-09T17:59:59+08:00", False),
                              ("2025-05-09T18:00:00+08:00", True)):
                self.assertEqual(missed(book, shown, on), found, on)
            on = "2025-05-04T00:00:00+08:00"
            # A line of a later ceremony that shows the selection is none of the selection's own.
            longer = copy.deepcopy(book).hold(again)
            self.assertFalse(missed(longer, shown, on))
            for kind in ("disclosed", "voided"):
                longer = copy.deepcopy(book)
                if kind == "disclosed":
                    longer.line(kind, selection["announcement"], selection, "2025-05-03T09:00:00+08:00")
                else:
                    void = void_of(selection["announcement"], "2025-05-03T09:00:00+08:00", disclosure=longer.file(selection))
                    longer.line(kind, selection["announcement"], void, void["at"], void["reason"])
                self.assertTrue(missed(longer, shown, on), kind)
        # What is there although it might wait is looked at.
        forged = dict(undrawn_of(hold(1)), salt_key="0" * 64)
        book = self.voided(undrawn=canonical.digest(forged))
        on = "2025-05-01T12:00:00+08:00"
        self.assert_codes(book, on=on)
        book.file(forged)
        self.assert_codes(book, ("void_incomplete", "d1"), on=on)

    def test_what_is_void_is_drawn_again(self):
        again = hold(2, period=hold(1)["announcement"]["plan"]["period"], supersedes=replaced(hold(1)))
        after, missing = "2025-07-01T00:00:00+08:00", ("not_redrawn", "d1")
        self.assert_codes(self.voided(), on=self.DURING)
        self.assert_codes(self.voided(), missing, on=after)
        self.assert_codes(self.voided(again), on=after)
        self.assert_codes(self.voided(secret_lost=True, undrawn=None), missing, ("secret_lost", "d1"), on=after)
        # It is enough that it was announced, which has deadlines of its own; a file that no line names is not.
        book = self.voided()
        book.announce(again)
        self.assertNotIn(missing, book.codes(on=after))
        book = self.voided()
        book.file(again["announcement"])
        self.assertIn(missing, book.codes(on=after))
        # The redraw is void too.
        book = self.voided()
        book.announce(again)
        book.void(again)
        self.assert_codes(book, ("not_redrawn", "d2"), on=after)
        # A campaign may be called off as long as nobody knows whom it would have met.
        def called_off(category, **changes_):
            draw, book = hold(1, category=category), Book()
            book.announce(draw)
            (book.throw_away if "disclosure" in changes_ else book.void)(draw, **changes_)
            return missing not in book.codes(on=after)
        self.assertEqual([called_off(category) for category in ("routine", "campaign", "case")], [False, True, True])
        for changes_ in ({"without": [1]}, {"time": "13:30", "missing": ["d1-balls"]}, {"time": "10:00"}, {"secret_lost": True, "undrawn": None},
                         {"disclosure": canonical.digest(hold(1, category="campaign"))}):
            self.assertFalse(called_off("campaign", **changes_), changes_)
        # A value cannot be missing so early, whatever the void says.
        draw, book = hold(1, category="campaign"), Book()
        book.announce(draw)
        book.void(draw, "13:30", missing=["d1-balls"])
        book.lines[-1]["at"] = Book.at(draw, "09:45")
        self.assertIn(missing, book.codes(on=after))
        # A staffing ceremony draws no targets; what it leaves open is found where it was drawn.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        book = Book().hold(selection)
        book.disclose(selection)
        book.announce(staff(selection, 2))
        book.void(staff(selection, 2))
        self.assert_codes(book, ("open_seats", "d1"), on=after)

    def test_redraws(self):
        old = hold(1)
        same = {"period": old["announcement"]["plan"]["period"], "supersedes": replaced(old)}

        def found(targets=None, inspectors=None, seed=None, **changes_):
            """However the draw before ended, what it bound is shown."""
            redraw = hold(2, targets, inspectors, seed=seed, **{**same, **changes_})
            early, known = self.voided(redraw), self.voided(redraw, disclosure=canonical.digest(old))
            early, known = ([(code, what) for code, _, what in book.audit().findings if code != "void_after_value"] for book in (early, known))
            self.assertEqual(early, known)
            return early
        self.assertEqual(found(), [])
        self.assertEqual(found(place="别处", title="又一次"), [])
        self.assertEqual(found(drawn=3), [("redraw_differs", "plan.strata")])
        self.assertEqual(found(min_pool=1, rotation=True), [("redraw_differs", "plan.min_pool"), ("redraw_differs", "plan.rotation")])
        self.assertEqual(found({"t3": {"level": "B"}}), [("redraw_differs", "targets t3")])
        # A friend is exempt all at once.
        self.assertEqual(found({"t3": {"exempt": "正面清单"}}), [("redraw_differs", "targets t3")])
        self.assertEqual(found(inspectors=people(p2=None, q={})), [("redraw_differs", "inspectors q"), ("redraw_differs", "inspectors p2")])
        self.assertEqual([code for code, _ in found(seed=1)], ["secret_reused"] * 2)
        witnesses = plan(2)["authorities"][:1] + [{"commitment": None, "name": "公证处"}]
        self.assertEqual(found(authorities=witnesses), [("redraw_differs", "plan.authorities")])
        # Another behind an id, or one whom nobody may see any more.
        other = [(draw, dict(identity, name="别人") if draw["id"] == "p2" else identity) for draw, identity in people()]
        for changes_, who in (({"called": {"t3": {"name": "别的企业"}}}, "targets t3"), ({"called": {"t3": {"credit_code": "91350100M000100Y43"}}}, "targets t3"),
                              ({"withheld": ["t3"]}, "targets t3"), ({"inspectors": other}, "inspectors p2")):
            self.assertEqual(found(**changes_), [("redraw_differs", "identities " + who)])
        # Days on which a certificate is valid no more, or again, take an inspector out, or bring one in, without a word.
        for valid, visits, seen in (({"valid_to": "2025-07-15"}, {"from": "2025-06-01", "to": "2025-07-16"}, ["certificates p2"]),
                                    ({"valid_to": "2025-07-15"}, {"from": "2025-06-01", "to": "2025-07-15"}, []),
                                    ({"valid_to": "2025-05-31"}, {"from": "2025-06-01", "to": "2025-07-16"}, []),
                                    ({"valid_from": "2025-06-02"}, {"from": "2025-06-02", "to": "2025-06-30"}, ["certificates p2"])):
            inspectors = people(p2=valid)
            first = hold(1, inspectors=inspectors)
            redraw = hold(2, inspectors=inspectors, visits=visits, **dict(same, supersedes=replaced(first)))
            book = Book()
            book.announce(first)
            book.void(first)
            self.assertEqual(self.subjects(book.hold(redraw), "redraw_differs"), seen)
        # What the law withholds of both is not compared; nor does a file in which anybody withholds more say anything.
        for hidden, seen in ((["t3"], []), ([], [("redraw_differs", "identities targets t3")])):
            book, redraw = Book(), hold(2, **same, withheld=hidden)
            book.announce(old)
            book.void(hold(1, withheld=["t3"]))
            self.assertEqual([(f.code, f.subject) for f in book.hold(redraw).audit().findings], seen)
        for hidden in ([], ["t3"]):
            for order in (1, -1):
                book, others = Book(), {"t0", "t3"} - {*hidden}
                book.announce(old)
                book.void(hold(1, withheld=hidden))
                book.hold(hold(2, **same, withheld=hidden))
                book.file(hold(2, **same, withheld=sorted(others)))
                book.files = book.files[::order]
                self.assert_codes(book)
        # What one of the published files shows is shown.
        for hidden in ((["t3"], []), ([], ["t3"])):
            selection = {"ceremony": "selection", "disclose_by": "2025-05-09T18:00:00+08:00", "period": same["period"]}
            first = hold(1, **selection)
            one, two = (hold(2, **selection, supersedes=replaced(first), withheld=withheld) for withheld in hidden)
            book = Book()
            book.announce(first)
            book.void(first)
            book.hold(one)
            book.disclose(one)
            self.assert_codes(book.hold(staff(two, 3, supersedes=None)))
        # Of what is contradicted nothing is compared.
        forged = undrawn_of(old)
        forged["rosters"]["targets"][3]["draw"]["level"] = "B"
        book = self.voided(hold(2, **same), undrawn=canonical.digest(forged))
        book.file(forged)
        self.assert_codes(book, ("void_incomplete", "d1"))

        def sources(**changes_):
            values = copy.deepcopy(plan(2)["values"])
            values[0]["fallbacks"][0].update(changes_)
            return values
        self.assertEqual(found(values=sources(issue="next for d1")), [("redraw_early", "d2-balls")])
        # An announcement in between that is void in its turn frees from nothing.
        between = hold(2, **same, min_pool=2)
        values = copy.deepcopy(plan(3)["values"])
        values[0]["fallbacks"][0].update(issue="next for d1")
        last = hold(3, {"t3": {"exempt": "正面清单"}}, period=same["period"], supersedes=replaced(between), min_pool=2, drawn=3, values=values)
        book = self.voided()
        book.announce(between)
        book.void(between)
        book.hold(last)
        # The plan is that of the one before; a source of any of them is known.
        self.assertEqual([(f.code, f.draw, f.subject) for f in book.audit().findings],
                         [("redraw_differs", "d2", "plan.min_pool"), ("redraw_differs", "d3", "plan.strata"),
                          ("redraw_differs", "d3", "targets t3"), ("redraw_early", "d3", "d3-balls")])
        # A source that closes before the void, in an announcement that goes back before it too.
        redraw = hold(2, **same, values=sources(closes="2025-05-01T15:59:59+08:00"), announce_at="2025-05-01T08:00:00+08:00")
        late = self.voided(redraw, disclosure=canonical.digest(old))
        self.assertEqual([code for code, _ in late.codes()], ["announced_late", "contradicted", "redraw_early", "void_after_value"])
        early = self.voided(redraw)
        self.assertEqual([code for code, _ in early.codes()], ["announced_late", "contradicted"])
        # The void that it supersedes, not the ones before that: these ended before it was announced, and what closed since was not known.
        between = hold(2, **same)
        for time, found in (("12:59", False), ("13:01", True)):
            last = hold(3, period=same["period"], supersedes=replaced(between), announce_at="2025-05-01T08:00:00+08:00",
                        values=[dict(value, source=dict(value["source"], closes="2025-05-0%dT13:00:00+08:00" % day)) for value, day in zip(plan(3)["values"], (2, 3))])
            book = Book()
            book.announce(old)
            book.throw_away(old, "23:00")
            book.announce(between)
            book.void(between, time, without=[1])
            book.announce(last)
            self.assertEqual(("redraw_early", "d3") in book.codes(), found, time)

    def test_rosters_of_a_redraw_are_those_of_the_nearest_that_are_shown(self):
        old = hold(1)
        same = {"period": old["announcement"]["plan"]["period"]}
        exempt = {"t3": {"exempt": "正面清单"}}

        def found(between, last, forged=False, shown=(True, True)):
            """The draw is void, and so is its redraw, which a second one supersedes; `shown` says which undrawns are there."""
            between = hold(2, between, **same, supersedes=replaced(old))
            last = hold(3, last, **same, supersedes=replaced(between))
            book = Book()
            for draw, there in zip((old, between), shown):
                book.announce(draw)
                if there:
                    book.void(draw)
                else:
                    book.void(draw, secret_lost=True, undrawn=None)
            if forged:
                book.lines.pop()
                wrong = dict(undrawn_of(between), salt_key="0" * 64)
                book.void(between, undrawn=book.file(wrong))
            return [(f.draw, f.subject) for f in book.hold(last).audit().findings if f.code == "redraw_differs"]
        # What the one in between has changed is found there, once.
        self.assertEqual(found(exempt, exempt), [("d2", "targets t3")])
        self.assertEqual(found(exempt, {}), [("d2", "targets t3"), ("d3", "targets t3")])
        self.assertEqual(found({}, exempt), [("d3", "targets t3")])
        # Of whose secrets were lost nothing is shown; then the one before counts.
        self.assertEqual(found(exempt, exempt, shown=(True, False)), [("d3", "targets t3")])
        self.assertEqual(found(exempt, {}, shown=(True, False)), [])
        self.assertEqual(found(exempt, {}, shown=(False, True)), [("d3", "targets t3")])
        self.assertEqual(found(exempt, {}, shown=(False, False)), [])
        # What shows it has to be sound, and be named by its void.
        self.assertEqual(found(exempt, exempt, forged=True), [("d2", "targets t3"), ("d3", "targets t3")])
        between = hold(2, exempt, **same, supersedes=replaced(old))
        last = hold(3, exempt, **same, supersedes=replaced(between))
        book = self.voided()
        book.announce(between)
        book.void(between, secret_lost=True, undrawn=None)
        book.file(between)
        self.assertEqual([f.draw for f in book.hold(last).audit().findings if f.code == "redraw_differs"], ["d2", "d3"])

    def test_a_void_that_no_line_names_is_nobody_s(self):
        """Anybody can write one, whatever it says."""
        draw = hold(1)
        at = "2025-05-01T16:00:00+08:00"
        for changes_ in ({}, {"secret_lost": True}, {"disclosure": canonical.digest(draw)}, {"disclosure": "d" * 64}, {"undrawn": "d" * 64},
                         {"missing_authorities": ["税务局"], "undrawn": canonical.digest(undrawn_of(draw, [1]))}):
            for book in (Book(), Book().hold(draw)):
                if not book.lines:
                    book.announce(draw)
                book.file(draw)
                book.file(undrawn_of(draw, [1]))
                book.file(void_of(draw["announcement"], at, **changes_))
                during = {"on": "2025-05-01T16:30:00+08:00"}
                self.assertEqual({code for code, _ in book.codes(**during)}, {"document_unlogged"}, changes_)
        # One whose line comes too late ends nothing: what was disclosed stands.
        book = Book().hold(draw)
        book.throw_away(draw, "17:40")
        self.assert_codes(book, ("log_line", "d1"))

    def test_what_was_disclosed_before_its_void_need_not_be_drawn_again(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        for after, found in ((False, [("not_redrawn", "d1")]), (True, [])):
            book, staffing = Book().hold(selection), staff(selection, 2)
            book.announce(staffing)
            book.seal(staffing)
            if after:
                book.disclose(staffing)
            void = void_of(selection["announcement"], book.at(staffing, "17:40"), disclosure=book.file(selection))
            book.line("voided", selection["announcement"], void, void["at"], void["reason"])
            self.assertEqual([finding for finding in book.codes() if finding[0] == "not_redrawn"], found)

    def test_what_an_end_before_the_value_did(self):
        """A friend would have been drawn; the draw is ended in time, and is drawn again without the friend."""
        old = hold(1)
        friend, other = drawn_targets(old)
        same = {"period": old["announcement"]["plan"]["period"], "supersedes": replaced(old)}
        redraw = hold(2, {friend: {"exempt": "正面清单"}}, **same)
        values = [("d1", name, text, None) for name, text in (("d1-balls", BALLS_TEXT), ("d1-witness", witness("d1")[0]))]

        def listed(book, values=values):
            return book.audit(values=values).would_have_drawn
        book = self.voided(redraw)
        self.assert_codes(book, ("redraw_differs", "d2"), values=values)
        drawn, stands = {friend, other}, {*drawn_targets(redraw)}
        self.assertEqual(listed(book), [{"void": "d1", "redraw": "d2", "lost": sorted(drawn - stands), "gained": sorted(stands - drawn)}])
        self.assertIn(friend, listed(book)[0]["lost"])
        # Nobody can tell without all values, as main sources give them, and all secrets; and of a draw that is shown it is known.
        self.assertEqual(listed(book, values[:1]), [])
        self.assertEqual(listed(book, [("d1", "d1-balls", "00ff00ff", None), values[1]]), [])
        self.assertEqual(listed(book, [*values, (*values[0][:2], "01 02 03 04 05 06 07", None)]), listed(book))
        self.assertEqual(listed(self.voided(redraw, without=[1])), [])
        self.assertEqual(listed(self.voided(redraw, disclosure=canonical.digest(old))), [])
        self.assertEqual(listed(self.voided()), [])
        # Whoever had the value before the plan says that it closes is found, if anybody says when.
        for known, early in (("09:45", True), ("09:46", True), ("12:00", False)):
            early = [("value_known_early", "d1")] * early
            seen = [(*values[0][:3], "2025-05-01T%s:00+08:00" % known), values[1]]
            self.assert_codes(book, ("redraw_differs", "d2"), *early, values=seen)
