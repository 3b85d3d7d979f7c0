//! How it was (好差评, GB/T 39735): said once, never changed. A bad rating is answered within 15
//! working days.

use gateway::wire::{ProblemCode, RatingReason, RatingRequest};
use jiff::civil::{Date, Weekday};
use order::Millis;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::clock;
use crate::database::{Database, DatabaseError};
use crate::refused::Refused;

/// Up to this level a rating is bad.
const BAD_MAX: i64 = 2;
const ANSWER_WITHIN_DAYS: u32 = 15;

/// A rating that somebody has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The case it is about.
    pub case_number: String,
    /// Id of the service.
    pub service: String,
    /// Number of the machine.
    pub machine: String,
    /// 1 or 2.
    pub level: i64,
    /// Ids of the reasons, with commas between.
    pub reasons: String,
    /// The day it was given.
    pub given: Date,
    /// The last day to answer it.
    pub until: Date,
}

/// Keeps a rating. The same again changes nothing.
///
/// # Errors
/// `request-malformed` for a level or a reason that there is not, `application-unknown`,
/// `order-unpaid`, and `rating-given` if another one was given before.
pub async fn rate(
    database: &Database,
    key: Uuid,
    machine: &str,
    request: &RatingRequest,
    now: Millis,
) -> Result<(), Refused> {
    let reasons = reasons(request)?;
    let mut write = database.write().await?;
    let kept = keep(&mut write, key, machine, (request.level, &reasons), now).await;
    match kept {
        Ok(()) => Ok(write.commit().await?),
        Err(refused) => {
            write.give_up().await?;
            Err(refused)
        }
    }
}

async fn keep(
    connection: &mut AnyConnection,
    key: Uuid,
    machine: &str,
    (level, reasons): (u8, &str),
    now: Millis,
) -> Result<(), Refused> {
    let row = sqlx::query(
        "SELECT a.order_id, r.number FROM applications a LEFT JOIN receipts r ON r.order_id = a.order_id
         WHERE a.key = $1",
    )
    .bind(key.to_string())
    .fetch_optional(&mut *connection)
    .await?
    .ok_or(ProblemCode::ApplicationUnknown)?;
    let (order, receipt): (Option<String>, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
    if order.is_some() && receipt.is_none() {
        return Err(ProblemCode::OrderUnpaid.into());
    }
    sqlx::query(
        "INSERT INTO ratings (application, level, reasons, machine, rated_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (application) DO NOTHING",
    )
    .bind(key.to_string())
    .bind(i64::from(level))
    .bind(reasons)
    .bind(machine)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query("SELECT level, reasons FROM ratings WHERE application = $1")
        .bind(key.to_string())
        .fetch_one(connection)
        .await?;
    let (given, why): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
    if (given, why.as_str()) == (i64::from(level), reasons) {
        Ok(())
    } else {
        Err(ProblemCode::RatingGiven.into())
    }
}

/// The reasons as they are kept: in the order of the level's list, whatever order they came in.
fn reasons(request: &RatingRequest) -> Result<String, Refused> {
    let RatingRequest { level, reasons } = request;
    let offered = RatingReason::for_level(*level);
    let chosen: Vec<_> = offered
        .iter()
        .filter(|reason| reasons.contains(reason))
        .collect();
    if !(1..=5).contains(level) || chosen.len() != reasons.len() {
        return Err(ProblemCode::RequestMalformed.into());
    }
    let ids = chosen.into_iter().map(|reason| reason.id());
    Ok(ids.collect::<Vec<_>>().join(","))
}

/// How many ratings there are of each level, from 1 to 5.
///
/// # Errors
/// [`DatabaseError`].
pub async fn counts(connection: &mut AnyConnection) -> Result<[i64; 5], DatabaseError> {
    let mut counts = [0; 5];
    for (level, count) in (1_i64..).zip(&mut counts) {
        *count = sqlx::query_scalar("SELECT COUNT(*) FROM ratings WHERE level = $1")
            .bind(level)
            .fetch_one(&mut *connection)
            .await?;
    }
    Ok(counts)
}

/// The bad ones that nobody has answered, the most urgent first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn bad(connection: &mut AnyConnection) -> Result<Vec<Bad>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT a.case_number, a.service, g.machine, g.level, g.reasons, g.rated_at
         FROM ratings g JOIN applications a ON a.key = g.application
         WHERE g.level <= $1 AND g.answered_at IS NULL ORDER BY g.rated_at, a.case_number",
    )
    .bind(BAD_MAX)
    .fetch_all(connection)
    .await?;
    let bad = rows.iter().map(|row| {
        let given = clock::china_at(row.try_get(5)?).date();
        Ok(Bad {
            case_number: row.try_get(0)?,
            service: row.try_get(1)?,
            machine: row.try_get(2)?,
            level: row.try_get(3)?,
            reasons: row.try_get(4)?,
            given,
            until: working_days_after(given, ANSWER_WITHIN_DAYS),
        })
    });
    bad.collect()
}

/// Somebody has answered the rating of this case. Says whether there was one to answer.
///
/// # Errors
/// [`DatabaseError`].
pub async fn answered(
    database: &Database,
    case_number: &str,
    now: Millis,
) -> Result<bool, DatabaseError> {
    let mut write = database.write().await?;
    let noted = sqlx::query(
        "UPDATE ratings SET answered_at = $1 WHERE answered_at IS NULL AND level <= $2
             AND application IN (SELECT key FROM applications WHERE case_number = $3)",
    )
    .bind(now)
    .bind(BAD_MAX)
    .bind(case_number)
    .execute(&mut *write)
    .await?;
    write.commit().await?;
    Ok(noted.rows_affected() == 1)
}

/// Monday to Friday. Public holidays are not known here: the real day is never earlier.
fn working_days_after(day: Date, days: u32) -> Date {
    let mut left = days;
    let mut day = day;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_working_days_are_three_weeks() {
        let after = |day: &str| working_days_after(day.parse().unwrap(), 15).to_string();
        assert_eq!(after("2026-11-26"), "2026-12-17", "a Thursday");
        assert_eq!(after("2026-11-28"), "2026-12-18", "a Saturday");
    }

    #[test]
    fn reasons_belong_to_their_level_and_their_order_does_not_count() {
        let rated = |level, reasons: &[RatingReason]| {
            let reasons = reasons.to_vec();
            super::reasons(&RatingRequest { level, reasons }).ok()
        };
        use RatingReason::{Broken, Quick, Slow};
        assert_eq!(rated(1, &[Broken, Slow]), rated(1, &[Slow, Broken]));
        assert_eq!(rated(5, &[]).as_deref(), Some(""));
        for (level, reasons) in [
            (5, vec![Slow]),
            (2, vec![Quick]),
            (2, vec![Slow, Slow]),
            (0, vec![]),
            (6, vec![]),
        ] {
            assert_eq!(rated(level, &reasons), None, "{level} {reasons:?}");
        }
    }
}
