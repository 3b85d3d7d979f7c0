//! What is owed: by a citizen, or under the number of a notice.

use codes::notice;
use gateway::wire::{Due, DuesAnswer, DuesRequest, Item, ProblemCode, Texts};
use service::{DuesBy, QuestionKind, ScanKind, Service};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::citizens::{self, masked};
use crate::database::DatabaseError;
use crate::refused::Refused;
use order::Millis;

/// Whose dues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed<'a> {
    /// Those of the citizen with this pseudonym.
    By(&'a str),
    /// Those under this number.
    Under(&'a str),
}

/// One due, with what is being done about it.
pub struct Stored {
    /// What the kiosk is told.
    pub due: Due,
    /// Full name of who owes it.
    pub payer: String,
    /// Id of the order that holds it.
    pub held_by: Option<String>,
    /// Whether it is paid.
    pub is_paid: bool,
}

impl Stored {
    /// As a line of an order.
    #[must_use]
    pub fn item(&self) -> Item {
        let Due {
            title,
            detail,
            amount,
            ..
        } = self.due.clone();
        Item {
            title,
            detail,
            amount,
        }
    }
}

/// Answers `POST /v1/dues`.
///
/// # Errors
/// `citizen-unknown`, or one of the `notice-…` problems.
pub async fn ask(
    connection: &mut AnyConnection,
    service: &Service,
    request: &DuesRequest,
    now: Millis,
) -> Result<DuesAnswer, Refused> {
    let citizen = match &request.citizen {
        Some(handle) => Some(citizens::by_handle(connection, handle, None, now).await?),
        None => None,
    };
    let sub = citizen.as_ref().map(|citizen| citizen.sub.as_str());
    let answer = |question: &str| request.answers.get(question).map(String::as_str);
    let stored = owed(connection, service, sub, answer).await?;
    let payer = citizen.map(|citizen| citizen.name);
    let payer = payer.or_else(|| stored.first().map(|stored| stored.payer.clone()));
    let dues = stored.into_iter().map(|stored| stored.due).collect();
    Ok(DuesAnswer {
        payer: payer.map(|name| masked(&name)),
        dues,
    })
}

/// What is owed and not paid.
///
/// # Errors
/// As [`ask`].
pub async fn owed<'a>(
    connection: &mut AnyConnection,
    service: &Service,
    sub: Option<&'a str>,
    answer: impl Fn(&str) -> Option<&'a str>,
) -> Result<Vec<Stored>, Refused> {
    match service.dues.as_ref().map(|dues| &dues.by) {
        None => Ok(Vec::new()),
        Some(DuesBy::Citizen) => {
            let sub = sub.ok_or(ProblemCode::CitizenUnknown)?;
            let mut stored = select(connection, &service.id, &Owed::By(sub)).await?;
            stored.retain(|stored| !stored.is_paid);
            Ok(stored)
        }
        Some(DuesBy::Question { question }) => {
            let number = answer(question).ok_or(ProblemCode::AnswerInvalid)?;
            check_number(service, question, number)?;
            let mut stored = select(connection, &service.id, &Owed::Under(number)).await?;
            if stored.is_empty() {
                return Err(ProblemCode::NoticeUnknown.into());
            }
            stored.retain(|stored| !stored.is_paid);
            if stored.is_empty() {
                return Err(ProblemCode::NoticePaid.into());
            }
            Ok(stored)
        }
    }
}

fn check_number(service: &Service, question: &str, number: &str) -> Result<(), Refused> {
    let kind = service
        .questions
        .iter()
        .find(|asked| asked.id == question)
        .map(|asked| &asked.kind);
    let is_notice = matches!(
        kind,
        Some(QuestionKind::Digits {
            scan: Some(ScanKind::Notice),
            ..
        })
    );
    if is_notice && notice::check(number).is_err() {
        return Err(ProblemCode::NoticeMistyped.into());
    }
    Ok(())
}

/// All dues, also those that are paid, by id.
///
/// # Errors
/// [`DatabaseError`].
pub async fn select(
    connection: &mut AnyConnection,
    service: &str,
    owed: &Owed<'_>,
) -> Result<Vec<Stored>, DatabaseError> {
    let (query, whose) = match owed {
        Owed::By(sub) => (
            "SELECT id, title, detail, amount, payer, held_by, paid_by FROM dues
             WHERE service = $1 AND citizen = $2 ORDER BY id LIMIT 1000",
            sub,
        ),
        Owed::Under(reference) => (
            "SELECT id, title, detail, amount, payer, held_by, paid_by FROM dues
             WHERE service = $1 AND reference = $2 ORDER BY id LIMIT 1000",
            reference,
        ),
    };
    let rows = sqlx::query(query)
        .bind(service)
        .bind(*whose)
        .fetch_all(connection)
        .await?;
    rows.iter().map(stored).collect()
}

/// Holds a due for an order, if nobody else does.
///
/// # Errors
/// [`DatabaseError`].
pub async fn hold(
    connection: &mut AnyConnection,
    due: &str,
    order: &str,
) -> Result<bool, DatabaseError> {
    let held = sqlx::query(
        "UPDATE dues SET held_by = $1 WHERE id = $2 AND paid_by IS NULL AND held_by IS NULL",
    )
    .bind(order)
    .bind(due)
    .execute(connection)
    .await?;
    Ok(held.rows_affected() == 1)
}

/// The dues that an order holds are paid by it.
///
/// # Errors
/// [`DatabaseError`].
pub async fn pay(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE dues SET paid_by = $1, held_by = NULL WHERE held_by = $1")
        .bind(order)
        .execute(connection)
        .await?;
    Ok(())
}

/// The dues that an order holds are free.
///
/// # Errors
/// [`DatabaseError`].
pub async fn release(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE dues SET held_by = NULL WHERE held_by = $1")
        .bind(order)
        .execute(connection)
        .await?;
    Ok(())
}

fn stored(row: &AnyRow) -> Result<Stored, DatabaseError> {
    let amount: i64 = row.try_get(3)?;
    let due = Due {
        id: row.try_get(0)?,
        title: texts(row.try_get(1)?)?,
        detail: texts(row.try_get(2)?)?,
        amount: amount
            .try_into()
            .map_err(|_| DatabaseError::Row("an amount"))?,
    };
    let paid_by: Option<String> = row.try_get(6)?;
    Ok(Stored {
        due,
        payer: row.try_get(4)?,
        held_by: row.try_get(5)?,
        is_paid: paid_by.is_some(),
    })
}

/// Texts as they stand in a row.
pub(crate) fn texts(json: &str) -> Result<Texts, DatabaseError> {
    serde_json::from_str(json).map_err(|_| DatabaseError::Row("a text"))
}
