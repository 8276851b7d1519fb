//! Writes `corpus` anew, from the made-up draws of the tests: `cargo run --release --manifest-path fuzz/Cargo.toml --example seeds`.

#[path = "../../tests/common/mod.rs"]
mod common;

use common::{id, plan, quota, rosters, stratum, when};
use dual_random::commit::document::{Ended, Void};
use dual_random::deadline::holiday_year;
use dual_random::outcome::{Outcome, Reports, Scheme, TargetReport};
use dual_random::plan::{AmendmentRules, TicketRule};
use dual_random::privacy::Policy;
use dual_random::publish::{Format, Page, announcement, outcomes, publish, situation};
use dual_random::{
    Date, Digest, Drawn, Grounds, HashAlgorithm, Language, Plan, Rosters, Strikes, TargetStrike, undrawn,
};
use std::fs;
use std::path::{Path, PathBuf};

const PENALTIES: &str = "决定书文号,行政相对人名称,相对人类别,统一社会信用代码,法定代表人,地址,违法事实,证据,处罚类别,处罚依据,\
    处罚内容,罚款金额,履行方式和期限,救济途径,处罚机关,决定日期,公示截止期,当前状态\n\
    示罚〔2026〕1号,示例公司,法人及非法人组织,91522601MATEXT01X3,示例甲,示例路,示例事实,示例证据,罚款,示例条例第一条,\
    罚款壹万元,10000.00,十五日内缴纳,六十日内复议,示例局,2026-11-20,2027-11-20,\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn file(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).expect(path)
}

fn example(name: &str) -> Vec<u8> {
    file(&format!("tests/vectors/example/{name}"))
}

fn seed(target: &str, name: &str, bytes: &[u8]) {
    let folder = root().join("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), bytes).expect("a file");
}

/// Parts with a NUL between them.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.join(&0)
}

/// A small draw with two strata, tickets, qualifications and recusals.
fn small() -> (Plan, Rosters) {
    let mut people = rosters(6, 4, 3);
    for (n, target) in people.targets.iter_mut().enumerate() {
        target.class = if n < 2 { "重点" } else { "一般" }.to_owned();
        target.attributes = [("行业".to_owned(), "示例".to_owned())].into();
        target.last_team = vec![common::inspector_id(n % 4)];
    }
    people.inspectors[0].qualifications = vec!["危废".to_owned()];
    people.recusals = vec![common::recusal(1, 2)];
    let mut plan = plan(6, 0, 2);
    plan.attributes = vec!["行业".to_owned()];
    plan.strata = vec![
        stratum("重点", vec![when("class", &["重点"])], quota(1)),
        stratum("一般", vec![when("class", &["一般"])], quota(2)),
    ];
    plan.tickets = vec![TicketRule::new(2).when(when("attribute:行业", &["示例"]))];
    plan.amendments = AmendmentRules::new(["已关闭"], ["生病"], 1, 1);
    (plan, people)
}

fn documents(drawn: &Drawn) {
    seed("kept", "drawn.json", &drawn.reveal().expect("bytes"));
    let disclosure = drawn.disclose(&Grounds::none()).expect("a disclosure");
    seed("disclosure", "small.json", &disclosure.to_bytes().expect("bytes"));
    let drawn_targets = disclosure.result.strata.iter().flat_map(|stratum| &stratum.drawn);
    let drawn_ids: Vec<_> = drawn_targets.map(|ticket| ticket.id.clone()).collect();
    let mut strikes = Strikes::of(Date::new("2026-10-20").expect("a date"));
    let (evidence, target) = (Digest::of_file(b"evidence"), drawn_ids[0].clone());
    strikes.targets = vec![TargetStrike::new(target, "已关闭", evidence)];
    let mut amended_draw = drawn.clone();
    if let Ok(amended) = amended_draw.amend(strikes) {
        seed("kept", "amended.json", &amended.reveal().expect("bytes"));
        let disclosure = amended_draw.disclose(&Grounds::none()).expect("a disclosure");
        seed("disclosure", "amended.json", &disclosure.to_bytes().expect("bytes"));
    }
    let policy = Policy::default();
    let json = |page: &Page<'_>| publish(page, Format::Json, Language::Zh).expect("a page");
    let report = |n: usize| {
        let outcome = Outcome::new(Date::new("2026-11-03").expect("a date"), "1");
        TargetReport::new(disclosure.rosters.targets[n].draw.id.clone(), outcome)
    };
    seed("page", "situation.json", &json(&situation(&disclosure, &policy).expect("a page")));
    let all = (0..disclosure.rosters.targets.len()).map(report);
    let reports = all.filter(|report| drawn_ids.contains(&report.target)).collect();
    let reports = Reports::of_disclosure(Scheme::common(), reports, &disclosure).expect("reports");
    seed("page", "outcomes.json", &json(&outcomes(&disclosure, &reports, &policy).expect("a page")));
}

