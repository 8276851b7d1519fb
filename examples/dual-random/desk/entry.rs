//! Results and penalties typed in on the desk: the same forms that a spreadsheet fills in, a row at a time.

use crate::desk::state::{Quarter, Stage};
use crate::desk::{Answer, Desk, Form, pages};
use crate::forms::{self, By, Column, Standing, Which};
use crate::out::{Failure, Outcome};
use crate::publish::sources::Sources;
use crate::text;
use dual_random::Date;
use maud::{Markup, html};

/// The forms by their names in addresses.
pub(crate) fn which(name: &str) -> Option<Which> {
    match name {
        "results" => Some(Which::Results),
        "penalties" => Some(Which::Penalties),
        _ => None,
    }
}

fn name(which: Which) -> &'static str {
    match which {
        Which::Results => "results",
        Which::Penalties => "penalties",
    }
}

fn title(which: Which) -> text::Words {
    match which {
        Which::Results => text::desk_type_results(),
        Which::Penalties => text::desk_type_penalties(),
    }
}

fn is_open(quarter: &Quarter) -> bool {
    matches!(quarter.stage, Stage::Drawn | Stage::Disclosed)
}

/// All rows of a form, each with whether anything was said of it; or one row with its cells to be filled in.
pub(crate) fn get(desk: &Desk, quarter: &Quarter, which: Which, subject: &str) -> Outcome<Answer> {
    if !is_open(quarter) {
        return Ok(Answer::none(404));
    }
    let standing = Standing::of(&quarter.folder(), which)?;
    if subject.is_empty() {
        return Ok(list(desk, quarter, which, &standing));
    }
    match standing.row(subject) {
        None => Ok(Answer::none(404)),
        Some(row) => Ok(one(desk, quarter, which, subject, &standing, row)),
    }
}

/// Takes what was typed. The table is written as it was said; what is still wrong with it is shown with the list.
pub(crate) fn save(
    desk: &Desk,
    quarter: &Quarter,
    which: Which,
    subject: &str,
    form: &Form,
) -> Outcome<Answer> {
    if !is_open(quarter) {
        return Ok(Answer::none(404));
    }
    let folder = quarter.folder();
    let standing = Standing::of(&folder, which)?;
    if standing.row(subject).is_none() {
        return Ok(Answer::none(404));
    }
    // A cell holds one paragraph.
    let said =
        form.iter().map(|(head, text)| (head.clone(), text.split_whitespace().collect::<Vec<_>>().join(" ")));
    standing.fill_in(subject, form.get("was").map_or("", String::as_str), &said.collect())?;
    if which == Which::Results {
        forms::renew(&folder)?;
    }
    Ok(Answer::elsewhere(desk.url(&["q", &quarter.name, name(which)])))
}

fn list(desk: &Desk, quarter: &Quarter, which: Which, standing: &Standing) -> Answer {
    let filled = standing.rows.iter().filter(|row| standing.is_filled(row)).count();
    let wrong = Sources::of(&quarter.folder(), None, None).err().map(|Failure(what)| what);
    let cell = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
    let content = html! {
        nav {
            a href=(desk.url(&[])) { (text::desk_home()) } " "
            a id="back" href=(desk.url(&["q", &quarter.name])) { (quarter.name) }
        }
        h1 { (title(which)) }
        @if standing.rows.is_empty() { p { (text::desk_no_decisions()) } } @else {
            p id="filled" { (text::desk_filled(filled, standing.rows.len())) }
        }
        @if let Some(what) = &wrong { pre.bad id="said" { (what) } }
        table id="rows" {
            @for row in &standing.rows {
                tr {
                    td { a href=(desk.url(&["q", &quarter.name, name(which), &cell(row, 0)])) { (cell(row, 0)) } }
                    td { (cell(row, 1)) }
                    td { @if standing.is_filled(row) { (text::desk_is_filled()) } @else { b { (text::desk_is_empty()) } } }
                }
            }
        }
    };
    pages::page(desk, &desk.say(&title(which)), "", &content)
}

fn one(
    desk: &Desk,
    quarter: &Quarter,
    which: Which,
    subject: &str,
    standing: &Standing,
    row: &[String],
) -> Answer {
    let cells = || standing.columns().iter().zip(row);
    let content = html! {
        nav { a id="back" href=(desk.url(&["q", &quarter.name, name(which)])) { (title(which)) } }
        h1 { (subject) }
        table {
            @for (column, text) in cells().skip(1).filter(|(column, _)| column.by == By::Program) {
                tr { th { (column.head) } td { (text) } }
            }
        }
        @if which == Which::Results { p { (text::desk_result_note()) } }
        form method="post" action=(desk.url(&["q", &quarter.name, name(which), subject])) autocomplete="off" {
            @for (place, (column, text)) in cells().enumerate().filter(|(_, (column, _))| column.by != By::Program) {
                p { label { (column.head) @if column.is_needed { b { (text::desk_needed()) } } br; (field(place, column, text)) } }
            }
            input type="hidden" name="was" value=(forms::digest(row));
            button.main id="save" { (text::desk_save()) }
        }
    };
    pages::page(desk, subject, "", &content)
}

/// Where a cell is filled in. What stands there that is no day or none of the choices stays as it is, for whoever corrects it.
fn field(place: usize, column: &Column, text: &str) -> Markup {
    let is_day = column.is_day && (text.is_empty() || text.parse::<Date>().is_ok());
    let is_choice =
        !column.takes_several && (text.is_empty() || column.choices.iter().any(|own| own == text));
    let list = format!("choices-{place}");
    html! {
        @if is_day {
            input type="date" name=(column.head) value=(text);
        } @else if column.choices.is_empty() {
            @if column.is_long() {
                textarea name=(column.head) rows="3" cols="60" { (text) }
            } @else {
                input name=(column.head) value=(text) size="30";
            }
        } @else if is_choice {
            select name=(column.head) {
                option value="" {}
                @for choice in &column.choices { option selected[choice == text] { (choice) } }
            }
        } @else {
            input name=(column.head) value=(text) list=(list) size="30";
            @if column.takes_several { " " small { (text::desk_several()) (column.choices.join("、")) } }
            datalist id=(list) { @for choice in &column.choices { option value=(choice) {} } }
        }
    }
}
