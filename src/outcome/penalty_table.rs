//! `penalties.csv`: one row a decision (feature `tables`). The heads of the credit platform's form (信用中国“双公示”) are
//! known as well: amounts there are in 万元, and columns that are not used are named in a note.

use super::number::DocumentNumber;
use super::penalty::{Party, Penalty, PenaltyKind, PenaltyStatus};
use super::table::openness;
use crate::fault::{Faults, Problem, Table as Input};
use crate::say::{Language, Quoted};
use crate::tables::{
    Layout, NoteCode, Others, Reading, Row, Table, TableFile, optional, read_whole, required, unused,
};
use crate::types::limits;

const PENALTIES: Layout = Layout {
    table: Input::Penalties,
    columns: &[
        required(&["number", "决定书文号", "行政处罚决定书文号"]),
        required(&["name", "行政相对人名称"]),
        required(&["party", "相对人类别", "行政相对人类别"]),
        optional(&[
            "credit_code",
            "统一社会信用代码",
            "行政相对人代码_1",
            "行政相对人代码_1(统一社会信用代码)",
            "行政相对人代码_1（统一社会信用代码）",
        ]),
        optional(&[
            "legal_representative",
            "法定代表人",
            "经营者",
            "法定代表人（经营者）",
            "法定代表人(经营者)",
        ]),
        required(&["address", "地址"]),
        required(&["facts", "违法事实"]),
        required(&["evidence", "证据"]),
        required(&["kinds", "处罚类别"]),
        required(&["basis", "处罚依据"]),
        required(&["content", "处罚内容"]),
        optional(&["fine", "罚款金额", "罚款金额（元）", "罚款金额(元)"]),
        optional(&["fine_ten_thousands", "罚款金额（万元）", "罚款金额(万元)"]),
        optional(&["benchmark", "裁量阶次"]),
        optional(&["benchmark_reason", "裁量理由"]),
        required(&["performance", "履行方式和期限"]),
        required(&["remedies", "救济途径"]),
        required(&["authority", "处罚机关"]),
        required(&["decided", "决定日期", "处罚决定日期"]),
        required(&["published_until", "公示截止期"]),
        optional(&["status", "当前状态"]),
        optional(&["changed_on", "变更日期"]),
        optional(&["explanation", "说明"]),
        optional(&["openness", "公开属性"]),
        optional(&["withheld_reason", "不予公开理由"]),
        optional(&["approver", "批准人"]),
        unused(&["行政相对人代码_2(工商注册号)", "行政相对人代码_2（工商注册号）"]),
        unused(&["行政相对人代码_3(组织机构代码)", "行政相对人代码_3（组织机构代码）"]),
        unused(&["行政相对人代码_4(税务登记号)", "行政相对人代码_4（税务登记号）"]),
        unused(&["行政相对人代码_5(事业单位证书号)", "行政相对人代码_5（事业单位证书号）"]),
        unused(&["行政相对人代码_6(社会组织登记证号)", "行政相对人代码_6（社会组织登记证号）"]),
        unused(&["法定代表人证件类型"]),
        unused(&["法定代表人证件号码"]),
        unused(&["证件类型"]),
        unused(&["证件号码"]),
        unused(&["违法行为类型"]),
        unused(&["没收违法所得、没收非法财物的金额（万元）", "没收违法所得、没收非法财物的金额(万元)"]),
        unused(&["暂扣或吊销证照名称及编号"]),
        unused(&["处罚有效期"]),
        unused(&["处罚机关统一社会信用代码"]),
        unused(&["数据来源单位"]),
        unused(&["数据来源单位统一社会信用代码"]),
        unused(&["备注"]),
    ],
    others: Others::Refused,
    rows: limits::TARGETS,
};

const PARTIES: [(&[&str], Kind); 4] = [
    (&["organisation", "法人及非法人组织", "法人及其他组织"], Kind::Organisation),
    (&["individual_business", "个体工商户"], Kind::IndividualBusiness),
    (&["adult", "自然人"], Kind::Adult),
    (&["minor", "未成年人"], Kind::Minor),
];

#[derive(Clone, Copy)]
enum Kind {
    Organisation,
    IndividualBusiness,
    Adult,
    Minor,
}

