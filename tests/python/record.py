#!/usr/bin/env python3
"""An independent checker of `dual-random/1` proofs, logs and voids, and an independent auditor.

It is written from PROTOCOL.md §16 to §19 alone, on top of `dual_random.py`, and shares no code with the Rust library. Merkle
trees and their proofs are written here again, from RFC 6962 and RFC 9162, so that a mistake in one place does not hide in the other.
It needs Python 3.9 or later and nothing else.

    record.py proof PROOF ANNOUNCEMENT [SEAL]
    record.py audit --on INSTANT [--name TEXT]... [--origin TEXT] [--checkpoint FILE]... [--checkpoint-seen INSTANT FILE]... LOG FILE...

Both print one JSON object per line: what the proof shows or why it is refused; the findings (code, draw, subject), then the
announcements and pages that were not seen, the proofs against what the log does not have, and what versions of pages say otherwise, which are no findings. The exit status is 0
if all is well, 1 if the proof is refused or there is a finding, 2 if a file cannot be read or the log is unusable.
"""

import argparse
import base64
import collections
import copy
import functools
import hashlib
import itertools
import json
import math
import pathlib
import re
import sys

import dual_random as dr
from dual_random import COUNT, HEX32, ID, INSTANT, PROTOCOL, TEXT, Unusable, array, boolean, choice, instant_seconds, maybe, one_of, record

PROOF_BYTES = VOID_BYTES = 1 << 20
LOG_BYTES, LOG_LINES, LINE_BYTES = 256 << 20, 1_000_000, 16_384


# ---------------------------------------------------------------------------------------------------------------------------
# Merkle trees (RFC 6962 §2.1, RFC 9162 §2.1), over the hashes of the leaves, which are raw bytes

def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(n):
    """The largest power of two that is smaller than n, for n > 1."""
    return 1 << (n - 1).bit_length() - 1


def tree_root(hashes):
    """The root, by the stack of RFC 9162 §2.1.2: two subtrees of one size are joined as soon as they are there."""
    stack = []
    for n, node in enumerate(hashes, 1):
        while n % 2 == 0:
            node = node_hash(stack.pop(), node)
            n //= 2
        stack.append(node)
    if not stack:
        return hashlib.sha256(b"").digest()
    node = stack.pop()
    while stack:
        node = node_hash(stack.pop(), node)
    return node


def inclusion_path(index, hashes):
    """The audit path of a leaf, from the leaf to the root (RFC 6962 §2.1.1)."""
    path = []
    while len(hashes) > 1:
        k = split(len(hashes))
        if index < k:
            path.append(tree_root(hashes[k:]))
            hashes = hashes[:k]
        else:
            path.append(tree_root(hashes[:k]))
            index, hashes = index - k, hashes[k:]
    return path[::-1]


def path_sides(index, size):
    """For each hash of an audit path whether it stands to the left (RFC 9162 §2.1.3.2); so the path's length too."""
    sides, last = [], size - 1
    while last > 0:
        left = index % 2 == 1 or index == last
        sides.append(left)
        if left:
            # A node without a right neighbour has moved up to here as it was.
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        index, last = index // 2, last // 2
    return sides


def root_of_path(index, size, node, path):
    """The root to which a leaf's hash and its path lead in a tree of this size, or None if they can be of no such tree."""
    if not 0 <= index < size:
        return None
    sides = path_sides(index, size)
    if len(sides) != len(path):
        return None
    for left, other in zip(sides, path):
        node = node_hash(other, node) if left else node_hash(node, other)
    return node


def consistency_path(first, hashes):
    """The proof that the first so many leaves are the beginning of all of them (RFC 6962 §2.1.2)."""
    path, whole = [], True
    if not 0 < first < len(hashes):
        return path
    while first != len(hashes):
        k = split(len(hashes))
        if first <= k:
            path.append(tree_root(hashes[k:]))
            hashes = hashes[:k]
        else:
            path.append(tree_root(hashes[:k]))
            first, hashes, whole = first - k, hashes[k:], False
    if not whole:
        path.append(tree_root(hashes))
    return path[::-1]


def consistent(first, second, first_root, second_root, path):
    """Whether the path proves the tree of one size and root the beginning of the other (RFC 9162 §2.1.4.2)."""
    if first == 0 or first == second:
        # The RFC leaves these out: everything begins with nothing, and with itself.
        return first <= second and not path and first_root == (second_root if first else tree_root([]))
    if first > second or not path:
        return False
    path = list(path)
    if first & first - 1 == 0:
        path.insert(0, first_root)
    index, last = first - 1, second - 1
    while index % 2 == 1:
        index, last = index // 2, last // 2
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if index % 2 == 1 or index == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            new = node_hash(new, other)
        index, last = index // 2, last // 2
    return last == 0 and old == first_root and new == second_root


# ---------------------------------------------------------------------------------------------------------------------------
# Forms of the documents of §16, §17 and §18 that dual_random.py does not need

def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def whole_record(draw, identity):
    """A record alone, in the form that it has in rosters (§14.4)."""
    in_roster = dr.roster(draw, identity, 1)

    def check(value, path, wrong):
        in_roster([value], path, wrong)
    return check


def true(value, path, wrong):
    if value is not True:
        raise Unusable("%s: true is expected" % path)


NOT_DRAWN = record(drawn=boolean, id=ID)
DRAWN = record(drawn=boolean, id=ID, rank=COUNT, seats=array(maybe(ID), 16), stratum=TEXT)
STRUCK = record(drawn=boolean, id=ID, rank=COUNT, stratum=TEXT, struck=true)


def result_entry(value, path, wrong):
    """One of the three forms of §12.6."""
    if not isinstance(value, dict) or not isinstance(value.get("drawn"), bool):
        raise Unusable("%s: a result entry is expected" % path)
    (NOT_DRAWN if not value["drawn"] else STRUCK if "struck" in value else DRAWN)(value, path, wrong)


PATH = array(HEX32)
INSPECTOR = whole_record(dr.INSPECTOR_DRAW, record(name=TEXT))
PROOF = record(
    announcement=HEX32, protocol=one_of(PROTOCOL), type=one_of("proof"),
    inspectors=array(record(index=COUNT, path=PATH, record=INSPECTOR, salt=HEX32)),
    record=record(index=COUNT, path=PATH, salt=HEX32, record=choice(
        target=whole_record(dr.TARGET_DRAW, dr.TARGET_IDENTITY), inspector=INSPECTOR)),
    result=maybe(record(entry=result_entry, path=PATH, salt=HEX32, seal=HEX32)))
VOID = record(announcement=HEX32, at=INSTANT, disclosure=maybe(HEX32), missing=array(ID, 16), missing_authorities=array(TEXT, 16),
              protocol=one_of(PROTOCOL), reason=TEXT, secret_lost=boolean, type=one_of("void"), undrawn=maybe(HEX32))
KINDS = ("announced", "sealed", "amended", "disclosed", "voided", "published", "withdrawn")
PAGE_FORMAT = "dual-random-publication/1"
PAGE_ROWS = 2_000_000
LINE = record(announcement=maybe(HEX32), at=INSTANT, document=HEX32, kind=one_of(*KINDS), line=COUNT, number=maybe(COUNT),
              protocol=one_of(PROTOCOL), reason=maybe(TEXT))


def read(data, shape, limit):
    """A document in its form; the rules inside are not looked at."""
    value = dr.read_canonical(data, limit)
    shape(value, "", [])
    return value


# ---------------------------------------------------------------------------------------------------------------------------
# What a plan says of one target (§7)

def holds(when, target):
    """Whether all conditions hold. The plan may be one whose rules nobody has checked, so a field may be anything."""
    return dr.holds(dr.prepare(when), target)


def seats_asked(plan, target):
    """How many seats the override or the table gives a target, or None."""
    for override in plan["overrides"]:
        if override["target"] == target["id"] and override["seats"] is not None:
            return len(override["seats"])
    return next((len(rule["seats"]) for rule in plan["teams"] if holds(rule["when"], target)), None)


def first_close(plan):
    """When the first of all sources closes, fallbacks too: from then on something may be known."""
    return min((instant_seconds(source["closes"]) for value in plan["values"] for source in dr.sources(value)), default=math.inf)


def lead_of(plan):
    return plan["authorities"][0]["name"] if plan["authorities"] else None


# ---------------------------------------------------------------------------------------------------------------------------
# §16 Proofs

class Refused(Exception):
    """A proof that proves nothing: the number of the rule of §16, and why."""

    def __init__(self, rule, reason):
        super().__init__("rule %d: %s" % (rule, reason))
        self.rule, self.reason = rule, reason


# kind: target or inspector; entry: the result entry, or None; amendment: number of the amendment whose seal it is, 0 for the draw's;
# team: the ids of those on the team whose records are shown; rostered: whether these are all who are on it
Shown = collections.namedtuple("Shown", "kind index draw identity entry amendment team rostered")


def check_proof(proof_bytes, announcement_bytes, seal_bytes=None):
    """What a proof shows against an announcement and a seal alone; raises Refused (§16)."""
    def require(rule, held, reason):
        if not held:
            raise Refused(rule, reason)

    seal = None
    try:
        proof = read(proof_bytes, PROOF, PROOF_BYTES)
        announcement = read(announcement_bytes, dr.ANNOUNCEMENT, dr.ANNOUNCEMENT_BYTES)
        if seal_bytes is not None:
            seal = read(seal_bytes, dr.any_seal, dr.SEAL_BYTES)
    except Unusable as error:
        raise Refused(1, "not in form: %s" % error) from None
    result = proof["result"]
    require(1, proof["announcement"] == digest_of(announcement_bytes), "another announcement")
    require(1, (result is None) == (seal is None), "a seal is given exactly when there is a result")
    if seal is not None:
        require(1, result["seal"] == digest_of(seal_bytes), "another seal")
        require(1, seal["announcement"] == proof["announcement"], "the seal is of another announcement")

    def leads(rule, tree, leaf, index, given):
        """The size is the tree's own, never the proof's: a path may lead to the right root under a wrong size."""
        path = [bytes.fromhex(node) for node in given["path"]]
        root = root_of_path(index, tree["count"], leaf_hash(bytes.fromhex(given["salt"]) + leaf), path)
        require(rule, root is not None, "no such leaf, or a path of another length")
        require(rule, root.hex() == tree["root"], "the path leads to another root")

    def in_roster(rule, kind, shown, given):
        leads(rule, announcement["rosters"][kind + "s"], dr.identity_hash(shown["identity"]) + dr.canon(shown["draw"]), given["index"], given)

    (kind, shown), = proof["record"]["record"].items()
    index = proof["record"]["index"]
    in_roster(2, kind, shown, proof["record"])
    if result is not None:
        check_result(require, lambda rule, tree, leaf, given: leads(rule, tree, leaf, index, given), kind, shown["draw"], result, announcement, seal)
    # Rule 5.
    for inspector in proof["inspectors"]:
        in_roster(5, "inspector", inspector["record"], inspector)
    seated = {who for who in result["entry"].get("seats", []) if who is not None} if result else set()
    team = [inspector["record"]["draw"]["id"] for inspector in proof["inspectors"]]
    require(5, all(a < b for a, b in zip(team, team[1:])), "the inspectors do not ascend by id")
    require(5, seated.issuperset(team), "an inspector who is not on the team")
    require(5, not team or announcement["selection"] is not None or seated == set(team), "some of the team are not shown")
    amendment = 0 if seal is None or seal["type"] == "seal" else seal["number"]
    entry = result and result["entry"]
    return Shown(kind, index, shown["draw"], shown["identity"], entry, amendment, team, seated == set(team))


def check_result(require, leads, kind, draw, result, announcement, seal):
    """Rules 3 and 4."""
    entry, plan = result["entry"], announcement["plan"]
    require(3, seal["result"]["count"] == announcement["rosters"]["targets"]["count"], "the seal's tree has another size")
    require(3, kind == "target", "only targets have a result")
    leads(3, seal["result"], dr.canon(entry), result)
    require(3, entry["id"] == draw["id"], "the result is of another target")
    if not entry["drawn"]:
        return
    named = [stratum for stratum in plan["strata"] if stratum["name"] == entry["stratum"]]
    require(4, named, "no such stratum")
    require(4, any(holds(stratum["when"], draw) for stratum in named), "the target does not match the stratum")
    # Alternates come in by amendments, and a staffing ceremony may follow on some; otherwise nobody beyond k is drawn.
    most = "n" if seal["type"] == "amendment_seal" or announcement["selection"] is not None else "k"
    numbers = next((numbers for numbers in announcement["strata"] if numbers["name"] == entry["stratum"]), {most: 0})
    require(4, 1 <= entry["rank"] <= numbers[most], "no such rank")
    capped = plan["yearly_cap"] is not None and draw["inspected"] >= plan["yearly_cap"]
    require(4, draw["exempt"] is None and not capped and not draw["drawn_before"], "the target is in no pool")
    if "struck" not in entry:
        require(4, len(entry["seats"]) == seats_asked(plan, draw), "another number of seats")
        seated = [who for who in entry["seats"] if who is not None]
        require(4, len(set(seated)) == len(seated), "somebody sits twice")


# ---------------------------------------------------------------------------------------------------------------------------
# §17 The log

