//! The database: its migrations, and what the public may read.

use crate::errors::Refusal;
use deadpool_postgres::{Client, Manager, Pool};
use dual_random::Digest;
use dual_random::outcome::TargetReport;
use dual_random::record::{LineKind, Log};
use tokio_postgres::NoTls;
use tokio_postgres::types::Json;

/// Each is run once, in this order.
const MIGRATIONS: [&str; 4] = [
    include_str!("../migrations/0001_documents.sql"),
    include_str!("../migrations/0002_log.sql"),
    include_str!("../migrations/0003_secrets.sql"),
    include_str!("../migrations/0004_reports.sql"),
];

/// The lock that every writer takes: one step at a time, so that no two write the same line of the log.
pub(crate) const ONE_STEP: &str = "select pg_advisory_xact_lock(20190126)";

/// The database.
pub struct Store {
    pool: Pool,
}

impl Store {
    /// Opens a database, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When the address is none, or the database does not answer.
    pub async fn open(config: tokio_postgres::Config) -> Result<Self, Box<dyn std::error::Error>> {
        let store = Self { pool: Pool::builder(Manager::new(config, NoTls)).build()? };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<(), Box<dyn std::error::Error>> {
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        transaction.batch_execute(ONE_STEP).await?;
        transaction
            .batch_execute("create table if not exists migrations (number bigint primary key)")
            .await?;
        let done: i64 = transaction.query_one("select count(*) from migrations", &[]).await?.try_get(0)?;
        for (number, migration) in (0_i64..).zip(MIGRATIONS).filter(|(number, _)| *number >= done) {
            transaction.batch_execute(migration).await?;
            transaction.execute("insert into migrations values ($1)", &[&number]).await?;
        }
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn client(&self) -> Result<Client, Refusal> {
        Ok(self.pool.get().await?)
    }

    pub(crate) async fn document(&self, digest: Digest) -> Result<Vec<u8>, Refusal> {
        let sql = "select bytes from documents where digest = $1";
        let row = self.client().await?.query_opt(sql, &[&digest.as_bytes().as_slice()]).await?;
        Ok(row.ok_or(Refusal::NotFound)?.try_get(0)?)
    }

    pub(crate) async fn disclosure(&self, announcement: Digest) -> Result<Vec<u8>, Refusal> {
        let sql = "select bytes from documents where announcement = $1 and kind = $2";
        let kind = LineKind::Disclosed.code();
        let row = self.client().await?.query_opt(sql, &[&announcement.as_bytes().as_slice(), &kind]).await?;
        Ok(row.ok_or(Refusal::NotFound)?.try_get(0)?)
    }

    /// All public documents, each after its digest.
    pub(crate) async fn documents(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let sql = "select encode(digest, 'hex'), bytes from documents order by digest";
        let rows = self.client().await?.query(sql, &[]).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// The lines of the log, each with its line break.
    pub(crate) async fn lines(&self) -> Result<Vec<Vec<u8>>, Refusal> {
        let rows = self.client().await?.query("select bytes from log order by line", &[]).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    pub(crate) async fn log(&self) -> Result<Log, Refusal> {
        Ok(Log::from_lines(self.lines().await?)?)
    }

    /// What was reported of the draws that are disclosed, each with its announcement: of others, targets are not public yet.
    pub(crate) async fn reports(&self) -> Result<Vec<(Vec<u8>, TargetReport)>, Refusal> {
        let sql = "select announced.bytes, report from reports \
            join documents announced on announced.digest = reports.announcement \
            join documents disclosed on disclosed.announcement = reports.announcement \
            where disclosed.kind = $1 order by reports.announcement, target";
        let rows = self.client().await?.query(sql, &[&LineKind::Disclosed.code()]).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<_, Json<TargetReport>>(1)?.0))).collect()
    }
}
