//! An authority's log over two draws, and what an audit finds: nothing; a document that was changed; a draw that was dropped.
//!
//! `cargo run --example log_and_audit`

mod shared;

use dual_random::audit::{AuditEvidence, AuditReport, Documents, audit};
use dual_random::plan::EarlierUse;
use dual_random::record::{Checkpoint, Entry, Log, mark_earlier};
use dual_random::{Days, Digest, Disclosure, Draft, Grounds, Id, Language, MasterSecret, Plan, Rosters, Say};
use dual_random::{Timestamp, UsedValue, draw};
use shared::{NUMBERS, Outcome, plan, rosters};

/// What an authority publishes: the lines of its log, and documents as files.
#[derive(Default)]
struct Public {
    log: Log,
    lines: Vec<Vec<u8>>,
    files: Vec<Vec<u8>>,
}

impl Public {
    fn add(&mut self, entry: Entry, at: Timestamp, file: Vec<u8>) -> Outcome<()> {
        self.lines.push(self.log.push(entry, at)?);
        self.files.push(file);
        Ok(())
    }

    /// Announces, draws and discloses, each step with its line in the log.
    fn hold(&mut self, plan: Plan, rosters: Rosters, secret: [u8; 32], numbers: &str) -> Outcome<Disclosure> {
        let announced = Draft::new(plan, rosters)?.announce(MasterSecret::from_bytes(secret))?;
        let (announcement, plan) = (&announced.announcement, &announced.announcement.plan);
        self.add(Entry::announced(announcement)?, plan.announce_at, announcement.bytes().to_vec())?;
        let drawn =
            draw(announcement, &announced.opening, &[UsedValue::main(plan.values[0].name.clone(), numbers)])?;
        self.add(Entry::sealed(announcement, drawn.seal())?, plan.seal_by, drawn.seal().to_bytes()?)?;
        let disclosure = drawn.disclose(&Grounds::none())?;
        let file = disclosure.to_bytes()?;
        self.add(Entry::disclosed(announcement, Digest::of_file(&file))?, plan.disclose_by, file)?;
        Ok(disclosure)
    }
}

/// The plan of the quarter before: the same draw with an id, a number and times of its own.
fn third_quarter() -> Outcome<Plan> {
    let mut plan = plan(200)?;
    (plan.draw, plan.title) = (Id::new("2026-Q3")?, "2026年第三季度双随机抽查".to_owned());
    plan.period = Days::new("2026-07-01".parse()?, "2026-09-30".parse()?);
    plan.visits = Days::new("2026-07-15".parse()?, "2026-09-20".parse()?);
    plan.registers[0].date = "2026-07-02".parse()?;
    plan.announce_at = "2026-07-08T10:00:00+08:00".parse()?;
    plan.seal_by = "2026-07-10T18:00:00+08:00".parse()?;
    plan.disclose_by = "2026-10-07T18:00:00+08:00".parse()?;
    plan.values[0].source.closes = "2026-07-09T21:00:00+08:00".parse()?;
    plan.values[0].source.issue = String::from("第2026182期");
    Ok(plan)
}

/// What anybody does with what is published.
fn audited(lines: &[Vec<u8>], files: &[Vec<u8>], evidence: &AuditEvidence) -> Outcome<AuditReport> {
    let log = Log::from_lines(lines)?;
    let documents = files.iter().fold(Documents::new(&log), |documents, file| documents.with("a file", file));
    let report = audit(&log, &documents, evidence);
    for found in &report.findings {
        println!("  {}\n  {}", serde_json::to_string(found)?, found.said(Language::Zh));
    }
    Ok(report)
}

fn main() -> Outcome<()> {
    let mut public = Public::default();
    let earlier_numbers = "03 04 09 12 16 19 25 27 31 33 38 40 45 50 53 58 64 67 71 79";
    let third = public.hold(third_quarter()?, rosters(200, 12)?, [3; 32], earlier_numbers)?;

    // The next quarter looks at the one before: who was visited is left out, and no team meets a target again.
    let (mut next, mut rosters) = (plan(200)?, rosters(200, 12)?);
    next.number = 2;
    let uses = [(&third, EarlierUse::LeaveOut), (&third, EarlierUse::Rotation)];
    mark_earlier(&mut next, &mut rosters.targets, &uses)?;
    public.hold(next, rosters, [4; 32], NUMBERS)?;

    // A witness keeps three lines of text.
    let kept = public.log.checkpoint("example.gov.cn/draws")?.to_text();
    let alone = AuditEvidence::on("2027-02-01T09:00:00+08:00".parse()?);
    let evidence = alone.clone().checkpoint(Checkpoint::from_text(&kept)?);
    let report = audited(&public.lines, &public.files, &evidence)?;
    println!("clean year: {} lines, {} findings", report.checked.lines, report.findings.len());

    println!("a name changed in the disclosure of the third quarter:");
    let mut files = public.files.clone();
    files[2] = String::from_utf8(files[2].clone())?.replace("检查员3", "检查员33").into_bytes();
    audited(&public.lines, &files, &evidence)?;

    println!("the fourth quarter dropped, as who holds the checkpoint sees it:");
    audited(&public.lines[..3], &public.files[..3], &evidence)?;
    let unseen = audited(&public.lines[..3], &public.files[..3], &alone)?.is_clean();
    println!("without the checkpoint nobody sees it: {unseen}");
    Ok(())
}
