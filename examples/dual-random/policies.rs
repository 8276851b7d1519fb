//! Whose signatures of a log count in an audit, and what they show.

use crate::cli::AuditArguments;
use crate::out::{Failure, Out, Outcome};
use crate::text::{Shown as _, Words};
use crate::{files, log, signing, text};
use dual_random::Timestamp;
use dual_random::audit::AuditEvidence;
use dual_random::record::{Log, LogSignature, SignedCheckpoint};
use dual_random::witness::{Policy, VerifierKey};
use std::path::{Path, PathBuf};

/// One for each key of the log, which has an address of its own; none where no key and no witness is known. What the reader gives is
/// all that counts; a folder says itself only where nothing is given.
pub(crate) struct Policies(Vec<Policy>);

impl Policies {
    /// By what the command line names.
    pub(crate) fn read(arguments: &AuditArguments, log: &Path, out: &mut Out) -> Outcome<Self> {
        let keys = log_keys(&arguments.log_keys, log, out)?;
        let witnesses = arguments.witnesses.iter().map(|path| signing::read_key(path));
        let witnesses = witnesses.collect::<Outcome<Vec<_>>>()?;
        if keys.is_empty() && witnesses.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let quorum = arguments.quorum.unwrap_or(witnesses.len());
        let by = |key| Policy::new(key, witnesses.clone(), quorum).map_err(|error| Failure(Words::of(error)));
        let all = if keys.is_empty() { vec![None] } else { keys.into_iter().map(Some).collect() };
        Ok(Self(all.into_iter().map(by).collect::<Outcome<_>>()?))
    }

    fn keys(&self) -> impl Iterator<Item = &VerifierKey> {
        self.0.iter().filter_map(Policy::log)
    }

    /// What the log's checkpoints are called since it has a key.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.keys().next().map(VerifierKey::name)
    }

    /// That of the key whose checkpoint it is: by its signature, whatever it calls itself, and else by its address.
    fn of(&self, checkpoint: &SignedCheckpoint) -> Option<&Policy> {
        let signed = self.0.iter().find(|policy| is_signed(policy, checkpoint));
        signed
            .or_else(|| self.0.iter().find(|policy| is_named(policy, checkpoint)))
            .or_else(|| self.0.first())
    }

    /// Whether a checkpoint is by one of the keys, or says so.
    fn know(&self, checkpoint: &SignedCheckpoint) -> bool {
        let is_its = |policy: &Policy| is_named(policy, checkpoint) || is_signed(policy, checkpoint);
        self.keys().next().is_none() || self.0.iter().any(is_its)
    }

    /// A checkpoint that was kept, as evidence: by its signatures, where keys are known.
    pub(crate) fn kept(&self, evidence: AuditEvidence, kept: &SignedCheckpoint) -> AuditEvidence {
        match self.of(kept) {
            // What the log's key signed is the log's, whatever it calls itself.
            Some(policy) if is_signed(policy, kept) => {
                evidence.origin(kept.head().origin()).attested(policy.judge(kept))
            }
            Some(policy) => evidence.attested(policy.judge(kept)),
            None => evidence.checkpoint(kept.head().clone()),
        }
    }

    /// One of which it is known when it was that of the whole log. One that the log's key has not signed, and that the log does not
    /// continue, anybody could have made.
    pub(crate) fn seen(
        &self,
        evidence: AuditEvidence,
        kept: &SignedCheckpoint,
        at: Timestamp,
        log: &Path,
    ) -> Outcome<AuditEvidence> {
        match self.of(kept).map(|policy| policy.judge(kept)) {
            Some(judged) if judged.log == LogSignature::Missing && !continues(log, kept)? => {
                Ok(evidence.attested(judged))
            }
            _ => Ok(evidence.checkpoint_seen(kept.head().clone(), at)),
        }
    }

    /// Those that stand beside the log, as evidence; and which of them cannot be read.
    pub(crate) fn published(
        &self,
        evidence: AuditEvidence,
        log: &Path,
        out: &mut Out,
    ) -> (AuditEvidence, Vec<Words>) {
        if self.0.is_empty() {
            return (evidence, Vec::new());
        }
        let evidence = self.keys().fold(evidence, |all, key| all.origin(key.name()));
        let (published, unread) = signing::published(log);
        let (known, others): (Vec<_>, Vec<_>) = published.into_iter().partition(|one| self.know(one));
        // By a key that the reader does not know they say nothing; that there is one the reader should know.
        let mut others: Vec<&str> = others.iter().map(|one| one.head().origin()).collect();
        others.sort_unstable();
        others.dedup();
        out.lines(others.into_iter().map(|origin| text::other_key_in_folder(text::name(origin))));
        (known.iter().fold(evidence, |all, one| self.kept(all, one)), unread)
    }

    /// What beside the log is not as its keys say.
    pub(crate) fn otherwise(&self, path: &Path, log: &Log) -> Outcome<Vec<Words>> {
        let public = signing::public_place(path);
        let keys: Vec<&VerifierKey> = self.keys().collect();
        if keys.is_empty() {
            let evidence = signing::without_its_key(path).into_iter();
            return Ok(evidence.map(|one| text::signed_without_key(one.shown(), public.shown())).collect());
        }
        let mut wrong = signing::otherwise(path, log, &keys)?;
        match signing::public_key(path) {
            Ok(Some(own)) if !keys.contains(&&own) => {
                wrong.push(text::other_public_key(public.shown(), text::name(own.to_text())));
            }
            Ok(_) => {}
            Err(Failure(why)) => wrong.push(why),
        }
        Ok(wrong)
    }
}

fn is_signed(policy: &Policy, checkpoint: &SignedCheckpoint) -> bool {
    policy.judge(checkpoint).log == LogSignature::Signed
}

fn is_named(policy: &Policy, checkpoint: &SignedCheckpoint) -> bool {
    policy.log().is_some_and(|key| key.name() == checkpoint.head().origin())
}

/// The keys of the log that count: those that are given, or those of the folder.
fn log_keys(given: &[PathBuf], log: &Path, out: &mut Out) -> Outcome<Vec<VerifierKey>> {
    let mut keys: Vec<VerifierKey> = Vec::new();
    for path in given {
        let key = signing::read_key(path)?;
        if keys.iter().any(|other| other.name() == key.name()) {
            return Err(Failure(text::log_key_twice(text::name(key.name()))));
        }
        keys.push(key);
    }
    if !given.is_empty() {
        return Ok(keys);
    }
    let Some(key) = signing::public_key(log)? else { return Ok(keys) };
    out.line(text::key_of_folder(text::name(key.to_text())));
    keys.push(key);
    let former = signing::former_keys(log).unwrap_or_else(|Failure(why)| {
        out.line(why);
        Vec::new()
    });
    for key in former {
        if keys.iter().all(|other| other.name() != key.name()) {
            out.line(text::former_key_of_folder(text::name(key.to_text())));
            keys.push(key);
        }
    }
    Ok(keys)
}

/// Whether a log goes on from a checkpoint.
fn continues(path: &Path, kept: &SignedCheckpoint) -> Outcome<bool> {
    let log = log::parsed(path, &files::read(path, text::no_log())?)?;
    Ok(log.tree().root_of_first(kept.head().size()) == Some(kept.head().root()))
}
