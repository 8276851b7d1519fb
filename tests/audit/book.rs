//! A record in the making: its log, its files, and what its draws so far come to.

use super::*;

/// The documents and the log of a year.
pub(super) struct Book {
    pub(super) log: Log,
    pub(super) bytes: Vec<u8>,
    pub(super) files: Vec<Vec<u8>>,
    /// Draws that count, with the targets that stand.
    pub(super) stood: Vec<(dual_random::Id, Vec<TargetId>)>,
    /// Proofs that companies got at the door.
    pub(super) proofs: Vec<Vec<u8>>,
}

impl Book {
    pub(super) fn new() -> Self {
        Self { log: Log::new(), bytes: Vec::new(), files: Vec::new(), stood: Vec::new(), proofs: Vec::new() }
    }

    pub(super) fn line(&mut self, entry: Entry, at: &str) {
        let line = self.log.push(entry, instant(at)).unwrap();
        self.bytes.extend(line);
    }

    /// The line of a void, whether a log of one's own would refuse it or not: whoever writes the file by hand need not ask.
    pub(super) fn void_past_the_log(&mut self, void: &Void, number: u64, at: &str) {
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

    pub(super) fn file(&mut self, bytes: Vec<u8>) -> Digest {
        let digest = Digest::of_file(&bytes);
        self.files.push(bytes);
        digest
    }

    pub(super) fn audit_with(&self, evidence: &AuditEvidence) -> AuditReport {
        let mut documents = Documents::new(&self.log);
        for (n, file) in self.files.iter().chain(&self.proofs).enumerate() {
            // As the program reads them: a large one never whole.
            if documents.read_disclosure(std::io::Cursor::new(file)).is_err() {
                documents = documents.with(&format!("file {n}"), file);
            }
        }
        audit(&Log::from_bytes(&self.bytes).unwrap(), &documents, evidence)
    }

    pub(super) fn audit(&self) -> AuditReport {
        self.audit_with(&self.evidence())
    }

    /// Everything was reported; the year is over.
    pub(super) fn evidence(&self) -> AuditEvidence {
        let reported = self
            .stood
            .iter()
            .flat_map(|(draw, targets)| targets.iter().map(|target| (draw.clone(), target.clone())));
        AuditEvidence::on(instant("2027-03-01T00:00:00+08:00")).reported(reported)
    }
}

/// What the draws so far come to.
#[derive(Default)]
pub(super) struct State {
    pub(super) heads: Vec<Digest>,
    pub(super) visits: BTreeMap<TargetId, (u32, Vec<InspectorId>)>,
    pub(super) struck: BTreeSet<TargetId>,
    pub(super) drawn: Vec<Disclosure>,
}

impl State {
    /// Takes in a draw and its amendments.
    pub(super) fn add(&mut self, book: &mut Book, drawn: &Disclosure) {
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

    pub(super) fn earlier(&self) -> Vec<Earlier> {
        let uses = [EarlierUse::LeaveOut, EarlierUse::Count, EarlierUse::Rotation, EarlierUse::Carry];
        let all = uses.into_iter().flat_map(|use_for| self.heads.iter().map(move |head| (*head, use_for)));
        all.map(|(head, use_for)| Earlier::new(head, use_for)).collect()
    }

    /// What these tests work out for themselves is what the library marks.
    pub(super) fn assert_that_marking_gives(&self, expected: &[dual_random::Target]) {
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
    pub(super) fn friend<'a>(&self, targets: &'a mut [dual_random::Target]) -> &'a mut dual_random::Target {
        let never = |id: &TargetId| !self.visits.contains_key(id) && !self.struck.contains(id);
        targets.iter_mut().rfind(|target| never(&target.id)).unwrap()
    }

    /// The rosters of the next draw: what the draws before it make of its targets.
    pub(super) fn rosters(&self, cheat: Cheat) -> Rosters {
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
        let mut inspectors: Vec<_> = (0..12).map(|n| inspector(n, 3)).collect();
        if cheat == Cheat::RedrawWhenCertificatesLapse {
            inspectors[7].valid_to = common::date("2026-06-29");
        }
        let mut recusals = vec![common::recusal(1, 2), common::recusal(3, 4)];
        recusals.retain(|recusal| targets.iter().any(|target| target.id == recusal.target));
        Rosters::new(targets, inspectors, recusals)
    }
}

pub(super) fn closed() -> Exemption {
    Exemption::new("已关闭", "示例登记")
}

/// The days of a quarter's draw.
pub(super) struct Quarter {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) year_month: &'static str,
    pub(super) disclose_by: &'static str,
}

pub(super) const QUARTERS: [Quarter; 4] = [
    Quarter { from: "2026-01-01", to: "2026-03-31", year_month: "2026-01", disclose_by: "2026-04-10" },
    Quarter { from: "2026-04-01", to: "2026-06-30", year_month: "2026-04", disclose_by: "2026-07-10" },
    Quarter { from: "2026-07-01", to: "2026-09-30", year_month: "2026-07", disclose_by: "2026-10-10" },
    Quarter { from: "2026-10-01", to: "2026-12-31", year_month: "2026-10", disclose_by: "2027-01-10" },
];

impl Quarter {
    pub(super) fn at(&self, day: u32, time: &str) -> String {
        format!("{}-{day:02}T{time}+08:00", self.year_month)
    }

    pub(super) fn day(&self, day: u32) -> Date {
        Date::new(&format!("{}-{day:02}", self.year_month)).unwrap()
    }

