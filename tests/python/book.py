"""Draws with a log: what an auditor is given, made here, and what the tests of the audit have in common.

Draw number n is held on day n of May 2025, for the period of month n.
"""

import copy
import os
import random
import unittest

import authority
from authority import inspector, make, plan_of, strikes, when
from protocol import commitments
from protocol.audit.audit import Audit
from protocol.audit.evidence import Evidence
from protocol.canonical import canon, digest, digest_of
from protocol.ceremony import Ceremony
from protocol.commitments import identity_hash
from protocol.continuation import expected_changes
from protocol.hashes import hash_of
from protocol.merkle import inclusion_path, leaf_hash
from protocol.pages import page_schema

EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors", "example")
TARGETS = ["t%d" % i for i in range(6)]
PEOPLE = ["p%d" % i for i in range(5)]


def plan(n, drawn=2, **changes):
    size = {"at_least": None, "at_most": None, "size": {"count": drawn}}
    return plan_of("d%d" % n, n, **{
        "period": {"from": "2025-%02d-01" % n, "to": "2025-%02d-28" % n},
        "strata": [{"directed": False, "items": ["i1"], "name": "all", "quota": size, "when": [when("class", "food")]}], **changes})


def people(**changes):
    """Inspectors; `changes` are by id, None leaves one out."""
    return [inspector(name, **{"max_visits": 9, **changes.get(name, {})})
            for name in sorted({*PEOPLE, *changes}) if changes.get(name, {}) is not None]


def hold(n, targets=None, inspectors=None, recusals=(), seed=None, fallback=False, called=None, withheld=(), **changes):
    """The disclosure of draw number n. `targets`: changes of draw parts, by id; `called`: of identity parts, by id, or None for who
    is not in the roster; others than the usual targets come in with them. `withheld`: ids whose identity parts are."""
    called = called or {}
    names = sorted({*TARGETS, *called} - {name for name, identity in called.items() if identity is None})
    targets = [authority.target(name, **(targets or {}).get(name, {})) for name in names]
    for draw, identity in targets:
        identity.update(called.get(draw["id"], {}))
    return make(plan(n, **changes), targets, people() if inspectors is None else inspectors, recusals,
                     rng=random.Random(seed or n), fallback=fallback, withhold=[("targets", names.index(name)) for name in withheld])


def staff(before, n, inspectors=None, recusals=(), changed=(), **changes):
    """A staffing ceremony after another ceremony."""
    c = chain_of(before)
    fresh = plan(n)
    names = ("announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")
    rules = [{"date": "2025-05-01", "reason": "人少", "rule": rule} for rule in changed]
    staffing = dict(copy.deepcopy(c.plan), **{name: fresh[name] for name in names}, ceremony="staffing", changed_rules=rules, **changes)
    inspectors = people() if inspectors is None else inspectors
    rosters = {"inspectors": authority.records(inspectors, "inspectors", ""), "recusals": authority.records(recusals, "recusals", "")}
    after = Ceremony(dict(before, rosters=dict(rosters, changes=[], targets=[])), c)
    listed = [({"date": "2025-05-01", "inspector": who, "kind": kind, "target": what}, {"reason": "调整"})
              for kind, who, what in expected_changes(c, after)]
    return make(staffing, [], inspectors, recusals, listed, c, rng=random.Random(n))


def chain_of(disclosure):
    previous = chain_of(disclosure["selection"]) if disclosure["selection"] else None
    return authority.drawn(disclosure, previous)


def strike(disclosure, day, targets=(), inspectors=()):
    previous = chain_of(disclosure["selection"]) if disclosure["selection"] else None
    return authority.amend(disclosure, strikes(day, targets, inspectors), previous=previous)


def drawn_targets(disclosure):
    return [entry["id"] for stratum in disclosure["result"]["strata"] for entry in stratum["drawn"]]


def alternates(disclosure):
    return disclosure["result"]["strata"][0]["alternates"]


def file_of(document):
    return canon(document) + b"\n"


undrawn_of = authority.undrawn_of


