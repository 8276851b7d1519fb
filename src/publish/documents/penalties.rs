//! 行政处罚公示: penalty decisions. What the law keeps from the public is not in it, whatever the settings.

use super::count;
use crate::commit::canonical::FormError;
use crate::outcome::{Party, Penalty};
use crate::publish::cell::{Cell, word};
use crate::publish::layout;
use crate::publish::page::{Bound, Page, Rows};

/// The decisions as the public may see them: none against a minor, none that are not disclosed; no addresses; the legal
/// representative as the caller's policy writes it (nothing leaves it out).
///
/// # Errors
/// When a text holds what canonical JSON refuses.
pub fn penalties<'a>(
    bound: Vec<Bound>,
    decisions: &'a [Penalty],
    representative: impl Fn(&str) -> Option<String> + Send + Sync + 'a,
) -> Result<Page<'a>, FormError> {
    let is_shown = |penalty: &&Penalty| penalty.openness.is_shown() && penalty.party != Party::Minor;
    let shown: Vec<&Penalty> = decisions.iter().filter(is_shown).collect();
    let facts = vec![count(shown.len()), count(decisions.len() - shown.len())];
    let rows = Rows::new(shown.len(), move |place| {
        let penalty = shown[place];
        let (code, person) = match &penalty.party {
            Party::Organisation { credit_code, legal_representative } => {
                (credit_code.as_deref(), legal_representative.as_deref().and_then(&representative))
            }
            Party::Adult | Party::Minor => (None, None),
        };
        vec![
            count(place + 1),
            Cell::text(penalty.name.as_str()),
            Cell::maybe(code, Cell::code),
            Cell::maybe(person, Cell::text),
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
            Cell::maybe(penalty.explanation.as_deref(), Cell::text),
        ]
    });
    Ok(Page::new(&layout::PENALTIES, bound, facts, vec![rows]))
}
