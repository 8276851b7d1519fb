//! `consistency`, and `witness`: the office that keeps what it saw of a log, and cosigns what continues that.

use crate::cli::{ConsistencyArguments, WitnessAddArguments, WitnessNewArguments, WitnessSignArguments};
use crate::clock::Clock;
use crate::files::{self, Access, Folder, exists};
use crate::log;
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::{Shown as _, Typed as _, Words};
use crate::{decoded, key, signing, text};
use dual_random::record::{Continuation, Log, SignedCheckpoint};
use dual_random::witness::{Grown, Refusal, Signature, SignerKey, VerifierKey, admit};
use dual_random::{Digest, Quoted, Timestamp};
use std::path::{Path, PathBuf};

/// What a witness has: its key, and of each log the key and the last checkpoint.
struct Office<'a>(&'a Path);

impl Office<'_> {
    fn secret(&self) -> PathBuf {
        self.0.join("private").join("witness.key")
    }

    fn public(&self) -> PathBuf {
        self.0.join("witness.pub")
    }

    /// Where a log is kept. An origin may hold what no file's name may.
    fn log(&self, origin: &str) -> PathBuf {
        let digits = Digest::of_file(origin.as_bytes()).to_hex();
        self.0.join("logs").join(&digits[..16])
    }
}

/// `consistency`: a checkpoint with the proof that it continues the first lines, as witnesses take it.
pub(crate) fn consistency(arguments: &ConsistencyArguments, out: &mut Out) -> Outcome<Exit> {
    let path = log::place(&Folder::new(&arguments.dir), arguments.log.file.as_deref())?;
    let bytes = files::read(&path, text::no_log())?;
    log::whole_lines(&path, &bytes)?;
    let log = log::parsed(&path, &bytes)?;
    let beside = log::beside(&path);
    let checkpoint = signing::read_checkpoint(&beside)?;
    let lines = log.lines().len();
    let proof = Continuation::new(&log.tree(), arguments.from, checkpoint).ok_or_else(|| {
        Failure(if arguments.from > lines as u64 {
            text::from_beyond(arguments.from, path.shown(), lines)
        } else {
            text::checkpoint_not_newest(beside.shown(), path.shown())
        })
    })?;
    match &arguments.out {
        Some(file) => {
            files::write(file, proof.to_text().as_bytes(), Access::Everyone)?;
            out.line(text::consistency_written(file.shown()));
        }
        None => out.line(text::name(proof.to_text().trim_end())),
    }
    Ok(Exit::Done)
}

/// `witness new`: an office begins.
pub(crate) fn new(arguments: &WitnessNewArguments, out: &mut Out) -> Outcome<Exit> {
    let office = Office(&arguments.dir);
    let (secret, public) = (office.secret(), office.public());
    if let Some(there) = [&secret, &public].into_iter().find(|place| exists(place)) {
        return Err(Failure(text::key_is_there(there.shown())));
    }
    key::address(&arguments.name)?;
    out.line(text::witness_to_make(text::name(&arguments.name), secret.shown(), public.shown()));
    if !arguments.yes && !out.confirms(text::confirm_key()) {
        out.line(text::key_not_made());
        return Ok(Exit::Incomplete);
    }
    let own = key::fresh(&arguments.name)?;
    key::keep(&secret, &own)?;
    let line = own.cosigner().to_text();
    files::write(&public, format!("{line}\n").as_bytes(), Access::Everyone)?;
    out.line(text::witness_made(text::name(line), public.shown()));
    Ok(Exit::Done)
}

/// What a witness is sent.
struct Sent {
    checkpoint: SignedCheckpoint,
    grown: Shown,
    /// The log or the proof, as it came.
    bytes: Vec<u8>,
}

/// What shows that it continues what was seen.
enum Shown {
    Log(Log),
    Proof(Continuation),
}

impl Sent {
    fn read(arguments: &WitnessSignArguments) -> Outcome<Self> {
        let path = &arguments.file;
        let bytes = files::read(path, text::ask_sent())?;
        let sent = decoded::text(path, &bytes)?;
        if sent.starts_with("old ") {
            let proof = Continuation::from_text(&sent);
            let proof = proof.map_err(|error| Failure(text::bad_sent(path.shown(), error)))?;
            return Ok(Self { checkpoint: proof.checkpoint().clone(), grown: Shown::Proof(proof), bytes });
        }
        let checkpoint = signing::parsed(path, &bytes)?;
        let log = arguments.log.as_deref().ok_or_else(|| Failure(text::sent_without_proof(path.shown())))?;
        let bytes = files::read(log, text::no_log())?;
        log::whole_lines(log, &bytes)?;
        Ok(Self { checkpoint, grown: Shown::Log(log::parsed(log, &bytes)?), bytes })
    }

    /// What the file is called that shows how the log has grown.
    fn shows(&self) -> &'static str {
        match self.grown {
            Shown::Log(_) => "other.jsonl",
            Shown::Proof(_) => "other.proof",
        }
    }

    fn grown(&self) -> Grown<'_> {
        match &self.grown {
            Shown::Log(log) => Grown::Log(log),
            Shown::Proof(proof) => Grown::Proof(proof),
        }
    }
}

