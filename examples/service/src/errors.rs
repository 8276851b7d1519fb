//! Why something is not done, and how that is said: what the user can mend with places and sentences, a step out of order with
//! its code, everything else without a word about it.

use crate::input::Spoken;
use crate::said::{OutOfOrder, Told};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dual_random::proof::ProveError;
use dual_random::record::{CheckpointError, LogError, LogProblem};
use dual_random::{AmendError, AnnounceError, DrawError, Faults, FormError, Language};
use serde_json::{Value, json};

/// Why something is not done.
#[derive(Clone)]
pub(crate) enum Refusal {
    /// What was given is to be mended.
    Input(Vec<Told>),
    /// The step does not follow from what happened before.
    Order(Told),
    NotFound,
    /// Too much is being recomputed already.
    Busy,
    /// Not the user's doing. It holds a code alone, for a message could repeat a part of what is private.
    Failure(&'static str),
}

impl From<OutOfOrder> for Refusal {
    fn from(order: OutOfOrder) -> Self {
        Self::Order(Told::of(&order))
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Input(faults.iter().map(Told::of).collect())
    }
}

impl From<DrawError> for Refusal {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::ValueNames { .. }
            | DrawError::ValueText { .. }
            | DrawError::ValueSource { .. }
            | DrawError::ValueNotSigned { .. }
            | DrawError::Personal { .. }
            | DrawError::PartnerSecrets { .. } => Self::Input(vec![Told::of(&error)]),
            _ => Self::Failure(error.code()),
        }
    }
}

impl From<AmendError> for Refusal {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::Faults { faults } => faults.into(),
            _ => Self::Failure(error.code()),
        }
    }
}

impl From<LogError> for Refusal {
    fn from(error: LogError) -> Self {
        match error.problem {
            LogProblem::Number | LogProblem::Unknown | LogProblem::Ended => Self::Order(Told::of(&error)),
            _ => Self::Failure(error.problem.code()),
        }
    }
}

impl From<ProveError> for Refusal {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::UnknownTarget => Self::NotFound,
            ProveError::NotDrawn | ProveError::NoResult => Self::Order(Told::of(&error)),
            _ => Self::Failure(error.code()),
        }
    }
}

impl From<AnnounceError> for Refusal {
    fn from(error: AnnounceError) -> Self {
        Self::Failure(error.code())
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        Self::Failure(error.code().code())
    }
}

impl From<CheckpointError> for Refusal {
    fn from(error: CheckpointError) -> Self {
        Self::Failure(error.code())
    }
}

impl From<tokio_postgres::Error> for Refusal {
    fn from(error: tokio_postgres::Error) -> Self {
        // A database's message may repeat the row.
        eprintln!("database: {}", error.code().map_or("no answer", tokio_postgres::error::SqlState::code));
        Self::Failure("database")
    }
}

impl From<deadpool_postgres::PoolError> for Refusal {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            _ => Self::Failure("database_pool"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        // The language stands in the request: `say_refusals` puts the words in.
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(self);
        response
    }
}

/// Says refusals in the language of the request.
pub(crate) async fn say_refusals(Spoken(language): Spoken, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let (status, told) = match refusal {
        Refusal::Input(told) => (StatusCode::UNPROCESSABLE_ENTITY, told),
        Refusal::Order(told) => (StatusCode::CONFLICT, vec![told]),
        Refusal::NotFound => (StatusCode::NOT_FOUND, vec![]),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, vec![]),
        Refusal::Failure(code) => {
            eprintln!("failure: {code}");
            (StatusCode::INTERNAL_SERVER_ERROR, vec![])
        }
    };
    let errors: Vec<Value> = told.iter().map(|told| told.in_language(language)).collect();
    let spoken = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    let headers = [(header::CONTENT_LANGUAGE, spoken), (header::VARY, "accept-language")];
    (status, headers, axum::Json(json!({ "errors": errors }))).into_response()
}
