//! A year of draws on the public record: the clean one has no finding, and each cheat is found.

#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use common::changes::changes;
use common::{beacon, id, inspector, instant, master, plan, quota, stratum, target, when};
use dual_random::commit::document::{Ended, Undrawn, Void};
use dual_random::outcome::{FollowUp, Openness, Outcome, Report, Reports, Scheme};
use dual_random::plan::{
    AmendmentRules, Category, Ceremony, ChangeableRule, ChangedRule, Earlier, EarlierUse, Replacement, Size,
    Workload,
};
use dual_random::privacy::Policy;
use dual_random::proof::Prover;
use dual_random::publish::{self, Cell, Format, Page};
use dual_random::record::{
    AuditCode, AuditEvidence, AuditReport, ChangeCode, Checkpoint, Documents, Entry, Log, audit, mark_earlier,
};
use dual_random::roster::ChangeKind;
use dual_random::{
    Announced, Announcement, Change, Date, Days, Digest, Disclosure, Draft, Drawn, Exemption, Grounds,
    InspectorId, InspectorStrike, Language, Plan, Recusal, Rosters, SeedSecret, Strikes, TargetId,
    TargetStrike, UsedValue, draw,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is done otherwise than in the clean year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cheat {
    Nothing,
    AnnouncedAfterTheValue,
    NumberSkipped,
    OtherAuthority,
    SealedLate,
    SealedBeforeTheValue,
    NeverSealed,
    DisclosedLate,
    NeverDisclosed,
    OtherValueDisclosed,
    AmendmentHidden,
    AmendmentUnlogged,
    RedrawWithoutWord,
    RedrawUnderAnotherItem,
    RedrawOfStanding,
    ResultThrownAway,
    NeverRedrawn,
    FriendExemptBeforeTheClose,
    UndrawnForged,
    UndrawnOfNothing,
    VoidWithoutDisclosure,
    VoidWithOtherDisclosure,
    VoidBackdated,
    DrawIdRepeated,
    SecretLost,
    RedrawWithOtherRoster,
    RedrawWithOtherQuota,
    RedrawWithOldValue,
    SecretReused,
    PoolTouched,
    FriendMarkedAsDrawnBefore,
    CountLowered,
    LastTeamForgotten,
    HeadInvented,
    CapPassed,
    StruckAndForgotten,
    StruckAndRemoved,
    StruckAndVisited,
    StruckTwice,
    RosterForgedAtDisclosure,
    TeamForgedAtDisclosure,
    AmendmentBackdated,
    AmendmentsOnOneDay,
    DisclosureInACentury,
    StruckExemptOnceThenForgotten,
    StaffingDisclosedThenVoided,
    EarlierNamesTheVoid,
    EarlierNamesTwoHeads,
    SealedThenVoidedEarly,
    SealedThenCalledMissing,
    SealedThenSuperseded,
    AmendmentNeverOpened,
    SelectionVoidedAfterDisclosure,
    CountOfAnotherYear,
    SelectionNeverStaffed,
    FreshSeatsNeverDrawn,
    RedrawInAnotherPeriod,
    RedrawUnderOtherClasses,
    RotationOmitted,
    CountOmitted,
    CountInvented,
    LeftOutByAnother,
    StruckUnderAnotherId,
    StruckCarriedNowhere,
    StruckRemovedWithoutCarry,
    OthersBehindIds,
    MaxVisitsTouched,
    WorkloadTouched,
    StaffedByNobody,
    LeftOutSelectively,
    LeftOutByCase,
    StaleHead,
    Pinned,
    OneAddedAfterShortage,
    PageDeleted,
    PageForged,
    PageUnlogged,
    PageOfAnotherDraw,
    PageReplaced,
    // Honest courses.
    SeveralAddedAfterShortage,
    RedrawInTheNextQuarter,
    CampaignCalledOff,
    ValueMissing,
    SoleTraders,
    CappedFromOutside,
    RecusedAfterAVisit,
}

/// The documents and the log of a year.
struct Book {
    log: Log,
    bytes: Vec<u8>,
    files: Vec<Vec<u8>>,
    /// Draws that count, with the targets that stand.
    stood: Vec<(dual_random::Id, Vec<TargetId>)>,
    /// Proofs that companies got at the door.
    proofs: Vec<Vec<u8>>,
}

impl Book {
    fn line(&mut self, entry: Entry, at: &str) {
        let line = self.log.push(entry, instant(at)).unwrap();
        self.bytes.extend(line);
    }

    /// The line of a void, whether a log of one's own would refuse it or not: whoever writes the file by hand need not ask.
    fn void_past_the_log(&mut self, void: &Void, number: u64, at: &str) {
        let line = serde_json::json!({
            "announcement": void.announcement,
            "at": at,
            "document": Digest::of_file(&void.to_bytes().unwrap()),
            "kind": "voided",
            "line": self.log.lines().len(),
            "number": number,
            "protocol": "dual-random/1",
            "reason": void.reason,
        });
        self.bytes.extend(line.to_string().as_bytes());
        self.bytes.push(b'\n');
        self.log = Log::from_bytes(&self.bytes).unwrap();
    }

    fn file(&mut self, bytes: Vec<u8>) -> Digest {
        let digest = Digest::of_file(&bytes);
        self.files.push(bytes);
        digest
    }

    fn audit_with(&self, evidence: &AuditEvidence) -> AuditReport {
        let mut documents = Documents::new();
        for (n, file) in self.files.iter().chain(&self.proofs).enumerate() {
            documents = documents.with(&format!("file {n}"), file);
        }
        audit(&self.bytes, &documents, evidence).unwrap()
    }

    fn audit(&self) -> AuditReport {
        self.audit_with(&self.evidence())
    }

    /// Everything was reported; the year is over.
    fn evidence(&self) -> AuditEvidence {
        let reported = self
            .stood
            .iter()
            .flat_map(|(draw, targets)| targets.iter().map(|target| (draw.clone(), target.clone())));
        AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")).reported(reported)
    }
}

/// What the draws so far come to.
#[derive(Default)]
struct State {
    heads: Vec<Digest>,
    visits: BTreeMap<TargetId, (u32, Vec<InspectorId>)>,
    struck: BTreeSet<TargetId>,
    drawn: Vec<Disclosure>,
}

impl State {
    /// Takes in a draw and its amendments.
    fn add(&mut self, book: &mut Book, drawn: &Disclosure) {
        let mut teams: BTreeMap<TargetId, Vec<Option<InspectorId>>> = BTreeMap::new();
        let chain: Vec<&Disclosure> = drawn.chain().collect();
        for link in chain.into_iter().rev() {
            let strata = link.result.strata.iter().flat_map(|stratum| &stratum.drawn);
            teams.extend(strata.map(|ticket| (ticket.id.clone(), vec![None; 2])));
            let mut seat = |all: &[dual_random::commit::document::TeamResult]| {
                for team in all {
                    for seat in &team.seats {
                        let place = usize::try_from(seat.seat).unwrap() - 1;
                        teams.entry(team.target.clone()).or_insert_with(|| vec![None; 2])[place] =
                            seat.inspector.clone();
                    }
                }
            };
            seat(&link.result.teams);
            for amendment in &link.amendments {
                seat(&amendment.outcome.teams);
            }
            for amendment in &link.amendments {
                for strike in &amendment.strikes.targets {
                    teams.remove(&strike.target);
                    self.struck.insert(strike.target.clone());
                }
            }
        }
        self.heads.push(drawn.head);
        self.drawn.push(drawn.clone());
        book.stood.push((drawn.announcement.plan.draw.clone(), teams.keys().cloned().collect()));
        for (target, team) in teams {
            let mut team: Vec<InspectorId> = team.into_iter().flatten().collect();
            team.sort();
            self.struck.remove(&target);
            let entry = self.visits.entry(target).or_default();
            *entry = (entry.0 + 1, team);
        }
    }

    fn earlier(&self) -> Vec<Earlier> {
        let uses = [EarlierUse::LeaveOut, EarlierUse::Count, EarlierUse::Rotation, EarlierUse::Carry];
        let all = uses.into_iter().flat_map(|use_for| self.heads.iter().map(move |head| (*head, use_for)));
        all.map(|(head, use_for)| Earlier { head, use_for }).collect()
    }

    /// What these tests work out for themselves is what the library marks.
    fn assert_that_marking_gives(&self, expected: &[dual_random::Target]) {
        let mut plain: Vec<_> = expected.to_vec();
        for target in &mut plain {
            (target.carried, target.drawn_before, target.inspected) = (false, false, 0);
            target.last_team.clear();
        }
        let uses = [EarlierUse::LeaveOut, EarlierUse::Count, EarlierUse::Rotation, EarlierUse::Carry];
        let earlier: Vec<_> =
            uses.into_iter().flat_map(|use_for| self.drawn.iter().map(move |d| (d, use_for))).collect();
        let mut marked = plan(44, 0, 2);
        mark_earlier(&mut marked, &mut plain, &earlier).unwrap();
        let rows = expected.iter().zip(&plain);
        for (expected, marked) in rows.filter(|(target, _)| target.exemption.is_none()) {
            assert_eq!(expected, marked);
        }
        assert_eq!(marked.earlier, self.earlier());
        // A row that says otherwise is refused, and nothing is changed.
        if let Some(visited) = self.visits.keys().next() {
            let mut other: Vec<_> = plain.clone();
            let target = other.iter_mut().find(|target| target.id == *visited).unwrap();
            (target.drawn_before, target.carried) = (false, true);
            let before = other.clone();
            assert!(mark_earlier(&mut marked, &mut other, &earlier).is_err());
            assert_eq!(before, other);
        }
    }

    /// A friend whom no draw so far has drawn.
    fn friend<'a>(&self, targets: &'a mut [dual_random::Target]) -> &'a mut dual_random::Target {
        let never = |id: &TargetId| !self.visits.contains_key(id) && !self.struck.contains(id);
        targets.iter_mut().rfind(|target| never(&target.id)).unwrap()
    }

    /// The rosters of the next draw: what the draws before it make of its targets.
    fn rosters(&self, cheat: Cheat) -> Rosters {
        let mut targets: Vec<_> = (0..44).map(target).collect();
        for (n, target) in targets.iter_mut().enumerate() {
            target.class = if n % 3 == 0 { "重点" } else { "一般" }.to_owned();
            target.credit_code = Some(format!("91522600MA6H{n:04}0X"));
            if let Some((visits, team)) = self.visits.get(&target.id) {
                target.drawn_before = cheat != Cheat::CapPassed;
                target.inspected =
                    if cheat == Cheat::CountLowered || cheat == Cheat::CapPassed { 0 } else { *visits };
                target.last_team = if cheat == Cheat::LastTeamForgotten { Vec::new() } else { team.clone() };
            }
            if self.struck.contains(&target.id) {
                match cheat {
                    Cheat::StruckAndForgotten | Cheat::StruckAndVisited => {}
                    Cheat::StruckExemptOnceThenForgotten if self.heads.len() > 1 => {}
                    Cheat::StruckTwice => target.carried = true,
                    Cheat::StruckCarriedNowhere => (target.carried, target.level) = (true, "停用".to_owned()),
                    _ => target.exemption = Some(closed()),
                }
            }
        }
        if cheat == Cheat::FriendMarkedAsDrawnBefore && !self.heads.is_empty() {
            self.friend(&mut targets).drawn_before = true;
        }
        if matches!(cheat, Cheat::StruckAndRemoved | Cheat::StruckRemovedWithoutCarry) {
            targets.retain(|target| !self.struck.contains(&target.id));
        }
        if cheat == Cheat::Nothing {
            self.assert_that_marking_gives(&targets);
        }
        let inspectors = (0..12).map(|n| inspector(n, 3)).collect();
        let mut recusals = vec![common::recusal(1, 2), common::recusal(3, 4)];
        recusals.retain(|recusal| targets.iter().any(|target| target.id == recusal.target));
        Rosters { targets, inspectors, recusals }
    }
}

