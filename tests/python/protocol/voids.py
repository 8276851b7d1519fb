"""Voids (§20.3)."""

from .documents import PROTOCOL
from .forms import HEX32, ID, INSTANT, TEXT, array, boolean, maybe, one_of, record
from .plans import first_close
from .public_values import sources
from .small_types import instant_seconds

VOID = record(announcement=HEX32, at=INSTANT, disclosure=maybe(HEX32), missing=array(ID, 16), missing_authorities=array(TEXT, 16),
              protocol=PROTOCOL, reason=TEXT, secret_lost=boolean, type=one_of("void"), undrawn=maybe(HEX32))


def void_kind(void):
    """drawn, undrawn or lost, by what a void names and says; None if it mixes them, or is none of them."""
    listed = bool(void["missing"] or void["missing_authorities"])
    if void["secret_lost"]:
        return None if listed or void["disclosure"] or void["undrawn"] else "lost"
    if void["disclosure"] is not None:
        return None if listed or void["undrawn"] else "drawn"
    return "undrawn" if void["undrawn"] else None


def undrawn_fits(void, plan, logged_at=None):
    """Whether a void may end a draw without a result: in time, or for want of something that the plan has (§20.3).

    `logged_at`: the instant of its line, if it has one. A void may be dated back, its line less easily: what comes after it
    stands later in the log.
    """
    partners = [authority["name"] for authority in plan["authorities"][1:] if authority["commitment"] is not None]
    # While a source of it may still publish, no value is missing.
    over = [value["name"] for value in plan["values"]
            if all(instant_seconds(source["closes"]) <= instant_seconds(void["at"]) for source in sources(value))]
    for listed, names in ((void["missing"], over), (void["missing_authorities"], partners)):
        if listed != [name for name in names if name in listed]:
            return False
    last = max(instant_seconds(at) for at in (void["at"], logged_at or void["at"]))
    return bool(void["missing"] or void["missing_authorities"]) or last < first_close(plan)


def secrets_missing(undrawn):
    """The names of the authorities whose secrets an undrawn lacks; those that have none of their own are not asked."""
    plan = undrawn["announcement"]["plan"]
    holders = plan["authorities"][:1] + [authority for authority in plan["authorities"][1:] if authority["commitment"] is not None]
    return [authority["name"] for authority, secret in zip(holders, undrawn["secrets"]) if secret is None]
