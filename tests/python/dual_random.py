#!/usr/bin/env python3
"""An independent verifier of `dual-random/1` disclosures.

It is written from PROTOCOL.md alone and shares no code with the Rust library, so that each can find the other's mistakes.
Section numbers (§) are those of PROTOCOL.md. It needs Python 3.9 or later and nothing else.

    dual_random.py verify FILE [--announcement FILE|HEX]... [--seal FILE]... [--value NAME=TEXT]...
    dual_random.py lines FILE              one disclosure per line, all to be consistent
    dual_random.py verdicts FILE           one document per line, whatever it is; prints its number and verdict
    dual_random.py ticket KEY N ID         one ticket (§9.2)
    dual_random.py deck KEY SEAT ID M      the order in which a deck of M slips is dealt (§11)
"""

import argparse
import collections
import copy
import datetime
import hashlib
import hmac
import itertools
import json
import math
import re
import sys

PROTOCOL = "dual-random/1"
COUNT_MAX = 2**53 - 1
DEPTH_MAX = 32
CHAIN_MAX = 8
AMENDMENTS_MAX, STRIKES_MAX = 366, 100_000
TICKETS_MAX = 134_217_728
SEATS_TIMES_INSPECTORS_MAX = 268_435_456
TARGETS_TIMES_CONDITIONS_MAX = 134_217_728
POOL_CHECKS_MAX = 268_435_456
AMENDMENTS_TIMES_TARGETS_MAX = 134_217_728
ANNOUNCEMENT_BYTES, SEAL_BYTES, DISCLOSURE_BYTES = 16 << 20, 1 << 20, 1 << 30

FIXED_REASONS = ("role", "recused", "certificate", "qualification", "department", "district", "rotation", "struck")
REASONS = FIXED_REASONS + ("workload", "on_team", "strands", "taken")
CONDITION_FIELDS = ("class", "level", "district")
UNCHANGING = ("added", "amendments", "attributes", "category", "classes", "earlier", "few_officers_reason", "items", "left_out", "min_pool",
              "overrides", "period", "registers", "strata", "task_sheet", "teams", "tickets", "yearly_cap")
CHANGEABLE = ("district_rule", "rotation", "visits", "workload")


class Unusable(Exception):
    """The file, or a piece of evidence, is not a document of this protocol (§15, step 1)."""


class Halt(Exception):
    """A check failed on which the remaining ones depend."""


# ---------------------------------------------------------------------------------------------------------------------------
# §2 Canonical documents

NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
# What cannot be seen, or turns what stands around it.
INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef" + NONCHARACTERS + INVISIBLE + "]")
KEY = re.compile(r"[a-z0-9_]+")


def canon(value):
    """canon(x): the one form of a value, without the final LF (§2)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def digest(document):
    """The digest of a document, in hex: SHA-256 of its file (§2)."""
    return hashlib.sha256(canon(document) + b"\n").hexdigest()


def check_nesting(data):
    """Refuse deep nesting, without recursion, and escapes of other characters than \" and \\ (§2)."""
    depth = 0
    in_string = False
    # An escaped pair is taken as one token, so that an escaped quotation mark does not end its string.
    for token in re.finditer(rb'\\.|["\[\]{}]', data, re.DOTALL):
        token = token.group()
        if token == b'"':
            in_string = not in_string
        elif len(token) == 2:
            # Python's encoder writes escapes such as \\n itself, so comparing with it would let them pass.
            if token not in (b'\\"', b"\\\\"):
                raise Unusable("an escape that is not allowed")
        elif in_string:
            continue
        elif token in b"[{":
            depth += 1
            if depth > DEPTH_MAX:
                raise Unusable("nested more than %d deep" % DEPTH_MAX)
        else:
            depth -= 1


def read_canonical(data, size_limit=DISCLOSURE_BYTES):
    """The value of a canonical document; anything that is not one is unusable (§2, §4)."""
    if len(data) > size_limit:
        raise Unusable("larger than %d bytes" % size_limit)
    if not data.endswith(b"\n"):
        raise Unusable("does not end with LF")
    check_nesting(data)

    def integer(digits):
        if len(digits) > 16 or not 0 <= int(digits) <= COUNT_MAX:
            raise Unusable("number out of range: " + digits[:40])
        return int(digits)

    def no_number(digits):
        raise Unusable("not an integer: " + digits[:40])

    def members(pairs):
        for key, _ in pairs:
            if not KEY.fullmatch(key):
                raise Unusable("key %r" % key)
        return dict(pairs)

    try:
        text = data.decode("utf-8")
        refused = REFUSED.search(text, 0, len(text) - 1)
        if refused:
            raise Unusable("character U+%04X" % ord(refused.group()))
        value = json.loads(text, parse_int=integer, parse_float=no_number, parse_constant=no_number, object_pairs_hook=members)
        # Whatever else could differ (order and repetition of keys, spaces, zeros, signs) differs here.
        if canon(value) + b"\n" != data:
            raise Unusable("not in canonical form")
    except (ValueError, RecursionError) as error:
        raise Unusable("not canonical JSON: %s" % error) from None
    return value


# ---------------------------------------------------------------------------------------------------------------------------
# §3 Small types, and the shapes of the objects of §5, §7 and §14.
#
# A shape is a function of (value, path, wrong). What belongs to the form (JSON types, fields, the types of §3, fixed texts and codes)
# and the limits make the file unusable; whatever else is amiss (ranges, order) is noted in `wrong`, which contradicts (§15).

def date_days(text):
    """A date as a day number, or None (§3)."""
    if not re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal()
    except ValueError:
        return None


def next_day(text):
    """The day after a date, as text; it may be one that §3 does not have."""
    return (datetime.date.fromisoformat(text) + datetime.timedelta(1)).isoformat()


def instant_seconds(text):
    """An instant as seconds on one time line, or None (§3)."""
    parts = re.fullmatch(r"(.{10})T([0-9]{2}):([0-9]{2}):([0-9]{2})([+-])([0-9]{2}):([0-9]{2})", text)
    if not parts or text.endswith("-00:00"):
        return None
    days = date_days(parts[1])
    hours, minutes, seconds, offset_hours, offset_minutes = (int(parts[i]) for i in (2, 3, 4, 6, 7))
    if days is None or hours > 23 or minutes > 59 or seconds > 59 or offset_hours > 14 or offset_minutes > 59:
        return None
    offset = offset_hours * 3600 + offset_minutes * 60
    instant = days * 86400 + hours * 3600 + minutes * 60 + seconds - (offset if parts[5] == "+" else -offset)
    return instant if date_days("2000-01-01") <= china_day(instant) <= date_days("2999-12-31") else None


def china_day(seconds):
    """The number of the day of a point in time, at UTC+8 (§3)."""
    return (seconds + 8 * 3600) // 86400


def ratio_parts(text):
    """(a, b) of a ratio a/b, or None (§3)."""
    parts = re.fullmatch(r"(0|[1-9][0-9]{0,12})/([1-9][0-9]{0,12})", text)
    if not parts or max(int(parts[1]), int(parts[2])) > 10**12:
        return None
    return int(parts[1]), int(parts[2])


def ascending(values):
    """Strictly ascending, so without repeats; Python compares code points, which is the order of UTF-8 bytes."""
    return all(a < b for a, b in zip(values, values[1:]))


def text_form(what, fits):
    """A text for which `fits` holds."""
    def check(value, path, wrong):
        if not isinstance(value, str) or not fits(value):
            raise Unusable("%s: %s is expected" % (path, what))
    return check


def number(least=0, most=COUNT_MAX, bound=2**53, floor=0):
    """A number from `least` to `most`; below `floor` and from `bound` on it makes the file unusable."""
    def check(value, path, wrong):
        if type(value) is not int or not floor <= value < bound:
            raise Unusable("%s: a number from %d and below %d is expected" % (path, floor, bound))
        if not least <= value <= most:
            wrong.append((path, "%d to %d" % (least, most), value))
    return check


def number32(least=0, most=2**32 - 1, floor=0):
    return number(least, most, 2**32, floor)


def boolean(value, path, wrong):
    if not isinstance(value, bool):
        raise Unusable("%s: true or false is expected" % path)


def one_of(*names):
    return text_form(" or ".join(names), names.__contains__)


def maybe(shape):
    def check(value, path, wrong):
        if value is not None:
            shape(value, path, wrong)
    return check


def array(shape, limit=None, least=0, in_order=False):
    def check(value, path, wrong):
        if not isinstance(value, list):
            raise Unusable("%s: an array is expected" % path)
        if limit is not None and len(value) > limit:
            raise Unusable("%s: more than %d entries" % (path, limit))
        if len(value) < least:
            wrong.append((path, "at least %d entries" % least, len(value)))
        before = len(wrong)
        for index, entry in enumerate(value):
            shape(entry, "%s[%d]" % (path, index), wrong)
        if in_order and len(wrong) == before and not ascending(value):
            wrong.append((path, "strictly ascending", value))
    return check


def record(**fields):
    names = set(fields)

    def check(value, path, wrong):
        if not isinstance(value, dict):
            raise Unusable("%s: an object is expected" % path)
        if value.keys() != names:
            raise Unusable("%s: fields absent or unknown: %s" % (path, ", ".join(sorted(value.keys() ^ names))))
        for name, shape in fields.items():
            shape(value[name], path + "." + name if path else name, wrong)
    return check


def every(shape, names):
    return dict.fromkeys(names.split(), shape)


def choice(*names, **forms):
    """One of some texts, or an object with one of some keys."""
    def check(value, path, wrong):
        if names and isinstance(value, str):
            one_of(*names)(value, path, wrong)
        elif isinstance(value, dict) and len(value) == 1 and set(value) <= set(forms):
            for key in value:
                forms[key](value[key], path + "." + key, wrong)
        else:
            raise Unusable("%s: %s is expected" % (path, " or ".join(names + tuple(forms))))
    return check


