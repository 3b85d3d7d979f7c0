//! What is owed: by a citizen, or under what was answered, be it the number of a notice or several
//! accounts.

use codes::notice;
use gateway::wire::{Due, DuesAnswer, Item, ProblemCode, Texts};
use service::{DuesBy, Question, QuestionKind, ScanKind, chosen_ids};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::answers::Asking;
use crate::citizens::masked;
use crate::database::DatabaseError;
use crate::refused::Refused;

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
/// `citizen-unknown`, `answer-invalid`, or one of the `notice-…` problems.
pub async fn ask(
    connection: &mut AnyConnection,
    asking: &Asking<'_>,
) -> Result<DuesAnswer, Refused> {
    let stored = owed(connection, asking).await?;
    let payer = asking.citizen.map(|citizen| citizen.name.as_str());
    let payer = payer.or_else(|| stored.first().map(|stored| stored.payer.as_str()));
    Ok(DuesAnswer {
        payer: payer.map(masked),
        dues: stored.into_iter().map(|stored| stored.due).collect(),
    })
}

/// What is owed and not paid.
///
/// # Errors
/// As [`ask`].
pub async fn owed(
    connection: &mut AnyConnection,
    asking: &Asking<'_>,
) -> Result<Vec<Stored>, Refused> {
    let service = asking.service;
    let question = match service.dues.as_ref().map(|dues| &dues.by) {
        None => return Ok(Vec::new()),
        Some(DuesBy::Citizen) => {
            let citizen = asking.citizen.ok_or(ProblemCode::CitizenUnknown)?;
            let mut stored = select(connection, &service.id, &Owed::By(&citizen.sub)).await?;
            stored.retain(|stored| !stored.is_paid);
            return Ok(stored);
        }
        Some(DuesBy::Question { question }) => question,
    };
    let mut questions = service.questions.iter();
    let question = questions.find(|asked| asked.id == *question);
    let question = question.ok_or(ProblemCode::AnswerInvalid)?;
    if is_chosen(question) {
        under_chosen(connection, asking, question).await
    } else {
        under_number(connection, asking, question).await
    }
}

/// Under what was chosen of a list, such as several accounts. It is there: that nothing is owed
/// under it is no mistake.
async fn under_chosen<'a>(
    connection: &mut AnyConnection,
    asking: &Asking<'a>,
    question: &'a Question,
) -> Result<Vec<Stored>, Refused> {
    asking.check_above(connection, question).await?;
    let given = asking.given(connection, question).await?;
    let mut owed = Vec::new();
    for id in chosen_ids(&given.answered.value) {
        owed.extend(select(connection, &asking.service.id, &Owed::Under(id)).await?);
    }
    owed.retain(|stored| !stored.is_paid);
    Ok(owed)
}

/// Under a number that was typed or scanned.
async fn under_number<'a>(
    connection: &mut AnyConnection,
    asking: &Asking<'a>,
    question: &'a Question,
) -> Result<Vec<Stored>, Refused> {
    let number = asking.answers.get(&question.id);
    if let Some(number) = number
        && is_notice(question)
        && notice::check(number).is_err()
    {
        return Err(ProblemCode::NoticeMistyped.into());
    }
    let given = asking.given(connection, question).await?;
    let number = Owed::Under(&given.answered.value);
    let mut stored = select(connection, &asking.service.id, &number).await?;
    if stored.is_empty() {
        return Err(ProblemCode::NoticeUnknown.into());
    }
    stored.retain(|stored| !stored.is_paid);
    if stored.is_empty() {
        return Err(ProblemCode::NoticePaid.into());
    }
    Ok(stored)
}

fn is_chosen(question: &Question) -> bool {
    matches!(
        question.kind,
        QuestionKind::Choice { .. } | QuestionKind::Several { .. }
    )
}

fn is_notice(question: &Question) -> bool {
    let scan = Some(ScanKind::Notice);
    matches!(&question.kind, QuestionKind::Digits { scan: scanned, .. } if *scanned == scan)
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
