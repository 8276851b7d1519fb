//! Accounts for people: what was committed, what the values were, how many of how many, who visits whom, and one seat's
//! trail in words.

use crate::explain::{person, seat_lines};
use crate::files::Folder;
use crate::text;
use crate::view::{DrawnTarget, Seat, View};
use dual_random::commit::document::{Place, Shortage};
use dual_random::plan::{Ceremony, Plan, Quota, Size};
use dual_random::rules::Noted;
use dual_random::rules::StratumNumbers;
use dual_random::{Announcement, Digest, Drawn, Language, Rosters, UsedValue, Warning};

/// How much of a long list the screen shows.
const FEW: usize = 5;

/// What an announcement commits.
pub(crate) fn announced(language: Language, announcement: &Announcement, digest: Digest) -> Vec<String> {
    let plan = &announcement.plan;
    let rosters = &announcement.rosters;
    let counts = (rosters.targets.count, rosters.inspectors.count, rosters.recusals.count);
    let mut lines = vec![
        text::announced(language, &plan.draw, &plan.title, plan.number),
        text::committed(language, counts.0, counts.1, counts.2),
    ];
    lines.extend(strata(language, plan, &announcement.strata));
    lines.extend(warnings(language, &announcement.warnings));
    lines.extend(awaited(language, plan));
    lines.push(text::announcement_digest(language, text::grouped(&digest)));
    lines
}

/// What the rosters hold.
pub(crate) fn rosters(language: Language, rosters: &Rosters) -> Vec<String> {
    let Rosters { targets, inspectors, recusals } = rosters;
    vec![text::committed(language, targets.len(), inspectors.len(), recusals.len())]
}

/// How many of how many, and why.
pub(crate) fn strata(language: Language, plan: &Plan, numbers: &[StratumNumbers]) -> Vec<String> {
    let one = |numbers: &StratumNumbers| {
        let quota =
            plan.strata.iter().find(|stratum| stratum.name == numbers.name).map(|stratum| &stratum.quota);
        let quota = quota.map(|quota| quota_in_words(language, quota)).unwrap_or_default();
        let mut line = text::stratum_numbers(language, &numbers.name, numbers.n, numbers.k, quota);
        for (count, what) in [
            (numbers.exempt, text::count_exempt(language)),
            (numbers.capped, text::count_capped(language)),
            (numbers.before, text::count_before(language)),
            (numbers.carried, text::count_carried(language)),
        ] {
            if count > 0 {
                line.push_str(&text::and_count(language, what, count));
            }
        }
        line
    };
    numbers.iter().map(one).collect()
}

/// A quota as the plan states it.
pub(crate) fn quota_in_words(language: Language, quota: &Quota) -> String {
    let mut words = match &quota.size {
        Size::All => text::quota_all(language).to_owned(),
        Size::Count(count) => text::quota_count(language, count),
        Size::Ratio { of, round } => text::quota_ratio(language, of, round.template(language)),
        Size::PerOfficer { officers, round, targets } => {
            text::quota_per_officer(language, officers, targets, round.template(language))
        }
    };
    if let Some(least) = quota.at_least {
        words.push_str(&text::quota_at_least(language, least));
    }
    if let Some(most) = quota.at_most {
        words.push_str(&text::quota_at_most(language, most));
    }
    words
}

pub(crate) fn warnings(language: Language, warnings: &[Warning]) -> Vec<String> {
    warnings.iter().map(|warning| text::warning(language, warning.message(language))).collect()
}

/// How many subjects of a warning are listed.
const SUBJECTS_SHOWN: usize = 10;

/// Warnings with what they are about.
pub(crate) fn notes(language: Language, notes: &[Noted]) -> Vec<String> {
    let one = |noted: &Noted| {
        let warning = text::warning(language, noted.message(language));
        let shown = noted.subjects.len().min(SUBJECTS_SHOWN);
        let more = if noted.subjects.len() > shown { " …" } else { "" };
        format!("{warning}\n    {}{more}", text::joined(language, &noted.subjects[..shown]))
    };
    notes.iter().map(one).collect()
}

/// The values that are still to come.
fn awaited(language: Language, plan: &Plan) -> Vec<String> {
    let one = |value: &dual_random::plan::PublicValue| {
        let source = &value.source;
        let form = source.kind.form(language);
        text::awaited(language, &value.name, &source.publisher, &source.issue, &source.closes, form)
    };
    plan.values.iter().map(one).collect()
}