fn closed() -> Exemption {
    Exemption { reason: "已关闭".to_owned(), basis: "示例登记".to_owned() }
}

/// The days of a quarter's draw.
struct Quarter {
    from: &'static str,
    to: &'static str,
    year_month: &'static str,
    disclose_by: &'static str,
}

const QUARTERS: [Quarter; 4] = [
    Quarter { from: "2026-01-01", to: "2026-03-31", year_month: "2026-01", disclose_by: "2026-04-10" },
    Quarter { from: "2026-04-01", to: "2026-06-30", year_month: "2026-04", disclose_by: "2026-07-10" },
    Quarter { from: "2026-07-01", to: "2026-09-30", year_month: "2026-07", disclose_by: "2026-10-10" },
    Quarter { from: "2026-10-01", to: "2026-12-31", year_month: "2026-10", disclose_by: "2027-01-10" },
];

impl Quarter {
    fn at(&self, day: u32, time: &str) -> String {
        format!("{}-{day:02}T{time}+08:00", self.year_month)
    }

    fn day(&self, day: u32) -> Date {
        Date::new(&format!("{}-{day:02}", self.year_month)).unwrap()
    }

    /// The plan of a draw announced on a day: values two days later, seal three days after that.
    fn plan(&self, number: u64, announced: u32, state: &State, subject: &Rosters) -> Plan {
        let exempt = subject.targets.iter().filter(|target| target.exemption.is_some()).count() as u64;
        let value = format!("beacon-{number}");
        let rules = AmendmentRules {
            inspector_reasons: vec!["生病".to_owned(), "申请回避".to_owned()],
            replacement: Replacement::Deck,
            strikes_per_seat: 2,
            strikes_per_stratum: 3,
            target_reasons: vec!["已关闭".to_owned()],
        };
        let base = plan(subject.targets.len() as u64 - exempt, 0, 2);
        let mut registers = base.registers.clone();
        registers[0].count = 44;
        let removed = 44 - subject.targets.len() as u64;
        let reason = "已注销".to_owned();
        let left_out = dual_random::plan::LeftOut { carried: Vec::new(), count: removed, reason };
        Plan {
            amendments: rules,
            announce_at: instant(&self.at(announced, "10:00:00")),
            disclose_by: instant(&format!("{}T18:00:00+08:00", self.disclose_by)),
            draw: id(&format!("draw-{number}")),
            earlier: state.earlier(),
            left_out: if removed == 0 { Vec::new() } else { vec![left_out] },
            number,
            period: Days { from: common::date(self.from), to: common::date(self.to) },
            registers,
            seal_by: instant(&self.at(announced + 5, "18:00:00")),
            strata: vec![
                stratum("重点对象", vec![when("class", &["重点"])], quota(2)),
                stratum("一般对象", vec![when("class", &["一般"])], quota(3)),
            ],
            values: vec![beacon(&value, &self.at(announced + 2, "21:00:00"))],
            visits: Days { from: self.day(announced + 8), to: common::date(self.to) },
            yearly_cap: Some(1),
            ..base
        }
    }
}

/// What a cheat changes in the plan of every quarter.
fn shaped(plan: Plan, cheat: Cheat) -> Plan {
    let mut plan = plan;
    match cheat {
        Cheat::StruckCarriedNowhere => {
            plan.strata.iter_mut().for_each(|stratum| stratum.when.push(when("level", &["-"])));
        }
        Cheat::StruckRemovedWithoutCarry => {
            plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Carry);
        }
        _ => {}
    }
    plan
}

fn value_of(plan: &Plan) -> Vec<UsedValue> {
    vec![UsedValue::main(plan.values[0].name.clone(), common::value_text(plan.number))]
}

fn drawn(announced: &Announced) -> Drawn {
    draw(&announced.announcement, &announced.opening, &value_of(&announced.announcement.plan)).unwrap()
}

fn announce(book: &mut Book, draft: Draft, secret: u64, at: &str) -> Announced {
    let announced = draft.announce(master(secret)).unwrap();
    book.file(announced.announcement.to_bytes().unwrap());
    book.line(Entry::announced(&announced.announcement).unwrap(), at);
    announced
}

fn seal(book: &mut Book, announcement: &Announcement, drawn: &Drawn, at: &str) {
    book.file(drawn.seal().to_bytes().unwrap());
    book.line(Entry::sealed(announcement, drawn.seal()).unwrap(), at);
}

fn disclose(book: &mut Book, announcement: &Announcement, drawn: &Drawn, at: &str) {
    let bytes = common::disclose(drawn.clone(), &|_| None).to_bytes().unwrap();
    let digest = book.file(bytes);
    book.line(Entry::disclosed(announcement, digest).unwrap(), at);
}

/// What came of every visit of a draw, and who was drawn, for everybody.
fn publish_pages(book: &mut Book, announcement: &Announcement, drawn: &Drawn, cheat: Cheat) {
    let (disclosure, policy) = (common::disclose(drawn.clone(), &|_| None), Policy::default());
    let situation = publish::situation(&disclosure, &policy).unwrap();
    let reports = (0..situation.rows(0)).map(|row| {
        let Cell::Code(target) = &situation.row(0, row)[3] else { panic!("the target's id") };
        let outcome = Outcome {
            completed: common::date("2026-03-03"),
            result: "2".to_owned(),
            findings: Some("台账不全".to_owned()),
            follow_up: FollowUp::Correction,
            penalties: Vec::new(),
            team: None,
        };
        let target = TargetId::new(target.as_ref()).unwrap();
        Report { target, outcome: Ok(outcome), openness: Openness::Disclosed, remark: None }
    });
    let reports = Reports::of_disclosure(Scheme::common(), reports.collect(), &disclosure).unwrap();
    let outcomes = publish::outcomes(&disclosure, &reports, &policy).unwrap();
    let json = |page: &Page<'_>| publish::publish(page, Format::Json, Language::Zh).unwrap();
    for (page, minute) in [(json(&situation), 0), (json(&outcomes), 1)] {
        let digest = book.file(page);
        let line = Entry::published(Some(announcement), digest).unwrap();
        book.line(line, &format!("2026-04-02T11:0{minute}:00+08:00"));
    }
    let page = String::from_utf8(book.files.last().unwrap().clone()).unwrap();
    match cheat {
        Cheat::PageDeleted => drop(book.files.pop()),
        Cheat::PageForged => {
            book.files.pop();
            book.file(page.replace("台账不全", "台账基本齐全").into_bytes());
        }
        Cheat::PageUnlogged => drop(book.file(page.replace("台账不全", "台账基本齐全").into_bytes())),
        Cheat::PageReplaced => {
            let digest = book.file(page.replace("台账不全", "台账基本齐全").into_bytes());
            let line = Entry::published(Some(announcement), digest).unwrap();
            book.line(line, "2026-04-02T11:02:00+08:00");
        }
        Cheat::PageOfAnotherDraw => {
            let bound = announcement.digest().unwrap().to_hex();
            let digest = book.file(page.replace(&bound, &"0".repeat(64)).into_bytes());
            let line = Entry::published(Some(announcement), digest).unwrap();
            book.line(line, "2026-04-02T11:02:00+08:00");
        }
        _ => {}
    }
}

/// What is shown of a draw that ends without a result.
fn undrawn_of(announced: &Announced) -> Undrawn {
    dual_random::undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none()).unwrap()
}

fn amend(book: &mut Book, announcement: &Announcement, drawn: Drawn, strikes: Strikes, at: &str) -> Drawn {
    let (amended, amendment) = common::amend(drawn, strikes).unwrap();
    book.file(amendment.seal.to_bytes().unwrap());
    book.line(Entry::amended(announcement, &amendment.seal).unwrap(), at);
    amended
}

fn strikes(date: Date, target: Option<&TargetId>, inspector: Option<(&InspectorId, &TargetId)>) -> Strikes {
    let evidence = Digest::of_file(b"photograph");
    let targets =
        target
            .map(|target| TargetStrike { evidence, reason: "已关闭".to_owned(), target: target.clone() });
    let inspectors = inspector.map(|(inspector, target)| InspectorStrike {
        evidence,
        inspector: inspector.clone(),
        reason: "生病".to_owned(),
        target: Some(target.clone()),
    });
    Strikes {
        date,
        inspectors: inspectors.into_iter().collect(),
        targets: targets.into_iter().collect(),
        visited: Vec::new(),
    }
}

