//! `key new`: a key with which the log signs its checkpoints.

use crate::cli::KeyNewArguments;
use crate::files::{self, Access, Folder, exists};
use crate::input::PlanSource;
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::signing::{self, Signing};
use crate::text;
use crate::text::{Shown as _, Typed as _, Words};
use dual_random::HashAlgorithm;
use dual_random::witness::{SignerKey, VerifierKey};
use rand::TryRng;
use std::path::Path;
use zeroize::Zeroizing;

pub(crate) fn new(arguments: &KeyNewArguments, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    if !arguments.dir.is_dir() {
        return Err(Failure(text::missing_file(arguments.dir.shown(), text::ask_folder())));
    }
    let path = log::place(&folder, arguments.log.file.as_deref())?;
    if path.file_name().is_none_or(|name| name != "log.jsonl") {
        return Err(Failure(text::key_needs_usual_log(path.shown())));
    }
    let (secret, public) = (signing::secret_place(&path), signing::public_place(&path));
    let former = if arguments.replace { Some(replaced(&path, &arguments.origin)?) } else { None };
    if let Some(there) = [&secret, &public].into_iter().find(|place| former.is_none() && exists(place)) {
        return Err(Failure(text::key_is_there(there.shown())));
    }
    if let Some(evidence) = signing::without_its_key(&path) {
        return Err(Failure(text::public_key_gone(evidence.shown(), public.shown())));
    }
    let there = files::read_if_there(&path)?.map(|bytes| log::parsed(&path, &bytes)).transpose()?;
    // Before the first line the plan says which hash it will be.
    let planned = PlanSource::read(&folder).ok().and_then(|source| source.plan().ok());
    let hash = there.map(|log| log.hash_algorithm()).or_else(|| planned.map(|plan| plan.hash));
    if hash == Some(HashAlgorithm::Sm3) {
        return Err(Failure(text::key_needs_sha256()));
    }
    // An address that nobody can sign under is refused before anybody is asked.
    address(&arguments.origin)?;
    out.line(text::key_to_make(text::name(&arguments.origin), secret.shown(), public.shown()));
    if let Some(former) = &former {
        out.line(text::key_to_replace(text::name(former.to_text())));
    }
    if !arguments.yes && !out.confirms(text::confirm_key()) {
        out.line(text::key_not_made());
        return Ok(Exit::Incomplete);
    }
    let key = fresh(&arguments.origin)?;
    if let Some(former) = &former {
        signing::retire(&path, former)?;
    }
    let line = key.verifier().to_text();
    let publish = || files::replace(&public, format!("{line}\n").as_bytes(), Access::Everyone);
    // A secret key beside the public one of another would be refused from then on; without a secret one this can be done again.
    if former.is_some() {
        publish()?;
    }
    keep(&secret, &key)?;
    publish()?;
    if exists(&path) {
        let signing = Signing::of(&path)?;
        log::held(&path, |log| signing::renew(&path, log, signing.as_ref(), ""))?;
        out.line(text::key_signed_log(path.shown()));
    }
    out.line(text::key_made(text::name(line), secret.shown(), public.shown()));
    if exists(&path) {
        out.line(text::evidence_next(arguments.dir.typed()));
    }
    Ok(Exit::Done)
}

/// The key that another is to take the place of. That one has an address of its own: whoever keeps the old one for this log's must
/// not take the checkpoints of the new one for forged.
fn replaced(log: &Path, origin: &str) -> Outcome<VerifierKey> {
    let public = signing::public_place(log);
    let key = signing::public_key(log)?
        .ok_or_else(|| Failure(text::missing_file(public.shown(), text::no_key_to_replace())))?;
    let former = signing::former_keys(log)?;
    if former.iter().chain([&key]).any(|key| key.name() == origin) {
        return Err(Failure(text::address_was_used(text::name(origin))));
    }
    Ok(key)
}

/// Refuses a name that is not an address of its own.
pub(crate) fn address(name: &str) -> Outcome<()> {
    if name.contains("://") {
        return Err(Failure(text::address_with_scheme(text::name(name))));
    }
    SignerKey::new(name, [0; 32]).map(drop).map_err(|error| Failure(Words::of(error)))
}

/// A key from the operating system's randomness. There is no way to choose it.
pub(crate) fn fresh(name: &str) -> Outcome<SignerKey> {
    let mut seed = Zeroizing::new([0; 32]);
    if let Err(error) = rand::rngs::SysRng.try_fill_bytes(&mut *seed) {
        return Err(Failure(text::no_entropy(text::entropy(error))));
    }
    SignerKey::new(name, *seed).map_err(|error| Failure(Words::of(error)))
}

/// Writes a secret key for its owner alone, and reads it back.
pub(crate) fn keep(path: &Path, key: &SignerKey) -> Outcome<()> {
    let mut line = Zeroizing::new(String::with_capacity(key.name().len() + 160));
    line.push_str(&key.reveal());
    line.push('\n');
    files::write(path, line.as_bytes(), Access::Owner)?;
    let kept = signing::read_secret(path)?;
    if kept.is_some_and(|kept| kept.verifier() == key.verifier()) {
        Ok(())
    } else {
        Err(Failure(text::opening_not_read_back(path.shown())))
    }
}
