"""Staffing (§12)."""

import collections
import itertools

from .decks import deal
from .matching import Dead, Seat, balanced_cap, fill_all, room_left, staffed_seats


class Staffing:
    """Inspectors for open seats."""

    def open_seats(self):
        """The numbers of the open seats of each target that has some, in the order of service."""
        opened = {t: [n for n, who in enumerate(team, 1) if who is None] for t, team in self.standing.teams.items()}
        return {t: numbers for t, numbers in opened.items() if numbers}

    def staff(self, wanted, cap_before=0):
        """Fill these open seats, given as `open_seats` does (§12.2 to §12.5); returns the cap and the teams."""
        teams = self.standing.teams
        caps, visits = self.first_caps(), collections.Counter()
        for team in teams.values():
            visits.update(i for i in team if i in caps)
        open_seats, asked = [], []
        for t, numbers in wanted.items():
            target, seats = self.target[t], self.seats_of(self.target[t])
            for n in numbers:
                open_seats.append(Seat(t, n, [i for i in self.eligible(seats[n - 1], target) if i not in teams[t]]))
                asked.append(seats[n - 1])
        staffed = staffed_seats(open_seats, room_left(caps, visits))
        workload, cap = self.plan["workload"], None
        if isinstance(workload, dict):
            cap = workload["common"]
        elif workload == "balanced":
            cap = max(cap_before, balanced_cap([open_seats[s] for s in staffed], caps, visits))
            caps = {inspector: min(most, cap) for inspector, most in caps.items()}
        trails = self.deal_seats(open_seats, asked, staffed, caps, visits)
        filled = {t: [] for t in wanted}
        for s, seat in enumerate(open_seats):
            filled[seat.target].append({
                "inspector": teams[seat.target][seat.number - 1], "seat": seat.number, "trail": trails.get(s, [])})
        return {"cap": cap, "teams": [{"seats": filled[t], "target": t} for t in wanted]}

    def slips(self, seat):
        """The slips of a seat's deck from where its dealing has stopped, all of them once (§11.2, §15)."""
        roster_ids = [i["id"] for i in self.inspectors]
        deck = deal(self.hash, self.result["deck_key"], seat.number, seat.target, roster_ids)
        passed = list(itertools.islice(deck, self.dealt[seat.target, seat.number] % len(roster_ids)))
        yield from deck
        yield from passed

    def deal_seats(self, open_seats, asked, staffed, caps, visits):
        """Deal the decks of the staffed seats and let who takes each sit down; returns the trails (§12.4)."""
        seating = fill_all([open_seats[s] for s in staffed], room_left(caps, visits))
        trails = {}
        for index, s in enumerate(staffed):
            seat, team = open_seats[s], self.standing.teams[open_seats[s].target]
            fixed = self.judge(asked[s], self.target[seat.target])[0]
            trail, dead = [], Dead()
            for slip in self.slips(seat):
                reason = fixed[slip]
                if reason is None:
                    if visits[slip] >= caps[slip]:
                        reason = "workload"
                    elif slip in team:
                        reason = "on_team"
                    else:
                        reason = "taken" if seating.settle(index, slip, dead) else "strands"
                trail.append({"inspector": slip, "reason": reason})
                if reason == "taken":
                    team[seat.number - 1] = slip
                    visits[slip] += 1
                    break
            self.dealt[seat.target, seat.number] += len(trail)
            trails[s] = trail
        return trails
