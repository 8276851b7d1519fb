"""Tests of the independent verifier: known answers, comparison with plain searches, and whole draws made and damaged here.

    python3 -m unittest discover tests/python
"""

import collections
import copy
import hashlib
import hmac
import io
import itertools
import json
import math
import os
import random
import sys
import tempfile
import time
import types
import unittest
from contextlib import redirect_stdout
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dual_random as dr  # noqa: E402


# ---------------------------------------------------------------------------------------------------------------------------
# A small authority: makes whole draws, so that there is something to verify and to damage.

ROSTERS = ("changes", "inspectors", "recusals", "targets")
# Secrets come from here unless a test has its own generator, so that no two draws have the same.
SECRETS = random.Random(1)


def records(parts, tree, identity_key):
    return [{"draw": draw, "identity": {"shown": {"data": identity, "salt": dr.salt(identity_key, "%s:%d" % (tree, i)).hex()}}}
            for i, (draw, identity) in enumerate(parts)]


def seat(role="officer", qualifications=(), departments=()):
    return {"departments": list(departments), "qualifications": list(qualifications), "role": role}


def when(field, *values):
    return {"any_of": sorted(values), "field": field}


def source(issue, closes, kind):
    return {"closes": closes, "issue": issue, "kind": kind, "publisher": "公证处"}


BALLS = {"numbers": {"count": 7, "distinct": True, "max": 36, "min": 1, "ordered": True}}
BALLS_TEXT = "07 31 02 36 11 19 05"
WITNESS = "ab" * 32
WITNESS_KIND = {"contribution": {"commitment": dr.sha256_hex("dual-random/1 contribution:", WITNESS)}}


def witness(draw):
    """A contribution of its own for each draw, and its kind."""
    text = dr.sha256_hex("witness of ", draw)
    return text, {"contribution": {"commitment": dr.sha256_hex("dual-random/1 contribution:", text)}}


def plan_of(draw, day, **changes):
    """A plan whose instants lie on the given day of May 2025."""
    plan = {
        "added": [{"count": 1, "reason": "新设"}],
        "amendments": {"inspector_reasons": ["病假"], "replacement": "deck", "strikes_per_seat": 1, "strikes_per_stratum": 2,
                       "target_reasons": ["注销"]},
        "announce_at": "2025-05-%02dT09:00:00+08:00" % day, "attributes": ["phone"], "task_sheet": [],
        "authorities": [{"commitment": None, "name": "市场监管局"}, {"commitment": None, "name": "税务局"}],
        "calendar": None, "category": "routine", "ceremony": "both", "changed_rules": [], "classes": ["food", "shop"],
        "disclose_by": "2025-05-%02dT18:00:00+08:00" % day, "district_rule": "any", "draw": draw, "earlier": [],
        "visits_reason": "r", "few_officers_reason": None, "few_outcomes_reason": None,
        "items": [{"authority": "局", "basis": "法", "content": "查", "frequency": "年", "id": "i1", "method": "现场", "name": "项",
                   "objects": "企业"}],
        "left_out": [], "min_pool": 3, "number": day, "overrides": [], "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "place": "局\\\"会议室\"", "registers": [{"count": 0, "date": "2024-12-31", "name": "登记库"}], "rotation": False,
        "seal_by": "2025-05-%02dT17:00:00+08:00" % day,
        "strata": [{"directed": False, "items": ["i1"], "name": "all", "quota": {"at_least": None, "at_most": None, "size": "all"},
                    "when": []}],
        "supersedes": None, "teams": [{"seats": [seat(), seat()], "when": []}], "tickets": [], "title": "双随机 𠀀",
        "values": [{"fallbacks": [source("next for " + draw, "2025-05-%02dT13:00:00+08:00" % day, {"hex": {"bytes": 4}})], "name": draw + "-balls",
                    "corrected": "first", "source": source("2025%03d" % day, "2025-05-%02dT12:00:00+08:00" % day, BALLS)},
                   {"corrected": "void", "name": draw + "-witness",
                    "fallbacks": [source("in place of a witness for " + draw, "2025-05-%02dT13:30:00+08:00" % day, {"hex": {"bytes": 4}})],
                    "source": source("here for " + draw, "2025-05-%02dT10:00:00+08:00" % day, witness(draw)[1])}],
        "visits": {"from": "2025-06-01", "to": "2025-06-30"}, "workload": "own", "yearly_cap": None,
    }
    plan.update(changes)
    return plan


def make(plan, targets, inspectors, recusals=(), changes=(), previous=None, withhold=(), rng=SECRETS,
         fallback=False):
    """The disclosure of a draw. Rosters are lists of (draw part, identity part)."""
    master = bytes(rng.randrange(256) for _ in range(32))
    key = {name: hmac.new(master, b"dual-random/1 " + name.encode(), hashlib.sha256).hexdigest()
           for name in ("seed secret", "leaf salts", "identity salts")}
    second = bytes(rng.randrange(256) for _ in range(32)).hex()
    plan = copy.deepcopy(plan)
    plan["authorities"][1]["commitment"] = dr.secret_commitment(second)
    parts = dict(changes=changes, inspectors=inspectors, recusals=recusals, targets=targets)
    rosters = {tree: records(parts[tree], tree, key["identity salts"]) for tree in ROSTERS}
    announcement = {
        "commitment": dr.secret_commitment(key["seed secret"]), "exempt": [], "hash": "sha256", "plan": plan, "protocol": dr.PROTOCOL,
        "rosters": {tree: {"count": len(rosters[tree]), "root": dr.roster_root(key["leaf salts"], tree, rosters[tree])}
                    for tree in ROSTERS},
        "selection": None, "strata": [], "subject": 0, "type": "announcement"}
    values = [{"name": plan["values"][0]["name"], "reason": None, "source": 0, "text": BALLS_TEXT},
              {"name": plan["values"][1]["name"], "reason": None, "source": 0, "text": witness(plan["draw"])[0]}]
    values += [{"name": v["name"], "reason": None, "source": 0, "text": "5a" * v["source"]["kind"]["hex"]["bytes"]} for v in plan["values"][2:]]
    if fallback:
        values[0].update(reason="停播", source=1, text="00ff00ff")
    disclosure = {"amendments": [], "announcement": announcement, "head": None, "protocol": dr.PROTOCOL, "result": {},
                  "rosters": rosters, "salt_key": key["leaf salts"], "seal": {"values": values}, "secrets": [key["seed secret"], second],
                  "selection": previous.disclosure if previous else None, "type": "disclosure"}
    c = dr.Ceremony(disclosure, previous)
    if previous:
        announcement["selection"] = {"announcement": previous.announcement_digest, "head": previous.head}
        for name in ("exempt", "strata", "subject"):
            announcement[name] = copy.deepcopy(previous.announcement[name])
        announcement["rosters"]["targets"] = dict(previous.announcement["rosters"]["targets"])
    else:
        count = lambda name: sum(entry["count"] for entry in plan[name])
        exempt = len(targets) - c.stated_subject()
        plan["registers"][0]["count"] += c.stated_subject() + exempt - count("registers") + count("left_out") - count("added")
        announcement.update(exempt=c.stated_exempt(), strata=c.stated_strata(), subject=c.stated_subject())
    for tree, i in withhold:
        identity = rosters[tree][i]["identity"]
        rosters[tree][i]["identity"] = {"withheld": {"hash": dr.identity_hash(identity).hex(), "reason": "商业秘密"}}
    c = dr.Ceremony(disclosure, previous)
    disclosure["result"] = c.draw()
    disclosure["seal"] = c.stated_seal()
    disclosure["head"] = dr.digest(disclosure["seal"])
    return copy.deepcopy(disclosure)


def drawn(disclosure, previous=None):
    """The ceremony of a disclosure, drawn and amended, for a staffing ceremony to be bound to."""
    c = dr.Ceremony(disclosure, previous)
    c.draw()
    for amendment in disclosure["amendments"]:
        c.amend(amendment["strikes"])
    return c


def strikes(day, targets=(), inspectors=(), visited=()):
    """Strikes of a day of May 2025, in the order given. `inspectors` are (inspector, target or None)."""
    return {"date": "2025-05-%02d" % day,
            "inspectors": [{"evidence": "e1" * 32, "inspector": i, "reason": "病假", "target": t} for i, t in inspectors],
            "targets": [{"evidence": "e2" * 32, "reason": "注销", "target": t} for t in targets],
            "visited": list(visited)}


def amend(disclosure, *amendments, previous=None):
    """The disclosure with amendments added to it, each given by its strikes; made whatever they break."""
    disclosure = copy.deepcopy(disclosure)
    c = drawn(disclosure, previous)
    for struck in amendments:
        outcome, _ = c.amend(struck)
        seal = c.stated_amendment_seal(len(disclosure["amendments"]) + 1, disclosure["head"], outcome, struck)
        disclosure["amendments"].append(
            {"outcome": outcome, "protocol": dr.PROTOCOL, "seal": seal, "strikes": struck, "type": "amendment"})
        disclosure["head"] = dr.digest(seal)
    return copy.deepcopy(disclosure)


def target(name, **changes):
    draw = {"attributes": [], "carried": False, "class": "food", "district": "110101", "drawn_before": False, "exempt": None, "id": name,
            "inspected": 0, "last_team": [], "level": "A"}
    draw.update(changes)
    return draw, {"attributes": [["phone", "1"]], "basis": None, "credit_code": None, "name": "企业" + name}


def inspector(name, **changes):
    draw = {"department": "一科", "district": "110101", "id": name, "max_visits": 2, "qualifications": [], "role": "officer",
            "valid_from": "2024-01-01", "valid_to": "2026-12-31"}
    draw.update(changes)
    return draw, {"name": "人员" + name}


def complete(plan, targets):
    """The targets with every attribute that the plan names in their draw parts, null where they have none (§5)."""
    named = {condition["field"][len("attribute:"):] for table in ("strata", "teams", "tickets") for rule in plan[table]
             for condition in rule["when"] if condition["field"].startswith("attribute:")}
    for draw, _ in targets:
        given = dict(draw["attributes"])
        draw["attributes"] = [[name, given.get(name)] for name in sorted(named)]
    return targets


def recusal(who, what):
    return {"inspector": who, "target": what}, {"category": "亲属"}


def random_world(rng, ceremony="both"):
    """A plan and rosters full of rules, some binding and some not, whose targets are staffable alone."""
    plan = plan_of("d1", 5, ceremony=ceremony, rotation=rng.random() < .5, district_rule=rng.choice(["any", "any", "cross", "own"]),
                   workload=rng.choice(["own", "balanced", {"common": rng.randint(1, 3)}]), yearly_cap=rng.choice([None, 2]))
    plan["amendments"] = dict(plan["amendments"], replacement=rng.choice(["deck", "deck", "fresh_value"]), strikes_per_seat=9,
                              strikes_per_stratum=9)
    plan["earlier"] = [{"head": "0" * 64, "use": use} for use in ("carry", "leave_out")]
    size = rng.choice(["all", {"ratio": {"of": "%d/7" % rng.randint(1, 7), "round": rng.choice(["up", "down", "half_up"])}},
                       {"per_officer": {"officers": 2, "round": "up", "targets": rng.randint(1, 3)}}])
    plan["strata"] = [
        {"directed": False, "items": ["i1"], "name": "食品", "when": [when("class", "food")],
         "quota": {"at_least": rng.choice([None, 1]), "at_most": rng.choice([None, 6]), "size": size}},
        {"directed": True, "items": ["i1"], "name": "big shops", "when": [when("class", "shop"), when("attribute:size", "big", "huge")],
         "quota": {"at_least": None, "at_most": None, "size": "all"}}]
    plan["teams"] = [{"seats": [seat(), seat(qualifications=["食"]), seat("expert")], "when": [when("level", "B")]},
                     {"seats": [seat(), seat(departments=["一科"])], "when": [when("level", "C", "D")]},
                     {"seats": [seat(), seat()], "when": []}]
    plan["tickets"] = [{"tickets": rng.randint(2, 5), "when": [when("level", "B", "C")]},
                       {"tickets": 2, "when": [when("attribute:area", "north")]}]
    inspectors = [inspector("p%d" % i, role="expert" if rng.random() < .25 else "officer", district=rng.choice(["110101", "110102"]),
                            department=rng.choice(["一科", "二科"]), qualifications=["食"] if rng.random() < .6 else [],
                            max_visits=rng.randint(1, 3), valid_to=rng.choice(["2026-01-01"] * 5 + ["2025-06-29"]))
                  for i in range(rng.randint(3, 9))]
    ids = [draw["id"] for draw, _ in inspectors]
    targets = []
    for i in range(rng.randint(1, 9)):
        fate = rng.random()
        targets.append(target(
            "t%d" % i, attributes=[["area", "north"]] * (fate > .6) + [["size", rng.choice(["big", "small"])]] * (rng.random() < .7), carried=fate < .2,
            drawn_before=.2 <= fate < .3, exempt="正面清单" if .3 <= fate < .4 else None, inspected=rng.randint(0, 2),
            district=rng.choice(["110101", "110102"]), last_team=sorted(rng.sample(ids, rng.randint(0, 2)) + ["x"] * (fate > .9)),
            level=rng.choice("ABCD"), **{"class": rng.choice(["food", "food", "shop"])}))
    complete(plan, targets)
    pairs = sorted({(rng.choice(ids), rng.choice(targets)[0]["id"]) for _ in range(rng.randint(0, 4))})
    # Leave out the targets that nobody could staff: announcing them would be refused.
    skeleton = {"amendments": [], "announcement": {"plan": plan}, "seal": {}, "rosters": dict(
        changes=[], inspectors=records(inspectors, "inspectors", ""), recusals=records([recusal(*p) for p in pairs], "recusals", ""),
        targets=records(targets, "targets", ""))}
    hopeless = set(dr.Ceremony(skeleton).unstaffable())
    targets = complete(plan, [t for t in targets if t[0]["id"] not in hopeless] + [target("tz", exempt="守信")])
    if targets and rng.random() < .4:
        plan["overrides"] = [{"approver": "局长", "reason": "举报", "seats": None, "target": targets[0][0]["id"], "tickets": 3}]
    return plan, targets, inspectors, [recusal(*p) for p in pairs if p[1] not in hopeless]