def prove(disclosure, name, kind="target", result=True, amendment=None):
    """The proof of one record of a disclosure, as §18 describes it; the result against the seal of an amendment, by default the last."""
    h = hash_of(disclosure)

    def placed(kind, name):
        first = disclosure
        while kind == "target" and first["selection"]:
            first = first["selection"]
        records = first["rosters"][kind + "s"]
        index = [r["draw"]["id"] for r in records].index(name)
        salts = [commitments.salt(h, first["salt_key"], "%ss:%d" % (kind, i)) for i in range(len(records))]
        leaves = [leaf_hash(h, salts[i] + identity_hash(h, r["identity"]) + canon(r["draw"])) for i, r in enumerate(records)]
        path = [node.hex() for node in inclusion_path(h, index, leaves)]
        return records, {"index": index, "path": path, "record": records[index], "salt": salts[index].hex()}

    records, place = placed(kind, name)
    index = place["index"]
    proof = {"announcement": digest(disclosure["announcement"]), "inspectors": [], "protocol": h.protocol, "result": None,
             "type": "proof", "record": dict(place, record={kind: place["record"]})}
    if result:
        amendments = disclosure["amendments"]
        done = len(amendments) if amendment is None else amendment
        tree = "amendment-%d" % done if done else "result"
        entries, salts = result_entries(disclosure, done), [commitments.salt(h, disclosure["salt_key"], "%s:%d" % (tree, i)) for i in range(len(records))]
        leaves = [leaf_hash(h, salt + canon(entry)) for salt, entry in zip(salts, entries)]
        seal = amendments[done - 1]["seal"] if done else disclosure["seal"]
        proof["result"] = {"entry": entries[index], "path": [node.hex() for node in inclusion_path(h, index, leaves)],
                           "salt": salts[index].hex(), "seal": digest(seal)}
        rostered = [r["draw"]["id"] for r in disclosure["rosters"]["inspectors"]]
        team = sorted(who for who in entries[index].get("seats", []) if who in rostered)
        proof["inspectors"] = [placed("inspector", who)[1] for who in team]
    return proof


def short(proof):
    return dict(proof, inspectors=[])


def result_entries(disclosure, amendments):
    """By the other way than record.py's: drawn and amended anew."""
    c = chain_of(dict(disclosure, amendments=disclosure["amendments"][:amendments]))
    entries, s = [], c.standing
    for t in (target["id"] for target in c.targets):
        entry = {"drawn": t in s.drawn, "id": t}
        if t in s.drawn:
            entry.update(rank=s.drawn[t][0], stratum=s.drawn[t][1])
            entry.update({"struck": True} if t in s.struck else {"seats": s.teams[t]})
        entries.append(entry)
    return entries


def changes(value):
    """Every value that differs from a JSON value in one place, with that place."""
    if isinstance(value, dict):
        for key in value:
            yield "-" + key, {k: v for k, v in value.items() if k != key}
            for name, changed in changes(value[key]):
                yield "%s.%s" % (key, name), dict(value, **{key: changed})
        yield "+", dict(value, more=0)
    elif isinstance(value, list):
        for i in range(len(value)):
            yield "-%d" % i, value[:i] + value[i + 1:]
            yield "twice %d" % i, value[:i] + value[i:i + 1] + value[i:]
            for name, changed in changes(value[i]):
                yield "%d.%s" % (i, name), value[:i] + [changed] + value[i + 1:]
        yield "+", value + ["0" * 64]
    elif isinstance(value, bool):
        yield "not", not value
    elif isinstance(value, int):
        yield "more", value + 1
        yield "text", str(value)
    elif isinstance(value, str):
        yield "other", (value[:-1] + ("0" if value[-1:] != "0" else "1"))
        yield "longer", value + "0"
        yield "null", None
    else:
        yield "text", "x"
        yield "number", 1


def void_of(announcement, at, **changes):
    return {"announcement": digest(announcement), "at": at, "disclosure": None, "missing": [], "missing_authorities": [],
            "protocol": announcement["protocol"], "reason": "名单有误", "secret_lost": False, "type": "void", "undrawn": None, **changes}


