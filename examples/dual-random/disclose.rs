//! `disclose`.

use crate::cli::DiscloseArguments;
use crate::files::{self, Access, Content, Folder, Written, exists};
use crate::input;
use crate::log::{Book, Logging};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::Words;
use crate::text::{Shown as _, Typed as _};
use crate::{account, table, text, void};
use dual_random::record::Entry;
use dual_random::{Disclosure, Drawn, FormError, Grounds, RecordName};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(arguments: &DiscloseArguments, logging: Logging<'_>, out: &mut Out) -> Outcome<Exit> {
    let dir = arguments.dir.as_path();
    let folder = Folder::new(dir);
    if exists(&folder.void()) {
        return void::disclose(&folder, arguments, logging, out);
    }
    let drawn = input::result(&folder)?;
    let announcement = drawn.announcement().clone();
    let book = Book::of(&folder, &announcement, logging)?;
    book.still_stands()?;
    is_logged(&book, &folder, &drawn)?;
    sound(&folder, &drawn, out)?;
    let (grounds, notes) = grounds(arguments.withhold.as_deref(), drawn.names())?;
    out.lines(notes);
    let (exposure, visits) = (drawn.exposure(&grounds), announcement.plan.visits);
    let disclosure = disclosure(&folder, drawn, &grounds)?;
    // Nothing is written before it is confirmed, not even under another name: the folder may be public at once.
    let digest = disclosure.digest().map_err(|error| Failure(text::cannot_encode(error)))?;
    let write = |to: &mut dyn Write| disclosure.write(to);
    let content = Content::Pieces(disclosure.hash_algorithm(), &write);
    if files::same_or_refuse(&folder.disclosure(), content)?.is_none() && !arguments.yes {
        out.lines(account::exposure(&exposure));
        if logging.clock.now()?.day() <= visits.to {
            out.line(text::visits_to_come(visits.to));
        }
        if !out.confirms(text::confirm_disclosure()) {
            out.line(text::not_disclosed_not_confirmed());
            return Ok(Exit::Incomplete);
        }
    }
    let pen = book.pen(vec![Entry::disclosed(&announcement, digest)])?;
    let written = files::write(&folder.disclosure(), content, Access::Everyone)?;
    let logged = pen.write()?;
    out.line(text::disclosed(
        folder.disclosure().shown(),
        text::grouped(&digest),
        disclosure.hash_algorithm(),
    ));
    if exposure.withheld > 0 {
        out.line(text::withheld_count(exposure.withheld));
    }
    out.lines(logged.message());
    out.hint(text::disclose_next(dir.typed()));
    if written.and(logged.written) == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// Every step before has come to its end: what is not in the log would be missing there for good.
pub(crate) fn is_logged(book: &Book<'_>, folder: &Folder, drawn: &Drawn) -> Outcome<()> {
    let announcement = drawn.announcement();
    let dir = folder.path().typed();
    book.needs(Entry::sealed(announcement, drawn.seal()), text::run_draw(&dir))?;
    for amendment in drawn.amendments() {
        let what_to_do = text::run_amend_again(&dir, amendment.date());
        book.needs(Entry::amended(announcement, amendment.seal()), what_to_do)?;
    }
    if book.amendments() > drawn.amendments().len() {
        let path = folder.amendment(drawn.amendments().len() + 1);
        return Err(Failure(text::amendment_missing(path.shown())));
    }
    Ok(())
}

/// A damaged result is not published, nor gone on with.
pub(crate) fn sound(folder: &Folder, drawn: &Drawn, out: &mut Out) -> Outcome<()> {
    out.watching(|work| input::sound(folder, drawn, work))
}

/// The files in public are those of this result.
pub(crate) fn is_published(folder: &Folder, drawn: &Drawn) -> Outcome<()> {
    let mut expected = vec![
        (folder.announcement(), drawn.announcement().to_bytes()),
        (folder.seal(), drawn.seal().to_bytes()),
    ];
    let amendments = (1..).zip(drawn.amendments());
    expected.extend(amendments.map(|(number, a)| (folder.amendment_seal(number), a.seal().to_bytes())));
    for (path, expected) in expected {
        let expected = expected.map_err(|error: FormError| Failure(text::cannot_encode(error)))?;
        let what_to_do = text::run_step_again();
        if files::read(&path, what_to_do)? != expected {
            return Err(Failure(text::public_differs(path.shown(), folder.result().shown())));
        }
    }
    Ok(())
}

/// The disclosure, if announcement and seals are those that were published.
pub(crate) fn disclosure(folder: &Folder, drawn: Drawn, grounds: &Grounds) -> Outcome<Disclosure> {
    is_published(folder, &drawn)?;
    drawn.into_disclosure(grounds).map_err(|faults| {
        let lines = faults.as_slice().iter().map(Words::of);
        Failure(text::not_disclosable(text::indented_lines(lines)))
    })
}

/// Reads a list of what is withheld, if there is one, over records that there are.
pub(crate) fn grounds<'a>(
    path: Option<&Path>,
    names: impl IntoIterator<Item = RecordName<'a>>,
) -> Outcome<(Grounds, Vec<Words>)> {
    let Some(path) = path else {
        return Ok((Grounds::none(), Vec::new()));
    };
    let bytes = files::read(path, text::ask_withhold())?;
    match Grounds::from_table(&bytes, names) {
        Ok((grounds, notes)) => Ok((grounds, input::table_notes(path, &notes))),
        Err(faults) => Err(table::refused(path, &faults)),
    }
}