/// The values in their canonical form.
pub(crate) fn values(language: Language, plan: &Plan, used: &[UsedValue]) -> Vec<String> {
    let one = |used: &UsedValue| {
        let public = plan.values.iter().find(|public| public.name == used.name);
        let source = public.and_then(|public| public.source(used.source));
        let (publisher, issue) = source.map_or(("", ""), |source| (&source.publisher, &source.issue));
        match &used.reason {
            None => text::value_used(language, &used.name, &used.text, publisher, issue),
            Some(reason) => {
                text::fallback_used(language, &used.name, &used.text, used.source, publisher, issue, reason)
            }
        }
    };
    used.iter().map(one).collect()
}

/// How many were drawn, and what is short.
pub(crate) fn numbers(language: Language, view: &View<'_>) -> Vec<String> {
    let plan = &view.last.announcement.plan;
    let mut lines: Vec<String> = view
        .strata()
        .iter()
        .map(|numbers| text::drawn_of(language, &numbers.name, numbers.k, numbers.n))
        .collect();
    let seats = view.last.seal.seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(language, seats.total, seats.filled, seats.open));
    }
    if let Some(cap) = view.last.result.cap {
        lines.push(text::common_cap(language, cap));
    }
    lines.extend(view.last.result.shortage.iter().flat_map(|shortage| self::shortage(language, shortage)));
    lines
}

/// Which seats are short, and why.
pub(crate) fn shortage(language: Language, shortage: &Shortage) -> Vec<String> {
    let place = |place: &Place| text::place(language, &place.target, place.seat);
    let short = first_few(language, &shortage.short, place);
    vec![
        text::short_seats(language, shortage.short.len(), short),
        text::shortage_core(
            language,
            shortage.seats.len(),
            first_few(language, &shortage.seats, place),
            shortage.inspectors.len(),
            first_few(language, &shortage.inspectors, ToString::to_string),
        ),
    ]
}

/// The first of a list, and that there are more.
pub(crate) fn first_few<T>(language: Language, all: &[T], show: impl Fn(&T) -> String) -> String {
    let mut line = text::joined(language, all.iter().take(FEW).map(show));
    if all.len() > FEW {
        line.push_str(text::and_so_on(language));
    }
    line
}

/// Who visits whom; at most so many teams.
pub(crate) fn visits(
    language: Language,
    view: &View<'_>,
    drawn: &[DrawnTarget<'_>],
    teams: usize,
) -> Vec<String> {
    let mut lines: Vec<String> =
        drawn.iter().take(teams).map(|target| visit(language, view, target)).collect();
    if drawn.len() > teams {
        lines.push(text::more_teams(language, drawn.len() - teams));
    }
    lines
}

/// Who visits a target.
pub(crate) fn visit(language: Language, view: &View<'_>, target: &DrawnTarget<'_>) -> String {
    let id = &target.record.draw.id;
    let name = view.target_name(id).unwrap_or(text::withheld(language));
    let team = target.seats.iter().map(|seat| match seat.inspector {
        Some(id) => person(language, view, id),
        None => seat.nobody(language).to_owned(),
    });
    text::visit(language, id, name, target.stratum, target.rank, text::joined(language, team))
}

/// One seat's trail in words.
pub(crate) fn one_trail(language: Language, view: &View<'_>, drawn: &[DrawnTarget<'_>]) -> Vec<String> {
    let Some((target, seat)) = worth_telling(drawn) else {
        return Vec::new();
    };
    let mut lines = vec![text::for_example(language, &target.record.draw.id)];
    lines.extend(seat_lines(language, view, seat));
    lines
}

/// The first seat for which more than one slip came up, or else any that was drawn.
pub(crate) fn worth_telling<'a, 'b>(
    drawn: &'b [DrawnTarget<'a>],
) -> Option<(&'b DrawnTarget<'a>, &'b Seat<'a>)> {
    let seats = || drawn.iter().flat_map(|target| target.seats.iter().map(move |seat| (target, seat)));
    seats().find(|(_, seat)| seat.slips() > 1).or_else(|| seats().find(|(_, seat)| seat.slips() > 0))
}

/// What is public now.
pub(crate) fn seal(language: Language, drawn: &Drawn, folder: &Folder) -> Vec<String> {
    let plan = &drawn.private().announcement.plan;
    let mut lines = Vec::new();
    if let Ok(digest) = drawn.seal().digest() {
        lines.push(text::seal_digest(language, text::grouped(&digest)));
    }
    let dir = folder.path().display();
    let selection = plan.ceremony == Ceremony::Selection;
    lines.push(text::publish_next(language, dir.to_string(), &plan.seal_by));
    if !selection {
        lines.push(text::tasks_next(language, dir.to_string()));
    }
    lines.push(text::prove_next(language, dir.to_string()));
    if selection || drawn.seal().seats.open > 0 {
        lines.push(text::staffing_next(language, dir.to_string()));
    }
    lines.push(text::disclose_by_next(language, dir, &plan.disclose_by));
    lines
}
