//! Appointments as the database has them.

use std::collections::BTreeMap;

use gateway::wire::Row as Line;
use order::Millis;
use sqlx::{AnyConnection, Row};

use super::{list_questions, row};
use crate::catalogue::Services;
use crate::citizens::Citizen;
use crate::clock;
use crate::database::{DatabaseError, count};
use crate::lists::{self, Item};
use crate::orders::json;
use crate::procedures::words::WORDS;

/// An appointment that is not over.
pub(super) struct Booking {
    /// The application that made it.
    pub case_number: String,
    /// What its time is taken by.
    pub holder: String,
    /// The order that paid for it, if it cost something.
    pub order: Option<String>,
    /// Its time.
    pub item: Item,
    /// Where and at whom: what was chosen on the way to the time.
    pub about: Vec<Line>,
}

impl Booking {
    /// Where, at whom, and this time.
    pub fn rows(&self, time: &Item) -> Vec<Line> {
        let mut rows = self.about.clone();
        rows.push(row(&WORDS.appointment_when, time.name.clone()));
        rows
    }
}

/// The citizen's appointments that are not over, in these lists.
pub(super) async fn bookings(
    connection: &mut AnyConnection,
    services: &Services,
    lists: &[&str],
    citizen: &Citizen,
    now: Millis,
) -> Result<Vec<Booking>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT a.case_number, a.service, a.order_id, a.answers, i.list, i.id
         FROM applications a JOIN items i ON i.taken_by = COALESCE(a.order_id, a.case_number)
         WHERE a.citizen = $1 AND i.day >= $2 ORDER BY i.day, i.starts, a.case_number",
    )
    .bind(&citizen.sub)
    .bind(clock::china_at(now).date().to_string())
    .fetch_all(&mut *connection)
    .await?;
    let mut bookings = Vec::new();
    for row in &rows {
        let (list, id): (String, String) = (row.try_get(4)?, row.try_get(5)?);
        if !lists.contains(&list.as_str()) {
            continue;
        }
        let item = lists::item(connection, &list, &id).await?;
        let is_ahead = |item: &Item| item.time.as_ref().is_some_and(|time| !time.is_over(now));
        let Some(item) = item.filter(is_ahead) else {
            continue;
        };
        let (case_number, of): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let order: Option<String> = row.try_get(2)?;
        let answers: Option<String> = row.try_get(3)?;
        let answers = answers.map(|answers| json(&answers, "the answers"));
        let answers = answers.transpose()?.unwrap_or_default();
        bookings.push(Booking {
            about: about(connection, services, &of, &answers, &list).await?,
            holder: order.clone().unwrap_or_else(|| case_number.clone()),
            case_number,
            order,
            item,
        });
    }
    Ok(bookings)
}

/// What was chosen besides the time, as the service that was applied for calls it.
async fn about(
    connection: &mut AnyConnection,
    services: &Services,
    service: &str,
    answers: &BTreeMap<String, String>,
    times: &str,
) -> Result<Vec<Line>, DatabaseError> {
    let Some(service) = services.get(service) else {
        return Ok(Vec::new());
    };
    let mut rows = Vec::new();
    for (question, list) in list_questions(service).filter(|(_, list)| *list != times) {
        let Some(answer) = answers.get(question) else {
            continue;
        };
        let asked = service.questions.iter().find(|asked| asked.id == question);
        let item = lists::item(connection, list, answer).await?;
        if let Some((asked, item)) = asked.zip(item) {
            rows.push(row(&asked.label, item.name));
        }
    }
    Ok(rows)
}

/// What the times stand under that an appointment may be changed to: its doctor.
///
/// # Errors
/// [`DatabaseError`].
pub async fn under(
    connection: &mut AnyConnection,
    case_number: &str,
) -> Result<Option<String>, DatabaseError> {
    let under = sqlx::query_scalar(
        "SELECT i.under_id FROM applications a
         JOIN items i ON i.taken_by = COALESCE(a.order_id, a.case_number)
         WHERE a.case_number = $1 AND i.day IS NOT NULL AND i.under_id IS NOT NULL
         ORDER BY i.list, i.id LIMIT 1",
    )
    .bind(case_number)
    .fetch_optional(connection)
    .await?;
    Ok(under)
}

/// The place in the list, if the citizen has checked in.
pub(super) async fn checked_in_as(
    connection: &mut AnyConnection,
    holder: &str,
) -> Result<Option<i64>, DatabaseError> {
    let position = sqlx::query_scalar("SELECT position FROM check_ins WHERE holder = $1")
        .bind(holder)
        .fetch_optional(connection)
        .await?;
    Ok(position)
}

/// Gives the next place in the list of whom the appointment is with, that day.
pub(super) async fn note_check_in(
    connection: &mut AnyConnection,
    booking: &Booking,
    case_number: &str,
    now: Millis,
) -> Result<i64, DatabaseError> {
    let Item { list, under, .. } = &booking.item;
    let list = format!("{list}/{}", under.as_deref().unwrap_or_default());
    let day = clock::china_at(now).date().to_string();
    let position = count(connection, &format!("check-in-{list}-{day}")).await?;
    sqlx::query(
        "INSERT INTO check_ins (holder, list, day, position, case_number, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&booking.holder)
    .bind(list)
    .bind(day)
    .bind(position)
    .bind(case_number)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(position)
}
