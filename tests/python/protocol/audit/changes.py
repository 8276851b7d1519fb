"""What changed: listed, and no finding (§21.4)."""

import collections
import itertools

from ..ceremony import Ceremony
from ..public_values import value_fits
from ..verification import would_draw
from ..voids import void_kind
from .scope import difference, drawn_by, keyed
from .seats import dealt_pools

# What earlier draws make of a target, and the exemption, which is listed by itself: no change of the target (§21.4).
MARKS = ("carried", "drawn_before", "exempt", "inspected", "last_team")


class Changes:
    """What changed between periods, and between versions of pages."""

    def find_version_changes(self):
        """What later versions of pages say otherwise than those before (§21.4): (code, draw id or None, subject, {field: (old, new)})."""
        changes, said, shown, times = [], collections.defaultdict(dict), self.about_shown(), collections.Counter()

        def differ(code, about, subject, old, new):
            fields = {name: (old.get(name), new.get(name)) for name in [*old, *new] if old.get(name) != new.get(name)}
            if fields:
                changes.append((code, self.plans[about]["draw"] if about in self.plans else None, subject, fields))

        for line in self.publications():
            about, document = line["announcement"], line["document"]
            if line["kind"] == "withdrawn":
                if about in shown and document not in self.given:
                    changes.append(("version_unseen", self.plans[about]["draw"] if about in self.plans else None, document,
                                    {"reason": (None, line["reason"])}))
                continue
            page = self.pages.get(document)
            if page is None or page["document"] not in SPEAKING:
                continue
            times[about, document] += 1
            if times[about, document] > 16:
                continue
            code, tables, whole = SPEAKING[page["document"]]
            rows, before = spoken_rows(page, tables), said[about, code]
            for subject, (_, old) in before.items():
                if whole or subject in rows:
                    differ(code, about, subject, old, rows.get(subject, {}))
            if whole:
                before.clear()
            before.update({subject: (document, row) for subject, row in rows.items()})
        standing = self.standing()
        for (about, code), rows in said.items():
            for subject, (document, row) in rows.items():
                if (about, document) not in standing:
                    differ(code, about, subject, row, {})
        return changes

    def changed_since(self, place):
        """What changed from the end of the disclosed draw before to the beginning of the one at a place."""
        before, after = self.disclosed_draws[place - 1:place + 1]
        drawn = {target for now in self.stands[:place] for target in [*now.teams, *now.struck]}
        visited, struck = self.stands[place - 1].teams, {target for now in self.stands[:place] for target in now.struck}
        old, new = keyed(before.links[-1]["rosters"]), keyed(after.links[0]["rosters"])
        old["targets"] = {(name,): target for name, target in before.targets.items()}
        raised = {key for key, target in new["targets"].items() if key in old["targets"]
                  and target["inspected"] > old["targets"][key]["inspected"] + (key[0] in visited)}
        for rosters in (old, new):
            # What draws write into the rows of those whom they drew is no change.
            rosters["targets"] = {key: {name: value for name, value in target.items()
                                        if name != "exempt" and (name not in MARKS or key[0] not in drawn)}
                                  for key, target in rosters["targets"].items()}
        for key in raised:
            new["targets"][key]["inspected"] = "raised"
        what = {tree: difference(old[tree], new[tree]) for tree in ("targets", "inspectors", "recusals")}
        exempt = [{name: target["exempt"] for name, target in draw.targets.items() if target["exempt"] is not None}
                  for draw in (before, after)]
        overrides = [{entry["target"]: entry for entry in draw.plan["overrides"]} for draw in (before, after)]
        pools = [{numbers["name"]: numbers["n"] for numbers in draw.links[0]["announcement"]["strata"]} for draw in (before, after)]
        struck_drawn = sorted(name for name, target in after.targets.items()
                              if target["carried"] and name in struck and name in self.stands[place].teams)
        names = [link["announcement"]["plan"]["draw"] for link in after.links]
        return {"from": before.last_plan["draw"], "to": after.plan["draw"], **what, "exemptions": difference(*exempt),
                "overrides": difference(*overrides), "struck_drawn": struck_drawn,
                "struck_found_active": [name for name in struck_drawn if any((of, name) in self.evidence.active for of in names)],
                "strata": [(name, pools[0].get(name), pools[1].get(name)) for name in dict.fromkeys([*pools[0], *pools[1]])]}

    def listed_of(self, place):
        """What is listed of a disclosed draw, and between it and others (§21.4)."""
        draw, now = self.disclosed_draws[place], self.stands[place]

        def of(code, subject, since=None, **more):
            return {"code": code, "from": since.last_plan["draw"] if since else "", "to": draw.last_plan["draw"], "subject": subject, **more}
        for link in draw.links:
            for value in link["seal"]["values"]:
                if value["source"] > 0:
                    yield of("fallback_used", "%s %d" % (value["name"], value["source"]))
        for c in draw.chain:
            for target, pools, _ in dealt_pools(c.disclosure, c.previous):
                if len(pools) > 1 and len(set().union(*pools.values())) <= len(pools):
                    yield of("team_certain", target)
        capped = [target["id"] for places in draw.chain[0].sorted for target in places["capped"]]
        for target in capped:
            if sum(target in stood.teams for _, stood in self.counted_before(place)) < draw.plan["yearly_cap"]:
                yield of("capped_elsewhere", target)
        for earlier, stood in zip(self.disclosed_draws[:place], self.stands):
            for struck, name in namesakes(earlier, stood.struck, draw):
                yield of("struck_namesake", "%s %s" % (struck, name), earlier)
        if place > 0:
            before = self.disclosed_draws[place - 1]
            for old, new in renumbered(before, draw):
                yield of("target_renumbered", "%s %s" % (old, new), before)
            drawn = {target for stood in self.stands[:place] for target in stood.teams}
            for target, tickets, pools in changed_for(before, draw, drawn):
                yield of("drawn_before_changed", target, before, tickets=tickets, pools=pools)

    def undrawn_against_redraw(self, announcement):
        """What an end before the value did: who would have been drawn and was not, and the reverse; None where nobody can tell."""
        void, redraw = self.voids[announcement], self.redraw_of(announcement)
        undrawn = self.undrawns.get(void["undrawn"])
        if (redraw is None or undrawn is None or void_kind(void) != "undrawn" or not undrawn.holds or None in undrawn.document["secrets"]
                or undrawn.announcements[-1] != announcement):
            return None
        plan = self.plans[announcement]
        values = []
        for value in plan["values"]:
            fitting = [text for text, _ in self.evidence.texts(plan["draw"], value["name"]) if value_fits(self.log.hash, value["source"]["kind"], text)]
            values += [{"name": value["name"], "reason": None, "source": 0, "text": text} for text in fitting[:1]]
        if len(values) < len(plan["values"]):
            return None
        would, did = drawn_by(plan, would_draw(undrawn.document, values)), drawn_by(redraw["announcement"]["plan"], redraw["result"])
        return {"void": plan["draw"], "redraw": redraw["announcement"]["plan"]["draw"], "lost": sorted(would - did), "gained": sorted(did - would)}

    def covered(self):
        """For each class of the latest disclosed draw's roster (how many targets it has, how many stood in a draw of the year)."""
        if not self.disclosed_draws:
            return {}
        latest = self.disclosed_draws[-1]
        year = latest.plan["period"]["from"][:4]
        visited = {target for draw, now in zip(self.disclosed_draws, self.stands) if draw.plan["period"]["from"][:4] == year
                   for target in now.teams}
        counts = collections.defaultdict(lambda: (0, 0))
        for name, target in latest.targets.items():
            of, stood = counts[target["class"]]
            counts[target["class"]] = of + 1, stood + (name in visited)
        return dict(sorted(counts.items()))


