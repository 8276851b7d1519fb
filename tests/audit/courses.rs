//! Small records, draw by draw: courses that are honest, each beside the cheat that looks like it.

use super::*;
use AuditCode as A;
use dual_random::HashAlgorithm;
use dual_random::Target;
use dual_random::plan::{Authority, Correction, LeftOut, Supersedes};

/// A roster whose targets have credit codes and whose inspectors have time.
pub(super) fn rosters() -> Rosters {
    let mut rosters = State::default().rosters(Cheat::Nothing);
    rosters.inspectors.iter_mut().for_each(|inspector| inspector.max_visits = common::visits(9));
    rosters.recusals.clear();
    rosters
}

/// A plan of a quarter that draws everybody of the class 重点 and some of the others.
pub(super) fn plan_of(quarter: usize, number: u64, rosters: &Rosters) -> Plan {
    let mut plan = QUARTERS[quarter].plan(number, 5, &State::default(), rosters);
    plan.strata[0].quota.size = Size::All;
    plan.rotation = false;
    plan.left_out.clear();
    plan.registers[0].count =
        rosters.targets.iter().filter(|target| target.exemption.is_none()).count() as u64;
    plan
}

/// The same business under another name: another item.
pub(super) fn other_item(mut plan: Plan) -> Plan {
    plan.items[0].id = id("another");
    plan.items[0].name = "另一事项".to_owned();
    plan.strata.iter_mut().for_each(|stratum| stratum.items = vec![id("another")]);
    plan
}

/// Announces on the 5th of the quarter's first month.
pub(super) fn announced_on_the_5th(
    book: &mut Book,
    plan: Plan,
    rosters: Rosters,
    quarter: usize,
) -> Announced {
    let number = plan.number;
    announce(book, Draft::new(plan, rosters).unwrap(), number, &QUARTERS[quarter].at(5, "11:00:00"))
}

/// Draws, and seals on the 8th.
pub(super) fn sealed_on_the_8th(book: &mut Book, announced: &Announced, quarter: usize) -> Drawn {
    let result = drawn(announced);
    seal(book, &announced.announcement, &result, &QUARTERS[quarter].at(8, "12:00:00"));
    result
}

pub(super) fn held(book: &mut Book, plan: Plan, rosters: Rosters, quarter: usize) -> (Announced, Drawn) {
    let announced = announced_on_the_5th(book, plan, rosters, quarter);
    let result = sealed_on_the_8th(book, &announced, quarter);
    (announced, result)
}

/// Two draws of the first quarter that are under way at once.
pub(super) fn held_at_once(book: &mut Book, both: [(Plan, Rosters); 2]) -> [(Announced, Drawn); 2] {
    let announced = both.map(|(plan, rosters)| announced_on_the_5th(book, plan, rosters, 0));
    announced.map(|announced| {
        let result = sealed_on_the_8th(book, &announced, 0);
        (announced, result)
    })
}

pub(super) fn strike(
    book: &mut Book,
    (announced, result): (&Announced, Drawn),
    day: u32,
    target: &TargetId,
) -> Drawn {
    let quarter = &QUARTERS[0];
    let list = strikes(quarter.day(day), Some(target), None);
    amend(book, &announced.announcement, result, list, &quarter.at(day, "17:00:00"))
}