/// A year of four quarters: two strata, amendments, one honest void with its redraw, inspectors drawn later once.
fn year(cheat: Cheat) -> Book {
    let mut book =
        Book { log: Log::new(), bytes: Vec::new(), files: Vec::new(), stood: Vec::new(), proofs: Vec::new() };
    let mut state = State::default();
    let [q1, q2, q3, q4] = &QUARTERS;

    // First quarter: a struck target, an inspector who falls ill, a proof at a door.
    let rosters = state.rosters(cheat);
    let mut plan = q1.plan(1, 5, &state, &rosters);
    let mut rosters = rosters;
    match cheat {
        Cheat::LeftOutByCase => plan.category = Category::Case,
        Cheat::CappedFromOutside => rosters.targets[40].inspected = 1,
        Cheat::CountOfAnotherYear => plan.period.from = common::date("2025-12-31"),
        Cheat::FreshSeatsNeverDrawn => plan.amendments.replacement = Replacement::FreshValue,
        _ => {}
    }
    let late =
        if cheat == Cheat::AnnouncedAfterTheValue { q1.at(8, "09:00:00") } else { q1.at(5, "11:00:00") };
    let first = announce(&mut book, Draft::new(plan, rosters).unwrap(), 1, &late);
    let (announcement, mut result) = (first.announcement.clone(), drawn(&first));
    let day = match cheat {
        Cheat::SealedLate => 12,
        Cheat::SealedBeforeTheValue => 7,
        _ => 8,
    };
    seal(&mut book, &announcement, &result, &q1.at(day, "12:00:00"));
    let prover = Prover::of_drawn(&result).unwrap();
    let before = common::opened(&result).clone();
    let visited = &before.result.teams[4].target;
    book.proofs.push(prover.assignment(visited).unwrap().to_bytes().unwrap());
    let gone = before.result.teams[0].target.clone();
    let team = &before.result.teams[1];
    let ill = team.seats[0].inspector.clone().unwrap();
    let unamended = result.clone();
    let decided = q1.day(if cheat == Cheat::AmendmentBackdated { 11 } else { 15 });
    let mut list = strikes(decided, Some(&gone), Some((&ill, &team.target)));
    if cheat == Cheat::Nothing {
        list.visited.push(before.result.teams[2].target.clone());
    }
    match cheat {
        Cheat::AmendmentUnlogged => result = common::amend(result, list).unwrap().0,
        Cheat::AmendmentsOnOneDay => {
            let first = strikes(q1.day(14), None, Some((&ill, &team.target)));
            result = amend(&mut book, &announcement, result, first, &q1.at(15, "16:00:00"));
            let then = strikes(q1.day(15), Some(&gone), None);
            result = amend(&mut book, &announcement, result, then, &q1.at(15, "17:00:00"));
        }
        _ => result = amend(&mut book, &announcement, result, list, &q1.at(15, "17:00:00")),
    }
    match cheat {
        Cheat::AmendmentHidden => disclose(&mut book, &announcement, &unamended, "2026-04-08T10:00:00+08:00"),
        Cheat::OtherValueDisclosed => {
            let other = vec![UsedValue::main(id("beacon-1"), common::value_text(77))];
            let other = draw(&announcement, &first.opening, &other).unwrap();
            disclose(&mut book, &announcement, &other, "2026-04-08T10:00:00+08:00");
        }
        Cheat::RosterForgedAtDisclosure | Cheat::TeamForgedAtDisclosure => {
            let bytes = common::disclose(result.clone(), &|_| None).to_bytes().unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let (record, other) = if cheat == Cheat::RosterForgedAtDisclosure {
                let record = |inspected| format!("\"id\":\"{visited}\",\"inspected\":{inspected}");
                (record(0), record(1))
            } else {
                // Another person behind the certificate number.
                let inspectors = &common::opened(&result).rosters.inspectors;
                let seated = before.result.teams[4].seats[0].inspector.as_ref();
                let record = inspectors.iter().find(|record| Some(&record.draw.id) == seated).unwrap();
                let name = &record.identity.shown().unwrap().name;
                (format!("\"name\":\"{name}\""), format!("\"name\":\"{name}甲\""))
            };
            assert!(text.contains(&record));
            let forged = text.replace(&record, &other);
            let digest = book.file(forged.into_bytes());
            book.line(Entry::disclosed(&announcement, digest).unwrap(), "2026-04-08T10:00:00+08:00");
        }
        Cheat::NeverDisclosed => {}
        _ => {
            let at = if cheat == Cheat::DisclosedLate {
                "2026-04-11T10:00:00+08:00"
            } else {
                "2026-04-02T10:00:00+08:00"
            };
            disclose(&mut book, &announcement, &result, at);
            if cheat != Cheat::DisclosedLate {
                publish_pages(&mut book, &announcement, &result, cheat);
            }
        }
    }
    // Whoever names a draw as it was before its strikes need not carry anybody over.
    state.add(&mut book, common::opened(if cheat == Cheat::StaleHead { &unamended } else { &result }));
    if matches!(cheat, Cheat::NeverSealed) {
        // The next one is announced, and nothing more is heard of it.
        let rosters = state.rosters(cheat);
        let plan = q2.plan(2, 13, &state, &rosters);
        announce(&mut book, Draft::new(plan, rosters).unwrap(), 2, &q2.at(13, "11:00:00"));
        return book;
    }

    // Second quarter: the wrong list was used, which is found after the draw. It is voided, shown, and drawn anew.
    let rosters = state.rosters(cheat);
    let number = if cheat == Cheat::NumberSkipped { 3 } else { 2 };
    let mut plan = shaped(q2.plan(number, 13, &state, &rosters), cheat);
    if cheat == Cheat::CampaignCalledOff {
        plan.category = Category::Campaign;
    }
    let draft = Draft::new(plan.clone(), rosters.clone()).unwrap();
    let announced = if cheat == Cheat::NumberSkipped {
        // A log of one's own refuses that, so the line is written past it.
        let announced = draft.announce(master(2)).unwrap();
        book.file(announced.announcement.to_bytes().unwrap());
        let entry = Entry::announced(&announced.announcement).unwrap();
        assert!(book.log.push(entry, instant(&q2.at(13, "11:00:00"))).is_err());
        let line = String::from_utf8(book.bytes.clone()).unwrap().lines().next().unwrap().to_owned();
        let old = book.log.lines()[0].clone();
        let digest = announced.announcement.digest().unwrap().to_hex();
        let line = line
            .replace(&old.document.to_hex(), &digest)
            .replace(old.at.as_str(), &q2.at(13, "11:00:00"))
            .replace("\"line\":0,\"number\":1", &format!("\"line\":{},\"number\":3", book.log.lines().len()));
        book.bytes.extend(line.as_bytes());
        book.bytes.push(b'\n');
        return book;
    } else {
        announce(&mut book, draft, 2, &q2.at(13, "11:00:00"))
    };
    let (announcement, result) = (announced.announcement.clone(), drawn(&announced));
    match cheat {
        Cheat::EarlierNamesTheVoid | Cheat::SealedThenCalledMissing => {
            seal(&mut book, &announcement, &result, &q2.at(16, "10:00:00"));
        }
        // The value was there before it was said to close.
        Cheat::SealedThenVoidedEarly | Cheat::SealedThenSuperseded => {
            seal(&mut book, &announcement, &result, &q2.at(14, "10:00:00"));
        }
        _ => {}
    }
    let void_head = common::opened(&result).head;
    let voided = |day: u32, ended: Ended| {
        let at = instant(&q2.at(day, "15:00:00"));
        Void::new(announcement.digest().unwrap(), at, "误用了旧名单", ended)
    };
    // What is found before the value ends the draw without a result; what is found after it, with the whole of it.
    let early = |book: &mut Book, day: u32, missing: Vec<dual_random::Id>| {
        let undrawn = book.file(undrawn_of(&announced).to_bytes().unwrap());
        Some(voided(day, Ended::Undrawn { undrawn, missing, missing_authorities: Vec::new() }))
    };
    let void = match cheat {
        Cheat::SecretLost => Some(voided(16, Ended::Lost)),
        Cheat::VoidWithoutDisclosure => early(&mut book, 16, Vec::new()),
        Cheat::SealedThenCalledMissing | Cheat::ValueMissing => early(&mut book, 16, vec![id("beacon-2")]),
        Cheat::UndrawnOfNothing => {
            let undrawn = Digest::of_file(b"another file");
            let (missing, missing_authorities) = (Vec::new(), Vec::new());
            Some(voided(14, Ended::Undrawn { undrawn, missing, missing_authorities }))
        }
        Cheat::UndrawnForged => {
            let text = String::from_utf8(undrawn_of(&announced).to_bytes().unwrap()).unwrap();
            let undrawn = book.file(text.replacen("\"inspected\":0", "\"inspected\":1", 1).into_bytes());
            let (missing, missing_authorities) = (Vec::new(), Vec::new());
            Some(voided(14, Ended::Undrawn { undrawn, missing, missing_authorities }))
        }
        Cheat::VoidWithOtherDisclosure => {
            let other =
                book.files.iter().find(|file| String::from_utf8_lossy(file).contains("\"disclosure\""));
            Some(voided(16, Ended::Drawn(Digest::of_file(other.unwrap()))))
        }
        Cheat::RedrawWithoutWord
        | Cheat::RedrawUnderAnotherItem
        | Cheat::RedrawInAnotherPeriod
        | Cheat::RedrawOfStanding
        | Cheat::SealedThenSuperseded => None,
        Cheat::ResultThrownAway
        | Cheat::RedrawUnderOtherClasses
        | Cheat::RedrawWithOldValue
        | Cheat::EarlierNamesTheVoid => {
            let bytes = common::disclose(result, &|_| None).to_bytes().unwrap();
            let digest = book.file(bytes);
            Some(voided(16, Ended::Drawn(digest)))
        }
        _ => early(&mut book, 14, Vec::new()),
    };
    if let Some(void) = &void {
        book.file(void.to_bytes().unwrap());
        let day = if cheat == Cheat::VoidBackdated { q2.at(16, "15:00:00") } else { void.at.to_string() };
        book.line(Entry::voided(&announcement, void).unwrap(), &day);
    }
    if matches!(cheat, Cheat::NeverRedrawn | Cheat::CampaignCalledOff) {
        return book;
    }
    if cheat == Cheat::SealedThenSuperseded {
        // The redraw is announced before the first one's value closes.
        let mut again = q2.plan(3, 14, &state, &rosters);
        again.supersedes = Some(dual_random::plan::Supersedes {
            announcement: announcement.digest().unwrap(),
            reason: "误用了旧名单".to_owned(),
        });
        announce(&mut book, Draft::new(again, rosters).unwrap(), 3, &q2.at(14, "11:00:00"));
        return book;
    }
    let friend = common::opened(&drawn(&announced)).result.strata[1].drawn[0].id.clone();
    let mut again = shaped(q2.plan(3, 18, &state, &rosters), cheat);
    let silent = matches!(
        cheat,
        Cheat::RedrawWithoutWord
            | Cheat::RedrawUnderAnotherItem
            | Cheat::RedrawInAnotherPeriod
            | Cheat::RedrawUnderOtherClasses
    );
    again.supersedes = (!silent).then(|| dual_random::plan::Supersedes {
        announcement: announcement.digest().unwrap(),
        reason: "误用了旧名单".to_owned(),
    });
    let mut rosters = rosters;
    match cheat {
        Cheat::RedrawWithOtherQuota => again.strata[0].quota = quota(3),
        Cheat::RedrawWithOtherRoster => rosters.inspectors[4].max_visits = common::visits(1),
        // The value was out before it was said to close: with it, the void draw would have drawn this one.
        Cheat::FriendExemptBeforeTheClose => {
            let friend = rosters.targets.iter_mut().find(|target| target.id == friend).unwrap();
            friend.exemption = Some(closed());
            again.registers[0].count = 44;
        }
        Cheat::RedrawWithOldValue => {
            again.announce_at = instant(&q2.at(14, "10:00:00"));
            again.values[0].source.closes = instant(&q2.at(16, "14:00:00"));
        }
        Cheat::DrawIdRepeated => again.draw = id("draw-2"),
        Cheat::RedrawUnderAnotherItem => {
            again.items[0].id = id("item-1b");
            again.strata.iter_mut().for_each(|stratum| stratum.items = vec![id("item-1b")]);
        }
        // The day after the quarter, and visits within it.
        Cheat::RedrawInAnotherPeriod => {
            again.period = Days { from: common::date("2026-07-01"), to: common::date("2026-07-01") };
            again.visits_reason = Some("补查".to_owned());
        }
        Cheat::RedrawUnderOtherClasses => {
            rosters.targets.iter_mut().for_each(|target| target.class += "类");
            again.classes.iter_mut().for_each(|class| *class += "类");
            again.strata[0].when = vec![when("class", &["重点类"])];
            again.strata[1].when = vec![when("class", &["一般类"])];
        }
        Cheat::OtherAuthority => again.authorities[0].name = "另一局".to_owned(),
        Cheat::OthersBehindIds => {
            rosters.targets[3].name = "另一家企业".to_owned();
            rosters.inspectors[2].name = "另一人".to_owned();
        }
        Cheat::RedrawInTheNextQuarter => {
            again.visits = Days { from: common::date("2026-07-03"), to: common::date("2026-07-20") };
            again.visits_reason = Some("作废重抽".to_owned());
        }
        _ => {}
    }
    let secret = if cheat == Cheat::SecretReused { 1 } else { 3 };
    let redraw = announce(&mut book, Draft::new(again, rosters).unwrap(), secret, &q2.at(18, "11:00:00"));
    let result = drawn(&redraw);
    seal(&mut book, &redraw.announcement, &result, &q2.at(21, "12:00:00"));
    let mut result = result;
    if cheat == Cheat::StruckTwice {
        let list = strikes(q2.day(28), state.struck.iter().next(), None);
        result = amend(&mut book, &redraw.announcement, result, list, &q2.at(28, "17:00:00"));
    }
    disclose(&mut book, &redraw.announcement, &result, "2026-07-02T10:00:00+08:00");
    state.add(&mut book, common::opened(&result));

    // Third quarter: inspectors are drawn later. One target is struck in between.
    let rosters = state.rosters(cheat);
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let plan = shaped(q3.plan(4, 6, &state, &rosters), cheat);
    let plan = Plan { ceremony: Ceremony::Selection, ..plan };
    let mut selected = plan.clone();
    if cheat == Cheat::HeadInvented {
        selected.earlier.push(Earlier { head: Digest::of_file(b"nothing"), use_for: EarlierUse::Count });
    }
    if cheat == Cheat::EarlierNamesTheVoid {
        selected.earlier.push(Earlier { head: void_head, use_for: EarlierUse::Count });
    }
    if cheat == Cheat::EarlierNamesTwoHeads {
        let head = common::opened(&unamended).head;
        selected.earlier.push(Earlier { head, use_for: EarlierUse::Count });
    }
    let selection =
        announce(&mut book, Draft::new(selected.clone(), rosters).unwrap(), 4, &q3.at(6, "11:00:00"));
    let result = drawn(&selection);
    seal(&mut book, &selection.announcement, &result, &q3.at(9, "12:00:00"));
    let gone = common::opened(&result).result.strata[1].drawn[0].id.clone();
    let list = strikes(q3.day(9), Some(&gone), None);
    let result = amend(&mut book, &selection.announcement, result, list, &q3.at(9, "17:00:00"));
    let mut second = Plan {
        announce_at: instant(&q3.at(10, "10:00:00")),
        ceremony: Ceremony::Staffing,
        draw: id("draw-5"),
        number: 5,
        values: vec![beacon("beacon-5", &q3.at(11, "21:00:00"))],
        seal_by: instant(&q3.at(14, "18:00:00")),
        ..selected
    };
    second.supersedes = None;
    let (mut inspectors, mut recusals) = people;
    let mut listed = Vec::new();
    let mut list = |kind, inspector: InspectorId, target| {
        listed.push(Change { date: q3.day(9), inspector, kind, target, reason: "变动".to_owned() });
    };
    match cheat {
        Cheat::PoolTouched => list(ChangeKind::InspectorRemoved, inspectors.remove(7).id, None),
        Cheat::MaxVisitsTouched => {
            inspectors[7].max_visits = common::visits(9);
            list(ChangeKind::InspectorChanged, inspectors[7].id.clone(), None);
        }
        // Only one is left, so no team can be made; nobody is short but by this.
        Cheat::StaffedByNobody => {
            inspectors.drain(1..).for_each(|gone| list(ChangeKind::InspectorRemoved, gone.id, None));
            for gone in std::mem::take(&mut recusals) {
                list(ChangeKind::RecusalRemoved, gone.inspector, Some(gone.target));
            }
        }
        Cheat::WorkloadTouched => {
            second.workload = Workload::Common(2);
            second.changed_rules = vec![ChangedRule {
                date: q3.day(9),
                reason: "均衡".to_owned(),
                rule: ChangeableRule::Workload,
            }];
        }
        _ => {}
    }
    if cheat == Cheat::SelectionNeverStaffed {
        disclose(&mut book, &selection.announcement, &result, "2026-10-02T10:00:00+08:00");
        state.add(&mut book, common::opened(&result));
        return book;
    }
    let draft =
        Draft::staffing(second, inspectors, recusals, listed, common::opened(&result).clone()).unwrap();
    let staffing = announce(&mut book, draft, 5, &q3.at(10, "11:00:00"));
    if cheat == Cheat::AmendmentNeverOpened {
        let also = common::opened(&result).result.strata[1].drawn[1].id.clone();
        let list = strikes(q3.day(11), Some(&also), None);
        amend(&mut book, &selection.announcement, result, list, &q3.at(11, "10:00:00"));
    }
    let result = drawn(&staffing);
    seal(&mut book, &staffing.announcement, &result, &q3.at(12, "12:00:00"));
    disclose(&mut book, &staffing.announcement, &result, "2026-10-02T10:00:00+08:00");
    // What was disclosed was shown: whoever voids it afterwards would have its reports forgotten.
    let of = match cheat {
        Cheat::StaffingDisclosedThenVoided => Some(&staffing.announcement),
        Cheat::SelectionVoidedAfterDisclosure => Some(&selection.announcement),
        _ => None,
    };
    if let Some(of) = of {
        let shown = Ended::Drawn(Digest::of_file(book.files.last().unwrap()));
        let at = instant("2026-10-02T11:00:00+08:00");
        let void = Void::new(of.digest().unwrap(), at, "人员有误", shown);
        book.file(void.to_bytes().unwrap());
        book.void_past_the_log(&void, of.plan.number, "2026-10-02T11:00:00+08:00");
    }
    state.add(&mut book, common::opened(&result));

    // Fourth quarter: nothing special.
    let mut rosters = state.rosters(cheat);
    match cheat {
        Cheat::RotationOmitted => rosters.targets.iter_mut().for_each(|target| target.last_team.clear()),
        Cheat::CountOmitted => rosters.targets.iter_mut().for_each(|target| target.inspected = 0),
        Cheat::CountInvented => state.friend(&mut rosters.targets).inspected = 1,
        // Those of the first quarter are in the pool again.
        Cheat::LeftOutSelectively => {
            let first = &book.stood[0].1;
            rosters.targets.iter_mut().filter(|target| first.contains(&target.id)).for_each(|target| {
                target.drawn_before = false;
            });
        }
        Cheat::Pinned => {
            rosters.inspectors[7].qualifications.push("辐射".to_owned());
            rosters.inspectors[7].max_visits = common::visits(9);
        }
        // Ten seats for eight visits.
        Cheat::OneAddedAfterShortage | Cheat::SeveralAddedAfterShortage => {
            rosters.inspectors.truncate(8);
            rosters.inspectors.iter_mut().for_each(|inspector| inspector.max_visits = common::visits(1));
        }
        Cheat::SoleTraders => {
            let struck = state.struck.iter().next().unwrap();
            let name = rosters.targets.iter().find(|target| target.id == *struck).unwrap().name.clone();
            let other = state.friend(&mut rosters.targets);
            (other.name, other.credit_code) = (name, None);
        }
        Cheat::RecusedAfterAVisit => {
            let visited = state.visits.keys().next().unwrap().clone();
            rosters.recusals.push(Recusal { target: visited, ..common::recusal(5, 0) });
        }
        // Under a new id the same company is neither carried nor exempt.
        Cheat::StruckUnderAnotherId => {
            let back = rosters.targets.iter_mut().find(|target| state.struck.contains(&target.id)).unwrap();
            back.id = TargetId::new("T900").unwrap();
            back.exemption = None;
        }
        _ => {}
    }
    let mut plan = shaped(q4.plan(6, 12, &state, &rosters), cheat);
    match cheat {
        Cheat::LeftOutSelectively => {
            let first = state.heads[0];
            plan.earlier.retain(|named| named.use_for != EarlierUse::LeaveOut || named.head != first);
        }
        Cheat::Pinned => {
            plan.min_pool = 1;
            plan.teams[0].seats[0].qualifications = vec!["辐射".to_owned()];
        }
        Cheat::RotationOmitted => {
            plan.rotation = true;
            plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Rotation);
        }
        Cheat::CountOmitted => plan.earlier.retain(|earlier| earlier.use_for != EarlierUse::Count),
        Cheat::LeftOutByAnother => {
            plan.items[0].id = id("another");
            plan.items[0].name = "另一事项".to_owned();
            plan.strata.iter_mut().for_each(|stratum| stratum.items = vec![id("another")]);
        }
        Cheat::StruckUnderAnotherId => {
            let there: BTreeSet<&TargetId> = rosters.targets.iter().map(|target| &target.id).collect();
            let carried: Vec<TargetId> =
                state.struck.iter().filter(|id| !there.contains(id)).cloned().collect();
            let (count, reason) = (carried.len() as u64, "已注销".to_owned());
            plan.left_out.push(dual_random::plan::LeftOut { carried, count, reason: reason.clone() });
            plan.added.push(dual_random::plan::Reasoned { count, reason });
        }
        Cheat::DisclosureInACentury => plan.disclose_by = instant("2126-01-10T18:00:00+08:00"),
        // Everybody is drawn who was not drawn yet; so is who was struck for being closed.
        Cheat::StruckAndVisited => {
            let whole = Size::All;
            plan.strata.iter_mut().for_each(|stratum| stratum.quota.size = whole.clone());
        }
        _ => {}
    }
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let mut last = announce(&mut book, Draft::new(plan.clone(), rosters).unwrap(), 6, &q4.at(12, "11:00:00"));
    let mut result = drawn(&last);
    seal(&mut book, &last.announcement, &result, &q4.at(15, "12:00:00"));
    // What could not be filled is filled with those who were found since.
    let added = match cheat {
        Cheat::OneAddedAfterShortage => 8..9,
        Cheat::SeveralAddedAfterShortage => 8..11,
        _ => 0..0,
    };
    if !added.is_empty() {
        let mut seats = common::opened(&result).result.teams.iter().flat_map(|team| &team.seats);
        assert!(seats.any(dual_random::commit::document::SeatResult::is_short));
        let (mut inspectors, recusals) = people;
        let come: Vec<_> = added.map(|n| inspector(n, 1)).collect();
        let listed = come.iter().map(|inspector| Change {
            date: q4.day(16),
            inspector: inspector.id.clone(),
            kind: ChangeKind::InspectorAdded,
            target: None,
            reason: "借调".to_owned(),
        });
        let listed = listed.collect();
        inspectors.extend(come);
        let second = Plan {
            announce_at: instant(&q4.at(16, "10:00:00")),
            ceremony: Ceremony::Staffing,
            draw: id("draw-7"),
            number: 7,
            values: vec![beacon("beacon-7", &q4.at(17, "21:00:00"))],
            seal_by: instant(&q4.at(19, "18:00:00")),
            ..plan
        };
        let before = common::opened(&result).clone();
        let draft = Draft::staffing(second, inspectors, recusals, listed, before).unwrap();
        last = announce(&mut book, draft, 7, &q4.at(16, "11:00:00"));
        result = drawn(&last);
        seal(&mut book, &last.announcement, &result, &q4.at(18, "12:00:00"));
    }
    disclose(&mut book, &last.announcement, &result, "2027-01-05T10:00:00+08:00");
    state.add(&mut book, common::opened(&result));
    book
}

