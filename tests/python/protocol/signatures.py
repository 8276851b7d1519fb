"""Signatures of logs and witnesses (§19.4)."""

import collections
import hashlib
import re

from .canonical import Unusable
from .checkpoints import base64_bytes, read_checkpoint, signed_parts
from .small_types import instant_seconds

# Seconds since 1970 begin here on the time line of instants, and end with the years that have a form (§3).
EPOCH = instant_seconds("2000-01-01T00:00:00+08:00") - 946_656_000
FIRST, LAST = 946_656_000, instant_seconds("2999-12-31T23:59:59+08:00") - EPOCH

# Ed25519 (RFC 8032 §5.1): the field, the curve's constant, the order of its base point, and that point.
P = 2 ** 255 - 19
D = -121665 * pow(121666, -1, P) % P
ORDER = 2 ** 252 + 27742317777372353535851937790883648493
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points, each (x, y, z, t) with x/z, y/z on the curve and t = xy/z."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(k, point):
    total = (0, 1, 1, 0)
    while k:
        if k & 1:
            total = add(total, point)
        point, k = add(point, point), k >> 1
    return total


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(data):
    """The point that 32 bytes name, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & 2 ** 255 - 1
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_small(point):
    return same(times(8, point), (0, 1, 1, 0))


def is_signature(key, message, signature):
    """Whether 64 bytes are the key's signature of a message, without the cofactor."""
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER or is_small(a) or is_small(r):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(h, a)))


LOG, WITNESS = 1, 4
Key = collections.namedtuple("Key", "name kind key id")


def make_key(name, kind, key):
    return Key(name, kind, key, hashlib.sha256(name.encode("utf-8") + b"\n" + bytes([kind]) + key).digest()[:4])


def read_key(line):
    """The public key that a line states [R-37]."""
    name, plus, rest = line.removeprefix("\ufeff").rstrip("\r\n").partition("+")
    number, plus, data = rest.partition("+")
    data = base64_bytes(data)
    if (data is None or not plus or re.search(r"[\s\x00-\x1f\x7f-\x9f]", name) or not 0 < len(name.encode("utf-8")) <= 255
            or len(data) != 33 or data[0] not in (LOG, WITNESS)):
        raise Unusable("not a key")
    key, point = make_key(name, data[0], data[1:]), point_of(data[1:])
    if point is None or is_small(point) or key.id.hex() != number:
        raise Unusable("not a key")
    return key


Attested = collections.namedtuple("Attested", "checkpoint log bad cosigned by")


class Policy:
    """A log's key or None, keys of witnesses, and how many of these must stand behind a checkpoint."""

    def __init__(self, log=None, witnesses=(), quorum=0):
        self.log, self.quorum = log, quorum
        self.witnesses = [make_key(key.name, WITNESS, key.key) for key in witnesses]
        keys = [key.key for key in self.witnesses] + ([log.key] if log else [])
        names = [key.name for key in self.witnesses]
        if (log and log.kind != LOG or len(set(keys)) < len(keys) or len(set(names)) < len(names)
                or not bool(names) <= quorum <= len(names)):
            raise Unusable("not a policy")

    def judge(self, data):
        """What the signatures under a checkpoint show [R-43]: whether the log signed it (None without its key), the names of known keys
        with a wrong signature, the times of the witnesses by their names, and when the quorum was reached."""
        checkpoint, (text, lines) = read_checkpoint(data), signed_parts(data)
        found = {key: verify(key, text, lines) for key in self.witnesses + ([self.log] if self.log else [])}
        bad = [key.name for key, times in found.items() if times is None]
        cosigned = {key.name: min(found[key]) for key in self.witnesses if found[key]}
        first = sorted(cosigned.values())
        by = first[self.quorum - 1] if 0 < self.quorum <= len(first) and not bad else None
        return Attested(checkpoint, bool(found[self.log]) if self.log else None, bad, cosigned, by)


def verify(key, text, lines):
    """The times of a key's signatures among the lines (0 for one without a time), or None if one is wrong [R-40]."""
    times = []
    for line in lines:
        if not line.startswith("\u2014 %s " % key.name):
            continue
        data = base64_bytes(line[len(key.name) + 3:])
        if data is None or len(data) < 4:
            return None
        if data[:4] != key.id:
            continue
        time, message, signature = 0, text, data[4:]
        if key.kind == WITNESS:
            time, signature = int.from_bytes(data[4:12], "big"), data[12:]
            message = b"cosignature/v1\ntime %d\n" % time + text
        if not is_signature(key.key, message, signature) or key.kind == WITNESS and not FIRST <= time <= LAST:
            return None
        times.append(time)
    return times
