//! Checking a proof against announcement and seal alone.

use crate::commit::LeafHasher;
use crate::commit::canonical::{FormError, value_bytes};
use crate::commit::document::{
    AmendmentSeal, Announcement, Disclosed, Proof, Protocol, Proven, ProvenEntry, ProvenInspector,
    ProvenRecord, ProvenResult, Seal, TreeHead,
};
use crate::commit::merkle::{PathError, check_inclusion};
use crate::plan::{Plan, all_hold};
use crate::roster::{TargetDraw, inspector};
use crate::rules::team_of;
use crate::say::{coded, coded_serde, sayings, sayings_error};
use crate::types::digest::Digest;
use std::collections::BTreeSet;

sayings! {
    /// Why a proof proves nothing.
    pub enum ProofError,
    /// The codes of why a proof proves nothing.
    ProofProblem {
        Form { error: FormError } = "form", "文件不规范：{error}", "a file is not in its canonical form: {error}";
        OtherAnnouncement = "other_announcement", "证明属于另一份公告", "the proof is about another announcement";
        OtherSeal = "other_seal", "证明属于另一份封存文件", "the proof is about another seal";
        SealOfOther = "seal_of_other", "封存文件不属于这份公告", "the seal belongs to another announcement";
        NoSeal = "no_seal", "须提供封存文件", "the proof shows a result, so it needs the seal";
        SealTooMuch = "seal_too_much", "这份证明只证明在名录中，与封存文件无关", "the proof shows membership only and says nothing of a seal";
        Size = "size", "封存的结果条数与公告的名录不符", "the seal's result tree has another size than the roster";
        Record { error: PathError } = "record", "记录不在公告载明的名录的相应位置：{error}", "the record is not at that place of the committed roster: {error}";
        Result { error: PathError } = "result", "结果不在封存文件的相应位置：{error}", "the result is not at that place of the seal's tree: {error}";
        OtherTarget = "other_target", "结果属于另一个对象", "the result is about another target";
        Entry = "entry", "结果与公告的计划不符", "the result does not fit the announced plan";
        Inspector { error: PathError } = "inspector", "检查人员的记录不在公告载明的名录的相应位置：{error}", "an inspector's record is not at that place of the committed roster: {error}";
        Team = "team", "所附检查人员的记录与小组不符", "the inspectors whose records are shown are not those on the team";
    }
}

sayings_error!(ProofError: Form.error, Record.error, Result.error, Inspector.error);

impl From<FormError> for ProofError {
    fn from(error: FormError) -> Self {
        Self::Form { error }
    }
}

/// What a proof shows.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Shown {
    /// The announcement.
    pub announcement: Announcement,
    /// The record, in the committed roster.
    pub record: Proven,
    /// What the draw made of it, as sealed; nothing if only membership is shown.
    pub result: Option<ProvenEntry>,
    /// The records of those on the team, in the committed roster; none in the short form.
    pub team: Vec<Disclosed<inspector::Marker>>,
    /// The number of the amendment whose seal it is, 0 for the draw's.
    pub amendment: u64,
}

coded! {
    /// What a proof does not show, said with it.
    pub enum NotShown {
        ChosenByRules = "chosen_by_rules", "是否按照公告的规则抽中：披露以后可以重新计算；请保留本证明，披露内容与其不符的，可以作为凭据", "that the rules chose it: checkable after the disclosure; keep this proof, it is evidence if the disclosure differs";
        AnnouncedFirst = "announced_first", "公告是否先于公开值产生：以签字的抽取记录或者注明日期的留存件为准", "that the announcement came before the public values: signed minutes or a dated copy show that";
        InRoster = "in_roster", "未附记录的检查人员是否在公告载明的名录中", "that an inspector whose record is not with the proof is in the committed roster";
        PersonAtDoor = "person_at_door", "到场人员是否为持证人本人：请查验执法证件", "that who stands at the door is who the certificate number names: look at the certificate";
        LaterAmendments = "later_amendments", "此后是否另有递补与更换：请核对公开日志", "that no later amendment changed it: look at the public log";
    }
}

coded_serde!(NotShown);

