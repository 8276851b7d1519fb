//! What a log with a key has beside it: a signed checkpoint, its public key, and its tiles.

use crate::files::{self, Access, Written, exists};
use crate::log;
use crate::out::{Failure, Outcome};
use crate::text::{Shown as _, Words};
use crate::{beside, decoded, text};
use dual_random::record::{Checkpoint, Log, SignedCheckpoint};
use dual_random::witness::{Signature, SignerKey, VerifierKey};
use std::path::{Path, PathBuf};

/// What the public key of a log is called.
pub(crate) const PUBLIC_KEY: &str = "log.pub";
/// Largest checkpoint that is read from a folder, in bytes, as the library has it.
const MOST_CHECKPOINT_BYTES: usize = 128 << 10;
/// Where the checkpoints are that witnesses have cosigned, by their sizes.
const COSIGNED: &str = "cosigned";

/// Where the secret key of a log is: of one in a public folder in the private folder beside that, of another in one beside the log.
pub(crate) fn secret_place(log: &Path) -> PathBuf {
    let folder = log.parent().unwrap_or(Path::new(""));
    let is_public = folder.file_name().is_some_and(|name| name == "public");
    let beside = if is_public { folder.parent().unwrap_or(Path::new("")) } else { folder };
    beside.join("private").join("log.key")
}

/// Where its public key is.
pub(crate) fn public_place(log: &Path) -> PathBuf {
    log.with_file_name(PUBLIC_KEY)
}

/// Where the keys are that a log had before, one a line: with them its older checkpoints are verified.
fn former_place(log: &Path) -> PathBuf {
    log.with_file_name(COSIGNED).join(PUBLIC_KEY)
}

/// The keys that a log had before.
pub(crate) fn former_keys(log: &Path) -> Outcome<Vec<VerifierKey>> {
    let path = former_place(log);
    let Some(bytes) = files::read_if_there(&path)? else { return Ok(Vec::new()) };
    decoded::text(&path, &bytes)?.lines().map(|line| parsed_key(&path, line.as_bytes())).collect()
}

/// The public key beside a log, if it has one.
pub(crate) fn public_key(log: &Path) -> Outcome<Option<VerifierKey>> {
    let path = public_place(log);
    files::read_if_there(&path)?.map(|bytes| parsed_key(&path, &bytes)).transpose()
}

/// A public key in a file.
pub(crate) fn read_key(path: &Path) -> Outcome<VerifierKey> {
    parsed_key(path, &files::read(path, text::ask_public_key())?)
}

fn parsed_key(path: &Path, bytes: &[u8]) -> Outcome<VerifierKey> {
    let line = decoded::text(path, bytes)?;
    VerifierKey::from_text(&line).map_err(|error| Failure(text::bad_key(path.shown(), error)))
}

/// A secret key in a file, if it is there.
pub(crate) fn read_secret(path: &Path) -> Outcome<Option<SignerKey>> {
    let Some(bytes) = files::read_private(path)?.map(zeroize::Zeroizing::new) else {
        return Ok(None);
    };
    let line = std::str::from_utf8(&bytes).unwrap_or_default();
    SignerKey::from_text(line).map(Some).map_err(|error| Failure(text::bad_key(path.shown(), error)))
}

/// The key of a log that signs its checkpoints.
pub(crate) struct Signing(SignerKey);

impl Signing {
    /// That of a log, if it has one. A log that has a public key must not go on unsigned.
    pub(crate) fn of(log: &Path) -> Outcome<Option<Self>> {
        let (secret, public) = (secret_place(log), public_key(log)?);
        match (read_secret(&secret)?, public) {
            (None, None) => match without_its_key(log) {
                Some(evidence) => {
                    Err(Failure(text::public_key_gone(evidence.shown(), public_place(log).shown())))
                }
                None => Ok(None),
            },
            (None, Some(_)) => Err(Failure(text::key_missing(secret.shown(), public_place(log).shown()))),
            (Some(key), Some(public)) if public != key.verifier() => {
                Err(Failure(text::keys_differ(secret.shown(), public_place(log).shown())))
            }
            (Some(key), _) => Ok(Some(Self(key))),
        }
    }

    /// What the log's checkpoints are called.
    pub(crate) fn origin(&self) -> &str {
        self.0.name()
    }

    fn sign(&self, checkpoint: Checkpoint) -> Outcome<SignedCheckpoint> {
        let mut signed = SignedCheckpoint::new(checkpoint);
        self.0.sign(&mut signed).map_err(|error| Failure(Words::of(error)))?;
        Ok(signed)
    }
}

