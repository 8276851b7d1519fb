"""Tests of findings about times (§21.2)."""

import copy

from authority import amend, strikes
from book import Audited, Book, drawn_targets, hold, plan, staff, strike


class AuditedTimes(Audited):
    def test_authority_and_deadlines(self):
        other = hold(2, authorities=[{"commitment": None, "name": "另一局"}, {"commitment": None, "name": "税务局"}])
        self.assert_codes(Book().hold(hold(1), other), ("other_authority", "d2"))
        self.assert_codes(Book().hold(hold(1), other), names=["另一局", "又一局"])
        self.assert_codes(Book().hold(hold(1), other), ("other_authority", "d2"), names=["另一"])
        for time, late in (("09:59", False), ("10:00", True)):
            book, disclosure = Book(), hold(1)
            book.announce(disclosure, time)
            book.seal(disclosure)
            book.disclose(disclosure)
            self.assert_codes(book, *[("announced_late", "d1")] * late)
        for seal, disclose, found in (("17:00", "18:00", []), ("17:01", "18:00", ["sealed_late"]), ("17:00", "18:01", ["disclosed_late"]),
                                      ("17:00", None, ["not_disclosed"]), (None, None, ["not_disclosed", "not_sealed"])):
            book = Book()
            book.announce(disclosure)
            if seal:
                book.seal(disclosure, seal)
            if disclose:
                book.disclose(disclosure, disclose)
            self.assert_codes(book, *((code, "d1") for code in found))
            if not disclose:
                # As long as there is time nothing is missing.
                self.assert_codes(book, on="2025-05-01T17:00:00+08:00")
        book.void(disclosure, "17:10", secret_lost=True, undrawn=None)
        # It was void when its seal was due already, and before the disclosure was.
        self.assert_codes(book, ("not_redrawn", "d1"), ("not_sealed", "d1"), ("secret_lost", "d1"))
        # A selection is disclosed with the ceremony that fills its seats.
        for by, found in (("05T18:00", []), ("04T18:00", [("disclosed_late", "d4")])):
            selection = hold(4, ceremony="selection", disclose_by="2025-05-%s:00+08:00" % by)
            book = Book().hold(hold(1), hold(2), hold(3), selection, staff(selection, 5))
            self.assert_codes(book, *found)

    def test_times_that_are_none(self):
        period = {"from": "2025-04-01", "to": "2025-06-30"}
        for changes_, what in (({"disclose_by": "2026-07-01T23:59:59+08:00"}, []), ({"disclose_by": "2026-07-02T00:00:00+08:00"}, ["disclose_by"]),
                               # The day in China, however it is written.
                               ({"disclose_by": "2026-07-01T23:59:59+00:00"}, ["disclose_by"]), ({"disclose_by": "2026-07-02T00:00:00+14:00"}, []),
                               ({"period": {"from": "2025-04-01", "to": "2028-04-03"}}, []), ({"period": {"from": "2025-04-01", "to": "2028-04-04"}}, ["period"]),
                               ({"visits": {"from": "2025-05-09", "to": "2026-07-01"}}, []), ({"visits": {"from": "2025-05-09", "to": "2026-07-02"}}, ["visits"]),
                               ({"visits": {"from": "2025-04-01", "to": "2025-05-01"}}, []), ({"visits": {"from": "2025-04-01", "to": "2025-04-30"}}, ["seal_by"])):
            with self.subTest(str(changes_)):
                self.assertEqual(self.subjects(Book().hold(hold(1, **{"period": period, **changes_})), "deadline_far"), what)
        # More than 92 days after the day of the line.
        for start, what in (("2025-08-01", []), ("2025-08-02", ["period.from"])):
            visits = {"from": "2025-08-02", "to": "2025-08-30"}
            draw = hold(1, period={"from": start, "to": "2025-08-30"}, visits=visits)
            self.assertEqual(self.subjects(Book().hold(draw), "deadline_far"), what)
            # What no line announces is announced on no day.
            book = Book()
            book.file(draw["announcement"])
            self.assertEqual(self.subjects(book, "deadline_far"), [])
        for first, what in (("2025-08-01T23:59:59+08:00", []), ("2025-08-02T00:00:00+08:00", ["closes"]), ("2025-08-01T16:00:00+00:00", ["closes"])):
            values = copy.deepcopy(plan(1)["values"])
            for value in values:
                for source in [value["source"], *value["fallbacks"]]:
                    source["closes"] = "2025-08-03T00:00:00+08:00"
            values[1]["fallbacks"][0]["closes"] = first
            book, far = Book(), hold(1)
            far["announcement"]["plan"].update(values=values, seal_by="2025-08-05T00:00:00+08:00", visits={"from": "2025-08-06", "to": "2025-08-30"})
            book.announce(far)
            self.assertEqual(self.subjects(book, "deadline_far"), what, first)
        # Announced and no more, and in a file that no line names.
        far = hold(1, period=period, disclose_by="2027-01-01T00:00:00+08:00")
        book, on = Book(), "2025-05-01T09:40:00+08:00"
        book.file(far["announcement"])
        self.assert_codes(book, ("deadline_far", "d1"), ("document_unlogged", "d1"), on=on)
        book.announce(far)
        self.assert_codes(book, ("deadline_far", "d1"), on=on)

    def test_dates_of_amendments(self):
        def misdated(*amendments):
            """`amendments`: (day of May 2025, instant of the line)."""
            draw, book = hold(1), Book()
            for n, (day, _) in enumerate(amendments):
                draw = strike(draw, day, drawn_targets(draw)[n:n + 1])
            book.announce(draw)
            book.seal(draw)
            for amendment, (_, at) in zip(draw["amendments"], amendments):
                book.line("amended", draw["announcement"], amendment["seal"], at)
            book.line("disclosed", draw["announcement"], draw, "2025-05-09T17:30:00+08:00")
            self.assertEqual({code for code, _ in book.codes()} - {"amendment_misdated"}, {"disclosed_late"})
            return self.subjects(book, "amendment_misdated")
        # In China the next day begins at 16:00 UTC.
        # The third of May is a Saturday: the third working day after it is the Wednesday.
        for at, found in (("2025-05-02T15:59:59+00:00", True), ("2025-05-02T16:00:00+00:00", False), ("2025-05-07T15:59:59+00:00", False),
                          ("2025-05-07T16:00:00+00:00", True)):
            self.assertEqual(misdated((3, at)), ["amendment 1"] * found, at)
        first = (3, "2025-05-03T16:00:00+00:00")
        self.assertEqual(misdated(first, (4, "2025-05-04T23:59:59+08:00")), [], "several on one day")
        self.assertEqual(misdated(first, (3, "2025-05-05T00:00:00+08:00")), [], "and of one date")
        # After the visits nobody can be struck any more; whether or not it has a line.
        for date, found in (("2025-06-30", False), ("2025-07-01", True)):
            for line in (True, False):
                draw, book = hold(1), Book()
                draw = amend(draw, dict(strikes(1, drawn_targets(draw)[:1]), date=date))
                book.announce(draw)
                book.seal(draw)
                if line:
                    book.line("amended", draw["announcement"], draw["amendments"][0]["seal"], date + "T12:00:00+08:00")
                book.line("disclosed", draw["announcement"], draw, "2025-07-09T17:30:00+08:00")
                self.assertEqual(self.subjects(book, "amendment_misdated"), ["amendment 1"] * found, (date, line))
        # The day of the ceremony that was amended, in a chain.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        selection = strike(selection, 6, drawn_targets(selection)[:1])
        book = Book()
        book.announce(selection)
        book.seal(selection)
        book.line("amended", selection["announcement"], selection["amendments"][0]["seal"], "2025-05-05T08:00:00+08:00")
        book.hold(staff(selection, 6))
        self.assertEqual(set(book.codes()) & {("amendment_misdated", "d%d" % n) for n in (1, 6)}, {("amendment_misdated", "d1")})
