"""The hash H that a protocol's name stands for (§1.1), and HMAC with it (§1.2).

No hash is in force by itself: whatever hashes is given one, and whoever gives it has it from the name in a document or in a log.
"""

import hashlib

from .sm3 import sm3

INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class Hash:
    """H of a protocol, and what else follows from the protocol's name: the format of its pages, the beginning of its compact forms."""

    def __init__(self, protocol, name, function, page_format, prefix):
        self.protocol, self.name, self.function = protocol, name, function
        self.page_format, self.prefix = page_format, prefix

    def __call__(self, *parts):
        """H of the concatenation of some bytes."""
        return self.function(b"".join(parts))

    def of_texts(self, *texts):
        """The same of texts, in hex."""
        return self("".join(texts).encode("utf-8")).hex()

    def hmac(self, key, message):
        """RFC 2104, with a key that is not longer than a block of 64 bytes."""
        key = key.ljust(64, b"\0")
        return self(key.translate(OUTER), self(key.translate(INNER), message))


def by_openssl(message):
    return hashlib.new("sm3", message).digest()


def fastest_sm3():
    """That of OpenSSL where there is one, which is a thousand times as fast."""
    try:
        by_openssl(b"")
    except ValueError:
        return sm3
    return by_openssl


SHA256 = Hash("dual-random/1", "sha256", lambda message: hashlib.sha256(message).digest(), "dual-random-publication/1", "DR1:")
SM3 = Hash("dual-random/1-sm3", "sm3", fastest_sm3(), "dual-random-publication/1-sm3", "DR1S:")
HASHES = {h.protocol: h for h in (SHA256, SM3)}


def hash_of(document):
    """The hash of the protocol that a document in form names, or a page by its format."""
    if "protocol" in document:
        return HASHES[document["protocol"]]
    return next(h for h in HASHES.values() if h.page_format == document["format"])
