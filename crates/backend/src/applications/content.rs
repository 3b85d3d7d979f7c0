//! What an application is about: the answers checked, the dues and the slot looked up.

use std::collections::BTreeSet;

use gateway::wire::{ApplicationRequest, Item, ProblemCode};
use service::{DueChoice, Question, QuestionKind, Service};
use sqlx::AnyConnection;

use crate::citizens::{Citizen, masked};
use crate::refused::Refused;
use crate::{dues, hospitals};
use order::Millis;

/// The most that one line may be about, in fen: ten million yuan.
const AMOUNT_MAX: u64 = 1_000_000_000;
const ANSWER_BYTES_MAX: usize = 200;

/// What an application is about: what it costs, and what it takes from others meanwhile.
pub(super) struct Content {
    pub items: Vec<Item>,
    pub dues: Vec<String>,
    pub slot: Option<String>,
    /// Orders that hold some of it, because somebody began and went away.
    pub held_by: BTreeSet<String>,
    pub payer: String,
}

pub(super) async fn content(
    connection: &mut AnyConnection,
    service: &Service,
    request: &ApplicationRequest,
    citizen: Option<&Citizen>,
    now: Millis,
) -> Result<Content, Refused> {
    let answer = |question: &str| request.answers.get(question).map(String::as_str);
    let mut content = Content {
        items: Vec::new(),
        dues: Vec::new(),
        slot: None,
        held_by: BTreeSet::new(),
        payer: citizen
            .map(|citizen| masked(&citizen.name))
            .unwrap_or_default(),
    };
    check_answers(service, request)?;
    if let Some(of) = &service.dues {
        let sub = citizen.map(|citizen| citizen.sub.as_str());
        let owed = dues::owed(connection, service, sub, answer).await?;
        add_dues(&mut content, of.choice, &request.dues, owed)?;
    } else if !request.dues.is_empty() {
        return Err(ProblemCode::DueUnknown.into());
    }
    if service.questions.iter().any(is_slot) {
        let slot = hospitals::slot(connection, answer, now).await?;
        if slot.is_gone {
            return Err(ProblemCode::SlotTaken.into());
        }
        content.held_by.extend(slot.held_by);
        content.items.push(slot.item);
        content.slot = Some(slot.id);
    }
    if content.items.iter().any(|item| item.amount > AMOUNT_MAX) {
        return Err(ProblemCode::AnswerInvalid.into());
    }
    Ok(content)
}

fn add_dues(
    content: &mut Content,
    choice: DueChoice,
    chosen: &[String],
    owed: Vec<dues::Stored>,
) -> Result<(), Refused> {
    let chosen: BTreeSet<_> = chosen.iter().map(String::as_str).collect();
    if chosen.is_empty() {
        return Err(ProblemCode::AnswerInvalid.into());
    }
    let mut found = 0;
    for stored in owed {
        if !chosen.contains(stored.due.id.as_str()) {
            match choice {
                DueChoice::Several => continue,
                DueChoice::All => return Err(ProblemCode::AnswerInvalid.into()),
            }
        }
        found += 1;
        content.items.push(stored.item());
        content.held_by.extend(stored.held_by);
        content.dues.push(stored.due.id);
        if content.payer.is_empty() {
            content.payer = masked(&stored.payer);
        }
    }
    // What was shown a minute ago and is not owed any more was paid in between.
    if found < chosen.len() {
        Err(ProblemCode::DuePaid.into())
    } else {
        Ok(())
    }
}

/// Whether a question is answered with a time at a doctor.
fn is_slot(question: &Question) -> bool {
    let is_looked_up =
        matches!(&question.kind, QuestionKind::Choice { options, .. } if options.is_empty());
    question.id == "slot" && is_looked_up
}

fn check_answers(service: &Service, request: &ApplicationRequest) -> Result<(), Refused> {
    for question in &service.questions {
        let answer = request
            .answers
            .get(&question.id)
            .ok_or(ProblemCode::AnswerInvalid)?;
        let fits = match &question.kind {
            QuestionKind::Choice { options, .. } if options.is_empty() => {
                !answer.is_empty() && answer.len() <= ANSWER_BYTES_MAX
            }
            QuestionKind::Choice { options, .. } => options
                .iter()
                .any(|option| option.id == *answer && option.available),
            QuestionKind::Digits { length, .. } => {
                answer.len() == *length as usize && answer.bytes().all(|byte| byte.is_ascii_digit())
            }
            QuestionKind::Several { .. }
            | QuestionKind::YesNo
            | QuestionKind::Amount { .. }
            | QuestionKind::IdNumber
            | QuestionKind::Phone
            | QuestionKind::Plate { .. }
            | QuestionKind::Date { .. }
            | QuestionKind::Text { .. } => false,
        };
        if !fits {
            return Err(ProblemCode::AnswerInvalid.into());
        }
    }
    if request.answers.len() > service.questions.len() {
        return Err(ProblemCode::AnswerInvalid.into());
    }
    Ok(())
}
