"""Findings about visits, caps and struck targets (§21.2)."""

import math

from ..small_types import day_number, day_of
from .scope import county, may_settle, share_items, visits_of


class Visits:
    """What became of the targets."""

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

    def check_periods(self):
        for i, (draw, now) in enumerate(zip(self.disclosed_draws, self.stands)):
            for target, line in self.strikes_of(draw).items():
                self.follow_strike(target, line, draw, i)
            for target in self.not_reported(draw, now):
                self.find("not_reported", draw.announcements[-1], target)
            self.check_visits(draw, now)

    def follow_strike(self, target, line, draw, place):
        """What became of a struck target in the later draws, until it stands in one of the strike's business (§21.2)."""
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
        """Whether a struck target, whose record in a later draw's roster may be there, is of what that draw draws from (§21.2)."""
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
        if on is None or reports is None or day_number(draw.last_plan["visits"]["to"]) >= day_of(on):
            return []
        names = [link["announcement"]["plan"]["draw"] for link in draw.links]
        return [target for target in sorted(now.teams) if not any((name, target) in reports for name in names)]

    def check_visits(self, draw, now):
        """What is reported of visits against who stood on their day, and against the amendments (§21.2)."""
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


def brings_back(draw, there, target):
    """Whether a draw brings back a struck target, whose record in its roster may be there (§21.2)."""
    if there is None:
        return target in [name for entry in draw.plan["left_out"] for name in entry["carried"]]
    return there["id"] in draw.brought_back
