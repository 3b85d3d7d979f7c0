//! The staffed windows' businesses, in a file to be imported.

use gateway::wire::Texts;
use serde::Deserialize;
use sqlx::AnyConnection;

use super::{ImportError, text};

/// More minutes than this are a mistake.
const MINUTES_MAX: u32 = 8 * 60;

/// A business that is done at staffed windows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueSeed {
    /// Unique among the queues.
    pub id: String,
    /// What its numbers begin with: one or two capital letters, unique among the queues.
    pub letter: String,
    /// What it is called.
    pub name: Texts,
    /// Where its windows are.
    pub place: Texts,
    /// How long one ticket takes at one window, until that is known better.
    pub minutes: u32,
    /// Numbers of its windows; without any, no number is given.
    pub windows: Vec<String>,
}

/// Imports the queues; which windows they have is as the file says, also if it says fewer.
pub(super) async fn import(
    connection: &mut AnyConnection,
    queues: &[QueueSeed],
) -> Result<usize, ImportError> {
    for (position, queue) in (0_i64..).zip(queues) {
        let letter = &queue.letter;
        let is_letter =
            (1..=2).contains(&letter.len()) && letter.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_letter {
            let error = "the letter of a queue is one or two capital letters";
            return Err(ImportError::Value(queue.id.clone(), error));
        }
        if queue.id.is_empty() || queue.id.contains(service::LIST_SEPARATOR) {
            let error = "the id of a queue has a comma, or is empty";
            return Err(ImportError::Value(queue.id.clone(), error));
        }
        if !(1..=MINUTES_MAX).contains(&queue.minutes) {
            return Err(ImportError::Value(
                queue.id.clone(),
                "the minutes cannot be",
            ));
        }
        sqlx::query(
            "INSERT INTO queues (id, position, letter, name, place, minutes)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE
             SET position = excluded.position, letter = excluded.letter, name = excluded.name,
                 place = excluded.place, minutes = excluded.minutes",
        )
        .bind(&queue.id)
        .bind(position)
        .bind(letter)
        .bind(text(&queue.name))
        .bind(text(&queue.place))
        .bind(i64::from(queue.minutes))
        .execute(&mut *connection)
        .await?;
        sqlx::query("DELETE FROM queue_windows WHERE queue = $1")
            .bind(&queue.id)
            .execute(&mut *connection)
            .await?;
        for window in &queue.windows {
            sqlx::query(
                "INSERT INTO queue_windows (number, queue) VALUES ($1, $2)
                 ON CONFLICT (number, queue) DO NOTHING",
            )
            .bind(window)
            .bind(&queue.id)
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(queues.len())
}
