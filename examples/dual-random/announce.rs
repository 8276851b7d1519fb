//! `announce` and `restore`.

use crate::cli::AnnounceArguments;
use crate::clock::Clock;
use crate::files::{self, Access, Content, Folder, Written, exists};
use crate::input::{self, Ready, not_read, places, unreadable};
use crate::keepers::{self, Keepers};
use crate::log::{self, Book, Logging, Pen};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{account, check, continued, contribution, earlier, signing, text};
use dual_random::commit::secret::shares::MOST_SHARES;
use dual_random::plan::{Ceremony, Plan};
use dual_random::publish::{envelope, minutes_before};
use dual_random::record::Entry;
use dual_random::roster::Contacts;
use dual_random::witness::VerifierKey;
use dual_random::{
    AnnounceError, Announced, Announcement, Digest, Draft, Language, MasterSecret, Opening, Table, Timestamp,
};
use rand::TryRng;
use std::cell::Cell;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &AnnounceArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let AnnounceArguments { dir, selection, yes, .. } = arguments;
    let folder = Folder::new(dir);
    let given = selection.as_deref();
    let selection = continued::selection(&folder, given)?;
    let selection = selection.as_deref();
    if exists(&folder.announcement()) && !exists(&folder.opening()) {
        let (found, missing) = (folder.announcement(), folder.opening());
        let given = text::with_selection(given);
        let lost = text::opening_lost(found.shown(), missing.shown(), dir.typed(), given);
        return Err(Failure(lost));
    }
    let kept = kept_opening(&folder)?;
    let keepers = Keepers::read(&folder)?;
    let before = input::digests(&folder)?;
    let Ready { draft, marked, contacts, columns, notes } = input::ready(&folder, selection)?;
    out.lines(notes);
    targets_not_read(&folder, draft.plan(), out);
    let announced = match kept {
        None => {
            past_times(draft.plan(), &logging.clock.now()?, out);
            out.line(text::to_announce(&draft.plan().draw, text::name(&draft.plan().title)));
            out.lines(account::exposure(&draft.exposure()));
            out.lines(account::columns(&columns));
            let log = log::choose(&folder, logging.file, selection)?.0;
            if let Some(other) = log::lead_beside(&log).filter(|other| other != log::lead(draft.plan())) {
                out.line(text::other_lead(
                    log.shown(),
                    text::name(other),
                    text::name(log::lead(draft.plan())),
                ));
            }
            if contribution::is_alone(draft.plan()) {
                out.line(text::nobody_contributes());
            }
            if selection.is_some() && places::file(folder.path(), Table::Changes)?.is_some() {
                out.line(text::changes_are_found());
            }
            // Whoever is asked is told what will be short.
            if !yes
                && draft.plan().ceremony != Ceremony::Selection
                && check::simulated(input::ready(&folder, selection)?.draft, 1, out)?
            {
                out.line(text::announce_short());
            }
            if !yes && !out.confirms(text::confirm_announcement()) {
                out.line(text::not_announced_not_confirmed());
                return Ok(Exit::Incomplete);
            }
            announced(draft, fresh_master()?)?
        }
        Some(kept) => {
            let again = announced(draft, kept.master().clone())?;
            if again.opening.announcement() != kept.announcement() {
                return Err(Failure(text::inputs_changed(folder.opening().shown())));
            }
            again
        }
    };
    let (log, note) = log::choose(&folder, logging.file, selection)?;
    if let Some(selection) = selection {
        continued::stands(selection, &log, logging.clock)?;
    }
    let pen = pen(log, &folder, &announced.announcement, logging.clock)?;
    // Noted first: whoever runs an interrupted step again must not begin another log.
    let note = note.map(|note| files::write(&folder.log_place(), note.as_bytes(), Access::Everyone));
    let noted = note.transpose()?.unwrap_or(Written::Identical);
    let marked = marked.map(earlier::account);
    keep_contacts(&folder, &contacts)?;
    let written = noted.and(publish(&folder, &announced, selection, marked.as_ref(), out.language)?);
    note_inputs(&folder, announced.opening.announcement(), before)?;
    let logged = pen.write()?;
    let continues = selection.map(|selection| continued::note(selection, &folder, &announced.announcement));
    let written = written.and(continues.transpose()?.unwrap_or(Written::Identical));
    out.lines(marked);
    out.lines(account::announced(&announced));
    out.line(text::sources_to_check());
    let values = announced.announcement.plan.values.iter();
    let values = text::between(&Words::default(), values.map(|value| text::value_to_give(&value.name)));
    out.lines(logged.message());
    let sheets = match keepers {
        None => text::one_envelope(dir.typed()),
        Some(Keepers { threshold, .. }) => {
            text::several_envelopes(dir.typed(), u32::from(threshold.shares()))
        }
    };
    out.line(text::announce_papers(dir.typed(), sheets));
    out.hint(text::announce_next(dir.typed(), values));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Notes what the inputs were, unless somebody wrote to them in the meantime.
