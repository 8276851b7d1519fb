//! `demo`: a quarter with the bundled sample, from the announcement to the audit. Secret, values and times are fixed, so
//! that its output is a known answer. That is the one thing a real draw never does.

use crate::audit::{self, File};
use crate::cli::PublishArguments;
use crate::clock::{Clock, instant};
use crate::explain::ticket_command;
use crate::files::{self, Access, Content, Folder, Written};
use crate::log::{Book, Logging, Pen};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Shown as _;
use crate::text::Words;
use crate::{account, amend, announce, disclose, draw, explain, input, prove, publish, sample, text, verify};
use dual_random::audit::AuditEvidence;
use dual_random::plan::{Numbers, Plan, ValueKind};
use dual_random::record::Entry;
use dual_random::story::Visit;
use dual_random::{
    Announced, Announcement, Date, Digest, Drawn, Evidence, FormError, Grounds, InspectorStrike,
    MasterSecret, Strikes, TargetId, TargetStrike, Tickets, UsedValue,
};
use std::fmt::Write as _;
use std::path::Path;

/// The sample: what `init` would leave a bureau to fill in.
const SAMPLE: [(&str, &[u8]); 5] = [
    ("plan.toml", include_bytes!("../sample/plan.toml")),
    ("targets.csv", include_bytes!("../sample/targets.csv")),
    ("inspectors.csv", include_bytes!("../sample/inspectors.csv")),
    ("recusals.csv", include_bytes!("../sample/recusals.csv")),
    ("publication.toml", include_bytes!("../sample/publication.toml")),
];

/// Files that show why somebody is struck.
const CLOSED: (&str, &[u8]) =
    ("evidence/closed.txt", "示例：现场照片及市场监管登记查询，已关闭\n".as_bytes());
const RECUSAL: (&str, &[u8]) = ("evidence/recusal.txt", "示例：当事人申请回避，经审查成立\n".as_bytes());

/// The seed that the sample was made with.
const SEED: u64 = 1;

/// How many teams the account shows.
const TEAMS_SHOWN: usize = 3;

/// When the lines of the log are written, and when the record is audited.
const ANNOUNCED: &str = "2026-10-08T09:30:00+08:00";
const SEALED: &str = "2026-10-09T21:20:00+08:00";
const CLOSED_ON: (&str, &str) = ("2026-10-21", "2026-10-21T17:30:00+08:00");
const RECUSED_ON: (&str, &str) = ("2026-11-03", "2026-11-03T09:10:00+08:00");
const DISCLOSED: &str = "2027-01-08T10:00:00+08:00";
const PUBLISHED: &str = "2027-01-09T10:00:00+08:00";
const AUDITED: &str = "2027-01-20T09:00:00+08:00";

/// A quarter under way.
struct Demo<'a> {
    folder: Folder,
    out: &'a mut Out,
    written: Written,
}

pub(crate) fn run(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let mut demo = Demo { folder: Folder::new(dir), out, written: Written::Identical };
    demo.inputs(dir)?;
    demo.out.line(text::demo_head(dir.shown()));
    let announced = demo.announce()?;
    let used = fixed_values(&announced.announcement.plan);
    let drawn = demo.draw(&announced, &used)?;
    let told = demo.explain(&drawn)?;
    demo.at_the_door(&drawn, &told)?;
    let amended = demo.amend(drawn)?;
    let exit = demo.disclose(&announced, amended.clone(), &used)?;
    demo.publish(dir, &amended)?;
    demo.audit(dir, &announced.announcement.plan, &used, &told)?;
    demo.by_hand(dir, &announced, &amended, &told);
    if demo.written == Written::Identical {
        // Beside the output, which is the same every time.
        demo.out.note(text::identical());
    }
    Ok(exit)
}

