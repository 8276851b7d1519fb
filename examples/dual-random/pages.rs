//! Pages to print: the two halves of the minutes (抽取记录), the envelope's sheet, and the task sheets. The minutes show
//! no drawn name.

use crate::html::Page;
use crate::out::{Failure, Outcome};
use crate::text;
use crate::text::Words;
use dual_random::plan::{Ceremony, Plan};
use dual_random::publish::{PublishError, amended_task_sheets, sheets, task_sheets};
use dual_random::roster::Contacts;
use dual_random::{Announced, Announcement, Drawn, FormError, Language, Opening};

/// The first half of the minutes, signed before the public values exist; with what earlier draws marked.
pub(crate) fn minutes_before(language: Language, announced: &Announced, marked: Option<&Words>) -> Vec<u8> {
    let Announced { announcement, opening, warnings, .. } = announced;
    let (plan, digest) = (&announcement.plan, opening.announcement());
    let mut page = Page::new(language, text::minutes_before());
    page.title(text::minutes_before());
    head(&mut page, language, plan, [text::label_time(), Words::of(&plan.announce_at)]);
    page.heading(text::committed_head());
    page.code(text::digest_of_announcement(), &text::grouped(&digest));
    let rosters = &announcement.rosters;
    let trees = [
        (text::targets(), rosters.targets),
        (text::inspectors(), rosters.inspectors),
        (text::recusals(), rosters.recusals),
        (text::changes(), rosters.changes),
    ];
    let trees = trees.into_iter().filter(|(_, tree)| tree.count > 0);
    let rows = trees.map(|(name, tree)| vec![name, Words::of(tree.count), text::grouped(&tree.root)]);
    page.table(&text::roster_columns(), rows);
    page.heading(text::strata_head());
    let rows = announcement.strata.iter().zip(&plan.strata).map(|(numbers, stratum)| {
        let quota = Words::of(&stratum.quota);
        vec![text::name(&numbers.name), Words::of(numbers.n), quota, Words::of(numbers.k)]
    });
    page.table(&text::strata_columns(), rows);
    for earlier in &plan.earlier {
        let use_for = Words::of(earlier.use_for);
        page.text(&text::earlier_named(use_for, text::grouped(&earlier.head)));
    }
    if let Some(marked) = marked {
        page.text(marked);
    }
    page.heading(text::awaited_head());
    let rows = plan.values.iter().map(|value| {
        let source = &value.source;
        vec![
            Words::of(&value.name),
            text::name(&source.publisher),
            text::name(&source.issue),
            Words::of(&source.closes),
            Words::of(&source.kind),
        ]
    });
    page.table(&text::awaited_columns(), rows);
    page.text(text::sources_to_check());
    for warning in warnings {
        page.text(&text::warning(warning));
    }
    page.text(&text::signed_before(&plan.seal_by, &plan.disclose_by));
    page.signatures(&text::signatures());
    page.finish()
}

/// The second half of the minutes.
pub(crate) fn minutes_after(language: Language, drawn: &Drawn) -> Result<Vec<u8>, FormError> {
    let seal = drawn.seal();
    let announcement = drawn.announcement();
    let plan = &announcement.plan;
    let mut page = Page::new(language, text::minutes_after());
    page.title(text::minutes_after());
    // Written in by hand: this program keeps no clock for them.
    head(&mut page, language, plan, [text::label_draw_time(), text::blank()]);
    page.heading(text::values_head());
    let rows = seal.values.iter().zip(&plan.values).map(|(used, public)| {
        let source = public.source(used.source);
        let (publisher, issue) = source.map_or(("", ""), |source| (&source.publisher, &source.issue));
        let reason = used.reason.as_deref().map(|reason| text::because(used.source, text::name(reason)));
        let source = text::value_source(text::name(publisher), text::name(issue), reason.unwrap_or_default());
        vec![Words::of(&used.name), text::name(&used.text), source]
    });
    page.table(&text::value_columns(), rows);
    page.heading(text::result_head());
    let rows = announcement.strata.iter();
    let rows =
        rows.map(|numbers| vec![text::name(&numbers.name), Words::of(numbers.n), Words::of(numbers.k)]);
    page.table(&text::result_columns(), rows);
    let seats = seal.seats;
    if plan.ceremony != Ceremony::Selection {
        page.text(&text::seats(seats.total, seats.filled, seats.open));
    }
    page.heading(text::digests_head());
    page.code(text::digest_of_announcement(), &text::grouped(&seal.announcement));
    page.code(text::digest_of_seal(), &text::grouped(&seal.digest()?));
    page.text(&text::signed_after(&plan.disclose_by));
    page.signatures(&text::signatures());
    Ok(page.finish())
}

/// What both halves begin with.
fn head(page: &mut Page, _language: Language, plan: &Plan, time: [Words; 2]) {
    let authorities = plan.authorities.iter().map(|authority| text::name(&authority.name));
    let rows = [
        [text::label_draw(), text::numbered(&plan.draw, plan.number)],
        [text::label_title(), text::name(&plan.title)],
        [text::label_authorities(), text::joined(authorities)],
        time,
        [text::label_place(), text::name(&plan.place)],
        [text::label_ceremony(), Words::of(plan.ceremony)],
        [text::label_visits(), text::from_to(plan.visits.from, plan.visits.to)],
    ];
    page.table(&[], rows.map(|row| row.to_vec()));
}

/// The sheet for the sealed envelope.
pub(crate) fn envelope(
    language: Language,
    announcement: &Announcement,
    opening: &Opening,
    folder: &str,
    selection: Option<&str>,
) -> Vec<u8> {
    let plan = &announcement.plan;
    let mut page = Page::new(language, text::envelope());
    page.title(text::envelope());
    page.text(&text::envelope_of(&plan.draw, text::name(&plan.title)));
    page.code(text::digest_of_announcement(), &text::grouped(&opening.announcement()));
    page.heading(text::master_secret());
    page.big_code(&text::in_fours(&opening.master().reveal()));
    page.text(text::envelope_use());
    page.code(text::envelope_command(), &text::name(text::restore_command(folder, selection)));
    page.signatures(&text::envelope_signatures());
    page.finish()
}

/// One sheet for each team.
pub(crate) fn tasks(language: Language, drawn: &Drawn, contacts: &Contacts) -> Outcome<Vec<u8>> {
    task_sheets(drawn, contacts)
        .and_then(|all| sheets(text::tasks().get(language), &all, language))
        .map_err(failure(language))
}

/// The sheets of the teams that the last amendment made or changed, behind the list of what changed.
pub(crate) fn amended_tasks(language: Language, drawn: &Drawn, contacts: &Contacts) -> Outcome<Vec<u8>> {
    let all = amended_task_sheets(drawn, contacts)
        .and_then(|all| sheets(text::tasks().get(language), &all, language));
    all.map_err(failure(language))
}

fn failure(_language: Language) -> impl Fn(PublishError) -> Failure {
    move |error| Failure(text::cannot_encode(error))
}
