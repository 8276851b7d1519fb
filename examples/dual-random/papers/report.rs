//! The report on one draw or several (抽查工作报告), with the figures filled in, and the plan of a year's inspections (抽查工作计划):
//! a row for each group of each draw, as offices put them together from the plans of their departments.

use super::{across, empty, line, right, table, title, write};
use crate::files::{Folder, exists};
use crate::input::plan::PlanSource;
use crate::log::lead;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::papers::visits;
use crate::publish::sources::{Sources, Stage};
use crate::text::{Shown as _, Typed as _};
use crate::{announce, continued, due, text};
use docx_rs::Docx;
use dual_random::outcome::{FollowUp, Meaning, Reports};
use dual_random::plan::Plan;
use dual_random::{Date, InspectorId, Language, Say as _};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What stands where the office has to write.
const TO_FILL_IN: &str = "    （待填）";

pub(crate) fn run(dirs: &[PathBuf], to: Option<&Path>, out: &mut Out) -> Outcome<Exit> {
    let (void, folders): (Vec<Folder>, Vec<Folder>) =
        dirs.iter().map(|dir| Folder::new(dir)).partition(|folder| exists(&folder.void()));
    out.lines(void.iter().map(|folder| text::void_left_out(folder.path().shown())));
    // Both ceremonies of a draw are one.
    let mut folders = folders;
    let mut selections = BTreeSet::new();
    for folder in &folders {
        selections.extend(continued::selection(folder, None)?.and_then(|path| path.canonicalize().ok()));
    }
    folders.retain(|folder| folder.path().canonicalize().is_ok_and(|path| !selections.contains(&path)));
    let Some(first) = folders.first() else { return Ok(Exit::Incomplete) };
    let own = first.path().join("private");
    let to = to.unwrap_or(&own);
    let plans = folders.iter().map(plan).collect::<Outcome<Vec<Plan>>>()?;
    let path = to.join("抽查工作计划.docx");
    let kept = write(planned(&plans), &path)?;
    let mut paths: Vec<PathBuf> = Some(path).into_iter().chain(kept).collect();
    let mut draws = Vec::new();
    for folder in &folders {
        draws.extend(Draw::read(folder, out)?);
    }
    if draws.is_empty() {
        out.line(text::nothing_to_report());
    } else {
        let path = to.join("抽查工作报告.docx");
        let kept = write(reported(&draws), &path)?;
        paths.push(path);
        paths.extend(kept);
    }
    out.line(text::report_written(visits::shown(&paths)));
    Ok(Exit::Done)
}

/// The plan of a folder: as it was announced, or else as it stands there.
fn plan(folder: &Folder) -> Outcome<Plan> {
    if exists(&folder.announcement()) {
        return Ok(announce::read_announcement(folder)?.plan.clone());
    }
    let source = PlanSource::read(folder)?;
    source.plan().map_err(|_| Failure(text::plan_not_ready(source.path().shown(), folder.path().typed())))
}

/// A draw of which there is something to report.
struct Draw {
    plan: Plan,
    /// How many targets are to be visited, those that were struck left out.
    drawn: u64,
    /// Reported, be it that there was no visit and why.
    reported: u64,
    /// Visited and met.
    inspected: u64,
    problems: u64,
    /// Problems of which nothing is left to be done, as far as the results say.
    settled: u64,
    penalties: u64,
    /// Fines, in fen.
    fines: u128,
    /// How often there was each result.
    results: BTreeMap<String, u64>,
    /// How often each thing followed a problem.
    follow_ups: BTreeMap<FollowUp, u64>,
    inspectors: BTreeSet<InspectorId>,
}

impl Draw {
    /// None of a draw that is only announced.
    fn read(folder: &Folder, out: &mut Out) -> Outcome<Option<Self>> {
        if !exists(&folder.announcement()) {
            return Ok(None);
        }
        let sources = Sources::of(folder, None, None)?;
        out.lines(sources.notes.iter().cloned());
        if matches!(sources.stage, Stage::Announced) {
            return Ok(None);
        }
        let reports = due::reports(folder, &sources)?;
        let mut draw = Self {
            plan: sources.announcement.plan.clone(),
            drawn: 0,
            reported: 0,
            inspected: 0,
            problems: 0,
            settled: 0,
            penalties: 0,
            fines: 0,
            results: BTreeMap::new(),
            follow_ups: BTreeMap::new(),
            inspectors: BTreeSet::new(),
        };
        if let Some(reports) = reports.as_deref() {
            draw.add(reports);
        }
        for penalty in sources.penalties.iter().flatten().filter(|penalty| !penalty.status.is_withdrawn()) {
            draw.penalties += 1;
            draw.fines += u128::from(penalty.fine.unwrap_or(0));
        }
        Ok(Some(draw))
    }