def attributes(value, path, wrong, of_draw=False):
    """Pairs of a name and a value (in draw parts: or null), sorted by name (§5)."""
    array(array(maybe(TEXT) if of_draw else TEXT), limit=256)(value, path, wrong)
    if any(len(pair) != 2 or pair[0] is None for pair in value):
        raise Unusable("%s: pairs are expected" % path)
    if not ascending([name for name, _ in value]):
        wrong.append((path, "sorted by name", value))


def draw_attributes(value, path, wrong):
    attributes(value, path, wrong, of_draw=True)


ID = text_form("an id", re.compile("[0-9A-Za-z._-]{1,53}").fullmatch)
TEXT = text_form("a text of 1 to 4096 bytes", lambda text: 1 <= len(text.encode("utf-8")) <= 4096)
DATE = text_form("a date", lambda text: date_days(text) is not None)
INSTANT = text_form("an instant", lambda text: instant_seconds(text) is not None)
DISTRICT = text_form("a text of 6 to 12 digits", re.compile("[0-9]{6,12}").fullmatch)
RATIO = text_form("a ratio", lambda text: ratio_parts(text) is not None)
HEX32 = text_form("a text of 64 hex digits", re.compile("[0-9a-f]{64}").fullmatch)
COUNT, COUNT32 = number(), number32()
ROUND = one_of("up", "down", "half_up")
ROLE = one_of("officer", "expert")

TARGET_DRAW = record(attributes=draw_attributes, carried=boolean, **{"class": TEXT}, level=TEXT, district=DISTRICT, drawn_before=boolean,
                     exempt=maybe(TEXT), id=ID, inspected=COUNT32, last_team=array(ID, 256, in_order=True))
TARGET_IDENTITY = record(attributes=attributes, basis=maybe(TEXT), credit_code=maybe(TEXT), name=TEXT)
INSPECTOR_DRAW = record(department=TEXT, district=DISTRICT, id=ID, max_visits=number32(floor=1),
                        qualifications=array(TEXT, 256, in_order=True), role=ROLE, valid_from=DATE, valid_to=DATE)
RECUSAL_DRAW = record(inspector=ID, target=ID)
CHANGE_DRAW = record(date=DATE, inspector=ID, target=maybe(ID), kind=one_of(
    "inspector_added", "inspector_removed", "inspector_changed", "recusal_added", "recusal_removed"))


def roster(draw, identity, limit):
    """Records as a disclosure shows them (§14.4)."""
    return array(record(draw=draw, identity=choice(shown=record(data=identity, salt=HEX32),
                                                   withheld=record(hash=HEX32, reason=TEXT))), limit)


def condition_field(value, path, wrong):
    """One of three fixed texts, or `attribute:` and a name (§7). Another text is no matter of form (§15)."""
    TEXT(value, path, wrong)
    if value not in CONDITION_FIELDS and not re.match("attribute:.", value):
        wrong.append((path, "class, level, district or an attribute", value))


WHEN = array(record(any_of=array(TEXT, 10_000, least=1, in_order=True), field=condition_field), 16)
SEAT = record(departments=array(TEXT, 256, in_order=True), qualifications=array(TEXT, 256, in_order=True), role=ROLE)
SEATS = array(SEAT, 16, least=1)
NUMBERS = record(count=number32(1, 64), distinct=boolean, max=number(0, 99), min=number(0, 99), ordered=boolean)
SOURCE = record(closes=INSTANT, issue=TEXT, publisher=TEXT, kind=choice(
    numbers=NUMBERS, parts=array(record(beyond=boolean, numbers=NUMBERS)), hex=record(bytes=number32(1, 64)),
    upper_hex=record(bytes=number32(1, 64)), contribution=record(commitment=HEX32)))
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
    few_officers_reason=maybe(TEXT), few_outcomes_reason=maybe(TEXT),
    items=array(record(id=ID, **every(TEXT, "authority basis content frequency method name objects")), 1000, least=1),
    left_out=array(record(carried=array(ID, 2_000_000, in_order=True), count=COUNT, reason=TEXT), 1000), min_pool=number32(1),
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
    commitment=HEX32, exempt=array(record(count=COUNT, reason=TEXT)), hash=one_of("sha256"), plan=PLAN, protocol=one_of(PROTOCOL),
    rosters=record(**every(TREE, "changes inspectors recusals targets")),
    selection=maybe(record(announcement=HEX32, head=HEX32)), subject=COUNT, type=one_of("announcement"),
    strata=array(record(name=TEXT, **every(COUNT, "before capped carried exempt k n"))))
SEAT_COUNTS = record(filled=COUNT, open=COUNT, total=COUNT)
SEAL = record(
    announcement=HEX32, protocol=one_of(PROTOCOL), type=one_of("seal"), result=TREE, seats=SEAT_COUNTS,
    values=array(record(name=ID, reason=maybe(TEXT), source=number(0, 4), text=TEXT)))
TEAMS = array(record(target=ID, seats=array(record(
    inspector=maybe(ID), seat=COUNT32, trail=array(record(inspector=ID, reason=one_of(*REASONS)))))))
RESULT = record(
    cap=maybe(COUNT32), deck_key=maybe(HEX32), seed=HEX32, ticket_key=HEX32, teams=TEAMS,
    strata=array(record(alternates=array(ID), drawn=array(record(id=ID, n=COUNT32, ticket=HEX32)), name=TEXT)))
STRIKES = record(date=DATE, inspectors=array(record(evidence=HEX32, inspector=ID, reason=TEXT, target=maybe(ID)), STRIKES_MAX),
                 targets=array(record(evidence=HEX32, reason=TEXT, target=ID), STRIKES_MAX), visited=array(ID, STRIKES_MAX))
AMENDMENT_SEAL = record(announcement=HEX32, commitment=HEX32, number=COUNT, previous=HEX32, protocol=one_of(PROTOCOL), result=TREE,
                        seats=SEAT_COUNTS, type=one_of("amendment_seal"))
AMENDMENT = record(
    outcome=record(cap=maybe(COUNT32), replaced=array(record(alternate=maybe(ID), target=ID)), teams=TEAMS),
    protocol=one_of(PROTOCOL), seal=AMENDMENT_SEAL, strikes=STRIKES, type=one_of("amendment"))


def any_seal(value, path, wrong):
    """The seal of a draw or of an amendment: the reader may have found either (§15, step 2)."""
    amended = isinstance(value, dict) and value.get("type") == "amendment_seal"
    (AMENDMENT_SEAL if amended else SEAL)(value, path, wrong)


ROSTERS = record(changes=roster(CHANGE_DRAW, record(reason=TEXT), 1_000_000),
                 inspectors=roster(INSPECTOR_DRAW, record(name=TEXT), 100_000),
                 recusals=roster(RECUSAL_DRAW, record(category=TEXT), 1_000_000),
                 targets=roster(TARGET_DRAW, TARGET_IDENTITY, 2_000_000))


def disclosure_shape(value, path, wrong):
    record(amendments=array(AMENDMENT, AMENDMENTS_MAX), announcement=ANNOUNCEMENT, head=HEX32, seal=SEAL, protocol=one_of(PROTOCOL),
           type=one_of("disclosure"), result=RESULT, rosters=ROSTERS, salt_key=HEX32, secrets=array(HEX32),
           selection=maybe(disclosure_shape))(value, path, wrong)


# What an announcement bound, shown without a result; the ceremonies before it have one (§14.6).
UNDRAWN = record(announcement=ANNOUNCEMENT, protocol=one_of(PROTOCOL), type=one_of("undrawn"), rosters=ROSTERS, salt_key=HEX32,
                 secrets=array(maybe(HEX32)), selection=maybe(disclosure_shape))


def check_shape(document, shape=disclosure_shape):
    """The form of a chain and the limits of its lists (else unusable); returns the places where something else is amiss."""
    links, link = 0, document
    while isinstance(link, dict):
        links, link = links + 1, link.get("selection")
    if links > CHAIN_MAX:
        raise Unusable("more than %d ceremonies in the chain" % CHAIN_MAX)
    wrong = []
    shape(document, "", wrong)
    return wrong


# ---------------------------------------------------------------------------------------------------------------------------
# §6 Commitments

def sha256_hex(*parts):
    return hashlib.sha256("".join(parts).encode("utf-8")).hexdigest()


def salt(key_hex, name):
    return hmac.new(bytes.fromhex(key_hex), name.encode("utf-8"), hashlib.sha256).digest()


def secret_commitment(secret_hex):
    return sha256_hex("dual-random/1 commitment:", secret_hex)


def identity_hash(identity):
    """From what is shown, or as stated by what is withheld (§6, §14.4)."""
    if "withheld" in identity:
        return bytes.fromhex(identity["withheld"]["hash"])
    shown = identity["shown"]
    return hashlib.sha256(b"\x02" + bytes.fromhex(shown["salt"]) + canon(shown["data"])).digest()


def roster_root(salt_key, tree, records):
    return merkle_root(salt(salt_key, "%s:%d" % (tree, i)) + identity_hash(r["identity"]) + canon(r["draw"])
                       for i, r in enumerate(records))


