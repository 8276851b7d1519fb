//! The edges of what an audit finds: the last honest second, line and document, beside the first that is not.

use super::courses::{
    SHOWN, after_a_strike, announced_on_the_5th, ended_in_turn, found, found_codes, held, other_item,
    plan_of, rosters, sealed_on_the_8th, strike,
};
use super::*;
use AuditCode as A;
use dual_random::audit::{LineDifference, Outside, PoolTouch};
use dual_random::plan::{Correction, Override, Supersedes};
use dual_random::{HashAlgorithm, Target};

#[test]
fn nobody_is_struck_when_the_visits_are_over() {
    let with = |date: &str| {
        let mut book = Book::new();
        let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let list = strikes(common::date(date), Some(&TargetId::new("T000").unwrap()), None);
        let at = "2026-04-01T12:00:00+08:00";
        let result = amend(&mut book, &announced.announcement, result, list, at);
        disclose(&mut book, &announced.announcement, &result, SHOWN);
        found_codes(&book)
    };
    assert_eq!(with("2026-03-31"), []);
    assert_eq!(with("2026-04-01"), [A::AmendmentMisdated]);
}

/// Draws that are all announced in January know of no strike, no count and no team of each other.
#[test]
fn nobody_announces_the_whole_year_in_january() {
    let with = |from: &str| {
        let plan = {
            let mut it = plan_of(0, 1, &rosters());
            it.period = Days { from: common::date(from), to: common::date("2026-06-30") };
            it.visits = Days { from: common::date(from), to: common::date("2026-06-20") };
            it.disclose_by = instant("2026-07-10T18:00:00+08:00");
            it
        };
        let mut book = Book::new();
        let (announced, result) = held(&mut book, plan, rosters(), 0);
        disclose(&mut book, &announced.announcement, &result, "2026-07-02T10:00:00+08:00");
        found(&book)
    };
    assert_eq!(with("2026-04-07"), []);
    assert!(matches!(with("2026-04-08")[..], [AuditProblem::DeadlineFar { term: Term::Period, .. }]));
}

