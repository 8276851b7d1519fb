//! Published documents: every format says the same thing, whatever the texts in it, and each is bound to its draw.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::assigning_clones, clippy::too_many_lines)]

mod common;

use calamine::{Data, Reader, Xlsx};
use common::{announce, date, id, plan, quota, rosters, run, stratum, when};
use dual_random::Say;
use dual_random::commit::canonical;
use dual_random::commit::document::Proof;
use dual_random::outcome::{
    DocumentNumber, FollowUp, Openness, Outcome, Party, Penalty, PenaltyKind, PenaltyStatus, Reports, Scheme,
    TargetReport, reports,
};
use dual_random::plan::AmendmentRules;
use dual_random::privacy::{Naming, Policy, Sensitive};
use dual_random::proof::{Prover, check_proof};
use dual_random::publish::{
    self, Basis, Benchmark, Cell, CellKind, Column, DirectoryEntry, Format, Listing, Page, Period, Power,
    Powers, PublicDocument, Publication, Remedy, RemedyKind, Rendering, RosterList, Step, Validity, layouts,
    original, publish, scan_code, schema,
};
use dual_random::roster::Contacts;
use dual_random::{
    Digest, Disclosure, Drawn, FaultCode, InspectorStrike, Language, Rosters, Strikes, TargetId, TargetStrike,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

/// Names that would do harm, or come out as something else, where a format is careless.
const HOSTILE: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"quoted\", & 'quoted' <b>",
    "&amp;&lt;",
    "=HYPERLINK(\"x\",\"y\")",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "'already",
    "a|b\\|c`d`*e*_f_[g](h)~i~",
    "𠮷野䶮·阿依古丽",
    "]]></td></table>--><!--",
    "{ticket_key} {draw}",
    "שלום-مرحبا",
    "逗号,分号;",
    "很长",
];

fn hostile_rosters() -> Rosters {
    let mut all = rosters(24, 8, 6);
    for (n, target) in all.targets.iter_mut().enumerate() {
        let name = HOSTILE[n % HOSTILE.len()];
        target.name = if name == "很长" { "长".repeat(1300) } else { format!("{name}{n}") };
        target.class = if n % 3 == 0 { "重点" } else { "一般" }.to_owned();
        target.credit_code = (n % 2 == 0).then(|| "91522601MATEXT01X3".to_owned());
    }
    all
}

/// A draw with a struck target and a struck inspector.
fn drawn() -> Disclosure {
    let base = plan(24, 0, 2);
    let plan = {
        let mut it = base;
        it.amendments = {
            let mut it = AmendmentRules::default();
            it.inspector_reasons = vec!["生病".to_owned()];
            it.strikes_per_seat = 2;
            it.strikes_per_stratum = 3;
            it.target_reasons = vec!["已关闭".to_owned()];
            it
        };
        it.strata = vec![
            stratum("重点<b>", vec![when("class", &["重点"])], quota(4)),
            stratum("一般", vec![when("class", &["一般"])], quota(8)),
        ];
        it.title = "抽查 <i>&</i> 'x'".to_owned();
        it
    };
    let drawn = run(plan, hostile_rosters(), 3);
    let team = &common::opened(&drawn).result.teams[1];
    let evidence = Digest::of_file(b"why");
    let inspector = InspectorStrike::new(team.seats[0].inspector.clone().unwrap(), "生病", evidence)
        .from(team.target.clone());
    let target = common::opened(&drawn).result.teams[0].target.clone();
    let target = TargetStrike::new(target, "已关闭", evidence);
    let strikes = Strikes::of(date("2026-10-20")).inspectors([inspector]).targets([target]);
    common::disclose(common::amend(drawn, strikes).unwrap().0, &|_| None)
}

/// The same for those who hold it before its day.
fn private(disclosure: &Disclosure) -> &'static Drawn {
    Box::leak(Box::new(Drawn::from_bytes(&disclosure.to_bytes().unwrap()).unwrap()))
}

/// How to reach the targets: on the task sheets alone.
fn contacts() -> &'static Contacts {
    let mut target = common::target(0);
    target.sheet.insert("联系电话".to_owned(), "13800138000".to_owned());
    Box::leak(Box::new(Contacts::of(&[target])))
}

/// Another draw of the same roster.
fn drawn_again() -> Disclosure {
    let plan = {
        let mut it = plan(24, 9, 2);
        it.draw = id("draw-2");
        it.number = 2;
        it
    };
    common::disclose(run(plan, hostile_rosters(), 5), &|_| None)
}

/// The place of a column in the first table of a page.
fn column(page: &Page<'_>, id: &str) -> usize {
    page.layout().tables[0].columns.iter().position(|column| column.id == id).unwrap()
}

/// The targets that stand, by their groups.
fn standing(disclosure: &Disclosure) -> Vec<TargetId> {
    let page = publish::situation(disclosure, policy()).unwrap();
    let row = |row| match &page.row(0, row)[column(&page, "id")] {
        Cell::Code(id) => TargetId::new(id.as_ref()).unwrap(),
        other => panic!("{other:?}"),
    };
    (0..page.rows(0)).map(row).collect()
}

fn report(target: &TargetId, result: &str, findings: &str, openness: Openness) -> TargetReport {
    let mut outcome = Outcome::new(date("2026-11-03"), result);
    outcome.findings = Some(findings.to_owned());
    outcome.follow_up = FollowUp::Correction;
    outcome.penalties = vec![DocumentNumber::new("铜环罚字〔2025〕015号").unwrap()];
    let mut report = TargetReport::new(target.clone(), outcome);
    report.openness = openness;
    report
}

fn reported(disclosure: &Disclosure) -> Reports {
    let all = standing(disclosure);
    let withheld =
        Openness::Withheld { reason: "涉及商业秘密".to_owned(), approver: "分管领导".to_owned() };
    let mut reports: Vec<TargetReport> = all
        .iter()
        .zip(HOSTILE)
        .take(8)
        .map(|(target, text)| report(target, "2", text, Openness::Disclosed))
        .collect();
    reports[1].openness = Openness::OnRequest;
    reports[2].openness = withheld;
    reports[3].outcome = Err("整改期间停产".to_owned());
    if let Ok(outcome) = &mut reports[4].outcome {
        outcome.result = "1".to_owned();
    }
    Reports::of_disclosure(Scheme::common(), reports, disclosure).unwrap()
}

#[test]
fn what_cannot_be_seen_is_refused_with_its_row() {
    let disclosure = drawn();
    let target = &standing(&disclosure)[0];
    for hidden in ["\u{202e}", "\u{200b}", "\u{ad}", "\u{2066}"] {
        let reports = vec![report(target, "2", &format!("合格{hidden}"), Openness::Disclosed)];
        let faults = Reports::of_disclosure(Scheme::common(), reports, &disclosure).unwrap_err();
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.row, fault.field.clone())).collect();
        assert_eq!(found, [(Some(1), "findings".to_owned())], "{hidden:?}");
    }
}

fn penalty(n: usize, party: Party, openness: Openness) -> Penalty {
    let text = |what: &str| format!("{what}{}", HOSTILE[n % 15]);
    let mut it = Penalty::new(
        DocumentNumber::new(format!("州环罚字〔2026〕{n:03}号")).unwrap(),
        text("示例企业"),
        party,
        date("2026-11-23"),
        date("2027-11-23"),
    );
    it.address = "不应出现的地址".to_owned();
    it.facts = text("事实");
    it.evidence = text("证据");
    it.kinds = vec![PenaltyKind::Fine, PenaltyKind::Warning];
    it.basis = text("依据");
    it.content = text("内容");
    it.fine = Some(123_456_789);
    it.benchmark = Some(text("较轻"));
    it.benchmark_reason = Some(text("初次违法"));
    it.performance = text("十五日内缴纳");
    it.remedies = text("六十日内申请复议，六个月内起诉");
    it.authority = "示例局".to_owned();
    it.openness = openness;
    it
}