class Log:
    """The lines of a log, what contradicts §17 in them, and who came when.

    `first` maps (kind, announcement) to the first such line, `amended` an announcement to its amended lines; `announced` has the
    announcements in the order of their lines, `named` the (kind, document) of all lines. A line that cannot be read is None: it has a leaf, but says nothing. Lines that
    contradict something count as said nevertheless, so that one mistake is found once, and not again in all that follows from it.
    """

    def __init__(self, data):
        if len(data) > LOG_BYTES:
            raise Unusable("the log is larger than %d bytes" % LOG_BYTES)
        texts = data.split(b"\n")
        self.contradictions = []
        if texts[-1]:
            self.contradictions.append((len(texts) - 1, "the last line does not end with LF"))
        else:
            texts.pop()
        if len(texts) > LOG_LINES:
            raise Unusable("the log has more than %d lines" % LOG_LINES)
        if any(len(text) > LINE_BYTES for text in texts):
            raise Unusable("the log has a line of more than %d bytes" % LINE_BYTES)
        self.leaves = [leaf_hash(text) for text in texts]
        self.first, self.amended, self.published = {}, collections.defaultdict(list), set()
        self.announced, self.named, self.amendments = [], set(), set()
        self.lines, self.place, self.at = [], {}, None
        for number, text in enumerate(texts):
            try:
                wrong = []
                line = dr.read_canonical(text + b"\n")
                LINE(line, "", wrong)
                problems = ["%s: %s is expected" % (path, expected) for path, expected, _ in wrong] + list(self.problems(number, line))
            except Unusable as error:
                line, problems = None, [str(error)]
            self.contradictions += [(number, problem) for problem in problems]
            self.lines.append(line)
            if line is not None:
                self.place[id(line)] = number
                self.note(line)

    def problems(self, number, line):
        """What a line contradicts, given those before it."""
        kind, announcement = line["kind"], line["announcement"]
        before = lambda of_kind: (of_kind, announcement) in self.first
        if line["line"] != number:
            yield "it is line %d" % number
        if self.at is not None and instant_seconds(line["at"]) < self.at:
            yield "written before the line before"
        if (line["reason"] is not None) != (kind in ("voided", "withdrawn")):
            yield "a reason too many or too few"
        if kind == "announced":
            if line["document"] != announcement:
                yield "document and announcement differ"
            if before("announced"):
                yield "announced before"
            elif line["number"] != len(self.announced) + 1:
                yield "not the next number"
        elif announcement is None and kind in ("published", "withdrawn"):
            if line["number"] is not None:
                yield "a number without an announcement"
        elif not before("announced"):
            yield "about an announcement that was not announced"
        elif line["number"] != self.first["announced", announcement]["number"]:
            yield "not the announcement's number"

        if kind in ("sealed", "disclosed", "voided") and before(kind):
            yield "%s before" % kind
        if kind in ("amended", "disclosed") and not before("sealed"):
            yield "not sealed before"
        if kind == "amended":
            if before("disclosed"):
                yield "amended after the disclosure"
            if (announcement, line["document"]) in self.amendments:
                yield "the same amendment again"
        if kind in ("sealed", "amended", "disclosed") and before("voided"):
            yield "comes after the void"
        if kind == "voided" and before("disclosed"):
            yield "comes after the disclosure"
        if kind == "published" and line["document"] in self.published:
            yield "published already"
        if kind == "withdrawn" and line["document"] not in self.published:
            yield "not published"

    def note(self, line):
        kind, announcement = line["kind"], line["announcement"]
        self.at = instant_seconds(line["at"])
        self.named.add((kind, line["document"]))
        if kind == "voided" and ("disclosed", announcement) in self.first:
            return  # what was disclosed stands
        if self.first.setdefault((kind, announcement), line) is line and kind == "announced":
            self.announced.append(announcement)
        elif kind == "amended":
            self.amended[announcement].append(line)
            self.amendments.add((announcement, line["document"]))
        elif kind == "published":
            self.published.add(line["document"])
        elif kind == "withdrawn":
            self.published.discard(line["document"])

    def about(self, kind, announcement):
        """The first line of this kind about an announcement, or None."""
        return self.first.get((kind, announcement))

    def root(self, size=None):
        return tree_root(self.leaves[:size])

    def checkpoint(self, origin, size=None):
        size = len(self.leaves) if size is None else size
        return checkpoint_text(origin, size, self.root(size))

    def contradicts(self, checkpoint):
        """Why the log does not begin with what the checkpoint says, or None."""
        if checkpoint.size > len(self.leaves):
            return "longer than the log"
        return None if self.root(checkpoint.size) == checkpoint.root else "another root"

    def prove_line(self, number, size=None):
        return inclusion_path(number, self.leaves[:size])

    def prove_beginning(self, first, size=None):
        return consistency_path(first, self.leaves[:size])


Checkpoint = collections.namedtuple("Checkpoint", "origin size root")


def checkpoint_text(origin, size, root):
    return ("%s\n%d\n%s\n" % (origin, size, base64.b64encode(root).decode("ascii"))).encode("utf-8")


def read_checkpoint(data):
    """The checkpoint that a file keeps. What an editor changes (byte order mark, CR LF, line breaks at the end, GB18030) says nothing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise Unusable("not a checkpoint")
    if len(text.encode("utf-8")) > 131_072:
        raise Unusable("not a checkpoint")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n")
    body, empty, signatures = text.partition("\n\n")
    lines = body.split("\n")
    origin = lines[0].encode("utf-8")
    if (re.search("[\x00-\x09\x0b-\x1f]", text) or not 0 < len(origin) <= 255 or re.search("[\x7f-\x9f]", lines[0]) or len(lines) < 3
            or empty and not all(line.startswith("\u2014 ") for line in signatures.split("\n"))
            or not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]) or int(lines[1]) > 2 ** 53 - 1 or not re.fullmatch("[A-Za-z0-9+/]{43}=", lines[2])):
        raise Unusable("not a checkpoint")
    checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2]))
    # The last digit of the base64 has two bits that say nothing; they must be zero, or one checkpoint would have four texts.
    if base64.b64encode(checkpoint.root).decode("ascii") != lines[2]:
        raise Unusable("not a checkpoint")
    return checkpoint


def line_is_in(line_bytes, number, checkpoint, path):
    """Whether a line (without LF) stands at its place in the log of a checkpoint."""
    return root_of_path(number, checkpoint.size, leaf_hash(line_bytes), path) == checkpoint.root


def continues(old, new, path):
    """Whether the path proves that the log of one checkpoint is the beginning of another's."""
    return consistent(old.size, new.size, old.root, new.root, path)


# ---------------------------------------------------------------------------------------------------------------------------
# §18.2 Voids

def void_kind(void):
    """drawn, undrawn or lost, by what a void names and says; None if it mixes them, or is none of them."""
    listed = bool(void["missing"] or void["missing_authorities"])
    if void["secret_lost"]:
        return None if listed or void["disclosure"] or void["undrawn"] else "lost"
    if void["disclosure"] is not None:
        return None if listed or void["undrawn"] else "drawn"
    return "undrawn" if void["undrawn"] else None


def undrawn_fits(void, plan, logged_at=None):
    """Whether a void may end a draw without a result: in time, or for want of something that the plan has (§18.2).

    `logged_at`: the instant of its line, if it has one. A void may be dated back, its line less easily: what comes after it
    stands later in the log.
    """
    partners = [authority["name"] for authority in plan["authorities"][1:] if authority["commitment"] is not None]
    # While a source of it may still publish, no value is missing.
    over = [value["name"] for value in plan["values"]
            if all(instant_seconds(source["closes"]) <= instant_seconds(void["at"]) for source in dr.sources(value))]
    for listed, names in ((void["missing"], over), (void["missing_authorities"], partners)):
        if listed != [name for name in names if name in listed]:
            return False
    last = max(instant_seconds(at) for at in (void["at"], logged_at or void["at"]))
    return bool(void["missing"] or void["missing_authorities"]) or last < first_close(plan)


def secrets_missing(undrawn):
    """The names of the authorities whose secrets an undrawn lacks; those that have none of their own are not asked."""
    plan = undrawn["announcement"]["plan"]
    holders = plan["authorities"][:1] + [authority for authority in plan["authorities"][1:] if authority["commitment"] is not None]
    return [authority["name"] for authority, secret in zip(holders, undrawn["secrets"]) if secret is None]


# ---------------------------------------------------------------------------------------------------------------------------
# §19 Audit: one disclosure, and how its draw stood

class Stood:
    """How a draw stands at one of its heads: teams of targets that stand, struck targets, ranks of all that were drawn or came in."""

    def __init__(self):
        self.teams, self.struck, self.drawn = {}, set(), {}

    def entry(self, target):
        """The result entry of §12.6."""
        if target not in self.drawn:
            return {"drawn": False, "id": target}
        rank, stratum = self.drawn[target]
        fate = {"struck": True} if target in self.struck else {"seats": self.teams.get(target)}
        return {"drawn": True, "id": target, "rank": rank, "stratum": stratum, **fate}


class Disclosed:
    """A disclosure, its chain of ceremonies and what §15 says of it. `holds` is whether nothing contradicts it."""

    def __init__(self, disclosure):
        self.failures, self.chain = [], []
        try:
            verdict, report, self.chain = dr.verify(disclosure)
            self.failures = [name for name, held, _, _ in report.checks if not held]
        except Unusable as error:
            verdict, self.failures = "unusable", ["unusable: %s" % error]
        self.holds = verdict in ("consistent", "verified")
        self.links = dr.links_of(disclosure)
        self.announcements = [dr.digest(link["announcement"]) for link in self.links]
        self.targets = {entry["draw"]["id"]: entry["draw"] for entry in self.links[0]["rosters"]["targets"]}
        # Identity parts of the targets, as far as they are shown.
        self.identities = {entry["draw"]["id"]: entry["identity"]["shown"]["data"] for entry in self.links[0]["rosters"]["targets"]
                           if "shown" in entry["identity"]}
        self.plan, self.last_plan = self.links[0]["announcement"]["plan"], self.links[-1]["announcement"]["plan"]
        # For each link the digests of its seals, the draw's first; all of them were its head at some time.
        self.heads = [[dr.digest(link["seal"])] + [dr.digest(amendment["seal"]) for amendment in link["amendments"]]
                      for link in self.links]

    def first(self, count):
        """The draw as its first so many ceremonies make it."""
        part = copy.copy(self)
        for name in ("links", "chain", "announcements", "heads"):
            setattr(part, name, getattr(self, name)[:count])
        part.last_plan = part.links[-1]["announcement"]["plan"]
        return part

    def stood(self, link=None, amendment=None):
        """How the draw stands after an amendment of a link (0: before the first), as the disclosure states it; at last by default.

        It reads what is stated, and so says something of contradicted disclosures too.
        """
        now, waiting = Stood(), {}
        for number, part in enumerate(self.links):
            if number == 0:
                for stratum in part["result"]["strata"]:
                    waiting[stratum["name"]] = list(enumerate(stratum["alternates"], len(stratum["drawn"]) + 1))
                    for rank, drawn in enumerate(stratum["drawn"], 1):
                        self.come_in(now, drawn["id"], rank, stratum["name"])
            self.sit_down(now, part["result"]["teams"])
            for done, amended in enumerate(part["amendments"]):
                if (number, done) == (link, amendment):
                    return now
                self.amend(now, waiting, amended)
            if number == link:
                return now
        return now

    def come_in(self, now, target, rank, stratum):
        now.drawn[target] = rank, stratum
        asked = seats_asked(self.plan, self.targets[target]) if target in self.targets else None
        now.teams[target] = [None] * (asked or 0)

    def sit_down(self, now, teams):
        for team in teams:
            seats = now.teams.get(team["target"], [])
            for seat in team["seats"]:
                if 1 <= seat["seat"] <= len(seats):
                    seats[seat["seat"] - 1] = seat["inspector"]

    def amend(self, now, waiting, amended):
        for pair in amended["outcome"]["replaced"]:
            now.teams.pop(pair["target"], None)
            now.struck.add(pair["target"])
            if pair["alternate"] is not None:
                stratum = now.drawn.get(pair["target"], (0, None))[1]
                rank = {waits: rank for rank, waits in waiting.get(stratum, ())}.get(pair["alternate"], 0)
                self.come_in(now, pair["alternate"], rank, stratum)
        for entry in amended["strikes"]["inspectors"]:
            for target, team in now.teams.items():
                if entry["target"] in (None, target):
                    now.teams[target] = [None if who == entry["inspector"] else who for who in team]
        self.sit_down(now, amended["outcome"]["teams"])

    def name_in(self, other, target):
        """The id under which a target is in another draw: that of the first record which shows the same credit code, or else its own,
        unless that is somebody else's, by code and name; None then (§19.1)."""
        nobody = {"credit_code": None, "name": None}
        own, same_id = self.identities.get(target, nobody), other.identities.get(target, nobody)
        if own["credit_code"] is not None and own["credit_code"] in other.by_code:
            return other.by_code[own["credit_code"]]
        differ = all(None not in (own[part], same_id[part]) and own[part] != same_id[part] for part in nobody)
        return None if differ else target

    @functools.cached_property
    def by_code(self):
        """The first target that shows each credit code."""
        first = {}
        for name, identity in self.identities.items():
            first.setdefault(identity["credit_code"], name)
        return first

    @functools.cached_property
    def brought_back(self):
        """The carried targets of the pools that draw all of theirs, as the first ceremony found them."""
        back = set()
        for pool, numbers in zip(self.chain[0].pools(), self.links[0]["announcement"]["strata"]):
            carried = {target["id"] for target in pool if target["carried"]}
            if numbers["k"] >= len(carried):
                back |= carried
        return back

    def at_head(self, head):
        """How the draw stood when this was its head, or None if it never was."""
        for link, heads in enumerate(self.heads):
            if head in heads:
                return self.stood(link, heads.index(head))
        return None