/// Reads penalty decisions. A decision that was changed, annulled, or declared unlawful or invalid needs the day and an
/// explanation (行政处罚法 Article 48). The step of the benchmark that was applied comes with the reason. An empty status means in force, an empty openness disclosed. Amounts are in yuan, under
/// the head 罚款金额（万元） in units of 10,000 yuan, exact to the fen. A date has its year first: `2026-11-23`, `2026/11/23`.
///
/// # Errors
/// All faults of the file, each with its line and head.
pub fn penalties<'a>(file: impl Into<TableFile<'a>>) -> Result<Table<Penalty>, Faults> {
    read_penalties(file).into_result()
}

/// The same with what could be read whatever is wrong.
pub fn read_penalties<'a>(file: impl Into<TableFile<'a>>) -> Reading<Penalty> {
    read_whole(file, &PENALTIES, penalty)
}

/// What only the office says of a decision; the rest stands in its form beforehand.
const SAID: [&str; 18] = [
    "party",
    "facts",
    "evidence",
    "kinds",
    "basis",
    "content",
    "fine",
    "fine_ten_thousands",
    "benchmark",
    "benchmark_reason",
    "performance",
    "remedies",
    "decided",
    "published_until",
    "status",
    "changed_on",
    "explanation",
    "openness",
];

/// A row's record; one that lacks something has a fault, and is no record. One that says nothing yet waits, which is noted.
fn penalty(row: &mut Row<'_>) -> Option<Penalty> {
    if row.is_filled("number") && SAID.iter().all(|field| !row.is_filled(field)) {
        row.note_cell(NoteCode::Waiting, "number");
        return None;
    }
    let number = number(row);
    let (name, party) = (row.text("name"), party(row));
    let (address, facts, evidence) = (row.text("address"), row.text("facts"), row.text("evidence"));
    let kinds = row.coded_list("kinds", PenaltyKind::ALL, |kind| [kind.code(), kind.template(Language::Zh)]);
    let (basis, content) = (row.text("basis"), row.text("content"));
    let fine = fine(row, &kinds);
    let (benchmark, benchmark_reason) = benchmark(row);
    let (performance, remedies) = (row.text("performance"), row.text("remedies"));
    let authority = row.text("authority");
    let (decided, published_until) = (row.date("decided"), row.date("published_until"));
    if let (Some(decided), Some(until)) = (decided, published_until)
        && until < decided
    {
        row.refuse(
            "published_until",
            Problem::Order { found: Quoted::new(decided), limit: Quoted::new(until) },
        );
    }
    let status =
        row.coded("status", PenaltyStatus::ALL, |status| [status.code(), status.template(Language::Zh)]);
    let status = status.unwrap_or(PenaltyStatus::InForce);
    let (changed_on, explanation) = if status.is_withdrawn() {
        (row.date("changed_on"), row.text("explanation"))
    } else {
        for field in ["changed_on", "explanation"] {
            if let Some(text) = row.optional_text(field) {
                row.refuse(field, Problem::NotWithdrawn { found: Quoted::new(text) });
            }
        }
        (None, None)
    };
    if status.is_withdrawn() {
        // Without the columns themselves nothing was said yet.
        for (field, is_there) in
            [("changed_on", changed_on.is_some()), ("explanation", explanation.is_some())]
        {
            if !is_there && !row.has(field) {
                row.refuse(field, Problem::Empty);
            }
        }
    }
    let openness = openness(row);
    Some(Penalty {
        number: number?,
        name: name?,
        party: party?,
        address: address?,
        facts: facts?,
        evidence: evidence?,
        kinds,
        basis: basis?,
        content: content?,
        fine,
        benchmark,
        benchmark_reason,
        performance: performance?,
        remedies: remedies?,
        authority: authority?,
        decided: decided?,
        published_until: published_until?,
        status,
        changed_on,
        explanation,
        openness: openness?,
    })
}

fn number(row: &mut Row<'_>) -> Option<DocumentNumber> {
    let text = row.text("number")?;
    row.unique("number", text.clone());
    let number = DocumentNumber::new(text.as_str()).ok();
    if number.is_none() {
        row.refuse("number", Problem::BadDocumentNumber { found: Quoted::new(text) });
    }
    number
}