fn penalties() -> Vec<Penalty> {
    let company = || Party::Organisation {
        credit_code: Some("91522601MATEXT01X3".to_owned()),
        legal_representative: Some("甲某".to_owned()),
    };
    let mut all: Vec<Penalty> = (0..15).map(|n| penalty(n, company(), Openness::Disclosed)).collect();
    all.push(penalty(15, Party::Minor, Openness::Disclosed));
    all.push(penalty(16, Party::Adult, Openness::OnRequest));
    all.push(penalty(17, Party::Adult, Openness::Disclosed));
    all
}

/// An individual business goes by its trade name; one that has none goes by its operator's, who is a natural person.
#[test]
fn an_individual_business_is_named_as_it_trades_and_its_operator_as_a_person() {
    let party = |operator: Option<&str>| Party::IndividualBusiness {
        credit_code: Some("92522631MATEXT028E".to_owned()),
        operator: operator.map(str::to_owned),
    };
    let shown = |name: &str, operator: Option<&str>, policy: &Policy| -> [Cell<'static>; 3] {
        let decision = {
            let mut it = penalty(0, party(operator), Openness::Disclosed);
            it.name = name.to_owned();
            it
        };
        let decisions = [decision];
        let page = publish::penalties(Vec::new(), &decisions, policy, date("2026-12-01"));
        let row = page.row(0, 0);
        [1, 2, 3].map(|column| match &row[column] {
            Cell::Text(text) => Cell::Text(text.to_string().into()),
            Cell::Code(text) => Cell::Code(text.to_string().into()),
            cell => panic!("{cell:?}"),
        })
    };
    let masked = Policy::default().with_penalised(Naming::Masked);
    let code = || Cell::code("92522631MATEXT028E");
    for policy in [&masked, policy()] {
        let trade = shown("示例县甲某小吃店", Some("甲某"), policy);
        assert_eq!(trade, [Cell::text("示例县甲某小吃店"), code(), Cell::text("甲**")]);
    }
    assert_eq!(shown("甲某", Some("甲某"), policy()), [Cell::text("甲某"), code(), Cell::text("甲**")]);
    assert_eq!(
        shown("甲某（个体工商户）", Some("甲某"), &masked),
        [Cell::text("甲**"), code(), Cell::text("甲**")]
    );
}

/// The default settings.
fn policy() -> &'static Policy {
    static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);
    &POLICY
}

/// What an authority says of its enforcement, about an item of the plan, with something hostile in it.
fn powers(item: &dual_random::Id) -> Powers {
    let text = |n: usize| format!("文{}", HOSTILE[n]);
    let mut all = Powers::default();
    let mut duty = Power::new(text(0));
    (duty.item, duty.authority) = (Some(item.clone()), Some(text(1)));
    all.duties = vec![duty, Power::new(text(2))];
    let mut repealed = Basis::new("《示例条例》", "第一条");
    (repealed.validity, repealed.to) = (Validity::Repealed, Some(date("2025-12-31")));
    all.bases = vec![repealed, Basis::new(text(3), text(4))];
    let benchmark = |step: &str| Benchmark::new(item.clone(), step, text(5), text(6));
    all.benchmarks = vec![benchmark("较轻"), benchmark("较重")];
    let mut revised = Step::new(text(7));
    (revised.validity, revised.limit) = (Validity::Revised, Some("七日".to_owned()));
    let mut own = Step::new(text(8));
    own.item = Some(item.clone());
    all.procedure = vec![revised, Step::new(text(9)), own, Step::new("送达")];
    let mut first = Remedy::new(RemedyKind::Reconsideration, text(10), "60 日");
    first.how = Some(text(11));
    let mut old = Remedy::new(RemedyKind::Lawsuit, "示例法院", "三个月");
    old.validity = Validity::Revised;
    all.remedies = vec![first, old, Remedy::new(RemedyKind::Lawsuit, "示例法院", "六个月")];
    all.directory = vec![DirectoryEntry::new(PublicDocument::Outcomes, text(12), "示例科", "20 个工作日")];
    (all.last_review, all.next_review) = (Some(date("2026-01-15")), Some(date("2028-01-15")));
    all
}

/// The proof that is published with a target's outcome.
fn public_proof(disclosure: &Disclosure, target: &TargetId) -> Proof {
    let proof = Prover::of_drawn(private(disclosure)).unwrap().assignment(target).unwrap();
    proof.without_identity("披露时公布").unwrap()
}

/// Every kind of document, with something hostile in it.
fn with_all_pages(look: &mut dyn FnMut(&Page<'_>)) {
    let disclosure = drawn();
    let reports = reported(&disclosure);
    let decisions = penalties();
    let announcement = &disclosure.announcement;
    look(&publish::item_list(announcement, |_| Listing::default().with_remark("=1")).unwrap());
    let own = powers(&announcement.plan.items[0].id);
    own.check(&announcement.plan).unwrap();
    look(&publish::powers(announcement, &own).unwrap());
    let announced = announcement.plan.announce_at;
    look(&publish::announcement(announcement, Some(announced)).unwrap());
    publish::task_sheets(private(&disclosure), contacts()).unwrap().iter().take(2).for_each(&mut *look);
    publish::amended_task_sheets(private(&disclosure), contacts())
        .unwrap()
        .iter()
        .take(1)
        .for_each(&mut *look);
    look(&publish::rosters(&RosterList::of_disclosure(&disclosure).unwrap(), policy()));
    look(&publish::situation(&disclosure, policy()).unwrap());
    look(&publish::tickets(&disclosure, policy()).unwrap());
    let period = Period::new(&disclosure, Some(&reports));
    look(&publish::statistics(&[period]).unwrap());
    let target = &reports.iter().find(|report| report.openness == Openness::Disclosed).unwrap().target;
    let proof = public_proof(&disclosure, target);
    look(&publish::visit(private(&disclosure), &reports, target, &proof, policy()).unwrap().unwrap());
    let outcomes = publish::outcomes(&disclosure, &reports, policy()).unwrap();
    look(&outcomes);
    let bound = outcomes.bound().to_vec();
    look(&publish::penalties(bound, &decisions, policy(), date("2026-12-01")));
}

/// The rows of a table as a format reads them.
type Table = Vec<Vec<String>>;

fn rows_of(page: &Page<'_>, table: usize, text: impl Fn(&Cell<'_>) -> String) -> Table {
    (0..page.rows(table)).map(|row| page.row(table, row).iter().map(&text).collect()).collect()
}