class Undrawn:
    """An undrawn, and the ceremonies before it. `holds` is whether §14.6 finds nothing that contradicts it."""

    def __init__(self, undrawn):
        self.document, self.links = undrawn, dr.links_of(undrawn)
        self.announcements = [dr.digest(link["announcement"]) for link in self.links]
        try:
            self.holds = dr.verify_undrawn(undrawn)[0] == "consistent"
        except Unusable:
            self.holds = False


class Evidence:
    """What the auditor brings along.

    `on`: the instant as of which to judge; `names`: other names that the authority has had; `origin`: that of the log's checkpoints,
    or None if it is not known; `checkpoints`: texts; `seen`: (text, instant at which it was that of the whole log);
    `values`: (draw id, name, text, instant from which it was known or None), of one value as many texts as there were; `reports`:
    pairs (draw id, target id), or None if there are none to look at; `active`: such pairs, of targets that were found there to be
    visited; `visits`: (draw id, target id, date, ids of the team or None).
    """

    def __init__(self, on=None, checkpoints=(), values=(), reports=None, seen=(), active=(), visits=(), origin=None, names=()):
        if on is not None and instant_seconds(on) is None:
            raise Unusable("not an instant: " + on)
        self.on, self.reports = on, None if reports is None else set(map(tuple, reports))
        self.seen = [(read_checkpoint(text), instant_seconds(at)) for text, at in seen]
        if any(at is None for _, at in self.seen):
            raise Unusable("not an instant at which a checkpoint was seen")
        self.checkpoints = [read_checkpoint(text) for text in checkpoints] + [checkpoint for checkpoint, _ in self.seen]
        self.origin, self.names, self.active = origin, set(names), set(map(tuple, active))
        self.visits = {(draw, target): (completed, team) for draw, target, completed, team in visits}
        self.values = list(values)
        if any(known is not None and instant_seconds(known) is None for *_, known in self.values):
            raise Unusable("not an instant from which a value was known")

    def texts(self, draw, name):
        """What is known of a value: (text, instant from which it was known or None)."""
        return [(text, known) for of, value, text, known in self.values if (of, value) == (draw, name)]


Finding = collections.namedtuple("Finding", "code draw subject")

# The targets that a ceremony could draw: `known` by ids and shown credit codes; their shown names with their counties, `uncoded` of
# those without a code.
Drawable = collections.namedtuple("Drawable", "known names uncoded")

# What a redraw may change in the plan of the void draw (§18.2), besides the commitments of authorities.
FREE = ("announce_at", "disclose_by", "draw", "earlier", "number", "place", "seal_by", "supersedes", "title", "values", "visits",
        "visits_reason")
# What earlier draws make of a target, and the exemption, which is listed by itself: no change of the target (§19.2).
MARKS = ("carried", "drawn_before", "exempt", "inspected", "last_team")
SHAPES = {"announcement": (dr.ANNOUNCEMENT, dr.ANNOUNCEMENT_BYTES), "seal": (dr.SEAL, dr.SEAL_BYTES),
          "amendment_seal": (dr.AMENDMENT_SEAL, dr.SEAL_BYTES), "void": (VOID, VOID_BYTES), "proof": (PROOF, PROOF_BYTES),
          "disclosure": (None, dr.DISCLOSURE_BYTES), "undrawn": (None, dr.DISCLOSURE_BYTES)}
LOGGED_AS = {"announcement": "announced", "seal": "sealed", "amendment_seal": "amended", "void": "voided"}
DOCUMENT_OF = dict({kind: document for document, kind in LOGGED_AS.items()}, disclosed="disclosure")


def keyed(rosters):
    """Draw parts of all rosters by what names a record in its roster."""
    keys = {"targets": ("id",), "inspectors": ("id",), "recusals": ("inspector", "target"), "changes": ("kind", "inspector", "target")}
    return {tree: {tuple(entry["draw"][key] for key in keys[tree]): entry["draw"] for entry in rosters[tree]} for tree in keys}


def difference(old, new):
    """What was added, removed and changed between two dictionaries."""
    return {"added": sorted(new.keys() - old.keys(), key=str), "removed": sorted(old.keys() - new.keys(), key=str),
            "changed": sorted((key for key in old.keys() & new.keys() if old[key] != new[key]), key=str)}


def rosters_in(documents, announcement):
    """An announcement's rosters as disclosures and undrawns that nothing contradicts show them."""
    return [shown.links[shown.announcements.index(announcement)]["rosters"]
            for shown in documents if shown.holds and announcement in shown.announcements]


def shown_identities(rosters):
    """The identity parts of targets and inspectors that some of these rosters of one announcement show, None where none does."""
    shown = {}
    for tree in ("targets", "inspectors"):
        for entry in itertools.chain.from_iterable(listed[tree] for listed in rosters):
            key = tree, entry["draw"]["id"]
            shown[key] = entry["identity"]["shown"]["data"] if "shown" in entry["identity"] else shown.get(key)
    return shown


