//! The papers of the visits, for WPS and Word: for each target a notice, a record of the inspection and a notice of the right to ask
//! for recusal; and lists of who goes where, by inspector and by county.

use super::{across, empty, line, next_page, right, table, title};
use crate::files::Folder;
use crate::input;
use crate::log::lead;
use crate::out::Outcome;
use crate::papers;
use crate::publish::sources;
use crate::text::{self, Shown as _, Words};
use docx_rs::Docx;
use dual_random::outcome::{FollowUp, Scheme};
use dual_random::plan::Item;
use dual_random::roster::{Contacts, Places};
use dual_random::story::Visit;
use dual_random::{Drawn, InspectorId, Language, Say as _, Story};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How inspections are made, as a box to be ticked.
const METHODS: &str = "□现场检查  □书面检查  □网络监测  □委托专业机构核查";

/// Writes the papers into the folder of what is private.
pub(crate) fn write(folder: &Folder, drawn: &Drawn, story: &Story<'_>) -> Outcome<Vec<PathBuf>> {
    let scheme = sources::scheme_of(folder, drawn)?;
    let contacts = input::contacts(folder)?;
    let private = folder.path().join("private");
    let all = [
        ("检查文书.docx", visits(story, &contacts, &scheme)),
        ("人员安排表.docx", by_inspector(story)),
        ("县区安排表.docx", by_county(story)),
    ];
    let mut paths = Vec::new();
    for (name, docx) in all {
        let path = private.join(name);
        let kept = papers::write(docx, &path)?;
        paths.push(path);
        paths.extend(kept);
    }
    Ok(paths)
}

/// What is checked at a visit.
fn items<'a>(story: &Story<'a>, visit: &Visit<'a>) -> Vec<&'a Item> {
    let plan = story.plan();
    let wanted = plan.strata.get(visit.stratum).map(|stratum| stratum.items.as_slice()).unwrap_or_default();
    plan.items.iter().filter(|item| wanted.contains(&item.id)).collect()
}

/// The team, by names and certificate numbers.
fn team(story: &Story<'_>, visit: &Visit<'_>) -> Vec<(String, InspectorId)> {
    let named = |id: &InspectorId| (story.inspector_name(id).unwrap_or_default().to_owned(), id.clone());
    visit.team().into_iter().map(named).collect()
}

/// What the roster has for the task sheets under one of some heads.
fn contact(contacts: &Contacts, visit: &Visit<'_>, heads: &[&str]) -> String {
    let found = |head: &&str| {
        contacts.about(visit.id()).find(|(own, _)| own == head).map(|(_, text)| text.to_owned())
    };
    heads.iter().find_map(found).unwrap_or_default()
}

fn visits(story: &Story<'_>, contacts: &Contacts, scheme: &Scheme) -> Docx {
    let mut docx = empty();
    for (place, visit) in story.visits().iter().enumerate() {
        if place > 0 {
            docx = docx.add_paragraph(next_page());
        }
        docx = notice(docx, story, visit).add_paragraph(next_page());
        docx = record(docx, story, visit, contacts, scheme).add_paragraph(next_page());
        docx = recusal(docx, story, visit);
    }
    docx
}

