//! The minutes (抽取记录): one half before the public values exist, one after the draw.

use super::sheet::Sheet;
use super::words::{
    AFTER, ANNOUNCE_BY, AWAITED, AWAITED_HEADS, At, BEFORE, BLANK, CEREMONY, CHANGES, CHECKPOINT,
    CHECKPOINT_AND_KEY, COMMITTED, DIGEST_OF_ANNOUNCEMENT, DIGEST_OF_PAGE, DIGEST_OF_SEAL, DIGEST_OF_STAMP,
    DRAW, DRAW_TIME, EarlierNamed, FallbackSource, FromTo, Given, INSPECTORS, InFours, MINUTES_AFTER,
    MINUTES_BEFORE, MainSource, NUMBER, Numbered, On, OpenOf, OpenSeats, PLACE, RECUSALS, RESULT,
    RESULT_HEADS, RootOf, SEALED, SIGNATURES, SOURCES_AND_FALLBACKS, SOURCES_TO_CHECK, STRATA, STRATA_HEADS,
    SeatsOf, SignedAfter, SignedBefore, TARGETS, TIME, TITLE, ToVerify, VALUE_HEADS, VALUES, VISITS, Warned,
};
use crate::ceremony::Announced;
use crate::commit::canonical::FormError;
use crate::commit::document::UsedValue;
use crate::draw::Drawn;
use crate::plan::{Ceremony, Plan, PublicValue};
use crate::publish::Words;
use crate::publish::cell::named;
use crate::publish::layout::VALUE_NAMES;
use crate::publish::verifier::verify_page;
use crate::rules::WarningCode;
use crate::say::{Every, Language, Say};
use crate::story::Visit;
use crate::types::digest::Digest;

/// The first half of the minutes, to be signed before the public values exist. `remarks` stand below the strata, such as how
/// many targets earlier draws marked. `log_key` is the log's public key, if it signs its checkpoints.
pub fn minutes_before(
    announced: &Announced,
    remarks: impl IntoIterator<Item = impl Say>,
    log_key: Option<&str>,
    language: Language,
) -> Vec<u8> {
    let Announced { announcement, opening, warnings } = announced;
    let plan = &announcement.plan;
    let by = (ANNOUNCE_BY, At(plan.announce_at).message(language));
    let mut page = head((MINUTES_BEFORE, BEFORE), plan, TIME, Some(by), language);
    page.heading(COMMITTED);
    let rosters = &announcement.rosters;
    let trees = [
        (TARGETS, rosters.targets, " 家"),
        (INSPECTORS, rosters.inspectors, " 名"),
        (RECUSALS, rosters.recusals, " 条"),
        (CHANGES, rosters.changes, " 条"),
    ];
    let trees = trees.iter().filter(|(_, tree, _)| tree.count > 0);
    let (names, counts): (Vec<Words>, Vec<String>) = trees
        .clone()
        .map(|(name, tree, measure)| {
            let measure = if language == Language::Zh { measure } else { "" };
            (name, format!("{}{measure}", tree.count))
        })
        .unzip();
    page.table(&names, [counts]);
    page.heading(STRATA);
    let rows = announcement.strata.iter().zip(&plan.strata).map(|(numbers, stratum)| {
        let quota = stratum.quota.message(language);
        vec![numbers.name.clone(), numbers.n.to_string(), quota, numbers.k.to_string()]
    });
    page.table(&STRATA_HEADS, rows);
    remarks.into_iter().for_each(|remark| page.text(remark));
    page.heading(AWAITED);
    page.table(&AWAITED_HEADS, plan.values.iter().map(|value| awaited(value, language)));
    let has_fallbacks = plan.values.iter().any(|value| !value.fallbacks.is_empty());
    page.text(if has_fallbacks { SOURCES_AND_FALLBACKS } else { SOURCES_TO_CHECK });
    // A roster is fixed before its period begins, so an earlier date of a register is no news.
    for warning in warnings.iter().filter(|warning| warning.code != WarningCode::OldRegister) {
        page.text(Warned { warning: warning.clone() });
    }
    page.text(SignedBefore { seal_by: At(plan.seal_by), disclose_by: At(plan.disclose_by) });
    page.signatures(&SIGNATURES);
    page.signatures(&SEALED);
    let hash = opening.parts.hash;
    page.boxed(ToVerify { hash }, |page| {
        page.code(DIGEST_OF_ANNOUNCEMENT, InFours(opening.announcement()));
        for (name, tree, _) in trees {
            page.code(RootOf { roster: Given(name.message(language)) }, InFours(tree.root));
        }
        for earlier in &plan.earlier {
            page.text(EarlierNamed { use_for: earlier.use_for, head: InFours(earlier.head) });
        }
        page.code(DIGEST_OF_PAGE, InFours(hash.of_file(verify_page().as_bytes())));
        // One line in either case: the sheet is full.
        match log_key {
            Some(key) => page.code(CHECKPOINT_AND_KEY, Given(key.to_owned())),
            None => page.text(CHECKPOINT),
        }
    });
    page.finish().to_vec()
}

/// The second half of the minutes. The time of the draw is written in by hand.
///
/// # Errors
/// When a text of the seal holds what canonical JSON refuses.
pub fn minutes_after(drawn: &Drawn, language: Language) -> Result<Vec<u8>, FormError> {
    after(drawn, None, language)
}