class Audit:
    """`findings`, `changes`, `listed` and `would_have_drawn` (§19.2) and `coverage` (§19.3) of a log, its documents and the auditor's evidence.

    `not_seen` has the announcements of which no document at all is there, `unlogged_proofs` the proofs that hold against an
    announcement or seal that the log does not have. They are no findings (§19.1).
    """

    def __init__(self, log_bytes, documents, evidence=None):
        self.evidence = evidence or Evidence()
        self.log = Log(log_bytes)
        self.findings, self.found, self.unlogged_proofs = [], set(), []
        self.read_documents(documents)
        self.announcements = self.of_type("announcement")
        self.plans = {d: value["plan"] for d, value in self.announcements.items()}
        # In the order of the log; those that are not in it come last.
        logged = [d for d in self.log.announced if d in self.plans]
        self.order = list(dict.fromkeys([*logged, *self.plans]))
        self.voids = self.find_voids()
        self.disclosed_by = self.find_disclosed_by()
        self.disclosed_draws = self.find_disclosed_draws()
        self.stands = [draw.stood() for draw in self.disclosed_draws]
        self.not_seen = self.find_not_seen()

        self.check_log()
        self.check_documents()
        self.check_deadlines()
        self.check_disclosures()
        self.check_announcements()
        self.check_superseding()
        self.check_voids()
        self.check_values()
        self.check_pools()
        self.check_small_pools()
        self.check_caps()
        self.check_periods()
        self.check_open_seats()
        self.check_earlier()
        self.check_omitted()
        self.check_proofs()
        self.check_pages()
        self.version_changes = self.find_version_changes()
        self.changes = [self.changed_since(place) for place in range(1, len(self.disclosed_draws))]
        self.listed = [change for place in range(len(self.disclosed_draws)) for change in self.listed_of(place)]
        self.would_have_drawn = [change for change in map(self.undrawn_against_redraw, self.voids) if change]
        self.coverage = self.covered()

    def find(self, code, announcement, subject):
        """A finding about an announcement (its digest, or None) and a subject, a text. What is found twice is one finding."""
        finding = Finding(code, self.plans[announcement]["draw"] if announcement in self.plans else None, str(subject))
        if finding not in self.found:
            self.found.add(finding)
            self.findings.append(finding)

    # Documents

    def read_documents(self, documents):
        """Files by their digests: (type, value); `contents` has the bytes, `contained` what stands in disclosures."""
        self.documents, self.contents, self.disclosures, self.undrawns, self.unreadable = {}, {}, {}, {}, []
        self.pages, self.given = {}, {digest_of(data) for data in documents}
        pages = {line["document"] for line in self.log.lines if line and line["kind"] in ("published", "withdrawn")}
        for data in documents:
            name = digest_of(data)
            self.contents[name] = data
            try:
                value = dr.read_canonical(data)
                if isinstance(value, dict) and value.get("format") == PAGE_FORMAT:
                    check_page(value)
                    self.pages[name] = value
                    continue
                kind = value.get("type") if isinstance(value, dict) else None
                shape, limit = SHAPES[kind] if isinstance(kind, str) and kind in SHAPES else (None, 0)
                if len(data) > limit:
                    raise Unusable("none of the documents, or too large")
                if kind == "disclosure":
                    self.read_disclosure(name, value)
                elif kind == "undrawn":
                    dr.check_shape(value, dr.UNDRAWN)
                    self.documents[name] = kind, value
                    self.undrawns[name] = Undrawn(value)
                    self.take_contained(self.undrawns[name].links)
                else:
                    shape(value, "", [])
                    self.documents[name] = kind, value
            except Unusable:
                # A page that was published is no document of this protocol, and need not be one.
                if name not in pages:
                    self.unreadable.append(name)

    def read_disclosure(self, name, value):
        """A disclosure that is not in form is an unusable one, which is `contradicted`; nothing can be taken from it."""
        self.documents[name] = "disclosure", value
        try:
            dr.check_shape(value)
        except Unusable as error:
            self.disclosures[name] = error
            return
        self.disclosures[name] = Disclosed(value)
        self.take_contained(self.disclosures[name].links)

    def take_contained(self, links):
        """The announcements and seals that a disclosure or an undrawn holds, its own and those of the ceremonies before it."""
        for link in links:
            seals = [part["seal"] for part in [link] + link.get("amendments", []) if "seal" in part]
            for document in [link["announcement"]] + seals:
                data = dr.canon(document) + b"\n"
                self.contents.setdefault(digest_of(data), data)
                self.documents.setdefault(digest_of(data), (document["type"], document))

    def of_type(self, kind):
        return {d: value for d, (k, value) in self.documents.items() if k == kind}

    def readable_disclosures(self):
        return {d: disclosed for d, disclosed in self.disclosures.items() if isinstance(disclosed, Disclosed)}

    def is_void(self, announcement):
        return self.log.about("voided", announcement) is not None

    def find_disclosed_by(self):
        """The place of the line that discloses each announcement, itself or as part of a later ceremony's chain."""
        places = {}
        for place, line in enumerate(self.log.lines):
            if line and line["kind"] == "disclosed":
                shown = self.disclosures.get(line["document"])
                for announcement in [line["announcement"], *(shown.announcements if isinstance(shown, Disclosed) else [])]:
                    places.setdefault(announcement, place)
        return places

    def is_standing(self, announcement):
        """Not void, or only after it was disclosed."""
        voided, shown = self.log.about("voided", announcement), self.disclosed_by.get(announcement)
        return voided is None or shown is not None and shown < self.log.place[id(voided)]

    def sound_disclosures(self):
        """Those that a `disclosed` line or a logged void names, and that recompute."""
        named = {line["document"] for line in self.log.lines if line and line["kind"] == "disclosed"}
        named |= {void["disclosure"] for void in self.voids.values()}
        return [d for name, d in self.disclosures.items() if name in named and isinstance(d, Disclosed) and d.holds]

    def find_disclosed_draws(self):
        """The disclosed draws (§19): of each chain what stands, of what is contained in another only that other."""
        draws = {}
        for disclosed in self.sound_disclosures():
            count = len(list(itertools.takewhile(self.is_standing, disclosed.announcements)))
            if count:
                part = disclosed.first(count)
                other = draws.setdefault(part.announcements[-1], part)
                # What was disclosed before an amendment is contained in what was disclosed after it.
                if sum(map(len, part.heads)) > sum(map(len, other.heads)):
                    draws[part.announcements[-1]] = part
        inner = {announcement for draw in draws.values() for announcement in draw.announcements[:-1]}
        whole = [draw for last, draw in draws.items() if last not in inner]
        return sorted(whole, key=lambda draw: self.order.index(draw.announcements[0]))

    def place_of(self, kind, announcement, missing=0):
        line = self.log.about(kind, announcement)
        return self.log.place[id(line)] if line else missing

    def counts_from(self, announcement):
        """Where an announcement counts as announced: a redraw has the rosters of the first one whose place it takes."""
        return min(self.place_of("announced", d) for d in [announcement, *self.replaced_by(announcement)])

    def rosters_since(self, draw):
        """Where a draw counts as announced."""
        return self.counts_from(draw.announcements[0])

    def find_voids(self):
        """The voids that lines name, by the announcements that are void. (A void that no line names is no void of the log.)"""
        voids = {}
        for (kind, announcement), line in self.log.first.items():
            document, void = self.documents.get(line["document"], (None, None))
            if kind == "voided" and document == "void" and void["announcement"] == announcement:
                voids[announcement] = void
        return voids

    def named_disclosures(self):
        """Those that a line or a logged void names. Of others, which anybody can make, nothing is held against the authority."""
        named = {document for _, document in self.log.named} | {void["disclosure"] for void in self.voids.values()}
        return {name: disclosed for name, disclosed in self.disclosures.items() if name in named}

    # The log and its documents

    def check_log(self):
        for number, _ in self.log.contradictions:
            line = self.log.lines[number]
            self.find("log_line", line and line["announcement"], "line %d" % number)
        # The order of the amendments, which only their seals tell.
        for announcement, lines in self.log.amended.items():
            seals = [self.documents.get(line["document"], (None,)) for line in lines]
            for place, (line, seal) in enumerate(zip(lines, seals), 1):
                if seal[0] == "amendment_seal" and seal[1]["number"] != place:
                    self.find("log_line", announcement, "line %d" % line["line"])
        for checkpoint in self.evidence.checkpoints:
            if self.is_foreign(checkpoint):
                self.find("evidence_unknown", None, "checkpoint of " + checkpoint.origin)
            elif self.log.contradicts(checkpoint):
                self.find("checkpoint", None, "checkpoint of %d lines" % checkpoint.size)
        for checkpoint, seen in self.evidence.seen:
            if self.is_foreign(checkpoint) or self.log.contradicts(checkpoint):
                continue  # its time says nothing of this log's lines
            for place, line in enumerate(self.log.lines):
                at = instant_seconds(line["at"]) if line else seen
                if at > seen if place < checkpoint.size else at < seen:
                    self.find("line_misdated", None, "line %d" % place)

    def is_foreign(self, checkpoint):
        """Whether a checkpoint is another log's, by its origin, if the auditor knows that of this one."""
        return self.evidence.origin not in (None, checkpoint.origin)

    def naming_lines(self):
        """The lines that name documents of this protocol: those of any kind but `published` and `withdrawn`."""
        return [line for line in self.log.lines if line and line["kind"] not in ("published", "withdrawn")]

    def is_there(self, document):
        """Whether a document is there, by itself or in another; a file may be there though it cannot be read."""
        return document in self.documents or document in self.unreadable

    def find_not_seen(self):
        """The announcements that lines are about, and that no document is there of which such a line names; unless one of the log
        that is there supersedes or continues them."""
        there = {line["announcement"] for line in self.naming_lines() if self.is_there(line["document"])}
        for announcement, document in self.announcements.items():
            if self.log.about("announced", announcement):
                named = document["selection"], document["plan"]["supersedes"]
                there |= {one["announcement"] for one in named if one is not None}
        return [announcement for announcement in dict.fromkeys(line["announcement"] for line in self.naming_lines())
                if announcement is not None and announcement not in there]

    def check_documents(self):
        for name in self.unreadable:
            self.find("document_unreadable", None, name)
        nobody_accused = {None, *self.not_seen}
        for line in self.naming_lines():
            kind, value = self.documents.get(line["document"], (None, None))
            if kind is None:
                if not self.is_there(line["document"]) and line["announcement"] not in nobody_accused:
                    self.find("document_missing", line["announcement"], line["document"])
            elif kind != DOCUMENT_OF[line["kind"]] or self.line_differs(line, value):
                self.find("line_differs", line["announcement"], "line %d" % line["line"])
        # A draw may be void before it is sealed in public, so the seals that a void's disclosure holds need no line.
        spared = {head for void in self.of_type("void").values() if void["disclosure"] in self.readable_disclosures()
                  for heads in self.disclosures[void["disclosure"]].heads for head in heads}
        for name, (kind, value) in self.documents.items():
            if kind in LOGGED_AS and (LOGGED_AS[kind], name) not in self.log.named and name not in spared:
                self.find("document_unlogged", name if kind == "announcement" else value["announcement"], name)

    def line_differs(self, line, document):
        """Whether a line's number, announcement or reason is not that of its document."""
        if line["kind"] == "announced":
            return line["announcement"] != line["document"] or line["number"] != document["plan"]["number"]
        if line["kind"] == "disclosed":
            disclosed = self.disclosures[line["document"]]
            return isinstance(disclosed, Disclosed) and disclosed.announcements[-1] != line["announcement"]
        return document["announcement"] != line["announcement"] or line["kind"] == "voided" and document["reason"] != line["reason"]

    def check_deadlines(self):
        on = instant_seconds(self.evidence.on) if self.evidence.on is not None else None
        # When each was disclosed, with its own disclosure or with that of a ceremony that continues it.
        disclosed_at = {}
        for announcement in self.log.announced:
            line = self.log.about("disclosed", announcement)
            for continued in self.chain_before(announcement) if line else ():
                at = instant_seconds(line["at"])
                disclosed_at[continued] = min(at, disclosed_at.get(continued, at))

        for announcement in self.log.announced:
            if announcement not in self.plans:
                continue
            plan = self.plans[announcement]
            if instant_seconds(self.log.about("announced", announcement)["at"]) >= first_close(plan):
                self.find("announced_late", announcement, announcement)
            sealed = self.log.about("sealed", announcement)
            if sealed is not None and instant_seconds(sealed["at"]) < self.last_close(sealed["document"], plan):
                self.find("sealed_early", announcement, announcement)
            for done, code, deadline in ((instant_seconds(sealed["at"]) if sealed else None, "sealed", plan["seal_by"]),
                                         (disclosed_at.get(announcement), "disclosed", plan["disclose_by"])):
                if done is not None and done > instant_seconds(deadline):
                    self.find(code + "_late", announcement, announcement)
                elif done is None and not self.is_void(announcement) and on is not None and on > instant_seconds(deadline):
                    self.find("not_" + code, announcement, announcement)

    def last_close(self, seal, plan):
        """When the last of the sources closed that a seal used; no time at all if the seal is not there."""
        kind, seal = self.documents.get(seal, (None, None))
        values = zip(plan["values"], seal["values"]) if kind == "seal" else ()
        used = [dr.sources(value)[given["source"]] for value, given in values if given["source"] < len(dr.sources(value))]
        return max((instant_seconds(source["closes"]) for source in used), default=-math.inf)

    def chain_before(self, announcement):
        """An announcement, the one that it continues, and so on."""
        chain = []
        while announcement is not None:
            chain.append(announcement)
            selection = self.announcements.get(announcement, {"selection": None})["selection"]
            announcement = selection and selection["announcement"]
        return chain

    def check_disclosures(self):
        for name, disclosed in self.named_disclosures().items():
            if not isinstance(disclosed, Disclosed):
                self.find("contradicted", None, "unusable: %s" % disclosed)
                continue
            last = disclosed.announcements[-1]
            for failure in disclosed.failures:
                self.find("contradicted", last, failure)
        opened = {head for disclosed in self.sound_disclosures() for heads in disclosed.heads for head in heads[1:]}
        for announcement in {a for disclosed in self.sound_disclosures() for a in disclosed.announcements}:
            for line in self.log.amended[announcement]:
                if line["document"] not in opened and announcement in self.disclosed_by:
                    self.find("amendment_unopened", announcement, line["document"])
        ceremonies = {}
        for disclosed in self.sound_disclosures():
            continued = [*disclosed.announcements[1:], None]
            for announcement, heads, link, by in zip(disclosed.announcements, disclosed.heads, disclosed.links, continued):
                ceremonies[announcement, tuple(heads), by] = link
        for (announcement, heads, by), link in ceremonies.items():
            self.check_amendment_dates(announcement, link)
            sealed = self.log.about("sealed", announcement)
            if sealed is None:
                continue  # its seal has no line, which is a finding of its own unless it is void
            if sealed["document"] != heads[0]:
                self.find("other_seal", announcement, heads[0])
            until = self.log.about("announced", by) if by else None
            logged = [line["document"] for line in self.log.amended[announcement]
                      if until is None or self.log.place[id(line)] < self.log.place[id(until)]]
            if logged != list(heads[1:]):
                self.find("other_amendments", announcement, heads[-1])

    def check_amendment_dates(self, announcement, link):
        """Each amendment is logged on its day or within three more, and only one a day; none is of a day after the visits (§19.1)."""
        at = {line["document"]: line["at"] for line in self.log.lines if line and line["kind"] == "amended"}
        before, end = None, day_number(link["announcement"]["plan"]["visits"]["to"])
        for amendment in link["amendments"]:
            logged, date = at.get(dr.digest(amendment["seal"])), day_number(amendment["strikes"]["date"])
            if date > end:
                self.find("amendment_misdated", announcement, "amendment %d" % amendment["seal"]["number"])
            if logged is None:
                continue
            day = china_day(logged)
            if not 0 <= day - date <= 3 or day == before:
                self.find("amendment_misdated", announcement, "amendment %d" % amendment["seal"]["number"])
            before = day

    # Announcements among themselves

    def check_announcements(self):
        first = self.log.announced[0] if self.log.announced else None
        lead = lead_of(self.plans[first]) if first in self.plans else None
        seen, draws = {}, {}
        for announcement in self.order:
            plan = self.plans[announcement]
            if draws.setdefault(plan["draw"], announcement) != announcement:
                self.find("draw_repeated", announcement, draws[plan["draw"]])
            if lead is not None and lead_of(plan) not in {lead, *self.evidence.names}:
                self.find("other_authority", announcement, lead_of(plan))
            line = self.log.about("announced", announcement)
            for what in far_away(plan, line and china_day(line["at"])):
                self.find("deadline_far", announcement, what)
            for commitment in {self.announcements[announcement]["commitment"], *dr.plan_commitments(plan)}:
                if seen.setdefault(commitment, announcement) != announcement:
                    self.find("secret_reused", announcement, commitment)
        ancestors = {d: set(self.superseded_by(d)) for d in self.order}
        for i, later in enumerate(self.order):
            for earlier in self.order[:i]:
                related = earlier in ancestors[later] or later in ancestors[earlier]
                if not related and self.same_place(earlier, later):
                    self.find("slot_overlap", later, self.plans[earlier]["draw"])

    def same_place(self, one, other):
        """Two draws of targets for one slot, or two staffing ceremonies for the same open seats."""
        selections = [self.announcements[d]["selection"] for d in (one, other)]
        staffing = [self.plans[d]["ceremony"] == "staffing" for d in (one, other)]
        if all(staffing):
            return None not in selections and selections[0]["announcement"] == selections[1]["announcement"]
        if any(staffing) or not same_time(self.plans[one], self.plans[other]):
            return False
        if not share_items(self.plans[one], self.plans[other]):
            return False
        # Once it is shown who is in both, the classes say no more.
        shown = None not in (self.drawable(one), self.drawable(other))
        return self.share_targets(one, other) if shown else share_classes(self.plans[one], self.plans[other])

    @functools.lru_cache(None)
    def drawable(self, announcement):
        """The targets that a ceremony could draw, that is, which are not exempt and which some stratum takes. None if neither a
        disclosure nor the undrawn of its void shows them."""
        shown = [disclosed.links[0] for disclosed in self.sound_disclosures() if disclosed.announcements[0] == announcement]
        void = self.voids.get(announcement)
        undrawn = self.undrawns.get(void["undrawn"]) if void else None
        if undrawn is not None and undrawn.holds and undrawn.announcements == [announcement]:
            shown.append(undrawn.links[0])
        found = Drawable(set(), set(), set())
        for link in shown:
            for entry in link["rosters"]["targets"]:
                target = entry["draw"]
                if target["exempt"] is None and takes(link["announcement"]["plan"], target):
                    found.known.add(("id", target["id"]))
                    if "shown" in entry["identity"]:
                        identity = entry["identity"]["shown"]["data"]
                        called = identity["name"], county(target)
                        found.names.add(called)
                        if identity["credit_code"] is None:
                            found.uncoded.add(called)
                        else:
                            found.known.add(("credit_code", identity["credit_code"]))
        return found if shown else None

    def share_targets(self, one, other):
        """Whether two ceremonies whose targets are shown have targets in common: by ids, by codes, or by names in one county where one of both shows
        no code (§19.1)."""
        one, other = self.drawable(one), self.drawable(other)
        return None not in (one, other) and not (one.known.isdisjoint(other.known) and one.names.isdisjoint(other.uncoded)
                                                 and one.uncoded.isdisjoint(other.names))

    def superseded_by(self, announcement):
        """All announcements that this one supersedes, directly or through others, the nearest first."""
        found = []
        while announcement in self.plans and self.plans[announcement]["supersedes"] is not None:
            announcement = self.plans[announcement]["supersedes"]["announcement"]
            found.append(announcement)
        return found

    def replaced_by(self, announcement):
        """Those of them that were there to be superseded: each announced before the one that names it."""
        found, place = [], self.announced_at(announcement)
        for old in self.superseded_by(announcement):
            if self.announced_at(old) >= place:
                break
            place = self.announced_at(old)
            found.append(old)
        return found

    def announced_at(self, announcement):
        """The place of the line that announced one; those that none did come after all."""
        return self.place_of("announced", announcement, math.inf)

    def check_superseding(self):
        for announcement in self.order:
            plan = self.plans[announcement]
            if plan["supersedes"] is not None:
                old = plan["supersedes"]["announcement"]
                voided = self.log.about("voided", old)
                if (self.log.about("announced", old) is None or voided is None
                        or self.log.place[id(voided)] > self.announced_at(announcement)):
                    self.find("supersedes_standing", announcement, old)
            if any(map(functools.partial(self.had_ended, announcement), self.chain_before(announcement)[1:])):
                self.find("continues_void", announcement, announcement)

    def had_ended(self, announcement, continued):
        """Whether one was void before another, that continues it, was announced or disclosed."""
        end = self.log.about("voided", continued)
        uses = [self.log.about(kind, announcement) for kind in ("announced", "disclosed")]
        return end is not None and any(self.log.place[id(end)] < self.log.place[id(use)] for use in uses if use)

    # Voids and redraws

    def check_voids(self):
        for name, void in self.of_type("void").items():
            announcement = void["announcement"]
            line = self.log.about("voided", announcement)
            if line is None or line["document"] != name:
                continue  # anybody can write one, and what was disclosed stands
            logged_at = line["at"]
            if self.void_is_none(void, logged_at) or self.void_fault(void):
                self.find("void_incomplete", announcement, name)
            if void_kind(void) == "drawn" and not self.was_corrected(announcement, line):
                self.find("void_after_value", announcement, " ".join([name, *self.exchanged(void)]))
            shown = self.disclosed_by.get(announcement)
            if line and shown is not None and shown < self.log.place[id(line)]:
                self.find("void_after_disclosure", announcement, name)
            if void["secret_lost"]:
                self.find("secret_lost", announcement, name)
            late = announcement in self.plans and instant_seconds(logged_at) >= first_close(self.plans[announcement])
            # Once is an accident.
            again = any(self.voids[old]["missing_authorities"] for old in self.replaced_by(announcement) if old in self.voids)
            for authority in void["missing_authorities"] if late or again else ():
                self.find("secret_lost", announcement, authority)
        for announcement in self.order:
            self.check_same_plan(announcement)
            self.check_same_rosters(announcement)
            self.check_fresh_sources(announcement)
        redrawn = {plan["supersedes"]["announcement"] for d, plan in self.plans.items()
                   if plan["supersedes"] is not None and self.log.about("announced", d)}
        for announcement in self.order:
            plan = self.plans[announcement]
            over = self.evidence.on is not None and china_day(self.evidence.on) > day_number(plan["visits"]["to"])
            if (over and plan["ceremony"] != "staffing" and announcement not in redrawn and not self.is_standing(announcement)
                    and not self.was_called_off(announcement)):
                self.find("not_redrawn", announcement, announcement)

    def was_corrected(self, announcement, line):
        """Whether the publisher had given two texts of a value when a line voided the draw, and it was void by what was announced (§18.1)."""
        plan = self.plans.get(announcement, {"draw": None, "values": []})
        # Before the seal a fallback takes the place of what was corrected.
        ends = ("void", "fallback") if self.log.about("sealed", announcement) else ("void",)
        # What its source could not have given is no text of it.
        return any(value["corrected"] in ends and len({text for text, known in self.evidence.texts(plan["draw"], value["name"])
                                                       if not is_after(known, line) and dr.value_fits(value["source"]["kind"], text)}) > 1
                   for value in plan["values"])

    def was_called_off(self, announcement):
        """Whether a campaign ended while nobody could know whom it would have met."""
        void, plan = self.voids.get(announcement), self.plans[announcement]
        return (void is not None and plan["category"] != "routine" and void_kind(void) == "undrawn"
                and not void["missing"] and not void["missing_authorities"]
                and instant_seconds(self.log.about("voided", announcement)["at"]) < first_close(plan))

    def void_is_none(self, void, logged_at):
        """Whether a void is none of the three of §18.2."""
        announcement = void["announcement"]
        if void_kind(void) != "undrawn":
            return void_kind(void) is None
        # Once a draw is sealed the result is there, and nothing but the whole of it ends the draw.
        return (self.log.about("sealed", announcement) is not None
                or announcement in self.plans and not undrawn_fits(void, self.plans[announcement], logged_at))

    def exchanged(self, void):
        """Whom a void had drawn and the redraw did not, and whom the redraw drew instead."""
        disclosed, redraw = self.disclosures.get(void["disclosure"]), self.redraw_of(void["announcement"])
        if not isinstance(disclosed, Disclosed) or not disclosed.holds or disclosed.announcements[-1] != void["announcement"] or redraw is None:
            return []
        before, after = (drawn_by(link["announcement"]["plan"], link["result"]) for link in (disclosed.links[-1], redraw))
        return ["-" + who for who in sorted(before - after)] + ["+" + who for who in sorted(after - before)]

    def redraw_of(self, announcement):
        """The link that shows the redraw of an announcement: the latest one that supersedes it, directly or through others, and is
        not void. None before it is disclosed, or if one of both draws targets and the other inspectors for those who were drawn."""
        redraws = [d for d in self.order if self.log.about("announced", d) and self.is_standing(d) and announcement in self.replaced_by(d)]
        if not redraws:
            return None
        latest = max(redraws, key=self.announced_at)
        if len({self.plans[d]["ceremony"] == "staffing" for d in (announcement, latest) if d in self.plans}) > 1:
            return None
        return next((shown.links[shown.announcements.index(latest)] for shown in self.sound_disclosures() if latest in shown.announcements), None)

    def may_wait(self, void):
        """Whether what a void names would spoil visits that are still to come, and so may not be there yet (§18.2)."""
        chain = self.chain_before(void["announcement"])
        first = self.announcements.get(chain[-1])
        if first is None or self.evidence.on is None or len(chain) == 1 and void["undrawn"] is None:
            return False
        shown = any(self.log.about(kind, one) for one in chain[1:] for kind in ("disclosed", "voided"))
        return not shown and instant_seconds(self.evidence.on) < instant_seconds(first["plan"]["disclose_by"])

    def void_fault(self, void):
        """What is amiss with the disclosure or the undrawn of a void, or None."""
        announcement = void["announcement"]
        named = [name for name in (void["disclosure"], void["undrawn"]) if name is not None]
        if not any(name in self.contents for name in named) and self.may_wait(void):
            return None
        if void["disclosure"] is not None:
            disclosed = self.disclosures.get(void["disclosure"])
            if not isinstance(disclosed, Disclosed):
                return "the disclosure is missing or unusable"
            if not disclosed.holds or disclosed.announcements[-1] != announcement:
                return "the disclosure is contradicted, or of another draw"
            sealed = self.log.about("sealed", announcement)
            if sealed is not None and sealed["document"] != disclosed.heads[-1][0]:
                return "another seal than the one logged"
        if void["undrawn"] is not None:
            undrawn = self.undrawns.get(void["undrawn"])
            if undrawn is None:
                return "the undrawn is missing or unreadable"
            if not undrawn.holds or undrawn.announcements[-1] != announcement:
                return "the undrawn is contradicted, or of another draw"
            if secrets_missing(undrawn.document) != void["missing_authorities"]:
                return "other secrets are missing than the void says"
        return None

    def superseded_void(self, announcement):
        """The void announcement whose place one takes, or None."""
        return next(filter(self.is_void, self.replaced_by(announcement)[:1]), None)

    def check_fresh_sources(self, new):
        """What a redraw is drawn from is not known before the void, nor was in any that it supersedes (§18.2)."""
        known = [event for old in self.replaced_by(new) for value in self.plans.get(old, {"values": []})["values"] for event in dr.plan_events(value)]
        void = self.voids.get(self.superseded_void(new))
        voided = instant_seconds(void["at"]) if void else -math.inf
        for value in self.plans[new]["values"]:
            early = any(instant_seconds(source["closes"]) < voided for source in dr.sources(value))
            if early or any(event in known for event in dr.plan_events(value)):
                self.find("redraw_early", new, value["name"])

    def check_same_plan(self, new):
        """A redraw has the plan of the void draw (§18.2)."""
        for field, before in self.plans.get(self.superseded_void(new), {}).items():
            values = before, self.plans[new][field]
            if field == "authorities":
                values = [[authority["name"] for authority in listed] for listed in values]
            if field not in FREE and values[0] != values[1]:
                self.find("redraw_differs", new, "plan." + field)

    def check_same_rosters(self, new):
        """And the rosters of the nearest one before it of which they are shown: what each keeps of the one before, the last keeps of the first."""
        of, old = next(((of, rosters) for of, rosters in ((d, self.rosters_by_void(d)) for d in self.replaced_by(new)) if rosters is not None),
                       (None, None))
        if old is None:
            return
        for shown in rosters_in([*self.readable_disclosures().values(), *self.undrawns.values()], new)[:1]:
            before, after = keyed(old), keyed(shown)
            for tree in before:
                for keys in difference(before[tree], after[tree]).values():
                    for key in keys:
                        self.find("redraw_differs", new, "%s %s" % (tree, " ".join(str(part) for part in key)))
            # Other days of the visits make others eligible.
            valid = [{key: is_valid_on(inspector, self.plans[d]["visits"]) for key, inspector in rosters["inspectors"].items()}
                     for d, rosters in ((of, before), (new, after))]
            for key in difference(*valid)["changed"]:
                self.find("redraw_differs", new, "certificates %s" % key)
        # Behind an id stands whoever stood there. Files of one draw differ in what they withhold; those count that were published.
        published = [*self.sound_disclosures(), *(self.undrawns[void["undrawn"]] for void in self.voids.values() if void["undrawn"] in self.undrawns)]
        before, after = shown_identities([old]), shown_identities(rosters_in(published, new))
        for key in difference(before, after)["changed"]:
            self.find("redraw_differs", new, "identities %s %s" % key)

    def rosters_by_void(self, announcement):
        """A void announcement's rosters as the disclosure or the undrawn of its void shows them, or None."""
        void = self.voids.get(announcement)
        for shown in (self.disclosures.get(void["disclosure"]), self.undrawns.get(void["undrawn"])) if void else ():
            if isinstance(shown, (Disclosed, Undrawn)) and shown.holds and shown.announcements[-1] == announcement:
                return shown.links[-1]["rosters"]
        return None

    # Values

    def used_values(self, announcement):
        """For each seal that counts, its values by names: the logged one, and that of the void's disclosure (§19.1)."""
        line, void = self.log.about("sealed", announcement), self.voids.get(announcement)
        kind, seal = self.documents.get(line["document"], (None, None)) if line else (None, None)
        seals = [seal] if kind == "seal" else []
        shown = self.disclosures.get(void["disclosure"]) if void else None
        if isinstance(shown, Disclosed):
            seals.append(shown.links[-1]["seal"])
        return [{value["name"]: value for value in seal["values"]} for seal in seals]

    def check_values(self):
        logged = {self.plans[d]["draw"] for d in self.order if self.log.about("announced", d)}
        for draw, target in dict.fromkeys([*self.evidence.visits, *sorted(self.evidence.active)]):
            if draw not in logged:
                self.findings.append(Finding("evidence_unknown", draw, target))
        for draw, name, text, known in self.evidence.values:
            about = [d for d in self.order if self.plans[d]["draw"] == draw
                     and name in [value["name"] for value in self.plans[d]["values"]]]
            if not any(map(functools.partial(self.log.about, "announced"), about)):
                # By the id of the evidence, since no announcement of the log may have it.
                self.findings.append(Finding("evidence_unknown", draw, name))
            for announcement in about:
                if known is not None and self.known_too_early(announcement, name, text, instant_seconds(known)):
                    self.find("value_known_early", announcement, name)
                if self.value_differs(announcement, name, self.evidence.texts(draw, name)):
                    self.find("value_differs", announcement, name)

    def value_differs(self, announcement, name, texts):
        """Whether a value was used that is none of its texts, or was called missing though it has one. Whoever went by a fallback, or
        without, is excused where the source came too late; whoever went without, also where it counts as silent because it had
        given several texts by then (§18.1)."""
        end = self.log.about("sealed", announcement) or self.log.about("voided", announcement)
        late = end is not None and all(is_after(known, end) for _, known in texts)
        in_time = {text for text, known in texts if end is None or not is_after(known, end)}
        silent = len(in_time) > 1 and any(value["name"] == name and value["corrected"] == "fallback"
                                          for value in self.plans[announcement]["values"])
        void = self.voids.get(announcement)
        if void is not None and name in void["missing"] and not (late or silent):
            return True
        used = [values[name] for values in self.used_values(announcement) if name in values]
        return any(value["text"] not in [text for text, _ in texts] and not (late and value["source"] > 0) for value in used)

    def known_too_early(self, announcement, name, text, known):
        """Whether a value was known before what has to come before it: the announcement, its close, an end as if it were unknown."""
        def since(line):
            return line is not None and known <= instant_seconds(line["at"])
        # A void without a result says that nothing is known, unless it says that a value never came.
        void = self.voids.get(announcement)
        unknown = void is not None and void_kind(void) == "undrawn" and not void["missing"]
        sealed = self.log.about("sealed", announcement)
        kind, seal = self.documents.get(sealed["document"], (None, None)) if sealed else (None, None)
        # A text that the seal does not have is one of the main source.
        used = {value["name"]: value["source"] for value in seal["values"] if value["text"] == text} if kind == "seal" else {}
        closes = [instant_seconds(dr.sources(value)[used.get(name, 0)]["closes"]) for value in self.plans[announcement]["values"]
                  if value["name"] == name and used.get(name, 0) < len(dr.sources(value))]
        return (since(self.log.about("announced", announcement)) or unknown and since(self.log.about("voided", announcement))
                or any(known < close for close in closes))

    # Staffing ceremonies

    def check_pools(self):
        for disclosed in self.sound_disclosures():
            for announcement, c in zip(disclosed.announcements[1:], disclosed.chain[1:]):
                for what in touched_pools(c):
                    self.find("pool_touched", announcement, what)

    def check_small_pools(self):
        """Whoever is alone in a pool is no draw's choice."""
        for draw in self.disclosed_draws:
            small = []
            for c in draw.chain:
                # When somebody is struck the pool is what is left of it; it is small where it leaves no choice.
                least = max(c.plan["min_pool"], 2)
                small += ["%s/%d" % (target, n) for target, pools, again in dealt_pools(c.disclosure, c.previous)
                          for n, pool in pools.items() if len(pool) < (2 if again else least)]
            if small:
                self.find("small_pool", draw.announcements[-1], " ".join(dict.fromkeys(small)))

    # Disclosed draws among themselves

    def check_caps(self):
        """Nobody stands in more draws of a year than the cap, as far as could be known when the last of them was announced."""
        for place, (draw, now) in enumerate(zip(self.disclosed_draws, self.stands)):
            cap, since = draw.plan["yearly_cap"], self.rosters_since(draw)
            if cap is None or draw.plan["category"] == "case":
                continue
            known = [stood for earlier, stood in self.counted_before(place) if self.place_of("sealed", earlier.announcements[0], math.inf) < since]
            for target in sorted(now.teams):
                if 1 + sum(target in stood.teams for stood in known) > cap:
                    self.find("over_cap", draw.announcements[-1], target)

    def counted_before(self, place):
        """The disclosed draws of the same year before the one at a place that are no case inspections, and how they stand."""
        year = year_of(self.disclosed_draws[place])
        return [(earlier, stood) for earlier, stood in zip(self.disclosed_draws[:place], self.stands)
                if year_of(earlier) == year and earlier.plan["category"] != "case"]

    def check_periods(self):
        for i, (draw, now) in enumerate(zip(self.disclosed_draws, self.stands)):
            for target, line in self.strikes_of(draw).items():
                self.follow_strike(target, line, draw, i)
            for target in self.not_reported(draw, now):
                self.find("not_reported", draw.announcements[-1], target)
            self.check_visits(draw, now)

    def check_open_seats(self):
        """When the visits are over every seat was drawn, or a shortage says why not (§19.1)."""
        standing = [d for d in self.order if not self.is_void(d) and self.log.about("announced", d)]
        continued = {self.announcements[d]["selection"]["announcement"] for d in standing if self.announcements[d]["selection"]}
        for announcement in standing:
            sealed, visits = self.log.about("sealed", announcement), self.plans[announcement]["visits"]["to"]
            if announcement in continued or sealed is None or self.evidence.on is None or day_number(visits) >= china_day(self.evidence.on):
                continue
            last = (self.log.amended[announcement] or [sealed])[-1]
            kind, seal = self.documents.get(last["document"], (None, None))
            if kind in ("seal", "amendment_seal") and seal["seats"]["open"] > 0 and not self.is_short(announcement):
                self.find("open_seats", announcement, seal["seats"]["open"])

    def is_short(self, announcement):
        """Whether every open seat was found to be short, and no ceremony touched the pools, or may have been: before a disclosure
        tells, nobody knows but of a selection, where inspectors are not drawn."""
        shown = [(d, d.announcements.index(announcement)) for d in self.sound_disclosures() if announcement in d.announcements]
        if not shown:
            return self.plans[announcement]["ceremony"] != "selection"
        disclosed, at = max(shown, key=lambda one: len(one[0].heads[one[1]]))
        link = disclosed.links[at]
        if any(any(touched_pools(c)) for c in disclosed.chain[1:at + 1]):
            return False  # whoever takes the inspectors away makes the shortage
        short = short_seats(link)
        teams = disclosed.stood(at, len(link["amendments"])).teams
        return all((target, seat) in short for target, team in teams.items() for seat, who in enumerate(team, 1) if who is None)

    @functools.cached_property
    def head_places(self):
        """The places of the lines that name seals and amendments' seals."""
        return {line["document"]: place for place, line in enumerate(self.log.lines) if line and line["kind"] in ("sealed", "amended")}

    def strikes_of(self, draw):
        """The struck targets, with the places of the lines of the amendments."""
        return {strike["target"]: self.head_places.get(dr.digest(amendment["seal"]), self.place_of("announced", draw.announcements[0]))
                for link in draw.links for amendment in link["amendments"] for strike in amendment["strikes"]["targets"]}

    def follow_strike(self, target, line, draw, place):
        """What became of a struck target in the later draws, until it stands in one of the strike's business (§19.1)."""
        for later, now in zip(self.disclosed_draws[place + 1:], self.stands[place + 1:]):
            name, last = draw.name_in(later, target), later.announcements[-1]
            there, name = later.targets.get(name), name or target
            stands = there is not None and name in now.teams and share_items(draw.plan, later.plan) and may_settle(draw.plan, later.plan)
            # What was announced before the strike could not know of it.
            if self.rosters_since(later) > line:
                if there is not None and name in now.struck:
                    self.find("struck_twice", last, name)
                if stands and not there["carried"]:
                    self.find("struck_active", last, name)
                if self.has_to_bring_back(target, draw, there, later) and not brings_back(later, there, target):
                    self.find("struck_not_carried", last, name)
            if stands:
                break

    def has_to_bring_back(self, target, draw, there, later):
        """Whether a struck target, whose record in a later draw's roster may be there, is of what that draw draws from (§19.1)."""
        was = draw.targets[target]
        if there is None:
            there_at_all = any(county(row) == county(was) for row in later.targets.values())
        else:
            there_at_all = there["exempt"] is None
        return (may_settle(draw.plan, later.plan) and there_at_all and share_items(draw.plan, later.plan)
                and self.share_targets(draw.announcements[0], later.announcements[0])
                and not set(later.plan["classes"]).isdisjoint(row["class"] for row in (was, there) if row is not None))

    def not_reported(self, draw, now):
        """The targets whose visits have ended without a report."""
        on, reports = self.evidence.on, self.evidence.reports
        if on is None or reports is None or day_number(draw.last_plan["visits"]["to"]) >= china_day(on):
            return []
        names = [link["announcement"]["plan"]["draw"] for link in draw.links]
        return [target for target in sorted(now.teams) if not any((name, target) in reports for name in names)]

    def check_visits(self, draw, now):
        """What is reported of visits against who stood on their day, and against the amendments (§19.1)."""
        names = {link["announcement"]["plan"]["draw"] for link in draw.links}
        reported = {target: visit for (name, target), visit in self.evidence.visits.items() if name in names}
        if not reported:
            return
        seats, gone, visited = visits_of(draw)
        last = draw.announcements[-1]
        for target, (completed, team) in sorted(reported.items()):
            day = day_number(completed)
            if target in now.struck and gone[target] >= day:
                self.find("struck_after_visit", last, target)
            if target not in now.teams:
                if target not in now.struck:
                    self.find("evidence_unknown", last, target)
                continue
            own = [events for (t, _), events in seats.items() if t == target]
            stood = [[who for at, who, _ in events if at <= day] for events in own]
            stood = {who[-1] for who in stood if who} - {None}
            if team is not None and set(team) != stood:
                self.find("other_team", last, target)
            if target in visited and visited[target] < day:
                self.find("visited_early", last, target)
            if any(struck and at > day for events in own for at, _, struck in events):
                self.find("struck_after_visit", last, target)

    def check_earlier(self):
        heads = {head: draw for draw in self.sound_disclosures() for listed in draw.heads for head in listed}
        first_place = {head: self.order.index(draw.announcements[0]) for head, draw in heads.items()}
        known = {line["document"]: line["announcement"] for line in self.log.lines if line and line["kind"] in ("sealed", "amended")}
        for announcement in self.order:
            plan = self.plans[announcement]
            if plan["ceremony"] != "staffing":  # its plan repeats what the selection's says
                for entry in plan["earlier"]:
                    if entry["head"] not in known:
                        self.find("earlier_unknown", announcement, entry["head"])
                    elif self.was_over(known[entry["head"]], announcement):
                        self.find("earlier_misused", announcement, "head " + entry["head"])
                    elif self.was_older(entry["head"], announcement):
                        self.find("earlier_misused", announcement, "older head " + entry["head"])
        for draw in self.disclosed_draws:
            used = collections.defaultdict(list)
            for entry in draw.plan["earlier"]:
                used[entry["use"]].append((heads.get(entry["head"]), entry["head"]))
            found = {(first_place[head], head): earlier.at_head(head)
                     for named in used.values() for earlier, head in named if earlier is not None}
            if len({place for place, _ in found}) < len(found):
                self.find("earlier_misused", draw.announcements[-1], "two heads of one draw")
                continue
            every = [(place, heads[head], now) for (place, head), now in found.items()]
            carry = [(first_place[head], earlier, earlier.at_head(head)) for earlier, head in used["carry"] if earlier is not None]
            struck = list(to_be_carried(draw, carry, every))
            back = {name for _, name in struck}
            for use, named in used.items():
                # Without one of the draws nothing can be said of what they are together.
                if all(earlier is not None for earlier, _ in named):
                    for earlier, head in named:
                        if use in ("count", "leave_out") and year_of(earlier) != year_of(draw):
                            self.find("earlier_misused", draw.announcements[-1], "%s of another year %s" % (use, head))
                        if use == "leave_out" and earlier.plan["category"] == "case":
                            self.find("earlier_misused", draw.announcements[-1], "leave_out of a case inspection " + head)
                        if use in ("leave_out", "carry") and not share_items(earlier.plan, draw.plan):
                            self.find("earlier_misused", draw.announcements[-1], "%s of another scope %s" % (use, head))
                    named = sorted(named, key=lambda entry: first_place[entry[1]])
                    at = [(earlier.plan["category"], earlier.at_head(head)) for earlier, head in named]
                    for target in draw.targets.values():
                        if earlier_misused(use, target, at, target["id"] in back):
                            self.find("earlier_misused", draw.announcements[-1], "%s %s" % (use, target["id"]))
                    if use == "carry":
                        gone = {target for target, name in struck if name not in draw.targets}
                        if gone != {target for entry in draw.plan["left_out"] for target in entry["carried"]}:
                            self.find("earlier_misused", draw.announcements[-1], "left_out")

    def check_omitted(self):
        """What a draw does not say of the draws before it, and what it says that they do not bear out (§19.1)."""
        for place, draw in enumerate(self.disclosed_draws):
            last, cap, since = draw.announcements[-1], draw.plan["yearly_cap"], self.rosters_since(draw)
            before = [(earlier, now) for earlier, now in zip(self.disclosed_draws[:place], self.stands)
                      if self.disclosed_by.get(earlier.announcements[-1], math.inf) < since]
            rotates = any(link["announcement"]["plan"]["rotation"] for link in draw.links)
            named, left_out = ({entry["head"] for entry in draw.plan["earlier"] if entry["use"] == use} for use in ("rotation", "leave_out"))
            for earlier, now in before if left_out else ():
                if (year_of(earlier) == year_of(draw) and earlier.plan["category"] != "case" and share_items(earlier.plan, draw.plan)
                        and not draw.targets.keys().isdisjoint(now.teams)
                        and left_out.isdisjoint(itertools.chain.from_iterable(earlier.heads))):
                    self.find("earlier_omitted", last, "leave_out " + earlier.last_plan["draw"])
            year = [(earlier, now) for earlier, now in zip(self.disclosed_draws[:place + 1], self.stands) if year_of(earlier) == year_of(draw)]
            for name, target in draw.targets.items():
                stood = [(earlier, now) for earlier, now in before if name in now.teams]
                if (rotates and stood and named.isdisjoint(itertools.chain.from_iterable(stood[-1][0].heads))
                        and target["last_team"] != seated(stood[-1][1], name)):
                    self.find("earlier_omitted", last, "rotation " + name)
                if cap is None:
                    continue
                counted = [earlier for earlier, _ in stood if year_of(earlier) == year_of(draw) and earlier.plan["category"] != "case"]
                if target["inspected"] < len(counted):
                    self.find("earlier_omitted", last, "count " + name)
                # From the first roster of the year that has it; what was inspected before that is that roster's to say.
                known = list(itertools.dropwhile(lambda one: name not in one[0].targets, year))
                drawn = sum(name in now.teams and earlier.plan["category"] != "case" for earlier, now in known)
                if known[0][0].targets[name]["inspected"] + drawn < cap <= target["inspected"]:
                    self.find("count_unexplained", last, name)

    def was_over(self, one, another):
        """Whether an announcement was void before another was logged."""
        end, use = self.log.about("voided", one), self.log.about("announced", another)
        return end is not None and use is not None and self.log.place[id(end)] < self.log.place[id(use)]

    def was_older(self, head, naming):
        """Whether a head was not the last of its draw: a later one of its chain, of a ceremony that is not void, had its line before
        the naming announcement counts as announced."""
        since = self.counts_from(naming)
        for disclosed in self.sound_disclosures():
            heads = [(one, announcement) for announcement, listed in zip(disclosed.announcements, disclosed.heads) for one in listed]
            later = list(itertools.dropwhile(lambda one: one[0] != head, heads))[1:]
            if any(self.head_places.get(newer, math.inf) < since and self.is_standing(announcement) for newer, announcement in later):
                return True
        return False

    # Proofs

    def check_proofs(self):
        for name, proof in self.of_type("proof").items():
            announcement, seal = proof["announcement"], proof["result"] and proof["result"]["seal"]
            sealed = [self.log.about("sealed", announcement)] + self.log.amended[announcement]
            logged = (self.log.about("announced", announcement) is not None
                      and (seal is None or seal in [line["document"] for line in sealed if line]))
            try:
                # A proof of what is not there may be anybody's invention.
                check_proof(self.contents[name], self.contents[announcement], seal and self.contents[seal])
            except (Refused, KeyError):
                self.find("proof_unusable", announcement, name)
                continue
            if not logged:
                # Once the salts are public anybody can make such a seal, so it is for its holder to say where it comes from.
                self.unlogged_proofs.append(name)
                continue
            for disclosed in self.named_disclosures().values():
                if isinstance(disclosed, Disclosed) and announcement in disclosed.announcements and self.proof_contradicted(proof, disclosed):
                    self.find("proof_contradicted", announcement, name)

    def proof_contradicted(self, proof, disclosed):
        """Whether a record or the entry of a proof is not that of a disclosure."""
        link = disclosed.announcements.index(proof["announcement"])
        (kind, shown), = proof["record"]["record"].items()
        def differs(kind, index, shown):
            # Targets stand in the first ceremony's rosters only.
            there = disclosed.links[0 if kind == "target" else link]["rosters"][kind + "s"]
            if index >= len(there) or there[index]["draw"] != shown["draw"]:
                return True
            return dr.identity_hash(there[index]["identity"]) != dr.identity_hash(shown["identity"])

        if differs(kind, proof["record"]["index"], shown):
            return True
        if any(differs("inspector", inspector["index"], inspector["record"]) for inspector in proof["inspectors"]):
            return True
        if proof["result"] is None:
            return False
        seal_kind, seal = self.documents.get(proof["result"]["seal"], (None, None))
        if seal_kind not in ("seal", "amendment_seal"):
            return False
        amendment = seal["number"] if seal_kind == "amendment_seal" else 0
        if amendment >= len(disclosed.heads[link]):
            return True
        return disclosed.stood(link, amendment).entry(shown["draw"]["id"]) != proof["result"]["entry"]

    # §17.1, §19.2

    def publications(self):
        return [line for line in self.log.lines if line and line["kind"] in ("published", "withdrawn")]

    def standing(self):
        """What is published and not withdrawn, as (announcement, document), in the order of the lines."""
        standing = {}
        for line in self.publications():
            publication = line["announcement"], line["document"]
            standing.pop(publication, None)
            if line["kind"] == "published":
                standing[publication] = line
        return standing

    def about_shown(self):
        """The announcements (or None) of which some publication is there."""
        return {line["announcement"] for line in self.publications() if line["document"] in self.given}

    def check_pages(self):
        shown = self.about_shown()
        gone = [publication for publication in self.standing() if publication[1] not in self.given]
        self.pages_not_seen = [document for about, document in gone if about not in shown]
        for about, document in gone:
            if about in shown:
                self.find("page_missing", about, document)
        published = {line["document"]: line for line in self.publications() if line["kind"] == "published"}
        for name, page in self.pages.items():
            if name not in published:
                self.find("page_unlogged", page["bound"][0]["announcement"] if page["bound"] else None, name)
        for line in self.publications():
            page = self.pages.get(line["document"])
            if page is None or line["kind"] != "published" or not page["bound"]:
                continue
            if line["announcement"] not in [bound["announcement"] for bound in page["bound"]]:
                self.find("line_differs", line["announcement"], "line %d" % line["line"])

        versions = {}
        for line in self.publications():
            page, about = self.pages.get(line["document"]), line["announcement"]
            if page is None or about is None:
                continue
            standing = versions.setdefault((about, key_of(page)), set())
            if line["kind"] == "withdrawn":
                standing.discard(line["document"])
                continue
            if standing - {line["document"]}:
                self.find("page_replaced", about, line["document"])
            standing.add(line["document"])

    def find_version_changes(self):
        """What later versions of pages say otherwise than those before (§19.2): (code, draw id or None, subject, {field: (old, new)})."""
        changes, said, shown, times = [], collections.defaultdict(dict), self.about_shown(), collections.Counter()

        def differ(code, about, subject, old, new):
            fields = {name: (old.get(name), new.get(name)) for name in [*old, *new] if old.get(name) != new.get(name)}
            if fields:
                changes.append((code, self.plans[about]["draw"] if about in self.plans else None, subject, fields))

        for line in self.publications():
            about, document = line["announcement"], line["document"]
            if line["kind"] == "withdrawn":
                if about in shown and document not in self.given:
                    changes.append(("version_unseen", self.plans[about]["draw"] if about in self.plans else None, document,
                                    {"reason": (None, line["reason"])}))
                continue
            page = self.pages.get(document)
            if page is None or page["document"] not in SPEAKING:
                continue
            times[about, document] += 1
            if times[about, document] > 16:
                continue
            code, tables, whole = SPEAKING[page["document"]]
            rows, before = spoken_rows(page, tables), said[about, code]
            for subject, (_, old) in before.items():
                if whole or subject in rows:
                    differ(code, about, subject, old, rows.get(subject, {}))
            if whole:
                before.clear()
            before.update({subject: (document, row) for subject, row in rows.items()})
        standing = self.standing()
        for (about, code), rows in said.items():
            for subject, (document, row) in rows.items():
                if (about, document) not in standing:
                    differ(code, about, subject, row, {})
        return changes

    # §19.2, §19.3

    def changed_since(self, place):
        """What changed from the end of the disclosed draw before to the beginning of the one at a place."""
        before, after = self.disclosed_draws[place - 1:place + 1]
        drawn = {target for now in self.stands[:place] for target in [*now.teams, *now.struck]}
        visited, struck = self.stands[place - 1].teams, {target for now in self.stands[:place] for target in now.struck}
        old, new = keyed(before.links[-1]["rosters"]), keyed(after.links[0]["rosters"])
        old["targets"] = {(name,): target for name, target in before.targets.items()}
        raised = {key for key, target in new["targets"].items() if key in old["targets"]
                  and target["inspected"] > old["targets"][key]["inspected"] + (key[0] in visited)}
        for rosters in (old, new):
            # What draws write into the rows of those whom they drew is no change.
            rosters["targets"] = {key: {name: value for name, value in target.items()
                                        if name != "exempt" and (name not in MARKS or key[0] not in drawn)}
                                  for key, target in rosters["targets"].items()}
        for key in raised:
            new["targets"][key]["inspected"] = "raised"
        what = {tree: difference(old[tree], new[tree]) for tree in ("targets", "inspectors", "recusals")}
        exempt = [{name: target["exempt"] for name, target in draw.targets.items() if target["exempt"] is not None}
                  for draw in (before, after)]
        overrides = [{entry["target"]: entry for entry in draw.plan["overrides"]} for draw in (before, after)]
        pools = [{numbers["name"]: numbers["n"] for numbers in draw.links[0]["announcement"]["strata"]} for draw in (before, after)]
        struck_drawn = sorted(name for name, target in after.targets.items()
                              if target["carried"] and name in struck and name in self.stands[place].teams)
        names = [link["announcement"]["plan"]["draw"] for link in after.links]
        return {"from": before.last_plan["draw"], "to": after.plan["draw"], **what, "exemptions": difference(*exempt),
                "overrides": difference(*overrides), "struck_drawn": struck_drawn,
                "struck_found_active": [name for name in struck_drawn if any((of, name) in self.evidence.active for of in names)],
                "strata": [(name, pools[0].get(name), pools[1].get(name)) for name in dict.fromkeys([*pools[0], *pools[1]])]}

    def listed_of(self, place):
        """What is listed of a disclosed draw, and between it and others (§19.2)."""
        draw, now = self.disclosed_draws[place], self.stands[place]

        def of(code, subject, since=None, **more):
            return {"code": code, "from": since.last_plan["draw"] if since else "", "to": draw.last_plan["draw"], "subject": subject, **more}
        for link in draw.links:
            for value in link["seal"]["values"]:
                if value["source"] > 0:
                    yield of("fallback_used", "%s %d" % (value["name"], value["source"]))
        for c in draw.chain:
            for target, pools, _ in dealt_pools(c.disclosure, c.previous):
                if len(pools) > 1 and len(set().union(*pools.values())) <= len(pools):
                    yield of("team_certain", target)
        capped = [target["id"] for places in draw.chain[0].sorted for target in places["capped"]]
        for target in capped:
            if sum(target in stood.teams for _, stood in self.counted_before(place)) < draw.plan["yearly_cap"]:
                yield of("capped_elsewhere", target)
        for earlier, stood in zip(self.disclosed_draws[:place], self.stands):
            for struck, name in namesakes(earlier, stood.struck, draw):
                yield of("struck_namesake", "%s %s" % (struck, name), earlier)
        if place > 0:
            before = self.disclosed_draws[place - 1]
            for old, new in renumbered(before, draw):
                yield of("target_renumbered", "%s %s" % (old, new), before)
            drawn = {target for stood in self.stands[:place] for target in stood.teams}
            for target, tickets, pools in changed_for(before, draw, drawn):
                yield of("drawn_before_changed", target, before, tickets=tickets, pools=pools)

    def undrawn_against_redraw(self, announcement):
        """What an end before the value did: who would have been drawn and was not, and the reverse; None where nobody can tell."""
        void, redraw = self.voids[announcement], self.redraw_of(announcement)
        undrawn = self.undrawns.get(void["undrawn"])
        if (redraw is None or undrawn is None or void_kind(void) != "undrawn" or not undrawn.holds or None in undrawn.document["secrets"]
                or undrawn.announcements[-1] != announcement):
            return None
        plan = self.plans[announcement]
        values = []
        for value in plan["values"]:
            fitting = [text for text, _ in self.evidence.texts(plan["draw"], value["name"]) if dr.value_fits(value["source"]["kind"], text)]
            values += [{"name": value["name"], "reason": None, "source": 0, "text": text} for text in fitting[:1]]
        if len(values) < len(plan["values"]):
            return None
        would, did = drawn_by(plan, dr.would_draw(undrawn.document, values)), drawn_by(redraw["announcement"]["plan"], redraw["result"])
        return {"void": plan["draw"], "redraw": redraw["announcement"]["plan"]["draw"], "lost": sorted(would - did), "gained": sorted(did - would)}

    def covered(self):
        """For each class of the latest disclosed draw's roster (how many targets it has, how many stood in a draw of the year)."""
        if not self.disclosed_draws:
            return {}
        latest = self.disclosed_draws[-1]
        year = latest.plan["period"]["from"][:4]
        visited = {target for draw, now in zip(self.disclosed_draws, self.stands) if draw.plan["period"]["from"][:4] == year
                   for target in now.teams}
        counts = collections.defaultdict(lambda: (0, 0))
        for name, target in latest.targets.items():
            of, stood = counts[target["class"]]
            counts[target["class"]] = of + 1, stood + (name in visited)
        return dict(sorted(counts.items()))