#[test]
fn task_sheets_tell_each_team_how_it_came_about() {
    let disclosure = drawn();
    let sheets = publish::task_sheets(private(&disclosure), contacts()).unwrap();
    assert_eq!(sheets.len(), standing(&disclosure).len());
    let (announcement, seal) =
        (disclosure.announcement.to_bytes().unwrap(), disclosure.amendments[0].seal.to_bytes().unwrap());
    for sheet in &sheets {
        let Some(Cell::Scan(scanned)) = sheet.facts().last() else { panic!("no code") };
        let proof = Proof::from_compact(scanned).unwrap().to_bytes().unwrap();
        let shown = check_proof(&proof, &announcement, Some(&seal)).unwrap();
        let own = Cell::code(shown.result.unwrap().id.to_string());
        assert_eq!(sheet.facts()[1], own, "what the company scans shows its own visit");
    }
    let (strikes, outcome) = (&disclosure.amendments[0].strikes, &disclosure.amendments[0].outcome);
    let (struck, strike) = (strikes.inspectors[0].target.clone().unwrap(), &strikes.inspectors[0]);
    let of = |id: &TargetId| {
        let own = Cell::code(id.as_str());
        sheets.iter().find(|sheet| sheet.facts()[1] == own)
    };
    assert!(of(&strikes.targets[0].target).is_none(), "a struck target has no sheet");
    let sheet = of(&struck).unwrap();
    let trail: Vec<Vec<Cell<'_>>> = (0..sheet.rows(3)).map(|row| sheet.row(3, row)).collect();
    let place = trail.iter().position(|row| row[5] == Cell::text("生病")).unwrap();
    assert_eq!(trail[place][1], Cell::code(strike.inspector.as_str()));
    assert_eq!(trail[place][4], Cell::Date(date("2026-10-20")));
    assert!(trail.len() > place + 1, "who came in stands behind who was struck");
    let changed = publish::amended_task_sheets(private(&disclosure), contacts()).unwrap();
    let mut ids: Vec<_> = (0..changed[0].rows(0)).map(|row| changed[0].row(0, row)[0].clone()).collect();
    ids.sort_by_key(|cell| format!("{cell:?}"));
    let alternate = outcome.replaced[0].alternate.as_ref().unwrap();
    let mut expected = vec![Cell::code(struck.as_str()), Cell::code(alternate.as_str())];
    expected.sort_by_key(|cell| format!("{cell:?}"));
    assert_eq!(ids, expected);
    assert_eq!(changed[0].row(1, 0)[0], Cell::code(strikes.targets[0].target.as_str()));
    let page = publish::sheets("任务", &sheets, Language::Zh).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(page.matches("<article").count(), sheets.len());
    assert!(page.contains("被检查单位现场负责人"));
}

#[test]
fn how_to_reach_a_target_stands_on_its_task_sheet_and_nowhere_else() {
    let disclosure = drawn();
    let drawn = standing(&disclosure).into_iter().next().unwrap();
    let mut target = dual_random::Target::new(drawn.clone(), "名", "一般", "522601");
    target.sheet.insert("联系电话".to_owned(), "13800138000".to_owned());
    let contacts = Contacts::of(&[target]);
    let sheets = publish::task_sheets(private(&disclosure), &contacts).unwrap();
    for sheet in &sheets {
        let is_its_own = sheet.facts()[1] == Cell::code(drawn.as_str());
        assert_eq!(sheet.rows(0), usize::from(is_its_own));
        if is_its_own {
            assert_eq!(sheet.row(0, 0), [Cell::text("联系电话"), Cell::text("13800138000")]);
        }
    }
    assert!(!format!("{contacts:?}").contains("138"), "nor in what is printed for debugging");
    let kept = Contacts::from_bytes(&contacts.reveal()).unwrap();
    assert_eq!(kept, contacts);
    assert!(Contacts::from_bytes(b"{").is_err());
}

#[test]
fn every_layout_has_a_document_and_each_cell_is_of_its_columns_kind() {
    let mut seen = Vec::new();
    with_all_pages(&mut |page| {
        seen.push(page.layout().id);
        for (cell, column) in page.facts().iter().zip(page.layout().facts) {
            assert!(cell.is(column.kind), "{}", column.id);
        }
        for (table, layout) in page.layout().tables.iter().enumerate() {
            for row in 0..page.rows(table) {
                let cells = page.row(table, row);
                assert_eq!(cells.len(), layout.columns.len(), "{}", layout.id);
                for (cell, column) in cells.iter().zip(layout.columns) {
                    assert!(cell.is(column.kind), "{} {}: {cell:?}", layout.id, column.id);
                }
            }
        }
    });
    let mut all: Vec<&str> = layouts().iter().map(|layout| layout.id).collect();
    seen.sort_unstable();
    seen.dedup();
    all.sort_unstable();
    assert_eq!(seen, all);
}

#[test]
fn no_word_is_missing_and_no_name_stands_twice() {
    for layout in layouts() {
        let columns = layout.tables.iter().flat_map(|table| table.columns).chain(layout.facts);
        let tables = layout.tables.iter().flat_map(|table| [table.caption, table.empty]);
        let texts = [layout.title].into_iter().chain(tables).chain(columns.map(|column| column.words));
        let texts = texts.chain(layout.notes.iter().copied()).chain(layout.signatures.iter().copied());
        for words in texts {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{}: {words:?}", layout.id);
            assert!(words.en.is_ascii(), "{}: {words:?}", layout.id);
        }
        for list in layout.tables.iter().map(|table| table.columns).chain([layout.facts]) {
            let mut names: Vec<&str> = list.iter().map(|column| column.id).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{}", layout.id);
        }
    }
}

#[test]
fn json_is_canonical_and_holds_every_cell() {
    with_all_pages(&mut |page| {
        let bytes = publish(page, Format::Json, Language::Zh).unwrap();
        assert_eq!(bytes, publish(page, Format::Json, Language::En).unwrap(), "data have no language");
        canonical::check(&bytes, 1 << 24).unwrap();
        assert_eq!(Digest::of_file(&bytes), page.digest().unwrap());
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(json["document"], page.layout().id);
        let object = |columns: &[publish::Column], cells: &[Cell<'_>]| -> Value {
            let fields = columns.iter().zip(cells);
            fields.map(|(column, cell)| (column.id.to_owned(), serde_json::to_value(cell).unwrap())).collect()
        };
        assert_eq!(json["facts"], object(page.layout().facts, page.facts()));
        for (table, layout) in page.layout().tables.iter().enumerate() {
            let rows: Vec<Value> =
                (0..page.rows(table)).map(|row| object(layout.columns, &page.row(table, row))).collect();
            assert_eq!(json["tables"][layout.id], Value::Array(rows), "{}", layout.id);
        }
    });
}

#[test]
fn csv_reads_back_to_the_same_cells_and_none_is_a_formula() {
    with_all_pages(&mut |page| {
        for language in LANGUAGES {
            for (table, layout) in page.layout().tables.iter().enumerate() {
                let bytes = Publication::new(page).unwrap().table(table, language).unwrap();
                if table == 0 {
                    assert_eq!(bytes, publish(page, Format::Csv, language).unwrap());
                }
                let text = String::from_utf8(bytes).unwrap();
                let text = text.strip_prefix('\u{feff}').expect("Excel needs the mark");
                assert!(text.ends_with("\r\n"));
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
                let mut read: Table = reader
                    .records()
                    .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                    .collect();
                for cell in read.iter().flatten() {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']), "{cell}");
                }
                let heads = read.remove(0);
                // A part of a whole takes two columns: `2/7` would be read as a day.
                let expected: usize = layout.columns.iter().map(|column| columns(column.kind)).sum();
                assert_eq!(heads.len() - 1, expected);
                for column in layout.columns.iter().filter(|column| column.kind != CellKind::Share) {
                    assert!(heads.iter().any(|head| head == column.words.get(language)), "{}", column.id);
                }
                for row in &mut read {
                    assert_eq!(row.pop().unwrap(), page.digest().unwrap().to_hex());
                    for cell in row {
                        *cell = original(cell).to_owned();
                    }
                }
                let rows = (0..page.rows(table)).map(|row| {
                    let cells = page.row(table, row).into_iter().zip(layout.columns);
                    cells.flat_map(|(cell, column)| parts(&cell, column.kind, language)).collect()
                });
                assert_eq!(read, rows.collect::<Table>());
            }
        }
    });
}

/// How many columns of a spreadsheet one of a document takes.
fn columns(kind: CellKind) -> usize {
    if kind == CellKind::Share { 2 } else { 1 }
}

/// What stands in them.
fn parts(cell: &Cell<'_>, kind: CellKind, language: Language) -> Vec<String> {
    match cell {
        Cell::Share(share) => vec![share.part.to_string(), share.of.to_string()],
        _ => vec![cell.plain(language).into_owned(); columns(kind)],
    }
}