/// What shows that a log without a public key had one: going on unsigned would be another log's.
pub(crate) fn without_its_key(log: &Path) -> Option<PathBuf> {
    let newest = log::beside(log);
    if exists(&public_place(log)) {
        return None;
    }
    if bounded_checkpoint(&newest).is_ok_and(|newest| !newest.lines().is_empty()) {
        return Some(newest);
    }
    let folders = [COSIGNED, "tile"].map(|name| log.with_file_name(name));
    folders.into_iter().find(|folder| exists(folder))
}

/// Puts the key of a log aside for another: the public one goes to those before, the newest checkpoint to the cosigned ones, and
/// the secret one, if it is there, gets another name. What lies there must be this key's: anybody may have put files into a public
/// folder.
pub(crate) fn retire(log: &Path, key: &VerifierKey) -> Outcome<()> {
    let (secret, public, newest) = (secret_place(log), public_place(log), log::beside(log));
    let own = read_secret(&secret)?;
    if own.as_ref().is_some_and(|own| own.verifier() != *key) {
        return Err(Failure(text::keys_differ(secret.shown(), public.shown())));
    }
    let folder = log.with_file_name(COSIGNED);
    if folder.is_symlink() {
        return Err(Failure(text::no_plain_file(folder.shown())));
    }
    let last = if exists(&newest) { Some(bounded_checkpoint(&newest)?) } else { None };
    // After an interruption the newest checkpoint is that of the key before.
    let before = former_keys(log)?;
    let is_signed =
        |last: &SignedCheckpoint| before.iter().chain([key]).any(|key| key.verify(last) == Signature::Signed);
    if let Some(last) = last.as_ref().filter(|last| !is_signed(last)) {
        let size = last.head().size();
        return Err(Failure(text::not_of_this_key(newest.shown(), size, text::name(key.to_text()))));
    }
    let line = key.to_text();
    let digits = |text: &str| dual_random::Digest::of_file(text.as_bytes()).to_hex()[..8].to_owned();
    let mut former: Vec<String> = before.iter().map(VerifierKey::to_text).collect();
    if !former.contains(&line) {
        former.push(line.clone());
        let text = former.join("\n") + "\n";
        files::replace(&former_place(log), text.as_bytes(), Access::Everyone)?;
    }
    if let Some(last) = last {
        let size = last.head().size();
        let aside = folder.join(format!("{size}-{}", digits(&line)));
        files::replace(&aside, last.to_text().as_bytes(), Access::Everyone)?;
        // Another key's of the same size needs the name; what stands there is in the one that was put aside.
        let kept = cosigned_place(log, size);
        let has_all = |kept: SignedCheckpoint| {
            kept.text() == last.text() && kept.lines().iter().all(|line| last.lines().contains(line))
        };
        if exists(&kept) && bounded_checkpoint(&kept).is_ok_and(has_all) {
            std::fs::remove_file(&kept).map_err(|error| files::cannot_write(&kept, &error))?;
        }
    }
    if let Some(own) = own {
        let aside = secret.with_file_name(format!("log-{}.key", digits(&own.verifier().to_text())));
        files::put_away(&secret, &aside)?;
    }
    Ok(())
}

/// Writes the checkpoint of a log anew, signed if it has a key, and then its tiles too. Gives the three lines of the checkpoint.
pub(crate) fn renew(path: &Path, log: &Log, signing: Option<&Signing>, authority: &str) -> Outcome<String> {
    let Some(signing) = signing else {
        let lines = log::checkpoint(log, authority);
        files::replace(&log::beside(path), lines.as_bytes(), Access::Everyone)?;
        return Ok(lines);
    };
    // The key was looked at: its name is an origin.
    let head = log.checkpoint(signing.origin()).map_err(|error| Failure(Words::of(error)))?;
    let lines = head.to_text();
    let signed = with_cosignatures(path, &signing.0.verifier(), signing.sign(head)?)?;
    // Whoever reads the checkpoint finds the tiles of its size.
    write_tiles(path, log)?;
    files::write(&public_place(path), (signing.0.verifier().to_text() + "\n").as_bytes(), Access::Everyone)?;
    files::replace(&log::beside(path), signed.to_text().as_bytes(), Access::Everyone)?;
    Ok(lines)
}

