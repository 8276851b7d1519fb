//! What is private until its day. No other file names the table `secrets`, and only steps of the office come here.

use crate::errors::Refusal;
use crate::step::Step;
use crate::threads::off_thread;
use dual_random::{AmendError, Amended, Digest, Drawn, Opening};

#[derive(Clone, Copy)]
pub(crate) enum Secret {
    Opening,
    Result,
    /// With its number, from 1.
    Amendment(u64),
}

impl Secret {
    fn key(self) -> (&'static str, u64) {
        match self {
            Self::Opening => ("opening", 0),
            Self::Result => ("result", 0),
            Self::Amendment(number) => ("amendment", number),
        }
    }
}

pub(crate) async fn keep(
    step: &Step<'_>,
    announcement: Digest,
    secret: Secret,
    bytes: &[u8],
) -> Result<(), Refusal> {
    let (kind, number) = secret.key();
    let number = i64::try_from(number).map_err(|_| Refusal::Failure("number"))?;
    let sql = "insert into secrets (announcement, kind, number, bytes) values ($1, $2, $3, $4)";
    let announcement = announcement.as_bytes().as_slice();
    step.transaction.execute(sql, &[&announcement, &kind, &number, &bytes]).await?;
    Ok(())
}

pub(crate) async fn opening(step: &Step<'_>, announcement: Digest) -> Result<Opening, Refusal> {
    let rows = read(step, announcement, Secret::Opening).await?;
    let bytes = rows.first().ok_or(Refusal::NotFound)?;
    Ok(Opening::from_bytes(bytes)?)
}

/// The result as it stands: as it was drawn, with all amendments since. `None` before the draw.
pub(crate) async fn drawn(step: &Step<'_>, announcement: Digest) -> Result<Option<Drawn>, Refusal> {
    let result = read(step, announcement, Secret::Result).await?;
    let amendments = read(step, announcement, Secret::Amendment(0)).await?;
    let standing = off_thread(move || {
        let Some(result) = result.first() else { return Ok(None) };
        let mut drawn = Drawn::from_bytes(result)?;
        for amendment in &amendments {
            drawn.with_amendment(&Amended::from_bytes(amendment)?)?;
        }
        Ok::<_, AmendError>(Some(drawn))
    });
    Ok(standing.await??)
}

/// All secrets of a kind, in the order of their numbers.
async fn read(step: &Step<'_>, announcement: Digest, secret: Secret) -> Result<Vec<Vec<u8>>, Refusal> {
    let sql = "select bytes from secrets where announcement = $1 and kind = $2 order by number";
    let (kind, _) = secret.key();
    let rows = step.transaction.query(sql, &[&announcement.as_bytes().as_slice(), &kind]).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
