"""Proofs (§18)."""

import collections

from . import limits
from .canonical import Unusable, canon, digest_of
from .commitments import identity_hash
from .documents import ANNOUNCEMENT, INSPECTOR_DRAW, PROTOCOL, TARGET_DRAW, TARGET_IDENTITY, any_seal, read, whole_record
from .forms import COUNT, HEX32, ID, TEXT, array, boolean, choice, maybe, one_of, record, true
from .hashes import hash_of
from .merkle import leaf_hash, root_of_path
from .plans import all_hold, seats_asked

NOT_DRAWN = record(drawn=boolean, id=ID)
DRAWN = record(drawn=boolean, id=ID, rank=COUNT, seats=array(maybe(ID)), stratum=TEXT)
STRUCK = record(drawn=boolean, id=ID, rank=COUNT, stratum=TEXT, struck=true)


def result_entry(value, path, wrong):
    """One of the three forms of §13.1."""
    if not isinstance(value, dict) or not isinstance(value.get("drawn"), bool):
        raise Unusable("%s: a result entry is expected" % path)
    (NOT_DRAWN if not value["drawn"] else STRUCK if "struck" in value else DRAWN)(value, path, wrong)


PATH = array(HEX32)
INSPECTOR = whole_record(INSPECTOR_DRAW, record(name=TEXT))
PROOF = record(
    announcement=HEX32, protocol=PROTOCOL, type=one_of("proof"),
    inspectors=array(record(index=COUNT, path=PATH, record=INSPECTOR, salt=HEX32)),
    record=record(index=COUNT, path=PATH, salt=HEX32, record=choice(
        target=whole_record(TARGET_DRAW, TARGET_IDENTITY), inspector=INSPECTOR)),
    result=maybe(record(entry=result_entry, path=PATH, salt=HEX32, seal=HEX32)))


class Refused(Exception):
    """A proof that proves nothing: the number of the rule of §18, and why."""

    def __init__(self, rule, reason):
        super().__init__("rule %d: %s" % (rule, reason))
        self.rule, self.reason = rule, reason


# kind: target or inspector; entry: the result entry, or None; amendment: number of the amendment whose seal it is, 0 for the draw's;
# team: the ids of those on the team whose records are shown; rostered: whether these are all who are on it
Shown = collections.namedtuple("Shown", "kind index draw identity entry amendment team rostered")


def check_proof(proof_bytes, announcement_bytes, seal_bytes=None):
    """What a proof shows against an announcement and a seal alone; raises Refused (§18)."""
    def require(rule, held, reason):
        if not held:
            raise Refused(rule, reason)

    seal = None
    try:
        proof = read(proof_bytes, PROOF, limits.PROOF_BYTES)
        announcement = read(announcement_bytes, ANNOUNCEMENT, limits.ANNOUNCEMENT_BYTES)
        if seal_bytes is not None:
            seal = read(seal_bytes, any_seal, limits.SEAL_BYTES)
    except Unusable as error:
        raise Refused(1, "not in form: %s" % error) from None
    result, h = proof["result"], hash_of(proof)
    require(1, all(given["protocol"] == h.protocol for given in (announcement, seal) if given is not None), "of another protocol")
    require(1, proof["announcement"] == digest_of(h, announcement_bytes), "another announcement")
    require(1, (result is None) == (seal is None), "a seal is given exactly when there is a result")
    if seal is not None:
        require(1, result["seal"] == digest_of(h, seal_bytes), "another seal")
        require(1, seal["announcement"] == proof["announcement"], "the seal is of another announcement")

    def leads(rule, tree, leaf, index, given):
        """The size is the tree's own, never the proof's: a path may lead to the right root under a wrong size."""
        path = [bytes.fromhex(node) for node in given["path"]]
        root = root_of_path(h, index, tree["count"], leaf_hash(h, bytes.fromhex(given["salt"]) + leaf), path)
        require(rule, root is not None, "no such leaf, or a path of another length")
        require(rule, root.hex() == tree["root"], "the path leads to another root")

    def in_roster(rule, kind, shown, given):
        leads(rule, announcement["rosters"][kind + "s"], identity_hash(h, shown["identity"]) + canon(shown["draw"]), given["index"], given)

    (kind, shown), = proof["record"]["record"].items()
    index = proof["record"]["index"]
    in_roster(2, kind, shown, proof["record"])
    if result is not None:
        check_result(require, lambda rule, tree, leaf, given: leads(rule, tree, leaf, index, given), kind, shown["draw"], result, announcement, seal)
    # Rule 5.
    for inspector in proof["inspectors"]:
        in_roster(5, "inspector", inspector["record"], inspector)
    seated = {who for who in result["entry"].get("seats", []) if who is not None} if result else set()
    team = [inspector["record"]["draw"]["id"] for inspector in proof["inspectors"]]
    require(5, all(a < b for a, b in zip(team, team[1:])), "the inspectors do not ascend by id")
    require(5, seated.issuperset(team), "an inspector who is not on the team")
    require(5, not team or announcement["selection"] is not None or seated == set(team), "some of the team are not shown")
    amendment = 0 if seal is None or seal["type"] == "seal" else seal["number"]
    entry = result and result["entry"]
    return Shown(kind, index, shown["draw"], shown["identity"], entry, amendment, team, seated == set(team))


def check_result(require, leads, kind, draw, result, announcement, seal):
    """Rules 3 and 4."""
    entry, plan = result["entry"], announcement["plan"]
    require(3, seal["result"]["count"] == announcement["rosters"]["targets"]["count"], "the seal's tree has another size")
    require(3, kind == "target", "only targets have a result")
    leads(3, seal["result"], canon(entry), result)
    require(3, entry["id"] == draw["id"], "the result is of another target")
    if not entry["drawn"]:
        return
    named = [stratum for stratum in plan["strata"] if stratum["name"] == entry["stratum"]]
    require(4, named, "no such stratum")
    require(4, any(all_hold(stratum["when"], draw) for stratum in named), "the target does not match the stratum")
    # Alternates come in by amendments, and a staffing ceremony may follow on some; otherwise nobody beyond k is drawn.
    most = "n" if seal["type"] == "amendment_seal" or announcement["selection"] is not None else "k"
    numbers = next((numbers for numbers in announcement["strata"] if numbers["name"] == entry["stratum"]), {most: 0})
    require(4, 1 <= entry["rank"] <= numbers[most], "no such rank")
    capped = plan["yearly_cap"] is not None and draw["inspected"] >= plan["yearly_cap"]
    require(4, draw["exempt"] is None and not capped and not draw["drawn_before"], "the target is in no pool")
    if "struck" not in entry:
        require(4, len(entry["seats"]) == seats_asked(plan, draw), "another number of seats")
        seated = [who for who in entry["seats"] if who is not None]
        require(4, len(set(seated)) == len(seated), "somebody sits twice")
