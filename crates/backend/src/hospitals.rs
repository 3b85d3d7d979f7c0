//! Hospitals, departments, doctors, and the times at which they see patients.

use gateway::wire::{Choice, Item, ProblemCode, Texts};
use jiff::civil::Date;
use service::Fen;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::clock;
use crate::database::DatabaseError;
use crate::dues::texts;
use crate::refused::Refused;
use order::Millis;

const OPTIONS_MAX: i64 = 500;

/// A time at a doctor.
pub struct Slot {
    /// Its id.
    pub id: String,
    /// As a line of an order.
    pub item: Item,
    /// Id of the order that holds it.
    pub held_by: Option<String>,
    /// Whether somebody has it, or it is past.
    pub is_gone: bool,
}

/// What can be chosen for a question, after the answers before it.
///
/// # Errors
/// `answer-invalid` if an answer before is missing, or nothing is looked up for this question.
pub async fn options<'a>(
    connection: &mut AnyConnection,
    question: &str,
    answer: impl Fn(&str) -> Option<&'a str>,
    now: Millis,
) -> Result<Vec<Choice>, Refused> {
    let before = |question: &str| answer(question).ok_or(ProblemCode::AnswerInvalid);
    match question {
        "hospital" => {
            let query = "SELECT id, name, detail FROM hospitals ORDER BY position, id LIMIT $1";
            let rows = sqlx::query(query)
                .bind(OPTIONS_MAX)
                .fetch_all(connection)
                .await?;
            Ok(rows.iter().map(named).collect::<Result<_, _>>()?)
        }
        "department" => {
            let query = "SELECT id, name, detail FROM departments WHERE hospital = $1
                         ORDER BY position, id LIMIT $2";
            Ok(children(connection, query, before("hospital")?).await?)
        }
        "doctor" => {
            let query = "SELECT id, name, detail, fee FROM doctors WHERE department = $1
                         ORDER BY position, id LIMIT $2";
            Ok(children(connection, query, before("department")?).await?)
        }
        "slot" => Ok(slots(connection, before("doctor")?, now).await?),
        _ => Err(ProblemCode::AnswerInvalid.into()),
    }
}

/// The slot that was chosen, if hospital, department and doctor are those of it.
///
/// # Errors
/// `answer-invalid`.
pub async fn slot<'a>(
    connection: &mut AnyConnection,
    answer: impl Fn(&str) -> Option<&'a str>,
    now: Millis,
) -> Result<Slot, Refused> {
    let given = |question: &str| answer(question).ok_or(ProblemCode::AnswerInvalid);
    let row = sqlx::query(
        "SELECT s.id, s.day, s.starts, s.ends, s.held_by, s.booked_by, d.fee, d.name, p.name, h.name
         FROM slots s JOIN doctors d ON d.id = s.doctor JOIN departments p ON p.id = d.department
         JOIN hospitals h ON h.id = p.hospital
         WHERE s.id = $1 AND d.id = $2 AND p.id = $3 AND h.id = $4",
    )
    .bind(given("slot")?)
    .bind(given("doctor")?)
    .bind(given("department")?)
    .bind(given("hospital")?)
    .fetch_optional(connection)
    .await?
    .ok_or(ProblemCode::AnswerInvalid)?;
    let time = Time::read(&row, 1)?;
    let booked_by: Option<String> = row.try_get(5)?;
    let (doctor, department) = (texts(row.try_get(7)?)?, texts(row.try_get(8)?)?);
    let hospital = texts(row.try_get(9)?)?;
    let when = time.name();
    let item = Item {
        title: joined(&hospital, &department),
        detail: joined(&doctor, &joined(&when, &time.detail())),
        amount: fee(row.try_get(6)?)?,
    };
    let is_gone = booked_by.is_some() || time.is_past(now);
    Ok(Slot {
        id: row.try_get(0)?,
        item,
        held_by: row.try_get(4)?,
        is_gone,
    })
}

/// Holds a slot for an order, if nobody else does.
///
/// # Errors
/// [`DatabaseError`].
pub async fn hold(
    connection: &mut AnyConnection,
    slot: &str,
    order: &str,
) -> Result<bool, DatabaseError> {
    let held = sqlx::query(
        "UPDATE slots SET held_by = $1 WHERE id = $2 AND booked_by IS NULL AND held_by IS NULL",
    )
    .bind(order)
    .bind(slot)
    .execute(connection)
    .await?;
    Ok(held.rows_affected() == 1)
}

