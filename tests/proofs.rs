//! Proofs: one assignment shown against announcement and seal alone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines)]

mod common;

use common::changes::changes;
use common::{announce, date, inspector_id, plan, rosters, run, target_id, values};
use dual_random::commit::document::{Proof, Proven, ProvenInspector};
use dual_random::plan::{AmendmentRules, Ceremony, Replacement};
use dual_random::proof::{NotShown, ProofProblem, ProveError, Prover, Shown, check_proof};
use dual_random::roster::ChangeKind;
use dual_random::{
    Change, Digest, Draft, Drawn, InspectorId, Plan, Strikes, TargetId, TargetStrike, UsedValue, draw,
};
use serde_json::{Value, json};

struct Case {
    drawn: Drawn,
    announcement: Vec<u8>,
    seal: Vec<u8>,
}

fn amendable() -> Plan {
    let rules = {
        let mut it = AmendmentRules::default();
        it.strikes_per_stratum = 2;
        it.target_reasons = vec!["已关闭".to_owned()];
        it
    };
    let mut it = plan(21, 5, 2);
    it.amendments = rules;
    it
}

fn case(number: u64) -> Case {
    let drawn = run(amendable(), rosters(21, 8, 3), number);
    let announcement = common::opened(&drawn).announcement.to_bytes().unwrap();
    let seal = drawn.seal().to_bytes().unwrap();
    Case { drawn, announcement, seal }
}

fn limits(shown: &Shown) -> Vec<NotShown> {
    shown.limits().collect()
}

fn team(shown: &Shown) -> Vec<&InspectorId> {
    shown.team.iter().map(|inspector| &inspector.draw.id).collect()
}

fn problem(proof: &[u8], announcement: &[u8], seal: Option<&[u8]>) -> ProofProblem {
    check_proof(proof, announcement, seal).unwrap_err().code()
}

#[test]
fn the_seal_of_another_draw_is_refused_even_when_the_proof_names_it() {
    let (case, other) = (case(1), case(2));
    let target = &common::opened(&case.drawn).result.teams[0].target;
    let mut proof = Prover::of_drawn(&case.drawn).unwrap().assignment(target).unwrap();
    proof.result.as_mut().unwrap().seal = Digest::of_file(&other.seal);
    let bytes = proof.to_bytes().unwrap();
    assert_eq!(problem(&bytes, &case.announcement, Some(&other.seal)), ProofProblem::SealOfOther);
}

#[test]
fn a_proof_shows_a_drawn_target_and_its_team_and_nothing_of_any_other() {
    let Case { drawn, announcement, seal } = case(1);
    let prover = Prover::of_drawn(&drawn).unwrap();
    for team in &common::opened(&drawn).result.teams {
        let proof = prover.assignment(&team.target).unwrap();
        let bytes = proof.to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, Some(&seal)).unwrap();
        let Proven::Target(target) = &shown.record else { panic!() };
        assert_eq!(target.draw.id, team.target);
        let expected: Vec<_> = team.seats.iter().map(|seat| seat.inspector.clone()).collect();
        assert_eq!(shown.result.as_ref().unwrap().drawn.as_ref().unwrap().seats, Some(expected));
        assert!(limits(&shown).contains(&NotShown::ChosenByRules));
        // Neither the ticket key nor any other target, nor a name that is not on this team.
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(&common::opened(&drawn).result.ticket_key.to_hex()));
        let others = (0..21).map(target_id).filter(|id| *id != team.target);
        assert!(others.into_iter().all(|id| !text.contains(id.as_str())));
    }
    for (index, target) in (0..21).map(target_id).enumerate() {
        let is_drawn = common::opened(&drawn).result.teams.iter().any(|team| team.target == target);
        match prover.assignment(&target) {
            Ok(_) => assert!(is_drawn),
            Err(error) => assert!(!is_drawn && error == ProveError::NotDrawn, "{index}"),
        }
    }
    // After the disclosure it can be shown that one was not drawn.
    let public = common::disclose(drawn.clone(), &|_| None);
    let prover = Prover::of_disclosure(&public).unwrap();
    for target in (0..21).map(target_id) {
        let bytes = prover.assignment(&target).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, Some(&seal)).unwrap();
        let is_drawn = public.result.teams.iter().any(|team| team.target == target);
        assert_eq!(shown.result.unwrap().drawn.is_some(), is_drawn);
    }
}

