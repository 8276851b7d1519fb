"""The rules of the rosters (§5, §8)."""

from .small_types import ascending


def check_rosters(report, c):
    """Order and rules of the records (§5, §8.1)."""
    by_pair = [(r["inspector"], r["target"]) for r in c.recusals]
    by_change = [(r["kind"], r["inspector"], r["target"] or "") for r in c.changes]
    for name, keys in (("targets", [t["id"] for t in c.targets]), ("inspectors", [i["id"] for i in c.inspectors]),
                       ("recusals", by_pair), ("changes", by_change)):
        report.require("the %s are in order" % name, True, ascending(keys))
    ids = {i["id"] for i in c.inspectors}
    report.rule("recusals name people and targets of the rosters", (
        pair for pair in by_pair if pair[0] not in ids or pair[1] not in c.target))
    report.rule("certificates end after they begin", (i["id"] for i in c.inspectors if i["valid_from"] > i["valid_to"]))
    report.rule("changes name a target when they are about recusals", (
        r for r in c.changes if (r["target"] is not None) != r["kind"].startswith("recusal_")))
    if c.previous is not None:
        return
    named = {field[len("attribute:"):] for table in c.tables.values() for when, _ in table for field, _ in when
             if field.startswith("attribute:")}
    report.rule("attributes are where they belong", (
        r["draw"]["id"] for r in c.rosters["targets"]
        if [name for name, _ in r["draw"]["attributes"]] != sorted(named)
        or any(name in named or name not in c.plan["attributes"]
               for name, _ in r["identity"].get("shown", {"data": {"attributes": []}})["data"]["attributes"])))
    report.rule("who is left out by name is not in the roster", (
        t for entry in c.plan["left_out"] for t in entry["carried"] if t in c.target))
    uses = {entry["use"] for entry in c.plan["earlier"]}
    report.rule("carried and drawn_before have their earlier draw", (
        t["id"] for t in c.targets
        if t["carried"] and ("carry" not in uses or t["drawn_before"]) or t["drawn_before"] and "leave_out" not in uses))
    report.rule("no target matches two strata", c.in_two_strata)
    report.rule("classes of the pools are in the plan", (
        t["id"] for pool in c.pools() for t in pool if t["class"] not in c.plan["classes"]))
    exempt = sum(t["exempt"] is not None for t in c.targets)
    count = {name: sum(entry["count"] for entry in c.plan[name]) for name in ("registers", "left_out", "added")}
    report.check("registers and roster agree", c.stated_subject(), count["registers"] - count["left_out"] - exempt + count["added"])
    report.rule("no count above its pool", (s["name"] for s, pool in zip(c.plan["strata"], c.pools()) if (
        "count" in s["quota"]["size"] and s["quota"]["size"] != "all" and s["quota"]["size"]["count"] > len(pool))))
    report.rule("every target of the pools is staffable alone", c.unstaffable())
