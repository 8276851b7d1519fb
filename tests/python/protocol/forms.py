"""The forms of values (§3), of which the forms of documents are made.

A form is a function of (value, path, wrong). What belongs to the form (JSON types, fields, the types of §3, fixed texts and codes)
and the limits make the file unusable; whatever else is amiss (ranges, order) is noted in `wrong`, which contradicts (§17.2).
"""

import re

from . import limits
from .canonical import Unusable
from .small_types import ascending, date_days, instant_seconds, ratio_parts


def text_form(what, fits):
    """A text for which `fits` holds."""
    def check(value, path, wrong):
        if not isinstance(value, str) or not fits(value):
            raise Unusable("%s: %s is expected" % (path, what))
    return check


def number(least=0, most=limits.COUNT_MAX, bound=2**53, floor=0):
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


def true(value, path, wrong):
    if value is not True:
        raise Unusable("%s: true is expected" % path)