fn unescaped(html: &str) -> String {
    html.replace("<span class=\"id\">", "")
        .replace("</span>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The texts between tags of a name, in order. Nothing else may open such a tag.
fn texts<'a>(html: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let parts = html.split(&open).skip(1);
    parts.map(|part| part.split_once('>').unwrap().1.split_once(&close).unwrap().0).collect()
}

/// The texts of the cells of a row, whether they are heads or not, without bars.
fn cells(row: &str) -> Vec<String> {
    let one = row.replace("<th", "<td").replace("</th>", "</td>");
    texts(&one, "td").into_iter().map(|cell| unescaped(cell.split("<svg").next().unwrap())).collect()
}

/// The rows of the body of a table.
fn body(table: &str) -> Table {
    let body = texts(table, "tbody");
    body.iter().flat_map(|body| texts(body, "tr")).map(cells).collect()
}

#[test]
fn html_reads_back_to_the_same_cells_and_stands_alone() {
    with_all_pages(&mut |page| {
        let is_boxed = |column: &Column| {
            page.layout().public && matches!(column.kind, CellKind::Digest | CellKind::Place)
        };
        for language in LANGUAGES {
            let html = String::from_utf8(publish(page, Format::Html, language).unwrap()).unwrap();
            let mut boxes = texts(&html, "details").into_iter();
            for (n, section) in texts(&html, "section").into_iter().enumerate() {
                let layout = &page.layout().tables[n];
                if layout.pairs {
                    continue;
                }
                let read = |cell: &Cell<'_>| {
                    let text = cell.reading(language).into_owned();
                    // A county needs no code beside its name.
                    let is_county = page.layout().public && matches!(cell, Cell::District(_));
                    if is_county { text.split('（').next().unwrap().to_owned() } else { text }
                };
                // A column in which nothing stands is left out of a page for everybody.
                let is_empty = |place: usize| {
                    page.layout().public
                        && (0..page.rows(n)).all(|row| page.row(n, row)[place] == Cell::Nothing)
                };
                let of = |boxed: bool| -> Table {
                    let row = |row| {
                        let cells = page.row(n, row).into_iter().zip(layout.columns).enumerate();
                        let cells = cells.filter(|(place, _)| !is_empty(*place)).map(|(_, cell)| cell);
                        let own = cells.filter(|(_, column)| is_boxed(column) == boxed);
                        own.map(|(cell, _)| read(&cell)).collect()
                    };
                    (0..page.rows(n)).map(row).collect()
                };
                assert_eq!(body(section), of(false));
                if of(true).iter().any(|row| !row.is_empty()) {
                    let boxed = body(boxes.next().unwrap());
                    let without_id: Table = boxed.into_iter().map(|row| row[1..].to_vec()).collect();
                    assert_eq!(without_id, of(true), "{}", layout.id);
                }
            }
            assert_eq!(boxes.next(), None);
            let facts = texts(&html, "table").into_iter().filter(|table| !table.contains("<thead"));
            let facts: Vec<String> = facts.flat_map(|table| texts(table, "td")).map(unescaped).collect();
            let has = |cell: &Cell<'_>| facts.contains(&cell.reading(language).into_owned());
            let lead = page.layout().lead.map_or("", |lead| lead.zh);
            for (column, cell) in page.layout().facts.iter().zip(page.facts()) {
                // What is not known is left out; an official paper has its unit and title in its head, and a sentence has numbers.
                let in_head = page.layout().official && ["title", "authorities"].contains(&column.id);
                let is_said = page.layout().public && lead.contains(&format!("{{{}}}", column.id));
                if *cell == Cell::Nothing || in_head || matches!(cell, Cell::Scan(_)) {
                    continue;
                }
                assert!(has(cell) != is_said || is_said, "{}", column.id);
                assert!(!is_said || html.contains(&*cell.reading(language)), "{}", column.id);
            }
            let codes: Vec<_> = page
                .facts()
                .iter()
                .filter_map(|cell| if let Cell::Scan(text) = cell { scan_code(text) } else { None })
                .collect();
            assert_eq!(html.matches("<figure class=\"scan\"").count(), codes.len());
            assert!(codes.iter().all(|code| html.contains(code)));
            assert!(facts.contains(&page.digest().unwrap().to_hex()));
            if let Some(head) = &page.bound()[0].head {
                assert!(facts.contains(&head.to_hex()));
            }
            // The way back, the data, and the one script are all that leads anywhere or runs.
            let own = format!("<a href=\"{}.json\">", publish::stem(&page.key(), &page.digest().unwrap()));
            let shell = html.replacen("<a href=\"../index.html\">", "", 1).replacen(&own, "", 1);
            let (before, script) = shell.split_once("<script>").unwrap_or((&shell, ""));
            assert!(script.is_empty() || script.ends_with("</script>\n</body>\n</html>\n"));
            let shell: String = before.split("<td").map(|part| part.split("</td>").last().unwrap()).collect();
            for danger in ["<script", "src=", "href=", "url(", "@import", "javascript:", "<link", "<img"] {
                assert!(!shell.contains(danger), "{danger}");
            }
            assert!(!before.contains("<script") && !html.contains("<b>") && !html.contains("<!--"));
            assert!(!page.layout().public || html.contains("default-src 'none'"));
            let lang = if language == Language::Zh { "zh-CN" } else { "en" };
            assert!(html.contains(&format!("<html lang=\"{lang}\">")));
            assert_eq!(html.matches("<h1>").count(), 1);
            let scoped =
                html.matches("<th scope=\"col\"").count() + html.matches("<th scope=\"row\">").count();
            assert_eq!(html.matches("<th").count() - html.matches("<thead").count(), scoped);
        }
    });
}

#[test]
fn a_long_roster_takes_several_pages_that_hold_every_row_once() {
    let plan = plan(2500, 9, 2);
    let announced = announce(plan, rosters(2500, 9, 4), 7);
    let list = RosterList::of_opening(&announced.announcement, &announced.opening).unwrap();
    let page = publish::rosters(&list, policy());
    assert_eq!(page.parts(), 3);
    let written = Publication::new(&page).unwrap();
    let stem = publish::stem(&page.key(), &written.digest());
    let mut rows = Table::new();
    let all = Rendering::all(&page).filter(|one| (one.format, one.language) == (Format::Html, Language::Zh));
    let all: Vec<Rendering> = all.collect();
    assert_eq!(all.len(), 3);
    for (part, rendering) in all.iter().copied().enumerate() {
        let name = rendering.name(page.layout(), &stem);
        assert_eq!(Rendering::of_name(&page, &stem, &name), Some(rendering));
        let html = String::from_utf8(written.rendered(rendering).unwrap()).unwrap();
        assert!(html.len() < 1 << 20, "{name} has {} bytes", html.len());
        let targets = texts(&html, "section").into_iter().find(|section| section.contains("id=\"targets\""));
        rows.extend(body(targets.unwrap()));
        for other in all.iter().filter(|other| **other != rendering) {
            assert!(html.contains(&format!("href=\"{}\"", other.name(page.layout(), &stem))));
        }
        assert_eq!(html.contains("id=\"classes\""), part == 0);
    }
    let numbers: Vec<String> = rows.into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(numbers, (1..=2500).map(|number: u32| number.to_string()).collect::<Vec<_>>());
}

/// The cells of a row of a table in Markdown.
fn markdown_cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => cells.last_mut().unwrap().extend(chars.next()),
            '|' => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    let cells = &cells[1..cells.len() - 1];
    let inner = |cell: &String| cell.strip_prefix(' ').unwrap().strip_suffix(' ').unwrap().to_owned();
    cells.iter().map(|cell| unescaped(&inner(cell))).collect()
}

