#!/usr/bin/env python3
"""Prints draws under a protocol, for the tests of the other implementations.

    samples.py PROTOCOL COUNT

Each line is an object: a `disclosure` (of a chain now and then, amended now and then), the `proofs` of its targets, and the `compact`
form of each.
"""

import random
import sys

from authority import amend, drawn, made_by, make, random_strikes, random_world, staffing_after
from book import prove
from protocol.canonical import canon
from protocol.compact import compact
from protocol.hashes import HASHES


def sample(rng):
    world = random_world(rng, rng.choice(["both", "both", "selection"]))
    disclosure, previous = make(*world, rng=rng), None
    for day in (5, 8):
        struck = random_strikes(rng, drawn(disclosure, previous), day)
        if struck:
            disclosure = amend(disclosure, struck, previous=previous)
        if previous is None and drawn(disclosure).open_seats_left():
            previous = drawn(disclosure)
            disclosure, _, _ = staffing_after(disclosure, rng, *world[2:])
    return disclosure


def main(protocol, count):
    rng = random.Random(int(count))
    with made_by(HASHES[protocol]):
        for _ in range(int(count)):
            disclosure = sample(rng)
            first = disclosure
            while first["selection"] is not None:
                first = first["selection"]
            proofs = [prove(disclosure, record["draw"]["id"]) for record in first["rosters"]["targets"]]
            line = {"compact": list(map(compact, proofs)), "disclosure": disclosure, "proofs": proofs}
            sys.stdout.buffer.write(canon(line) + b"\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in HASHES:
        sys.exit(__doc__)
    main(*sys.argv[1:])
