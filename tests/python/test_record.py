"""Tests of the independent checker of proofs, logs and voids, and of the auditor: trees against their recursive definitions, proofs
and logs made and damaged here, and one small cheat for each finding.

    python3 -m unittest discover tests/python
"""

import base64
import copy
import hashlib
import io
import json
import os
import random
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dual_random as dr  # noqa: E402
import record as rc  # noqa: E402
import test_dual_random as made  # noqa: E402

EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors", "example")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# ---------------------------------------------------------------------------------------------------------------------------
# Trees, word for word as RFC 6962 §2.1 defines them

def largest_power(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(data):
    if not data:
        return sha256(b"")
    if len(data) == 1:
        return sha256(b"\x00", data[0])
    k = largest_power(len(data))
    return sha256(b"\x01", mth(data[:k]), mth(data[k:]))


def path_of(m, data):
    if len(data) == 1:
        return []
    k = largest_power(len(data))
    return path_of(m, data[:k]) + [mth(data[k:])] if m < k else path_of(m - k, data[k:]) + [mth(data[:k])]


def subproof(m, data, whole):
    if m == len(data):
        return [] if whole else [mth(data)]
    k = largest_power(len(data))
    if m <= k:
        return subproof(m, data[:k], whole) + [mth(data[k:])]
    return subproof(m - k, data[k:], False) + [mth(data[:k])]


class Trees(unittest.TestCase):
    SIZES = 34

    def setUp(self):
        self.data = [b"leaf %d" % i for i in range(self.SIZES)]
        self.hashes = [rc.leaf_hash(data) for data in self.data]
        self.roots = [mth(self.data[:n]) for n in range(self.SIZES + 1)]

    def test_known_roots(self):
        # The leaves that implementations of certificate transparency are tested with.
        leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        hashes = [rc.leaf_hash(bytes.fromhex(leaf)) for leaf in leaves]
        self.assertEqual(rc.tree_root(hashes).hex(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        self.assertEqual(rc.tree_root([]).hex(), hashlib.sha256(b"").hexdigest())

    def test_roots_are_those_of_the_definition(self):
        for n, root in enumerate(self.roots):
            self.assertEqual(rc.tree_root(self.hashes[:n]), root)
            self.assertEqual(dr.merkle_root(self.data[:n]), root.hex())

    def test_every_leaf_of_every_tree_is_in_it_and_nothing_else_is(self):
        for n in range(1, self.SIZES + 1):
            for i in range(n):
                path = rc.inclusion_path(i, self.hashes[:n])
                self.assertEqual(path, path_of(i, self.data[:n]))
                self.assertEqual(len(rc.path_sides(i, n)), len(path))
                self.assertEqual(rc.root_of_path(i, n, self.hashes[i], path), self.roots[n])
                for wrong in [path + [self.roots[1]], path[:-1], path[::-1]] + [
                        path[:j] + [sha256(path[j])] + path[j + 1:] for j in range(len(path))]:
                    if wrong != path:
                        self.assertNotEqual(rc.root_of_path(i, n, self.hashes[i], wrong), self.roots[n])
                for j in range(-1, n + 1):
                    if j != i:
                        self.assertNotEqual(rc.root_of_path(j, n, self.hashes[i], path), self.roots[n])
                self.assertNotEqual(rc.root_of_path(i, n, sha256(self.hashes[i]), path), self.roots[n])

    def test_a_path_of_another_length_is_refused_before_it_is_hashed(self):
        hashed = []
        self.addCleanup(setattr, rc, "node_hash", rc.node_hash)
        rc.node_hash = lambda left, right: hashed.append((left, right))
        for n in range(1, 12):
            for i in range(n + 2):
                right = len(path_of(i, self.data[:n])) if i < n else None
                for length in range(8):
                    if length != right:
                        self.assertIsNone(rc.root_of_path(i, n, self.hashes[0], [self.roots[0]] * length))
        self.assertEqual(hashed, [])

    def test_every_beginning_of_every_tree_is_its_beginning(self):
        for n in range(1, self.SIZES + 1):
            for m in range(1, n):
                path = rc.consistency_path(m, self.hashes[:n])
                self.assertEqual(path, subproof(m, self.data[:n], True))
                self.assertTrue(rc.consistent(m, n, self.roots[m], self.roots[n], path))
            self.assertEqual(rc.consistency_path(n, self.hashes[:n]), [])
            for m in (0, n):
                self.assertTrue(rc.consistent(m, n, self.roots[m], self.roots[n], []))

    def test_nothing_else_is_a_beginning(self):
        other = sha256(b"another root")
        for n in range(1, 20):
            for m in range(n + 1):
                path = rc.consistency_path(m, self.hashes[:n])
                wrong = [(m, n, other, self.roots[n], path), (m, n, self.roots[m], other, path),
                         (m, n, self.roots[m], self.roots[n], path + [other]), (n + 1, n, self.roots[n + 1], self.roots[n], path),
                         (m, n, self.roots[m], self.roots[n], [other] + path)]
                if 0 < m < n:
                    wrong += [(m, n, self.roots[m], self.roots[n], path[:j] + path[j + 1:]) for j in range(len(path))]
                    wrong += [(m, n, self.roots[m], self.roots[n], path[:j] + [other] + path[j + 1:]) for j in range(len(path))]
                    # The root of rewritten lines, with the proof that is right for them.
                    rewritten = [rc.leaf_hash(b"rewritten")] + self.hashes[1:n]
                    wrong.append((m, n, self.roots[m], rc.tree_root(rewritten), rc.consistency_path(m, rewritten)))
                for case in wrong:
                    # Everything begins with nothing, so the second root does not matter then.
                    self.assertEqual(rc.consistent(*case), case[:1] + case[2:3] == (0, self.roots[0]) and not case[4], case[:2])


# ---------------------------------------------------------------------------------------------------------------------------
# A small authority. Draw number n is held on day n of May 2025, for the period of month n.

TARGETS = ["t%d" % i for i in range(6)]
PEOPLE = ["p%d" % i for i in range(5)]


def plan(n, drawn=2, **changes):
    size = {"at_least": None, "at_most": None, "size": {"count": drawn}}
    return made.plan_of("d%d" % n, n, **{
        "period": {"from": "2025-%02d-01" % n, "to": "2025-%02d-28" % n},
        "strata": [{"directed": False, "items": ["i1"], "name": "all", "quota": size, "when": [made.when("class", "food")]}], **changes})


def people(**changes):
    """Inspectors; `changes` are by id, None leaves one out."""
    return [made.inspector(name, **{"max_visits": 9, **changes.get(name, {})})
            for name in sorted({*PEOPLE, *changes}) if changes.get(name, {}) is not None]


def hold(n, targets=None, inspectors=None, recusals=(), seed=None, fallback=False, called=None, withheld=(), **changes):
    """The disclosure of draw number n. `targets`: changes of draw parts, by id; `called`: of identity parts, by id, or None for who
    is not in the roster; others than the usual targets come in with them. `withheld`: ids whose identity parts are."""
    called = called or {}
    names = sorted({*TARGETS, *called} - {name for name, identity in called.items() if identity is None})
    targets = [made.target(name, **(targets or {}).get(name, {})) for name in names]
    for draw, identity in targets:
        identity.update(called.get(draw["id"], {}))
    return made.make(plan(n, **changes), targets, people() if inspectors is None else inspectors, recusals,
                     rng=random.Random(seed or n), fallback=fallback, withhold=[("targets", names.index(name)) for name in withheld])


def staff(before, n, inspectors=None, recusals=(), changed=(), **changes):
    """A staffing ceremony after another ceremony."""
    c = chain_of(before)
    fresh = plan(n)
    names = ("announce_at", "authorities", "disclose_by", "draw", "number", "seal_by", "values")
    rules = [{"date": "2025-05-01", "reason": "人少", "rule": rule} for rule in changed]
    staffing = dict(copy.deepcopy(c.plan), **{name: fresh[name] for name in names}, ceremony="staffing", changed_rules=rules, **changes)
    inspectors = people() if inspectors is None else inspectors
    rosters = {"inspectors": made.records(inspectors, "inspectors", ""), "recusals": made.records(recusals, "recusals", "")}
    after = dr.Ceremony(dict(before, rosters=dict(rosters, changes=[], targets=[])), c)
    listed = [({"date": "2025-05-01", "inspector": who, "kind": kind, "target": what}, {"reason": "调整"})
              for kind, who, what in dr.expected_changes(c, after)]
    return made.make(staffing, [], inspectors, recusals, listed, c, rng=random.Random(n))


def chain_of(disclosure):
    previous = chain_of(disclosure["selection"]) if disclosure["selection"] else None
    return made.drawn(disclosure, previous)


def strike(disclosure, day, targets=(), inspectors=()):
    previous = chain_of(disclosure["selection"]) if disclosure["selection"] else None
    return made.amend(disclosure, made.strikes(day, targets, inspectors), previous=previous)


def drawn_targets(disclosure):
    return [entry["id"] for stratum in disclosure["result"]["strata"] for entry in stratum["drawn"]]


def alternates(disclosure):
    return disclosure["result"]["strata"][0]["alternates"]


def file_of(document):
    return dr.canon(document) + b"\n"


undrawn_of = made.undrawn_of


def prove(disclosure, name, kind="target", result=True, amendment=None):
    """The proof of one record of a disclosure, as §16 describes it; the result against the seal of an amendment, by default the last."""
    def placed(kind, name):
        first = disclosure
        while kind == "target" and first["selection"]:
            first = first["selection"]
        records = first["rosters"][kind + "s"]
        index = [r["draw"]["id"] for r in records].index(name)
        salts = [dr.salt(first["salt_key"], "%ss:%d" % (kind, i)) for i in range(len(records))]
        leaves = [rc.leaf_hash(salts[i] + dr.identity_hash(r["identity"]) + dr.canon(r["draw"])) for i, r in enumerate(records)]
        path = [node.hex() for node in rc.inclusion_path(index, leaves)]
        return records, {"index": index, "path": path, "record": records[index], "salt": salts[index].hex()}

    records, place = placed(kind, name)
    index = place["index"]
    proof = {"announcement": dr.digest(disclosure["announcement"]), "inspectors": [], "protocol": dr.PROTOCOL, "result": None,
             "type": "proof", "record": dict(place, record={kind: place["record"]})}
    if result:
        amendments = disclosure["amendments"]
        done = len(amendments) if amendment is None else amendment
        tree = "amendment-%d" % done if done else "result"
        entries, salts = result_entries(disclosure, done), [dr.salt(disclosure["salt_key"], "%s:%d" % (tree, i)) for i in range(len(records))]
        leaves = [rc.leaf_hash(salt + dr.canon(entry)) for salt, entry in zip(salts, entries)]
        seal = amendments[done - 1]["seal"] if done else disclosure["seal"]
        proof["result"] = {"entry": entries[index], "path": [node.hex() for node in rc.inclusion_path(index, leaves)],
                           "salt": salts[index].hex(), "seal": dr.digest(seal)}
        rostered = [r["draw"]["id"] for r in disclosure["rosters"]["inspectors"]]
        team = sorted(who for who in entries[index].get("seats", []) if who in rostered)
        proof["inspectors"] = [placed("inspector", who)[1] for who in team]
    return proof


def short(proof):
    return dict(proof, inspectors=[])


def result_entries(disclosure, amendments):
    """By the other way than record.py's: drawn and amended anew."""
    c = chain_of(dict(disclosure, amendments=disclosure["amendments"][:amendments]))
    entries, s = [], c.standing
    for t in (target["id"] for target in c.targets):
        entry = {"drawn": t in s.drawn, "id": t}
        if t in s.drawn:
            entry.update(rank=s.drawn[t][0], stratum=s.drawn[t][1])
            entry.update({"struck": True} if t in s.struck else {"seats": s.teams[t]})
        entries.append(entry)
    return entries


def changes(value):
    """Every value that differs from a JSON value in one place, with that place."""
    if isinstance(value, dict):
        for key in value:
            yield "-" + key, {k: v for k, v in value.items() if k != key}
            for name, changed in changes(value[key]):
                yield "%s.%s" % (key, name), dict(value, **{key: changed})
        yield "+", dict(value, more=0)
    elif isinstance(value, list):
        for i in range(len(value)):
            yield "-%d" % i, value[:i] + value[i + 1:]
            yield "twice %d" % i, value[:i] + value[i:i + 1] + value[i:]
            for name, changed in changes(value[i]):
                yield "%d.%s" % (i, name), value[:i] + [changed] + value[i + 1:]
        yield "+", value + ["0" * 64]
    elif isinstance(value, bool):
        yield "not", not value
    elif isinstance(value, int):
        yield "more", value + 1
        yield "text", str(value)
    elif isinstance(value, str):
        yield "other", (value[:-1] + ("0" if value[-1:] != "0" else "1"))
        yield "longer", value + "0"
        yield "null", None
    else:
        yield "text", "x"
        yield "number", 1


# ---------------------------------------------------------------------------------------------------------------------------

class Proofs(unittest.TestCase):
    def setUp(self):
        self.disclosure = strike(hold(1), 1, [drawn_targets(hold(1))[0]])
        self.announcement = file_of(self.disclosure["announcement"])
        self.seals = [file_of(self.disclosure["seal"]), file_of(self.disclosure["amendments"][0]["seal"])]

    def refused(self, rule, proof, announcement=None, seal=None):
        with self.assertRaises(rc.Refused) as caught:
            rc.check_proof(proof if isinstance(proof, bytes) else file_of(proof), announcement or self.announcement, seal)
        self.assertEqual(caught.exception.rule, rule, caught.exception)

    def test_every_record_and_result_is_shown(self):
        for amendment in (0, 1):
            entries = result_entries(self.disclosure, amendment)
            for name, entry in zip(TARGETS, entries):
                proof = prove(self.disclosure, name, amendment=amendment)
                shown = rc.check_proof(file_of(proof), self.announcement, self.seals[amendment])
                self.assertEqual((shown.kind, shown.draw["id"], shown.entry, shown.amendment), ("target", name, entry, amendment))
                self.assertEqual((shown.team, shown.rostered), (sorted(entry.get("seats", [])), True))
                shown = rc.check_proof(file_of(short(proof)), self.announcement, self.seals[amendment])
                self.assertEqual((shown.entry, shown.team, shown.rostered), (entry, [], not entry.get("seats")))
        fates = {json.dumps(sorted(entry)) for entry in entries}
        self.assertEqual(len(fates), 3, "not drawn, drawn and struck all occur")
        for kind, names in (("target", TARGETS), ("inspector", PEOPLE)):
            for name in names:
                shown = rc.check_proof(file_of(prove(self.disclosure, name, kind, result=False)), self.announcement)
                self.assertEqual((shown.kind, shown.draw["id"], shown.entry), (kind, name, None))

    def test_a_chain_shows_the_first_ceremonys_targets(self):
        selection = hold(1, ceremony="selection")
        selection = strike(selection, 1, [drawn_targets(selection)[0]])
        staffing = staff(selection, 2)
        for disclosure in (staffing, strike(staffing, 3, [drawn_targets(selection)[1]])):
            last = disclosure["amendments"][-1] if disclosure["amendments"] else disclosure
            for name in TARGETS:
                proof = file_of(prove(disclosure, name))
                shown = rc.check_proof(proof, file_of(disclosure["announcement"]), file_of(last["seal"]))
                # An alternate came in before the staffing ceremony: its rank is beyond k.
                self.assertEqual(shown.entry["drawn"], name in drawn_targets(selection) + alternates(selection)[:1 + len(disclosure["amendments"])])

    def test_whom_an_earlier_ceremony_seated_may_have_left_the_roster(self):
        fresh = hold(1, amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        first = strike(fresh, 1, [drawn_targets(fresh)[0]])
        # The ceremony that fills the open seats has the roster without somebody whom the first seated.
        name = drawn_targets(first)[1]
        (gone, stays) = next(entry["seats"] for entry in result_entries(first, 1) if entry["id"] == name)
        staffing = staff(first, 2, people(**{gone: None}))
        announcement, seal = file_of(staffing["announcement"]), file_of(staffing["seal"])
        proof = prove(staffing, name)
        shown = rc.check_proof(file_of(proof), announcement, seal)
        self.assertEqual((shown.entry["seats"], shown.team, shown.rostered), ([gone, stays], [stays], False))

    def test_the_team_is_shown_whole_and_in_the_roster_or_not_at_all(self):
        proof = prove(self.disclosure, drawn_targets(self.disclosure)[1])
        first, second = proof["inspectors"]
        outsider = next(who for who in PEOPLE if who not in proof["result"]["entry"]["seats"])
        outsider = prove(self.disclosure, outsider, "inspector", result=False)["record"]
        outsider = dict(outsider, record=outsider["record"]["inspector"])
        draw = dict(first["record"]["draw"], max_visits=99)
        for team in ([first], [second], [second, first], [first, first], [first, first, second], [first, second, outsider], [outsider],
                     [dict(first, index=second["index"]), second], [dict(first, path=second["path"]), second],
                     [dict(first, path=first["path"][1:]), second], [dict(first, salt=second["salt"]), second],
                     [dict(first, record=dict(first["record"], draw=draw)), second]):
            self.refused(5, dict(proof, inspectors=team), seal=self.seals[1])
        # Nobody is on the team of a target that is struck, or not drawn, or of a membership alone.
        for name in (drawn_targets(self.disclosure)[0], alternates(self.disclosure)[-1]):
            self.refused(5, dict(prove(self.disclosure, name), inspectors=[first]), seal=self.seals[1])
        self.refused(5, dict(prove(self.disclosure, "t0", result=False), inspectors=[first]))

    def test_a_team_of_inspectors_who_do_not_exist_is_shown_by_the_short_form_alone(self):
        """What an authority can seal that writes a friend's visit to people of no roster."""
        right = result_entries(self.disclosure, 0)
        i = next(i for i, entry in enumerate(right) if entry["drawn"])
        ghosts = dict(right[i], seats=["x1", "x2"])
        announcement, seal, proofs = self.lying(right[:i] + [ghosts] + right[i + 1:])
        shown = rc.check_proof(file_of(proofs[i]), announcement, seal)
        self.assertFalse(shown.rostered)
        real = prove(self.disclosure, TARGETS[i], amendment=0)["inspectors"]
        named = [dict(one, record=dict(one["record"], draw=dict(one["record"]["draw"], id=who))) for one, who in zip(real, ("x1", "x2"))]
        for team in (real, named, named[:1]):
            self.refused(5, dict(proofs[i], inspectors=team), announcement, seal)

    def test_one_id_twice_in_a_roster_stands_for_nobody_else(self):
        """A roster that holds somebody twice, so that two records could stand for two on the team."""
        rows = self.disclosure["rosters"]["inspectors"]
        right = result_entries(self.disclosure, 0)
        i = next(i for i, entry in enumerate(right) if entry["drawn"])
        seated = sorted(right[i]["seats"])
        places = [j for j, row in enumerate(rows) if row["draw"]["id"] in seated]
        rows[places[1]] = copy.deepcopy(rows[places[0]])
        salts = [dr.salt(self.disclosure["salt_key"], "inspectors:%d" % j) for j in range(len(rows))]
        leaves = [rc.leaf_hash(salt + dr.identity_hash(row["identity"]) + dr.canon(row["draw"])) for salt, row in zip(salts, rows)]
        rosters = dict(self.disclosure["announcement"]["rosters"], inspectors={"count": len(leaves), "root": rc.tree_root(leaves).hex()})
        announcement, seal, proofs = self.lying(right, rosters=rosters)
        team = [{"index": j, "path": [node.hex() for node in rc.inclusion_path(j, leaves)], "record": rows[j], "salt": salts[j].hex()}
                for j in places]
        self.refused(5, dict(proofs[i], inspectors=team), announcement, seal)

    def test_a_withheld_identity_is_as_good(self):
        disclosure = self.disclosure
        identity = disclosure["rosters"]["targets"][0]["identity"]
        disclosure["rosters"]["targets"][0]["identity"] = {"withheld": {"hash": dr.identity_hash(identity).hex(), "reason": "涉密"}}
        self.assertEqual(rc.check_proof(file_of(prove(disclosure, "t0")), self.announcement, self.seals[1]).draw["id"], "t0")

    def test_every_change_is_refused(self):
        tried = 0
        for proof, seal in ((prove(self.disclosure, alternates(self.disclosure)[0]), self.seals[1]),
                            (prove(self.disclosure, "p1", "inspector", result=False), None)):
            rc.check_proof(file_of(proof), self.announcement, seal)
            for name, changed in changes(proof):
                with self.subTest(name), self.assertRaises(rc.Refused):
                    rc.check_proof(file_of(changed), self.announcement, seal)
                tried += 1
        self.assertGreater(tried, 150)

    def test_each_rule_refuses_what_it_is_for(self):
        drawn = drawn_targets(self.disclosure)[1]
        proof = prove(self.disclosure, drawn)
        member = prove(self.disclosure, drawn, result=False)
        other = hold(2)
        self.refused(1, file_of(proof)[:-1], seal=self.seals[1])
        self.refused(1, b"\xff\n", seal=self.seals[1])
        self.refused(1, proof, b"{}\n", self.seals[1])
        self.refused(1, proof, seal=b"{}\n")
        self.refused(1, proof, seal=self.seals[0])
        self.refused(1, proof)
        self.refused(1, member, seal=self.seals[1])
        self.refused(1, member, file_of(other["announcement"]))
        foreign = dict(proof, result=dict(proof["result"], seal=dr.digest(other["seal"])))
        self.refused(1, foreign, seal=file_of(other["seal"]))
        for change in ({"index": len(TARGETS)}, {"index": 2**53 - 1}, {"path": []}, {"path": proof["record"]["path"] * 2}, {"salt": "0" * 64}):
            self.refused(2, dict(proof, record=dict(proof["record"], **change)), seal=self.seals[1])
        # An inspector's leaf does not stand in the tree of the targets.
        inspector = prove(self.disclosure, "p0", "inspector", result=False)
        swapped = copy.deepcopy(inspector)
        swapped["record"]["record"] = prove(self.disclosure, "t0", result=False)["record"]["record"]
        self.refused(2, swapped)
        self.refused(3, dict(inspector, result=proof["result"]), seal=self.seals[1])
        self.refused(3, dict(proof, result=prove(self.disclosure, alternates(self.disclosure)[0])["result"]), seal=self.seals[1])
        self.refused(3, dict(proof, result=dict(proof["result"], path=[])), seal=self.seals[1])

    def lying(self, entries, amended=False, **changes):
        """(announcement, seal, entries): what a seal would commit to if the authority wrote these entries into its tree."""
        disclosure = copy.deepcopy(self.disclosure)
        disclosure["announcement"].update(changes)
        seal = disclosure["amendments"][0]["seal"] if amended else disclosure["seal"]
        salts = [dr.salt(disclosure["salt_key"], "result:%d" % i) for i in range(len(entries))]
        leaves = [rc.leaf_hash(salt + dr.canon(entry)) for salt, entry in zip(salts, entries)]
        seal["result"] = {"count": len(entries), "root": rc.tree_root(leaves).hex()}
        seal["announcement"] = dr.digest(disclosure["announcement"])
        proofs = []
        for i, name in enumerate(TARGETS):
            proof = prove(disclosure, name, result=False)
            if i < len(entries):
                proof["result"] = {"entry": entries[i], "path": [node.hex() for node in rc.inclusion_path(i, leaves)],
                                   "salt": salts[i].hex(), "seal": dr.digest(seal)}
            proofs.append(proof)
        return file_of(disclosure["announcement"]), file_of(seal), proofs

    def test_a_county_holds_all_that_lies_in_it(self):
        target = made.target("t0", district="110101002")[0]
        for listed, found in ((["110101"], True), (["110101002"], True), (["11010100"], True), (["1101"], False), (["110102"], False), (["1101010021"], False)):
            self.assertEqual(rc.holds([made.when("district", *listed)], target), found, listed)

    def test_what_cannot_be_a_result_is_refused_though_it_is_sealed(self):
        right = result_entries(self.disclosure, 0)
        i = next(i for i, entry in enumerate(right) if entry["drawn"])
        seats = right[i]["seats"]

        def sealed(entry, **how):
            announcement, seal, proofs = self.lying(right[:i] + [entry] + right[i + 1:], **how)
            return proofs[i], announcement, seal
        rc.check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in sealed(right[i])))
        for change in ({"stratum": "none"}, {"rank": 0}, {"rank": 3}, {"seats": seats[:1]}, {"seats": seats + [None]}, {"seats": []},
                       {"seats": [seats[0]] * 2}):
            with self.subTest(change):
                self.refused(4, *sealed(dict(right[i], **change)))
        self.refused(3, *sealed(dict(right[i], id="t9")))
        # Open seats are not one person twice; an amendment's seal may have alternates, of whom there are n at most.
        for entry, how in ((dict(right[i], seats=[None, None]), {}), (dict(right[i], rank=6), {"amended": True})):
            rc.check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in sealed(entry, **how)))
        self.refused(4, *sealed(dict(right[i], rank=7), amended=True))
        # Who is in no pool is not drawn.
        announced = self.disclosure["announcement"]
        for cap, found in ((0, True), (9, False)):
            capped = sealed(right[i], plan=dict(announced["plan"], yearly_cap=cap))
            if found:
                self.refused(4, *capped)
            else:
                rc.check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in capped))
        rows = self.disclosure["rosters"]["targets"]
        for change in ({"exempt": "正面清单"}, {"drawn_before": True}):
            kept, rows[i]["draw"] = rows[i]["draw"], dict(rows[i]["draw"], **change)
            leaves = [rc.leaf_hash(dr.salt(self.disclosure["salt_key"], "targets:%d" % j) + dr.identity_hash(row["identity"]) + dr.canon(row["draw"]))
                      for j, row in enumerate(rows)]
            targets = {"count": len(leaves), "root": rc.tree_root(leaves).hex()}
            self.refused(4, *sealed(right[i], rosters=dict(announced["rosters"], targets=targets)))
            rows[i]["draw"] = kept
        # The target must match the stratum, and seats are those that the override gives.
        plan = self.disclosure["announcement"]["plan"]
        shops = dict(plan, strata=[dict(plan["strata"][0], when=[made.when("class", "shop")])])
        self.refused(4, *sealed(right[i], plan=shops))
        override = {"approver": "a", "reason": "r", "seats": [made.seat()], "target": TARGETS[i], "tickets": None}
        self.refused(4, *sealed(right[i], plan=dict(plan, overrides=[override])))
        rc.check_proof(*(part if isinstance(part, bytes) else file_of(part)
                         for part in sealed(dict(right[i], seats=seats[:1]), plan=dict(plan, overrides=[override]))))
        # A tree of another size than the roster's.
        announcement, seal, proofs = self.lying(right + right[:1])
        self.refused(3, proofs[i], announcement, seal)

    def test_a_plan_whose_rules_nobody_checked_refuses_and_does_not_fail(self):
        right = result_entries(self.disclosure, 0)
        i = next(i for i, entry in enumerate(right) if entry["drawn"])
        plan = self.disclosure["announcement"]["plan"]
        for change in ({"strata": []}, {"teams": []}, {"teams": [{"seats": [], "when": []}]}):
            announcement, seal, proofs = self.lying(right, plan=dict(plan, **change))
            self.refused(4, proofs[i], announcement, seal)
        announcement, seal, proofs = self.lying(right, strata=[])
        self.refused(4, proofs[i], announcement, seal)