impl Shown {
    /// What it does not show.
    pub fn limits(&self) -> impl Iterator<Item = NotShown> + '_ {
        let seated = self.result.as_ref().map_or(0, |entry| entry.seated().count());
        NotShown::ALL.iter().copied().filter(move |limit| match limit {
            NotShown::AnnouncedFirst => true,
            NotShown::InRoster => seated > self.team.len(),
            _ => self.result.is_some(),
        })
    }
}

/// A seal of either kind, as a proof uses it.
pub(crate) struct AnySeal {
    protocol: Protocol,
    announcement: Digest,
    result: TreeHead,
    /// The number of the amendment whose seal it is. What numbers there may be is a rule, which is not checked here.
    amendment: Option<u64>,
}

impl From<&Seal> for AnySeal {
    fn from(seal: &Seal) -> Self {
        let Seal { announcement, protocol, result, .. } = *seal;
        Self { protocol, announcement, result, amendment: None }
    }
}

impl From<&AmendmentSeal> for AnySeal {
    fn from(seal: &AmendmentSeal) -> Self {
        let AmendmentSeal { announcement, number, protocol, result, .. } = *seal;
        Self { protocol, announcement, result, amendment: Some(number) }
    }
}

impl AnySeal {
    fn from_bytes(bytes: &[u8]) -> Result<Self, FormError> {
        match (Seal::from_bytes(bytes), AmendmentSeal::from_bytes(bytes)) {
            (Ok(seal), _) => Ok(Self::from(&seal)),
            (_, Ok(seal)) => Ok(Self::from(&seal)),
            (Err(error), Err(_)) => Err(error),
        }
    }
}

/// Checks a proof against an announcement, and against a seal (the draw's or an amendment's) if it shows a result (PROTOCOL.md
/// §18). All three are files as they were published. What the proof does not show, [`Shown::limits`] says.
///
/// # Errors
/// The first check that fails: the form of a file, the announcement or seal that it names, its paths, or what it shows against
/// the announced plan.
pub fn check_proof(proof: &[u8], announcement: &[u8], seal: Option<&[u8]>) -> Result<Shown, ProofError> {
    let proof = Proof::from_bytes(proof)?;
    let hash = proof.hash_algorithm();
    let digest = hash.of_file(announcement);
    let announcement = Announcement::from_bytes(announcement)?;
    if proof.announcement != digest || proof.protocol != announcement.protocol {
        return Err(ProofError::OtherAnnouncement);
    }
    let seal = match (&proof.result, seal) {
        (Some(result), Some(bytes)) if result.seal != hash.of_file(bytes) => {
            return Err(ProofError::OtherSeal);
        }
        (_, seal) => seal.map(AnySeal::from_bytes).transpose()?,
    };
    check_parsed(&proof, &announcement, seal.as_ref())?;
    let amendment = seal.and_then(|seal| seal.amendment).unwrap_or(0);
    let team = proof.inspectors.into_iter().map(|inspector| inspector.record).collect();
    let (record, result) = (proof.record.record, proof.result.map(|result| result.entry));
    Ok(Shown { announcement, record, result, team, amendment })
}

/// Checks a proof against the announcement and the seal that it names.
pub(crate) fn check_parsed(
    proof: &Proof,
    announcement: &Announcement,
    seal: Option<&AnySeal>,
) -> Result<(), ProofError> {
    check_record(&proof.record, announcement)?;
    match (&proof.result, seal) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(ProofError::SealTooMuch),
        (Some(_), None) => Err(ProofError::NoSeal),
        (Some(_), Some(seal))
            if (seal.announcement, seal.protocol) != (proof.announcement, proof.protocol) =>
        {
            Err(ProofError::SealOfOther)
        }
        (Some(result), Some(seal)) => check_result(result, &proof.record, announcement, seal),
    }?;
    check_team(proof, announcement)
}

fn check_record(record: &ProvenRecord, announcement: &Announcement) -> Result<(), ProofError> {
    let ProvenRecord { index, path, record, salt } = record;
    let hash = announcement.hash_algorithm();
    let hasher = &mut LeafHasher::new(hash);
    let (head, leaf) = match record {
        Proven::Target(target) => (announcement.rosters.targets, target.leaf(salt, hasher)?),
        Proven::Inspector(inspector) => (announcement.rosters.inspectors, inspector.leaf(salt, hasher)?),
    };
    check_inclusion(hash, &leaf, *index, head.count, &head.root, path)
        .map_err(|error| ProofError::Record { error })
}