class Book:
    """A log in the making, and the documents that belong to it."""

    def __init__(self, h=None):
        self.hash = h or authority.MADE_BY
        self.lines, self.files = [], []

    def line(self, kind, announcement, document, at, reason=None, **changes):
        """`announcement` is one, or None; `document` a document, bytes, or a digest."""
        if isinstance(document, dict):
            document = self.file(document)
        self.lines.append(dict({
            "announcement": announcement and digest(announcement), "at": at, "document": document, "kind": kind, "line": len(self.lines),
            "number": announcement and announcement["plan"]["number"], "protocol": self.hash.protocol, "reason": reason}, **changes))

    def file(self, document):
        data = document if isinstance(document, bytes) else file_of(document)
        if data not in self.files:
            self.files.append(data)
        return digest_of(self.hash, data)

    def announce(self, disclosure, time="09:30"):
        announcement = disclosure["announcement"]
        self.line("announced", announcement, announcement, self.at(disclosure, time))

    def seal(self, disclosure, time="14:00"):
        self.line("sealed", disclosure["announcement"], disclosure["seal"], self.at(disclosure, time))

    def amend(self, disclosure, time="15:00"):
        for amendment in disclosure["amendments"]:
            self.line("amended", disclosure["announcement"], amendment["seal"], self.at(disclosure, time))

    def disclose(self, disclosure, time="17:30"):
        self.line("disclosed", disclosure["announcement"], disclosure, self.at(disclosure, time))

    def void(self, draw, time="09:45", without=(), **changes):
        """By default what the announcement bound is shown, before anything is known; `without` are the places of lost secrets."""
        names = [draw["announcement"]["plan"]["authorities"][i]["name"] for i in without]
        if "undrawn" not in changes:
            changes["undrawn"] = self.file(undrawn_of(draw, without))
        changes = {"missing_authorities": names, **changes}
        void = void_of(draw["announcement"], self.at(draw, time), **changes)
        self.line("voided", draw["announcement"], void, void["at"], void["reason"])

    def throw_away(self, draw, time="16:00", **changes):
        """A void of a draw that is known, which is shown; nothing but the void tells of it."""
        if "disclosure" not in changes:
            changes["disclosure"] = self.file(draw)
        self.void(draw, time, **{"undrawn": None, **changes})

    def hold(self, *disclosures):
        """The whole life of draws, one after the other."""
        for disclosure in disclosures:
            self.announce(disclosure)
            self.seal(disclosure)
            self.amend(disclosure)
            if disclosure["announcement"]["plan"]["ceremony"] != "selection":
                self.disclose(disclosure)
        return self

    @staticmethod
    def at(disclosure, time):
        return "2025-05-%02dT%s:00+08:00" % (disclosure["announcement"]["plan"]["number"], time)

    def log(self):
        return b"".join(map(file_of, self.lines))

    def audit(self, on="2025-12-31T00:00:00+08:00", **evidence):
        return Audit(self.log(), self.files, Evidence(on, **evidence))

    def codes(self, **evidence):
        return sorted({(finding.code, finding.draw) for finding in self.audit(**evidence).findings})


def replaced(old, reason="名单有误"):
    return {"announcement": digest(old["announcement"]), "reason": reason}


def busy_book():
    """Two draws, one amended; a void with its redraw; a selection and its staffing ceremony; something published and withdrawn."""
    first = hold(1)
    first = strike(first, 1, drawn_targets(first)[:1])
    closed = {drawn_targets(first)[0]: {"exempt": "已关闭"}}
    void = hold(2, closed)
    redraw = hold(3, closed, period=void["announcement"]["plan"]["period"], supersedes=replaced(void))
    selection = hold(4, closed, ceremony="selection", disclose_by="2025-05-05T18:00:00+08:00")
    staffing = staff(selection, 5)
    book = Book().hold(first)
    book.line("published", first["announcement"], "ab" * 32, "2025-05-01T18:00:00+08:00")
    book.announce(void)
    book.void(void)
    book.announce(redraw)
    book.seal(redraw)
    book.disclose(redraw)
    book.line("withdrawn", first["announcement"], "ab" * 32, "2025-05-03T18:00:00+08:00", "错字")
    book.line("published", None, "ab" * 32, "2025-05-03T18:10:00+08:00")
    return book.hold(selection, staffing)


def page_of(draw, document, **tables):
    """A page (§19.3) with these rows; what they do not say is null."""
    schema = page_schema(document)["properties"]
    null = lambda fields: dict.fromkeys(fields["properties"])
    rows = {name: [dict(null(table["items"]), **row) for row in tables.get(name, [])]
            for name, table in schema["tables"]["properties"].items()}
    bound = {"announcement": digest(draw["announcement"]), "draw": draw["announcement"]["plan"]["draw"], "head": None}
    return {"bound": [bound], "document": document, "facts": null(schema["facts"]), "format": hash_of(draw).page_format, "tables": rows}


class Audited(unittest.TestCase):
    # After every deadline, and before the last day of visits, so that there is time to redraw.
    DURING = "2025-06-30T23:59:59+08:00"

    def assert_codes(self, book, *expected, **evidence):
        """Exactly these (code, draw) are found."""
        self.assertEqual(book.codes(**evidence), sorted(expected))

    def subjects(self, book, code, **evidence):
        return [finding.subject for finding in book.audit(**evidence).findings if finding.code == code]

    def voided(self, redraw=None, **changes):
        """A draw that ends before anything is known, or as `changes` say, and the one that takes its place."""
        book, draw = Book(), hold(1)
        book.announce(draw)
        if changes.get("disclosure") == digest(draw):
            book.file(draw)
        (book.throw_away if "disclosure" in changes else book.void)(draw, **changes)
        return book.hold(redraw) if redraw else book