#[test]
fn membership_is_shown_before_the_draw() {
    let announced = announce(plan(9, 2, 2), rosters(9, 5, 3), 4);
    let announcement = announced.announcement.to_bytes().unwrap();
    let prover = Prover::of_opening(&announced.opening).unwrap();
    for n in 0..9 {
        let bytes = prover.target_membership(&target_id(n)).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, None).unwrap();
        assert!(shown.result.is_none());
        assert_eq!(limits(&shown), [NotShown::AnnouncedFirst]);
    }
    for n in 0..5 {
        let bytes = prover.inspector_membership(&inspector_id(n)).unwrap().to_bytes().unwrap();
        let shown = check_proof(&bytes, &announcement, None).unwrap();
        assert!(matches!(shown.record, Proven::Inspector(record) if record.draw.id == inspector_id(n)));
    }
    assert_eq!(prover.target_membership(&target_id(9)).unwrap_err(), ProveError::UnknownTarget);
    assert_eq!(prover.inspector_membership(&inspector_id(5)).unwrap_err(), ProveError::UnknownInspector);
    assert_eq!(prover.assignment(&target_id(0)).unwrap_err(), ProveError::NoResult);
    // The same proofs can be made from the result later on.
    let values = values(&announced.announcement.plan, 4);
    let drawn = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let later = Prover::of_drawn(&drawn).unwrap().target_membership(&target_id(3)).unwrap();
    let before = prover.target_membership(&target_id(3)).unwrap();
    assert_eq!(later.to_bytes().unwrap(), before.to_bytes().unwrap());
}

#[test]
fn a_proof_after_an_amendment_is_against_the_amendments_seal() {
    let Case { drawn, announcement, seal } = case(2);
    let before = common::opened(&drawn).clone();
    let (gone, next) = (&before.result.strata[0].drawn[0].id, &before.result.strata[0].alternates[0]);
    let evidence = Digest::of_file(b"photograph");
    let strike = TargetStrike::new(gone.clone(), "已关闭", evidence);
    let strikes = Strikes::of(date("2026-10-20")).targets([strike]);
    let (amended, amendment) = common::amend(drawn, strikes).unwrap();
    let prover = Prover::of_drawn(&amended).unwrap();
    let new_seal = amendment.seal.to_bytes().unwrap();
    let proof = prover.assignment(next).unwrap().to_bytes().unwrap();
    let shown = check_proof(&proof, &announcement, Some(&new_seal)).unwrap();
    assert_eq!(shown.amendment, 1);
    let drawn = shown.result.unwrap().drawn.unwrap();
    assert_eq!((drawn.rank, drawn.seats.unwrap().len()), (6, 2));
    assert_eq!(problem(&proof, &announcement, Some(&seal)), ProofProblem::OtherSeal);
    let proof = prover.assignment(gone).unwrap().to_bytes().unwrap();
    let shown = check_proof(&proof, &announcement, Some(&new_seal)).unwrap();
    assert_eq!(shown.result.unwrap().drawn.unwrap().seats, None);
}

#[test]
fn what_belongs_elsewhere_is_refused_with_its_reason() {
    let Case { drawn, announcement, seal } = case(3);
    let other = case(4);
    let target = common::opened(&drawn).result.teams[0].target.clone();
    let prover = Prover::of_drawn(&drawn).unwrap();
    let proof = prover.assignment(&target).unwrap();
    let bytes = proof.to_bytes().unwrap();
    assert!(check_proof(&bytes, &announcement, Some(&seal)).is_ok());
    assert_eq!(problem(&bytes, &other.announcement, Some(&seal)), ProofProblem::OtherAnnouncement);
    assert_eq!(problem(&bytes, &announcement, Some(&other.seal)), ProofProblem::OtherSeal);
    assert_eq!(problem(&bytes, &announcement, None), ProofProblem::NoSeal);
    let membership = prover.target_membership(&target).unwrap().to_bytes().unwrap();
    assert_eq!(problem(&membership, &announcement, Some(&seal)), ProofProblem::SealTooMuch);
    assert_eq!(problem(&bytes[..bytes.len() - 1], &announcement, Some(&seal)), ProofProblem::Form);
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut changed = Proof::from_bytes(&bytes).unwrap();
        change(&mut changed);
        problem(&changed.to_bytes().unwrap(), &announcement, Some(&seal))
    };
    // A second leaf for one index, another index for the leaf, a path of another length, a path of another leaf.
    let second = prover.assignment(&common::opened(&drawn).result.teams[1].target).unwrap();
    assert_eq!(changed(&|p| p.record.record = second.record.record.clone()), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.index ^= 1), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.index = 21), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.truncate(2)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.push(p.announcement)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.record.path.swap(0, 1)), ProofProblem::Record);
    assert_eq!(changed(&|p| p.result = second.result.clone()), ProofProblem::Result);
    assert_eq!(changed(&|p| p.record = second.record.clone()), ProofProblem::Result);
    assert_eq!(changed(&|p| p.result.as_mut().unwrap().path = p.record.path.clone()), ProofProblem::Result);
    // A short salt is no salt.
    let short = String::from_utf8(bytes.clone()).unwrap();
    let salt = proof.record.salt.to_hex();
    let short = short.replace(&salt, &salt[..62]);
    assert_eq!(problem(short.as_bytes(), &announcement, Some(&seal)), ProofProblem::Form);
}

