"""Tests of findings about the log and its documents (§21.2): one small cheat for each."""

import copy
import json
import os
import random

from book import (
    Audited, Book, EXAMPLE, busy_book, changes, drawn_targets, file_of, hold, prove, replaced, staff, strike, undrawn_of,
    void_of)
from protocol import canonical
from protocol.audit.audit import audit
from protocol.audit.evidence import Evidence
from protocol.canonical import Unusable, digest_of
from protocol.checkpoints import checkpoint_text
from protocol.logs import Log


class AuditedLogs(Audited):
    def test_clean_logs(self):
        self.assert_codes(Book())
        self.assert_codes(busy_book())
        self.assert_codes(Book().hold(hold(1), hold(2)))
        with open(os.path.join(EXAMPLE, "checkpoint.txt"), "rb") as file:
            checkpoint = file.read()
        files = {}
        for name in os.listdir(EXAMPLE):
            with open(os.path.join(EXAMPLE, name), "rb") as file:
                files[name] = file.read()
        log = files.pop("log.jsonl")
        documents = [data for name, data in files.items() if name.endswith(".json")]
        result = audit(log, documents, Evidence("2027-06-01T00:00:00+08:00", [checkpoint]))
        self.assertEqual(result.findings, [])
        self.assertEqual(sum(of for of, _ in result.coverage.values()), 4)

    def test_lines_and_checkpoints(self):
        book = busy_book()
        kept = Log(book.log()).checkpoint("x")
        self.assert_codes(book, checkpoints=[kept])
        book.lines[3]["reason"] = "x"
        self.assert_codes(book, ("log_line", "d1"))
        self.assert_codes(book, ("checkpoint", None), ("log_line", "d1"), checkpoints=[kept])
        # Somebody saw the log when it had two lines, which are of one day, as the third is of the same.
        book, two = busy_book(), Log(busy_book().log()).checkpoint("x", 2)
        times = [line["at"] for line in book.lines]
        self.assertLess(times[1], times[2])
        for seen, misdated in ((times[1], []), (times[2], []), (times[0], [1]), (times[3], [2])):
            self.assertEqual(self.subjects(book, "line_misdated", seen=[(two, seen)]), ["line %d" % place for place in misdated])
        # A checkpoint of another origin is another log's, if anybody knows this one's; nothing of it is held against this one.
        wrong = checkpoint_text("x", 2, b"\0" * 32)
        for checkpoint, code in ((two, "line_misdated"), (wrong, "checkpoint")):
            for origin, found in ((None, code), ("x", code), ("X", "evidence_unknown"), ("x ", "evidence_unknown"), ("", "evidence_unknown")):
                self.assert_codes(book, (found, None), seen=[(checkpoint, times[0])], origin=origin)
        self.assert_codes(book, checkpoints=[kept], origin="x")
        self.assert_codes(book, ("evidence_unknown", None), checkpoints=[kept, Log(book.log()).checkpoint("y")], origin="y")
        book = busy_book()
        del book.lines[-1]
        self.assertIn(("checkpoint", None), book.codes(checkpoints=[kept]))
        self.assertIn(("checkpoint", None), book.codes(seen=[(kept, times[-1])]))
        with self.assertRaises(Unusable):
            book.audit(checkpoints=[b"x"])
        with self.assertRaises(Unusable):
            book.audit(on="2025-12-31")
        # The order of amendments stands in their seals alone.
        disclosure = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        disclosure = strike(disclosure, 2, drawn_targets(hold(1))[1:])
        book = Book()
        book.announce(disclosure)
        book.seal(disclosure)
        book.amend(dict(disclosure, amendments=disclosure["amendments"][::-1]))
        self.assertEqual(set(self.subjects(book, "log_line")), {"line 2", "line 3"})

    def test_documents(self):
        amended = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        book = Book().hold(amended)
        for n in range(len(book.files)):
            fewer = Book()
            fewer.lines, fewer.files = book.lines, book.files[:n] + book.files[n + 1:]
            # A disclosure holds all the others; nothing holds it.
            missing = n == len(book.files) - 1
            self.assertEqual(fewer.codes(), [("document_missing", "d1")] * missing)
        # Of which no document at all is there was not seen: nobody is accused for want of documents.
        fewer.files = []
        self.assert_codes(fewer)
        self.assertEqual(fewer.audit().not_seen, [canonical.digest(amended["announcement"])])
        for n, (kind, draw) in enumerate((("announced", None), ("sealed", "d1"), ("amended", "d1"))):
            book = Book()
            book.announce(amended)
            more = Book().hold(amended)
            book.file(more.files[n])
            if kind == "announced":
                book.lines = []
                draw = "d1"
            self.assertIn(("document_unlogged", draw), book.codes(on="2025-05-01T09:30:00+08:00"))
        # A page names an announcement, but does not announce it.
        book = Book()
        book.file(amended["announcement"])
        book.line("published", None, canonical.digest(amended["announcement"]), "2025-05-01T09:30:00+08:00")
        self.assert_codes(book, ("document_unlogged", "d1"))
        # Anybody can write a void; what it names may be there all the same.
        book = Book().hold(hold(1))
        book.file(void_of(hold(1)["announcement"], "2025-05-01T09:40:00+08:00", secret_lost=True))
        self.assert_codes(book, ("document_unlogged", "d1"))
        book = Book().hold(hold(1))
        book.file(undrawn_of(hold(1)))
        self.assert_codes(book)
        # An undrawn holds the announcements and seals of its chain, and its own announcement.
        selection = strike(hold(1, ceremony="selection"), 1, drawn_targets(hold(1, ceremony="selection"))[:1])
        staffing = staff(selection, 2)
        book = Book()
        book.file(undrawn_of(staffing))
        self.assertEqual(sorted(self.subjects(book, "document_unlogged")), sorted(map(canonical.digest, (
            selection["announcement"], selection["seal"], selection["amendments"][0]["seal"], staffing["announcement"]))))
        book = Book().hold(selection)
        book.announce(staffing)
        book.void(staffing)
        book.files = [data for data in book.files if json.loads(data)["type"] in ("undrawn", "void")]
        self.assertEqual((self.subjects(book, "document_missing"), self.subjects(book, "document_unlogged")), ([], []))
        shown = undrawn_of(hold(1))
        for rubbish in (b"", b"{}\n", b"[]\n", b"x", b'{"type":"seal"}\n', b'{"type":["seal"]}\n', b"[" * 100_000, b'{"type":"amendment"}\n',
                        b'{"type":"undrawn"}\n', file_of(dict(shown, secrets=[1])), file_of(dict(shown, result=None)),
                        b'{"announcement":"%s","type":"opening"}\n' % (b"ab" * 32)):
            book = Book().hold(hold(1))
            book.file(rubbish)
            self.assert_codes(book, ("document_unreadable", None))
        book.line("published", None, digest_of(book.hash, rubbish), "2025-05-01T18:00:00+08:00")
        self.assert_codes(book)

    def test_what_was_not_seen_accuses_nobody(self):
        one, two = hold(1), strike(hold(2), 2, drawn_targets(hold(2))[:1])
        digest = canonical.digest(two["announcement"])
        whole = Book().hold(one, two)

        def without(*documents, book=whole):
            names = set(map(canonical.digest, documents))
            fewer = Book()
            fewer.lines, fewer.files = book.lines, [data for data in book.files if digest_of(book.hash, data) not in names]
            return fewer
        of_two = [two["announcement"], two["seal"], two["amendments"][0]["seal"], two]
        self.assertEqual(whole.audit().not_seen, [])
        fewer = without(*of_two)
        self.assert_codes(fewer)
        self.assertEqual(fewer.audit().not_seen, [digest])
        # One document is enough to miss the others.
        for n, kept in enumerate(of_two[:3]):
            fewer = without(*(document for document in of_two if document is not kept))
            self.assertEqual(self.subjects(fewer, "document_missing"), [canonical.digest(d) for m, d in enumerate(of_two) if m != n])
            self.assertEqual(fewer.audit().not_seen, [])
        # A file that is there and cannot be read is there. A page is none of these documents.
        broken = Book()
        broken.lines = copy.deepcopy(whole.lines)
        broken.files = without(*of_two).files
        broken.lines[-1]["document"] = broken.file(b"{}\n")
        self.assertIn(("document_unreadable", None), broken.codes())
        self.assertEqual((broken.audit().not_seen, len(self.subjects(broken, "document_missing"))), ([], 3))
        page = copy.deepcopy(without(*of_two))
        page.line("published", two["announcement"], page.file(b"<p>"), Book.at(two, "18:00"))
        self.assertEqual((page.codes(), page.audit().not_seen), ([], [digest]))
        # A void is a document about the announcement; a lost one names no other file.
        for changes_, missing in (({}, 1), ({"secret_lost": True, "undrawn": None}, 1)):
            book = Book()
            book.announce(one)
            book.void(one, **changes_)
            fewer = without(one["announcement"], undrawn_of(one), book=book)
            self.assertEqual(self.subjects(fewer, "document_missing"), [canonical.digest(one["announcement"])] * missing)
        # Of what a draw that is there supersedes or continues nothing may be kept back; a file that no line names asks for nothing.
        redraw = hold(2, period=one["announcement"]["plan"]["period"], supersedes=replaced(one))
        book = Book()
        book.announce(one)
        book.void(one)
        void = book.lines[-1]["document"]
        fewer = without(one["announcement"], undrawn_of(one), book=book.hold(redraw))
        fewer.files = [data for data in fewer.files if digest_of(book.hash, data) != void]
        self.assertEqual(self.subjects(fewer, "document_missing"), [canonical.digest(one["announcement"]), void])
        self.assertEqual(fewer.audit().not_seen, [])
        fewer.lines, fewer.files = fewer.lines[:2], [file_of(redraw["announcement"])]
        self.assertEqual((self.subjects(fewer, "document_missing"), fewer.audit().not_seen), ([], [canonical.digest(one["announcement"])]))
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        book = Book().hold(selection)
        book.announce(staff(selection, 2))
        fewer = without(selection["announcement"], selection["seal"], book=book)
        self.assertEqual(self.subjects(fewer, "document_missing"), [canonical.digest(selection["announcement"]), canonical.digest(selection["seal"])])
        # Nothing else is said of what was not seen: no deadline, no void, no redraw.
        book = Book()
        book.announce(one)
        book.throw_away(one)
        book.files = []
        self.assert_codes(book)
        self.assertEqual(book.audit().not_seen, [canonical.digest(one["announcement"])])

    def test_lines_that_differ_from_their_documents(self):
        def book_with(number, **changes):
            book = busy_book()
            book.lines[number].update(changes)
            return book
        book = Book()
        book.announce(hold(2))
        book.lines[0]["number"] = 1
        self.assertEqual(self.subjects(book, "line_differs"), ["line 0"])
        kinds = {line["kind"]: i for i, line in enumerate(busy_book().lines)}
        self.assertEqual(self.subjects(book_with(kinds["voided"], reason="别的"), "line_differs"), ["line %d" % kinds["voided"]])
        documents = busy_book().lines
        for kind in ("sealed", "amended", "disclosed", "voided"):
            # A document of another kind, and one of another announcement.
            book = book_with(kinds[kind], document=documents[0]["document"])
            self.assertIn("line %d" % kinds[kind], self.subjects(book, "line_differs"), kind)
        sealed = [i for i, line in enumerate(documents) if line["kind"] == "sealed"]
        book = book_with(sealed[0], document=documents[sealed[1]]["document"])
        self.assertEqual(self.subjects(book, "line_differs"), ["line %d" % sealed[0]])
        self.assertEqual(len(self.subjects(book, "other_seal")), 1)

    def test_evidence_of_what_the_log_does_not_have(self):
        book = Book().hold(hold(1))
        stands = drawn_targets(hold(1))[0]
        self.assert_codes(book, visits=[("d1", stands, "2025-06-02", None)], active=[("d1", "t0"), ("d1", "x")])
        for evidence in ({"visits": [("d9", "t0", "2025-06-02", None)]}, {"active": [("d9", "t0")]},
                         {"visits": [("d9", "t0", "2025-06-02", None)], "active": [("d9", "t0")]}):
            self.assertEqual(book.audit(**evidence).findings, [("evidence_unknown", "d9", "t0")])
        # An announcement that is in no line is not the log's.
        book.file(hold(2)["announcement"])
        self.assert_codes(book, ("document_unlogged", "d2"), ("evidence_unknown", "d2"), active=[("d2", "t0")])

    def test_whatever_is_damaged_is_judged_and_nothing_fails(self):
        rng = random.Random(5)
        book = busy_book()
        first = json.loads(book.files[-1])
        self.assertEqual(first["type"], "disclosure")
        book.file(prove(first, "t0"))
        originals = [json.loads(data) for data in book.files]
        found = set()
        for _ in range(40):
            damaged = Book()
            damaged.lines, damaged.files = copy.deepcopy(book.lines), list(book.files)
            document = rng.randrange(len(originals) + 1)
            if document == len(originals):
                place = rng.randrange(len(damaged.lines))
                damaged.lines[place] = rng.choice(list(changes(damaged.lines[place])))[1]
            else:
                damaged.files[document] = file_of(rng.choice(list(changes(originals[document])))[1])
            result = damaged.audit(checkpoints=[Log(book.log()).checkpoint("x")], reports=[])
            found.update(finding.code for finding in result.findings)
        self.assertGreater(len(found), 8, found)