#[test]
fn a_seal_may_be_of_the_second_in_which_the_value_closes() {
    let with = |time: &str| {
        let mut book = Book::new();
        let announced = announced_on_the_5th(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let result = drawn(&announced);
        seal(&mut book, &announced.announcement, &result, &QUARTERS[0].at(7, time));
        disclose(&mut book, &announced.announcement, &result, SHOWN);
        found_codes(&book)
    };
    assert_eq!(with("21:00:00"), []);
    assert_eq!(with("20:59:59"), [A::SealedEarly]);
}

#[test]
fn what_is_due_is_late_a_second_later() {
    let found = |book: &Book, at: &str| {
        let report = book.audit_with(&AuditEvidence::on(instant(&format!("2026-{at}+08:00"))));
        codes(&report).into_iter().collect::<Vec<_>>()
    };
    let mut book = Book::new();
    let announced = announced_on_the_5th(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    assert_eq!(found(&book, "01-10T18:00:00"), []);
    assert_eq!(found(&book, "01-10T18:00:01"), [A::NotSealed]);
    sealed_on_the_8th(&mut book, &announced, 0);
    assert_eq!(found(&book, "04-10T18:00:00"), []);
    assert_eq!(found(&book, "04-10T18:00:01"), [A::NotDisclosed]);
    // What is void is drawn anew while there are visits.
    let book = ended_in_turn(&[false]);
    assert_eq!(found(&book, "03-31T23:59:59"), []);
    assert_eq!(found(&book, "04-01T00:00:00"), [A::NotRedrawn]);
}

/// The same files with another text in the lines of the log.
fn with_line(book: Book, from: &str, to: &str) -> Book {
    let text = String::from_utf8(book.bytes).unwrap();
    assert!(text.contains(from), "{text}");
    let bytes = text.replace(from, to).into_bytes();
    Book { log: Log::from_bytes(&bytes).unwrap(), bytes, ..book }
}

#[test]
fn a_line_says_what_its_document_says() {
    let differences = |book: &Book| -> Vec<LineDifference> {
        let all = found(book).into_iter().filter_map(|problem| match problem {
            AuditProblem::LineDiffers { difference } => Some(difference),
            _ => None,
        });
        all.collect()
    };
    // The seal of another draw.
    let mut book = Book::new();
    let both = [(plan_of(0, 1, &rosters()), rosters()), (other_item(plan_of(0, 2, &rosters())), rosters())];
    let [one, other] = both.map(|(plan, rosters)| announced_on_the_5th(&mut book, plan, rosters, 0));
    seal(&mut book, &one.announcement, &drawn(&other), &QUARTERS[0].at(8, "12:00:00"));
    let announcement = LineDifference::Announcement { found: other.announcement.digest() };
    assert_eq!(differences(&book), [announcement]);
    // Another number than the plan's.
    let mut book = Book::new();
    announced_on_the_5th(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    assert_eq!(differences(&book), []);
    let book = with_line(book, "\"number\":1", "\"number\":2");
    assert_eq!(differences(&book), [LineDifference::Number { found: 1 }]);
    // Another reason than the void's, and a time before it.
    assert_eq!(differences(&ended_in_turn(&[false])), []);
    let book = with_line(ended_in_turn(&[false]), "密值遗失", "设备故障");
    assert_eq!(differences(&book), [LineDifference::Reason { found: Quoted::new("密值遗失") }]);
    let book = with_line(ended_in_turn(&[false]), "2026-01-03T10:00:00", "2026-01-03T09:59:59");
    let at = instant("2026-01-03T10:00:00+08:00");
    assert_eq!(differences(&book), [LineDifference::Time { found: at }]);
}

/// The targets that are listed as namesakes of one that was struck, draw by draw.
fn namesakes(change: &dyn Fn(&mut Target)) -> Vec<(String, String)> {
    let rosters = || {
        let mut rosters = rosters();
        rosters.targets[3].name = rosters.targets[0].name.clone();
        rosters.targets.iter_mut().for_each(change);
        rosters
    };
    let mut book = Book::new();
    let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    let result = strike(&mut book, (&announced, result), 15, &TargetId::new("T000").unwrap());
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    let mut next = rosters();
    let mut plan = plan_of(1, 2, &next);
    plan.yearly_cap = None;
    mark_earlier(&mut plan, &mut next.targets, &[(common::opened(&result), EarlierUse::Carry)]).unwrap();
    let second = held(&mut book, plan, next, 1);
    disclose(&mut book, &second.0.announcement, &second.1, "2026-07-02T10:00:00+08:00");
    let changes = book.audit().changes.into_iter().filter_map(|change| match change.changed {
        Changed::StruckNamesake { targets } => Some((change.from, change.draw, targets.0)),
        _ => None,
    });
    let name = |draw: Option<DrawName>| draw.map(|draw| draw.to_string()).unwrap_or_default();
    let told = changes.map(|(from, draw, targets)| {
        let pairs = targets.iter().map(|pair| format!("{} {}", pair.was, pair.now));
        (format!("{} {}", name(from), name(draw)), pairs.collect::<Vec<_>>().join(", "))
    });
    told.collect()
}

#[test]
fn whoever_has_the_name_of_a_struck_target_is_listed_where_no_code_tells() {
    let listed = [("draw-1 draw-2".to_owned(), "T000 T003".to_owned())];
    assert_eq!(namesakes(&|target| target.credit_code = None), listed);
    let unknown = |of: &'static str| {
        move |target: &mut Target| {
            if target.id.as_str() == of {
                target.credit_code = None;
            }
        }
    };
    assert_eq!(namesakes(&unknown("T000")), listed);
    assert_eq!(namesakes(&unknown("T003")), listed);
    assert_eq!(namesakes(&|_| {}), []);
}

#[test]
fn a_draw_of_which_any_document_is_there_is_not_unseen() {
    let whole = year(Cheat::Nothing);
    let mut kinds = BTreeSet::new();
    for file in &whole.files {
        let line = whole.log.lines().iter().find(|line| line.document == Digest::of_file(file));
        let Some(line) = line.filter(|line| line.kind.code() != "published") else { continue };
        let book = Book {
            log: whole.log.clone(),
            bytes: whole.bytes.clone(),
            files: vec![file.clone()],
            ..Book::new()
        };
        let unseen = book.audit().unseen;
        assert!(!unseen.contains(&line.number.unwrap()), "{:?}: {unseen:?}", line.kind);
        assert!(unseen.len() >= 3, "{unseen:?}");
        kinds.insert(line.kind.code());
    }
    assert_eq!(kinds, ["amended", "announced", "disclosed", "sealed", "voided"].into());
}

#[test]
fn only_values_that_were_looked_up_need_no_further_look() {
    let mut book = Book::new();
    let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
    let is_left =
        |evidence: &AuditEvidence| book.audit_with(evidence).outside.contains(&Outside::ValuesPublished);
    assert!(is_left(&on));
    assert!(!is_left(&on.clone().value(id("draw-1"), id("beacon-1"), common::value_text(1), None)));
    // That no source published a value is to be looked up as well.
    let ended = |missing: Vec<dual_random::Id>| {
        let mut book = Book::new();
        let announced = announced_on_the_5th(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let (undrawn, at) = (undrawn_of(&announced), QUARTERS[0].at(8, "10:00:00"));
        let (about, ended) = (announced.announcement.digest(), undrawn.ended(missing).unwrap());
        let void = Void::new(HashAlgorithm::Sha256, about, instant(&at), "没有公开值", ended);
        book.file(undrawn.to_bytes().unwrap());
        book.file(void.to_bytes().unwrap());
        book.line(Entry::voided(&announced.announcement, &void).unwrap(), &at);
        book.audit_with(&on).outside.contains(&Outside::ValuesPublished)
    };
    assert!(!ended(Vec::new()));
    assert!(ended(vec![id("beacon-1")]));
}

#[test]
fn a_draw_is_called_by_its_id_or_its_number() {
    assert_eq!(DrawName::Id(id("draw-1")).to_string(), "draw-1");
    assert_eq!(DrawName::Number(7).to_string(), "7");
}

#[test]
fn what_a_finding_repeats_can_be_blackened() {
    let year = year(Cheat::OtherAuthority).audit();
    let mut finding = year.findings.into_iter().find(|it| it.code() == A::OtherAuthority).unwrap();
    finding.each_quoted(&mut |quoted| *quoted = Quoted::new("…"));
    assert_eq!(finding.problem, AuditProblem::OtherAuthority { name: Quoted::new("…") });
}

/// Two draws one after the other, each disclosed, and what changed between them.
fn changed(first: (Plan, Rosters), second: (Plan, Rosters)) -> Vec<Changed> {
    let mut book = Book::new();
    for (quarter, (mut plan, rosters), at) in [(0, first, SHOWN), (1, second, "2026-07-02T10:00:00+08:00")] {
        plan.yearly_cap = None;
        let (announced, result) = held(&mut book, plan, rosters, quarter);
        disclose(&mut book, &announced.announcement, &result, at);
    }
    book.audit().changes.into_iter().map(|change| change.changed).collect()
}

#[test]
fn overrides_that_come_go_or_change_are_listed() {
    let of = |n: usize, tickets: u32| {
        Override::new(common::target_id(n), "投诉较多", "示例负责人").tickets(tickets)
    };
    let with = |quarter: usize, overrides: &[Override]| {
        let mut plan = plan_of(quarter, quarter as u64 + 1, &rosters());
        plan.overrides = overrides.to_vec();
        (plan, rosters())
    };
    let all = changed(with(0, &[of(1, 2), of(2, 2), of(4, 2)]), with(1, &[of(2, 3), of(4, 2), of(5, 2)]));
    let told: Vec<_> = all
        .iter()
        .filter_map(|changed| match changed {
            Changed::OverrideAdded { targets }
            | Changed::OverrideRemoved { targets }
            | Changed::OverrideChanged { targets } => Some((changed.code().code(), targets.0.clone())),
            _ => None,
        })
        .collect();
    let expected = [("override_added", 5), ("override_removed", 1), ("override_changed", 2)];
    assert_eq!(told, expected.map(|(code, n)| (code, vec![common::target_id(n)])));
}

#[test]
fn a_company_under_another_id_is_listed_and_one_beside_another_is_not() {
    let mut next = rosters();
    // T001 is T901 now. T000 has another code, and who has its code is not it.
    next.targets[1].id = TargetId::new("T901").unwrap();
    next.targets[3].id = TargetId::new("T903").unwrap();
    next.targets[3].credit_code = next.targets[0].credit_code.replace("91522600MA6H99990X".to_owned());
    let plans = (plan_of(0, 1, &rosters()), plan_of(1, 2, &next));
    let all = changed((plans.0, rosters()), (plans.1, next));
    let moved = all.into_iter().find_map(|changed| match changed {
        Changed::TargetRenumbered { targets } => Some(targets.0),
        _ => None,
    });
    let pairs = moved.iter().flatten().map(|pair| format!("{} {}", pair.was, pair.now));
    assert_eq!(pairs.collect::<Vec<_>>(), ["T001 T901"]);
}

/// A draw of the first quarter whose first source, which closes on the 7th at eight in the evening, gave nothing.
fn by_fallback() -> Book {
    let mut plan = plan_of(0, 1, &rosters());
    let spare = beacon("spare", &QUARTERS[0].at(7, "21:00:00")).source;
    plan.values[0].source.closes = instant(&QUARTERS[0].at(7, "20:00:00"));
    plan.values[0].fallbacks = vec![spare];
    let mut book = Book::new();
    let announced = announced_on_the_5th(&mut book, plan, rosters(), 0);
    let used = [UsedValue::fallback(id("beacon-1"), 1, "没有发布", common::value_text(1))];
    let result = draw(&announced.announcement, &announced.opening, &used).unwrap();
    seal(&mut book, &announced.announcement, &result, &QUARTERS[0].at(8, "12:00:00"));
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    book
}

#[test]
fn a_fallback_is_listed_and_only_used_where_the_first_source_came_too_late() {
    let book = by_fallback();
    let with = |n: u64, known: &str| {
        let at = Some(instant(&format!("2026-01-{known}+08:00")));
        let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
        let report = book.audit_with(&on.value(id("draw-1"), id("beacon-1"), common::value_text(n), at));
        report.findings.iter().map(AuditFinding::code).collect::<Vec<_>>()
    };
    // What the fallback gave was not known before the fallback closed.
    assert_eq!(with(1, "07T21:00:00"), []);
    assert_eq!(with(1, "07T20:59:59"), [A::ValueKnownEarly]);
    // What the first source gave was there before the seal, or it was not.
    assert_eq!(with(9, "07T20:30:00"), [A::ValueDiffers]);
    assert_eq!(with(9, "08T12:00:00"), [A::ValueDiffers]);
    assert_eq!(with(9, "08T12:00:01"), []);
    let listed = book.audit().changes.into_iter().filter_map(|change| match change.changed {
        Changed::FallbackUsed { values } => Some(values.0),
        _ => None,
    });
    let listed: Vec<_> = listed.flatten().map(|used| (used.name.0.to_string(), used.source)).collect();
    assert_eq!(listed, [("beacon-1".to_owned(), 1)]);
    // Where nothing else was used nothing is listed.
    let (_, second) = two_values(&[1, 2], None);
    assert!(second.changes.iter().all(|change| change.code() != ChangeCode::FallbackUsed));
}

/// A draw of two values, audited with these texts of them; and void once it was drawn, for this reason, if there is one.
fn two_values(looked_up: &[u64], void: Option<&str>) -> (Vec<A>, AuditReport) {
    let mut plan = plan_of(0, 1, &rosters());
    plan.values.push(beacon("second", &QUARTERS[0].at(7, "20:00:00")));
    plan.values.iter_mut().for_each(|value| value.corrected = Correction::Void);
    let names: Vec<_> = plan.values.iter().map(|value| value.name.clone()).collect();
    let mut book = Book::new();
    let announced = announced_on_the_5th(&mut book, plan, rosters(), 0);
    let announcement = &announced.announcement;
    let used: Vec<_> =
        (1..).zip(&names).map(|(n, name)| UsedValue::main(name.clone(), common::value_text(n))).collect();
    let result = draw(announcement, &announced.opening, &used).unwrap();
    seal(&mut book, announcement, &result, &QUARTERS[0].at(8, "12:00:00"));
    if let Some(reason) = void {
        let digest = book.file(common::disclose(result, &|_| None).to_bytes().unwrap());
        let at = QUARTERS[0].at(9, "15:00:00");
        let ended = Ended::Drawn(digest);
        let void = Void::new(HashAlgorithm::Sha256, announcement.digest(), instant(&at), reason, ended);
        book.file(void.to_bytes().unwrap());
        book.line(Entry::voided(announcement, &void).unwrap(), &at);
    } else {
        disclose(&mut book, announcement, &result, SHOWN);
    }
    let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
    let texts = looked_up.iter().zip(names.iter().cycle());
    let evidence = texts.fold(on, |evidence, (n, name)| {
        evidence.value(id("draw-1"), name.clone(), common::value_text(*n), None)
    });
    let report = book.audit_with(&evidence);
    (report.findings.iter().map(AuditFinding::code).collect(), report)
}

#[test]
fn each_value_is_held_against_what_was_looked_up_of_it() {
    let (found, report) = two_values(&[1, 2], None);
    assert_eq!((found, report.checked.values), (Vec::new(), 2));
    assert_eq!(two_values(&[2, 1], None).0, [A::ValueDiffers; 2]);
    // Two texts of one value are a correction, one text of each is none.
    let is_thrown_away = |texts: &[u64]| two_values(texts, Some("公开值更正")).0.contains(&A::VoidAfterValue);
    assert!(is_thrown_away(&[1, 2]));
    // The seal is logged, and stands in what the void shows: that is one value, not two.
    assert_eq!(two_values(&[1, 2], Some("公开值更正")).1.checked.values, 2);
    assert!(!is_thrown_away(&[1, 2, 3]));
}

/// A selection whose inspectors are drawn on the 10th, and which is void on a day: what is found, by the codes.
fn continued(void: Option<u32>, is_disclosed: bool) -> BTreeSet<A> {
    let q1 = &QUARTERS[0];
    let mut plan = plan_of(0, 1, &rosters());
    plan.ceremony = Ceremony::Selection;
    let mut book = Book::new();
    let (first, selected) = held(&mut book, plan.clone(), rosters(), 0);
    let end = |book: &mut Book, day: u32| {
        let shown = book.file(common::disclose(selected.clone(), &|_| None).to_bytes().unwrap());
        let (about, at) = (&first.announcement, q1.at(day, "15:00:00"));
        let ended = Ended::Drawn(shown);
        let void = Void::new(HashAlgorithm::Sha256, about.digest(), instant(&at), "名单有误", ended);
        book.file(void.to_bytes().unwrap());
        book.line(Entry::voided(about, &void).unwrap(), &at);
    };
    void.filter(|day| *day < 10).into_iter().for_each(|day| end(&mut book, day));
    let Rosters { inspectors, recusals, .. } = rosters();
    let before = common::opened(&selected).clone();
    let draft = Draft::staffing(q1.staffing(plan, 2, 10), inspectors, recusals, Vec::new(), before).unwrap();
    let staffing = announce(&mut book, draft, 2, &q1.at(10, "11:00:00"));
    void.filter(|day| *day > 10).into_iter().for_each(|day| end(&mut book, day));
    let result = drawn(&staffing);
    seal(&mut book, &staffing.announcement, &result, &q1.at(13, "12:00:00"));
    if is_disclosed {
        disclose(&mut book, &staffing.announcement, &result, SHOWN);
    }
    found_codes(&book).into_iter().collect()
}

#[test]
fn inspectors_are_drawn_for_a_selection_that_stands() {
    let continues_void = |void, is_disclosed| continued(void, is_disclosed).contains(&A::ContinuesVoid);
    assert!(!continues_void(None, true));
    assert!(continues_void(Some(9), false), "it was void when they were announced");
    assert!(!continues_void(Some(11), false), "whoever announced them could not know");
    assert!(continues_void(Some(11), true), "whoever disclosed them could");
}

#[test]
fn a_draw_is_void_before_another_takes_its_place() {
    let with = |void_first: bool| {
        let mut book = Book::new();
        let first = announced_on_the_5th(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let (about, undrawn) = (first.announcement.digest(), undrawn_of(&first));
        let at = if void_first { "06T10:00:00" } else { "06T12:00:00" };
        let at = format!("2026-01-{at}+08:00");
        let ended = undrawn.ended(Vec::new()).unwrap();
        let void = Void::new(HashAlgorithm::Sha256, about, instant(&at), "名单有误", ended);
        book.file(undrawn.to_bytes().unwrap());
        book.file(void.to_bytes().unwrap());
        let line = Entry::voided(&first.announcement, &void).unwrap();
        let mut plan = plan_of(0, 2, &rosters());
        plan.announce_at = instant(&QUARTERS[0].at(6, "10:30:00"));
        plan.supersedes = Some(Supersedes::new(about, "名单有误"));
        plan.values = vec![beacon("beacon-2", &QUARTERS[0].at(8, "21:00:00"))];
        let draft = Draft::new(plan, rosters()).unwrap();
        if void_first {
            book.line(line.clone(), &at);
        }
        announce(&mut book, draft, 2, &QUARTERS[0].at(6, "11:00:00"));
        if !void_first {
            book.line(line, &at);
        }
        codes(&book.audit_with(&AuditEvidence::on(instant("2026-01-08T00:00:00+08:00"))))
    };
    assert_eq!(with(true), BTreeSet::new());
    assert_eq!(with(false), [A::SupersedesStanding].into());
}

/// A redraw takes over the rosters; whose certificate begins or ends between the visits of both is told.
#[test]
fn a_redraw_whose_visits_begin_later_takes_in_whoever_comes_of_age() {
    let mut book = Book::new();
    let mut people = rosters();
    people.inspectors[7].valid_from = common::date("2026-01-15");
    let plan = plan_of(0, 1, &people);
    let (announced, result) = held(&mut book, plan.clone(), people.clone(), 0);
    let digest = book.file(common::disclose(result, &|_| None).to_bytes().unwrap());
    let (about, at) = (announced.announcement.digest(), QUARTERS[0].at(9, "15:00:00"));
    let ended = Ended::Drawn(digest);
    let void = Void::new(HashAlgorithm::Sha256, about, instant(&at), "公开值更正", ended);
    book.file(void.to_bytes().unwrap());
    book.line(Entry::voided(&announced.announcement, &void).unwrap(), &at);
    let mut again = plan;
    again.announce_at = instant(&QUARTERS[0].at(12, "10:00:00"));
    (again.draw, again.number) = (id("draw-2"), 2);
    again.seal_by = instant(&QUARTERS[0].at(17, "18:00:00"));
    again.supersedes = Some(Supersedes::new(about, "公开值更正"));
    again.values = vec![beacon("beacon-2", &QUARTERS[0].at(14, "21:00:00"))];
    again.visits.from = QUARTERS[0].day(20);
    let draft = Draft::new(again, people).unwrap();
    let announced = announce(&mut book, draft, 2, &QUARTERS[0].at(12, "11:00:00"));
    let result = drawn(&announced);
    seal(&mut book, &announced.announcement, &result, &QUARTERS[0].at(15, "12:00:00"));
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    let lapsed = found(&book).into_iter().find_map(|problem| match problem {
        AuditProblem::RedrawDiffers { difference: RedrawDifference::Certificates { ids } } => Some(ids.0),
        _ => None,
    });
    assert_eq!(lapsed, Some(vec![common::inspector_id(7)]));
}

/// Who is gone from a roster of another county is not gone, though both counties share a target.
#[test]
fn a_struck_target_is_brought_back_in_its_own_county() {
    let odd = |target: &Target| target.id.as_str().ends_with(['1', '3', '5', '7', '9']);
    let with = |stays: &dyn Fn(&Target) -> bool| {
        let rosters = || {
            let mut rosters = rosters();
            let elsewhere = rosters.targets.iter_mut().filter(|target| odd(target));
            elsewhere.for_each(|target| target.district = "522631".to_owned());
            rosters
        };
        let mut book = Book::new();
        let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
        let result = strike(&mut book, (&announced, result), 15, &TargetId::new("T000").unwrap());
        disclose(&mut book, &announced.announcement, &result, SHOWN);
        let mut next = rosters();
        next.targets.retain(stays);
        let mut plan = plan_of(1, 2, &next);
        plan.yearly_cap = None;
        let second = held(&mut book, plan, next, 1);
        disclose(&mut book, &second.0.announcement, &second.1, "2026-07-02T10:00:00+08:00");
        found_codes(&book)
    };
    assert_eq!(with(&odd), []);
    assert_eq!(with(&|target| target.id.as_str() != "T000"), [A::StruckNotCarried]);
}

/// A proof that was given before an amendment, and one that was given after it.
#[test]
fn proofs_of_a_draw_and_of_its_amendment_stand_beside_each_other() {
    let mut book = Book::new();
    let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    let team = common::opened(&result).result.teams[0].clone();
    let proof = |drawn: &Drawn| Prover::of_drawn(drawn).unwrap().assignment(&team.target).unwrap();
    let before = proof(&result);
    let ill = team.seats[0].inspector.clone().unwrap();
    let list = strikes(QUARTERS[0].day(15), None, Some((&ill, &team.target)));
    let at = QUARTERS[0].at(15, "17:00:00");
    let result = amend(&mut book, &announced.announcement, result, list, &at);
    book.proofs = [before, proof(&result)].map(|proof| proof.to_bytes().unwrap()).to_vec();
    disclose(&mut book, &announced.announcement, &result, SHOWN);
    assert_eq!(found(&book), []);
}

#[test]
fn a_visit_is_reported_when_the_days_of_visits_are_over() {
    let mut book = Book::new();
    let (announced, result) = held(&mut book, plan_of(0, 1, &rosters()), rosters(), 0);
    disclose(&mut book, &announced.announcement, &result, "2026-03-30T10:00:00+08:00");
    let found = |on: &str| codes(&book.audit_with(&AuditEvidence::on(instant(on)).reported([])));
    assert_eq!(found("2026-03-31T23:59:59+08:00"), BTreeSet::new());
    assert_eq!(found("2026-04-01T00:00:00+08:00"), [A::NotReported].into());
}

/// A draw of twelve seats, and a later one of those that it left open.
struct Again {
    inspectors: usize,
    visits: u32,
    was: Workload,
    is: Workload,
    /// Whether an amendment strikes an inspector from a seat that was filled.
    struck: bool,
    /// Inspectors who come for the later one.
    come: usize,
}

const SHORT: Again =
    Again { inspectors: 5, visits: 9, was: Workload::Own, is: Workload::Own, struck: false, come: 0 };

impl Again {
    fn people(&self) -> Rosters {
        let mut people = rosters();
        people.inspectors.truncate(self.inspectors);
        people.inspectors.iter_mut().for_each(|one| one.max_visits = common::visits(self.visits));
        people
    }

    /// What the later one changes for the open seats.
    fn touches(&self) -> Vec<PoolTouch> {
        let q1 = &QUARTERS[0];
        let mut plan = plan_of(0, 1, &self.people());
        plan.strata.iter_mut().for_each(|stratum| stratum.quota = quota(3));
        plan.workload = self.was;
        plan.amendments.replacement = Replacement::FreshValue;
        let mut book = Book::new();
        let (first, mut result) = held(&mut book, plan.clone(), self.people(), 0);
        if self.struck {
            let team = common::opened(&result).result.teams[0].clone();
            let ill = team.seats[0].inspector.clone().unwrap();
            let list = strikes(q1.day(9), None, Some((&ill, &team.target)));
            result = amend(&mut book, &first.announcement, result, list, &q1.at(9, "10:00:00"));
        }
        let mut second = q1.staffing(plan, 2, 10);
        second.workload = self.is;
        let changed = ChangedRule::new(ChangeableRule::Workload, q1.day(9), "人员不足");
        second.changed_rules = (self.was != self.is).then_some(changed).into_iter().collect();
        let Rosters { mut inspectors, recusals, .. } = self.people();
        let come: Vec<_> = (20..20 + self.come).map(|n| inspector(n, 1)).collect();
        let change =
            |id: &InspectorId| Change::new(ChangeKind::InspectorAdded, id.clone(), q1.day(9), "借调");
        let changes = come.iter().map(|one| change(&one.id)).collect();
        inspectors.extend(come);
        let before = common::opened(&result).clone();
        let draft = Draft::staffing(second, inspectors, recusals, changes, before).unwrap();
        let staffing = announce(&mut book, draft, 2, &q1.at(10, "11:00:00"));
        let result = drawn(&staffing);
        seal(&mut book, &staffing.announcement, &result, &q1.at(12, "12:00:00"));
        disclose(&mut book, &staffing.announcement, &result, SHOWN);
        let touches = found(&book).into_iter().filter_map(|problem| match problem {
            AuditProblem::PoolTouched { change } => Some(change),
            _ => None,
        });
        touches.collect()
    }
}

#[test]
fn a_rule_of_workload_is_loosened_for_seats_that_could_not_be_filled() {
    let common = Workload::Common;
    // Five inspectors make ten visits.
    for (was, is, is_touched) in [
        (common(2), common(3), false),
        (common(2), Workload::Own, false),
        (common(2), common(1), true),
        (common(2), Workload::Balanced, true),
        (Workload::Own, common(2), true),
    ] {
        let visits = if was == Workload::Own { 2 } else { 9 };
        let expected = if is_touched { vec![PoolTouch::Workload] } else { Vec::new() };
        assert_eq!(Again { visits, was, is, ..SHORT }.touches(), expected, "{was:?} {is:?}");
    }
    // Where somebody was struck, whoever loosens the rule chooses who comes instead.
    let struck = Again { inspectors: 12, was: common(3), is: Workload::Own, struck: true, ..SHORT };
    assert!(struck.touches().contains(&PoolTouch::Workload));
}

#[test]
fn several_who_come_for_a_seat_that_could_not_be_filled_are_a_choice() {
    // Eleven inspectors make a visit each, and one seat stays open beside one that is filled.
    let come = |come| Again { inspectors: 11, visits: 1, come, ..SHORT }.touches();
    assert_eq!(come(3), []);
    assert!(matches!(come(1)[..], [PoolTouch::Seat { was: _, now: _, .. }]));
}

/// A company may correct its code or its name, and is the same; who has another of both is not.
#[test]
fn a_corrected_code_does_not_make_another_company() {
    let carried = |name: Option<&str>| {
        after_a_strike(&|struck, next, plan, before| {
            let target = next.targets.iter_mut().find(|target| target.id == *struck).unwrap();
            target.credit_code = Some("91522600MA6H99990X".to_owned());
            target.name = name.map_or(target.name.clone(), str::to_owned);
            target.carried = true;
            plan.earlier = vec![Earlier::new(before.head, EarlierUse::Carry)];
        })
    };
    assert_eq!(found(&carried(None).0), []);
    assert!(found_codes(&carried(Some("另一家企业")).0).contains(&A::StruckNotCarried));
}

/// A selection that is shown twice: in a ceremony that is void, and later, when a target of it was struck.
#[test]
fn of_a_ceremony_that_is_shown_twice_the_latest_counts() {
    let q1 = &QUARTERS[0];
    let mut orders = BTreeSet::new();
    for secret in 10..60 {
        let mut plan = plan_of(0, 1, &rosters());
        plan.ceremony = Ceremony::Selection;
        let mut book = Book::new();
        let (first, selected) = held(&mut book, plan.clone(), rosters(), 0);
        let Rosters { inspectors, recusals, .. } = rosters();
        let before = common::opened(&selected).clone();
        let second = q1.staffing(plan, 2, 10);
        let draft = Draft::staffing(second, inspectors, recusals, Vec::new(), before).unwrap();
        let staffing = announce(&mut book, draft, secret, &q1.at(10, "11:00:00"));
        let result = drawn(&staffing);
        seal(&mut book, &staffing.announcement, &result, &q1.at(12, "12:00:00"));
        let shown = book.file(common::disclose(result, &|_| None).to_bytes().unwrap());
        let (about, at) = (staffing.announcement.digest(), q1.at(13, "12:00:00"));
        let void = Void::new(HashAlgorithm::Sha256, about, instant(&at), "人员有误", Ended::Drawn(shown));
        book.file(void.to_bytes().unwrap());
        book.line(Entry::voided(&staffing.announcement, &void).unwrap(), &at);
        let struck = TargetId::new("T000").unwrap();
        let selected = strike(&mut book, (&first, selected), 15, &struck);
        disclose(&mut book, &first.announcement, &selected, SHOWN);
        orders.insert(shown < Digest::of_file(book.files.last().unwrap()));
        let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")).reported([]);
        let unreported = book.audit_with(&on).findings.into_iter().filter_map(|it| match it.problem {
            AuditProblem::NotReported { target } => Some(target),
            _ => None,
        });
        let unreported: BTreeSet<_> = unreported.collect();
        assert!(unreported.len() > 3 && !unreported.contains(&struck), "{unreported:?}");
        if orders.len() == 2 {
            return;
        }
    }
    panic!("whichever of both is read first");
}