def day_number(text):
    return dr.date_days(text[:10])


def is_after(known, line):
    """Whether something is said to have been known only after a line was written."""
    return known is not None and instant_seconds(known) > instant_seconds(line["at"])


def china_day(instant):
    """The number of the day at UTC+8."""
    return china_day_of(instant_seconds(instant))


def china_day_of(seconds):
    return (seconds + 8 * 3600) // 86400


def year_of(draw):
    """The year of a disclosed draw."""
    return draw.plan["period"]["from"][:4]


def drawn_by(plan, result):
    """Whom a ceremony drew, by its result: targets; in a staffing ceremony targets with inspectors."""
    if plan["ceremony"] != "staffing":
        return {entry["id"] for stratum in result["strata"] for entry in stratum["drawn"]}
    return {"%s/%s" % (team["target"], seat["inspector"]) for team in result["teams"] for seat in team["seats"] if seat["inspector"] is not None}


def far_away(plan, announced):
    """The times of a plan that are so far away that they are none; `announced`: the day of its line, or None if it has none."""
    start, end, visits = (day_number(text) for text in (plan["period"]["from"], plan["period"]["to"], plan["visits"]["to"]))
    far = {"period": end - start > 1098, "visits": visits - end > 366, "disclose_by": china_day(plan["disclose_by"]) - end > 366,
           "seal_by": china_day(plan["seal_by"]) > visits}
    if announced is not None:
        # Draws that are announced far ahead know nothing of each other. (A plan without values closes at no time.)
        closes = first_close(plan)
        far["period.from"] = start - announced > 92
        far["closes"] = closes != math.inf and china_day_of(closes) - announced > 92
    return [name for name, is_far in far.items() if is_far]


