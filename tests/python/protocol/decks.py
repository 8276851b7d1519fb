"""Integers from a stream, and decks (§11)."""


def chacha20_block(key_words, counter):
    """The 64 bytes of one ChaCha20 block, with a 64-bit counter and a zero nonce."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key_words, counter & 0xFFFFFFFF, counter >> 32, 0, 0]
    x = start[:]
    rounds = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
              (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
    for _ in range(10):
        for ia, ib, ic, id_ in rounds:
            a, b, c, d = x[ia], x[ib], x[ic], x[id_]
            a = a + b & 0xFFFFFFFF
            d ^= a
            d = (d << 16 | d >> 16) & 0xFFFFFFFF
            c = c + d & 0xFFFFFFFF
            b ^= c
            b = (b << 12 | b >> 20) & 0xFFFFFFFF
            a = a + b & 0xFFFFFFFF
            d ^= a
            d = (d << 8 | d >> 24) & 0xFFFFFFFF
            c = c + d & 0xFFFFFFFF
            b ^= c
            b = (b << 7 | b >> 25) & 0xFFFFFFFF
            x[ia], x[ib], x[ic], x[id_] = a, b, c, d
    return b"".join((a + b & 0xFFFFFFFF).to_bytes(4, "little") for a, b in zip(x, start))


def chacha20_words(key):
    """The keystream as 64-bit words, little endian, without end (§11.1)."""
    key_words = [int.from_bytes(key[i:i + 4], "little") for i in range(0, 32, 4)]
    counter = 0
    while True:
        block = chacha20_block(key_words, counter)
        for i in range(0, 64, 8):
            yield int.from_bytes(block[i:i + 8], "little")
        counter += 1


def below(n, words):
    """An integer from 0 to n − 1, all equally likely (§11.1)."""
    z = 2**64 // n * n
    for x in words:
        if x < z:
            return x % n


def deal(h, deck_key, seat, target_id, slips):
    """The slips of one seat's deck, in the order in which they are dealt (§11.2)."""
    words = chacha20_words(h(("%s%d:%s" % (deck_key, seat, target_id)).encode("utf-8")))
    slips = list(slips)
    for i in range(len(slips)):
        j = i + below(len(slips) - i, words)
        slips[i], slips[j] = slips[j], slips[i]
        yield slips[i]
