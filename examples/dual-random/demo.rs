//! `demo`: the whole life of a draw on the bundled sample. Secret and values are fixed, so that its output is a known
//! answer. That is the one thing a real draw never does.

use crate::explain::ticket_command;
use crate::files::{self, Access, Folder, Written};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::view::View;
use crate::{account, announce, disclose, draw, explain, input, sample, text, verify};
use dual_random::plan::{Numbers, Plan, ValueKind};
use dual_random::{Announced, Digest, Evidence, MasterSecret, UsedValue};
use std::path::Path;

/// The sample: what `init` would leave a bureau to fill in.
const SAMPLE: [(&str, &[u8]); 4] = [
    ("plan.toml", include_bytes!("../sample/plan.toml")),
    ("targets.csv", include_bytes!("../sample/targets.csv")),
    ("inspectors.csv", include_bytes!("../sample/inspectors.csv")),
    ("recusals.csv", include_bytes!("../sample/recusals.csv")),
];

/// The seed that the sample was made with.
const SEED: u64 = 1;

/// How many teams the account shows.
const TEAMS_SHOWN: usize = 3;

pub(crate) fn run(dir: &Path, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(dir), out.language);
    let mut all = Vec::new();
    for (name, bytes) in SAMPLE {
        all.push(files::write(&dir.join(name), bytes, Access::Everyone, language)?);
    }
    out.line(text::demo_head(language, dir.display()));
    let draft = input::draft(&folder, None, language)?;
    let announced = announce::announced(draft, fixed_master(), language)?;
    all.push(announce::publish(&folder, &announced, None, language)?);
    let Announced { announcement, opening } = &announced;
    let digest = opening.announcement();
    section(out, text::demo_announce(language));
    out.lines(account::announced(language, announcement, digest));
    let plan = &announcement.plan;
    let used = fixed_values(plan);
    section(out, text::demo_draw(language));
    out.lines(account::values(language, plan, &used));
    let drawn = draw::drawn(announcement, opening, &[], &used, out)?;
    all.push(draw::publish(&folder, &drawn, language)?);
    let view = View::new(drawn.private());
    out.lines(account::numbers(language, &view));
    let targets = view.drawn();
    out.lines(account::visits(language, &view, &targets, TEAMS_SHOWN));

    let (told, _) =
        account::worth_telling(&targets).ok_or_else(|| Failure(text::no_such_target(language, "-")))?;
    section(out, text::demo_explain(language));
    out.lines(explain::lines(language, &view, told.record.draw.id.as_str())?);

    let (written, disclosure) =
        disclose::publish(&folder, drawn.clone(), &disclose::Grounds::default(), language)?;
    all.push(written);
    section(out, text::demo_verify(language));
    let mut evidence = Evidence::new().announcement_digest(digest);
    for value in &used {
        evidence = evidence.value(value.name.clone(), value.text.clone());
    }
    let report = verify::with(&evidence, &folder.disclosure(), language)?;
    out.line(text::demo_checks(language, held(&report), report.failures().count()));
    out.line(text::verdict(language, report.verdict.template(language)));
    out.line(text::digest_of(language, "disclosure.json", text::grouped(&disclosure)));

    section(out, text::demo_by_hand(language));
    out.line(format!("  sha256sum {}", folder.announcement().display()));
    out.line(format!("    {digest}"));
    let ticket = told.ticket;
    out.line(ticket_command(&view.last.first().result.ticket_key, ticket.n, ticket.id.as_str()));
    out.line(format!("    {}", ticket.ticket));
    out.line(text::demo_files(language, dir.display()));
    if !all.contains(&Written::New) {
        // Beside the output, which is the same every time.
        out.note(text::identical(language));
    }
    Ok(verify::exit(&report))
}

fn section(out: &mut Out, head: &str) {
    out.line("");
    out.line(head);
}

fn held(report: &dual_random::Report) -> usize {
    let held = |check: &&dual_random::Check| check.outcome == dual_random::verify::Outcome::Held;
    report.checks.iter().filter(held).count()
}

fn fixed_master() -> MasterSecret {
    MasterSecret::from_bytes(*Digest::of_file(b"dual-random demo: a secret that everybody knows").as_bytes())
}

/// Values of the announced kinds, always the same.
fn fixed_values(plan: &Plan) -> Vec<UsedValue> {
    let text = |kind: &ValueKind| match kind {
        ValueKind::Numbers(numbers) => fixed_numbers(numbers),
        ValueKind::Hex { bytes } => {
            let digits = Digest::of_file(b"dual-random demo: a beacon").to_hex().repeat(2);
            digits.chars().take(2 * *bytes as usize).collect()
        }
        ValueKind::Contribution { .. } => sample::contribution(SEED),
    };
    plan.values.iter().map(|value| UsedValue::main(value.name.clone(), text(&value.source.kind))).collect()
}

/// Numbers spread over the range, ascending, which fits every kind.
fn fixed_numbers(numbers: &Numbers) -> String {
    let width = numbers.max.to_string().len();
    let span = numbers.max - numbers.min;
    let count = u64::from(numbers.count.max(1));
    let all = (0..count).map(|i| numbers.min + span * (2 * i + 1) / (2 * count));
    let all: Vec<String> = all.map(|number| format!("{number:0width$}")).collect();
    all.join(" ")
}
