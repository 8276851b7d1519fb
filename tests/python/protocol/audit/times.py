"""Findings about times (§21.2)."""

import math

from ..canonical import digest
from ..plans import first_close
from ..public_values import sources
from ..small_types import china_day, day_number, day_of, instant_seconds, weekdays_between


class Times:
    """Deadlines and dates."""

    def check_deadlines(self):
        on = instant_seconds(self.evidence.on) if self.evidence.on is not None else None
        disclosed_at = {announcement: instant_seconds(self.log.lines[place]["at"]) for announcement, place in self.disclosed_by.items()}
        for announcement in self.log.announced:
            if announcement not in self.plans:
                continue
            plan = self.plans[announcement]
            if instant_seconds(self.log.about("announced", announcement)["at"]) >= first_close(plan):
                self.find("announced_late", announcement, announcement)
            sealed = self.log.about("sealed", announcement)
            if sealed is not None and instant_seconds(sealed["at"]) < self.last_close(sealed["document"], plan):
                self.find("sealed_early", announcement, announcement)
            for done, code, deadline in ((instant_seconds(sealed["at"]) if sealed else None, "sealed", plan["seal_by"]),
                                         (disclosed_at.get(announcement), "disclosed", plan["disclose_by"])):
                by, void = instant_seconds(deadline), self.log.about("voided", announcement)
                if min(at for at in (done, instant_seconds(void["at"]) if void else None, math.inf) if at is not None) <= by:
                    continue
                if done is not None:
                    self.find(code + "_late", announcement, announcement)
                elif void or on is not None and on > by:
                    self.find("not_" + code, announcement, announcement)

    def last_close(self, seal, plan):
        """When the last of the sources closed that a seal used; no time at all if the seal is not there."""
        kind, seal = self.documents.get(seal, (None, None))
        values = zip(plan["values"], seal["values"]) if kind == "seal" else ()
        used = [sources(value)[given["source"]] for value, given in values if given["source"] < len(sources(value))]
        return max((instant_seconds(source["closes"]) for source in used), default=-math.inf)

    def check_amendment_dates(self, announcement, link):
        """Each amendment is logged on its day or within three working days more; none is of a day after the visits (§21.2)."""
        at = {line["document"]: line["at"] for line in self.log.lines if line and line["kind"] == "amended"}
        end = day_number(link["announcement"]["plan"]["visits"]["to"])
        for amendment in link["amendments"]:
            logged, date = at.get(digest(amendment["seal"])), day_number(amendment["strikes"]["date"])
            if date > end:
                self.find("amendment_misdated", announcement, "amendment %d" % amendment["seal"]["number"])
            if logged is None:
                continue
            day = day_of(logged)
            if not 0 <= day - date <= 60 or weekdays_between(date, day) > 3:
                self.find("amendment_misdated", announcement, "amendment %d" % amendment["seal"]["number"])


def far_away(plan, announced):
    """The times of a plan that are so far away that they are none; `announced`: the day of its line, or None if it has none."""
    start, end, visits = (day_number(text) for text in (plan["period"]["from"], plan["period"]["to"], plan["visits"]["to"]))
    far = {"period": end - start > 1098, "visits": visits - end > 366, "disclose_by": day_of(plan["disclose_by"]) - end > 366,
           "seal_by": day_of(plan["seal_by"]) > visits}
    if announced is not None:
        # Draws that are announced far ahead know nothing of each other. (A plan without values closes at no time.)
        closes = first_close(plan)
        far["period.from"] = start - announced > 92
        far["closes"] = closes != math.inf and china_day(closes) - announced > 92
    return [name for name, is_far in far.items() if is_far]
