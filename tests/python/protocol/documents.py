"""The forms of rosters, plan and documents (§5, §7, §9, §13 to §16)."""

from . import limits
from .canonical import Unusable, read_canonical
from .forms import (
    COUNT, COUNT32, DATE, DISTRICT, HEX32, ID, INSTANT, RATIO, ROLE, ROUND, TEXT, array, attributes, boolean, choice,
    draw_attributes, every, maybe, number, number32, one_of, record)
from .hashes import HASHES, hash_of

PROTOCOL, HASH_NAME = one_of(*HASHES), one_of(*(h.name for h in HASHES.values()))
FIXED_REASONS = ("role", "recused", "certificate", "qualification", "department", "district", "rotation", "struck")
REASONS = FIXED_REASONS + ("workload", "on_team", "strands", "taken")
CONDITION_FIELDS = ("class", "level", "district")
CHANGEABLE = ("district_rule", "rotation", "visits", "workload")
TARGET_DRAW = record(attributes=draw_attributes, carried=boolean, **{"class": TEXT}, level=TEXT, district=DISTRICT, drawn_before=boolean,
                     exempt=maybe(TEXT), id=ID, inspected=COUNT32, last_team=array(ID, 256, in_order=True))
TARGET_IDENTITY = record(attributes=attributes, basis=maybe(TEXT), credit_code=maybe(TEXT), name=TEXT)
INSPECTOR_DRAW = record(department=TEXT, district=DISTRICT, id=ID, max_visits=number32(floor=1),
                        qualifications=array(TEXT, 256, in_order=True), role=ROLE, valid_from=DATE, valid_to=DATE)
RECUSAL_DRAW = record(inspector=ID, target=ID)
CHANGE_DRAW = record(date=DATE, inspector=ID, target=maybe(ID), kind=one_of(
    "inspector_added", "inspector_removed", "inspector_changed", "recusal_added", "recusal_removed"))


def roster(draw, identity, limit):
    """Records as a disclosure shows them (§16)."""
    return array(record(draw=draw, identity=choice(shown=record(data=identity, salt=HEX32),
                                                   withheld=record(hash=HEX32, reason=TEXT))), limit)


def condition_field(value, path, wrong):
    """One of three fixed texts, or `attribute:` and a name (§7)."""
    TEXT(value, path, wrong)
    if value not in CONDITION_FIELDS and not (value.startswith("attribute:") and len(value) > 10):
        raise Unusable("%s: class, level, district or an attribute is expected" % path)


WHEN = array(record(any_of=array(TEXT, 10_000, least=1, in_order=True), field=condition_field), 16)
SEAT = record(departments=array(TEXT, 256, in_order=True), qualifications=array(TEXT, 256, in_order=True), role=ROLE)
SEATS = array(SEAT, 16, least=1)
NUMBERS = record(count=number32(1, 64), distinct=boolean, max=number(0, 99), min=number(0, 99), ordered=boolean)
SOURCE = record(closes=INSTANT, issue=TEXT, publisher=TEXT, kind=choice(
    numbers=NUMBERS, parts=array(record(beyond=boolean, numbers=NUMBERS)), hex=record(bytes=number32(1, 64)),
    upper_hex=record(bytes=number32(1, 64)), drand=record(chain=HEX32, round=COUNT), contribution=record(commitment=HEX32)))
SIZE = choice("all", count=COUNT, ratio=record(of=RATIO, round=ROUND),
              per_officer=record(officers=number32(1), round=ROUND, targets=number32(1)))
