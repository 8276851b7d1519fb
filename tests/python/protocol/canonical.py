"""Canonical documents (§2), and files."""

import json
import re

from . import limits
from .hashes import hash_of


class Unusable(Exception):
    """The file, or a piece of evidence, is not a document of this protocol (§17, step 1)."""


NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
# What cannot be seen, or turns what stands around it.
INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef" + NONCHARACTERS + INVISIBLE + "]")
KEY = re.compile(r"[a-z0-9_]+")


def canon(value):
    """canon(x): the one form of a value, without the final LF (§2)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def digest(document):
    """The digest of a document, in hex: the hash of its file by its own protocol (§2)."""
    return digest_of(hash_of(document), canon(document) + b"\n")


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
            if depth > limits.DEPTH_MAX:
                raise Unusable("nested more than %d deep" % limits.DEPTH_MAX)
        else:
            depth -= 1


def read_canonical(data, size_limit=limits.DISCLOSURE_BYTES):
    """The value of a canonical document; anything that is not one is unusable (§2, §4)."""
    if len(data) > size_limit:
        raise Unusable("larger than %d bytes" % size_limit)
    if not data.endswith(b"\n"):
        raise Unusable("does not end with LF")
    check_nesting(data)

    def integer(digits):
        if len(digits) > 16 or not 0 <= int(digits) <= limits.COUNT_MAX:
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


def read_file(path, limit):
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise Unusable("%s: %s" % (path, error)) from None


def digest_of(h, data):
    """The digest of a file."""
    return h(data).hex()
