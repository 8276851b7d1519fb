//! The sheet for one keeper's sealed envelope.

use super::sheet::Sheet;
use super::words::{
    CUSTODY, CUSTODY_HEADS, ENVELOPE_COMMAND, ENVELOPE_SIGNATURES, EnvelopeOf, Given, InFours, KEEPER,
    OWN_SHARE, SHARE_CUSTODY, SHARE_FORM, SHARE_TYPING, ShareOf, ShareUse, digest_label,
};
use crate::commit::document::Announcement;
use crate::commit::secret::shares::Share;
use crate::say::{Language, Say as _};
use crate::types::digest::Digest;
use zeroize::Zeroizing;

/// The sheet for one keeper's sealed envelope: a share of the master secret, and the command that restores from enough of
/// them. `announcement` comes with its digest. The bytes hold the share, and are wiped on drop.
pub fn share_sheet(
    (announcement, digest): (&Announcement, Digest),
    share: &Share,
    keeper: Option<&str>,
    command: &str,
    language: Language,
) -> Zeroizing<Vec<u8>> {
    let plan = &announcement.plan;
    let (number, threshold) = (share.number().into(), share.threshold());
    let (needed, shares) = (threshold.needed().into(), threshold.shares().into());
    let mut page = Sheet::new(language, ShareOf { number, shares });
    page.text(EnvelopeOf { draw: plan.draw.clone(), title: Given(plan.title.clone()) });
    page.table(&[] as &[Given], [vec![KEEPER.message(language), keeper.unwrap_or_default().to_owned()]]);
    page.code(digest_label(announcement.hash_algorithm()), InFours(digest));
    page.heading(OWN_SHARE);
    page.big_lines(&share.reveal());
    page.text(SHARE_TYPING);
    page.text(ShareUse { needed, shares });
    page.code(ENVELOPE_COMMAND, Given(command.to_owned()));
    page.code(SHARE_FORM, Given("PROTOCOL.md §9.3".to_owned()));
    page.signatures(&ENVELOPE_SIGNATURES);
    page.heading(CUSTODY);
    let blank = || vec![String::new(); CUSTODY_HEADS.len() - 1];
    page.ledger(&CUSTODY_HEADS, SHARE_CUSTODY.map(|kind| [vec![kind.message(language)], blank()].concat()));
    page.finish()
}
