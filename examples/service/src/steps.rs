//! The steps of a draw, in their order. Each locks, reads what is stored, lets the library decide, stores, and commits.

use crate::Service;
use crate::errors::Refusal;
use crate::said::OutOfOrder;
use crate::secrets::{self, Secret};
use crate::step::{Made, Step};
use crate::threads::off_thread;
use dual_random::outcome::{Reports, Scheme, TargetReport};
use dual_random::record::{Entry, LineKind};
use dual_random::{Digest, Draft, Drawn, Exposure, Grounds, MasterSecret, SeedSecret, Strikes, UsedValue};
use dual_random::{Withholding, Work, draw_with};
use rand::TryRng;
use rand::rngs::SysRng;
use tokio_postgres::types::Json;

pub(crate) async fn announce(service: &Service, draft: Draft) -> Result<Made, Refusal> {
    let master = fresh_secret()?;
    let announced = off_thread(move || draft.announce(master)).await??;
    let announcement = &announced.announcement;
    let digest = announcement.digest();

    let mut client = service.store.client().await?;
    let mut step = Step::begin(&mut client, &service.clock).await?;
    // The audit finds an announcement that came late; no later step takes it back.
    if step.at > announcement.plan.announce_at {
        return Err(OutOfOrder::AnnouncedLate.into());
    }
    let entry = Entry::announced(announcement)?;
    let made = step.publish(LineKind::Announced, digest, entry, announcement.bytes()).await?;
    secrets::keep(&step, digest, Secret::Opening, &announced.opening.reveal()?).await?;
    step.commit().await?;
    Ok(made)
}

fn fresh_secret() -> Result<MasterSecret, Refusal> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| Refusal::Failure("randomness"))?;
    Ok(MasterSecret::from_bytes(bytes))
}

pub(crate) async fn draw(
    service: &Service,
    digest: Digest,
    values: Vec<UsedValue>,
    partner_secrets: Vec<SeedSecret>,
) -> Result<Made, Refusal> {
    let mut client = service.store.client().await?;
    let mut step = Step::begin(&mut client, &service.clock).await?;
    let announcement = step.announcement(digest).await?;
    let open = |used: &UsedValue| {
        let value = announcement.plan.values.iter().find(|value| value.name == used.name);
        value.and_then(|value| value.source(used.source)).is_some_and(|source| source.closes > step.at)
    };
    if values.iter().any(open) {
        return Err(OutOfOrder::NotClosed.into());
    }
    let opening = secrets::opening(&step, digest).await?;
    let drawing =
        off_thread(move || draw_with(&announcement, &opening, &partner_secrets, &values, &mut Work::new()));
    let drawn = drawing.await??;
    let entry = Entry::sealed(drawn.announcement(), drawn.seal())?;
    // Other values after the seal are another seal, which contradicts the log.
    let made = step.publish(LineKind::Sealed, digest, entry, &drawn.seal().to_bytes()?).await?;
    if !made.again {
        secrets::keep(&step, digest, Secret::Result, &drawn.reveal()?).await?;
    }
    step.commit().await?;
    Ok(made)
}

pub(crate) async fn amend(service: &Service, digest: Digest, strikes: Strikes) -> Result<Made, Refusal> {
    let mut client = service.store.client().await?;
    let mut step = Step::begin(&mut client, &service.clock).await?;
    let mut drawn = standing(&step, digest).await?;
    let amending = off_thread(move || drawn.amend(strikes).map(|amended| (drawn, amended)));
    let (drawn, amended) = amending.await??;
    let seal = amended.seal();
    let entry = Entry::amended(drawn.announcement(), seal)?;
    let made = step.publish(LineKind::Amended, digest, entry, &seal.to_bytes()?).await?;
    secrets::keep(&step, digest, Secret::Amendment(seal.number), &amended.reveal()?).await?;
    step.commit().await?;
    Ok(made)
}

/// Takes reports of visits. One about a target that was reported before takes the place of that report.
pub(crate) async fn report(
    service: &Service,
    digest: Digest,
    reports: Vec<TargetReport>,
) -> Result<(), Refusal> {
    let mut client = service.store.client().await?;
    let step = Step::begin(&mut client, &service.clock).await?;
    let drawn = standing(&step, digest).await?;
    let key = digest.as_bytes().as_slice();
    let rows = step.transaction.query("select report from reports where announcement = $1", &[&key]).await?;
    // New ones first, so that the rows of faults are those of the request.
    let mut all = reports.clone();
    for row in &rows {
        let Json(stored) = row.try_get::<_, Json<TargetReport>>(0)?;
        if !reports.iter().any(|new| new.target == stored.target) {
            all.push(stored);
        }
    }
    off_thread(move || Reports::of_drawn(Scheme::common(), all, &drawn)).await??;
    for report in &reports {
        let sql = "insert into reports (announcement, target, report) values ($1, $2, $3) \
            on conflict (announcement, target) do update set report = excluded.report";
        step.transaction.execute(sql, &[&key, &report.target.as_str(), &Json(report)]).await?;
    }
    step.commit().await
}

/// A disclosure that waits for a yes, or was published.
pub(crate) enum Disclosing {
    /// The token is the digest of the file that would become public.
    Asked {
        token: Digest,
        shows: Exposure,
    },
    Done(Made),
}

pub(crate) async fn disclose(
    service: &Service,
    digest: Digest,
    withheld: &[Withholding],
    confirmed: Option<Digest>,
) -> Result<Disclosing, Refusal> {
    let mut client = service.store.client().await?;
    let mut step = Step::begin(&mut client, &service.clock).await?;
    let drawn = standing(&step, digest).await?;
    let grounds = Grounds::new(withheld, drawn.names())?;
    let shows = drawn.exposure(&grounds);
    let file = off_thread(move || Ok::<_, Refusal>((drawn.disclose(&grounds)?.to_bytes()?, drawn)));
    let (bytes, drawn) = file.await??;
    let token = Digest::of_file(&bytes);
    match confirmed {
        None => return Ok(Disclosing::Asked { token, shows }),
        Some(confirmed) if confirmed != token => return Err(OutOfOrder::OtherConfirmed.into()),
        Some(_) => {}
    }
    let entry = Entry::disclosed(drawn.announcement(), token)?;
    let made = step.publish(LineKind::Disclosed, digest, entry, &bytes).await?;
    step.commit().await?;
    Ok(Disclosing::Done(made))
}

/// The result of a draw as it stands.
pub(crate) async fn standing(step: &Step<'_>, digest: Digest) -> Result<Drawn, Refusal> {
    step.announcement(digest).await?;
    secrets::drawn(step, digest).await?.ok_or_else(|| OutOfOrder::NotDrawn.into())
}
