"""Findings about disclosures, slots and public values (§21.2)."""

import functools

from ..plans import lead_of
from ..public_values import plan_commitments, sources
from ..small_types import day_of, instant_seconds, is_after
from ..voids import void_kind
from .record import Finding
from .scope import same_time, share_classes, share_items
from .stood import Disclosed
from .times import far_away


class Draws:
    """Disclosures against the log, announcements among themselves, and public values."""

    def check_disclosures(self):
        for name, disclosed in self.named_disclosures().items():
            if not isinstance(disclosed, Disclosed):
                self.find("contradicted", None, "unusable: %s" % disclosed)
                continue
            last = disclosed.announcements[-1]
            for failure in disclosed.failures:
                self.find("contradicted", last, failure)
        opened = {head for disclosed in self.sound_disclosures() for heads in disclosed.heads for head in heads[1:]}
        for announcement in {a for disclosed in self.sound_disclosures() for a in disclosed.announcements}:
            for line in self.log.amended[announcement]:
                if line["document"] not in opened and announcement in self.disclosed_by:
                    self.find("amendment_unopened", announcement, line["document"])
        ceremonies = {}
        for disclosed in self.sound_disclosures():
            continued = [*disclosed.announcements[1:], None]
            for announcement, heads, link, by in zip(disclosed.announcements, disclosed.heads, disclosed.links, continued):
                ceremonies[announcement, tuple(heads), by] = link
        for (announcement, heads, by), link in ceremonies.items():
            self.check_amendment_dates(announcement, link)
            sealed = self.log.about("sealed", announcement)
            if sealed is None:
                continue  # its seal has no line, which is a finding of its own unless it is void
            if sealed["document"] != heads[0]:
                self.find("other_seal", announcement, heads[0])
            until = self.log.about("announced", by) if by else None
            logged = [line["document"] for line in self.log.amended[announcement]
                      if until is None or self.log.place[id(line)] < self.log.place[id(until)]]
            if logged != list(heads[1:]):
                self.find("other_amendments", announcement, heads[-1])

    def check_announcements(self):
        first = self.log.announced[0] if self.log.announced else None
        lead = lead_of(self.plans[first]) if first in self.plans else None
        seen, draws = {}, {}
        for announcement in self.order:
            plan = self.plans[announcement]
            if draws.setdefault(plan["draw"], announcement) != announcement:
                self.find("draw_repeated", announcement, draws[plan["draw"]])
            if lead is not None and lead_of(plan) not in {lead, *self.evidence.names}:
                self.find("other_authority", announcement, lead_of(plan))
            line = self.log.about("announced", announcement)
            for what in far_away(plan, line and day_of(line["at"])):
                self.find("deadline_far", announcement, what)
            for commitment in {self.announcements[announcement]["commitment"], *plan_commitments(plan)}:
                if seen.setdefault(commitment, announcement) != announcement:
                    self.find("secret_reused", announcement, commitment)
        ancestors = {d: set(self.superseded_by(d)) for d in self.order}
        for i, later in enumerate(self.order):
            for earlier in self.order[:i]:
                related = earlier in ancestors[later] or later in ancestors[earlier]
                if not related and self.same_place(earlier, later):
                    self.find("slot_overlap", later, self.plans[earlier]["draw"])

    def same_place(self, one, other):
        """Two draws of targets for one slot, or two staffing ceremonies for the same open seats."""
        selections = [self.announcements[d]["selection"] for d in (one, other)]
        staffing = [self.plans[d]["ceremony"] == "staffing" for d in (one, other)]
        if all(staffing):
            return None not in selections and selections[0]["announcement"] == selections[1]["announcement"]
        if any(staffing) or not same_time(self.plans[one], self.plans[other]):
            return False
        if not share_items(self.plans[one], self.plans[other]):
            return False
        # Once it is shown who is in both, the classes say no more.
        shown = None not in (self.drawable(one), self.drawable(other))
        return self.share_targets(one, other) if shown else share_classes(self.plans[one], self.plans[other])

    def used_values(self, announcement):
        """For each seal that counts, its values by names: the logged one, and that of the void's disclosure (§21.2)."""
        line, void = self.log.about("sealed", announcement), self.voids.get(announcement)
        kind, seal = self.documents.get(line["document"], (None, None)) if line else (None, None)
        seals = [seal] if kind == "seal" else []
        shown = self.disclosures.get(void["disclosure"]) if void else None
        if isinstance(shown, Disclosed):
            seals.append(shown.links[-1]["seal"])
        return [{value["name"]: value for value in seal["values"]} for seal in seals]

    def check_values(self):
        logged = {self.plans[d]["draw"] for d in self.order if self.log.about("announced", d)}
        for draw, target in dict.fromkeys([*self.evidence.visits, *sorted(self.evidence.active)]):
            if draw not in logged:
                self.findings.append(Finding("evidence_unknown", draw, target))
        for draw, name, text, known in self.evidence.values:
            about = [d for d in self.order if self.plans[d]["draw"] == draw
                     and name in [value["name"] for value in self.plans[d]["values"]]]
            if not any(map(functools.partial(self.log.about, "announced"), about)):
                # By the id of the evidence, since no announcement of the log may have it.
                self.findings.append(Finding("evidence_unknown", draw, name))
            for announcement in about:
                if known is not None and self.known_too_early(announcement, name, text, instant_seconds(known)):
                    self.find("value_known_early", announcement, name)
                if self.value_differs(announcement, name, self.evidence.texts(draw, name)):
                    self.find("value_differs", announcement, name)

    def value_differs(self, announcement, name, texts):
        """Whether a value was used that is none of its texts, or was called missing though it has one. Whoever went by a fallback, or
        without, is excused where the source came too late; whoever went without, also where it counts as silent because it had
        given several texts by then (§20.1)."""
        end = self.log.about("sealed", announcement) or self.log.about("voided", announcement)
        late = end is not None and all(is_after(known, end) for _, known in texts)
        in_time = {text for text, known in texts if end is None or not is_after(known, end)}
        silent = len(in_time) > 1 and any(value["name"] == name and value["corrected"] == "fallback"
                                          for value in self.plans[announcement]["values"])
        void = self.voids.get(announcement)
        if void is not None and name in void["missing"] and not (late or silent):
            return True
        used = [values[name] for values in self.used_values(announcement) if name in values]
        return any(value["text"] not in [text for text, _ in texts] and not (late and value["source"] > 0) for value in used)

    def known_too_early(self, announcement, name, text, known):
        """Whether a value was known before what has to come before it: the announcement, its close, an end as if it were unknown."""
        def since(line):
            return line is not None and known <= instant_seconds(line["at"])
        # A void without a result says that nothing is known, unless it says that a value never came.
        void = self.voids.get(announcement)
        unknown = void is not None and void_kind(void) == "undrawn" and not void["missing"]
        sealed = self.log.about("sealed", announcement)
        kind, seal = self.documents.get(sealed["document"], (None, None)) if sealed else (None, None)
        # A text that the seal does not have is one of the main source.
        used = {value["name"]: value["source"] for value in seal["values"] if value["text"] == text} if kind == "seal" else {}
        closes = [instant_seconds(sources(value)[used.get(name, 0)]["closes"]) for value in self.plans[announcement]["values"]
                  if value["name"] == name and used.get(name, 0) < len(sources(value))]
        return (since(self.log.about("announced", announcement)) or unknown and since(self.log.about("voided", announcement))
                or any(known < close for close in closes))