/// 检查通知书.
fn notice(docx: Docx, story: &Story<'_>, visit: &Visit<'_>) -> Docx {
    let plan = story.plan();
    let name = story.target_name(visit.id()).unwrap_or_default();
    let bases: Vec<&str> = items(story, visit).into_iter().map(|item| item.basis.as_str()).collect();
    let mut docx = docx
        .add_paragraph(title(lead(plan)))
        .add_paragraph(title("检查通知书"))
        .add_paragraph(right("＿＿〔　　〕＿＿号"))
        .add_paragraph(line(&format!("{name}：")))
        .add_paragraph(line(&format!(
            "    根据{}，按照“双随机、一公开”的要求，你单位经随机抽取，列为“{}”的检查对象。现定于{}至{}期间对你单位进行检查，检查人员由随机抽取产生。",
            bases.join("、"),
            plan.title,
            plan.visits.from.in_words(Language::Zh),
            plan.visits.to.in_words(Language::Zh),
        )))
        .add_paragraph(line("    一、检查事项"));
    for (number, item) in (1..).zip(items(story, visit)) {
        docx = docx.add_paragraph(line(&format!("    {number}. {}：{}", item.name, item.content)));
    }
    docx = docx.add_paragraph(line("    二、检查人员"));
    for (name, certificate) in team(story, visit) {
        docx = docx.add_paragraph(line(&format!("    {name}，执法证号 {certificate}")));
    }
    docx.add_paragraph(line("    请予配合，如实提供有关资料，不得拒绝、阻挠检查。")).add_paragraph(line("    三、执法人员不得少于两人，并应当出示执法证件。你单位认为检查人员与本次检查有利害关系的，有权申请回避；接替人员同样由抽取产生。"))
        .add_paragraph(line("    四、你单位可以要求出示本次抽取的证明，并自行核对。"))
        .add_paragraph(line("    联系人：                    联系电话："))
        .add_paragraph(line(""))
        .add_paragraph(right(lead(plan)))
        .add_paragraph(right("年    月    日"))
        .add_paragraph(line(""))
        .add_paragraph(line("被检查单位签收：                    年    月    日"))
}