def staffing_after(disclosure, rng, inspectors, recusals, day=6, previous=None):
    """A staffing ceremony after one with open seats: somebody new, somebody gone, somebody with more visits."""
    before = drawn(disclosure, previous)
    plan = dict(copy.deepcopy(before.plan), **{name: plan_of("d%d" % day, day)[name] for name in (
        "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")}, ceremony="staffing", changed_rules=[])
    if rng.random() < .7:
        plan["rotation"] = not plan["rotation"]
        plan["changed_rules"] = [{"date": "2025-05-05", "reason": "人少", "rule": "rotation"}]
    new = {draw["id"]: (dict(draw), identity) for draw, identity in inspectors}
    if rng.random() < .5:
        del new[rng.choice(sorted(new))]
    for name in rng.sample(sorted(new), min(2, len(new))):
        new[name][0]["max_visits"] += 1
    for i in range(rng.randint(1, 3)):
        new["n%d-%d" % (day, i)] = inspector("n%d-%d" % (day, i), role=rng.choice(["officer", "expert"]), qualifications=["食"])
    new = [new[name] for name in sorted(new)]
    ids = {draw["id"] for draw, _ in new}
    recusals = [r for r in recusals if r[0]["inspector"] in ids]
    if recusals and rng.random() < .5:
        recusals = recusals[1:]
    rosters = dict(inspectors=records(new, "inspectors", ""), recusals=records(recusals, "recusals", ""), changes=[], targets=[])
    after = dr.Ceremony(dict(before.disclosure, rosters=rosters), before)
    changes = [({"date": "2025-05-05", "inspector": who, "kind": kind, "target": what}, {"reason": "调整"})
               for kind, who, what in dr.expected_changes(before, after)]
    return make(plan, [], new, recusals, changes, before, rng=rng), new, recusals


def random_strikes(rng, c, day):
    """Strikes that the standing of the ceremony `c` allows, one of a waiting alternate now and then, or None."""
    teams, first = c.standing.teams, c.first
    targets = {t for t in teams if rng.random() < .2}
    for t in sorted(targets):
        alternates = first.waiting[c.standing.drawn[t][1]][1][c.standing.come_up[c.standing.drawn[t][1]]:]
        if rng.random() < .6:
            targets.update(alternates[:1])
    pairs = sorted((i, t) for t, team in teams.items() if t not in targets for i in team if i is not None)
    people = dict(rng.sample(pairs, min(len(pairs), rng.randint(0, 3))))
    people = sorted((i, None if rng.random() < .3 else t) for i, t in people.items())
    return strikes(day, sorted(targets, key=c.ticket_order), people) if targets or people else None


def file_of(disclosure):
    return dr.canon(disclosure) + b"\n"


def verdict_of(disclosure, evidence=None):
    try:
        return dr.verify(dr.read_canonical(file_of(disclosure)), evidence)[0]
    except dr.Unusable:
        return "unusable"


def undrawn_of(disclosure, missing=()):
    """What a disclosure shows besides the result (§14.6); `missing` are the places of secrets that are left out."""
    secrets = [None if i in missing else secret for i, secret in enumerate(disclosure["secrets"])]
    return copy.deepcopy(dict({name: disclosure[name] for name in ("announcement", "protocol", "rosters", "salt_key", "selection")},
                              secrets=secrets, type="undrawn"))


def verdict_of_undrawn(undrawn):
    try:
        return dr.verify_undrawn(dr.read_canonical(file_of(undrawn)))[0]
    except dr.Unusable:
        return "unusable"


SIMPLE = ([target("t1"), target("t2", level="B"), target("t3", exempt="正面清单")], [inspector("p%d" % i) for i in range(4)])


def simple(rng=SECRETS, **changes):
    return make(plan_of("d1", 5, **changes), *SIMPLE, recusals=[recusal("p0", "t1")], rng=rng)


def scarce(rng=SECRETS, **changes):
    """Seven seats for three inspectors of two visits each: one seat stays open."""
    override = {"approver": "a", "reason": "r", "seats": [seat()] * 3, "target": "t0", "tickets": None}
    return make(plan_of("d1", 5, overrides=[override], **changes),
                [target("t%d" % i) for i in range(3)], [inspector("p%d" % i) for i in range(3)], rng=rng)


def short_of(drawn):
    """The short seats of a result, or of an amendment's outcome: those drawn that nobody took (§12.5)."""
    return [(team["target"], seat_["seat"]) for team in drawn["teams"] for seat_ in team["seats"] if seat_["inspector"] is None]


# ---------------------------------------------------------------------------------------------------------------------------

class CanonicalForm(unittest.TestCase):
    def refused(self, *files):
        for data in files:
            with self.subTest(data=data), self.assertRaises(dr.Unusable):
                dr.read_canonical(data)

    def test_accepted(self):
        for data in (b"0\n", b"9007199254740991\n", b'"a\\"\\\\/"\n', '{"a":[1,{"b_2":null}],"z":"中𠀀\u00a0"}\n'.encode(), b"[]\n", b'""\n',
                     b"[" * 32 + b"]" * 32 + b"\n", b'"' + b"[" * 40 + b'\\""\n', b'"\\\\"\n'):
            with self.subTest(data=data):
                self.assertEqual(dr.canon(dr.read_canonical(data)) + b"\n", data)

    def test_ends_and_spaces(self):
        self.refused(b"", b"\n", b"0", b"0\n\n", b"0\r\n", b" 0\n", b"0 \n", b"[1, 2]\n", b'{"a": 1}\n', b"[1,\n2]\n", b"[1\t]\n",
                     b"\xef\xbb\xbf0\n", b"0\n0\n", b"[1,]\n")

    def test_keys(self):
        self.refused(b'{"b":1,"a":2}\n', b'{"a":1,"a":1}\n', b'{"A":1}\n', '{"é":1}\n'.encode(), b'{"":1}\n', b'{"a b":1}\n')

    def test_numbers(self):
        self.refused(b"-1\n", b"-0\n", b"+1\n", b"01\n", b"1.0\n", b"1e3\n", b"9007199254740992\n", b"NaN\n", b"Infinity\n",
                     b"1" * 5000 + b"\n")

    def test_strings(self):
        self.refused(b'"\\u0041"\n', b'"\\n"\n', b'"\\u0001"\n', b'"\\/"\n', b'"\\t"\n', b'"\t"\n', b'"\x7f"\n', b'"\\ud800"\n', b'"\xff"\n',
                     b'"\xed\xa0\x80"\n', b'"\xc0\xaf"\n', b'"\x00"\n')
        # All code points there are, against the ranges as the text has them.
        ranges = ((0, 0x1F), (0x7F, 0x9F), (0xFDD0, 0xFDEF), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F),
                  (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F))
        refused = {point for first, last in ranges for point in range(first, last + 1)}
        refused |= {plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)}
        self.assertEqual({point for point in range(0x110000) if dr.REFUSED.search(chr(point))}, refused)
        for point in sorted(refused):
            self.refused(('"%c"\n' % point).encode())
        for point in (0x20, 0x7E, 0xA0, 0xAC, 0xAE, 0x200A, 0x200C, 0x200D, 0x2010, 0x2027, 0x202F, 0x205F, 0x2070, 0xFDCF, 0xFDF0, 0xFFF8, 0xFFFC, 0xFFFD,
                      0xE0080, 0x10FFFD):
            self.assertEqual(dr.read_canonical(('"%c"\n' % point).encode()), chr(point))
        # In keys and deep inside too: two names that look the same are two.
        self.refused('{"a":["王\u200b强"]}\n'.encode(), '{"a\u00ad":0}\n'.encode())

    def test_depth(self):
        self.refused(b"[" * 33 + b"]" * 33 + b"\n", b"[" * 1_000_000, b"[" * 1_000_000 + b"\n", b'{"a":' * 100_000 + b"\n")

    def test_size(self):
        self.assertRaises(dr.Unusable, dr.read_canonical, b"[1]\n", 3)


class SmallTypes(unittest.TestCase):
    def test_dates(self):
        for text in ("2000-02-29", "2024-02-29", "2999-12-31", "2100-02-28"):
            self.assertIsNotNone(dr.date_days(text), text)
        for text in ("1999-12-31", "3000-01-01", "2023-02-29", "2100-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-4-01",
                     "2024-04-01 ", "2024-04-0１", "20240401"):
            self.assertIsNone(dr.date_days(text), text)

    def test_instants(self):
        seconds = dr.instant_seconds
        self.assertEqual(seconds("2025-05-05T08:00:00+08:00"), seconds("2025-05-05T00:00:00+00:00"))
        self.assertEqual(seconds("2025-05-04T23:59:59-00:01"), seconds("2025-05-05T00:00:59+00:00"))
        self.assertEqual(seconds("2024-12-31T20:00:00-05:30"), seconds("2025-01-01T01:30:00+00:00"))
        # The day is that of China, and has to be a date.
        for text in ("2000-01-01T00:00:00+08:00", "1999-12-31T16:00:00+00:00", "2999-12-31T23:59:59+08:00"):
            self.assertEqual(seconds(text) is None, text < "2000", text)
        for text in ("2000-01-01T00:00:00+14:59", "2999-12-31T23:59:59+00:00"):
            self.assertIsNone(seconds(text), text)
        for text in ("2025-05-05T24:00:00+08:00", "2025-05-05T23:60:00+08:00", "2025-05-05T23:00:60+08:00", "2025-05-05T08:00:00Z",
                     "2025-05-05T08:00:00+15:00", "2025-05-05T08:00:00+08:60", "2025-05-05T08:00:00-00:00", "2025-05-05 08:00:00+08:00",
                     "2025-02-30T08:00:00+08:00", "2025-05-05T08:00:00.0+08:00", "2025-05-05T08:00:00+0800"):
            self.assertIsNone(seconds(text), text)

    def test_ratios_and_ids(self):
        self.assertEqual(dr.ratio_parts("5/100"), (5, 100))
        self.assertEqual(dr.ratio_parts("0/1000000000000"), (0, 10**12))
        for text in ("1/0", "01/2", "1/02", "1000000000001/1", "1/2/3", "-1/2", " 1/2", "1/", "½"):
            self.assertIsNone(dr.ratio_parts(text), text)
        for text, fits in (("a" * 53, True), ("a" * 54, False), ("", False), ("A.b_c-9", True), ("é", False), ("a\n", False), ("a b", False)):
            if fits:
                dr.ID(text, "", None)
            else:
                self.assertRaises(dr.Unusable, dr.ID, text, "", None)


class PublicValues(unittest.TestCase):
    @staticmethod
    def numbers(count, low, high, distinct, ordered):
        return {"numbers": {"count": count, "distinct": distinct, "max": high, "min": low, "ordered": ordered}}

    def test_outcomes_and_grammar_agree_with_enumeration(self):
        for count, low, high, distinct, ordered in itertools.product((1, 2, 3), (0, 2), (2, 5, 11), (False, True), (False, True)):
            if distinct and count > high - low + 1:
                continue
            kind = self.numbers(count, low, high, distinct, ordered)
            width = len(str(high))
            texts = (" ".join("%0*d" % (width, x) for x in pick) for pick in itertools.product(range(high + 3), repeat=count))
            with self.subTest(kind=kind):
                fitting = sum(dr.value_fits(kind, text) for text in texts)
                if distinct or ordered:
                    self.assertEqual(fitting, dr.outcomes(kind))
                else:  # not equally likely, so counted low
                    self.assertLessEqual(dr.outcomes(kind), fitting)
                    self.assertLessEqual(dr.outcomes(kind) * math.factorial(count), (high - low + 1)**count)

    def test_unordered_numbers_with_repetition_count_low(self):
        for count, low, high, outcomes in ((1, 1, 6, 6), (2, 1, 6, 18), (3, 1, 6, 36), (3, 0, 9, 166), (2, 0, 10, 60), (13, 1, 6, 1), (2, 7, 7, 0)):
            self.assertEqual(dr.outcomes(self.numbers(count, low, high, False, False)), outcomes, (count, low, high))

    @classmethod
    def parts(cls, first, second, beyond=False):
        return {"parts": [dict(cls.numbers(*first), beyond=False), dict(cls.numbers(*second), beyond=beyond)]}

    def test_outcomes_and_grammar_of_parts_agree_with_enumeration(self):
        for first, second, beyond in (
                ((3, 1, 5, True, False), (1, 1, 4, True, False), False), ((3, 1, 5, True, False), (2, 1, 4, True, False), False),
                ((3, 1, 5, True, False), (1, 1, 5, True, False), True), ((2, 1, 5, True, True), (2, 1, 5, True, False), True),
                ((3, 1, 5, True, False), (2, 1, 5, True, True), True), ((3, 0, 4, False, True), (1, 0, 5, True, False), False)):
            kind = self.parts(first, second, beyond)
            texts = [[" ".join(map(str, pick)) for pick in itertools.product(range(7), repeat=part[0])] for part in (first, second)]
            with self.subTest(kind=kind):
                self.assertEqual(list(dr.source_rules({"name": "v", "source": {"kind": kind}, "fallbacks": []})), [])
                self.assertEqual(sum(dr.value_fits(kind, " + ".join(pair)) for pair in itertools.product(*texts)), dr.outcomes(kind))

    def test_outcomes_of_known_drawings(self):
        for kind, outcomes in (
                (self.parts((6, 1, 33, True, False), (1, 1, 16, True, False)), 17_721_088),
                (self.parts((5, 1, 35, True, False), (2, 1, 12, True, False)), 21_425_712),
                (self.parts((7, 1, 30, True, False), (1, 1, 30, True, False), beyond=True), 46_823_400),
                (self.parts((6, 0, 9, False, True), (1, 0, 14, True, False)), 15_000_000),
                (self.numbers(20, 1, 80, True, False), 3_535_316_142_212_174_320)):
            self.assertEqual(dr.outcomes(kind), outcomes, kind)

    def test_impossible_parts(self):
        some, one = self.numbers(3, 1, 5, True, False), self.numbers(1, 1, 5, True, False)
        for parts in ([], [some], [some] * 5, [dict(one, beyond=True), dict(some, beyond=False)],
                      [some, dict(self.numbers(3, 1, 5, True, False), beyond=True)], [some, dict(self.numbers(1, 1, 6, True, False), beyond=True)],
                      [some, dict(self.numbers(1, 1, 5, False, False), beyond=True)],
                      [self.numbers(3, 1, 5, False, False), dict(one, beyond=True)]):
            kind = {"parts": [dict({"beyond": False}, **part) for part in parts]}
            self.assertTrue(list(dr.source_rules({"name": "v", "source": {"kind": kind}, "fallbacks": []})), kind)

    def test_frozen_values(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "vectors", "values.json"), encoding="utf-8") as file:
            for vector in json.load(file):
                self.assertEqual(dr.value_fits(vector["kind"], vector["text"]), vector["ok"], vector)
                self.assertEqual(str(dr.outcomes(vector["kind"])), vector["outcomes"], vector)

    def test_grammar_of_parts(self):
        kind = self.parts((6, 1, 33, True, False), (1, 1, 16, True, False))
        self.assertTrue(dr.value_fits(kind, "01 05 11 20 21 30 + 12"))
        for text in ("01 05 11 20 21 30", "01 05 11 20 21 30 12", "01 05 11 20 21 30+12", "01 05 11 20 21 30 + 17", "05 01 11 20 21 30 + 12",
                     "01 05 11 20 21 30 + 12 + 12", "01 05 11 20 21 30 + 12 ", " + ", ""):
            self.assertFalse(dr.value_fits(kind, text), text)
        kind = self.parts((7, 1, 30, True, False), (1, 1, 30, True, False), beyond=True)
        self.assertTrue(dr.value_fits(kind, "02 05 11 20 21 28 30 + 01"))
        self.assertFalse(dr.value_fits(kind, "02 05 11 20 21 28 30 + 05"))

    def test_grammar(self):
        kind = self.numbers(2, 1, 33, True, False)
        self.assertTrue(dr.value_fits(kind, "01 33"))
        for text in ("1 33", "33 01", "01  33", "01 33 ", "01 34", "00 01", "01 01", "01,33", "01", "０1 33", "001 33", "01 33\n", ""):
            self.assertFalse(dr.value_fits(kind, text), text)
        self.assertTrue(dr.value_fits({"hex": {"bytes": 2}}, "00ff"))
        for text in ("00FF", "0ff", "00ff0", "00fg", "00ff\n"):
            self.assertFalse(dr.value_fits({"hex": {"bytes": 2}}, text), text)
        self.assertTrue(dr.value_fits({"upper_hex": {"bytes": 2}}, "00FF"))
        for text in ("00ff", "0FF", "00FF0", "00FG", "00FF\n"):
            self.assertFalse(dr.value_fits({"upper_hex": {"bytes": 2}}, text), text)
        self.assertTrue(dr.value_fits(WITNESS_KIND, WITNESS))
        self.assertFalse(dr.value_fits(WITNESS_KIND, "00" * 32))
        self.assertFalse(dr.value_fits(WITNESS_KIND, WITNESS.upper()))


