//! The database: embedded SQLite, or another one by its URL.
//!
//! The SQL here keeps to what SQLite and PostgreSQL have in common: `$1` placeholders, `TEXT` and
//! `BIGINT`. Whoever changes something about an order locks its row first, see `orders`.

mod batch;
#[cfg(test)]
mod tests;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, SqlSafeStr, Transaction};
use thiserror::Error;
use tracing::log::LevelFilter;

use batch::{Line, Step};

const CONNECTIONS_MAX: u32 = 8;
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What is set on every SQLite connection. FULL: what was committed is on the disk.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;";

/// Why the database cannot be used.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// It refused, or cannot be reached.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// Its tables are not those of this version.
    #[error("database: {0}")]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// The transaction was lost with everything in it.
    #[error("database: what was written could not be committed")]
    NotCommitted,
    /// What stands in a row is not what was written there.
    #[error("database: {0} cannot be read")]
    Row(&'static str),
}

/// The database. Clones share it.
#[derive(Clone)]
pub struct Database {
    pool: AnyPool,
    /// SQLite has one writer. Waiting here is in order of arrival; in SQLite it is by chance.
    line: Option<Arc<Line>>,
}

/// A transaction that writes. Dropped, it has done nothing.
pub struct Write(Kind);

enum Kind {
    /// A transaction of its own.
    Alone(Transaction<'static, Any>),
    /// A step of one that is shared.
    Shared(Step),
}

impl Database {
    /// Opens it, and brings the tables up to date.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn open(url: &str) -> Result<Self, DatabaseError> {
        let database = Self::connect(url).await?;
        migrations().run(&database.pool).await?;
        Ok(database)
    }

    /// Opens one that is there already, and leaves its tables as they are.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn open_existing(url: &str) -> Result<Self, DatabaseError> {
        Self::connect(&url.replace("mode=rwc", "mode=rw")).await
    }

    async fn connect(url: &str) -> Result<Self, DatabaseError> {
        sqlx::any::install_default_drivers();
        let is_sqlite = url.starts_with("sqlite:");
        let options: AnyConnectOptions = url.parse()?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(WAIT_MAX)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if is_sqlite {
                        sqlx::raw_sql(SQLITE).execute(connection).await?;
                    }
                    Ok(())
                })
            })
            .connect_with(options.log_statements(LevelFilter::Trace))
            .await?;
        let line = is_sqlite.then(|| Arc::new(Line::new()));
        Ok(Self { pool, line })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// If there is none.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<Any>, DatabaseError> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction to write with.
    ///
    /// # Errors
    /// If there is none within ten seconds.
    pub async fn write(&self) -> Result<Write, DatabaseError> {
        Ok(Write(match &self.line {
            None => Kind::Alone(self.pool.begin().await?),
            Some(line) => Kind::Shared(line.step(&self.pool).await?),
        }))
    }

    /// Waits until nobody uses it any more.
    pub async fn close(&self) {
        if let Some(line) = &self.line {
            line.close().await;
        }
        self.pool.close().await;
    }
}

impl Write {
    /// Makes it durable, and with it what was read meanwhile.
    ///
    /// # Errors
    /// If it could not be.
    pub async fn commit(self) -> Result<(), DatabaseError> {
        match self.0 {
            Kind::Alone(transaction) => Ok(transaction.commit().await?),
            Kind::Shared(step) => step.commit().await,
        }
    }

    /// Undoes it. What was read meanwhile is durable when this returns: it may have been of a step
    /// in the same transaction.
    ///
    /// # Errors
    /// If what was read is not true after all.
    pub async fn give_up(self) -> Result<(), DatabaseError> {
        match self.0 {
            Kind::Alone(transaction) => Ok(transaction.rollback().await?),
            Kind::Shared(step) => step.give_up().await,
        }
    }
}

impl Deref for Write {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        match &self.0 {
            Kind::Alone(transaction) => transaction,
            Kind::Shared(step) => step.connection(),
        }
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        match &mut self.0 {
            Kind::Alone(transaction) => transaction,
            Kind::Shared(step) => step.connection_mut(),
        }
    }
}

/// The next value of a counter; counting is part of the transaction.
///
/// # Errors
/// [`DatabaseError`].
pub async fn count(connection: &mut AnyConnection, name: &str) -> Result<i64, DatabaseError> {
    let value = sqlx::query_scalar(
        "INSERT INTO counters (name, value) VALUES ($1, 1)
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
    )
    .bind(name)
    .fetch_one(connection)
    .await?;
    Ok(value)
}

fn migrations() -> Migrator {
    let migration = |version, name: &'static str, sql: &'static str| {
        let sql = sql.into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(vec![
        migration(1, "first tables", include_str!("schema.sql")),
        migration(
            20,
            "kept applications",
            include_str!("schema/kept_applications.sql"),
        ),
        migration(41, "trust lists", include_str!("schema/trust_lists.sql")),
        migration(
            44,
            "subjects of issuers",
            include_str!("schema/subjects.sql"),
        ),
        migration(50, "lists", include_str!("schema/lists.sql")),
        migration(55, "queues", include_str!("schema/queues.sql")),
        migration(56, "stages", include_str!("schema/case_stages.sql")),
        migration(57, "reprints", include_str!("schema/reprints.sql")),
        migration(58, "ratings", include_str!("schema/ratings.sql")),
        migration(59, "refunds", include_str!("schema/refunds_due.sql")),
        migration(60, "catalogues", include_str!("schema/catalogues.sql")),
    ])
}