/// 现场检查记录表.
fn record(docx: Docx, story: &Story<'_>, visit: &Visit<'_>, contacts: &Contacts, scheme: &Scheme) -> Docx {
    let name = story.target_name(visit.id()).unwrap_or_default().to_owned();
    let shown = visit.record.identity.shown();
    let code =
        shown.and_then(|shown| shown.credit_code.as_ref()).map(ToString::to_string).unwrap_or_default();
    let county = county(visit);
    let get = |heads: &[&str]| contact(contacts, visit, heads);
    let telephone = get(&["联系电话", "电话", "联系方式", "手机", "联系人电话"]);
    let owned = |row: [&str; 4]| row.map(str::to_owned).to_vec();
    let about = [
        owned(["检查对象", &name, "统一社会信用代码", &code]),
        owned([
            "地址",
            &get(&["地址", "详细地址", "生产经营地址", "经营地址", "住所"]),
            "所在县（市、区）",
            &county,
        ]),
        owned([
            "法定代表人",
            &get(&["法定代表人", "法人", "法人代表"]),
            "联系人、电话",
            &format!("{} {telephone}", get(&["联系人"])),
        ]),
        owned(["检查时间", "年   月   日   时   分至   时   分", "对象编号", visit.id().as_str()]),
    ];
    let mut rows = vec![
        ["序号", "抽查事项和内容", "是否检查", "检查方式", "检查情况和发现的问题"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (number, item) in (1..).zip(items(story, visit)) {
        rows.push(vec![
            format!("{number}"),
            format!("{}\n{}", item.name, item.content),
            "□是\n□否".to_owned(),
            METHODS.replace("  ", "\n"),
            String::new(),
        ]);
    }
    let boxes =
        |labels: Vec<String>| labels.iter().map(|label| format!("□{label}")).collect::<Vec<_>>().join("  ");
    let results = boxes(scheme.values().iter().map(|value| value.zh.clone()).collect());
    let follow_ups = boxes(FollowUp::ALL.iter().map(|one| one.message(Language::Zh)).collect());
    let certificates: Vec<String> =
        team(story, visit).into_iter().map(|(name, id)| format!("{name}（{id}）")).collect();
    let end = [
        vec!["现场情况".to_owned(), "\n".repeat(7)],
        vec!["检查结果".to_owned(), results],
        vec!["后续处置".to_owned(), follow_ups],
        vec![
            "出示证件和告知".to_owned(),
            "已出示执法证件，告知检查事项和申请回避、陈述申辩的权利：□是  □否".to_owned(),
        ],
        vec![
            "检查人员签字".to_owned(),
            format!("{}\n\n记录人：                    年    月    日", certificates.join("    ")),
        ],
        vec![
            "被检查单位负责人签字".to_owned(),
            "以上记录是否属实：□属实  □有异议（注明）\n\n签字：                    年    月    日\n拒绝签字的，注明情况："
                .to_owned(),
        ],
    ];
    docx.add_paragraph(title("现场检查记录表"))
        .add_paragraph(line(&format!("检查机关：{}", lead(story.plan()))))
        .add_paragraph(line(&format!("任务：{}", story.plan().title)))
        .add_table(table(&[1400, 3300, 1700, 2400], &about))
        .add_table(table(&[700, 2500, 900, 1800, 2900], &rows))
        .add_table(table(&[1400, 7400], &end))
}

/// 回避告知.
fn recusal(docx: Docx, story: &Story<'_>, visit: &Visit<'_>) -> Docx {
    let people: Vec<String> =
        team(story, visit).into_iter().map(|(name, id)| format!("{name}（执法证号 {id}）")).collect();
    let name = story.target_name(visit.id()).unwrap_or_default();
    docx.add_paragraph(title("申请回避权利告知书"))
        .add_paragraph(line(&format!("{name}：")))
        .add_paragraph(line(&format!(
            "    本次检查由{}进行。检查人员与你单位有直接利害关系，或者有其他关系可能影响公正的，应当回避；你单位有权申请其回避，并说明理由。回避是否成立，由本单位负责人决定；决定作出以前，不停止检查。接替人员由抽取产生，不得指定。",
            people.join("、")
        )))
        .add_paragraph(line("    □ 不申请回避"))
        .add_paragraph(line("    □ 申请                        回避，理由："))
        .add_paragraph(line(""))
        .add_paragraph(line("    被检查单位（签字、盖章）：                年    月    日"))
        .add_paragraph(line(""))
        .add_paragraph(line("    检查人员（签字）：                        年    月    日"))
        .add_paragraph(line(""))
        .add_paragraph(right(lead(story.plan())))
}

/// A list of visits below each of some heads.
fn listed(story: &Story<'_>, what: &str, groups: BTreeMap<String, Vec<&Visit<'_>>>) -> Docx {
    let mut docx = across()
        .add_paragraph(title(&story.plan().title))
        .add_paragraph(title(what))
        .add_paragraph(line("检查前保密"));
    for (head, visits) in groups {
        docx = docx.add_paragraph(line(&format!("{head}（{} 家）", visits.len())).keep_next(true));
        let mut rows = vec![
            ["序号", "编号", "检查对象", "所在县（市、区）", "抽查事项", "检查人员"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for (number, visit) in (1..).zip(visits) {
            let people: Vec<String> =
                team(story, visit).into_iter().map(|(name, id)| format!("{name}（{id}）")).collect();
            let names: Vec<&str> = items(story, visit).into_iter().map(|item| item.name.as_str()).collect();
            rows.push(vec![
                format!("{number}"),
                visit.id().to_string(),
                story.target_name(visit.id()).unwrap_or_default().to_owned(),
                county(visit),
                names.join("、"),
                people.join("、"),
            ]);
        }
        docx = docx.add_table(table(&[700, 2000, 4000, 1800, 3200, 2800], &rows)).add_paragraph(line(""));
    }
    docx
}

/// The county of a target by its name, or by its code where that has none.
fn county(visit: &Visit<'_>) -> String {
    let district = &visit.record.draw.district;
    Places::official().name(district).map_or_else(|| district.to_string(), str::to_owned)
}

fn by_inspector(story: &Story<'_>) -> Docx {
    let mut groups: BTreeMap<String, Vec<&Visit<'_>>> = BTreeMap::new();
    for visit in story.visits() {
        for (name, certificate) in team(story, visit) {
            groups.entry(format!("{name}  执法证号 {certificate}")).or_default().push(visit);
        }
    }
    listed(story, "检查人员安排表", groups)
}

fn by_county(story: &Story<'_>) -> Docx {
    let mut groups: BTreeMap<String, Vec<&Visit<'_>>> = BTreeMap::new();
    for visit in story.visits() {
        groups.entry(county(visit)).or_default().push(visit);
    }
    listed(story, "各县（市、区）检查安排表", groups)
}

/// Where the papers are, in a sentence.
pub(crate) fn shown(paths: &[PathBuf]) -> Words {
    text::joined(paths.iter().map(|path| path.shown()))
}
