"""Warnings: what is odd and breaks no rule (§8.4)."""

import collections


def repeats(values):
    """How many of the values occur more than once."""
    return sum(n for n in collections.Counter(values).values() if n > 1)


def credit_code_fails(code):
    """Whether a credit code fails either check, or is of another form (§8.4)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(code) != 18 or any(c not in alphabet for c in code):
        return True
    total = sum(alphabet.index(c) * 3**i for i, c in enumerate(code[:17]))
    if alphabet.index(code[17]) != (31 - total % 31) % 31:
        return True
    total = sum(int(c, 36) * weight for c, weight in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2)))
    return code[16] != {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


class Warnings:
    """What is odd."""

    def small_pools(self):
        """Targets with a seat that too few may take; whoever is alone in a pool is no draw's choice, whatever the plan says (§8.3)."""
        least = max(self.plan["min_pool"], 2)
        if self.previous is None:
            asked = ((t, self.seats_of(t)) for pool in self.pools() for t in pool)
        else:
            asked = ((self.target[t], [s for s, who in zip(self.seats_of(self.target[t]), team) if who is None])
                     for t, team in self.previous.standing.teams.items())
        return sum(any(len(self.eligible(seat, target)) < least for seat in seats) for target, seats in asked)

    def warnings(self):
        """What is odd and breaks no rule: [(code, count)], sorted. It is asked before `draw()`, as things are when they are announced."""
        ids = {i["id"] for i in self.inspectors}
        counts = {"ids_alike": sum(repeats(r["id"].lower() for r in some) for some in (self.targets, self.inspectors)),
                  "repeated_inspector_name": repeats(data["name"] for data in self.identities("inspectors")),
                  "small_pool": self.small_pools(),
                  "unknown_last_team": sum(i not in ids for t in self.targets for i in t["last_team"])}
        if self.previous is None:
            shown = self.identities("targets")
            codes = [data["credit_code"] for data in shown if data["credit_code"] is not None]
            counts["credit_code"] = sum(map(credit_code_fails, codes))
            counts["empty_stratum"] = sum(not pool for pool in self.pools())
            counts["old_register"] = sum(r["date"] < self.plan["period"]["from"] for r in self.plan["registers"])
            counts["outside_strata"] = sum(t["exempt"] is None for t in self.outside)
            counts["quota_clamped"] = sum(k > len(pool) for k, pool in zip(self.quotas(), self.pools()))
            counts["repeated_credit_code"] = repeats(codes)
            counts["repeated_name"] = repeats(data["name"] for data in shown)
        return [(code, counts[code]) for code in sorted(counts) if counts[code]]

    def identities(self, tree):
        """The identity parts that are shown."""
        return [r["identity"]["shown"]["data"] for r in self.rosters[tree] if "shown" in r["identity"]]
