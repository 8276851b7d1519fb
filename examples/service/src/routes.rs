//! The two ports.

use crate::errors::say_refusals;
use crate::{Service, office, public};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use std::sync::Arc;

/// The most that a request of the office may have: rosters of some 100,000 targets.
const REQUEST_BYTES: usize = 64 << 20;

/// What anybody may reach.
pub fn public(service: Arc<Service>) -> Router {
    Router::new()
        .route("/documents/{digest}", get(public::document))
        .route("/log", get(public::log))
        .route("/checkpoint", get(public::checkpoint))
        .route("/audit", get(public::audited))
        .route("/draws/{announcement}/verification", get(public::verification))
        .layer(from_fn(say_refusals))
        .with_state(service)
}

/// What the office alone may reach: who that is, whatever stands before this port says.
pub fn office(service: Arc<Service>) -> Router {
    Router::new()
        .route("/drafts", post(office::draft))
        .route("/announcements", post(office::announce))
        .route("/draws/{announcement}/seal", post(office::draw))
        .route("/draws/{announcement}/amendments", post(office::amend))
        .route("/draws/{announcement}/reports", post(office::report))
        .route("/draws/{announcement}/disclosure", post(office::disclose))
        .route("/draws/{announcement}/proofs/{target}", get(office::proof))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES))
        .layer(from_fn(say_refusals))
        .with_state(service)
}
