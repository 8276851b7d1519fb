//! What is drawn and not public yet. None of it can be serialized: the bytes come from `reveal`, which says so, and the public
//! document from [`Drawn::disclose`]. Documents for the public take the public type only.
//!
//! ```compile_fail
//! fn write(drawn: &dual_random::Drawn) -> String {
//!     serde_json::to_string(drawn).unwrap()
//! }
//! ```

use crate::ceremony::Draft;
use crate::commit::canonical::FormError;
use crate::commit::document::{
    Announcement, Disclosed, Disclosure, Identity, Opened, ReadError, RecordName, Seal, UsedValue,
};
use crate::commit::{Exposure, Grounds};
use crate::fault::{Faults, Table};
use crate::plan::Plan;
use crate::roster::{Change, Inspector, Intake, RecordKind, Recusal};
use crate::story::{Story, StoryError};
use crate::types::digest::Digest;
use std::fmt;
use std::io;
use zeroize::Zeroizing;

/// What was drawn: the seal, to be published at once, and the whole result, private until its day.
///
/// ```
/// use dual_random::{Drawn, Grounds};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (_, drawn) = shared::drawn()?;
///
/// let public = drawn.seal().to_bytes()?; // at once
/// let private = drawn.reveal()?; // for a file that nobody else reads, until the day of the disclosure
/// let drawn = Drawn::from_bytes(&private)?;
/// let disclosure = drawn.disclose(&Grounds::none())?.to_bytes()?; // public from then on
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Drawn {
    pub(crate) disclosure: Disclosure,
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawn").field("draw", &self.announcement().plan.draw).finish_non_exhaustive()
    }
}

impl Drawn {
    pub(super) fn new(disclosure: Disclosure) -> Self {
        Self { disclosure }
    }

    /// The announcement, which is public.
    pub fn announcement(&self) -> &Announcement {
        &self.disclosure.announcement
    }

    /// The seal, which is public.
    pub fn seal(&self) -> &Seal {
        &self.disclosure.seal
    }

    /// The digest of the last amendment's seal, or of the seal without one: the name under which a later plan refers to this
    /// draw.
    pub fn head(&self) -> Digest {
        self.disclosure.head
    }

    /// Who was drawn and who sits where: for task sheets, and for those who hold the result.
    ///
    /// # Errors
    /// When the result names targets or seats that it does not have: it was changed.
    pub fn story(&self) -> Result<Story<'_>, StoryError> {
        Story::of(&self.disclosure)
    }

    /// In a staffing ceremony, what the ceremony before drew.
    pub fn previous(&self) -> Option<Self> {
        self.disclosure.selection.as_deref().cloned().map(Self::new)
    }

    /// Validates a staffing ceremony for the seats that are open ([`Draft::staffing`]).
    ///
    /// # Errors
    /// As [`Draft::staffing`].
    pub fn staffing(
        &self,
        plan: Plan,
        inspectors: Vec<Inspector>,
        recusals: Vec<Recusal>,
        changes: Vec<Change>,
    ) -> Result<Draft, Faults> {
        Draft::staffing(plan, inspectors, recusals, changes, self.disclosure.clone())
    }

    /// The announcements of the ceremonies that this one continues, nearest first.
    pub fn continued(&self) -> impl Iterator<Item = &Announcement> {
        self.disclosure.chain().skip(1).map(|link| &link.announcement)
    }

    /// Every record of the chain, as a list of what is withheld may name them.
    pub fn names(&self) -> impl Iterator<Item = RecordName<'_>> {
        self.disclosure.names()
    }

    /// What its disclosure shows under these grounds, in numbers.
    pub fn exposure(&self, grounds: &Grounds) -> Exposure {
        Exposure::of_result(&self.disclosure, grounds)
    }

    /// The whole result as bytes, private until the disclosure: for a file that nobody else reads.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn reveal(&self) -> Result<Zeroizing<Vec<u8>>, FormError> {
        self.disclosure.to_bytes().map(Zeroizing::new)
    }

    /// The same, piece by piece, to a file that nobody else reads: gives its digest.
    ///
    /// # Errors
    /// As the one that is written to; also when a text holds a character that the profile refuses.
    pub fn reveal_to(&self, to: impl io::Write) -> io::Result<Digest> {
        self.disclosure.write(to)
    }

    /// Reads what [`Drawn::reveal`] wrote.
    ///
    /// # Errors
    /// When the bytes are not a disclosure in canonical form of at most 8 GiB. Whether it recomputes is not looked at.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        Disclosure::from_bytes(bytes).map(Self::new)
    }

    /// Reads the same from a file, whose bytes are never held unless it is something else.
    ///
    /// # Errors
    /// As [`Drawn::from_bytes`], and when the file cannot be read.
    pub fn read(from: impl io::Read + io::Seek) -> Result<Self, ReadError> {
        Disclosure::read(from).map(|(disclosure, _)| Self::new(disclosure))
    }

    /// The disclosure, public from now on, with the identity parts withheld for which there is a legal ground.
    ///
    /// # Errors
    /// When a text that it would show holds a personal number, or cannot stand in a document; each with its place, rows
    /// counted from 1 in the order of the rosters. Nothing is lost: the whole result stays.
    pub fn disclose(&self, grounds: &Grounds) -> Result<Disclosure, Faults> {
        self.clone().into_disclosure(grounds)
    }

    /// The same where nothing else is done with the result, which is not held twice then.
    ///
    /// # Errors
    /// As [`Drawn::disclose`].
    pub fn into_disclosure(self, grounds: &Grounds) -> Result<Disclosure, Faults> {
        let disclosure = self.disclosure.withhold(grounds).map_err(unwritable)?;
        let mut faults = Faults::default();
        for link in disclosure.chain() {
            faults.append(personal_numbers(link.opened(), &link.seal.values));
        }
        faults.into_result(disclosure)
    }

    /// The whole result, for the parts of the library that hold it.
    pub(crate) fn result(&self) -> &Disclosure {
        &self.disclosure
    }
}

