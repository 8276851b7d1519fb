//! `prove` and `check-proof`: one record and what the draw made of it, shown by itself.

use crate::announce::{kept_opening, read_announcement};
use crate::cli::{CheckProofArguments, ProveArguments};
use crate::files::{self, Access, Folder, Written, exists};
use crate::input::{self, not_read, unreadable};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::proof_page::ProofPage;
use crate::text::Shown as _;
use crate::text::Words;
use crate::{account, explain, log, text};
use dual_random::commit::document::{Proof, Proven, ProvenDrawn, ProvenResult};
use dual_random::plan::{Plan, ValueName};
use dual_random::proof::{ProofError, ProofProblem, ProveError, Prover, Shown, check_proof, compact_prefix};
use dual_random::publish::scan_code;
use dual_random::rules::team_of;
use dual_random::{
    AmendmentSeal, Announcement, Digest, Disclosure, FormError, HashAlgorithm, InspectorId, RecordName, Seal,
    Story, TargetId,
};
use std::path::{Path, PathBuf};

/// A proof that was made, and what its file's name says beside the id.
struct Made {
    proof: Proof,
    /// Whom it is about, by the id.
    subject: String,
    what: String,
}

pub(crate) fn run(arguments: &ProveArguments, out: &mut Out) -> Outcome<Exit> {
    let folder = Folder::new(&arguments.dir);
    let made = made(arguments, &folder)?;
    let path = arguments.out.clone().unwrap_or_else(|| folder.proof(&made.subject, &made.what));
    let bytes = encoded(&made.proof)?;
    let mut written = files::write(&path, &bytes, Access::Owner)?;
    out.line(text::proof_written(path.shown(), bytes.len()));
    let scanned = made.proof.clone().short().to_compact();
    let scanned = scanned.map_err(|error| Failure(text::cannot_encode(error)))?;
    if let Some(code) = scan_code(&scanned) {
        let announcement = read_announcement(&folder)?;
        let lead = log::lead(&announcement.plan);
        let (lines, steps) = (shown(&folder, &made.proof)?, steps(&folder, &made.proof)?);
        let page = ProofPage { lines, steps, code: &code, lead }.html(out.language);
        let path = path.with_extension("html");
        written = written.and(files::write(&path, page.as_bytes(), Access::Owner)?);
        out.line(text::proof_page_written(path.shown()));
        if let Some(path) = &arguments.svg {
            written = written.and(files::write(path, format!("{code}\n").as_bytes(), Access::Owner)?);
            out.line(text::code_written(path.shown()));
        }
        out.line(text::code_holds(scanned.len()));
    } else {
        out.line(text::over_code(scanned.len()));
    }
    let needed = needed(&folder, made.proof.hash_algorithm(), made.proof.result.as_ref())?;
    let (announcement, seal) = (folder.announcement(), needed.as_ref());
    let files = text::joined(std::iter::once(&announcement).chain(seal).map(|path| path.shown()));
    out.line(text::proof_needs(files));
    let seal = seal.map(|seal| format!(" --seal {}", seal.display())).unwrap_or_default();
    out.line(text::check_proof_next(path.shown(), announcement.shown(), text::name(seal)));
    if written == Written::Identical {
        out.line(text::identical());
    }
    Ok(Exit::Done)
}

/// How to check a proof, in words.
fn steps(folder: &Folder, proof: &Proof) -> Outcome<Vec<Words>> {
    let seal = needed(folder, proof.hash_algorithm(), proof.result.as_ref())?;
    let files = std::iter::once(folder.announcement()).chain(seal);
    let files = files.map(|path| text::name(path.file_name().unwrap_or_default().to_string_lossy()));
    let open = text::proof_step_open(text::joined(files));
    Ok(vec![text::proof_step_scan(), open, text::proof_step_digests(), text::proof_step_person()])
}

/// What a proof shows, in words.
fn shown(folder: &Folder, proof: &Proof) -> Outcome<Vec<Words>> {
    let read = |path: &Path| files::read(path, Words::default());
    let announcement = read(&folder.announcement())?;
    let seal =
        needed(folder, proof.hash_algorithm(), proof.result.as_ref())?.map(|path| read(&path)).transpose()?;
    let shown = check_proof(&encoded(proof)?, &announcement, seal.as_deref());
    let shown = shown.map_err(|error| Failure(Words::of(error)))?;
    let says = match shown.result {
        Some(_) => text::proof_says(),
        None => text::proof_says_member(),
    };
    let seal = needed(folder, proof.hash_algorithm(), proof.result.as_ref())?.zip(proof.result.as_ref()).map(
        |(path, result)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            text::proof_seal_digest(text::name(name), text::grouped(&result.seal), proof.hash_algorithm())
        },
    );
    let mut account = account(&shown, proof.announcement).into_iter();
    // The digest of the seal stands behind that of the announcement.
    let draw = account.next();
    Ok(std::iter::once(says).chain(draw).chain(seal).chain(account).collect())
}

