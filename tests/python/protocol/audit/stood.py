"""One disclosure, and how its draw stood (§21.1)."""

import copy
import functools

from ..canonical import Unusable, digest
from ..documents import links_of
from ..plans import seats_asked
from ..verification import verify, verify_undrawn


class Stood:
    """How a draw stands at one of its heads: teams of targets that stand, struck targets, ranks of all that were drawn or came in."""

    def __init__(self):
        self.teams, self.struck, self.drawn = {}, set(), {}

    def entry(self, target):
        """The result entry of §13.1."""
        if target not in self.drawn:
            return {"drawn": False, "id": target}
        rank, stratum = self.drawn[target]
        fate = {"struck": True} if target in self.struck else {"seats": self.teams.get(target)}
        return {"drawn": True, "id": target, "rank": rank, "stratum": stratum, **fate}


class Disclosed:
    """A disclosure, its chain of ceremonies and what §17 says of it. `holds` is whether nothing contradicts it."""

    def __init__(self, disclosure):
        self.failures, self.chain = [], []
        try:
            verdict, report, self.chain = verify(disclosure)
            self.failures = [name for name, held, _, _ in report.checks if not held]
        except Unusable as error:
            verdict, self.failures = "unusable", ["unusable: %s" % error]
        self.holds = verdict in ("consistent", "verified")
        self.links = links_of(disclosure)
        self.announcements = [digest(link["announcement"]) for link in self.links]
        self.targets = {entry["draw"]["id"]: entry["draw"] for entry in self.links[0]["rosters"]["targets"]}
        # Identity parts of the targets, as far as they are shown.
        self.identities = {entry["draw"]["id"]: entry["identity"]["shown"]["data"] for entry in self.links[0]["rosters"]["targets"]
                           if "shown" in entry["identity"]}
        self.plan, self.last_plan = self.links[0]["announcement"]["plan"], self.links[-1]["announcement"]["plan"]
        # For each link the digests of its seals, the draw's first; all of them were its head at some time.
        self.heads = [[digest(link["seal"])] + [digest(amendment["seal"]) for amendment in link["amendments"]]
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
        unless that is somebody else's, by code and name; None then (§21.2)."""
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
    """An undrawn, and the ceremonies before it. `holds` is whether §20.2 finds nothing that contradicts it."""

    def __init__(self, undrawn):
        self.document, self.links = undrawn, links_of(undrawn)
        self.announcements = [digest(link["announcement"]) for link in self.links]
        try:
            self.holds = verify_undrawn(undrawn)[0] == "consistent"
        except Unusable:
            self.holds = False
