//! Why something is not done, and how that is said: what the user can mend with places and sentences, a step out of order with
//! its code, everything else without a word about it.

use crate::input::Spoken;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dual_random::proof::ProveError;
use dual_random::record::{CheckpointError, LogError, LogProblem};
use dual_random::{AmendError, AnnounceError, DrawError, Faults, FormError, Language, Say};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt;

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

/// Something said in both languages, with its data.
#[derive(Clone)]
pub(crate) struct Told {
    data: Value,
    zh: String,
    en: String,
}

impl Told {
    pub(crate) fn of<T: Say + Serialize>(what: &T) -> Self {
        let data = serde_json::to_value(what).unwrap_or_default();
        Self { data, zh: what.message(Language::Zh), en: what.message(Language::En) }
    }

    pub(crate) fn in_language(&self, language: Language) -> Value {
        let message = match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        };
        let mut data = if self.data.is_object() { self.data.clone() } else { json!({"code": self.data}) };
        data["message"] = json!(message);
        data
    }
}

/// A step of the service's own rules that is out of order.
#[derive(Clone, Copy, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum OutOfOrder {
    AnnouncedLate,
    NotClosed,
    NotDrawn,
    OtherConfirmed,
}

impl Say for OutOfOrder {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self, language) {
            (Self::AnnouncedLate, Language::Zh) => "计划的公告时间已过",
            (Self::AnnouncedLate, Language::En) => "the plan's time of the announcement is over",
            (Self::NotClosed, Language::Zh) => "公共随机数尚未截止，不能抽取",
            (Self::NotClosed, Language::En) => "the public values have not closed: nothing can be drawn yet",
            (Self::NotDrawn, Language::Zh) => "尚未抽取",
            (Self::NotDrawn, Language::En) => "nothing was drawn yet",
            (Self::OtherConfirmed, Language::Zh) => "确认的内容与将要公开的内容不一致，请重新确认",
            (Self::OtherConfirmed, Language::En) => {
                "what was confirmed is not what would become public: confirm again"
            }
        })
    }
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
