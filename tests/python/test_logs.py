"""Tests of logs and checkpoints (§19)."""

import base64
import os
import unittest

from book import busy_book, file_of
from definition import mth
from protocol import limits
from protocol.canonical import Unusable, canon
from protocol.checkpoints import continues, line_is_in, read_checkpoint
from protocol.logs import KINDS, Log


class Logs(unittest.TestCase):
    def setUp(self):
        self.book = busy_book()
        self.lines = self.book.lines

    def contradictions(self, lines):
        return [number for number, _ in Log(b"".join(map(file_of, lines))).contradictions]

    def test_a_log_in_order_contradicts_nothing(self):
        self.assertEqual(self.contradictions(self.lines), [])
        self.assertEqual(Log(b"").contradictions, [])
        self.assertEqual({line["kind"] for line in self.lines}, set(KINDS))

    def test_a_line_dropped_doubled_or_moved_is_found(self):
        for i, line in enumerate(self.lines):
            dropped = self.lines[:i] + self.lines[i + 1:]
            # Nothing but a checkpoint shows that the last line is gone.
            self.assertEqual(self.contradictions(dropped)[:1], [i][:len(dropped) - i])
            self.assertEqual(self.contradictions(self.lines[:i] + [line] + self.lines[i:])[0], i + 1)
            for j in range(len(self.lines)):
                if j != i:
                    moved = dropped[:j] + [line] + dropped[j:]
                    self.assertEqual(self.contradictions(moved)[0], min(i, j), (i, j))

    def test_a_line_renumbered_after_it_was_moved_is_found_where_it_matters(self):
        def renumbered(lines):
            return [dict(line, line=i, at=self.lines[i]["at"]) for i, line in enumerate(lines)]
        unfound = 0
        for i, line in enumerate(self.lines):
            dropped = self.lines[:i] + self.lines[i + 1:]
            for j in range(len(self.lines)):
                moved = dropped[:j] + [line] + dropped[j:]
                unfound += j != i and not self.contradictions(renumbered(moved))
            if line["kind"] in ("announced", "sealed") and i + 1 < len(self.lines):
                followed = [k for k in self.lines[i + 1:] if k["announcement"] == line["announcement"] or k["kind"] == "announced"]
                if line["kind"] == "announced" or any(k["kind"] in ("amended", "disclosed") for k in followed if k["number"] == line["number"]):
                    self.assertTrue(self.contradictions(renumbered(dropped)), line)
        self.assertGreater(unfound, 0, "what is independent may stand in any order")

    def test_each_rule(self):
        def line(kind, of, /, **changes):
            return dict(next(k for k in self.lines if k["kind"] == kind and k["number"] == of), **changes)
        last = self.lines[-1]["at"]
        announced = {number: line("announced", number)["document"] for number in range(1, 6)}
        fresh = {"at": last, "line": len(self.lines)}
        added = [
            (line("announced", 1, **fresh), "announced twice"),
            (line("announced", 1, **fresh, announcement="cd" * 32, document="cd" * 32, number=7), "not the next number"),
            (line("announced", 1, **fresh, announcement="cd" * 32, document="ce" * 32, number=6), "another document"),
            (line("announced", 1, **fresh, announcement=None, number=None), "no announcement"),
            (line("sealed", 1, **fresh), "sealed twice"),
            (line("sealed", 1, **fresh, announcement="cd" * 32, number=6), "never announced"),
            (line("sealed", 4, **fresh, announcement=announced[2], number=2), "sealed after the void"),
            (line("amended", 1, **fresh, document="cd" * 32), "amended after the disclosure"),
            (line("amended", 1, **fresh, announcement=announced[2], number=2), "amended without a seal"),
            (line("disclosed", 5, **fresh), "disclosed twice"),
            (line("disclosed", 5, **fresh, announcement=announced[2], number=2), "disclosed without a seal"),
            (line("voided", 2, **fresh), "void twice"),
            (line("voided", 2, **fresh, announcement=announced[1], number=1), "void after the disclosure"),
            (line("voided", 2, **fresh, kind="superseded"), "a kind that there is no more"),
            (line("published", None, **fresh), "published twice"),
            (line("withdrawn", 1, **fresh, document="cd" * 32), "withdrawn but not published"),
            (line("withdrawn", 1, **fresh), "withdrawn of a draw, and published of none"),
            (line("published", None, **fresh, document="cd" * 32, number=1), "a number and no announcement"),
            (line("published", None, **fresh, document="cd" * 32, announcement=announced[1]), "an announcement and no number"),
            (line("published", None, **fresh, document="cd" * 32, announcement=announced[1], number=2), "another number"),
            (line("published", None, **fresh, document="cd" * 32, reason="x"), "a reason too many"),
            (line("voided", 2, **fresh, announcement=announced[4], number=4, reason=None), "a reason missing"),
            (line("withdrawn", 1, **fresh, reason=None), "a reason missing"),
            (line("published", None, at=last, document="cd" * 32, line=0), "another line's number"),
            (line("published", None, line=len(self.lines), at="2025-05-05T17:29:59+08:00", document="cd" * 32), "earlier"),
            (line("published", None, **fresh, document="cd" * 32, kind="burnt"), "no such kind"),
            (line("published", None, **fresh, document="cd" * 32, protocol="x"), "another protocol"),
            (line("published", None, **fresh, document="cd" * 31), "no digest"),
            (dict(line("published", None, **fresh, document="cd" * 32), more=0), "a field too many"),
            (line("withdrawn", 1, **fresh, reason=""), "no text"),
        ]
        for extra, what in added:
            with self.subTest(what):
                self.assertEqual(self.contradictions(self.lines + [extra])[:1], [len(self.lines)])
        for extra in (line("published", None, **fresh, document="cd" * 32), line("published", 1, **fresh),
                      line("withdrawn", 1, **fresh, announcement=None, number=None),
                      line("voided", 2, **fresh, announcement=announced[4], number=4), line("amended", 1, **fresh, announcement=announced[4], number=4),
                      # The same instant, written with another offset.
                      line("published", None, line=len(self.lines), at="2025-05-05T09:30:00+00:00", document="cd" * 32)):
            self.assertEqual(self.contradictions(self.lines + [extra]), [])
        # After an announcement is void nothing comes but what was published of it.
        void, next_line = line("voided", 2, **fresh, announcement=announced[4], number=4), {"line": len(self.lines) + 1}
        for kind, of in (("sealed", 5), ("amended", 1), ("disclosed", 5), ("voided", 2)):
            extra = line(kind, of, announcement=announced[4], number=4, at=last) | next_line
            self.assertEqual(set(self.contradictions(self.lines + [void, extra])), {len(self.lines) + 1}, kind)
        about = {"announcement": announced[4], "number": 4, "at": last, "document": "cd" * 32}
        after = [line(kind, 1, **about, line=next_line["line"] + place) for place, kind in enumerate(("published", "withdrawn"))]
        self.assertEqual(self.contradictions(self.lines + [void] + after), [])
        extra = line("amended", 1, announcement=announced[4], number=4, at=last)
        self.assertEqual(self.contradictions(self.lines + [extra | fresh, void | next_line]), [])

    def test_lines_that_cannot_be_read(self):
        good = b"".join(map(file_of, self.lines[:3]))
        for bad in (b"\n", b"{}\n", b"[1]\n", b" \n", b"\xff\n", file_of(self.lines[3]).replace(b":", b": ", 1), b"x\n"):
            log = Log(good + bad)
            self.assertEqual(([number for number, _ in log.contradictions], log.lines[3], len(log.leaves)), ([3], None, 4))
        self.assertEqual([number for number, _ in Log(good[:-1]).contradictions], [2])
        with self.assertRaises(Unusable):
            Log(good + b"x" * 16_385 + b"\n")

    def test_the_limit_on_a_line_counts_its_line_feed(self):
        Log(b"x" * (limits.LINE_BYTES - 1) + b"\n")
        with self.assertRaises(Unusable):
            Log(b"x" * limits.LINE_BYTES + b"\n")

    def test_checkpoints(self):
        log = Log(self.book.log())
        size = len(self.lines)
        for n in range(size + 1):
            text = log.checkpoint("jian-cha.example/log", n)
            checkpoint = read_checkpoint(text)
            self.assertEqual(checkpoint, ("jian-cha.example/log", n, mth(log.hash, [canon(line) for line in self.lines[:n]])))
            self.assertEqual(read_checkpoint(text + "\n— somebody abc\n".encode()), checkpoint)
            self.assertIsNone(log.contradicts(checkpoint))
            cut = Log(b"".join(map(file_of, self.lines[:n])))
            if n > 0:  # a log without lines names no protocol
                self.assertEqual(log.checkpoint("x", n), cut.checkpoint("x"))
            later = read_checkpoint(log.checkpoint("jian-cha.example/log"))
            self.assertEqual(cut.contradicts(later), None if n == size else "longer than the log")
            self.assertTrue(continues(log.hash, checkpoint, later, log.prove_beginning(n)))
            rewritten = Log(b"".join(map(file_of, [dict(self.lines[0], at="2025-05-01T09:30:01+08:00")] + self.lines[1:])))
            new = read_checkpoint(rewritten.checkpoint("jian-cha.example/log"))
            self.assertEqual(continues(log.hash, checkpoint, new, rewritten.prove_beginning(n)), n == 0)
            self.assertEqual(rewritten.contradicts(checkpoint), None if n == 0 else "another root")
        for i, line in enumerate(self.lines):
            self.assertTrue(line_is_in(log.hash, canon(line), i, later, log.prove_line(i)))
            self.assertFalse(line_is_in(log.hash, canon(line) + b"\n", i, later, log.prove_line(i)))
            self.assertFalse(line_is_in(log.hash, canon(line), i + 1, later, log.prove_line(i)))

    def test_what_is_no_checkpoint(self):
        root = base64.b64encode(bytes(range(32))).decode()
        good = "a log\n7\n%s\n" % root
        read_checkpoint(good.encode())
        loose = root[:42] + chr(ord(root[42]) + 1) + "="
        self.assertEqual(base64.b64decode(loose), base64.b64decode(root), "the same bytes, written in another way")
        for bad in ("", "\n" + good, good.replace("7", "07"), good.replace("7", "-1"), good.replace("7", "+7"), good.replace("7", ""),
                    good.replace("7", str(2 ** 53)), good.replace(root, root[:-1]), good.replace(root, loose), good.replace(root, root[4:]),
                    good.replace("\n", "\r"), good.replace("7", "٧"), good.replace("a log", ""), good.replace("a log", "x" * 256),
                    good.replace("a log", "a\tlog"), good.replace("a log", "a\x9flog"), good + "\nx\n", good + "\n\n— x y\n", good + "x\n\n— x y\n\n— x y\n",
                    "  " + good.replace("\n", "\n  "), good + "x" * 131_072):
            with self.subTest(bad), self.assertRaises(Unusable):
                read_checkpoint(bad.encode())
        with self.assertRaises(Unusable):
            read_checkpoint(b"\xff" + good.encode())

    def test_what_an_editor_changes_says_nothing(self):
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "22-checkpoint-by-notepad")
        read = {}
        for name in sorted(os.listdir(folder)):
            if name.endswith(".txt"):
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                try:
                    read[name] = read_checkpoint(data)
                except Unusable:
                    read[name] = None
        self.assertIsNone(read.pop("indented.txt"), "spaces are no editor's doing")
        self.assertEqual(len(read), 7)
        self.assertEqual(set(read.values()), {read["plain.txt"]})
        signed = ("a log\n7\n%s\none\n\n— x y\n" % base64.b64encode(bytes(32)).decode()).encode()
        for other in (signed[:-1], signed + b"\n\n", b"\xef\xbb\xbf" + signed.replace(b"\n", b"\r\n"), signed.decode().encode("gb18030")):
            self.assertEqual(read_checkpoint(other), read_checkpoint(signed))