COUNTED = array(record(count=COUNT, reason=TEXT), 1000)
DAYS = record(**every(DATE, "from to"))
PLAN = record(
    added=COUNTED, announce_at=INSTANT, attributes=array(TEXT, 256, in_order=True), calendar=maybe(HEX32), category=one_of("routine", "campaign", "case"),
    amendments=record(inspector_reasons=array(TEXT, 1000), replacement=one_of("deck", "fresh_value"), strikes_per_seat=COUNT,
                      strikes_per_stratum=COUNT, target_reasons=array(TEXT, 1000)),
    authorities=array(record(commitment=maybe(HEX32), name=TEXT), 16, least=1),
    ceremony=one_of("both", "selection", "staffing"), changed_rules=array(record(date=DATE, reason=TEXT, rule=one_of(*CHANGEABLE)), 1000),
    classes=array(TEXT, 1000, in_order=True), disclose_by=INSTANT, district_rule=one_of("any", "cross", "own"), draw=ID,
    earlier=array(record(head=HEX32, use=one_of("count", "rotation", "leave_out", "carry")), 1000),
    few_officers_reason=maybe(TEXT), few_outcomes_reason=maybe(TEXT), hash=HASH_NAME,
    items=array(record(id=ID, **every(TEXT, "authority basis content frequency method name objects")), 1000, least=1),
    left_out=array(record(carried=array(ID, limits.TARGETS_MAX, in_order=True), count=COUNT, reason=TEXT), 1000), min_pool=number32(1),
    number=number(1),
    overrides=array(record(approver=TEXT, reason=TEXT, seats=maybe(SEATS), target=ID, tickets=maybe(number32(1, 1000))), 100_000),
    period=DAYS, place=TEXT, registers=array(record(count=COUNT, date=DATE, name=TEXT), 1000, least=1),
    rotation=boolean, seal_by=INSTANT,
    strata=array(record(directed=boolean, items=array(ID, 1000, least=1, in_order=True), name=TEXT, when=WHEN,
                        quota=record(at_least=maybe(COUNT), at_most=maybe(COUNT), size=SIZE)), 1000, least=1),
    supersedes=maybe(record(announcement=HEX32, reason=TEXT)), task_sheet=array(TEXT, 256, in_order=True), teams=array(record(seats=SEATS, when=WHEN), 1000, least=1),
    tickets=array(record(tickets=number32(1, 1000), when=WHEN), 1000), title=TEXT,
    values=array(record(corrected=one_of("fallback", "first", "void"), fallbacks=array(SOURCE, 4), name=ID, source=SOURCE), 16,
                 least=1),
    visits=DAYS, visits_reason=maybe(TEXT), workload=choice("own", "balanced", common=number32(1)), yearly_cap=maybe(COUNT32))
TREE = record(count=COUNT, root=HEX32)
ANNOUNCEMENT = record(
    commitment=HEX32, exempt=array(record(count=COUNT, reason=TEXT)), plan=PLAN, protocol=PROTOCOL,
    rosters=record(**every(TREE, "changes inspectors recusals targets")),
    selection=maybe(record(announcement=HEX32, head=HEX32)), subject=COUNT, type=one_of("announcement"),
    strata=array(record(name=TEXT, **every(COUNT, "before capped carried exempt k n")), 1000))
SEAT_COUNTS = record(filled=COUNT, open=COUNT, total=COUNT)
SEAL = record(
    announcement=HEX32, protocol=PROTOCOL, type=one_of("seal"), result=TREE, seats=SEAT_COUNTS,
    values=array(record(name=ID, reason=maybe(TEXT), source=number(0, 4), text=TEXT), 16))
TEAMS = array(record(target=ID, seats=array(record(
    inspector=maybe(ID), seat=COUNT32, trail=array(record(inspector=ID, reason=one_of(*REASONS)))))))
RESULT = record(
    cap=maybe(COUNT32), deck_key=maybe(HEX32), seed=HEX32, ticket_key=HEX32, teams=TEAMS,
    strata=array(record(alternates=array(ID), drawn=array(record(id=ID, n=COUNT32, ticket=HEX32)), name=TEXT), 1000))
STRIKES = record(date=DATE, inspectors=array(record(evidence=HEX32, inspector=ID, reason=TEXT, target=maybe(ID)), limits.STRIKES_MAX),
                 targets=array(record(evidence=HEX32, reason=TEXT, target=ID), limits.STRIKES_MAX), visited=array(ID, limits.STRIKES_MAX))