/// A record that cannot be written cannot be withheld either.
fn unwritable(error: FormError) -> Faults {
    let mut intake = Intake::new(Table::Withholdings);
    intake.unwritable(error.path);
    intake.faults
}

/// Every personal number that a ceremony would show, with its place.
pub(super) fn personal_numbers(opened: Opened<'_>, values: &[UsedValue]) -> Faults {
    let mut plan = Intake::new(Table::Plan);
    for (field, text) in opened.announcement.plan.texts() {
        plan.scan(None, &field, text);
    }
    for used in values {
        plan.scan(None, used.name.as_str(), used.reason.as_deref().unwrap_or_default());
    }
    let mut faults = plan.faults;
    let rosters = opened.rosters;
    faults.append(of_roster(Table::Targets, &rosters.targets, |intake, row, draw, identity| {
        let texts = [&draw.class, &draw.level].into_iter().chain(&draw.exempt);
        texts.for_each(|text| intake.scan(Some(row), "class", text));
        let values = draw.attributes.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let shown = identity.iter().flat_map(|i| i.attributes.iter().map(|(name, value)| (name, value)));
        values.chain(shown).for_each(|(name, value)| intake.scan(Some(row), name, value));
        if let Some(identity) = identity {
            intake.scan(Some(row), "name", &identity.name);
            intake.scan(Some(row), "basis", identity.basis.as_deref().unwrap_or_default());
            intake.scan_code(row, "credit_code", identity.credit_code.as_deref().unwrap_or_default());
        }
    }));
    faults.append(of_roster(Table::Inspectors, &rosters.inspectors, |intake, row, draw, identity| {
        let texts = std::iter::once(&draw.department).chain(&draw.qualifications);
        texts.for_each(|text| intake.scan(Some(row), "department", text));
        intake.scan(Some(row), "name", identity.map_or("", |identity| &identity.name));
    }));
    faults.append(of_roster(Table::Recusals, &rosters.recusals, |intake, row, _, identity| {
        intake.scan(Some(row), "category", identity.map_or("", |identity| &identity.category));
    }));
    faults.append(of_roster(Table::Changes, &rosters.changes, |intake, row, _, identity| {
        intake.scan(Some(row), "reason", identity.map_or("", |identity| &identity.reason));
    }));
    faults
}

fn of_roster<K: RecordKind>(
    table: Table,
    records: &[Disclosed<K>],
    look: impl Fn(&mut Intake, usize, &K::Draw, Option<&K::Identity>),
) -> Faults {
    let mut intake = Intake::new(table);
    for (row, record) in records.iter().enumerate() {
        look(&mut intake, row, &record.draw, record.identity.shown());
        if let Identity::Withheld { reason, .. } = &record.identity {
            intake.scan(Some(row), "reason", reason);
        }
    }
    intake.faults
}
