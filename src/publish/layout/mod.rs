//! Every word that published documents consist of, but for what users gave: the layouts of all documents, and what all
//! of them say of the draw they came from.

mod after;
mod before;
mod words;

pub(super) use after::{OUTCOMES, PENALTIES, SITUATION, STATISTICS, VISIT};
pub(super) use before::{ANNOUNCEMENT, ITEMS, ROSTERS, TASK, TASK_CHANGES};
pub(super) use words::{ALTERNATE, DIRECTED, DRAWN, NO_TEAM, OPEN_SEAT, READY, STRUCK, UNDIRECTED};

use super::cell::Words;
use super::page::{Bound, Layout};
use crate::basics::hash::Digest;
use crate::say::Language;
use words::words;

/// All layouts.
pub(in crate::publish) const ALL: [&Layout; 10] = [
    &ITEMS,
    &ROSTERS,
    &ANNOUNCEMENT,
    &TASK,
    &TASK_CHANGES,
    &VISIT,
    &SITUATION,
    &OUTCOMES,
    &PENALTIES,
    &STATISTICS,
];

/// Heads of what binds a document: the draw, its announcement, its head, and the document's own digest.
const DRAW: Words = words("抽取编号", "Draw");
const ANNOUNCED: Words = words("公告文件摘要", "Announcement (SHA-256)");
const HEAD: Words = words("末次封存文件摘要", "Last seal (SHA-256)");
/// Head of the document's own digest: that of its JSON form, which every other format names.
pub(in crate::publish) const DOCUMENT: Words = words("本文件摘要", "This document (SHA-256)");

/// What binds a document, with labels.
pub(in crate::publish) fn bound(
    bound: &[Bound],
    digest: Option<Digest>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for Bound { announcement, draw, head } in bound {
        all.push((DRAW.get(language), draw.to_string()));
        all.push((ANNOUNCED.get(language), announcement.to_hex()));
        all.extend(head.map(|head| (HEAD.get(language), head.to_hex())));
    }
    all.extend(digest.map(|digest| (DOCUMENT.get(language), digest.to_hex())));
    all
}