# ---------------------------------------------------------------------------------------------------------------------------

def void_of(announcement, at, **changes):
    return {"announcement": dr.digest(announcement), "at": at, "disclosure": None, "missing": [], "missing_authorities": [],
            "protocol": dr.PROTOCOL, "reason": "名单有误", "secret_lost": False, "type": "void", "undrawn": None, **changes}


class Voids(unittest.TestCase):
    EARLY, LATE = "2025-05-01T09:59:59+08:00", "2025-05-01T10:00:00+08:00"

    def kind(self, **changes):
        return rc.void_kind(void_of(hold(1)["announcement"], self.LATE, **changes))

    def fits(self, at, logged_at=None, **changes):
        announcement = hold(1)["announcement"]
        return rc.undrawn_fits(void_of(announcement, at, undrawn="0" * 64, **changes), announcement["plan"], logged_at)

    def test_the_three_kinds_and_what_mixes_them(self):
        parts = {"disclosure": "d" * 64, "missing": ["d1-balls"], "missing_authorities": ["税务局"], "secret_lost": True, "undrawn": "0" * 64}
        kinds = {frozenset(["disclosure"]): "drawn", frozenset(["secret_lost"]): "lost"}
        for lists in ([], ["missing"], ["missing_authorities"], ["missing", "missing_authorities"]):
            kinds[frozenset(["undrawn", *lists])] = "undrawn"
        for chosen in range(32):
            names = [name for i, name in enumerate(parts) if chosen >> i & 1]
            self.assertEqual(self.kind(**{name: parts[name] for name in names}), kinds.get(frozenset(names)), names)

    def test_without_a_result_it_is_early_or_something_is_missing(self):
        self.assertTrue(self.fits(self.EARLY))
        self.assertFalse(self.fits(self.LATE))
        for at in (self.EARLY, self.LATE):
            self.assertTrue(self.fits(at, missing_authorities=["税务局"]))

    def test_a_value_is_missing_once_all_its_sources_have_closed(self):
        for time, balls, witness in (("12:59:59", False, False), ("13:00:00", True, False), ("13:29:59", True, False), ("13:30:00", True, True)):
            at = "2025-05-01T%s+08:00" % time
            for missing, fits in ((["d1-balls"], balls), (["d1-witness"], witness), (["d1-balls", "d1-witness"], witness)):
                self.assertEqual(self.fits(at, missing=missing), fits, (at, missing))
                # What a partner withholds makes no value missing.
                self.assertEqual(self.fits(at, missing=missing, missing_authorities=["税务局"]), fits, (at, missing))
        # It is the void that says so, whenever its line was written; an instant is an instant however it is written.
        self.assertFalse(self.fits("2025-05-01T12:59:59+08:00", "2025-05-01T14:00:00+08:00", missing=["d1-balls"]))
        self.assertTrue(self.fits("2025-05-01T13:00:00+08:00", "2025-05-01T12:00:00+08:00", missing=["d1-balls"]))
        self.assertTrue(self.fits("2025-05-01T05:00:00+00:00", missing=["d1-balls"]))

    def test_a_void_that_is_dated_back_is_not_early(self):
        self.assertEqual([self.fits(self.EARLY, at) for at in (None, self.EARLY, self.LATE)], [True, True, False])
        self.assertEqual([self.fits(self.LATE, at) for at in (None, self.EARLY)], [False, False])
        self.assertTrue(self.fits(self.EARLY, self.LATE, missing_authorities=["税务局"]))

    def test_what_is_missing_is_of_the_plan_in_its_order(self):
        for missing in (["d1-witness", "d1-balls"], ["d1-balls", "d1-balls"], ["other"]):
            self.assertFalse(self.fits("2025-05-01T16:00:00+08:00", missing=missing))
        # The lead is no other authority, and who has no commitment has nothing that could be missing.
        for names in (["市场监管局"], ["市场监管局", "税务局"], ["税务局", "税务局"], ["公证处"]):
            self.assertFalse(self.fits(self.EARLY, missing_authorities=names))
        announcement = hold(1)["announcement"]
        announcement["plan"]["authorities"][0]["commitment"] = "0" * 64  # against the rules, which a void does not check
        self.assertFalse(rc.undrawn_fits(void_of(announcement, self.LATE, missing_authorities=["市场监管局"]), announcement["plan"]))
        announcement["plan"]["authorities"][1]["commitment"] = None
        self.assertFalse(rc.undrawn_fits(void_of(announcement, self.LATE, missing_authorities=["税务局"]), announcement["plan"]))

    def test_whose_secrets_are_missing(self):
        draw = hold(1, authorities=[{"commitment": None, "name": name} for name in ("市场监管局", "税务局", "公证处")])
        self.assertEqual([rc.secrets_missing(undrawn_of(draw, missing)) for missing in ((), (1,))], [[], ["税务局"]])
        plan_ = draw["announcement"]["plan"]
        plan_["authorities"] = [dict(authority, commitment=commitment)
                                for authority, commitment in zip(plan_["authorities"], (None, None, plan_["authorities"][1]["commitment"]))]
        self.assertEqual(rc.secrets_missing(undrawn_of(draw, [1])), ["公证处"])


# ---------------------------------------------------------------------------------------------------------------------------

class Book:
    """A log in the making, and the documents that belong to it."""

    def __init__(self):
        self.lines, self.files = [], []

    def line(self, kind, announcement, document, at, reason=None, **changes):
        """`announcement` is one, or None; `document` a document, bytes, or a digest."""
        if isinstance(document, dict):
            document = self.file(document)
        self.lines.append(dict({
            "announcement": announcement and dr.digest(announcement), "at": at, "document": document, "kind": kind, "line": len(self.lines),
            "number": announcement and announcement["plan"]["number"], "protocol": dr.PROTOCOL, "reason": reason}, **changes))

    def file(self, document):
        data = document if isinstance(document, bytes) else file_of(document)
        if data not in self.files:
            self.files.append(data)
        return rc.digest_of(data)

    def announce(self, disclosure, time="09:30"):
        announcement = disclosure["announcement"]
        self.line("announced", announcement, announcement, self.at(disclosure, time))

    def seal(self, disclosure, time="14:00"):
        self.line("sealed", disclosure["announcement"], disclosure["seal"], self.at(disclosure, time))

    def amend(self, disclosure, time="15:00"):
        for amendment in disclosure["amendments"]:
            self.line("amended", disclosure["announcement"], amendment["seal"], self.at(disclosure, time))

    def disclose(self, disclosure, time="17:30"):
        self.line("disclosed", disclosure["announcement"], disclosure, self.at(disclosure, time))

    def void(self, draw, time="09:45", without=(), **changes):
        """By default what the announcement bound is shown, before anything is known; `without` are the places of lost secrets."""
        names = [draw["announcement"]["plan"]["authorities"][i]["name"] for i in without]
        if "undrawn" not in changes:
            changes["undrawn"] = self.file(undrawn_of(draw, without))
        changes = {"missing_authorities": names, **changes}
        void = void_of(draw["announcement"], self.at(draw, time), **changes)
        self.line("voided", draw["announcement"], void, void["at"], void["reason"])

    def throw_away(self, draw, time="16:00", **changes):
        """A void of a draw that is known, which is shown; nothing but the void tells of it."""
        if "disclosure" not in changes:
            changes["disclosure"] = self.file(draw)
        self.void(draw, time, **{"undrawn": None, **changes})

    def hold(self, *disclosures):
        """The whole life of draws, one after the other."""
        for disclosure in disclosures:
            self.announce(disclosure)
            self.seal(disclosure)
            self.amend(disclosure)
            if disclosure["announcement"]["plan"]["ceremony"] != "selection":
                self.disclose(disclosure)
        return self

    @staticmethod
    def at(disclosure, time):
        return "2025-05-%02dT%s:00+08:00" % (disclosure["announcement"]["plan"]["number"], time)

    def log(self):
        return b"".join(map(file_of, self.lines))

    def audit(self, on="2025-12-31T00:00:00+08:00", **evidence):
        return rc.audit(self.log(), self.files, rc.Evidence(on, **evidence))

    def codes(self, **evidence):
        return sorted({(finding.code, finding.draw) for finding in self.audit(**evidence).findings})


def replaced(old, reason="名单有误"):
    return {"announcement": dr.digest(old["announcement"]), "reason": reason}


def busy_book():
    """Two draws, one amended; a void with its redraw; a selection and its staffing ceremony; something published and withdrawn."""
    first = hold(1)
    first = strike(first, 1, drawn_targets(first)[:1])
    closed = {drawn_targets(first)[0]: {"exempt": "已关闭"}}
    void = hold(2, closed)
    redraw = hold(3, closed, period=void["announcement"]["plan"]["period"], supersedes=replaced(void))
    selection = hold(4, closed, ceremony="selection", disclose_by="2025-05-05T18:00:00+08:00")
    staffing = staff(selection, 5)
    book = Book().hold(first)
    book.line("published", first["announcement"], "ab" * 32, "2025-05-01T18:00:00+08:00")
    book.announce(void)
    book.void(void)
    book.announce(redraw)
    book.seal(redraw)
    book.disclose(redraw)
    book.line("withdrawn", first["announcement"], "ab" * 32, "2025-05-03T18:00:00+08:00", "错字")
    book.line("published", None, "ab" * 32, "2025-05-03T18:10:00+08:00")
    return book.hold(selection, staffing)


def page_of(draw, document, **tables):
    """A page (§17.1) with these rows; what they do not say is null."""
    schema = rc.page_schema(document)["properties"]
    null = lambda fields: dict.fromkeys(fields["properties"])
    rows = {name: [dict(null(table["items"]), **row) for row in tables.get(name, [])]
            for name, table in schema["tables"]["properties"].items()}
    bound = {"announcement": dr.digest(draw["announcement"]), "draw": draw["announcement"]["plan"]["draw"], "head": None}
    return {"bound": [bound], "document": document, "facts": null(schema["facts"]), "format": rc.PAGE_FORMAT, "tables": rows}


class Logs(unittest.TestCase):
    def setUp(self):
        self.book = busy_book()
        self.lines = self.book.lines

    def contradictions(self, lines):
        return [number for number, _ in rc.Log(b"".join(map(file_of, lines))).contradictions]

    def test_a_log_in_order_contradicts_nothing(self):
        self.assertEqual(self.contradictions(self.lines), [])
        self.assertEqual(rc.Log(b"").contradictions, [])
        self.assertEqual({line["kind"] for line in self.lines}, set(rc.KINDS))

    def test_a_line_dropped_doubled_or_moved_is_found(self):
        for i, line in enumerate(self.lines):
            dropped = self.lines[:i] + self.lines[i + 1:]
            # Nothing but a checkpoint shows that the last line is gone.
            self.assertEqual(self.contradictions(dropped)[:1], [i][:len(dropped) - i])
            self.assertEqual(self.contradictions(self.lines[:i] + [line] + self.lines[i:])[0], i + 1)
            for j in range(len(self.lines)):
                if j != i:
                    moved = dropped[:j] + [line] + dropped[j:]
                    self.assertEqual(self.contradictions(moved)[0], min(i, j), (i, j))

    def test_a_line_renumbered_after_it_was_moved_is_found_where_it_matters(self):
        def renumbered(lines):
            return [dict(line, line=i, at=self.lines[i]["at"]) for i, line in enumerate(lines)]
        unfound = 0
        for i, line in enumerate(self.lines):
            dropped = self.lines[:i] + self.lines[i + 1:]
            for j in range(len(self.lines)):
                moved = dropped[:j] + [line] + dropped[j:]
                unfound += j != i and not self.contradictions(renumbered(moved))
            if line["kind"] in ("announced", "sealed") and i + 1 < len(self.lines):
                followed = [k for k in self.lines[i + 1:] if k["announcement"] == line["announcement"] or k["kind"] == "announced"]
                if line["kind"] == "announced" or any(k["kind"] in ("amended", "disclosed") for k in followed if k["number"] == line["number"]):
                    self.assertTrue(self.contradictions(renumbered(dropped)), line)
        self.assertGreater(unfound, 0, "what is independent may stand in any order")

    def test_each_rule(self):
        def line(kind, of, /, **changes):
            return dict(next(k for k in self.lines if k["kind"] == kind and k["number"] == of), **changes)
        last = self.lines[-1]["at"]
        announced = {number: line("announced", number)["document"] for number in range(1, 6)}
        fresh = {"at": last, "line": len(self.lines)}
        added = [
            (line("announced", 1, **fresh), "announced twice"),
            (line("announced", 1, **fresh, announcement="cd" * 32, document="cd" * 32, number=7), "not the next number"),
            (line("announced", 1, **fresh, announcement="cd" * 32, document="ce" * 32, number=6), "another document"),
            (line("announced", 1, **fresh, announcement=None, number=None), "no announcement"),
            (line("sealed", 1, **fresh), "sealed twice"),
            (line("sealed", 1, **fresh, announcement="cd" * 32, number=6), "never announced"),
            (line("sealed", 4, **fresh, announcement=announced[2], number=2), "sealed after the void"),
            (line("amended", 1, **fresh, document="cd" * 32), "amended after the disclosure"),
            (line("amended", 1, **fresh, announcement=announced[2], number=2), "amended without a seal"),
            (line("disclosed", 5, **fresh), "disclosed twice"),
            (line("disclosed", 5, **fresh, announcement=announced[2], number=2), "disclosed without a seal"),
            (line("voided", 2, **fresh), "void twice"),
            (line("voided", 2, **fresh, announcement=announced[1], number=1), "void after the disclosure"),
            (line("voided", 2, **fresh, kind="superseded"), "a kind that there is no more"),
            (line("published", None, **fresh), "published twice"),
            (line("withdrawn", 1, **fresh, document="cd" * 32), "withdrawn but not published"),
            (line("published", None, **fresh, document="cd" * 32, number=1), "a number and no announcement"),
            (line("published", None, **fresh, document="cd" * 32, announcement=announced[1]), "an announcement and no number"),
            (line("published", None, **fresh, document="cd" * 32, announcement=announced[1], number=2), "another number"),
            (line("published", None, **fresh, document="cd" * 32, reason="x"), "a reason too many"),
            (line("voided", 2, **fresh, announcement=announced[4], number=4, reason=None), "a reason missing"),
            (line("withdrawn", 1, **fresh, reason=None), "a reason missing"),
            (line("published", None, at=last, document="cd" * 32, line=0), "another line's number"),
            (line("published", None, line=len(self.lines), at="2025-05-05T17:29:59+08:00", document="cd" * 32), "earlier"),
            (line("published", None, **fresh, document="cd" * 32, kind="burnt"), "no such kind"),
            (line("published", None, **fresh, document="cd" * 32, protocol="x"), "another protocol"),
            (line("published", None, **fresh, document="cd" * 31), "no digest"),
            (dict(line("published", None, **fresh, document="cd" * 32), more=0), "a field too many"),
            (line("withdrawn", 1, **fresh, reason=""), "no text"),
        ]
        for extra, what in added:
            with self.subTest(what):
                self.assertEqual(self.contradictions(self.lines + [extra])[:1], [len(self.lines)])
        for extra in (line("published", None, **fresh, document="cd" * 32), line("withdrawn", 1, **fresh),
                      line("voided", 2, **fresh, announcement=announced[4], number=4), line("amended", 1, **fresh, announcement=announced[4], number=4),
                      # The same instant, written with another offset.
                      line("published", None, line=len(self.lines), at="2025-05-05T09:30:00+00:00", document="cd" * 32)):
            self.assertEqual(self.contradictions(self.lines + [extra]), [])
        # After an announcement is void nothing comes but what was published of it.
        void, next_line = line("voided", 2, **fresh, announcement=announced[4], number=4), {"line": len(self.lines) + 1}
        for kind, of in (("sealed", 5), ("amended", 1), ("disclosed", 5), ("voided", 2)):
            extra = line(kind, of, announcement=announced[4], number=4, at=last) | next_line
            self.assertEqual(set(self.contradictions(self.lines + [void, extra])), {len(self.lines) + 1}, kind)
        for kind, document in (("published", "cd" * 32), ("withdrawn", "ab" * 32)):
            extra = line(kind, 1, announcement=announced[4], number=4, at=last, document=document) | next_line
            self.assertEqual(self.contradictions(self.lines + [void, extra]), [], kind)
        extra = line("amended", 1, announcement=announced[4], number=4, at=last)
        self.assertEqual(self.contradictions(self.lines + [extra | fresh, void | next_line]), [])

    def test_lines_that_cannot_be_read(self):
        good = b"".join(map(file_of, self.lines[:3]))
        for bad in (b"\n", b"{}\n", b"[1]\n", b" \n", b"\xff\n", file_of(self.lines[3]).replace(b":", b": ", 1), b"x\n"):
            log = rc.Log(good + bad)
            self.assertEqual(([number for number, _ in log.contradictions], log.lines[3], len(log.leaves)), ([3], None, 4))
        self.assertEqual([number for number, _ in rc.Log(good[:-1]).contradictions], [2])
        with self.assertRaises(dr.Unusable):
            rc.Log(good + b"x" * 16_385 + b"\n")

    def test_checkpoints(self):
        log = rc.Log(self.book.log())
        size = len(self.lines)
        for n in range(size + 1):
            text = log.checkpoint("jian-cha.example/log", n)
            checkpoint = rc.read_checkpoint(text)
            self.assertEqual(checkpoint, ("jian-cha.example/log", n, mth([dr.canon(line) for line in self.lines[:n]])))
            self.assertEqual(rc.read_checkpoint(text + "\n— somebody abc\n".encode()), checkpoint)
            self.assertIsNone(log.contradicts(checkpoint))
            cut = rc.Log(b"".join(map(file_of, self.lines[:n])))
            self.assertEqual(log.checkpoint("x", n), cut.checkpoint("x"))
            later = rc.read_checkpoint(log.checkpoint("jian-cha.example/log"))
            self.assertEqual(cut.contradicts(later), None if n == size else "longer than the log")
            self.assertTrue(rc.continues(checkpoint, later, log.prove_beginning(n)))
            rewritten = rc.Log(b"".join(map(file_of, [dict(self.lines[0], at="2025-05-01T09:30:01+08:00")] + self.lines[1:])))
            new = rc.read_checkpoint(rewritten.checkpoint("jian-cha.example/log"))
            self.assertEqual(rc.continues(checkpoint, new, rewritten.prove_beginning(n)), n == 0)
            self.assertEqual(rewritten.contradicts(checkpoint), None if n == 0 else "another root")
        for i, line in enumerate(self.lines):
            self.assertTrue(rc.line_is_in(dr.canon(line), i, later, log.prove_line(i)))
            self.assertFalse(rc.line_is_in(dr.canon(line) + b"\n", i, later, log.prove_line(i)))
            self.assertFalse(rc.line_is_in(dr.canon(line), i + 1, later, log.prove_line(i)))

    def test_what_is_no_checkpoint(self):
        root = base64.b64encode(bytes(range(32))).decode()
        good = "a log\n7\n%s\n" % root
        rc.read_checkpoint(good.encode())
        loose = root[:42] + chr(ord(root[42]) + 1) + "="
        self.assertEqual(base64.b64decode(loose), base64.b64decode(root), "the same bytes, written in another way")
        for bad in ("", "\n" + good, good.replace("7", "07"), good.replace("7", "-1"), good.replace("7", "+7"), good.replace("7", ""),
                    good.replace("7", str(2 ** 53)), good.replace(root, root[:-1]), good.replace(root, loose), good.replace(root, root[4:]),
                    good.replace("\n", "\r"), good.replace("7", "٧"), good.replace("a log", ""), good.replace("a log", "x" * 256),
                    good.replace("a log", "a\tlog"), good.replace("a log", "a\x9flog"), good + "\nx\n", good + "\n\n— x y\n", good + "x\n\n— x y\n\n— x y\n",
                    "  " + good.replace("\n", "\n  "), good + "x" * 131_072):
            with self.subTest(bad), self.assertRaises(dr.Unusable):
                rc.read_checkpoint(bad.encode())
        with self.assertRaises(dr.Unusable):
            rc.read_checkpoint(b"\xff" + good.encode())

    def test_what_an_editor_changes_says_nothing(self):
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cases", "22-checkpoint-by-notepad")
        read = {}
        for name in sorted(os.listdir(folder)):
            if name.endswith(".txt"):
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                try:
                    read[name] = rc.read_checkpoint(data)
                except dr.Unusable:
                    read[name] = None
        self.assertIsNone(read.pop("indented.txt"), "spaces are no editor's doing")
        self.assertEqual(len(read), 7)
        self.assertEqual(set(read.values()), {read["plain.txt"]})
        signed = ("a log\n7\n%s\none\n\n— x y\n" % base64.b64encode(bytes(32)).decode()).encode()
        for other in (signed[:-1], signed + b"\n\n", b"\xef\xbb\xbf" + signed.replace(b"\n", b"\r\n"), signed.decode().encode("gb18030")):
            self.assertEqual(rc.read_checkpoint(other), rc.read_checkpoint(signed))


# ---------------------------------------------------------------------------------------------------------------------------