/// `witness sign`: checks that a checkpoint continues what was seen of its log, notes it down, and cosigns it.
pub(crate) fn sign(arguments: &WitnessSignArguments, clock: &Clock, out: &mut Out) -> Outcome<Exit> {
    let office = Office(&arguments.dir);
    let secret = office.secret();
    let own = signing::read_secret(&secret)?.ok_or_else(|| {
        Failure(text::missing_file(secret.shown(), text::run_witness_new(arguments.dir.typed())))
    })?;
    let sent = Sent::read(arguments)?;
    let folder = office.log(sent.checkpoint.head().origin());
    // The question may stay open for hours: nothing is held meanwhile, and what was looked at is looked at once more.
    let seen = look(arguments, &folder, &own, &sent, clock, out)?;
    let Some(seen) = seen else { return Ok(Exit::Contradicted) };
    if !arguments.yes && !out.confirms(text::confirm_cosignature()) {
        out.line(text::not_cosigned());
        return Ok(Exit::Incomplete);
    }
    let to = arguments.out.clone().unwrap_or_else(|| arguments.dir.join("cosigned.txt"));
    log::guarded(&folder.join("checkpoint"), || seen.cosign(&folder, &own, &sent, &to))?;
    out.line(text::cosigned(to.shown()));
    Ok(Exit::Done)
}

/// What a checkpoint was compared with when somebody was asked.
struct Seen {
    key: VerifierKey,
    /// What was kept, to the byte.
    kept: Option<Vec<u8>>,
    at: Timestamp,
}

/// Whether a checkpoint continues what was seen, in words; nothing if it does not.
fn look(
    arguments: &WitnessSignArguments,
    folder: &Path,
    own: &SignerKey,
    sent: &Sent,
    clock: &Clock,
    out: &mut Out,
) -> Outcome<Option<Seen>> {
    let (kept_key, kept_at) = (folder.join(signing::PUBLIC_KEY), folder.join("checkpoint"));
    let head = sent.checkpoint.head();
    let key = log_key(arguments, &kept_key, head.origin())?;
    let bytes = files::read_if_there(&kept_at)?;
    let kept = bytes.as_ref().map(|bytes| signing::parsed(&kept_at, bytes)).transpose()?;
    let before = kept.as_ref().map(SignedCheckpoint::head);
    if let Err(refusal) = admit(before, &key, &sent.checkpoint, sent.grown()) {
        refused(&refusal, folder, &kept_at, sent, out)?;
        return Ok(None);
    }
    let origin = Quoted::new(head.origin());
    match before {
        None => out.line(text::witness_first(origin, text::name(key.to_text()), head.size())),
        Some(before) => out.line(text::witness_continues(origin, before.size(), head.size())),
    }
    let at = clock.now()?;
    // What it says of its time must not go back: as of it, nothing larger was seen.
    if let Some(Signature::Cosigned(last)) = kept.as_ref().map(|kept| own.cosigner().verify(kept))
        && at < last
    {
        return Err(Failure(text::witness_clock_behind(at, last)));
    }
    let lines = text::name(head.to_text().trim_end());
    out.line(match before {
        None => text::witness_says_first(at, head.size(), lines),
        Some(_) => text::witness_says(at, head.size(), lines),
    });
    Ok(Some(Seen { key, kept: bytes, at }))
}

impl Seen {
    /// Cosigns, unless another run has cosigned something since: of that nothing was said.
    fn cosign(self, folder: &Path, own: &SignerKey, sent: &Sent, to: &Path) -> Outcome<()> {
        let kept_at = folder.join("checkpoint");
        if files::read_if_there(&kept_at)? != self.kept {
            return Err(Failure(text::cosigned_meanwhile(kept_at.shown())));
        }
        // Only what was verified goes on.
        let mut cosigned = of_key(&sent.checkpoint, &self.key)?;
        own.cosign(&mut cosigned, self.at).map_err(|error| Failure(Words::of(error)))?;
        let text = cosigned.to_text();
        let key = self.key.to_text() + "\n";
        files::write(&folder.join(signing::PUBLIC_KEY), key.as_bytes(), Access::Everyone)?;
        // Noted down before anybody has the cosignature.
        files::replace(&kept_at, text.as_bytes(), Access::Everyone)?;
        files::replace(to, text.as_bytes(), Access::Everyone)?;
        Ok(())
    }
}

/// The key of a log: that which was noted down when it was seen first, or that which is given now.
fn log_key(arguments: &WitnessSignArguments, kept: &Path, origin: &str) -> Outcome<VerifierKey> {
    let given = arguments.log_key.as_deref().map(signing::read_key).transpose()?;
    let known = if exists(kept) { Some(signing::read_key(kept)?) } else { None };
    match (known, given) {
        (Some(known), Some(given)) if known != given => Err(Failure(text::other_log_key(
            kept.shown(),
            text::name(known.to_text()),
            text::name(given.to_text()),
        ))),
        (Some(key), _) | (None, Some(key)) => Ok(key),
        (None, None) => Err(Failure(text::give_log_key(Quoted::new(origin)))),
    }
}

