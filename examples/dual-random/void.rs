//! `void`: what was announced does not stand. The whole result is published with it, or what was announced where none was
//! drawn.

use crate::announce::{kept_opening, read_announcement};
use crate::cli::{DiscloseArguments, VoidArguments};
use crate::files::{self, Access, Folder, exists};
use crate::input::{self, unreadable};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::{Shown as _, Typed as _};
use crate::{account, disclose, draw, text};
use dual_random::commit::document::{Ended, Void};
use dual_random::plan::PublicValue;
use dual_random::record::Entry;
use dual_random::{Announcement, Disclosure, Drawn, Exposure, Grounds, Id, Timestamp, Undrawn};
use std::path::PathBuf;

/// A void, and the file that has to be published with it: now, or on its day.
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
    /// Whether it says of targets that the redraw draws them with certainty.
    foretells: bool,
}

impl Shown {
    /// Until when it is kept back: as long as the ceremonies are closed that it continues, or until its own day where it would
    /// foretell visits.
    fn closed_until(
        &self,
        announcement: &Announcement,
        book: &Book<'_>,
        now: &Timestamp,
    ) -> Outcome<Option<Timestamp>> {
        if self.continued.is_empty() {
            let day = &announcement.plan.disclose_by;
            return Ok((self.foretells && now < day).then_some(*day));
        }
        book.closed_until(&self.continued.iter().collect::<Vec<_>>(), now)
    }
}