    fn add(&mut self, reports: &Reports) {
        self.drawn = count(reports.iter().count()) + count(reports.pending().len());
        for report in reports.iter() {
            self.reported += 1;
            let (Ok(outcome), Some(value)) = (&report.outcome, reports.result(report)) else { continue };
            *self.results.entry(value.zh.clone()).or_default() += 1;
            if value.meaning == Meaning::Absent {
                continue;
            }
            self.inspected += 1;
            self.inspectors
                .extend(reports.team(&report.target).into_iter().flat_map(|team| team.went.clone()));
            if value.meaning == Meaning::Problem {
                self.problems += 1;
                *self.follow_ups.entry(outcome.follow_up).or_default() += 1;
                let is_settled = match outcome.follow_up {
                    FollowUp::Nothing => false,
                    FollowUp::Case => !outcome.penalties.is_empty(),
                    _ => true,
                };
                self.settled += u64::from(is_settled);
            }
        }
    }

    fn figures(&self) -> [u64; 6] {
        [self.drawn, self.reported, self.inspected, self.problems, self.settled, self.penalties]
    }
}

fn count(number: usize) -> u64 {
    number as u64
}

/// A part as a per cent with one decimal place, rounded half up.
fn rate(part: u64, of: u64) -> String {
    if of == 0 {
        return "—".to_owned();
    }
    let per_mille = (u128::from(part) * 1000 + u128::from(of) / 2) / u128::from(of);
    let (whole, tenths) = (per_mille / 10, per_mille % 10);
    if tenths == 0 { format!("{whole}%") } else { format!("{whole}.{tenths}%") }
}

