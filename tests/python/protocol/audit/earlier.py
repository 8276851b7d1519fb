"""Findings about earlier draws (§21.2, §21.3)."""

import collections
import itertools
import math

from .scope import may_settle, seated, share_items, year_of


class Earlier:
    """What a plan says of earlier draws."""

    def check_earlier(self):
        heads = {head: draw for draw in self.sound_disclosures() for listed in draw.heads for head in listed}
        first_place = {head: self.order.index(draw.announcements[0]) for head, draw in heads.items()}
        known = {head: self.log.lines[place]["announcement"] for head, place in self.head_places.items()}
        for announcement in self.order:
            plan = self.plans[announcement]
            if plan["ceremony"] != "staffing":  # its plan repeats what the selection's says
                for entry in plan["earlier"]:
                    if entry["head"] not in known:
                        self.find("earlier_unknown", announcement, entry["head"])
                    elif self.was_over(known[entry["head"]], announcement):
                        self.find("earlier_misused", announcement, "head " + entry["head"])
                    elif self.was_older(entry["head"], announcement):
                        self.find("earlier_misused", announcement, "older head " + entry["head"])
        for draw in self.disclosed_draws:
            used = collections.defaultdict(list)
            for entry in draw.plan["earlier"]:
                used[entry["use"]].append((heads.get(entry["head"]), entry["head"]))
            found = {(first_place[head], head): earlier.at_head(head)
                     for named in used.values() for earlier, head in named if earlier is not None}
            if len({place for place, _ in found}) < len(found):
                self.find("earlier_misused", draw.announcements[-1], "two heads of one draw")
                continue
            every = [(place, heads[head], now) for (place, head), now in found.items()]
            carry = [(first_place[head], earlier, earlier.at_head(head)) for earlier, head in used["carry"] if earlier is not None]
            struck = list(to_be_carried(draw, carry, every))
            back = {name for _, name in struck}
            for use, named in used.items():
                there = [(earlier, head) for earlier, head in named if earlier is not None]
                for earlier, head in there:
                    if use in ("count", "leave_out") and year_of(earlier) != year_of(draw):
                        self.find("earlier_misused", draw.announcements[-1], "%s of another year %s" % (use, head))
                    if use == "leave_out" and earlier.plan["category"] == "case":
                        self.find("earlier_misused", draw.announcements[-1], "leave_out of a case inspection " + head)
                    if use in ("leave_out", "carry") and not share_items(earlier.plan, draw.plan):
                        self.find("earlier_misused", draw.announcements[-1], "%s of another scope %s" % (use, head))
                # Without one of the draws nothing can be said of what they are together, but that a count is too small without it.
                if use == "count" or there == named:
                    named = sorted(there, key=lambda entry: first_place[entry[1]])
                    at = [(earlier.plan["category"], earlier.at_head(head)) for earlier, head in named]
                    for target in draw.targets.values():
                        if earlier_misused(use, target, at, target["id"] in back):
                            self.find("earlier_misused", draw.announcements[-1], "%s %s" % (use, target["id"]))
                    if use == "carry":
                        gone = {target for target, name in struck if name not in draw.targets}
                        if gone != {target for entry in draw.plan["left_out"] for target in entry["carried"]}:
                            self.find("earlier_misused", draw.announcements[-1], "left_out")

    def check_omitted(self):
        """What a draw does not say of the draws before it, and what it says that they do not bear out (§21.2)."""
        for place, draw in enumerate(self.disclosed_draws):
            last, cap, since = draw.announcements[-1], draw.plan["yearly_cap"], self.rosters_since(draw)
            before = [(earlier, now) for earlier, now in zip(self.disclosed_draws[:place], self.stands)
                      if self.disclosed_by.get(earlier.announcements[-1], math.inf) < since]
            rotates = any(link["announcement"]["plan"]["rotation"] for link in draw.links)
            named, left_out = ({entry["head"] for entry in draw.plan["earlier"] if entry["use"] == use} for use in ("rotation", "leave_out"))
            for earlier, now in before if left_out else ():
                if (year_of(earlier) == year_of(draw) and earlier.plan["category"] != "case" and share_items(earlier.plan, draw.plan)
                        and not draw.targets.keys().isdisjoint(now.teams)
                        and left_out.isdisjoint(itertools.chain.from_iterable(earlier.heads))):
                    self.find("earlier_omitted", last, "leave_out " + earlier.last_plan["draw"])
            year = [(earlier, now) for earlier, now in zip(self.disclosed_draws[:place + 1], self.stands) if year_of(earlier) == year_of(draw)]
            for name, target in draw.targets.items():
                stood = [(earlier, now) for earlier, now in before if name in now.teams]
                if (rotates and stood and named.isdisjoint(itertools.chain.from_iterable(stood[-1][0].heads))
                        and target["last_team"] != seated(stood[-1][1], name)):
                    self.find("earlier_omitted", last, "rotation " + name)
                if cap is None:
                    continue
                counted = [earlier for earlier, _ in stood if year_of(earlier) == year_of(draw) and earlier.plan["category"] != "case"]
                if target["inspected"] < len(counted):
                    self.find("earlier_omitted", last, "count " + name)
                # From the first roster of the year that has it; what was inspected before that is that roster's to say.
                known = list(itertools.dropwhile(lambda one: name not in one[0].targets, year))
                drawn = sum(name in now.teams and earlier.plan["category"] != "case" for earlier, now in known)
                if known[0][0].targets[name]["inspected"] + drawn < cap <= target["inspected"]:
                    self.find("count_unexplained", last, name)

    def was_over(self, one, another):
        """Whether an announcement was void before another was logged."""
        end, use = self.log.about("voided", one), self.log.about("announced", another)
        return end is not None and use is not None and self.log.place[id(end)] < self.log.place[id(use)]

    def was_older(self, head, naming):
        """Whether a head was not the last of its draw: of the disclosures with its first ceremony one has a head of a ceremony that
        is not void, whose line is after its own and before the naming announcement counts as announced."""
        own, since, disclosed = self.head_places.get(head, math.inf), self.counts_from(naming), list(self.sound_disclosures())
        first = {draw.announcements[0] for draw in disclosed if any(head in listed for listed in draw.heads)}
        heads = ((one, announcement) for draw in disclosed if draw.announcements[0] in first
                 for announcement, listed in zip(draw.announcements, draw.heads) for one in listed)
        return any(own < self.head_places.get(one, math.inf) < since and self.is_standing(announcement) for one, announcement in heads)


def to_be_carried(draw, carry, every):
    """The targets that were struck in a draw of D(carry), and stand in no later draw that is named, has an item in common and is no
    case inspection (unless the strike's is one too), each with its id in this one, or None (§21.3).

    `carry` and `every` are (place, disclosure, how the draw stood) of the draws with this use, and of all that are named.
    """
    for place, earlier, now in carry:
        for target in now.struck:
            if not any(after > place and earlier.name_in(other, target) in then.teams and share_items(earlier.plan, other.plan)
                       and may_settle(earlier.plan, other.plan) for after, other, then in every):
                yield target, earlier.name_in(draw, target)


def earlier_misused(use, target, at, carried):
    """Whether a target differs from what the earlier draws make of it (§21.3).

    `at`: (category, how the draw stood) of each draw with this use, in the order of the log.
    """
    stood = [(category, now) for category, now in at if target["id"] in now.teams]
    if use == "leave_out":
        return target["exempt"] is None and target["drawn_before"] != (bool(stood) and not carried)
    if use == "carry":
        return target["exempt"] is None and target["carried"] != carried
    if use == "count":
        return target["inspected"] < sum(category != "case" for category, _ in stood)
    return bool(stood) and target["last_team"] != seated(stood[-1][1], target["id"])
