//! What the backend does in the end where an application is more than dues and a choice: a number
//! for a window, an appointment changed, the progress of an application, a receipt once more; and
//! the rating that is asked for after every one of them.

pub mod appointments;
pub mod progress;
pub mod queues;
pub mod ratings;
pub mod refunds;
pub mod reprint;
mod words;

use std::collections::BTreeMap;

use gateway::wire::{Document, ProblemCode, Receipt, Row};
use order::Millis;
use service::{Choice, Procedure, QuestionKind, Service, Source};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::catalogue::Services;
use crate::citizens::Citizen;
use crate::refused::Refused;

/// How far back a citizen's applications and receipts are shown.
const YEAR_MS: Millis = 366 * 24 * 60 * 60_000;

/// What is to be done, for whom.
pub struct Task<'a> {
    /// What can be done here.
    pub services: &'a Services,
    /// What is asked for.
    pub service: &'a Service,
    /// The answers, which were checked.
    pub answers: &'a BTreeMap<String, String>,
    /// Who asks, if that is known.
    pub citizen: Option<&'a Citizen>,
    /// The visit it is asked in.
    pub visit: Uuid,
    /// The number of this application.
    pub case_number: &'a str,
    /// Where phones reach this backend, if they do.
    pub phone: Option<&'a str>,
    /// When.
    pub now: Millis,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Done {
    /// What was agreed, line by line.
    pub rows: Vec<Row>,
    /// What is handed out.
    pub documents: Vec<Document>,
    /// The receipt that is wanted again.
    pub receipt: Option<Receipt>,
}

/// Does it, in the transaction that keeps the application. A plain application has nothing to be
/// done here.
///
/// # Errors
/// `answer-invalid`, `citizen-unknown`, `request-malformed` where nothing can be applied for, and
/// what each procedure says.
pub async fn carry_out(connection: &mut AnyConnection, task: &Task<'_>) -> Result<Done, Refused> {
    match task.service.procedure {
        Procedure::Apply => Ok(Done::default()),
        Procedure::QueueTicket => {
            let queue = task.answer(&Source::Queues)?;
            let ticket = queues::take(connection, queue, task.case_number, task.now).await?;
            let document = queues::ticket(&ticket, task.case_number, task.phone);
            Ok(Done {
                documents: vec![document],
                ..Done::default()
            })
        }
        Procedure::ManageAppointment => appointments::manage(connection, task).await,
        Procedure::Reprint => {
            let (citizen, number) = (task.citizen()?, task.answer(&Source::Receipts)?);
            let receipt = reprint::again(connection, citizen, number, task.now).await?;
            Ok(Done {
                receipt: Some(receipt),
                ..Done::default()
            })
        }
        Procedure::Progress => Err(ProblemCode::RequestMalformed.into()),
    }
}

/// What can be chosen from what this hall did itself.
///
/// # Errors
/// `citizen-unknown` for what belongs to a citizen, `answer-invalid` for a list of the hall's data.
pub async fn options(
    connection: &mut AnyConnection,
    services: &Services,
    service: &Service,
    source: &Source,
    citizen: Option<&Citizen>,
    now: Millis,
) -> Result<Vec<Choice>, Refused> {
    let own = || citizen.ok_or(ProblemCode::CitizenUnknown);
    Ok(match source {
        Source::List { .. } => return Err(ProblemCode::AnswerInvalid.into()),
        Source::Queues => queues::options(connection, now).await?,
        Source::Appointments => {
            appointments::options(connection, services, service, own()?, now).await?
        }
        Source::Applications => progress::options(connection, services, own()?, now).await?,
        Source::Receipts => reprint::options(connection, own()?, now).await?,
    })
}

/// What a list stands under that is looked up under an answer of ours. `None` where the answer
/// itself is meant.
///
/// # Errors
/// [`Refused::Database`].
pub async fn under(
    connection: &mut AnyConnection,
    source: &Source,
    answer: &str,
) -> Result<Option<String>, Refused> {
    match source {
        Source::Appointments => Ok(appointments::under(connection, answer).await?),
        Source::List { .. } | Source::Applications | Source::Receipts | Source::Queues => Ok(None),
    }
}

impl<'a> Task<'a> {
    fn citizen(&self) -> Result<&'a Citizen, Refused> {
        self.citizen.ok_or(ProblemCode::CitizenUnknown.into())
    }

    /// What was chosen from there.
    fn answer(&self, source: &Source) -> Result<&'a str, Refused> {
        answer(self.service, self.answers, source).ok_or(ProblemCode::AnswerInvalid.into())
    }
}

/// What was chosen from there.
fn answer<'a>(
    service: &Service,
    answers: &'a BTreeMap<String, String>,
    source: &Source,
) -> Option<&'a str> {
    let mut asked = service.questions.iter();
    let question = asked.find(|question| match &question.kind {
        QuestionKind::Choice {
            lookup: Some(lookup),
            ..
        } => lookup.from == *source,
        QuestionKind::Choice { lookup: None, .. }
        | QuestionKind::Several { .. }
        | QuestionKind::YesNo
        | QuestionKind::Digits { .. }
        | QuestionKind::Amount { .. }
        | QuestionKind::IdNumber
        | QuestionKind::Phone
        | QuestionKind::Plate { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Text { .. } => false,
    });
    question.and_then(|question| answers.get(&question.id).map(String::as_str))
}

/// Day and minute in the hall, the same in every language: `2026-11-26 14:05`.
fn time(at: Millis) -> String {
    crate::clock::china_at(at)
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
