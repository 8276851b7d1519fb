"""Commitments (§6)."""

import hashlib
import hmac

from .canonical import canon


def sha256_hex(*parts):
    return hashlib.sha256("".join(parts).encode("utf-8")).hexdigest()


def salt(key_hex, name):
    return hmac.new(bytes.fromhex(key_hex), name.encode("utf-8"), hashlib.sha256).digest()


def secret_commitment(secret_hex):
    return sha256_hex("dual-random/1 commitment:", secret_hex)


def identity_hash(identity):
    """From what is shown, or as stated by what is withheld (§6, §16)."""
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