/// Says why nothing is cosigned, and keeps what proves that there are two logs.
fn refused(refusal: &Refusal, folder: &Path, kept: &Path, sent: &Sent, out: &mut Out) -> Outcome<()> {
    out.line(text::witness_refuses(refusal));
    if refusal.is_fork() {
        let text = sent.checkpoint.to_text();
        let seen = files::read(kept, Words::default())?;
        let digits = Digest::of_file(&[&seen[..], text.as_bytes()].concat()).to_hex();
        // The next checkpoint that is cosigned takes the place of the one that was kept, so evidence has a folder of its own.
        let evidence = folder.join(format!("fork-{}", &digits[..8]));
        let keep = |name: &str, bytes: &[u8]| files::write(&evidence.join(name), bytes, Access::Everyone);
        keep("seen", &seen)?;
        keep("other", text.as_bytes())?;
        keep(sent.shows(), &sent.bytes)?;
        out.line(text::witness_fork(evidence.shown()));
    }
    Ok(())
}

/// A checkpoint with the signatures of one key alone.
fn of_key(checkpoint: &SignedCheckpoint, key: &VerifierKey) -> Outcome<SignedCheckpoint> {
    let plain = checkpoint.text();
    let mut own = SignedCheckpoint::from_text(plain).map_err(|error| Failure(Words::of(error)))?;
    add_of_key(&mut own, checkpoint, key)?;
    Ok(own)
}

/// Adds the signatures of a key that stand under a checkpoint.
fn add_of_key(to: &mut SignedCheckpoint, from: &SignedCheckpoint, key: &VerifierKey) -> Outcome<()> {
    let begins = format!("— {} ", key.name());
    for line in from.lines().iter().filter(|line| line.starts_with(&begins)) {
        to.add(line).map_err(|error| Failure(Words::of(error)))?;
    }
    Ok(())
}

/// `witness add`: the authority puts a cosignature to its checkpoint.
pub(crate) fn add(arguments: &WitnessAddArguments, out: &mut Out) -> Outcome<Exit> {
    let path = log::place(&Folder::new(&arguments.dir), arguments.log.file.as_deref())?;
    let log_key =
        signing::public_key(&path)?.ok_or_else(|| Failure(text::key_first(arguments.dir.typed())))?;
    let witness = signing::read_key(&arguments.witness)?.as_witness();
    let bytes = files::read(&arguments.cosigned, text::ask_cosigned())?;
    let sent = decoded::text(&arguments.cosigned, &bytes)?;
    let size = log::held(&path, |log| {
        let newest_at = log::beside(&path);
        let mut newest = signing::read_checkpoint(&newest_at)?;
        // A witness on the web answers with its lines alone.
        let cosigned = if sent.starts_with("— ") {
            let mut newest = newest.clone();
            for line in sent.lines().filter(|line| !line.is_empty()) {
                newest
                    .add(line)
                    .map_err(|error| Failure(text::bad_checkpoint(arguments.cosigned.shown(), error)))?;
            }
            newest
        } else {
            signing::parsed(&arguments.cosigned, &bytes)?
        };
        let head = cosigned.head();
        let is_ours = log.tree().root_of_first(head.size()) == Some(head.root());
        if log_key.verify(&cosigned) != Signature::Signed || !is_ours {
            return Err(Failure(text::cosigned_other(arguments.cosigned.shown(), path.shown())));
        }
        if !matches!(witness.verify(&cosigned), Signature::Cosigned(_)) {
            return Err(Failure(text::not_cosigned_by(
                arguments.cosigned.shown(),
                text::name(witness.to_text()),
            )));
        }
        let place = signing::cosigned_place(&path, head.size());
        // What lies there counts if the log signed it; of this witness what it says now.
        let mut kept = of_key(&cosigned, &log_key)?;
        if let Some(there) = signing::bounded_checkpoint(&place).ok()
            && log_key.verify(&there) == Signature::Signed
        {
            if there.text() != cosigned.text() {
                return Err(Failure(text::cosigned_other(place.shown(), path.shown())));
            }
            let known = [log_key.name(), witness.name()].map(|name| format!("— {name} "));
            for line in
                there.lines().iter().filter(|line| !known.iter().any(|begins| line.starts_with(begins)))
            {
                kept.add(line).map_err(|error| Failure(Words::of(error)))?;
            }
        }
        add_of_key(&mut kept, &cosigned, &witness)?;
        files::replace(&place, kept.to_text().as_bytes(), Access::Everyone)?;
        if newest.text() == cosigned.text() {
            add_of_key(&mut newest, &cosigned, &witness)?;
            files::replace(&newest_at, newest.to_text().as_bytes(), Access::Everyone)?;
        }
        Ok(head.size())
    })?;
    let place = signing::cosigned_place(&path, size);
    out.line(text::cosignature_added(text::name(witness.name()), size, place.shown()));
    Ok(Exit::Done)
}