/// The same where a time-stamp authority has answered about the announcement: they name the digest of its answer.
///
/// # Errors
/// As [`minutes_after`].
pub fn minutes_after_stamped(
    drawn: &Drawn,
    answer: Digest,
    language: Language,
) -> Result<Vec<u8>, FormError> {
    after(drawn, Some(answer), language)
}

fn after(drawn: &Drawn, answer: Option<Digest>, language: Language) -> Result<Vec<u8>, FormError> {
    let (seal, announcement) = (drawn.seal(), drawn.announcement());
    let plan = &announcement.plan;
    let digest = seal.digest()?;
    let mut page = head((MINUTES_AFTER, AFTER), plan, DRAW_TIME, None, language);
    page.heading(VALUES);
    let used = seal.values.iter().zip(&plan.values);
    let rows = used.map(|(used, public)| {
        let name = named(used.name.as_str(), VALUE_NAMES, language).into_owned();
        vec![name, used.text.clone(), source(used, public, language)]
    });
    page.table(&VALUE_HEADS, rows);
    page.heading(RESULT);
    let rows = announcement.strata.iter();
    let rows = rows.map(|numbers| vec![numbers.name.clone(), numbers.n.to_string(), numbers.k.to_string()]);
    page.table(&RESULT_HEADS, rows);
    if plan.ceremony != Ceremony::Selection {
        let seats = seal.seats;
        page.text(SeatsOf { total: seats.total, filled: seats.filled, open: seats.open });
        let strata = if seats.open > 0 { open_seats(drawn) } else { Vec::new() };
        if !strata.is_empty() {
            page.text(OpenSeats { strata: Every(strata) });
        }
    }
    page.text(SignedAfter { disclose_by: At(plan.disclose_by) });
    page.signatures(&SIGNATURES);
    page.signatures(&SEALED);
    let hash = seal.hash_algorithm();
    page.boxed(ToVerify { hash }, |page| {
        page.code(DIGEST_OF_ANNOUNCEMENT, InFours(seal.announcement));
        if let Some(answer) = answer {
            page.code(DIGEST_OF_STAMP, InFours(answer));
        }
        page.code(DIGEST_OF_SEAL, InFours(digest));
        page.code(DIGEST_OF_PAGE, InFours(hash.of_file(verify_page().as_bytes())));
        page.text(CHECKPOINT);
    });
    Ok(page.finish().to_vec())
}

/// How many seats are open in each stratum. The minutes are shown before the visits, so they name no target.
fn open_seats(drawn: &Drawn) -> Vec<OpenOf> {
    let Ok(story) = drawn.story() else { return Vec::new() };
    let strata = drawn.announcement().strata.iter().map(|numbers| numbers.name.as_str());
    let of = |stratum: &str| {
        let visits = story.visits().iter().filter(|visit| story.stratum(visit) == stratum);
        OpenOf { stratum: Given(stratum.to_owned()), open: visits.map(Visit::open).sum() }
    };
    strata.map(of).filter(|one| one.open > 0).collect()
}

/// What both halves begin with. When it was done is written in by hand.
fn head(
    (title, part): (Words, Words),
    plan: &Plan,
    time: Words,
    by: Option<(Words, String)>,
    language: Language,
) -> Sheet {
    let between = if language == Language::Zh { "、" } else { ", " };
    let authorities: Vec<&str> = plan.authorities.iter().map(|authority| authority.name.as_str()).collect();
    let numbered = Numbered { draw: plan.draw.clone(), number: plan.number };
    let mut page = Sheet::of_unit(language, Given(authorities.join(between)), title);
    page.line("part", part);
    page.line("number", NUMBER);
    let visits = FromTo { from: On(plan.visits.from), to: On(plan.visits.to) };
    let rows = [
        Some((DRAW, numbered.message(language))),
        Some((TITLE, plan.title.clone())),
        by,
        Some((time, BLANK.message(language))),
        Some((PLACE, plan.place.clone())),
        Some((CEREMONY, plan.ceremony.message(language))),
        Some((VISITS, visits.message(language))),
    ];
    let rows = rows.into_iter().flatten().map(|(label, text)| vec![label.message(language), text]);
    page.table(&[] as &[Words], rows);
    page
}

/// A value that is still to come.
fn awaited(value: &PublicValue, language: Language) -> Vec<String> {
    let source = &value.source;
    vec![
        named(value.name.as_str(), VALUE_NAMES, language).into_owned(),
        source.publisher.clone(),
        source.issue.clone(),
        At(source.closes).message(language),
        source.kind.message(language),
    ]
}

/// Where a value is from.
fn source(used: &UsedValue, public: &PublicValue, language: Language) -> String {
    let given = |text: &str| Given(text.to_owned());
    let source = public.source(used.source);
    let (publisher, issue) = source.map_or(("", ""), |source| (&source.publisher, &source.issue));
    let (publisher, issue) = (given(publisher), given(issue));
    match &used.reason {
        None => MainSource { publisher, issue }.message(language),
        Some(reason) => {
            let (source, reason) = (used.source, given(reason));
            FallbackSource { publisher, issue, source, reason }.message(language)
        }
    }
}
