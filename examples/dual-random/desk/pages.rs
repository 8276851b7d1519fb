//! The pages of the desk.

use crate::desk::act::Ran;
use crate::desk::state::{Quarter, Stage};
use crate::desk::{Answer, Desk, Form, entry, files, outside};
use crate::out::Outcome;
use crate::text::{self, Words};
use crate::{explain, input};
use dual_random::Language;
use dual_random::commit::secret::shares::MOST_SHARES;
use dual_random::plan::{Ceremony, PublicValue};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::path::Path;

const STYLE: &str = "
body { max-width: 60em; margin: 1em auto; padding: 0 1em; font: 16px/1.6 sans-serif; color: #111 }
h1 { font-size: 1.5em } h2 { font-size: 1.2em; border-bottom: 1px solid #999; margin-top: 2em }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #999; padding: .3em .6em; text-align: left }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: 1em; font: inherit }
button, input, select { font: inherit; padding: .3em .8em; margin: .2em } button { cursor: pointer }
.main { background: #0b5394; color: #fff; border: 0; border-radius: .3em }
.stop { background: #990000; color: #fff; border: 0; border-radius: .3em }
summary { font-weight: bold; margin: .8em 0; cursor: pointer }
.next { background: #fff3cd; padding: .6em 1em; font-weight: bold }
.bad { background: #fde0e0 } nav { margin-bottom: 1em } a.button { padding: .4em .8em; text-decoration: none } form.inline { display: inline }
input, select { max-width: 95% } .large { font-size: 2em; line-height: 1.5; max-width: none } .large pre { font-size: 1em } .large .value { font: bold 1.8em/1.4 monospace; text-align: center }
@media print { nav, form { display: none } }
";

/// Sends a chosen file to its place, and says what came of it.
const SCRIPT: &str = "
document.querySelectorAll('input[type=file]').forEach(function (input) {
  input.addEventListener('change', function () {
    var file = input.files[0], to = input.dataset.to;
    if (!file) return;
    if (input.dataset.named) { to += '/' + encodeURIComponent(file.name); var field = document.getElementById(input.dataset.named); if (field) field.value = file.name; }
    fetch(to, { method: 'PUT', body: file }).then(function (answer) { return answer.text(); }).then(function (html) {
      input.nextElementSibling.textContent = new DOMParser().parseFromString(html, 'text/html').querySelector('main').textContent;
    });
  });
});
";

pub(crate) fn page(desk: &Desk, title: &str, class: &str, content: &Markup) -> Answer {
    let tongue = if desk.language == Language::Zh { "zh-CN" } else { "en" };
    let markup = html! {
        (DOCTYPE)
        html lang=(tongue) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(class) {
                main { (content) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    Answer::page(markup.into_string())
}

impl maud::Render for Words {
    fn render(&self) -> Markup {
        html! { (self.get(crate::out::language())) }
    }
}

pub(crate) fn failed(desk: &Desk, what: &Words) -> Answer {
    let content = html! {
        nav { a href=(desk.url(&[])) { (text::desk_home()) } }
        pre.bad { (text::failed(what)) }
    };
    page(desk, &desk.say(&text::desk_title()), "", &content)
}

pub(crate) fn closed(desk: &Desk) -> Answer {
    page(desk, &desk.say(&text::desk_title()), "", &html! { p { (text::desk_closed()) } })
}

/// A file that was taken, in words.
pub(crate) fn taken(name: &str, old: Option<&Path>) -> String {
    let old = old.and_then(Path::file_name).map(|old| text::desk_kept_old(text::name(old.to_string_lossy())));
    html! { main { (text::desk_taken(text::name(name))) @if let Some(old) = old { (old) } } }.into_string()
}

pub(crate) fn get(desk: &Desk, parts: &[&str]) -> Outcome<Answer> {
    match parts {
        [""] => Ok(home(desk)),
        ["sums", file] => files::sums(desk, file),
        ["q", name] => {
            Ok(Quarter::of(desk, name).map_or_else(|| Answer::none(404), |quarter| one(desk, &quarter)))
        }
        ["q", name, "draw"] => {
            Ok(Quarter::of(desk, name).map_or_else(|| Answer::none(404), |quarter| projector(desk, &quarter)))
        }
        ["q", name, table, subject @ ..] if entry::which(table).is_some() => {
            match (Quarter::of(desk, name), entry::which(table)) {
                (Some(quarter), Some(which)) => entry::get(desk, &quarter, which, &subject.join("/")),
                _ => Ok(Answer::none(404)),
            }
        }
        ["q", name, "file", file @ ..] => files::get(desk, name, &file.join("/")),
        _ => Ok(Answer::none(404)),
    }
}

fn stage_word(stage: Stage) -> Words {
    match stage {
        Stage::Empty => text::stage_empty(),
        Stage::Planned => text::stage_planned(),
        Stage::Announced => text::stage_announced(),
        Stage::Drawn => text::stage_drawn(),
        Stage::Disclosed => text::stage_disclosed(),
        Stage::Void => text::stage_void(),
    }
}

/// What comes next, in a sentence.
fn next(desk: &Desk, quarter: &Quarter) -> Words {
    let plan = quarter.plan.as_ref();
    if quarter.is_rehearsal() {
        return text::next_rehearsal();
    }
    if quarter.lacks_inspectors {
        let staffing = quarter.staffings(desk).into_iter().next();
        return staffing.map_or_else(text::next_staff, |other| text::next_staffed_by(text::name(other.name)));
    }
    match (quarter.stage, plan) {
        (Stage::Announced, Some(_)) if !quarter.folder().opening().is_file() => text::next_restore(),
        (Stage::Announced, Some(plan)) => {
            let closes = plan.values.iter().map(|value| &value.source.closes).max();
            closes.map_or_else(text::next_draw, |closes| {
                text::next_draw_after(text::clock_time(closes), text::clock_time(&plan.seal_by))
            })
        }
        (Stage::Drawn, Some(plan)) => {
            text::next_inspect(plan.visits.from, plan.visits.to, text::clock_time(&plan.disclose_by))
        }
        (Stage::Empty | Stage::Planned, _) => text::next_fill_in(),
        (Stage::Announced | Stage::Drawn, None) => text::next_damaged(),
        (Stage::Disclosed, _) => text::next_publish(),
        (Stage::Void, _) => text::next_again(),
    }
}

fn home(desk: &Desk) -> Answer {
    let quarters = Quarter::all(desk);
    let templates = [
        ("eco", text::template_eco()),
        ("market", text::template_market()),
        ("joint", text::template_joint()),
        ("batches", text::template_batches()),
    ];
    let known = if desk.language == Language::Zh { templates.len() } else { 1 };
    let content = html! {
        h1 { (text::desk_title()) }
        p { (desk.root.canonicalize().unwrap_or_else(|_| desk.root.clone()).display()) }
        @if quarters.is_empty() { p { (text::desk_none()) } } @else {
            table id="quarters" {
                tr { @for head in text::desk_heads() { th { (head) } } }
                @for quarter in &quarters {
                    tr {
                        td { a href=(desk.url(&["q", &quarter.name])) { (quarter.name) } }
                        td { (quarter.plan.as_ref().map_or("", |plan| plan.title.as_str())) }
                        td { (stage_word(quarter.stage)) }
                        td { (next(desk, quarter)) }
                    }
                }
            }
        }
        h2 { (text::desk_new()) }
        form method="post" action=(desk.url(&["new"])) {
            label { (text::desk_folder_name()) " " input name="name" required placeholder="2027Q1"; }
            label { (text::desk_template()) " "
                select name="template" {
                    @if quarters.iter().any(|quarter| quarter.stage >= Stage::Announced && !quarter.is_rehearsal()) {
                        option value="" { (text::template_before()) }
                    }
                    @for (code, label) in templates.iter().take(known) { option value=(code) { (label) } }
                }
            }
            button.main id="new" { (text::desk_begin()) }
        }
        @if quarters.iter().any(|quarter| quarter.plan.is_some() && quarter.stage != Stage::Void) {
            h2 { (text::desk_reports()) }
            form method="post" action=(desk.url(&["report"])) { button id="report-all" { (text::desk_report_all()) } }
            ul {
                @for (name, label) in files::SUMS.iter().zip([text::desk_year_plan(), text::desk_work_report()]) {
                    @if files::sums_path(desk, name).is_file() { li { a href=(desk.url(&["sums", name])) { (label) } } }
                }
            }
        }
        (outside::contribution(desk))
        h2 { (text::desk_end()) }
        form method="post" action=(desk.url(&["quit"])) { button { (text::desk_quit()) } }
    };
    page(desk, &desk.say(&text::desk_title()), "", &content)
}

/// A button that runs a step.
pub(super) fn button(desk: &Desk, quarter: &Quarter, step: &str, label: Words, class: &str) -> Markup {
    html! {
        form.inline method="post" action=(desk.url(&["q", &quarter.name, "do", step])) {
            button class=(class) id=(step) { (label) }
        }
    }
}

/// A link to a file of the quarter, if it is there.
pub(super) fn link(desk: &Desk, quarter: &Quarter, name: &str, label: &Words) -> Markup {
    let mut parts = vec!["q", quarter.name.as_str(), "file"];
    parts.extend(name.split('/'));
    html! {
        @if quarter.path.join(name).is_file() { li { a href=(desk.url(&parts)) { (label) } } }
    }
}

/// Where a file is put in.
fn upload(desk: &Desk, quarter: &Quarter, name: &str, label: &Words) -> Markup {
    let mut parts = vec!["q", quarter.name.as_str(), "file"];
    parts.extend(name.split('/'));
    html! { p { label { (label) " " input type="file" data-to=(desk.url(&parts)); span {} } } }
}

fn one(desk: &Desk, quarter: &Quarter) -> Answer {
    let stage = quarter.stage;
    let title = title(quarter);
    let content = html! {
        nav { a href=(desk.url(&[])) { (text::desk_home()) } }
        h1 { (title) }
        p { (stage_word(stage)) }
        p.next { (next(desk, quarter)) }
        @if stage <= Stage::Planned { (planned(desk, quarter)) }
        @if stage >= Stage::Announced { (papers(desk, quarter)) }
        @if stage == Stage::Announced { (announced(desk, quarter)) }
        @if stage == Stage::Drawn { (drawn_steps(desk, quarter)) }
        @if stage == Stage::Disclosed { (results(desk, quarter)) }
        @if stage >= Stage::Announced { (after(desk, quarter)) }
    };
    page(desk, title, "", &content)
}

fn planned(desk: &Desk, quarter: &Quarter) -> Markup {
    let is_staffing = quarter.selection().is_some();
    html! {
        h2 { (text::desk_fill_in()) }
        ol {
            (link(desk, quarter, "抽查计划.xlsx", &text::desk_plan_down()))
            (link(desk, quarter, "plan.xlsx", &text::desk_plan_down()))
        }
        (upload(desk, quarter, desk.say(&text::plan_book()).as_str(), &text::desk_plan_up()))
        @if is_staffing {
            p { (text::desk_changes_note()) }
            (button(desk, quarter, "forms", text::desk_changes(), ""))
            ul { (link(desk, quarter, "变动.xlsx", &text::desk_changes_down())) }
            (upload(desk, quarter, "变动.xlsx", &text::desk_changes_up()))
        } @else {
            p { (text::desk_rosters_up()) }
            (upload(desk, quarter, "检查对象.xlsx", &text::desk_targets_up()))
            (upload(desk, quarter, "执法人员.xlsx", &text::desk_inspectors_up()))
            (upload(desk, quarter, "回避.xlsx", &text::desk_recusals_up()))
        }
        h2 { (text::desk_look()) }
        (button(desk, quarter, "check", text::desk_check(), "main"))
        (button(desk, quarter, "rehearse", text::desk_rehearse(), ""))
        ul {
            (link(desk, quarter, "检查结果.xlsx", &text::desk_marked()))
            (link(desk, quarter, "check-report.xlsx", &text::desk_marked()))
        }
        (outside::keepers(desk, quarter))
        h2 { (text::desk_announce()) }
        p { (text::desk_announce_note()) }
        (button(desk, quarter, "announce", text::desk_announce(), "stop"))
    }
}

fn announced(desk: &Desk, quarter: &Quarter) -> Markup {
    html! {
        h2 { (text::desk_draw()) }
        p { (text::desk_draw_note()) }
        p { a.main.button id="projector" href=(desk.url(&["q", &quarter.name, "draw"])) { (text::desk_projector()) } }
        @if quarter.folder().keepers().is_file() { (button(desk, quarter, "shares", text::desk_shares(), "")) }
        // It is asked for where it is needed, and is in nobody's way elsewhere.
        @if !quarter.folder().opening().is_file() {
            h2 { (text::desk_restore()) }
            form method="post" action=(desk.url(&["q", &quarter.name, "do", "restore"])) {
                label { (text::desk_secret()) " " textarea name="secret" cols="72" rows="5" autocomplete="off" {} }
                button { (text::desk_restore()) }
            }
        }
        (void(desk, quarter))
    }
}

/// Whatever there is to print.
fn papers(desk: &Desk, quarter: &Quarter) -> Markup {
    html! {
        h2 { (text::desk_papers()) }
        ul {
            (link(desk, quarter, "minutes-1.html", &text::desk_minutes_before()))
            (link(desk, quarter, "private/envelope.html", &text::desk_envelope()))
            @for number in 1..=u64::from(MOST_SHARES) {
                (link(desk, quarter, &format!("private/share-{number}.html"), &text::desk_share(number)))
            }
            (link(desk, quarter, "minutes-2.html", &text::desk_minutes_after()))
            (link(desk, quarter, "private/tasks.html", &text::desk_tasks()))
            (link(desk, quarter, "private/检查文书.docx", &text::desk_visit_papers()))
            (link(desk, quarter, "private/人员安排表.docx", &text::desk_by_inspector()))
            (link(desk, quarter, "private/县区安排表.docx", &text::desk_by_county()))
            @for number in 1..=20_u64 {
                (link(desk, quarter, &format!("private/tasks-{number}.html"), &text::desk_tasks_after(number)))
            }
        }
    }
}

fn drawn_steps(desk: &Desk, quarter: &Quarter) -> Markup {
    let is_selection = quarter.plan.as_ref().is_some_and(|plan| plan.ceremony == Ceremony::Selection);
    let others = quarter.staffings(desk);
    html! {
        @if quarter.lacks_inspectors { (staffings(desk, quarter, &others)) }
        @if !is_selection { (results(desk, quarter)) }
        @if others.is_empty() {
            (strikes(desk, quarter))
            (proofs(desk, quarter))
            h2 { (text::desk_disclose()) }
            p { (text::desk_disclose_note()) }
            (button(desk, quarter, "disclose", text::desk_disclose(), "stop"))
            (void(desk, quarter))
        }
    }
}

/// Where the inspectors of open seats are drawn: in a folder of their own.
fn staffings(desk: &Desk, quarter: &Quarter, others: &[Quarter]) -> Markup {
    html! {
        h2 { (text::desk_staff()) }
        p { (text::desk_staff_note()) }
        @for other in others { p { a href=(desk.url(&["q", &other.name])) { (other.name) } } }
        @if others.is_empty() {
            form method="post" action=(desk.url(&["q", &quarter.name, "staff"])) {
                label { (text::desk_folder_name()) " "
                    input name="name" required value=(format!("{}-{}", quarter.name, desk.say(&text::desk_people()))); }
                button.main id="staff" { (text::desk_begin()) }
            }
        }
    }
}

/// Results and penalties: typed in here, or in the tables.
fn results(desk: &Desk, quarter: &Quarter) -> Markup {
    html! {
        h2 { (text::desk_results()) }
        p {
            a.main.button id="type-results" href=(desk.url(&["q", &quarter.name, "results"])) { (text::desk_type_results()) } " "
            a.main.button id="type-penalties" href=(desk.url(&["q", &quarter.name, "penalties"])) { (text::desk_type_penalties()) }
        }
        p { (text::desk_or_tables()) }
        ol {
            (link(desk, quarter, "private/结果.xlsx", &text::desk_results_down()))
            (link(desk, quarter, "private/处罚.xlsx", &text::desk_penalties_down()))
        }
        (upload(desk, quarter, "private/结果.xlsx", &text::desk_results_up()))
        (button(desk, quarter, "forms", text::desk_forms(), ""))
        (upload(desk, quarter, "private/处罚.xlsx", &text::desk_penalties_up()))
    }
}

/// An id with what people call it.
type Called = (String, String);

/// Who stands, by ids and names; nothing if the result cannot be read, which the steps say.
fn standing(quarter: &Quarter) -> (Vec<Called>, Vec<Called>) {
    let Ok(drawn) = input::result(&quarter.folder()) else { return (Vec::new(), Vec::new()) };
    let Ok(story) = explain::story(&drawn) else { return (Vec::new(), Vec::new()) };
    let (mut targets, mut seats) = (Vec::new(), Vec::new());
    for visit in story.visits() {
        let name = story.target_name(visit.id()).unwrap_or_default();
        targets.push((visit.id().to_string(), name.to_owned()));
        for inspector in visit.team() {
            let person = story.inspector_name(inspector).unwrap_or_default();
            seats.push((format!("{inspector}@{}", visit.id()), format!("{person} – {name}")));
        }
    }
    (targets, seats)
}

fn strikes(desk: &Desk, quarter: &Quarter) -> Markup {
    let Some(plan) = &quarter.plan else { return html! {} };
    let (targets, seats) = standing(quarter);
    let mut people: Vec<Called> = Vec::new();
    for (seat, name) in &seats {
        let id = seat.split('@').next().unwrap_or_default().to_owned();
        let person = name.split(" – ").next().unwrap_or_default().to_owned();
        if people.iter().all(|(known, _)| *known != id) {
            people.push((id, person));
        }
    }
    let mut evidence = vec!["q", quarter.name.as_str(), "file", "evidence"];
    html! {
        // Names of who was drawn are behind a click: this page may still be on the wall.
        details {
        summary { (text::desk_amend()) }
        p { (text::desk_amend_note()) }
        form method="post" action=(desk.url(&["q", &quarter.name, "do", "amend"])) {
            p { label { (text::desk_date()) " " input name="date" type="date" required; } }
            p { label { (text::desk_whom_label()) " "
                select name="who" {
                    @for (id, name) in &targets { option value={ "target:" (id) } { (text::desk_target()) (name) " " (id) } }
                    @for (id, name) in &people { option value={ "inspector:" (id) } { (text::desk_inspector_all()) (name) " " (id) } }
                    @for (id, name) in &seats { option value={ "inspector:" (id) } { (text::desk_inspector()) (name) " " (id) } }
                }
            } }
            p { label { (text::desk_reason()) " " select name="reason" {
                optgroup label=(text::desk_for_targets().get(crate::out::language())) {
                    @for reason in &plan.amendments.target_reasons { option { (reason) } }
                }
                optgroup label=(text::desk_for_people().get(crate::out::language())) {
                    @for reason in &plan.amendments.inspector_reasons { option { (reason) } }
                }
            } } }
            p { label { (text::desk_evidence()) " "
                input type="file" data-to=(desk.url(&std::mem::take(&mut evidence))) data-named="evidence"; span {} }
                input type="hidden" name="evidence" id="evidence"; }
            button.stop id="amend" { (text::desk_amend()) }
        }
        }
    }
}

fn proofs(desk: &Desk, quarter: &Quarter) -> Markup {
    let (targets, _) = standing(quarter);
    let mut made = names_in(quarter, "private");
    made.retain(|name| name.starts_with("proof-") && crate::files::is_page(name));
    html! {
        details {
        summary { (text::desk_prove()) }
        form method="post" action=(desk.url(&["q", &quarter.name, "do", "prove"])) {
            select name="target" { @for (id, name) in &targets { option value=(id) { (name) " " (id) } } }
            button id="prove" { (text::desk_prove()) }
        }
        ul { @for name in &made { (link(desk, quarter, &format!("private/{name}"), &text::name(name))) } }
        }
    }
}

fn void(desk: &Desk, quarter: &Quarter) -> Markup {
    html! {
        details {
            summary { (text::desk_exceptions()) }
            p { (text::desk_void_note()) }
            form method="post" action=(desk.url(&["q", &quarter.name, "do", "void"])) {
                label { (text::desk_reason()) " " input name="reason" required size="40"; }
                @for value in quarter.plan.iter().flat_map(|plan| &plan.values) {
                    p { label { input type="checkbox" name={ "missing-" (value.name) }; " " (text::desk_missing())
                        (value.source.publisher) " " (value.source.issue) } }
                }
                p { label { input type="checkbox" name="lost"; " " (text::desk_lost()) } }
                button.stop { (text::desk_void()) }
            }
        }
    }
}

/// What is there to do from the announcement on.
fn after(desk: &Desk, quarter: &Quarter) -> Markup {
    html! {
        h2 { (text::desk_publish()) }
        p { (text::desk_publish_note()) }
        form.inline method="post" action=(desk.url(&["q", &quarter.name, "do", "publish"])) {
            label { (text::desk_replace_reason()) " " input name="reason" size="30"; }
            button id="preview" formaction=(desk.url(&["q", &quarter.name, "do", "preview"])) { (text::desk_preview()) }
            button.main id="publish" { (text::desk_publish()) }
        }
        ul {
            @for page in previewed(desk, quarter) { (link(desk, quarter, &page, &page_title(quarter, &page))) }
            (link(desk, quarter, "public/index.html", &text::desk_public()))
        }
        @if quarter.stage != Stage::Void {
            h2 { (text::desk_reports()) }
            (button(desk, quarter, "report", text::desk_report(), ""))
            ul {
                (link(desk, quarter, "private/抽查工作计划.docx", &text::desk_year_plan()))
                (link(desk, quarter, "private/抽查工作报告.docx", &text::desk_work_report()))
            }
        }
        (outside::evidence(desk, quarter))
        h2 { (text::desk_own_checks()) }
        p { (text::desk_holidays_note()) }
        ul { (link(desk, quarter, "放假安排.xlsx", &text::desk_holidays_down())) }
        (upload(desk, quarter, "放假安排.xlsx", &text::desk_holidays_up()))
        (button(desk, quarter, "due", text::desk_due(), ""))
        (button(desk, quarter, "audit", text::desk_audit(), ""))
        @if quarter.stage == Stage::Disclosed {
            form method="post" action=(desk.url(&["q", &quarter.name, "do", "verify"])) autocomplete="off" {
                p { (text::desk_verify_note()) }
                @for (number, link) in quarter.chain(desk).iter().enumerate() {
                    p { label { (text::desk_verify_digest()) " " (link.name) " "
                        input name={ "announcement-" (number) } size="70"; } }
                    @for value in link.plan.iter().flat_map(|plan| &plan.values) {
                        p { label { (value.source.publisher) " " (value.source.issue) " "
                            input name={ "value-" (value.name) } size="60"; } }
                    }
                }
                button id="verify" { (text::desk_verify()) }
            }
        }
    }
}

/// The files of a folder of a quarter, in the order of their names.
pub(super) fn names_in(quarter: &Quarter, folder: &str) -> Vec<String> {
    let found = std::fs::read_dir(quarter.path.join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<String> = found.filter_map(|file| file.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The pages that are there to be looked at.
fn previewed(desk: &Desk, quarter: &Quarter) -> Vec<String> {
    let folder = format!("private/{}", desk.say(&text::preview_folder()));
    let pages = names_in(quarter, &folder).into_iter().filter(|name| crate::files::is_page(name));
    pages.map(|name| format!("{folder}/{name}")).collect()
}

/// What a page is called by itself, or else by its file.
fn page_title(quarter: &Quarter, page: &str) -> Words {
    let html = crate::files::read_if_there(&quarter.path.join(page)).ok().flatten().unwrap_or_default();
    let html = String::from_utf8_lossy(&html);
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    // Escaped once more it would be shown as it is written there.
    let plain = |title: &str| {
        title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    text::name(title.map_or_else(|| page.to_owned(), |(title, _)| plain(title)))
}

/// What a command said; with what it asks for, if it waits for a yes.
pub(crate) fn ran(
    desk: &Desk,
    quarter: Option<&Quarter>,
    title: Words,
    ran: &Ran,
    confirm: Option<(String, Form)>,
) -> Answer {
    let class = if ran.code == 0 || confirm.is_some() { "" } else { "bad" };
    let content = html! {
        nav {
            a href=(desk.url(&[])) { (text::desk_home()) } " "
            @if let Some(quarter) = quarter { a id="back" href=(desk.url(&["q", &quarter.name])) { (quarter.name) } }
        }
        h1 { (title) }
        pre class=(class) id="said" { (ran.said) }
        @if let Some(quarter) = quarter.filter(|quarter| quarter.stage <= Stage::Planned && ran.code == 2) {
            ul {
                (link(desk, quarter, "检查结果.xlsx", &text::desk_marked()))
                (link(desk, quarter, "check-report.xlsx", &text::desk_marked()))
            }
        }
        @if let (Some(quarter), Some((step, form))) = (quarter, &confirm) {
            @if step == "publish" {
                ul { @for page in previewed(desk, quarter) { (link(desk, quarter, &page, &page_title(quarter, &page))) } }
            }
            p.next { (text::desk_sure()) }
            form method="post" action=(desk.url(&["q", &quarter.name, "do", step])) {
                @for (name, text) in form.iter().filter(|(name, _)| *name != "yes") {
                    input type="hidden" name=(name) value=(text);
                }
                input type="hidden" name="yes" value="yes";
                button.stop id="yes" { (text::desk_yes()) }
            }
        }
    };
    page(desk, &desk.say(&title), "", &content)
}

/// The draw as it stands on the wall: the values to be typed in.
fn projector(desk: &Desk, quarter: &Quarter) -> Answer {
    let Some(plan) = &quarter.plan else { return Answer::none(404) };
    let announcement = crate::announce::read_announcement(&quarter.folder());
    let digest = announcement.ok().and_then(|announcement| announcement.digest().ok());
    let digest = digest.map(|digest| text::grouped(&digest)).unwrap_or_default();
    if quarter.stage == Stage::Announced && !quarter.folder().opening().is_file() {
        let content = html! {
            h1 { (plan.title) }
            p.next { (text::next_restore()) }
            p { a href=(desk.url(&["q", &quarter.name])) { (text::desk_restore()) } }
        };
        return page(desk, &plan.title, "large", &content);
    }
    let content = html! {
        nav { a href=(desk.url(&["q", &quarter.name])) { (quarter.name) } }
        h1 { (plan.title) }
        p { (text::desk_digest()) }
        p.value { (digest) }
        form method="post" action=(desk.url(&["q", &quarter.name, "draw"])) autocomplete="off" {
            @for value in &plan.values { (typed(value)) }
            button.main id="read-back" { (text::desk_read_back()) }
        }
    };
    page(desk, &plan.title, "large", &content)
}

fn typed(value: &PublicValue) -> Markup {
    let name = value.name.as_str();
    html! {
        h2 { (value.source.publisher) " " (value.source.issue) }
        p { (Words::of(&value.source.kind)) }
        p { input name={ "value-" (name) } id={ "value-" (name) } required size="66" style="font-size: 60%"; }
        @if !value.fallbacks.is_empty() {
            p {
                select name={ "source-" (name) } {
                    option value="0" { (text::desk_main_source()) }
                    @for (number, source) in (1_u64..).zip(&value.fallbacks) {
                        option value=(number) { (text::desk_fallback(number)) (source.publisher) " " (source.issue) }
                    }
                }
                input name={ "reason-" (name) } placeholder=(text::desk_fallback_reason().get(crate::out::language()));
            }
        }
    }
}

/// The values as they were typed, to be read back aloud.
pub(crate) fn read_back(desk: &Desk, quarter: &Quarter, ran: &Ran, form: &Form) -> Answer {
    let asks = ran.code == 3;
    let content = html! {
        nav { a href=(desk.url(&["q", &quarter.name, "draw"])) { (text::desk_type_again()) } }
        @for value in quarter.plan.iter().flat_map(|plan| &plan.values) {
            h2 { (value.source.publisher) " " (value.source.issue) }
            p.value { (form.get(&format!("value-{}", value.name)).map_or("", String::as_str)) }
        }
        pre class=(if asks { "" } else { "bad" }) id="said" { (ran.said) }
        @if asks {
            form method="post" action=(desk.url(&["q", &quarter.name, "draw"])) {
                @for (name, text) in form { input type="hidden" name=(name) value=(text); }
                input type="hidden" name="yes" value="yes";
                button.stop id="yes" { (text::desk_draw_now()) }
            }
        }
    };
    page(desk, title(quarter), "large", &content)
}

/// What a quarter is called.
fn title(quarter: &Quarter) -> &str {
    quarter.plan.as_ref().map_or(quarter.name.as_str(), |plan| plan.title.as_str())
}

/// What was drawn, without names.
pub(crate) fn drawn(desk: &Desk, quarter: &Quarter, ran: &Ran) -> Answer {
    let class = if matches!(ran.code, 0 | 3) { "" } else { "bad" };
    let content = html! {
        nav { a id="back" href=(desk.url(&["q", &quarter.name])) { (quarter.name) } }
        h1 { (title(quarter)) }
        pre class=(class) id="said" { (ran.said) }
    };
    page(desk, title(quarter), "large", &content)
}
