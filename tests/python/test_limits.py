"""Tests of the limits (§4): at, below and above each. Where the real size cannot be made, something stands in for it that says it is so long."""

import copy
import os
import random
import re
import tempfile
import types
import unittest
from unittest import mock

from authority import amend, recusal, records, seat, simple, source, strikes, target, when
from book import Audited, Book, hold, file_of, page_of, prove, undrawn_of, void_of
from protocol import limits, logs
from protocol.canonical import Unusable, read_canonical
from protocol.checkpoints import read_checkpoint
from protocol.compact import compact, expand
from protocol.documents import ANNOUNCEMENT, UNDRAWN, any_seal, check_shape
from protocol.logs import Log
from protocol.pages import check_page
from protocol.proofs import PROOF, Refused, check_proof
from protocol.verification import check_staffing_work, check_tickets, check_work, evidence_digest
from protocol.voids import VOID

PROTOCOL_TEXT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "PROTOCOL.md")
PLAN = ("announcement", "plan")
STRIKES = ("amendments", 0, "strikes")


class Long(list):
    """A list that says it has so many entries, and has few."""

    def __init__(self, entries, length):
        super().__init__(entries)
        self.length = length

    def __len__(self):
        return self.length


class LongFile(bytes):
    """A file that says it has so many bytes, and has few."""

    def __new__(cls, data, length):
        made = super().__new__(cls, data)
        made.length = length
        return made

    def __len__(self):
        return self.length


def plan(*steps):
    return PLAN + steps


# The rows of the table of lists in the text, each with its limit and with the places of a disclosure that it is about.
WHENS = [plan(table, 0, "when") for table in ("strata", "teams", "tickets")]
TEAMS = [plan("teams", 0, "seats"), plan("overrides", 0, "seats")]
LISTS = {
    "targets; `carried` of an entry of `left_out`; rows of a page's table":
        (10_000_000, [("rosters", "targets"), plan("left_out", 0, "carried")]),
    "recusals; changes; lines of a log": (1_000_000, [("rosters", "recusals"), ("rosters", "changes")]),
    "inspectors; overrides; each list of the strikes of an amendment":
        (100_000, [("rosters", "inspectors"), plan("overrides"), STRIKES + ("inspectors",), STRIKES + ("targets",), STRIKES + ("visited",)]),
    "bytes of a line with its LF": (16_384, []),
    "values of a condition": (10_000, [place + (0, "any_of") for place in WHENS]),
    "strata; items; rules of a table; `items` of a stratum; `added`; `changed_rules`":
        (1000, [plan(name) for name in ("strata", "items", "teams", "tickets", "added", "changed_rules")]
         + [plan("strata", 0, "items"), ("announcement", "strata"), ("result", "strata")]),
    "`classes`; `earlier`; `left_out`; `registers`; each list of reasons in `amendments`":
        (1000, [plan(name) for name in ("classes", "earlier", "left_out", "registers")]
         + [plan("amendments", name) for name in ("inspector_reasons", "target_reasons")]),
    "amendments of a ceremony": (366, [("amendments",)]),
    "attributes of one part of a record; attributes that the plan's conditions name":
        (256, [("rosters", "targets", 0, "draw", "attributes"), ("rosters", "targets", 0, "identity", "shown", "data", "attributes")]),
    "`last_team`; qualifications; departments; `attributes`; `task_sheet`":
        (256, [("rosters", "targets", 0, "draw", "last_team"), ("rosters", "inspectors", 0, "draw", "qualifications"),
               plan("attributes"), plan("task_sheet")]
         + [place + (0, name) for place in TEAMS for name in ("departments", "qualifications")]),
    "conditions of a rule or stratum; seats of a team": (16, WHENS + TEAMS),
    "authorities; values; values and authorities that a void calls missing, each":
        (16, [plan("authorities"), plan("values"), ("seal", "values")]),
    "ceremonies of a chain": (8, []),
    "fallbacks of a value": (4, [plan("values", 0, "fallbacks")]),
}
PRODUCTS = {
    "targets × conditions (of all strata and rules of tables together)": (2**30, limits.TARGETS_TIMES_CONDITIONS_MAX),
    "different seats (by canon) of `teams` and `overrides` × counties of targets × inspectors": (2**28, limits.POOL_CHECKS_MAX),
    "tickets of all pools together, in a ceremony that draws targets": (2**27, limits.TICKETS_MAX),
    "drawn targets × seats of the largest team of `teams` and `overrides` × inspectors": (2**34, limits.SEATS_TIMES_INSPECTORS_MAX),
    "amendments of a ceremony × targets": (2**27, limits.AMENDMENTS_TIMES_TARGETS_MAX),
}
FILES = {
    "`announcement`": limits.ANNOUNCEMENT_BYTES, "`seal`, `amendment_seal`, `proof`, `void`": limits.SEAL_BYTES,
    "`disclosure`, `undrawn`, `amendment`, `opening`; a page": limits.DISCLOSURE_BYTES, "a log": limits.LOG_BYTES,
    "a checkpoint": limits.CHECKPOINT_BYTES, "all files of an audit together": limits.AUDIT_BYTES,
}