def namesakes(draw, struck, later):
    """The struck targets of a draw with those of a later one under another id that have the same name, where one of both shows no credit code."""
    for target in sorted(struck & draw.identities.keys()):
        own = draw.identities[target]
        for name, other in later.identities.items():
            if name != target and other["name"] == own["name"] and None in (own["credit_code"], other["credit_code"]):
                yield target, name


def renumbered(before, after):
    """The targets of a draw whose shown credit code stood in the one before under other ids only, each with the first of these."""
    had = {(identity["credit_code"], name) for name, identity in before.identities.items()}
    for name, identity in after.identities.items():
        code = identity["credit_code"]
        if code is not None and code in before.by_code and (code, name) not in had:
            yield before.by_code[code], name


def changed_for(before, after, drawn):
    """The targets among those drawn whose exemption, recusals, override or number of tickets changed between two draws, and what that
    did: (target, [(tickets, those of the pool) before, after], [smallest eligible pool before, after])."""
    # As their ceremonies found things, whoever was struck later.
    ceremonies = [Ceremony(c.disclosure, c.previous) for c in (before.chain[-1], after.chain[0])]
    pools = [{t["id"]: pool for pool in c.first.pools() for t in pool} for c in ceremonies]
    for target in sorted(drawn & before.targets.keys() & after.targets.keys()):
        said = [(c.target[target]["exempt"], c.recused.get(target), c.overrides.get(target), c.weight_of(c.target[target])) for c in ceremonies]
        if said[0] != said[1]:
            yield (target, [(c.weight_of(c.target[target]), sum(map(c.weight_of, pool[target]))) if target in pool else (0, 0)
                            for c, pool in zip(ceremonies, pools)],
                   [min(len(c.eligible(seat, c.target[target])) for seat in c.seats_of(c.target[target])) for c in ceremonies])


# What a page speaks of: its code, its tables, and whether it is a whole list (§21.4).
SPEAKING = {"visit": ("outcome_changed", ("outcomes", "not_inspected"), False),
            "outcomes": ("outcome_changed", ("outcomes", "not_inspected"), True),
            "penalties": ("penalty_changed", ("penalties", "withdrawn"), True)}
SILENT = ("no", "index", "id", "number", "name", "credit_code")


def spoken_rows(page, tables):
    """What a page says of each target or decision: its row without what names it."""
    said = {}
    for table in tables:
        for row in page["tables"][table]:
            name = subject = row.get("id", row.get("number")) or ""
            for count in itertools.count(2):
                if subject not in said:
                    break
                subject = "%s (%d)" % (name, count)
            said[subject] = {field: value for field, value in row.items() if field not in SILENT}
    return said