#[test]
fn every_change_of_a_proof_is_refused() {
    let Case { drawn, announcement, seal } = case(5);
    let target = common::opened(&drawn).result.teams[0].target.clone();
    let prover = Prover::of_drawn(&drawn).unwrap();
    let mut tried = 0;
    for (proof, seal) in [
        (prover.assignment(&target).unwrap(), Some(seal.as_slice())),
        (prover.target_membership(&target).unwrap(), None),
        (prover.inspector_membership(&inspector_id(3)).unwrap(), None),
    ] {
        let bytes = proof.to_bytes().unwrap();
        assert!(check_proof(&bytes, &announcement, seal).is_ok());
        for (name, changed) in changes(&serde_json::from_slice(&bytes).unwrap()) {
            let is_short = proof.result.is_some() && changed["inspectors"] == json!([]);
            let mut changed = serde_json::to_vec(&changed).unwrap();
            changed.push(b'\n');
            assert_ne!(changed, bytes);
            match check_proof(&changed, &announcement, seal) {
                // Without the team's records it is the short form, and says so.
                Ok(shown) => assert!(is_short && limits(&shown).contains(&NotShown::InRoster), "{name}"),
                Err(_) => assert!(!is_short, "{name}"),
            }
            tried += 1;
        }
    }
    println!("{tried} changes of proofs, each refused");
    assert!(tried > 200);
}

#[test]
fn those_on_the_team_are_shown_in_the_roster_and_the_short_form_says_that_it_does_not() {
    let Case { drawn, announcement, seal } = case(7);
    let prover = Prover::of_drawn(&drawn).unwrap();
    for drawn in &common::opened(&drawn).result.teams {
        let mut seated: Vec<_> = drawn.seats.iter().filter_map(|seat| seat.inspector.as_ref()).collect();
        seated.sort();
        let proof = prover.assignment(&drawn.target).unwrap();
        let shown = check_proof(&proof.to_bytes().unwrap(), &announcement, Some(&seal)).unwrap();
        assert_eq!((team(&shown), seated.len()), (seated, 2));
        assert!(!limits(&shown).contains(&NotShown::InRoster));
        let withheld = proof.clone().without_identity("待披露").unwrap().to_bytes().unwrap();
        assert!(!String::from_utf8(withheld.clone()).unwrap().contains("检查员"));
        assert_eq!(team(&check_proof(&withheld, &announcement, Some(&seal)).unwrap()), team(&shown));
        let short = proof.short().to_bytes().unwrap();
        let shown = check_proof(&short, &announcement, Some(&seal)).unwrap();
        assert!(shown.team.is_empty() && limits(&shown).contains(&NotShown::InRoster));
    }
}

