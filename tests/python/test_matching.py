"""Tests of which seats can be filled (§12.2): comparison with plain searches."""

import collections
import random
import time
import unittest

from plain_search import can_be_filled, random_seats
from protocol.matching import Dead, Seat, balanced_cap, fill_all, room_left, staffed_seats


class Staffing(unittest.TestCase):
    """The staffing facts against a search that tries everything."""

    def test_facts(self):
        rng = random.Random(7)
        seen = collections.Counter()
        for case in range(2000):
            people, seats = random_seats(rng)
            max_visits = {i: rng.randint(0, 3) for i in people}
            visits = {i: rng.randint(0, 2) for i in people if rng.random() < .3}
            room = room_left(max_visits, visits)
            with self.subTest(case=case):
                staffed = staffed_seats(seats, room)
                plain = []
                for s in range(len(seats)):
                    if can_be_filled(seats, room, plain + [s]):
                        plain.append(s)
                self.assertEqual(staffed, plain)

                chosen = [seats[s] for s in staffed]
                cap = balanced_cap(chosen, max_visits, visits)
                fits = [can_be_filled(chosen, room_left({i: min(m, c) for i, m in max_visits.items()}, visits), range(len(chosen)))
                        for c in range(12)]
                self.assertEqual(cap, fits.index(True))
                caps = {i: min(m, cap) for i, m in max_visits.items()} if rng.random() < .5 else max_visits
                seen.update(self.deal_and_compare(rng, chosen, caps, visits, people))
                seen.update(short=len(staffed) < len(seats))
        for what in ("taken", "strands", "short", "on_team"):
            self.assertGreater(seen[what], 50, what)

    def deal_and_compare(self, rng, seats, caps, visits, people):
        room = room_left(caps, visits)
        seating = fill_all(seats, room)
        placed, load = {}, collections.Counter()
        for s, seat_ in enumerate(seats):
            dead = Dead()
            for slip in rng.sample(people, len(people)):
                if slip not in seat_.eligible or load[slip] >= room[slip]:
                    continue
                if any(seats[r].target == seat_.target and i == slip for r, i in placed.items()):
                    yield "on_team"
                    continue
                possible = can_be_filled(seats, room, range(len(seats)), {**placed, s: slip})
                self.assertEqual(seating.settle(s, slip, dead), possible)
                yield "taken" if possible else "strands"
                if possible:
                    placed[s] = slip
                    load[slip] += 1
                    break
            self.assertIn(s, placed)

    def test_speed(self):
        rng = random.Random(3)
        people = list(range(100))
        seats = [Seat(s // 2, s % 2 + 1, sorted(rng.sample(people, 30))) for s in range(200)]
        started = time.time()
        room = dict.fromkeys(people, 2)
        staffed = staffed_seats(seats, room)
        chosen = [seats[s] for s in staffed]
        balanced_cap(chosen, room, {})
        seating = fill_all(chosen, room)
        for s, seat_ in enumerate(chosen):
            dead = Dead()
            self.assertTrue(any(seating.settle(s, slip, dead) for slip in rng.sample(seat_.eligible, len(seat_.eligible))))
        self.assertLess(time.time() - started, 5)
