"""SM3, as GB/T 32905-2016 defines it; section numbers are that standard's."""

START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
WORD = 0xFFFFFFFF


def rotated(x, n):
    n %= 32
    return (x << n | x >> 32 - n) & WORD


# T_j of 4.2, rotated by j as the rounds of 5.3.3 have it.
CONSTANTS = [rotated(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64)]


def p0(x):
    return x ^ rotated(x, 9) ^ rotated(x, 17)


def p1(x):
    return x ^ rotated(x, 15) ^ rotated(x, 23)


def expanded(block):
    """The words W_0 to W_67 of a block (5.3.2)."""
    w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        w.append(p1(w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15)) ^ rotated(w[j - 13], 7) ^ w[j - 6])
    return w


def compressed(state, block):
    """The state after a block (5.3.3)."""
    w = expanded(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        ss1 = rotated(rotated(a, 12) + e + CONSTANTS[j] & WORD, 7)
        ss2 = ss1 ^ rotated(a, 12)
        ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
        gg = e ^ f ^ g if j < 16 else e & f | ~e & g
        tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]) & WORD
        tt2 = gg + h + ss1 + w[j] & WORD
        a, b, c, d = tt1, a, rotated(b, 9), c
        e, f, g, h = p0(tt2), e, rotated(f, 19), g
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))


def sm3(message):
    padded = message + b"\x80" + bytes(-(len(message) + 9) % 64) + (8 * len(message)).to_bytes(8, "big")
    state = START
    for at in range(0, len(padded), 64):
        state = compressed(state, padded[at:at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)
