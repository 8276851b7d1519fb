"""Which seats can be filled together (§12.2): a flow."""

import collections

Seat = collections.namedtuple("Seat", "target number eligible")  # eligible: inspectors who may be put here, none of the team yet
SETTLED = object()


class Dead:
    """Seats and inspectors from which a search has found no way on."""

    def __init__(self):
        self.seats, self.inspectors = set(), set()


class Seating:
    """Inspectors put into seats, all of them movable until their seat is settled.

    It is a flow: from a seat to the pair (target, inspector), which carries one unit at most since nobody sits twice on one team,
    and on to the inspector, who has room for so many visits. One more seat can be filled, or one seat given to somebody else,
    exactly when there is an augmenting path, and such a path moves inspectors only among unsettled seats.
    """

    def __init__(self, seats, room):
        self.seats = seats
        self.room = dict(room)  # inspector -> visits that are still free
        self.inspector = {}  # seat index -> inspector
        self.holder = {}  # (target, inspector) -> seat index, or SETTLED
        self.guests = collections.defaultdict(dict)  # inspector -> unsettled seats held, in the order they were taken

    def _way(self, seat, choices, dead):
        """Moves (seat, inspector) that put one of the choices into the seat and keep all others filled, or None.

        A search that fails leaves in `dead` all it has reached; a later search in the same seating need not go there again.
        """
        pushed_by = {}
        queue = collections.deque([(seat, choices)])

        def moves(mover, inspector):
            way = [(mover, inspector)]
            while mover != seat:
                mover, inspector = pushed_by[mover]
                way.append((mover, inspector))
            return way

        while queue:
            mover, options = queue.popleft()
            target = self.seats[mover].target
            for inspector in options:
                holder = self.holder.get((target, inspector))
                if holder is SETTLED:
                    continue
                if holder is not None:
                    # The inspector sits elsewhere on this team: only that seat can give way, and no visit is gained or lost.
                    giving_way = (holder,)
                elif inspector in dead.inspectors:
                    continue
                else:
                    dead.inspectors.add(inspector)
                    if self.room[inspector] > 0:
                        return moves(mover, inspector)
                    giving_way = self.guests[inspector]
                for other in giving_way:
                    if other == seat:
                        return moves(mover, inspector)
                    if other not in dead.seats:
                        dead.seats.add(other)
                        pushed_by[other] = (mover, inspector)
                        queue.append((other, self.seats[other].eligible))
        return None

    def _move(self, moves):
        for seat, _ in moves:
            if seat in self.inspector:
                leaving = self.inspector.pop(seat)
                del self.holder[self.seats[seat].target, leaving]
                del self.guests[leaving][seat]
                self.room[leaving] += 1
        for seat, coming in moves:
            self.inspector[seat] = coming
            self.holder[self.seats[seat].target, coming] = seat
            self.guests[coming][seat] = True
            self.room[coming] -= 1

    def fill(self, seat):
        """Fill one more seat, if that can be; else return False."""
        moves = self._way(seat, self.seats[seat].eligible, Dead())
        if moves is None:
            return False
        self._move(moves)
        return True

    def settle(self, seat, inspector, dead):
        """Give a seat to this inspector for good, if all other seats can then stay filled; else return False."""
        if self.inspector[seat] != inspector:
            moves = self._way(seat, (inspector,), dead)
            if moves is None:
                return False
            self._move(moves)
        del self.guests[inspector][seat]
        self.holder[self.seats[seat].target, inspector] = SETTLED
        return True


def room_left(caps, visits):
    return {inspector: max(0, cap - visits.get(inspector, 0)) for inspector, cap in caps.items()}


def staffed_seats(seats, room):
    """The indices of the staffed seats, in the order of service (§12.2); the others are short."""
    seating = Seating(seats, room)
    return [seat for seat in range(len(seats)) if seating.fill(seat)]


def fill_all(seats, room):
    """A seating with all seats filled, or None."""
    seating = Seating(seats, room)
    return seating if all(seating.fill(seat) for seat in range(len(seats))) else None


def balanced_cap(seats, max_visits, visits):
    """The smallest common cap under which seats that can be filled can all be filled (§12.3)."""
    low, high = 0, max(visits.values(), default=0) + len(seats)
    while low < high:
        middle = (low + high) // 2
        caps = {inspector: min(most, middle) for inspector, most in max_visits.items()}
        if fill_all(seats, room_left(caps, visits)) is None:
            low = middle + 1
        else:
            high = middle
    return low