impl Demo<'_> {
    fn section(&mut self, head: fn() -> Words) {
        self.out.line(text::name(""));
        self.out.line(head());
    }

    fn note(&mut self, written: Written) {
        self.written = self.written.and(written);
    }

    fn inputs(&mut self, dir: &Path) -> Outcome<()> {
        let all: Vec<_> = SAMPLE
            .into_iter()
            .chain([CLOSED, RECUSAL])
            .map(|(name, bytes)| (dir.join(name), bytes, Access::Everyone))
            .collect();
        let written = files::write_all(&all)?;
        self.note(written);
        Ok(())
    }

    /// Writes a step's files and then its line, as the commands do.
    fn step(
        &mut self,
        announcement: &Announcement,
        at: &str,
        entry: Result<Entry, FormError>,
        publish: impl FnOnce(&Folder) -> Outcome<Written>,
    ) -> Outcome<()> {
        let clock = Clock::fixed(instant(at)?);
        let book = Book::at(self.folder.log(), &self.folder, announcement, &clock)?;
        let pen: Pen<'_> = book.pen(vec![entry])?;
        let written = publish(&self.folder)?;
        let logged = pen.write()?.written;
        self.note(written.and(logged));
        Ok(())
    }

    fn announce(&mut self) -> Outcome<Announced> {
        let ready = input::ready(&self.folder, None)?;
        announce::keep_contacts(&self.folder, &ready.contacts)?;
        let announced = announce::announced(ready.draft, fixed_master())?;
        let announcement = &announced.announcement;
        let language = self.out.language;
        self.step(announcement, ANNOUNCED, Entry::announced(announcement), |folder| {
            announce::publish(folder, &announced, None, None, language)
        })?;
        self.section(text::demo_announce);
        self.out.lines(account::announced(&announced));
        Ok(announced)
    }

    fn draw(&mut self, announced: &Announced, used: &[UsedValue]) -> Outcome<Drawn> {
        let Announced { announcement, opening, .. } = announced;
        self.section(text::demo_draw);
        self.out.lines(account::values(&announcement.plan, used));
        let drawn = draw::drawn(announcement, opening, &[], used, self.out)?;
        let language = self.out.language;
        self.step(announcement, SEALED, Entry::sealed(announcement, drawn.seal()), |folder| {
            draw::publish(folder, &drawn, language)
        })?;
        let story = explain::story(&drawn)?;
        self.out.lines(account::numbers(&story, draw::shortage(&drawn)?.as_ref(), true));
        self.out.lines(account::visits(&story, TEAMS_SHOWN));
        Ok(drawn)
    }

    /// Tells one target's story, and which it was.
    fn explain(&mut self, drawn: &Drawn) -> Outcome<TargetId> {
        let story = explain::story(drawn)?;
        let strata = &story.announcement().strata;
        // Where all are drawn there is little to tell.
        let all_drawn = |visit: &Visit<'_>| strata.get(visit.stratum).is_some_and(|of| of.k == of.n);
        let visits: Vec<&Visit<'_>> = story.visits().iter().filter(|visit| !all_drawn(visit)).collect();
        let told = account::worth_telling(visits.iter().copied()).map(|(told, _)| told.id().clone());
        let told = told.ok_or_else(nothing)?;
        self.section(text::demo_explain);
        self.out.lines(explain::lines(&story, told.as_str())?);
        Ok(told)
    }

    fn at_the_door(&mut self, drawn: &Drawn, target: &TargetId) -> Outcome<()> {
        let (written, bytes, shown) = prove::shown_at_the_door(&self.folder, drawn, target)?;
        self.note(written);
        self.section(text::demo_proof);
        self.out.line(text::proof_written(self.folder.proof(target.as_str(), "").shown(), bytes));
        let digest = drawn.seal().announcement;
        self.out.line(text::proof_holds());
        self.out.lines(prove::account(&shown, digest));
        Ok(())
    }

    /// A target that is closed, and an inspector who is recused at the request of the party.
    fn amend(&mut self, drawn: Drawn) -> Outcome<Drawn> {
        self.section(text::demo_amend);
        let second = explain::story(&drawn)?.visits().get(1).map(|visit| visit.id().clone());
        let target = second.ok_or_else(nothing)?;
        let strike = TargetStrike::new(target, "已关闭", Digest::of_file(CLOSED.1));
        let drawn = self.strike(drawn, CLOSED_ON, vec![strike], Vec::new())?;
        let story = explain::story(&drawn)?;
        let seat = story.visits().get(1).and_then(|visit| Some((visit, visit.seats.first()?.inspector()?)));
        let (visit, inspector) = seat.ok_or_else(nothing)?;
        let strike = InspectorStrike::new(inspector.clone(), "申请回避", Digest::of_file(RECUSAL.1))
            .from(visit.id().clone());
        self.strike(drawn.clone(), RECUSED_ON, Vec::new(), vec![strike])
    }

    fn strike(
        &mut self,
        mut amended: Drawn,
        (date, at): (&str, &str),
        targets: Vec<TargetStrike>,
        inspectors: Vec<InspectorStrike>,
    ) -> Outcome<Drawn> {
        let date = Date::new(date).map_err(|_| Failure(text::bad_date(text::name(date))))?;
        let amendment = amended.amend(Strikes::of(date).inspectors(inspectors).targets(targets));
        let amendment = amendment.map_err(|error| Failure(text::not_amended(error)))?;
        let announcement = amended.announcement();
        let language = self.out.language;
        self.step(announcement, at, Entry::amended(announcement, amendment.seal()), |folder| {
            amend::publish(folder, &amended, &amendment, language)
        })?;
        let story = explain::story(&amended)?;
        self.out.lines(amend::outcome(&story, &amendment, draw::shortage(&amended)?.as_ref()));
        Ok(amended)
    }

    fn disclose(&mut self, announced: &Announced, drawn: Drawn, used: &[UsedValue]) -> Outcome<Exit> {
        let announcement = &announced.announcement;
        let disclosure = disclose::disclosure(&self.folder, drawn, &Grounds::none())?;
        let digest = disclosure.digest().map_err(|error| Failure(text::cannot_encode(error)))?;
        self.step(announcement, DISCLOSED, Entry::disclosed(announcement, digest), |folder| {
            let write = |to: &mut dyn std::io::Write| disclosure.write(to);
            files::write(
                &folder.disclosure(),
                Content::Pieces(disclosure.hash_algorithm(), &write),
                Access::Everyone,
            )
        })?;
        self.section(text::demo_verify);
        let mut evidence = Evidence::new().announcement_digest(announced.opening.announcement());
        for value in used {
            evidence = evidence.value(value.name.clone(), value.text.clone());
        }
        let report = verify::with(&evidence, &self.folder.disclosure())?;
        self.out.line(text::demo_checks(held(&report), report.failures().count()));
        self.out.line(text::verdict(report.verdict));
        self.out.line(text::digest_of(
            text::name("disclosure.json"),
            text::grouped(&digest),
            disclosure.hash_algorithm(),
        ));
        Ok(verify::exit(&report))
    }

    /// The public folder, with made-up outcomes and one penalty.
    fn publish(&mut self, dir: &Path, drawn: &Drawn) -> Outcome<()> {
        let story = explain::story(drawn)?;
        let mut targets: Vec<&TargetId> = story.visits().iter().map(Visit::id).collect();
        targets.sort();
        let fined = targets.get(FINED).and_then(|id| story.target_name(id)).ok_or_else(nothing)?;
        let (outcomes, penalties) = (outcomes(&targets), penalties(fined));
        let tables = [("outcomes.csv", &outcomes), ("penalties.csv", &penalties)];
        let tables = tables.map(|(name, text)| (dir.join(name), text.as_bytes(), Access::Everyone));
        let written = files::write_all(&tables)?;
        self.note(written);
        let arguments = PublishArguments { dir: dir.to_owned(), ..PublishArguments::default() };
        let clock = Clock::fixed(instant(PUBLISHED)?);
        let done = publish::all(&arguments, Logging { file: None, clock: &clock }, self.out.language)?;
        self.note(done.written);
        self.section(text::demo_publish);
        self.out.line(text::published_pages(self.folder.index().shown(), done.documents, done.files));
        Ok(())
    }

    /// What a third party does with the public folder, the log, the values and the proof.
    fn audit(&mut self, dir: &Path, plan: &Plan, used: &[UsedValue], told: &TargetId) -> Outcome<()> {
        let mut record: Vec<File> = audit::public_files(dir)?;
        let proof = self.folder.proof(told.as_str(), "");
        record.push(File::read(proof, text::ask_proof())?);
        let mut evidence = AuditEvidence::on(instant(AUDITED)?);
        for value in used {
            evidence = evidence.value(plan.draw.clone(), value.name.clone(), value.text.clone(), None);
        }
        let audited = audit::audited(&self.folder.log(), &record, &evidence, None)?;
        self.section(text::demo_audit);
        self.out.lines(audited.report.findings.iter().map(Words::of));
        self.out.line(audit::checked(&audited.report));
        self.out.line(audit::verdict(&audited.report, 0));
        self.out.line(text::audit_checkpoint(audited.size, text::name(audited.checkpoint.trim_end())));
        Ok(())
    }

    fn by_hand(&mut self, dir: &Path, announced: &Announced, drawn: &Drawn, told: &TargetId) {
        self.section(text::demo_by_hand);
        self.out.line(text::name(format!("  sha256sum {}", self.folder.announcement().display())));
        self.out.line(text::name(format!("    {}", announced.opening.announcement())));
        if let Some(pool) = drawn.story().ok().and_then(|story| story.pool_place(told)) {
            let winning = Tickets::new(pool.hash, &pool.key).winning(told, pool.tickets);
            self.out.line(text::name(ticket_command(pool.hash, &pool.key, winning.n, told.as_str())));
            self.out.line(text::name(format!("    {}", winning.ticket)));
        }
        self.out.line(text::demo_files(dir.shown()));
    }
}

