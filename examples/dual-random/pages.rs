//! Pages to print: the two halves of the minutes (抽取记录), the envelope's sheet, and the task sheets. The minutes show
//! no drawn name.

use crate::account::quota_in_words;
use crate::html::Page;
use crate::text;
use crate::view::{DrawnTarget, View};
use dual_random::plan::{Ceremony, Plan};
use dual_random::{Amendment, Announcement, Digest, Drawn, FormError, Language, Opening};

/// The first half of the minutes, signed before the public values exist; with what earlier draws marked.
pub(crate) fn minutes_before(
    language: Language,
    announcement: &Announcement,
    digest: Digest,
    marked: Option<&str>,
) -> Vec<u8> {
    let plan = &announcement.plan;
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
            text::form_of(language, &source.kind),
        ]
    });
    page.table(&text::awaited_columns(language), rows);
    for warning in &announcement.warnings {
        page.text(&text::warning(language, warning.message(language)));
    }
    page.text(&text::signed_before(language, &plan.seal_by, &plan.disclose_by));
    page.signatures(&text::signatures(language));
    page.finish()
}

/// The second half of the minutes.
pub(crate) fn minutes_after(language: Language, drawn: &Drawn) -> Result<Vec<u8>, FormError> {
    let seal = drawn.seal();
    let announcement = &drawn.private().announcement;
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
pub(crate) fn tasks(language: Language, view: &View<'_>) -> Vec<u8> {
    let plan = &view.last.announcement.plan;
    let mut page = Page::new(language, text::tasks(language));
    for target in view.drawn() {
        page.begin_sheet();
        task(&mut page, language, view, plan, &target);
        page.end_sheet();
    }
    page.finish()
}

/// The sheets of the teams that an amendment made or changed, behind the list of those that no longer hold.
pub(crate) fn amended_tasks(
    language: Language,
    view: &View<'_>,
    amendment: &Amendment,
    changed: &[DrawnTarget<'_>],
    struck: &[[String; 2]],
) -> Vec<u8> {
    let plan = &view.last.announcement.plan;
    let mut page = Page::new(language, text::tasks(language));
    page.begin_sheet();
    page.title(&text::amended_tasks(language, amendment.seal.number, amendment.strikes.date));
    if !struck.is_empty() {
        page.heading(text::struck_tasks(language));
        page.table(&text::struck_columns(language), struck.iter().map(|row| row.to_vec()));
    }
    if !changed.is_empty() {
        page.heading(text::changed_tasks(language));
        let name = |target: &DrawnTarget<'_>| {
            let id = &target.record.draw.id;
            vec![format!("{id} {}", view.target_name(id).unwrap_or(text::withheld(language)))]
        };
        page.table(&[], changed.iter().map(name));
    }
    page.end_sheet();
    for target in changed {
        page.begin_sheet();
        task(&mut page, language, view, plan, target);
        page.end_sheet();
    }
    page.finish()
}

fn task(page: &mut Page, language: Language, view: &View<'_>, plan: &Plan, target: &DrawnTarget<'_>) {
    let draw = &target.record.draw;
    let withheld = text::withheld(language);
    let shown = target.record.identity.shown();
    let code = shown.and_then(|identity| identity.credit_code.as_deref()).unwrap_or("-");
    let stratum = plan.strata.iter().find(|stratum| stratum.name == target.stratum);
    let items = stratum.iter().flat_map(|stratum| &stratum.items);
    let items = items.filter_map(|id| plan.items.iter().find(|item| item.id == *id));
    page.title(text::tasks(language));
    let rows = [
        [text::label_draw(language), &text::numbered(language, &plan.draw, plan.number)],
        [text::label_title(language), &plan.title],
        [text::label_target(language), view.target_name(&draw.id).unwrap_or(withheld)],
        [text::label_target_id(language), draw.id.as_str()],
        [text::label_credit_code(language), code],
        [text::label_district(language), &draw.district],
        [text::label_class(language), &draw.class],
        [text::label_stratum(language), &text::stratum_and_rank(language, target.stratum, target.rank)],
        [text::label_visits(language), &text::from_to(language, plan.visits.from, plan.visits.to)],
    ];
    page.table(&[], rows.map(|row| row.to_vec()));
    page.heading(text::items_head(language));
    let rows = items.map(|item| {
        vec![
            item.id.as_str(),
            item.name.as_str(),
            item.basis.as_str(),
            item.content.as_str(),
            item.method.as_str(),
        ]
    });
    page.table(&text::item_columns(language), rows);
    page.heading(text::team_head(language));
    let rows = target.seats.iter().map(|seat| {
        let record = seat.inspector.and_then(|id| view.inspector(id));
        let department = record.map_or("", |record| record.draw.department.as_str());
        let name = match seat.inspector {
            Some(id) => view.inspector_name(id).unwrap_or(withheld),
            None => seat.nobody(language),
        };
        let id = seat.inspector.map_or("", |id| id.as_str());
        vec![
            seat.number.to_string(),
            text::seat_ask(language, seat.ask),
            name.to_owned(),
            id.to_owned(),
            department.to_owned(),
        ]
    });
    page.table(&text::team_columns(language), rows);
    if target.seats.iter().any(|seat| seat.events.is_empty()) {
        page.text(text::task_without_team(language));
    } else if target.seats.iter().any(|seat| seat.inspector.is_none()) {
        page.text(text::task_with_open_seat(language));
    }
    page.text(text::task_reminder(language));
}