pub(crate) fn run(arguments: &VoidArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let announcement = read_announcement(&folder)?;
    let book = Book::of(&folder, &announcement, logging)?;
    let before = earlier(&folder)?;
    if before.is_none() {
        book.still_stands()?;
        book.not_disclosed()?;
        let is_lost = arguments.secret_lost && !exists(&folder.opening());
        if book.is_sealed() && !exists(&folder.result()) && !is_lost {
            // What is sealed ends by its whole result alone.
            return Err(Failure(text::sealed_before_void(folder.path().shown())));
        }
    }
    // What was voided keeps its time.
    let at = match &before {
        Some(before) => before.at,
        None => logging.clock.now()?,
    };
    let made = made(arguments, &folder, &announcement, &at, out)?;
    let closed_until = match &made.shown {
        Some(shown) => shown.closed_until(&announcement, &book, &at)?,
        None => None,
    };
    if before.is_none() && !arguments.yes {
        out.line(text::to_void(&announcement.plan.draw, text::name(&arguments.reason)));
        if let Some(shown) = &made.shown {
            out.line(match &closed_until {
                None => text::void_shows(shown.path.shown()),
                Some(day) => text::void_shows_later(shown.path.shown(), day),
            });
            out.lines(account::exposure(&shown.exposure));
        }
        if !out.confirms(text::confirm_void()) {
            out.line(text::not_voided_not_confirmed());
            return Ok(Exit::Incomplete);
        }
    }
    let bytes = made.void.to_bytes().map_err(|error| Failure(text::cannot_encode(error)))?;
    files::same_or_refuse(&folder.void(), &bytes)?;
    let pen = book.pen(vec![Entry::voided(&announcement, &made.void)])?;
    let mut all: Vec<(PathBuf, &[u8], Access)> = Vec::new();
    all.extend(made.shown.iter().map(|shown| match closed_until {
        None => (shown.path.clone(), shown.bytes.as_slice(), Access::Everyone),
        Some(_) => (folder.void_shows(), shown.bytes.as_slice(), Access::Owner),
    }));
    all.push((folder.void(), &bytes, Access::Everyone));
    let written = files::write_all(&all)?;
    let logged = pen.write()?;
    out.line(text::voided(
        folder.void().shown(),
        text::grouped(&announcement.hash_algorithm().of_file(&bytes)),
        announcement.hash_algorithm(),
    ));
    out.lines(logged.message());
    let digest = announcement.digest().map_err(|error| Failure(text::cannot_encode(error)))?;
    if let (Some(day), Some(_)) = (&closed_until, &made.shown) {
        out.line(text::void_show_next(folder.path().typed(), day));
    }
    out.line(text::void_next(folder.path().shown(), digest));
    if written.and(logged.written) == files::Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Publishes what a void shows, on its day.
pub(crate) fn disclose(
    folder: &Folder,
    arguments: &DiscloseArguments,
    logging: Logging<'_>,
    out: &mut Out,
) -> Outcome<Exit> {
    let announcement = read_announcement(folder)?;
    let book = Book::of(folder, &announcement, logging)?;
    let void = earlier(folder)?;
    let (kept, what_to_do) = (folder.void_shows(), text::nothing_kept());
    let kept_back = files::read_private(&kept)?;
    let bytes = kept_back.ok_or_else(|| Failure(text::missing_file(kept.shown(), what_to_do)))?;
    let digest = Some(announcement.hash_algorithm().of_file(&bytes));
    let damaged = || Failure(text::kept_differs(kept.shown(), folder.void().shown()));
    let shown = match void {
        Some(void) if void.disclosure == digest => {
            let drawn = Drawn::from_bytes(&bytes).map_err(|_| damaged())?;
            let continued = drawn.continued().cloned().collect();
            let exposure = drawn.exposure(&Grounds::none());
            Shown { path: folder.disclosure(), bytes, exposure, continued, foretells: false }
        }
        Some(void) if void.undrawn == digest => {
            let undrawn = Undrawn::from_bytes(&bytes).map_err(|_| damaged())?;
            Shown::of_undrawn(folder, &undrawn, bytes)
        }
        _ => return Err(damaged()),
    };
    let now = logging.clock.now()?;
    if let Some(day) = shown.closed_until(&announcement, &book, &now)? {
        return Err(Failure(text::still_closed(day)));
    }
    let Shown { path, bytes, .. } = shown;
    if files::same_or_refuse(&path, &bytes)?.is_none() && !arguments.yes {
        out.line(text::void_shows(path.shown()));
        if !out.confirms(text::confirm_disclosure()) {
            out.line(text::not_disclosed_not_confirmed());
            return Ok(Exit::Incomplete);
        }
    }
    let written = files::write(&path, &bytes, Access::Everyone)?;
    let hash = announcement.hash_algorithm();
    out.line(text::void_shown(path.shown(), text::grouped(&hash.of_file(&bytes)), hash));
    if written == files::Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// The void that is there already: the step was interrupted, or is done.
fn earlier(folder: &Folder) -> Outcome<Option<Void>> {
    let path = folder.void();
    let bytes = files::read_if_there(&path)?;
    bytes.map(|bytes| Void::from_bytes(&bytes).map_err(|error| unreadable(&path, &error))).transpose()
}

fn made(
    arguments: &VoidArguments,
    folder: &Folder,
    announcement: &Announcement,
    at: &Timestamp,
    out: &mut Out,
) -> Outcome<Made> {
    let digest = announcement.digest().map_err(|error| Failure(text::cannot_encode(error)))?;
    let hash = announcement.hash_algorithm();
    let void = |ended| Void::new(hash, digest, *at, arguments.reason.as_str(), ended);
    if exists(&folder.result()) {
        if arguments.secret_lost || !arguments.missing.is_empty() {
            return Err(Failure(text::drawn_already()));
        }
        let shown = disclosure(arguments, folder, out)?;
        let void = void(Ended::Drawn(hash.of_file(&shown.bytes)));
        return Ok(Made { void, shown: Some(shown) });
    }
    if arguments.secret_lost {
        if exists(&folder.opening()) {
            return Err(Failure(text::secret_is_there(folder.opening().shown())));
        }
        return Ok(Made { void: void(Ended::Lost), shown: None });
    }
    let missing = Missing::new(arguments, announcement)?;
    let values = &announcement.plan.values;
    let is_to_come = |value: &PublicValue| value.sources().any(|source| *at < source.closes);
    let named = values.iter().filter(|value| missing.values.contains(&value.name));
    if let Some(value) = named.into_iter().find(|value| is_to_come(value)) {
        return Err(Failure(text::not_missing_yet(&value.name)));
    }
    let sources = values.iter().flat_map(PublicValue::sources);
    let is_early = sources.into_iter().all(|source| *at < source.closes);
    if !is_early && missing.values.is_empty() && missing.authorities.is_empty() {
        return Err(Failure(text::draw_before_void(folder.path().shown())));
    }
    let shown = undrawn(arguments, folder, announcement, &missing, out)?;
    let Missing { values, authorities } = missing;
    let undrawn = hash.of_file(&shown.bytes);
    let void = void(Ended::Undrawn { undrawn, missing: values, missing_authorities: authorities });
    Ok(Made { void, shown: Some(shown) })
}

/// What is said to be missing, in the order of the plan.
struct Missing {
    values: Vec<Id>,
    authorities: Vec<String>,
}

impl Missing {
    fn new(arguments: &VoidArguments, announcement: &Announcement) -> Outcome<Self> {
        let plan = &announcement.plan;
        let is_named = |name: &str| arguments.missing.iter().any(|missing| missing == name);
        let partners = || plan.authorities.iter().filter(|authority| authority.commitment.is_some());
        let names = plan.values.iter().map(|value| value.name.as_str());
        let names: Vec<&str> = names.chain(partners().map(|authority| authority.name.as_str())).collect();
        if let Some(unknown) = arguments.missing.iter().find(|name| !names.contains(&name.as_str())) {
            return Err(Failure(text::missing_unknown(
                text::name(unknown),
                text::joined(names.iter().map(text::name)),
            )));
        }
        let values = plan.values.iter().map(|value| &value.name).filter(|name| is_named(name.as_str()));
        let authorities = partners().map(|authority| &authority.name).filter(|name| is_named(name));
        Ok(Self { values: values.cloned().collect(), authorities: authorities.cloned().collect() })
    }
}

impl Shown {
    fn of_undrawn(folder: &Folder, undrawn: &Undrawn, bytes: Vec<u8>) -> Self {
        Self {
            path: folder.undrawn(),
            bytes,
            exposure: undrawn.exposure(),
            continued: undrawn.continued().cloned().collect(),
            foretells: undrawn.rosters.targets.iter().any(|target| target.draw.carried),
        }
    }
}

/// What was announced, where there is no result to show.
fn undrawn(
    arguments: &VoidArguments,
    folder: &Folder,
    announcement: &Announcement,
    missing: &Missing,
    out: &mut Out,
) -> Outcome<Shown> {
    let opening = kept_opening(folder)?;
    let opening = opening.ok_or_else(|| Failure(text::opening_for_void(folder.opening().shown())))?;
    let (grounds, notes) = disclose::grounds(arguments.withhold.as_deref(), opening.names())?;
    out.lines(notes);
    let secrets = draw::partner_secrets(&arguments.partner_secrets)?;
    let undrawn = dual_random::undrawn(announcement, &opening, &secrets, &grounds)
        .map_err(|error| Failure(text::not_voided(error)))?;
    let lacking: Vec<&str> = undrawn.missing_authorities().collect();
    if !lacking.iter().eq(&missing.authorities) {
        let all: Vec<&str> =
            lacking.into_iter().chain(missing.authorities.iter().map(String::as_str)).collect();
        return Err(Failure(text::partner_secret_or_missing(text::joined(all.iter().map(text::name)))));
    }
    let bytes = undrawn.to_bytes().map_err(|error| Failure(text::cannot_encode(error)))?;
    Ok(Shown::of_undrawn(folder, &undrawn, bytes))
}

/// Everything of the draw that is thrown away; what was disclosed before stays as it is.
fn disclosure(arguments: &VoidArguments, folder: &Folder, out: &mut Out) -> Outcome<Shown> {
    let drawn = input::result(folder)?;
    let path = folder.disclosure();
    let (grounds, notes) = disclose::grounds(arguments.withhold.as_deref(), drawn.names())?;
    out.lines(notes);
    let exposure = drawn.exposure(&grounds);
    let continued = drawn.continued().cloned().collect();
    if arguments.withhold.is_none()
        && let Some(bytes) = files::read_if_there(&path)?
    {
        let disclosure = Disclosure::from_bytes(&bytes).map_err(|error| unreadable(&path, &error))?;
        if disclosure.head != drawn.head() {
            return Err(Failure(text::public_differs(path.shown(), folder.result().shown())));
        }
        return Ok(Shown { path, bytes, exposure, continued, foretells: false });
    }
    disclose::sound(folder, &drawn, out)?;
    let disclosure = disclose::disclosure(folder, drawn, &grounds)?;
    let bytes = disclosure.to_bytes().map_err(|error| Failure(text::cannot_encode(error)))?;
    Ok(Shown { path, bytes, exposure, continued, foretells: false })
}
