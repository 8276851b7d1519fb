//! Why nothing is announced.

use crate::commit::canonical::FormError;
use crate::say::{sayings, sayings_error};

sayings! {
    /// Why a draft is not announced.
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
