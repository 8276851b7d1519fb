"""Tests of the commands."""

import io
import json
import os
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout

from authority import BALLS_TEXT
from book import Book, file_of, hold, prove
import record
from protocol.canonical import digest
from protocol.compact import compact
from protocol.logs import Log


class CommandLine(unittest.TestCase):
    def run_main(self, *arguments):
        out = io.StringIO()
        argv, sys.argv = sys.argv, ["record.py", *arguments]
        try:
            with redirect_stdout(out), redirect_stderr(io.StringIO()):
                status = record.main()
        finally:
            sys.argv = argv
        return status, [json.loads(line) for line in out.getvalue().splitlines()]

    def test_proof_and_audit(self):
        disclosure = hold(1)
        with tempfile.TemporaryDirectory() as folder:
            def path(name, data):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
                return os.path.join(folder, name)
            proof, announcement = path("proof", file_of(prove(disclosure, "t0"))), path("a", file_of(disclosure["announcement"]))
            seal = path("s", file_of(disclosure["seal"]))
            status, (shown,) = self.run_main("proof", proof, announcement, seal)
            self.assertEqual((status, shown["draw"]["id"]), (0, "t0"))
            text = compact(prove(disclosure, "t0"))
            scanned = path("scanned", ("%s\r\n %s\n" % (text[:99], text[99:])).encode())
            self.assertEqual(self.run_main("proof", scanned, announcement, seal), (0, [shown]))
            status, (refused,) = self.run_main("proof", path("cut", text[:99].encode()), announcement, seal)
            self.assertEqual((status, refused["refused"]), (1, 1))
            status, (refused,) = self.run_main("proof", proof, announcement)
            self.assertEqual((status, refused["refused"]), (1, 1))
            self.assertEqual(self.run_main("proof", proof, os.path.join(folder, "none"))[0], 2)
            book = Book().hold(disclosure)
            log, files = path("log", book.log()), [path("f%d" % i, data) for i, data in enumerate(book.files)]
            on = ("audit", "--on", "2025-12-31T00:00:00+08:00")
            kept = path("kept", Log(book.log()).checkpoint("x"))
            self.assertEqual(self.run_main(*on, "--checkpoint", kept, log, *files), (0, []))
            seen = [("--checkpoint-seen", "2025-05-01T%s:00+08:00" % time, kept) for time in ("17:30", "18:00", "14:00", "noon")]
            self.assertEqual(self.run_main(*on, *seen[0], *seen[1], log, *files), (0, []))
            status, findings = self.run_main(*on, *seen[0], *seen[2], log, *files)
            self.assertEqual((status, findings), (1, [{"code": "line_misdated", "draw": None, "subject": "line 2"}]))
            self.assertEqual(self.run_main(*on, *seen[3], log, *files)[0], 2)
            renamed = hold(2, authorities=[{"commitment": None, "name": "另一局"}, {"commitment": None, "name": "税务局"}])
            both = Book().hold(disclosure, renamed)
            two, parts = path("two", both.log()), [path("g%d" % i, data) for i, data in enumerate(both.files)]
            self.assertEqual(self.run_main(*on, two, *parts), (1, [{"code": "other_authority", "draw": "d2", "subject": "另一局"}]))
            self.assertEqual(self.run_main(*on, "--name", "别的局", "--name", "另一局", two, *parts), (0, []))
            other, late = "01 02 03 04 05 06 07", "2025-05-01T15:00:00+08:00"
            for texts, found in (([(BALLS_TEXT, "-"), (other, late)], []), ([(BALLS_TEXT, late)], []), ([(other, "-")], ["value_differs"]),
                                 ([(BALLS_TEXT, "2025-05-01T09:00:00+08:00")], ["value_known_early"])):
                values = [part for text, known in texts for part in ("--value", "d1", "d1-balls", text, known)]
                self.assertEqual([line["code"] for line in self.run_main(*on, *values, log, *files)[1]], found)
            for origin, found in (("x", []), ("y", [{"code": "evidence_unknown", "draw": None, "subject": "checkpoint of x"}])):
                self.assertEqual(self.run_main(*on, "--origin", origin, "--checkpoint", kept, log, *files), (int(bool(found)), found))
            # What is no finding leaves the status as it is.
            self.assertEqual(self.run_main(*on, log), (0, [{"not_seen": digest(disclosure["announcement"])}]))
            other = hold(1, fallback=True)
            proof = prove(other, "t0")
            status, lines = self.run_main(*on, log, *files, path("p", file_of(proof)), path("o", file_of(other["seal"])))
            self.assertEqual((status, [line.get("code") for line in lines]), (1, ["document_unlogged", None]))
            self.assertEqual(lines[1], {"unlogged_proof": digest(proof)})
            status, findings = self.run_main(*on, log, *files[:-1])
            self.assertEqual((status, findings[0]), (1, {"code": "document_missing", "draw": "d1", "subject": digest(disclosure)}))
            for bad in (("audit", "--on", "tomorrow", log), (*on, os.path.join(folder, "none")), (*on, path("long", b"x" * 20_000)),
                        (*on, "--checkpoint", log, log), (*on, "--value", "d1", "d1-balls", BALLS_TEXT, "noon", log)):
                self.assertEqual(self.run_main(*bad)[0], 2)