fn main() {
    for name in ["announcement", "seal", "disclosure"] {
        seed(name, "example.json", &example(&format!("{name}.json")));
    }
    seed("amendment_seal", "example.json", &example("amendment-1.json"));
    seed("log", "example.jsonl", &example("log.jsonl"));
    seed("checkpoint", "example.txt", &example("checkpoint.txt"));
    seed("compact", "example.txt", &example("proof.txt"));
    let shares: serde_json::Value = serde_json::from_slice(&file("tests/vectors/shares.json")).expect("JSON");
    let lines = shares["held"][0]["texts"][0].as_array().expect("lines").iter();
    let lines: Vec<&str> = lines.map(|line| line.as_str().expect("a line")).collect();
    seed("share", "example.txt", (lines.join("\n") + "\n").as_bytes());
    let example_of_all: Vec<Vec<u8>> =
        ["log.jsonl", "announcement.json", "seal.json", "amendment-1.json", "disclosure.json", "proof.json"]
            .map(example)
            .to_vec();
    let parts: Vec<&[u8]> = example_of_all.iter().map(Vec::as_slice).collect();
    seed("record", "example", &joined(&parts));
    seed("proof", "example", &joined(&[parts[5], parts[1], parts[2]]));
    seed("proof", "amended", &joined(&[parts[5], parts[1], parts[3]]));

    let (plan, people) = small();
    seed("plan", "small.json", &serde_json::to_vec(&plan).expect("JSON"));
    let announced = common::announce(plan.clone(), people.clone(), 3);
    seed("announcement", "small.json", announced.announcement.bytes());
    seed("opening", "small.json", &announced.opening.reveal().expect("bytes"));
    let page = announcement(&announced.announcement, None).expect("a page");
    seed("page", "announcement.json", &publish(&page, Format::Json, Language::Zh).expect("a page"));
    let shown =
        undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none()).expect("an undrawn");
    seed("undrawn", "small.json", &shown.to_bytes().expect("bytes"));
    let ended = Ended::Undrawn {
        undrawn: shown.digest().expect("a digest"),
        missing: vec![id("beacon")],
        missing_authorities: Vec::new(),
    };
    let digest = announced.announcement.digest();
    let at = common::instant("2026-10-12T09:00:00+08:00");
    let void = Void::new(HashAlgorithm::Sha256, digest, at, "人员有误", ended);
    seed("void", "undrawn.json", &void.to_bytes().expect("bytes"));
    documents(&common::run(plan, people, 3));
    let disclosure: serde_json::Value = serde_json::from_slice(&example("disclosure.json")).expect("JSON");
    let amendment = serde_json::to_string(&disclosure["amendments"][0]).expect("JSON") + "\n";
    seed("amendment", "example.json", amendment.as_bytes());

    let holidays = file("tests/cases/08-holiday-calendar/2025.json");
    seed("holidays", "2025.json", &holidays);
    let year = holiday_year(std::str::from_utf8(&holidays).expect("text")).expect("a year");
    seed("calendar", "2025.json", &serde_json::to_vec(&[year]).expect("JSON"));
    for (name, kind, texts) in [
        (
            "numbers",
            r#"{"numbers":{"count":2,"distinct":false,"max":6,"min":1,"ordered":true}}"#,
            "5 6\x001 07",
        ),
        ("hex", r#"{"hex":{"bytes":8}}"#, "0123456789abcdef\x000123456789ABCDEF"),
    ] {
        seed("value", name, format!("{kind}\0{texts}").as_bytes());
    }

    let few = |path: &str| -> Vec<u8> {
        file(path).split_inclusive(|byte| *byte == b'\n').take(4).collect::<Vec<_>>().concat()
    };
    let (people, targets) = (few("examples/sample/inspectors.csv"), few("examples/sample/targets.csv"));
    for (which, name, bytes) in [
        (0, "targets", targets.clone()),
        (1, "inspectors", people),
        (2, "recusals", few("examples/sample/recusals.csv")),
        (3, "districts", "行政区划代码,名称\n522601,示例市\n".into()),
        (4, "changes", "变动类型,执法证号,编号,日期,原因\n新增检查人员,ZF-09,,2026-11-01,调入\n".into()),
        (5, "withholdings", "名录,编号,理由\n检查对象,A-01,示例办法第一条\n".into()),
        (6, "reports", file("tests/cases/05-id-that-passes-credit-check/outcomes-control.csv")),
        (7, "others", file("tests/cases/04b-xinyong-heads/penalties.csv")),
        (7, "penalties", PENALTIES.as_bytes().to_vec()),
    ] {
        seed("table", name, &[&[which][..], &bytes].concat());
    }
    seed("contacts", "one.json", "{\"T-1\":{\"电话\":\"示例\",\"地址\":\"示例路\"}}\n".as_bytes());
    for name in [
        "01-excel-17-digit-decimals/targets",
        "11-package-names/case",
        "34-poi-dot-zero/targets-java-exponent",
    ] {
        let bytes = file(&format!("tests/cases/{name}.xlsx"));
        seed("workbook", &name.replace('/', "-"), &bytes);
        seed("table", &name.replace('/', "-"), &[&[0][..], &bytes].concat());
    }
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>名称</t></is></c>\
        <c t=\"str\"><v>行政区划</v></c><c t=\"inlineStr\"><is><t>类别</t></is></c></row>\
        <row r=\"2\"><c s=\"1\"><v>7.0E0</v></c><c t=\"s\"><v>1</v></c><c s=\"2\"><v>522601</v></c><c t=\"s\"><v>2</v></c></row>\
        </sheetData><mergeCells><mergeCell ref=\"A4:B5\"/></mergeCells></worksheet>";
    let strings = "<sst><si><t>编号</t></si><si><r><t>示例</t></r><rPh><t>x</t></rPh></si><si><t>一般_x000D_</t></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd;@\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"1\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    seed("sheet", "small", &joined(&[sheet.as_bytes(), strings.as_bytes(), styles.as_bytes()]));
    for (name, text) in [
        ("mobile", "联系人电话：138-0013-8000"),
        ("citizen", "52269919000101055６"),
        ("card", "6222 0212 3456 7890 128"),
        ("credit", "91522601MATEXT01X3"),
        ("number", "某环罚〔2026〕1号"),
        ("instant", "2026-10-08T10:00:00+08:00"),
        ("date", "2028-02-29"),
        ("id", "T-1"),
    ] {
        seed("text", name, text.as_bytes());
    }
}
