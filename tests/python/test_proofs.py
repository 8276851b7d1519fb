"""Tests of proofs (§18)."""

import copy
import json
import unittest

import authority
from authority import seat, when
from book import (
    PEOPLE, TARGETS, alternates, changes, drawn_targets, file_of, hold, people, plan, prove, result_entries, short, staff,
    strike)
from protocol import commitments
from protocol.canonical import canon, digest
from protocol.commitments import identity_hash
from protocol.hashes import hash_of
from protocol.merkle import inclusion_path, leaf_hash, tree_root
from protocol.plans import all_hold
from protocol.proofs import Refused, check_proof


class Proofs(unittest.TestCase):
    def setUp(self):
        self.disclosure = strike(hold(1), 1, [drawn_targets(hold(1))[0]])
        self.hash = hash_of(self.disclosure)
        self.announcement = file_of(self.disclosure["announcement"])
        self.seals = [file_of(self.disclosure["seal"]), file_of(self.disclosure["amendments"][0]["seal"])]

    def refused(self, rule, proof, announcement=None, seal=None):
        with self.assertRaises(Refused) as caught:
            check_proof(proof if isinstance(proof, bytes) else file_of(proof), announcement or self.announcement, seal)
        self.assertEqual(caught.exception.rule, rule, caught.exception)

    def test_every_record_and_result_is_shown(self):
        for amendment in (0, 1):
            entries = result_entries(self.disclosure, amendment)
            for name, entry in zip(TARGETS, entries):
                proof = prove(self.disclosure, name, amendment=amendment)
                shown = check_proof(file_of(proof), self.announcement, self.seals[amendment])
                self.assertEqual((shown.kind, shown.draw["id"], shown.entry, shown.amendment), ("target", name, entry, amendment))
                self.assertEqual((shown.team, shown.rostered), (sorted(entry.get("seats", [])), True))
                shown = check_proof(file_of(short(proof)), self.announcement, self.seals[amendment])
                self.assertEqual((shown.entry, shown.team, shown.rostered), (entry, [], not entry.get("seats")))
        fates = {json.dumps(sorted(entry)) for entry in entries}
        self.assertEqual(len(fates), 3, "not drawn, drawn and struck all occur")
        for kind, names in (("target", TARGETS), ("inspector", PEOPLE)):
            for name in names:
                shown = check_proof(file_of(prove(self.disclosure, name, kind, result=False)), self.announcement)
                self.assertEqual((shown.kind, shown.draw["id"], shown.entry), (kind, name, None))

    def test_a_chain_shows_the_first_ceremonys_targets(self):
        selection = hold(1, ceremony="selection")
        selection = strike(selection, 1, [drawn_targets(selection)[0]])
        staffing = staff(selection, 2)
        for disclosure in (staffing, strike(staffing, 3, [drawn_targets(selection)[1]])):
            last = disclosure["amendments"][-1] if disclosure["amendments"] else disclosure
            for name in TARGETS:
                proof = file_of(prove(disclosure, name))
                shown = check_proof(proof, file_of(disclosure["announcement"]), file_of(last["seal"]))
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
        shown = check_proof(file_of(proof), announcement, seal)
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
        shown = check_proof(file_of(proofs[i]), announcement, seal)
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
        salts = [commitments.salt(self.hash, self.disclosure["salt_key"], "inspectors:%d" % j) for j in range(len(rows))]
        leaves = [leaf_hash(self.hash, salt + identity_hash(self.hash, row["identity"]) + canon(row["draw"])) for salt, row in zip(salts, rows)]
        rosters = dict(self.disclosure["announcement"]["rosters"], inspectors={"count": len(leaves), "root": tree_root(self.hash, leaves).hex()})
        announcement, seal, proofs = self.lying(right, rosters=rosters)
        team = [{"index": j, "path": [node.hex() for node in inclusion_path(self.hash, j, leaves)], "record": rows[j], "salt": salts[j].hex()}
                for j in places]
        self.refused(5, dict(proofs[i], inspectors=team), announcement, seal)

    def test_a_withheld_identity_is_as_good(self):
        disclosure = self.disclosure
        identity = disclosure["rosters"]["targets"][0]["identity"]
        disclosure["rosters"]["targets"][0]["identity"] = {"withheld": {"hash": identity_hash(self.hash, identity).hex(), "reason": "涉密"}}
        self.assertEqual(check_proof(file_of(prove(disclosure, "t0")), self.announcement, self.seals[1]).draw["id"], "t0")

    def test_every_change_is_refused(self):
        tried = 0
        for proof, seal in ((prove(self.disclosure, alternates(self.disclosure)[0]), self.seals[1]),
                            (prove(self.disclosure, "p1", "inspector", result=False), None)):
            check_proof(file_of(proof), self.announcement, seal)
            for name, changed in changes(proof):
                with self.subTest(name), self.assertRaises(Refused):
                    check_proof(file_of(changed), self.announcement, seal)
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
        foreign = dict(proof, result=dict(proof["result"], seal=digest(other["seal"])))
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
        salts = [commitments.salt(self.hash, disclosure["salt_key"], "result:%d" % i) for i in range(len(entries))]
        leaves = [leaf_hash(self.hash, salt + canon(entry)) for salt, entry in zip(salts, entries)]
        seal["result"] = {"count": len(entries), "root": tree_root(self.hash, leaves).hex()}
        seal["announcement"] = digest(disclosure["announcement"])
        proofs = []
        for i, name in enumerate(TARGETS):
            proof = prove(disclosure, name, result=False)
            if i < len(entries):
                proof["result"] = {"entry": entries[i], "path": [node.hex() for node in inclusion_path(self.hash, i, leaves)],
                                   "salt": salts[i].hex(), "seal": digest(seal)}
            proofs.append(proof)
        return file_of(disclosure["announcement"]), file_of(seal), proofs

    def test_a_county_holds_all_that_lies_in_it(self):
        target = authority.target("t0", district="110101002")[0]
        for listed, found in ((["110101"], True), (["110101002"], True), (["11010100"], True), (["1101"], False), (["110102"], False), (["1101010021"], False)):
            self.assertEqual(all_hold([when("district", *listed)], target), found, listed)

    def test_what_cannot_be_a_result_is_refused_though_it_is_sealed(self):
        right = result_entries(self.disclosure, 0)
        i = next(i for i, entry in enumerate(right) if entry["drawn"])
        seats = right[i]["seats"]

        def sealed(entry, **how):
            announcement, seal, proofs = self.lying(right[:i] + [entry] + right[i + 1:], **how)
            return proofs[i], announcement, seal
        check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in sealed(right[i])))
        for change in ({"stratum": "none"}, {"rank": 0}, {"rank": 3}, {"seats": seats[:1]}, {"seats": seats + [None]}, {"seats": []},
                       {"seats": [seats[0]] * 2}):
            with self.subTest(change):
                self.refused(4, *sealed(dict(right[i], **change)))
        self.refused(3, *sealed(dict(right[i], id="t9")))
        # Open seats are not one person twice; an amendment's seal may have alternates, of whom there are n at most.
        for entry, how in ((dict(right[i], seats=[None, None]), {}), (dict(right[i], rank=6), {"amended": True})):
            check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in sealed(entry, **how)))
        self.refused(4, *sealed(dict(right[i], rank=7), amended=True))
        # Who is in no pool is not drawn.
        announced = self.disclosure["announcement"]
        for cap, found in ((0, True), (9, False)):
            capped = sealed(right[i], plan=dict(announced["plan"], yearly_cap=cap))
            if found:
                self.refused(4, *capped)
            else:
                check_proof(*(part if isinstance(part, bytes) else file_of(part) for part in capped))
        rows = self.disclosure["rosters"]["targets"]
        for change in ({"exempt": "正面清单"}, {"drawn_before": True}):
            kept, rows[i]["draw"] = rows[i]["draw"], dict(rows[i]["draw"], **change)
            leaves = [leaf_hash(self.hash, commitments.salt(self.hash, self.disclosure["salt_key"], "targets:%d" % j) + identity_hash(self.hash, row["identity"]) + canon(row["draw"]))
                      for j, row in enumerate(rows)]
            targets = {"count": len(leaves), "root": tree_root(self.hash, leaves).hex()}
            self.refused(4, *sealed(right[i], rosters=dict(announced["rosters"], targets=targets)))
            rows[i]["draw"] = kept
        # The target must match the stratum, and seats are those that the override gives.
        plan = self.disclosure["announcement"]["plan"]
        shops = dict(plan, strata=[dict(plan["strata"][0], when=[when("class", "shop")])])
        self.refused(4, *sealed(right[i], plan=shops))
        override = {"approver": "a", "reason": "r", "seats": [seat()], "target": TARGETS[i], "tickets": None}
        self.refused(4, *sealed(right[i], plan=dict(plan, overrides=[override])))
        check_proof(*(part if isinstance(part, bytes) else file_of(part)
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
