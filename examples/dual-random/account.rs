//! Accounts for people: what was committed, what the values were, how many of how many, who visits whom, and one seat's
//! trail in words.

use crate::explain::{person, seat_lines};
use crate::files::Folder;
use crate::input::ReadColumns;
use crate::text;
use crate::text::Typed as _;
use crate::text::Words;
use dual_random::draw::staffing::{Place, Shortage};
use dual_random::plan::{Ceremony, Plan, ValueName};
use dual_random::rules::{Noted, RuleUse, StratumNumbers};
use dual_random::story::{Seat, Visit};
use dual_random::{Announced, Drawn, Exposure, Rosters, Story, Timestamp, UsedValue, Warning};

/// How much of a long list the screen shows.
const FEW: usize = 5;

/// What an announcement commits.
pub(crate) fn announced(announced: &Announced) -> Vec<Words> {
    let Announced { announcement, opening, warnings, .. } = announced;
    let plan = &announcement.plan;
    let rosters = &announcement.rosters;
    let counts = (rosters.targets.count, rosters.inspectors.count, rosters.recusals.count);
    let mut lines = vec![
        text::announced(&plan.draw, text::name(&plan.title), plan.number),
        text::committed(counts.0, counts.1, counts.2),
    ];
    lines.extend(strata(plan, &announcement.strata));
    lines.extend(self::warnings(warnings));
    lines.extend(awaited(plan));
    lines.push(text::announcement_digest(text::grouped(&opening.announcement()), opening.hash_algorithm()));
    lines
}

/// What the rosters hold.
pub(crate) fn rosters(rosters: &Rosters) -> Vec<Words> {
    let Rosters { targets, inspectors, recusals, .. } = rosters;
    vec![text::committed(targets.len(), inspectors.len(), recusals.len())]
}

/// What a disclosure shows.
pub(crate) fn exposure(exposure: &Exposure) -> Vec<Words> {
    let Exposure { targets, inspectors, recusals, attributes, withheld, drawn, .. } = exposure;
    let mut lines = vec![text::shows_rosters(targets, inspectors, recusals)];
    lines.push(if attributes.is_empty() {
        text::shows_no_attributes()
    } else {
        text::shows_attributes(text::joined(attributes.iter().map(text::name)))
    });
    if *withheld > 0 {
        lines.push(text::shows_withheld(withheld));
    }
    if *drawn > 0 {
        lines.push(text::shows_drawn(drawn));
    }
    lines
}

/// What became of the further columns of the rosters.
pub(crate) fn columns(columns: &ReadColumns) -> Vec<Words> {
    let ReadColumns { attributes, sheet, ignored } = columns;
    let named = |names: &[String], line: fn(Words) -> Words| {
        (!names.is_empty()).then(|| line(text::joined(names.iter().map(text::name))))
    };
    let all = [
        named(attributes, text::attributes),
        named(sheet, text::sheet_columns),
        named(ignored, text::ignored_columns),
    ];
    all.into_iter().flatten().collect()
}

/// What the rules of the plan meet: dead ones are most often misspelt.
pub(crate) fn rules(uses: &[RuleUse]) -> Vec<Words> {
    let mut lines = Vec::new();
    for RuleUse { rule, name, targets, unknown, .. } in uses {
        let named = rule_named(rule, name.as_deref());
        lines.push(text::rule_meets(&named, targets));
        if *targets == 0 {
            lines.push(text::rule_meets_none(&named));
        }
        for (field, value) in unknown {
            lines.push(text::value_meets_none(&named, field, text::name(value)));
        }
    }
    lines
}