/// A checkpoint with the cosignatures that it has already. What lies there and was not signed by the log is not its.
fn with_cosignatures(
    log: &Path,
    key: &VerifierKey,
    mut signed: SignedCheckpoint,
) -> Outcome<SignedCheckpoint> {
    let kept = cosigned_place(log, signed.head().size());
    let kept = if exists(&kept) { bounded_checkpoint(&kept).ok() } else { None };
    let kept = kept.filter(|kept| kept.text() == signed.text() && key.verify(kept) == Signature::Signed);
    let own = format!("— {} ", key.name());
    for line in kept.iter().flat_map(SignedCheckpoint::lines).filter(|line| !line.starts_with(&own)) {
        signed.add(line).map_err(|error| Failure(Words::of(error)))?;
    }
    Ok(signed)
}

/// A checkpoint with its signatures in a file.
pub(crate) fn read_checkpoint(path: &Path) -> Outcome<SignedCheckpoint> {
    parsed(path, &files::read(path, text::ask_checkpoint())?)
}

pub(crate) fn parsed(path: &Path, bytes: &[u8]) -> Outcome<SignedCheckpoint> {
    let text = decoded::text(path, bytes)?;
    SignedCheckpoint::from_text(&text).map_err(|error| Failure(text::bad_checkpoint(path.shown(), error)))
}

/// Where a cosigned checkpoint stays once the log has grown.
pub(crate) fn cosigned_place(log: &Path, size: u64) -> PathBuf {
    log.with_file_name(COSIGNED).join(size.to_string())
}

/// The checkpoints that stand beside a log, the cosigned ones and its newest; and which of them cannot be read. Anybody may have put
/// files there.
pub(crate) fn published(log: &Path) -> (Vec<SignedCheckpoint>, Vec<Words>) {
    let folder = log.with_file_name(COSIGNED);
    let mut places = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // By its size, and that of a former key by it too.
        let size = name.split_once('-').map_or(name, |(size, _)| size);
        places.extend(size.parse::<u64>().ok().map(|size| (size, path)));
    }
    places.sort_unstable();
    let newest = log::beside(log);
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    for path in places.into_iter().map(|(_, path)| path).chain(exists(&newest).then_some(newest)) {
        match bounded_checkpoint(&path) {
            Ok(checkpoint) if all.contains(&checkpoint) => {}
            Ok(checkpoint) => all.push(checkpoint),
            Err(Failure(why)) => unread.push(why),
        }
    }
    (all, unread)
}

/// A checkpoint of a folder that somebody else may have made: a plain file, of no more than a checkpoint has.
pub(crate) fn bounded_checkpoint(path: &Path) -> Outcome<SignedCheckpoint> {
    let is_plain = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
    if !is_plain {
        return Err(Failure(text::no_plain_file(path.shown())));
    }
    parsed(path, &beside::bounded(path, MOST_CHECKPOINT_BYTES, text::ask_checkpoint())?)
}

/// Writes the tiles that are new. Full ones never change; the partial ones that became full give way to them.
fn write_tiles(path: &Path, log: &Log) -> Outcome<Written> {
    let mut written = Written::Identical;
    for tile in log.tiles().iter() {
        let place = path.with_file_name(tile.name());
        if tile.is_full() && exists(&place) {
            continue;
        }
        let bytes = tile.bytes().map_err(|error| Failure(text::cannot_encode(error)))?;
        written = written.and(files::replace(&place, &bytes, Access::Everyone)?);
        if tile.is_full() {
            let partial = path.with_file_name(tile.name() + ".p");
            // What cannot be removed hinders nobody.
            let _ = std::fs::remove_dir_all(partial);
        }
    }
    Ok(written)
}

/// What beside a log with keys is not as it should be: its newest checkpoint is signed by none of them, or is not there; a tile is
/// not that of the log.
pub(crate) fn otherwise(path: &Path, log: &Log, keys: &[&VerifierKey]) -> Outcome<Vec<Words>> {
    let mut wrong = Vec::new();
    let newest = log::beside(path);
    // What a key signs under another address than its own is no checkpoint of this log.
    let is_signed = |newest: SignedCheckpoint| {
        let is_by = |key: &&&VerifierKey| {
            key.name() == newest.head().origin() && key.verify(&newest) == Signature::Signed
        };
        keys.iter().any(|key| is_by(&key))
    };
    if !bounded_checkpoint(&newest).is_ok_and(is_signed) {
        let keys = text::joined(keys.iter().map(|key| text::name(key.to_text())));
        wrong.push(text::checkpoint_not_signed(newest.shown(), keys));
    }
    for tile in log.tiles().iter() {
        let place = path.with_file_name(tile.name());
        let bytes = tile.bytes().map_err(|error| Failure(text::cannot_encode(error)))?;
        if files::read_if_there(&place).ok().flatten().is_none_or(|found| found != bytes) {
            wrong.push(text::tile_differs(place.shown()));
        }
    }
    Ok(wrong)
}