#[test]
fn a_team_is_shown_whole_and_at_its_places_or_not_at_all() {
    let Case { drawn, announcement, seal } = case(8);
    let prover = Prover::of_drawn(&drawn).unwrap();
    let teams = &common::opened(&drawn).result.teams;
    let proof = prover.assignment(&teams[0].target).unwrap();
    let [first, second] = &proof.inspectors[..] else { panic!("a team of two") };
    let all = teams.iter().flat_map(|team| prover.assignment(&team.target).unwrap().inspectors);
    let on_team = [&first.record.draw.id, &second.record.draw.id];
    let outsider = all.into_iter().find(|one| !on_team.contains(&&one.record.draw.id)).unwrap();
    let with = |team: &[&ProvenInspector]| {
        let mut changed = proof.clone();
        changed.inspectors = team.iter().map(|&one| one.clone()).collect();
        check_proof(&changed.to_bytes().unwrap(), &announcement, Some(&seal)).err().map(|error| error.code())
    };
    assert_eq!(with(&[first, second]), None);
    for wrong in
        [&[first][..], &[second], &[second, first], &[first, first], &[first, first, second], &[&outsider]]
    {
        assert_eq!(with(wrong), Some(ProofProblem::Team));
    }
    let mut joined = [first, second, &outsider];
    joined.sort_by_key(|one| one.index);
    assert_eq!(with(&joined), Some(ProofProblem::Team), "one who is not on the team");
    let changed = |change: &dyn Fn(&mut ProvenInspector)| {
        let mut changed = first.clone();
        change(&mut changed);
        assert_eq!(with(&[&changed, second]), Some(ProofProblem::Inspector));
    };
    changed(&|one| one.index = second.index);
    changed(&|one| one.index = 8);
    changed(&|one| one.path.clone_from(&second.path));
    changed(&|one| one.path.truncate(2));
    changed(&|one| one.salt = second.salt);
    changed(&|one| one.record.draw.max_visits = one.record.draw.max_visits.saturating_add(1));
    changed(&|one| one.record.draw.id = inspector_id(8));
    changed(&|one| one.record.identity = second.record.identity.clone());
    // Where no team is shown, nobody is on it.
    let mut membership = prover.target_membership(&teams[0].target).unwrap();
    membership.inspectors.push(first.clone());
    assert_eq!(problem(&membership.to_bytes().unwrap(), &announcement, None), ProofProblem::Team);
}

#[test]
fn whom_an_earlier_ceremony_seated_may_have_left_the_roster_and_the_proof_says_so() {
    let rules = {
        let mut it = amendable().amendments;
        it.replacement = Replacement::FreshValue;
        it
    };
    let first = {
        let mut it = amendable();
        it.amendments = rules;
        it
    };
    let drawn = run(first.clone(), rosters(21, 8, 3), 9);
    let before = common::opened(&drawn).clone();
    let strike =
        |target: &TargetId| TargetStrike::new(target.clone(), "已关闭", Digest::of_file(b"photograph"));
    let (struck, kept) = (&before.result.teams[0].target, &before.result.teams[1]);
    let strikes = Strikes::of(date("2026-10-20")).targets([strike(struck)]);
    let (amended, _) = common::amend(drawn, strikes).unwrap();
    let seated: Vec<_> = kept.seats.iter().filter_map(|seat| seat.inspector.clone()).collect();
    // The ceremony that fills the alternate's seats has one inspector less.
    let second = {
        let mut it = first;
        it.announce_at = common::instant("2026-10-21T10:00:00+08:00");
        it.ceremony = Ceremony::Staffing;
        it.draw = common::id("draw-2");
        it.number = 2;
        it.seal_by = common::instant("2026-10-23T10:00:00+08:00");
        it.values = vec![common::beacon("beacon-2", "2026-10-22T21:00:00+08:00")];
        it
    };
    let people = rosters(0, 8, 3).inspectors.into_iter().filter(|inspector| inspector.id != seated[0]);
    let left = Change::new(ChangeKind::InspectorRemoved, seated[0].clone(), date("2026-10-21"), "调离");
    let previous = common::opened(&amended).clone();
    let draft = Draft::staffing(second, people.collect(), Vec::new(), vec![left], previous).unwrap();
    let announced = draft.announce(common::master(2)).unwrap();
    let values = vec![UsedValue::main(common::id("beacon-2"), common::value_text(2))];
    let continued = draw(&announced.announcement, &announced.opening, &values).unwrap();
    let announcement = announced.announcement.to_bytes().unwrap();
    let seal = continued.seal().to_bytes().unwrap();
    let proof = Prover::of_drawn(&continued).unwrap().assignment(&kept.target).unwrap();
    let shown = check_proof(&proof.to_bytes().unwrap(), &announcement, Some(&seal)).unwrap();
    assert_eq!(shown.result.as_ref().unwrap().seated().cloned().collect::<Vec<_>>(), seated);
    assert_eq!(team(&shown), [&seated[1]]);
    assert!(limits(&shown).contains(&NotShown::InRoster));
}