def in_text(header):
    """A table of §4 as the text has it: {what: at most}."""
    with open(PROTOCOL_TEXT, encoding="utf-8") as file:
        table = re.search(r"\| %s \| at most \|\n\|---\|---\|\n((?:\|.*\|\n)+)" % re.escape(header), file.read())[1]
    return dict(re.fullmatch(r"\| (.*) \| (.*) \|", row).groups() for row in table.splitlines())


def number_of(text):
    """A number as the text writes it: with commas, as a power of two, in bytes."""
    power = re.fullmatch(r"2\^([0-9]+)", text)
    if power:
        return 2 ** int(power[1])
    digits, _, unit = text.partition(" ")
    return int(digits.replace(",", "")) << {"": 0, "bytes": 0, "MiB": 20, "GiB": 30}[unit]


def whole():
    """A disclosure in form that has an entry in every list."""
    rng = random.Random(8)
    condition = when("class", "food", "shop")
    override = {"approver": "a", "reason": "r", "seats": [seat("officer", "a", "b")], "target": "t1", "tickets": 2}
    first = simple(rng)
    disclosure = amend(first, strikes(6, ["t1"], [("p1", None)], ["t2"]))
    plan_ = disclosure["announcement"]["plan"]
    plan_.update(
        overrides=[override], earlier=[{"head": "0" * 64, "use": "count"}], left_out=[{"carried": ["x"], "count": 1, "reason": "r"}],
        changed_rules=[{"date": "2025-05-05", "reason": "r", "rule": "visits"}], tickets=[{"tickets": 1, "when": [condition]}],
        task_sheet=["a"], teams=[{"seats": [seat("officer", "a", "b")], "when": [condition]}])
    plan_["strata"][0]["when"] = [condition]
    rosters = disclosure["rosters"]
    rosters["targets"][0]["draw"].update(attributes=[["a", None]], last_team=["p1"])
    rosters["inspectors"][0]["draw"]["qualifications"] = ["a"]
    change = {"date": "2025-05-05", "inspector": "p1", "kind": "inspector_added", "target": None}, {"reason": "r"}
    rosters["changes"] = records([change], "changes", "00")
    rosters["recusals"] = records([recusal("p1", "t1")], "recusals", "00")
    plan_["values"][0]["fallbacks"] = [source("other", "2025-05-05T13:00:00+08:00", {"hex": {"bytes": 4}})]
    return disclosure


def with_length(document, place, length):
    """The document with its list at a place so long."""
    document = copy.deepcopy(document)
    part = document
    for step in place[:-1]:
        part = part[step]
    assert part[place[-1]], place
    part[place[-1]] = Long(part[place[-1]][:1], length)
    return document


