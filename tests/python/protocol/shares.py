"""Shares of the master secret (§9.3): what a keeper's sheet says, and the secret that enough of them restore.

By itself it restores a secret from files with one share each: python3 shares.py FILE FILE …
"""

import hashlib
import hmac
import sys

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class NoShare(Exception):
    pass


def times(a, b):
    """The product in GF(256) modulo 0x11b."""
    product = 0
    while b:
        product ^= a * (b & 1)
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def over(a, b):
    """The quotient: b to the power of 254 is 1 ÷ b."""
    for _ in range(254):
        a = times(a, b)
    return a


def number(characters):
    """A number in base 32."""
    return sum(ALPHABET.index(c) << 5 * place for place, c in enumerate(reversed(characters)))


def read(text):
    """(k, n, x), the draw's eight digits, and the 32 bytes of a share."""
    text = text.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    text = text.translate(str.maketrans("OIL", "011", "- \t\r"))
    lines = [line for line in text.split("\n") if line]
    if len(lines) != 5 or any(len(line) != 14 or set(line) - set(ALPHABET) for line in lines):
        raise NoShare("not five lines of fourteen characters")
    for r, line in enumerate(lines, 1):
        if number((lines[0][:12] if r > 1 else "") + ALPHABET[r] + line) % 1021 != 1:
            raise NoShare("line %d" % r)
    all_bits = number("".join(line[:12] for line in lines))
    k, n, x = ((all_bits >> place & 15) + 1 for place in (296, 292, 288))
    if not 2 <= k <= n or x > n:
        raise NoShare("no such share")
    return (k, n, x), "%08x" % (all_bits >> 256 & 0xFFFFFFFF), (all_bits & (1 << 256) - 1).to_bytes(32, "big")


def write(k, n, x, draw, y):
    """The five lines of a share."""
    bits = ((k - 1 << 8 | n - 1 << 4 | x - 1) << 32 | int(draw, 16)) << 256 | int.from_bytes(y, "big")
    characters = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(60)))
    lines = []
    for r in range(1, 6):
        line = characters[12 * (r - 1):12 * r]
        check = (1 - number((characters[:12] if r > 1 else "") + ALPHABET[r] + line + "00")) % 1021
        line += ALPHABET[check >> 5] + ALPHABET[check & 31]
        lines.append(" ".join(line[place:place + 4] for place in range(0, 14, 4)) + "\n")
    return "".join(lines)


def split(master, digest, k, n):
    """The shares of a secret, as text."""
    from .decks import chacha20_words
    key = hmac.new(master, b"dual-random/1 shares:%d of %d" % (k, n), hashlib.sha256).digest()
    stream = (byte for word in chacha20_words(key) for byte in word.to_bytes(8, "little"))
    polynomials = [[byte] + [next(stream) for _ in range(k - 1)] for byte in master]

    def value(polynomial, x):
        total, power = 0, 1
        for coefficient in polynomial:
            total ^= times(coefficient, power)
            power = times(power, x)
        return total
    return [write(k, n, x, digest[:8], bytes(value(f, x) for f in polynomials)) for x in range(1, n + 1)]


def restore(texts):
    """The secret of k shares or more."""
    shares = [read(text) for text in texts]
    (k, n, _), draw, _ = shares[0]
    if any(named[:2] != (k, n) or other != draw for named, other, _ in shares):
        raise NoShare("not of one set")
    at = {named[2]: y for named, _, y in shares}
    if len(at) != len(shares) or len(at) < k:
        raise NoShare("%d shares of the %d that are needed" % (len(at), k))
    points = sorted(at)
    secrets = {interpolated(at, points[place:place + k]) for place in range(len(points) - k + 1)}
    if len(secrets) > 1:
        raise NoShare("they contradict each other")
    return secrets.pop()


def interpolated(at, points):
    """The bytes at zero of the polynomials through some points."""
    secret = bytearray(32)
    for x in points:
        weight = 1
        for other in points:
            if other != x:
                weight = over(times(weight, other), other ^ x)
        for place in range(32):
            secret[place] ^= times(weight, at[x][place])
    return bytes(secret)


if __name__ == "__main__":
    print(restore([open(name, encoding="utf-8-sig").read() for name in sys.argv[1:]]).hex())
