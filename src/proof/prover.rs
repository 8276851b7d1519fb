//! Making proofs, from private files before the disclosure or from a public one after it.

use crate::ceremony::DrawParts;
use crate::commit::LeafHasher;
use crate::commit::canonical::FormError;
use crate::commit::document::shown;
use crate::commit::document::{
    Disclosed, Disclosure, Opening, Proof, Proven, ProvenEntry, ProvenInspector, ProvenRecord, ProvenResult,
};
use crate::commit::merkle::Tree;
use crate::commit::secret::{SaltKey, Salts};
use crate::draw::Drawn;
use crate::roster::{RecordKind, inspector, target};
use crate::say::{sayings, sayings_error};
use crate::standing::{Standing, StandingError};
use crate::types::digest::Digest;
use crate::types::id::{InspectorId, TargetId};
use std::collections::BTreeSet;

sayings! {
    /// Why there is no such proof.
    pub enum ProveError {
        UnknownTarget = "unknown_target", "名录中没有这个检查对象", "there is no such target in the roster";
        UnknownInspector = "unknown_inspector", "名录中没有这名检查人员", "there is no such inspector in the roster";
        NotDrawn = "not_drawn", "这个检查对象未被抽中；披露之前不出具未抽中的证明，因为拒绝本身就会泄露名单", "the target was not drawn; that is shown only after the disclosure, since refusing it earlier would tell";
        NoResult = "no_result", "尚未抽取", "nothing was drawn yet";
        Changed = "changed", "文件前后不符，已被改动", "the files do not fit together: something was changed";
        Form { error: FormError } = "form", "文件前后不符，已被改动：{error}", "the files do not fit together: {error}";
        Standing { error: StandingError } = "standing", "文件前后不符，已被改动：{error}", "the files do not fit together: {error}";
    }
}

sayings_error!(ProveError: Form.error, Standing.error);

impl From<FormError> for ProveError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

impl From<StandingError> for ProveError {
    fn from(error: StandingError) -> Self {
        Self::Standing { error }
    }
}

/// A roster with its tree.
struct Committed<K: RecordKind> {
    records: Vec<Disclosed<K>>,
    salts: Salts,
    tree: Tree,
}

impl<K: RecordKind + Clone> Committed<K> {
    fn new(records: Vec<Disclosed<K>>, salts: SaltKey) -> Result<Self, FormError> {
        let hash = salts.hash_algorithm();
        let (salts, mut hasher) = (salts.salts(K::TREE), LeafHasher::new(hash));
        let leaves = (0..).zip(&records).map(|(index, record)| record.leaf(&salts.of(index), &mut hasher));
        let tree = Tree::new(hash, leaves.collect::<Result<_, _>>()?);
        Ok(Self { records, salts, tree })
    }

    fn prove(&self, at: usize, wrap: impl Fn(Disclosed<K>) -> Proven) -> Result<ProvenRecord, ProveError> {
        let path = self.tree.inclusion_path(at as u64).ok_or(ProveError::Changed)?;
        let record = wrap(self.records[at].clone());
        Ok(ProvenRecord { index: at as u64, path, record, salt: self.salts.of(at as u64) })
    }
}

/// What was drawn, with the tree of the newest seal.
struct Sealed {
    entries: Vec<ProvenEntry>,
    seal: Digest,
    salts: Salts,
    tree: Tree,
}

/// Makes proofs of one ceremony. Its trees are made once.
pub struct Prover {
    announcement: Digest,
    targets: Committed<target::Marker>,
    inspectors: Committed<inspector::Marker>,
    sealed: Option<Sealed>,
    /// Whether everything is public, so that "not drawn" may be shown.
    public: bool,
}

impl Prover {
    /// Proofs of membership before the draw.
    ///
    /// # Errors
    /// [`ProveError::Form`] when the opening holds a text that cannot stand in a document.
    pub fn of_opening(opening: &Opening) -> Result<Self, ProveError> {
        let (parts, hash) = (&opening.parts, opening.parts.hash);
        let identities = opening.master.identity_key(hash);
        let (targets, target_salts) = match &parts.selection {
            Some(selection) => {
                let first = selection.first();
                (first.rosters.targets.clone(), first.salts())
            }
            None => (shown(&parts.rosters.targets, &identities), opening.master.salt_key(hash)),
        };
        Ok(Self {
            announcement: opening.announcement,
            targets: Committed::new(targets, target_salts)?,
            inspectors: Committed::new(
                shown(&parts.rosters.inspectors, &identities),
                opening.master.salt_key(hash),
            )?,
            sealed: None,
            public: false,
        })
    }

    /// Proofs from a private result, before its disclosure: of membership, and of drawn targets.
    ///
    /// # Errors
    /// When the result does not fit together.
    pub fn of_drawn(drawn: &Drawn) -> Result<Self, ProveError> {
        Self::of_result(drawn.result(), false)
    }