def same_time(one, other):
    """Overlapping periods, or the visits of one that is no redraw begin in the period of the other (§19.1)."""
    return (one["period"]["from"] <= other["period"]["to"] and other["period"]["from"] <= one["period"]["to"]
            or any(a["supersedes"] is None and b["period"]["from"] <= a["visits"]["from"] <= b["period"]["to"]
                   for a, b in ((one, other), (other, one))))


def is_valid_on(inspector, visits):
    """Whether a certificate is valid on all days of the visits (§8.4)."""
    return inspector["valid_from"] <= visits["from"] and visits["to"] <= inspector["valid_to"]


def takes(plan, target):
    """Whether the `when` of some stratum takes a target."""
    return any(holds(stratum["when"], target) for stratum in plan["strata"])


def county(target):
    return target["district"][:6]


def brings_back(draw, there, target):
    """Whether a draw brings back a struck target, whose record in its roster may be there (§19.1)."""
    if there is None:
        return target in [name for entry in draw.plan["left_out"] for name in entry["carried"]]
    return there["id"] in draw.brought_back


def short_seats(link):
    """The seats (target, number) that a ceremony or an amendment of it found to be short."""
    parts = [link["result"], *(amendment["outcome"] for amendment in link["amendments"])]
    return {(team["target"], seat["seat"]) for part in parts for team in part["teams"] for seat in team["seats"] if seat["inspector"] is None}


