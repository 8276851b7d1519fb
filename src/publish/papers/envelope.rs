//! The sheet for the sealed envelope.

use super::sheet::Sheet;
use super::words::{
    CUSTODY, CUSTODY_HEADS, CUSTODY_KINDS, ENVELOPE, ENVELOPE_COMMAND, ENVELOPE_SIGNATURES, ENVELOPE_USE,
    EnvelopeOf, Given, InFours, MASTER_SECRET, digest_label,
};
use crate::commit::document::{Announcement, Opening};
use crate::say::{Language, Say as _};
use zeroize::Zeroizing;

/// The sheet for the sealed envelope: the master secret, and the command that rebuilds a lost opening from it. The bytes hold
/// the secret, and are wiped on drop.
pub fn envelope(
    announcement: &Announcement,
    opening: &Opening,
    command: &str,
    language: Language,
) -> Zeroizing<Vec<u8>> {
    let plan = &announcement.plan;
    let mut page = Sheet::new(language, ENVELOPE);
    page.text(EnvelopeOf { draw: plan.draw.clone(), title: Given(plan.title.clone()) });
    page.code(digest_label(announcement.hash_algorithm()), InFours(opening.announcement()));
    page.heading(MASTER_SECRET);
    page.big_hex(&opening.master().reveal());
    page.text(ENVELOPE_USE);
    page.code(ENVELOPE_COMMAND, Given(command.to_owned()));
    page.signatures(&ENVELOPE_SIGNATURES);
    page.heading(CUSTODY);
    let blank = || vec![String::new(); CUSTODY_HEADS.len() - 1];
    page.ledger(&CUSTODY_HEADS, CUSTODY_KINDS.map(|kind| [vec![kind.message(language)], blank()].concat()));
    page.finish()
}
