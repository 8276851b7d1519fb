"""The audit of a log (§21)."""

from ..logs import Log
from .changes import Changes
from .draws import Draws
from .earlier import Earlier
from .ends import Ends
from .evidence import Evidence
from .log import LogAndDocuments
from .record import Record
from .seats import Seats
from .shown import ProofsAndPages
from .times import Times
from .visits import Visits


class Audit(Record, LogAndDocuments, Times, Draws, Ends, Seats, Visits, Earlier, ProofsAndPages, Changes):
    """`findings`, `changes`, `listed` and `would_have_drawn` (§21.4) and `coverage` (§21.3) of a log, its documents and the auditor's evidence.

    `not_seen` has the announcements of which no document at all is there, `unlogged_proofs` the proofs that hold against an
    announcement or seal that the log does not have. They are no findings (§21.2).
    """

    def __init__(self, log_bytes, documents, evidence=None):
        self.evidence = evidence or Evidence()
        self.log = Log(log_bytes)
        self.findings, self.found, self.unlogged_proofs = [], set(), []
        self.read_documents(documents)
        self.announcements = self.of_type("announcement")
        self.plans = {d: value["plan"] for d, value in self.announcements.items()}
        # In the order of the log; those that are not in it come last.
        logged = [d for d in self.log.announced if d in self.plans]
        self.order = list(dict.fromkeys([*logged, *self.plans]))
        self.voids = self.find_voids()
        self.disclosed_by = self.find_disclosed_by()
        self.disclosed_draws = self.find_disclosed_draws()
        self.stands = [draw.stood() for draw in self.disclosed_draws]
        self.not_seen = self.find_not_seen()

        self.check_log()
        self.check_documents()
        self.check_deadlines()
        self.check_disclosures()
        self.check_announcements()
        self.check_superseding()
        self.check_voids()
        self.check_values()
        self.check_pools()
        self.check_small_pools()
        self.check_caps()
        self.check_periods()
        self.check_open_seats()
        self.check_earlier()
        self.check_omitted()
        self.check_proofs()
        self.check_pages()
        self.version_changes = self.find_version_changes()
        self.changes = [self.changed_since(place) for place in range(1, len(self.disclosed_draws))]
        self.listed = [change for place in range(len(self.disclosed_draws)) for change in self.listed_of(place)]
        self.would_have_drawn = [change for change in map(self.undrawn_against_redraw, self.voids) if change]
        self.coverage = self.covered()


def audit(log_bytes, documents, evidence=None):
    """The audit of a log: an `Audit`, whose `findings` are (code, draw id or None, subject)."""
    return Audit(log_bytes, documents, evidence)
