//! Why a site is not published as things are.

use crate::commit::canonical::FormError;
use crate::proof::ProveError;
use crate::publish::screen::PublishError;
use crate::say::{Listed, Quoted, sayings, sayings_error};
use crate::types::digest::Digest;

sayings! {
    /// Why nothing is published. Names of files are those in the public folder.
    pub enum SiteError {
        Publish { error: PublishError } = "publish", "{error}", "{error}";
        Prove { error: ProveError } = "prove", "没有出具证明：{error}", "no proof was made: {error}";
        Changed { name: Quoted } = "changed", "{name} 与已登记公示的不同：被改动过，或由另一版本的程序写出", "{name} is not what was published: somebody changed it, or another version of the program wrote it";
        Stray { name: Quoted } = "stray", "{name} 不是程序写出的公示文件：公开日志中没有登记", "{name} is no file of a published document: the log does not have it";
        Gone { name: Quoted, digest: Digest } = "gone", "{name} 不见了：公开日志登记的公示文件（摘要 {digest}）应当保留", "{name} is gone, which the log says is published (digest {digest})";
        /// [`super::Site::reason`] gives one.
        NoReason { documents: Listed<Quoted> } = "no_reason", "以下文件已经公示，内容有变，要以新版本代替：{documents}", "these documents are published already and would be replaced by newer versions: {documents}";
        /// [`super::Site::not_public`] takes them out of the public folder.
        StaysPublic { decisions: Listed<Quoted> } = "stays_public", "旧版本公示的处罚决定 {decisions} 不再公示（已撤回、公示期满或不予公开），旧版本的数据依法不得继续公开", "the older version shows the penalty decisions {decisions}, which are shown no longer (withdrawn, at the end of their publication, or not for the public), so by law its data cannot stay public";
        /// What was published of visits is for everybody no longer, and would stay in the public folder as the data of older
        /// versions: [`super::Site::not_public`] takes them out.
        WithheldStays { documents: Listed<Quoted> } = "withheld_stays", "以下文件已经公示，其中的检查结果现为依申请公开或者不予公开，旧版本的数据不得继续公开：{documents}", "these documents are published already, and show outcomes that are now on request or withheld, so their data cannot stay public: {documents}";
    }
}

sayings_error!(SiteError: Publish.error, Prove.error);

impl From<PublishError> for SiteError {
    fn from(error: PublishError) -> Self {
        Self::Publish { error }
    }
}

impl From<FormError> for SiteError {
    fn from(error: FormError) -> Self {
        PublishError::from(error).into()
    }
}

impl From<ProveError> for SiteError {
    fn from(error: ProveError) -> Self {
        Self::Prove { error }
    }
}