fn codes(report: &AuditReport) -> BTreeSet<AuditCode> {
    report.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_clean_year_has_no_finding_and_says_what_was_checked() {
    let book = year(Cheat::Nothing);
    let report = book.audit();
    assert!(report.is_clean(), "{:#?}", report.findings);
    let checked = report.checked;
    assert_eq!((checked.announcements, checked.disclosures, checked.voids), (6, 4, 1));
    assert_eq!((checked.amendments, checked.proofs), (2, 1));
    assert_eq!(checked.lines, book.log.lines().len() as u64);
    assert!(!report.outside.is_empty());
    println!("{:#?}\n{:#?}", report.changes, report.coverage);
    let covered: u64 = report.coverage.iter().map(|class| class.covered).sum();
    assert_eq!(covered, 20);
}

/// Each cheat with a finding that it must lead to.
const CHEATS: &[(Cheat, AuditCode)] = &[
    (Cheat::AnnouncedAfterTheValue, AuditCode::AnnouncedLate),
    (Cheat::NumberSkipped, AuditCode::LogLine),
    (Cheat::OtherAuthority, AuditCode::OtherAuthority),
    (Cheat::SealedLate, AuditCode::SealedLate),
    (Cheat::SealedBeforeTheValue, AuditCode::SealedEarly),
    (Cheat::NeverSealed, AuditCode::NotSealed),
    (Cheat::DisclosedLate, AuditCode::DisclosedLate),
    (Cheat::NeverDisclosed, AuditCode::NotDisclosed),
    (Cheat::OtherValueDisclosed, AuditCode::OtherSeal),
    (Cheat::AmendmentHidden, AuditCode::OtherAmendments),
    (Cheat::AmendmentUnlogged, AuditCode::OtherAmendments),
    (Cheat::RedrawWithoutWord, AuditCode::SlotOverlap),
    (Cheat::RedrawUnderAnotherItem, AuditCode::SlotOverlap),
    (Cheat::RedrawOfStanding, AuditCode::SupersedesStanding),
    (Cheat::ResultThrownAway, AuditCode::VoidAfterValue),
    (Cheat::NeverRedrawn, AuditCode::NotRedrawn),
    (Cheat::FriendExemptBeforeTheClose, AuditCode::RedrawDiffers),
    (Cheat::UndrawnForged, AuditCode::VoidIncomplete),
    (Cheat::UndrawnOfNothing, AuditCode::VoidIncomplete),
    (Cheat::VoidWithoutDisclosure, AuditCode::VoidIncomplete),
    (Cheat::VoidWithOtherDisclosure, AuditCode::VoidIncomplete),
    (Cheat::SecretLost, AuditCode::SecretLost),
    (Cheat::RedrawWithOtherRoster, AuditCode::RedrawDiffers),
    (Cheat::RedrawWithOtherQuota, AuditCode::RedrawDiffers),
    (Cheat::RedrawWithOldValue, AuditCode::RedrawEarly),
    (Cheat::SecretReused, AuditCode::SecretReused),
    (Cheat::PoolTouched, AuditCode::PoolTouched),
    (Cheat::FriendMarkedAsDrawnBefore, AuditCode::EarlierMisused),
    (Cheat::CountLowered, AuditCode::EarlierMisused),
    (Cheat::LastTeamForgotten, AuditCode::EarlierMisused),
    (Cheat::HeadInvented, AuditCode::EarlierUnknown),
    (Cheat::CapPassed, AuditCode::OverCap),
    (Cheat::StruckAndForgotten, AuditCode::StruckNotCarried),
    (Cheat::StruckAndRemoved, AuditCode::EarlierMisused),
    (Cheat::StruckAndVisited, AuditCode::StruckActive),
    (Cheat::StruckTwice, AuditCode::StruckTwice),
    (Cheat::RosterForgedAtDisclosure, AuditCode::ProofContradicted),
    (Cheat::TeamForgedAtDisclosure, AuditCode::ProofContradicted),
];

/// Cheats that an adversary thought of.
const MORE_CHEATS: &[(Cheat, AuditCode)] = &[
    (Cheat::VoidBackdated, AuditCode::VoidIncomplete),
    (Cheat::DrawIdRepeated, AuditCode::DrawRepeated),
    (Cheat::AmendmentBackdated, AuditCode::AmendmentMisdated),
    (Cheat::AmendmentsOnOneDay, AuditCode::AmendmentMisdated),
    (Cheat::DisclosureInACentury, AuditCode::DeadlineFar),
    (Cheat::StruckExemptOnceThenForgotten, AuditCode::StruckNotCarried),
    (Cheat::StaffingDisclosedThenVoided, AuditCode::LogLine),
    (Cheat::EarlierNamesTheVoid, AuditCode::EarlierMisused),
    (Cheat::EarlierNamesTwoHeads, AuditCode::EarlierMisused),
    (Cheat::SealedThenVoidedEarly, AuditCode::VoidIncomplete),
    (Cheat::SealedThenCalledMissing, AuditCode::VoidIncomplete),
    (Cheat::SealedThenSuperseded, AuditCode::SupersedesStanding),
    (Cheat::AmendmentNeverOpened, AuditCode::AmendmentUnopened),
    (Cheat::SelectionVoidedAfterDisclosure, AuditCode::VoidAfterDisclosure),
    (Cheat::CountOfAnotherYear, AuditCode::EarlierMisused),
    (Cheat::SelectionNeverStaffed, AuditCode::OpenSeats),
    (Cheat::FreshSeatsNeverDrawn, AuditCode::OpenSeats),
    (Cheat::RedrawInAnotherPeriod, AuditCode::SlotOverlap),
    (Cheat::RedrawUnderOtherClasses, AuditCode::SlotOverlap),
    (Cheat::RotationOmitted, AuditCode::EarlierOmitted),
    (Cheat::CountOmitted, AuditCode::EarlierOmitted),
    (Cheat::CountInvented, AuditCode::CountUnexplained),
    (Cheat::LeftOutByAnother, AuditCode::EarlierMisused),
    (Cheat::StruckUnderAnotherId, AuditCode::StruckNotCarried),
    (Cheat::StruckCarriedNowhere, AuditCode::StruckNotCarried),
    (Cheat::StruckRemovedWithoutCarry, AuditCode::StruckNotCarried),
    (Cheat::OthersBehindIds, AuditCode::RedrawDiffers),
    (Cheat::MaxVisitsTouched, AuditCode::PoolTouched),
    (Cheat::WorkloadTouched, AuditCode::PoolTouched),
    (Cheat::StaffedByNobody, AuditCode::OpenSeats),
    (Cheat::LeftOutSelectively, AuditCode::EarlierOmitted),
    (Cheat::LeftOutByCase, AuditCode::EarlierMisused),
    (Cheat::StaleHead, AuditCode::EarlierMisused),
    (Cheat::Pinned, AuditCode::SmallPool),
    (Cheat::OneAddedAfterShortage, AuditCode::PoolTouched),
    (Cheat::PageDeleted, AuditCode::PageMissing),
    (Cheat::PageForged, AuditCode::PageUnlogged),
    (Cheat::PageUnlogged, AuditCode::PageUnlogged),
    (Cheat::PageOfAnotherDraw, AuditCode::LineDiffers),
    (Cheat::PageReplaced, AuditCode::PageReplaced),
];

/// Courses that look like cheats and are honest.
const HONEST: &[Cheat] = &[
    Cheat::SeveralAddedAfterShortage,
    Cheat::RedrawInTheNextQuarter,
    Cheat::CampaignCalledOff,
    Cheat::ValueMissing,
    Cheat::SoleTraders,
    Cheat::CappedFromOutside,
    Cheat::RecusedAfterAVisit,
];

#[test]
fn no_honest_course_is_found_fault_with() {
    for course in HONEST {
        let report = year(*course).audit();
        assert!(report.is_clean(), "{course:?}: {:#?}", report.findings);
    }
}

/// What a reader should look at, though it may be honest.
#[test]
fn what_may_be_honest_is_listed() {
    let listed = |course: Cheat, code: ChangeCode| {
        let changes = year(course).audit().changes;
        let subjects: Vec<String> = changes
            .into_iter()
            .filter(|change| change.code == code)
            .flat_map(|change| change.subjects)
            .collect();
        subjects
    };
    assert_eq!(listed(Cheat::CappedFromOutside, ChangeCode::CappedElsewhere).first().unwrap(), "T040");
    assert_eq!(listed(Cheat::Nothing, ChangeCode::CappedElsewhere), [""; 0]);
    assert_eq!(listed(Cheat::SoleTraders, ChangeCode::StruckNamesake).len(), 1);
    assert_eq!(listed(Cheat::Nothing, ChangeCode::StruckNamesake), [""; 0]);
    let recused = listed(Cheat::RecusedAfterAVisit, ChangeCode::DrawnBeforeChanged);
    assert!(recused.iter().any(|said| said.ends_with(", 10 → 9")), "{recused:?}");
    assert_eq!(listed(Cheat::Nothing, ChangeCode::FallbackUsed), [""; 0]);
}

#[test]
fn each_cheat_is_found() {
    for (cheat, expected) in CHEATS.iter().chain(MORE_CHEATS) {
        let (cheat, expected) = (*cheat, *expected);
        let report = year(cheat).audit();
        assert!(codes(&report).contains(&expected), "{cheat:?}: {:#?}", report.findings);
        for finding in &report.findings {
            let text = finding.message(dual_random::Language::Zh);
            assert!(!text.contains('{'), "{text}");
        }
    }
}

/// The files of a book but one, and the log changed.
fn audit_of(book: &Book, log: &[u8], evidence: &AuditEvidence) -> Option<AuditReport> {
    let mut documents = Documents::new();
    for file in &book.files {
        documents = documents.with("file", file);
    }
    audit(log, &documents, evidence).ok()
}

fn checkpoint_of(log: &Log) -> Checkpoint {
    log.checkpoint("jian-cha.example/log").unwrap()
}

#[test]
fn every_line_dropped_doubled_or_moved_and_every_value_changed_is_found() {
    let book = year(Cheat::Nothing);
    let kept = book.evidence().checkpoint(checkpoint_of(&book.log));
    assert!(audit_of(&book, &book.bytes, &kept).unwrap().is_clean());
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut logs: Vec<(String, usize, Vec<u8>)> = Vec::new();
    for at in 0..lines.len() {
        let mut dropped = lines.clone();
        dropped.remove(at);
        logs.push((format!("{at} dropped"), at, dropped.concat()));
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        logs.push((format!("{at} doubled"), at, doubled.concat()));
        for to in (0..lines.len()).filter(|to| *to != at) {
            let mut moved = lines.clone();
            let line = moved.remove(at);
            moved.insert(to, line);
            logs.push((format!("{at} moved to {to}"), at.min(to), moved.concat()));
        }
        for (name, changed) in changes(&serde_json::from_slice(lines[at]).unwrap()) {
            let changed = serde_json::to_string(&changed).unwrap() + "\n";
            let mut all = lines.clone();
            all[at] = changed.as_bytes();
            logs.push((format!("{at}: {name}"), at, all.concat()));
        }
    }
    let (mut refused, mut named, mut by_checkpoint) = (0, 0, 0);
    for (name, at, log) in &logs {
        match Log::from_bytes(log) {
            Err(error) => {
                assert_eq!(error.line, *at as u64, "{name}");
                refused += 1;
            }
            Ok(_) => {
                let report = audit_of(&book, log, &kept).unwrap();
                assert!(!report.is_clean(), "{name}");
                let others = report.findings.iter().filter(|f| f.code != AuditCode::Checkpoint);
                if others.count() == 0 {
                    by_checkpoint += 1;
                } else {
                    named += 1;
                }
            }
        }
    }
    println!(
        "{} changed logs: {refused} refused with the line, {named} found in the log and the documents, {by_checkpoint} only with a checkpoint",
        logs.len()
    );
    assert!(logs.len() > 1000);
    // What only a checkpoint shows: another time of day, and the last line gone.
    assert!(by_checkpoint < named / 5, "{by_checkpoint}");
}

#[test]
fn a_log_that_was_rewritten_or_cut_does_not_continue_a_checkpoint() {
    let book = year(Cheat::Nothing);
    let mut half = Log::new();
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let first_half = lines[..8].concat();
    half.clone_from(&Log::from_bytes(&first_half).unwrap());
    let kept = book.evidence().checkpoint(checkpoint_of(&half));
    assert!(book.audit_with(&kept).is_clean());
    let consistency = book.log.tree().consistency(8).unwrap();
    let roots = (half.tree().root(), book.log.tree().root());
    let size = lines.len() as u64;
    dual_random::commit::merkle::check_consistency(8, &roots.0, size, &roots.1, &consistency).unwrap();
    // A line of the log, shown to somebody who has a checkpoint only.
    let path = book.log.tree().inclusion(3).unwrap();
    let leaf = dual_random::record::line_hash(lines[3]);
    dual_random::commit::merkle::check_inclusion(&leaf, 3, size, &roots.1, &path).unwrap();
    // The reason of the void is changed afterwards, with all documents to match.
    let other = String::from_utf8(book.bytes.clone()).unwrap().replace("误用了旧名单", "设备故障");
    let rewritten = Log::from_bytes(other.as_bytes()).unwrap();
    let path = rewritten.tree().consistency(8).unwrap();
    let root = rewritten.tree().root();
    assert!(dual_random::commit::merkle::check_consistency(8, &roots.0, size, &root, &path).is_err());
    let report = audit_of(&book, other.as_bytes(), &kept).unwrap();
    assert!(codes(&report).contains(&AuditCode::Checkpoint));
    let report = audit_of(&book, &lines[..7].concat(), &kept).unwrap();
    assert!(codes(&report).contains(&AuditCode::Checkpoint));
}

#[test]
fn what_the_auditor_brings_along_is_held_against_the_record() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    let value = |text: String, known: Option<&str>| {
        book.evidence().value(id("draw-1"), id("beacon-1"), text, known.map(instant))
    };
    let right = common::value_text(1);
    let report = book.audit_with(&value(right.clone(), Some("2026-01-07T21:00:00+08:00")));
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.checked.values, 1);
    let report = book.audit_with(&value(common::value_text(2), None));
    assert_eq!(codes(&report), [A::ValueDiffers].into());
    let report = book.audit_with(&value(right, Some("2026-01-05T10:59:59+08:00")));
    assert_eq!(codes(&report), [A::ValueKnownEarly].into());
    // Announced in time, and known before it was said to close.
    let report = book.audit_with(&value(common::value_text(1), Some("2026-01-07T20:59:59+08:00")));
    assert_eq!(codes(&report), [A::ValueKnownEarly].into());
    let report = book.audit_with(&book.evidence().value(id("draw-9"), id("beacon-1"), "1".to_owned(), None));
    assert_eq!(codes(&report), [A::EvidenceUnknown].into());
    // Somebody fetched the log when it had three lines.
    let lines: Vec<&[u8]> = book.bytes.split_inclusive(|byte| *byte == b'\n').take(3).collect();
    let three = Log::from_bytes(&lines.concat()).unwrap();
    let seen = |at: &str| book.evidence().checkpoint_seen(checkpoint_of(&three), instant(at));
    assert!(book.audit_with(&seen("2026-01-15T17:00:00+08:00")).is_clean());
    assert!(book.audit_with(&seen("2026-04-02T10:00:00+08:00")).is_clean());
    // The third line did not exist yet; the fourth was written earlier than it says.
    for at in ["2026-01-15T16:59:59+08:00", "2026-04-02T10:00:01+08:00"] {
        let report = book.audit_with(&seen(at));
        assert_eq!(codes(&report), [A::LineMisdated].into(), "{at}");
        assert_eq!(report.findings.len(), 1);
    }
    // A checkpoint of something else, with a time, is one finding.
    let other = Checkpoint::from_text(&format!("elsewhere\n3\n{}=\n", "A".repeat(43))).unwrap();
    let report =
        book.audit_with(&book.evidence().checkpoint_seen(other, instant("2026-01-01T00:00:00+08:00")));
    assert_eq!(report.findings.iter().map(|f| f.code).collect::<Vec<_>>(), [A::Checkpoint]);
    // A target that was struck for being closed, carried over as it should be, was found in business: it may have opened again.
    let carried = year(Cheat::StruckTwice);
    let struck = carried.audit().findings.iter().find(|f| f.code == A::StruckTwice).unwrap().clone();
    let (draw, target) = (id(&struck.draw), TargetId::new(struck.subject.as_str()).unwrap());
    let report = carried.audit_with(&carried.evidence().found_active([(draw, target)]));
    assert!(!codes(&report).contains(&A::StruckActive));
    // One report is missing.
    let reported =
        book.stood.iter().flat_map(|(draw, all)| all.iter().map(|t| (draw.clone(), t.clone()))).skip(1);
    let evidence = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")).reported(reported);
    assert_eq!(codes(&book.audit_with(&evidence)), [A::NotReported].into());
    // In the middle of the year nothing is late yet.
    let now = AuditEvidence::on(instant("2026-01-07T12:00:00+08:00"));
    let first = &book.bytes[..=book.bytes.iter().position(|byte| *byte == b'\n').unwrap()];
    let mut documents = Documents::new();
    documents = documents.with("announcement", &book.files[0]);
    let report = audit(first, &documents, &now).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

