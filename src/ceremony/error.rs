//! Why nothing is announced.

use crate::commit::canonical::FormError;
use crate::say::{sayings, sayings_error};

sayings! {
    /// Why a draft is not announced.
    ///
    /// ```
    /// use dual_random::plan::Authority;
    /// use dual_random::{AnnounceError, Draft, MasterSecret};
    /// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
    /// # let (mut plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
    ///
    /// // Each authority has a secret of its own: here a partner has that of the lead.
    /// let master = MasterSecret::from_bytes([7; 32]);
    /// let secret = master.seed_secret(plan.hash);
    /// plan.authorities.push(Authority::new("示例合作单位").committed(secret.commitment(plan.hash)));
    /// let error = Draft::new(plan, rosters)?.announce(master).unwrap_err();
    /// assert_eq!(error, AnnounceError::SecretReused);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum AnnounceError {
        SecretReused = "secret_reused", "主密值在前次抽取中已用过，须另取", "the master secret was used by an earlier ceremony; draw a fresh one";
        Form { error: FormError } = "form", "{error}", "{error}";
    }
}

sayings_error!(AnnounceError: Form.error);

impl From<FormError> for AnnounceError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}