#[test]
fn markdown_reads_back_to_the_same_cells() {
    with_all_pages(&mut |page| {
        for language in LANGUAGES {
            let text = String::from_utf8(publish(page, Format::Markdown, language).unwrap()).unwrap();
            for (n, section) in text.split("\n## ").skip(1).enumerate() {
                let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
                let rows: Table = lines.map(markdown_cells).collect();
                assert_eq!(rows, rows_of(page, n, |cell| cell.reading(language).into_owned()));
            }
            assert!(text.contains(&page.digest().unwrap().to_hex()));
        }
    });
}

/// Whether a value fits a schema; only what the schemas here use.
fn fits(value: &Value, schema: &Value, at: &str) {
    if let Some(all) = schema["anyOf"].as_array() {
        let fitting = all.iter().any(|schema| {
            schema["type"] == "null" && value.is_null() || schema["type"] != "null" && !value.is_null()
        });
        assert!(fitting, "{at}");
        if !value.is_null() {
            fits(value, &all[0], at);
        }
        return;
    }
    if let Some(fixed) = schema.get("const") {
        assert_eq!(value, fixed, "{at}");
    }
    match schema["type"].as_str() {
        Some("string") => assert!(value.is_string(), "{at}"),
        Some("integer") => assert!(value.is_u64(), "{at}"),
        Some("array") => {
            let items = value.as_array().unwrap_or_else(|| panic!("{at}"));
            for item in items {
                fits(item, &schema["items"], &format!("{at}[]"));
            }
        }
        Some("object") => {
            let fields = value.as_object().unwrap_or_else(|| panic!("{at}"));
            let known = schema["properties"].as_object().unwrap();
            assert_eq!(schema["additionalProperties"], false);
            assert!(fields.keys().eq(known.keys()), "{at}: {:?}", fields.keys());
            fields.iter().for_each(|(name, value)| fits(value, &known[name], &format!("{at}.{name}")));
        }
        _ => {}
    }
}

#[test]
fn schemas_are_frozen_and_every_document_fits_its_own() {
    with_all_pages(&mut |page| {
        let schema = schema(page.layout());
        let json = publish(page, Format::Json, Language::Zh).unwrap();
        fits(&serde_json::from_slice(&json).unwrap(), &schema, page.layout().id);
        let path = format!("{}/tests/vectors/schemas/{}.json", env!("CARGO_MANIFEST_DIR"), page.layout().id);
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{path}");
    });
}

#[test]
fn what_the_law_keeps_back_is_not_shown_and_still_counted() {
    let disclosure = drawn();
    let reports = reported(&disclosure);
    let page = publish::outcomes(&disclosure, &reports, policy()).unwrap();
    assert_eq!((page.rows(0), page.rows(1), page.rows(2)), (5, 1, 4));
    let facts: Vec<String> = page.facts().iter().map(|cell| cell.plain(Language::Zh).into_owned()).collect();
    assert_eq!(facts[2..6], ["8/12", "6/7", "1", "1"]);
    let all = standing(&disclosure);
    let text = String::from_utf8(publish(&page, Format::Json, Language::Zh).unwrap()).unwrap();
    for hidden in &all[1..3] {
        assert!(!text.contains(hidden.as_str()), "{hidden}");
    }
    assert!(!text.contains("商业秘密") && !text.contains("分管领导"));
    let decisions = penalties();
    let on = date("2026-12-01");
    let page = publish::penalties(Vec::new(), &decisions, policy(), on);
    let text = String::from_utf8(publish(&page, Format::Json, Language::Zh).unwrap()).unwrap();
    assert!(!text.contains("不应出现的地址") && !text.contains("甲某") && text.contains("甲**"));
    assert!(!text.contains("〔2026〕015号"), "a minor's");
    assert_eq!(page.facts(), [Cell::Count(16), Cell::Count(2), Cell::Count(0)]);
    let all_names = Policy::default().with_representative(Naming::Whole).with_penalised(Naming::Hidden);
    let page = publish::penalties(Vec::new(), &decisions, &all_names, on);
    let last = page.row(0, page.rows(0) - 1);
    assert_eq!(last[1], Cell::Nothing, "the policy leaves the person's name out");
    let text = String::from_utf8(publish(&page, Format::Markdown, Language::Zh).unwrap()).unwrap();
    assert!(text.contains("甲某") && text.contains("1234567.89 元") && text.contains("2026年11月23日"));
    let english = String::from_utf8(publish(&page, Format::Html, Language::En).unwrap()).unwrap();
    assert!(english.contains("CNY 1,234,567.89") && english.contains("2026-11-23"));
}

#[test]
fn withdrawn_and_ended_penalties_are_not_shown() {
    let mut decisions = penalties();
    decisions[0].status = PenaltyStatus::Annulled;
    decisions[0].changed_on = Some(date("2026-11-30"));
    decisions[0].explanation = Some("复议撤销".to_owned());
    let until = decisions[0].published_until;
    decisions[1].published_until = date("2026-11-30");
    let page = publish::penalties(Vec::new(), &decisions, policy(), date("2026-12-01"));
    let text = String::from_utf8(publish(&page, Format::Json, Language::Zh).unwrap()).unwrap();
    assert!(!text.contains("〔2026〕001号"), "its publication has ended");
    assert_eq!(text.matches("〔2026〕000号").count(), 1, "only in the list of the withdrawn");
    assert_eq!(page.rows(1), 1);
    let withdrawn = page.row(1, 0);
    assert_eq!(withdrawn[3].plain(Language::Zh), "已撤销");
    assert_eq!(withdrawn[5], Cell::text("复议撤销"));
    assert!(!text.contains("事实<script>"), "its facts are gone");
    let page = publish::penalties(Vec::new(), &decisions, policy(), until.plus_days(1).unwrap());
    assert_eq!((page.rows(0), page.rows(1)), (0, 0));
}

/// What one target's outcome must not tell before the disclosure.
#[test]
fn one_outcome_tells_nothing_of_other_targets() {
    let disclosure = drawn();
    let reports = reported(&disclosure);
    let all = standing(&disclosure);
    let mut pages = 0;
    for (place, target) in all.iter().enumerate() {
        let proof = public_proof(&disclosure, target);
        let Some(page) = publish::visit(private(&disclosure), &reports, target, &proof, policy()).unwrap()
        else {
            assert!((1..3).contains(&place) || place >= 8, "{target}");
            continue;
        };
        pages += 1;
        assert_eq!(page.rows(0) + page.rows(1), 1);
        assert_eq!(page.bound()[0].head, Some(disclosure.head));
        let Some(Cell::Scan(scanned)) = page.facts().last() else { panic!("no code") };
        let scanned = Proof::from_compact(scanned).unwrap();
        assert_eq!(scanned.digest().unwrap(), proof.short().digest().unwrap(), "what is published beside it");
        for format in [Format::Json, Format::Html] {
            let text = String::from_utf8(publish(&page, format, Language::Zh).unwrap()).unwrap();
            assert!(text.contains(target.as_str()));
            assert!(!text.contains(&disclosure.first().result.ticket_key.to_hex()));
            for other in all.iter().filter(|other| *other != target) {
                assert!(!text.contains(other.as_str()), "{other} in the page of {target}");
            }
        }
    }
    assert_eq!(pages, 6);
}

