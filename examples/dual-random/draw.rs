//! `draw`.

use crate::announce::{kept_opening, read_announcement};
use crate::cli::DrawArguments;
use crate::files::{self, Access, Content, Folder, Written, exists};
use crate::input::{self, not_read};
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{account, decoded, explain, forms, text, timestamp, values};
use dual_random::draw::staffing::Shortage;
use dual_random::plan::{Ceremony, Plan};
use dual_random::publish::{WriteError, minutes_after, minutes_after_stamped, write_task_paper};
use dual_random::record::Entry;
use dual_random::{Announcement, Drawn, Language, Opening, SeedSecret, Timestamp, UsedValue};
use std::cell::Cell;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many teams the screen shows; the task sheets show all.
const TEAMS_SHOWN: usize = 12;

pub(crate) fn run(arguments: &DrawArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let announcement = read_announcement(&folder)?;
    let book = Book::of(&folder, &announcement, logging)?;
    book.still_stands()?;
    let opening = kept_opening(&folder)?.ok_or_else(|| {
        let (path, dir) = (folder.opening(), folder.path());
        let staffing = announcement.plan.ceremony == Ceremony::Staffing;
        let is_asked = staffing && !exists(&folder.selection_place());
        let selection = text::with_selection(is_asked.then_some(Path::new("DIR1")));
        Failure(text::opening_missing(path.shown(), dir.typed(), selection))
    })?;
    let plan = &announcement.plan;
    let used = values::used(plan, &arguments.values, &arguments.fallbacks)?;
    let secrets = partner_secrets(&arguments.partner_secrets)?;
    let staffing = plan.ceremony == Ceremony::Staffing;
    if !staffing {
        inputs_are_announced(&folder, &announcement, &opening, None)?;
    }
    let again = is_same_again(&folder, &used)?;
    let now = logging.clock.now()?;
    if !again {
        not_before_it_exists(plan, &used, &now)?;
    }
    out.lines(account::values(plan, &used));
    if !again && plan.seal_by < now && !book.is_sealed() {
        out.line(text::after_seal_by(&plan.seal_by));
    }
    if !again && !arguments.yes && !out.confirms(text::confirm_values()) {
        out.line(text::not_drawn_not_confirmed());
        return Ok(Exit::Incomplete);
    }
    let drawn = drawn(&announcement, &opening, &secrets, &used, out)?;
    if staffing {
        // The ceremony before is known from here on.
        inputs_are_announced(&folder, &announcement, &opening, drawn.previous())?;
    }
    // As large as the result, and not needed any more.
    drop(opening);
    let pen = book.pen(vec![Entry::sealed(&announcement, drawn.seal())])?;
    let written = publish(&folder, &drawn, out.language)?;
    let logged = pen.write()?;
    let story = explain::story(&drawn)?;
    out.lines(account::numbers(&story, shortage(&drawn)?.as_ref(), arguments.names));
    if arguments.names {
        out.lines(account::visits(&story, TEAMS_SHOWN));
        out.lines(account::one_trail(&story));
    } else {
        if plan.ceremony == Ceremony::Selection {
            out.line(text::nobody_drawn());
        }
        out.hint(text::names_kept_back());
    }
    let amendments = input::amendments(&folder)?.len();
    if amendments > 0 {
        out.note(text::amended_since(amendments));
    } else {
        out.lines(forms::after_draw(&folder, &drawn, &story, out.language));
    }
    out.lines(logged.message());
    out.lines(account::seal(&drawn, &folder, now));
    for step in account::next_steps(&drawn, &folder) {
        out.hint(step);
    }
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical());
    }
    Ok(exit_of(plan, &drawn))
}

/// Whoever edits the inputs after the announcement would believe that the draw heeds the edit. It does not: it is of what
/// was announced.
fn inputs_are_announced(
    folder: &Folder,
    announcement: &Announcement,
    opening: &Opening,
    previous: Option<Drawn>,
) -> Outcome<()> {
    if previous.is_none() && input::are_as_announced(folder, opening.announcement())? {
        return Ok(());
    }
    let changed = |what: Words| Failure(text::changed_since(folder.path().shown(), what));
    let draft = input::draft_again(folder, previous).map_err(|failure| changed(failure.0))?;
    let Some(draft) = draft else {
        return Ok(());
    };
    if draft.is_announced_by(announcement, opening) {
        Ok(())
    } else {
        Err(changed(text::other_announcement()))
    }
}

