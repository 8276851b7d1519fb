"""Commitments (§6)."""

from .canonical import canon


def salt(h, key_hex, name):
    return h.hmac(bytes.fromhex(key_hex), name.encode("utf-8"))


def secret_commitment(h, secret_hex):
    return h.of_texts("dual-random/1 commitment:", secret_hex)


def contribution_commitment(h, text):
    return h.of_texts("dual-random/1 contribution:", text)


def identity_hash(h, identity):
    """From what is shown, or as stated by what is withheld (§6, §16)."""
    if "withheld" in identity:
        return bytes.fromhex(identity["withheld"]["hash"])
    shown = identity["shown"]
    return h(b"\x02", bytes.fromhex(shown["salt"]), canon(shown["data"]))


def roster_root(h, salt_key, tree, records):
    return merkle_root(h, (salt(h, salt_key, "%s:%d" % (tree, i)) + identity_hash(h, r["identity"]) + canon(r["draw"])
                           for i, r in enumerate(records)))


def merkle_root(h, leaves):
    """RFC 6962's MTH, level by level: a node without a neighbour moves up as it is, which gives the same tree (§6)."""
    level = [h(b"\x00", leaf) for leaf in leaves]
    if not level:
        return h().hex()
    while len(level) > 1:
        above = [h(b"\x01", level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2:]
    return level[0].hex()
