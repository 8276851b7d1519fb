"""A small authority: makes whole draws, so that there is something to verify and to damage."""

import copy
import random
import sys
from unittest import mock

from protocol.canonical import Unusable, canon, digest, read_canonical
from protocol.ceremony import Ceremony
from protocol.commitments import contribution_commitment, identity_hash, roster_root, salt, secret_commitment
from protocol.continuation import expected_changes
from protocol.hashes import SHA256, SM3
from protocol.verification import verify, verify_undrawn

ROSTERS = ("changes", "inspectors", "recusals", "targets")
# Secrets come from here unless a test has its own generator, so that no two draws have the same.
SECRETS = random.Random(1)


# The hash, and so the protocol, of the draws that are made here. Tests that run again under the other one put it here.
MADE_BY = SHA256


def made_by(h):
    """Within it draws are made by another hash."""
    return mock.patch.object(sys.modules[__name__], "MADE_BY", h)


class UnderSm3:
    """For a test class that is run once more, with everything that it makes made under SM3."""

    @classmethod
    def setUpClass(cls):
        patch = made_by(SM3)
        patch.start()
        cls.addClassCleanup(patch.stop)
        super().setUpClass()


def records(parts, tree, identity_key):
    return [{"draw": draw, "identity": {"shown": {"data": identity, "salt": salt(MADE_BY, identity_key, "%s:%d" % (tree, i)).hex()}}}
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


def contribution(text):
    """The kind of a value that a contribution with this text gives."""
    return {"contribution": {"commitment": contribution_commitment(MADE_BY, text)}}


def witness(draw):
    """A contribution of its own for each draw, and its kind."""
    text = MADE_BY.of_texts("witness of ", draw)
    return text, contribution(text)


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
        "visits_reason": "r", "few_officers_reason": None, "few_outcomes_reason": None, "hash": MADE_BY.name,
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
    h = MADE_BY
    key = {name: h.hmac(master, b"dual-random/1 " + name.encode()).hex()
           for name in ("seed secret", "leaf salts", "identity salts")}
    second = bytes(rng.randrange(256) for _ in range(32)).hex()
    plan = copy.deepcopy(plan)
    plan["hash"] = h.name
    plan["authorities"][1]["commitment"] = secret_commitment(h, second)
    parts = dict(changes=changes, inspectors=inspectors, recusals=recusals, targets=targets)
    rosters = {tree: records(parts[tree], tree, key["identity salts"]) for tree in ROSTERS}
    announcement = {
        "commitment": secret_commitment(h, key["seed secret"]), "exempt": [], "plan": plan, "protocol": h.protocol,
        "rosters": {tree: {"count": len(rosters[tree]), "root": roster_root(h, key["leaf salts"], tree, rosters[tree])}
                    for tree in ROSTERS},
        "selection": None, "strata": [], "subject": 0, "type": "announcement"}
    values = [{"name": plan["values"][0]["name"], "reason": None, "source": 0, "text": BALLS_TEXT},
              {"name": plan["values"][1]["name"], "reason": None, "source": 0, "text": witness(plan["draw"])[0]}]
    values += [{"name": v["name"], "reason": None, "source": 0, "text": "5a" * v["source"]["kind"]["hex"]["bytes"]} for v in plan["values"][2:]]
    if fallback:
        values[0].update(reason="停播", source=1, text="00ff00ff")
    disclosure = {"amendments": [], "announcement": announcement, "head": None, "protocol": h.protocol, "result": {},
                  "rosters": rosters, "salt_key": key["leaf salts"], "seal": {"protocol": h.protocol, "values": values}, "secrets": [key["seed secret"], second],
                  "selection": previous.disclosure if previous else None, "type": "disclosure"}
    c = Ceremony(disclosure, previous)
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
        rosters[tree][i]["identity"] = {"withheld": {"hash": identity_hash(h, identity).hex(), "reason": "商业秘密"}}
    c = Ceremony(disclosure, previous)
    disclosure["result"] = c.draw()
    disclosure["seal"] = c.stated_seal()
    disclosure["head"] = digest(disclosure["seal"])
    return copy.deepcopy(disclosure)


def drawn(disclosure, previous=None):
    """The ceremony of a disclosure, drawn and amended, for a staffing ceremony to be bound to."""
    c = Ceremony(disclosure, previous)
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
            {"outcome": outcome, "protocol": disclosure["protocol"], "seal": seal, "strikes": struck, "type": "amendment"})
        disclosure["head"] = digest(seal)
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
    skeleton = {"amendments": [], "announcement": {"plan": plan, "protocol": MADE_BY.protocol}, "protocol": MADE_BY.protocol, "seal": {}, "rosters": dict(
        changes=[], inspectors=records(inspectors, "inspectors", ""), recusals=records([recusal(*p) for p in pairs], "recusals", ""),
        targets=records(targets, "targets", ""))}
    hopeless = set(Ceremony(skeleton).unstaffable())
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
    after = Ceremony(dict(before.disclosure, rosters=rosters), before)
    changes = [({"date": "2025-05-05", "inspector": who, "kind": kind, "target": what}, {"reason": "调整"})
               for kind, who, what in expected_changes(before, after)]
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
    return canon(disclosure) + b"\n"


def verdict_of(disclosure, evidence=None):
    try:
        return verify(read_canonical(file_of(disclosure)), evidence)[0]
    except Unusable:
        return "unusable"


def undrawn_of(disclosure, missing=()):
    """What a disclosure shows besides the result (§20.2); `missing` are the places of secrets that are left out."""
    secrets = [None if i in missing else secret for i, secret in enumerate(disclosure["secrets"])]
    return copy.deepcopy(dict({name: disclosure[name] for name in ("announcement", "protocol", "rosters", "salt_key", "selection")},
                              secrets=secrets, type="undrawn"))


def verdict_of_undrawn(undrawn):
    try:
        return verify_undrawn(read_canonical(file_of(undrawn)))[0]
    except Unusable:
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
