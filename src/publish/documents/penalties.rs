//! 行政处罚公示: penalty decisions. What the law keeps from the public is not in it, whatever the settings.

use super::count;
use crate::basics::date::Date;
use crate::outcome::{Party, Penalty};
use crate::privacy::Policy;
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};

/// The decisions as the public may see them on a day: none against a minor, none that are not disclosed, none whose
/// publication has ended, no addresses. One that was changed, annulled or declared unlawful or invalid is withdrawn: no
/// more than its number stands there, with the explanation.
pub fn penalties<'a>(bound: Vec<Bound>, decisions: &'a [Penalty], policy: &'a Policy, on: Date) -> Page<'a> {
    let is_public = |penalty: &&Penalty| penalty.openness.is_shown() && penalty.party != Party::Minor;
    let public: Vec<&Penalty> = decisions.iter().filter(is_public).collect();
    let hidden = decisions.len() - public.len();
    let (current, ended): (Vec<&Penalty>, Vec<&Penalty>) =
        public.into_iter().partition(|penalty| penalty.published_until >= on);
    let (withdrawn, shown): (Vec<&Penalty>, Vec<&Penalty>) =
        current.into_iter().partition(|penalty| penalty.status.is_withdrawn());
    let facts = vec![count(shown.len()), count(hidden), count(ended.len())];
    let tables = vec![
        Rows::new(shown.len(), move |place| row(place + 1, shown[place], policy)),
        Rows::of(withdrawn, |penalty| {
            vec![
                Cell::code(penalty.number.as_str()),
                Cell::text(penalty.authority.as_str()),
                Cell::Date(penalty.decided),
                Cell::Word(word!(penalty.status)),
                Cell::maybe(penalty.changed_on, Cell::Date),
                Cell::maybe(penalty.explanation.as_deref(), Cell::text),
            ]
        }),
    ];
    Page::new(&layout::PENALTIES, bound, facts, tables)
}

fn row<'a>(number: usize, penalty: &'a Penalty, policy: &Policy) -> Vec<Cell<'a>> {
    let name = if penalty.party.is_named_by_person(&penalty.name) {
        policy.penalised.of(&penalty.name)
    } else {
        Some(penalty.name.as_str().into())
    };
    let (code, person) = match &penalty.party {
        Party::Organisation { credit_code, legal_representative: person }
        | Party::IndividualBusiness { credit_code, operator: person } => {
            (credit_code.as_deref(), person.as_deref().and_then(|name| policy.representative.of(name)))
        }
        Party::Adult | Party::Minor => (None, None),
    };
    vec![
        count(number),
        Cell::maybe(name, Cell::Text),
        Cell::maybe(code, Cell::code),
        Cell::maybe(person, Cell::Text),
        Cell::code(penalty.number.as_str()),
        Cell::text(penalty.facts.as_str()),
        Cell::text(penalty.evidence.as_str()),
        Cell::text(penalty.basis.as_str()),
        Cell::Words(penalty.kinds.iter().map(|kind| word!(*kind)).collect()),
        Cell::text(penalty.content.as_str()),
        Cell::maybe(penalty.fine, Cell::Fen),
        Cell::text(penalty.performance.as_str()),
        Cell::text(penalty.remedies.as_str()),
        Cell::Date(penalty.decided),
        Cell::Date(penalty.published_until),
        Cell::text(penalty.authority.as_str()),
        Cell::Word(word!(penalty.status)),
    ]
}
