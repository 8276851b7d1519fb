"""Trees and their proofs, word for word as RFC 6962 §2.1 defines them."""

import hashlib


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def largest_power(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(data):
    if not data:
        return sha256(b"")
    if len(data) == 1:
        return sha256(b"\x00", data[0])
    k = largest_power(len(data))
    return sha256(b"\x01", mth(data[:k]), mth(data[k:]))


def path_of(m, data):
    if len(data) == 1:
        return []
    k = largest_power(len(data))
    return path_of(m, data[:k]) + [mth(data[k:])] if m < k else path_of(m - k, data[k:]) + [mth(data[:k])]


def subproof(m, data, whole):
    if m == len(data):
        return [] if whole else [mth(data)]
    k = largest_power(len(data))
    if m <= k:
        return subproof(m, data[:k], whole) + [mth(data[k:])]
    return subproof(m - k, data[k:], False) + [mth(data[:k])]