fn encoded(proof: &Proof) -> Outcome<Vec<u8>> {
    proof.to_bytes().map_err(|error| Failure(text::cannot_encode(error)))
}

fn made(arguments: &ProveArguments, folder: &Folder) -> Outcome<Made> {
    let failure = |error: ProveError| Failure(text::not_proved(error));
    let source = Source::of(folder)?;
    let target = arguments.target.as_deref().map(|given| source.target(given)).transpose()?;
    let subject = target.as_ref().map(TargetId::to_string).or_else(|| arguments.inspector.clone());
    let subject = subject.unwrap_or_default();
    let membership = |proof| Made { proof, subject: subject.clone(), what: "-membership".to_owned() };
    if let (Some(target), false) = (&target, arguments.membership || matches!(source, Source::Opening(_))) {
        return source.assignment(target, arguments.short, folder);
    }
    let prover = source.prover().map_err(failure)?;
    let proof = match (&target, &arguments.inspector) {
        (Some(target), _) => prover.target_membership(target),
        (None, Some(id)) => {
            let inspector = InspectorId::new(id.as_str());
            let inspector = inspector.map_err(|_| Failure(text::no_such_inspector(text::name(id))))?;
            prover.inspector_membership(&inspector)
        }
        (None, None) => Err(ProveError::UnknownTarget),
    };
    proof.map(membership).map_err(failure)
}

/// What a proof is made from.
enum Source {
    Opening(Box<dual_random::Opening>),
    Drawn(Box<dual_random::Drawn>),
    Public(Box<Disclosure>),
}

impl Source {
    /// The private result, else the disclosure, else the opening.
    fn of(folder: &Folder) -> Outcome<Self> {
        if exists(&folder.result()) {
            return input::result(folder).map(|drawn| Self::Drawn(Box::new(drawn)));
        }
        if exists(&folder.disclosure()) {
            return public(folder).map(|disclosure| Self::Public(Box::new(disclosure)));
        }
        let opening = kept_opening(folder)?;
        let announce = text::run_announce(folder.path().shown());
        let missing = || Failure(text::missing_file(folder.opening().shown(), announce));
        opening.map(|opening| Self::Opening(Box::new(opening))).ok_or_else(missing)
    }

    /// The target that an id or a name means.
    fn target(&self, given: &str) -> Outcome<TargetId> {
        let of = |story: &Story<'_>| explain::target_meant(story, given);
        match self {
            Self::Opening(opening) => {
                let is_id = |id: &str| {
                    opening.names().any(|name| matches!(name, RecordName::Target(own) if own.as_str() == id))
                };
                explain::meant(given, is_id, &opening.targets_called(given))
            }
            Self::Drawn(drawn) => of(&explain::story(drawn)?),
            Self::Public(disclosure) => {
                of(&Story::of_disclosure(disclosure).map_err(|error| Failure(Words::of(error)))?)
            }
        }
    }

    fn prover(&self) -> Result<Prover, ProveError> {
        match self {
            Self::Opening(opening) => Prover::of_opening(opening),
            Self::Drawn(drawn) => Prover::of_drawn(drawn),
            Self::Public(disclosure) => Prover::of_disclosure(disclosure),
        }
    }

    /// What the draw made of a target. That it was not drawn is shown from the disclosure only.
    fn assignment(&self, target: &TargetId, short: bool, folder: &Folder) -> Outcome<Made> {
        let mut proof = self.prover().and_then(|prover| prover.assignment(target));
        if proof.as_ref().err() == Some(&ProveError::NotDrawn) && exists(&folder.disclosure()) {
            let disclosure = public(folder)?;
            proof = Prover::of_disclosure(&disclosure).and_then(|prover| prover.assignment(target));
        }
        let proof = proof.map_err(|error| Failure(text::not_proved(error)))?;
        let proof = if short { proof.short() } else { proof };
        let amendments = match self {
            Self::Opening(_) => 0,
            Self::Drawn(drawn) => drawn.amendments().len(),
            Self::Public(disclosure) => disclosure.amendments.len(),
        };
        // Each amendment has a seal of its own, and so proofs of its own.
        let what = if amendments == 0 { String::new() } else { format!("-{amendments}") };
        let what = if short { format!("{what}-short") } else { what };
        Ok(Made { proof, subject: target.to_string(), what })
    }
}