#[test]
fn a_document_missing_unlogged_or_unreadable_is_a_finding() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    for gone in 0..book.files.len() {
        let mut less = year(Cheat::Nothing);
        let file = less.files.remove(gone);
        let held = book.files.iter().enumerate().any(|(n, other)| {
            // A disclosure holds its announcements and seals.
            n != gone && {
                let text = String::from_utf8_lossy(&file);
                String::from_utf8_lossy(other).contains(text.trim_end())
            }
        });
        let found = codes(&less.audit());
        // A void's disclosure is named by the void alone.
        let unseen = !less.audit().unseen.is_empty();
        let missing = found.contains(&A::DocumentMissing)
            || found.contains(&A::PageMissing)
            || found == [A::VoidIncomplete].into()
            || unseen;
        assert_eq!(missing, !held, "file {gone}: {found:?}");
    }
    // An announcement that somebody found, of which the log knows nothing.
    let mut more = year(Cheat::Nothing);
    let plan = QUARTERS[3].plan(7, 12, &State::default(), &State::default().rosters(Cheat::Nothing));
    let shadow =
        Draft::new(plan, State::default().rosters(Cheat::Nothing)).unwrap().announce(master(9)).unwrap();
    more.file(shadow.announcement.to_bytes().unwrap());
    assert_eq!(codes(&more.audit()), [A::DocumentUnlogged].into());
    more.files.pop();
    // A proof of its seal, shown at a door.
    let result = drawn(&shadow);
    let target = common::opened(&result).result.teams[0].target.clone();
    let proof = Prover::of_drawn(&result).unwrap().assignment(&target).unwrap();
    more.proofs.push(proof.to_bytes().unwrap());
    // Without the documents that it is about, it proves nothing: anybody could have written it.
    assert_eq!(codes(&more.audit()), [A::ProofUnusable].into());
    more.file(shadow.announcement.to_bytes().unwrap());
    more.file(result.seal().to_bytes().unwrap());
    // Nor does a seal that anybody can have made for it: its holder is asked where it comes from.
    assert_eq!(codes(&more.audit()), [A::DocumentUnlogged].into());
    assert_eq!(more.audit().unlogged_proofs.len(), 1);
    // A disclosure that the log does not name says nothing of the authority.
    let mut forged = year(Cheat::Nothing);
    let disclosure =
        forged.files.iter().find(|file| String::from_utf8_lossy(file).contains("\"disclosure\""));
    let text = String::from_utf8(disclosure.unwrap().clone()).unwrap();
    forged.files.push(text.replacen("\"inspected\":0", "\"inspected\":1", 1).into_bytes());
    assert!(forged.audit().is_clean(), "{:?}", forged.audit().findings);
    // A proof that was tampered with proves nothing.
    let mut other = year(Cheat::Nothing);
    let text = String::from_utf8(other.proofs.pop().unwrap()).unwrap();
    other.proofs.push(text.replacen("\"rank\":", "\"rank\":1", 1).into_bytes());
    assert_eq!(codes(&other.audit()), [A::ProofUnusable].into());
    for rubbish in [&b"{}\n"[..], b"", b"{\"type\":\"seal\"}\n", &b"[".repeat(100_000)] {
        let mut other = year(Cheat::Nothing);
        other.files.push(rubbish.to_vec());
        assert_eq!(codes(&other.audit()), [A::DocumentUnreadable].into());
    }
}