    /// The plan of a draw of inspectors that continues another, announced on a day.
    pub(super) fn staffing(&self, before: Plan, number: u64, announced: u32) -> Plan {
        let mut it = before;
        it.announce_at = instant(&self.at(announced, "10:00:00"));
        it.ceremony = Ceremony::Staffing;
        it.draw = id(&format!("draw-{number}"));
        it.number = number;
        it.seal_by = instant(&self.at(announced + 4, "18:00:00"));
        it.supersedes = None;
        it.values = vec![beacon(&format!("beacon-{number}"), &self.at(announced + 1, "21:00:00"))];
        it
    }

    /// The plan of a draw announced on a day: values two days later, seal three days after that.
    pub(super) fn plan(&self, number: u64, announced: u32, state: &State, subject: &Rosters) -> Plan {
        let exempt = subject.targets.iter().filter(|target| target.exemption.is_some()).count() as u64;
        let value = format!("beacon-{number}");
        let rules = AmendmentRules::new(["已关闭"], ["生病", "申请回避"], 3, 2);
        let base = plan(subject.targets.len() as u64 - exempt, 0, 2);
        let mut registers = base.registers.clone();
        registers[0].count = 44;
        let removed = 44 - subject.targets.len() as u64;
        let reason = "已注销".to_owned();
        let left_out = dual_random::plan::LeftOut::new(removed, reason);
        let mut it = base;
        it.amendments = rules;
        it.announce_at = instant(&self.at(announced, "10:00:00"));
        it.disclose_by = instant(&format!("{}T18:00:00+08:00", self.disclose_by));
        it.draw = id(&format!("draw-{number}"));
        it.earlier = state.earlier();
        it.left_out = if removed == 0 { Vec::new() } else { vec![left_out] };
        it.number = number;
        it.period = Days { from: common::date(self.from), to: common::date(self.to) };
        it.registers = registers;
        it.seal_by = instant(&self.at(announced + 5, "18:00:00"));
        it.strata = vec![
            stratum("重点对象", vec![when("class", &["重点"])], quota(2)),
            stratum("一般对象", vec![when("class", &["一般"])], quota(3)),
        ];
        it.values = vec![beacon(&value, &self.at(announced + 2, "21:00:00"))];
        it.visits = Days { from: self.day(announced + 8), to: common::date(self.to) };
        it.yearly_cap = Some(1);
        it
    }
}

pub(super) fn value_of(plan: &Plan) -> Vec<UsedValue> {
    vec![UsedValue::main(plan.values[0].name.clone(), common::value_text(plan.number))]
}

pub(super) fn drawn(announced: &Announced) -> Drawn {
    draw(&announced.announcement, &announced.opening, &value_of(&announced.announcement.plan)).unwrap()
}

pub(super) fn announce(book: &mut Book, draft: Draft, secret: u64, at: &str) -> Announced {
    let announced = draft.announce(master(secret)).unwrap();
    book.file(announced.announcement.to_bytes().unwrap());
    book.line(Entry::announced(&announced.announcement).unwrap(), at);
    announced
}

pub(super) fn seal(book: &mut Book, announcement: &Announcement, drawn: &Drawn, at: &str) {
    book.file(drawn.seal().to_bytes().unwrap());
    book.line(Entry::sealed(announcement, drawn.seal()).unwrap(), at);
}

pub(super) fn disclose(book: &mut Book, announcement: &Announcement, drawn: &Drawn, at: &str) {
    let bytes = common::disclose(drawn.clone(), &|_| None).to_bytes().unwrap();
    let digest = book.file(bytes);
    book.line(Entry::disclosed(announcement, digest).unwrap(), at);
}

/// What came of every visit of a draw, and who was drawn, for everybody.
pub(super) fn publish_pages(book: &mut Book, announcement: &Announcement, drawn: &Drawn, cheat: Cheat) {
    let (disclosure, policy) = (common::disclose(drawn.clone(), &|_| None), Policy::default());
    let situation = publish::situation(&disclosure, &policy).unwrap();
    let reports = (0..situation.rows(0)).map(|row| {
        let columns = situation.layout().tables[0].columns;
        let id = columns.iter().position(|column| column.id == "id").unwrap();
        let Cell::Code(target) = &situation.row(0, row)[id] else { panic!("the target's id") };
        let mut outcome = Outcome::new(common::date("2026-03-03"), "2");
        outcome.findings = Some("台账不全".to_owned());
        outcome.follow_up = FollowUp::Correction;
        TargetReport::new(TargetId::new(target.as_ref()).unwrap(), outcome)
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
        // Logged about nothing, its versions would be found under no draw.
        Cheat::PageAboutNothing => {
            let digest = book.file(page.replace("台账不全", "台账基本齐全").into_bytes());
            book.line(Entry::published(None, digest).unwrap(), "2026-04-02T11:02:00+08:00");
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
pub(super) fn undrawn_of(announced: &Announced) -> Undrawn {
    dual_random::undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none()).unwrap()
}

pub(super) fn amend(
    book: &mut Book,
    announcement: &Announcement,
    drawn: Drawn,
    strikes: Strikes,
    at: &str,
) -> Drawn {
    let (amended, amendment) = common::amend(drawn, strikes).unwrap();
    book.file(amendment.seal.to_bytes().unwrap());
    book.line(Entry::amended(announcement, &amendment.seal).unwrap(), at);
    amended
}

pub(super) fn strikes(
    date: Date,
    target: Option<&TargetId>,
    inspector: Option<(&InspectorId, &TargetId)>,
) -> Strikes {
    let evidence = Digest::of_file(b"photograph");
    let targets = target.map(|target| TargetStrike::new(target.clone(), "已关闭", evidence));
    let inspectors = inspector.map(|(inspector, target)| {
        InspectorStrike::new(inspector.clone(), "生病", evidence).from(target.clone())
    });
    Strikes::of(date).inspectors(inspectors).targets(targets)
}