/// A value that is given before its source closes is none yet: it was guessed, or the clock is wrong.
fn not_before_it_exists(plan: &Plan, used: &[UsedValue], now: &Timestamp) -> Outcome<()> {
    for (value, used) in plan.values.iter().zip(used) {
        if let Some(source) = value.source(used.source).filter(|source| *now < source.closes) {
            return Err(Failure(text::too_early(&value.name, &source.closes, now)));
        }
    }
    Ok(())
}

/// Open seats are work that is still to be done, unless this ceremony draws none.
fn exit_of(plan: &Plan, drawn: &Drawn) -> Exit {
    let complete = plan.ceremony == Ceremony::Selection || drawn.seal().seats.open == 0;
    if complete { Exit::Done } else { Exit::Incomplete }
}

/// Whether these values were drawn with before. Others are refused: a redraw is never silent.
fn is_same_again(folder: &Folder, used: &[UsedValue]) -> Outcome<bool> {
    let path = folder.result();
    let Some(file) = files::open_if_there(&path)? else {
        return Ok(false);
    };
    let before = Drawn::read(file).map_err(|error| not_read(&path, &error))?;
    if before.seal().values == used { Ok(true) } else { Err(Failure(text::redraw_refused(path.shown()))) }
}

pub(crate) fn partner_secrets(paths: &[PathBuf]) -> Outcome<Vec<SeedSecret>> {
    let read = |path: &PathBuf| {
        let bytes = files::read(path, text::ask_partner())?;
        let typed = decoded::text(path, &bytes)?;
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let secret = SeedSecret::from_hex(&digits);
        secret.ok_or_else(|| Failure(text::bad_partner_secret(path.shown())))
    };
    paths.iter().map(read).collect()
}

pub(crate) fn drawn(
    announcement: &Announcement,
    opening: &Opening,
    secrets: &[SeedSecret],
    used: &[UsedValue],
    out: &mut Out,
) -> Outcome<Drawn> {
    let drawn = out.watching(|work| dual_random::draw_with(announcement, opening, secrets, used, work));
    drawn.map_err(|error| Failure(text::not_drawn(error)))
}

/// Writes everything of a result. The seal comes last: nothing is public before the result is safe.
pub(crate) fn publish(folder: &Folder, drawn: &Drawn, language: Language) -> Outcome<Written> {
    let form = |error| Failure(text::cannot_encode(error));
    let contacts = input::contacts(folder)?;
    let refused = Cell::new(None);
    let tasks = |to: &mut dyn Write| {
        write_task_paper(drawn, &contacts, language, BufWriter::new(to)).map_err(|error| match error {
            WriteError::Io { error } => error,
            WriteError::Publish { error } => {
                refused.set(Some(Failure(text::cannot_encode(error))));
                io::ErrorKind::InvalidData.into()
            }
        })
    };
    let minutes = minutes(folder, drawn, language)?;
    let seal = drawn.seal().to_bytes().map_err(form)?;
    let hash = drawn.seal().hash_algorithm();
    let all: [(PathBuf, Content<'_>, Access); 4] = [
        (folder.result(), Content::Pieces(hash, &|to| drawn.reveal_to(to)), Access::Owner),
        (folder.tasks(), Content::Pieces(hash, &tasks), Access::Owner),
        (folder.minutes_after(), Content::Bytes(&minutes), Access::Everyone),
        (folder.seal(), Content::Bytes(&seal), Access::Everyone),
    ];
    files::write_all(&all).map_err(|failure| refused.take().unwrap_or(failure))
}

/// The minutes name the time stamp of the announcement, if there was one when they were first written: what is signed stays.
fn minutes(folder: &Folder, drawn: &Drawn, language: Language) -> Outcome<Vec<u8>> {
    let form = |error| Failure(text::cannot_encode(error));
    let plain = minutes_after(drawn, language).map_err(form)?;
    let Some(answer) = timestamp::of_announcement(folder)? else { return Ok(plain) };
    if files::read_if_there(&folder.minutes_after())?.is_some_and(|signed| signed == plain) {
        return Ok(plain);
    }
    minutes_after_stamped(drawn, answer, language).map_err(form)
}

/// Why seats stay open.
pub(crate) fn shortage(drawn: &Drawn) -> Outcome<Option<Shortage>> {
    drawn.shortage().map_err(|error| Failure(text::not_drawn(error)))
}
