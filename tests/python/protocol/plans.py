"""The rules of the plan (§7)."""

import math

from .documents import CONDITION_FIELDS
from .public_values import outcomes, plan_commitments, plan_events, source_rules, sources
from .small_types import ascending, instant_seconds, ratio_parts


def teams_of(plan):
    """The teams that the table and the overrides ask for."""
    return [rule["seats"] for rule in plan["teams"]] + [o["seats"] for o in plan["overrides"] if o["seats"] is not None]


def check_plan(report, plan):
    """The rules of §7 that need nothing but the plan."""
    at = {name: instant_seconds(plan[name]) for name in ("announce_at", "seal_by", "disclose_by")}
    lead = plan["authorities"][0]
    names = [v["name"] for v in plan["values"]]
    item_ids = [item["id"] for item in plan["items"]]

    report.rule("names and ids of the plan differ", (what for what, listed in (
        ("authorities", [a["name"] for a in plan["authorities"]]), ("items", item_ids), ("values", names),
        ("strata", [s["name"] for s in plan["strata"]])) if len(set(listed)) != len(listed)))
    report.check("the lead's commitment stands at the top", None, lead["commitment"])
    inside = plan["period"]["from"] <= plan["visits"]["from"] and plan["visits"]["to"] <= plan["period"]["to"]
    report.rule("the visits lie within the period, or the plan says why", () if inside or plan["visits_reason"] is not None else ("visits",))
    report.rule("from is not after to", (what for what in ("period", "visits") if plan[what]["from"] > plan[what]["to"]))
    report.rule("every value closes after the announcement and before the seal", (
        v["name"] for v in plan["values"] for s in sources(v)
        if not at["announce_at"] < instant_seconds(s["closes"]) < at["seal_by"]))
    last = max((instant_seconds(v["source"]["closes"]) for v in plan["values"]), default=0)
    report.rule("every fallback closes after all sources before it and after every main source", (
        v["name"] for v in plan["values"] for i, s in enumerate(v["fallbacks"])
        if instant_seconds(s["closes"]) <= max([last] + [instant_seconds(b["closes"]) for b in v["fallbacks"][:i]])))
    report.rule("the seal comes before the disclosure", ["seal_by"] if at["seal_by"] >= at["disclose_by"] else [])
    report.rule("the public values are well formed", (problem for v in plan["values"] for problem in source_rules(v)))
    floor = 2**24 if plan["few_outcomes_reason"] is not None else 2**32
    product = math.prod(outcomes(v["source"]["kind"]) for v in plan["values"])
    report.rule("the public values have enough outcomes", ["%d, fewer than %d" % (product, floor)] if product < floor else [])
    events = [event for v in plan["values"] for event in plan_events(v)]
    report.rule("no event is listed twice", [event for event in events if events.count(event) > 1])
    commitments = plan_commitments(plan)
    report.rule("no commitment is listed twice", [c for c in commitments if commitments.count(c) > 1])
    ways = math.prod(1 + len(v["fallbacks"]) for v in plan["values"])
    report.rule("the fallbacks fall out in few ways", [ways] if ways > 64 else [])
    report.rule("a public value is no contribution", ["all are"] if all("contribution" in v["source"]["kind"] for v in plan["values"])
                else [])
    report.rule("the last source of a value is no contribution", (
        v["name"] for v in plan["values"] if "contribution" in sources(v)[-1]["kind"]))
    fields = {c["field"] for table in ("strata", "teams", "tickets") for rule in plan[table] for c in rule["when"]}
    named = {field[len("attribute:"):] for field in fields if field.startswith("attribute:")}
    report.rule("no column is disclosed and for the task sheets alone", (
        name for name in plan["task_sheet"] if name in plan["attributes"] or name in named))
    gone = [target for entry in plan["left_out"] for target in entry["carried"]]
    report.rule("who is left out by name is so once", [target for target in gone if gone.count(target) > 1])
    report.rule("strata name items of the plan", (s["name"] for s in plan["strata"] if not set(s["items"]) <= set(item_ids)))
    report.rule("quotas are possible", (problem for s in plan["strata"] for problem in quota_rules(s)))
    report.require("only the last rule for teams is empty", [False] * (len(plan["teams"]) - 1) + [True],
                   [not rule["when"] for rule in plan["teams"]])
    report.rule("a team has two officers, or a reason", (
        "a team with fewer" for team in teams_of(plan)
        if plan["few_officers_reason"] is None and sum(seat["role"] == "officer" for seat in team) < 2))
    report.rule("overrides are sorted", [] if ascending([o["target"] for o in plan["overrides"]]) else ["overrides"])
    report.rule("overrides override something", (o["target"] for o in plan["overrides"] if o["seats"] is None and o["tickets"] is None))
    rules = [entry["rule"] for entry in plan["changed_rules"]]
    report.rule("changed rules are sorted, and for staffing only", [] if ascending(rules) and (
        not rules or plan["ceremony"] == "staffing") else rules)


def prepare(when):
    """Conditions with sets in place of lists."""
    return [(condition["field"], frozenset(condition["any_of"])) for condition in when]


def holds(conditions, target):
    """Whether all conditions hold (§7). No target has a field named None, so an absent attribute never holds."""
    def value(field):
        if field.startswith("attribute:"):
            return dict(target["attributes"]).get(field[len("attribute:"):])
        return target[field] if field in CONDITION_FIELDS else None

    def met(field, any_of):
        if field == "district":  # a county holds all that lies in it
            return any(target[field][:length] in any_of for length in range(min(6, len(target[field])), len(target[field]) + 1))
        return value(field) in any_of
    return all(met(field, any_of) for field, any_of in conditions)


def quota_rules(stratum):
    quota = stratum["quota"]
    if quota["at_least"] is not None and quota["at_most"] is not None and quota["at_least"] > quota["at_most"]:
        yield "%s: at_least above at_most" % stratum["name"]
    if "ratio" in quota["size"]:
        a, b = ratio_parts(quota["size"]["ratio"]["of"])
        if a > b:
            yield "%s: a ratio above 1" % stratum["name"]


def all_hold(when, target):
    """Whether all conditions hold. The plan may be one whose rules nobody has checked, so a field may be anything."""
    return holds(prepare(when), target)


def seats_asked(plan, target):
    """How many seats the override or the table gives a target, or None."""
    for override in plan["overrides"]:
        if override["target"] == target["id"] and override["seats"] is not None:
            return len(override["seats"])
    return next((len(rule["seats"]) for rule in plan["teams"] if all_hold(rule["when"], target)), None)


def first_close(plan):
    """When the first of all sources closes, fallbacks too: from then on something may be known."""
    return min((instant_seconds(source["closes"]) for value in plan["values"] for source in sources(value)), default=math.inf)


def lead_of(plan):
    return plan["authorities"][0]["name"] if plan["authorities"] else None
