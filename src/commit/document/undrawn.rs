//! The undrawn (未抽取文件): what an announcement bound, shown where it ended without a draw (PROTOCOL.md §20.2).

use super::{Announcement, DisclosedRosters, Disclosure, Ended, Opened, Protocol, UndrawnType};
use crate::commit::canonical::FormError;
use crate::commit::exposure::Exposure;
use crate::types::digest::Digest;
use crate::types::id::Id;
use serde::{Deserialize, Serialize};

/// What a disclosure shows, without a result. Its secrets are worth nothing any more.
///
/// ```
/// use dual_random::{Grounds, Verdict, undrawn, verify_undrawn};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let announced = shared::announced()?;
///
/// // The drawing was cancelled: what was bound is shown, so that nobody can suspect a draw that was thrown away.
/// let shown = undrawn(&announced.announcement, &announced.opening, &[], &Grounds::none())?;
/// assert_eq!(verify_undrawn(&shown.to_bytes()?).verdict, Verdict::Consistent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undrawn {
    /// The announcement.
    pub announcement: Announcement,
    /// Protocol version.
    pub protocol: Protocol,
    /// The rosters.
    pub rosters: DisclosedRosters,
    pub(crate) salt_key: Digest,
    /// In the order of a disclosure; nothing for those of other authorities that are missing.
    pub(crate) secrets: Vec<Option<Digest>>,
    /// In a staffing ceremony, the disclosure of the ceremony before.
    pub selection: Option<Box<Disclosure>>,
    #[serde(rename = "type")]
    pub(crate) document_type: UndrawnType,
}

impl std::fmt::Debug for Undrawn {
    /// Shows which draw it is and nothing that would be secret before it is published.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Undrawn").field("draw", &self.announcement.plan.draw).finish_non_exhaustive()
    }
}

impl Undrawn {
    /// What it shows of its own ceremony.
    pub(crate) fn opened(&self) -> Opened<'_> {
        let Self { announcement, rosters, salt_key, selection, .. } = self;
        Opened { announcement, rosters, salt_key: *salt_key, selection: selection.as_deref() }
    }

    /// The announcements of the ceremonies that it continues, nearest first.
    pub fn continued(&self) -> impl Iterator<Item = &Announcement> {
        let chain = self.selection.iter().flat_map(|selection| selection.chain());
        chain.map(|link| &link.announcement)
    }

    /// The authorities whose seed secrets are missing, in the order of the plan.
    pub fn missing_authorities(&self) -> impl Iterator<Item = &str> {
        let partners = self.announcement.plan.authorities.iter().filter(|one| one.commitment.is_some());
        let missing = partners.zip(self.secrets.iter().skip(1)).filter(|(_, secret)| secret.is_none());
        missing.map(|(authority, _)| authority.name.as_str())
    }

    /// What a void says that shows this: the values that no source published, in the order of the plan, and the authorities
    /// whose secrets are missing here.
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn ended(&self, missing: Vec<Id>) -> Result<Ended, FormError> {
        let missing_authorities = self.missing_authorities().map(str::to_owned).collect();
        Ok(Ended::Undrawn { undrawn: self.digest()?, missing, missing_authorities })
    }

    /// What it shows, in numbers.
    pub fn exposure(&self) -> Exposure {
        Exposure::of_undrawn(self)
    }
}

document!(Undrawn, "an undrawn");
