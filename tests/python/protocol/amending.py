"""Amendments (§15)."""

import collections
import datetime

from .canonical import canon
from .commitments import salt
from .small_types import china_day, instant_seconds


class Amending:
    """What strikes do."""

    def last_day_of_values(self):
        """The day of the latest `closes` of the sources used."""
        latest = max(instant_seconds(source["closes"]) for _, source, _ in self.used_sources())
        return datetime.date.fromordinal(china_day(latest)).isoformat()

    def amend(self, strikes):
        """Apply the strikes of one amendment; returns its outcome, and what they must not do: [(rule, failures)].

        A strike that cannot be is passed over, so that there is an outcome whatever the strikes.
        """
        standing, rules = self.standing, self.plan["amendments"]
        not_standing = [t for t in strikes["visited"] if t not in standing.teams]
        again = [t for t in strikes["visited"] if t in standing.visited]
        standing.visited.update(t for t in strikes["visited"] if t in standing.teams)
        touched = [entry["target"] for entry in strikes["targets"] + strikes["inspectors"] if entry["target"] in standing.visited]
        replaced = self.strike_targets([entry["target"] for entry in strikes["targets"]])
        came_in = {pair["alternate"] for pair in replaced} & standing.teams.keys()
        opened, unseated = self.strike_inspectors(strikes["inspectors"])
        done = {pair["target"] for pair in replaced}
        by_stratum = collections.Counter(standing.drawn[t][1] for t in standing.struck)
        broken = [
            ("every struck target stands, or comes up", [
                entry["target"] for entry in strikes["targets"] if entry["target"] not in done]),
            ("every struck inspector sits there", unseated),
            ("what was visited stands", not_standing),
            ("what was visited is listed once", again),
            ("what was visited is not struck", touched),
            ("few targets of a stratum are struck", [name for name, n in by_stratum.items() if n > rules["strikes_per_stratum"]]),
            ("few strikes open one seat", [seat for seat, n in standing.reopened.items() if n > rules["strikes_per_seat"]])]
        outcome = {"cap": None, "replaced": replaced, "teams": []}
        if rules["replacement"] == "deck" and self.plan["ceremony"] != "selection":
            wanted = {t: [n for n in numbers if t in came_in or (t, n) in opened] for t, numbers in self.open_seats().items()}
            outcome.update(self.staff({t: numbers for t, numbers in wanted.items() if numbers}, self.cap))
            self.cap = outcome["cap"]
        return outcome, broken

    def strike_targets(self, listed):
        """Step 1 of §15: strike these targets, and let alternates come in; returns `replaced`."""
        standing, among = self.standing, set(listed)
        replaced = []
        for t in listed:
            # An alternate that is listed itself is struck as soon as it comes in.
            while t in among and t in standing.teams:
                del standing.teams[t]
                standing.struck.add(t)
                stratum = standing.drawn[t][1]
                drawn, alternates = self.first.waiting[stratum]
                place, alternate = standing.come_up[stratum], None
                if place < len(alternates):
                    alternate = alternates[place]
                    standing.come_up[stratum] += 1
                    standing.drawn[alternate] = drawn + place + 1, stratum
                    self.come_in(alternate)
                replaced.append({"alternate": alternate, "target": t})
                t = alternate
        return replaced

    def strike_inspectors(self, entries):
        """Step 2 of §15; returns the (target, seat number) that become open, and the entries of who does not sit there."""
        standing, opened, unseated = self.standing, set(), []
        held = collections.defaultdict(list)
        for t, team in standing.teams.items():
            for n, who in enumerate(team, 1):
                held[who].append((t, n))
        for entry in entries:
            inspector, target = entry["inspector"], entry["target"]
            seats = [(t, n) for t, n in held[inspector] if target == t or target is None and t not in standing.visited]
            if not seats:
                unseated.append([inspector, target])
            for t, n in seats:
                standing.teams[t][n - 1] = None
            opened.update(seats)
            standing.reopened.update(seats)
            standing.struck_from[target] |= {inspector}
        return opened, unseated

    def stated_amendment_seal(self, number, previous, outcome, strikes):
        """The seal of the amendment that has just been applied; `previous` is the digest of the seal before it (§15.3)."""
        bound = salt(self.hash, self.disclosure["salt_key"], "amendment:%d" % number) + canon({"outcome": outcome, "strikes": strikes})
        return {"announcement": self.announcement_digest, "number": number, "previous": previous, "protocol": self.hash.protocol,
                "commitment": self.hash(b"\x03", bound).hex(), "result": self.result_tree("amendment-%d" % number),
                "seats": self.seat_counts(), "type": "amendment_seal"}