    /// Proofs from a public disclosure: also of targets that were not drawn.
    ///
    /// # Errors
    /// When the disclosure does not fit together; [`crate::verify()`] says where.
    pub fn of_disclosure(disclosure: &Disclosure) -> Result<Self, ProveError> {
        Self::of_result(disclosure, true)
    }

    fn of_result(link: &Disclosure, public: bool) -> Result<Self, ProveError> {
        let first = link.first();
        let owned = DrawParts::of_disclosure(link);
        let targets = owned.as_draws().targets;
        let standing = Standing::of_chain(link, targets)?;
        let tree_name = match link.amendments.len() {
            0 => "result".to_owned(),
            number => format!("amendment-{number}"),
        };
        let entries = standing.entries(&link.announcement.plan, targets).map(ProvenEntry::from);
        let entries: Vec<ProvenEntry> = entries.collect();
        let hash = link.hash_algorithm();
        let (result_salts, mut hasher) = (link.salts().salts(&tree_name), LeafHasher::new(hash));
        let leaves = (0..).zip(&entries).map(|(index, entry)| hasher.result(&result_salts.of(index), entry));
        let tree = Tree::new(hash, leaves.collect::<Result<_, _>>()?);
        let sealed_root = link.amendments.last().map_or(link.seal.result, |last| last.seal.result).root;
        if tree.root() != sealed_root {
            return Err(ProveError::Changed);
        }
        let sealed = Sealed { entries, seal: link.head, salts: result_salts, tree };
        Ok(Self {
            announcement: link.announcement.digest()?,
            targets: Committed::new(first.rosters.targets.clone(), first.salts())?,
            inspectors: Committed::new(link.rosters.inspectors.clone(), link.salts())?,
            sealed: Some(sealed),
            public,
        })
    }

    fn target(&self, id: &TargetId) -> Result<usize, ProveError> {
        let found = self.targets.records.binary_search_by(|record| record.draw.id.cmp(id));
        found.map_err(|_| ProveError::UnknownTarget)
    }

    /// That a target is in the committed roster.
    ///
    /// # Errors
    /// [`ProveError::UnknownTarget`] when it is not.
    pub fn target_membership(&self, id: &TargetId) -> Result<Proof, ProveError> {
        let record = self.targets.prove(self.target(id)?, Proven::Target)?;
        Ok(Proof::new(self.announcement, record, None))
    }

    /// That an inspector is in the committed roster.
    ///
    /// # Errors
    /// [`ProveError::UnknownInspector`] when the inspector is not.
    pub fn inspector_membership(&self, id: &InspectorId) -> Result<Proof, ProveError> {
        let found = self.inspectors.records.binary_search_by(|record| record.draw.id.cmp(id));
        let at = found.map_err(|_| ProveError::UnknownInspector)?;
        Ok(Proof::new(self.announcement, self.inspectors.prove(at, Proven::Inspector)?, None))
    }

    /// What the draw made of a target, as the newest seal has it: its rank and team, with their records, or that an amendment
    /// struck it. From a public disclosure, also that it was not drawn. [`Proof::short`] leaves the team's records out.
    ///
    /// # Errors
    /// [`ProveError::UnknownTarget`], [`ProveError::NoResult`] before the draw, and [`ProveError::NotDrawn`] when the target was
    /// not drawn and that is not public yet.
    pub fn assignment(&self, id: &TargetId) -> Result<Proof, ProveError> {
        let at = self.target(id)?;
        let sealed = self.sealed.as_ref().ok_or(ProveError::NoResult)?;
        let entry = sealed.entries.get(at).cloned().ok_or(ProveError::Changed)?;
        if entry.drawn.is_none() && !self.public {
            return Err(ProveError::NotDrawn);
        }
        let result = ProvenResult {
            entry,
            path: sealed.tree.inclusion_path(at as u64).ok_or(ProveError::Changed)?,
            seal: sealed.seal,
            salt: sealed.salts.of(at as u64),
        };
        let inspectors = self.team(&result.entry)?;
        let record = self.targets.prove(at, Proven::Target)?;
        Ok(Proof { inspectors, ..Proof::new(self.announcement, record, Some(result)) })
    }

    /// The records of those on a team, by id. Whom an earlier ceremony of the chain seated may have left the roster since.
    fn team(&self, entry: &ProvenEntry) -> Result<Vec<ProvenInspector>, ProveError> {
        let Committed { records, salts, tree } = &self.inspectors;
        let seated: BTreeSet<&InspectorId> = entry.seated().collect();
        let places =
            seated.into_iter().filter_map(|id| records.binary_search_by(|one| one.draw.id.cmp(id)).ok());
        let prove = |at: usize| {
            let path = tree.inclusion_path(at as u64).ok_or(ProveError::Changed)?;
            let salt = salts.of(at as u64);
            Ok(ProvenInspector { index: at as u64, path, record: records[at].clone(), salt })
        };
        places.map(prove).collect()
    }
}
