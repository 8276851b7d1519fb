"""Seats filled by plain searches, to compare with."""

import collections
import itertools

from protocol.admission import fixed_reason
from protocol.decks import deal
from protocol.matching import Seat


def can_be_filled(seats, room, chosen, placed=()):
    """By trying everything: whether the chosen seats can be filled, with some inspectors already in their seats."""
    placed = dict(placed)
    room = dict(room)
    used = {(seats[s].target, i) for s, i in placed.items()}
    for i in placed.values():
        room[i] -= 1
    open_seats = [s for s in chosen if s not in placed]

    def fill(k):
        if k == len(open_seats):
            return True
        seat_ = seats[open_seats[k]]
        for i in seat_.eligible:
            pair = (seat_.target, i)
            if room[i] > 0 and pair not in used:
                room[i] -= 1
                used.add(pair)
                if fill(k + 1):
                    return True
                room[i] += 1
                used.discard(pair)
        return False
    return min(room.values(), default=0) >= 0 and fill(0)


def random_seats(rng):
    people = "abcdef"[:rng.randint(1, 6)]
    seats = []
    for t in range(rng.randint(1, 4)):
        gone = rng.sample(people, rng.randint(0, min(2, len(people))))
        for number in range(1, rng.randint(1, 3) + 1):
            wanted = rng.sample(people, rng.randint(0, len(people)))
            seats.append(Seat("t%d" % t, number, sorted(set(wanted) - set(gone))))
    rng.shuffle(seats)
    return people, seats


def plain_staffing(c, teams, wanted, cap_before=0, dealt=None):
    """§12.2 to §12.4 by trying everything, for the ceremony `c` whose draw is done and who sits in `teams` before; `wanted` are the
    (target, number) to fill, and `dealt` says how many slips each had before. Returns the cap, the teams and the trails."""
    plan, dealt = c.plan, dealt or {}
    common = plan["workload"]["common"] if isinstance(plan["workload"], dict) else 10**9
    people = {i["id"]: i for i in c.inspectors}
    teams = {t: list(team) for t, team in teams.items()}
    visits = collections.Counter(i for team in teams.values() for i in team if i in people)

    def fixed(i, asked, t):
        struck = c.standing.struck_from[t] | c.standing.struck_from[None]
        return fixed_reason(people[i], asked, c.target[t], c.recused[t], struck, plan)
    seats = []
    for t in teams:
        for n, asked in enumerate(c.seats_of(c.target[t]), 1):
            if (t, n) in wanted:
                seats.append((Seat(t, n, [i for i in people if i not in teams[t] and fixed(i, asked, t) is None]), asked))

    def room(limit):
        return {i: max(0, min(p["max_visits"], limit) - visits[i]) for i, p in people.items()}
    all_seats = [s for s, _ in seats]
    staffed = []
    for s in range(len(seats)):
        if can_be_filled(all_seats, room(common), staffed + [s]):
            staffed.append(s)
    cap = None if plan["workload"] == "own" else common
    if plan["workload"] == "balanced":
        cap = next(limit for limit in itertools.count(cap_before) if can_be_filled(all_seats, room(limit), staffed))
    limit = 10**9 if cap is None else cap
    start, placed, trails = room(limit), {}, []
    for s, (seat_, asked) in enumerate(seats):
        trail, deck = [], list(deal(c.hash, c.result["deck_key"], seat_.number, seat_.target, sorted(people)))
        for slip in range(len(deck)) if s in staffed else ():
            slip = deck[(dealt.get((seat_.target, seat_.number), 0) + slip) % len(deck)]
            reason = fixed(slip, asked, seat_.target)
            if reason is None and visits[slip] >= min(people[slip]["max_visits"], limit):
                reason = "workload"
            if reason is None and slip in teams[seat_.target]:
                reason = "on_team"
            if reason is None and not can_be_filled(all_seats, start, staffed, {**placed, s: slip}):
                reason = "strands"
            trail.append({"inspector": slip, "reason": reason or "taken"})
            if reason is None:
                placed[s] = slip
                teams[seat_.target][seat_.number - 1] = slip
                visits[slip] += 1
                break
        trails.append(trail)
    return cap, teams, trails


def trails_of(teams):
    return {(team["target"], seat_["seat"]): seat_["trail"] for team in teams for seat_ in team["seats"]}
