"""What binds a staffing ceremony to the one before it (§14)."""

from .documents import CHANGEABLE
from .public_values import plan_commitments, plan_events
from .small_types import instant_seconds

UNCHANGING = ("added", "amendments", "attributes", "category", "classes", "earlier", "few_officers_reason", "hash", "items", "left_out", "min_pool",
              "overrides", "period", "registers", "strata", "task_sheet", "teams", "tickets", "yearly_cap")


def expected_changes(before, after):
    """The changes between two ceremonies' inspectors and recusals, in roster order (§14)."""
    old, new = ({i["id"]: i for i in c.inspectors} for c in (before, after))
    changes = [("inspector_added", i, None) for i in new if i not in old]
    changes += [("inspector_removed", i, None) for i in old if i not in new]
    changes += [("inspector_changed", i, None) for i in old if i in new and old[i] != new[i]]
    old, new = ({(r["inspector"], r["target"]) for r in c.recusals} for c in (before, after))
    changes += [("recusal_added", *pair) for pair in new - old] + [("recusal_removed", *pair) for pair in old - new]
    return sorted(changes, key=lambda change: (change[0], change[1], change[2] or ""))


def check_staffing(report, c):
    """What binds a staffing ceremony to the one before it (§14, §9.1)."""
    before, plan, old = c.previous, c.plan, c.previous.plan
    report.note("a seat is open after the ceremony before", before.open_seats_left() > 0, "at least 1", before.open_seats_left())
    report.require("the plan is the earlier one's", {name: old[name] for name in UNCHANGING}, {name: plan[name] for name in UNCHANGING})
    report.check("the lead authority is the earlier one's", old["authorities"][0]["name"], plan["authorities"][0]["name"])
    report.check("changed rules are those that differ", [name for name in CHANGEABLE if old[name] != plan[name]],
                 [entry["rule"] for entry in plan["changed_rules"]])
    report.note("the number is larger than the earlier one's", plan["number"] > old["number"], "above %d" % old["number"], plan["number"])
    for earlier in before.chain():
        names = {v["name"] for v in earlier.plan["values"]}
        report.rule("draw and values have new names", [plan["draw"]] * (plan["draw"] == earlier.plan["draw"])
                    + [v["name"] for v in plan["values"] if v["name"] in names])
        known = [event for v in earlier.plan["values"] for event in plan_events(v)]
        report.rule("events are new", [event for v in plan["values"] for event in plan_events(v) if event in known])
        known = plan_commitments(earlier.plan) + [earlier.announcement["commitment"]]
        report.rule("commitments are new",
                    [x for x in plan_commitments(plan) + [c.announcement["commitment"]] if x in known])
    report.rule("announced after the earlier values closed", (
        v["name"] for v, source, _ in before.used_sources() if instant_seconds(source["closes"]) >= instant_seconds(plan["announce_at"])))
    report.check("the changes are those between the rosters", [list(change) for change in expected_changes(before, c)],
                 [[r["kind"], r["inspector"], r["target"]] for r in c.changes])
    for name in ("exempt", "strata", "subject"):
        report.require("announcement." + name, before.announcement[name], c.announcement[name])
    report.check("announcement.rosters.targets", before.announcement["rosters"]["targets"], c.announcement["rosters"]["targets"])
