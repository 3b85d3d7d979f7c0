//! Numbers for staffed windows: taken at a machine, called by the staff, followed on a phone.
//!
//! A number is counted by business and day, in the transaction that keeps the application, so two
//! machines never give the same one, and the same application never has two.

mod calling;
mod pace;
pub mod page;
mod ticket;

use aws_lc_rs::rand;
use data_encoding::BASE64URL_NOPAD;
use gateway::wire::ProblemCode;
use order::Millis;
use service::{Choice, Texts};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::words::{WORDS, filled};
use crate::clock;
use crate::database::{DatabaseError, count};
use crate::dues::texts;
use crate::refused::Refused;
pub use calling::{NotCalled, called, next};
use pace::Step;
pub use ticket::ticket;

const QUEUES_MAX: i64 = 200;
/// The pace is that of the last calls.
const CALLS: i64 = 13;
/// Length of a token: nobody can guess 96 bits.
const TOKEN_BYTES: usize = 12;

/// A business with windows, and who waits for it.
struct Queue {
    id: String,
    letter: String,
    name: Texts,
    place: Texts,
    minutes: i64,
    windows: i64,
}

/// A number that was taken.
pub struct Ticket {
    /// `A012`.
    pub number: String,
    /// The business.
    pub business: Texts,
    /// Where its windows are.
    pub place: Texts,
    /// How many are called before.
    pub before: i64,
    /// For how many minutes about.
    pub minutes: i64,
    /// When it was taken.
    pub taken_at: Millis,
    /// What a phone follows it by.
    pub token: String,
}

/// How it is with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// `A012`.
    pub number: String,
    /// The business.
    pub business: Texts,
    /// Where its windows are.
    pub place: Texts,
    /// How it is.
    pub state: State,
}

/// How it is with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It was not called yet.
    Waiting {
        /// How many are called before.
        before: i64,
        /// For how many minutes about.
        minutes: i64,
    },
    /// It was called.
    Called {
        /// Number of the window.
        window: String,
        /// When.
        at: Millis,
    },
    /// It was never called, and its day is over.
    Over {
        /// `2026-11-26`.
        day: String,
    },
}

/// The businesses, with who waits and for how long about.
///
/// # Errors
/// [`DatabaseError`].
pub async fn options(
    connection: &mut AnyConnection,
    now: Millis,
) -> Result<Vec<Choice>, DatabaseError> {
    let mut options = Vec::new();
    for queue in select(connection, None).await? {
        let waiting = waiting(connection, &queue.id, &day(now), i64::MAX).await?;
        let minutes = about(connection, &queue, waiting, now).await?;
        let (count, minutes) = (waiting.to_string(), minutes.to_string());
        let detail = if waiting == 0 {
            WORDS.nobody_waits.clone()
        } else {
            let values = [
                ("count", &Texts::same(count)),
                ("minutes", &Texts::same(minutes)),
            ];
            filled(&WORDS.waiting, &values)
        };
        options.push(Choice {
            id: queue.id,
            name: queue.name,
            detail,
            fee: None,
            available: queue.windows > 0,
        });
    }
    Ok(options)
}