#[test]
fn natural_persons_are_named_as_the_policy_says() {
    let disclosure = drawn();
    let reports = reported(&disclosure);
    let persons = Policy::default().with_persons(["一般"]);
    let list = RosterList::of_disclosure(&disclosure).unwrap();
    for (page, table) in
        [(publish::rosters(&list, &persons), 3), (publish::situation(&disclosure, &persons).unwrap(), 0)]
    {
        let columns = page.layout().tables[table].columns;
        let place = |id| columns.iter().position(|column| column.id == id).unwrap();
        for row in 0..page.rows(table) {
            let row = page.row(table, row);
            let name = row[place("name")].plain(Language::Zh);
            let is_person = row[place("class")] == Cell::text("一般");
            assert_eq!(name.ends_with("**") && name.chars().count() == 3, is_person, "{name}");
            assert!(!is_person || row[place("credit_code")] == Cell::Nothing);
        }
    }
    let page = publish::outcomes(&disclosure, &reports, &persons).unwrap();
    let json = publish(&page, Format::Json, Language::Zh).unwrap();
    assert!(String::from_utf8(json).unwrap().contains("**"));
}

/// Every figure counted again from the pages that list the single targets.
#[test]
fn statistics_agree_with_the_lists() {
    let (disclosure, other) = (drawn(), drawn_again());
    let reports = reported(&disclosure);
    let periods = [Period::new(&other, None), Period::new(&disclosure, Some(&reports))];
    let page = publish::statistics(&periods).unwrap();
    let texts = |table: usize| rows_of(&page, table, |cell| cell.plain(Language::Zh).into_owned());
    let ids = |disclosure: &Disclosure| standing(disclosure).into_iter().collect::<BTreeSet<_>>();
    let covered: BTreeSet<_> = ids(&disclosure).union(&ids(&other)).cloned().collect();
    let facts: Vec<String> = page.facts().iter().map(|cell| cell.plain(Language::Zh).into_owned()).collect();
    let drawn = ids(&disclosure).len() + ids(&other).len();
    assert_eq!(
        facts[3..],
        [
            "2".to_owned(),
            format!("{}/24", covered.len()),
            format!("8/{drawn}"),
            "6/7".to_owned(),
            "2".to_owned()
        ]
    );
    assert_eq!(texts(0).len(), 2);
    assert_eq!(texts(1), [["2026年第四季度", "7", "6/7"]]);
    let sum = |table: usize, column: usize| -> u64 {
        texts(table).iter().map(|row| row[column].split('/').next().unwrap().parse::<u64>().unwrap()).sum()
    };
    for table in [2, 3] {
        assert_eq!((sum(table, 1), sum(table, 2)), (24, covered.len() as u64));
        assert_eq!((sum(table, 3), sum(table, 4)), (7, 6));
    }
    assert_eq!((sum(4, 3), sum(5, 1)), (7, 7));
    let seats = |disclosure: &Disclosure| disclosure.seal.seats.filled;
    let visits: u64 =
        texts(7).iter().map(|row| row[0].parse::<u64>().unwrap() * row[1].parse::<u64>().unwrap()).sum();
    assert_eq!(sum(6, 2), visits);
    assert!(visits <= seats(&disclosure) + seats(&other) && visits > 0);
    assert_eq!(sum(6, 1), sum(7, 1), "every inspector counts once");
    let twice = [periods[0], periods[0]];
    assert!(matches!(publish::statistics(&twice), Err(publish::PublishError::Repeated { .. })));
    let foreign = Period::new(&other, Some(&reports));
    assert!(matches!(publish::statistics(&[foreign]), Err(publish::PublishError::OtherDraw)));
}

#[test]
fn a_report_of_what_was_not_drawn_is_an_error() {
    let disclosure = drawn();
    let all = standing(&disclosure);
    let struck = &disclosure.amendments[0].strikes.targets[0].target;
    let stranger = TargetId::new("T999").unwrap();
    let of = |target: &TargetId, result: &str| report(target, result, "x", Openness::Disclosed);
    let list =
        vec![of(&all[0], "1"), of(struck, "1"), of(&stranger, "1"), of(&all[0], "1"), of(&all[1], "77")];
    let faults = Reports::of_disclosure(Scheme::common(), list, &disclosure).unwrap_err();
    let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.row, fault.code())).collect();
    let expected = [(2, "not_drawn"), (3, "not_drawn"), (4, "repeated"), (5, "bad_choice")];
    let expected = expected.map(|(row, code)| (Some(row), FaultCode::from_code(code).unwrap()));
    assert_eq!(found, expected);
}

#[test]
fn outcomes_come_from_a_table_with_faults_by_row() {
    let table = "编号,检查完成日期,检查结果,后续处置,发现的问题,处罚决定书文号,未检查原因,公开属性,不予公开理由,批准人\n\
                 T001,2026-11-03,发现问题已责令改正,责令改正,台账不全,铜环罚字〔2025〕15号；铜环罚字[2025]016号,,,,\n\
                 T002,,,,,,已停产,依申请公开,,\n\
                 T003,2026-11-04,1,无需后续处置,,,,不予公开,涉密,某局长\n";
    let read = reports(table.as_bytes(), &Scheme::common()).unwrap();
    assert_eq!(read.lines, [2, 3, 4]);
    let first = read.records[0].outcome.as_ref().unwrap();
    assert_eq!((first.result.as_str(), first.penalties.len()), ("2", 2));
    assert_eq!(first.penalties[1].as_str(), "铜环罚字[2025]016号");
    assert_eq!(read.records[1].outcome, Err("已停产".to_owned()));
    assert!(matches!(read.records[2].openness, Openness::Withheld { .. }));
    for (from, to, line, field) in [
        ("2026-11-03", "11/03/2026", 2, "检查完成日期"),
        ("发现问题已责令改正", "发现问题", 2, "检查结果"),
        ("责令改正,台", "改正,台", 2, "后续处置"),
        ("〔2025〕15号", "2025-15", 2, "处罚决定书文号"),
        ("T002,,", "T002,2026-11-03,", 3, "检查完成日期"),
        ("涉密", "", 4, "不予公开理由"),
        ("某局长", "", 4, "批准人"),
        ("依申请公开,", "依申请公开,涉密", 3, "公开属性"),
        ("T003", "T002", 4, "编号"),
    ] {
        assert!(table.contains(from));
        let faults = reports(table.replacen(from, to, 1).as_bytes(), &Scheme::common()).unwrap_err();
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.row, fault.field.as_str())).collect();
        assert_eq!(found, [(Some(line), field)], "{from}");
    }
}

#[test]
fn private_numbers_are_refused_with_their_place_or_hidden() {
    let disclosure = drawn();
    let all = standing(&disclosure);
    let text = "负责人电话138-0013-8000，账号4000 0000 0000 0002";
    let list = vec![
        report(&all[0], "1", "无", Openness::Disclosed),
        report(&all[1], "2", text, Openness::Disclosed),
    ];
    let reports = Reports::of_disclosure(Scheme::common(), list, &disclosure).unwrap();
    let page = publish::outcomes(&disclosure, &reports, policy()).unwrap();
    for format in [Format::Html, Format::Markdown, Format::Json, Format::Csv] {
        let Err(publish::PublishError::Leaks { leaks }) = publish(&page, format, Language::Zh) else {
            panic!("{format:?}");
        };
        let found: Vec<_> = leaks
            .as_slice()
            .iter()
            .map(|leak| (leak.table.map(|table| table.id), leak.row, leak.column.id, leak.kind.code()))
            .collect();
        assert_eq!(
            found,
            [(Some("outcomes"), 2, "findings", "mobile"), (Some("outcomes"), 2, "findings", "bank_card")]
        );
        assert!(!leaks.as_slice()[0].message(Language::Zh).contains("138"));
    }
    let page = page.masked();
    for format in [Format::Html, Format::Markdown, Format::Json, Format::Csv] {
        let written = String::from_utf8(publish(&page, format, Language::Zh).unwrap()).unwrap();
        assert!(written.contains("负责人电话〔手机号码已隐去〕，账号〔银行卡号已隐去〕"), "{format:?}");
        assert!(!written.contains("8000") && !written.contains("0002"));
    }
}