class Primitives(unittest.TestCase):
    ZERO_KEY = ("76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
                "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
                "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f")  # RFC 8439 A.1, vectors 1 and 2
    COUNTER_33_BITS = ("3db41d3aa0d329285de6f225e6e24bd59c9a17006943d5c9b680e3873bdc683a"
                       "5819469899989690c281cd17c96159af0682b5b903468a61f50228cf09622b5a")

    def test_chacha20(self):
        words = itertools.islice(dr.chacha20_words(bytes(32)), 16)
        self.assertEqual(b"".join(word.to_bytes(8, "little") for word in words).hex(), self.ZERO_KEY)
        # The upper half of the 64-bit counter: openssl enc -chacha20 -K 00…00 -iv 00000000010000000000000000000000
        self.assertEqual(dr.chacha20_block([0] * 8, 2**32).hex(), self.COUNTER_33_BITS)

    def test_below(self):
        for n in (1, 2, 3, 7, 2**32, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 1):
            words = [random.Random(n).randrange(2**64) for _ in range(200)] + [0]
            z = (2**64 // n) * n
            stream = iter([2**64 - 1] + words)
            self.assertEqual(dr.below(n, stream), next(x for x in [2**64 - 1] + words if x < z) % n)
        self.assertEqual(dr.below(2**63 + 1, iter([2**63 + 1, 2**64 - 1, 2**63])), 2**63)
        rest = iter([5, 6])
        self.assertEqual((dr.below(1, rest), next(rest)), (0, 6))

    def test_deck_is_a_permutation(self):
        for m in (0, 1, 2, 30):
            self.assertEqual(sorted(dr.deal("0" * 64, 1, "t", range(m))), list(range(m)))

    def test_trees(self):
        def plain(leaves):
            if not leaves:
                return hashlib.sha256(b"").digest()
            if len(leaves) == 1:
                return hashlib.sha256(b"\0" + leaves[0]).digest()
            p = 1
            while p * 2 < len(leaves):
                p *= 2
            return hashlib.sha256(b"\1" + plain(leaves[:p]) + plain(leaves[p:])).digest()
        leaves = [b"%d" % i for i in range(70)]
        for n in range(70):
            self.assertEqual(dr.merkle_root(leaves[:n]), plain(leaves[:n]).hex(), n)
        # The tree of Certificate Transparency's well-known test data.
        known = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f")]
        self.assertEqual(dr.merkle_root(known), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")

    def test_netstring(self):
        self.assertEqual(dr.netstring("双随机"), b"9:" + "双随机".encode())
        self.assertEqual(dr.seed_of("a", ["b"], [("n", "3", "i", "t")]), hashlib.sha256(b"18:dual-random/1 seed1:a1:b1:n1:31:i1:t").hexdigest())

    def test_tickets(self):
        self.assertEqual(dr.ticket("00", 12, "t"), hashlib.sha256(b"0012:t").hexdigest())
        self.assertEqual(dr.winning_ticket("00", 9, "t"), min((dr.ticket("00", n, "t"), n) for n in range(1, 10)))

    def test_credit_codes(self):
        self.assertFalse(dr.credit_code_fails("91350100M000100Y43"))
        for code in ("91350100M000100Y44", "91350100M000100Y34", "91350100M000101Y43", "91350100m000100Y43", "91350100M000100Y4", "O" * 18):
            self.assertTrue(dr.credit_code_fails(code), code)

    def test_quota(self):
        def k(size, n=10, officers=5, least=None, most=None):
            return dr.quota_number({"at_least": least, "at_most": most, "size": size}, n, officers)
        self.assertEqual(k("all"), 10)
        self.assertEqual(k({"count": 4}), 4)
        self.assertEqual([k({"ratio": {"of": "1/4", "round": r}}) for r in ("down", "half_up", "up")], [2, 3, 3])
        self.assertEqual([k({"ratio": {"of": "24/100", "round": r}}) for r in ("down", "half_up", "up")], [2, 2, 3])
        self.assertEqual(k({"ratio": {"of": "0/4", "round": "up"}}), 0)
        self.assertEqual([k({"per_officer": {"officers": 3, "round": r, "targets": 2}}) for r in ("down", "half_up", "up")], [3, 3, 4])
        self.assertEqual(k({"count": 4}, least=6), 6)
        self.assertEqual(k({"count": 4}, most=2), 2)
        self.assertEqual(k({"count": 4}, least=12), 12)


# ---------------------------------------------------------------------------------------------------------------------------

def can_be_filled(seats, room, chosen, placed=()):
    """By trying everything: whether the chosen seats can be filled, with some inspectors already in their seats."""
    placed = dict(placed)
    room = dict(room)
    used = {(seats[s].target, i) for s, i in placed.items()}
    for i in placed.values():
        room[i] -= 1
    open_seats = [s for s in chosen if s not in placed]

    def fill(k):
        if k == len(open_seats):
            return True
        seat_ = seats[open_seats[k]]
        for i in seat_.eligible:
            pair = (seat_.target, i)
            if room[i] > 0 and pair not in used:
                room[i] -= 1
                used.add(pair)
                if fill(k + 1):
                    return True
                room[i] += 1
                used.discard(pair)
        return False
    return min(room.values(), default=0) >= 0 and fill(0)


def random_seats(rng):
    people = "abcdef"[:rng.randint(1, 6)]
    seats = []
    for t in range(rng.randint(1, 4)):
        gone = rng.sample(people, rng.randint(0, min(2, len(people))))
        for number in range(1, rng.randint(1, 3) + 1):
            wanted = rng.sample(people, rng.randint(0, len(people)))
            seats.append(dr.Seat("t%d" % t, number, sorted(set(wanted) - set(gone))))
    rng.shuffle(seats)
    return people, seats


class Staffing(unittest.TestCase):
    """The staffing facts against a search that tries everything."""

    def test_facts(self):
        rng = random.Random(7)
        seen = collections.Counter()
        for case in range(2000):
            people, seats = random_seats(rng)
            max_visits = {i: rng.randint(0, 3) for i in people}
            visits = {i: rng.randint(0, 2) for i in people if rng.random() < .3}
            room = dr.room_left(max_visits, visits)
            with self.subTest(case=case):
                staffed = dr.staffed_seats(seats, room)
                plain = []
                for s in range(len(seats)):
                    if can_be_filled(seats, room, plain + [s]):
                        plain.append(s)
                self.assertEqual(staffed, plain)

                chosen = [seats[s] for s in staffed]
                cap = dr.balanced_cap(chosen, max_visits, visits)
                fits = [can_be_filled(chosen, dr.room_left({i: min(m, c) for i, m in max_visits.items()}, visits), range(len(chosen)))
                        for c in range(12)]
                self.assertEqual(cap, fits.index(True))
                caps = {i: min(m, cap) for i, m in max_visits.items()} if rng.random() < .5 else max_visits
                seen.update(self.deal_and_compare(rng, chosen, caps, visits, people))
                seen.update(short=len(staffed) < len(seats))
        for what in ("taken", "strands", "short", "on_team"):
            self.assertGreater(seen[what], 50, what)

    def deal_and_compare(self, rng, seats, caps, visits, people):
        room = dr.room_left(caps, visits)
        seating = dr.fill_all(seats, room)
        placed, load = {}, collections.Counter()
        for s, seat_ in enumerate(seats):
            dead = dr.Dead()
            for slip in rng.sample(people, len(people)):
                if slip not in seat_.eligible or load[slip] >= room[slip]:
                    continue
                if any(seats[r].target == seat_.target and i == slip for r, i in placed.items()):
                    yield "on_team"
                    continue
                possible = can_be_filled(seats, room, range(len(seats)), {**placed, s: slip})
                self.assertEqual(seating.settle(s, slip, dead), possible)
                yield "taken" if possible else "strands"
                if possible:
                    placed[s] = slip
                    load[slip] += 1
                    break
            self.assertIn(s, placed)

    def test_speed(self):
        rng = random.Random(3)
        people = list(range(100))
        seats = [dr.Seat(s // 2, s % 2 + 1, sorted(rng.sample(people, 30))) for s in range(200)]
        started = time.time()
        room = dict.fromkeys(people, 2)
        staffed = dr.staffed_seats(seats, room)
        chosen = [seats[s] for s in staffed]
        dr.balanced_cap(chosen, room, {})
        seating = dr.fill_all(chosen, room)
        for s, seat_ in enumerate(chosen):
            dead = dr.Dead()
            self.assertTrue(any(seating.settle(s, slip, dead) for slip in rng.sample(seat_.eligible, len(seat_.eligible))))
        self.assertLess(time.time() - started, 5)


def plain_staffing(c, teams, wanted, cap_before=0, dealt=None):
    """§12.2 to §12.4 by trying everything, for the ceremony `c` whose draw is done and who sits in `teams` before; `wanted` are the
    (target, number) to fill, and `dealt` says how many slips each had before. Returns the cap, the teams and the trails."""
    plan, dealt = c.plan, dealt or {}
    common = plan["workload"]["common"] if isinstance(plan["workload"], dict) else 10**9
    people = {i["id"]: i for i in c.inspectors}
    teams = {t: list(team) for t, team in teams.items()}
    visits = collections.Counter(i for team in teams.values() for i in team if i in people)

    def fixed(i, asked, t):
        struck = c.standing.struck_from[t] | c.standing.struck_from[None]
        return dr.fixed_reason(people[i], asked, c.target[t], c.recused[t], struck, plan)
    seats = []
    for t in teams:
        for n, asked in enumerate(c.seats_of(c.target[t]), 1):
            if (t, n) in wanted:
                seats.append((dr.Seat(t, n, [i for i in people if i not in teams[t] and fixed(i, asked, t) is None]), asked))

    def room(limit):
        return {i: max(0, min(p["max_visits"], limit) - visits[i]) for i, p in people.items()}
    all_seats = [s for s, _ in seats]
    staffed = []
    for s in range(len(seats)):
        if can_be_filled(all_seats, room(common), staffed + [s]):
            staffed.append(s)
    cap = None if plan["workload"] == "own" else common
    if plan["workload"] == "balanced":
        cap = next(limit for limit in itertools.count(cap_before) if can_be_filled(all_seats, room(limit), staffed))
    limit = 10**9 if cap is None else cap
    start, placed, trails = room(limit), {}, []
    for s, (seat_, asked) in enumerate(seats):
        trail, deck = [], list(dr.deal(c.result["deck_key"], seat_.number, seat_.target, sorted(people)))
        for slip in range(len(deck)) if s in staffed else ():
            slip = deck[(dealt.get((seat_.target, seat_.number), 0) + slip) % len(deck)]
            reason = fixed(slip, asked, seat_.target)
            if reason is None and visits[slip] >= min(people[slip]["max_visits"], limit):
                reason = "workload"
            if reason is None and slip in teams[seat_.target]:
                reason = "on_team"
            if reason is None and not can_be_filled(all_seats, start, staffed, {**placed, s: slip}):
                reason = "strands"
            trail.append({"inspector": slip, "reason": reason or "taken"})
            if reason is None:
                placed[s] = slip
                teams[seat_.target][seat_.number - 1] = slip
                visits[slip] += 1
                break
        trails.append(trail)
    return cap, teams, trails


def trails_of(teams):
    return {(team["target"], seat_["seat"]): seat_["trail"] for team in teams for seat_ in team["seats"]}


class WholeDraws(unittest.TestCase):
    def consistent(self, disclosure):
        verdict, report, _ = dr.verify(dr.read_canonical(file_of(disclosure)))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))
        return report

    def compare(self, disclosure, previous=None):
        """The draw against a plain search; returns its ceremony, and how many slips each seat has had."""
        c = drawn(disclosure, previous)
        if c.plan["ceremony"] == "selection":
            return c, collections.Counter()
        before = previous.standing.teams if previous else {t: [None] * len(team) for t, team in c.standing.teams.items()}
        wanted = [(t, n) for t, team in before.items() for n, who in enumerate(team, 1) if who is None]
        cap, teams, trails = plain_staffing(c, before, wanted)
        self.assertEqual(cap, c.result["cap"])
        self.assertEqual(teams, c.standing.teams)
        self.assertEqual(trails, list(trails_of(c.result["teams"]).values()))
        return c, collections.Counter({seat_: len(trail) for seat_, trail in trails_of(c.result["teams"]).items()})

    def amend_at_random(self, rng, disclosure, c, dealt, seen):
        """A few amendments of the ceremony `c`, as drawn and not yet amended; each against a plain search."""
        previous, cap = c.previous, c.cap
        for day in sorted(rng.sample(range(10, 20), rng.randint(0, 3))):
            struck = random_strikes(rng, c, day)
            if struck is None:
                break
            disclosure = amend(disclosure, struck, previous=previous)
            self.consistent(disclosure)
            before, c = c.standing, drawn(disclosure, previous)
            outcome = disclosure["amendments"][-1]["outcome"]
            came_in = [pair["alternate"] for pair in outcome["replaced"] if pair["alternate"] in c.standing.teams]
            base = {t: [None if (i, t) in gone or (i, None) in gone else i for i in team] for gone in [
                {(entry["inspector"], entry["target"]) for entry in struck["inspectors"]}] for t, team in before.teams.items()
                if t not in [entry["target"] for entry in struck["targets"]]}
            wanted = [(t, n) for t, team in base.items() for n, who in enumerate(team, 1) if who != before.teams[t][n - 1]]
            for t in came_in:
                base[t] = [None] * len(c.seats_of(c.target[t]))
                wanted += [(t, n + 1) for n in range(len(base[t]))]
            none_left = [pair["alternate"] for pair in outcome["replaced"]].count(None)
            seen.update(struck_at_once=len(outcome["replaced"]) - len(came_in) - none_left)
            if c.plan["amendments"]["replacement"] == "fresh_value" or c.plan["ceremony"] == "selection":
                self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
                self.assertEqual(c.standing.teams, base)
            else:
                risen, teams, trails = plain_staffing(c, base, wanted, cap or 0, dealt)
                self.assertEqual(risen, outcome["cap"])
                self.assertEqual(teams, c.standing.teams)
                self.assertEqual(list(c.standing.teams), list(teams))
                new = trails_of(outcome["teams"])
                self.assertEqual(trails, list(new.values()))
                seen.update(risen=risen != cap, amended_shortage=bool(short_of(outcome)))
                for seat_, trail in new.items():
                    start = dealt[seat_] % max(1, len(c.inspectors))
                    seen.update(continued=start > 0 and bool(trail), wrapped=start + len(trail) > len(c.inspectors))
                    seen.update(slip["reason"] for slip in trail)
                    dealt[seat_] += len(trail)
                cap = risen
        return disclosure, c

    def test_random_chains(self):
        rng = random.Random(12)
        seen = collections.Counter()
        for case in range(300):
            with self.subTest(case=case):
                ceremony = rng.choice(["both", "both", "selection"])
                plan, targets, inspectors, recusals = random_world(rng, ceremony)
                withhold = [("targets", i) for i in range(len(targets)) if rng.random() < .1]
                disclosure = make(plan, targets, inspectors, recusals, withhold=withhold, rng=rng)
                report = self.consistent(disclosure)
                disclosure, c = self.amend_at_random(rng, disclosure, *self.compare(disclosure), seen)
                day = 5
                while c.open_seats_left() and day < 8:
                    day += 1
                    before = c
                    disclosure, inspectors, recusals = staffing_after(c.disclosure, rng, inspectors, recusals, day, c.previous)
                    report = self.consistent(disclosure)
                    disclosure, c = self.amend_at_random(rng, disclosure, *self.compare(disclosure, before), seen)
                    seen.update(amended_chain=len(before.disclosure["amendments"]) > 0)
                seen.update([("days", day), "shortage"] if short_of(c.result) else [("days", day)])
                seen.update(code for _, code, _ in report.warnings)
                seen.update(slip["reason"] for team in c.result["teams"] for s in team["seats"] for slip in s["trail"])
        for what in ("amended_chain", "amended_shortage", "continued", "risen", "struck_at_once", "wrapped", "shortage",
                     ("days", 6), ("days", 7), ("days", 8), "small_pool", "unknown_last_team", "outside_strata", "strands", "workload", "on_team", *dr.FIXED_REASONS):
            self.assertGreater(seen[what], 0, (what, seen))

    def test_too_long_a_chain(self):
        rng = random.Random(2)
        disclosure, inspectors, recusals = scarce(), [inspector("p%d" % i) for i in range(3)], []
        nested = None
        for _ in range(9):
            nested = {"selection": nested}
        with self.assertRaisesRegex(dr.Unusable, "more than 8 ceremonies"):
            dr.check_shape(nested)
        with self.assertRaisesRegex(dr.Unusable, "fields absent"):
            dr.check_shape(nested["selection"])
        disclosure, _, _ = staffing_after(disclosure, rng, inspectors, recusals)
        self.consistent(disclosure)

    def test_evidence(self):
        disclosure = simple()
        announcement, seal = dr.digest(disclosure["announcement"]), dr.digest(disclosure["seal"])
        balls = ("d1-balls", BALLS_TEXT)
        for evidence, verdict in (
                (dr.Evidence([announcement], [seal], [balls]), "verified"), (dr.Evidence([announcement], [], [balls]), "verified"),
                (dr.Evidence([announcement]), "consistent"), (dr.Evidence([], [], [balls]), "consistent"),
                (dr.Evidence([seal], [], [balls]), "contradicted"), (dr.Evidence([announcement], [announcement], [balls]), "contradicted"),
                (dr.Evidence([announcement], [], [balls, ("d1-witness", "0")]), "contradicted"),
                (dr.Evidence([announcement], [], [("other", "1"), balls]), "contradicted"),
                (dr.Evidence([announcement], [], [("d1-balls", "07")]), "contradicted")):
            self.assertEqual(verdict_of(disclosure, evidence), verdict)

    def test_seals_of_amendments_are_evidence(self):
        disclosure = amend(simple(), strikes(6, ["t1"]), strikes(7, ["t2"]))
        seals = [dr.digest(amendment["seal"]) for amendment in disclosure["amendments"]]
        self.assertEqual(verdict_of(disclosure, dr.Evidence([], seals + [dr.digest(disclosure["seal"])])), "consistent")
        self.assertEqual(verdict_of(amend(simple(), strikes(6, ["t1"])), dr.Evidence([], seals)), "contradicted")
        self.assertEqual(verdict_of(simple(), dr.Evidence([], seals[:1])), "contradicted")

    def test_withheld_identities_do_not_lower_the_verdict(self):
        disclosure = make(plan_of("d1", 5), *SIMPLE, withhold=[("targets", 0), ("inspectors", 2)])
        self.consistent(disclosure)
        disclosure["rosters"]["inspectors"][2]["identity"]["withheld"]["hash"] = "0" * 64
        self.assertEqual(verdict_of(disclosure), "contradicted")

    def test_limits(self):
        for verdict, change in (
                ("unusable", lambda d: d["announcement"]["plan"]["teams"][0].update(seats=[seat()] * 17)),
                ("unusable", lambda d: d["announcement"]["plan"].update(left_out=[{"carried": [], "count": 0, "reason": "r"}] * 1001)),
                ("unusable", lambda d: d.update(amendments=amendments * 367)),
                ("contradicted", lambda d: d.update(amendments=amendments * 366)),
                ("unusable", lambda d: amendments[0]["strikes"].update(targets=amendments[0]["strikes"]["targets"] * 100_001)
                    or d.update(amendments=amendments)),
                # The numbers to draw are limited as computed, and a document within a document is not measured.
                ("contradicted", lambda d: d["announcement"]["strata"][0].update(k=2**40)),
                ("contradicted", lambda d: d["announcement"]["plan"].update(place="x" * 4096, items=d["announcement"]["plan"]["items"] * 1000,
                                                                  amendments=dict(d["announcement"]["plan"]["amendments"],
                                                                                  target_reasons=["x" * 4096] * 1000,
                                                                                  inspector_reasons=["x" * 4096] * 1000),
                                                                  left_out=[{"carried": [], "count": 0, "reason": "x" * 4096}] * 1000,
                                                                  added=[{"count": 0, "reason": "x" * 4096}] * 1000,
                                                                  classes=["x" * 4091 + "%05d" % i for i in range(1000)]))):
            disclosure = simple()
            amendments = amend(disclosure, strikes(6, ["t1"]))["amendments"]
            change(disclosure)
            self.assertEqual(verdict_of(disclosure), verdict)
        # Three targets and two amendments; two targets of one ticket; two targets of two seats, four inspectors.
        disclosure = amend(simple(), strikes(6, ["t1"]), strikes(7, ["t2"]))
        for name, most in (("AMENDMENTS_TIMES_TARGETS_MAX", 6), ("TICKETS_MAX", 2), ("SEATS_TIMES_INSPECTORS_MAX", 16)):
            for less, verdict in ((0, "consistent"), (1, "unusable")):
                with mock.patch.object(dr, name, most - less):
                    self.assertEqual(verdict_of(disclosure), verdict, name)

    def test_form_and_contradiction(self):
        """What makes a file unusable, and what contradicts (§15)."""
        first, long = simple(), "x" * 4097
        original = amend(first, strikes(6, [], [(first["result"]["teams"][0]["seats"][0]["inspector"], None)]))
        plan, draw, seats = ("announcement", "plan"), ("rosters", "targets", 0, "draw"), ("result", "teams", 0, "seats", 0)
        override = {"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}
        numbers = plan + ("values", 0, "source", "kind", "numbers")
        per_officer = {"per_officer": {"officers": 1, "round": "up", "targets": 1}}
        size = plan + ("strata", 0, "quota", "size")
        condition = plan + ("tickets",)
        amendment = ("amendments", 0)
        struck, refilled = amendment + ("strikes", "inspectors", 0), amendment + ("outcome", "teams", 0, "seats", 0)
        for path, unusable, contradicted in (
                (draw + ("id",), ["", "a b", "x" * 54, 1, None], ["t9"]),
                (draw + ("district",), [1, None, "", "11010", "11010x", "1" * 13, long], ["110102"]),
                (draw + ("level",), [1, "", long], ["x" * 4096, "\"" * 4096]), (draw + ("inspected",), [2**32, "1"], [2**32 - 1]),
                (draw + ("last_team",), [["a b"], ["x"] * 257], [["b", "a"], ["a", "a"]]),
                (draw + ("attributes",), [[["a"]], [["a", 1]], [["a", "b"]] * 257, [[None, "b"]], [["a", ""]], [["", "a"]]],
                 [[["b", "x"], ["a", "x"]], [["a", None]], [["a", None]] * 2]),
                (("rosters", "targets", 0, "identity", "shown", "data", "attributes"), [[["phone", None]], [[None, "1"]]], [[]]),
                (("rosters", "targets", 0, "identity"), [{"withheld": {"hash": "0", "reason": "r"}}, {"other": 1}, {},
                                                              {"withheld": {"hash": "0" * 64, "reason": ""}}],
                 [{"withheld": {"hash": "0" * 64, "reason": "r"}}]),
                (("rosters", "inspectors", 0, "draw", "max_visits"), [2**32, 0, "1"], [1, 2**32 - 1]),
                (("rosters", "inspectors", 0, "draw", "role"), ["chief", ""], ["expert"]),
                (("rosters", "inspectors", 0, "draw", "valid_to"), ["2026-02-30", "1999-01-01", ""], ["2020-01-01"]),
                (("salt_key",), ["0" * 63, "A" * 64, ""], ["0" * 64]), (("secrets",), [["x"]], [[]]),
                (("head",), ["", None, "0" * 63], ["0" * 64]),
                (plan + ("seal_by",), ["2025-05-05T17:00:00Z", "2025-05-05T17:00:00-00:00"], ["2025-05-04T17:00:00+08:00"]),
                (plan + ("category",), ["other", 1], ["case"]), (plan + ("min_pool",), [2**32], [0]), (plan + ("number",), ["1"], [0, 2**40]),
                (plan + ("yearly_cap",), [2**32], [0]), (plan + ("workload",), [{"common": 2**32}, "other", {"own": 1}], [{"common": 0}]),
                (plan + ("classes",), [["food"] * 1001], [["shop", "food"], ["food"] * 2]),
                (plan + ("changed_rules",), [[{"date": "2025-01-01", "reason": "r", "rule": "title"}],
                                             [{"date": "2025-01-01", "reason": "r", "rule": "visits"}] * 1001],
                 [[{"date": "2025-01-01", "reason": "r", "rule": "visits"}]]),
                (plan + ("overrides",), [[dict(override, tickets=2**32)], [dict(override, target="")]],
                 [[dict(override, tickets=1001)], [dict(override, tickets=0)], [dict(override, seats=[])]]),
                (plan + ("overrides",), [[dict(override, seats=[dict(seat(), departments=["x"] * 257)])]],
                 [[dict(override, seats=[seat(departments="ba"), seat()])]]),
                (plan + ("strata", 0, "items"), [["i1"] * 1001, ["i 1"]], [[], ["i1", "i1"], ["i2"]]),
                (size, [{"ratio": {"of": "1/0", "round": "up"}}, {"ratio": {"of": "1/2", "round": "on"}}, "some", {"all": 1}],
                 [{"ratio": {"of": "3/2", "round": "up"}}, {"count": 2**40}]),
                (size, [{"per_officer": dict(per_officer["per_officer"], **{name: 2**32})} for name in ("officers", "targets")],
                 [{"per_officer": dict(per_officer["per_officer"], **{name: 0})} for name in ("officers", "targets")]),
                (condition, [[{"tickets": 1, "when": [when(field, "x")]}] for field in (1, None, "", "attribute:" + long)],
                 [[{"tickets": 1, "when": [when(field, "x")]}] for field in ("id", "last_team", "Class", "attribute", "attribute:")]),
                (condition, [[{"tickets": 2**32, "when": []}], [{"tickets": 1, "when": [when("class", "x")] * 17}]],
                 [[{"tickets": 0, "when": []}], [{"tickets": 1001, "when": []}], [{"tickets": 1, "when": [when("class")]}],
                  [{"tickets": 1, "when": [{"field": "class", "any_of": ["b", "a"]}]}]]),
                (numbers + ("count",), [2**32], [0, 65, 2**32 - 1]), (numbers + ("max",), ["1"], [0, 100, 10**9, 2**40]),
                (plan + ("values", 0, "fallbacks", 0, "kind"), [{"hex": {"bytes": 2**32}}, {"hex": {"bytes": 1, "x": 1}}, {"dice": 1}, "hex"],
                 [{"hex": {"bytes": bytes_}} for bytes_ in (0, 65, 2**32 - 1)]),
                (plan + ("values", 0, "fallbacks", 0, "kind"), ["ssq", "双色球", {"upper_hex": {"bytes": 2**32}}, {"parts": {}}, {"parts": [BALLS]},
                                                                {"parts": [dict(BALLS, beyond=None)] * 2}],
                 [{"parts": []}, {"parts": [dict(BALLS, beyond=False)] * 5}, {"parts": [dict(BALLS, beyond=True)] * 2},
                  {"upper_hex": {"bytes": 65}}]),
                (("announcement", "hash"), ["sha512", None], []), (("seal", "values", 0, "source"), ["0"], [1, 2, 5, 2**40]),
                (("seal", "values", 0, "text"), [1, "", long], ["x"]), (("seal", "values", 0, "reason"), [1, ""], ["r"]),
                (("result", "cap"), [2**32], [1]), (("result", "strata", 0, "drawn", 0, "n"), [2**32], [2**32 - 1]),
                (seats + ("seat",), [2**32], [0]),
                (plan + ("values", 0, "corrected"), ["", "last", None], ["fallback", "void"]),
                (plan + ("earlier",), [[{"head": "0", "use": "count"}], [{"disclosure": "0" * 64, "use": "count"}]],
                 [[{"head": "0" * 64, "use": "count"}]]),
                (plan + ("amendments", "replacement"), ["", "value"], ["fresh_value"]),
                (plan + ("amendments", "target_reasons"), ["注销", [1], [""]], [[]]),
                (("amendments",), [None, [None], [{}]], [[]]),
                (amendment + ("type",), ["seal"], []), (amendment + ("seal", "type"), ["seal"], []),
                (amendment + ("seal", "number"), ["1", None, 2**53], [0, 2, 2**32]),
                (amendment + ("seal", "previous"), [None, ""], ["0" * 64]),
                (amendment + ("seal", "seats", "open"), [None], [1, 2**40]),
                (amendment + ("seal", "commitment"), ["A" * 64], ["a" * 64]),
                (amendment + ("strikes", "date"), ["2025-06-31", ""], ["2025-05-04", "2025-05-07"]),
                (amendment + ("strikes", "targets"), [None], [strikes(6, ["t9"])["targets"], strikes(6, ["t1"])["targets"]]),
                (struck + ("evidence",), ["", None], ["0" * 64]), (struck + ("inspector",), ["", "a b"], ["p9"]),
                (struck + ("reason",), [None, "", long], ["注销"]), (struck + ("target",), ["", 1], ["t9", "t1", "t3"]),
                (amendment + ("outcome", "cap"), [2**32, "1"], [1]),
                (amendment + ("outcome", "replaced"), [[{"alternate": "", "target": "t1"}]], [[{"alternate": None, "target": "t1"}]]),
                (refilled + ("inspector",), [""], [None, "p9"]),
                (seats + ("trail",), [[{"inspector": "p0", "reason": "no"}], [{"inspector": "", "reason": "taken"}]],
                 [[{"inspector": "p0", "reason": "taken"}]] * 2)):
            for verdict, values in (("unusable", unusable), ("contradicted", contradicted)):
                for value in values:
                    disclosure = part = copy.deepcopy(original)
                    for step in path[:-1]:
                        part = part[step]
                    self.assertNotEqual(part[path[-1]], value)
                    part[path[-1]] = value
                    with self.subTest(path=path, value=str(value)[:200]):
                        self.assertEqual(verdict_of(disclosure), verdict)

    def test_limits_win_over_contradictions(self):
        disclosure = simple(tickets=[{"tickets": 1000, "when": []}])
        self.consistent(disclosure)
        disclosure["announcement"]["plan"]["min_pool"] = 0
        self.assertEqual(verdict_of(disclosure), "contradicted")
        with mock.patch.object(dr, "TICKETS_MAX", 1999):
            self.assertEqual(verdict_of(disclosure), "unusable")

    def test_order_of_service(self):
        """By winning ticket, in whatever stratum and whether carried or not (§12.1)."""
        plan = plan_of("d1", 5, earlier=[{"head": "0" * 64, "use": "carry"}])
        plan["strata"] = [dict(plan["strata"][0], name=name, when=[when("level", name)]) for name in "AB"]
        targets = [target("t%d" % i, level="AB"[i % 2], carried=i < 2) for i in range(6)]
        carried_first = set()
        for n in range(12):
            disclosure = make(plan, targets, [inspector("p%d" % i) for i in range(6)], rng=random.Random(n))
            tickets = {entry["id"]: entry["ticket"] for s in disclosure["result"]["strata"] for entry in s["drawn"]}
            served = [team["target"] for team in disclosure["result"]["teams"]]
            self.assertEqual(served, sorted(tickets, key=tickets.get))
            carried_first.add(served[0] in ("t0", "t1"))
        self.assertEqual(carried_first, {False, True})

    def test_staffing_waits_for_the_source_that_was_used(self):
        people = [inspector("p%d" % i) for i in range(3)]
        for fallback, time_, verdict in ((False, "12:00:00", "contradicted"), (False, "12:00:01", "consistent"),
                                         (True, "13:00:00", "contradicted"), (True, "13:00:01", "consistent")):
            first = make(plan_of("d1", 5, overrides=[{"approver": "a", "reason": "r", "seats": [seat()] * 3, "target": "t0", "tickets": None}]),
                         [target("t%d" % i) for i in range(3)], people, fallback=fallback)
            before = drawn(first)
            plan = dict(copy.deepcopy(before.plan), **{name: plan_of("d2", 6)[name] for name in (
                "authorities", "disclose_by", "draw", "number", "seal_by", "values")}, ceremony="staffing",
                announce_at="2025-05-05T%s+08:00" % time_)
            self.assertEqual(verdict_of(make(plan, [], people, previous=before)), verdict, (fallback, time_))

    def test_garbage_has_a_verdict(self):
        """Damage of all kinds, to values and to bytes, never ends in another exception."""
        rng = random.Random(13)
        disclosure, _, _ = staffing_after(scarce(), random.Random(5), [inspector("p%d" % i) for i in range(3)], [])
        plan, targets, inspectors, recusals = random_world(random.Random(3))
        originals = [disclosure, scarce(), make(plan, targets, inspectors, recusals),
                     amend(scarce(), strikes(6, ["t0"]), strikes(7, [], [("p0", None)]))]
        nasty = (0, 1, 2, 1000, 2**32 - 1, 2**32, 2**53 - 1, "", "x", "t1", "p0", "all", "staffing", "selection", "1/1", [], {}, None, True, False)

        def parts(value):
            for step in value if isinstance(value, dict) else range(len(value)):
                yield value, step
                if isinstance(value[step], (dict, list)):
                    yield from parts(value[step])
        seen = collections.Counter()
        for case in range(500):
            damaged = copy.deepcopy(rng.choice(originals))
            for _ in range(rng.choice((1, 1, 2, 5))):
                places = list(parts(damaged))
                holder, step = rng.choice(places)
                alike = [a[b] for a, b in places if b == step or isinstance(b, int) and isinstance(step, int)]
                how = rng.random()
                if how < .3:
                    holder[step] = rng.choice(nasty)
                elif how < .7 or isinstance(holder, dict):
                    holder[step] = copy.deepcopy(rng.choice(alike))
                elif how < .85:
                    del holder[step]
                else:
                    holder.insert(step, copy.deepcopy(holder[step]))
            seen[verdict_of(damaged)] += 1
        data = file_of(originals[1])
        for case in range(300):
            at, length = rng.randrange(len(data)), rng.choice((0, 1, 1, 2, 100))
            new = bytes(rng.choice((rng.randrange(256), *b'{}[]",:\\0-')) for _ in range(rng.choice((0, 1, 1, 3))))
            try:
                seen[dr.verify(dr.read_canonical(data[:at] + new + data[at + length:]))[0]] += 1
            except dr.Unusable:
                seen["bytes"] += 1
        self.assertGreater(min(seen[v] for v in ("unusable", "contradicted", "consistent", "bytes")), 5, seen)

    def test_every_changed_leaf_is_noticed(self):
        """Damage every text, number and truth value of a disclosure, one at a time."""
        free = {"withheld.reason"}  # the legal ground is not committed
        disclosure = scarce(amendments=dict(plan_of("d1", 5)["amendments"], strikes_per_seat=2))
        self.assertTrue(short_of(disclosure["result"]))
        one, other, third = disclosure["result"]["teams"]
        disclosure = amend(disclosure, strikes(5, [one["target"]], [(other["seats"][0]["inspector"], other["target"])]))
        staffing, _, _ = staffing_after(disclosure, random.Random(5), [inspector("p%d" % i) for i in range(3)], [])
        who = next(i for i in drawn(staffing, drawn(disclosure)).standing.teams[other["target"]] if i)
        staffing = amend(staffing, strikes(7, [third["target"]]), strikes(8, [], [(who, None)]), previous=drawn(disclosure))
        for amendment in disclosure["amendments"] + staffing["amendments"][1:]:
            self.assertTrue(amendment["outcome"]["teams"])
        staffing["rosters"]["inspectors"][0]["identity"] = {"withheld": {"reason": "商业秘密", "hash": dr.identity_hash(
            staffing["rosters"]["inspectors"][0]["identity"]).hex()}}
        self.consistent(staffing)
        self.assertTrue(staffing["rosters"]["changes"])

        def places(value, path=()):
            if isinstance(value, (dict, list)):
                for step in value if isinstance(value, dict) else range(len(value)):
                    yield from places(value[step], path + (step,))
                if value == []:
                    yield path
            else:
                yield path
        for path in list(places(staffing)):
            damaged = copy.deepcopy(staffing)
            at = damaged
            for step in path[:-1]:
                at = at[step]
            value = at[path[-1]]
            if value is None:
                changed = ["x", 1]
            elif isinstance(value, bool):
                changed = [not value]
            elif isinstance(value, int):
                changed = [value + 1]
            elif value == []:
                changed = [["x"], [["x", "y"]]]
            else:
                changed = [value[:-1] + ("1" if value[-1] != "1" else "2"), "", None]
            for new in changed:
                at[path[-1]] = new
                verdict = verdict_of(damaged)
                if ".".join(map(str, path[-2:])) in free and new not in ("", None):
                    self.assertEqual(verdict, "consistent")
                else:
                    self.assertIn(verdict, ("contradicted", "unusable"), (path, new))

    def test_absent_and_unknown_fields_are_unusable(self):
        disclosure = simple()
        for at in ((), ("announcement",), ("announcement", "plan"), ("seal",), ("result",), ("rosters", "targets", 0, "draw")):
            for absent in (True, False):
                damaged = copy.deepcopy(disclosure)
                part = damaged
                for step in at:
                    part = part[step]
                if absent:
                    del part[sorted(part)[0]]
                else:
                    part["zzz"] = 1
                self.assertEqual(verdict_of(damaged), "unusable")

    def test_command_line(self):
        disclosure = simple()
        with tempfile.TemporaryDirectory() as folder:
            names = {name: os.path.join(folder, name) for name in (
                "disclosure", "announcement", "seal", "many", "bad", "amended", "amendment")}
            for name in ("announcement", "seal"):
                with open(names[name], "wb") as file:
                    file.write(file_of(disclosure[name]))
            with open(names["disclosure"], "wb") as file:
                file.write(file_of(disclosure))
            with open(names["many"], "wb") as file:
                file.write(file_of(disclosure) + file_of(scarce()))
            with open(names["bad"], "wb") as file:
                file.write(file_of(disclosure) + b"{}\n" + file_of(dict(disclosure, salt_key="0" * 64)))

            def run(*arguments):
                out = io.StringIO()
                argv, sys.argv = sys.argv, ["dual_random.py", *arguments]
                try:
                    with redirect_stdout(out):
                        code = dr.main()
                finally:
                    sys.argv = argv
                return code, out.getvalue().splitlines()
            value = ["--value", "d1-balls=" + BALLS_TEXT]
            self.assertEqual(run("verify", names["disclosure"], "--announcement", names["announcement"], "--seal", names["seal"], *value)[0], 0)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", dr.digest(disclosure["announcement"]), *value)[0], 0)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", "0" * 64)[0], 1)
            self.assertEqual(run("verify", names["disclosure"], "--announcement", names["seal"])[0], 2)
            self.assertEqual(run("verify", names["seal"])[0], 2)
            amended = amend(disclosure, strikes(6, ["t1"]))
            with open(names["amended"], "wb") as file:
                file.write(file_of(amended))
            with open(names["amendment"], "wb") as file:
                file.write(file_of(amended["amendments"][0]["seal"]))
            code, lines = run("verify", names["amended"], "--seal", names["amendment"], "--seal", names["seal"])
            self.assertEqual((code, lines[-1]), (3, "consistent"))
            self.assertIn("for you to check: target t1 was struck on 2025-05-06: 注销 (file %s)" % ("e2" * 32), lines)
            self.assertEqual(run("verify", names["disclosure"], "--seal", names["amendment"])[0], 1)
            code, lines = run("verify", names["disclosure"])
            self.assertEqual((code, lines[-1]), (3, "consistent"))
            self.assertEqual([line for line in lines if line.startswith("odd")], ["odd     d1: old_register: 1"])
            self.assertEqual(run("lines", names["many"]), (0, ["1 consistent -", "2 consistent -", "2 passed, 0 failed"]))
            code, lines = run("lines", names["bad"])
            self.assertEqual((code, lines[-1]), (1, "1 passed, 2 failed"))
            self.assertTrue(lines[1].startswith("2 unusable ") and lines[2].startswith("3 contradicted "), lines)
            garbage = (b"", b"\xff\xfe\x00", b"[" * 100000, b'"\\', b"-", b"1e999", b"[{}]", b"{}", b'{"selection":{"selection":7}}', b'"\xed\xa0\x80"',
                       b"\r", b"9" * 9999, b"null", b'{"selection":[]}')
            with open(names["bad"], "ab") as file:
                file.write(b"\n".join(garbage))
            self.assertEqual(run("verdicts", names["bad"]), (0, ["1 consistent", "2 unusable", "3 contradicted"] + [
                "%d unusable" % n for n in range(4, 4 + len(garbage))]))
            self.assertEqual(run("ticket", "ab", "3", "t")[1], [hashlib.sha256(b"ab3:t").hexdigest()])
            self.assertEqual(sorted(map(int, run("deck", "ab", "1", "t", "9")[1][0].split())), list(range(9)))


class Undrawns(unittest.TestCase):
    def values_of(self, disclosure):
        return disclosure["seal"]["values"]

    def test_the_example_would_have_drawn_what_it_drew(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "vectors", "example", "disclosure.json"), "rb") as file:
            disclosure = dr.read_canonical(file.read())
        undrawn = undrawn_of(disclosure)
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")
        self.assertEqual(dr.would_draw(undrawn, self.values_of(disclosure)), disclosure["result"])
        # The result is that before the amendment, and the values make it.
        self.assertTrue(disclosure["amendments"])
        other = [dict(value, text=value["text"][::-1]) for value in self.values_of(disclosure)]
        self.assertNotEqual(dr.would_draw(undrawn, other), disclosure["result"])

    def test_whatever_was_drawn_would_have_been_drawn(self):
        rng = random.Random(17)
        chains = 0
        for _ in range(12):
            world = random_world(rng, rng.choice(["both", "selection"]))
            disclosure = make(*world, rng=rng, fallback=rng.random() < .3)
            struck = random_strikes(rng, drawn(disclosure), 5)
            shown = [disclosure]
            if struck:
                disclosure = amend(disclosure, struck)
            if drawn(disclosure).open_seats():
                shown.append(staffing_after(disclosure, rng, *world[2:])[0])
                chains += 1
            for disclosure in shown:
                self.assertEqual(verdict_of_undrawn(undrawn_of(disclosure)), "consistent")
                self.assertEqual(verdict_of_undrawn(undrawn_of(disclosure, missing=[1])), "consistent")
                self.assertEqual(dr.would_draw(undrawn_of(disclosure), self.values_of(disclosure)), disclosure["result"])
        self.assertGreater(chains, 3)

    def test_what_it_must_not_be(self):
        undrawn = undrawn_of(simple(random.Random(8)))
        for secrets in ([], undrawn["secrets"][:1], undrawn["secrets"][::-1], undrawn["secrets"] * 2, undrawn["secrets"] + [None],
                        [None, undrawn["secrets"][1]], [None, None], [undrawn["secrets"][0], "0" * 64]):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, secrets=secrets)), "contradicted", secrets)
        for name, changed in (("type", "disclosure"), ("secrets", None), ("secrets", [1]), ("salt_key", None), ("selection", undrawn),
                              ("announcement", None), ("rosters", {}), ("more", 0)):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, **{name: changed})), "unusable", name)
        self.assertEqual(verdict_of_undrawn(simple(random.Random(8))), "unusable")
        self.assertEqual(verdict_of(undrawn), "unusable")
        # It is bound whole: every part of what the announcement says, and of what it says of the rosters.
        announcement = undrawn["announcement"]
        for name, changed in (("commitment", "0" * 64), ("exempt", []), ("subject", 3), ("strata", []),
                              ("selection", {"announcement": "0" * 64, "head": "0" * 64}),
                              ("plan", dict(announcement["plan"], strata=[dict(announcement["plan"]["strata"][0], items=["i9"])]))):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, announcement=dict(announcement, **{name: changed}))), "contradicted", name)
        self.assertEqual(verdict_of_undrawn(dict(undrawn, salt_key="0" * 64)), "contradicted")
        for tree in ("targets", "inspectors", "recusals"):
            fewer = dict(undrawn["rosters"], **{tree: undrawn["rosters"][tree][1:]})
            self.assertEqual(verdict_of_undrawn(dict(undrawn, rosters=fewer)), "contradicted", tree)
        renamed = copy.deepcopy(undrawn)
        renamed["rosters"]["targets"][0]["identity"]["shown"]["data"]["name"] = "别的企业"
        self.assertEqual(verdict_of_undrawn(renamed), "contradicted")
        # With the identity withheld it is as good.
        identity = undrawn["rosters"]["targets"][0]["identity"]
        undrawn["rosters"]["targets"][0]["identity"] = {"withheld": {"hash": dr.identity_hash(identity).hex(), "reason": "涉密"}}
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")

    def test_the_ceremonies_before_it_are_verified_whole(self):
        rng = random.Random(3)
        selection = scarce(rng, ceremony="selection")
        staffing, _, _ = staffing_after(selection, rng, [inspector("p%d" % i) for i in range(3)], [])
        undrawn = undrawn_of(staffing)
        self.assertEqual(verdict_of_undrawn(undrawn), "consistent")
        _, report, chain = dr.verify_undrawn(undrawn)
        self.assertEqual([c.plan["ceremony"] for c in chain], ["selection", "staffing"])
        self.assertIn("d1: seal", [name for name, *_ in report.checks])
        for change in ({"salt_key": "0" * 64}, {"result": dict(selection["result"], seed="0" * 64)}, {"head": "0" * 64}):
            self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=dict(selection, **change))), "contradicted", change)
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=None)), "contradicted")
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=undrawn_of(selection))), "unusable")
        # Its own numbers are those of the selection, and a secret of an earlier ceremony cannot be missing.
        self.assertEqual(verdict_of_undrawn(dict(undrawn, announcement=dict(undrawn["announcement"], subject=9))), "contradicted")
        lacking = dict(selection, secrets=[selection["secrets"][0], None])
        self.assertEqual(verdict_of_undrawn(dict(undrawn, selection=lacking)), "unusable")

    def test_chains_have_the_same_limits(self):
        undrawn = undrawn_of(simple(random.Random(8)))
        for _ in range(dr.CHAIN_MAX):
            undrawn = dict(undrawn, selection=undrawn)
        with self.assertRaisesRegex(dr.Unusable, "ceremonies in the chain"):
            dr.verify_undrawn(undrawn)
        with mock.patch.object(dr, "SEATS_TIMES_INSPECTORS_MAX", 1), self.assertRaises(dr.Unusable):
            dr.verify_undrawn(undrawn_of(simple(random.Random(8))))


