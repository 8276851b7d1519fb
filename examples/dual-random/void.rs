//! `void`: what was announced does not stand. Whatever could be known of the result by then is published.

use crate::announce::{kept_opening, read_announcement};
use crate::cli::{DiscloseArguments, VoidArguments};
use crate::files::{self, Access, Folder, exists};
use crate::input::{self, unreadable};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::{account, disclose, text};
use dual_random::commit::document::Void;
use dual_random::record::Entry;
use dual_random::{Announcement, Digest, Disclosure, Drawn, Exposure, Id, Instant, Language, Opening};
use std::path::PathBuf;

/// A void, and the file that has to be published with it: now, or on the day of the ceremony that it continues.
struct Made {
    void: Void,
    shown: Option<Shown>,
}

/// What a void shows.
struct Shown {
    /// Where it stands in public.
    path: PathBuf,
    bytes: Vec<u8>,
    exposure: Exposure,
    /// The announcements of the ceremonies that it continues, nearest first.
    continued: Vec<Announcement>,
}

pub(crate) fn run(arguments: &VoidArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let (folder, language) = (Folder::new(&arguments.dir), out.language);
    let announcement = read_announcement(&folder, language)?;
    let book = Book::of(&folder, &announcement, logging, language)?;
    let before = earlier(&folder, language)?;
    if before.is_none() {
        book.still_stands()?;
        book.not_disclosed()?;
        let is_lost = arguments.secret_lost && !exists(&folder.opening());
        if book.is_sealed() && !exists(&folder.result()) && !is_lost {
            // What is sealed ends by its whole result alone.
            return Err(Failure(text::sealed_before_void(language, folder.path().display())));
        }
    }
    // What was voided keeps its time.
    let at = match &before {
        Some(before) => before.at.clone(),
        None => logging.clock.now(language)?,
    };
    let made = made(arguments, &folder, &announcement, &at, out)?;
    // What it shows would show the selection that it continues.
    let continued = made.shown.as_ref().map(|shown| shown.continued.iter().collect::<Vec<_>>());
    let closed_until = book.closed_until(&continued.unwrap_or_default(), &at)?;
    if before.is_none() && !arguments.yes {
        out.line(text::to_void(language, &announcement.plan.draw, &arguments.reason));
        if let Some(shown) = &made.shown {
            out.line(match &closed_until {
                None => text::void_shows(language, shown.path.display()),
                Some(day) => text::void_shows_later(language, shown.path.display(), day),
            });
            out.lines(account::exposure(language, &shown.exposure));
        }
        if !out.confirms(text::confirm_void(language)) {
            out.line(text::not_voided_not_confirmed(language));
            return Ok(Exit::Incomplete);
        }
    }
    let bytes = made.void.to_bytes().map_err(|error| Failure(text::cannot_encode(language, error)))?;
    files::same_or_refuse(&folder.void(), &bytes, language)?;
    let pen = book.pen(vec![Entry::voided(&announcement, &made.void)])?;
    let mut all: Vec<(PathBuf, &[u8], Access)> = Vec::new();
    all.extend(made.shown.iter().map(|shown| match closed_until {
        None => (shown.path.clone(), shown.bytes.as_slice(), Access::Everyone),
        Some(_) => (folder.void_shows(), shown.bytes.as_slice(), Access::Owner),
    }));
    all.push((folder.void(), &bytes, Access::Everyone));
    let written = files::write_all(&all, language)?;
    let logged = pen.write()?;
    out.line(text::voided(language, folder.void().display(), text::grouped(&Digest::of_file(&bytes))));
    out.lines(logged.message(language));
    let digest = announcement.digest().map_err(|error| Failure(text::cannot_encode(language, error)))?;
    if let (Some(day), Some(_)) = (&closed_until, &made.shown) {
        out.line(text::void_show_next(language, folder.path().display(), day));
    }
    out.line(text::void_next(language, folder.path().display(), digest));
    if written.and(logged.written) == files::Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// Publishes what a void shows, on the day of the ceremony that it continues.
pub(crate) fn disclose(
    folder: &Folder,
    arguments: &DiscloseArguments,
    logging: Logging<'_>,
    out: &mut Out,
) -> Outcome<Exit> {
    let language = out.language;
    let announcement = read_announcement(folder, language)?;
    let book = Book::of(folder, &announcement, logging, language)?;
    let void = earlier(folder, language)?;
    let (kept, what_to_do) = (folder.void_shows(), text::nothing_kept(language));
    let bytes = files::read(&kept, language, what_to_do)?;
    let digest = Some(Digest::of_file(&bytes));
    let damaged = || Failure(text::kept_differs(language, kept.display(), folder.void().display()));
    let (path, continued): (_, Vec<Announcement>) = match void {
        Some(void) if void.disclosure == digest => {
            let drawn = Drawn::from_bytes(&bytes).map_err(|_| damaged())?;
            (folder.disclosure(), drawn.continued().cloned().collect())
        }
        Some(void) if void.opening == digest => {
            let opening = Opening::from_bytes(&bytes).map_err(|_| damaged())?;
            (folder.public_opening(), opening.continued().cloned().collect())
        }
        _ => return Err(damaged()),
    };
    let now = logging.clock.now(language)?;
    if let Some(day) = book.closed_until(&continued.iter().collect::<Vec<_>>(), &now)? {
        return Err(Failure(text::still_closed(language, day)));
    }
    if files::same_or_refuse(&path, &bytes, language)?.is_none() && !arguments.yes {
        out.line(text::void_shows(language, path.display()));
        if !out.confirms(text::confirm_disclosure(language)) {
            out.line(text::not_disclosed_not_confirmed(language));
            return Ok(Exit::Incomplete);
        }
    }
    let written = files::write(&path, &bytes, Access::Everyone, language)?;
    out.line(text::void_shown(language, path.display(), text::grouped(&Digest::of_file(&bytes))));
    if written == files::Written::Identical {
        out.line(text::identical(language));
    }
    Ok(Exit::Done)
}

/// The void that is there already: the step was interrupted, or is done.
fn earlier(folder: &Folder, language: Language) -> Outcome<Option<Void>> {
    let path = folder.void();
    let bytes = files::read_if_there(&path, language)?;
    bytes
        .map(|bytes| Void::from_bytes(&bytes).map_err(|error| unreadable(&path, &error, language)))
        .transpose()
}

fn made(
    arguments: &VoidArguments,
    folder: &Folder,
    announcement: &Announcement,
    at: &Instant,
    out: &mut Out,
) -> Outcome<Made> {
    let language = out.language;
    let digest = announcement.digest().map_err(|error| Failure(text::cannot_encode(language, error)))?;
    let void = Void::new(digest, at.clone(), arguments.reason.as_str());
    let is_early = announcement.plan.values.iter().all(|value| at.is_before(&value.source.closes));
    let is_drawn = exists(&folder.result());
    if (is_early || is_drawn) && (arguments.secret_lost || !arguments.missing.is_empty()) {
        let why = if is_drawn { text::drawn_already(language) } else { text::nothing_known_yet(language) };
        return Err(Failure(why.to_owned()));
    }
    if arguments.withhold.is_some() && !is_drawn {
        return Err(Failure(text::nothing_to_withhold(language).to_owned()));
    }
    if is_drawn {
        let shown = disclosure(arguments, folder, out)?;
        let void = void.with_disclosure(Digest::of_file(&shown.bytes));
        return Ok(Made { void, shown: Some(shown) });
    }
    if is_early {
        return Ok(Made { void, shown: None });
    }
    if arguments.secret_lost {
        if exists(&folder.opening()) {
            return Err(Failure(text::secret_is_there(language, folder.opening().display())));
        }
        return Ok(Made { void: void.with_secret_lost(), shown: None });
    }
    if arguments.missing.is_empty() {
        return Err(Failure(text::draw_before_void(language, folder.path().display())));
    }
    let missing = missing(arguments, announcement, language)?;
    let opening = kept_opening(folder, language)?;
    let opening =
        opening.ok_or_else(|| Failure(text::opening_for_void(language, folder.opening().display())))?;
    let bytes = opening.reveal().map_err(|error| Failure(text::cannot_encode(language, error)))?.to_vec();
    let void = void.with_missing(missing, Digest::of_file(&bytes));
    let continued = opening.continued().cloned().collect();
    let shown = Shown { path: folder.public_opening(), bytes, exposure: opening.exposure(), continued };
    Ok(Made { void, shown: Some(shown) })
}

/// The names of the missing values, in the order of the plan.
fn missing(arguments: &VoidArguments, announcement: &Announcement, language: Language) -> Outcome<Vec<Id>> {
    let names: Vec<&Id> = announcement.plan.values.iter().map(|value| &value.name).collect();
    if let Some(unknown) =
        arguments.missing.iter().find(|name| names.iter().all(|known| known.as_str() != **name))
    {
        let all = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Failure(text::value_unknown(language, unknown, all)));
    }
    let is_missing = |name: &&Id| arguments.missing.iter().any(|missing| missing == name.as_str());
    Ok(names.into_iter().filter(is_missing).cloned().collect())
}

/// Everything of the draw that is thrown away; what was disclosed before stays as it is.
fn disclosure(arguments: &VoidArguments, folder: &Folder, out: &mut Out) -> Outcome<Shown> {
    let language = out.language;
    let drawn = input::result(folder, language)?;
    let path = folder.disclosure();
    let (grounds, notes) = disclose::grounds(arguments.withhold.as_deref(), drawn.names(), language)?;
    out.lines(notes);
    let exposure = drawn.exposure(&grounds);
    let continued = drawn.continued().cloned().collect();
    if arguments.withhold.is_none()
        && let Some(bytes) = files::read_if_there(&path, language)?
    {
        let disclosure =
            Disclosure::from_bytes(&bytes).map_err(|error| unreadable(&path, &error, language))?;
        if disclosure.head != drawn.head() {
            return Err(Failure(text::public_differs(language, path.display(), folder.result().display())));
        }
        return Ok(Shown { path, bytes, exposure, continued });
    }
    disclose::sound(folder, &drawn, out)?;
    let bytes = disclose::disclosure(folder, drawn, &grounds, language)?;
    Ok(Shown { path, bytes, exposure, continued })
}