/// The page of outcomes of the first draw, by its place among the files, with its draw's announcement.
fn outcomes_of(book: &Book) -> (usize, serde_json::Value, Announcement) {
    let pages =
        book.files.iter().position(|file| file.starts_with(b"{\"bound\"") && holds(file, "result_code"));
    let place = pages.unwrap();
    let page = serde_json::from_slice(&book.files[place]).unwrap();
    (place, page, Announcement::from_bytes(&book.files[0]).unwrap())
}

fn holds(file: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(file).contains(text)
}

fn page_bytes(page: &serde_json::Value) -> Vec<u8> {
    format!("{page}\n").into_bytes()
}

/// Web pages, tables and workbooks are what the JSON gives, and belong to a page that is there.
#[test]
fn a_file_that_is_not_what_its_page_gives_is_found() {
    use AuditCode as A;
    let book = year(Cheat::Nothing);
    let (place, ..) = outcomes_of(&book);
    let page = Page::from_json(&book.files[place]).unwrap();
    let stem = publish::stem(&page.key(), &Digest::of_file(&book.files[place]));
    let written = publish::Publication::again(&page).unwrap();
    let files: Vec<(String, Vec<u8>)> = publish::Rendering::all(page.layout())
        .map(|one| {
            (format!("public/pages/{}", one.name(page.layout(), &stem)), written.rendered(one).unwrap())
        })
        .collect();
    assert!(files.len() > 10);
    let audit_with = |files: &[(String, Vec<u8>)], without: Option<usize>| {
        let mut documents = Documents::new();
        for (_, file) in book.files.iter().enumerate().filter(|(place, _)| Some(*place) != without) {
            documents = documents.with("file", file);
        }
        for (name, bytes) in files {
            documents = documents.with_rendering(name, bytes);
        }
        audit(&book.bytes, &documents, &book.evidence()).unwrap()
    };
    assert!(audit_with(&files, None).is_clean(), "{:?}", audit_with(&files, None).findings);
    for (at, (name, _)) in files.iter().enumerate() {
        let mut other = files.clone();
        let middle = other[at].1.len() / 2;
        other[at].1[middle] ^= 1;
        let report = audit_with(&other, None);
        let found: Vec<_> = report.findings.iter().map(|f| (f.code, f.subject.as_str())).collect();
        assert_eq!(found, [(A::PageDiffers, name.as_str())]);
    }
    // Files that no page gives: another version's name, a name that nothing has, somebody's own page.
    for name in [format!("{stem}.fr.html"), "outcomes-00000000.zh.html".to_owned(), "more.html".to_owned()] {
        let report = audit_with(&[(name.clone(), files[0].1.clone())], None);
        assert_eq!(codes(&report), [A::PageUnlogged].into(), "{name}");
    }
    // Without the JSON the page is missing; whether its files are right nobody can tell.
    assert_eq!(codes(&audit_with(&files, Some(place))), [A::PageMissing].into());
}

/// Who gets no pages at all accuses nobody, and says so.
#[test]
fn pages_that_nobody_gave_are_listed_and_not_held_against_the_authority() {
    let mut book = year(Cheat::Nothing);
    let pages = book.files.iter().filter(|file| file.starts_with(b"{\"bound\"")).count();
    book.files.retain(|file| !file.starts_with(b"{\"bound\""));
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((report.unseen_pages.len(), pages, report.checked.pages), (2, 2, 0));
}

/// What an auditor looks for: 发现问题 that became 未发现问题, with the old and the new.
#[test]
fn every_change_of_a_published_outcome_is_listed_with_old_and_new() {
    let mut book = year(Cheat::Nothing);
    let (place, mut page, announcement) = outcomes_of(&book);
    let old = Digest::of_file(&book.files[place]);
    assert!(!book.audit().changes.iter().any(|change| change.code == ChangeCode::OutcomeChanged));
    let scheme = Scheme::common();
    let none = &scheme.values()[0];
    let rows = page["tables"]["outcomes"].as_array_mut().unwrap();
    let target = rows[1]["id"].as_str().unwrap().to_owned();
    let gone = rows[2]["id"].as_str().unwrap().to_owned();
    rows[1]["result_code"] = none.code.as_str().into();
    rows[1]["result"] = serde_json::json!({ "en": none.en, "zh": none.zh });
    rows[1]["findings"] = serde_json::Value::Null;
    rows.remove(2);
    let new = book.file(page_bytes(&page));
    let withdrawn = Entry::withdrawn(Some(&announcement), old, "复核后更正").unwrap();
    book.line(withdrawn.clone(), "2027-01-06T10:00:00+08:00");
    book.line(Entry::published(Some(&announcement), new).unwrap(), "2027-01-06T10:00:00+08:00");
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    let changes: Vec<_> = report.changes.iter().filter(|c| c.code == ChangeCode::OutcomeChanged).collect();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].subjects.iter().collect::<BTreeSet<_>>(), [&target, &gone].into());
    let said = changes[0].message(Language::Zh);
    assert!(said.contains("2 → 1") && said.contains("台账不全 → -"), "{said}");
    assert!(said.contains(&format!(" → {}", none.zh)), "{said}");
    let row = changes[0].rows.iter().find(|row| row.key == gone).unwrap();
    assert!(row.fields.iter().all(|field| field.new == Cell::Nothing));
    // Nobody can compare with a version whose data are gone; the report says so, with the reason.
    let kept = book.files.remove(place);
    let report = book.audit();
    assert!(report.is_clean(), "{:?}", report.findings);
    let unseen = report.changes.iter().find(|change| change.code == ChangeCode::VersionUnseen).unwrap();
    assert!(unseen.subjects[0].contains("复核后更正") && unseen.subjects[0].contains(&old.to_hex()));
    book.files.push(kept);
    // What is withdrawn and stands nowhere is listed too.
    book.line(Entry::withdrawn(Some(&announcement), new, "错误").unwrap(), "2027-01-07T10:00:00+08:00");
    let report = book.audit();
    let last = report.changes.iter().rfind(|change| change.code == ChangeCode::OutcomeChanged).unwrap();
    assert_eq!(
        (last.to.as_str(), last.rows.len()),
        ("-", page["tables"]["outcomes"].as_array().unwrap().len())
    );
    compare_with_the_second_implementation(&book, &report);
}