fn note_inputs(folder: &Folder, announcement: Digest, before: Option<String>) -> Outcome<()> {
    if let Some(digests) = before.filter(|_| !files::exists(&folder.earlier()))
        && input::digests(folder)?.as_ref() == Some(&digests)
    {
        let note = input::announced_inputs(announcement, &digests);
        files::replace(&folder.inputs(), note.as_bytes(), Access::Owner)?;
    }
    Ok(())
}

/// The contacts stay in private, for the task sheets. They are no part of what is announced, so newer ones may come.
pub(crate) fn keep_contacts(folder: &Folder, contacts: &Contacts) -> Outcome<()> {
    if !contacts.is_empty() {
        files::replace(&folder.contacts(), &contacts.reveal(), Access::Owner)?;
    }
    Ok(())
}

/// The log made ready for an announcement.
pub(crate) fn pen<'a>(
    log: PathBuf,
    folder: &'a Folder,
    announcement: &'a Announcement,
    clock: &'a Clock,
) -> Outcome<Pen<'a>> {
    let book = Book::at(log, folder, announcement, clock)?;
    book.earlier_draws_stand()?;
    book.supersedes_a_void()?;
    book.pen(vec![Entry::announced(announcement)])
}

/// Says which times have passed already. They are the authority's to state, so this is a hint only.
pub(crate) fn past_times(plan: &Plan, now: &Timestamp, out: &mut Out) {
    if plan.announce_at < *now {
        out.note(text::already_past(text::name("announce_at"), &plan.announce_at));
    }
    for value in plan.values.iter().filter(|value| value.source.closes < *now) {
        let what = text::closes_of(dual_random::plan::ValueName(value.name.clone()));
        out.note(text::already_past(what, &value.source.closes));
    }
}

/// A staffing ceremony has its targets from the one before, whatever else lies in its folder.
pub(crate) fn targets_not_read(folder: &Folder, plan: &Plan, out: &mut Out) {
    let not_read = [folder.targets(), folder.earlier()];
    for path in not_read.iter().filter(|path| plan.ceremony == Ceremony::Staffing && exists(path)) {
        out.note(text::targets_not_read(path.shown()));
    }
}

/// What the sheet of an envelope says to run.
pub(crate) fn restore_command(folder: &Folder, selection: Option<&Path>) -> String {
    text::restore_command(&name_of(folder.path()), selection.map(name_of).as_deref())
}

/// A folder's own name: the same however its path is written.
fn name_of(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole.file_name().unwrap_or(whole.as_os_str()).to_string_lossy().into_owned()
}

/// Writes everything of an announcement. Nothing is public before the opening is written and read back.
pub(crate) fn publish(
    folder: &Folder,
    announced: &Announced,
    selection: Option<&Path>,
    marked: Option<&Words>,
    language: Language,
) -> Outcome<Written> {
    let Announced { announcement, opening, .. } = announced;
    let mut all = vec![keep_opening(folder, opening)?];
    let command = restore_command(folder, selection);
    if let Some(keepers) = Keepers::read(folder)? {
        all.push(keepers.write(folder, (announcement, opening), &command, language)?);
    } else if let Some(share) =
        (1..=MOST_SHARES).map(|number| folder.share(number)).find(|share| exists(share))
    {
        return Err(Failure(text::keepers_gone(folder.keepers().shown(), share.shown())));
    } else {
        let envelope = envelope(announcement, opening, &command, language);
        all.push(files::write(&folder.envelope(), &*envelope, Access::Owner)?);
    }
    let minutes = minutes(folder, announced, marked, language)?;
    all.push(files::write(&folder.minutes_before(), &minutes, Access::Everyone)?);
    let bytes = announcement.bytes();
    all.push(files::write(&folder.announcement(), bytes, Access::Everyone)?);
    Ok(if all.contains(&Written::New) { Written::New } else { Written::Identical })
}

