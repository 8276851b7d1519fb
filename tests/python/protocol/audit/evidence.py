"""What the auditor brings along (§21.1)."""

from ..canonical import Unusable
from ..checkpoints import read_checkpoint
from ..small_types import instant_seconds


class Evidence:
    """What the auditor brings along.

    `on`: the instant as of which to judge; `names`: other names that the authority has had; `origin`: what the log's checkpoints are
    called, one name or those that they have and had, or None if it is not known; `checkpoints`: texts; `seen`: (text, instant at which it was that of the whole log);
    `values`: (draw id, name, text, instant from which it was known or None), of one value as many texts as there were; `reports`:
    pairs (draw id, target id), or None if there are none to look at; `active`: such pairs, of targets that were found there to be
    visited; `visits`: (draw id, target id, date, ids of the team or None); `policy`: whose signatures count, or None.
    """

    def __init__(self, on=None, checkpoints=(), values=(), reports=None, seen=(), active=(), visits=(), origin=None, names=(), policy=None):
        if on is not None and instant_seconds(on) is None:
            raise Unusable("not an instant: " + on)
        self.on, self.reports = on, None if reports is None else set(map(tuple, reports))
        self.seen = [(read_checkpoint(text), instant_seconds(at)) for text, at in seen]
        if any(at is None for _, at in self.seen):
            raise Unusable("not an instant at which a checkpoint was seen")
        self.checkpoints = [read_checkpoint(text) for text in checkpoints] + [checkpoint for checkpoint, _ in self.seen]
        # What the signatures of each show, in the same order, as far as they were looked at.
        self.attested = [policy.judge(text) for text in checkpoints] if policy else []
        self.origins = {origin} if isinstance(origin, str) else set(origin or ())
        self.names, self.active = set(names), set(map(tuple, active))
        self.visits = {(draw, target): (completed, team) for draw, target, completed, team in visits}
        self.values = list(values)
        if any(known is not None and instant_seconds(known) is None for *_, known in self.values):
            raise Unusable("not an instant from which a value was known")

    def texts(self, draw, name):
        """What is known of a value: (text, instant from which it was known or None)."""
        return [(text, known) for of, value, text, known in self.values if (of, value) == (draw, name)]