class Limits(unittest.TestCase):
    def over(self, check, *given):
        """Whether a limit is passed; other faults are none of these tests' business."""
        try:
            check(*given)
        except Unusable as error:
            self.assertRegex(str(error), "more .*than|larger than", "another fault")
            return True
        return False

    def assert_limit(self, most, over):
        """`over` tells of a size whether it is over the limit."""
        self.assertEqual([over(size) for size in (most - 1, most, most + 1)], [False, False, True])

    def test_the_tables_are_those_of_the_text(self):
        self.assertEqual({what: number_of(most) for what, most in in_text("list").items()}, {what: most for what, (most, _) in LISTS.items()})
        self.assertEqual({what: number_of(most) for what, most in in_text("product").items()}, {what: most for what, (most, _) in PRODUCTS.items()})
        self.assertEqual({what: number_of(most) for what, most in in_text("file (its `type`)").items()}, FILES)
        for most, own in PRODUCTS.values():
            self.assertEqual(most, own)

    def test_lists_of_disclosures_and_undrawns(self):
        disclosure = whole()
        chained = dict(whole(), selection=disclosure)
        undrawn = undrawn_of(disclosure)
        check_shape(chained)
        for what, (most, places) in LISTS.items():
            for place in places:
                with self.subTest(what=what, place=place):
                    self.assert_limit(most, lambda size, place=place: self.over(check_shape, with_length(disclosure, place, size)))
                    self.assert_limit(most, lambda size, place=place: self.over(check_shape, with_length(chained, ("selection", *place), size)))
                    if place[0] in ("announcement", "rosters"):
                        self.assert_limit(most, lambda size, place=place: self.over(check_shape, with_length(undrawn, place, size), UNDRAWN))

    def test_lists_of_evidence(self):
        disclosure = whole()
        given = 0
        for what, (most, places) in LISTS.items():
            for place in places:
                shape = {"announcement": ANNOUNCEMENT, "seal": any_seal}.get(place[0])
                if shape is not None:
                    given += 1
                    with self.subTest(what=what, place=place):
                        self.assert_limit(most, lambda size, place=place, shape=shape: self.over(
                            shape, with_length(disclosure, place, size)[place[0]], "", []))
        self.assertGreater(given, 25)

    def test_lists_of_voids(self):
        void = void_of(hold(1)["announcement"], "2025-05-01T10:00:00+08:00", missing=["d1-balls"], missing_authorities=["税务局"])
        for name in ("missing", "missing_authorities"):
            self.assert_limit(16, lambda size, name=name: self.over(VOID, with_length(void, (name,), size), "", []))

    def test_lists_of_proofs(self):
        disclosure = hold(1)
        target_, people = (copy.deepcopy(prove(disclosure, *of, result=False)) for of in (("t0",), ("p0", "inspector")))
        drawn = copy.deepcopy(next(proof for proof in (prove(disclosure, "t%d" % i) for i in range(6)) if proof["inspectors"]))
        target_["record"]["record"]["target"]["draw"].update(attributes=[["a", None]], last_team=["p1"])
        people["record"]["record"]["inspector"]["draw"]["qualifications"] = ["a"]
        drawn["inspectors"][0]["record"]["draw"]["qualifications"] = ["a"]
        record = ("record", "record")
        for proof, place in ((target_, record + ("target", "draw", "attributes")), (target_, record + ("target", "draw", "last_team")),
                             (target_, record + ("target", "identity", "shown", "data", "attributes")),
                             (people, record + ("inspector", "draw", "qualifications")),
                             (drawn, ("inspectors", 0, "record", "draw", "qualifications"))):
            with self.subTest(place=place):
                self.assert_limit(256, lambda size, proof=proof, place=place: self.over(PROOF, with_length(proof, place, size), "", []))
        # The limit holds for the compact form too, whose text is read as nothing then (P-12).
        for size, reads in ((255, True), (256, True), (257, False)):
            target_["record"]["record"]["target"]["draw"]["last_team"] = ["p%04d" % i for i in range(size)]
            text = compact(target_)
            if reads:
                self.assertEqual(expand(text), file_of(target_))
            else:
                with self.assertRaisesRegex(Unusable, "more than 256 entries"):
                    expand(text)
        # Seats of an entry are no team of a plan: so many of them are form, and not those that the plan asks for (P-5).
        drawn["result"]["entry"]["seats"] = ["p0"] * 17
        PROOF(drawn, "", [])

    def test_attributes_that_the_plan_names(self):
        def over(size, of=simple):
            disclosure = of()
            rules = [{"tickets": 1, "when": [when("attribute:%d" % i, "x") for i in range(start, min(start + 16, size))]}
                     for start in range(0, size, 16)]
            disclosure["announcement"]["plan"]["tickets"] = rules + [{"tickets": 1, "when": [when("class", "x"), when("attribute:0", "y")]}]
            return self.over(check_work, disclosure, [])
        self.assert_limit(256, over)
        self.assert_limit(256, lambda size: over(size, lambda: undrawn_of(simple())))
        # It holds in disclosures, undrawns and openings alone.
        announcement = simple()["announcement"]
        announcement["plan"]["tickets"] = [{"tickets": 1, "when": [when("attribute:%d" % i, "x")]} for i in range(257)]
        ANNOUNCEMENT(announcement, "", [])

    def test_ceremonies_of_a_chain(self):
        def over(size, undrawn=False):
            link = None
            for _ in range(size):
                link = dict(simple(random.Random(8)), selection=link)
            return self.over(check_shape, *([undrawn_of(link), UNDRAWN] if undrawn else [link]))
        self.assert_limit(8, over)
        self.assert_limit(8, lambda size: over(size, True))

    def test_products(self):
        """At their real sizes, but of one record many times."""
        draw, link = target("t1")[0], simple()
        plan_ = link["announcement"]["plan"]
        link["rosters"]["inspectors"] = []
        # 1024 conditions, of tickets and of a stratum.
        plan_["tickets"] = [{"tickets": 1, "when": [when("class", "x")] * 16}] * 63 + [{"tickets": 1, "when": [when("class", "x")] * 15}]
        plan_["strata"][0]["when"] = [when("level", "A")]
        self.assert_limit(2**20, lambda size: self.over(check_work, link, [draw] * size))
        plan_["tickets"], plan_["strata"][0]["when"] = [], []
        link["amendments"] = [{}] * 128
        self.assert_limit(2**20, lambda size: self.over(check_work, link, [draw] * size))
        link["amendments"] = []
        # 16 different seats, of which the overrides have half and repeat the table's; 1024 counties in 2048 districts.
        seats = [seat("officer", [name]) for name in "abcdefghijklmnop"]
        plan_["teams"] = [{"seats": seats[:8], "when": []}] * 2
        plan_["overrides"] = [{"approver": "a", "reason": "r", "seats": seats[6:], "target": "t1", "tickets": None}] * 3
        places = [dict(draw, district="%06d%s" % (county, town)) for county in range(1024) for town in ("001", "002")]

        def with_inspectors(size):
            link["rosters"]["inspectors"] = Long([], size)
            return self.over(check_work, link, places)
        self.assert_limit(2**14, with_inspectors)
        # The largest team has ten seats: an override's. 2^34 = 10 × 1717986918 + 4.
        link["rosters"]["inspectors"] = Long([], 1)
        most = 2**34 // 10
        self.assert_limit(most, lambda size: self.over(check_staffing_work, link, size))
        plan_["overrides"] = [{**plan_["overrides"][0], "seats": seats}]
        link["rosters"]["inspectors"] = Long([], 2**10)
        self.assert_limit(2**20, lambda size: self.over(check_staffing_work, link, size))
        self.assert_limit(2**10, lambda size: self.over(check_staffing_work, dict(link, rosters={"inspectors": Long([], size)}), 2**20))
        plan_["ceremony"] = "selection"
        self.assertFalse(self.over(check_staffing_work, link, 2**40))

    def test_products_by_one_over(self):
        draw, link = target("t1")[0], simple()
        plan_ = link["announcement"]["plan"]
        link["rosters"]["inspectors"] = []
        plan_["teams"], plan_["tickets"] = [{"seats": [seat()], "when": []}], [{"tickets": 1, "when": [when("class", "x")]}]
        self.assert_limit(2**30, lambda size: self.over(check_work, link, Long([draw], size)))
        plan_["tickets"], link["amendments"] = [], [{}]
        self.assert_limit(2**27, lambda size: self.over(check_work, link, Long([draw], size)))
        link["amendments"] = []
        self.assert_limit(2**28, lambda size: self.over(
            check_work, dict(link, rosters={"inspectors": Long([], size)}), [draw]))
        link["rosters"]["inspectors"] = Long([], 1)
        self.assert_limit(2**34, lambda size: self.over(check_staffing_work, link, size))

    def test_tickets(self):
        def over(tickets):
            pools = [[1000] * 100_000, [1000] * (tickets // 1000 - 100_000) + [tickets % 1000]]
            return self.over(check_tickets, types.SimpleNamespace(pools=lambda: pools, weight_of=lambda weight: weight))
        self.assert_limit(2**27, over)

    def test_logs(self):
        def over(data):
            # What the lines say is of no interest, only how many and how long they are.
            with mock.patch.object(logs, "read_line", lambda text: (None, "x")), mock.patch.object(logs, "leaf_hash", lambda h, text: b""):
                return self.over(Log, data)
        self.assert_limit(1_000_000, lambda size: over(b"x\n" * size))
        self.assert_limit(1_000_000, lambda size: over(b"x\n" * (size - 1) + b"x"))
        self.assert_limit(16_384, lambda size: over(b"x\n" + b"x" * (size - 1) + b"\nx\n"))
        self.assert_limit(16_384, lambda size: over(b"x" * (size - 1)))
        self.assert_limit(256 << 20, lambda size: over(LongFile(b"x\n", size)))

    def test_checkpoints(self):
        text = "a log\n1\n%s\n\n" % ("A" * 43 + "=")

        def over(size, character):
            signature = "\u2014 "
            left = size - len((text + signature + "\n").encode())
            whole_ = text + signature + character * (left // len(character.encode())) + "x" * (left % len(character.encode())) + "\n"
            self.assertEqual(len(whole_.encode()), size)
            for data in {whole_.encode(), whole_.encode("gb18030")}:
                try:
                    read_checkpoint(data)
                except Unusable:
                    return True
            return False
        # The limit is on the text as UTF-8, however it was kept.
        for character in ("x", "名"):
            self.assert_limit(131_072, lambda size, character=character: over(size, character))

    def test_files_of_evidence(self):
        disclosure = amend(simple(), strikes(6, ["t1"]))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file")
            for document, shape, most in ((disclosure["announcement"], ANNOUNCEMENT, limits.ANNOUNCEMENT_BYTES),
                                          (disclosure["seal"], any_seal, limits.SEAL_BYTES),
                                          (disclosure["amendments"][0]["seal"], any_seal, limits.SEAL_BYTES)):
                def over(size, document=document, shape=shape, most=most):
                    # A file whose last field is a text that makes it so long; whatever it breaks, it is not the limit.
                    data = file_of(document)
                    with open(path, "wb") as file:
                        file.write(data[:-2] + b',"z":"%s"}\n' % (b"z" * (size - len(data) - 7)))
                    self.assertEqual(os.path.getsize(path), size)
                    with self.assertRaises(Unusable) as caught:
                        evidence_digest(path, shape, most)
                    return str(caught.exception).startswith("larger than")
                self.assert_limit(most, over)

    def test_disclosures_as_files(self):
        data = file_of(simple())
        self.assert_limit(8 << 30, lambda size: self.over(read_canonical, LongFile(data, size)))

    def test_files_of_proofs(self):
        disclosure = hold(1)
        files = [prove(disclosure, "t0"), disclosure["announcement"], disclosure["seal"]]

        def over(place, size):
            given = [LongFile(file_of(document), size) if i == place else file_of(document) for i, document in enumerate(files)]
            try:
                check_proof(*given)
            except Refused as refused:
                self.assertRegex(str(refused), "rule 1: .*larger than")
                return True
            return False
        for place, most in enumerate((1 << 20, 16 << 20, 1 << 20)):
            self.assert_limit(most, lambda size, place=place: over(place, size))

    def test_rows_of_a_page(self):
        page = page_of(hold(1), "situation", exempt=[{"reason": "r", "count": 1}])
        for name, rows in page["tables"].items():
            self.assert_limit(10_000_000, lambda size, name=name, rows=rows: self.over_rows(dict(
                page, tables=dict(page["tables"], **{name: Long(rows, size)}))))

    def over_rows(self, page):
        try:
            check_page(page)
        except Unusable as error:
            self.assertEqual(str(error), "too many rows")
            return True
        return False


class LimitsOfAudits(Audited):
    def test_each_file_of_an_audit(self):
        draw = amend(hold(1), strikes(1, []))
        documents = [(draw["announcement"], 16 << 20), (draw["seal"], 1 << 20), (draw["amendments"][0]["seal"], 1 << 20),
                     (prove(draw, "t0"), 1 << 20), (void_of(draw["announcement"], "2025-05-01T10:00:00+08:00"), 1 << 20),
                     (draw, 8 << 30), (undrawn_of(draw), 8 << 30), (draw["amendments"][0], 8 << 30), (page_of(draw, "situation"), 8 << 30)]
        for document, most in documents:
            for size, over in ((most - 1, False), (most, False), (most + 1, True)):
                book = Book()
                book.files.append(LongFile(file_of(document), size))
                self.assertEqual(("document_unreadable", None) in book.codes(), over, (document.get("type"), size))

    def test_all_files_of_an_audit_together(self):
        draw = hold(1)
        small = [file_of(draw["announcement"]), file_of(draw["seal"])]
        for more, over in ((-1, 0), (0, 0), (1, 1)):
            book = Book()
            size = (16 << 30) - (8 << 30) - len(small[0]) + more
            book.files += [small[0], LongFile(file_of(draw), 8 << 30), LongFile(file_of(undrawn_of(draw)), size)]
            self.assertEqual(len(self.subjects(book, "document_unreadable")), over)
            # In the order in which the files are given: where the third is read there is no room for another, and else there is.
            book.files.append(small[1])
            self.assertEqual(len(self.subjects(book, "document_unreadable")), 1)

    def test_lists_of_voids_and_proofs_hold_in_audits(self):
        draw = hold(1)
        for size in (15, 16, 17):
            book = Book()
            book.file(void_of(draw["announcement"], "2025-05-01T10:00:00+08:00", missing=["v%02d" % i for i in range(size)]))
            self.assertEqual(("document_unreadable", None) in book.codes(), size > 16)

    def test_an_unusable_log_has_no_audit(self):
        book = Book().hold(hold(1))
        with mock.patch.object(limits, "LOG_LINES", len(book.lines)):
            self.assertEqual(book.codes(), [])
        with mock.patch.object(limits, "LOG_LINES", len(book.lines) - 1), self.assertRaisesRegex(Unusable, "more than"):
            book.codes()


if __name__ == "__main__":
    unittest.main()