/// Whose case came to a penalty, by the order of ids.
const FINED: usize = 1;

const DECISION: &str = "示例环罚字〔2026〕1号";

/// A made-up outcome for each target: mostly clear, some with a problem, one case, and one that could not be inspected.
fn outcomes(targets: &[&TargetId]) -> String {
    let mut table = "编号,检查完成日期,检查结果,后续处置,发现的问题,处罚决定书文号,未检查原因\n".to_owned();
    for (place, target) in targets.iter().enumerate() {
        let day = 1 + place % 30;
        let row = if place == FINED {
            format!("2026-11-{day:02},发现问题待后续处理,立案,示例：超标排放,{DECISION},")
        } else if place + 1 == targets.len() {
            ",,,,,示例：检查期间停产，列入下季度".to_owned()
        } else if place % 6 == 0 {
            format!("2026-11-{day:02},发现问题已责令改正,责令改正,示例：标识缺失,,")
        } else {
            format!("2026-11-{day:02},未发现问题,无需后续处置,,,")
        };
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{target},{row}");
    }
    table
}

/// The made-up decision.
fn penalties(name: &str) -> String {
    format!(
        "决定书文号,行政相对人名称,相对人类别,法定代表人,地址,违法事实,证据,处罚类别,处罚依据,处罚内容,罚款金额,裁量阶次,裁量理由,履行方式和期限,救济途径,处罚机关,决定日期,公示截止期\n\
         {DECISION},{name},法人及非法人组织,示例甲,示例地址,示例：超标排放,示例：监测报告,罚款,示例依据,罚款五千元,5000,较轻,示例：初次违法且及时改正,十五日内缴至指定账户,六十日内申请行政复议，或六个月内提起行政诉讼,示例机关,2026-12-25,2027-12-25\n"
    )
}

