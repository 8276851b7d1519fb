//! Several keepers of the master secret: who they are (`keepers.toml`), their sheets, and what is typed in from them.

use crate::announce::{kept_opening, read_announcement, restore_command};
use crate::cli::SharesArguments;
use crate::files::{self, Access, Folder, Written, exists};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::{Shown as _, Typed as _};
use crate::{continued, decoded, input, text};
use dual_random::commit::secret::shares::{LINES, MOST_SHARES};
use dual_random::publish::share_sheet;
use dual_random::{Announcement, Digest, Language, MasterSecret, Opening, Share, ShareError, Threshold};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How often one line is asked for again.
const TRIALS: usize = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) keepers: Vec<String>,
    pub(crate) threshold: Option<u8>,
}

impl Settings {
    /// What the office wrote, if it wrote anything.
    pub(crate) fn read(folder: &Folder) -> Outcome<Self> {
        let path = folder.keepers();
        let bytes = files::read_if_there(&path)?;
        bytes.map_or_else(|| Ok(Self::default()), |bytes| input::toml(&path, &bytes))
    }

    /// Writes them, if they can be.
    pub(crate) fn write(self, folder: &Folder) -> Outcome<()> {
        let path = folder.keepers();
        let names = self.keepers.iter().map(|name| toml::Value::String(name.clone()).to_string());
        let threshold = self.threshold.map(|needed| format!("threshold = {needed}\n")).unwrap_or_default();
        let text = format!("keepers = [{}]\n{threshold}", names.collect::<Vec<String>>().join(", "));
        Keepers::of(self, &path)?;
        files::replace(&path, text.as_bytes(), Access::Everyone).map(drop)
    }
}

/// The keepers of a draw's master secret.
pub(crate) struct Keepers {
    names: Vec<String>,
    pub(crate) threshold: Threshold,
}

impl Keepers {
    /// The keepers that the office names; without any, there is one envelope.
    pub(crate) fn read(folder: &Folder) -> Outcome<Option<Self>> {
        Self::of(Settings::read(folder)?, &folder.keepers())
    }

    fn of(settings: Settings, path: &Path) -> Outcome<Option<Self>> {
        let Settings { keepers: names, threshold } = settings;
        if names.is_empty() && threshold.is_none() {
            return Ok(None);
        }
        let needed = threshold.ok_or_else(|| Failure(text::no_threshold(path.shown())))?;
        let shares = u8::try_from(names.len()).unwrap_or(u8::MAX);
        let threshold = Threshold::new(needed, shares).map_err(|error| Failure(text::at(path, error)))?;
        for (place, name) in names.iter().enumerate() {
            if name.trim().is_empty() || names[..place].contains(name) {
                return Err(Failure(text::keeper_twice(path.shown(), place + 1)));
            }
        }
        Ok(Some(Self { names, threshold }))
    }

    /// The sheets, one for each keeper, with their places.
    fn sheets(
        &self,
        folder: &Folder,
        (announcement, opening): (&Announcement, &Opening),
        command: &str,
        language: Language,
    ) -> Vec<(PathBuf, Zeroizing<Vec<u8>>)> {
        let shares = opening.shares(self.threshold);
        let announced = (announcement, opening.announcement());
        let sheet = |(share, name): (&Share, &String)| {
            let sheet = share_sheet(announced, share, Some(name), command, language);
            (folder.share(share.number()), sheet)
        };
        shares.iter().zip(&self.names).map(sheet).collect()
    }

    /// Writes the sheets of an announcement.
    pub(crate) fn write(
        &self,
        folder: &Folder,
        announced: (&Announcement, &Opening),
        command: &str,
        language: Language,
    ) -> Outcome<Written> {
        let sheets = self.sheets(folder, announced, command, language);
        let all: Vec<(PathBuf, &[u8], Access)> =
            sheets.iter().map(|(path, sheet)| (path.clone(), sheet.as_slice(), Access::Owner)).collect();
        files::write_all(&all)
    }
}

