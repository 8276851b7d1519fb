//! `key new`: a key with which the log signs its checkpoints.

use crate::cli::KeyNewArguments;
use crate::files::{self, Access, Folder, exists};
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::signing::{self, Signing};
use crate::text;
use crate::text::{Shown as _, Words};
use dual_random::HashAlgorithm;
use dual_random::witness::SignerKey;
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
    if let Some(there) = [&secret, &public].into_iter().find(|place| exists(place)) {
        return Err(Failure(text::key_is_there(there.shown())));
    }
    let there = files::read_if_there(&path)?.map(|bytes| log::parsed(&path, &bytes)).transpose()?;
    if there.is_some_and(|log| log.hash_algorithm() == HashAlgorithm::Sm3) {
        return Err(Failure(text::key_needs_sha256()));
    }
    // An address that nobody can sign under is refused before anybody is asked.
    address(&arguments.origin)?;
    out.line(text::key_to_make(text::name(&arguments.origin), secret.shown(), public.shown()));
    if !arguments.yes && !out.confirms(text::confirm_key()) {
        out.line(text::key_not_made());
        return Ok(Exit::Incomplete);
    }
    let key = fresh(&arguments.origin)?;
    keep(&secret, &key)?;
    let line = key.verifier().to_text();
    files::write(&public, format!("{line}\n").as_bytes(), Access::Everyone)?;
    if exists(&path) {
        let signing = Signing::of(&path)?;
        log::held(&path, |log| signing::renew(&path, log, signing.as_ref(), ""))?;
        out.line(text::key_signed_log(path.shown()));
    }
    out.line(text::key_made(text::name(line), secret.shown(), public.shown()));
    Ok(Exit::Done)
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
