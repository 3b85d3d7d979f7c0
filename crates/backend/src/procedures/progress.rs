//! How far a citizen's applications are. A payment is done at once; what ends with an
//! acknowledgement is examined by people, who say how far they have come.

mod stages;

use std::collections::BTreeMap;

use gateway::wire::{DetailsAnswer, DetailsRequest, ProblemCode, Row as Line};
use order::Millis;
use service::{Choice, DocumentKind, Procedure, Service, Source, Texts};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use thiserror::Error;

use super::words::{WORDS, filled, yuan};
use super::{YEAR_MS, answer, time};
use crate::catalogue::Services;
use crate::citizens::{self, Citizen};
use crate::database::{Database, DatabaseError};
use crate::refused::Refused;
pub use stages::CaseStage;
use stages::{Case, Money};

const CASES_MAX: i64 = 100;
const SELECT: &str =
    "SELECT a.case_number, a.service, a.made_at, o.amount, o.withdrawn, r.issued_at
     FROM applications a LEFT JOIN orders o ON o.id = a.order_id
     LEFT JOIN receipts r ON r.order_id = a.order_id";

/// Why nothing was noted.
#[derive(Debug, Error)]
pub enum NotAdvanced {
    /// No application has this number.
    #[error("there is no case {0}")]
    Unknown(String),
    /// Its fee is not paid.
    #[error("case {0} is not paid")]
    Unpaid(String),
    /// It is further already.
    #[error("case {0} is further than that: {1}")]
    Further(String, &'static str),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for NotAdvanced {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The citizen's applications of the last year, the newest first. What was begun and never paid is
/// none, and asking for a receipt again is none that has a way to go.
///
/// # Errors
/// [`DatabaseError`].
pub async fn options(
    connection: &mut AnyConnection,
    services: &Services,
    citizen: &Citizen,
    now: Millis,
) -> Result<Vec<Choice>, DatabaseError> {
    let query = format!(
        "{SELECT} WHERE a.citizen = $1 AND a.made_at > $2
             AND (o.id IS NULL OR o.withdrawn = 0 OR r.number IS NOT NULL)
         ORDER BY a.made_at DESC, a.case_number DESC LIMIT $3"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(&citizen.sub)
        .bind(now - YEAR_MS)
        .bind(CASES_MAX)
        .fetch_all(&mut *connection)
        .await?;
    let mut options = Vec::new();
    for row in &rows {
        let of: String = row.try_get(1)?;
        let service = services.get(&of);
        if service.is_some_and(|service| !has_a_way(service.procedure)) {
            continue;
        }
        let case = case(connection, row, service).await?;
        let date = Texts::same(time(case.made_at));
        let values = [("date", &date), ("state", &case.state())];
        options.push(Choice {
            id: case.number,
            name: service.map_or_else(|| Texts::same(of), |service| service.name.clone()),
            detail: filled(&WORDS.date_and_state, &values),
            fee: None,
            available: true,
        });
    }
    Ok(options)
}

/// Answers `POST /v1/details`.
///
/// # Errors
/// `citizen-unknown`; `request-malformed` if the service shows nothing; `answer-invalid`;
/// `application-unknown` if it is not one of this citizen's.
pub async fn details(
    connection: &mut AnyConnection,
    services: &Services,
    service: &Service,
    request: &DetailsRequest,
    now: Millis,
) -> Result<DetailsAnswer, Refused> {
    if service.procedure != Procedure::Progress {
        return Err(ProblemCode::RequestMalformed.into());
    }
    let handle = request
        .citizen
        .as_ref()
        .ok_or(ProblemCode::CitizenUnknown)?;
    let citizen = citizens::by_handle(connection, handle, None, now).await?;
    let number = answer(service, &request.answers, &Source::Applications)
        .ok_or(ProblemCode::AnswerInvalid)?;
    let query = format!("{SELECT} WHERE a.case_number = $1 AND a.citizen = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(number)
        .bind(&citizen.sub)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(ProblemCode::ApplicationUnknown)?;
    let of: String = row.try_get(1)?;
    let service = services.get(&of);
    let case = case(connection, &row, service).await?;
    let title = service.map_or_else(|| Texts::same(of), |service| service.name.clone());
    let line = |label: &Texts, value: Texts| Line {
        label: label.clone(),
        value,
    };
    let mut rows = vec![
        line(&WORDS.case_number, Texts::same(case.number.as_str())),
        line(&WORDS.case_service, title.clone()),
        line(&WORDS.case_made, Texts::same(time(case.made_at))),
    ];
    let amount: Option<i64> = row.try_get(3)?;
    if let Some(amount) = amount {
        let amount = u64::try_from(amount).map_err(|_| DatabaseError::Row("an amount"))?;
        rows.push(line(&WORDS.case_fee, yuan(amount)));
    }
    Ok(DetailsAnswer {
        title,
        rows,
        stages: case.stages(),
    })
}

/// The staff have come to this stage with a case. The same again changes nothing.
///
/// # Errors
/// [`NotAdvanced`].
pub async fn advance(
    database: &Database,
    case_number: &str,
    stage: CaseStage,
    now: Millis,
) -> Result<(), NotAdvanced> {
    let mut write = database.write().await?;
    match note(&mut write, case_number, stage, now).await {
        Ok(()) => Ok(write.commit().await?),
        Err(error) => {
            write.give_up().await?;
            Err(error)
        }
    }
}

async fn note(
    connection: &mut AnyConnection,
    number: &str,
    stage: CaseStage,
    now: Millis,
) -> Result<(), NotAdvanced> {
    let query = format!("{SELECT} WHERE a.case_number = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(query))
        .bind(number)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or_else(|| NotAdvanced::Unknown(number.to_owned()))?;
    let case = case(connection, &row, None).await?;
    if !matches!(case.money, Money::None | Money::Paid(_)) {
        return Err(NotAdvanced::Unpaid(case.number));
    }
    if let Some(further) = case.reached.keys().rfind(|reached| **reached > stage) {
        return Err(NotAdvanced::Further(case.number, further.as_str()));
    }
    sqlx::query(
        "INSERT INTO case_stages (case_number, stage, reached_at) VALUES ($1, $2, $3)
         ON CONFLICT (case_number, stage) DO NOTHING",
    )
    .bind(number)
    .bind(stage.as_str())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

fn has_a_way(procedure: Procedure) -> bool {
    match procedure {
        Procedure::Apply | Procedure::ManageAppointment => true,
        Procedure::QueueTicket | Procedure::Reprint | Procedure::Progress => false,
    }
}

async fn case(
    connection: &mut AnyConnection,
    row: &AnyRow,
    service: Option<&Service>,
) -> Result<Case, DatabaseError> {
    let number: String = row.try_get(0)?;
    let (amount, withdrawn): (Option<i64>, Option<i64>) = (row.try_get(3)?, row.try_get(4)?);
    let paid_at: Option<i64> = row.try_get(5)?;
    let money = match (amount, paid_at) {
        (None, _) => Money::None,
        (Some(_), Some(at)) => Money::Paid(at),
        (Some(_), None) if withdrawn == Some(0) => Money::Waiting,
        (Some(_), None) => Money::Withdrawn,
    };
    let stages = sqlx::query("SELECT stage, reached_at FROM case_stages WHERE case_number = $1")
        .bind(&number)
        .fetch_all(connection)
        .await?;
    let mut reached = BTreeMap::new();
    for stage in &stages {
        let name: &str = stage.try_get(0)?;
        let known = CaseStage::ALL.iter().find(|known| known.as_str() == name);
        let known = known.ok_or(DatabaseError::Row("a stage"))?;
        reached.insert(*known, stage.try_get(1)?);
    }
    Ok(Case {
        number,
        made_at: row.try_get(2)?,
        money,
        is_examined: service
            .is_some_and(|service| service.documents.contains(&DocumentKind::Acknowledgement)),
        reached,
    })
}
