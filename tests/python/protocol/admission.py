"""Who may take a seat (§8.3)."""

from .matching import Seat, fill_all


def fixed_reason(inspector, seat, target, recused, struck, plan):
    """The first fixed reason to set an inspector aside for a seat of a target, or None (§8.3).

    `recused` and `struck` are the inspectors who are so for this target.
    """
    if inspector["role"] != seat["role"]:
        return "role"
    if inspector["id"] in recused:
        return "recused"
    if not (inspector["valid_from"] <= plan["visits"]["from"] and plan["visits"]["to"] <= inspector["valid_to"]):
        return "certificate"
    if not set(seat["qualifications"]) <= set(inspector["qualifications"]):
        return "qualification"
    if seat["departments"] and inspector["department"] not in seat["departments"]:
        return "department"
    same = inspector["district"][:6] == target["district"][:6]
    if plan["district_rule"] == "cross" and same or plan["district_rule"] == "own" and not same:
        return "district"
    if plan["rotation"] and inspector["id"] in target["last_team"]:
        return "rotation"
    if inspector["id"] in struck:
        return "struck"
    return None


class Admission:
    """Who is eligible for a seat."""

    def judge(self, seat, target):
        """(for every inspector the fixed reason against this seat, or None; the eligible ones). Alike seats are judged once."""
        struck_from = self.standing.struck_from
        key = (seat["role"], tuple(seat["qualifications"]), tuple(seat["departments"]), target["district"], self.recused.get(target["id"]),
               tuple(target["last_team"]) if self.plan["rotation"] else (), struck_from.get(None), struck_from.get(target["id"]))
        if key not in self.judged:
            recused = self.recused.get(target["id"], ())
            struck = struck_from.get(None, frozenset()) | struck_from.get(target["id"], frozenset())
            reasons = {i["id"]: fixed_reason(i, seat, target, recused, struck, self.plan) for i in self.inspectors}
            self.judged[key] = reasons, [i for i, reason in reasons.items() if reason is None]
        return self.judged[key]

    def eligible(self, seat, target):
        """The eligible pool of a seat, in roster order (§8.3)."""
        return self.judge(seat, target)[1]

    def first_caps(self):
        """The caps of §12.2."""
        workload = self.plan["workload"]
        common = workload["common"] if isinstance(workload, dict) else 2**32
        return {i["id"]: min(i["max_visits"], common) for i in self.inspectors}

    def unstaffable(self):
        """Targets of the pools whose seats cannot be filled even if they were the only ones (§8.3)."""
        one_visit = {i["id"]: 1 for i in self.inspectors}
        known = {}
        for pool in self.pools():
            for target in pool:
                lists = [self.eligible(seat, target) for seat in self.seats_of(target)]
                key = tuple(map(id, lists))  # the lists are cached, so alike targets share them
                if key not in known:
                    known[key] = fill_all([Seat("", n, who) for n, who in enumerate(lists)], one_visit) is not None
                if not known[key]:
                    yield target["id"]
