"""What draws have to do with each other (§21.1)."""

import collections
import itertools

from ..plans import all_hold
from ..public_values import sources
from ..small_types import day_number, day_of

# The targets that a ceremony could draw: `known` by ids and shown credit codes; their shown names with their counties, `uncoded` of
# those without a code.
Drawable = collections.namedtuple("Drawable", "known names uncoded")


def keyed(rosters):
    """Draw parts of all rosters by what names a record in its roster."""
    keys = {"targets": ("id",), "inspectors": ("id",), "recusals": ("inspector", "target"), "changes": ("kind", "inspector", "target")}
    return {tree: {tuple(entry["draw"][key] for key in keys[tree]): entry["draw"] for entry in rosters[tree]} for tree in keys}


def difference(old, new):
    """What was added, removed and changed between two dictionaries."""
    return {"added": sorted(new.keys() - old.keys(), key=str), "removed": sorted(old.keys() - new.keys(), key=str),
            "changed": sorted((key for key in old.keys() & new.keys() if old[key] != new[key]), key=str)}


def rosters_in(documents, announcement):
    """An announcement's rosters as disclosures and undrawns that nothing contradicts show them."""
    return [shown.links[shown.announcements.index(announcement)]["rosters"]
            for shown in documents if shown.holds and announcement in shown.announcements]


def shown_identities(rosters):
    """The identity parts of targets and inspectors that some of these rosters of one announcement show, None where none does."""
    shown = {}
    for tree in ("targets", "inspectors"):
        for entry in itertools.chain.from_iterable(listed[tree] for listed in rosters):
            key = tree, entry["draw"]["id"]
            shown[key] = entry["identity"]["shown"]["data"] if "shown" in entry["identity"] else shown.get(key)
    return shown


def year_of(draw):
    """The year of a disclosed draw."""
    return draw.plan["period"]["from"][:4]


def drawn_by(plan, result):
    """Whom a ceremony drew, by its result: targets; in a staffing ceremony targets with inspectors."""
    if plan["ceremony"] != "staffing":
        return {entry["id"] for stratum in result["strata"] for entry in stratum["drawn"]}
    return {"%s/%s" % (team["target"], seat["inspector"]) for team in result["teams"] for seat in team["seats"] if seat["inspector"] is not None}


def same_time(one, other):
    """Overlapping periods, or the visits of one that is no redraw begin in the period of the other (§21.2)."""
    return (one["period"]["from"] <= other["period"]["to"] and other["period"]["from"] <= one["period"]["to"]
            or any(a["supersedes"] is None and b["period"]["from"] <= a["visits"]["from"] <= b["period"]["to"]
                   for a, b in ((one, other), (other, one))))


def is_valid_on(inspector, visits):
    """Whether a certificate is valid on all days of the visits (§8.3)."""
    return inspector["valid_from"] <= visits["from"] and visits["to"] <= inspector["valid_to"]


def takes(plan, target):
    """Whether the `when` of some stratum takes a target."""
    return any(all_hold(stratum["when"], target) for stratum in plan["strata"])


def county(target):
    return target["district"][:6]


def share_classes(one, other):
    return not set(one["classes"]).isdisjoint(other["classes"])


def share_items(one, other):
    """An item of the strata in common, by its id or its name."""
    scopes = []
    for plan in (one, other):
        used = {item for stratum in plan["strata"] for item in stratum["items"]}
        scopes.append({text for item in plan["items"] if item["id"] in used for text in (item["id"], item["name"])})
    return not scopes[0].isdisjoint(scopes[1])


def may_settle(struck_in, later):
    """Whether a later draw brings back what was struck: no case inspection does, but for what case inspections struck (§21.2)."""
    return later["category"] != "case" or struck_in["category"] == "case"


def visits_of(draw):
    """What happened to the seats of a disclosed draw, and to its targets: ({(target, seat): [(day, who or None, struck)]},
    {target: the date of the amendment that struck it last}, {target: the date of the amendment that says it was visited})."""
    seats, gone, visited = collections.defaultdict(list), {}, {}

    def sit(teams, day):
        for team in teams:
            for seat in team["seats"]:
                seats[team["target"], seat["seat"]].append((day, seat["inspector"], False))
    for link in draw.links:
        values = zip(link["announcement"]["plan"]["values"], link["seal"]["values"])
        closes = [sources(value)[used["source"]]["closes"] for value, used in values]
        sit(link["result"]["teams"], max(map(day_of, closes)))
        for amendment in link["amendments"]:
            strikes, day = amendment["strikes"], day_number(amendment["strikes"]["date"])
            visited.update((target, day) for target in strikes["visited"])
            for pair in amendment["outcome"]["replaced"]:
                gone[pair["target"]] = day
            holders = {seat: events[-1][1] for seat, events in seats.items() if seat[0] not in gone}
            for entry in strikes["inspectors"]:
                for seat, who in holders.items():
                    whole = entry["target"] is None and seat[0] not in visited
                    if who == entry["inspector"] and (whole or entry["target"] == seat[0]):
                        seats[seat].append((day, None, True))
            sit(amendment["outcome"]["teams"], day)
    return seats, gone, visited


def seated(now, target):
    """The team of a target that stands, as a `last_team` says it."""
    return sorted(who for who in now.teams[target] if who is not None)
