"""Findings about pools and open seats (§21.2)."""

from ..ceremony import Ceremony
from ..small_types import day_number, day_of
from .scope import difference


class Seats:
    """Who could take the seats."""

    def check_pools(self):
        for disclosed in self.sound_disclosures():
            for announcement, c in zip(disclosed.announcements[1:], disclosed.chain[1:]):
                for what in touched_pools(c):
                    self.find("pool_touched", announcement, what)

    def check_small_pools(self):
        """Whoever is alone in a pool is no draw's choice."""
        for draw in self.disclosed_draws:
            small = []
            for c in draw.chain:
                # When somebody is struck the pool is what is left of it; it is small where it leaves no choice.
                least = max(c.plan["min_pool"], 2)
                small += ["%s/%d" % (target, n) for target, pools, again in dealt_pools(c.disclosure, c.previous)
                          for n, pool in pools.items() if len(pool) < (2 if again else least)]
            if small:
                self.find("small_pool", draw.announcements[-1], " ".join(dict.fromkeys(small)))

    def check_open_seats(self):
        """When the visits are over every seat was drawn, or a shortage says why not (§21.2)."""
        standing = [d for d in self.order if not self.is_void(d) and self.log.about("announced", d)]
        continued = {self.announcements[d]["selection"]["announcement"] for d in standing if self.announcements[d]["selection"]}
        for announcement in standing:
            sealed, visits = self.log.about("sealed", announcement), self.plans[announcement]["visits"]["to"]
            if announcement in continued or sealed is None or self.evidence.on is None or day_number(visits) >= day_of(self.evidence.on):
                continue
            last = (self.log.amended[announcement] or [sealed])[-1]
            kind, seal = self.documents.get(last["document"], (None, None))
            if kind in ("seal", "amendment_seal") and seal["seats"]["open"] > 0 and not self.is_short(announcement):
                self.find("open_seats", announcement, seal["seats"]["open"])

    def is_short(self, announcement):
        """Whether every open seat was found to be short, and no ceremony touched the pools, or may have been: before a disclosure
        tells, nobody knows but of a selection, where inspectors are not drawn."""
        shown = [(d, d.announcements.index(announcement)) for d in self.sound_disclosures() if announcement in d.announcements]
        if not shown:
            return self.plans[announcement]["ceremony"] != "selection"
        disclosed, at = max(shown, key=lambda one: len(one[0].heads[one[1]]))
        link = disclosed.links[at]
        if any(any(touched_pools(c)) for c in disclosed.chain[1:at + 1]):
            return False  # whoever takes the inspectors away makes the shortage
        short = short_seats(link)
        teams = disclosed.stood(at, len(link["amendments"])).teams
        return all((target, seat) in short for target, team in teams.items() for seat, who in enumerate(team, 1) if who is None)


def short_seats(link):
    """The seats (target, number) that a ceremony or an amendment of it found to be short."""
    parts = [link["result"], *(amendment["outcome"] for amendment in link["amendments"])]
    return {(team["target"], seat["seat"]) for part in parts for team in part["teams"] for seat in team["seats"] if seat["inspector"] is None}


def dealt_pools(disclosure, previous):
    """The seats that a ceremony and each of its amendments dealt: (target, {number: eligible pool}, whether by an amendment)."""
    c = Ceremony(disclosure, previous)  # as it was announced, before any strike of its own
    for again, part in enumerate([disclosure["result"], *disclosure["amendments"]]):
        for entry in part["strikes"]["inspectors"] if again else ():
            c.standing.struck_from[entry["target"]] |= {entry["inspector"]}
        for team in (part["outcome"] if again else part)["teams"]:
            target = c.target[team["target"]]
            yield (target["id"], {seat["seat"]: set(c.eligible(c.seats_of(target)[seat["seat"] - 1], target))
                                  for seat in team["seats"] if seat["trail"]}, again > 0)


def touched_pools(c):
    """What a staffing ceremony changed for the seats that it found open, and did not change for want of inspectors (§21.2)."""
    # As it was announced, before any strike of its own.
    now = Ceremony(c.disclosure, c.previous)
    old, new = ({i["id"]: i["max_visits"] for i in ceremony.inspectors} for ceremony in (c.previous, now))
    short, least = short_seats(c.previous.disclosure), max(c.plan["min_pool"], 2)
    seats = [(t, n) for t, numbers in c.previous.open_seats().items() for n in numbers]
    for t, n in seats:
        before, after = (set(some.eligible(some.seats_of(some.target[t])[n - 1], some.target[t])) for some in (c.previous, now))
        came, gone = after - before, before - after
        more, fewer = ({who for who in before & after if a[who] < b[who]} for a, b in ((old, new), (new, old)))
        # What was short may be given more, by as many as make a pool; whoever sits on the team already cannot take another seat of it.
        given = (t, n) in short and not gone and not fewer and len((came | more).difference(now.standing.teams[t])) >= least
        if (came or gone or more or fewer) and not given:
            marked = [mark + who for mark, people in (("+", came), ("-", gone), (">", more), ("<", fewer)) for who in sorted(people)]
            yield "%s/%d %s" % (t, n, " ".join(marked))
    old, new = ({entry["draw"]["id"]: entry["identity"].get("shown", {"data": None})["data"] for entry in ceremony.rosters["inspectors"]}
                for ceremony in (c.previous, now))
    others = difference(old, new)["changed"]
    if others:
        yield "identities " + " ".join(others)
    old, new = c.previous.plan["workload"], c.plan["workload"]
    larger = new == "own" or isinstance(old, dict) and isinstance(new, dict) and new["common"] > old["common"]
    if old != new and not (larger and short.issuperset(seats)):
        yield "workload"