def merkle_root(leaves):
    """RFC 6962's MTH, level by level: a node without a neighbour moves up as it is, which gives the same tree (§6)."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        above = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2:]
    return level[0].hex()


# ---------------------------------------------------------------------------------------------------------------------------
# §7 The plan

def parts_of(kind):
    """The parts of a kind that is made of numbers, each with how many of its numbers the part before has taken (§7.1)."""
    parts = kind["parts"] if "parts" in kind else [{"beyond": False, "numbers": kind["numbers"]}]
    taken = [0] + [part["numbers"]["count"] for part in parts]
    return [(part["numbers"], before if part["beyond"] else 0) for part, before in zip(parts, taken)]


def outcomes(kind):
    """How many outcomes a kind of public value has (§7.1)."""
    if "contribution" in kind:
        return 1
    for name in ("hex", "upper_hex"):
        if name in kind:
            return 2 ** (8 * kind[name]["bytes"])
    if "parts" in kind and not 2 <= len(kind["parts"]) <= 4:
        return 0
    return math.prod(outcomes_of_numbers(numbers, taken) for numbers, taken in parts_of(kind))


def outcomes_of_numbers(numbers, taken):
    c, span = numbers["count"], numbers["max"] - numbers["min"] + 1 - taken
    if span < 1:
        return 0
    if numbers["distinct"]:
        return math.perm(span, c) if numbers["ordered"] else math.comb(span, c)
    if numbers["ordered"]:
        return span**c
    counted = 1
    for i in range(1, c + 1):
        counted = counted * span // i
    return counted


def value_fits(kind, text):
    """Whether a published text matches its kind's grammar, and a contribution its commitment (§7.1)."""
    if "hex" in kind:
        return re.fullmatch("[0-9a-f]{%d}" % (2 * kind["hex"]["bytes"]), text) is not None
    if "upper_hex" in kind:
        return re.fullmatch("[0-9A-F]{%d}" % (2 * kind["upper_hex"]["bytes"]), text) is not None
    if "contribution" in kind:
        return (re.fullmatch("[0-9a-f]{64}", text) is not None
                and sha256_hex("dual-random/1 contribution:", text) == kind["contribution"]["commitment"])
    if "numbers" in kind:
        return numbers_in(kind["numbers"], text) is not None
    texts = text.split(" + ")
    if len(texts) != len(kind["parts"]):
        return False
    before = []
    for part, text in zip(kind["parts"], texts):
        found = numbers_in(part["numbers"], text)
        if found is None or (part["beyond"] and set(found) & set(before)):
            return False
        before = found
    return True


def numbers_in(numbers, text):
    """The numbers that a text holds, or None if it does not match their grammar."""
    words = text.split(" ")
    width = len(str(numbers["max"]))
    if len(words) != numbers["count"] or not all(re.fullmatch("[0-9]{%d}" % width, word) for word in words):
        return None
    found = [int(word) for word in words]
    fits = (all(numbers["min"] <= x <= numbers["max"] for x in found)
            and (not numbers["distinct"] or len(set(found)) == len(found))
            and (numbers["ordered"] or found == sorted(found)))
    return found if fits else None


def sources(value):
    return [value["source"]] + value["fallbacks"]


def source_rules(value):
    """What is wrong with the sources of one public value (§7.1)."""
    main = outcomes(value["source"]["kind"])
    for source in sources(value):
        kind = source["kind"]
        if "parts" in kind:
            parts = kind["parts"]
            if not 2 <= len(parts) <= 4:
                yield "%s: %d parts" % (value["name"], len(parts))
                continue
            for before, part in zip([None] + parts, parts):
                if part["beyond"] and (before is None or not (
                        before["numbers"]["distinct"] and part["numbers"]["distinct"]
                        and all(before["numbers"][name] == part["numbers"][name] for name in ("min", "max")))):
                    yield "%s: a part cannot be beyond the one before" % value["name"]
        for numbers, taken in parts_of(kind) if "parts" in kind or "numbers" in kind else ():
            if numbers["min"] > numbers["max"]:
                yield "%s: min above max" % value["name"]
            elif numbers["distinct"] and numbers["count"] > numbers["max"] - numbers["min"] + 1 - taken:
                yield "%s: more distinct numbers than there are" % value["name"]
    for source in value["fallbacks"]:
        if outcomes(source["kind"]) < min(main, 2**32):
            yield "%s: a fallback has too few outcomes" % value["name"]


def plan_events(value):
    """Publisher and issue of each source of a value: what makes it one event (§7.1)."""
    return [[source["publisher"], source["issue"]] for source in sources(value)]


def plan_commitments(plan):
    """The commitments a plan holds: of other authorities, and of contributions (§7.1)."""
    kinds = [source["kind"] for v in plan["values"] for source in sources(v)]
    return ([a["commitment"] for a in plan["authorities"] if a["commitment"] is not None]
            + [kind["contribution"]["commitment"] for kind in kinds if "contribution" in kind])


def teams_of(plan):
    """The teams that the table and the overrides ask for."""
    return [rule["seats"] for rule in plan["teams"]] + [o["seats"] for o in plan["overrides"] if o["seats"] is not None]


def check_plan(report, plan):
    """The rules of §7 that need nothing but the plan."""
    at = {name: instant_seconds(plan[name]) for name in ("announce_at", "seal_by", "disclose_by")}
    lead = plan["authorities"][0]
    names = [v["name"] for v in plan["values"]]
    item_ids = [item["id"] for item in plan["items"]]

    report.rule("names and ids of the plan differ", (what for what, listed in (
        ("authorities", [a["name"] for a in plan["authorities"]]), ("items", item_ids), ("values", names),
        ("strata", [s["name"] for s in plan["strata"]])) if len(set(listed)) != len(listed)))
    report.check("the lead's commitment stands at the top", None, lead["commitment"])
    inside = plan["period"]["from"] <= plan["visits"]["from"] and plan["visits"]["to"] <= plan["period"]["to"]
    report.rule("the visits lie within the period, or the plan says why", () if inside or plan["visits_reason"] is not None else ("visits",))
    report.rule("from is not after to", (what for what in ("period", "visits") if plan[what]["from"] > plan[what]["to"]))
    report.rule("every value closes after the announcement and before the seal", (
        v["name"] for v in plan["values"] for s in sources(v)
        if not at["announce_at"] < instant_seconds(s["closes"]) < at["seal_by"]))
    last = max((instant_seconds(v["source"]["closes"]) for v in plan["values"]), default=0)
    report.rule("every fallback closes after all sources before it and after every main source", (
        v["name"] for v in plan["values"] for i, s in enumerate(v["fallbacks"])
        if instant_seconds(s["closes"]) <= max([last] + [instant_seconds(b["closes"]) for b in v["fallbacks"][:i]])))
    report.rule("the seal comes before the disclosure", ["seal_by"] if at["seal_by"] >= at["disclose_by"] else [])
    report.rule("the public values are well formed", (problem for v in plan["values"] for problem in source_rules(v)))
    floor = 2**24 if plan["few_outcomes_reason"] is not None else 2**32
    product = math.prod(outcomes(v["source"]["kind"]) for v in plan["values"])
    report.rule("the public values have enough outcomes", ["%d, fewer than %d" % (product, floor)] if product < floor else [])
    events = [event for v in plan["values"] for event in plan_events(v)]
    report.rule("no event is listed twice", [event for event in events if events.count(event) > 1])
    commitments = plan_commitments(plan)
    report.rule("no commitment is listed twice", [c for c in commitments if commitments.count(c) > 1])
    ways = math.prod(1 + len(v["fallbacks"]) for v in plan["values"])
    report.rule("the fallbacks fall out in few ways", [ways] if ways > 64 else [])
    report.rule("a public value is no contribution", ["all are"] if all("contribution" in v["source"]["kind"] for v in plan["values"])
                else [])
    report.rule("the last source of a value is no contribution", (
        v["name"] for v in plan["values"] if "contribution" in sources(v)[-1]["kind"]))
    fields = {c["field"] for table in ("strata", "teams", "tickets") for rule in plan[table] for c in rule["when"]}
    named = {field[len("attribute:"):] for field in fields if field.startswith("attribute:")}
    report.rule("no column is disclosed and for the task sheets alone", (
        name for name in plan["task_sheet"] if name in plan["attributes"] or name in named))
    gone = [target for entry in plan["left_out"] for target in entry["carried"]]
    report.rule("who is left out by name is so once", [target for target in gone if gone.count(target) > 1])
    report.rule("strata name items of the plan", (s["name"] for s in plan["strata"] if not set(s["items"]) <= set(item_ids)))
    report.rule("quotas are possible", (problem for s in plan["strata"] for problem in quota_rules(s)))
    report.require("only the last rule for teams is empty", [False] * (len(plan["teams"]) - 1) + [True],
                   [not rule["when"] for rule in plan["teams"]])
    report.rule("a team has two officers, or a reason", (
        "a team with fewer" for team in teams_of(plan)
        if plan["few_officers_reason"] is None and sum(seat["role"] == "officer" for seat in team) < 2))
    report.rule("overrides are sorted", [] if ascending([o["target"] for o in plan["overrides"]]) else ["overrides"])
    report.rule("overrides override something", (o["target"] for o in plan["overrides"] if o["seats"] is None and o["tickets"] is None))
    rules = [entry["rule"] for entry in plan["changed_rules"]]
    report.rule("changed rules are sorted, and for staffing only", [] if ascending(rules) and (
        not rules or plan["ceremony"] == "staffing") else rules)


# ---------------------------------------------------------------------------------------------------------------------------
# §8 What the plan makes of the rosters

def prepare(when):
    """Conditions with sets in place of lists."""
    return [(condition["field"], frozenset(condition["any_of"])) for condition in when]


def holds(conditions, target):
    """Whether all conditions hold (§7). No target has a field named None, so an absent attribute never holds."""
    def value(field):
        if field.startswith("attribute:"):
            return dict(target["attributes"]).get(field[len("attribute:"):])
        return target[field] if field in CONDITION_FIELDS else None

    def met(field, any_of):
        if field == "district":  # a county holds all that lies in it
            return any(target[field][:length] in any_of for length in range(min(6, len(target[field])), len(target[field]) + 1))
        return value(field) in any_of
    return all(met(field, any_of) for field, any_of in conditions)


def quota_rules(stratum):
    quota = stratum["quota"]
    if quota["at_least"] is not None and quota["at_most"] is not None and quota["at_least"] > quota["at_most"]:
        yield "%s: at_least above at_most" % stratum["name"]
    if "ratio" in quota["size"]:
        a, b = ratio_parts(quota["size"]["ratio"]["of"])
        if a > b:
            yield "%s: a ratio above 1" % stratum["name"]


