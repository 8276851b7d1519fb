"""Pools and quotas (§8.1, §8.2)."""

import collections

from .plans import holds
from .small_types import ratio_parts


def quota_number(quota, n, officers):
    """The number to draw before it is lowered to the pool, n (§8.2)."""
    size = quota["size"]
    if size == "all":
        k = n
    elif "count" in size:
        k = size["count"]
    else:
        if "ratio" in size:
            how = size["ratio"]
            a, b = ratio_parts(how["of"])
            top = n * a
        else:
            how = size["per_officer"]
            top, b = officers * how["targets"], how["officers"]
        k = {"down": top // b, "up": -(-top // b), "half_up": (2 * top + b) // (2 * b)}[how["round"]]
    if quota["at_least"] is not None:
        k = max(k, quota["at_least"])
    if quota["at_most"] is not None:
        k = min(k, quota["at_most"])
    return k


class Pools:
    """Where the targets belong, how many are drawn, and what the tables give them."""

    def sort_targets(self):
        """Put every target where it belongs (§8.1)."""
        self.sorted = [collections.defaultdict(list) for _ in self.plan["strata"]]
        self.in_two_strata, self.outside = [], []
        cap = self.plan["yearly_cap"]
        for target in self.targets:
            matching = [i for i, (when, _) in enumerate(self.tables["strata"]) if holds(when, target)]
            if len(matching) > 1:
                self.in_two_strata.append(target["id"])
            if not matching:
                self.outside.append(target)
                continue
            if target["exempt"] is not None:
                place = "exempt"
            elif cap is not None and target["inspected"] >= cap:
                place = "capped"
            elif target["drawn_before"]:
                place = "before"
            else:
                place = "pool"
            self.sorted[matching[0]][place].append(target)

    def pools(self):
        return [places["pool"] for places in self.sorted]

    def quotas(self):
        """For each stratum the number to draw before it is lowered to the pool."""
        officers = sum(i["role"] == "officer" for i in self.inspectors)
        return [quota_number(s["quota"], len(pool), officers) for s, pool in zip(self.plan["strata"], self.pools())]

    def stated_exempt(self):
        counts = collections.Counter(t["exempt"] for t in self.targets if t["exempt"] is not None)
        return [{"count": counts[reason], "reason": reason} for reason in sorted(counts)]

    def stated_subject(self):
        return sum(t["exempt"] is None for t in self.targets)

    def stated_strata(self):
        return [{"before": len(places["before"]), "capped": len(places["capped"]), "exempt": len(places["exempt"]),
                 "carried": sum(t["carried"] for t in places["pool"]), "k": min(k, len(places["pool"])), "n": len(places["pool"]),
                 "name": stratum["name"]} for stratum, places, k in zip(self.plan["strata"], self.sorted, self.quotas())]

    def look_up(self, table, target):
        override = self.overrides.get(target["id"])
        if override and override[table] is not None:
            return override[table]
        name = "teams" if table == "seats" else table
        return next((rule[table] for when, rule in self.tables[name] if holds(when, target)), None)

    def seats_of(self, target):
        return self.look_up("seats", target)

    def weight_of(self, target):
        return self.look_up("tickets", target) or 1