def dealt_pools(disclosure, previous):
    """The seats that a ceremony and each of its amendments dealt: (target, {number: eligible pool}, whether by an amendment)."""
    c = dr.Ceremony(disclosure, previous)  # as it was announced, before any strike of its own
    for again, part in enumerate([disclosure["result"], *disclosure["amendments"]]):
        for entry in part["strikes"]["inspectors"] if again else ():
            c.standing.struck_from[entry["target"]] |= {entry["inspector"]}
        for team in (part["outcome"] if again else part)["teams"]:
            target = c.target[team["target"]]
            yield (target["id"], {seat["seat"]: set(c.eligible(c.seats_of(target)[seat["seat"] - 1], target))
                                  for seat in team["seats"] if seat["trail"]}, again > 0)


def namesakes(draw, struck, later):
    """The struck targets of a draw with those of a later one under another id that have the same name, where one of both shows no credit code."""
    for target in sorted(struck & draw.identities.keys()):
        own = draw.identities[target]
        for name, other in later.identities.items():
            if name != target and other["name"] == own["name"] and None in (own["credit_code"], other["credit_code"]):
                yield target, name


def renumbered(before, after):
    """The targets of a draw whose shown credit code stood in the one before under other ids only, each with the first of these."""
    had = {(identity["credit_code"], name) for name, identity in before.identities.items()}
    for name, identity in after.identities.items():
        code = identity["credit_code"]
        if code is not None and code in before.by_code and (code, name) not in had:
            yield before.by_code[code], name