fn nothing() -> Failure {
    Failure(text::no_such_target(text::name("-")))
}

fn held(report: &dual_random::Report) -> usize {
    let held = |check: &&dual_random::Check| check.outcome == dual_random::verify::CheckOutcome::Held;
    report.checks.iter().filter(held).count()
}

fn fixed_master() -> MasterSecret {
    MasterSecret::from_bytes(*Digest::of_file(b"dual-random demo: a secret that everybody knows").as_bytes())
}

/// Values of the announced kinds, always the same.
fn fixed_values(plan: &Plan) -> Vec<UsedValue> {
    let text = |kind: &ValueKind| match kind {
        ValueKind::Numbers(numbers) => fixed_numbers(numbers),
        ValueKind::Parts(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| fixed_numbers(&part.numbers)).collect();
            parts.join(" + ")
        }
        ValueKind::Hex { bytes } => fixed_hex(*bytes),
        ValueKind::UpperHex { bytes } => fixed_hex(*bytes).to_uppercase(),
        ValueKind::Contribution { .. } => sample::contribution(SEED),
        // The sample plan has none of another kind.
        _ => String::new(),
    };
    plan.values.iter().map(|value| UsedValue::main(value.name.clone(), text(&value.source.kind))).collect()
}

fn fixed_hex(bytes: u32) -> String {
    let digits = Digest::of_file(b"dual-random demo: a beacon").to_hex().repeat(2);
    digits.chars().take(2 * bytes as usize).collect()
}

/// Numbers spread over the range, ascending, which fits every kind but a part that is drawn beyond another.
fn fixed_numbers(numbers: &Numbers) -> String {
    let width = numbers.max.to_string().len();
    let span = numbers.max - numbers.min;
    let count = u64::from(numbers.count.max(1));
    let all = (0..count).map(|i| numbers.min + span * (2 * i + 1) / (2 * count));
    let all: Vec<String> = all.map(|number| format!("{number:0width$}")).collect();
    all.join(" ")
}