fn public(folder: &Folder) -> Outcome<Disclosure> {
    let path = folder.disclosure();
    let file = files::open(&path, text::ask_disclosure())?;
    Disclosure::read(file).map(|(disclosure, _)| disclosure).map_err(|error| not_read(&path, &error))
}

/// The file of the seal that a proof is checked against.
fn needed(folder: &Folder, hash: HashAlgorithm, result: Option<&ProvenResult>) -> Outcome<Option<PathBuf>> {
    let Some(result) = result else {
        return Ok(None);
    };
    let mut paths = std::iter::once(folder.seal()).chain((1..).map(|number| folder.amendment_seal(number)));
    loop {
        // A proof is against the newest seal, so the search ends where the seals do.
        let Some(path) = paths.next().filter(|path| exists(path)) else {
            return Err(Failure(text::seal_not_found(folder.path().shown(), result.seal)));
        };
        if files::read_if_there(&path)?.is_some_and(|bytes| hash.of_file(&bytes) == result.seal) {
            return Ok(Some(path));
        }
    }
}

pub(crate) fn check(arguments: &CheckProofArguments, out: &mut Out) -> Outcome<Exit> {
    let given = files::read(&arguments.file, text::ask_proof())?;
    let read = |path: &Path, ask| files::read(path, ask);
    let announcement = read(&arguments.announcement, text::ask_announcement_file())?;
    let form = |path: &Path, error: FormError| unreadable(path, &error);
    Announcement::from_bytes(&announcement).map_err(|error| form(&arguments.announcement, error))?;
    let seal = arguments.seal.as_ref().map(|path| {
        let bytes = read(path, text::ask_seal())?;
        let read = Seal::from_bytes(&bytes).map(|_| ());
        let read = read.or_else(|error| AmendmentSeal::from_bytes(&bytes).map(|_| ()).map_err(|_| error));
        read.map(|()| bytes).map_err(|error| form(path, error))
    });
    let seal = seal.transpose()?;
    let proof = match proof_file(given) {
        Ok(proof) => proof,
        Err(error) => {
            out.line(text::proves_nothing(arguments.file.shown(), error));
            return Ok(Exit::Contradicted);
        }
    };
    match check_proof(&proof, &announcement, seal.as_deref()) {
        Ok(shown) => {
            out.line(text::proof_holds());
            let digest = shown.announcement.hash_algorithm().of_file(&announcement);
            out.lines(account(&shown, digest));
            Ok(Exit::Done)
        }
        Err(error) => {
            let files = concerned(arguments, error.code());
            let files = text::joined(files.iter().map(|path| path.shown()));
            out.line(text::proves_nothing(files, error));
            Ok(Exit::Contradicted)
        }
    }
}

/// The file of a proof, which may be given in its compact form too, with the white space and the mark that programs put into texts.
fn proof_file(given: Vec<u8>) -> Result<Vec<u8>, Words> {
    let text = String::from_utf8_lossy(&given);
    let text: String = text.trim_start_matches('\u{feff}').split_whitespace().collect();
    if !HashAlgorithm::ALL.iter().any(|hash| text.starts_with(compact_prefix(*hash))) {
        return Ok(given);
    }
    let proof = Proof::from_compact(&text).map_err(Words::of)?;
    proof.to_bytes().map_err(Words::of)
}

/// The files that a problem lies in, or between. Announcement and seal are in form by then.
fn concerned(arguments: &CheckProofArguments, problem: ProofProblem) -> Vec<&Path> {
    let CheckProofArguments { file, announcement, seal } = arguments;
    let (proof, announcement, seal) = (Some(file), Some(announcement), seal.as_ref());
    let files = match problem {
        ProofProblem::OtherAnnouncement | ProofProblem::Record | ProofProblem::Inspector => {
            [proof, announcement]
        }
        ProofProblem::OtherSeal | ProofProblem::SealTooMuch | ProofProblem::Result => [proof, seal],
        ProofProblem::SealOfOther | ProofProblem::Size => [seal, announcement],
        _ => [proof, None],
    };
    files.into_iter().flatten().map(PathBuf::as_path).collect()
}

