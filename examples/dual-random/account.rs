//! Accounts for people: what was committed, what the values were, how many of how many, who visits whom, and one seat's
//! trail in words.

use crate::explain::{person, seat_lines};
use crate::files::Folder;
use crate::input::ReadColumns;
use crate::text;
use dual_random::draw::staffing::{Place, Shortage};
use dual_random::plan::{Ceremony, Plan, Quota, Size};
use dual_random::rules::{Noted, RuleUse, StratumNumbers};
use dual_random::story::{Seat, Visit};
use dual_random::{Announced, Drawn, Exposure, Language, Rosters, Say, Story, UsedValue, Warning};

/// How much of a long list the screen shows.
const FEW: usize = 5;

/// What an announcement commits.
pub(crate) fn announced(language: Language, announced: &Announced) -> Vec<String> {
    let Announced { announcement, opening, warnings } = announced;
    let plan = &announcement.plan;
    let rosters = &announcement.rosters;
    let counts = (rosters.targets.count, rosters.inspectors.count, rosters.recusals.count);
    let mut lines = vec![
        text::announced(language, &plan.draw, &plan.title, plan.number),
        text::committed(language, counts.0, counts.1, counts.2),
    ];
    lines.extend(strata(language, plan, &announcement.strata));
    lines.extend(self::warnings(language, warnings));
    lines.extend(awaited(language, plan));
    lines.push(text::announcement_digest(language, text::grouped(&opening.announcement())));
    lines
}

/// What the rosters hold.
pub(crate) fn rosters(language: Language, rosters: &Rosters) -> Vec<String> {
    let Rosters { targets, inspectors, recusals } = rosters;
    vec![text::committed(language, targets.len(), inspectors.len(), recusals.len())]
}

/// What a disclosure shows.
pub(crate) fn exposure(language: Language, exposure: &Exposure) -> Vec<String> {
    let Exposure { targets, inspectors, recusals, attributes, withheld, drawn, .. } = exposure;
    let mut lines = vec![text::shows_rosters(language, targets, inspectors, recusals)];
    lines.push(if attributes.is_empty() {
        text::shows_no_attributes(language).to_owned()
    } else {
        text::shows_attributes(language, text::joined(language, attributes))
    });
    if *withheld > 0 {
        lines.push(text::shows_withheld(language, withheld));
    }
    if *drawn > 0 {
        lines.push(text::shows_drawn(language, drawn));
    }
    lines
}

/// What became of the further columns of the rosters.
pub(crate) fn columns(language: Language, columns: &ReadColumns) -> Vec<String> {
    let ReadColumns { attributes, sheet, ignored } = columns;
    let named = |names: &[String], line: fn(Language, String) -> String| {
        (!names.is_empty()).then(|| line(language, text::joined(language, names)))
    };
    let all = [
        named(attributes, text::attributes),
        named(sheet, text::sheet_columns),
        named(ignored, text::ignored_columns),
    ];
    all.into_iter().flatten().collect()
}

/// What the rules of the plan meet: dead ones are most often misspelt.
pub(crate) fn rules(language: Language, uses: &[RuleUse]) -> Vec<String> {
    let mut lines = Vec::new();
    for RuleUse { rule, name, targets, unknown, .. } in uses {
        let named = name.as_ref().map_or_else(|| rule.clone(), |name| format!("{rule} {name}"));
        lines.push(text::rule_meets(language, &named, targets));
        if *targets == 0 {
            lines.push(text::rule_meets_none(language, &named));
        }
        for (field, value) in unknown {
            lines.push(text::value_meets_none(language, &named, field, value));
        }
    }
    lines
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

/// Warnings with what they are about.
pub(crate) fn notes(language: Language, notes: &[Noted]) -> Vec<String> {
    let one = |noted: &Noted| {
        let warning = text::warning(language, noted.message(language));
        format!("{warning}\n    {}", noted.subjects.said(language))
    };
    notes.iter().map(one).collect()
}

/// The values that are still to come.
fn awaited(language: Language, plan: &Plan) -> Vec<String> {
    let one = |value: &dual_random::plan::PublicValue| {
        let source = &value.source;
        let form = source.kind.message(language);
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
pub(crate) fn numbers(language: Language, story: &Story<'_>, shortage: Option<&Shortage>) -> Vec<String> {
    let plan = story.plan();
    let mut lines: Vec<String> = story
        .announcement()
        .strata
        .iter()
        .map(|numbers| text::drawn_of(language, &numbers.name, numbers.k, numbers.n))
        .collect();
    let seats = story.seal().seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(language, seats.total, seats.filled, seats.open));
    }
    if let Some(cap) = story.cap() {
        lines.push(text::common_cap(language, cap));
    }
    lines.extend(shortage.into_iter().flat_map(|shortage| self::shortage(language, shortage)));
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
pub(crate) fn visits(language: Language, story: &Story<'_>, teams: usize) -> Vec<String> {
    let all = story.visits();
    let mut lines: Vec<String> = all.iter().take(teams).map(|one| visit(language, story, one)).collect();
    if all.len() > teams {
        lines.push(text::more_teams(language, all.len() - teams));
    }
    lines
}

/// Who visits a target.
pub(crate) fn visit(language: Language, story: &Story<'_>, visit: &Visit<'_>) -> String {
    let id = visit.id();
    let name = story.target_name(id).unwrap_or(text::withheld(language));
    let team = visit.seats.iter().map(|seat| match seat.inspector() {
        Some(id) => person(language, story, id),
        None if seat.events.is_empty() => text::nobody_drawn(language).to_owned(),
        None => text::open_seat(language).to_owned(),
    });
    let team = text::joined(language, team);
    text::visit(language, id, name, story.stratum(visit), visit.rank, team)
}

/// One seat's trail in words.
pub(crate) fn one_trail(language: Language, story: &Story<'_>) -> Vec<String> {
    let Some((visit, seat)) = worth_telling(story.visits()) else {
        return Vec::new();
    };
    let mut lines = vec![text::for_example(language, visit.id())];
    lines.extend(seat_lines(language, story, visit, seat));
    lines
}

/// The first seat for which more than one slip came up, or else any that was drawn.
pub(crate) fn worth_telling<'a, 'b>(
    visits: impl IntoIterator<Item = &'b Visit<'a>> + Clone,
) -> Option<(&'b Visit<'a>, &'b Seat<'a>)>
where
    'a: 'b,
{
    let seats =
        || visits.clone().into_iter().flat_map(|visit| visit.seats.iter().map(move |seat| (visit, seat)));
    seats().find(|(_, seat)| seat.slips() > 1).or_else(|| seats().find(|(_, seat)| seat.slips() > 0))
}

/// What is public now.
pub(crate) fn seal(language: Language, drawn: &Drawn, folder: &Folder) -> Vec<String> {
    let plan = &drawn.announcement().plan;
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