/// Fen as yuan.
fn yuan(fen: u128) -> String {
    if fen.is_multiple_of(100) { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// Days from the first to the last.
fn between(first: Option<Date>, last: Option<Date>) -> String {
    let said = |day: Option<Date>| day.map_or_else(String::new, |day| day.in_words(Language::Zh));
    format!("{}至{}", said(first), said(last))
}

/// 抽查工作报告.
fn reported(draws: &[Draw]) -> Docx {
    let plans = || draws.iter().map(|draw| &draw.plan);
    let from = plans().map(|plan| plan.period.from).min();
    let to = plans().map(|plan| plan.period.to).max();
    let sum = |place: usize| draws.iter().map(|draw| draw.figures()[place]).sum::<u64>();
    let [drawn, reported, inspected, problems, settled, penalties] = [0, 1, 2, 3, 4, 5].map(sum);
    let fines: u128 = draws.iter().map(|draw| draw.fines).sum();
    let inspectors: BTreeSet<&InspectorId> = draws.iter().flat_map(|draw| &draw.inspectors).collect();
    let mut units: Vec<&str> = Vec::new();
    for authority in plans().flat_map(|plan| &plan.authorities) {
        if !units.contains(&authority.name.as_str()) {
            units.push(&authority.name);
        }
    }
    let units = units.join("、");
    let mut docx = empty()
        .add_paragraph(title("“双随机、一公开”抽查工作报告"))
        .add_paragraph(line(""))
        .add_paragraph(line("    一、总体情况"))
        .add_paragraph(line(&format!(
            "    {}，{units}组织“双随机、一公开”抽查 {} 次，抽取检查对象 {drawn} 家次，已填报检查结果 {reported} 家次，完成率 {}；实际检查 {inspected} 家次，发现问题 {problems} 家次，问题发现率 {}；问题已办结 {settled} 家次，办结率 {}；作出行政处罚 {penalties} 件，罚款 {} 元。参加检查的执法人员 {} 名。",
            between(from, to),
            draws.len(),
            rate(reported, drawn),
            rate(problems, inspected),
            rate(settled, problems),
            yuan(fines),
            inspectors.len(),
        )))
        .add_paragraph(line("    检查对象和检查人员均按照事先公告的规则，以公告之后产生的公开值随机抽取产生，任何单位和个人均可依据公示文件重新计算核对。"))
        .add_paragraph(line("    二、各次抽查情况"));
    let head = [
        "任务名称",
        "抽取",
        "已填报",
        "完成率",
        "实际检查",
        "发现问题",
        "办结",
        "办结率",
        "处罚（件）",
        "罚款（元）",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(draws.iter().map(|draw| row(draw.plan.title.clone(), draw.figures(), draw.fines)));
    if draws.len() > 1 {
        rows.push(row("合计".to_owned(), [drawn, reported, inspected, problems, settled, penalties], fines));
    }
    docx = docx
        .add_table(table(&[1850, 650, 650, 950, 650, 650, 600, 950, 700, 1150], &rows))
        .add_paragraph(line("    三、检查结果和后续处置"));
    for (what, counts) in [("检查结果", all_results(draws)), ("发现问题的后续处置", all_follow_ups(draws))]
    {
        if !counts.is_empty() {
            let said: Vec<String> = counts.into_iter().map(|(name, n)| format!("{name} {n} 家次")).collect();
            docx = docx.add_paragraph(line(&format!("    {what}：{}。", said.join("，"))));
        }
    }
    docx.add_paragraph(line("    四、存在的主要问题"))
        .add_paragraph(line(TO_FILL_IN))
        .add_paragraph(line("    五、下一步工作"))
        .add_paragraph(line(TO_FILL_IN))
        .add_paragraph(line("    说明：完成率为已填报结果（包括未能检查并说明原因）的对象占抽中对象的比例。办结率为已经办结的占发现问题的比例；责令改正、线索移送、抄告和其他处置按结果表的记载计为办结，立案的在作出处罚决定以后计为办结。已撤销、确认违法、确认无效的处罚决定不计入。"))
        .add_paragraph(line(""))
        .add_paragraph(right(plans().next().map_or("", lead)))
        .add_paragraph(right("年    月    日"))
}

fn row(name: String, figures: [u64; 6], fines: u128) -> Vec<String> {
    let [drawn, reported, inspected, problems, settled, penalties] = figures;
    let mut row = vec![name, drawn.to_string(), reported.to_string(), rate(reported, drawn)];
    row.extend([inspected, problems, settled].map(|number| number.to_string()));
    row.extend([rate(settled, problems), penalties.to_string(), yuan(fines)]);
    row
}

fn all_results(draws: &[Draw]) -> Vec<(String, u64)> {
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for (name, number) in draws.iter().flat_map(|draw| &draw.results) {
        *all.entry(name.clone()).or_default() += number;
    }
    all.into_iter().collect()
}

fn all_follow_ups(draws: &[Draw]) -> Vec<(String, u64)> {
    let mut all: BTreeMap<FollowUp, u64> = BTreeMap::new();
    for (follow_up, number) in draws.iter().flat_map(|draw| &draw.follow_ups) {
        *all.entry(*follow_up).or_default() += number;
    }
    all.into_iter().map(|(follow_up, number)| (follow_up.message(Language::Zh), number)).collect()
}

/// 抽查工作计划.
fn planned(plans: &[Plan]) -> Docx {
    let head =
        ["序号", "抽查任务", "抽查事项", "抽查对象", "抽查比例、数量", "牵头部门", "配合部门", "检查时间"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for plan in plans {
        for stratum in &plan.strata {
            let items = plan.items.iter().filter(|item| stratum.items.contains(&item.id));
            let items: Vec<&str> = items.map(|item| item.name.as_str()).collect();
            let others = plan.authorities.iter().skip(1).map(|authority| authority.name.as_str());
            rows.push(vec![
                rows.len().to_string(),
                plan.title.clone(),
                items.join("、"),
                stratum.name.clone(),
                stratum.quota.message(Language::Zh),
                lead(plan).to_owned(),
                others.collect::<Vec<_>>().join("、"),
                between(Some(plan.visits.from), Some(plan.visits.to)),
            ]);
        }
    }
    let widths = [600, 2600, 2600, 1500, 1900, 2000, 1700, 1700];
    across()
        .add_paragraph(title(&plan_title(plans)))
        .add_paragraph(line(""))
        .add_table(table(&widths, &rows))
        .add_paragraph(line(""))
        .add_paragraph(right(plans.first().map_or("", lead)))
        .add_paragraph(right("年    月    日"))
}

/// Whose plan it is, and of which years.
fn plan_title(plans: &[Plan]) -> String {
    let years: BTreeSet<u16> = plans.iter().map(|plan| plan.period.from.year()).collect();
    let years: Vec<String> = years.iter().map(|year| format!("{year}年")).collect();
    format!("{}{}“双随机、一公开”抽查工作计划", plans.first().map_or("", lead), years.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_rounded_and_amounts_are_exact() {
        assert_eq!([rate(1, 3), rate(2, 3), rate(1, 1), rate(0, 5)], ["33.3%", "66.7%", "100%", "0%"]);
        assert_eq!(rate(0, 0), "—");
        assert_eq!([yuan(0), yuan(5), yuan(500_000)], ["0", "0.05", "5000"]);
    }
}
