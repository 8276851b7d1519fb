"""Findings about voids and redraws (§21.2)."""

import functools
import math

from ..plans import first_close
from ..public_values import plan_events, sources, value_fits
from ..small_types import day_number, day_of, instant_seconds, is_after
from ..voids import secrets_missing, undrawn_fits, void_kind
from .scope import difference, drawn_by, is_valid_on, keyed, rosters_in, shown_identities
from .stood import Disclosed, Undrawn

# What a redraw may change in the plan of the void draw (§20.3), besides the commitments of authorities.
FREE = ("announce_at", "disclose_by", "draw", "earlier", "number", "place", "seal_by", "supersedes", "title", "values", "visits",
        "visits_reason")


class Ends:
    """Voids, and what takes the place of what is void."""

    def check_superseding(self):
        for announcement in self.order:
            plan = self.plans[announcement]
            if plan["supersedes"] is not None:
                old = plan["supersedes"]["announcement"]
                voided = self.log.about("voided", old)
                if (self.log.about("announced", old) is None or voided is None
                        or self.log.place[id(voided)] > self.announced_at(announcement)):
                    self.find("supersedes_standing", announcement, old)
            if any(map(functools.partial(self.had_ended, announcement), self.chain_before(announcement)[1:])):
                self.find("continues_void", announcement, announcement)

    def had_ended(self, announcement, continued):
        """Whether one was void before another, that continues it, was announced or disclosed."""
        end = self.log.about("voided", continued)
        uses = [self.log.about(kind, announcement) for kind in ("announced", "disclosed")]
        return end is not None and any(self.log.place[id(end)] < self.log.place[id(use)] for use in uses if use)

    def check_voids(self):
        for name, void in self.of_type("void").items():
            announcement = void["announcement"]
            line = self.log.about("voided", announcement)
            if line is None or line["document"] != name:
                continue  # anybody can write one, and what was disclosed stands
            logged_at = line["at"]
            if self.void_is_none(void, logged_at) or self.void_fault(void):
                self.find("void_incomplete", announcement, name)
            if void_kind(void) == "drawn" and not self.was_corrected(announcement, line):
                self.find("void_after_value", announcement, " ".join([name, *self.exchanged(void)]))
            shown = self.disclosed_by.get(announcement)
            if line and shown is not None and shown < self.log.place[id(line)]:
                self.find("void_after_disclosure", announcement, name)
            if void["secret_lost"]:
                self.find("secret_lost", announcement, name)
            late = announcement in self.plans and instant_seconds(logged_at) >= first_close(self.plans[announcement])
            # Once is an accident.
            again = any(self.voids[old]["missing_authorities"] for old in self.replaced_by(announcement) if old in self.voids)
            for authority in void["missing_authorities"] if late or again else ():
                self.find("secret_lost", announcement, authority)
        for announcement in self.order:
            self.check_same_plan(announcement)
            self.check_same_rosters(announcement)
            self.check_fresh_sources(announcement)
        redrawn = {plan["supersedes"]["announcement"] for d, plan in self.plans.items()
                   if plan["supersedes"] is not None and self.log.about("announced", d)}
        for announcement in self.order:
            plan = self.plans[announcement]
            over = self.evidence.on is not None and day_of(self.evidence.on) > day_number(plan["visits"]["to"])
            if (over and plan["ceremony"] != "staffing" and announcement not in redrawn and not self.is_standing(announcement)
                    and not self.was_called_off(announcement)):
                self.find("not_redrawn", announcement, announcement)

    def was_corrected(self, announcement, line):
        """Whether the publisher had given two texts of a value when a line voided the draw, and it was void by what was announced (§20.1)."""
        plan = self.plans.get(announcement, {"draw": None, "values": []})
        # Before the seal a fallback takes the place of what was corrected.
        ends = ("void", "fallback") if self.log.about("sealed", announcement) else ("void",)
        # What its source could not have given is no text of it.
        return any(value["corrected"] in ends and len({text for text, known in self.evidence.texts(plan["draw"], value["name"])
                                                       if not is_after(known, line) and value_fits(self.log.hash, value["source"]["kind"], text)}) > 1
                   for value in plan["values"])

    def was_called_off(self, announcement):
        """Whether a campaign ended while nobody could know whom it would have met."""
        void, plan = self.voids.get(announcement), self.plans[announcement]
        return (void is not None and plan["category"] != "routine" and void_kind(void) == "undrawn"
                and not void["missing"] and not void["missing_authorities"]
                and instant_seconds(self.log.about("voided", announcement)["at"]) < first_close(plan))

    def void_is_none(self, void, logged_at):
        """Whether a void is none of the three of §20.3."""
        announcement = void["announcement"]
        if void_kind(void) != "undrawn":
            return void_kind(void) is None
        # Once a draw is sealed the result is there, and nothing but the whole of it ends the draw.
        return (self.log.about("sealed", announcement) is not None
                or announcement in self.plans and not undrawn_fits(void, self.plans[announcement], logged_at))

    def exchanged(self, void):
        """Whom a void had drawn and the redraw did not, and whom the redraw drew instead."""
        disclosed, redraw = self.disclosures.get(void["disclosure"]), self.redraw_of(void["announcement"])
        if not isinstance(disclosed, Disclosed) or not disclosed.holds or disclosed.announcements[-1] != void["announcement"] or redraw is None:
            return []
        before, after = (drawn_by(link["announcement"]["plan"], link["result"]) for link in (disclosed.links[-1], redraw))
        return ["-" + who for who in sorted(before - after)] + ["+" + who for who in sorted(after - before)]

    def redraw_of(self, announcement):
        """The link that shows the redraw of an announcement: the latest one that supersedes it, directly or through others, and is
        not void. None before it is disclosed, or if one of both draws targets and the other inspectors for those who were drawn."""
        redraws = [d for d in self.order if self.log.about("announced", d) and self.is_standing(d) and announcement in self.replaced_by(d)]
        if not redraws:
            return None
        latest = max(redraws, key=self.announced_at)
        if len({self.plans[d]["ceremony"] == "staffing" for d in (announcement, latest) if d in self.plans}) > 1:
            return None
        return next((shown.links[shown.announcements.index(latest)] for shown in self.sound_disclosures() if latest in shown.announcements), None)

    def may_wait(self, void):
        """Whether what a void names would spoil visits that are still to come, and so may not be there yet (§20.3)."""
        chain = self.chain_before(void["announcement"])
        first = self.announcements.get(chain[-1])
        if first is None or self.evidence.on is None or len(chain) == 1 and void["undrawn"] is None:
            return False
        shown = any(self.log.about(kind, one) for one in chain[1:] for kind in ("disclosed", "voided"))
        return not shown and instant_seconds(self.evidence.on) < instant_seconds(first["plan"]["disclose_by"])

    def void_fault(self, void):
        """What is amiss with the disclosure or the undrawn of a void, or None."""
        announcement = void["announcement"]
        named = [name for name in (void["disclosure"], void["undrawn"]) if name is not None]
        if not any(name in self.contents for name in named) and self.may_wait(void):
            return None
        if void["disclosure"] is not None:
            disclosed = self.disclosures.get(void["disclosure"])
            if not isinstance(disclosed, Disclosed):
                return "the disclosure is missing or unusable"
            if not disclosed.holds or disclosed.announcements[-1] != announcement:
                return "the disclosure is contradicted, or of another draw"
            sealed = self.log.about("sealed", announcement)
            if sealed is not None and sealed["document"] != disclosed.heads[-1][0]:
                return "another seal than the one logged"
        if void["undrawn"] is not None:
            undrawn = self.undrawns.get(void["undrawn"])
            if undrawn is None:
                return "the undrawn is missing or unreadable"
            if not undrawn.holds or undrawn.announcements[-1] != announcement:
                return "the undrawn is contradicted, or of another draw"
            if secrets_missing(undrawn.document) != void["missing_authorities"]:
                return "other secrets are missing than the void says"
        return None

    def superseded_void(self, announcement):
        """The void announcement whose place one takes, or None."""
        return next(filter(self.is_void, self.replaced_by(announcement)[:1]), None)

    def check_fresh_sources(self, new):
        """What a redraw is drawn from is not known before the void, nor was in any that it supersedes (§20.3)."""
        known = [event for old in self.replaced_by(new) for value in self.plans.get(old, {"values": []})["values"] for event in plan_events(value)]
        void = self.voids.get(self.superseded_void(new))
        voided = instant_seconds(void["at"]) if void else -math.inf
        for value in self.plans[new]["values"]:
            early = any(instant_seconds(source["closes"]) < voided for source in sources(value))
            if early or any(event in known for event in plan_events(value)):
                self.find("redraw_early", new, value["name"])

    def check_same_plan(self, new):
        """A redraw has the plan of the void draw (§20.3)."""
        for field, before in self.plans.get(self.superseded_void(new), {}).items():
            values = before, self.plans[new][field]
            if field == "authorities":
                values = [[authority["name"] for authority in listed] for listed in values]
            if field not in FREE and values[0] != values[1]:
                self.find("redraw_differs", new, "plan." + field)

    def check_same_rosters(self, new):
        """And the rosters of the nearest one before it of which they are shown: what each keeps of the one before, the last keeps of the first."""
        of, old = next(((of, rosters) for of, rosters in ((d, self.rosters_by_void(d)) for d in self.replaced_by(new)) if rosters is not None),
                       (None, None))
        if old is None:
            return
        for shown in rosters_in([*self.readable_disclosures().values(), *self.undrawns.values()], new)[:1]:
            before, after = keyed(old), keyed(shown)
            for tree in before:
                for keys in difference(before[tree], after[tree]).values():
                    for key in keys:
                        self.find("redraw_differs", new, "%s %s" % (tree, " ".join(str(part) for part in key)))
            # Other days of the visits make others eligible.
            valid = [{key: is_valid_on(inspector, self.plans[d]["visits"]) for key, inspector in rosters["inspectors"].items()}
                     for d, rosters in ((of, before), (new, after))]
            for key in difference(*valid)["changed"]:
                self.find("redraw_differs", new, "certificates %s" % key)
        # Behind an id stands whoever stood there. Files of one draw differ in what they withhold; those count that were published.
        published = [*self.sound_disclosures(), *(self.undrawns[void["undrawn"]] for void in self.voids.values() if void["undrawn"] in self.undrawns)]
        before, after = shown_identities([old]), shown_identities(rosters_in(published, new))
        for key in difference(before, after)["changed"]:
            self.find("redraw_differs", new, "identities %s %s" % key)

    def rosters_by_void(self, announcement):
        """A void announcement's rosters as the disclosure or the undrawn of its void shows them, or None."""
        void = self.voids.get(announcement)
        for shown in (self.disclosures.get(void["disclosure"]), self.undrawns.get(void["undrawn"])) if void else ():
            if isinstance(shown, (Disclosed, Undrawn)) and shown.holds and shown.announcements[-1] == announcement:
                return shown.links[-1]["rosters"]
        return None
