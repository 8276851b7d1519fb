"""One ceremony: what follows from its announcement, records, secrets and values."""

import collections
import copy

from .admission import Admission
from .amending import Amending
from .canonical import digest
from .hashes import hash_of
from .plans import prepare
from .pools import Pools
from .sealing import Sealing
from .seeding import Selection
from .staffing import Staffing
from .warnings import Warnings


class Standing:
    """How a chain stands after its ceremonies and amendments so far (§12.1, §15)."""

    def __init__(self):
        self.teams = {}  # target that stands -> for each seat an inspector, or None; in the order of service
        self.drawn = {}  # target that was drawn or came in -> (rank, stratum), whether it stands or not
        self.struck = set()  # targets
        self.visited = set()  # targets whose visits were completed when an amendment was made
        self.come_up = collections.Counter()  # stratum -> how many of its alternates have come up
        self.struck_from = collections.defaultdict(frozenset)  # target, or None for all of them -> inspectors
        self.reopened = collections.Counter()  # (target, seat number) -> how often strikes of inspectors have opened it


class Ceremony(Pools, Admission, Warnings, Selection, Staffing, Sealing, Amending):
    """One ceremony of a chain. `previous` is the ceremony a staffing ceremony is bound to, else None.

    Attributes are inputs; methods recompute what the documents state. `draw()` is done once, then `amend()` for each amendment;
    they change `standing`, which before is how the ceremony before has left things. Of an undrawn (§20.2) there is no seal, and
    what needs one is not asked.
    """

    def __init__(self, disclosure, previous=None):
        self.disclosure, self.previous = disclosure, previous
        self.first = previous.first if previous else self
        self.announcement, self.seal = disclosure["announcement"], disclosure.get("seal")
        self.hash = hash_of(disclosure)
        self.plan = self.announcement["plan"]
        self.announcement_digest = digest(self.announcement)
        self.seal_digest = self.seal and digest(self.seal)
        self.amendment_seal_digests = [digest(amendment["seal"]) for amendment in disclosure.get("amendments", ())]
        self.head = ([self.seal_digest] + self.amendment_seal_digests)[-1]
        self.rosters = dict(disclosure["rosters"])
        if previous is not None:
            self.rosters["targets"] = previous.rosters["targets"]
        self.targets = [r["draw"] for r in self.rosters["targets"]]
        self.inspectors = [r["draw"] for r in self.rosters["inspectors"]]
        self.recusals = [r["draw"] for r in self.rosters["recusals"]]
        self.changes = [r["draw"] for r in self.rosters["changes"]]
        self.target = {t["id"]: t for t in self.targets}
        self.recused = collections.defaultdict(frozenset)
        for recusal in self.recusals:
            self.recused[recusal["target"]] |= {recusal["inspector"]}
        self.overrides = {o["target"]: o for o in self.plan["overrides"]}
        self.tables = {name: [(prepare(rule["when"]), rule) for rule in self.plan[name]] for name in ("strata", "teams", "tickets")}
        self.standing = copy.deepcopy(previous.standing) if previous else Standing()
        self.dealt = collections.Counter()  # (target, seat number) -> slips dealt by this ceremony and its amendments
        self.judged = {}
        self.sort_targets()

    def chain(self):
        """The ceremonies from the first to this one."""
        return (self.previous.chain() if self.previous else []) + [self]