fn party(row: &mut Row<'_>) -> Option<Party> {
    let kind = row.needed_choice("party", &PARTIES)?;
    let (code, person) = (row.credit_code("credit_code"), row.optional_text("legal_representative"));
    match kind {
        Kind::Organisation => Some(Party::Organisation { credit_code: code, legal_representative: person }),
        Kind::IndividualBusiness => Some(Party::IndividualBusiness { credit_code: code, operator: person }),
        Kind::Adult | Kind::Minor => {
            for (field, is_there) in
                [("credit_code", code.is_some()), ("legal_representative", person.is_some())]
            {
                if is_there {
                    row.refuse(field, Problem::OnlyOrganisation);
                }
            }
            Some(if matches!(kind, Kind::Adult) { Party::Adult } else { Party::Minor })
        }
    }
}

/// The fine in fen, from the column in yuan or from the one in 万元.
fn fine(row: &mut Row<'_>, kinds: &[PenaltyKind]) -> Option<u64> {
    const YUAN: (&str, usize) = ("fine", 2);
    const TEN_THOUSANDS: (&str, usize) = ("fine_ten_thousands", 6);
    let [in_yuan, in_ten_thousands] = [YUAN, TEN_THOUSANDS].map(|(field, _)| row.is_filled(field));
    if in_yuan && in_ten_thousands {
        row.refuse(TEN_THOUSANDS.0, Problem::TwoAmounts);
        return None;
    }
    let is_large = in_ten_thousands || !in_yuan && !row.has(YUAN.0) && row.has(TEN_THOUSANDS.0);
    let (field, places) = if is_large { TEN_THOUSANDS } else { YUAN };
    let fine = row.fen(field, places);
    if in_ten_thousands {
        row.note_column(NoteCode::TenThousands, field);
    }
    let (is_given, is_due) = (in_yuan || in_ten_thousands, kinds.contains(&PenaltyKind::Fine));
    if fine == Some(0) && !is_due && !kinds.is_empty() {
        row.note_cell(NoteCode::NoFine, field);
        return None;
    }
    if is_given != is_due && !kinds.is_empty() {
        row.refuse(field, Problem::FineAmount);
    }
    fine
}