/// The minutes with the log's public key, if it has one. What is signed stays: those that are there may have been written before
/// the log had a key, or with one that it had before.
fn minutes(
    folder: &Folder,
    announced: &Announced,
    marked: Option<&Words>,
    language: Language,
) -> Outcome<Vec<u8>> {
    let log = log::place(folder, None)?;
    let with = |key: Option<&VerifierKey>| {
        minutes_before(announced, marked, key.map(VerifierKey::to_text).as_deref(), language)
    };
    let (key, former) = (signing::public_key(&log)?, signing::former_keys(&log).unwrap_or_default());
    let signed = files::read_if_there(&folder.minutes_before())?;
    let mut before = former.iter().map(Some).chain([None]).map(with);
    let signed = signed.and_then(|signed| before.find(|minutes| *minutes == signed));
    Ok(signed.unwrap_or_else(|| with(key.as_ref())))
}

/// Writes the opening, and reads it back: without it nothing can be drawn.
fn keep_opening(folder: &Folder, opening: &Opening) -> Outcome<Written> {
    let path = folder.opening();
    let written_digest = Cell::new(None);
    let write =
        |to: &mut dyn Write| opening.reveal_to(to).inspect(|digest| written_digest.set(Some(*digest)));
    let written = files::write(&path, Content::Pieces(opening.hash_algorithm(), &write), Access::Owner)?;
    if written_digest.get().is_some()
        && files::digest_by(opening.hash_algorithm(), &path)? == written_digest.get()
    {
        Ok(written)
    } else {
        Err(Failure(text::opening_not_read_back(path.shown())))
    }
}

/// The opening that is there already.
pub(crate) fn kept_opening(folder: &Folder) -> Outcome<Option<Opening>> {
    let path = folder.opening();
    let file = files::open_private(&path)?;
    file.map(|file| Opening::read(file).map_err(|error| not_read(&path, &error))).transpose()
}

pub(crate) fn announced(draft: Draft, master: MasterSecret) -> Outcome<Announced> {
    draft.announce(master).map_err(|error| match error {
        AnnounceError::Form { error } => Failure(text::cannot_encode(error)),
        other => Failure(Words::of(other)),
    })
}

/// 32 bytes from the operating system. There is no way to choose them: a chosen secret is a lever.
pub(crate) fn fresh_master() -> Outcome<MasterSecret> {
    let mut bytes = [0; 32];
    match rand::rngs::SysRng.try_fill_bytes(&mut bytes) {
        Ok(()) => Ok(MasterSecret::from_bytes(bytes)),
        Err(error) => Err(Failure(text::no_entropy(text::entropy(error)))),
    }
}

pub(crate) fn read_announcement(folder: &Folder) -> Outcome<Announcement> {
    let path = folder.announcement();
    let bytes = files::read(&path, text::run_announce(folder.path().typed()))?;
    Announcement::from_bytes(&bytes).map_err(|error| unreadable(&path, &error))
}

pub(crate) fn restore(
    dir: &Path,
    selection: Option<&Path>,
    secret_files: &[PathBuf],
    out: &mut Out,
) -> Outcome<Exit> {
    let folder = Folder::new(dir);
    let selection = continued::selection(&folder, selection)?;
    let selection = selection.as_deref();
    let path = folder.announcement();
    out.line(text::restore_needs());
    let public = files::read(&path, text::restore_needs_announcement())?;
    let announcement = Announcement::from_bytes(&public).map_err(|error| unreadable(&path, &error))?;
    let master =
        keepers::typed(secret_files, &announcement, announcement.hash_algorithm().of_file(&public), out)?;
    let Ready { draft, marked, contacts, .. } = input::ready(&folder, selection)?;
    let announced = announced(draft, master)?;
    if announced.announcement.bytes() != public {
        return Err(Failure(text::restore_differs(path.shown())));
    }
    let mut written = keep_opening(&folder, &announced.opening)?;
    out.line(text::restored(folder.opening().shown()));
    // What was signed is on paper; what is lost is made again, and what is there stays.
    if !exists(&folder.minutes_before()) {
        let marked = marked.map(earlier::account);
        let minutes = minutes(&folder, &announced, marked.as_ref(), out.language)?;
        written = written.and(files::write(&folder.minutes_before(), &minutes, Access::Everyone)?);
        out.line(text::restored(folder.minutes_before().shown()));
    }
    keep_contacts(&folder, &contacts)?;
    if written == Written::Identical {
        out.line(text::identical());
    }
    let values = announced.announcement.plan.values.iter();
    let values = text::between(&Words::default(), values.map(|value| text::value_to_give(&value.name)));
    let log = log::place(&folder, None)?;
    let secret = signing::secret_place(&log);
    if signing::public_key(&log).ok().flatten().is_some() && !exists(&secret) {
        out.note(text::restore_key_missing(secret.shown(), dir.typed()));
    }
    out.hint(text::restore_next(dir.typed(), values));
    Ok(Exit::Done)
}