/// A rule of the plan as people call it: by the name of its stratum, or its place in its table.
fn rule_named(rule: &str, name: Option<&str>) -> Words {
    let place = rule
        .split_once('[')
        .and_then(|(list, place)| Some((list, place.strip_suffix(']')?.parse::<u64>().ok()?)));
    match (place, name) {
        (Some(("strata", _)), Some(name)) => text::stratum_called(text::name(name)),
        (Some(("tickets", place)), _) => text::ticket_rule(place + 1),
        (Some(("teams", place)), _) => text::team_rule(place + 1),
        _ => text::name(name.map_or_else(|| rule.to_owned(), |name| format!("{rule} {name}"))),
    }
}

/// How many of how many, and why.
pub(crate) fn strata(plan: &Plan, numbers: &[StratumNumbers]) -> Vec<Words> {
    let one = |numbers: &StratumNumbers| {
        let quota =
            plan.strata.iter().find(|stratum| stratum.name == numbers.name).map(|stratum| &stratum.quota);
        let quota = quota.map(Words::of).unwrap_or_default();
        let mut line = text::stratum_numbers(text::name(&numbers.name), numbers.n, numbers.k, quota);
        for (count, what) in [
            (numbers.exempt, text::count_exempt()),
            (numbers.capped, text::count_capped()),
            (numbers.before, text::count_before()),
            (numbers.carried, text::count_carried()),
        ] {
            if count > 0 {
                line.push(text::and_count(what, count));
            }
        }
        line
    };
    numbers.iter().map(one).collect()
}

pub(crate) fn warnings(warnings: &[Warning]) -> Vec<Words> {
    warnings.iter().map(text::warning).collect()
}

/// Warnings with what they are about.
pub(crate) fn notes(notes: &[Noted]) -> Vec<Words> {
    let one = |noted: &Noted| {
        let mut line = text::warning(noted);
        line.push(text::name("\n    "));
        line.push(&noted.subjects);
        line
    };
    notes.iter().map(one).collect()
}

/// The values that are still to come.
fn awaited(plan: &Plan) -> Vec<Words> {
    let one = |value: &dual_random::plan::PublicValue| {
        let source = &value.source;
        let form = Words::of(&source.kind);
        text::awaited(
            ValueName(value.name.clone()),
            text::name(&source.publisher),
            text::name(&source.issue),
            &source.closes,
            form,
        )
    };
    plan.values.iter().map(one).collect()
}

/// The values in their canonical form.
pub(crate) fn values(plan: &Plan, used: &[UsedValue]) -> Vec<Words> {
    let one = |used: &UsedValue| {
        let public = plan.values.iter().find(|public| public.name == used.name);
        let source = public.and_then(|public| public.source(used.source));
        let (publisher, issue) = source.map_or(("", ""), |source| (&source.publisher, &source.issue));
        match &used.reason {
            None => text::value_used(text::name(&used.text), text::name(publisher), text::name(issue)),
            Some(reason) => text::fallback_used(
                text::name(&used.text),
                used.source,
                text::name(publisher),
                text::name(issue),
                text::name(reason),
            ),
        }
    };
    used.iter().map(one).collect()
}

/// How many were drawn, and what is short.
pub(crate) fn numbers(story: &Story<'_>, shortage: Option<&Shortage>, names: bool) -> Vec<Words> {
    let plan = story.plan();
    let mut lines: Vec<Words> = story
        .announcement()
        .strata
        .iter()
        .map(|numbers| text::drawn_of(text::name(&numbers.name), numbers.k, numbers.n))
        .collect();
    let seats = story.seal().seats;
    if plan.ceremony != Ceremony::Selection {
        lines.push(text::seats(seats.total, seats.filled, seats.open));
    }
    if let Some(cap) = story.cap() {
        lines.push(text::common_cap(cap));
    }
    lines.extend(
        shortage.into_iter().flat_map(
            |short| {
                if names { self::shortage(short) } else { shortage_in_numbers(short) }
            },
        ),
    );
    lines
}

/// How many seats are short, and why, without a name: who was drawn is secret until the visits.
fn shortage_in_numbers(shortage: &Shortage) -> Vec<Words> {
    vec![
        text::short_seats_count(shortage.short.len()),
        text::shortage_core_count(shortage.seats.len(), shortage.inspectors.len()),
    ]
}