/// The step of the benchmark that was applied, and why: neither says anything without the other.
fn benchmark(row: &mut Row<'_>) -> (Option<String>, Option<String>) {
    let fields = ["benchmark", "benchmark_reason"];
    let said = fields.map(|field| row.optional_text(field));
    for (own, other) in [(0, 1), (1, 0)] {
        if row.is_filled(fields[own]) && !row.is_filled(fields[other]) {
            row.refuse(fields[other], Problem::Empty);
        }
    }
    let [step, reason] = said;
    (step, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::FaultCode;
    use crate::outcome::Openness;
    use proptest::prelude::*;

    const HEAD: &str = "决定书文号,行政相对人名称,相对人类别,统一社会信用代码,法定代表人,地址,违法事实,证据,处罚类别,处罚依据,处罚内容,罚款金额,履行方式和期限,救济途径,处罚机关,决定日期,公示截止期,当前状态,变更日期,说明,公开属性,不予公开理由,批准人";
    const ROW: [&str; 23] = [
        "州环罚字〔2026〕007号",
        "示例企业甲",
        "法人及非法人组织",
        "91522601MATEXT01X3",
        "甲某",
        "示例路1号",
        "超标排放",
        "监测报告",
        "罚款、警告",
        "示例依据",
        "罚款并警告",
        "5000.5",
        "十五日内缴纳",
        "六十日内申请复议，六个月内起诉",
        "示例局",
        "2026-11-23",
        "2027-11-23",
        "",
        "",
        "",
        "",
        "",
        "",
    ];

    fn with(changes: &[(usize, &str)]) -> Result<Vec<Penalty>, Vec<(String, FaultCode)>> {
        let mut row = ROW;
        for (place, text) in changes {
            row[*place] = text;
        }
        let table = penalties(format!("{HEAD}\n{}\n", row.join(",")).as_bytes());
        table.map(|table| table.records).map_err(|faults| {
            faults.as_slice().iter().map(|fault| (fault.field.clone(), fault.code())).collect()
        })
    }

    fn fault(changes: &[(usize, &str)]) -> (String, FaultCode) {
        let faults = with(changes).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults.into_iter().next().unwrap()
    }

    #[test]
    fn a_decision_is_read_as_it_stands() {
        let penalty = with(&[]).unwrap().remove(0);
        assert_eq!(penalty.number.as_str(), "州环罚字〔2026〕007号");
        assert_eq!(penalty.fine, Some(500_050));
        assert_eq!(penalty.kinds, [PenaltyKind::Fine, PenaltyKind::Warning]);
        assert_eq!((penalty.status, penalty.openness), (PenaltyStatus::InForce, Openness::Disclosed));
        let minor = with(&[(2, "minor"), (3, ""), (4, "")]).unwrap().remove(0);
        assert_eq!(minor.party, Party::Minor);
        let annulled = with(&[(17, "已撤销"), (18, "2027-01-05"), (19, "复议撤销")]).unwrap().remove(0);
        assert_eq!(annulled.explanation.as_deref(), Some("复议撤销"));
        assert!(annulled.changed_on.is_some());
    }

    #[test]
    fn each_fault_is_named() {
        let of = |head: &str, code| (head.to_owned(), code);
        for (changes, expected) in [
            (vec![(0, "州环罚字2026 7号")], of("决定书文号", FaultCode::BadDocumentNumber)),
            (vec![(2, "公司")], of("相对人类别", FaultCode::BadChoice)),
            (vec![(2, "自然人"), (4, "")], of("统一社会信用代码", FaultCode::OnlyOrganisation)),
            (vec![(2, "自然人"), (3, "")], of("法定代表人", FaultCode::OnlyOrganisation)),
            (vec![(5, "")], of("地址", FaultCode::Empty)),
            (vec![(13, "")], of("救济途径", FaultCode::Empty)),
            (vec![(8, "罚款、打板子")], of("处罚类别", FaultCode::BadChoice)),
            (vec![(11, "")], of("罚款金额", FaultCode::FineAmount)),
            (vec![(8, "警告")], of("罚款金额", FaultCode::FineAmount)),
            (vec![(11, "5千")], of("罚款金额", FaultCode::BadAmount)),
            (vec![(11, "5000.505")], of("罚款金额", FaultCode::BadAmount)),
            (vec![(11, "-1")], of("罚款金额", FaultCode::BadAmount)),
            (vec![(16, "2026-11-22")], of("公示截止期", FaultCode::Order)),
            (vec![(17, "已撤销"), (18, "2027-01-05")], of("说明", FaultCode::Empty)),
            (vec![(17, "已撤销"), (19, "复议撤销")], of("变更日期", FaultCode::Empty)),
            (vec![(19, "复议撤销")], of("说明", FaultCode::NotWithdrawn)),
            (vec![(20, "不予公开"), (21, "涉及秘密")], of("批准人", FaultCode::Empty)),
            (vec![(21, "涉及秘密")], of("公开属性", FaultCode::OnlyWithheld)),
        ] {
            assert_eq!(fault(&changes), expected, "{changes:?}");
        }
        let twice = format!("{HEAD}\n{0}\n{0}\n", ROW.join(","));
        let faults = penalties(twice.as_bytes()).unwrap_err();
        assert_eq!(faults.as_slice()[0].code(), FaultCode::RepeatedRow);
        let short: Vec<&str> = HEAD.split(',').take(17).collect();
        let row: Vec<&str> = ROW.into_iter().take(17).collect();
        let table = format!("{},当前状态\n{},已撤销\n", short.join(","), row.join(","));
        assert_eq!(penalties(table.as_bytes()).unwrap_err().as_slice().len(), 2, "the columns are missing");
    }

    proptest! {
        #[test]
        fn amounts_are_exact(yuan in 0u64..1_000_000_000_000, fen in 0u64..100) {
            let text = format!("{yuan}.{fen:02}");
            prop_assert_eq!(with(&[(11, &text)]).unwrap()[0].fine, Some(yuan * 100 + fen));
        }
    }
}

#[cfg(test)]
mod heads_tests {
    #[test]
    fn faults_name_columns_as_the_table_does() {
        super::PENALTIES.is_named_by_faults();
    }
}