/// The slot that an order holds is its own.
///
/// # Errors
/// [`DatabaseError`].
pub async fn book(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE slots SET booked_by = $1, held_by = NULL WHERE held_by = $1")
        .bind(order)
        .execute(connection)
        .await?;
    Ok(())
}

/// The slot that an order holds is free.
///
/// # Errors
/// [`DatabaseError`].
pub async fn release(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE slots SET held_by = NULL WHERE held_by = $1")
        .bind(order)
        .execute(connection)
        .await?;
    Ok(())
}

async fn children(
    connection: &mut AnyConnection,
    query: &'static str,
    parent: &str,
) -> Result<Vec<Choice>, DatabaseError> {
    let rows = sqlx::query(query)
        .bind(parent)
        .bind(OPTIONS_MAX)
        .fetch_all(connection)
        .await?;
    rows.iter().map(named).collect()
}

async fn slots(
    connection: &mut AnyConnection,
    doctor: &str,
    now: Millis,
) -> Result<Vec<Choice>, DatabaseError> {
    let today = clock::china_at(now).date().to_string();
    let rows = sqlx::query(
        "SELECT s.id, s.day, s.starts, s.ends, s.held_by, s.booked_by, d.fee
         FROM slots s JOIN doctors d ON d.id = s.doctor WHERE s.doctor = $1 AND s.day >= $2
         ORDER BY s.day, s.starts LIMIT $3",
    )
    .bind(doctor)
    .bind(today)
    .bind(OPTIONS_MAX)
    .fetch_all(connection)
    .await?;
    let mut options = Vec::new();
    for row in &rows {
        let time = Time::read(row, 1)?;
        if time.is_past(now) {
            continue;
        }
        let held_by: Option<String> = row.try_get(4)?;
        let booked_by: Option<String> = row.try_get(5)?;
        options.push(Choice {
            id: row.try_get(0)?,
            name: time.name(),
            detail: time.detail(),
            fee: Some(Fen(fee(row.try_get(6)?)?)),
            available: held_by.is_none() && booked_by.is_none(),
        });
    }
    Ok(options)
}

fn named(row: &AnyRow) -> Result<Choice, DatabaseError> {
    let amount: Option<i64> = if row.len() > 3 { row.try_get(3)? } else { None };
    Ok(Choice {
        id: row.try_get(0)?,
        name: texts(row.try_get(1)?)?,
        detail: texts(row.try_get(2)?)?,
        fee: amount.map(fee).transpose()?.map(Fen),
        available: true,
    })
}

fn fee(amount: i64) -> Result<u64, DatabaseError> {
    amount.try_into().map_err(|_| DatabaseError::Row("a fee"))
}

fn joined(first: &Texts, second: &Texts) -> Texts {
    Texts::new(
        format!("{} {}", first.get("zh-CN"), second.get("zh-CN")),
        format!("{}, {}", first.get("en"), second.get("en")),
    )
}

/// When a slot is.
struct Time {
    day: Date,
    starts: String,
    ends: String,
}

impl Time {
    /// From three columns, the first of which is the day.
    fn read(row: &AnyRow, first: usize) -> Result<Self, DatabaseError> {
        let day: String = row.try_get(first)?;
        Ok(Self {
            day: day.parse().map_err(|_| DatabaseError::Row("a day"))?,
            starts: row.try_get(first + 1)?,
            ends: row.try_get(first + 2)?,
        })
    }

    fn is_past(&self, now: Millis) -> bool {
        let now = clock::china_at(now);
        let time = now.strftime("%H:%M").to_string();
        (self.day, self.starts.as_str()) <= (now.date(), time.as_str())
    }

    fn name(&self) -> Texts {
        let weekday = usize::try_from(self.day.weekday().to_monday_zero_offset()).unwrap_or(0);
        let in_chinese = ["一", "二", "三", "四", "五", "六", "日"]
            .get(weekday)
            .unwrap_or(&"");
        let Self { day, starts, .. } = self;
        Texts::new(
            format!("{}月{}日 周{in_chinese} {starts}", day.month(), day.day()),
            format!("{} {starts}", day.strftime("%a %-d %b")),
        )
    }

    fn detail(&self) -> Texts {
        let Self { starts, ends, .. } = self;
        Texts::new(format!("{starts}–{ends}"), format!("{starts}–{ends}"))
    }
}
