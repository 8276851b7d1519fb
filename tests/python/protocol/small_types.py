"""Small types (§3): dates, instants, ratios, order."""

import datetime
import re


def date_days(text):
    """A date as a day number, or None (§3)."""
    if not re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal()
    except ValueError:
        return None


def weekdays_between(first, last):
    """How many days after one day number and up to another are Mondays to Fridays."""
    return sum(datetime.date.fromordinal(number).weekday() < 5 for number in range(first + 1, last + 1))


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


def day_number(text):
    return date_days(text[:10])


def is_after(known, line):
    """Whether something is said to have been known only after a line was written."""
    return known is not None and instant_seconds(known) > instant_seconds(line["at"])


def day_of(instant):
    """The number of the day at UTC+8."""
    return china_day(instant_seconds(instant))