class Amendments(unittest.TestCase):
    """Ten targets of which three are drawn, two seats each; six inspectors of three visits."""

    PEOPLE = [inspector("p%d" % i, max_visits=3) for i in range(6)]

    def plan(self, draw="d1", day=5, k=3, rules={}, **changes):
        plan = plan_of(draw, day, **changes)
        plan["amendments"].update(dict(strikes_per_seat=2, strikes_per_stratum=3), **rules)
        plan["strata"][0]["quota"]["size"] = {"count": k}
        return plan

    def setUp(self):
        self.first = self.made(self.plan())
        [stratum] = self.first["result"]["strata"]
        self.drawn_, self.waiting = [entry["id"] for entry in stratum["drawn"]], stratum["alternates"]

    def made(self, plan, targets=10, people=None, **more):
        return make(plan, [target("t%d" % i) for i in range(targets)], people or self.PEOPLE, **more)

    def after(self, before, day=6, people=None, recusals=(), **changes):
        """A staffing ceremony for what the ceremony `before` left open."""
        plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **{name: plan_of("d%d" % day, day)[name] for name in (
            "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")})
        plan.update(changes)
        return make(plan, [], people or self.PEOPLE, recusals, previous=before)

    def consistent(self, disclosure):
        verdict, report, _ = dr.verify(dr.read_canonical(file_of(disclosure)))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))

    def contradicted(self, disclosure, rule):
        verdict, report, _ = dr.verify(dr.read_canonical(file_of(disclosure)))
        self.assertEqual(verdict, "contradicted", rule)
        self.assertIn(rule, report.first_failure()[0])

    def team(self, disclosure, t, previous=None):
        return drawn(disclosure, previous).standing.teams[t]

    def test_the_next_alternate_comes_in(self):
        a, b, c = self.drawn_
        disclosure = amend(self.first, strikes(5, [b]))
        self.consistent(disclosure)
        [amendment], x = disclosure["amendments"], self.waiting[0]
        self.assertEqual(amendment["outcome"]["replaced"], [{"alternate": x, "target": b}])
        self.assertEqual([(team["target"], len(team["seats"])) for team in amendment["outcome"]["teams"]], [(x, 2)])
        self.assertEqual(amendment["seal"]["seats"], {"filled": 6, "open": 0, "total": 6})
        # The tree, by hand.
        teams = {team["target"]: [s["inspector"] for s in team["seats"]]
                 for team in self.first["result"]["teams"] + amendment["outcome"]["teams"]}
        entries = {t: {"drawn": True, "id": t, "rank": rank, "seats": teams[t], "stratum": "all"}
                   for t, rank in ((a, 1), (c, 3), (x, 4))}
        entries[b] = {"drawn": True, "id": b, "rank": 2, "stratum": "all", "struck": True}
        key = disclosure["salt_key"]
        root = dr.merkle_root(dr.salt(key, "amendment-1:%d" % i) + dr.canon(entries.get(t, {"drawn": False, "id": t}))
                              for i, t in enumerate("t%d" % i for i in range(10)))
        self.assertEqual(amendment["seal"]["result"], {"count": 10, "root": root})
        self.assertEqual(amendment["seal"]["commitment"], hashlib.sha256(b"\3" + dr.salt(key, "amendment:1") + dr.canon(
            {"outcome": amendment["outcome"], "strikes": amendment["strikes"]})).hexdigest())
        self.assertEqual(amendment["seal"]["previous"], dr.digest(disclosure["seal"]))
        self.assertEqual(disclosure["head"], dr.digest(amendment["seal"]))
        # The next one gets the next alternate; when none is left, nobody comes in.
        disclosure = amend(disclosure, strikes(6, [x]))
        self.consistent(disclosure)
        self.assertEqual(disclosure["amendments"][1]["outcome"]["replaced"], [{"alternate": self.waiting[1], "target": x}])
        disclosure = amend(self.made(self.plan(k=9)), strikes(5, ["t0", "t1"]))
        self.assertEqual(sorted(map(str, (p["alternate"] for p in disclosure["amendments"][0]["outcome"]["replaced"])))[0], "None")

    def test_an_alternate_struck_at_once(self):
        b = self.drawn_[1]
        x, y, z = self.waiting[:3]
        c = drawn(self.first)
        disclosure = amend(self.first, strikes(6, sorted([b, x, y], key=c.ticket_order)))
        self.consistent(disclosure)
        self.assertEqual(disclosure["amendments"][0]["outcome"]["replaced"], [
            {"alternate": x, "target": b}, {"alternate": y, "target": x}, {"alternate": z, "target": y}])
        self.assertEqual([team["target"] for team in disclosure["amendments"][0]["outcome"]["teams"]], [z])
        # Also when its ticket is smaller than that of who is struck first: here the one carried has the largest.
        plan = self.plan(k=1, earlier=[{"head": "0" * 64, "use": "carry"}])
        for n in itertools.count():
            targets = [target("t%d" % i, carried=i == 0) for i in range(4)]
            disclosure = make(plan, targets, self.PEOPLE, rng=random.Random(n))
            c = drawn(disclosure)
            x, y, z = disclosure["result"]["strata"][0]["alternates"]
            if c.ticket_order(y) < c.ticket_order("t0"):
                break
        disclosure = amend(disclosure, strikes(6, [x, y, "t0"]))
        self.consistent(disclosure)
        self.assertEqual([pair["target"] for pair in disclosure["amendments"][0]["outcome"]["replaced"]], ["t0", x, y])
        # One whose turn does not come cannot be struck.
        disclosure = amend(self.first, strikes(6, sorted([b, self.waiting[1]], key=drawn(self.first).ticket_order)))
        self.contradicted(disclosure, "every struck target stands, or comes up")

    def test_a_deck_goes_on_where_it_was(self):
        b = self.drawn_[1]
        disclosure = self.first
        for _ in range(2):
            who = self.team(disclosure, b)[0]
            day = 6 + len(disclosure["amendments"])
            disclosure = amend(disclosure, strikes(day, [], [(who, b)]))
            self.consistent(disclosure)
        first = trails_of(self.first["result"]["teams"])[b, 1]
        trails = [trails_of(amendment["outcome"]["teams"])[b, 1] for amendment in disclosure["amendments"]]
        dealt = [slip["inspector"] for trail in [first] + trails for slip in trail]
        deck = list(dr.deal(self.first["result"]["deck_key"], 1, b, ["p%d" % i for i in range(6)]))
        self.assertEqual(dealt, (deck * 3)[:len(dealt)])
        self.assertEqual([set(trails_of(amendment["outcome"]["teams"])) for amendment in disclosure["amendments"]], [{(b, 1)}] * 2)
        self.assertNotIn(self.team(self.first, b)[0], self.team(disclosure, b))

    def test_a_deck_begins_again_when_it_is_dealt(self):
        """Who was set aside for their workload comes up again, once all others have."""
        people = [inspector(name, max_visits=1 if name == "p0" else 9) for name in ("p0", "p1", "p2")]
        for n in itertools.count():
            plan = self.plan(k=2, teams=[{"seats": [seat()], "when": []}], few_officers_reason="r")
            first = self.made(plan, 2, people, rng=random.Random(n))
            (a, b), trails = drawn(first).standing.teams, trails_of(first["result"]["teams"])
            if [slip["inspector"] for slip in trails[b, 1]] == ["p0", "p2"] and trails[a, 1][-1]["inspector"] == "p0":
                break
        self.assertEqual([slip["reason"] for slip in trails[b, 1]], ["workload", "taken"])
        disclosure = amend(first, strikes(6, [a]), strikes(7, [], [("p2", b)]), strikes(8, [], [("p1", b)]))
        self.consistent(disclosure)
        self.assertEqual([trails_of(amendment["outcome"]["teams"]) for amendment in disclosure["amendments"]], [
            {}, {(b, 1): [{"inspector": "p1", "reason": "taken"}]}, {(b, 1): [{"inspector": "p0", "reason": "taken"}]}])

    def test_a_balanced_cap_rises_by_the_least_needed_and_never_falls(self):
        first = self.made(self.plan(k=6, workload="balanced", rules={"strikes_per_stratum": 9}), 7)
        self.assertEqual(first["result"]["cap"], 2)
        who = self.team(first, first["result"]["teams"][0]["target"])[0]
        disclosure = amend(first, strikes(6, [], [(who, None)]))
        teams = drawn(disclosure).standing.teams
        last = list(teams)[-1]
        disclosure = amend(disclosure, strikes(7, list(teams)[:4]), strikes(8, [], [(teams[last][1], last)]))
        self.consistent(disclosure)
        # Four of seven targets are struck, one alternate has come in: six seats for five people would do with two visits.
        self.assertEqual([amendment["outcome"]["cap"] for amendment in disclosure["amendments"]], [3, 3, 3])
        for cap in (2, 4, None):
            damaged = copy.deepcopy(disclosure)
            damaged["amendments"][0]["outcome"]["cap"] = cap
            self.contradicted(damaged, "amendment 1: outcome.cap")
        # With a cap for all, or each their own, there is nothing to rise.
        for workload, cap in (("own", None), ({"common": 3}, 3)):
            disclosure = amend(self.made(self.plan(workload=workload)), strikes(6, ["t0"]), strikes(7, ["t1"]))
            self.assertEqual([amendment["outcome"]["cap"] for amendment in disclosure["amendments"]], [cap] * 2)

    def test_seats_that_are_open_anyway_stay_open(self):
        first = scarce()
        [(short, _)] = short_of(first["result"])
        t, struck = next((t, team[0]) for t, team in drawn(first).standing.teams.items() if t != short)
        disclosure = amend(first, strikes(6, [], [(struck, t)]))
        self.consistent(disclosure)
        self.assertNotIn(short, [team["target"] for team in disclosure["amendments"][0]["outcome"]["teams"]])
        # Now there is a visit to spare, for the seat that was short too, but only a staffing ceremony looks at it.
        self.assertEqual(short_of(disclosure["amendments"][0]["outcome"]), [(t, 1)])
        self.assertEqual(disclosure["amendments"][0]["seal"]["seats"], {"filled": 5, "open": 2, "total": 7})

    def test_a_selection_is_amended_before_anybody_is_drawn_for_it(self):
        first = self.made(self.plan(ceremony="selection"))
        first = amend(first, strikes(6, [first["result"]["strata"][0]["drawn"][0]["id"]]))
        self.consistent(first)
        outcome = first["amendments"][0]["outcome"]
        self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
        self.assertEqual(first["amendments"][0]["seal"]["seats"], {"filled": 0, "open": 6, "total": 6})
        second = self.after(drawn(first), 7)
        self.consistent(second)
        self.assertEqual([team["target"] for team in second["result"]["teams"]][-1], outcome["replaced"][0]["alternate"])

    def test_fresh_values_fill_the_seats_in_a_later_ceremony(self):
        def small_pools(disclosure):
            return [count for draw, code, count in dr.verify(disclosure)[1].warnings
                    if (draw, code) == (disclosure["announcement"]["plan"]["draw"], "small_pool")]
        first = self.made(self.plan(rules={"replacement": "fresh_value"}, min_pool=6))
        self.assertEqual(small_pools(first), [])
        order = list(drawn(first).standing.teams)
        who = self.team(first, order[1])[0]
        everywhere = next(i for i in self.team(first, order[2]) if i != who)
        first = amend(first, strikes(5, [order[0]]), strikes(6, [], sorted([(who, order[1]), (everywhere, None)])))
        self.consistent(first)
        outcome = first["amendments"][1]["outcome"]
        self.assertEqual((outcome["cap"], outcome["teams"]), (None, []))
        self.assertGreaterEqual(first["amendments"][1]["seal"]["seats"]["open"], 4)
        before = drawn(first)
        self.assertIsNone(before.standing.teams[order[1]][0])
        # Nobody who was struck comes back, for the rest of the chain, and the alternate is served last.
        second = self.after(before, 7)
        self.consistent(second)
        served = [team["target"] for team in second["result"]["teams"]]
        self.assertEqual(served[-1], first["result"]["strata"][0]["alternates"][0])
        self.assertEqual(served[:-1], [t for t in order[1:] if None in before.standing.teams[t]])
        c = drawn(second, before)
        self.assertEqual(c.open_seats_left(), 0)
        self.assertNotIn(who, c.standing.teams[order[1]])
        self.assertFalse(any(everywhere in team for team in c.standing.teams.values()))
        for name, count in ((order[1], 2), (served[-1], 1)):
            reasons, _ = c.judge(c.seats_of(c.target[name])[0], c.target[name])
            self.assertEqual(list(reasons.values()).count("struck"), count)
        self.assertEqual(small_pools(second), [len(served)])
        # That ceremony's result is amended in turn, with the limits and the alternates of the whole chain.
        again = amend(second, strikes(8, [order[1]], [(c.standing.teams[order[2]][0], order[2])]), previous=before)
        self.consistent(again)
        self.assertEqual(again["amendments"][0]["outcome"]["replaced"][0]["alternate"], first["result"]["strata"][0]["alternates"][1])
        third = self.after(drawn(again, before), 9)
        self.consistent(third)
        served = [team["target"] for team in third["result"]["teams"]]
        self.assertEqual(served[-1], first["result"]["strata"][0]["alternates"][1])
        self.assertEqual(small_pools(third), [len(served)])

    def test_the_announcement_names_the_head(self):
        first = self.made(self.plan(rules={"replacement": "fresh_value"}))
        t, (who, _) = next(iter(drawn(first).standing.teams.items()))
        before = drawn(amend(first, strikes(6, [], [(who, t)])))
        self.consistent(self.after(before, 7))
        before.head = before.seal_digest
        self.contradicted(self.after(before, 7), "the announcement names the ceremony before")

    def test_decks_of_a_later_ceremony_are_its_own(self):
        """An inspector seated by an earlier ceremony is replaced from the later one's deck, from its first slip."""
        first = scarce()
        [(short, of_short)] = short_of(first["result"])
        people = [inspector("p%d" % i, max_visits=4) for i in range(3)] + [inspector("q%d" % i) for i in range(3)]
        before = drawn(first)
        plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **{name: plan_of("d6", 6)[name] for name in (
            "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")})
        changes = [({"date": "2025-05-05", "inspector": who, "kind": kind, "target": None}, {"reason": "调整"}) for kind, who in (
            [("inspector_added", "q%d" % i) for i in range(3)] + [("inspector_changed", "p%d" % i) for i in range(3)])]
        second = make(plan, [], people, (), changes, before)
        self.consistent(second)
        for t, number in ((short, of_short), next((t, 1) for t in before.standing.teams if t != short)):
            who = self.team(second, t, before)[number - 1]
            disclosure = amend(second, strikes(7, [], [(who, t)]), previous=before)
            self.consistent(disclosure)
            trail = trails_of(disclosure["amendments"][0]["outcome"]["teams"])[t, number]
            start = len(trails_of(second["result"]["teams"]).get((t, number), ()))
            self.assertEqual(start > 0, t == short)
            deck = list(dr.deal(second["result"]["deck_key"], number, t, [draw["id"] for draw, _ in people])) * 2
            self.assertEqual([slip["inspector"] for slip in trail], deck[start:start + len(trail)])

    def test_strikes_that_break_the_rules(self):
        a, b, c = self.drawn_
        tickets = drawn(self.first).ticket_order
        p, q = sorted(self.team(self.first, a))
        nowhere = next(i for i in ("p%d" % i for i in range(6)) if i not in self.team(self.first, b))
        idle = make(self.plan(), [target("t%d" % i) for i in range(10)], self.PEOPLE + [inspector("p9", valid_to="2025-06-29")])
        two, people = sorted([a, b], key=tickets), sorted([(p, a), (q, a)])

        def unlisted(what, reason="不想去"):
            struck = strikes(6, [a], [(self.team(self.first, b)[0], b)])
            struck[what][0]["reason"] = reason
            return struck
        self.consistent(amend(self.first, strikes(6, two)))
        self.consistent(amend(self.first, strikes(6, [], people)))
        for rule, disclosure in (
                ("something is struck", amend(self.first, strikes(6))),
                ("the strikes have a later date", amend(self.first, strikes(4, [a]))),
                ("amendment 2: the strikes have a later date", amend(self.first, strikes(6, [a]), strikes(6, [b]))),
                ("amendment 2: the strikes have a later date", amend(self.first, strikes(7, [a]), strikes(6, [b]))),
                ("reasons to strike targets", amend(self.first, unlisted("targets"))),
                ("reasons to strike targets", amend(self.first, unlisted("targets", "病假"))),
                ("reasons to strike inspectors", amend(self.first, unlisted("inspectors"))),
                ("struck targets are in order", amend(self.first, strikes(6, two[::-1]))),
                ("struck targets are in order", amend(self.first, strikes(6, [a, a]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], people[::-1]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], [(p, a), (p, a)]))),
                ("struck inspectors are in order", amend(self.first, strikes(6, [], [(p, a), (p, None)]))),
                ("who is struck from all", amend(self.first, strikes(6, [], [(p, None), (p, a)]))),
                ("every struck target stands", amend(self.first, strikes(6, ["t99"]))),
                ("every struck target stands", amend(self.first, strikes(6, [self.waiting[0]]))),
                ("amendment 2: every struck target stands", amend(self.first, strikes(6, [a]), strikes(7, [a]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [(nowhere, b)]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [("p99", None)]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [], [(p, "t99")]))),
                ("every struck inspector sits there", amend(self.first, strikes(6, [a], [(p, a)]))),
                ("every struck inspector sits there", amend(idle, strikes(6, [], [("p9", None)]))),
                ("amendment 2: every struck inspector sits there",
                 amend(self.first, strikes(6, [], [(p, None)]), strikes(7, [], [(p, None)])))):
            with self.subTest(rule=rule):
                self.contradicted(disclosure, rule)

    def test_the_first_date_and_the_sources_used(self):
        """Only sources that were used count, and the day is that in China, however the instant is written."""
        values = plan_of("d1", 5)["values"]
        for used, closes, day in ((False, "2025-05-05T15:59:59+00:00", 5), (True, "2025-05-05T16:00:00+00:00", 6),
                                  (True, "2025-05-06T01:00:00+08:00", 6), (False, "2025-05-06T01:00:00+08:00", 5),
                                  (True, "2025-05-04T23:00:00-12:00", 5)):
            values[0]["fallbacks"][0]["closes"] = closes
            first = self.made(self.plan(values=values, seal_by="2025-05-06T17:00:00+08:00", disclose_by="2025-05-06T18:00:00+08:00"),
                              fallback=used)
            t = first["result"]["strata"][0]["drawn"][0]["id"]
            self.consistent(amend(first, strikes(day, [t])))
            self.contradicted(amend(first, strikes(day - 1, [t])), "the strikes have a later date")

    def test_limits_of_strikes(self):
        a, b, c = self.drawn_
        # Three targets of the stratum are allowed, alternates and other amendments among them; a fourth is one too many.
        disclosure = amend(self.first, strikes(6, [a]), strikes(7, [self.waiting[0]]), strikes(8, [b]))
        self.consistent(disclosure)
        self.contradicted(amend(disclosure, strikes(9, [c])), "amendment 4: few targets of a stratum are struck")
        # A seat is opened twice; a third time is one too many, whoever sits there and however they are struck.
        disclosure = self.first
        for n in range(3):
            who = self.team(disclosure, b)[1]
            disclosure = amend(disclosure, strikes(6 + n, [], [(who, None if n == 1 else b)]))
            if n < 2:
                self.consistent(disclosure)
        self.contradicted(disclosure, "amendment 3: few strikes open one seat")
        # Over the whole chain.
        first = self.made(self.plan(rules={"replacement": "fresh_value", "strikes_per_stratum": 1, "strikes_per_seat": 1}))
        x, y, z = drawn(first).standing.teams
        first = amend(first, strikes(5, [x], [(self.team(first, y)[0], y)]))
        before = drawn(first)
        second = self.after(before)
        self.consistent(second)
        self.contradicted(amend(second, strikes(7, [z]), previous=before), "few targets of a stratum are struck")
        once, twice = (amend(second, strikes(7, [], [(self.team(second, y, before)[n], y)]), previous=before) for n in (1, 0))
        self.consistent(once)
        self.contradicted(twice, "few strikes open one seat")

    def test_damage(self):
        """Whatever is changed is found, also where everything after it is made to fit again."""
        a, b, _ = self.drawn_
        who = self.team(self.first, b)[0]
        original = amend(self.first, strikes(6, [a]), strikes(7, [], [(who, b)]))
        self.consistent(original)
        seal = original["amendments"][0]["seal"]

        def refit(disclosure):
            head = dr.digest(disclosure["seal"])
            for amendment in disclosure["amendments"]:
                amendment["seal"]["previous"] = head
                head = dr.digest(amendment["seal"])
            disclosure["head"] = head
        for rule, path, value in (
                ("head", ("head",), dr.digest(seal)),
                ("head", ("head",), dr.digest(original["seal"])),
                ("amendment 1: seal.previous", ("amendments", 0, "seal", "previous"), original["head"]),
                ("amendment 2: seal.previous", ("amendments", 1, "seal", "previous"), dr.digest(original["seal"])),
                ("amendment 1: seal.number", ("amendments", 0, "seal", "number"), 2),
                ("amendment 2: seal.number", ("amendments", 1, "seal", "number"), 1),
                ("amendment 1: seal.announcement", ("amendments", 0, "seal", "announcement"), "0" * 64),
                ("amendment 2: seal.commitment", ("amendments", 1, "seal", "commitment"), seal["commitment"]),
                ("amendment 2: seal.result.root", ("amendments", 1, "seal", "result", "root"), seal["result"]["root"]),
                ("amendment 1: seal.result.count", ("amendments", 0, "seal", "result", "count"), 9),
                ("amendment 1: seal.seats.open", ("amendments", 0, "seal", "seats", "open"), 1),
                ("amendment 1: outcome.replaced[0].alternate",
                 ("amendments", 0, "outcome", "replaced", 0, "alternate"), self.waiting[1]),
                ("amendment 2: outcome.teams[0].seats[0].inspector",
                 ("amendments", 1, "outcome", "teams", 0, "seats", 0, "inspector"), who),
                ("amendment 1: seal.commitment", ("amendments", 0, "strikes", "targets", 0, "evidence"), "0" * 64),
                ("amendment 2: seal.commitment", ("amendments", 1, "strikes", "date"), "2025-05-08"),
                ("amendment 1: ", ("amendments",), original["amendments"][::-1]),
                ("amendment 1: ", ("amendments",), original["amendments"][1:])):
            for again in (False, True):
                damaged = copy.deepcopy(original)
                part = damaged
                for step in path[:-1]:
                    part = part[step]
                part[path[-1]] = copy.deepcopy(value)
                if again:
                    refit(damaged)
                if again and path[-1] in ("head", "previous"):
                    self.consistent(damaged)
                else:
                    with self.subTest(rule=rule, again=again):
                        self.contradicted(damaged, rule)
        # The last amendments left out: the head does not fit, unless it is made to, and then it is another head.
        damaged = copy.deepcopy(original)
        damaged["amendments"].pop()
        self.contradicted(damaged, "head")
        refit(damaged)
        self.consistent(damaged)
        self.assertNotEqual(damaged["head"], original["head"])