/// The same changes, target by target and field by field, from the text of the protocol alone.
fn compare_with_the_second_implementation(book: &Book, report: &AuditReport) {
    let dir = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("versions");
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/record.py");
    let mut python = std::process::Command::new("python3");
    python.arg(script).args(["audit", "--on", "2027-03-01T00:00:00+08:00"]);
    std::fs::write(dir.join("log.jsonl"), &book.bytes).unwrap();
    python.arg(dir.join("log.jsonl"));
    for (n, file) in book.files.iter().enumerate() {
        std::fs::write(dir.join(format!("{n}.json")), file).unwrap();
        python.arg(dir.join(format!("{n}.json")));
    }
    let Ok(output) = python.output() else {
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut theirs = BTreeSet::new();
    for line in lines.filter(|line| line["change"].is_string() && line["change"] != "version_unseen") {
        for (field, values) in line["fields"].as_object().unwrap() {
            let text = |value: &serde_json::Value| value.to_string();
            theirs.insert([
                text(&line["change"]),
                text(&line["subject"]),
                field.clone(),
                text(&values[0]),
                text(&values[1]),
            ]);
        }
    }
    let mut ours = BTreeSet::new();
    for change in &report.changes {
        for row in &change.rows {
            for field in &row.fields {
                let json = |cell: &Cell<'_>| serde_json::to_value(cell).unwrap().to_string();
                let (code, key) = (format!("\"{}\"", change.code.code()), format!("\"{}\"", row.key));
                ours.insert([code, key, field.column.id.to_owned(), json(&field.old), json(&field.new)]);
            }
        }
    }
    assert!(ours.len() > 10);
    assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&output.stderr));
}

/// A log of one draw that was announced and then ended, with its files, and what an audit finds.
struct EndedDraw {
    announced: Announced,
    /// The whole undrawn.
    undrawn: Vec<u8>,
}

impl EndedDraw {
    /// With another authority that takes part, if it has this secret.
    fn new(partner: Option<&SeedSecret>) -> Self {
        let state = State::default();
        let rosters = state.rosters(Cheat::Nothing);
        let mut plan = QUARTERS[0].plan(1, 5, &state, &rosters);
        let also = partner.map(|secret| dual_random::plan::Authority {
            commitment: Some(secret.commitment()),
            name: "联合部门".to_owned(),
        });
        plan.authorities.extend(also);
        let announced = Draft::new(plan, rosters).unwrap().announce(master(1)).unwrap();
        let secrets: Vec<SeedSecret> = partner.into_iter().cloned().collect();
        let undrawn =
            dual_random::undrawn(&announced.announcement, &announced.opening, &secrets, &Grounds::none());
        Self { undrawn: undrawn.unwrap().to_bytes().unwrap(), announced }
    }

    /// A void that is said and logged at a time of the 7th or 9th; the value closes on the 7th at 21:00.
    fn void(&self, at: &str, ended: Ended) -> Void {
        Void::new(
            self.announced.announcement.digest().unwrap(),
            instant(&format!("2026-01-{at}+08:00")),
            "名单有误",
            ended,
        )
    }

    fn undrawn(&self, at: &str, missing: &[&str], missing_authorities: &[&str]) -> Void {
        let missing = missing.iter().map(|name| id(name)).collect();
        let missing_authorities = missing_authorities.iter().map(|name| (*name).to_owned()).collect();
        let undrawn = Digest::of_file(&self.undrawn);
        self.void(at, Ended::Undrawn { undrawn, missing, missing_authorities })
    }