/// `shares`: the keepers' sheets once more, or for other keepers.
pub(crate) fn run(arguments: &SharesArguments, out: &mut Out) -> Outcome<Exit> {
    let SharesArguments { dir, selection, yes } = arguments;
    let folder = Folder::new(dir);
    let selection = continued::selection(&folder, selection.as_deref())?;
    let announcement = read_announcement(&folder)?;
    let opening = kept_opening(&folder)?.ok_or_else(|| {
        let selection = text::with_selection(arguments.selection.as_deref());
        Failure(text::opening_missing(folder.opening().shown(), dir.typed(), selection))
    })?;
    if announcement.digest().ok() != Some(opening.announcement()) {
        let (announcement, opening) = (folder.announcement(), folder.opening());
        return Err(Failure(text::opening_differs(opening.shown(), announcement.shown())));
    }
    let keepers = Keepers::read(&folder)?;
    let keepers = keepers.ok_or_else(|| Failure(text::no_keepers(folder.keepers().shown())))?;
    let command = restore_command(&folder, selection.as_deref());
    let sheets = keepers.sheets(&folder, (&announcement, &opening), &command, out.language);
    let mut is_other = false;
    for (path, sheet) in &sheets {
        is_other |= files::read_if_there(path)?.is_some_and(|found| found != sheet.as_slice());
    }
    let surplus = (keepers.threshold.shares() + 1..=MOST_SHARES).map(|number| folder.share(number));
    let surplus: Vec<PathBuf> = surplus.filter(|path| exists(path)).collect();
    if is_other || !surplus.is_empty() {
        out.line(text::shares_differ());
        if !yes && !out.confirms(text::confirm_shares()) {
            out.line(text::not_confirmed_shares());
            return Ok(Exit::Incomplete);
        }
    }
    let mut written = Written::Identical;
    for (path, sheet) in &sheets {
        written = written.and(files::replace(path, sheet, Access::Owner)?);
    }
    for path in &surplus {
        std::fs::remove_file(path).map_err(|error| files::cannot_write(path, &error))?;
    }
    out.lines(sheets.iter().map(|(path, _)| path.shown()));
    if exists(&folder.envelope()) {
        out.note(text::envelope_stays(folder.envelope().shown()));
    }
    let (needed, shares) = (u32::from(keepers.threshold.needed()), u32::from(keepers.threshold.shares()));
    out.line(text::shares_next(needed, shares));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// The secret that is restored from: that of the envelope, or enough shares. It is asked for or read, and never an argument:
/// whoever uses the computer sees those of all processes, and a shell keeps them.
pub(crate) fn typed(
    files: &[PathBuf],
    announcement: &Announcement,
    digest: Digest,
    out: &mut Out,
) -> Outcome<MasterSecret> {
    let read = if files.is_empty() { asked(out)? } else { of_files(files)? };
    let shares = match read {
        Typed::Master(master) => return Ok(master),
        Typed::Shares(shares) => shares,
    };
    if let Some(other) = shares.iter().find(|share| !share.is_of(digest)) {
        return Err(failure(ShareError::OtherDraw { number: other.number().into() }));
    }
    let master = MasterSecret::from_shares(&shares).map_err(failure)?;
    let hash = announcement.hash_algorithm();
    if master.seed_secret(hash).commitment(hash) != announcement.commitment {
        return Err(Failure(text::shares_wrong()));
    }
    Ok(master)
}

fn failure(error: ShareError) -> Failure {
    Failure(text::shares_refused(error))
}

enum Typed {
    Master(MasterSecret),
    Shares(Vec<Share>),
}

/// The digits of the master secret, which the envelope shows in groups of four.
fn master(text: &str) -> Option<MasterSecret> {
    let digits: Zeroizing<String> = Zeroizing::new(text.split_whitespace().collect());
    MasterSecret::from_hex(&digits)
}

fn of_files(files: &[PathBuf]) -> Outcome<Typed> {
    let mut all = Vec::new();
    for path in files {
        let bytes = Zeroizing::new(if path.as_os_str() == "-" {
            files::standard_input()?
        } else {
            files::read(path, text::ask_secret_file())?
        });
        let text = Zeroizing::new(decoded::text(path, &bytes)?.into_owned());
        if let Some(master) = master(&text).filter(|_| files.len() == 1) {
            return Ok(Typed::Master(master));
        }
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        // A share that lost its line breaks is one line.
        let whole = if lines.iter().any(|line| is_whole(line)) { 1 } else { LINES };
        if lines.len() < whole {
            return Err(Failure(text::bad_secret()));
        }
        for lines in lines.chunks(whole) {
            let place = all.len() + 1;
            let share = Share::from_text(&Zeroizing::new(lines.join("\n")));
            all.push(share.map_err(|error| Failure(text::share_refused(place, error)))?);
        }
    }
    Ok(Typed::Shares(all))
}

/// Whether a line has all that a share has.
fn is_whole(line: &str) -> bool {
    line.chars().filter(|c| !c.is_whitespace()).count() > 2 * CHARACTERS
}

/// Characters of a share's line.
const CHARACTERS: usize = 14;

/// Asks for the secret, or for one share after the other, line by line: what is wrong with a line is said at once.
fn asked(out: &mut Out) -> Outcome<Typed> {
    let first = Zeroizing::new(out.ask(text::type_secret()));
    if let Some(master) = master(&first) {
        return Ok(Typed::Master(master));
    }
    // An envelope's digits with one too few are no share.
    let is_line = first.chars().filter(|c| !c.is_whitespace()).count() <= 2 * CHARACTERS;
    if first.is_empty() || !is_line {
        return Err(Failure(text::bad_secret()));
    }
    let mut shares = vec![asked_share(1, Some(first), out)?];
    let needed = usize::from(shares[0].threshold().needed());
    while shares.len() < needed {
        shares.push(asked_share(shares.len() + 1, None, out)?);
    }
    Ok(Typed::Shares(shares))
}

fn asked_share(place: usize, mut first: Option<Zeroizing<String>>, out: &mut Out) -> Outcome<Share> {
    let mut lines = Zeroizing::new(String::with_capacity(1 << 10));
    for line in 1..=LINES {
        for trial in 1.. {
            let typed =
                first.take().unwrap_or_else(|| Zeroizing::new(out.ask(text::type_share(place, line))));
            let more = Zeroizing::new([lines.as_str(), &typed, "\n"].concat());
            match Share::from_text(&more) {
                Ok(share) => return Ok(share),
                // So far so good.
                Err(ShareError::Lines { found }) if found == line => {
                    lines = more;
                    break;
                }
                Err(error) if typed.is_empty() || trial == TRIALS => return Err(failure(error)),
                Err(error) => out.note(text::share_refused(place, error)),
            }
        }
    }
    Err(Failure(text::bad_secret()))
}
