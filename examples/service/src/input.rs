//! What a request says: its language, its body, the digests in its path.

use crate::errors::Refusal;
use crate::said::{Told, Unreadable};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use dual_random::{Digest, Language};
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The language of the answer: Chinese, unless the client prefers English.
pub(crate) struct Spoken(pub(crate) Language);

impl<S: Send + Sync> FromRequestParts<S> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let wishes = parts.headers.get(ACCEPT_LANGUAGE).and_then(|wishes| wishes.to_str().ok());
        Ok(Self(wishes.map_or(Language::Zh, preferred)))
    }
}

fn preferred(wishes: &str) -> Language {
    let weight = |language: &str| {
        let weights = wishes.split(',').filter_map(|wish| {
            let (range, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            range.trim().to_ascii_lowercase().starts_with(language).then_some(weight)
        });
        weights.fold(0.0, f32::max)
    };
    if weight("en") > weight("zh") { Language::En } else { Language::Zh }
}

/// A body in JSON, with the digest of its bytes.
pub(crate) struct Given<T> {
    pub(crate) value: T,
    pub(crate) digest: Digest,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Given<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let unreadable = |line, column| Refusal::Input(vec![Told::of(&Unreadable { line, column })]);
        let bytes = Bytes::from_request(request, state).await.map_err(|_| unreadable(0, 0))?;
        let value = serde_json::from_slice(&bytes)
            // The place alone: a parser's message repeats what it found, which may be a secret.
            .map_err(|error| unreadable(error.line(), error.column()))?;
        Ok(Self { value, digest: Digest::of_file(&bytes) })
    }
}

/// A digest of a path. What is no digest names nothing.
pub(crate) fn named(text: &str) -> Result<Digest, Refusal> {
    Digest::from_hex(text).map_err(|_| Refusal::NotFound)
}