/// Which seats are short, and why.
pub(crate) fn shortage(shortage: &Shortage) -> Vec<Words> {
    let place = |place: &Place| text::place(&place.target, place.seat);
    let short = first_few(&shortage.short, place);
    vec![
        text::short_seats(shortage.short.len(), short),
        text::shortage_core(
            shortage.seats.len(),
            first_few(&shortage.seats, place),
            shortage.inspectors.len(),
            first_few(&shortage.inspectors, |id| Words::of(id)),
        ),
    ]
}

/// The class of a target, its level if it has one, and its county, by name where that is known.
pub(crate) fn target_about(class: &str, level: &str, district: &str) -> Words {
    let level = (level != "-").then(|| text::of_level(text::name(level)));
    let parts = [
        Some(text::of_class(text::name(class))),
        level,
        Some(text::of_district(text::place_named(district))),
    ];
    text::joined(parts.into_iter().flatten())
}

/// The first of a list, and that there are more.
pub(crate) fn first_few<T>(all: &[T], show: impl Fn(&T) -> Words) -> Words {
    let mut line = text::joined(all.iter().take(FEW).map(show));
    if all.len() > FEW {
        line.push(text::and_so_on());
    }
    line
}

/// Who visits whom; at most so many teams.
pub(crate) fn visits(story: &Story<'_>, teams: usize) -> Vec<Words> {
    let all = story.visits();
    let mut lines: Vec<Words> = all.iter().take(teams).map(|one| visit(story, one)).collect();
    if all.len() > teams {
        lines.push(text::more_teams(all.len() - teams));
    }
    lines
}

/// Who visits a target.
pub(crate) fn visit(story: &Story<'_>, visit: &Visit<'_>) -> Words {
    let id = visit.id();
    let name = text::name_or_withheld(story.target_name(id));
    let team = visit.seats.iter().map(|seat| match seat.inspector() {
        Some(id) => person(story, id),
        None if seat.events.is_empty() => text::nobody_drawn(),
        None => text::open_seat(),
    });
    let team = text::joined(team);
    text::visit(id, name, text::name(story.stratum(visit)), visit.rank, team)
}

/// One seat's trail in words.
pub(crate) fn one_trail(story: &Story<'_>) -> Vec<Words> {
    let Some((visit, seat)) = worth_telling(story.visits()) else {
        return Vec::new();
    };
    let mut lines = vec![text::for_example(visit.id())];
    lines.extend(seat_lines(story, visit, seat));
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
pub(crate) fn seal(drawn: &Drawn, folder: &Folder, now: Timestamp) -> Vec<Words> {
    let plan = &drawn.announcement().plan;
    let mut lines = Vec::new();
    if let Ok(digest) = drawn.seal().digest() {
        lines.push(text::seal_digest(text::grouped(&digest), drawn.seal().hash_algorithm()));
    }
    let dir = &folder.path().typed();
    let selection = plan.ceremony == Ceremony::Selection;
    lines.push(if plan.seal_by < now {
        text::publish_at_once(dir)
    } else {
        text::publish_next(dir, text::clock_time(&plan.seal_by))
    });
    if !selection {
        lines.push(text::tasks_next(dir));
    }
    lines
}

/// What can be done next, as it is typed.
pub(crate) fn next_steps(drawn: &Drawn, folder: &Folder) -> Vec<Words> {
    let plan = &drawn.announcement().plan;
    let dir = &folder.path().typed();
    let mut lines = vec![text::prove_next(dir)];
    if plan.ceremony == Ceremony::Selection || drawn.seal().seats.open > 0 {
        lines.push(text::staffing_next(dir));
    }
    lines.push(text::disclose_by_next(dir, text::clock_time(&plan.disclose_by)));
    lines
}
