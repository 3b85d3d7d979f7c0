//! The staff calls the next number, and the screens show who is being called.

use gateway::wire::Called;
use order::Millis;
use sqlx::{AnyConnection, Row};
use thiserror::Error;

use super::{day, name};
use crate::database::{Database, DatabaseError};

/// For how long a number is shown after it was called.
const SHOWN_MS: Millis = 3 * 60_000;
const SHOWN_MAX: i64 = 12;

/// Why nobody was called.
#[derive(Debug, Error)]
pub enum NotCalled {
    /// Nobody waits for what this window does.
    #[error("nobody is waiting")]
    Nobody,
    /// The window does nothing, or not this business.
    #[error("window {0} does not do this: see the queues that were imported")]
    OtherWindow(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for NotCalled {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Calls whoever has waited longest for what this window does, or for one business of it.
///
/// # Errors
/// [`NotCalled`].
pub async fn next(
    database: &Database,
    window: &str,
    business: Option<&str>,
    now: Millis,
) -> Result<Called, NotCalled> {
    let mut write = database.write().await?;
    let done = call(&mut write, window, business, now).await;
    match done {
        Ok(called) => {
            write.commit().await?;
            Ok(called)
        }
        Err(error) => {
            write.give_up().await?;
            Err(error)
        }
    }
}

async fn call(
    connection: &mut AnyConnection,
    window: &str,
    business: Option<&str>,
    now: Millis,
) -> Result<Called, NotCalled> {
    let does: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM queue_windows WHERE number = $1 AND (CAST($2 AS TEXT) IS NULL OR queue = $2)",
    )
    .bind(window)
    .bind(business)
    .fetch_one(&mut *connection)
    .await?;
    if does == 0 {
        return Err(NotCalled::OtherWindow(window.to_owned()));
    }
    loop {
        let row = sqlx::query(
            "SELECT t.token, q.letter, t.number FROM tickets t
             JOIN queues q ON q.id = t.queue
             JOIN queue_windows w ON w.queue = t.queue AND w.number = $1
             WHERE t.day = $2 AND t.called_at IS NULL AND (CAST($3 AS TEXT) IS NULL OR t.queue = $3)
             ORDER BY t.taken_at, t.number, t.queue LIMIT 1",
        )
        .bind(window)
        .bind(day(now))
        .bind(business)
        .fetch_optional(&mut *connection)
        .await?;
        let row = row.ok_or(NotCalled::Nobody)?;
        let token: String = row.try_get(0)?;
        let taken = sqlx::query(
            "UPDATE tickets SET called_at = $1, called_to = $2
             WHERE token = $3 AND called_at IS NULL",
        )
        .bind(now)
        .bind(window)
        .bind(token)
        .execute(&mut *connection)
        .await?;
        // Another window may have been faster.
        if taken.rows_affected() == 1 {
            let letter: String = row.try_get(1)?;
            return Ok(Called {
                number: name(&letter, row.try_get(2)?),
                window: window.to_owned(),
            });
        }
    }
}

/// Those who are being called, the last one first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn called(
    connection: &mut AnyConnection,
    now: Millis,
) -> Result<Vec<Called>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT q.letter, t.number, t.called_to FROM tickets t JOIN queues q ON q.id = t.queue
         WHERE t.called_at > $1 AND t.called_at <= $2
         ORDER BY t.called_at DESC, t.number DESC LIMIT $3",
    )
    .bind(now - SHOWN_MS)
    .bind(now)
    .bind(SHOWN_MAX)
    .fetch_all(connection)
    .await?;
    let called = rows.iter().map(|row| {
        let letter: String = row.try_get(0)?;
        Ok(Called {
            number: name(&letter, row.try_get(1)?),
            window: row.try_get(2)?,
        })
    });
    called.collect()
}