class Audits(unittest.TestCase):
    # After every deadline, and before the last day of visits, so that there is time to redraw.
    DURING = "2025-06-30T23:59:59+08:00"

    def assert_codes(self, book, *expected, **evidence):
        """Exactly these (code, draw) are found."""
        self.assertEqual(book.codes(**evidence), sorted(expected))

    def subjects(self, book, code, **evidence):
        return [finding.subject for finding in book.audit(**evidence).findings if finding.code == code]

    def test_clean_logs(self):
        self.assert_codes(Book())
        self.assert_codes(busy_book())
        self.assert_codes(Book().hold(hold(1), hold(2)))
        with open(os.path.join(EXAMPLE, "checkpoint.txt"), "rb") as file:
            checkpoint = file.read()
        files = {}
        for name in os.listdir(EXAMPLE):
            with open(os.path.join(EXAMPLE, name), "rb") as file:
                files[name] = file.read()
        log = files.pop("log.jsonl")
        documents = [data for name, data in files.items() if name.endswith(".json")]
        result = rc.audit(log, documents, rc.Evidence("2027-06-01T00:00:00+08:00", [checkpoint]))
        self.assertEqual(result.findings, [])
        self.assertEqual(sum(of for of, _ in result.coverage.values()), 4)

    def test_lines_and_checkpoints(self):
        book = busy_book()
        kept = rc.Log(book.log()).checkpoint("x")
        self.assert_codes(book, checkpoints=[kept])
        book.lines[3]["reason"] = "x"
        self.assert_codes(book, ("log_line", "d1"))
        self.assert_codes(book, ("checkpoint", None), ("log_line", "d1"), checkpoints=[kept])
        # Somebody saw the log when it had two lines, which are of one day, as the third is of the same.
        book, two = busy_book(), rc.Log(busy_book().log()).checkpoint("x", 2)
        times = [line["at"] for line in book.lines]
        self.assertLess(times[1], times[2])
        for seen, misdated in ((times[1], []), (times[2], []), (times[0], [1]), (times[3], [2])):
            self.assertEqual(self.subjects(book, "line_misdated", seen=[(two, seen)]), ["line %d" % place for place in misdated])
        # A checkpoint of another origin is another log's, if anybody knows this one's; nothing of it is held against this one.
        wrong = rc.checkpoint_text("x", 2, b"\0" * 32)
        for checkpoint, code in ((two, "line_misdated"), (wrong, "checkpoint")):
            for origin, found in ((None, code), ("x", code), ("X", "evidence_unknown"), ("x ", "evidence_unknown"), ("", "evidence_unknown")):
                self.assert_codes(book, (found, None), seen=[(checkpoint, times[0])], origin=origin)
        self.assert_codes(book, checkpoints=[kept], origin="x")
        self.assert_codes(book, ("evidence_unknown", None), checkpoints=[kept, rc.Log(book.log()).checkpoint("y")], origin="y")
        book = busy_book()
        del book.lines[-1]
        self.assertIn(("checkpoint", None), book.codes(checkpoints=[kept]))
        self.assertIn(("checkpoint", None), book.codes(seen=[(kept, times[-1])]))
        with self.assertRaises(dr.Unusable):
            book.audit(checkpoints=[b"x"])
        with self.assertRaises(dr.Unusable):
            book.audit(on="2025-12-31")
        # The order of amendments stands in their seals alone.
        disclosure = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        disclosure = strike(disclosure, 2, drawn_targets(hold(1))[1:])
        book = Book()
        book.announce(disclosure)
        book.seal(disclosure)
        book.amend(dict(disclosure, amendments=disclosure["amendments"][::-1]))
        self.assertEqual(set(self.subjects(book, "log_line")), {"line 2", "line 3"})

    def test_documents(self):
        amended = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        book = Book().hold(amended)
        for n in range(len(book.files)):
            fewer = Book()
            fewer.lines, fewer.files = book.lines, book.files[:n] + book.files[n + 1:]
            # A disclosure holds all the others; nothing holds it.
            missing = n == len(book.files) - 1
            self.assertEqual(fewer.codes(), [("document_missing", "d1")] * missing)
        # Of which no document at all is there was not seen: nobody is accused for want of documents.
        fewer.files = []
        self.assert_codes(fewer)
        self.assertEqual(fewer.audit().not_seen, [dr.digest(amended["announcement"])])
        for n, (kind, draw) in enumerate((("announced", None), ("sealed", "d1"), ("amended", "d1"))):
            book = Book()
            book.announce(amended)
            more = Book().hold(amended)
            book.file(more.files[n])
            if kind == "announced":
                book.lines = []
                draw = "d1"
            self.assertIn(("document_unlogged", draw), book.codes(on="2025-05-01T09:30:00+08:00"))
        # A page names an announcement, but does not announce it.
        book = Book()
        book.file(amended["announcement"])
        book.line("published", None, dr.digest(amended["announcement"]), "2025-05-01T09:30:00+08:00")
        self.assert_codes(book, ("document_unlogged", "d1"))
        # Anybody can write a void; what it names may be there all the same.
        book = Book().hold(hold(1))
        book.file(void_of(hold(1)["announcement"], "2025-05-01T09:40:00+08:00", secret_lost=True))
        self.assert_codes(book, ("document_unlogged", "d1"))
        book = Book().hold(hold(1))
        book.file(undrawn_of(hold(1)))
        self.assert_codes(book)
        # An undrawn holds the announcements and seals of its chain, and its own announcement.
        selection = strike(hold(1, ceremony="selection"), 1, drawn_targets(hold(1, ceremony="selection"))[:1])
        staffing = staff(selection, 2)
        book = Book()
        book.file(undrawn_of(staffing))
        self.assertEqual(sorted(self.subjects(book, "document_unlogged")), sorted(map(dr.digest, (
            selection["announcement"], selection["seal"], selection["amendments"][0]["seal"], staffing["announcement"]))))
        book = Book().hold(selection)
        book.announce(staffing)
        book.void(staffing)
        book.files = [data for data in book.files if json.loads(data)["type"] in ("undrawn", "void")]
        self.assertEqual((self.subjects(book, "document_missing"), self.subjects(book, "document_unlogged")), ([], []))
        shown = undrawn_of(hold(1))
        for rubbish in (b"", b"{}\n", b"[]\n", b"x", b'{"type":"seal"}\n', b'{"type":["seal"]}\n', b"[" * 100_000, b'{"type":"amendment"}\n',
                        b'{"type":"undrawn"}\n', file_of(dict(shown, secrets=[1])), file_of(dict(shown, result=None)),
                        b'{"announcement":"%s","type":"opening"}\n' % (b"ab" * 32)):
            book = Book().hold(hold(1))
            book.file(rubbish)
            self.assert_codes(book, ("document_unreadable", None))
        book.line("published", None, rc.digest_of(rubbish), "2025-05-01T18:00:00+08:00")
        self.assert_codes(book)

    def test_pages_are_those_that_were_published(self):
        draw = hold(1)
        first, second = page_of(draw, "situation"), page_of(draw, "outcomes", outcomes=[{"id": "a", "result_code": "2"}])
        book = Book().hold(draw)
        for time, page in (("18:00", first), ("18:01", second)):
            book.line("published", draw["announcement"], dr.digest(page), Book.at(draw, time))
        whole = copy.deepcopy(book)
        for page in (first, second):
            whole.file(page)
        forged = copy.deepcopy(second)
        forged["tables"]["outcomes"][0]["result_code"] = "1"
        self.assert_codes(whole)
        # None was given: nobody is accused. One was: the other is missing.
        self.assert_codes(book)
        self.assertEqual(book.audit().pages_not_seen, [dr.digest(first), dr.digest(second)])
        book.file(first)
        self.assertEqual((book.codes(), book.audit().pages_not_seen), ([("page_missing", "d1")], []))
        book.file(forged)
        self.assertEqual(sorted(book.codes()), [("page_missing", "d1"), ("page_unlogged", "d1")])
        # What is withdrawn need not be there, and says why it was.
        gone = copy.deepcopy(whole)
        gone.files.remove(file_of(second))
        gone.line("withdrawn", draw["announcement"], dr.digest(second), Book.at(draw, "18:02"), "更正")
        self.assert_codes(gone)
        self.assertEqual(gone.audit().version_changes, [("version_unseen", "d1", dr.digest(second), {"reason": (None, "更正")})])
        # Another version while the one before stands: nobody says why.
        twice = copy.deepcopy(whole)
        twice.line("published", draw["announcement"], forged, Book.at(draw, "18:02"))
        self.assert_codes(twice, ("page_replaced", "d1"))
        # A page of another draw.
        other = copy.deepcopy(whole)
        other.line("published", draw["announcement"], other.file(page_of(hold(2), "items")), Book.at(draw, "18:03"))
        self.assert_codes(other, ("line_differs", "d1"))
        # The line is about an announcement that the page is bound to; a page that is bound to none may
        # be about any.
        both = dict(first, bound=[*page_of(hold(2), "situation")["bound"], *first["bound"]])
        for page, about, found in ((first, None, True), (dict(first, bound=[]), None, False), (dict(first, bound=[]), draw, False),
                                   (both, draw, False), (both, None, True), (dict(both, bound=both["bound"][::-1]), draw, False)):
            other = Book().hold(draw)
            other.line("published", about and about["announcement"], page, Book.at(draw, "18:00"))
            self.assert_codes(other, *[("line_differs", about and "d1")] * found)
        for wrong in (dict(first, document="no_such"), dict(first, document="../schemas/items"), dict(first, facts={}), dict(first, more=1),
                      dict(first, bound=None), dict(first, tables=dict(first["tables"], struck=None)), dict(first, document=1),
                      dict(first, tables=dict(first["tables"], exempt=[{"reason": 1, "count": 1}])),
                      dict(first, tables=dict(first["tables"], exempt=[{"reason": "x", "count": True}]))):
            book = copy.deepcopy(whole)
            book.file(wrong)
            self.assert_codes(book, ("document_unreadable", None))

    def test_what_versions_of_pages_say_otherwise(self):
        draw = hold(1)
        row = lambda target, code, **more: {"id": target, "result_code": code, "penalties": [], **more}
        visit = page_of(draw, "visit", outcomes=[row("a", "2", findings="x")])
        one = page_of(draw, "outcomes", outcomes=[row("a", "2", findings="x"), row("b", "2")])
        two = page_of(draw, "outcomes", outcomes=[row("a", "1", name="n", no=7)], not_inspected=[{"id": "c", "reason": "y"}])
        fined = page_of(draw, "penalties", penalties=[{"number": "p", "fine": 500, "kinds": ["fine"]}] * 2)
        less = page_of(draw, "penalties", penalties=[{"number": "p", "fine": 400, "kinds": ["fine"]}], withdrawn=[{"number": "q"}])
        book, minute = Book().hold(draw), 0
        for kind, page in (("published", visit), ("withdrawn", visit), ("published", one), ("withdrawn", one), ("published", two),
                           ("published", fined), ("withdrawn", fined), ("published", less), ("withdrawn", less)):
            book.line(kind, draw["announcement"], page, Book.at(draw, "18:%02d" % minute), "更正" if kind == "withdrawn" else None)
            minute += 1
            if kind == "published":
                book.file(page)
        self.assert_codes(book)
        found = book.audit().version_changes
        self.assertTrue(all(draw == "d1" for _, draw, _, _ in found))
        self.assertEqual([(code, subject, fields) for code, _, subject, fields in found], [
            ("outcome_changed", "a", {"findings": ("x", None), "result_code": ("2", "1")}),
            ("outcome_changed", "b", {"penalties": ([], None), "result_code": ("2", None)}),
            ("penalty_changed", "p", {"fine": (500, 400)}),
            ("penalty_changed", "p (2)", {"fine": (500, None), "kinds": (["fine"], None)}),
            ("penalty_changed", "p", {"fine": (400, None), "kinds": (["fine"], None)}),
        ])

    def test_what_was_not_seen_accuses_nobody(self):
        one, two = hold(1), strike(hold(2), 2, drawn_targets(hold(2))[:1])
        digest = dr.digest(two["announcement"])
        whole = Book().hold(one, two)

        def without(*documents, book=whole):
            names = set(map(dr.digest, documents))
            fewer = Book()
            fewer.lines, fewer.files = book.lines, [data for data in book.files if rc.digest_of(data) not in names]
            return fewer
        of_two = [two["announcement"], two["seal"], two["amendments"][0]["seal"], two]
        self.assertEqual(whole.audit().not_seen, [])
        fewer = without(*of_two)
        self.assert_codes(fewer)
        self.assertEqual(fewer.audit().not_seen, [digest])
        # One document is enough to miss the others.
        for n, kept in enumerate(of_two[:3]):
            fewer = without(*(document for document in of_two if document is not kept))
            self.assertEqual(self.subjects(fewer, "document_missing"), [dr.digest(d) for m, d in enumerate(of_two) if m != n])
            self.assertEqual(fewer.audit().not_seen, [])
        # A file that is there and cannot be read is there. A page is none of these documents.
        broken = Book()
        broken.lines = copy.deepcopy(whole.lines)
        broken.files = without(*of_two).files
        broken.lines[-1]["document"] = broken.file(b"{}\n")
        self.assertIn(("document_unreadable", None), broken.codes())
        self.assertEqual((broken.audit().not_seen, len(self.subjects(broken, "document_missing"))), ([], 3))
        page = copy.deepcopy(without(*of_two))
        page.line("published", two["announcement"], page.file(b"<p>"), Book.at(two, "18:00"))
        self.assertEqual((page.codes(), page.audit().not_seen), ([], [digest]))
        # A void is a document about the announcement; a lost one names no other file.
        for changes_, missing in (({}, 1), ({"secret_lost": True, "undrawn": None}, 1)):
            book = Book()
            book.announce(one)
            book.void(one, **changes_)
            fewer = without(one["announcement"], undrawn_of(one), book=book)
            self.assertEqual(self.subjects(fewer, "document_missing"), [dr.digest(one["announcement"])] * missing)
        # Of what a draw that is there supersedes or continues nothing may be kept back; a file that no line names asks for nothing.
        redraw = hold(2, period=one["announcement"]["plan"]["period"], supersedes=replaced(one))
        book = Book()
        book.announce(one)
        book.void(one)
        void = book.lines[-1]["document"]
        fewer = without(one["announcement"], undrawn_of(one), book=book.hold(redraw))
        fewer.files = [data for data in fewer.files if rc.digest_of(data) != void]
        self.assertEqual(self.subjects(fewer, "document_missing"), [dr.digest(one["announcement"]), void])
        self.assertEqual(fewer.audit().not_seen, [])
        fewer.lines, fewer.files = fewer.lines[:2], [file_of(redraw["announcement"])]
        self.assertEqual((self.subjects(fewer, "document_missing"), fewer.audit().not_seen), ([], [dr.digest(one["announcement"])]))
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        book = Book().hold(selection)
        book.announce(staff(selection, 2))
        fewer = without(selection["announcement"], selection["seal"], book=book)
        self.assertEqual(self.subjects(fewer, "document_missing"), [dr.digest(selection["announcement"]), dr.digest(selection["seal"])])
        # Nothing else is said of what was not seen: no deadline, no void, no redraw.
        book = Book()
        book.announce(one)
        book.throw_away(one)
        book.files = []
        self.assert_codes(book)
        self.assertEqual(book.audit().not_seen, [dr.digest(one["announcement"])])

    def test_lines_that_differ_from_their_documents(self):
        def book_with(number, **changes):
            book = busy_book()
            book.lines[number].update(changes)
            return book
        book = Book()
        book.announce(hold(2))
        book.lines[0]["number"] = 1
        self.assertEqual(self.subjects(book, "line_differs"), ["line 0"])
        kinds = {line["kind"]: i for i, line in enumerate(busy_book().lines)}
        self.assertEqual(self.subjects(book_with(kinds["voided"], reason="别的"), "line_differs"), ["line %d" % kinds["voided"]])
        documents = busy_book().lines
        for kind in ("sealed", "amended", "disclosed", "voided"):
            # A document of another kind, and one of another announcement.
            book = book_with(kinds[kind], document=documents[0]["document"])
            self.assertIn("line %d" % kinds[kind], self.subjects(book, "line_differs"), kind)
        sealed = [i for i, line in enumerate(documents) if line["kind"] == "sealed"]
        book = book_with(sealed[0], document=documents[sealed[1]]["document"])
        self.assertEqual(self.subjects(book, "line_differs"), ["line %d" % sealed[0]])
        self.assertEqual(len(self.subjects(book, "other_seal")), 1)

    def test_authority_and_deadlines(self):
        other = hold(2, authorities=[{"commitment": None, "name": "另一局"}, {"commitment": None, "name": "税务局"}])
        self.assert_codes(Book().hold(hold(1), other), ("other_authority", "d2"))
        self.assert_codes(Book().hold(hold(1), other), names=["另一局", "又一局"])
        self.assert_codes(Book().hold(hold(1), other), ("other_authority", "d2"), names=["另一"])
        for time, late in (("09:59", False), ("10:00", True)):
            book, disclosure = Book(), hold(1)
            book.announce(disclosure, time)
            book.seal(disclosure)
            book.disclose(disclosure)
            self.assert_codes(book, *[("announced_late", "d1")] * late)
        for seal, disclose, found in (("17:00", "18:00", []), ("17:01", "18:00", ["sealed_late"]), ("17:00", "18:01", ["disclosed_late"]),
                                      ("17:00", None, ["not_disclosed"]), (None, None, ["not_disclosed", "not_sealed"])):
            book = Book()
            book.announce(disclosure)
            if seal:
                book.seal(disclosure, seal)
            if disclose:
                book.disclose(disclosure, disclose)
            self.assert_codes(book, *((code, "d1") for code in found))
            if not disclose:
                # As long as there is time nothing is missing.
                self.assert_codes(book, on="2025-05-01T17:00:00+08:00")
        book.void(disclosure, "17:10", secret_lost=True, undrawn=None)
        self.assert_codes(book, ("not_redrawn", "d1"), ("secret_lost", "d1"))
        # A selection is disclosed with the ceremony that fills its seats.
        for by, found in (("05T18:00", []), ("04T18:00", [("disclosed_late", "d4")])):
            selection = hold(4, ceremony="selection", disclose_by="2025-05-%s:00+08:00" % by)
            book = Book().hold(hold(1), hold(2), hold(3), selection, staff(selection, 5))
            self.assert_codes(book, *found)

    def test_disclosures(self):
        right, forged = hold(1), hold(1)
        forged["rosters"]["inspectors"][0]["draw"]["max_visits"] = 3
        self.assert_codes(Book().hold(forged), ("contradicted", "d1"))
        unusable = dict(right, secrets="x")
        self.assert_codes(Book().hold(dict(right, amendments=[])))
        book = Book()
        book.announce(right)
        book.seal(right)
        book.line("disclosed", right["announcement"], unusable, book.at(right, "17:30"))
        self.assert_codes(book, ("contradicted", None))
        # What nobody names says nothing of the authority; a void that nobody logged names nothing.
        book = Book().hold(right)
        book.file(dict(right, secrets=right["secrets"][::-1]))
        book.file(dict(right, secrets="x"))
        self.assert_codes(book)
        book.file(void_of(right["announcement"], "2025-05-01T16:00:00+08:00", disclosure=book.file(forged)))
        self.assertNotIn(("contradicted", "d1"), book.codes())
        # What is contradicted, or stands in a page alone, is no disclosed draw.
        self.assertEqual(Book().hold(forged).audit().disclosed_draws, [])
        book = Book()
        book.announce(right)
        book.seal(right)
        book.line("published", right["announcement"], right, book.at(right, "17:00"))
        self.assertEqual(book.audit().disclosed_draws, [])
        # The draw with the fallback's value has the same announcement and another seal.
        book, other = Book(), hold(1, fallback=True)
        unnamed = Book().hold(right)
        unnamed.file(other)
        self.assert_codes(unnamed, ("document_unlogged", "d1"))
        book.announce(right)
        book.seal(right)
        book.disclose(other)
        self.assert_codes(book, ("document_unlogged", "d1"), ("other_seal", "d1"))
        amended = strike(right, 1, drawn_targets(right)[:1])
        book = Book().hold(amended)
        book.lines.pop()
        book.files.pop()
        book.disclose(right)
        self.assert_codes(book, ("amendment_unopened", "d1"), ("other_amendments", "d1"))
        book = Book()
        book.announce(right)
        book.seal(right)
        book.disclose(amended)
        self.assert_codes(book, ("document_unlogged", "d1"), ("other_amendments", "d1"))

    def test_slots(self):
        first = hold(1)
        period = first["announcement"]["plan"]["period"]
        same = {"period": period}
        other_item = dict(plan(2)["items"][0], id="i2", name="another item")
        renumbered = dict(other_item, name=plan(2)["items"][0]["name"])
        strata = [dict(plan(2)["strata"][0], items=["i2"])]
        for changes_, found in ((same, True), ({}, False), ({"period": {"from": "2025-01-28", "to": "2025-03-01"}}, True),
                                ({"period": {"from": "2025-01-29", "to": "2025-03-01"}}, False),
                                (dict(same, classes=["food"]), True), (dict(same, items=plan(2)["items"] + [other_item], strata=strata), False),
                                # A new id for an old item hides nothing.
                                (dict(same, items=[renumbered], strata=strata), True)):
            self.assert_codes(Book().hold(first, hold(2, **changes_)), *[("slot_overlap", "d2")] * found)
        # A redraw cannot help it when its visits come late.
        late = {"visits": {"from": "2025-03-10", "to": "2025-06-30"}}
        self.assert_codes(Book().hold(first, hold(2, **late), hold(3)), ("slot_overlap", "d3"))
        book, redraw = Book(), hold(2, **same, **late, supersedes=replaced(first))
        book.announce(first)
        book.void(first)
        self.assert_codes(book.hold(redraw, hold(3)))
        self.assertIn(("slot_overlap", "d3"), Book().hold(first, redraw, hold(3, **late, **same)).codes())
        # Once both show whom they could draw, that decides and not the classes.
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        elsewhere = hold(2, **same, called=neighbours)
        self.assert_codes(Book().hold(first, elsewhere))
        book = Book().hold(first)
        book.announce(elsewhere)
        self.assert_codes(book, ("slot_overlap", "d2"), on="2025-05-02T10:00:00+08:00")
        self.assert_codes(Book().hold(first, hold(2, **same, called=dict(neighbours, t5={}))), ("slot_overlap", "d2"))
        for left_out in ({"exempt": "正面清单"}, {"class": "shop"}):
            self.assert_codes(Book().hold(first, hold(2, {"t5": left_out}, **same, called=dict(neighbours, t5={}))))
        # What the undrawn of a void shows is shown too.
        for called, found in ((neighbours, False), (dict(neighbours, t5={}), True)):
            book, second = Book().hold(first), hold(2, **same, called=called)
            book.announce(second)
            book.void(second)
            self.assertEqual([code for code, _ in book.codes() if code == "slot_overlap"], ["slot_overlap"] * found)
        renamed = {"classes": ["餐饮"], "strata": [dict(plan(2)["strata"][0], when=[made.when("class", "餐饮")])]}
        rows = {name: {"class": "餐饮"} for name in neighbours if name.startswith("x")}
        for name, found in (("企业t3", True), ("别的企业", False)):
            book, second = Book().hold(first), hold(2, rows, **same, **renamed, called=dict(neighbours, x3={"name": name}))
            book.announce(second)
            book.void(second)
            self.assertEqual([code for code, _ in book.codes() if code == "slot_overlap"], ["slot_overlap"] * found)
        # Of one that is lost nothing is shown, and the classes decide.
        book, second = Book().hold(first), hold(2, **same, called=neighbours)
        book.announce(second)
        book.void(second, secret_lost=True, undrawn=None)
        self.assertIn(("slot_overlap", "d2"), book.codes())
        # Another name for the class and other ids for the same companies hide nothing that is shown.
        coded, code = hold(1, called={"t3": {"credit_code": "91350100M000100Y43"}}), {"credit_code": "91350100M000100Y43"}
        for identity, withheld, found in ((code, (), True), (code, ["x3"], False), ({"credit_code": "91350100M000100Y44"}, (), False)):
            second = hold(2, rows, **same, **renamed, called=dict(neighbours, x3=identity), withheld=withheld)
            self.assert_codes(Book().hold(coded, second), *[("slot_overlap", "d2")] * found)
        # Nor does another id hide a name, where one of both shows no code.
        number, other = "91350100M000100Y43", "91350100M000100Y44"
        for codes, withheld, found in (((None, None), (), True), ((number, None), (), True), ((None, number), (), True), ((number, other), (), False),
                                       ((None, None), ["x3"], False), ((None, None), ["t3"], False)):
            named = hold(1, called={"t3": {"credit_code": codes[0]}}, withheld=[who for who in withheld if who == "t3"])
            second = hold(2, rows, **same, **renamed, called=dict(neighbours, x3={"name": "企业t3", "credit_code": codes[1]}),
                          withheld=[who for who in withheld if who == "x3"])
            self.assert_codes(Book().hold(named, second), *[("slot_overlap", "d2")] * found)
        # A name is one company's in its county, by the finest code; in another county it is anybody's.
        for district, found in (("110101", True), ("110101002", True), ("110102", False), ("110102001", False)):
            second = hold(2, dict(rows, x3=dict(rows["x3"], district=district)), **same, **renamed, called=dict(neighbours, x3={"name": "企业t3"}))
            self.assert_codes(Book().hold(hold(1), second), *[("slot_overlap", "d2")] * found)
            second = hold(2, dict(rows, x3=dict(rows["x3"], district=district)), **same, **renamed, called=dict(neighbours, x3=code))
            self.assert_codes(Book().hold(coded, second), ("slot_overlap", "d2"))
        # The name of one and the county of another are nobody's.
        second = hold(2, dict(rows, x3=dict(rows["x3"], district="110102")), **same, **renamed, called=dict(neighbours, x2={}, x3={"name": "企业t3"}))
        self.assert_codes(Book().hold(hold(1, {"t2": {"district": "110102"}}), second))
        # The name of one and the code of another are nobody's.
        mixed = dict(neighbours, x2={"credit_code": number}, x3={"name": "企业t3", "credit_code": other})
        self.assert_codes(Book().hold(hold(1, called={"t2": {"credit_code": other + "X"}, "t3": {"credit_code": number + "X"}}),
                                      hold(2, rows, **same, **renamed, called=mixed)))
        exempt = dict(rows, x3={"class": "餐饮", "exempt": "正面清单"})
        self.assert_codes(Book().hold(first, hold(2, exempt, **same, **renamed, called=dict(neighbours, x3={"name": "企业t3"}))))
        # The same seats are not drawn for twice.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        book = Book().hold(selection, staff(selection, 2), staff(selection, 3))
        self.assert_codes(book, ("slot_overlap", "d3"))
        first_staffing = staff(selection, 2)
        book = Book().hold(selection)
        book.announce(first_staffing)
        book.void(first_staffing)
        again = staff(selection, 3, supersedes=replaced(first_staffing))
        book.announce(again)
        book.seal(again)
        book.disclose(again)
        self.assert_codes(book)
        # Names of draws do not come back.
        again = hold(2)
        again["announcement"]["plan"]["draw"] = "d1"
        book = Book().hold(hold(1))
        book.announce(again)
        self.assert_codes(book, ("draw_repeated", "d1"), on="2025-05-02T10:00:00+08:00")
        # A second and a third one in the place of the first, each void before the next.
        second = hold(2, **same, supersedes=replaced(first))
        third = hold(3, **same, supersedes=replaced(second))
        book = Book()
        for draw in (first, second):
            book.announce(draw)
            book.void(draw)
        self.assert_codes(book.hold(third))

    def test_superseding(self):
        first = hold(1)
        same = {"period": first["announcement"]["plan"]["period"]}
        second = hold(2, **same, supersedes=replaced(first))
        standing = ("supersedes_standing", "d2")
        # In the place of one that is not void, though it takes the rosters and says so; what it takes the place of is its own slot.
        self.assert_codes(Book().hold(first, second), standing)
        # Of what is not void there is no redraw that could have another plan; nor is it one of what was void before that.
        loose = hold(2, **same, supersedes=replaced(first), min_pool=2)
        self.assert_codes(Book().hold(first, loose), standing)
        self.assert_codes(self.voided(loose).hold(hold(3, **same, supersedes=replaced(loose), min_pool=2)), ("redraw_differs", "d2"), ("supersedes_standing", "d3"))
        book = Book()
        book.announce(first)
        book.announce(second)
        book.lines[-1]["at"] = book.at(first, "09:40")
        self.assert_codes(book, standing, on="2025-05-01T10:00:00+08:00")
        # A void afterwards comes too late.
        book.void(first)
        self.assert_codes(book, standing, on="2025-05-01T10:00:00+08:00")
        # What is not in the log, and what came into it later, cannot be superseded.
        lone = Book()
        lone.announce(dict(second, announcement=dict(second["announcement"], plan=dict(second["announcement"]["plan"], number=1))))
        self.assert_codes(lone, standing, on="2025-05-01T00:00:00+08:00")
        early, late = hold(1, **same, supersedes=replaced(hold(2, **same))), hold(2, **same)
        self.assert_codes(Book().hold(early, late), ("supersedes_standing", "d1"))
        # What stands behind it is not redrawn by that: there is no redraw whose rules could differ.
        third = hold(3, **same, supersedes=replaced(second), drawn=1)
        unknown = {("document_unlogged", "d2"), ("log_line", "d3"), ("not_redrawn", "d1"), ("supersedes_standing", "d3")}
        for mid, found in ((True, {("redraw_differs", "d3")}), (False, unknown)):
            book = Book()
            for draw in (first, second)[:1 + mid]:
                book.announce(draw)
                book.void(draw)
            if not mid:
                book.file(second["announcement"])
            self.assert_codes(book.hold(third), *found)

    def voided(self, redraw=None, **changes):
        """A draw that ends before anything is known, or as `changes` say, and the one that takes its place."""
        book, draw = Book(), hold(1)
        book.announce(draw)
        if changes.get("disclosure") == dr.digest(draw):
            book.file(draw)
        (book.throw_away if "disclosure" in changes else book.void)(draw, **changes)
        return book.hold(redraw) if redraw else book

    def test_nobody_continues_what_is_void(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        staffing = staff(selection, 2)
        ended = ("continues_void", "d2")
        for when, found in (("before", True), ("between", True), ("after", False), ("never", False)):
            book = Book().hold(selection)
            for point, step in (("before", book.announce), ("between", book.seal), (None, book.disclose), ("after", lambda _: None)):
                if point == when:
                    book.file(selection)
                    void = void_of(selection["announcement"], book.lines[-1]["at"], disclosure=dr.digest(selection))
                    book.line("voided", selection["announcement"], void, void["at"], void["reason"])
                step(staffing)
            # What was disclosed stands; to void it afterwards is a finding of its own.
            self.assert_codes(book, *[ended] * found, *[("void_after_disclosure", "d1")] * (when == "after"),
                              *[("not_redrawn", "d1")] * found, *[("void_after_value", "d1")] * (when != "never"))
        # The second ceremony after it continues it too.
        short = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        one = staff(short, 2, people(**dict.fromkeys(PEOPLE[1:])))
        two = staff(one, 3)
        book = Book()
        for ceremony in (short, one):
            book.announce(ceremony)
            book.seal(ceremony)
        void = void_of(short["announcement"], book.lines[-1]["at"], disclosure=book.file(short))
        book.line("voided", short["announcement"], void, void["at"], void["reason"])
        book.announce(two)
        book.seal(two)
        book.disclose(two)
        self.assertIn(("continues_void", "d3"), book.codes())

    def test_voids_that_show_the_result(self):
        incomplete, known, during = ("void_incomplete", "d1"), ("void_after_value", "d1"), {"on": self.DURING}
        self.assert_codes(self.voided(disclosure=dr.digest(hold(1))), known, **during)
        self.assert_codes(self.voided(disclosure="d" * 64), incomplete, known, **during)
        # A publisher may have corrected a value, where the plan says that the draw is void then. A witness's second text is none: it does
        # not match the commitment. Of the other value the first text counts.
        used = [(name, text) for name, text in (("d1-balls", made.BALLS_TEXT), ("d1-witness", made.witness("d1")[0]))]
        for (name, text), other, found in ((used[1], "cd" * 32, True), (used[1], used[1][1], True), (used[0], "01 02 03 04 05 06 07", True)):
            values = [("d1", name, given, None) for given in (text, other)]
            self.assert_codes(self.voided(disclosure=dr.digest(hold(1))), *[known] * found, **during, values=values)
        # It is always known, whatever the clock said.
        self.assert_codes(self.voided(disclosure=dr.digest(hold(1)), time="09:50"), known, **during)
        other = self.voided(disclosure=dr.digest(hold(2)))
        other.file(hold(2))
        self.assertIn(incomplete, other.codes())
        forged = hold(1)
        forged["result"]["seed"] = "0" * 64
        book = self.voided(disclosure=dr.digest(forged))
        book.file(forged)
        self.assert_codes(book, ("contradicted", "d1"), incomplete, known, **during)
        # Another seal than the one that was logged before the void.
        for shown, found in ((hold(1), False), (hold(1, fallback=True), True)):
            book = Book()
            book.announce(hold(1))
            book.seal(hold(1))
            book.throw_away(shown)
            self.assertEqual(incomplete in book.codes(), found)
        # The draw's own seal counts, not an amendment's, and of a chain the last one's.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        for shown in (strike(hold(1), 1, drawn_targets(hold(1))[:1]), staff(selection, 2)):
            book = Book()
            if shown["selection"]:
                book.hold(selection)
            book.announce(shown)
            book.seal(shown)
            book.amend(shown)
            book.throw_away(shown)
            # The selection is not disclosed with what is void, and its seats stay open; nobody has continued it otherwise.
            left = [("not_disclosed", "d1"), ("open_seats", "d1"), ("void_after_value", "d2")]
            self.assert_codes(book, *left if shown["selection"] else [("not_redrawn", "d1"), known])

    def test_what_its_publisher_corrected_is_thrown_away_as_announced(self):
        other, third = "01 02 03 04 05 06 07", "02 03 04 05 06 07 08"

        def found(corrected, sealed, *texts):
            values = plan(1)["values"]
            draw, book = hold(1, values=[dict(values[0], corrected=corrected), dict(values[1], corrected="first")]), Book()
            book.announce(draw)
            if sealed:
                book.seal(draw)
            book.throw_away(draw)
            codes = book.codes(on=self.DURING, values=[("d1", "d1-balls", *text) for text in texts])
            return ("void_after_value", "d1") in codes
        given = (made.BALLS_TEXT, None)
        # Before the seal a fallback takes the place of what was corrected.
        for corrected, sealed, excused in (("first", True, False), ("first", False, False), ("void", True, True), ("void", False, True),
                                           ("fallback", True, True), ("fallback", False, False)):
            self.assertEqual(found(corrected, sealed, given, (other, None)), not excused, (corrected, sealed))
        # Two texts that were there when the draw was thrown away, at 16:00.
        at, after = "2025-05-01T16:00:00+08:00", "2025-05-01T16:00:01+08:00"
        self.assertFalse(found("void", True, given, (other, at)))
        for texts in ((given, (other, after)), ((made.BALLS_TEXT, after), (other, None)), (given,), (given, given), (given, (made.BALLS_TEXT, at))):
            self.assertTrue(found("void", True, *texts), texts)
        self.assertFalse(found("void", True, given, (other, after), (third, at)))
        # What its source could not have given is no text of it.
        for invented in ("unknown", "00ff00ff", "01 02 03 04 05 06", other + " "):
            self.assertTrue(found("void", True, given, (invented, None)), invented)

    def test_who_went_out_and_who_came_in(self):
        old, same = hold(1), {"period": hold(1)["announcement"]["plan"]["period"]}
        redraw = next(draw for draw in (hold(2, seed=seed, **same, supersedes=replaced(old)) for seed in range(100, 200))
                      if len({*drawn_targets(draw)} & {*drawn_targets(old)}) == 1)
        gone, came = ({*drawn_targets(one)} - {*drawn_targets(other)} for one, other in ((old, redraw), (redraw, old)))
        book = self.voided(redraw, disclosure=dr.digest(old))
        self.assert_codes(book, ("void_after_value", "d1"))
        name, *exchanged = self.subjects(book, "void_after_value")[0].split()
        self.assertEqual(exchanged, ["-" + target for target in gone] + ["+" + target for target in came])
        # Thrown away twice: each against what the last one drew, whoever was struck there afterwards.
        again = hold(3, **same, supersedes=replaced(redraw))
        again = strike(again, 3, drawn_targets(again)[:1])
        book = Book()
        for draw in (old, redraw):
            book.announce(draw)
            book.seal(draw)
            book.throw_away(draw)
        book.hold(again)
        self.assert_codes(book, ("void_after_value", "d1"), ("void_after_value", "d2"))
        def exchanged(book):
            return [subject.split()[1:] for subject in self.subjects(book, "void_after_value")]

        def between(old, new):
            return ["-" + who for who in sorted({*old} - {*new})] + ["+" + who for who in sorted({*new} - {*old})]
        last = drawn_targets(again)
        self.assertEqual(exchanged(book), [between(drawn_targets(draw), last) for draw in (old, redraw)])
        self.assertTrue(all(exchanged(book)))
        # Before the redraw is disclosed nobody can tell, whatever was disclosed before it; nor if it is void in its turn.
        book = self.voided(redraw, disclosure=dr.digest(old))
        book.lines.pop()
        self.assertEqual(exchanged(book), [[]])
        book = self.voided(disclosure=dr.digest(old))
        for draw in (redraw, again):
            book.announce(draw)
            book.seal(draw)
            book.throw_away(draw)
        self.assertEqual(exchanged(book), [[]] * 3)
        # The latest that is not void counts, of two that both claim the place of the void one.
        second = hold(3, seed=77, **same, supersedes=replaced(old))
        self.assertNotEqual({*drawn_targets(second)}, {*drawn_targets(redraw)})
        book = self.voided(disclosure=dr.digest(old)).hold(redraw, second)
        self.assertEqual(exchanged(book), [between(drawn_targets(old), drawn_targets(second))])
        # Of another draw's disclosure nothing is said.
        book = self.voided(redraw, disclosure=dr.digest(second))
        book.file(second)
        self.assertEqual(exchanged(book), [[]])
        # A file that no line announced takes no place.
        book = self.voided(redraw, disclosure=dr.digest(old))
        book.file(second)
        self.assertEqual(exchanged(book), [between(drawn_targets(old), drawn_targets(redraw))])

    def test_who_went_out_of_a_team_and_who_came_in(self):
        """In a staffing ceremony it is not the targets that were drawn."""
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        old = staff(selection, 2)
        again = staff(selection, 3, supersedes=replaced(old))

        def pairs(staffing):
            return {"%s/%s" % (team["target"], seat["inspector"]) for team in staffing["result"]["teams"] for seat in team["seats"]}
        lost, gained = sorted(pairs(old) - pairs(again)), sorted(pairs(again) - pairs(old))
        self.assertTrue(lost and gained)
        book = Book().hold(selection)
        book.announce(old)
        book.seal(old)
        book.throw_away(old)
        book.hold(again)
        self.assert_codes(book, ("void_after_value", "d2"))
        self.assertEqual(self.subjects(book, "void_after_value")[0].split()[1:], ["-" + who for who in lost] + ["+" + who for who in gained])
        # Targets and teams are not compared.
        book = Book().hold(selection)
        book.announce(old)
        book.seal(old)
        book.throw_away(old)
        book.hold(hold(3, supersedes=replaced(old)))
        self.assertEqual(len(self.subjects(book, "void_after_value")[0].split()), 1)
        # Ended before it was known, it is listed all the same.
        book = Book().hold(selection)
        book.announce(old)
        book.void(old)
        book.hold(again)
        values = [("d2", name, text, None) for name, text in (("d2-balls", made.BALLS_TEXT), ("d2-witness", made.witness("d2")[0]))]
        self.assert_codes(book, values=values)
        self.assertEqual(book.audit(values=values).would_have_drawn, [{"void": "d2", "redraw": "d3", "lost": lost, "gained": gained}])

    def test_voids_without_a_result(self):
        incomplete, during = ("void_incomplete", "d1"), {"on": self.DURING}
        self.assert_codes(self.voided(), **during)
        self.assert_codes(self.voided(time="16:00"), incomplete, **during)
        self.assert_codes(self.voided(undrawn=None), incomplete, **during)
        self.assert_codes(self.voided(secret_lost=True, undrawn=None), ("secret_lost", "d1"), **during)
        self.assert_codes(self.voided(secret_lost=True), incomplete, ("secret_lost", "d1"), **during)
        # What mixes two of the kinds throws nothing away in the open.
        for changes_ in ({"undrawn": dr.digest(undrawn_of(hold(1)))}, {"missing": ["d1-balls"]}):
            book = self.voided(disclosure=dr.digest(hold(1)), **changes_)
            book.file(undrawn_of(hold(1)))
            self.assert_codes(book, incomplete, **during)
        # A void that is dated back.
        book = self.voided(time="09:59")
        self.assert_codes(book, **during)
        book.lines[-1]["at"] = book.at(hold(1), "10:00")
        self.assert_codes(book, incomplete, **during)
        # A value that never came, and one that the plan does not have.
        for name, found in (("d1-balls", False), ("d1-dice", True)):
            self.assert_codes(self.voided(time="16:00", missing=[name]), *[incomplete] * found, **during)
        # A partner's secret: while nothing is known it may be lost, afterwards nobody sees what was thrown away.
        self.assert_codes(self.voided(without=[1]), **during)
        book = self.voided(without=[1], time="16:00")
        self.assert_codes(book, ("secret_lost", "d1"), **during)
        self.assertEqual(self.subjects(book, "secret_lost", **during), ["税务局"])
        book = self.voided(without=[1])
        book.lines[-1]["at"] = book.at(hold(1), "10:00")
        self.assert_codes(book, ("secret_lost", "d1"), **during)
        # Once is an accident; a second time it is found, of the later void, through others too.
        period = hold(1)["announcement"]["plan"]["period"]
        for lost, found in (((1,), []), ((1, 2), ["d2"]), ((2, 3), ["d3"]), ((1, 3), ["d3"]), ((1, 2, 3), ["d2", "d3"])):
            book, last = Book(), None
            for n in (1, 2, 3):
                last = hold(n, period=period, supersedes=last and replaced(last))
                book.announce(last)
                book.void(last, without=[1] * (n in lost))
            self.assertEqual([(f.draw, f.subject) for f in book.audit().findings if f.code == "secret_lost"], [(draw, "税务局") for draw in found])
        book = Book()
        for n in (1, 2):
            book.announce(hold(n))
            book.void(hold(n), without=[1])
        self.assertNotIn("secret_lost", [code for code, _ in book.codes()])
        # Exactly the secrets of those whom the void names are missing, and never the lead's.
        for shown, names in (([1], []), ([], ["税务局"]), ([0], []), ([0], ["市场监管局"]), ([0, 1], ["税务局"])):
            self.assert_codes(self.voided(without=shown, missing_authorities=names), incomplete, **during)
        # What is shown is what was bound, to the byte.
        for path, value in ((("rosters", "targets", 3, "draw", "level"), "B"), (("rosters", "inspectors", 0, "draw", "department"), "二科"),
                            (("rosters", "targets", 0, "identity", "shown", "data", "name"), "x"),
                            (("salt_key",), "0" * 64), (("secrets", 1), "0" * 64)):
            shown = undrawn_of(hold(1))
            at = shown
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            book = self.voided(undrawn=dr.digest(shown))
            book.file(shown)
            self.assert_codes(book, incomplete, **during)
        for shown in (undrawn_of(hold(2)), hold(1), void_of(hold(1)["announcement"], "2025-05-01T09:00:00+08:00")):
            book = self.voided(undrawn=dr.digest(shown))
            book.file(shown)
            self.assertIn(incomplete, book.codes(**during))
        # Once it is sealed, nothing but the whole result ends a draw.
        for changes_ in ({}, {"without": [1]}, {"missing": ["d1-balls"], "time": "16:00"}):
            book = Book()
            book.announce(hold(1))
            book.seal(hold(1))
            book.lines[-1]["at"] = book.lines[0]["at"]
            book.void(hold(1), **changes_)
            self.assertIn(incomplete, book.codes(**during))

    def test_when_a_file_may_wait(self):
        """The file is hidden; it is missed once it has to be there, and looked at if it is."""
        def missed(book, digest, on):
            kept = [data for data in book.files if rc.digest_of(data) != digest]
            hidden = Book()
            hidden.lines, hidden.files = book.lines, kept
            return "void_incomplete" in [code for code, _ in hidden.codes(on=on)]
        # An undrawn of a ceremony that draws targets, until its own `disclose_by`; a disclosure is public at once.
        undrawn, drawn = self.voided(), self.voided(disclosure=dr.digest(hold(1)))
        for on, found in (("2025-05-01T17:59:59+08:00", False), ("2025-05-01T18:00:00+08:00", True)):
            self.assertEqual(missed(undrawn, dr.digest(undrawn_of(hold(1))), on), found)
            self.assertTrue(missed(drawn, dr.digest(hold(1)), on))
        # In a staffing ceremony both wait for the chain's first one, whatever its own time.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing, again = staff(selection, 2), staff(selection, 3)
        for how in (Book.void, Book.throw_away):
            book = Book()
            book.announce(selection)
            book.seal(selection)
            book.announce(staffing)
            how(book, staffing)
            shown = dr.digest(undrawn_of(staffing) if how is Book.void else staffing)
            for on, found in (("2025-05-02T18:00:00+08:00", False), ("2025-05-09T17:59:59+08:00", False),
                              ("2025-05-09T18:00:00+08:00", True)):
                self.assertEqual(missed(book, shown, on), found, on)
            on = "2025-05-04T00:00:00+08:00"
            # A line of a later ceremony that shows the selection is none of the selection's own.
            longer = copy.deepcopy(book).hold(again)
            self.assertFalse(missed(longer, shown, on))
            for kind in ("disclosed", "voided"):
                longer = copy.deepcopy(book)
                if kind == "disclosed":
                    longer.line(kind, selection["announcement"], selection, "2025-05-03T09:00:00+08:00")
                else:
                    void = void_of(selection["announcement"], "2025-05-03T09:00:00+08:00", disclosure=longer.file(selection))
                    longer.line(kind, selection["announcement"], void, void["at"], void["reason"])
                self.assertTrue(missed(longer, shown, on), kind)
        # What is there although it might wait is looked at.
        forged = dict(undrawn_of(hold(1)), salt_key="0" * 64)
        book = self.voided(undrawn=dr.digest(forged))
        on = "2025-05-01T12:00:00+08:00"
        self.assert_codes(book, on=on)
        book.file(forged)
        self.assert_codes(book, ("void_incomplete", "d1"), on=on)

    def test_what_is_void_is_drawn_again(self):
        again = hold(2, period=hold(1)["announcement"]["plan"]["period"], supersedes=replaced(hold(1)))
        after, missing = "2025-07-01T00:00:00+08:00", ("not_redrawn", "d1")
        self.assert_codes(self.voided(), on=self.DURING)
        self.assert_codes(self.voided(), missing, on=after)
        self.assert_codes(self.voided(again), on=after)
        self.assert_codes(self.voided(secret_lost=True, undrawn=None), missing, ("secret_lost", "d1"), on=after)
        # It is enough that it was announced, which has deadlines of its own; a file that no line names is not.
        book = self.voided()
        book.announce(again)
        self.assertNotIn(missing, book.codes(on=after))
        book = self.voided()
        book.file(again["announcement"])
        self.assertIn(missing, book.codes(on=after))
        # The redraw is void too.
        book = self.voided()
        book.announce(again)
        book.void(again)
        self.assert_codes(book, ("not_redrawn", "d2"), on=after)
        # A campaign may be called off as long as nobody knows whom it would have met.
        def called_off(category, **changes_):
            draw, book = hold(1, category=category), Book()
            book.announce(draw)
            (book.throw_away if "disclosure" in changes_ else book.void)(draw, **changes_)
            return missing not in book.codes(on=after)
        self.assertEqual([called_off(category) for category in ("routine", "campaign", "case")], [False, True, True])
        for changes_ in ({"without": [1]}, {"time": "13:30", "missing": ["d1-balls"]}, {"time": "10:00"}, {"secret_lost": True, "undrawn": None},
                         {"disclosure": dr.digest(hold(1, category="campaign"))}):
            self.assertFalse(called_off("campaign", **changes_), changes_)
        # A value cannot be missing so early, whatever the void says.
        draw, book = hold(1, category="campaign"), Book()
        book.announce(draw)
        book.void(draw, "13:30", missing=["d1-balls"])
        book.lines[-1]["at"] = Book.at(draw, "09:45")
        self.assertIn(missing, book.codes(on=after))
        # A staffing ceremony draws no targets; what it leaves open is found where it was drawn.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        book = Book().hold(selection)
        book.disclose(selection)
        book.announce(staff(selection, 2))
        book.void(staff(selection, 2))
        self.assert_codes(book, ("open_seats", "d1"), on=after)

    def test_redraws(self):
        old = hold(1)
        same = {"period": old["announcement"]["plan"]["period"], "supersedes": replaced(old)}

        def found(targets=None, inspectors=None, seed=None, **changes_):
            """However the draw before ended, what it bound is shown."""
            redraw = hold(2, targets, inspectors, seed=seed, **{**same, **changes_})
            early, known = self.voided(redraw), self.voided(redraw, disclosure=dr.digest(old))
            early, known = ([(code, what) for code, _, what in book.audit().findings if code != "void_after_value"] for book in (early, known))
            self.assertEqual(early, known)
            return early
        self.assertEqual(found(), [])
        self.assertEqual(found(place="别处", title="又一次"), [])
        self.assertEqual(found(drawn=3), [("redraw_differs", "plan.strata")])
        self.assertEqual(found(min_pool=1, rotation=True), [("redraw_differs", "plan.min_pool"), ("redraw_differs", "plan.rotation")])
        self.assertEqual(found({"t3": {"level": "B"}}), [("redraw_differs", "targets t3")])
        # A friend is exempt all at once.
        self.assertEqual(found({"t3": {"exempt": "正面清单"}}), [("redraw_differs", "targets t3")])
        self.assertEqual(found(inspectors=people(p2=None, q={})), [("redraw_differs", "inspectors q"), ("redraw_differs", "inspectors p2")])
        self.assertEqual([code for code, _ in found(seed=1)], ["secret_reused"] * 2)
        witnesses = plan(2)["authorities"][:1] + [{"commitment": None, "name": "公证处"}]
        self.assertEqual(found(authorities=witnesses), [("redraw_differs", "plan.authorities")])
        # Another behind an id, or one whom nobody may see any more.
        other = [(draw, dict(identity, name="别人") if draw["id"] == "p2" else identity) for draw, identity in people()]
        for changes_, who in (({"called": {"t3": {"name": "别的企业"}}}, "targets t3"), ({"called": {"t3": {"credit_code": "91350100M000100Y43"}}}, "targets t3"),
                              ({"withheld": ["t3"]}, "targets t3"), ({"inspectors": other}, "inspectors p2")):
            self.assertEqual(found(**changes_), [("redraw_differs", "identities " + who)])
        # Days on which a certificate is valid no more, or again, take an inspector out, or bring one in, without a word.
        for valid, visits, seen in (({"valid_to": "2025-07-15"}, {"from": "2025-06-01", "to": "2025-07-16"}, ["certificates p2"]),
                                    ({"valid_to": "2025-07-15"}, {"from": "2025-06-01", "to": "2025-07-15"}, []),
                                    ({"valid_to": "2025-05-31"}, {"from": "2025-06-01", "to": "2025-07-16"}, []),
                                    ({"valid_from": "2025-06-02"}, {"from": "2025-06-02", "to": "2025-06-30"}, ["certificates p2"])):
            inspectors = people(p2=valid)
            first = hold(1, inspectors=inspectors)
            redraw = hold(2, inspectors=inspectors, visits=visits, **dict(same, supersedes=replaced(first)))
            book = Book()
            book.announce(first)
            book.void(first)
            self.assertEqual(self.subjects(book.hold(redraw), "redraw_differs"), seen)
        # What the law withholds of both is not compared; nor does a file in which anybody withholds more say anything.
        for hidden, seen in ((["t3"], []), ([], [("redraw_differs", "identities targets t3")])):
            book, redraw = Book(), hold(2, **same, withheld=hidden)
            book.announce(old)
            book.void(hold(1, withheld=["t3"]))
            self.assertEqual([(f.code, f.subject) for f in book.hold(redraw).audit().findings], seen)
        for hidden in ([], ["t3"]):
            for order in (1, -1):
                book, others = Book(), {"t0", "t3"} - {*hidden}
                book.announce(old)
                book.void(hold(1, withheld=hidden))
                book.hold(hold(2, **same, withheld=hidden))
                book.file(hold(2, **same, withheld=sorted(others)))
                book.files = book.files[::order]
                self.assert_codes(book)
        # What one of the published files shows is shown.
        for hidden in ((["t3"], []), ([], ["t3"])):
            selection = {"ceremony": "selection", "disclose_by": "2025-05-09T18:00:00+08:00", "period": same["period"]}
            first = hold(1, **selection)
            one, two = (hold(2, **selection, supersedes=replaced(first), withheld=withheld) for withheld in hidden)
            book = Book()
            book.announce(first)
            book.void(first)
            book.hold(one)
            book.disclose(one)
            self.assert_codes(book.hold(staff(two, 3, supersedes=None)))
        # Of what is contradicted nothing is compared.
        forged = undrawn_of(old)
        forged["rosters"]["targets"][3]["draw"]["level"] = "B"
        book = self.voided(hold(2, **same), undrawn=dr.digest(forged))
        book.file(forged)
        self.assert_codes(book, ("void_incomplete", "d1"))

        def sources(**changes_):
            values = copy.deepcopy(plan(2)["values"])
            values[0]["fallbacks"][0].update(changes_)
            return values
        self.assertEqual(found(values=sources(issue="next for d1")), [("redraw_early", "d2-balls")])
        # An announcement in between that is void in its turn frees from nothing.
        between = hold(2, **same, min_pool=2)
        values = copy.deepcopy(plan(3)["values"])
        values[0]["fallbacks"][0].update(issue="next for d1")
        last = hold(3, {"t3": {"exempt": "正面清单"}}, period=same["period"], supersedes=replaced(between), min_pool=2, drawn=3, values=values)
        book = self.voided()
        book.announce(between)
        book.void(between)
        book.hold(last)
        # The plan is that of the one before; a source of any of them is known.
        self.assertEqual([(f.code, f.draw, f.subject) for f in book.audit().findings],
                         [("redraw_differs", "d2", "plan.min_pool"), ("redraw_differs", "d3", "plan.strata"),
                          ("redraw_differs", "d3", "targets t3"), ("redraw_early", "d3", "d3-balls")])
        # A source that closes before the void, in an announcement that goes back before it too.
        redraw = hold(2, **same, values=sources(closes="2025-05-01T15:59:59+08:00"), announce_at="2025-05-01T08:00:00+08:00")
        late = self.voided(redraw, disclosure=dr.digest(old))
        self.assertEqual([code for code, _ in late.codes()], ["announced_late", "contradicted", "redraw_early", "void_after_value"])
        early = self.voided(redraw)
        self.assertEqual([code for code, _ in early.codes()], ["announced_late", "contradicted"])
        # The void that it supersedes, not the ones before that: these ended before it was announced, and what closed since was not known.
        between = hold(2, **same)
        for time, found in (("12:59", False), ("13:01", True)):
            last = hold(3, period=same["period"], supersedes=replaced(between), announce_at="2025-05-01T08:00:00+08:00",
                        values=[dict(value, source=dict(value["source"], closes="2025-05-0%dT13:00:00+08:00" % day)) for value, day in zip(plan(3)["values"], (2, 3))])
            book = Book()
            book.announce(old)
            book.throw_away(old, "23:00")
            book.announce(between)
            book.void(between, time, without=[1])
            book.announce(last)
            self.assertEqual(("redraw_early", "d3") in book.codes(), found, time)

    def test_rosters_of_a_redraw_are_those_of_the_nearest_that_are_shown(self):
        old = hold(1)
        same = {"period": old["announcement"]["plan"]["period"]}
        exempt = {"t3": {"exempt": "正面清单"}}

        def found(between, last, forged=False, shown=(True, True)):
            """The draw is void, and so is its redraw, which a second one supersedes; `shown` says which undrawns are there."""
            between = hold(2, between, **same, supersedes=replaced(old))
            last = hold(3, last, **same, supersedes=replaced(between))
            book = Book()
            for draw, there in zip((old, between), shown):
                book.announce(draw)
                if there:
                    book.void(draw)
                else:
                    book.void(draw, secret_lost=True, undrawn=None)
            if forged:
                book.lines.pop()
                wrong = dict(undrawn_of(between), salt_key="0" * 64)
                book.void(between, undrawn=book.file(wrong))
            return [(f.draw, f.subject) for f in book.hold(last).audit().findings if f.code == "redraw_differs"]
        # What the one in between has changed is found there, once.
        self.assertEqual(found(exempt, exempt), [("d2", "targets t3")])
        self.assertEqual(found(exempt, {}), [("d2", "targets t3"), ("d3", "targets t3")])
        self.assertEqual(found({}, exempt), [("d3", "targets t3")])
        # Of whose secrets were lost nothing is shown; then the one before counts.
        self.assertEqual(found(exempt, exempt, shown=(True, False)), [("d3", "targets t3")])
        self.assertEqual(found(exempt, {}, shown=(True, False)), [])
        self.assertEqual(found(exempt, {}, shown=(False, True)), [("d3", "targets t3")])
        self.assertEqual(found(exempt, {}, shown=(False, False)), [])
        # What shows it has to be sound, and be named by its void.
        self.assertEqual(found(exempt, exempt, forged=True), [("d2", "targets t3"), ("d3", "targets t3")])
        between = hold(2, exempt, **same, supersedes=replaced(old))
        last = hold(3, exempt, **same, supersedes=replaced(between))
        book = self.voided()
        book.announce(between)
        book.void(between, secret_lost=True, undrawn=None)
        book.file(between)
        self.assertEqual([f.draw for f in book.hold(last).audit().findings if f.code == "redraw_differs"], ["d2", "d3"])

    def test_a_void_that_no_line_names_is_nobody_s(self):
        """Anybody can write one, whatever it says."""
        draw = hold(1)
        at = "2025-05-01T16:00:00+08:00"
        for changes_ in ({}, {"secret_lost": True}, {"disclosure": dr.digest(draw)}, {"disclosure": "d" * 64}, {"undrawn": "d" * 64},
                         {"missing_authorities": ["税务局"], "undrawn": dr.digest(undrawn_of(draw, [1]))}):
            for book in (Book(), Book().hold(draw)):
                if not book.lines:
                    book.announce(draw)
                book.file(draw)
                book.file(undrawn_of(draw, [1]))
                book.file(void_of(draw["announcement"], at, **changes_))
                during = {"on": "2025-05-01T16:30:00+08:00"}
                self.assertEqual({code for code, _ in book.codes(**during)}, {"document_unlogged"}, changes_)
        # One whose line comes too late ends nothing: what was disclosed stands.
        book = Book().hold(draw)
        book.throw_away(draw, "17:40")
        self.assert_codes(book, ("log_line", "d1"))

    def test_what_was_disclosed_before_its_void_need_not_be_drawn_again(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        for after, found in ((False, [("not_redrawn", "d1")]), (True, [])):
            book, staffing = Book().hold(selection), staff(selection, 2)
            book.announce(staffing)
            book.seal(staffing)
            if after:
                book.disclose(staffing)
            void = void_of(selection["announcement"], book.at(staffing, "17:40"), disclosure=book.file(selection))
            book.line("voided", selection["announcement"], void, void["at"], void["reason"])
            self.assertEqual([finding for finding in book.codes() if finding[0] == "not_redrawn"], found)

    def test_what_an_end_before_the_value_did(self):
        """A friend would have been drawn; the draw is ended in time, and is drawn again without the friend."""
        old = hold(1)
        friend, other = drawn_targets(old)
        same = {"period": old["announcement"]["plan"]["period"], "supersedes": replaced(old)}
        redraw = hold(2, {friend: {"exempt": "正面清单"}}, **same)
        values = [("d1", name, text, None) for name, text in (("d1-balls", made.BALLS_TEXT), ("d1-witness", made.witness("d1")[0]))]

        def listed(book, values=values):
            return book.audit(values=values).would_have_drawn
        book = self.voided(redraw)
        self.assert_codes(book, ("redraw_differs", "d2"), values=values)
        drawn, stands = {friend, other}, {*drawn_targets(redraw)}
        self.assertEqual(listed(book), [{"void": "d1", "redraw": "d2", "lost": sorted(drawn - stands), "gained": sorted(stands - drawn)}])
        self.assertIn(friend, listed(book)[0]["lost"])
        # Nobody can tell without all values, as main sources give them, and all secrets; and of a draw that is shown it is known.
        self.assertEqual(listed(book, values[:1]), [])
        self.assertEqual(listed(book, [("d1", "d1-balls", "00ff00ff", None), values[1]]), [])
        self.assertEqual(listed(book, [*values, (*values[0][:2], "01 02 03 04 05 06 07", None)]), listed(book))
        self.assertEqual(listed(self.voided(redraw, without=[1])), [])
        self.assertEqual(listed(self.voided(redraw, disclosure=dr.digest(old))), [])
        self.assertEqual(listed(self.voided()), [])
        # Whoever had the value before the plan says that it closes is found, if anybody says when.
        for known, early in (("09:45", True), ("09:46", True), ("12:00", False)):
            early = [("value_known_early", "d1")] * early
            seen = [(*values[0][:3], "2025-05-01T%s:00+08:00" % known), values[1]]
            self.assert_codes(book, ("redraw_differs", "d2"), *early, values=seen)

    def test_times_that_are_none(self):
        period = {"from": "2025-04-01", "to": "2025-06-30"}
        for changes_, what in (({"disclose_by": "2026-07-01T23:59:59+08:00"}, []), ({"disclose_by": "2026-07-02T00:00:00+08:00"}, ["disclose_by"]),
                               # The day in China, however it is written.
                               ({"disclose_by": "2026-07-01T23:59:59+00:00"}, ["disclose_by"]), ({"disclose_by": "2026-07-02T00:00:00+14:00"}, []),
                               ({"period": {"from": "2025-04-01", "to": "2028-04-03"}}, []), ({"period": {"from": "2025-04-01", "to": "2028-04-04"}}, ["period"]),
                               ({"visits": {"from": "2025-05-09", "to": "2026-07-01"}}, []), ({"visits": {"from": "2025-05-09", "to": "2026-07-02"}}, ["visits"]),
                               ({"visits": {"from": "2025-04-01", "to": "2025-05-01"}}, []), ({"visits": {"from": "2025-04-01", "to": "2025-04-30"}}, ["seal_by"])):
            with self.subTest(str(changes_)):
                self.assertEqual(self.subjects(Book().hold(hold(1, **{"period": period, **changes_})), "deadline_far"), what)
        # More than 92 days after the day of the line.
        for start, what in (("2025-08-01", []), ("2025-08-02", ["period.from"])):
            visits = {"from": "2025-08-02", "to": "2025-08-30"}
            draw = hold(1, period={"from": start, "to": "2025-08-30"}, visits=visits)
            self.assertEqual(self.subjects(Book().hold(draw), "deadline_far"), what)
            # What no line announces is announced on no day.
            book = Book()
            book.file(draw["announcement"])
            self.assertEqual(self.subjects(book, "deadline_far"), [])
        for first, what in (("2025-08-01T23:59:59+08:00", []), ("2025-08-02T00:00:00+08:00", ["closes"]), ("2025-08-01T16:00:00+00:00", ["closes"])):
            values = copy.deepcopy(plan(1)["values"])
            for value in values:
                for source in [value["source"], *value["fallbacks"]]:
                    source["closes"] = "2025-08-03T00:00:00+08:00"
            values[1]["fallbacks"][0]["closes"] = first
            book, far = Book(), hold(1)
            far["announcement"]["plan"].update(values=values, seal_by="2025-08-05T00:00:00+08:00", visits={"from": "2025-08-06", "to": "2025-08-30"})
            book.announce(far)
            self.assertEqual(self.subjects(book, "deadline_far"), what, first)
        # Announced and no more, and in a file that no line names.
        far = hold(1, period=period, disclose_by="2027-01-01T00:00:00+08:00")
        book, on = Book(), "2025-05-01T09:40:00+08:00"
        book.file(far["announcement"])
        self.assert_codes(book, ("deadline_far", "d1"), ("document_unlogged", "d1"), on=on)
        book.announce(far)
        self.assert_codes(book, ("deadline_far", "d1"), on=on)

    def test_dates_of_amendments(self):
        def misdated(*amendments):
            """`amendments`: (day of May 2025, instant of the line)."""
            draw, book = hold(1), Book()
            for n, (day, _) in enumerate(amendments):
                draw = strike(draw, day, drawn_targets(draw)[n:n + 1])
            book.announce(draw)
            book.seal(draw)
            for amendment, (_, at) in zip(draw["amendments"], amendments):
                book.line("amended", draw["announcement"], amendment["seal"], at)
            book.line("disclosed", draw["announcement"], draw, "2025-05-09T17:30:00+08:00")
            self.assertEqual({code for code, _ in book.codes()} - {"amendment_misdated"}, {"disclosed_late"})
            return self.subjects(book, "amendment_misdated")
        # In China the next day begins at 16:00 UTC.
        for at, found in (("2025-05-02T15:59:59+00:00", True), ("2025-05-02T16:00:00+00:00", False), ("2025-05-06T15:59:59+00:00", False),
                          ("2025-05-06T16:00:00+00:00", True)):
            self.assertEqual(misdated((3, at)), ["amendment 1"] * found, at)
        first = (3, "2025-05-03T16:00:00+00:00")
        self.assertEqual(misdated(first, (4, "2025-05-04T23:59:59+08:00")), ["amendment 2"])
        self.assertEqual(misdated(first, (4, "2025-05-05T00:00:00+08:00")), [])
        # After the visits nobody can be struck any more; whether or not it has a line.
        for date, found in (("2025-06-30", False), ("2025-07-01", True)):
            for line in (True, False):
                draw, book = hold(1), Book()
                draw = made.amend(draw, dict(made.strikes(1, drawn_targets(draw)[:1]), date=date))
                book.announce(draw)
                book.seal(draw)
                if line:
                    book.line("amended", draw["announcement"], draw["amendments"][0]["seal"], date + "T12:00:00+08:00")
                book.line("disclosed", draw["announcement"], draw, "2025-07-09T17:30:00+08:00")
                self.assertEqual(self.subjects(book, "amendment_misdated"), ["amendment 1"] * found, (date, line))
        # The day of the ceremony that was amended, in a chain.
        selection = strike(hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00"), 1, drawn_targets(hold(1, ceremony="selection"))[:1])
        book = Book()
        book.announce(selection)
        book.seal(selection)
        book.line("amended", selection["announcement"], selection["amendments"][0]["seal"], "2025-05-05T08:00:00+08:00")
        book.hold(staff(selection, 6))
        self.assertEqual(set(book.codes()) & {("amendment_misdated", "d%d" % n) for n in (1, 6)}, {("amendment_misdated", "d1")})

    def test_what_is_disclosed_stands_whatever_is_said_of_it_later(self):
        selection = strike(hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00"), 1, drawn_targets(hold(1, ceremony="selection"))[:1])
        staffing = staff(selection, 2)
        book = Book().hold(selection, staffing)
        book.throw_away(staffing, time="17:40")
        self.assertIn(("log_line", "d2"), book.codes())
        self.assertEqual([draw.announcements[-1] for draw in book.audit().disclosed_draws], [dr.digest(staffing["announcement"])])
        self.assertIn(("struck_not_carried", "d3"), book.hold(hold(3, drawn=0)).codes())

    def test_open_seats(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00")
        book = Book().hold(selection)
        book.disclose(selection)
        over = selection["announcement"]["plan"]["visits"]["to"]
        self.assertEqual(book.codes(on=over + "T23:59:59+08:00"), [])
        later = "%d-01-01T00:00:00+08:00" % (int(over[:4]) + 1)
        self.assertEqual(book.codes(on=later), [("open_seats", "d1")])
        # Before it is disclosed too; what draws inspectors may have found nobody, which the disclosure will tell.
        book = Book().hold(selection)
        self.assertIn(("open_seats", "d1"), book.codes(on=later))
        # A shortage says why.
        few = people(**{name: {"max_visits": 1} if name in PEOPLE[:3] else None for name in PEOPLE})
        short = hold(1, inspectors=few)
        self.assertGreater(short["seal"]["seats"]["open"], 0)
        self.assertEqual(Book().hold(short).codes(on=later), [])
        undisclosed = Book()
        undisclosed.announce(short)
        undisclosed.seal(short)
        self.assertEqual(undisclosed.codes(on=later), [("not_disclosed", "d1")])
        # A second ceremony that finds the same people finds the same; one that took them away has made the shortage.
        rotating = {"changed": ["rotation"], "rotation": True}
        for inspectors, changed, found in ((few, {}, False), (few[:2], {}, True), ([*few, made.inspector("q", role="expert")], {}, False),
                                           (few, rotating, False)):
            book = Book().hold(short, staff(short, 2, inspectors, **changed))
            self.assertEqual(("open_seats", "d2") in book.codes(on=later), found)
        # A rule that takes them away; and a ceremony in the middle that did.
        rotated = hold(1, dict.fromkeys(TARGETS, {"last_team": ["p0"]}), inspectors=few)
        self.assertGreater(rotated["seal"]["seats"]["open"], 0)
        for changed, found in (({}, False), (rotating, True)):
            self.assertEqual(("open_seats", "d2") in Book().hold(rotated, staff(rotated, 2, few, **changed)).codes(on=later), found)
        for middle, found in ((few[:2], True), (few, False)):
            second = staff(short, 2, middle)
            self.assertEqual(("open_seats", "d3") in Book().hold(short, second, staff(second, 3, middle)).codes(on=later), found)
        # Those who came, as many as make a pool, could not go either: nothing was touched, and the seats are short again.
        tight = hold(1, drawn=6, inspectors=few)
        more = sorted([*few, *(made.inspector(name, max_visits=1) for name in ("q", "r", "s"))], key=lambda one: one[0]["id"])
        self.assertNotIn(("open_seats", "d2"), Book().hold(tight, staff(tight, 2, more)).codes(on=later))
        self.assertIn(("open_seats", "d2"), Book().hold(selection, staff(selection, 2, [])).codes(on=later))
        # Seats that wait for a fresh value are not short, as soon as the disclosure tells.
        fresh = hold(1, amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        fresh = strike(fresh, 1, drawn_targets(fresh)[:1])
        undisclosed = Book().hold(fresh)
        self.assertEqual(undisclosed.codes(on=later), [("open_seats", "d1")])
        undisclosed.lines.pop()
        undisclosed.files.pop()
        self.assertEqual(undisclosed.codes(on=later), [("not_disclosed", "d1")])
        # One who could sit in no seat any more, and whose seat nobody draws.
        staffing = staff(selection, 2)
        book.announce(staffing)
        self.assertNotIn(("open_seats", "d1"), book.codes(on=later))

    def test_an_amendment_that_nobody_opens(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        late = strike(selection, 2, drawn_targets(selection)[:1])
        book = Book().hold(selection)
        book.announce(staffing)
        book.line("amended", selection["announcement"], late["amendments"][0]["seal"], Book.at(staffing, "12:00"))
        book.file(late["amendments"][0]["seal"])
        book.seal(staffing)
        self.assertNotIn(("amendment_unopened", "d1"), book.codes())
        book.disclose(staffing)
        self.assertIn(("amendment_unopened", "d1"), book.codes())

    def test_the_count_of_another_year(self):
        period = {"from": "2024-10-01", "to": "2024-12-31"}
        for before, found in ((hold(1, period=period), True), (hold(1), False)):
            head = before["head"]
            after = hold(2, earlier=[{"head": head, "use": "count"}])
            codes = Book().hold(before, after).audit().findings
            self.assertEqual(("earlier_misused", "d2", "count of another year " + head) in codes, found)

    def test_only_draws_of_the_year_keep_targets_out_and_no_case_inspections(self):
        def misused(use="leave_out", **changes_):
            before = hold(1, drawn=0, **changes_)
            after = hold(2, earlier=[{"head": before["head"], "use": use}])
            return [subject.rsplit(" ", 1)[0] for subject in self.subjects(Book().hold(before, after), "earlier_misused")]
        self.assertEqual(misused(), [])
        year = {"period": {"from": "2024-10-01", "to": "2024-12-31"}}
        self.assertEqual(misused(**year), ["leave_out of another year"])
        self.assertEqual(misused(category="case"), ["leave_out of a case inspection"])
        self.assertEqual(misused(category="campaign"), [])
        # What was struck there comes back all the same.
        for changes_ in (year, {"category": "case"}):
            self.assertEqual(misused("carry", **changes_), [])

    def test_an_older_head_shows_fewer_strikes(self):
        """It is named although the amendment was logged before."""
        first = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        old, new = dr.digest(first["seal"]), first["head"]
        void = hold(2)

        def older(head, before_amendment, redraw=False):
            naming = hold(3 if redraw else 2, earlier=[{"head": head, "use": "rotation"}], **{
                "period": void["announcement"]["plan"]["period"], "supersedes": replaced(void)} if redraw else {})
            early, book = void if redraw else naming, Book()
            book.announce(first)
            book.seal(first)
            if before_amendment:
                book.announce(early)
                book.lines[-1]["at"] = Book.at(first, "14:30")
            book.amend(first)
            book.disclose(first)
            if not before_amendment:
                book.announce(early)
            if redraw:
                book.void(void)
                book.announce(naming)
            book.seal(naming)
            book.disclose(naming)
            return [subject for subject in self.subjects(book, "earlier_misused") if subject.startswith("older")]
        self.assertEqual(older(old, False), ["older head " + old])
        self.assertEqual(older(old, True), [])
        self.assertEqual([older(new, before) for before in (False, True)], [[], []])
        # A redraw counts as announced where the void one was.
        self.assertEqual([older(old, before, redraw=True) for before in (False, True)], [["older head " + old], []])
        # A selection's head, when the staffing ceremony has been sealed; unless that is void.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        for head, ended, found in ((selection["head"], False, True), (staffing["head"], False, False), (selection["head"], True, False)):
            book = Book().hold(selection)
            book.announce(staffing)
            book.seal(staffing)
            (book.throw_away if ended else book.disclose)(staffing)
            book.hold(hold(3, earlier=[{"head": head, "use": "count"}]))
            self.assertEqual(("earlier_misused", "d3", "older head " + head) in book.audit().findings, found)
        # A void of what was disclosed already, by a later ceremony, changes nothing.
        amended = strike(selection, 1, drawn_targets(selection)[:1])
        named = hold(2, earlier=[{"head": dr.digest(selection["seal"]), "use": "count"}])
        book = Book().hold(amended, named, staff(amended, 3))
        book.throw_away(amended)
        book.lines[-1]["at"] = Book.at(hold(3), "18:00")
        self.assertIn("older head " + dr.digest(selection["seal"]), self.subjects(book, "earlier_misused"))
        # Void since the selection was named, or when it was disclosed already, which changes nothing.
        for disclosed, found in ((False, False), (True, True)):
            book = Book().hold(selection)
            book.announce(staffing)
            book.seal(staffing)
            if disclosed:
                book.disclose(staffing, "15:00")
            naming = hold(3, earlier=[{"head": selection["head"], "use": "count"}])
            book.announce(naming)
            book.throw_away(staffing)
            book.seal(naming)
            book.disclose(naming)
            self.assertEqual(("earlier_misused", "d3", "older head " + selection["head"]) in book.audit().findings, found)
        # Nor is a file that no line announced held against anybody.
        book = Book().hold(first)
        book.file(hold(2, earlier=[{"head": old, "use": "rotation"}])["announcement"])
        self.assertEqual(self.subjects(book, "earlier_misused"), [])

    def test_a_selection_shown_by_two_voids_is_one_draw_as_amended_last(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        one = staff(selection, 2)
        amended = strike(selection, 2, drawn_targets(selection)[:1])
        two = staff(amended, 3, supersedes=replaced(one))
        book = Book().hold(selection)
        book.announce(one)
        book.throw_away(one, "14:00")
        book.line("amended", amended["announcement"], amended["amendments"][0]["seal"], Book.at(one, "15:00"))
        book.announce(two)
        book.throw_away(two)
        for book.files in (book.files, book.files[::-1]):
            draw, = book.audit().disclosed_draws
            self.assertEqual(draw.heads, [[dr.digest(selection["seal"]), amended["head"]]])

    def test_secrets(self):
        codes = Book().hold(hold(1), hold(2, seed=1)).audit().findings
        self.assertEqual([(finding.code, finding.draw) for finding in codes], [("secret_reused", "d2")] * 2)

    def test_values(self):
        book = Book().hold(hold(1))

        def codes(text, known=None, draw="d1", name="d1-balls"):
            return [code for code, _ in book.codes(values=[(draw, name, text, known)])]
        self.assertEqual(codes(made.BALLS_TEXT, "2025-05-01T12:00:00+08:00"), [])
        self.assertEqual(codes("01 02 03 04 05 06 07"), ["value_differs"])
        self.assertEqual(codes(made.BALLS_TEXT, "2025-05-01T09:29:59+08:00"), ["value_known_early"])
        # Announced in time, and known before it was said to close.
        closes, = [value["source"]["closes"] for value in hold(1)["announcement"]["plan"]["values"] if value["name"] == "d1-balls"]
        self.assertEqual(codes(made.BALLS_TEXT, closes), [])
        self.assertEqual(codes(made.BALLS_TEXT, "2025-05-01T09:59:59+08:00"), ["value_known_early"])
        self.assertEqual(codes(made.BALLS_TEXT, name="other"), ["evidence_unknown"])
        self.assertEqual(codes(made.BALLS_TEXT, draw="d9"), ["evidence_unknown"])
        self.assertEqual(book.codes(values=[("d9", "d1-balls", made.BALLS_TEXT, None)]), [("evidence_unknown", "d9")])
        # One of the texts that were published is enough. What came too late for the seal could not be used.
        other, third = "01 02 03 04 05 06 07", "11 12 13 14 15 16 17"
        late, sealed = "2025-05-01T14:00:01+08:00", "2025-05-01T14:00:00+08:00"
        for texts, differs in (([(other, None), (made.BALLS_TEXT, None)], False), ([(other, None), (third, None)], True), ([(other, sealed)], True),
                               ([(other, late)], False), ([(other, late), (third, late)], False), ([(other, late), (third, None)], True),
                               ([(other, late), (third, sealed)], True)):
            values = [("d1", "d1-balls", *given) for given in texts]
            own = made.BALLS_TEXT in dict(texts)
            self.assert_codes(Book().hold(hold(1, fallback=True)), *[("value_differs", "d1")] * (differs or own), values=values)
            # Whoever used the main source had a text of it, and can have had none that came later.
            self.assert_codes(book, *[("value_differs", "d1")] * (not own), values=values)
        # The fallback's own text is one of the texts that were published.
        values = [("d1", "d1-balls", text, None) for text in (other, "00ff00ff")]
        self.assert_codes(Book().hold(hold(1, fallback=True)), values=values)
        # The other value of that draw used its main source.
        values = [("d1", "d1-witness", "cd" * 32, late)]
        self.assert_codes(Book().hold(hold(1, fallback=True)), ("value_differs", "d1"), values=values)
        # That the source gave several texts excuses no fallback: of whoever used it the main source's texts say what there was to use.
        def corrected(how, *texts, fallback=True):
            values = [dict(plan(1)["values"][0], corrected=how), plan(1)["values"][1]]
            return Book().hold(hold(1, values=values, fallback=fallback)).codes(values=[("d1", "d1-balls", text, None) for text in texts])
        found = [("value_differs", "d1")]
        self.assertEqual([corrected(how, other, third) for how in ("fallback", "first", "void")], [found] * 3)
        self.assertEqual([corrected("fallback", *texts) for texts in ((other,), (other, other), (other, third, "00ff00ff"))], [found, found, []])
        # Whoever used the source itself did not take it as silent; and it is the value's own rule that counts.
        self.assertEqual([corrected("fallback", *texts, fallback=False) for texts in ((other, third), (other, made.BALLS_TEXT))], [found, []])
        values = [plan(1)["values"][0], dict(plan(1)["values"][1], corrected="fallback")]
        texts = [("d1", "d1-balls", text, None) for text in (other, third)]
        self.assertEqual(Book().hold(hold(1, values=values, fallback=True)).codes(values=texts), found)
        # An announcement that is in no line is not the log's.
        book.file(hold(2)["announcement"])
        self.assertEqual(codes(made.BALLS_TEXT, draw="d2", name="d2-balls"), ["document_unlogged", "evidence_unknown"])
        # A draw that is not sealed has used nothing; a void's disclosure has, and what is missing is not there.
        book = Book()
        book.announce(hold(1))
        self.assertNotIn("value_differs", codes("01 02 03 04 05 06 07"))
        book.throw_away(hold(1))
        self.assertEqual(codes(made.BALLS_TEXT), ["not_redrawn", "void_after_value"])
        self.assertEqual(codes("01 02 03 04 05 06 07"), ["not_redrawn", "value_differs", "void_after_value"])
        book = self.voided(time="16:00", missing=["d1-balls"])
        self.assertEqual(codes(made.BALLS_TEXT), ["not_redrawn", "value_differs"])
        self.assertEqual(codes(made.witness("d1")[0], name="d1-witness"), ["not_redrawn"])
        for known, found in (("16:00:00", ["value_differs"]), ("16:00:01", [])):
            self.assertEqual(codes(made.BALLS_TEXT, "2025-05-01T%s+08:00" % known), ["not_redrawn", *found])
        # So is a value that is called missing, if its source gave two texts by then.
        for known, found in (("16:00:00", False), ("16:00:01", True)):
            ended, book = hold(1, values=[dict(plan(1)["values"][0], corrected="fallback"), plan(1)["values"][1]]), Book()
            book.announce(ended)
            book.void(ended, "16:00", missing=["d1-balls"])
            given = [("d1", "d1-balls", made.BALLS_TEXT, None), ("d1", "d1-balls", other, "2025-05-01T%s+08:00" % known)]
            self.assertEqual([code for code, _ in book.codes(values=given)], ["not_redrawn", *["value_differs"] * found])
        for how, texts, found in (("fallback", (made.BALLS_TEXT, other), False), ("fallback", (made.BALLS_TEXT,), True),
                                  ("fallback", (other, other), True), ("first", (made.BALLS_TEXT, other), True)):
            ended, book = hold(1, values=[dict(plan(1)["values"][0], corrected=how), plan(1)["values"][1]]), Book()
            book.announce(ended)
            book.void(ended, "16:00", missing=["d1-balls"])
            given = [("d1", "d1-balls", text, None) for text in texts]
            self.assertEqual([code for code, _ in book.codes(values=given)], ["not_redrawn", *["value_differs"] * found])
        # Of a draw by a fallback, which closes at 13:00, the main source's text may be known before that; the fallback's own may not.
        by_fallback = Book().hold(hold(1, fallback=True))
        for text, known, found in ((made.BALLS_TEXT, "12:59:59", False), (made.BALLS_TEXT, "09:59:59", True), ("00ff00ff", "12:59:59", True),
                                   ("00ff00ff", "13:00:00", False)):
            values = [("d1", "d1-balls", text, "2025-05-01T%s+08:00" % known)]
            self.assertEqual("value_known_early" in [code for code, _ in by_fallback.codes(values=values)], found, (text, known))
        # Ended as if nothing were known; with a value that never came others are known, and so they are where the result is shown.
        known = ("2025-05-01T12:00:00+08:00", "d1", "d1-witness")
        for changes_, found in (({}, True), ({"without": [1]}, True), ({"missing": ["d1-balls"]}, False),
                                ({"disclosure": dr.digest(hold(1))}, False), ({"secret_lost": True, "undrawn": None}, False), ({"time": "11:59"}, False)):
            book = self.voided(**{"time": "12:00", **changes_})
            self.assertEqual("value_known_early" in codes(made.witness("d1")[0], *known), found, changes_)
        # Another seal, of which the log says nothing, is not the one used.
        book = Book().hold(hold(1))
        book.file(hold(1, fallback=True)["seal"])
        self.assertEqual(codes(made.BALLS_TEXT), ["document_unlogged"])

    def test_pools(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00", recusals=[made.recusal("p4", t) for t in TARGETS])

        def touched(inspectors=None, recusals=selection["rosters"]["recusals"], changed=(), **changes_):
            recusals = [(r["draw"], {"category": "亲属"}) if isinstance(r, dict) else r for r in recusals]
            return self.subjects(Book().hold(selection, staff(selection, 2, inspectors, recusals, changed, **changes_)), "pool_touched")
        seats = ["%s/%d" % (target, n) for target in sorted(drawn_targets(selection), key=chain_of(selection).ticket_order) for n in (1, 2)]
        seat = drawn_targets(selection)[0]
        elsewhere = next(t for t in TARGETS if t not in drawn_targets(selection))

        def all_of(what):
            return ["%s %s" % (place, what) for place in seats]
        self.assertEqual(touched(), [])
        self.assertEqual(touched(people(p1=None)), all_of("-p1"))
        self.assertEqual(touched(people(q={})), all_of("+q"))
        self.assertEqual(touched(people(p1=None, q={})), all_of("+q -p1"))
        self.assertEqual(touched(people(p0={"max_visits": 1})), all_of("<p0"))
        self.assertEqual(touched(people(p0={"max_visits": 10})), all_of(">p0"))
        self.assertEqual(touched(people(p0={"role": "expert"})), all_of("-p0"))
        self.assertEqual(touched(people(p0={"department": "二科"})), [])
        # Who was recused from all is in nobody's pool, whatever becomes of them, and takes the recusals along.
        kept = selection["rosters"]["recusals"]
        self.assertEqual(touched(people(p4=None), []), [])
        self.assertEqual(touched(people(p4={"max_visits": 1})), [])
        more = sorted([*((r["draw"], {"category": "亲属"}) for r in kept), made.recusal("p0", seat)], key=lambda r: (r[0]["inspector"], r[0]["target"]))
        self.assertEqual(touched(recusals=more), ["%s -p0" % place for place in seats if place.startswith(seat)])
        more = sorted([*((r["draw"], {"category": "亲属"}) for r in kept), made.recusal("p0", elsewhere)], key=lambda r: (r[0]["inspector"], r[0]["target"]))
        self.assertEqual(touched(recusals=more), [])
        self.assertEqual(touched(changed=["rotation"], rotation=True), [])
        gone = people(p0={"valid_to": "2025-07-15"})
        self.assertEqual(touched(gone), [])
        moved = {"from": "2025-07-01", "to": "2025-07-31"}
        self.assertEqual(touched(gone, changed=["visits"], visits=moved), all_of("-p0"))
        # Nobody was short of anything.
        self.assertEqual(touched(changed=["workload"], workload="balanced"), ["workload"])
        # Behind an id sits whoever sat there, shown or not.
        def renamed(who, **identity):
            return [(draw, dict(name, **identity) if draw["id"] == who else name) for draw, name in people()]
        self.assertEqual(touched(renamed("p1", name="另一人")), ["identities p1"])
        self.assertEqual(touched(renamed("p1")), [])
        hidden = copy.deepcopy(selection["rosters"])
        hidden["inspectors"][1]["identity"] = {"withheld": {"hash": dr.identity_hash(hidden["inspectors"][1]["identity"]).hex(), "reason": "商业秘密"}}
        chain = staff(dict(selection, rosters=hidden), 2, recusals=[(r["draw"], {"category": "亲属"}) for r in kept])
        self.assertEqual(self.subjects(Book().hold(selection, chain), "pool_touched"), ["identities p1"])
        # Its own strikes come after it was announced; those of the ceremony before come before.
        staffing = staff(selection, 2, recusals=[(r["draw"], {"category": "亲属"}) for r in kept])
        who = result_entries(staffing, 0)[TARGETS.index(seat)]["seats"][0]
        self.assertEqual(self.subjects(Book().hold(selection, strike(staffing, 2, [], [(who, None)])), "pool_touched"), [])
        whole = hold(1, disclose_by="2025-05-02T18:00:00+08:00", amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        who = result_entries(whole, 0)[TARGETS.index(drawn_targets(whole)[0])]["seats"][0]
        whole = strike(whole, 1, [], [(who, None)])
        self.assertEqual(self.subjects(Book().hold(whole, staff(whole, 2)), "pool_touched"), [])
        # A disclosure that is shown on a page alone is not looked into.
        staffing, book = staff(selection, 2, people(p1=None), [(r["draw"], {"category": "亲属"}) for r in kept]), Book().hold(selection)
        book.announce(staffing)
        book.seal(staffing)
        book.line("published", staffing["announcement"], staffing, Book.at(staffing, "17:00"))
        self.assertEqual(self.subjects(book, "pool_touched"), [])

    def test_what_was_short_may_be_given_more(self):
        def touched(first, inspectors, **changes_):
            """In a staffing ceremony after one that was short, with other inspectors, by their visits."""
            inspectors = [made.inspector(name, max_visits=visits) for name, visits in sorted(inspectors.items())]
            return [subject.split(" ", 1)[-1] for subject in self.subjects(Book().hold(first, staff(first, 2, inspectors, **changes_)), "pool_touched")]

        def first(visits, drawn=3, workload="own", **changes_):
            inspectors = [made.inspector(name, max_visits=n) for name, n in sorted(visits.items())]
            return hold(1, drawn=drawn, inspectors=inspectors, workload=workload, disclose_by="2025-05-02T18:00:00+08:00", **changes_)
        few = {"p0": 2, "p1": 1, "p2": 2}
        three, two, one = ({name: 2 for name in names} for names in (("q", "r", "s"), ("q", "r"), ("q",)))
        # Five visits for six seats. Those who come are as many as make a pool, and at least two.
        short = first(few)
        self.assertEqual(short["seal"]["seats"]["open"], 1)
        self.assertEqual(touched(short, few), [])
        self.assertEqual(touched(short, few | three), [])
        self.assertEqual(touched(short, few | two), ["+q +r"])
        self.assertEqual(touched(first(few, min_pool=1), few | two), [])
        self.assertEqual(touched(first(few, min_pool=1), few | one), ["+q"])
        # More visits are as good as more people; nobody is lost, and nobody's visits fall.
        # But who sits on the team already gains nothing by it.
        seated, = [who for entry in result_entries(short, 0) if None in entry.get("seats", []) for who in entry["seats"] if who]
        aside = sorted(few.keys() - {seated})
        more = {name: few[name] + 1 for name in few}
        self.assertEqual(touched(short, more), [">p0 >p1 >p2"])
        self.assertEqual(touched(short, more | one), [])
        self.assertEqual(touched(short, few | {name: more[name] for name in aside}), [" ".join(">" + name for name in aside)])
        self.assertEqual(touched(short, few | {name: more[name] for name in aside} | one), [])
        self.assertNotEqual(touched(short, few | {name: more[name] for name in (seated, aside[0])} | one), [])
        self.assertEqual(touched(short, {"p0": 2, "p1": 1} | three), ["+q +r +s -p2"])
        self.assertEqual(touched(short, dict(few, p0=1) | three), ["+q +r +s <p0"])
        # In an amendment, in whichever of them a seat was found to be short.
        pair = {"p0": 9, "p1": 9}
        full = first(pair, drawn=2)
        self.assertEqual(rc.short_seats(full), set())
        a, b = drawn_targets(full)
        once = strike(full, 1, [], [("p0", a)])
        self.assertEqual((touched(once, pair | three), touched(once, pair | one)), ([], ["+q"]))
        twice = strike(once, 2, [], [("p1", b)])
        self.assertEqual(touched(twice, pair | three), [])
        # Where seats wait for a fresh value nobody was short.
        fresh = first(pair, drawn=2, amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        fresh = strike(fresh, 1, [], [("p0", drawn_targets(fresh)[0])])
        self.assertEqual(touched(fresh, pair | three), ["+q +r +s"])
        # Workload, where every open seat was short.
        nine = dict.fromkeys(few, 9)
        for old, new, found in (({"common": 1}, "own", False), ({"common": 1}, {"common": 2}, False), ({"common": 1}, "balanced", True),
                                ({"common": 2}, {"common": 1}, True)):
            short = first(nine, drawn=2 if old["common"] == 1 else 4, workload=old)
            self.assertEqual(touched(short, nine, changed=["workload"], workload=new), ["workload"] * found, (old, new))
        for old, new, found in (("balanced", "own", False), ("balanced", {"common": 9}, True), ("own", "balanced", True)):
            self.assertEqual(touched(first(few, workload=old), few, changed=["workload"], workload=new), ["workload"] * found, (old, new))
        selection = first(nine, drawn=2, workload={"common": 1}, ceremony="selection")
        self.assertEqual(touched(selection, nine, changed=["workload"], workload="own"), ["workload"])

    def test_small_pools(self):
        def small(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "small_pool"]
        def seats(draw, *numbers):
            return {"%s/%d" % (target, number) for target in drawn_targets(draw) for number in numbers}
        few = people(p2=None, p3=None, p4=None)
        self.assertEqual(small(hold(1)), [])
        draw = hold(1, inspectors=few)
        (found, subject), = small(draw)
        self.assertEqual((found, set(subject.split())), ("d1", seats(draw, 1, 2)))
        self.assertEqual(small(hold(1, inspectors=few, min_pool=2)), [])
        # Two for two seats are no choice, nor are two for those of an alternate: their team is certain, which is listed.
        def certain(*draws):
            return [change["subject"] for change in Book().hold(*draws).audit().listed if change["code"] == "team_certain"]
        draw = hold(1, inspectors=few, min_pool=2)
        self.assertEqual(sorted(certain(draw)), sorted(drawn_targets(draw)))
        self.assertIn(alternates(draw)[0], certain(strike(draw, 1, drawn_targets(draw)[:1])))
        self.assertEqual(certain(hold(1, inspectors=people(p3=None, p4=None), min_pool=2)), [])
        self.assertEqual(certain(hold(1, inspectors=few, min_pool=2, teams=[{"seats": [made.seat()], "when": []}], few_officers_reason="人少")), [])
        # It is the two together that count: two pools of two with three in them.
        teams = [{"seats": [dict(made.seat(), departments=[name]) for name in ("一科", "二科")], "when": []}]
        for departments, found in ((("一科", "一科", "二科", "二科"), False), (("一科", "二科", None, None), True)):
            rows = {who: {"department": name} if name else None for who, name in zip(PEOPLE, departments)}
            self.assertEqual(bool(certain(hold(1, inspectors=people(**rows, p4=None), min_pool=1, teams=teams))), found)
        # One is never a choice, whatever the plan says; and a seat that nobody could take was not dealt.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-03T18:00:00+08:00", min_pool=1)
        (found, subject), = small(selection, staff(selection, 2, people(**dict.fromkeys(PEOPLE[1:]))))
        self.assertEqual((found, set(subject.split())), ("d2", seats(selection, 1)))
        self.assertEqual(small(selection, staff(selection, 2, [])), [])
        # Of three, one is struck, and there is still a choice of two; of two there is none.
        alone = {"teams": [{"seats": [made.seat()], "when": []}], "few_officers_reason": "人少"}
        for draw, left in ((hold(1, inspectors=people(p3=None, p4=None)), 2), (hold(1, inspectors=few, min_pool=2, **alone), 1)):
            target, other = drawn_targets(draw)
            who = result_entries(draw, 0)[TARGETS.index(target)]["seats"][0]
            struck = strike(draw, 1, [], [(who, target)])
            self.assertEqual([len(pool) for _, pools, again in rc.dealt_pools(struck, None) if again for pool in pools.values()], [left])
            self.assertEqual([small(draw), small(struck)], [[], [("d1", target + "/1")] * (left < 2)])
        # The result is measured by the plan all the same.
        draw = hold(1, inspectors=people(p3=None, p4=None), min_pool=4)
        self.assertEqual(len(small(draw)), 1)
        # It is one finding of the draw, which goes by its last ceremony, whichever of them it was.
        draw = hold(1, inspectors=few, disclose_by="2025-05-03T18:00:00+08:00", amendments=dict(plan(1)["amendments"], replacement="fresh_value"))
        target, other = drawn_targets(draw)
        draw = strike(draw, 1, [], [("p0", target)])
        (found, subject), = small(draw, staff(draw, 2, [*few, *people(**dict.fromkeys(PEOPLE[:2]))]))
        self.assertEqual((found, set(subject.split())), ("d2", seats(draw, 1, 2)))

    def test_reports_and_caps(self):
        draw = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        book = Book().hold(draw)
        stands = [drawn_targets(draw)[1], alternates(draw)[0]]
        reports = [("d1", name) for name in stands]
        self.assert_codes(book, reports=reports)
        self.assertEqual(self.subjects(book, "not_reported", reports=reports[1:]), stands[:1])
        self.assertEqual(self.subjects(book, "not_reported", reports=[]), sorted(stands))
        self.assert_codes(book, reports=[], on="2025-06-30T23:59:59+08:00")
        self.assertEqual(len(self.subjects(book, "not_reported", reports=[], on="2025-07-01T00:00:00+08:00")), 2)
        # All targets twice in a year that allows one visit, unless one is a case inspection or another year's.
        for second, capped in (({}, True), ({"yearly_cap": 2}, False), ({"yearly_cap": None}, False), ({"category": "case"}, False),
                               ({"period": {"from": "2026-01-01", "to": "2026-03-01"}}, False)):
            book = Book().hold(hold(1, drawn=6, yearly_cap=1), hold(2, drawn=6, **{"yearly_cap": 1, **second}))
            self.assertEqual(self.subjects(book, "over_cap"), TARGETS * capped)
        # It is the cap of the later one that it passes; a draw that was not sealed when it was announced could not be known.
        one, two = hold(1, drawn=6), hold(2, drawn=6, yearly_cap=1)
        self.assertEqual(self.subjects(Book().hold(one, two), "over_cap"), TARGETS)
        for known in (False, True):
            book, redraw = Book(), hold(3, drawn=6, yearly_cap=1, period=two["announcement"]["plan"]["period"], supersedes=replaced(two))
            book.announce(one)
            for step in (book.seal, book.announce) if known else (book.announce, book.seal):
                step(one if step == book.seal else two)
                book.lines[-1]["at"] = Book.at(one, "14:00")
            book.disclose(one)
            other = copy.deepcopy(book)
            book.seal(two)
            book.disclose(two)
            self.assertEqual(self.subjects(book, "over_cap"), TARGETS * known)
            # Nor could the redraw of one know it, which has the rosters of the void draw.
            other.void(two)
            self.assertEqual(self.subjects(other.hold(redraw), "over_cap"), TARGETS * known)

    def test_struck_targets(self):
        first = hold(1, drawn=6)
        first = strike(first, 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1)
        self.assertEqual(drawn_targets(back), ["t3"])
        # Carried as it must be, and listed.
        self.assert_codes(Book().hold(first, back))
        self.assertEqual(Book().hold(first, back).audit().changes[0]["struck_drawn"], ["t3"])
        self.assert_codes(Book().hold(first, strike(back, 2, ["t3"])), ("struck_twice", "d2"))
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"exempt": "已关闭"}}, earlier=use)))
        forgotten = Book().hold(first, hold(2, drawn=6))
        self.assert_codes(forgotten, ("struck_active", "d2"), ("struck_not_carried", "d2"))
        self.assertEqual(self.subjects(forgotten, "struck_not_carried"), ["t3"])
        # Not in the roster any more, and said to be so, or not; another who is said to be so is no matter.
        gone = {"called": {"t3": None}}

        def left_out(name):
            return {"left_out": [{"carried": [name], "count": 0, "reason": "已注销"}]}
        self.assert_codes(Book().hold(first, hold(2, **gone)), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(first, hold(2, **gone, **left_out("t3"), earlier=use)))
        self.assert_codes(Book().hold(first, hold(2, **gone, **left_out("t9"), earlier=use)), ("earlier_misused", "d2"), ("struck_not_carried", "d2"))
        # Carried, where no stratum takes it, it does not come back.
        aside = hold(2, {"t3": {"carried": True, "class": "shop"}}, earlier=use)
        self.assert_codes(Book().hold(first, aside), ("struck_not_carried", "d2"))
        # To be exempt once settles nothing; to be carried and drawn does.
        once = hold(2, {"t3": {"exempt": "已关闭"}})
        self.assert_codes(Book().hold(first, once, hold(3, drawn=0)), ("struck_not_carried", "d3"))
        self.assert_codes(Book().hold(first, back, hold(3, drawn=0)))
        self.assertNotIn("struck_twice", [code for code, _ in Book().hold(first, back, strike(hold(3, drawn=6), 3, ["t3"])).codes()])
        # To be marked as carried and not drawn settles nothing, nor does another strike.
        marked = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0)
        self.assert_codes(Book().hold(first, marked, hold(3, drawn=0)), ("struck_not_carried", "d2"), ("struck_not_carried", "d3"))
        again = strike(back, 2, ["t3"])
        self.assert_codes(Book().hold(first, again, hold(3, drawn=0)), ("struck_not_carried", "d3"), ("struck_twice", "d2"))
        # To stand in a draw between settles it; what has no item in common does neither.
        self.assertEqual(self.subjects(Book().hold(first, hold(2, drawn=6), hold(3, drawn=0)), "struck_not_carried"), ["t3"])
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(2, 0)["strata"]]
        elsewhere = hold(2, items=items, strata=strata)
        self.assert_codes(Book().hold(first, elsewhere, hold(3, drawn=0)), ("struck_not_carried", "d3"))
        elsewhere = hold(2, items=items, strata=[dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]])
        self.assert_codes(Book().hold(first, strike(elsewhere, 2, ["t3"]), hold(3, drawn=0)), ("struck_not_carried", "d3"), ("struck_twice", "d2"))
        # Nor has a draw to bring it back that has no targets in common, or that does not fill its class.
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        self.assert_codes(Book().hold(first, hold(2, called=neighbours)))
        self.assert_codes(Book().hold(first, hold(2, called=dict(neighbours, t0={}))), ("struck_not_carried", "d2"))
        both = [dict(stratum, when=[made.when("class", "food", "shop")]) for stratum in plan(1, 6)["strata"]]
        shops = strike(hold(1, {"t3": {"class": "shop"}}, drawn=6, strata=both), 1, ["t3"])
        self.assert_codes(Book().hold(shops, hold(2, **gone, classes=["food"])))
        self.assert_codes(Book().hold(shops, hold(2, **gone)), ("struck_not_carried", "d2"))
        # Of another class now, either counts, that which it has and that which it had.
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"class": "shop"}}, classes=["food"])), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(shops, hold(2, drawn=0, classes=["food"])), ("struck_not_carried", "d2"))
        self.assert_codes(Book().hold(shops, hold(2, {"t3": {"class": "other"}}, drawn=0, classes=["food"])))

    def test_what_a_case_inspection_and_other_counties_need_not_bring_back(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])

        def codes(*draws):
            return [code for code, _ in Book().hold(*draws).codes() if code.startswith("struck")]
        for category, found in (("routine", True), ("campaign", True), ("case", False)):
            self.assertEqual(codes(first, hold(2, drawn=0, category=category)), ["struck_not_carried"] * found)
        # What a case inspection struck, the next one has to bring back: in all four places.
        case = {"category": "case"}
        struck = strike(hold(1, drawn=6, **case), 1, ["t3"])
        use = [{"head": struck["head"], "use": "carry"}]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1, **case)
        for category in ("case", "routine"):
            self.assertEqual(codes(struck, hold(2, drawn=0, category=category)), ["struck_not_carried"])
            self.assertEqual(codes(struck, hold(2, drawn=6, category=category)), ["struck_active", "struck_not_carried"])
        self.assert_codes(Book().hold(struck, back, hold(3, drawn=0, **case)))
        for category, found in (("case", []), ("routine", ["struck_not_carried", "struck_twice"])):
            one = strike(hold(1, drawn=6, category=category), 1, ["t3"])
            use_one = [{"head": one["head"], "use": "carry"}]
            between, last = hold(2, {"t3": {"carried": True}}, earlier=use_one, drawn=1, **case), strike(hold(3, drawn=6), 3, ["t3"])
            self.assertEqual(codes(one, between, last), found)
        # `carry` takes it for settled likewise.
        both = [*use, {"head": back["head"], "use": "count"}]
        for marked, found in ((False, []), (True, ["carry t3"])):
            later = hold(3, {"t3": {"carried": marked}}, earlier=both, drawn=1)
            self.assertEqual(self.subjects(Book().hold(struck, back, later), "earlier_misused"), found)
        # Of a target that is not in the roster, the county has to be there; what is finer than a county tells nothing.
        others = sorted({*TARGETS} - {"t3"})
        for districts, found in ((["110102"] * 5, False), (["110102"] * 4 + ["110101"], True), (["110102"] * 4 + ["110101003"], True)):
            rows = {name: {"district": district} for name, district in zip(others, districts)}
            self.assertEqual(codes(first, hold(2, rows, drawn=0, called={"t3": None})), ["struck_not_carried"] * found, districts)
        # If it is there, it is its own county's.
        rows = {name: {"district": "110102"} for name in others}
        self.assertEqual(codes(first, hold(2, dict(rows, t3={"district": "110103"}), drawn=0)), ["struck_not_carried"])
        finer = strike(hold(1, {"t3": {"district": "110101002"}}, drawn=6), 1, ["t3"])
        self.assertEqual(codes(finer, hold(2, drawn=0, called={"t3": None})), ["struck_not_carried"])

    def test_who_is_carried_has_to_be_in_a_pool(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        for row, cap, found in (({}, None, False), ({"inspected": 1}, 2, False), ({"inspected": 2}, 2, True), ({"class": "shop"}, None, True)):
            later = hold(2, {"t3": dict(row, carried=True)}, earlier=use, yearly_cap=cap, drawn=1)
            self.assertEqual(self.subjects(Book().hold(first, later), "struck_not_carried"), ["t3"] * found, (row, cap))
        # And the stratum draws all who are carried.
        both = hold(1, drawn=6)
        both = strike(both, 1, [name for name in drawn_targets(both) if name in ("t3", "t4")])
        rows = {name: {"carried": True} for name in ("t3", "t4")}
        for drawn, found in ((2, []), (1, ["t3", "t4"])):
            later = hold(2, rows, earlier=[{"head": both["head"], "use": "carry"}], drawn=drawn)
            self.assertEqual(sorted(self.subjects(Book().hold(both, later), "struck_not_carried")), found)
        # A pool of any stratum.
        strata = [dict(plan(2, 1)["strata"][0], name="shops", when=[made.when("class", "shop")]), plan(2, 1)["strata"][0]]
        for name in ("food", "shop"):
            later = hold(2, {"t3": {"class": name, "carried": True}}, earlier=use, strata=strata[::-1] if name == "food" else strata)
            self.assertEqual(self.subjects(Book().hold(first, later), "struck_not_carried"), [])

    def test_who_was_visited_in_between_may_be_there_again(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]
        back, again = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1), hold(3, drawn=6)
        self.assert_codes(Book().hold(first, back, again))
        self.assert_codes(Book().hold(first, hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0), again),
                          ("struck_active", "d3"), ("struck_not_carried", "d2"), ("struck_not_carried", "d3"))
        # It is doubtful once, and not in all the draws after.
        self.assert_codes(Book().hold(first, hold(2, drawn=6), again), ("struck_active", "d2"), ("struck_not_carried", "d2"))
        # What is no business of the strike's draw, and a case inspection, neither doubt the strike nor settle it.
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        elsewhere = hold(2, items=items, strata=[dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]])
        for aside in (elsewhere, hold(2, drawn=6, category="case")):
            self.assert_codes(Book().hold(first, aside))
            self.assert_codes(Book().hold(first, aside, again), ("struck_active", "d3"), ("struck_not_carried", "d3"))
            # Struck again, it was still struck.
            twice = strike(hold(3, {"t3": {"carried": True}}, earlier=use, drawn=1), 3, ["t3"])
            self.assert_codes(Book().hold(first, aside, twice), ("struck_twice", "d3"))

    def test_who_is_struck_in_two_draws(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        other = {"items": items, "strata": [dict(stratum, items=["i2"]) for stratum in plan(1, 6)["strata"]]}

        def found(lines, one=None, two=None, between=None, names=("t3", "t3")):
            """Two draws, whose lines come in this order: announced as a and b, sealed, amended as A and B, the one between as c."""
            draws = {"a": strike(hold(1, drawn=6, **(one or {})), 1, [names[0]]), "b": strike(hold(2, drawn=6, **(two or {})), 2, [names[1]])}
            if between is not None:
                draws["c"] = hold(3, **between)
            book, late = Book(), Book.at(hold(4), "09:00")
            for letter in lines:
                draw = draws[letter.lower()]
                (book.announce if letter.islower() else book.amend)(draw)
                if letter.islower():
                    book.seal(draw)
                if letter == "c":
                    book.disclose(draw)
            for line in book.lines:
                line["at"] = late
            for letter in "ab":
                book.line("disclosed", draws[letter]["announcement"], draws[letter], late)
            return [(f.draw, f.subject) for f in book.audit().findings if f.code == "struck_twice"]
        # Only who was announced after the strike's line knew of it, whatever comes later: by the strike of a draw that was announced
        # before, it was struck before both.
        self.assertEqual([found(lines) for lines in ("abAB", "aAbB", "abBA", "baBA", "baAB")], [[], [("d2", "t3")], [], [], []])
        # The strike of a later draw is none that an earlier one could know.
        self.assertEqual(found("bBaA"), [("d1", "t3")])
        # It is no matter of the scope.
        self.assertEqual([found(lines, None, other) for lines in ("abAB", "aAbB", "abBA")], [[], [("d2", "t3")], []])
        # Another one.
        self.assertEqual(found("aAbB", names=("t3", "t4")), [])
        # Under another id, whichever of the draws came first.
        code = {"credit_code": "91350100M000100Y43"}
        here, there = {"called": {"t3": code}}, {"called": {"t3": None, "x3": code}}
        self.assertEqual([found(lines, here, there, names=("t3", "x3")) for lines in ("aAbB", "bBaA", "abAB")], [[("d2", "x3")], [("d1", "t3")], []])
        # It stood in a draw between, or had no part in it, or stood in one that is not between.
        self.assertEqual([found("aAcbB", between={"drawn": 6}), found("acAbB", between={"drawn": 6}), found("aAcbB", between={"drawn": 0}),
                          found("aAbcB", between={"drawn": 6}), found("caAbB", between={"drawn": 6})],
                         [[], [], [("d2", "t3")], [("d2", "t3")], [("d2", "t3")]])
        self.assertEqual(found("aAcbB", here, there, {"drawn": 6, "called": {"t3": None, "y3": code}}, ("t3", "x3")), [])

    def test_struck_targets_that_come_back_under_another_id(self):
        code, other = "91350100M000100Y43", "91350100M000100Y44"
        strict = [("struck_active", "d2"), ("struck_not_carried", "d2")]

        def first(withheld=(), **identity):
            return strike(hold(1, drawn=6, called={"t3": {"credit_code": code, **identity}}, withheld=withheld), 1, ["t3"])

        def back(n=2, targets=None, withheld=(), gone=("t3",), drawn=6, said=("t3",), **identities):
            """A later draw, whose roster does not have the id, and says so."""
            left_out = [{"carried": list(said), "count": 0, "reason": "已注销"}] * bool(gone and said)
            return hold(n, targets, drawn=drawn, called={**dict.fromkeys(gone), **identities}, withheld=withheld, left_out=left_out)

        def check(*draws_and_codes):
            """Which draws are named for `carry`, and what lies in one slot, is another matter."""
            draws = [one for one in draws_and_codes if isinstance(one, dict)]
            codes = [code for code in Book().hold(*draws).codes() if code[0] != "earlier_misused"]
            self.assertEqual(codes, sorted(one for one in draws_and_codes if isinstance(one, tuple)))
        same = {"name": "企业t3", "credit_code": code}
        check(first(), back(x3={}))
        check(first(), back(x3=same), *strict)
        self.assertEqual(set(self.subjects(Book().hold(first(), back(x3=same)), "struck_not_carried")), {"x3"})
        # Codes decide, and names say nothing.
        for before, after, found in ((code, code, True), (code, other, False), (None, code, False), (code, None, False), (None, None, False)):
            check(first(credit_code=before), back(x3=dict(same, credit_code=after)), *strict * found)
        check(first(), back(x3={"credit_code": code, "name": "新名"}), *strict)
        # What is withheld cannot be compared.
        check(first(withheld=["t3"]), back(x3=same))
        check(first(), back(x3=same, withheld=["x3"]))
        # The code goes before the id; of several the first is taken; without one it is itself, whoever has its name.
        exempt = {"exempt": "已关闭"}
        check(first(), back(2, {"t3": exempt}, gone=(), t3={"credit_code": other}, x3=same), *strict)
        check(first(credit_code=None), back(2, {"t3": exempt}, gone=(), x3=same))
        check(first(), back(2, {"a3": exempt}, a3=same, x3=same))
        check(first(), back(2, {"x3": exempt}, a3=same, x3=same), *strict)
        # Whoever shows another code and another name is somebody else; with one of both alike, or withheld, it is the same.
        for identity, found in (({"credit_code": other, "name": "另一家"}, ["struck_not_carried"]),
                                *[(alike, ["struck_active", "struck_not_carried"]) for alike in ({"credit_code": other}, {"name": "另一家", "credit_code": None})]):
            check(first(), hold(2, drawn=6, called={"t3": identity}), *[(code, "d2") for code in found])
            check(first(), strike(hold(2, {"t3": {"carried": True}}, drawn=6, called={"t3": identity}, earlier=[{"head": first()["head"], "use": "carry"}]), 2, ["t3"]),
                  *[(code, "d2") for code in (["struck_not_carried"] if len(found) == 1 else ["struck_twice"])])
        check(first(), hold(2, drawn=6, called={"t3": {"credit_code": other, "name": "另一家"}}, withheld=["t3"]), *strict)
        # What the other rows say holds of the new id too.
        check(first(), strike(back(x3=same), 2, ["x3"]), ("struck_not_carried", "d2"), ("struck_twice", "d2"))
        # It stood there, which settles it under whatever id.
        check(first(), back(x3=same), back(3, drawn=0, said=(), y3=same), *strict)
        check(first(), back(2, {"x3": exempt}, drawn=5, x3=same), back(3, drawn=0, y3=same), ("struck_not_carried", "d3"))
        again = strike(back(x3=same), 2, ["x3"])
        self.assertEqual(self.subjects(Book().hold(first(), again, back(3, drawn=0, y3=same)), "struck_not_carried"), ["x3", "y3"])

    def test_earlier_draws_that_are_left_out(self):
        def omitted(*draws, book=None):
            book = book or Book().hold(*draws)
            return [(f.draw, f.subject) for f in book.audit().findings if f.code == "earlier_omitted"]

        def naming(*draws, use="rotation"):
            return [{"head": head if isinstance(head, str) else head["head"], "use": use} for head in draws]
        one, two = hold(1, drawn=6), hold(2, drawn=6)
        every = [("d2", "rotation " + name) for name in TARGETS]
        self.assertEqual(omitted(one, hold(2)), [])
        self.assertEqual(omitted(one, hold(2, rotation=True)), every)
        self.assertEqual(omitted(one, hold(2, rotation=True, earlier=naming(one))), [])
        self.assertEqual(omitted(one, hold(2, rotation=True, earlier=naming(one, use="count"))), every)
        # Who stood there alone counts, and who was struck did not.
        amended = strike(hold(1), 1, drawn_targets(hold(1))[:1])
        stands = sorted([drawn_targets(amended)[1], alternates(amended)[0]])
        self.assertEqual(omitted(amended, hold(2, rotation=True)), [("d2", "rotation " + name) for name in stands])
        # Any of its heads names it.
        for head in (amended["head"], dr.digest(amended["seal"])):
            self.assertEqual(omitted(amended, hold(2, rotation=True, earlier=naming(head))), [])
        # Or a row has the team of that draw, whatever is named.
        teams = {name: {"last_team": sorted(entry["seats"])} for name, entry in zip(TARGETS, result_entries(one, 0))}
        self.assertEqual(omitted(one, hold(2, teams, rotation=True)), [])
        self.assertEqual(omitted(one, hold(2, dict(teams, t4={"last_team": ["p0"]}), rotation=True)), [("d2", "rotation t4")])
        of_last = {name: {"last_team": sorted(entry["seats"])} for name, entry in zip(TARGETS, result_entries(two, 0))}
        moved = [name for name in TARGETS if of_last[name] != teams[name]]
        self.assertGreater(len(moved), 0)
        self.assertEqual(omitted(one, two, hold(3, of_last, rotation=True)), [])
        self.assertEqual(omitted(one, two, hold(3, teams, rotation=True)), [("d3", "rotation " + name) for name in moved])
        # The last of the draws in which it stood has to be named, and no other.
        self.assertEqual(omitted(one, two, hold(3, rotation=True, earlier=naming(two))), [])
        self.assertEqual(omitted(one, two, hold(3, rotation=True, earlier=naming(one))), [("d3", "rotation " + name) for name in TARGETS])
        self.assertEqual(omitted(one, hold(2, drawn=1), hold(3, rotation=True, earlier=naming(one))),
                         [("d3", "rotation " + name) for name in drawn_targets(hold(2, drawn=1))])
        # A case inspection has a last team too, and so has a draw of another year.
        for changes_ in ({"category": "case"}, {"period": {"from": "2024-10-01", "to": "2024-12-31"}}):
            self.assertEqual(omitted(hold(1, drawn=6, **changes_), hold(2, rotation=True)), every)
        # A rule that only the staffing ceremony has; the finding goes by the last of the chain.
        selection = hold(2, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        self.assertEqual(omitted(one, selection, staff(selection, 3, changed=["rotation"], rotation=True)),
                         [("d3", "rotation " + name) for name in TARGETS])
        self.assertEqual(omitted(one, selection, staff(selection, 3)), [])
        # Inspections that were not counted, named or not.
        counts = [("d2", "count " + name) for name in TARGETS]
        zero = {name: {"inspected": 0} for name in TARGETS}
        for changes_, found in (({}, counts), ({"targets": {"t1": {"inspected": 1}}}, counts[:1] + counts[2:]),
                                ({"targets": {name: {"inspected": 1} for name in zero}}, []), ({"yearly_cap": None}, []),
                                ({"earlier": naming(one, use="count")}, counts), ({"period": {"from": "2026-01-01", "to": "2026-03-01"}}, [])):
            self.assertEqual(omitted(one, hold(2, **{"yearly_cap": 3, **changes_})), found)
        self.assertEqual(omitted(hold(1, drawn=6, category="case"), hold(2, yearly_cap=3)), [])
        self.assertEqual(omitted(one, two, hold(3, {name: {"inspected": 1} for name in TARGETS}, yearly_cap=3)),
                         [("d3", "count " + name) for name in TARGETS])

    def test_all_the_draws_of_a_year_keep_their_targets_out_or_none(self):
        def omitted(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "earlier_omitted"]

        def naming(*draws, use="leave_out"):
            return {"earlier": [{"head": head if isinstance(head, str) else head["head"], "use": use} for head in draws]}
        one, two = hold(1), hold(2)
        self.assertEqual(omitted(one, two, hold(3)), [])
        self.assertEqual(omitted(one, two, hold(3, **naming(one, two))), [])
        self.assertEqual(omitted(one, two, hold(3, **naming(one))), [("d3", "leave_out d2")])
        self.assertEqual(omitted(one, two, hold(3, **naming(one, use="count"))), [])
        # Any of its heads names it, for this use.
        amended = strike(two, 2, drawn_targets(two)[:1])
        self.assertEqual(omitted(one, amended, hold(3, **naming(one, dr.digest(amended["seal"])))), [])
        for use, found in (("leave_out", []), ("count", [("d3", "leave_out d2")])):
            earlier = naming(one)["earlier"] + naming(two, use=use)["earlier"]
            self.assertEqual(omitted(one, two, hold(3, earlier=earlier)), found)
        # Another year's, a case inspection, one of another scope, one whose targets are not in this roster. Classes say nothing.
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        neighbours = dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)}
        for changes_, found in (({"period": {"from": "2024-10-01", "to": "2024-12-31"}}, False), ({"category": "case"}, False),
                                ({"items": items, "strata": [dict(plan(1)["strata"][0], items=["i2"])]}, False),
                                ({"called": neighbours}, False), ({"classes": ["food", "other"]}, True)):
            self.assertEqual(omitted(hold(1, **changes_), two, hold(3, **naming(two))), [("d3", "leave_out d1")] * found, changes_)
        renamed = {"classes": ["餐饮"], "strata": [dict(plan(1)["strata"][0], when=[made.when("class", "餐饮")])]}
        for ids, found in ((TARGETS, True), (neighbours, False)):
            rows = {name: {"class": "餐饮"} for name in ids}
            before = hold(1, rows, called=None if ids is TARGETS else neighbours, **renamed)
            self.assertEqual(omitted(before, two, hold(3, **naming(two))), [("d3", "leave_out d1")] * found)
        # It is no matter who was in its roster, or was struck, but who stands in it.
        drawn = drawn_targets(one)
        few = {name: None for name in drawn}
        self.assertEqual(omitted(one, two, hold(3, called=few, **naming(two))), [])
        self.assertEqual(omitted(one, two, hold(3, called={drawn[0]: None}, **naming(two))), [("d3", "leave_out d1")])
        replaced_one = strike(one, 1, drawn[:1])
        called = {name: None for name in (drawn[1], alternates(one)[0])}
        self.assertEqual(omitted(replaced_one, two, hold(3, called=called, **naming(two))), [])
        # Exempt or not.
        exempt = {name: {"exempt": "正面清单"} for name in TARGETS}
        self.assertEqual(omitted(one, two, hold(3, exempt, drawn=0, **naming(two))), [("d3", "leave_out d1")])
        # What was not disclosed yet could not be named.
        book, three = Book(), hold(3, **naming(one))
        for draw in (one, two):
            book.announce(draw)
            book.seal(draw)
        book.lines[-1]["at"] = Book.at(two, "14:00")
        book.announce(three)
        for draw in (one, two):
            book.line("disclosed", draw["announcement"], draw, Book.at(three, "10:00"))
        book.seal(three)
        book.disclose(three)
        self.assertEqual(self.subjects(book, "earlier_omitted"), [])

    def test_what_was_not_disclosed_yet_cannot_be_named(self):
        one, late = hold(1, drawn=6), hold(2, rotation=True, yearly_cap=3)

        def announced(early):
            """A book in which the late draw is announced before the other one is disclosed, or after."""
            book = Book()
            book.announce(one)
            book.seal(one)
            if early:
                book.announce(late)
                book.lines[-1]["at"] = Book.at(one, "15:00")
            book.disclose(one)
            if not early:
                book.announce(late)
            return book
        for early in (False, True):
            book = announced(early)
            book.seal(late)
            book.disclose(late)
            self.assertEqual(len(self.subjects(book, "earlier_omitted")), 0 if early else 12)
        # A redraw has the rosters of the void draw, whose announcement counts.
        redraw = hold(3, period=late["announcement"]["plan"]["period"], supersedes=replaced(late), rotation=True, yearly_cap=3)
        for early in (False, True):
            book = announced(early)
            book.void(late)
            self.assertEqual(len(self.subjects(book.hold(redraw), "earlier_omitted")), 0 if early else 12)
        # The line of a later ceremony discloses a selection, and shows its teams.
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        staffing = staff(selection, 2)
        for before, found in ((False, 0), (True, 2)):
            book, later = Book().hold(selection), hold(3, rotation=True)
            book.announce(staffing)
            book.seal(staffing)
            for step in (book.disclose, book.announce) if before else (book.announce, book.disclose):
                step(staffing if step == book.disclose else later)
            if not before:
                book.lines[-1]["at"] = Book.at(later, "10:00")
            book.seal(later)
            book.disclose(later)
            self.assertEqual(len(self.subjects(book, "earlier_omitted")), found)

    def test_invented_inspections(self):
        def unexplained(*draws):
            return [(f.draw, f.subject) for f in Book().hold(*draws).audit().findings if f.code == "count_unexplained"]

        def counted(n, inspected=2, cap=2, **changes_):
            return hold(n, {"t0": {"inspected": inspected}}, **{"yearly_cap": cap, **changes_})
        found = [("d2", "t0")]
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2)), found)
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2)), found)
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2, 1, 1)), [])
        self.assertEqual(unexplained(hold(1, drawn=6), counted(2, 9, 1)), [])
        # Below the cap it keeps nobody out, and without one it does nothing.
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2, 1)), [])
        self.assertEqual(unexplained(hold(1, drawn=0), counted(2, cap=None)), [])
        # What the first roster of the year says is for the authority to show.
        self.assertEqual(unexplained(counted(1)), [])
        for before, result in ((0, found), (1, found), (2, [])):
            self.assertEqual(unexplained(counted(1, before, None, drawn=0), counted(2)), result)
        self.assertEqual(unexplained(counted(1, 1, None, drawn=6), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=0, called={"t0": None}), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=0, called={"t0": None}), counted(2), counted(3)), [])
        self.assertEqual(unexplained(hold(1, drawn=0), hold(2, drawn=0, called={"t0": None}), counted(3)), [("d3", "t0")])
        self.assertEqual(unexplained(hold(1, drawn=6), hold(2, drawn=6), counted(3)), [])
        self.assertEqual(unexplained(hold(1, drawn=6, called={"t0": None}), hold(2, drawn=6), counted(3)), [("d3", "t0")])
        # Another year is no matter; a case inspection counts nothing, though its roster is one.
        self.assertEqual(unexplained(hold(1, drawn=0, period={"from": "2024-10-01", "to": "2024-12-31"}), counted(2)), [])
        self.assertEqual(unexplained(hold(1, drawn=6, category="case"), counted(2, 1, 1)), found)
        self.assertEqual(unexplained(counted(1, 2, None, category="case"), counted(2)), [])

    def test_draws_of_another_scope_keep_nobody_out(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(1)["strata"]]
        other, same = hold(2, items=items, strata=strata), hold(1)
        marks = {name: {"drawn_before": True, "inspected": 1, "last_team": sorted(entry["seats"])}
                 for name, entry in zip(TARGETS, result_entries(other, 0)) if entry["drawn"]}
        for use, found in (("leave_out", True), ("carry", True), ("count", False), ("rotation", False)):
            targets = {name: dict(row, drawn_before=use == "leave_out") for name, row in marks.items()}
            # Each of the draws is looked at.
            for draws in ([other], [same, other]):
                earlier = [{"head": draw["head"], "use": use} for draw in draws if draw is other or found]
                if draws[0] is same and use == "leave_out":
                    targets.update({name: {"drawn_before": True} for name in drawn_targets(same)})
                book = Book().hold(*(draw for draw in draws if draw is other or found))
                book.hold(hold(3, targets, earlier=earlier))
                self.assertEqual(self.subjects(book, "earlier_misused"), ["%s of another scope %s" % (use, other["head"])] * found, use)
        self.assertEqual(Book().hold(same, hold(2, earlier=[{"head": same["head"], "use": "carry"}])).codes(), [])
        # Classes and targets say nothing: who changed over to another class, or has moved away, was drawn all the same.
        before = hold(1, {"x%d" % i: {"class": "餐饮"} for i in range(6)}, classes=["餐饮"],
                      called=dict.fromkeys(TARGETS, None) | {"x%d" % i: {} for i in range(6)},
                      strata=[dict(plan(1)["strata"][0], when=[made.when("class", "餐饮")])])
        for use in ("leave_out", "carry"):
            self.assertEqual(Book().hold(before, hold(2, earlier=[{"head": before["head"], "use": use}])).codes(), [])

    def test_a_use_is_checked_when_all_its_draws_are_disclosed(self):
        items = [dict(item, id="i2", name="别的事项") for item in plan(1)["items"]]
        strata = [dict(stratum, items=["i2"]) for stratum in plan(1)["strata"]]
        one = hold(1, period={"from": "2024-10-01", "to": "2024-12-31"}, items=items, strata=strata)
        two = hold(2)
        for use in ("count", "leave_out", "carry"):
            third = hold(3, earlier=[{"head": draw["head"], "use": use} for draw in (one, two)])
            for whole in (True, False):
                book = Book().hold(one)
                book.announce(two)
                book.seal(two)
                if whole:
                    book.disclose(two)
                self.assertEqual(bool(self.subjects(book.hold(third), "earlier_misused")), whole, use)

    def test_draws_that_could_not_know_of_a_strike(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])

        def book_with(late, redraw=None, *others):
            """The strike comes when the second draw is announced, and maybe void."""
            book = Book()
            book.announce(first)
            book.seal(first)
            book.announce(late)
            book.lines[-1]["at"] = Book.at(first, "14:30")
            book.amend(first)
            book.disclose(first)
            if redraw is None:
                book.seal(late)
                book.amend(late)
                book.disclose(late)
            else:
                book.void(late)
                book.announce(redraw)
                book.seal(redraw)
                book.amend(redraw)
                book.disclose(redraw)
            return book.hold(*others)
        late = hold(2, drawn=6)
        period = late["announcement"]["plan"]["period"]
        self.assert_codes(book_with(late))
        # What has closed is struck in both.
        self.assert_codes(book_with(strike(late, 2, ["t3"])))
        # Nor could the redraw of one, which has the rosters of the void draw.
        redraw = hold(3, drawn=6, period=period, supersedes=replaced(late))
        self.assert_codes(book_with(late, redraw))
        self.assert_codes(book_with(late, strike(redraw, 3, ["t3"])))
        # The target stood there, which settles it; that it was marked there as struck before does not.
        self.assert_codes(book_with(late, None, hold(3, drawn=0)))
        use = [{"head": dr.digest(first["seal"]), "use": "carry"}]
        marked = hold(2, {"t3": {"carried": True, "class": "shop"}}, earlier=use)
        self.assert_codes(book_with(marked, None, hold(3, drawn=0)), ("earlier_misused", "d2"), ("struck_not_carried", "d3"))

    def test_earlier_draws(self):
        first = hold(1)
        amended = strike(first, 1, drawn_targets(first)[:1])
        struck, stays, came = *drawn_targets(first), alternates(first)[0]
        teams = {name: sorted(who for who in entry["seats"]) for name, entry in zip(TARGETS, result_entries(amended, 1)) if "seats" in entry}
        uses = [{"head": amended["head"], "use": use} for use in ("leave_out", "carry", "count", "rotation")]
        right = {struck: {"exempt": "已关闭"}, **{name: {"drawn_before": True, "inspected": 1, "last_team": teams[name]} for name in (stays, came)}}
        fresh = next(name for name in TARGETS if name not in right)

        def found(targets, earlier=uses, before_amendment=False):
            book, second = Book(), hold(2, {**right, **targets}, earlier=earlier)
            book.announce(amended)
            book.seal(amended)
            if before_amendment:
                book.announce(second)
                book.lines[-1]["at"] = Book.at(amended, "14:30")
            book.amend(amended)
            book.disclose(amended)
            if not before_amendment:
                book.announce(second)
            book.seal(second)
            book.disclose(second)
            return [(code, what) for code, _, what in book.audit().findings if code.startswith("earlier")]
        self.assertEqual(found({}), [])
        self.assertEqual(found({stays: dict(right[stays], inspected=5)}), [])
        self.assertEqual(found({struck: {"carried": True}}), [])
        for name, changes_, use in ((fresh, {"drawn_before": True}, "leave_out"), (stays, {"drawn_before": False}, "leave_out"),
                                    (came, {"drawn_before": False}, "leave_out"), (fresh, {"carried": True}, "carry"), (struck, {"exempt": None}, "carry"),
                                    (stays, {"inspected": 0}, "count"), (stays, {"last_team": []}, "rotation"), (came, {"last_team": ["p0", "x"]}, "rotation")):
            self.assertEqual(found({name: {**right.get(name, {}), **changes_}}), [("earlier_misused", "%s %s" % (use, name))])
        # As it stood before its amendment: then the struck target stood, and the alternate had not come in.
        before = [dict(use, head=dr.digest(first["seal"])) for use in uses]
        as_it_stood = {name: entry["seats"] for name, entry in zip(TARGETS, result_entries(amended, 0)) if "seats" in entry}
        then = {came: {}, struck: {"drawn_before": True, "inspected": 1, "last_team": sorted(as_it_stood[struck])},
                stays: {"drawn_before": True, "inspected": 1, "last_team": sorted(as_it_stood[stays])}}
        self.assertEqual(found(then, before, before_amendment=True), [])
        self.assertEqual(found({}, uses + [{"head": "d" * 64, "use": "count"}]), [("earlier_unknown", "d" * 64)])
        self.assertEqual(found({}, uses + before[2:3], before_amendment=True), [("earlier_misused", "two heads of one draw")])
        # A draw that was void when it was named; one that was void only afterwards is taken as it stood.
        void = hold(1)
        naming = hold(2, earlier=[{"head": void["head"], "use": "leave_out"}])
        book = Book()
        book.announce(void)
        book.seal(void)
        book.throw_away(void)
        book.hold(naming)
        self.assertIn("head " + void["head"], self.subjects(book, "earlier_misused"))
        book = Book()
        book.announce(void)
        book.seal(void)
        book.announce(naming)
        book.throw_away(void)
        book.lines[-1]["at"] = Book.at(naming, "10:00")
        book.seal(naming)
        book.disclose(naming)
        self.assertEqual(set(self.subjects(book, "earlier_misused")), {"leave_out " + name for name in drawn_targets(void)})
        # A head that no line seals is not known.
        book = Book()
        book.announce(amended)
        book.seal(amended)
        book.announce(hold(2, right, earlier=uses[:1]))
        self.assertIn(("earlier_unknown", "d2"), book.codes())
        # Case inspections do not count.
        case = hold(1, category="case")
        lazy = hold(2, earlier=[{"head": case["head"], "use": "count"}])
        self.assert_codes(Book().hold(case, lazy))
        self.assertEqual(len(self.subjects(Book().hold(hold(1), hold(2, earlier=[{"head": hold(1)["head"], "use": "count"}])), "earlier_misused")), 2)

    def test_a_struck_target_is_carried_under_whatever_id(self):
        code = {"credit_code": "91350100M000100Y43"}
        first = strike(hold(1, drawn=6, called={"t3": code}), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]

        def gone(*names):
            return [{"carried": list(names), "count": 0, "reason": "已注销"}] if names else []

        def misused(n=2, targets=None, names=(), said=(), earlier=use, between=(), drawn=1):
            called = {"t3": None, **{name: code for name in names}}
            later = hold(n, targets, called=called, left_out=gone(*said), earlier=earlier, drawn=drawn)
            return self.subjects(Book().hold(first, *between, later), "earlier_misused")
        carried = {"x3": {"carried": True}}
        self.assertEqual(misused(targets=carried, names=["x3"]), [])
        self.assertEqual(misused(names=["x3"]), ["carry x3"])
        # It is in the roster, so it is not left out; nor is it under an id of its own.
        self.assertEqual(misused(targets=carried, names=["x3"], said=["t3"]), ["left_out"])
        self.assertEqual(misused(said=["t3"]), [])
        self.assertEqual(misused(), ["left_out"])
        self.assertEqual(misused(said=["x3"]), ["left_out"])
        # Of two with the code it is the first.
        self.assertEqual(misused(targets=carried, names=["a3", "x3"]), ["carry a3", "carry x3"])
        self.assertEqual(misused(targets={"a3": {"carried": True}}, names=["a3", "x3"]), [])
        # Whoever has the old id and another code is another.
        other = {"t3": {"credit_code": "91350100M000100Y44"}, "x3": code}
        for who, found in (("x3", []), ("t3", ["carry t3", "carry x3"])):
            later = hold(2, {who: {"carried": True}}, called=other, earlier=use, drawn=1)
            self.assertEqual(self.subjects(Book().hold(first, later), "earlier_misused"), found)
        # It stood in a later draw that is named, under yet another id; or in one that is not named, or was struck there again.
        stood = hold(2, {"y3": {"carried": True}}, called={"t3": None, "y3": code}, earlier=use, drawn=1)
        struck = strike(stood, 2, ["y3"])
        for between, named, found in ((stood, True, False), (stood, False, True), (struck, True, True)):
            earlier = use + [{"head": between["head"], "use": "count"}] * named
            for marked in (False, True):
                rows = {name: {"inspected": 1} for name in TARGETS if name != "t3"} | {"x3": {"inspected": 1, "carried": marked}}
                self.assertEqual(misused(3, rows, ["x3"], between=[between], earlier=earlier), ["carry x3"] * (found != marked))
        # What has no item in common with the strike's, and a case inspection, settle nothing.
        items = [dict(item, id="i2", name="别的事项") for item in plan(2)["items"]]
        elsewhere = {"items": items, "strata": [dict(stratum, items=["i2"]) for stratum in plan(2, 6)["strata"]]}
        for aside in (elsewhere, {"category": "case"}):
            between = hold(2, drawn=6, called={"t3": None, "y3": code}, **aside)
            earlier = use + [{"head": between["head"], "use": "count"}]
            for marked in (False, True):
                rows = {name: {"inspected": 1} for name in TARGETS if name != "t3"} | {"x3": {"inspected": 1, "carried": marked}}
                self.assertEqual(misused(3, rows, ["x3"], between=[between], earlier=earlier), ["carry x3"] * (not marked))
        # To have stood in a draw before the strike's settles nothing.
        before, again = hold(2, drawn=6), strike(hold(3, drawn=6), 3, ["t3"])
        earlier = [{"head": before["head"], "use": "count"}, {"head": again["head"], "use": "carry"}]
        for marked in (False, True):
            rows = {name: {"inspected": 1, "carried": marked and name == "t3"} for name in TARGETS}
            book = Book().hold(before, again, hold(4, rows, earlier=earlier, drawn=1))
            self.assertEqual(self.subjects(book, "earlier_misused"), ["carry t3"] * (not marked))
        # Who is to be carried is not kept out for having stood elsewhere before.
        uses = [{"head": first["head"], "use": name} for name in ("carry", "leave_out")]
        stands = {name: {"drawn_before": True} for name in TARGETS if name != "t3"}
        self.assertEqual(misused(targets={**stands, **carried}, names=["x3"], earlier=uses), [])

    def test_the_last_of_two_earlier_teams_is_the_one_that_counts(self):
        def team(draw):
            return sorted(result_entries(draw, 0)[0]["seats"])
        one = hold(1, drawn=6)
        others = (hold(2, drawn=6, title="t%d" % n) for n in range(20))
        two = next(draw for draw in others if team(draw) != team(one))
        # The last in the log, in whatever order the plan names them.
        for named in ((one, two), (two, one)):
            uses = [{"head": draw["head"], "use": "rotation"} for draw in named]
            for last, right in ((two, True), (one, False)):
                marks = {name: {"last_team": sorted(result_entries(last, 0)[i]["seats"])} for i, name in enumerate(TARGETS)}
                found = self.subjects(Book().hold(one, two, hold(3, marks, earlier=uses)), "earlier_misused")
                self.assertEqual(not found, right)

    def test_a_chain_is_one_draw(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00")
        staffing = staff(selection, 2)
        heads = {name: dr.digest(d["seal"]) for name, d in (("selection", selection), ("staffing", staffing))}
        names = drawn_targets(selection)
        team = {name: sorted(entry["seats"]) for name, entry in zip(TARGETS, result_entries(staffing, 0)) if entry["drawn"]}
        for head, teams in (("staffing", team), ("selection", dict.fromkeys(names, []))):
            uses = [{"head": heads[head], "use": use} for use in ("count", "rotation")]
            later, book = hold(3, {name: {"inspected": 1, "last_team": teams[name]} for name in names}, earlier=uses), Book().hold(selection)
            book.announce(staffing)
            if head == "selection":
                book.announce(later)  # before there is another head
                book.lines[-1]["at"] = Book.at(staffing, "10:00")
            book.seal(staffing)
            book.disclose(staffing)
            if head == "staffing":
                book.announce(later)
            book.seal(later)
            book.disclose(later)
            self.assert_codes(book)
        # Disclosed on its own as well, it is counted once.
        book = Book()
        book.announce(selection)
        book.seal(selection)
        book.disclose(selection)
        book.hold(staffing)
        result = book.audit()
        self.assertEqual((result.findings, len(result.disclosed_draws), result.coverage), ([], 1, {"food": (6, 2)}))

    def test_a_chain_goes_by_its_last_ceremony(self):
        selection = hold(1, ceremony="selection", disclose_by="2025-05-02T18:00:00+08:00", yearly_cap=1)
        visits = {"from": "2025-07-01", "to": "2025-07-31"}
        staffing = staff(selection, 2, changed=["visits"], visits=visits)
        book = Book().hold(selection, staffing)
        for on, found in (("2025-07-31T23:59:59+08:00", []), ("2025-08-01T00:00:00+08:00", [("not_reported", "d2")])):
            self.assert_codes(book, *found, reports=[], on=on)
        for name in ("d1", "d2"):
            self.assert_codes(book, reports=[(name, target) for target in drawn_targets(selection)])
        use = [{"head": hold(3)["head"], "use": "rotation"}]
        selection = hold(4, ceremony="selection", disclose_by="2025-05-05T18:00:00+08:00", earlier=use)
        book = Book().hold(hold(1), hold(2), hold(3), selection, staff(selection, 5))
        self.assert_codes(book, ("earlier_misused", "d5"))

    def test_proofs(self):
        draw = strike(hold(1), 1, drawn_targets(hold(1))[:1])

        def codes(*proofs, book=None):
            book = book or Book().hold(draw)
            for proof in proofs:
                book.file(proof)
            return [code for code, _ in book.codes()]
        every = [prove(draw, name, amendment=n) for name in TARGETS for n in (0, 1)] + [prove(draw, "p0", "inspector", result=False)]
        self.assertEqual(codes(*every), [])
        tampered = copy.deepcopy(every[0])
        tampered["record"]["salt"] = "0" * 64
        self.assertEqual(codes(tampered), ["proof_unusable"])
        # Of a draw that nobody has it proves nothing. If somebody has it, and the log does not, it is listed, and accuses nobody;
        # the last has the same announcement and the fallback's value.
        self.assertEqual(codes(prove(hold(2), "t0")), ["proof_unusable"])
        fallback = hold(1, fallback=True)
        for proof, *files in ((prove(hold(2), "t0"), hold(2)["announcement"], hold(2)["seal"]), (prove(fallback, "t0"), fallback["seal"]),
                              (prove(hold(2), "t0", result=False), hold(2)["announcement"])):
            book = Book().hold(draw)
            self.assertEqual(codes(proof, *files, book=book), ["document_unlogged"])
            self.assertEqual(book.audit().unlogged_proofs, [dr.digest(proof)])
        book = Book().hold(draw)
        self.assertEqual((codes(*every, book=book), book.audit().unlogged_proofs), ([], []))
        # Nor does it where it is of another result than the disclosure's: once the salts are public anybody can make such a seal.
        name = next(name for name, a, b in zip(TARGETS, result_entries(fallback, 0), result_entries(draw, 0)) if a != b)
        self.assertEqual(codes(prove(fallback, name), fallback["seal"]), ["document_unlogged"])
        # A proof of the seal that was logged, and a disclosure that tells another result.
        other = hold(1, fallback=True)
        book = Book()
        book.announce(draw)
        book.seal(draw)
        book.disclose(other)
        there, here = result_entries(other, 0), result_entries(draw, 0)
        name = next(name for name, a, b in zip(TARGETS, there, here) if a != b)
        self.assertIn("proof_contradicted", codes(prove(draw, name, amendment=0), book=book))
        # A forged roster: the record of the proof is not the one disclosed.
        forged = hold(1)
        forged["rosters"]["targets"][2]["draw"]["inspected"] = 1
        self.assertEqual(codes(prove(hold(1), "t2", result=False), book=Book().hold(forged)), ["contradicted", "proof_contradicted"])
        # Of the proof's team one is another person in the disclosure's roster: by the draw part, or by the identity part alone.
        proof = prove(hold(1), drawn_targets(hold(1))[0])
        place = proof["inspectors"][1]["index"]
        for part in ("draw", "identity"):
            forged = hold(1)
            record = forged["rosters"]["inspectors"][place]
            if part == "draw":
                record["draw"]["max_visits"] += 1
            else:
                record["identity"]["shown"]["data"]["name"] += "甲"
            self.assertIn("proof_contradicted", codes(proof, book=Book().hold(forged)))
            self.assertNotIn("proof_contradicted", codes(short(proof), book=Book().hold(forged)))

    def test_changes_and_coverage(self):
        first = hold(1, {"t5": {"class": "shop"}, "t4": {"exempt": "a"}}, recusals=[made.recusal("p0", "t0")], strata=[
            dict(plan(1)["strata"][0], when=[])])
        override = {"approver": "a", "reason": "r", "seats": None, "target": "t1", "tickets": 2}
        second = hold(2, {"t5": {"class": "shop"}, "t3": {"level": "B"}, "t2": {"inspected": 3}}, inspectors=people(p1=None, q={}),
                      overrides=[override], strata=[dict(plan(2)["strata"][0], when=[])])
        result = Book().hold(first, second).audit()
        change, = result.changes
        nothing = {"added": [], "removed": [], "changed": []}
        self.assertEqual(change, {
            "from": "d1", "to": "d2", "targets": dict(nothing, changed=[("t2",), ("t3",)]), "exemptions": dict(nothing, removed=["t4"]),
            "inspectors": dict(nothing, added=[("q",)], removed=[("p1",)]), "recusals": dict(nothing, removed=[("p0", "t0")]),
            "overrides": dict(nothing, added=["t1"]), "strata": [("all", 5, 6)], "struck_drawn": [],
            "struck_found_active": []})
        visited = {*drawn_targets(first), *drawn_targets(second)}
        self.assertEqual(result.coverage, {"food": (5, len(visited - {"t5"})), "shop": (1, len(visited & {"t5"}))})

    def test_what_is_listed_of_draws(self):
        def listed(*draws, code):
            return [change for change in Book().hold(*draws).audit().listed if change["code"] == code]

        def entry(code, subject, to, since="", **more):
            return dict({"code": code, "from": since, "to": to, "subject": subject}, **more)
        # A fallback, in whichever ceremony of the chain.
        self.assertEqual(listed(hold(1), code="fallback_used"), [])
        self.assertEqual(listed(hold(1, fallback=True), code="fallback_used"), [entry("fallback_used", "d1-balls 1", "d1")])
        selection = hold(1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00", fallback=True)
        self.assertEqual(listed(selection, staff(selection, 2), code="fallback_used"), [entry("fallback_used", "d1-balls 1", "d2")])
        # Capped, and not by draws: those of the year before it, case inspections aside, in which it stands.
        rows = {"t0": {"inspected": 2}, "t1": {"inspected": 1}, "t2": {"inspected": 2, "exempt": "正面清单"}, "t3": {"inspected": 2, "class": "shop"}}
        capped = hold(3, rows, drawn=1, yearly_cap=2)
        found = [entry("capped_elsewhere", "t0", "d3")]
        once, twice = hold(1, drawn=6), hold(2, drawn=6)
        self.assertEqual(listed(once, hold(2, drawn=0), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, twice, capped, code="capped_elsewhere"), [])
        for changes_ in ({"category": "case"}, {"period": {"from": "2024-01-01", "to": "2024-02-01"}}):
            self.assertEqual(listed(once, hold(2, drawn=6, **changes_), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, strike(twice, 2, ["t0"]), capped, code="capped_elsewhere"), found)
        self.assertEqual(listed(once, twice, hold(3, rows, drawn=1), code="capped_elsewhere"), [])
        # A struck target's name under other ids.
        code, other = "91350100M000100Y43", "91350100M000100Y44"

        def namesakes(before, after, *others, withheld=((), ())):
            struck = strike(hold(1, drawn=6, called={"t3": {"credit_code": before}}, withheld=withheld[0]), 1, ["t3"])
            called = {"t3": None, **{name: {"name": "企业t3", "credit_code": after} for name in ("x3", *others)}}
            return [(change["from"], change["to"], change["subject"]) for change in
                    listed(struck, hold(2, called=called, withheld=withheld[1]), hold(3), code="struck_namesake")]
        found = [("d1", "d2", "t3 x3")]
        self.assertEqual([namesakes(*codes) for codes in ((None, None), (code, None), (None, code), (code, other), (code, code))],
                         [found, found, found, [], []])
        self.assertEqual(namesakes(None, None, "y3"), found + [("d1", "d2", "t3 y3")])
        self.assertEqual([namesakes(None, None, withheld=hidden) for hidden in ((["t3"], ()), ((), ["x3"]))], [[], []])

    def test_what_changed_for_those_who_were_drawn(self):
        first = hold(1, drawn=1, min_pool=1)
        drawn, = drawn_targets(first)
        other = next(name for name in TARGETS if name != drawn)
        table = [{"tickets": 2, "when": [made.when("level", "B")]}]

        def changed(who, row=None, recusals=(), before=(first,), **changes_):
            after = hold(len(before) + 1, {who: row or {}}, recusals=[made.recusal(person, who) for person in recusals], min_pool=1, drawn=1, **changes_)
            return [(change["from"], change["to"], change["subject"], change["tickets"], change["pools"])
                    for change in Book().hold(*before, after).audit().listed if change["code"] == "drawn_before_changed"]

        def override(who, tickets=None, seats=None):
            return {"overrides": [{"approver": "a", "reason": "r", "seats": seats, "target": who, "tickets": tickets}]}
        one, all_of = (1, 6), [5, 5]
        qualified = people(**{name: {"qualifications": ["食"]} for name in ("p0", "p1")})
        for how, tickets, pools in (
                (dict(row={"exempt": "正面清单"}), [one, (0, 0)], all_of), (dict(recusals=["p0", "p1"]), [one, one], [5, 3]),
                (override(drawn, 3), [one, (3, 8)], all_of), (dict(row={"level": "B"}, tickets=table), [one, (2, 7)], all_of),
                (dict(override(drawn, seats=[made.seat(), made.seat(qualifications=["食"])]), inspectors=qualified), [one, one], [5, 2])):
            self.assertEqual(changed(drawn, **how), [("d1", "d2", drawn, tickets, pools)])
        # It is no matter of who has not been drawn.
        for how in (dict(row={"exempt": "正面清单"}), dict(recusals=["p0"]), override(other, 3), dict(row={"level": "B"}, tickets=table)):
            self.assertEqual(changed(other, **how), [])
        self.assertEqual(changed(drawn), [])
        self.assertEqual(changed(drawn, {"level": "B", "district": "110102"}), [])
        self.assertEqual(changed(drawn, called={drawn: None}), [])
        # Who stood in a draw before these two.
        second = hold(2, drawn=0, min_pool=1)
        self.assertEqual(changed(drawn, {"exempt": "正面清单"}, before=(first, second)), [("d2", "d3", drawn, [one, (0, 0)], all_of)])
        # In a chain, the recusals of its last ceremony.
        selection = hold(1, drawn=1, min_pool=1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        drawn, = drawn_targets(selection)
        staffing = staff(selection, 2, recusals=[made.recusal("p0", drawn)])
        self.assertEqual(changed(drawn, before=(selection, staffing)), [("d2", "d3", drawn, [one, one], [4, 5])])
        self.assertEqual(changed(drawn, before=(selection, staffing), recusals=["p0"]), [])

    def test_what_draws_write_into_rosters_is_no_change(self):
        first = strike(hold(1, drawn=2), 1, drawn_targets(hold(1, drawn=2))[:1])
        struck, stood, came = *drawn_targets(first), alternates(first)[0]
        other = next(name for name in TARGETS if name not in (struck, stood, came))
        uses = [{"head": first["head"], "use": use} for use in ("leave_out", "carry")]

        def changed(book):
            return [[name for name, in change["targets"]["changed"]] for change in book.audit().changes]

        def after(targets, drawn=1):
            return hold(2, targets, earlier=uses, drawn=drawn)
        marks = {"drawn_before": True, "last_team": ["p0"]}
        for name, marked, found in (
                (stood, dict(marks, inspected=1), False), (stood, dict(marks, inspected=2), True), (came, dict(marks, inspected=1), False),
                (struck, {"carried": True, "last_team": ["p0"]}, False), (struck, {"inspected": 1}, True), (other, {"inspected": 1}, True),
                (other, {"drawn_before": True}, True), (other, {"carried": True}, True), (other, {"last_team": ["p0"]}, True),
                (stood, {"level": "B"}, True)):
            self.assertEqual(changed(Book().hold(first, after({name: marked}))), [[name] * found], (name, marked))
        # Who stood in a draw before these two, and in none of them, may lose the marks, and has not been inspected again.
        carried = {struck: {"carried": True}, stood: dict(marks, inspected=1)}
        second = after(carried)
        self.assertEqual(drawn_targets(second), [struck])
        for name, marked, found in ((stood, {"inspected": 1}, False), (stood, {"inspected": 2}, True), (struck, {"inspected": 1}, False),
                                    (struck, {"inspected": 2}, True)):
            third = hold(3, {**{who: {"inspected": row.get("inspected", 0)} for who, row in carried.items()}, name: marked})
            self.assertEqual(changed(Book().hold(first, second, third))[1], [name] * found, (name, marked))
        # Struck targets that are drawn are listed if they are carried, and stand.
        for book, listed in ((Book().hold(first, second), [struck]), (Book().hold(first, after(carried, drawn=0)), []),
                             (Book().hold(first, hold(2, drawn=6)), [])):
            self.assertEqual(book.audit().changes[0]["struck_drawn"], listed)

    def test_who_was_struck_and_is_found_there_is_listed_and_no_finding(self):
        first = strike(hold(1, drawn=6), 1, ["t3"])
        use = [{"head": first["head"], "use": "carry"}]

        def listed(*draws, active):
            result = Book().hold(*draws).audit(active=active)
            self.assertEqual(result.findings, Book().hold(*draws).audit().findings)
            return [change["struck_found_active"] for change in result.changes]
        back = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1)
        self.assertEqual(Book().hold(first, back).codes(active=[("d2", "t3")]), [])
        self.assertEqual(listed(first, back, active=[("d2", "t3")]), [["t3"]])
        # Found by another draw, another target, one that does not stand, one that was not struck.
        for active in ([], [("d1", "t3")], [("d2", "t1")]):
            self.assertEqual(listed(first, back, active=active), [[]])
        self.assertEqual(listed(first, hold(2, {"t3": {"carried": True}}, earlier=use, drawn=0), active=[("d2", "t3")]), [[]])
        self.assertEqual(listed(first, hold(2, drawn=6), active=[("d2", "t3"), ("d2", "t1")]), [[]])
        # By the id of any ceremony of the chain.
        selection = hold(2, {"t3": {"carried": True}}, earlier=use, drawn=1, ceremony="selection", disclose_by="2025-05-09T18:00:00+08:00")
        for name in ("d2", "d3"):
            self.assertEqual(listed(first, selection, staff(selection, 3), active=[(name, "t3")]), [["t3"]])

    def test_evidence_of_what_the_log_does_not_have(self):
        book = Book().hold(hold(1))
        stands = drawn_targets(hold(1))[0]
        self.assert_codes(book, visits=[("d1", stands, "2025-06-02", None)], active=[("d1", "t0"), ("d1", "x")])
        for evidence in ({"visits": [("d9", "t0", "2025-06-02", None)]}, {"active": [("d9", "t0")]},
                         {"visits": [("d9", "t0", "2025-06-02", None)], "active": [("d9", "t0")]}):
            self.assertEqual(book.audit(**evidence).findings, [("evidence_unknown", "d9", "t0")])
        # An announcement that is in no line is not the log's.
        book.file(hold(2)["announcement"])
        self.assert_codes(book, ("document_unlogged", "d2"), ("evidence_unknown", "d2"), active=[("d2", "t0")])

    def test_credit_codes_under_another_id(self):
        code, other = ({"credit_code": text} for text in ("91350100M000100Y43", "91350100M000100Y44"))
        gone = {"t3": None}

        def listed(before, after, *others, withheld=((), ())):
            draws = hold(1, called=before, withheld=withheld[0]), hold(2, called=after, withheld=withheld[1]), *others
            return [(change["from"], change["to"], change["subject"]) for change in Book().hold(*draws).audit().listed
                    if change["code"] == "target_renumbered"]
        self.assertEqual(listed({"t3": code}, {**gone, "x3": dict(code, name="新名")}), [("d1", "d2", "t3 x3")])
        for after in ({"t3": code}, {**gone, "x3": other}, {**gone, "x3": {"name": "企业t3"}}, {"t3": other, "x3": {}}):
            self.assertEqual(listed({"t3": code}, after), [])
        # Who shows no code, or nothing, cannot be compared.
        self.assertEqual(listed({}, {**gone, "x3": {"name": "企业t3"}}), [])
        self.assertEqual([listed({"t3": code}, {**gone, "x3": code}, withheld=hidden) for hidden in ((["t3"], ()), ((), ["x3"]))], [[], []])
        # Two that change places; a second row beside the first; one of two that were there stays.
        self.assertEqual(listed({"t3": code, "t4": other}, {"t3": other, "t4": code}), [("d1", "d2", "t4 t3"), ("d1", "d2", "t3 t4")])
        self.assertEqual(listed({"t3": code}, {"a3": code, "t3": code}), [("d1", "d2", "t3 a3")])
        self.assertEqual(listed({"t3": code, "t4": code}, {"t3": code, "t4": code}), [])
        # It is between one draw and the next.
        self.assertEqual(listed({"t3": code}, gone, hold(3, called={**gone, "x3": code})), [])
        # It is no finding, and needs no draw.
        before, after = hold(1, drawn=0, called={"t3": code}), hold(2, drawn=0, called={**gone, "x3": code})
        self.assert_codes(Book().hold(before, after))
        self.assertEqual([change["subject"] for change in Book().hold(before, after).audit().listed], ["t3 x3"])

    def test_whatever_is_damaged_is_judged_and_nothing_fails(self):
        rng = random.Random(5)
        book = busy_book()
        first = json.loads(book.files[-1])
        self.assertEqual(first["type"], "disclosure")
        book.file(prove(first, "t0"))
        originals = [json.loads(data) for data in book.files]
        found = set()
        for _ in range(40):
            damaged = Book()
            damaged.lines, damaged.files = copy.deepcopy(book.lines), list(book.files)
            document = rng.randrange(len(originals) + 1)
            if document == len(originals):
                place = rng.randrange(len(damaged.lines))
                damaged.lines[place] = rng.choice(list(changes(damaged.lines[place])))[1]
            else:
                damaged.files[document] = file_of(rng.choice(list(changes(originals[document])))[1])
            result = damaged.audit(checkpoints=[rc.Log(book.log()).checkpoint("x")], reports=[])
            found.update(finding.code for finding in result.findings)
        self.assertGreater(len(found), 8, found)


class CommandLine(unittest.TestCase):
    def run_main(self, *arguments):
        out = io.StringIO()
        argv, sys.argv = sys.argv, ["record.py", *arguments]
        try:
            with redirect_stdout(out), redirect_stderr(io.StringIO()):
                status = rc.main()
        finally:
            sys.argv = argv
        return status, [json.loads(line) for line in out.getvalue().splitlines()]

    def test_proof_and_audit(self):
        disclosure = hold(1)
        with tempfile.TemporaryDirectory() as folder:
            def path(name, data):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(data)
                return os.path.join(folder, name)
            proof, announcement = path("proof", file_of(prove(disclosure, "t0"))), path("a", file_of(disclosure["announcement"]))
            seal = path("s", file_of(disclosure["seal"]))
            status, (shown,) = self.run_main("proof", proof, announcement, seal)
            self.assertEqual((status, shown["draw"]["id"]), (0, "t0"))
            status, (refused,) = self.run_main("proof", proof, announcement)
            self.assertEqual((status, refused["refused"]), (1, 1))
            self.assertEqual(self.run_main("proof", proof, os.path.join(folder, "none"))[0], 2)
            book = Book().hold(disclosure)
            log, files = path("log", book.log()), [path("f%d" % i, data) for i, data in enumerate(book.files)]
            on = ("audit", "--on", "2025-12-31T00:00:00+08:00")
            kept = path("kept", rc.Log(book.log()).checkpoint("x"))
            self.assertEqual(self.run_main(*on, "--checkpoint", kept, log, *files), (0, []))
            seen = [("--checkpoint-seen", "2025-05-01T%s:00+08:00" % time, kept) for time in ("17:30", "18:00", "14:00", "noon")]
            self.assertEqual(self.run_main(*on, *seen[0], *seen[1], log, *files), (0, []))
            status, findings = self.run_main(*on, *seen[0], *seen[2], log, *files)
            self.assertEqual((status, findings), (1, [{"code": "line_misdated", "draw": None, "subject": "line 2"}]))
            self.assertEqual(self.run_main(*on, *seen[3], log, *files)[0], 2)
            renamed = hold(2, authorities=[{"commitment": None, "name": "另一局"}, {"commitment": None, "name": "税务局"}])
            both = Book().hold(disclosure, renamed)
            two, parts = path("two", both.log()), [path("g%d" % i, data) for i, data in enumerate(both.files)]
            self.assertEqual(self.run_main(*on, two, *parts), (1, [{"code": "other_authority", "draw": "d2", "subject": "另一局"}]))
            self.assertEqual(self.run_main(*on, "--name", "别的局", "--name", "另一局", two, *parts), (0, []))
            other, late = "01 02 03 04 05 06 07", "2025-05-01T15:00:00+08:00"
            for texts, found in (([(made.BALLS_TEXT, "-"), (other, late)], []), ([(made.BALLS_TEXT, late)], []), ([(other, "-")], ["value_differs"]),
                                 ([(made.BALLS_TEXT, "2025-05-01T09:00:00+08:00")], ["value_known_early"])):
                values = [part for text, known in texts for part in ("--value", "d1", "d1-balls", text, known)]
                self.assertEqual([line["code"] for line in self.run_main(*on, *values, log, *files)[1]], found)
            for origin, found in (("x", []), ("y", [{"code": "evidence_unknown", "draw": None, "subject": "checkpoint of x"}])):
                self.assertEqual(self.run_main(*on, "--origin", origin, "--checkpoint", kept, log, *files), (int(bool(found)), found))
            # What is no finding leaves the status as it is.
            self.assertEqual(self.run_main(*on, log), (0, [{"not_seen": dr.digest(disclosure["announcement"])}]))
            other = hold(1, fallback=True)
            proof = prove(other, "t0")
            status, lines = self.run_main(*on, log, *files, path("p", file_of(proof)), path("o", file_of(other["seal"])))
            self.assertEqual((status, [line.get("code") for line in lines]), (1, ["document_unlogged", None]))
            self.assertEqual(lines[1], {"unlogged_proof": dr.digest(proof)})
            status, findings = self.run_main(*on, log, *files[:-1])
            self.assertEqual((status, findings[0]), (1, {"code": "document_missing", "draw": "d1", "subject": dr.digest(disclosure)}))
            for bad in (("audit", "--on", "tomorrow", log), (*on, os.path.join(folder, "none")), (*on, path("long", b"x" * 20_000)),
                        (*on, "--checkpoint", log, log), (*on, "--value", "d1", "d1-balls", made.BALLS_TEXT, "noon", log)):
                self.assertEqual(self.run_main(*bad)[0], 2)


if __name__ == "__main__":
    unittest.main()
