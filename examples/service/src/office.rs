//! What the office asks for. Nothing of this is on the public port.

use crate::Service;
use crate::errors::Refusal;
use crate::input::{Given, Spoken, named};
use crate::said::{OutOfOrder, Told};
use crate::step::{Made, Step};
use crate::steps::{self, Disclosing};
use crate::threads::off_thread;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use dual_random::outcome::TargetReport;
use dual_random::plan::Plan;
use dual_random::proof::Prover;
use dual_random::{
    Digest, Draft, Exposure, Inspector, Recusal, Rosters, SeedSecret, Strikes, Target, TargetId,
};
use dual_random::{UsedValue, Withholding};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

type Answer = Result<(StatusCode, Json<Value>), Refusal>;
type Shared = State<Arc<Service>>;

/// A plan with its rosters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ceremony {
    plan: Plan,
    targets: Vec<Target>,
    inspectors: Vec<Inspector>,
    #[serde(default)]
    recusals: Vec<Recusal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Values {
    values: Vec<UsedValue>,
    /// Of the other authorities with a commitment, in the order of the plan.
    #[serde(default)]
    partner_secrets: Vec<String>,
}

/// The token by which somebody says yes to what was shown.
#[derive(Deserialize)]
pub(crate) struct Confirmed {
    confirm: Option<String>,
}

impl Confirmed {
    fn token(&self) -> Result<Option<Digest>, Refusal> {
        let token = self.confirm.as_deref().map(Digest::from_hex).transpose();
        token.map_err(|_| OutOfOrder::OtherConfirmed.into())
    }
}

async fn checked(Ceremony { plan, targets, inspectors, recusals }: Ceremony) -> Result<Draft, Refusal> {
    Ok(off_thread(move || Draft::new(plan, Rosters::new(targets, inspectors, recusals))).await??)
}

pub(crate) async fn draft(Spoken(language): Spoken, given: Given<Ceremony>) -> Answer {
    let draft = checked(given.value).await?;
    let warnings: Vec<Value> =
        draft.warnings().iter().map(|warning| Told::of(warning).in_language(language)).collect();
    let answer = json!({
        "confirm": given.digest, "strata": draft.strata(), "warnings": warnings, "shows": shown(&draft.exposure()),
    });
    Ok((StatusCode::OK, Json(answer)))
}

/// Takes the body that was checked as a draft, to the byte, and the token which that gave.
pub(crate) async fn announce(
    State(service): Shared,
    Query(confirmed): Query<Confirmed>,
    given: Given<Ceremony>,
) -> Answer {
    if confirmed.token()? != Some(given.digest) {
        return Err(OutOfOrder::OtherConfirmed.into());
    }
    let draft = checked(given.value).await?;
    Ok(made(&steps::announce(&service, draft).await?))
}

pub(crate) async fn draw(State(service): Shared, Path(draw): Path<String>, given: Given<Values>) -> Answer {
    let Values { values, partner_secrets } = given.value;
    let secrets: Option<Vec<_>> = partner_secrets.iter().map(|secret| SeedSecret::from_hex(secret)).collect();
    // One that is no secret matches no commitment, which the library says.
    Ok(made(&steps::draw(&service, named(&draw)?, values, secrets.unwrap_or_default()).await?))
}

pub(crate) async fn amend(State(service): Shared, Path(draw): Path<String>, given: Given<Strikes>) -> Answer {
    Ok(made(&steps::amend(&service, named(&draw)?, given.value).await?))
}

pub(crate) async fn report(
    State(service): Shared,
    Path(draw): Path<String>,
    given: Given<Vec<TargetReport>>,
) -> Answer {
    steps::report(&service, named(&draw)?, given.value).await?;
    Ok((StatusCode::OK, Json(json!({}))))
}

pub(crate) async fn disclose(
    State(service): Shared,
    Path(draw): Path<String>,
    Query(confirmed): Query<Confirmed>,
    given: Given<Vec<Withholding>>,
) -> Answer {
    let disclosing = steps::disclose(&service, named(&draw)?, &given.value, confirmed.token()?).await?;
    Ok(match disclosing {
        Disclosing::Asked { token, shows } => {
            (StatusCode::OK, Json(json!({ "confirm": token, "shows": shown(&shows) })))
        }
        Disclosing::Done(done) => made(&done),
    })
}

/// A proof for the team to carry to a target's door; before the disclosure it is for nobody else.
pub(crate) async fn proof(
    State(service): Shared,
    Path((draw, target)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let target = TargetId::new(&target).map_err(|_| Refusal::NotFound)?;
    let mut client = service.store.client().await?;
    let step = Step::begin(&mut client, &service.clock).await?;
    let drawn = steps::standing(&step, named(&draw)?).await?;
    let proof = off_thread(move || Prover::of_drawn(&drawn)?.assignment(&target)).await??;
    Ok(([(header::CONTENT_TYPE, "application/json")], proof.to_bytes()?).into_response())
}

fn made(made: &Made) -> (StatusCode, Json<Value>) {
    let status = if made.again { StatusCode::OK } else { StatusCode::CREATED };
    (status, Json(json!({ "document": made.document })))
}

fn shown(exposure: &Exposure) -> Value {
    json!({
        "targets": exposure.targets, "inspectors": exposure.inspectors, "recusals": exposure.recusals,
        "attributes": exposure.attributes, "withheld": exposure.withheld, "drawn": exposure.drawn,
    })
}
