"""The compact form of a proof (§18.1).

A form is a pair of functions: one gives the bytes of a value, one takes a value from the front of bytes. Whatever bytes are taken
laxly (a longer count, a 02 for `true`), the text is compared in the end with the one text that the proof has.
"""

import datetime

from . import limits
from .canonical import Unusable, canon
from .documents import read
from .hashes import HASHES, hash_of
from .proofs import PROOF

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*-./:"
FIRST_DAY = datetime.date(2000, 1, 1).toordinal()
TEXT_MAX = max(len(h.prefix) for h in HASHES.values()) + (limits.PROOF_BYTES + 1) // 2 * 3


def to_digits(data):
    text = []
    for start in range(0, len(data), 2):
        pair = data[start:start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 41)
            text.append(DIGITS[digit])
    return "".join(text)


def from_digits(text):
    data = bytearray()
    for start in range(0, len(text), 3):
        number = 0
        for digit in reversed(text[start:start + 3]):
            number = number * 41 + DIGITS.index(digit)
        data += number.to_bytes(len(text[start:start + 3]) - 1, "big")
    return bytes(data)


class Bytes:
    """Bytes that are taken from the front."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        taken = self.data[self.at:self.at + count]
        if len(taken) < count:
            raise ValueError("the bytes end")
        self.at += count
        return taken

    def byte(self):
        return self.take(1)[0]


def put_count(number):
    groups = []
    while True:
        number, low = divmod(number, 128)
        groups.append(low + (128 if number else 0))
        if not number:
            return bytes(groups)


def take_count(data):
    number = 0
    for place in range(8):
        byte = data.byte()
        number += (byte & 127) << 7 * place
        if byte < 128:
            return number
    raise ValueError("a count of more than eight bytes")


def put_text(text):
    data = text.encode("utf-8")
    return put_count(len(data)) + data


COUNT = put_count, take_count
TEXT = put_text, lambda data: data.take(take_count(data)).decode("utf-8")
HEX32 = bytes.fromhex, lambda data: data.take(32).hex()
BOOL = lambda value: bytes([value]), lambda data: bool(data.byte())
DATE = (lambda text: put_count(datetime.date.fromisoformat(text).toordinal() - FIRST_DAY),
        lambda data: datetime.date.fromordinal(FIRST_DAY + take_count(data)).isoformat())


def only(value):
    """A field that has one value."""
    return (lambda _: b""), (lambda _: value)


def maybe(form):
    put, take = form
    return (lambda value: b"\0" if value is None else b"\1" + put(value)), lambda data: take(data) if data.byte() else None


def array(form):
    put, take = form

    def take_all(data):
        return [take(data) for _ in range(take_count(data))]
    return (lambda values: put_count(len(values)) + b"".join(map(put, values))), take_all


def pair(*forms):
    return (lambda values: b"".join(put(value) for (put, _), value in zip(forms, values)),
            lambda data: [take(data) for _, take in forms])


def record(**fields):
    names = sorted(fields)
    return (lambda value: b"".join(fields[name][0](value[name]) for name in names),
            lambda data: {name: fields[name][1](data) for name in names})


def either(which, *forms):
    """One of some forms; `which` tells the number of the one that a value has."""
    def put(value):
        number = which(value)
        return bytes([number]) + forms[number][0](value)
    return put, lambda data: forms[data.byte()][1](data)


ROLES = ("officer", "expert")
PATH = array(HEX32)


def whole_record(draw, identity):
    return record(draw=draw, identity=either(
        lambda value: "withheld" in value, record(shown=record(data=identity, salt=HEX32)), record(withheld=record(hash=HEX32, reason=TEXT))))


TARGET = whole_record(
    record(attributes=array(pair(TEXT, maybe(TEXT))), carried=BOOL, **{"class": TEXT}, district=TEXT, drawn_before=BOOL, exempt=maybe(TEXT),
           id=TEXT, inspected=COUNT, last_team=array(TEXT), level=TEXT),
    record(attributes=array(pair(TEXT, TEXT)), basis=maybe(TEXT), credit_code=maybe(TEXT), name=TEXT))
INSPECTOR = whole_record(
    record(department=TEXT, district=TEXT, id=TEXT, max_visits=COUNT, qualifications=array(TEXT), valid_from=DATE, valid_to=DATE,
           role=either(ROLES.index, only("officer"), only("expert"))),
    record(name=TEXT))
ENTRY = either(
    lambda entry: 0 if not entry["drawn"] else 2 if "struck" in entry else 1,
    record(drawn=only(False), id=TEXT),
    record(drawn=only(True), id=TEXT, rank=COUNT, seats=array(maybe(TEXT)), stratum=TEXT),
    record(drawn=only(True), id=TEXT, rank=COUNT, stratum=TEXT, struck=only(True)))


def proof_form(h):
    """The form of the proofs of one protocol, which the prefix tells."""
    return record(
        announcement=HEX32, protocol=only(h.protocol), type=only("proof"),
        inspectors=array(record(index=COUNT, path=PATH, record=INSPECTOR, salt=HEX32)),
        record=record(index=COUNT, path=PATH, salt=HEX32, record=either(
            lambda value: "inspector" in value, record(target=TARGET), record(inspector=INSPECTOR))),
        result=maybe(record(entry=ENTRY, path=PATH, salt=HEX32, seal=HEX32)))


FORMS = {h.prefix: proof_form(h) for h in HASHES.values()}
PREFIXES = tuple(FORMS)


def compact(proof):
    """The compact form of a proof, which is in form (P-10, P-11)."""
    prefix = hash_of(proof).prefix
    put, _ = FORMS[prefix]
    return prefix + to_digits(put(proof))


def expand(text):
    """The file of the proof that a text is the compact form of; anything else is unusable (P-12)."""
    if len(text) > TEXT_MAX or not text.startswith(PREFIXES):
        raise Unusable("not the compact form of a proof")
    prefix = next(filter(text.startswith, PREFIXES))
    _, take = FORMS[prefix]
    try:
        proof = take(Bytes(from_digits(text[len(prefix):])))
        file = canon(proof) + b"\n"
    except (ValueError, OverflowError, IndexError) as error:
        raise Unusable("not the compact form of a proof: %s" % error) from None
    read(file, PROOF, limits.PROOF_BYTES)
    if compact(proof) != text:
        raise Unusable("not the one compact form of this proof")
    return file


def in_full(data):
    """The file of a proof, which is given as that, or in its compact form: white space is no part of that."""
    if not data.startswith(tuple(prefix.encode("ascii") for prefix in PREFIXES)):
        return data
    return expand("".join(data.decode("utf-8", "replace").split()))
