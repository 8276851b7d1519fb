"""Tests of findings about pages and proofs, and of what versions of pages say (§21.2, §21.4)."""

import copy

from book import Audited, Book, TARGETS, drawn_targets, file_of, hold, page_of, prove, result_entries, short, strike
from protocol.canonical import digest
from protocol.hashes import hash_of


class AuditedPagesAndProofs(Audited):
    def test_pages_are_those_that_were_published(self):
        draw = hold(1)
        first, second = page_of(draw, "situation"), page_of(draw, "outcomes", outcomes=[{"id": "a", "result_code": "2"}])
        book = Book().hold(draw)
        for time, page in (("18:00", first), ("18:01", second)):
            book.line("published", draw["announcement"], digest(page), Book.at(draw, time))
        whole = copy.deepcopy(book)
        for page in (first, second):
            whole.file(page)
        forged = copy.deepcopy(second)
        forged["tables"]["outcomes"][0]["result_code"] = "1"
        self.assert_codes(whole)
        # None was given: nobody is accused. One was: the other is missing.
        self.assert_codes(book)
        self.assertEqual(book.audit().pages_not_seen, [digest(first), digest(second)])
        book.file(first)
        self.assertEqual((book.codes(), book.audit().pages_not_seen), ([("page_missing", "d1")], []))
        book.file(forged)
        self.assertEqual(sorted(book.codes()), [("page_missing", "d1"), ("page_unlogged", "d1")])
        # What is withdrawn need not be there, and says why it was.
        gone = copy.deepcopy(whole)
        gone.files.remove(file_of(second))
        gone.line("withdrawn", draw["announcement"], digest(second), Book.at(draw, "18:02"), "更正")
        self.assert_codes(gone)
        self.assertEqual(gone.audit().version_changes, [("version_unseen", "d1", digest(second), {"reason": (None, "更正")})])
        # Another version while the one before stands: nobody says why.
        twice = copy.deepcopy(whole)
        twice.line("published", draw["announcement"], forged, Book.at(draw, "18:02"))
        self.assert_codes(twice, ("page_replaced", "d1"))
        # A page of another draw.
        other = copy.deepcopy(whole)
        other.line("published", draw["announcement"], other.file(page_of(hold(2), "items")), Book.at(draw, "18:03"))
        self.assert_codes(other, ("line_differs", "d1"))
        # The line is about an announcement that the page is bound to; a page that is bound to none may
        # be about any.
        both = dict(first, bound=[*page_of(hold(2), "situation")["bound"], *first["bound"]])
        for page, about, found in ((first, None, True), (dict(first, bound=[]), None, False), (dict(first, bound=[]), draw, False),
                                   (both, draw, False), (both, None, True), (dict(both, bound=both["bound"][::-1]), draw, False)):
            other = Book().hold(draw)
            other.line("published", about and about["announcement"], page, Book.at(draw, "18:00"))
            self.assert_codes(other, *[("line_differs", about and "d1")] * found)
        for wrong in (dict(first, document="no_such"), dict(first, document="../schemas/items"), dict(first, facts={}), dict(first, more=1),
                      dict(first, bound=None), dict(first, tables=dict(first["tables"], struck=None)), dict(first, document=1),
                      dict(first, tables=dict(first["tables"], exempt=[{"reason": 1, "count": 1}])),
                      dict(first, tables=dict(first["tables"], exempt=[{"reason": "x", "count": True}]))):
            book = copy.deepcopy(whole)
            book.file(wrong)
            self.assert_codes(book, ("document_unreadable", None))

    def test_the_list_of_files_is_published_as_pages_are(self):
        draw = hold(1)
        page = page_of(draw, "situation")
        lists = [("%064x  log\n" % n).encode() for n in range(2)]
        digests = [hash_of(draw)(one).hex() for one in lists]
        book = Book().hold(draw)
        for kind, document, reason in (("published", digest(page), None), ("published", digests[0], None),
                                       ("withdrawn", digests[0], "由新的文件清单代替"), ("published", digests[1], None)):
            book.line(kind, draw["announcement"], document, Book.at(draw, "18:00"), reason)
        whole = copy.deepcopy(book)
        whole.file(page)
        whole.files += lists
        self.assert_codes(whole)
        self.assertEqual(whole.audit().version_changes, [])
        # Nothing is given: nobody is accused. A page alone is: the list that stands is missing, the older one unseen.
        self.assert_codes(book)
        book.file(page)
        self.assert_codes(book, ("page_missing", "d1"))
        self.assertEqual([change[0] for change in book.audit().version_changes], ["version_unseen"])
        # One that was edited is what no line published.
        book.files.append(lists[1] + b"x")
        self.assertEqual(sorted(book.codes()), [("document_unreadable", None), ("page_missing", "d1")])

    def test_what_versions_of_pages_say_otherwise(self):
        draw = hold(1)
        row = lambda target, code, **more: {"id": target, "result_code": code, "penalties": [], **more}
        visit = page_of(draw, "visit", outcomes=[row("a", "2", findings="x")])
        one = page_of(draw, "outcomes", outcomes=[row("a", "2", findings="x"), row("b", "2")])
        two = page_of(draw, "outcomes", outcomes=[row("a", "1", name="n", no=7)], not_inspected=[{"id": "c", "reason": "y"}])
        fined = page_of(draw, "penalties", penalties=[{"number": "p", "fine": 500, "kinds": ["fine"]}] * 2)
        less = page_of(draw, "penalties", penalties=[{"number": "p", "fine": 400, "kinds": ["fine"]}], withdrawn=[{"number": "q"}])
        book, minute = Book().hold(draw), 0
        for kind, page in (("published", visit), ("withdrawn", visit), ("published", one), ("withdrawn", one), ("published", two),
                           ("published", fined), ("withdrawn", fined), ("published", less), ("withdrawn", less)):
            book.line(kind, draw["announcement"], page, Book.at(draw, "18:%02d" % minute), "更正" if kind == "withdrawn" else None)
            minute += 1
            if kind == "published":
                book.file(page)
        self.assert_codes(book)
        found = book.audit().version_changes
        self.assertTrue(all(draw == "d1" for _, draw, _, _ in found))
        self.assertEqual([(code, subject, fields) for code, _, subject, fields in found], [
            ("outcome_changed", "a", {"findings": ("x", None), "result_code": ("2", "1")}),
            ("outcome_changed", "b", {"penalties": ([], None), "result_code": ("2", None)}),
            ("penalty_changed", "p", {"fine": (500, 400)}),
            ("penalty_changed", "p (2)", {"fine": (500, None), "kinds": (["fine"], None)}),
            ("penalty_changed", "p", {"fine": (400, None), "kinds": (["fine"], None)}),
        ])

    def test_proofs(self):
        draw = strike(hold(1), 1, drawn_targets(hold(1))[:1])

        def codes(*proofs, book=None):
            book = book or Book().hold(draw)
            for proof in proofs:
                book.file(proof)
            return [code for code, _ in book.codes()]
        every = [prove(draw, name, amendment=n) for name in TARGETS for n in (0, 1)] + [prove(draw, "p0", "inspector", result=False)]
        self.assertEqual(codes(*every), [])
        tampered = copy.deepcopy(every[0])
        tampered["record"]["salt"] = "0" * 64
        self.assertEqual(codes(tampered), ["proof_unusable"])
        # Of a draw that nobody has it proves nothing. If somebody has it, and the log does not, it is listed, and accuses nobody;
        # the last has the same announcement and the fallback's value.
        self.assertEqual(codes(prove(hold(2), "t0")), ["proof_unusable"])
        fallback = hold(1, fallback=True)
        for proof, *files in ((prove(hold(2), "t0"), hold(2)["announcement"], hold(2)["seal"]), (prove(fallback, "t0"), fallback["seal"]),
                              (prove(hold(2), "t0", result=False), hold(2)["announcement"])):
            book = Book().hold(draw)
            self.assertEqual(codes(proof, *files, book=book), ["document_unlogged"])
            self.assertEqual(book.audit().unlogged_proofs, [digest(proof)])
        book = Book().hold(draw)
        self.assertEqual((codes(*every, book=book), book.audit().unlogged_proofs), ([], []))
        # Nor does it where it is of another result than the disclosure's: once the salts are public anybody can make such a seal.
        name = next(name for name, a, b in zip(TARGETS, result_entries(fallback, 0), result_entries(draw, 0)) if a != b)
        self.assertEqual(codes(prove(fallback, name), fallback["seal"]), ["document_unlogged"])
        # A proof of the seal that was logged, and a disclosure that tells another result.
        other = hold(1, fallback=True)
        book = Book()
        book.announce(draw)
        book.seal(draw)
        book.disclose(other)
        there, here = result_entries(other, 0), result_entries(draw, 0)
        name = next(name for name, a, b in zip(TARGETS, there, here) if a != b)
        self.assertIn("proof_contradicted", codes(prove(draw, name, amendment=0), book=book))
        # A forged roster: the record of the proof is not the one disclosed.
        forged = hold(1)
        forged["rosters"]["targets"][2]["draw"]["inspected"] = 1
        self.assertEqual(codes(prove(hold(1), "t2", result=False), book=Book().hold(forged)), ["contradicted", "proof_contradicted"])
        # Of the proof's team one is another person in the disclosure's roster: by the draw part, or by the identity part alone.
        proof = prove(hold(1), drawn_targets(hold(1))[0])
        place = proof["inspectors"][1]["index"]
        for part in ("draw", "identity"):
            forged = hold(1)
            record = forged["rosters"]["inspectors"][place]
            if part == "draw":
                record["draw"]["max_visits"] += 1
            else:
                record["identity"]["shown"]["data"]["name"] += "甲"
            self.assertIn("proof_contradicted", codes(proof, book=Book().hold(forged)))
            self.assertNotIn("proof_contradicted", codes(short(proof), book=Book().hold(forged)))