/// Takes the next number of a business. Part of the transaction that keeps the application.
///
/// # Errors
/// `answer-invalid` if there is no such business, or no window for it.
pub async fn take(
    connection: &mut AnyConnection,
    queue: &str,
    case_number: &str,
    now: Millis,
) -> Result<Ticket, Refused> {
    let found = select(connection, Some(queue)).await?.into_iter().next();
    let queue = found
        .filter(|queue| queue.windows > 0)
        .ok_or(ProblemCode::AnswerInvalid)?;
    let day = day(now);
    let number = count(connection, &format!("queue-{}-{day}", queue.id)).await?;
    let mut random = [0; TOKEN_BYTES];
    rand::fill(&mut random).map_err(|_| ProblemCode::Unavailable)?;
    let token = BASE64URL_NOPAD.encode(&random);
    sqlx::query(
        "INSERT INTO tickets (token, queue, day, number, case_number, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&token)
    .bind(&queue.id)
    .bind(&day)
    .bind(number)
    .bind(case_number)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    let before = waiting(connection, &queue.id, &day, number).await?;
    let minutes = about(connection, &queue, before, now).await?;
    Ok(Ticket {
        number: name(&queue.letter, number),
        business: queue.name,
        place: queue.place,
        before,
        minutes,
        taken_at: now,
        token,
    })
}

/// How it is with the number of this token. `None` if there is none.
///
/// # Errors
/// [`DatabaseError`].
pub async fn follow(
    connection: &mut AnyConnection,
    token: &str,
    now: Millis,
) -> Result<Option<Followed>, DatabaseError> {
    let row = sqlx::query(
        "SELECT queue, day, number, called_at, called_to FROM tickets WHERE token = $1",
    )
    .bind(token)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (queue, of_day): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let number: i64 = row.try_get(2)?;
    let called: Option<i64> = row.try_get(3)?;
    let window: Option<String> = row.try_get(4)?;
    let queue = select(connection, Some(&queue)).await?.into_iter().next();
    let queue = queue.ok_or(DatabaseError::Row("a queue"))?;
    let state = match called.zip(window) {
        Some((at, window)) => State::Called { window, at },
        None if of_day != day(now) => State::Over { day: of_day },
        None => {
            let before = waiting(connection, &queue.id, &of_day, number).await?;
            let minutes = about(connection, &queue, before, now).await?;
            State::Waiting { before, minutes }
        }
    };
    Ok(Some(Followed {
        number: name(&queue.letter, number),
        business: queue.name,
        place: queue.place,
        state,
    }))
}

/// How many with a smaller number wait.
async fn waiting(
    connection: &mut AnyConnection,
    queue: &str,
    day: &str,
    number: i64,
) -> Result<i64, DatabaseError> {
    let waiting = sqlx::query_scalar(
        "SELECT COUNT(*) FROM tickets
         WHERE queue = $1 AND day = $2 AND number < $3 AND called_at IS NULL",
    )
    .bind(queue)
    .bind(day)
    .bind(number)
    .fetch_one(connection)
    .await?;
    Ok(waiting)
}

async fn about(
    connection: &mut AnyConnection,
    queue: &Queue,
    before: i64,
    now: Millis,
) -> Result<i64, DatabaseError> {
    let rows = sqlx::query(
        "SELECT taken_at, called_at FROM tickets
         WHERE queue = $1 AND day = $2 AND called_at IS NOT NULL
         ORDER BY called_at DESC, number DESC LIMIT $3",
    )
    .bind(&queue.id)
    .bind(day(now))
    .bind(CALLS)
    .fetch_all(connection)
    .await?;
    let calls = rows.iter().rev().map(|row| {
        Ok(Step {
            taken_at: row.try_get(0)?,
            called_at: row.try_get(1)?,
        })
    });
    let calls = calls.collect::<Result<Vec<_>, DatabaseError>>()?;
    let pace = pace::pace(&calls);
    let pace = pace.unwrap_or_else(|| pace::configured(queue.minutes, queue.windows));
    Ok(pace::about_minutes(before, pace))
}

/// One queue, or all of them in their order.
async fn select(
    connection: &mut AnyConnection,
    id: Option<&str>,
) -> Result<Vec<Queue>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT q.id, q.letter, q.name, q.place, q.minutes,
             (SELECT COUNT(*) FROM queue_windows w WHERE w.queue = q.id)
         FROM queues q WHERE CAST($1 AS TEXT) IS NULL OR q.id = $1 ORDER BY q.position, q.id LIMIT $2",
    )
    .bind(id)
    .bind(QUEUES_MAX)
    .fetch_all(connection)
    .await?;
    rows.iter().map(queue).collect()
}

fn queue(row: &AnyRow) -> Result<Queue, DatabaseError> {
    Ok(Queue {
        id: row.try_get(0)?,
        letter: row.try_get(1)?,
        name: texts(row.try_get(2)?)?,
        place: texts(row.try_get(3)?)?,
        minutes: row.try_get(4)?,
        windows: row.try_get(5)?,
    })
}

/// The day as the hall counts it.
fn day(now: Millis) -> String {
    clock::china_at(now).date().to_string()
}

/// `A012`.
fn name(letter: &str, number: i64) -> String {
    format!("{letter}{number:03}")
}
