//! Pages to print: the two halves of the minutes (抽取记录), the envelope's sheet, and the task sheets. The minutes show
//! no drawn name.

use crate::account::quota_in_words;
use crate::html::Page;
use crate::out::{Failure, Outcome};
use crate::text;
use dual_random::Say;
use dual_random::plan::{Ceremony, Plan};
use dual_random::publish::{PublishError, amended_task_sheets, sheets, task_sheets};
use dual_random::roster::Contacts;
use dual_random::{Announced, Announcement, Drawn, FormError, Language, Opening, Say};

/// The first half of the minutes, signed before the public values exist; with what earlier draws marked.
pub(crate) fn minutes_before(language: Language, announced: &Announced, marked: Option<&str>) -> Vec<u8> {
    let Announced { announcement, opening, warnings } = announced;
    let (plan, digest) = (&announcement.plan, opening.announcement());
    let mut page = Page::new(language, text::minutes_before(language));
    page.title(text::minutes_before(language));
    head(&mut page, language, plan, [text::label_time(language), plan.announce_at.as_str()]);
    page.heading(text::committed_head(language));
    page.code(text::digest_of_announcement(language), &text::grouped(&digest));
    let rosters = &announcement.rosters;
    let trees = [
        (text::targets(language), rosters.targets),
        (text::inspectors(language), rosters.inspectors),
        (text::recusals(language), rosters.recusals),
        (text::changes(language), rosters.changes),
    ];
    let trees = trees.into_iter().filter(|(_, tree)| tree.count > 0);
    let rows =
        trees.map(|(name, tree)| vec![name.to_owned(), tree.count.to_string(), text::grouped(&tree.root)]);
    page.table(&text::roster_columns(language), rows);
    page.heading(text::strata_head(language));
    let rows = announcement.strata.iter().zip(&plan.strata).map(|(numbers, stratum)| {
        let quota = quota_in_words(language, &stratum.quota);
        vec![numbers.name.clone(), numbers.n.to_string(), quota, numbers.k.to_string()]
    });
    page.table(&text::strata_columns(language), rows);
    for earlier in &plan.earlier {
        let use_for = earlier.use_for.template(language);
        page.text(&text::earlier_named(language, use_for, text::grouped(&earlier.head)));
    }
    if let Some(marked) = marked {
        page.text(marked);
    }
    page.heading(text::awaited_head(language));
    let rows = plan.values.iter().map(|value| {
        let source = &value.source;
        vec![
            value.name.to_string(),
            source.publisher.clone(),
            source.issue.clone(),
            source.closes.to_string(),
            source.kind.message(language),
        ]
    });
    page.table(&text::awaited_columns(language), rows);
    page.text(text::sources_to_check(language));
    for warning in warnings {
        page.text(&text::warning(language, warning.message(language)));
    }
    page.text(&text::signed_before(language, &plan.seal_by, &plan.disclose_by));
    page.signatures(&text::signatures(language));
    page.finish()
}

/// The second half of the minutes.
pub(crate) fn minutes_after(language: Language, drawn: &Drawn) -> Result<Vec<u8>, FormError> {
    let seal = drawn.seal();
    let announcement = drawn.announcement();
    let plan = &announcement.plan;
    let mut page = Page::new(language, text::minutes_after(language));
    page.title(text::minutes_after(language));
    // Written in by hand: this program keeps no clock for them.
    head(&mut page, language, plan, [text::label_draw_time(language), text::blank(language)]);
    page.heading(text::values_head(language));
    let rows = seal.values.iter().zip(&plan.values).map(|(used, public)| {
        let source = public.source(used.source);
        let (publisher, issue) = source.map_or(("", ""), |source| (&source.publisher, &source.issue));
        let reason = used.reason.as_deref().map(|reason| text::because(language, used.source, reason));
        let source = text::value_source(language, publisher, issue, reason.unwrap_or_default());
        vec![used.name.to_string(), used.text.clone(), source]
    });
    page.table(&text::value_columns(language), rows);
    page.heading(text::result_head(language));
    let rows = announcement.strata.iter();
    let rows = rows.map(|numbers| vec![numbers.name.clone(), numbers.n.to_string(), numbers.k.to_string()]);
    page.table(&text::result_columns(language), rows);
    let seats = seal.seats;
    if plan.ceremony != Ceremony::Selection {
        page.text(&text::seats(language, seats.total, seats.filled, seats.open));
    }
    page.heading(text::digests_head(language));
    page.code(text::digest_of_announcement(language), &text::grouped(&seal.announcement));
    page.code(text::digest_of_seal(language), &text::grouped(&seal.digest()?));
    page.text(&text::signed_after(language, &plan.disclose_by));
    page.signatures(&text::signatures(language));
    Ok(page.finish())
}

/// What both halves begin with.
fn head(page: &mut Page, language: Language, plan: &Plan, time: [&str; 2]) {
    let authorities: Vec<&str> = plan.authorities.iter().map(|authority| authority.name.as_str()).collect();
    let rows = [
        [text::label_draw(language), &text::numbered(language, &plan.draw, plan.number)],
        [text::label_title(language), &plan.title],
        [text::label_authorities(language), &text::joined(language, authorities)],
        time,
        [text::label_place(language), &plan.place],
        [text::label_ceremony(language), plan.ceremony.template(language)],
        [text::label_visits(language), &text::from_to(language, plan.visits.from, plan.visits.to)],
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
    let mut page = Page::new(language, text::envelope(language));
    page.title(text::envelope(language));
    page.text(&text::envelope_of(language, &plan.draw, &plan.title));
    page.code(text::digest_of_announcement(language), &text::grouped(&opening.announcement()));
    page.heading(text::master_secret(language));
    page.big_code(&text::in_fours(&opening.master().reveal()));
    page.text(text::envelope_use(language));
    page.code(text::envelope_command(language), &text::restore_command(folder, selection));
    page.signatures(&text::envelope_signatures(language));
    page.finish()
}

/// One sheet for each team.
pub(crate) fn tasks(language: Language, drawn: &Drawn, contacts: &Contacts) -> Outcome<Vec<u8>> {
    task_sheets(drawn, contacts)
        .and_then(|all| sheets(text::tasks(language), &all, language))
        .map_err(failure(language))
}

/// The sheets of the teams that the last amendment made or changed, behind the list of what changed.
pub(crate) fn amended_tasks(language: Language, drawn: &Drawn, contacts: &Contacts) -> Outcome<Vec<u8>> {
    let all =
        amended_task_sheets(drawn, contacts).and_then(|all| sheets(text::tasks(language), &all, language));
    all.map_err(failure(language))
}

fn failure(language: Language) -> impl Fn(PublishError) -> Failure {
    move |error| Failure(text::cannot_encode(language, error.message(language)))
}