/// What a proof shows, and what it does not.
pub(crate) fn account(shown: &Shown, announcement: Digest) -> Vec<Words> {
    let plan = &shown.announcement.plan;
    let draw = text::report_draw(&plan.draw, text::name(&plan.title), text::grouped(&announcement));
    let mut lines = vec![draw, record(&shown.record)];
    match &shown.result {
        None => lines.push(text::only_member()),
        Some(entry) => match &entry.drawn {
            None => lines.push(text::proven_not_drawn()),
            Some(drawn) => lines.extend(fate(shown, drawn)),
        },
    }
    let closes =
        plan.values.iter().map(|value| text::counted(ValueName(value.name.clone()), &value.source.closes));
    lines.push(text::values_closed(text::joined(closes)));
    lines.push(text::not_shown());
    lines.extend(shown.limits().map(text::indented));
    lines
}

fn record(record: &Proven) -> Words {
    match record {
        Proven::Target(target) => {
            let name = text::name_or_withheld(target.identity.shown().map(|identity| identity.name.as_str()));
            let draw = &target.draw;
            text::target_is(&draw.id, name, account::target_about(&draw.class, &draw.level, &draw.district))
        }
        Proven::Inspector(inspector) => {
            let name =
                text::name_or_withheld(inspector.identity.shown().map(|identity| identity.name.as_str()));
            let draw = &inspector.draw;
            let dates = text::from_to(draw.valid_from, draw.valid_to);
            text::inspector_is(
                &draw.id,
                name,
                text::name(&draw.department),
                text::place_named(&draw.district),
                dates,
            )
        }
    }
}

/// What became of a drawn target, as its seal has it.
fn fate(shown: &Shown, drawn: &ProvenDrawn) -> Vec<Words> {
    let plan = &shown.announcement.plan;
    let seal = match shown.amendment {
        0 => text::by_the_seal(),
        number => text::by_amendment(number),
    };
    let mut lines = vec![text::proven_drawn(seal, text::name(&drawn.stratum), drawn.rank)];
    let Some(seats) = &drawn.seats else {
        lines.push(text::proven_struck());
        return lines;
    };
    let asks = match &shown.record {
        Proven::Target(target) => team_of(plan, &target.draw),
        Proven::Inspector(_) => &[],
    };
    for ((number, seat), ask) in (1_usize..).zip(seats).zip(asks) {
        let who = seat.as_ref().map_or_else(text::open_seat, Words::of);
        lines.push(text::proven_seat(number, text::seat_ask(ask), who));
        let shown = shown.team.iter().find(|one| Some(&one.draw.id) == seat.as_ref());
        lines
            .extend(shown.map(|one| text::indented(text::indented(record(&Proven::Inspector(one.clone()))))));
    }
    lines.push(text::proven_visits(text::from_to(plan.visits.from, plan.visits.to)));
    lines.extend(items(plan, &drawn.stratum));
    lines
}

/// The items of a stratum: what the visit may cover.
fn items(plan: &Plan, stratum: &str) -> Vec<Words> {
    let ids = plan.strata.iter().find(|one| one.name == stratum).map_or(&[][..], |one| &one.items);
    let items = ids.iter().filter_map(|id| plan.items.iter().find(|item| item.id == *id));
    items.map(|item| text::proven_item(&item.id, text::name(&item.name), text::name(&item.basis))).collect()
}

/// A proof for the door, made and checked, for `demo`.
pub(crate) fn shown_at_the_door(
    folder: &Folder,
    drawn: &dual_random::Drawn,
    target: &TargetId,
) -> Outcome<(Written, usize, Shown)> {
    let failure = |error: ProveError| Failure(text::not_proved(error));
    let proof = Prover::of_drawn(drawn).and_then(|prover| prover.assignment(target)).map_err(failure)?;
    let bytes = encoded(&proof)?;
    let path = folder.proof(target.as_str(), "");
    let written = files::write(&path, &bytes, Access::Owner)?;
    let read = |path: PathBuf| files::read(&path, text::run_step_again());
    let (announcement, seal) = (read(folder.announcement())?, read(folder.seal())?);
    let shown = check_proof(&bytes, &announcement, Some(&seal));
    let nothing = |error: ProofError| text::proves_nothing(path.shown(), error);
    let shown = shown.map_err(|error| Failure(nothing(error)))?;
    Ok((written, bytes.len(), shown))
}