AMENDMENT_SEAL = record(announcement=HEX32, commitment=HEX32, number=COUNT, previous=HEX32, protocol=PROTOCOL, result=TREE,
                        seats=SEAT_COUNTS, type=one_of("amendment_seal"))
AMENDMENT = record(
    outcome=record(cap=maybe(COUNT32), replaced=array(record(alternate=maybe(ID), target=ID)), teams=TEAMS),
    protocol=PROTOCOL, seal=AMENDMENT_SEAL, strikes=STRIKES, type=one_of("amendment"))


def any_seal(value, path, wrong):
    """The seal of a draw or of an amendment: the reader may have found either (§17, step 2)."""
    amended = isinstance(value, dict) and value.get("type") == "amendment_seal"
    (AMENDMENT_SEAL if amended else SEAL)(value, path, wrong)


ROSTERS = record(changes=roster(CHANGE_DRAW, record(reason=TEXT), 1_000_000),
                 inspectors=roster(INSPECTOR_DRAW, record(name=TEXT), 100_000),
                 recusals=roster(RECUSAL_DRAW, record(category=TEXT), 1_000_000),
                 targets=roster(TARGET_DRAW, TARGET_IDENTITY, limits.TARGETS_MAX))


def disclosure_shape(value, path, wrong):
    record(amendments=array(AMENDMENT, limits.AMENDMENTS_MAX), announcement=ANNOUNCEMENT, head=HEX32, seal=SEAL, protocol=PROTOCOL,
           type=one_of("disclosure"), result=RESULT, rosters=ROSTERS, salt_key=HEX32, secrets=array(HEX32),
           selection=maybe(disclosure_shape))(value, path, wrong)


# What an announcement bound, shown without a result; the ceremonies before it have one (§20.2).
UNDRAWN = record(announcement=ANNOUNCEMENT, protocol=PROTOCOL, type=one_of("undrawn"), rosters=ROSTERS, salt_key=HEX32,
                 secrets=array(maybe(HEX32)), selection=maybe(disclosure_shape))


def check_shape(document, shape=disclosure_shape):
    """The form of a chain and the limits of its lists (else unusable); returns the places where something else is amiss."""
    links, link = 0, document
    while isinstance(link, dict):
        links, link = links + 1, link.get("selection")
    if links > limits.CHAIN_MAX:
        raise Unusable("more than %d ceremonies in the chain" % limits.CHAIN_MAX)
    wrong = []
    shape(document, "", wrong)
    return wrong + [("mixed_protocols", document["protocol"], "%s: %s" % found) for found in other_protocols(document)]


def other_protocols(document):
    """What of a disclosure or an undrawn is of another protocol than itself: (place, what it names) (§1.1, D-132)."""
    for place, part in parts_of(document):
        if part["protocol"] != document["protocol"]:
            yield place + "protocol", part["protocol"]
        if part["type"] == "announcement" and part["plan"]["hash"] != hash_of(part).name:
            yield place + "plan.hash", part["plan"]["hash"]


def parts_of(document, place=""):
    """The documents within a disclosure or an undrawn, and itself, each with its place."""
    yield place, document
    yield place + "announcement.", document["announcement"]
    if "seal" in document:
        yield place + "seal.", document["seal"]
    for i, amendment in enumerate(document.get("amendments", ())):
        yield "%samendments[%d]." % (place, i), amendment
        yield "%samendments[%d].seal." % (place, i), amendment["seal"]
    if document["selection"] is not None:
        yield from parts_of(document["selection"], place + "selection.")


def links_of(document):
    """A disclosure or an undrawn after all the disclosures that it contains, the chain's first one in front."""
    links = []
    while document is not None:
        links.insert(0, document)
        document = document["selection"]
    return links


def whole_record(draw, identity):
    """A record alone, in the form that it has in rosters (§16)."""
    in_roster = roster(draw, identity, 1)

    def check(value, path, wrong):
        in_roster([value], path, wrong)
    return check


def read(data, shape, limit):
    """A document in its form; the rules inside are not looked at."""
    value = read_canonical(data, limit)
    shape(value, "", [])
    return value
