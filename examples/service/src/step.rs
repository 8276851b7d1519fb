//! A step of the office: one transaction, one line of the log. Nobody sees a document before all of it is stored.

use crate::clock::Clock;
use crate::errors::Refusal;
use crate::store::ONE_STEP;
use deadpool_postgres::{Client, Transaction};
use dual_random::record::{Entry, LineKind, Log};
use dual_random::{Announcement, Digest, Timestamp};

/// A step that holds the lock of all steps. Dropped without [`Step::commit`] it leaves nothing behind.
pub(crate) struct Step<'c> {
    pub(crate) transaction: Transaction<'c>,
    pub(crate) at: Timestamp,
    log: Log,
}

/// What a step published.
pub(crate) struct Made {
    pub(crate) document: Digest,
    /// The same was published before: whoever lost the answer asked again.
    pub(crate) again: bool,
}

impl<'c> Step<'c> {
    /// Waits for the lock; only then reads the log and the clock. (At the level of the default, read committed: a serializable
    /// transaction would see the log as it was before the wait.)
    pub(crate) async fn begin(client: &'c mut Client, clock: &Clock) -> Result<Self, Refusal> {
        let transaction = client.transaction().await?;
        transaction.batch_execute(ONE_STEP).await?;
        let rows = transaction.query("select bytes from log order by line", &[]).await?;
        let lines: Vec<&[u8]> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        let log = Log::from_lines(lines)?;
        Ok(Self { transaction, at: clock.now()?, log })
    }

    pub(crate) async fn announcement(&self, digest: Digest) -> Result<Announcement, Refusal> {
        let sql = "select bytes from documents where digest = $1 and kind = $2";
        let kind = LineKind::Announced.code();
        let row = self.transaction.query_opt(sql, &[&digest.as_bytes().as_slice(), &kind]).await?;
        Ok(Announcement::from_bytes(row.ok_or(Refusal::NotFound)?.try_get(0)?)?)
    }

    /// Stores a document with its line. The library refuses a line that contradicts the log.
    pub(crate) async fn publish(
        &mut self,
        kind: LineKind,
        announcement: Digest,
        entry: Entry,
        bytes: &[u8],
    ) -> Result<Made, Refusal> {
        let document = Digest::of_file(bytes);
        if self.log.has(&entry) {
            return Ok(Made { document, again: true });
        }
        let number = i64::try_from(self.log.lines().len()).map_err(|_| Refusal::Failure("log"))?;
        let line = self.log.push(entry, self.at)?;
        let (document_key, announcement) =
            (document.as_bytes().as_slice(), announcement.as_bytes().as_slice());
        let sql = "insert into documents (digest, kind, announcement, bytes) values ($1, $2, $3, $4)";
        self.transaction.execute(sql, &[&document_key, &kind.code(), &announcement, &bytes]).await?;
        let sql = "insert into log (line, document, bytes) values ($1, $2, $3)";
        self.transaction.execute(sql, &[&number, &document_key, &line]).await?;
        Ok(Made { document, again: false })
    }

    pub(crate) async fn commit(self) -> Result<(), Refusal> {
        Ok(self.transaction.commit().await?)
    }
}