/// What is found a year later, beside that nobody reported.
pub(super) fn found(book: &Book) -> Vec<AuditProblem> {
    let report = book.audit_with(&AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")));
    report.findings.into_iter().map(|finding| finding.problem).collect()
}

pub(super) fn is_not_carried(book: &Book, struck: &TargetId) -> bool {
    found(book)
        .iter()
        .any(|problem| matches!(problem, AuditProblem::StruckNotCarried { target, .. } if target == struck))
}

pub(super) fn found_codes(book: &Book) -> Vec<A> {
    found(book).iter().map(AuditProblem::code).collect()
}

pub(super) const SHOWN: &str = "2026-04-02T10:00:00+08:00";

/// Neither can know whom the other draws. That both find the same place closed is no cheat, unless they are of one business.
#[test]
fn two_draws_under_way_at_once_know_nothing_of_each_other() {
    let mut book = Book::new();
    let other = other_item(plan_of(0, 2, &rosters()));
    let [first, second] =
        held_at_once(&mut book, [(plan_of(0, 1, &rosters()), rosters()), (other, rosters())]);
    // Everybody of the class stands in both draws, though the cap is one.
    let both = TargetId::new("T000").unwrap();
    let one = strike(&mut book, (&first.0, first.1), 15, &both);
    let other = strike(&mut book, (&second.0, second.1), 16, &both);
    disclose(&mut book, &first.0.announcement, &one, SHOWN);
    disclose(&mut book, &second.0.announcement, &other, SHOWN);
    assert_eq!(found(&book), []);
}

/// A draw of the same targets for the same item is a second draw, under whatever ids; one of other targets is not.
#[test]
fn two_counties_share_a_business_and_no_target() {
    let elsewhere = |change: &dyn Fn(usize, &mut Target)| {
        let mut rosters = rosters();
        for (n, target) in rosters.targets.iter_mut().enumerate() {
            target.id = TargetId::new(format!("U{n:03}")).unwrap();
            target.district = "522631".to_owned();
            change(n, target);
        }
        rosters
    };
    let with = |change: &dyn Fn(usize, &mut Target), shown: bool| {
        let mut book = Book::new();
        let there = elsewhere(change);
        let both = [(plan_of(0, 1, &rosters()), rosters()), (plan_of(0, 2, &there), there)];
        let [first, second] = held_at_once(&mut book, both);
        if shown {
            disclose(&mut book, &first.0.announcement, &first.1, SHOWN);
            disclose(&mut book, &second.0.announcement, &second.1, SHOWN);
        }
        found_codes(&book)
    };
    let others = |n: usize, target: &mut Target| {
        target.name = format!("另县企业{n}");
        target.credit_code = Some(format!("91522631MA6H{n:04}0X"));
    };
    assert!(with(&others, false).contains(&A::SlotOverlap), "until they are shown, classes decide");
    assert_eq!(with(&others, true), []);
    // The same companies under new ids: by their codes, or by their names and counties where one roster shows none.
    assert_eq!(with(&|_, _| {}, true), [A::SlotOverlap]);
    let uncoded = |_: usize, target: &mut Target| target.credit_code = None;
    assert_eq!(with(&uncoded, true), [], "shops of one name in two counties");
    let here = |_: usize, target: &mut Target| {
        (target.credit_code, target.district) = (None, "522601".to_owned());
    };
    assert_eq!(with(&here, true), [A::SlotOverlap]);
}

/// A record in which the first quarter struck a target, and the second is drawn from a roster that is changed.
pub(super) fn after_a_strike(
    change: &dyn Fn(&TargetId, &mut Rosters, &mut Plan, &Disclosure),
) -> (Book, TargetId) {
    let mut book = Book::new();
    let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    let struck = TargetId::new("T000").unwrap();
    let result = strike(&mut book, (&announced, result), 15, &struck);
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    let mut next = rosters();
    let mut second = plan_of(1, 2, &next);
    second.yearly_cap = None;
    change(&struck, &mut next, &mut second, common::opened(&result));
    let exempt = next.targets.iter().filter(|target| target.exemption.is_some()).count();
    second.registers[0].count = (next.targets.len() + exempt - exempt) as u64;
    let second = held(&mut book, second, next, 1);
    disclose(&mut book, &second.0.announcement, &second.1, "2026-07-02T10:00:00+08:00");
    (book, struck)
}

#[test]
fn a_struck_company_is_brought_back_under_whatever_id() {
    let renamed = |struck: &TargetId, next: &mut Rosters| {
        let target = next.targets.iter_mut().find(|target| target.id == *struck).unwrap();
        target.id = TargetId::new("T900").unwrap();
    };
    let (book, _) = after_a_strike(&|struck, next, plan, before| {
        renamed(struck, next);
        let marked = mark_earlier(plan, &mut next.targets, &[(before, EarlierUse::Carry)]).unwrap();
        assert_eq!(marked.carried, 1);
        assert!(next.targets.iter().any(|target| target.id.as_str() == "T900" && target.carried));
    });
    assert_eq!(found(&book), []);
    let (book, struck) = after_a_strike(&|struck, next, _, _| renamed(struck, next));
    assert!(is_not_carried(&book, &struck));
    // Who is said to be gone, and is there under another id, is not gone.
    let (book, _) = after_a_strike(&|struck, next, plan, before| {
        renamed(struck, next);
        mark_earlier(plan, &mut next.targets, &[(before, EarlierUse::Carry)]).unwrap();
        next.targets.iter_mut().for_each(|target| target.carried = false);
        plan.left_out = vec![LeftOut::new(0, "已注销").carried([struck.clone()])];
    });
    assert!(found_codes(&book).contains(&A::StruckNotCarried));
}

#[test]
fn a_struck_company_is_brought_back_by_draws_of_its_business_alone() {
    let carried = |plan: &mut Plan, next: &mut Rosters, before: &Disclosure| {
        mark_earlier(plan, &mut next.targets, &[(before, EarlierUse::Carry)]).unwrap();
    };
    let gone = |struck: &TargetId, next: &mut Rosters| next.targets.retain(|target| target.id != *struck);
    // Carried, and in a pool: drawn.
    assert_eq!(found(&after_a_strike(&|_, next, plan, before| carried(plan, next, before)).0), []);
    // Removed without a word.
    let (book, struck) = after_a_strike(&|struck, next, _, _| gone(struck, next));
    assert!(is_not_carried(&book, &struck));
    // Removed, and named with the reason.
    let (book, _) = after_a_strike(&|struck, next, plan, before| {
        gone(struck, next);
        let (carried, reason) = (vec![struck.clone()], "已注销".to_owned());
        plan.left_out = vec![LeftOut::new(0, reason).carried(carried)];
        mark_earlier(plan, &mut next.targets, &[(before, EarlierUse::Carry)]).unwrap();
    });
    assert_eq!(found(&book), []);
    // Another item, a single case, a class that is not drawn, or another county: none of its business.
    let another = |struck: &TargetId, next: &mut Rosters, plan: &mut Plan, _: &Disclosure| {
        gone(struck, next);
        *plan = other_item(plan.clone());
    };
    assert_eq!(found(&after_a_strike(&another).0), []);
    let case = |struck: &TargetId, next: &mut Rosters, plan: &mut Plan, _: &Disclosure| {
        gone(struck, next);
        plan.category = Category::Case;
    };
    assert_eq!(found(&after_a_strike(&case).0), []);
    let others = |_: &TargetId, next: &mut Rosters, plan: &mut Plan, _: &Disclosure| {
        next.targets.retain(|target| target.class == "一般");
        plan.strata.remove(0);
        plan.classes = vec!["一般".to_owned()];
    };
    assert_eq!(found(&after_a_strike(&others).0), []);
    // Another company under its id is not it.
    let given_away = |struck: &TargetId, next: &mut Rosters, plan: &mut Plan, before: &Disclosure| {
        let target = next.targets.iter_mut().find(|target| target.id == *struck).unwrap();
        target.name = "另一家企业".to_owned();
        target.credit_code = Some("91522600MA6H99990X".to_owned());
        target.carried = true;
        plan.earlier = vec![Earlier::new(before.head, EarlierUse::Carry)];
    };
    assert!(found_codes(&after_a_strike(&given_away).0).contains(&A::StruckNotCarried));
    // Carried where nobody is drawn.
    let none = |_: &TargetId, next: &mut Rosters, plan: &mut Plan, before: &Disclosure| {
        carried(plan, next, before);
        plan.strata[0].quota = quota(0);
    };
    assert_eq!(found_codes(&after_a_strike(&none).0), [A::StruckNotCarried]);
    // In a pool, or not at all: the cap must not keep out who was carried.
    let capped = |struck: &TargetId, next: &mut Rosters, plan: &mut Plan, before: &Disclosure| {
        carried(plan, next, before);
        plan.yearly_cap = Some(1);
        next.targets.iter_mut().filter(|target| target.id == *struck).for_each(|target| target.inspected = 1);
    };
    assert!(found_codes(&after_a_strike(&capped).0).contains(&A::StruckNotCarried));
}

/// Draws that end one after the other, before any value, each in the place of the one before. In some, the partner's secret is
/// lost.
pub(super) fn ended_in_turn(lost: &[bool]) -> Book {
    let mut book = Book::new();
    let mut before: Option<Announced> = None;
    for (number, lost) in (1..).zip(lost) {
        let quarter = &QUARTERS[0];
        let day = u32::try_from(number).unwrap() * 2;
        let secret = SeedSecret::from_bytes(*Digest::of_file(format!("{lost} {day}").as_bytes()).as_bytes());
        let mut plan = plan_of(0, number, &rosters());
        plan.authorities.push(Authority::new("联合部门").committed(secret.commitment(HashAlgorithm::Sha256)));
        plan.supersedes =
            before.as_ref().map(|before| Supersedes::new(before.announcement.digest(), "密值遗失"));
        plan.announce_at = instant(&quarter.at(day, "10:00:00"));
        plan.values[0].source.closes = instant(&quarter.at(day + 1, "21:00:00"));
        plan.seal_by = instant(&quarter.at(day + 3, "18:00:00"));
        let draft = Draft::new(plan, rosters()).unwrap();
        let announced = announce(&mut book, draft, number, &quarter.at(day, "11:00:00"));
        let secrets = if *lost { Vec::new() } else { vec![secret] };
        let Announced { announcement, opening, .. } = &announced;
        let undrawn = dual_random::undrawn(announcement, opening, &secrets, &Grounds::none()).unwrap();
        let undrawn = book.file(undrawn.to_bytes().unwrap());
        let missing_authorities = lost.then(|| "联合部门".to_owned()).into_iter().collect();
        let ended = Ended::Undrawn { undrawn, missing: Vec::new(), missing_authorities };
        let at = quarter.at(day + 1, "10:00:00");
        let void = Void::new(HashAlgorithm::Sha256, announcement.digest(), instant(&at), "密值遗失", ended);
        book.file(void.to_bytes().unwrap());
        book.line(Entry::voided(announcement, &void).unwrap(), &at);
        before = Some(announced);
    }
    book
}

/// Once is an accident; whoever ends one draw after the other so shows nobody what the values would have come to.
#[test]
fn a_partner_loses_its_secret_once() {
    let of = |lost: &[bool]| {
        let all = found_codes(&ended_in_turn(lost)).into_iter();
        all.filter(|code| !matches!(code, A::NotRedrawn)).collect::<Vec<_>>()
    };
    assert_eq!(of(&[true]), []);
    assert_eq!(of(&[false, true, false]), []);
    assert_eq!(of(&[true, true]), [A::SecretLost]);
    assert_eq!(of(&[true, false, true]), [A::SecretLost]);
}

/// Of a draw of which nothing was given nothing is said, unless one that was given takes its place or goes on with it.
#[test]
fn whoever_is_given_a_redraw_has_to_be_given_what_was_void() {
    let mut book = ended_in_turn(&[false, false]);
    // The last void with its files: of the first draw nothing is there.
    let last = book.files.split_off(3);
    let without_first = Book { files: last.clone(), ..ended_in_turn(&[false, false]) };
    let report = without_first.audit_with(&AuditEvidence::on(instant("2026-01-20T00:00:00+08:00")));
    assert!(report.unseen.is_empty());
    assert_eq!(codes(&report), [A::DocumentMissing].into());
    // The other way round, the second one may wait.
    let report = book.audit_with(&AuditEvidence::on(instant("2026-01-20T00:00:00+08:00")));
    assert_eq!((report.unseen, report.findings), (vec![2], Vec::new()));
}

#[test]
fn an_authority_may_be_renamed() {
    let mut book = Book::new();
    let first = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    let mut plan = plan_of(1, 2, &rosters());
    plan.yearly_cap = None;
    plan.authorities[0].name = "示例市新局".to_owned();
    disclose(&mut book, &first.0.announcement, &first.1, SHOWN);
    let second = held(&mut book, plan, rosters(), 1);
    disclose(&mut book, &second.0.announcement, &second.1, "2026-07-02T10:00:00+08:00");
    assert_eq!(found_codes(&book), [A::OtherAuthority]);
    let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
    assert!(book.audit_with(&on.clone().also_named("示例市新局")).is_clean());
    assert_eq!(codes(&book.audit_with(&on.also_named("示例市另一局"))), [A::OtherAuthority].into());
}

/// A draw of the first quarter that is void by the publisher's correction, drawn anew a week later.
pub(super) fn void_by_correction(corrected: Correction) -> Book {
    let mut book = Book::new();
    let mut plan = plan_of(0, 1, &rosters());
    plan.values[0].corrected = corrected;
    let (announced, result) = held(&mut book, plan.clone(), rosters(), 0);
    let digest = book.file(common::disclose(result, &|_| None).to_bytes().unwrap());
    let at = QUARTERS[0].at(9, "15:00:00");
    let announcement = announced.announcement.digest();
    let void =
        Void::new(HashAlgorithm::Sha256, announcement, instant(&at), "公开值更正", Ended::Drawn(digest));
    book.file(void.to_bytes().unwrap());
    book.line(Entry::voided(&announced.announcement, &void).unwrap(), &at);
    let again = {
        let mut it = plan;
        it.announce_at = instant(&QUARTERS[0].at(12, "10:00:00"));
        it.draw = id("draw-2");
        it.number = 2;
        it.seal_by = instant(&QUARTERS[0].at(17, "18:00:00"));
        it.supersedes = Some(Supersedes::new(announcement, "公开值更正"));
        it.values = vec![beacon("beacon-2", &QUARTERS[0].at(14, "21:00:00"))];
        it
    };
    let at = |day, time| QUARTERS[0].at(day, time);
    let announced = announce(&mut book, Draft::new(again, rosters()).unwrap(), 2, &at(12, "11:00:00"));
    let result = drawn(&announced);
    seal(&mut book, &announced.announcement, &result, &at(15, "12:00:00"));
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    book
}

#[test]
fn a_draw_that_is_void_by_what_was_announced_throws_nothing_away() {
    let with = |corrected, second: Option<&str>| {
        let book = void_by_correction(corrected);
        let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
        let (draw, name) = (id("draw-1"), id("beacon-1"));
        let mut evidence = on.value(draw.clone(), name.clone(), common::value_text(1), None);
        if let Some(known) = second {
            evidence = evidence.value(draw, name, common::value_text(9), Some(instant(known)));
        }
        book.audit_with(&evidence).findings.iter().map(AuditFinding::code).collect::<Vec<_>>()
    };
    let in_time = Some("2026-01-08T18:00:00+08:00");
    assert_eq!(with(Correction::Void, in_time), []);
    assert_eq!(with(Correction::Fallback, in_time), []);
    // Nobody corrected anything; or only when it was void; or a correction changes nothing.
    assert_eq!(with(Correction::Void, None), [A::VoidAfterValue]);
    assert_eq!(with(Correction::Void, Some("2026-01-09T15:00:01+08:00")), [A::VoidAfterValue]);
    assert_eq!(with(Correction::First, in_time), [A::VoidAfterValue]);
}

/// A value that came after the draw was void for want of it is no contradiction; one that was there is.
#[test]
fn a_value_may_come_too_late() {
    let book = year(Cheat::ValueMissing);
    let with = |known: &str| {
        let text = common::value_text(2);
        let evidence = book.evidence().value(id("draw-2"), id("beacon-2"), text, Some(instant(known)));
        codes(&book.audit_with(&evidence))
    };
    assert_eq!(with("2026-04-16T15:00:01+08:00"), BTreeSet::new());
    assert_eq!(with("2026-04-16T15:00:00+08:00"), [A::ValueDiffers].into());
    // What was sealed is not excused by what came later: that was invented.
    let clean = year(Cheat::Nothing);
    let late = Some(instant("2026-02-01T00:00:00+08:00"));
    let evidence = clean.evidence().value(id("draw-1"), id("beacon-1"), common::value_text(9), late);
    assert_eq!(codes(&clean.audit_with(&evidence)), [A::ValueDiffers].into());
}

/// A visit for another item, or in a single case, settles nothing; nor is it a reason to doubt the strike.
#[test]
fn a_strike_is_settled_by_its_own_business_alone() {
    let third = |second: &dyn Fn(Plan) -> Plan| {
        let mut book = Book::new();
        let first = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let result = strike(&mut book, (&first.0, first.1), 15, &TargetId::new("T000").unwrap());
        disclose(&mut book, &first.0.announcement, &result, SHOWN);
        let uncapped = |plan: Plan| {
            let mut it = plan;
            it.yearly_cap = None;
            it
        };
        for (quarter, plan, at) in [
            (1, second(uncapped(plan_of(1, 2, &rosters()))), "2026-07-02T10:00:00+08:00"),
            (2, uncapped(plan_of(2, 3, &rosters())), "2026-10-02T10:00:00+08:00"),
        ] {
            let draw = held(&mut book, plan, rosters(), quarter);
            disclose(&mut book, &draw.0.announcement, &draw.1, at);
        }
        found(&book).iter().map(AuditProblem::code).collect::<Vec<_>>()
    };
    // The third draw brings nobody back; the second one visited everybody of the class.
    assert_eq!(third(&other_item), [A::StruckActive, A::StruckNotCarried]);
    let case = |plan: Plan| {
        let mut it = plan;
        it.category = Category::Case;
        it
    };
    assert_eq!(third(&case), [A::StruckActive, A::StruckNotCarried]);
    let same = third(&|plan| plan);
    assert_eq!(same, [A::StruckActive, A::StruckNotCarried], "found with the second draw, and settled by it");
}