#[test]
fn an_id_number_that_passes_the_checks_of_a_credit_code_is_published_no_more_than_another() {
    let disclosure = drawn();
    let drawn = &standing(&disclosure)[0];
    for (file, number) in
        [("outcomes.csv", "522699200001010556"), ("outcomes-control.csv", "522699197501011235")]
    {
        let path = format!("tests/cases/05-id-that-passes-credit-check/{file}");
        let table = std::fs::read_to_string(path).unwrap().replace("QDN-0001", drawn.as_str());
        assert!(table.contains(number));
        let read = reports(table.as_bytes(), &Scheme::common()).unwrap();
        let reports = Reports::of_disclosure(Scheme::common(), read.records, &disclosure).unwrap();
        let page = publish::outcomes(&disclosure, &reports, policy()).unwrap();
        let refused = publish(&page, Format::Json, Language::Zh).unwrap_err();
        let publish::PublishError::Leaks { leaks } = &refused else { panic!("{refused}") };
        let leaks = leaks.as_slice();
        assert_eq!((leaks.len(), leaks[0].column.id, leaks[0].kind), (1, "findings", Sensitive::CitizenId));
        for language in LANGUAGES {
            assert!(!refused.message(language).contains(&number[6..]), "{file}");
        }
        for format in [Format::Html, Format::Markdown, Format::Json, Format::Csv] {
            let page = publish::outcomes(&disclosure, &reports, policy()).unwrap().masked();
            let written = String::from_utf8(publish(&page, format, Language::Zh).unwrap()).unwrap();
            assert!(written.contains("负责人甲某（身份证号〔公民身份号码已隐去〕）未在场"), "{format:?}");
            assert!(!written.contains(&number[6..]), "{file}, {format:?}");
        }
    }
}

#[test]
fn a_number_of_the_document_is_that_of_the_data() {
    // The digest follows from facts and rows; a changed finding is another document.
    let disclosure = drawn();
    let all = standing(&disclosure);
    let digest = |text: &str| {
        let list = vec![report(&all[0], "2", text, Openness::Disclosed)];
        let reports = Reports::of_disclosure(Scheme::common(), list, &disclosure).unwrap();
        publish::outcomes(&disclosure, &reports, policy()).unwrap().digest().unwrap()
    };
    assert_eq!(digest("a"), digest("a"));
    assert_ne!(digest("a"), digest("b"));
    assert_eq!(publish::situation(&disclosure, policy()).unwrap().bound()[0].head, Some(disclosure.head));
    assert_eq!(publish::situation(&disclosure, policy()).unwrap().bound()[0].draw, id("draw-1"));
}

/// Every document as a workbook, read by another reader, says what the document says.
#[test]
fn workbooks_say_what_the_documents_say() {
    with_all_pages(&mut |page| {
        for language in LANGUAGES {
            let bytes = publish(page, Format::Xlsx, language).unwrap();
            assert_eq!(bytes, publish(page, Format::Xlsx, language).unwrap());
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
            let layout = page.layout();
            let names = book.sheet_names();
            assert_eq!(names.len(), layout.tables.len() + 1);
            let summary = book.worksheet_range(&names[0]).unwrap();
            let digests: Vec<_> = page.bound().iter().map(|bound| Cell::Digest(bound.announcement)).collect();
            let facts = layout.facts.iter().zip(page.facts()).filter(|(_, cell)| !digests.contains(cell));
            for (row, (column, cell)) in (0..).zip(facts) {
                let label = Data::String(column.words.get(language).to_owned());
                assert_eq!(summary.get_value((row, 0)), Some(&label));
                assert!(same(summary.get_value((row, 1)), cell, language), "{}", column.id);
            }
            let digest = Data::String(page.digest().unwrap().to_hex());
            assert!(summary.used_cells().any(|(_, _, cell)| *cell == digest));
            for (table, layout) in layout.tables.iter().enumerate() {
                let sheet = book.worksheet_range(&names[table + 1]).unwrap();
                assert_eq!(sheet.height(), page.rows(table) + 1, "{}", layout.id);
                for row in 0..page.rows(table) {
                    let cells = page.row(table, row).into_iter().zip(layout.columns);
                    let cells = cells.flat_map(|(cell, column)| match cell {
                        Cell::Share(share) => vec![Cell::Count(share.part), Cell::Count(share.of)],
                        cell => vec![cell; columns(column.kind)],
                    });
                    for (column, cell) in (0..).zip(cells) {
                        let read = sheet.get_value((u32::try_from(row).unwrap() + 1, column));
                        assert!(
                            same(read, &cell, language),
                            "{} {row} {column}: {read:?} {cell:?}",
                            layout.id
                        );
                    }
                }
            }
            let frozen = unpacked(&bytes).matches("state=\"frozen\"").count();
            assert_eq!(frozen, layout.tables.len());
        }
    });
}

/// All files of a workbook, one after the other. Each of them is packed.
fn unpacked(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        assert_eq!(file.compression(), zip::CompressionMethod::Deflated);
        file.read_to_string(&mut all).unwrap();
    }
    all
}

/// Whether a cell of a workbook is a document's cell: numbers as numbers, days as days, all else as text.
fn same(read: Option<&Data>, cell: &Cell<'_>, language: Language) -> bool {
    match (read.unwrap_or(&Data::Empty), cell) {
        (Data::Empty, Cell::Nothing) => true,
        (Data::Float(read), Cell::Count(number)) => read.to_string() == number.to_string(),
        (Data::Float(_), Cell::Fen(_) | Cell::Place(_)) => read.unwrap().to_string() == cell.plain(language),
        (Data::DateTime(read), Cell::Date(date)) => {
            let (year, month, day, ..) = read.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}") == date.to_string()
        }
        (Data::String(read), Cell::Timestamp(_) | Cell::District(_) | Cell::Share(_) | Cell::Ordinal(_)) => {
            *read == cell.reading(language)
        }
        (Data::String(read), cell) => *read == cell.plain(language),
        // An empty text is nothing to a reader.
        (Data::Empty, cell) => cell.plain(language).is_empty(),
        _ => false,
    }
}

#[test]
fn every_sheet_has_a_name_that_spreadsheets_take() {
    for layout in layouts() {
        for language in LANGUAGES {
            let names: BTreeSet<String> = layout
                .tables
                .iter()
                .map(|table| {
                    let caption = table.caption.get(language);
                    let fits = caption.chars().count() <= 31
                        && !caption.contains(['[', ']', ':', '*', '?', '/', '\\']);
                    (if fits { caption } else { table.id }).to_lowercase()
                })
                .collect();
            assert_eq!(names.len(), layout.tables.len(), "{}", layout.id);
            assert!(!names.contains("summary") && !names.contains("概要"));
        }
    }
}

