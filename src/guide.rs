//! Documentation only: what comes after the first draw. [`glossary`] has the central words in English and Chinese,
//! [`intake`] the rules for taking data in, [`beyond`] what large draws cost and what a database can do, [`national`] what national
//! algorithms there are.
//!
//! # The life of a draw
//!
//! | step | call | public at once | private until its day |
//! |---|---|---|---|
//! | validate | [`Draft::new`](crate::Draft::new) | | the draft |
//! | announce | [`Draft::announce`](crate::Draft::announce) | [`Announcement`](crate::Announcement) | [`Opening`](crate::Opening), with the master secret |
//! | draw | [`draw`](crate::draw()) | [`Seal`](crate::Seal) | [`Drawn`](crate::Drawn) |
//! | amend | [`Drawn::amend`](crate::Drawn::amend) | [`AmendmentSeal`](crate::AmendmentSeal) | [`Amended`](crate::Amended) |
//! | disclose | [`Drawn::disclose`](crate::Drawn::disclose) | [`Disclosure`](crate::Disclosure) | |
//! | verify | [`verify`](crate::verify()) | | |
//!
//! Each step is a pure function of documents, since the steps run on different days, in different processes. What is
//! private has no `Serialize`: its bytes come from a method called `reveal`, for a file that nobody else reads.
//!
//! # Two ceremonies
//!
//! A plan with [`Ceremony::Selection`](crate::plan::Ceremony::Selection) draws targets only, and a draw that falls short
//! leaves seats open. Either way [`Drawn::staffing`](crate::Drawn::staffing) makes the draft of a second ceremony, with its
//! own secret and value. It names every change of the rosters since, because by then the targets are known.
//!
//! # The next quarter
//!
//! [`record::mark_earlier`](crate::record::mark_earlier) marks a roster by the draws before: who was struck comes back,
//! drawn with certainty; who was inspected is counted, and does not meet the same team again.
//!
//! # The record of an authority
//!
//! An authority keeps one [`Log`](crate::record::Log) for all its draws: a line for each public document, with
//! checkpoints that belong into other hands. [`audit`](crate::audit::audit()) reads the log with the documents
//! and finds draws that were redone, abandoned, delayed or amended.
//!
//! With the feature `witness` a log signs its checkpoints and others cosign them (module `witness`, in the forms of C2SP):
//! then a checkpoint can be neither invented nor denied, and [`Log::tiles`](crate::record::Log::tiles) makes of the log the static
//! files that monitors read.
//!
//! # Publication
//!
//! [`outcome::Reports`](crate::outcome::Reports) ties results to drawn targets. The functions of [`publish`](crate::publish)
//! make a [`Page`](crate::publish::Page) of each document (item list, rosters, announcement, task sheets, visits,
//! situation, outcomes, penalties, statistics), and [`Publication`](crate::publish::Publication) writes it as JSON, HTML,
//! Markdown, CSV or a workbook, row by row. A page is a function of its JSON, so that anybody can render it again.
//!
//! [`Site`](crate::publish::site::Site) plans a draw's public folder: which documents there are at a stage, their files, what
//! withdraws or replaces what, the log's lines, and the index, catalogue and check page around them.
//!
//! # A service
//!
//! A service stores documents as the bytes that [`to_bytes`](crate::Announcement::to_bytes) gave, under their digests; lines of the
//! log as rows, each with the bytes that [`Log::push`](crate::record::Log::push) gave; and, where the public part of it cannot
//! read, what `reveal` gave: openings, results, amendments, seed secrets. It stores before it publishes.
//!
//! | step | calls | what somebody confirms first, since it cannot be undone |
//! |---|---|---|
//! | announce | [`Draft::announce`](crate::Draft::announce), [`Entry::announced`](crate::record::Entry::announced) | [`Draft::warnings`](crate::Draft::warnings) and [`Draft::exposure`](crate::Draft::exposure): the running number is used, and only a void ends the draw |
//! | draw | [`draw`](crate::draw()), [`Entry::sealed`](crate::record::Entry::sealed) | the text of each value, read twice; after the seal a redraw publishes this result as well |
//! | amend | [`Drawn::amend`](crate::Drawn::amend), [`Entry::amended`](crate::record::Entry::amended) | each strike with its evidence: no later amendment takes it back |
//! | disclose | [`Drawn::disclose`](crate::Drawn::disclose), [`Entry::disclosed`](crate::record::Entry::disclosed) | [`Drawn::exposure`](crate::Drawn::exposure) under the grounds: what is shown stays known |
//! | void | [`undrawn`](crate::undrawn()), [`Entry::voided`](crate::record::Entry::voided) | the reason: it is public, and an audit reads it |
//!
//! Errors of the user have places and sentences for a form: [`Faults`](crate::Faults) wherever they come from (plan, tables,
//! strikes, grounds), of [`DrawError`](crate::DrawError) `ValueNames`, `ValueText`, `ValueSource`, `Personal` and `PartnerSecrets`, of
//! [`LogProblem`](crate::record::LogProblem) `Personal`. All others are the caller's: stored bytes that were changed
//! ([`FormError`](crate::FormError), `WrongOpening`, `Changed`), calls in another order ([`LogError`](crate::record::LogError)), a
//! secret used twice ([`AnnounceError`](crate::AnnounceError)). No call that fails changes what it borrows. An answer that was
//! lost is asked for again: the same arguments give the same bytes.
//!
//! No call reads a clock or asks for one: a service announces before `announce_at` has passed, draws when the sources of the values
//! have closed, and takes the time of a line of the log while nobody else can write one. [`Drawn::reveal`](crate::Drawn::reveal)
//! holds the whole result with its amendments so far, so the newest one is enough. After a lost answer to `announce` or `amend` the
//! log has the line if the step was done. All types are `Send`; [`Draft::new`](crate::Draft::new), [`draw`](crate::draw()),
//! [`verify`](crate::verify()), [`audit`](crate::audit::audit()) and [`Prover`](crate::proof::Prover) take seconds for large rosters
//! and belong on a thread of their own, with [`Work`](crate::Work) where somebody may leave. `examples/service/` in the repository
//! is a service over `PostgreSQL` that was written from these pages.
//!
//! # Deadlines
//!
//! [`deadline`](crate::deadline) counts working days over a calendar that is given as data. A year that the calendar does
//! not know is an error, never a guess.
//!
//! # Beyond one machine
//!
//! Tickets do not depend on each other: [`Tickets`](crate::Tickets) gives those of one target, in any order, on any
//! machine, and in any language with SHA-256 (or SM3). [`Dealer`](crate::Dealer) deals one seat's deck. A verifier recomputes a
//! whole disclosure in bounded time and memory; the limits stand in PROTOCOL.md.
//!
//! # Sentences
//!
//! Errors, faults, findings and notes are data with stable codes, and serialize as such. [`Say`](crate::Say) gives their
//! sentences in Chinese or English, at the edge; `Display` is English.

pub mod glossary {
    #![doc = include_str!("guide/glossary.md")]
}

pub mod intake {
    #![doc = include_str!("guide/intake.md")]
}

pub mod beyond {
    #![doc = include_str!("guide/beyond.md")]
}

pub mod national {
    #![doc = include_str!("guide/national.md")]
}