fn raw(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn hash(parts: &[&[u8]]) -> Digest {
    Digest::of_file(&parts.concat())
}

/// Hash of a roster's leaf: a record's, with its salt.
fn leaf(record: &Value, salt: &Value) -> Digest {
    let shown = &record["identity"]["shown"];
    let identity = hash(&[&[2], &raw(&shown["salt"]), shown["data"].to_string().as_bytes()]);
    hash(&[&[0], &raw(salt), identity.as_bytes(), record["draw"].to_string().as_bytes()])
}

/// Announcement, seal and proof as anybody can make them who has salts: the trees of targets and results have one leaf. `change`
/// changes the proof and the announcement before the target's row and its result are sealed.
fn forged(change: impl Fn(&mut Value, &mut Value)) -> Result<Shown, ProofProblem> {
    let Case { drawn, announcement, seal } = case(1);
    let proof = Prover::of_drawn(&drawn).unwrap();
    let proof = proof.assignment(&common::opened(&drawn).result.teams[0].target).unwrap();
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    let write = |value: &Value| format!("{value}\n").into_bytes();
    let (mut announcement, mut seal) = (read(&announcement), read(&seal));
    let mut proof = read(&proof.to_bytes().unwrap());
    change(&mut proof, &mut announcement);

    let record = leaf(&proof["record"]["record"]["target"], &proof["record"]["salt"]);
    announcement["rosters"]["targets"] = json!({ "count": 1, "root": record.to_hex() });
    let announcement = write(&announcement);
    let named = Digest::of_file(&announcement).to_hex();

    let result = &proof["result"];
    let entry = hash(&[&[0], &raw(&result["salt"]), result["entry"].to_string().as_bytes()]);
    seal["result"] = json!({ "count": 1, "root": entry.to_hex() });
    seal["announcement"] = named.as_str().into();
    let seal = write(&seal);
    proof["announcement"] = named.as_str().into();
    proof["record"]["index"] = 0.into();
    (proof["record"]["path"], proof["result"]["path"]) = (json!([]), json!([]));
    proof["result"]["seal"] = Digest::of_file(&seal).to_hex().into();
    check_proof(&write(&proof), &announcement, Some(&seal)).map_err(|error| error.code())
}

#[test]
fn who_is_in_no_pool_is_shown_as_drawn_by_no_proof() {
    let row = |field: &str, value: Value, cap: Value| {
        let shown = forged(|proof, announcement| {
            proof["record"]["record"]["target"]["draw"][field] = value.clone();
            announcement["plan"]["yearly_cap"] = cap.clone();
        });
        shown.err()
    };
    assert_eq!(row("carried", json!(false), Value::Null), None, "the forger's documents are in form");
    assert_eq!(row("inspected", json!(1), json!(2)), None);
    assert_eq!(row("carried", json!(true), Value::Null), None);
    assert_eq!(row("exempt", json!("正面清单"), Value::Null), Some(ProofProblem::Entry));
    assert_eq!(row("drawn_before", json!(true), Value::Null), Some(ProofProblem::Entry));
    assert_eq!(row("inspected", json!(2), json!(2)), Some(ProofProblem::Entry));
}

#[test]
fn what_the_plan_cannot_have_drawn_is_shown_by_no_proof() {
    let entry = |field: &str, value: Value| {
        let shown = forged(|proof, _| {
            proof["result"]["entry"][field] = value.clone();
            proof["inspectors"] = json!([]);
        });
        shown.err()
    };
    assert_eq!(entry("rank", json!(1)), None, "the forger's documents are in form");
    assert_eq!(entry("seats", json!(["X001", "X002"])), None);
    let refused = Some(ProofProblem::Entry);
    assert_eq!(entry("rank", json!(0)), refused);
    assert_eq!(entry("rank", json!(1_000)), refused);
    assert_eq!(entry("stratum", json!("没有这一层")), refused);
    // Nobody sits twice on a team, and a team has the seats of its rule.
    assert_eq!(entry("seats", json!(["X001", "X001"])), refused);
    assert_eq!(entry("seats", json!(["X001"])), refused);
    // A target of another class than the stratum takes.
    let other = forged(|proof, announcement| {
        proof["inspectors"] = json!([]);
        let when = json!([{ "any_of": ["没有这一类"], "field": "class" }]);
        announcement["plan"]["strata"][0]["when"] = when;
    });
    assert_eq!(other.err(), refused);
}

#[test]
fn inspectors_who_do_not_exist_are_shown_by_no_proof() {
    let ghosts = |proof: &mut Value| proof["result"]["entry"]["seats"] = json!(["X001", "X002"]);
    // Without records the proof holds, and says what it does not show.
    let shown = forged(|proof, _| {
        ghosts(proof);
        proof["inspectors"] = json!([]);
    });
    assert!(limits(&shown.unwrap()).contains(&NotShown::InRoster));
    assert_eq!(forged(|proof, _| ghosts(proof)).unwrap_err(), ProofProblem::Team);
    let named = forged(|proof, _| {
        ghosts(proof);
        for (inspector, id) in [(0, "X001"), (1, "X002")] {
            proof["inspectors"][inspector]["record"]["draw"]["id"] = id.into();
        }
    });
    assert_eq!(named.unwrap_err(), ProofProblem::Inspector);
}

#[test]
fn one_id_twice_in_a_roster_stands_for_nobody_else() {
    let twice = |of_two: bool| {
        forged(|proof, announcement| {
            if of_two {
                proof["inspectors"][1] = proof["inspectors"][0].clone();
            }
            let leaves =
                [0, 1].map(|at| leaf(&proof["inspectors"][at]["record"], &proof["inspectors"][at]["salt"]));
            let root = hash(&[&[1], leaves[0].as_bytes(), leaves[1].as_bytes()]);
            announcement["rosters"]["inspectors"] = json!({ "count": 2, "root": root.to_hex() });
            for at in [0, 1] {
                proof["inspectors"][at]["index"] = at.into();
                proof["inspectors"][at]["path"] = json!([leaves[1 - at].to_hex()]);
            }
        })
    };
    assert_eq!(twice(false).err(), None);
    assert_eq!(twice(true).err(), Some(ProofProblem::Team));
}

#[test]
fn a_proof_in_its_compact_form_fits_a_code_that_is_read_from_paper() {
    // Version 40 holds 3,391 characters at level M, version 28 1,732. The paths grow by two hashes with each doubling of the roster.
    for (targets, most, most_of_all) in [(600, 1_732, 3_391), (20_000, 2_132, 4_296)] {
        let plan = {
            let mut it = plan(targets, 40, 2);
            it.few_officers_reason = None;
            it
        };
        let drawn = run(plan, rosters(usize::try_from(targets).unwrap(), 60, 9), 6);
        let prover = Prover::of_drawn(&drawn).unwrap();
        let proofs = common::opened(&drawn).result.teams.iter();
        let proofs: Vec<_> = proofs.map(|team| prover.assignment(&team.target).unwrap()).collect();
        let sizes = |size: &dyn Fn(&Proof) -> usize| {
            let mut sizes: Vec<_> = proofs.iter().map(size).collect();
            sizes.sort_unstable();
            (sizes[0], sizes[sizes.len() / 2], sizes[sizes.len() - 1])
        };
        let short = sizes(&|proof| proof.clone().short().to_compact().unwrap().len());
        let whole = sizes(&|proof| proof.to_compact().unwrap().len());
        let hidden = sizes(&|proof| {
            proof.clone().without_identity("检查前不公开").unwrap().to_compact().unwrap().len()
        });
        let files = sizes(&|proof| proof.clone().short().size().unwrap());
        assert!(proofs.iter().all(|proof| proof.size().unwrap() == proof.to_bytes().unwrap().len()));
        // Version v has 4·v + 17 modules a side, and four on each side are empty.
        let version = |length: usize| {
            let code = dual_random::publish::scan_code(&"A".repeat(length)).unwrap();
            let side: usize = code.split("0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
            ((side - 25) / 4, 55_000 / side)
        };
        let (of_short, of_whole) = (version(short.2), version(whole.2));
        println!("version and micrometres a module at 55 mm: {of_short:?}, with a team of two {of_whole:?}");
        println!(
            "{targets} targets, 60 inspectors, 40 proofs, least, median, most: short form {short:?} characters, with a team of two {whole:?}, without identity {hidden:?}; as JSON {files:?} bytes"
        );
        assert!(short.2 <= most && whole.2 <= most_of_all, "{targets}: {short:?}, {whole:?}");
    }
}