def quota_number(quota, n, officers):
    """The number to draw before it is lowered to the pool, n (§8.2)."""
    size = quota["size"]
    if size == "all":
        k = n
    elif "count" in size:
        k = size["count"]
    else:
        if "ratio" in size:
            how = size["ratio"]
            a, b = ratio_parts(how["of"])
            top = n * a
        else:
            how = size["per_officer"]
            top, b = officers * how["targets"], how["officers"]
        k = {"down": top // b, "up": -(-top // b), "half_up": (2 * top + b) // (2 * b)}[how["round"]]
    if quota["at_least"] is not None:
        k = max(k, quota["at_least"])
    if quota["at_most"] is not None:
        k = min(k, quota["at_most"])
    return k


def fixed_reason(inspector, seat, target, recused, struck, plan):
    """The first fixed reason to set an inspector aside for a seat of a target, or None (§8.4).

    `recused` and `struck` are the inspectors who are so for this target.
    """
    if inspector["role"] != seat["role"]:
        return "role"
    if inspector["id"] in recused:
        return "recused"
    if not (inspector["valid_from"] <= plan["visits"]["from"] and plan["visits"]["to"] <= inspector["valid_to"]):
        return "certificate"
    if not set(seat["qualifications"]) <= set(inspector["qualifications"]):
        return "qualification"
    if seat["departments"] and inspector["department"] not in seat["departments"]:
        return "department"
    same = inspector["district"][:6] == target["district"][:6]
    if plan["district_rule"] == "cross" and same or plan["district_rule"] == "own" and not same:
        return "district"
    if plan["rotation"] and inspector["id"] in target["last_team"]:
        return "rotation"
    if inspector["id"] in struck:
        return "struck"
    return None


def repeats(values):
    """How many of the values occur more than once."""
    return sum(n for n in collections.Counter(values).values() if n > 1)


# ---------------------------------------------------------------------------------------------------------------------------
# §9 Seed and tickets

def netstring(text):
    """N(x): the length in bytes, a colon, the text (§9.1)."""
    data = text.encode("utf-8")
    return b"%d:%s" % (len(data), data)


def seed_of(announcement_digest, secrets, values):
    """values: (name, number of the source used, its issue, text), all as texts, in the order of the plan (§9.1)."""
    words = ["dual-random/1 seed", announcement_digest] + list(secrets) + [word for value in values for word in value]
    return hashlib.sha256(b"".join(map(netstring, words))).hexdigest()


def ticket(ticket_key, n, target_id):
    return sha256_hex(ticket_key, str(n), ":", target_id)


def winning_ticket(ticket_key, weight, target_id):
    """(ticket, its number): the smallest of a target's tickets (§9.2). Hex digits sort as their bytes do."""
    return min((ticket(ticket_key, n, target_id), n) for n in range(1, weight + 1))


# ---------------------------------------------------------------------------------------------------------------------------
# §10 Integers from a stream, §11 Decks

def chacha20_block(key_words, counter):
    """The 64 bytes of one ChaCha20 block, with a 64-bit counter and a zero nonce."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key_words, counter & 0xFFFFFFFF, counter >> 32, 0, 0]
    x = start[:]
    rounds = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
              (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
    for _ in range(10):
        for ia, ib, ic, id_ in rounds:
            a, b, c, d = x[ia], x[ib], x[ic], x[id_]
            a = a + b & 0xFFFFFFFF
            d ^= a
            d = (d << 16 | d >> 16) & 0xFFFFFFFF
            c = c + d & 0xFFFFFFFF
            b ^= c
            b = (b << 12 | b >> 20) & 0xFFFFFFFF
            a = a + b & 0xFFFFFFFF
            d ^= a
            d = (d << 8 | d >> 24) & 0xFFFFFFFF
            c = c + d & 0xFFFFFFFF
            b ^= c
            b = (b << 7 | b >> 25) & 0xFFFFFFFF
            x[ia], x[ib], x[ic], x[id_] = a, b, c, d
    return b"".join((a + b & 0xFFFFFFFF).to_bytes(4, "little") for a, b in zip(x, start))


def chacha20_words(key):
    """The keystream as 64-bit words, little endian, without end (§10)."""
    key_words = [int.from_bytes(key[i:i + 4], "little") for i in range(0, 32, 4)]
    counter = 0
    while True:
        block = chacha20_block(key_words, counter)
        for i in range(0, 64, 8):
            yield int.from_bytes(block[i:i + 8], "little")
        counter += 1


def below(n, words):
    """An integer from 0 to n − 1, all equally likely (§10)."""
    z = 2**64 // n * n
    for x in words:
        if x < z:
            return x % n


def deal(deck_key, seat, target_id, slips):
    """The slips of one seat's deck, in the order in which they are dealt (§11)."""
    words = chacha20_words(hashlib.sha256(("%s%d:%s" % (deck_key, seat, target_id)).encode("utf-8")).digest())
    slips = list(slips)
    for i in range(len(slips)):
        j = i + below(len(slips) - i, words)
        slips[i], slips[j] = slips[j], slips[i]
        yield slips[i]


# ---------------------------------------------------------------------------------------------------------------------------
# §12 Staffing

Seat = collections.namedtuple("Seat", "target number eligible")  # eligible: inspectors who may be put here, none of the team yet
SETTLED = object()


class Dead:
    """Seats and inspectors from which a search has found no way on."""

    def __init__(self):
        self.seats, self.inspectors = set(), set()


class Seating:
    """Inspectors put into seats, all of them movable until their seat is settled.

    It is a flow: from a seat to the pair (target, inspector), which carries one unit at most since nobody sits twice on one team,
    and on to the inspector, who has room for so many visits. One more seat can be filled, or one seat given to somebody else,
    exactly when there is an augmenting path, and such a path moves inspectors only among unsettled seats.
    """

    def __init__(self, seats, room):
        self.seats = seats
        self.room = dict(room)  # inspector -> visits that are still free
        self.inspector = {}  # seat index -> inspector
        self.holder = {}  # (target, inspector) -> seat index, or SETTLED
        self.guests = collections.defaultdict(dict)  # inspector -> unsettled seats held, in the order they were taken

    def _way(self, seat, choices, dead):
        """Moves (seat, inspector) that put one of the choices into the seat and keep all others filled, or None.

        A search that fails leaves in `dead` all it has reached; a later search in the same seating need not go there again.
        """
        pushed_by = {}
        queue = collections.deque([(seat, choices)])

        def moves(mover, inspector):
            way = [(mover, inspector)]
            while mover != seat:
                mover, inspector = pushed_by[mover]
                way.append((mover, inspector))
            return way

        while queue:
            mover, options = queue.popleft()
            target = self.seats[mover].target
            for inspector in options:
                holder = self.holder.get((target, inspector))
                if holder is SETTLED:
                    continue
                if holder is not None:
                    # The inspector sits elsewhere on this team: only that seat can give way, and no visit is gained or lost.
                    giving_way = (holder,)
                elif inspector in dead.inspectors:
                    continue
                else:
                    dead.inspectors.add(inspector)
                    if self.room[inspector] > 0:
                        return moves(mover, inspector)
                    giving_way = self.guests[inspector]
                for other in giving_way:
                    if other == seat:
                        return moves(mover, inspector)
                    if other not in dead.seats:
                        dead.seats.add(other)
                        pushed_by[other] = (mover, inspector)
                        queue.append((other, self.seats[other].eligible))
        return None

    def _move(self, moves):
        for seat, _ in moves:
            if seat in self.inspector:
                leaving = self.inspector.pop(seat)
                del self.holder[self.seats[seat].target, leaving]
                del self.guests[leaving][seat]
                self.room[leaving] += 1
        for seat, coming in moves:
            self.inspector[seat] = coming
            self.holder[self.seats[seat].target, coming] = seat
            self.guests[coming][seat] = True
            self.room[coming] -= 1

    def fill(self, seat):
        """Fill one more seat, if that can be; else return False."""
        moves = self._way(seat, self.seats[seat].eligible, Dead())
        if moves is None:
            return False
        self._move(moves)
        return True

    def settle(self, seat, inspector, dead):
        """Give a seat to this inspector for good, if all other seats can then stay filled; else return False."""
        if self.inspector[seat] != inspector:
            moves = self._way(seat, (inspector,), dead)
            if moves is None:
                return False
            self._move(moves)
        del self.guests[inspector][seat]
        self.holder[self.seats[seat].target, inspector] = SETTLED
        return True


def room_left(caps, visits):
    return {inspector: max(0, cap - visits.get(inspector, 0)) for inspector, cap in caps.items()}


def staffed_seats(seats, room):
    """The indices of the staffed seats, in the order of service (§12.2); the others are short."""
    seating = Seating(seats, room)
    return [seat for seat in range(len(seats)) if seating.fill(seat)]


def fill_all(seats, room):
    """A seating with all seats filled, or None."""
    seating = Seating(seats, room)
    return seating if all(seating.fill(seat) for seat in range(len(seats))) else None


def balanced_cap(seats, max_visits, visits):
    """The smallest common cap under which seats that can be filled can all be filled (§12.3)."""
    low, high = 0, max(visits.values(), default=0) + len(seats)
    while low < high:
        middle = (low + high) // 2
        caps = {inspector: min(most, middle) for inspector, most in max_visits.items()}
        if fill_all(seats, room_left(caps, visits)) is None:
            low = middle + 1
        else:
            high = middle
    return low


# ---------------------------------------------------------------------------------------------------------------------------
# §13.2 Credit codes

def credit_code_fails(code):
    """Whether a credit code fails either check, or is of another form (§13.2)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if len(code) != 18 or any(c not in alphabet for c in code):
        return True
    total = sum(alphabet.index(c) * 3**i for i, c in enumerate(code[:17]))
    if alphabet.index(code[17]) != (31 - total % 31) % 31:
        return True
    total = sum(int(c, 36) * weight for c, weight in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2)))
    return code[16] != {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


# ---------------------------------------------------------------------------------------------------------------------------
# One ceremony: what follows from its announcement, records, secrets and values

class Standing:
    """How a chain stands after its ceremonies and amendments so far (§12.1, §12.7)."""

    def __init__(self):
        self.teams = {}  # target that stands -> for each seat an inspector, or None; in the order of service
        self.drawn = {}  # target that was drawn or came in -> (rank, stratum), whether it stands or not
        self.struck = set()  # targets
        self.visited = set()  # targets whose visits were completed when an amendment was made
        self.come_up = collections.Counter()  # stratum -> how many of its alternates have come up
        self.struck_from = collections.defaultdict(frozenset)  # target, or None for all of them -> inspectors
        self.reopened = collections.Counter()  # (target, seat number) -> how often strikes of inspectors have opened it


class Ceremony:
    """One ceremony of a chain. `previous` is the ceremony a staffing ceremony is bound to, else None.

    Attributes are inputs; methods recompute what the documents state. `draw()` is done once, then `amend()` for each amendment;
    they change `standing`, which before is how the ceremony before has left things. Of an undrawn (§14.6) there is no seal, and
    what needs one is not asked.
    """

    def __init__(self, disclosure, previous=None):
        self.disclosure, self.previous = disclosure, previous
        self.first = previous.first if previous else self
        self.announcement, self.seal = disclosure["announcement"], disclosure.get("seal")
        self.plan = self.announcement["plan"]
        self.announcement_digest = digest(self.announcement)
        self.seal_digest = self.seal and digest(self.seal)
        self.amendment_seal_digests = [digest(amendment["seal"]) for amendment in disclosure.get("amendments", ())]
        self.head = ([self.seal_digest] + self.amendment_seal_digests)[-1]
        self.rosters = dict(disclosure["rosters"])
        if previous is not None:
            self.rosters["targets"] = previous.rosters["targets"]
        self.targets = [r["draw"] for r in self.rosters["targets"]]
        self.inspectors = [r["draw"] for r in self.rosters["inspectors"]]
        self.recusals = [r["draw"] for r in self.rosters["recusals"]]
        self.changes = [r["draw"] for r in self.rosters["changes"]]
        self.target = {t["id"]: t for t in self.targets}
        self.recused = collections.defaultdict(frozenset)
        for recusal in self.recusals:
            self.recused[recusal["target"]] |= {recusal["inspector"]}
        self.overrides = {o["target"]: o for o in self.plan["overrides"]}
        self.tables = {name: [(prepare(rule["when"]), rule) for rule in self.plan[name]] for name in ("strata", "teams", "tickets")}
        self.standing = copy.deepcopy(previous.standing) if previous else Standing()
        self.dealt = collections.Counter()  # (target, seat number) -> slips dealt by this ceremony and its amendments
        self.judged = {}
        self.sort_targets()

    def chain(self):
        """The ceremonies from the first to this one."""
        return (self.previous.chain() if self.previous else []) + [self]

    # §8.1, §8.2

    def sort_targets(self):
        """Put every target where it belongs (§8.1)."""
        self.sorted = [collections.defaultdict(list) for _ in self.plan["strata"]]
        self.in_two_strata, self.outside = [], []
        cap = self.plan["yearly_cap"]
        for target in self.targets:
            matching = [i for i, (when, _) in enumerate(self.tables["strata"]) if holds(when, target)]
            if len(matching) > 1:
                self.in_two_strata.append(target["id"])
            if not matching:
                self.outside.append(target)
                continue
            if target["exempt"] is not None:
                place = "exempt"
            elif cap is not None and target["inspected"] >= cap:
                place = "capped"
            elif target["drawn_before"]:
                place = "before"
            else:
                place = "pool"
            self.sorted[matching[0]][place].append(target)

    def pools(self):
        return [places["pool"] for places in self.sorted]

    def quotas(self):
        """For each stratum the number to draw before it is lowered to the pool."""
        officers = sum(i["role"] == "officer" for i in self.inspectors)
        return [quota_number(s["quota"], len(pool), officers) for s, pool in zip(self.plan["strata"], self.pools())]

    def stated_exempt(self):
        counts = collections.Counter(t["exempt"] for t in self.targets if t["exempt"] is not None)
        return [{"count": counts[reason], "reason": reason} for reason in sorted(counts)]

    def stated_subject(self):
        return sum(t["exempt"] is None for t in self.targets)

    def stated_strata(self):
        return [{"before": len(places["before"]), "capped": len(places["capped"]), "exempt": len(places["exempt"]),
                 "carried": sum(t["carried"] for t in places["pool"]), "k": min(k, len(places["pool"])), "n": len(places["pool"]),
                 "name": stratum["name"]} for stratum, places, k in zip(self.plan["strata"], self.sorted, self.quotas())]

    # §7 tables and overrides

    def look_up(self, table, target):
        override = self.overrides.get(target["id"])
        if override and override[table] is not None:
            return override[table]
        name = "teams" if table == "seats" else table
        return next((rule[table] for when, rule in self.tables[name] if holds(when, target)), None)

    def seats_of(self, target):
        return self.look_up("seats", target)

    def weight_of(self, target):
        return self.look_up("tickets", target) or 1

    # §8.4

    def judge(self, seat, target):
        """(for every inspector the fixed reason against this seat, or None; the eligible ones). Alike seats are judged once."""
        struck_from = self.standing.struck_from
        key = (seat["role"], tuple(seat["qualifications"]), tuple(seat["departments"]), target["district"], self.recused.get(target["id"]),
               tuple(target["last_team"]) if self.plan["rotation"] else (), struck_from.get(None), struck_from.get(target["id"]))
        if key not in self.judged:
            recused = self.recused.get(target["id"], ())
            struck = struck_from.get(None, frozenset()) | struck_from.get(target["id"], frozenset())
            reasons = {i["id"]: fixed_reason(i, seat, target, recused, struck, self.plan) for i in self.inspectors}
            self.judged[key] = reasons, [i for i, reason in reasons.items() if reason is None]
        return self.judged[key]

    def eligible(self, seat, target):
        """The eligible pool of a seat, in roster order (§8.4)."""
        return self.judge(seat, target)[1]

    def first_caps(self):
        """The caps of §12.2."""
        workload = self.plan["workload"]
        common = workload["common"] if isinstance(workload, dict) else 2**32
        return {i["id"]: min(i["max_visits"], common) for i in self.inspectors}

    def unstaffable(self):
        """Targets of the pools whose seats cannot be filled even if they were the only ones (§8.4)."""
        one_visit = {i["id"]: 1 for i in self.inspectors}
        known = {}
        for pool in self.pools():
            for target in pool:
                lists = [self.eligible(seat, target) for seat in self.seats_of(target)]
                key = tuple(map(id, lists))  # the lists are cached, so alike targets share them
                if key not in known:
                    known[key] = fill_all([Seat("", n, who) for n, who in enumerate(lists)], one_visit) is not None
                if not known[key]:
                    yield target["id"]

    # §8.5

    def small_pools(self):
        """Targets with a seat that too few may take; whoever is alone in a pool is no draw's choice, whatever the plan says (§8.4)."""
        least = max(self.plan["min_pool"], 2)
        if self.previous is None:
            asked = ((t, self.seats_of(t)) for pool in self.pools() for t in pool)
        else:
            asked = ((self.target[t], [s for s, who in zip(self.seats_of(self.target[t]), team) if who is None])
                     for t, team in self.previous.standing.teams.items())
        return sum(any(len(self.eligible(seat, target)) < least for seat in seats) for target, seats in asked)

    def warnings(self):
        """What is odd and breaks no rule: [(code, count)], sorted. It is asked before `draw()`, as things are when they are announced."""
        ids = {i["id"] for i in self.inspectors}
        counts = {"ids_alike": sum(repeats(r["id"].lower() for r in some) for some in (self.targets, self.inspectors)),
                  "repeated_inspector_name": repeats(data["name"] for data in self.identities("inspectors")),
                  "small_pool": self.small_pools(),
                  "unknown_last_team": sum(i not in ids for t in self.targets for i in t["last_team"])}
        if self.previous is None:
            shown = self.identities("targets")
            codes = [data["credit_code"] for data in shown if data["credit_code"] is not None]
            counts["credit_code"] = sum(map(credit_code_fails, codes))
            counts["empty_stratum"] = sum(not pool for pool in self.pools())
            counts["old_register"] = sum(r["date"] < self.plan["period"]["from"] for r in self.plan["registers"])
            counts["outside_strata"] = sum(t["exempt"] is None for t in self.outside)
            counts["quota_clamped"] = sum(k > len(pool) for k, pool in zip(self.quotas(), self.pools()))
            counts["repeated_credit_code"] = repeats(codes)
            counts["repeated_name"] = repeats(data["name"] for data in shown)
        return [(code, counts[code]) for code in sorted(counts) if counts[code]]

    def identities(self, tree):
        """The identity parts that are shown."""
        return [r["identity"]["shown"]["data"] for r in self.rosters[tree] if "shown" in r["identity"]]

    # §9

    def used_sources(self):
        return [(value, sources(value)[said["source"]], said) for value, said in zip(self.plan["values"], self.seal["values"])]

    def draw(self):
        """Recompute the whole result (§9 to §12)."""
        used = [(value["name"], str(said["source"]), source["issue"], said["text"]) for value, source, said in self.used_sources()]
        seed = seed_of(self.announcement_digest, self.disclosure["secrets"], used)
        self.result = {"cap": None, "deck_key": None, "seed": seed, "strata": [], "teams": [], "ticket_key": None}
        if self.previous is None:
            self.ticket_key = sha256_hex("dual-random/1 tickets:", seed)
            self.result["strata"] = self.select()
        self.result["ticket_key"] = self.first.ticket_key
        if self.plan["ceremony"] != "selection":
            self.result["deck_key"] = sha256_hex("dual-random/1 decks:", seed)
            self.result.update(self.staff(self.open_seats()))
        self.cap = self.result["cap"]
        return self.result

    def select(self):
        """Draw the targets of every stratum and put them into the order of service (§9.2, §9.3, §12.1)."""
        strata, drawn, self.winning = [], self.standing.drawn, {}
        for stratum, pool, k in zip(self.plan["strata"], self.pools(), self.quotas()):
            for t in pool:
                self.winning[t["id"]] = winning_ticket(self.ticket_key, self.weight_of(t), t["id"])
            order = [t["id"] for t in sorted(pool, key=lambda t: (not t["carried"], self.winning[t["id"]][0], t["id"]))]
            for rank, t in enumerate(order[:k], 1):
                drawn[t] = rank, stratum["name"]
            strata.append({"alternates": order[k:], "name": stratum["name"],
                           "drawn": [{"id": t, "n": self.winning[t][1], "ticket": self.winning[t][0]} for t in order[:k]]})
        for t in sorted(drawn, key=self.ticket_order):
            self.come_in(t)
        # For the strikes: in each stratum how many were drawn, and who waits.
        self.waiting = {s["name"]: (len(s["drawn"]), s["alternates"]) for s in strata}
        return strata

    def ticket_order(self, t):
        """By winning ticket, then id; what is in no pool has no ticket."""
        return self.first.winning.get(t, ("",))[0], t

    def come_in(self, t):
        """A target stands from now on, is served after all who stand so far, and all its seats are open."""
        self.standing.teams[t] = [None] * len(self.seats_of(self.target[t]))

    # §12

    def open_seats(self):
        """The numbers of the open seats of each target that has some, in the order of service."""
        opened = {t: [n for n, who in enumerate(team, 1) if who is None] for t, team in self.standing.teams.items()}
        return {t: numbers for t, numbers in opened.items() if numbers}

    def staff(self, wanted, cap_before=0):
        """Fill these open seats, given as `open_seats` does (§12.2 to §12.5); returns the cap and the teams."""
        teams = self.standing.teams
        caps, visits = self.first_caps(), collections.Counter()
        for team in teams.values():
            visits.update(i for i in team if i in caps)
        open_seats, asked = [], []
        for t, numbers in wanted.items():
            target, seats = self.target[t], self.seats_of(self.target[t])
            for n in numbers:
                open_seats.append(Seat(t, n, [i for i in self.eligible(seats[n - 1], target) if i not in teams[t]]))
                asked.append(seats[n - 1])
        staffed = staffed_seats(open_seats, room_left(caps, visits))
        workload, cap = self.plan["workload"], None
        if isinstance(workload, dict):
            cap = workload["common"]
        elif workload == "balanced":
            cap = max(cap_before, balanced_cap([open_seats[s] for s in staffed], caps, visits))
            caps = {inspector: min(most, cap) for inspector, most in caps.items()}
        trails = self.deal_seats(open_seats, asked, staffed, caps, visits)
        filled = {t: [] for t in wanted}
        for s, seat in enumerate(open_seats):
            filled[seat.target].append({
                "inspector": teams[seat.target][seat.number - 1], "seat": seat.number, "trail": trails.get(s, [])})
        return {"cap": cap, "teams": [{"seats": filled[t], "target": t} for t in wanted]}

    def slips(self, seat):
        """The slips of a seat's deck from where its dealing has stopped, all of them once (§11, §12.7)."""
        roster_ids = [i["id"] for i in self.inspectors]
        deck = deal(self.result["deck_key"], seat.number, seat.target, roster_ids)
        passed = list(itertools.islice(deck, self.dealt[seat.target, seat.number] % len(roster_ids)))
        yield from deck
        yield from passed

    def deal_seats(self, open_seats, asked, staffed, caps, visits):
        """Deal the decks of the staffed seats and let who takes each sit down; returns the trails (§12.4)."""
        seating = fill_all([open_seats[s] for s in staffed], room_left(caps, visits))
        trails = {}
        for index, s in enumerate(staffed):
            seat, team = open_seats[s], self.standing.teams[open_seats[s].target]
            fixed = self.judge(asked[s], self.target[seat.target])[0]
            trail, dead = [], Dead()
            for slip in self.slips(seat):
                reason = fixed[slip]
                if reason is None:
                    if visits[slip] >= caps[slip]:
                        reason = "workload"
                    elif slip in team:
                        reason = "on_team"
                    else:
                        reason = "taken" if seating.settle(index, slip, dead) else "strands"
                trail.append({"inspector": slip, "reason": reason})
                if reason == "taken":
                    team[seat.number - 1] = slip
                    visits[slip] += 1
                    break
            self.dealt[seat.target, seat.number] += len(trail)
            trails[s] = trail
        return trails

    # §12.6, §14.3

    def result_tree(self, name):
        """The tree as things stand; `name` is that of its leaves' salts."""
        standing = self.standing

        def entry(t):
            if t not in standing.drawn:
                return {"drawn": False, "id": t}
            rank, stratum = standing.drawn[t]
            fate = {"struck": True} if t in standing.struck else {"seats": standing.teams[t]}
            return {"drawn": True, "id": t, "rank": rank, "stratum": stratum, **fate}
        salt_key = self.disclosure["salt_key"]
        return {"count": len(self.targets), "root": merkle_root(
            salt(salt_key, "%s:%d" % (name, i)) + canon(entry(target["id"])) for i, target in enumerate(self.targets))}

    def open_seats_left(self):
        return sum(who is None for team in self.standing.teams.values() for who in team)

    def seat_counts(self):
        total, left = sum(map(len, self.standing.teams.values())), self.open_seats_left()
        return {"filled": total - left, "open": left, "total": total}

    def stated_seal(self):
        """The seal that follows from the result (§14.3); its values are inputs of the draw."""
        return {"announcement": self.announcement_digest, "protocol": PROTOCOL, "type": "seal", "result": self.result_tree("result"),
                "seats": self.seat_counts(), "values": self.seal["values"]}

    # §12.7, §14.5

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
        """Step 1 of §12.7: strike these targets, and let alternates come in; returns `replaced`."""
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
        """Step 2 of §12.7; returns the (target, seat number) that become open, and the entries of who does not sit there."""
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
        """The seal of the amendment that has just been applied; `previous` is the digest of the seal before it (§14.5)."""
        bound = salt(self.disclosure["salt_key"], "amendment:%d" % number) + canon({"outcome": outcome, "strikes": strikes})
        return {"announcement": self.announcement_digest, "number": number, "previous": previous, "protocol": PROTOCOL,
                "commitment": hashlib.sha256(b"\x03" + bound).hexdigest(), "result": self.result_tree("amendment-%d" % number),
                "seats": self.seat_counts(), "type": "amendment_seal"}


# ---------------------------------------------------------------------------------------------------------------------------
# §15 Verification

class Report:
    """All checks made, each (name, held, expected, found), and the warnings, each (draw, code, count), which change no verdict."""

    def __init__(self):
        self.checks, self.warnings = [], []
        self.prefix = ""

    def note(self, name, held, expected=None, found=None):
        self.checks.append((self.prefix + name, bool(held), expected, found))
        return held

    def check(self, name, expected, found):
        """Two values must be equal; if they are not, the first place where they differ is shown."""
        if expected == found:
            return self.note(name, True, expected, found)
        path, expected, found = first_difference(expected, found)
        return self.note(name + path, False, expected, found)

    def require(self, name, expected, found):
        """As `check`, but nothing that follows makes sense without it."""
        if not self.check(name, expected, found):
            raise Halt()

    def rule(self, name, failures):
        """A rule holds when there are no failures; the first one is shown."""
        failure = next(iter(failures), None)
        return self.note(name, failure is None, "none", failure)

    def first_failure(self):
        return next((check for check in self.checks if not check[1]), None)


def first_difference(expected, found):
    """(path, expected part, found part) of the first place where two unequal values differ."""
    path = ""
    while True:
        if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
            step = next(key for key in sorted(expected) if expected[key] != found[key])
            path += "." + step
        elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
            step = next(i for i, (a, b) in enumerate(zip(expected, found)) if a != b)
            path += "[%d]" % step
        else:
            return path, expected, found
        expected, found = expected[step], found[step]


def check_rosters(report, c):
    """Order and rules of the records (§5, §8.1)."""
    by_pair = [(r["inspector"], r["target"]) for r in c.recusals]
    by_change = [(r["kind"], r["inspector"], r["target"] or "") for r in c.changes]
    for name, keys in (("targets", [t["id"] for t in c.targets]), ("inspectors", [i["id"] for i in c.inspectors]),
                       ("recusals", by_pair), ("changes", by_change)):
        report.require("the %s are in order" % name, True, ascending(keys))
    ids = {i["id"] for i in c.inspectors}
    report.rule("recusals name people and targets of the rosters", (
        pair for pair in by_pair if pair[0] not in ids or pair[1] not in c.target))
    report.rule("certificates end after they begin", (i["id"] for i in c.inspectors if i["valid_from"] > i["valid_to"]))
    report.rule("changes name a target when they are about recusals", (
        r for r in c.changes if (r["target"] is not None) != r["kind"].startswith("recusal_")))
    if c.previous is not None:
        return
    named = {field[len("attribute:"):] for table in c.tables.values() for when, _ in table for field, _ in when
             if field.startswith("attribute:")}
    report.rule("attributes are where they belong", (
        r["draw"]["id"] for r in c.rosters["targets"]
        if [name for name, _ in r["draw"]["attributes"]] != sorted(named)
        or any(name in named or name not in c.plan["attributes"]
               for name, _ in r["identity"].get("shown", {"data": {"attributes": []}})["data"]["attributes"])))
    report.rule("who is left out by name is not in the roster", (
        t for entry in c.plan["left_out"] for t in entry["carried"] if t in c.target))
    uses = {entry["use"] for entry in c.plan["earlier"]}
    report.rule("carried and drawn_before have their earlier draw", (
        t["id"] for t in c.targets
        if t["carried"] and ("carry" not in uses or t["drawn_before"]) or t["drawn_before"] and "leave_out" not in uses))
    report.rule("no target matches two strata", c.in_two_strata)
    report.rule("classes of the pools are in the plan", (
        t["id"] for pool in c.pools() for t in pool if t["class"] not in c.plan["classes"]))
    exempt = sum(t["exempt"] is not None for t in c.targets)
    count = {name: sum(entry["count"] for entry in c.plan[name]) for name in ("registers", "left_out", "added")}
    report.check("registers and roster agree", c.stated_subject(), count["registers"] - count["left_out"] - exempt + count["added"])
    report.rule("no count above its pool", (s["name"] for s, pool in zip(c.plan["strata"], c.pools()) if (
        "count" in s["quota"]["size"] and s["quota"]["size"] != "all" and s["quota"]["size"]["count"] > len(pool))))
    report.rule("every target of the pools is staffable alone", c.unstaffable())


def expected_changes(before, after):
    """The changes between two ceremonies' inspectors and recusals, in roster order (§8.3)."""
    old, new = ({i["id"]: i for i in c.inspectors} for c in (before, after))
    changes = [("inspector_added", i, None) for i in new if i not in old]
    changes += [("inspector_removed", i, None) for i in old if i not in new]
    changes += [("inspector_changed", i, None) for i in old if i in new and old[i] != new[i]]
    old, new = ({(r["inspector"], r["target"]) for r in c.recusals} for c in (before, after))
    changes += [("recusal_added", *pair) for pair in new - old] + [("recusal_removed", *pair) for pair in old - new]
    return sorted(changes, key=lambda change: (change[0], change[1], change[2] or ""))


def check_staffing(report, c):
    """What binds a staffing ceremony to the one before it (§8.3, §14.1)."""
    before, plan, old = c.previous, c.plan, c.previous.plan
    report.note("a seat is open after the ceremony before", before.open_seats_left() > 0, "at least 1", before.open_seats_left())
    report.require("the plan is the earlier one's", {name: old[name] for name in UNCHANGING}, {name: plan[name] for name in UNCHANGING})
    report.check("the lead authority is the earlier one's", old["authorities"][0]["name"], plan["authorities"][0]["name"])
    report.check("changed rules are those that differ", [name for name in CHANGEABLE if old[name] != plan[name]],
                 [entry["rule"] for entry in plan["changed_rules"]])
    report.note("the number is larger than the earlier one's", plan["number"] > old["number"], "above %d" % old["number"], plan["number"])
    for earlier in before.chain():
        names = {v["name"] for v in earlier.plan["values"]}
        report.rule("draw and values have new names", [plan["draw"]] * (plan["draw"] == earlier.plan["draw"])
                    + [v["name"] for v in plan["values"] if v["name"] in names])
        known = [event for v in earlier.plan["values"] for event in plan_events(v)]
        report.rule("events are new", [event for v in plan["values"] for event in plan_events(v) if event in known])
        known = plan_commitments(earlier.plan) + [earlier.announcement["commitment"]]
        report.rule("commitments are new",
                    [x for x in plan_commitments(plan) + [c.announcement["commitment"]] if x in known])
    report.rule("announced after the earlier values closed", (
        v["name"] for v, source, _ in before.used_sources() if instant_seconds(source["closes"]) >= instant_seconds(plan["announce_at"])))
    report.check("the changes are those between the rosters", [list(change) for change in expected_changes(before, c)],
                 [[r["kind"], r["inspector"], r["target"]] for r in c.changes])
    for name in ("exempt", "strata", "subject"):
        report.require("announcement." + name, before.announcement[name], c.announcement[name])
    report.check("announcement.rosters.targets", before.announcement["rosters"]["targets"], c.announcement["rosters"]["targets"])


def verify_ceremony(report, c):
    """Steps 2 to 7 of §15 for one ceremony, as far as it goes: an undrawn has no seal, and nothing follows from it (§14.6)."""
    check_bound(report, c)
    if c.seal is not None:
        check_values(report, c)
    check_numbers(report, c)
    if c.seal is not None:
        result = c.draw()
        for name in ("seed", "ticket_key", "deck_key", "strata", "cap", "teams"):
            report.check("result." + name, result[name], c.disclosure["result"][name])
        report.check("seal", c.stated_seal(), c.seal)
        verify_amendments(report, c)


def check_bound(report, c):
    """What the announcement binds: the ceremony before, plan, rosters, their roots, the secrets."""
    staffing = c.plan["ceremony"] == "staffing"
    report.require("a staffing ceremony, and no other, has a selection", [staffing] * 2,
                   [c.previous is not None, c.announcement["selection"] is not None])
    if staffing:
        report.check("the announcement names the ceremony before",
                     {"announcement": c.previous.announcement_digest, "head": c.previous.head}, c.announcement["selection"])
        report.check("no targets of its own", 0, len(c.disclosure["rosters"]["targets"]))
    else:
        report.check("no changes", 0, len(c.changes))

    check_plan(report, c.plan)
    check_rosters(report, c)
    report.rule("overrides are for targets of the roster", (t for t in c.overrides if t not in c.target))
    if staffing:
        check_staffing(report, c)

    for tree in ("changes", "inspectors", "recusals") + (() if staffing else ("targets",)):
        records = c.disclosure["rosters"][tree]
        report.check("announcement.rosters." + tree, {"count": len(records), "root": roster_root(c.disclosure["salt_key"], tree, records)},
                     c.announcement["rosters"][tree])
    commitments = [c.announcement["commitment"]] + [a["commitment"] for a in c.plan["authorities"][1:] if a["commitment"] is not None]
    report.rule("the lead's commitment is nobody else's", [x for x in plan_commitments(c.plan) if x == c.announcement["commitment"]])
    secrets = c.disclosure["secrets"]
    # An undrawn may lack secrets of other authorities; that of the lead, which is the first, is always there.
    missing = {i for i, secret in enumerate(secrets) if secret is None and i > 0}
    report.check("secrets open their commitments", [None if i in missing else x for i, x in enumerate(commitments)],
                 [secret and secret_commitment(secret) for secret in secrets])


def check_values(report, c):
    """The values that the seal says were used."""
    report.check("the seal names the announcement", c.announcement_digest, c.seal["announcement"])
    said = c.seal["values"]
    report.require("the seal has the plan's values", [v["name"] for v in c.plan["values"]], [v["name"] for v in said])
    report.require("sources are those of the plan", True, all(v["source"] < len(sources(p)) for p, v in zip(c.plan["values"], said)))
    report.rule("fallbacks, and they only, have reasons", (v["name"] for v in said if (v["source"] > 0) != (v["reason"] is not None)))
    report.rule("values match their grammar and commitments", (
        value["name"] for value, source, v in c.used_sources() if not value_fits(source["kind"], v["text"])))


def check_numbers(report, c):
    """What the announcement says of its rosters (step 5), and what is odd in them (§8.5)."""
    if c.previous is None:
        report.check("announcement.exempt", c.stated_exempt(), c.announcement["exempt"])
        report.check("announcement.strata", c.stated_strata(), c.announcement["strata"])
        report.check("announcement.subject", c.stated_subject(), c.announcement["subject"])
    report.warnings += [(c.plan["draw"], code, count) for code, count in c.warnings()]


def check_strikes(report, c, strikes, not_before):
    """The rules for the strikes of one amendment that do not depend on who stands or sits where (§12.7)."""
    rules, people = c.plan["amendments"], [(entry["inspector"], entry["target"]) for entry in strikes["inspectors"]]
    report.note("the strikes have a later date", strikes["date"] >= not_before, "not before " + not_before, strikes["date"])
    report.rule("something is struck", [] if strikes["inspectors"] or strikes["targets"] else ["nothing"])
    for what in ("targets", "inspectors"):
        listed = set(rules[what[:-1] + "_reasons"])
        report.rule("reasons to strike %s are in the plan" % what, (
            entry["reason"] for entry in strikes[what] if entry["reason"] not in listed))
    report.check("what was visited is in order", True, ascending(strikes["visited"]))
    report.check("struck targets are in order", True, ascending([c.ticket_order(entry["target"]) for entry in strikes["targets"]]))
    report.check("struck inspectors are in order", True, ascending([(who, t or "") for who, t in people]))
    entries = collections.Counter(who for who, _ in people)
    report.rule("who is struck from all has no other entry", (who for who, t in people if t is None and entries[who] > 1))


def verify_amendments(report, c):
    """Each amendment from what was recomputed before it, and the head (§12.7, step 7 of §15)."""
    prefix, previous, not_before = report.prefix, c.seal_digest, c.last_day_of_values()
    for number, amendment in enumerate(c.disclosure["amendments"], 1):
        report.prefix = "%samendment %d: " % (prefix, number)
        strikes = amendment["strikes"]
        check_strikes(report, c, strikes, not_before)
        outcome, broken = c.amend(strikes)
        for rule, failures in broken:
            report.rule(rule, failures)
        report.check("outcome", outcome, amendment["outcome"])
        report.check("seal", c.stated_amendment_seal(number, previous, outcome, strikes), amendment["seal"])
        previous, not_before = c.amendment_seal_digests[number - 1], next_day(strikes["date"])
    report.prefix = prefix
    report.check("head", c.head, c.disclosure["head"])


class Evidence:
    """What the reader has found independently of the disclosure."""

    def __init__(self, announcements=(), seals=(), values=()):
        self.announcements, self.seals, self.values = list(announcements), list(seals), list(values)


def read_file(path, limit):
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise Unusable("%s: %s" % (path, error)) from None


def evidence_digest(path, shape, limit):
    """The digest of an announcement or seal in evidence, which must be readable as one."""
    value = read_canonical(read_file(path, limit), limit)
    shape(value, "", [])
    return digest(value)


def check_evidence(report, chain, evidence):
    """Announcements and seals must be of the chain, values those used (§15, step 2). Returns whether it is enough for `verified`."""
    announcements = {c.announcement_digest for c in chain}
    seals = {seal for c in chain for seal in [c.seal_digest] + c.amendment_seal_digests}
    for given in evidence.announcements:
        report.note("announcement in evidence", given in announcements, sorted(announcements), given)
    for given in evidence.seals:
        report.note("seal in evidence", given in seals, sorted(seals), given)
    used = {said["name"]: (said["text"], "contribution" in source["kind"]) for c in chain for _, source, said in c.used_sources()}
    for name, text in evidence.values:
        report.check("value %s in evidence" % name, used[name][0] if name in used else None, text)
    wanted = {name for name, (_, contribution) in used.items() if not contribution}
    return announcements <= set(evidence.announcements) and wanted <= {name for name, _ in evidence.values}


def check_work(disclosure, targets):
    """The limits of §4 on the work of conditions and of pools."""
    plan = disclosure["announcement"]["plan"]
    conditions = sum(len(rule["when"]) for table in ("strata", "teams", "tickets") for rule in plan[table])
    fields = {c["field"] for table in ("strata", "teams", "tickets") for rule in plan[table] for c in rule["when"]}
    if sum(field.startswith("attribute:") and field != "attribute:" for field in fields) > 256:
        raise Unusable("the plan names more than 256 attributes")
    if conditions * len(targets) > TARGETS_TIMES_CONDITIONS_MAX:
        raise Unusable("more conditions times targets than %d" % TARGETS_TIMES_CONDITIONS_MAX)
    asked = {canon(seat) for seats in teams_of(plan) for seat in seats}
    if len(disclosure.get("amendments", ())) * len(targets) > AMENDMENTS_TIMES_TARGETS_MAX:
        raise Unusable("more amendments times targets than %d" % AMENDMENTS_TIMES_TARGETS_MAX)
    if len(asked) * len({t["district"][:6] for t in targets}) * len(disclosure["rosters"]["inspectors"]) > POOL_CHECKS_MAX:
        raise Unusable("more seats times districts times inspectors than %d" % POOL_CHECKS_MAX)


def verify(disclosure, evidence=None):
    """(verdict, report, chain): the whole of §15 but its first step. Raises Unusable."""
    return verify_chain(disclosure, disclosure_shape, evidence or Evidence())


def verify_undrawn(undrawn):
    """The same of an undrawn, as far as there is anything to verify; the verdict is consistent or contradicted (§14.6)."""
    return verify_chain(undrawn, UNDRAWN)


def links_of(document):
    """A disclosure or an undrawn after all the disclosures that it contains, the chain's first one in front."""
    links = []
    while document is not None:
        links.insert(0, document)
        document = document["selection"]
    return links


def verify_chain(document, shape, evidence=None):
    report, chain, enough = Report(), [], False
    wrong = check_shape(document, shape)
    links = links_of(document)
    for link in links:
        check_work(link, [r["draw"] for r in links[0]["rosters"]["targets"]])
    first = Ceremony(links[0])
    if sum(first.weight_of(t) for pool in first.pools() for t in pool) > TICKETS_MAX:
        raise Unusable("more tickets than %d" % TICKETS_MAX)
    for path, expected, found in wrong:
        report.note(path, False, expected, found)
    if wrong:
        return "contradicted", report, chain
    drawn = sum(stratum["k"] for stratum in first.stated_strata())
    for link in links:
        plan = link["announcement"]["plan"]
        if plan["ceremony"] != "selection" and (drawn * max(map(len, teams_of(plan)), default=0) * len(link["rosters"]["inspectors"])
                                                > SEATS_TIMES_INSPECTORS_MAX):
            raise Unusable("more seats × inspectors than %d" % SEATS_TIMES_INSPECTORS_MAX)
    try:
        for link in links:
            report.prefix = "%s: " % link["announcement"]["plan"]["draw"]
            chain.append(Ceremony(link, chain[-1]) if chain else first)
            verify_ceremony(report, chain[-1])
        report.prefix = ""
        enough = evidence is not None and check_evidence(report, chain, evidence)
    except Halt:
        pass
    if report.first_failure():
        return "contradicted", report, chain
    return "verified" if enough else "consistent", report, chain


def would_draw(undrawn, values):
    """The result (§14.4) that an undrawn, all of whose secrets are shown, leads to with these values, given as a seal has them.

    It is for an undrawn that nothing contradicts, and for values that match their grammar.
    """
    c = None
    for link in links_of(dict(undrawn, amendments=[], seal={"values": values})):
        c = Ceremony(link, c)
        c.draw()
        for amendment in link["amendments"]:
            c.amend(amendment["strikes"])
    return c.result


def left_to_check(chain):
    """What only the outside world settles (§15)."""
    for c in chain:
        plan = c.plan
        first = min((s["closes"] for v in plan["values"] for s in sources(v)), key=instant_seconds)
        yield "announcement %s was public, or this digest signed, before %s" % (c.announcement_digest, first)
        for value, source, said in c.used_sources():
            if "contribution" not in source["kind"]:
                yield "value %s is %s: %s, %s" % (value["name"], said["text"], source["publisher"], source["issue"])
            if said["reason"] is not None:
                yield "value %s is of fallback %d: %s" % (value["name"], said["source"], said["reason"])
        yield "%s: drawings, beacons or dice, equally likely, and different events" % "; ".join(
            "%s, %s" % (source["publisher"], source["issue"]) for _, source, _ in c.used_sources() if "contribution" not in source["kind"])
        if c.previous is None:
            for entry in plan["registers"]:
                yield "register %s has %d entries on %s" % (entry["name"], entry["count"], entry["date"])
            yield "reasons of %d exemptions and %d overrides" % (len(c.targets) - c.stated_subject(), len(plan["overrides"]))
            for entry in plan["earlier"]:
                yield "earlier draw whose head is %s (%s)" % (entry["head"], entry["use"])
        yield "reasons of %d recusals and %d changes" % (len(c.recusals), len(c.changes))
        for strikes in (amendment["strikes"] for amendment in c.disclosure["amendments"]):
            for entry in strikes["targets"]:
                yield "target %s was struck on %s: %s (file %s)" % (
                    entry["target"], strikes["date"], entry["reason"], entry["evidence"])
            for entry in strikes["inspectors"]:
                yield "inspector %s was struck from %s on %s: %s (file %s)" % (
                    entry["inspector"], entry["target"] or "all visits", strikes["date"], entry["reason"], entry["evidence"])
        yield "no other draw was announced for the slot of %s" % plan["draw"]


# ---------------------------------------------------------------------------------------------------------------------------
# Command line

EXIT_CODES = {"verified": 0, "contradicted": 1, "unusable": 2, "consistent": 3}


def shown(value):
    """A value on one short line."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return line if len(line) <= 200 else line[:200] + "…"


def command_verify(arguments):
    try:
        evidence = Evidence()
        for given in arguments.announcement:
            evidence.announcements.append(given if re.fullmatch("[0-9a-f]{64}", given)
                                          else evidence_digest(given, ANNOUNCEMENT, ANNOUNCEMENT_BYTES))
        for given in arguments.seal:
            evidence.seals.append(evidence_digest(given, any_seal, SEAL_BYTES))
        for given in arguments.value:
            name, equals, text = given.partition("=")
            if not equals:
                raise Unusable("not NAME=TEXT: " + given)
            evidence.values.append((name, text))
        verdict, report, chain = verify(read_canonical(read_file(arguments.file, DISCLOSURE_BYTES)), evidence)
    except Unusable as error:
        print("failed  %s" % error)
        print("unusable")
        return EXIT_CODES["unusable"]
    for name, held, expected, found in report.checks:
        print("held    %s" % name if held else "failed  %s: expected %s, found %s" % (name, shown(expected), shown(found)))
    for draw, code, count in report.warnings:
        print("odd     %s: %s: %d" % (draw, code, count))
    if verdict != "contradicted":
        for line in left_to_check(chain):
            print("for you to check: %s" % line)
    print(verdict)
    return EXIT_CODES[verdict]


def judged_lines(path):
    """For each line of a file (number, verdict, the first failure or -)."""
    with open(path, "rb") as file:
        for line_number, line in enumerate(file, 1):
            try:
                verdict, report, _ = verify(read_canonical(line))
                first = report.first_failure()
                yield line_number, verdict, "%s: expected %s, found %s" % (first[0], shown(first[2]), shown(first[3])) if first else "-"
            except Unusable as error:
                yield line_number, "unusable", str(error)


def command_lines(arguments):
    verdicts = collections.Counter()
    for line_number, verdict, failure in judged_lines(arguments.file):
        print(line_number, verdict, failure)
        verdicts[verdict == "consistent"] += 1
    print("%d passed, %d failed" % (verdicts[True], verdicts[False]))
    return 1 if verdicts[False] else 0


def command_verdicts(arguments):
    for line_number, verdict, _ in judged_lines(arguments.file):
        print(line_number, verdict)
    return 0


def main():
    parser = argparse.ArgumentParser(description="Verifies dual-random/1 disclosures.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function, what, *positional in (
            ("verify", command_verify, "verify one disclosure", ("file", str)),
            ("lines", command_lines, "verify many disclosures, one per line", ("file", str)),
            ("verdicts", command_verdicts, "only the verdict of each line", ("file", str)),
            ("ticket", lambda a: print(ticket(a.key, a.n, a.id)), "compute one ticket", ("key", str), ("n", int), ("id", str)),
            ("deck", lambda a: print(*deal(a.key, a.seat, a.id, range(a.m))), "deal one deck",
             ("key", str), ("seat", int), ("id", str), ("m", int))):
        command = commands.add_parser(name, help=what)
        command.set_defaults(function=function)
        for argument, kind in positional:
            command.add_argument(argument, type=kind)
    for option in ("--announcement", "--seal", "--value"):
        commands.choices["verify"].add_argument(option, action="append", default=[])
    arguments = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # evidence on the command line may hold any bytes
    try:
        return arguments.function(arguments) or 0
    except OSError as error:
        print(error, file=sys.stderr)
        return EXIT_CODES["unusable"]


if __name__ == "__main__":
    sys.exit(main())