/// Everything that people read follows from the JSON: read back, it gives every file again, byte by byte.
#[test]
fn a_page_read_back_from_its_json_gives_every_file_again() {
    let mut seen = BTreeSet::new();
    with_all_pages(&mut |page| {
        let layout = page.layout();
        seen.insert(layout.id);
        let written = Publication::again(page).unwrap();
        let json = written.bytes(Format::Json, Language::Zh).unwrap();
        let back = Page::from_json(&json).unwrap_or_else(|error| panic!("{}: {error}", layout.id));
        assert_eq!((back.layout(), back.bound()), (layout, page.bound()));
        for (place, table) in layout.tables.iter().enumerate() {
            assert_eq!(back.rows(place), page.rows(place), "{} {}", layout.id, table.id);
            for row in 0..page.rows(place) {
                let cells = page.row(place, row);
                assert_eq!(back.row(place, row), cells);
                for (cell, column) in cells.iter().zip(table.columns) {
                    assert!(cell.is(column.kind), "{} {} {}", layout.id, table.id, column.id);
                }
            }
        }
        let again = Publication::again(&back).unwrap();
        assert_eq!(again.digest(), written.digest());
        let mut names = BTreeSet::new();
        for rendering in Rendering::all(page) {
            let name = rendering.name(layout, "stem-01234567");
            assert_eq!(Rendering::of_name(page, "stem-01234567", &name), Some(rendering));
            assert!(names.insert(name.clone()), "{name} twice");
            assert!(again.rendered(rendering).unwrap() == written.rendered(rendering).unwrap(), "{name}");
        }
    });
    assert_eq!(seen.len(), layouts().len(), "{seen:?}");
    // One code never stands for two texts.
    for layout in layouts() {
        let columns = layout.tables.iter().flat_map(|table| table.columns).chain(layout.facts);
        for column in columns {
            if let CellKind::Word(list) | CellKind::Words(list) = column.kind {
                let codes: BTreeSet<&str> = list.iter().map(|word| word.code).collect();
                assert_eq!(codes.len(), list.len(), "{} {}", layout.id, column.id);
            }
        }
    }
}

/// Ids that the templates and this crate give have words for Chinese readers; data keep the ids.
#[test]
fn chinese_pages_have_words_for_names_of_values_schemes_and_sources() {
    let mut seen = BTreeSet::new();
    with_all_pages(&mut |page| {
        let layout = page.layout();
        let mut look = |column: &Column, cell: &Cell<'_>| {
            let (zh, en) = (cell.reading(Language::Zh), cell.reading(Language::En));
            if matches!(column.kind, CellKind::Named(_) | CellKind::Source) && *cell != Cell::Nothing {
                assert!(!zh.contains(|c: char| c.is_ascii_alphabetic()), "{} {}: {zh}", layout.id, column.id);
                assert_ne!(zh, en);
                seen.insert((layout.id, column.id));
            }
        };
        layout.facts.iter().zip(page.facts()).for_each(|(column, cell)| look(column, cell));
        for (place, table) in layout.tables.iter().enumerate() {
            for row in 0..page.rows(place) {
                table.columns.iter().zip(&page.row(place, row)).for_each(|(column, cell)| look(column, cell));
            }
        }
    });
    for (layout, column) in [
        ("announcement", "name"),
        ("announcement", "source"),
        ("situation", "name"),
        ("outcomes", "scheme"),
        ("statistics", "scheme"),
    ] {
        assert!(seen.contains(&(layout, column)), "{layout} {column}: {seen:?}");
    }
}

#[test]
fn steps_in_force_are_numbered_for_each_item_and_others_are_not() {
    let disclosure = drawn();
    let announcement = &disclosure.announcement;
    let own = powers(&announcement.plan.items[0].id);
    let page = publish::powers(announcement, &own).unwrap();
    let table = page.layout().tables.iter().position(|table| table.id == "procedure").unwrap();
    let numbers: Vec<Cell<'_>> = (0..page.rows(table)).map(|row| page.row(table, row)[0].clone()).collect();
    assert_eq!(numbers, [Cell::Nothing, Cell::Count(1), Cell::Count(1), Cell::Count(2)]);
    let row = page.row(0, 0);
    assert_eq!(row[1], Cell::text(announcement.plan.items[0].name.as_str()), "an item has its name");
    assert_eq!(page.row(0, 1)[1], Cell::Nothing, "what names no item is of all");
}

#[test]
fn what_an_authority_says_of_its_enforcement_is_checked_row_by_row() {
    let disclosure = drawn();
    let plan = &disclosure.announcement.plan;
    let item = &plan.items[0].id;
    let faults = |change: &dyn Fn(&mut Powers)| {
        let mut own = powers(item);
        change(&mut own);
        let faults = own.check(plan).unwrap_err();
        let found = faults.iter().map(|fault| (fault.row, fault.field.clone(), fault.code()));
        found.collect::<Vec<_>>()
    };
    let one = |row, field: &str, code| vec![(Some(row), field.to_owned(), code)];
    assert_eq!(
        faults(&|it| it.duties[1].item = Some(id("NOBODY"))),
        one(2, "duty.item", FaultCode::UnknownItem)
    );
    assert_eq!(
        faults(&|it| it.benchmarks[1].item = id("NOBODY")),
        one(2, "benchmark.item", FaultCode::UnknownItem)
    );
    assert_eq!(
        faults(&|it| it.benchmarks[1].step = "较轻".to_owned()),
        one(2, "benchmark.step", FaultCode::Repeated)
    );
    assert_eq!(
        faults(&|it| it.bases[0].from = Some(date("2026-01-01"))),
        one(1, "basis.to", FaultCode::Order)
    );
    assert_eq!(faults(&|it| it.bases[1].law.clear()), one(2, "basis.law", FaultCode::Empty));
    assert_eq!(
        faults(&|it| it.remedies[0].how = Some("拨打13800138000".to_owned())),
        one(1, "remedy.how", FaultCode::HoldsMobile)
    );
    assert_eq!(
        faults(&|it| it.directory.push(it.directory[0].clone())),
        one(2, "directory.document", FaultCode::Repeated)
    );
    let mut old = powers(item);
    old.benchmarks[1].step = "较轻".to_owned();
    old.benchmarks[1].validity = Validity::Revised;
    old.check(plan).unwrap();
    assert!(Powers::default().is_empty() && !old.is_empty());
    let read: Powers = serde_json::from_str(&serde_json::to_string(&old).unwrap()).unwrap();
    assert_eq!(read, old);
}

/// The places of a JSON file where one value stands instead of another.
fn with_each_value_changed(json: &[u8]) -> Vec<Vec<u8>> {
    let value: Value = serde_json::from_slice(json).unwrap();
    let changed = common::changes::changes(&value).into_iter();
    changed.map(|(_, value)| format!("{value}\n").into_bytes()).collect()
}

#[test]
fn what_is_no_page_is_refused_and_what_is_one_has_another_digest() {
    let mut refused = 0;
    with_all_pages(&mut |page| {
        let json = Publication::again(page).unwrap().bytes(Format::Json, Language::Zh).unwrap();
        let digest = Digest::of_file(&json);
        for other in with_each_value_changed(&json) {
            match Page::from_json(&other) {
                Err(error) => {
                    assert!(!error.message(Language::Zh).is_empty());
                    refused += 1;
                }
                // Another page: it stands under another digest.
                Ok(page) => {
                    assert_eq!(page.digest().unwrap(), Digest::of_file(&other));
                    assert_ne!(page.digest().unwrap(), digest);
                }
            }
        }
        let text = String::from_utf8(json.clone()).unwrap();
        for other in [
            text.replacen("{\"bound\":", "{ \"bound\":", 1),
            text.replacen("\"tables\":{", "\"tables\":{\"a\":[],", 1),
            text.replacen("\"facts\":{", "\"facts\":{\"a\":1,", 1),
            text.replacen("publication/1", "publication/2", 1),
            text.trim_end().to_owned(),
            text.clone() + "\n",
            text.replacen("\"document\":\"", "\"document\":\"x", 1),
        ] {
            assert!(Page::from_json(other.as_bytes()).is_err());
        }
        for cut in (0..text.len()).step_by(text.len() / 50 + 1) {
            assert!(Page::from_json(&json[..cut]).is_err());
        }
    });
    assert!(refused > 1000, "{refused}");
    for rubbish in [
        &b""[..],
        b"{}\n",
        b"{\"bound\":[",
        &b"[".repeat(100_000),
        b"{\"bound\":[],\"document\":\"items\",\"facts\":",
    ] {
        assert!(Page::from_json(rubbish).is_err());
    }
}