/// The inspectors whose records are shown are in the committed roster and on the team; all who are on it, unless there is a
/// ceremony before, since those whom it seated may have left the roster.
fn check_team(proof: &Proof, announcement: &Announcement) -> Result<(), ProofError> {
    let hash = announcement.hash_algorithm();
    let (head, mut hasher) = (announcement.rosters.inspectors, LeafHasher::new(hash));
    for ProvenInspector { index, path, record, salt } in &proof.inspectors {
        let leaf = record.leaf(salt, &mut hasher)?;
        check_inclusion(hash, &leaf, *index, head.count, &head.root, path)
            .map_err(|error| ProofError::Inspector { error })?;
    }
    let shown: Vec<_> = proof.inspectors.iter().map(|inspector| &inspector.record.draw.id).collect();
    let seated: BTreeSet<_> = proof.result.iter().flat_map(|result| result.entry.seated()).collect();
    // By ids: a roster that nobody has checked may hold one id twice.
    let fits =
        shown.is_sorted_by(|before, after| before < after) && shown.iter().all(|id| seated.contains(id));
    let is_whole = shown.is_empty() || shown.len() == seated.len() || announcement.selection.is_some();
    if fits && is_whole { Ok(()) } else { Err(ProofError::Team) }
}

fn check_result(
    result: &ProvenResult,
    record: &ProvenRecord,
    announcement: &Announcement,
    seal: &AnySeal,
) -> Result<(), ProofError> {
    let Proven::Target(target) = &record.record else {
        return Err(ProofError::OtherTarget);
    };
    // The size comes from announcement and seal, never from the proof: a path may lead to the root under another size.
    if seal.result.count != announcement.rosters.targets.count {
        return Err(ProofError::Size);
    }
    let hash = announcement.hash_algorithm();
    let leaf = LeafHasher::new(hash).result(&result.salt, &result.entry)?;
    check_inclusion(hash, &leaf, record.index, seal.result.count, &seal.result.root, &result.path)
        .map_err(|error| ProofError::Result { error })?;
    if result.entry.id != target.draw.id {
        return Err(ProofError::OtherTarget);
    }
    let fits = result.entry.drawn.as_ref().is_none_or(|drawn| {
        let plan = &in_order(&announcement.plan);
        let stratum = plan.strata.iter().find(|stratum| stratum.name == drawn.stratum);
        let numbers = announcement.strata.iter().find(|numbers| numbers.name == drawn.stratum);
        let (Some(stratum), Some(numbers)) = (stratum, numbers) else {
            return false;
        };
        // Alternates come in by amendments, of this ceremony or of one before it.
        let amended = seal.amendment.is_some() || announcement.selection.is_some();
        let last = if amended { numbers.n } else { numbers.k };
        let team = drawn.seats.as_ref().is_none_or(|seats| {
            let seated: Vec<_> = seats.iter().flatten().collect();
            seats.len() == team_of(plan, &target.draw).len()
                && seated.iter().collect::<BTreeSet<_>>().len() == seated.len()
        });
        let in_pool = is_in_pool(plan, &target.draw);
        (1..=last).contains(&drawn.rank) && all_hold(&stratum.when, &target.draw) && in_pool && team
    });
    if fits { Ok(()) } else { Err(ProofError::Entry) }
}

/// The plan with the values of its conditions in order, in which they are looked for. That they are is a rule, which is not
/// checked here.
fn in_order(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    let strata = plan.strata.iter_mut().map(|stratum| &mut stratum.when);
    let rules = strata.chain(plan.teams.iter_mut().map(|rule| &mut rule.when));
    rules.flatten().for_each(|condition| condition.any_of.sort());
    plan
}

/// Whether a target that a stratum takes can be drawn at all: neither exempt, nor capped, nor drawn before.
fn is_in_pool(plan: &Plan, target: &TargetDraw) -> bool {
    let is_capped = plan.yearly_cap.is_some_and(|cap| target.inspected >= cap);
    target.exempt.is_none() && !is_capped && !target.drawn_before
}

impl Proof {
    /// Its size in bytes, as a file. A QR code takes its compact form ([`Proof::to_compact`]).
    ///
    /// # Errors
    /// When a text holds a character that the profile refuses.
    pub fn size(&self) -> Result<usize, FormError> {
        Ok(value_bytes(self)?.len() + 1)
    }
}