def changed_for(before, after, drawn):
    """The targets among those drawn whose exemption, recusals, override or number of tickets changed between two draws, and what that
    did: (target, [(tickets, those of the pool) before, after], [smallest eligible pool before, after])."""
    # As their ceremonies found things, whoever was struck later.
    ceremonies = [dr.Ceremony(c.disclosure, c.previous) for c in (before.chain[-1], after.chain[0])]
    pools = [{t["id"]: pool for pool in c.first.pools() for t in pool} for c in ceremonies]
    for target in sorted(drawn & before.targets.keys() & after.targets.keys()):
        said = [(c.target[target]["exempt"], c.recused.get(target), c.overrides.get(target), c.weight_of(c.target[target])) for c in ceremonies]
        if said[0] != said[1]:
            yield (target, [(c.weight_of(c.target[target]), sum(map(c.weight_of, pool[target]))) if target in pool else (0, 0)
                            for c, pool in zip(ceremonies, pools)],
                   [min(len(c.eligible(seat, c.target[target])) for seat in c.seats_of(c.target[target])) for c in ceremonies])


def share_classes(one, other):
    return not set(one["classes"]).isdisjoint(other["classes"])


def share_items(one, other):
    """An item of the strata in common, by its id or its name."""
    scopes = []
    for plan in (one, other):
        used = {item for stratum in plan["strata"] for item in stratum["items"]}
        scopes.append({text for item in plan["items"] if item["id"] in used for text in (item["id"], item["name"])})
    return not scopes[0].isdisjoint(scopes[1])


def may_settle(struck_in, later):
    """Whether a later draw brings back what was struck: no case inspection does, but for what case inspections struck (§19.1)."""
    return later["category"] != "case" or struck_in["category"] == "case"


def visits_of(draw):
    """What happened to the seats of a disclosed draw, and to its targets: ({(target, seat): [(day, who or None, struck)]},
    {target: the date of the amendment that struck it last}, {target: the date of the amendment that says it was visited})."""
    seats, gone, visited = collections.defaultdict(list), {}, {}

    def sit(teams, day):
        for team in teams:
            for seat in team["seats"]:
                seats[team["target"], seat["seat"]].append((day, seat["inspector"], False))
    for link in draw.links:
        values = zip(link["announcement"]["plan"]["values"], link["seal"]["values"])
        closes = [dr.sources(value)[used["source"]]["closes"] for value, used in values]
        sit(link["result"]["teams"], max(map(china_day, closes)))
        for amendment in link["amendments"]:
            strikes, day = amendment["strikes"], day_number(amendment["strikes"]["date"])
            visited.update((target, day) for target in strikes["visited"])
            for pair in amendment["outcome"]["replaced"]:
                gone[pair["target"]] = day
            holders = {seat: events[-1][1] for seat, events in seats.items() if seat[0] not in gone}
            for entry in strikes["inspectors"]:
                for seat, who in holders.items():
                    whole = entry["target"] is None and seat[0] not in visited
                    if who == entry["inspector"] and (whole or entry["target"] == seat[0]):
                        seats[seat].append((day, None, True))
            sit(amendment["outcome"]["teams"], day)
    return seats, gone, visited


def touched_pools(c):
    """What a staffing ceremony changed for the seats that it found open, and did not change for want of inspectors (§19.1)."""
    # As it was announced, before any strike of its own.
    now = dr.Ceremony(c.disclosure, c.previous)
    old, new = ({i["id"]: i["max_visits"] for i in ceremony.inspectors} for ceremony in (c.previous, now))
    short, least = short_seats(c.previous.disclosure), max(c.plan["min_pool"], 2)
    seats = [(t, n) for t, numbers in c.previous.open_seats().items() for n in numbers]
    for t, n in seats:
        before, after = (set(some.eligible(some.seats_of(some.target[t])[n - 1], some.target[t])) for some in (c.previous, now))
        came, gone = after - before, before - after
        more, fewer = ({who for who in before & after if a[who] < b[who]} for a, b in ((old, new), (new, old)))
        # What was short may be given more, by as many as make a pool; whoever sits on the team already cannot take another seat of it.
        given = (t, n) in short and not gone and not fewer and len((came | more).difference(now.standing.teams[t])) >= least
        if (came or gone or more or fewer) and not given:
            marked = [mark + who for mark, people in (("+", came), ("-", gone), (">", more), ("<", fewer)) for who in sorted(people)]
            yield "%s/%d %s" % (t, n, " ".join(marked))
    old, new = ({entry["draw"]["id"]: entry["identity"].get("shown", {"data": None})["data"] for entry in ceremony.rosters["inspectors"]}
                for ceremony in (c.previous, now))
    others = difference(old, new)["changed"]
    if others:
        yield "identities " + " ".join(others)
    old, new = c.previous.plan["workload"], c.plan["workload"]
    larger = new == "own" or isinstance(old, dict) and isinstance(new, dict) and new["common"] > old["common"]
    if old != new and not (larger and short.issuperset(seats)):
        yield "workload"


def to_be_carried(draw, carry, every):
    """The targets that were struck in a draw of D(carry), and stand in no later draw that is named, has an item in common and is no
    case inspection (unless the strike's is one too), each with its id in this one, or None (§19.3).

    `carry` and `every` are (place, disclosure, how the draw stood) of the draws with this use, and of all that are named.
    """
    for place, earlier, now in carry:
        for target in now.struck:
            if not any(after > place and earlier.name_in(other, target) in then.teams and share_items(earlier.plan, other.plan)
                       and may_settle(earlier.plan, other.plan) for after, other, then in every):
                yield target, earlier.name_in(draw, target)


def earlier_misused(use, target, at, carried):
    """Whether a target differs from what the earlier draws make of it (§19.3).

    `at`: (category, how the draw stood) of each draw with this use, in the order of the log.
    """
    stood = [(category, now) for category, now in at if target["id"] in now.teams]
    if use == "leave_out":
        return target["exempt"] is None and target["drawn_before"] != (bool(stood) and not carried)
    if use == "carry":
        return target["exempt"] is None and target["carried"] != carried
    if use == "count":
        return target["inspected"] < sum(category != "case" for category, _ in stood)
    return bool(stood) and target["last_team"] != seated(stood[-1][1], target["id"])


def seated(now, target):
    """The team of a target that stands, as a `last_team` says it."""
    return sorted(who for who in now.teams[target] if who is not None)


# What a page speaks of: its code, its tables, and whether it is a whole list (§19.2).
SPEAKING = {"visit": ("outcome_changed", ("outcomes", "not_inspected"), False),
            "outcomes": ("outcome_changed", ("outcomes", "not_inspected"), True),
            "penalties": ("penalty_changed", ("penalties", "withdrawn"), True)}
SILENT = ("no", "index", "id", "number", "name", "credit_code")


def key_of(page):
    """What a page is, whatever its version (§17.1)."""
    rows = [row for table in ("outcomes", "not_inspected") for row in page["tables"].get(table, [])]
    first = next((row["id"] for row in rows if row.get("id")), None)
    return page["document"] + ("-" + first if page["document"] == "visit" and first else "")


def spoken_rows(page, tables):
    """What a page says of each target or decision: its row without what names it."""
    said = {}
    for table in tables:
        for row in page["tables"][table]:
            name = subject = row.get("id", row.get("number")) or ""
            for count in itertools.count(2):
                if subject not in said:
                    break
                subject = "%s (%d)" % (name, count)
            said[subject] = {field: value for field, value in row.items() if field not in SILENT}
    return said


@functools.cache
def page_schema(document):
    """The schema of a layout; a layout that nobody knows has none."""
    path = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "schemas" / (document + ".json")
    if not re.fullmatch("[a-z_]+", document) or not path.is_file():
        raise Unusable("no such page")
    return json.loads(path.read_text(encoding="utf-8"))


def check_page(page):
    """Refuses what does not fit the schema of its layout (§17.1)."""
    document = page.get("document")
    fits_schema(page, page_schema(document if isinstance(document, str) else ""))
    if any(len(rows) > PAGE_ROWS for rows in page["tables"].values()):
        raise Unusable("too many rows")


def fits_schema(value, schema):
    """What of JSON Schema the layouts use: anyOf with null, const, enum, type, pattern, closed objects, lists, minimum."""
    if "anyOf" in schema:
        return None if value is None else fits_schema(value, schema["anyOf"][0])
    types = {"string": str, "integer": int, "array": list, "object": dict}
    if "type" in schema and (not isinstance(value, types[schema["type"]]) or isinstance(value, bool)):
        raise Unusable("not of the type " + schema["type"])
    if "const" in schema and value != schema["const"] or "enum" in schema and value not in schema["enum"]:
        raise Unusable("not one of its values")
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        raise Unusable("not of its pattern")
    if isinstance(value, dict):
        if value.keys() != schema["properties"].keys():
            raise Unusable("a field too many or too few")
        for name, field in value.items():
            fits_schema(field, schema["properties"][name])
    if isinstance(value, list):
        for entry in value:
            fits_schema(entry, schema["items"])
    return None


def audit(log_bytes, documents, evidence=None):
    """The audit of a log: an `Audit`, whose `findings` are (code, draw id or None, subject)."""
    return Audit(log_bytes, documents, evidence)


# ---------------------------------------------------------------------------------------------------------------------------
# Command line

def print_line(**fields):
    print(json.dumps(fields, ensure_ascii=False, sort_keys=True))


def command_proof(arguments):
    paths = ((arguments.proof, PROOF_BYTES), (arguments.announcement, dr.ANNOUNCEMENT_BYTES), (arguments.seal, dr.SEAL_BYTES))
    try:
        shown = check_proof(*(path and dr.read_file(path, limit) for path, limit in paths))
    except Refused as refused:
        print_line(refused=refused.rule, reason=refused.reason)
        return 1
    print_line(**shown._asdict())
    return 0


def command_audit(arguments):
    seen = [(dr.read_file(path, 1 << 20), at) for at, path in arguments.checkpoint_seen]
    visits = [(draw, target, day, None if team == "-" else team.split(",")) for draw, target, day, team in arguments.visit]
    values = [(draw, name, text, None if known == "-" else known) for draw, name, text, known in arguments.value]
    evidence = Evidence(arguments.on, [dr.read_file(path, 1 << 20) for path in arguments.checkpoint], seen=seen, visits=visits,
                        origin=arguments.origin, names=arguments.name, values=values)
    documents = [dr.read_file(path, dr.DISCLOSURE_BYTES) for path in arguments.files]
    result = audit(dr.read_file(arguments.log, LOG_BYTES), documents, evidence)
    for finding in result.findings:
        print_line(**finding._asdict())
    for announcement in result.not_seen:
        print_line(not_seen=announcement)
    for proof in result.unlogged_proofs:
        print_line(unlogged_proof=proof)
    for document in result.pages_not_seen:
        print_line(page_not_seen=document)
    for code, draw, subject, fields in result.version_changes:
        print_line(change=code, draw=draw, subject=subject, fields=fields)
    return 1 if result.findings else 0


def main():
    parser = argparse.ArgumentParser(description="Checks dual-random/1 proofs, and audits logs.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("proof", help="check one proof against an announcement and a seal")
    command.set_defaults(function=command_proof)
    command.add_argument("proof")
    command.add_argument("announcement")
    command.add_argument("seal", nargs="?")
    command = commands.add_parser("audit", help="audit a log and its documents")
    command.set_defaults(function=command_audit)
    command.add_argument("--on", required=True, metavar="INSTANT", help="the instant as of which to judge")
    command.add_argument("--name", action="append", default=[], metavar="TEXT", help="another name that the authority has had")
    command.add_argument("--origin", metavar="TEXT", help="the first line of the log's checkpoints; one with another is another log's")
    command.add_argument("--checkpoint", action="append", default=[], metavar="FILE")
    command.add_argument("--checkpoint-seen", action="append", default=[], nargs=2, metavar=("INSTANT", "FILE"),
                         help="with an instant at which it was that of the whole log")
    command.add_argument("--value", action="append", default=[], nargs=4, metavar=("DRAW", "NAME", "TEXT", "INSTANT"),
                         help="a public value, as often as it has texts, and since when it was known, or -")
    command.add_argument("--visit", action="append", default=[], nargs=4, metavar=("DRAW", "TARGET", "DATE", "TEAM"),
                         help="a reported visit; the ids of its team with commas, or - if it was not reported")
    command.add_argument("log")
    command.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return arguments.function(arguments)
    except (OSError, Unusable) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
