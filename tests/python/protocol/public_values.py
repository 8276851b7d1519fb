"""Public values (§7.1)."""

import math
import re

from .commitments import contribution_commitment
from .small_types import instant_seconds


# The chains of drand (§7.1): when the first round comes, 1692803367 seconds after 1970, and how many seconds a round takes.
DRAND = {"52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (instant_seconds("2023-08-23T15:09:27+00:00"), 3)}


def drand_time(kind):
    """When a round of drand comes, on the time line of instants; None for a chain or a round that there is not (§7.1)."""
    chain, number = DRAND.get(kind["drand"]["chain"]), kind["drand"]["round"]
    return chain[0] + (number - 1) * chain[1] if chain and number >= 1 else None


def parts_of(kind):
    """The parts of a kind that is made of numbers, each with how many of its numbers the part before has taken (§7.1)."""
    parts = kind["parts"] if "parts" in kind else [{"beyond": False, "numbers": kind["numbers"]}]
    taken = [0] + [part["numbers"]["count"] for part in parts]
    return [(part["numbers"], before if part["beyond"] else 0) for part, before in zip(parts, taken)]


def outcomes(kind):
    """How many outcomes a kind of public value has (§7.1)."""
    if "contribution" in kind:
        return 1
    if "drand" in kind:
        return 2**256
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


def value_fits(h, kind, text):
    """Whether a published text matches its kind's grammar, and a contribution its commitment (§7.1)."""
    if "hex" in kind:
        return re.fullmatch("[0-9a-f]{%d}" % (2 * kind["hex"]["bytes"]), text) is not None
    if "upper_hex" in kind:
        return re.fullmatch("[0-9A-F]{%d}" % (2 * kind["upper_hex"]["bytes"]), text) is not None
    if "drand" in kind:
        return re.fullmatch("[0-9a-f]{96}", text) is not None
    if "contribution" in kind:
        return (re.fullmatch("[0-9a-f]{64}", text) is not None
                and contribution_commitment(h, text) == kind["contribution"]["commitment"])
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
        if "drand" in kind and drand_time(kind) != instant_seconds(source["closes"]):
            yield "%s: no round of drand, or another time than its own" % value["name"]
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