    /// What is found when the day of the disclosure has passed, beside that it was not drawn anew.
    fn found(&self, void: &Void, evidence: Option<AuditEvidence>) -> Vec<AuditCode> {
        let announcement = &self.announced.announcement;
        let mut log = Log::new();
        let mut bytes =
            log.push(Entry::announced(announcement).unwrap(), instant("2026-01-05T11:00:00+08:00")).unwrap();
        bytes.extend(log.push(Entry::voided(announcement, void).unwrap(), void.at.clone()).unwrap());
        let files = [announcement.to_bytes().unwrap(), void.to_bytes().unwrap(), self.undrawn.clone()];
        let documents = files.iter().fold(Documents::new(), |documents, file| documents.with("file", file));
        let evidence = evidence.unwrap_or_else(|| AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")));
        let report = audit(&bytes, &documents, &evidence).unwrap();
        let mut codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
        codes.retain(|code| *code != AuditCode::NotRedrawn);
        codes
    }
}

#[test]
fn what_ends_without_a_draw_is_shown_without_a_result() {
    use AuditCode as A;
    let draw = EndedDraw::new(None);
    let name = "beacon-1";
    // Before the value closes; or after it, when no source published one.
    assert!(draw.found(&draw.undrawn("07T20:59:59", &[], &[]), None).is_empty());
    assert!(draw.found(&draw.undrawn("09T10:00:00", &[name], &[]), None).is_empty());
    let changed = |change: &dyn Fn(&mut Void)| {
        let mut void = draw.undrawn("07T20:00:00", &[], &[]);
        change(&mut void);
        void
    };
    for wrong in [
        draw.undrawn("07T21:00:00", &[], &[]),
        draw.undrawn("09T10:00:00", &["other"], &[]),
        draw.undrawn("09T10:00:00", &[name, "other"], &[]),
        draw.undrawn("07T10:00:00", &[], &["联合部门"]),
        changed(&|void| void.secret_lost = true),
        changed(&|void| void.undrawn = None),
        changed(&|void| void.undrawn = Some(Digest::of_file(b"other"))),
        draw.void("07T20:00:00", Ended::Drawn(Digest::of_file(&draw.undrawn))),
    ] {
        assert!(draw.found(&wrong, None).contains(&A::VoidIncomplete), "{wrong:?}");
    }
    assert_eq!(draw.found(&draw.void("07T20:00:00", Ended::Lost), None), [A::SecretLost]);
    // Somebody found the value that was said to be missing.
    let on = AuditEvidence::on(instant("2027-03-01T00:00:00+08:00"));
    let looked_up = on.clone().value(id("draw-1"), id(name), common::value_text(1), None);
    let missing = draw.undrawn("09T10:00:00", &[name], &[]);
    assert_eq!(draw.found(&missing, Some(looked_up)), [A::ValueDiffers]);
    // Somebody shows that it was out before it was said to close, and before the void.
    let known = |at: &str| {
        let at = instant(&format!("2026-01-07T{at}+08:00"));
        let known = on.clone().value(id("draw-1"), id(name), common::value_text(1), Some(at));
        draw.found(&draw.undrawn("07T20:59:59", &[], &[]), Some(known))
    };
    assert_eq!(known("20:00:00"), [A::ValueKnownEarly; 2]);
    assert!(known("21:00:00").is_empty());
}

#[test]
fn another_authority_that_gives_no_secret_needs_no_false_word() {
    use AuditCode as A;
    let partner = SeedSecret::from_bytes([7; 32]);
    let with = EndedDraw::new(Some(&partner));
    let mut without = EndedDraw::new(Some(&partner));
    let Announced { announcement, opening, .. } = &without.announced;
    without.undrawn =
        dual_random::undrawn(announcement, opening, &[], &Grounds::none()).unwrap().to_bytes().unwrap();
    assert!(with.found(&with.undrawn("07T20:00:00", &[], &[]), None).is_empty());
    // Before the value nobody can have chosen; afterwards nobody can see what was thrown away.
    assert!(without.found(&without.undrawn("07T20:00:00", &[], &["联合部门"]), None).is_empty());
    assert_eq!(without.found(&without.undrawn("09T10:00:00", &[], &["联合部门"]), None), [A::SecretLost]);
    // The void says which secrets its file lacks, and no others.
    assert_eq!(without.found(&without.undrawn("07T20:00:00", &[], &[]), None), [A::VoidIncomplete]);
    assert_eq!(with.found(&with.undrawn("07T20:00:00", &[], &["联合部门"]), None), [A::VoidIncomplete]);
    let lead = "示例市市场监督管理局";
    assert_eq!(with.found(&with.undrawn("07T20:00:00", &[], &[lead]), None), [A::VoidIncomplete]);
    // A secret that nobody committed is refused, and so is a lead without one.
    let stranger = SeedSecret::from_bytes([8; 32]);
    let refused = dual_random::undrawn(
        &with.announced.announcement,
        &with.announced.opening,
        &[stranger],
        &Grounds::none(),
    );
    assert!(refused.is_err());
    let text = String::from_utf8(with.undrawn.clone()).unwrap();
    let at = text.find("\"secrets\":[").unwrap() + 11;
    let headless = format!("{}null{}", &text[..at], &text[at + 66..]);
    let report = dual_random::verify_undrawn(headless.as_bytes());
    assert_eq!(report.verdict, dual_random::Verdict::Contradicted);
}

#[test]
fn an_undrawn_draws_what_would_have_been_drawn() {
    let draw_1 = EndedDraw::new(None);
    let undrawn = Undrawn::from_bytes(&draw_1.undrawn).unwrap();
    let result = drawn(&draw_1.announced);
    let values = value_of(&draw_1.announced.announcement.plan);
    let would = dual_random::would_draw(&undrawn, &values).unwrap();
    assert_eq!(would, common::opened(&result).result);
    let bytes = draw_1.undrawn.clone();
    assert_eq!(dual_random::verify_undrawn(&bytes).verdict, dual_random::Verdict::Consistent);
    let shown = String::from_utf8(bytes).unwrap();
    let master = master(1).reveal().to_string();
    assert!(!shown.contains(&master), "the master secret opens what is withheld");
    assert!(!format!("{undrawn:?}").contains("salt"));
    // One that somebody made up, without any secret, draws nothing.
    let at = shown.find("\"secrets\":[").unwrap() + 11;
    let bare = Undrawn::from_bytes(format!("{}{}", &shown[..at], &shown[at + 66..]).as_bytes()).unwrap();
    assert!(dual_random::would_draw(&bare, &values).is_err());
    let none = Undrawn::from_bytes(format!("{}null{}", &shown[..at], &shown[at + 66..]).as_bytes()).unwrap();
    assert!(dual_random::would_draw(&none, &values).is_err());
}

/// Every field of an undrawn is bound by the announcement.
#[test]
fn each_change_of_an_undrawn_is_found() {
    let draw = EndedDraw::new(None);
    let whole: serde_json::Value = serde_json::from_slice(&draw.undrawn).unwrap();
    let digest = Digest::of_file(&draw.announced.announcement.to_bytes().unwrap());
    let mut all = 0;
    for (name, changed) in changes(&whole) {
        let bytes = serde_json::to_string(&changed).unwrap() + "\n";
        let report = dual_random::verify_undrawn(bytes.as_bytes());
        let still = report.verdict == dual_random::Verdict::Consistent;
        let of_this = Undrawn::from_bytes(bytes.as_bytes())
            .is_ok_and(|undrawn| undrawn.announcement.digest().unwrap() == digest);
        // Of another announcement it is no undrawn of this void's.
        assert!(!(still && of_this), "{name}");
        all += 1;
    }
    assert!(all > 1000, "{all}");
}

/// With the value, anybody sees what an end before it did, whoever knew it then.
#[test]
fn who_looked_before_the_close_is_seen() {
    let book = year(Cheat::FriendExemptBeforeTheClose);
    let known = instant("2026-04-14T14:00:00+08:00");
    let evidence = book.evidence().value(id("draw-2"), id("beacon-2"), common::value_text(2), Some(known));
    let report = book.audit_with(&evidence);
    assert!(codes(&report).contains(&AuditCode::ValueKnownEarly));
    let differs =
        report.findings.iter().find(|f| f.code == AuditCode::RedrawDiffers && f.subject == "targets");
    let friend = differs.unwrap().found.message(dual_random::Language::En);
    let out = report.changes.iter().find(|change| change.code == ChangeCode::VoidOut).unwrap();
    assert!(out.subjects.contains(&friend), "{friend}: {out:?}");
    assert!(report.changes.iter().any(|change| change.code == ChangeCode::VoidIn));
    // What was thrown away in the open is listed with its void.
    let thrown = year(Cheat::ResultThrownAway).audit();
    let found = thrown.findings.iter().find(|f| f.code == AuditCode::VoidAfterValue).unwrap();
    let said = found.message(dual_random::Language::Zh);
    assert!(said.contains(" -T") && said.contains(" +T"), "{said}");
}

/// The targets of the first quarter with their first teams: the one that is struck on the 15th, and one of whose team an
/// inspector falls ill on that day.
fn first_quarter(book: &Book) -> Vec<(TargetId, Vec<InspectorId>)> {
    let first = book.files.iter().find(|file| {
        let text = String::from_utf8_lossy(file);
        text.contains("\"disclosure\"") && text.contains("\"draw\":\"draw-1\"")
    });
    let disclosure = Disclosure::from_bytes(first.unwrap()).unwrap();
    let people = |team: &dual_random::commit::document::TeamResult| {
        team.seats.iter().filter_map(|seat| seat.inspector.clone()).collect()
    };
    disclosure.result.teams.iter().map(|team| (team.target.clone(), people(team))).collect()
}

/// The day, the target, who went, and what it must lead to.
type ReportedVisit = (&'static str, TargetId, Option<Vec<InspectorId>>, Option<AuditCode>);

/// Reported visits of the first quarter, each with what it must lead to.
fn visits(book: &Book) -> Vec<ReportedVisit> {
    let teams = first_quarter(book);
    let ((gone, _), (changed, team), (kept, kept_team)) = (&teams[0], &teams[1], &teams[2]);
    let of = |target: &TargetId, team: &[InspectorId]| (target.clone(), Some(team.to_vec()));
    let mut all = Vec::new();
    let mut add = |day, (target, team): (TargetId, Option<Vec<InspectorId>>), code| {
        all.push((day, target, team, code));
    };
    // The amendment of the 15th says that it was visited.
    add("2026-01-14", of(kept, kept_team), None);
    add("2026-01-16", of(kept, kept_team), Some(AuditCode::VisitedEarly));
    let people = |team: &[InspectorId]| team.iter().cloned().collect::<BTreeSet<_>>();
    let others = teams.iter().map(|(_, team)| team).find(|team| people(team) != people(kept_team)).unwrap();
    add("2026-01-14", of(kept, others), Some(AuditCode::OtherTeam));
    add("2026-01-14", of(changed, team), Some(AuditCode::StruckAfterVisit));
    add("2026-01-15", of(changed, team), Some(AuditCode::OtherTeam));
    add("2026-01-16", of(changed, team), Some(AuditCode::OtherTeam));
    add("2026-01-16", (changed.clone(), None), None);
    add("2026-01-14", (gone.clone(), None), Some(AuditCode::StruckAfterVisit));
    all
}

#[test]
fn reported_visits_are_held_against_the_teams_of_their_day() {
    let book = year(Cheat::Nothing);
    for (day, target, team, code) in visits(&book) {
        let evidence = book.evidence().visit(id("draw-1"), target.clone(), common::date(day), team.clone());
        let found = codes(&book.audit_with(&evidence));
        assert_eq!(found, code.into_iter().collect(), "{day} {target} {team:?}");
    }
    let evidence = book.evidence();
    let unknown = evidence.visit(id("draw-9"), target(0).id, common::date("2026-01-14"), None);
    assert_eq!(codes(&book.audit_with(&unknown)), [AuditCode::EvidenceUnknown].into());
    let mut drawn: Vec<TargetId> = first_quarter(&book).into_iter().map(|(target, _)| target).collect();
    drawn.extend(book.stood[0].1.iter().cloned());
    let never = (0..44).map(|n| target(n).id).rfind(|id| !drawn.contains(id)).unwrap();
    let evidence = book.evidence().visit(id("draw-1"), never, common::date("2026-01-14"), None);
    assert_eq!(codes(&book.audit_with(&evidence)), [AuditCode::EvidenceUnknown].into());
}

/// A void of inspectors' draw would show the selection that it continues, whose visits are still secret: its file waits for
/// the selection's own day, and not a day longer.
#[test]
fn a_void_of_a_staffing_waits_for_the_selection() {
    let state = State::default();
    let rosters = state.rosters(Cheat::Nothing);
    let q1 = &QUARTERS[0];
    let mut book =
        Book { log: Log::new(), bytes: Vec::new(), files: Vec::new(), stood: Vec::new(), proofs: Vec::new() };
    let people = (rosters.inspectors.clone(), rosters.recusals.clone());
    let plan = Plan { ceremony: Ceremony::Selection, ..q1.plan(1, 6, &state, &rosters) };
    let first = announce(&mut book, Draft::new(plan.clone(), rosters).unwrap(), 1, &q1.at(6, "11:00:00"));
    let selected = drawn(&first);
    seal(&mut book, &first.announcement, &selected, &q1.at(9, "12:00:00"));
    let second = Plan {
        announce_at: instant(&q1.at(10, "10:00:00")),
        ceremony: Ceremony::Staffing,
        draw: id("draw-2"),
        number: 2,
        values: vec![beacon("beacon-2", &q1.at(11, "21:00:00"))],
        seal_by: instant(&q1.at(14, "18:00:00")),
        ..plan
    };
    let draft =
        Draft::staffing(second, people.0, people.1, Vec::new(), common::opened(&selected).clone()).unwrap();
    let staffing = announce(&mut book, draft, 2, &q1.at(10, "11:00:00"));
    let result = drawn(&staffing);
    seal(&mut book, &staffing.announcement, &result, &q1.at(12, "12:00:00"));
    let kept = common::disclose(result, &|_| None).to_bytes().unwrap();
    let digest = staffing.announcement.digest().unwrap();
    let shown = Ended::Drawn(Digest::of_file(&kept));
    let void = Void::new(digest, instant(&q1.at(13, "12:00:00")), "人员有误", shown);
    book.file(void.to_bytes().unwrap());
    book.line(Entry::voided(&staffing.announcement, &void).unwrap(), &q1.at(13, "12:00:00"));
    // The inspectors are never drawn anew, which is a finding of its own once the visits are over.
    let on = |book: &Book, at: &str| {
        let mut found = codes(&book.audit_with(&AuditEvidence::on(instant(at))));
        assert_eq!(found.remove(&AuditCode::OpenSeats), at > "2026-04-01");
        assert!(found.remove(&AuditCode::VoidAfterValue));
        found
    };
    assert!(on(&book, "2026-03-31T23:59:59+08:00").is_empty());
    assert!(on(&book, "2026-04-10T17:59:59+08:00").is_empty());
    let late = [AuditCode::NotDisclosed, AuditCode::VoidIncomplete].into();
    assert_eq!(on(&book, "2026-04-10T18:00:01+08:00"), late);
    // Once the selection is open, there is no reason to keep it back.
    disclose(&mut book, &first.announcement, &selected, "2026-04-02T10:00:00+08:00");
    assert_eq!(on(&book, "2026-04-02T10:00:00+08:00"), [AuditCode::VoidIncomplete].into());
    book.file(kept);
    assert!(on(&book, "2026-04-02T10:00:00+08:00").is_empty());
    assert!(on(&book, "2026-05-01T00:00:00+08:00").is_empty());
}

#[test]
fn a_huge_hostile_log_is_audited_in_bounded_time() {
    // A hundred thousand announcements that nobody has, each disclosed at once and superseded by the next.
    let mut log = String::new();
    let digest = |n: u64| Digest::of_file(&n.to_be_bytes());
    for n in 0..100_000u64 {
        let line = |line: u64, kind: &str, document: Digest| {
            format!(
                "{{\"announcement\":\"{}\",\"at\":\"2026-01-01T00:00:00+08:00\",\"document\":\"{document}\",\
                 \"kind\":\"{kind}\",\"line\":{line},\"number\":{},\"protocol\":\"dual-random/1\",\"reason\":null}}\n",
                digest(n),
                n + 1
            )
        };
        log += &line(2 * n, "announced", digest(n));
        log += &line(2 * n + 1, "disclosed", digest(n + 1_000_000));
    }
    let evidence = AuditEvidence::on(instant("2027-01-01T00:00:00+08:00"));
    let report = audit(log.as_bytes(), &Documents::new(), &evidence).unwrap();
    // Nothing is held against draws of which no document is there, but that they contradict the log's rules.
    assert_eq!(report.unseen.len(), 100_000);
    assert!(report.findings.len() >= 100_000);
}

/// Every cheat, every honest course, and the clean year.
fn all_cheats() -> Vec<Cheat> {
    let mut all = vec![Cheat::Nothing];
    all.extend(CHEATS.iter().chain(MORE_CHEATS).map(|(cheat, _)| *cheat));
    all.extend(HONEST);
    all
}

/// The second implementation (`tests/python/record.py`, written from PROTOCOL.md alone) audits the same years and finds
/// the same, code by code and draw by draw.
#[test]
fn the_second_implementation_finds_the_same() {
    let python = |arguments: &[std::ffi::OsString]| {
        let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/record.py");
        std::process::Command::new("python3").arg(script).args(arguments).output()
    };
    if python(&[]).is_err() {
        println!("no python3 here: the comparison with the second implementation is left out");
        return;
    }
    let on = "2027-03-01T00:00:00+08:00";
    let scratch = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let mut differing = Vec::new();
    let clean = visits(&year(Cheat::Nothing));
    let with_visits =
        clean.into_iter().map(|(day, target, team, _)| (Cheat::Nothing, Some((day, target, team))));
    for (cheat, visit) in all_cheats().into_iter().map(|cheat| (cheat, None)).chain(with_visits) {
        let book = year(cheat);
        let dir = scratch.join(format!("year-{cheat:?}"));
        // What an earlier run has left behind is no part of this one.
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        let log = dir.join("log.jsonl");
        std::fs::write(&log, &book.bytes).unwrap();
        let mut arguments: Vec<std::ffi::OsString> =
            ["audit", "--on", on].map(std::ffi::OsString::from).into();
        let mut evidence = AuditEvidence::on(instant(on));
        if let Some((day, target, team)) = &visit {
            let ids: Option<Vec<&str>> =
                team.as_ref().map(|team| team.iter().map(InspectorId::as_str).collect());
            let ids = ids.map_or("-".to_owned(), |ids| ids.join(","));
            arguments.extend(["--visit", "draw-1", target.as_str(), day, &ids].map(std::ffi::OsString::from));
            evidence = evidence.visit(id("draw-1"), target.clone(), common::date(day), team.clone());
        }
        arguments.push(log.into());
        for (n, file) in book.files.iter().chain(&book.proofs).enumerate() {
            let path = dir.join(format!("{n:02}.json"));
            std::fs::write(&path, file).unwrap();
            arguments.push(path.into());
        }
        let output = python(&arguments).unwrap();
        assert!(output.stderr.is_empty(), "{cheat:?}: {}", String::from_utf8_lossy(&output.stderr));
        let theirs: BTreeSet<(String, String)> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|finding| finding["code"].is_string())
            .map(|finding| {
                let text = |field: &str| finding[field].as_str().unwrap_or("").to_owned();
                (text("code"), text("draw"))
            })
            .collect();
        let report = book.audit_with(&evidence);
        let ours: BTreeSet<(String, String)> =
            report.findings.iter().map(|f| (f.code.code().to_owned(), f.draw.clone())).collect();
        if ours != theirs {
            let (only_ours, only_theirs) = (ours.difference(&theirs), theirs.difference(&ours));
            differing.push(format!(
                "{cheat:?}: {:?} / {:?}",
                only_ours.collect::<Vec<_>>(),
                only_theirs.collect::<Vec<_>>()
            ));
        }
        assert_eq!(output.status.code(), Some(i32::from(!theirs.is_empty())), "{cheat:?}");
    }
    assert!(differing.is_empty(), "only here / only there: {differing:#?}");
}
