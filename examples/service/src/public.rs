//! What anybody may ask for. Nothing here comes near a secret.

use crate::Service;
use crate::errors::Refusal;
use crate::input::{Spoken, named};
use crate::said::Told;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use dual_random::audit::{AuditEvidence, Documents, audit};
use dual_random::{Announcement, Digest, Evidence, Id, Progress, Say, Work, verify_with};
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Steps of work that one verification may take.
const VERIFY_STEPS: u64 = 1_000_000_000;

type Shared = State<Arc<Service>>;

pub(crate) async fn document(
    State(service): Shared,
    Path(digest): Path<String>,
) -> Result<impl IntoResponse, Refusal> {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, immutable")];
    Ok((headers, service.store.document(named(&digest)?).await?))
}

pub(crate) async fn log(State(service): Shared) -> Result<impl IntoResponse, Refusal> {
    Ok(([(header::CONTENT_TYPE, "application/jsonl")], service.store.lines().await?.concat()))
}

pub(crate) async fn checkpoint(State(service): Shared) -> Result<String, Refusal> {
    Ok(service.store.log().await?.checkpoint(&service.origin)?.to_text())
}

/// Verifies a disclosed draw: `?announcement=DIGEST&value=NAME=TEXT` is the reader's own evidence.
pub(crate) async fn verification(
    State(service): Shared,
    Spoken(language): Spoken,
    Path(draw): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Refusal> {
    let evidence = evidence(&query)?;
    let disclosure = service.store.disclosure(named(&draw)?).await?;
    let verifying = service.threads.for_anybody(move |gone| {
        let mut watch = |_: Progress| {
            if gone.is_gone() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        verify_with(&disclosure, &evidence, &mut Work::at_most(VERIFY_STEPS).watched(&mut watch))
    });
    let report = verifying.await?.map_err(|stopped| Refusal::Failure(stopped.code()))?;
    Ok(Json(json!({ "report": report, "message": report.message(language) })))
}

fn evidence(query: &[(String, String)]) -> Result<Evidence, Refusal> {
    let mut evidence = Evidence::new();
    for (name, text) in query {
        evidence = match (name.as_str(), text.split_once('=')) {
            ("announcement", _) => {
                let digest =
                    Digest::from_hex(text).map_err(|error| Refusal::Input(vec![Told::of(&error)]))?;
                evidence.announcement_digest(digest)
            }
            ("value", Some((name, text))) => {
                let name = Id::new(name).map_err(|error| Refusal::Input(vec![Told::of(&error)]))?;
                evidence.value(name, text)
            }
            // Evidence that is passed over would be missed in the verdict.
            _ => return Err(Refusal::NotFound),
        };
    }
    Ok(evidence)
}

/// Audits the whole record as of now.
pub(crate) async fn audited(
    State(service): Shared,
    Spoken(language): Spoken,
) -> Result<Json<Value>, Refusal> {
    let (log, files) = (service.store.log().await?, service.store.documents().await?);
    let mut evidence = AuditEvidence::on(service.clock.now()?).origin(&service.origin);
    let mut reported = Vec::new();
    for (announcement, report) in service.store.reports().await? {
        let draw = Announcement::from_bytes(&announcement)?.plan.draw;
        if let Ok(outcome) = report.outcome {
            evidence = evidence.visit(draw.clone(), report.target.clone(), outcome.completed, outcome.team);
        }
        reported.push((draw, report.target));
    }
    if !reported.is_empty() {
        evidence = evidence.reported(reported);
    }
    let auditing = service.threads.for_anybody(move |_| {
        let documents = files
            .iter()
            .fold(Documents::new(&log), |documents, (digest, bytes)| documents.with(digest, bytes));
        audit(&log, &documents, &evidence)
    });
    let report = auditing.await?;
    let messages: Vec<String> = report.findings.iter().map(|finding| finding.message(language)).collect();
    Ok(Json(json!({ "clean": report.is_clean(), "report": report, "messages": messages })))
}