class Rules(unittest.TestCase):
    """Draws that are made correctly from a plan or roster that is not allowed."""

    def contradicted(self, disclosure, rule):
        verdict, report, _ = dr.verify(dr.read_canonical(file_of(disclosure)))
        self.assertEqual(verdict, "contradicted", rule)
        self.assertIn(rule, report.first_failure()[0])

    def test_plan(self):
        base = plan_of("d1", 5)
        value = base["values"][0]

        def with_source(**changes):
            return [dict(value, source=dict(value["source"], **changes)), base["values"][1]]
        stratum = base["strata"][0]
        for rule, changes in (
                ("names and ids", dict(strata=[stratum, dict(stratum, when=[when("class", "none")])])),
                ("names and ids", dict(items=base["items"] * 2)),
                ("from is not after to", dict(visits={"from": "2025-07-01", "to": "2025-06-30"})),
                ("every value closes", dict(values=with_source(closes=base["announce_at"]))),
                ("every value closes", dict(values=with_source(closes="2025-05-05T09:00:00+00:00"))),
                ("the seal comes before", dict(disclose_by="2025-05-05T09:00:00+00:00")),
                ("strata name items", dict(strata=[dict(stratum, items=["i2"])])),
                ("a team has two officers", dict(teams=[{"seats": [seat()], "when": []}])),
                ("overrides are sorted", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}] * 2)),
                ("overrides override", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": None}])),
                ("overrides are for targets", dict(overrides=[{"approver": "a", "reason": "r", "seats": None, "target": "t9", "tickets": 2}])),
                ("changed rules", dict(changed_rules=[{"date": "2025-01-01", "reason": "r", "rule": "visits"}])),
                ("classes of the pools", dict(classes=["shop"])),
                ("no target matches two", dict(strata=[stratum, dict(stratum, name="again")])),
                ("no count above", dict(strata=[dict(stratum, quota={"at_least": None, "at_most": None, "size": {"count": 3}})])),
                ("quotas are possible", dict(strata=[dict(stratum, quota={"at_least": 2, "at_most": 1, "size": "all"})])),
                ("quotas are possible", dict(strata=[dict(stratum, quota=dict(
                    at_least=None, at_most=None, size={"ratio": {"of": "3/2", "round": "up"}}))])),
                ("staffable alone", dict(teams=[{"seats": [seat(), seat(), seat("expert")], "when": []}])),
                ("workload.common", dict(workload={"common": 0})),
                ("well formed", dict(values=[dict(value, fallbacks=[
                    source("b", "2025-05-05T13:00:00+08:00", {"hex": {"bytes": 3}})]), base["values"][1]])),
                # At the same instant as a main source, as one before it, and before the other value's main source.
                ("every fallback closes", dict(values=[dict(value, fallbacks=[dict(value["fallbacks"][0], closes=value["source"]["closes"])]),
                                                       base["values"][1]])),
                ("every fallback closes", dict(values=[dict(value, fallbacks=value["fallbacks"] + [
                    source("b", value["fallbacks"][0]["closes"], {"hex": {"bytes": 4}})]), base["values"][1]])),
                ("every fallback closes", dict(values=[value, dict(base["values"][1], fallbacks=[
                    source("b", "2025-05-05T11:00:00+08:00", {"hex": {"bytes": 4}})])]))):
            with self.subTest(rule=rule, changes=changes):
                self.contradicted(simple(**changes), rule)

    def test_everybody_may_go_once(self):
        """A `max_visits` of 0 would say that nobody is to be had, and is no number of visits (§5)."""
        people = [inspector("p%d" % i, max_visits=1) for i in range(3)]
        self.assertEqual(verdict_of(make(plan_of("d1", 5), [target("t1")], people)), "consistent")
        people[2][0]["max_visits"] = 0
        self.assertEqual(verdict_of(make(plan_of("d1", 5), [target("t1")], people)), "unusable")

    def test_teams_table_needs_its_last_rule(self):
        disclosure = simple()
        disclosure["announcement"]["plan"]["teams"][0]["when"] = [when("level", "A")]
        self.assertEqual(verdict_of(disclosure), "contradicted")

    def test_rosters(self):
        people = [inspector("p%d" % i) for i in range(4)]
        for rule, targets, inspectors, recusals in (
                ("targets are in order", [target("t2"), target("t1")], people, []),
                ("inspectors are in order", [target("t1")], people[::-1], []),
                ("recusals are in order", [target("t1")], people, [recusal("p1", "t1"), recusal("p0", "t1")]),
                ("recusals name", [target("t1")], people, [recusal("p9", "t1")]),
                ("recusals name", [target("t1")], people, [recusal("p0", "t9")]),
                ("certificates end", [target("t1")], people + [inspector("q", valid_from="2027-01-01")], []),
                ("attributes are where", [target("t1", attributes=[["size", "big"]])], people, []),
                ("carried and drawn_before", [target("t1", carried=True)], people, []),
                ("carried and drawn_before", [target("t1", drawn_before=True)], people, [])):
            with self.subTest(rule=rule):
                self.contradicted(make(plan_of("d1", 5), targets, inspectors, recusals), rule)

    def test_named_attributes_are_all_in_the_draw_part(self):
        """With null where the target has none, so that nothing hides in a withheld identity part (§5)."""
        plan = plan_of("d1", 5, tickets=[{"tickets": 3, "when": [when("attribute:size", "big"), when("attribute:area", "north")]}])
        people = [inspector("p%d" % i) for i in range(4)]

        def made(attributes, identity=(), withhold=()):
            odd = target("t2", attributes=attributes)
            odd[1]["attributes"] += identity
            full = target("t1", attributes=[["area", "north"], ["size", "big"]])
            return make(plan, [full, odd], people, withhold=withhold)
        for fine in ([["area", None], ["size", None]], [["area", "north"], ["size", None]], [["area", None], ["size", "big"]]):
            self.assertEqual(verdict_of(made(fine)), "consistent")
            self.assertEqual(verdict_of(made(fine, withhold=[("targets", 1)])), "consistent")
        for withhold in ((), [("targets", 1)]):
            for attributes in ([], [["size", "big"]], [["area", None]], [["area", None], ["more", None], ["size", None]]):
                with self.subTest(attributes=attributes, withhold=withhold):
                    self.contradicted(made(attributes, withhold=withhold), "attributes are where")
        self.contradicted(made([["area", None], ["size", None]], [["size", "big"]]), "attributes are where")
        self.contradicted(made([["size", None], ["area", None]]), "attributes")

    def test_number_of_named_attributes(self):
        for count, verdict in ((256, "consistent"), (257, "unusable")):
            fields = ["attribute:a%03d" % i for i in range(count)]
            plan = plan_of("d1", 5, tickets=[{"tickets": 2, "when": [when(field, "x") for field in fields[i:i + 16]]} for i in range(0, count, 16)])
            # The list of one record has the same limit, so the record cannot name more either.
            few = dict(plan, tickets=plan["tickets"][:16])
            disclosure = make(few, complete(few, [target("t1")]), [inspector("p%d" % i) for i in range(4)])
            disclosure["announcement"]["plan"]["tickets"] = plan["tickets"]
            self.assertEqual(verdict_of(disclosure), verdict, count)

    def test_an_event_once_in_a_plan(self):
        base = plan_of("d1", 5)
        balls, other = base["values"]
        main, closes = balls["source"], "2025-05-05T13:00:00+08:00"
        hex_kind = {"hex": {"bytes": 4}}
        twice = [source(main["issue"], closes, hex_kind), source(balls["fallbacks"][0]["issue"], closes, hex_kind)]
        later = dict(twice[1], closes="2025-05-05T14:00:00+08:00")
        third = {"corrected": "first", "fallbacks": [], "name": "d1-third", "source": None}
        for values in (*([dict(balls, fallbacks=[again]), other] for again in twice[:1]),  # main and its own fallback
                       [dict(balls, fallbacks=[twice[1], later]), other],  # two fallbacks of one value
                       [balls, dict(other, fallbacks=twice[:1])], [balls, dict(other, fallbacks=twice[1:])],  # those of two values
                       *([balls, other, dict(third, source=dict(again, closes=main["closes"]))] for again in twice)):
            self.contradicted(simple(values=values), "no event is listed twice")
        # Another publisher of the same issue, or another issue of the same publisher, is another event.
        for change in (dict(publisher="彩票中心"), dict(issue=main["issue"] + "-2")):
            self.assertEqual(verdict_of(simple(values=[balls, other, dict(third, source=dict(twice[0], closes=main["closes"], **change))])), "consistent")

    def test_a_commitment_once_in_a_plan(self):
        balls, other = plan_of("d1", 5)["values"]
        again = source("once more", "2025-05-05T13:00:00+08:00", other["source"]["kind"])

        def with_witness(kind):
            return simple(values=[balls, dict(other, fallbacks=[dict(again, kind=kind), *other["fallbacks"]])])
        self.contradicted(with_witness(again["kind"]), "no commitment is listed twice")
        self.assertEqual(verdict_of(with_witness(WITNESS_KIND)), "consistent")

        def first_failure(*commitments):
            plan, report = plan_of("d1", 5), dr.Report()
            plan["authorities"] += [{"commitment": commitment, "name": "局%d" % i} for i, commitment in enumerate(commitments)]
            dr.check_plan(report, plan)
            return report.first_failure()
        self.assertIsNone(first_failure("a" * 64, "b" * 64, None, None))
        self.assertIn("no commitment is listed twice", first_failure("a" * 64, "b" * 64, "a" * 64)[0])
        self.assertIn("no commitment is listed twice", first_failure("a" * 64, other["source"]["kind"]["contribution"]["commitment"])[0])

    def test_a_witness_is_never_the_last_source(self):
        """Whoever keeps silent delays a draw and ends none (§7.1)."""
        balls, other = plan_of("d1", 5)["values"]
        closes = ["2025-05-05T1%d:45:00+08:00" % hour for hour in (3, 4)]
        silent, beacon = source("silent", closes[0], WITNESS_KIND), source("beacon", closes[1], {"hex": {"bytes": 4}})
        for fallbacks, fits in (([], False), ([silent], False), ([beacon], True), ([silent, beacon], True),
                                ([dict(beacon, closes=closes[0]), dict(silent, closes=closes[1])], False)):
            disclosure = simple(values=[balls, dict(other, fallbacks=fallbacks)])
            if fits:
                self.assertEqual(verdict_of(disclosure), "consistent", fallbacks)
            else:
                self.contradicted(disclosure, "the last source of a value is no contribution")

    def test_ways_the_fallbacks_fall_out(self):
        def with_fallbacks(*counts):
            values = plan_of("d1", 5)["values"]
            third = source("third", "2025-05-05T12:00:00+08:00", {"hex": {"bytes": 4}})
            values.append({"corrected": "first", "fallbacks": [], "name": "d1-third", "source": third})
            for v, count in zip(values, counts):
                v["fallbacks"] = [source("%s %d" % (v["name"], i), "2025-05-05T13:%02d:00+08:00" % i, {"hex": {"bytes": 4}}) for i in range(count)]
            return simple(values=values)
        for counts in ((4, 4, 4), (4, 4, 2), (4, 3, 3)):  # 125, 75 and 80 ways
            self.contradicted(with_fallbacks(*counts), "few ways")
        for counts in ((3, 3, 3), (4, 4, 1), (0, 1, 0)):  # 64, 50 and 2
            self.assertEqual(verdict_of(with_fallbacks(*counts)), "consistent", counts)

    def test_events_and_commitments_are_new_in_staffing(self):
        """Nothing of an earlier ceremony of the chain is used again, not even of the first by the third."""
        people = [inspector("p%d" % i) for i in range(3)]

        def secrets(master, second):
            """A source of random bytes for `make`."""
            return types.SimpleNamespace(randrange=lambda _, rest=iter(master + second): next(rest))

        def bytes_of(n):
            return hashlib.sha256(b"%d" % n).digest()

        def after(before, day, change=lambda values: None, rng=None):
            plan = dict(copy.deepcopy(before.plan), ceremony="staffing", **copy.deepcopy({name: plan_of("d%d" % day, day)[name] for name in (
                "announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")}))
            change(plan["values"])
            return make(plan, [], people, previous=before, rng=rng or secrets(bytes_of(10 * day), bytes_of(10 * day + 1)))
        override = {"approver": "a", "reason": "r", "seats": [seat()] * 3, "target": "t0", "tickets": None}
        first = drawn(make(plan_of("d1", 5, overrides=[override]), [target("t%d" % i) for i in range(3)], people,
                           rng=secrets(bytes_of(50), bytes_of(51))))
        second = drawn(after(first, 6), first)
        seed_secret = hmac.new(bytes_of(50), b"dual-random/1 seed secret", hashlib.sha256).digest()
        balls, other = first.plan["values"]
        for before, day in ((first, 6), (second, 7)):
            self.assertEqual(verdict_of(after(before, day)), "consistent")
            for event in (balls["source"], balls["fallbacks"][0], other["source"]):
                def as_main(values):
                    values[0]["source"]["issue"] = event["issue"]

                def as_fallback(values):
                    values[0]["fallbacks"][0]["issue"] = event["issue"]
                for change in (as_main, as_fallback):
                    with self.subTest(day=day, event=event["issue"], change=change.__name__):
                        self.contradicted(after(before, day, change), "events are new")

            def old_witness(values):
                values[1]["fallbacks"] = [source("new", values[0]["fallbacks"][0]["closes"], other["source"]["kind"]), *values[1]["fallbacks"]]
            self.contradicted(after(before, day, old_witness), "commitments are new")
            for which, rng in (("lead", secrets(bytes_of(50), bytes_of(1))), ("other", secrets(bytes_of(1), bytes_of(51))),
                               ("the lead's as another's", secrets(bytes_of(1), seed_secret))):
                with self.subTest(day=day, secret=which):
                    self.contradicted(after(before, day, rng=rng), "commitments are new")

    def test_number_of_people_on_one_team(self):
        """Two seats of one team cannot be filled by one inspector with two visits."""
        plan = plan_of("d1", 5)
        self.contradicted(make(plan, [target("t1")], [inspector("p0")]), "staffable alone")

    def warnings(self, *arguments, **more):
        """By their codes; they change no verdict."""
        verdict, report, _ = dr.verify(make(*arguments, **more))
        self.assertEqual((verdict, report.first_failure()), ("consistent", None))
        self.assertEqual({draw for draw, _, _ in report.warnings}, {"d1"})
        self.assertEqual([code for _, code, _ in report.warnings], sorted({code for _, code, _ in report.warnings}))
        return {code: count for _, code, count in report.warnings}

    def test_warnings(self):
        people = [inspector(name) for name in ("P0", "p0", "p1")]
        targets = [target("T1"), target("t1"), target("t2")]
        for (_, identity), code in zip(targets, ("91350100M000100Y43", "91350100M000100Y43", "91350100M000100Y44")):
            identity.update(credit_code=code, name="same")
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people), {
            "credit_code": 1, "ids_alike": 4, "old_register": 1, "repeated_credit_code": 2, "repeated_name": 3})
        # Of what is withheld nothing is counted, but of the others all.
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people, withhold=[("targets", 0)]), {
            "credit_code": 1, "ids_alike": 4, "old_register": 1, "repeated_name": 2})
        self.assertEqual(self.warnings(plan_of("d1", 5), targets, people, withhold=[("targets", 0), ("targets", 2)]), {
            "ids_alike": 4, "old_register": 1})
        plan = plan_of("d1", 5, min_pool=4, classes=["food"])
        plan["strata"][0].update(when=[when("class", "food")], quota={"at_least": 9, "at_most": None, "size": "all"})
        plan["strata"].append(dict(copy.deepcopy(plan["strata"][0]), name="none", when=[when("class", "none")],
                                   quota={"at_least": None, "at_most": None, "size": "all"}))
        targets = [target("t1", last_team=["p1", "x", "y"]), target("t2", **{"class": "shop"}),
                   target("t3", exempt="r", **{"class": "shop"})]
        self.assertEqual(self.warnings(plan, targets, people), {
            "empty_stratum": 1, "ids_alike": 2, "old_register": 1, "outside_strata": 1, "quota_clamped": 1, "small_pool": 1,
            "unknown_last_team": 2})

    def test_one_person_under_several_certificates(self):
        people = [inspector("p%d" % i) for i in range(5)]
        for i, name in enumerate(("王强", "李梅", "王强", "李梅", "王强")):
            people[i][1]["name"] = name
        named = lambda **more: self.warnings(plan_of("d1", 5), [target("t1")], people, **more).get("repeated_inspector_name")
        self.assertEqual(named(), 5)
        self.assertEqual(named(withhold=[("inspectors", 1)]), 3)
        self.assertEqual(named(withhold=[("inspectors", i) for i in (0, 1, 2)]), None)

    def test_who_is_alone_in_a_pool_is_no_choice(self):
        """A pool is small under `min_pool`, and under two whatever the plan says (§8.4)."""
        plan = plan_of("d1", 5, few_officers_reason="人少", teams=[{"seats": [seat(qualifications=["食"])], "when": []}])
        for min_pool, able, found in ((1, 1, True), (1, 2, False), (2, 1, True), (2, 2, False), (3, 2, True), (3, 3, False)):
            people = [inspector("p%d" % i, qualifications=["食"] if i < able else []) for i in range(4)]
            warned = self.warnings(dict(plan, min_pool=min_pool), [target("t1"), target("t2")], people)
            self.assertEqual(warned.get("small_pool"), 2 if found else None, (min_pool, able))

    def test_in_a_staffing_ceremony_fewer_are_counted(self):
        rng = random.Random(3)
        targets = [target(name, last_team=["x"]) for name in ("T0", "t0", "t1")]
        people = [inspector("p%d" % i) for i in range(3)]
        for (_, identity) in targets + people:
            identity.update(name="same")
        selection = make(plan_of("d1", 5, ceremony="selection"), targets, people, rng=rng)
        staffing, _, _ = staffing_after(selection, rng, people, [])
        alike = [r["identity"]["shown"]["data"]["name"] for r in staffing["rosters"]["inspectors"]].count("same")
        listed = [(draw, code, count) for draw, code, count in dr.verify(staffing)[1].warnings if code != "small_pool"]
        self.assertEqual(listed, [
            ("d1", "ids_alike", 2), ("d1", "old_register", 1), ("d1", "repeated_inspector_name", 3), ("d1", "repeated_name", 3),
            ("d1", "unknown_last_team", 3), ("d6", "ids_alike", 2), ("d6", "repeated_inspector_name", alike), ("d6", "unknown_last_team", 3)])

    def test_what_is_in_no_document_any_more(self):
        self.assertEqual(verdict_of(simple()), "consistent")
        for document, field, value in (("announcement", "warnings", []), ("seal", "shortage", None), ("result", "shortage", None)):
            disclosure = simple()
            disclosure[document][field] = value
            self.assertEqual(verdict_of(disclosure), "unusable")
        for field, value in (("pool", 3), ("shrunk", [])):
            disclosure = simple()
            disclosure["result"]["teams"][0]["seats"][0][field] = value
            self.assertEqual(verdict_of(disclosure), "unusable")
        # The short seats are those that nobody took.
        self.assertEqual(len(short_of(scarce()["result"])), 1)


if __name__ == "__main__":
    unittest.main()
