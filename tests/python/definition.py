"""Trees and their proofs, word for word as RFC 6962 §2.1 defines them, over a hash h."""


def largest_power(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(h, data):
    if not data:
        return h(b"")
    if len(data) == 1:
        return h(b"\x00", data[0])
    k = largest_power(len(data))
    return h(b"\x01", mth(h, data[:k]), mth(h, data[k:]))


def path_of(h, m, data):
    if len(data) == 1:
        return []
    k = largest_power(len(data))
    return path_of(h, m, data[:k]) + [mth(h, data[k:])] if m < k else path_of(h, m - k, data[k:]) + [mth(h, data[:k])]


def subproof(h, m, data, whole):
    if m == len(data):
        return [] if whole else [mth(h, data)]
    k = largest_power(len(data))
    if m <= k:
        return subproof(h, m, data[:k], whole) + [mth(h, data[k:])]
    return subproof(h, m - k, data[k:], False) + [mth(h, data[:k])]
