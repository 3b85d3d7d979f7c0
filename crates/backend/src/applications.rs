//! Applications: one service carried out for one citizen, with a case number and, if something has
//! to be paid, an order that holds dues and slots meanwhile.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use gateway::wire::{
    Application, ApplicationRequest, DueChoice, Identity, Item, Order, ProblemCode, QuestionKind,
    Service,
};
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::citizens::{self, Citizen, masked};
use crate::clock;
use crate::database::{Database, DatabaseError, count};
use crate::order::{self, Event, Millis, Waits};
use crate::orders::{self, Stored};
use crate::refused::Refused;
use crate::{dues, hospitals};

/// The most that one order may be about, in fen: ten million yuan.
const AMOUNT_MAX: u64 = 1_000_000_000;

/// What an application is about: what it costs, and what it takes from others meanwhile.
struct Content {
    items: Vec<Item>,
    dues: Vec<String>,
    slot: Option<String>,
    /// Orders that hold some of it, because somebody began and went away.
    held_by: BTreeSet<String>,
    payer: String,
}

/// Makes the application under this key, or gives the answer that was given before.
///
/// # Errors
/// `citizen-unknown`, `answer-invalid`, `due-…`, `slot-taken`, `key-reused`.
pub async fn apply(
    database: &Database,
    service: &Service,
    key: Uuid,
    request: &ApplicationRequest,
    machine: &str,
    waits: &Waits,
    now: Millis,
) -> Result<Application, Refused> {
    let fingerprint = fingerprint(request)?;
    let mut write = database.write().await?;
    if let Some(answer) = answered_before(&mut write, key, &fingerprint).await? {
        return Ok(answer);
    }
    let citizen = match (&request.citizen, service.identity) {
        (Some(handle), _) => {
            Some(citizens::by_handle(&mut write, handle, Some(request.visit), now).await?)
        }
        (None, Identity::Required) => return Err(ProblemCode::CitizenUnknown.into()),
        (None, Identity::None) => None,
    };
    let content = content(&mut write, service, request, citizen.as_ref(), now).await?;
    for order in &content.held_by {
        take_over(
            &mut write,
            order,
            citizen.as_ref(),
            content.slot.is_some(),
            waits,
            now,
        )
        .await?;
    }
    let case_number = new_case_number(&mut write, now).await?;
    let amount = content.items.iter().map(|item| item.amount).sum::<u64>();
    let order = (amount > 0).then(|| Order {
        id: format!("O{case_number}"),
        amount,
        payee: service.payee.clone(),
        title: service.name.clone(),
        items: content.items.clone(),
    });
    let application = Application {
        case_number: case_number.clone(),
        order: order.clone(),
    };
    insert(
        &mut write,
        key,
        request,
        &fingerprint,
        &application,
        machine,
        citizen.as_ref(),
        now,
    )
    .await?;
    let holder = order
        .as_ref()
        .map_or(case_number.clone(), |order| order.id.clone());
    for due in &content.dues {
        dues::hold(&mut write, due, &holder).await?;
    }
    if let Some(slot) = &content.slot {
        hospitals::hold(&mut write, slot, &holder).await?;
    }
    match order {
        Some(demand) => {
            let stored = Stored {
                order: order::Order::new(amount, now, waits),
                demand,
                application: key.to_string(),
                case_number,
                machine: machine.to_owned(),
                payer: content.payer,
            };
            orders::insert(&mut write, &stored).await?;
        }
        // Nothing to pay: it is done.
        None => hospitals::book(&mut write, &holder).await?,
    }
    write.commit().await?;
    Ok(application)
}

/// The order of an application, if it has one.
///
/// # Errors
/// `application-unknown`.
pub async fn order_of(
    connection: &mut AnyConnection,
    key: Uuid,
) -> Result<Option<String>, Refused> {
    let row = sqlx::query("SELECT order_id FROM applications WHERE key = $1")
        .bind(key.to_string())
        .fetch_optional(connection)
        .await?
        .ok_or(ProblemCode::ApplicationUnknown)?;
    Ok(row.try_get(0)?)
}

async fn answered_before(
    connection: &mut AnyConnection,
    key: Uuid,
    fingerprint: &str,
) -> Result<Option<Application>, Refused> {
    let row = sqlx::query("SELECT request, answer FROM applications WHERE key = $1")
        .bind(key.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let before: String = row.try_get(0)?;
    if before != fingerprint {
        return Err(ProblemCode::KeyReused.into());
    }
    Ok(Some(orders::json(row.try_get(1)?, "an application")?))
}

async fn content(
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
    if service.dues.is_some() {
        let sub = citizen.map(|citizen| citizen.sub.as_str());
        let owed = dues::owed(connection, service, sub, answer).await?;
        add_dues(&mut content, service, &request.dues, owed)?;
    } else if !request.dues.is_empty() {
        return Err(ProblemCode::DueUnknown.into());
    }
    if service
        .questions
        .iter()
        .any(|question| question.id == "slot")
    {
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
    service: &Service,
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
            match service.due_choice {
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

fn check_answers(service: &Service, request: &ApplicationRequest) -> Result<(), Refused> {
    for question in &service.questions {
        let answer = request
            .answers
            .get(&question.id)
            .ok_or(ProblemCode::AnswerInvalid)?;
        let fits = match &question.kind {
            QuestionKind::Choice => !answer.is_empty() && answer.len() <= 200,
            QuestionKind::Digits { length, .. } => {
                answer.len() == *length as usize && answer.bytes().all(|byte| byte.is_ascii_digit())
            }
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

/// Frees what another order holds. Dues are the payer's wherever they stand; a slot belongs to who
/// was first, unless that is the same citizen at another machine.
async fn take_over(
    connection: &mut AnyConnection,
    order: &str,
    citizen: Option<&Citizen>,
    is_slot: bool,
    waits: &Waits,
    now: Millis,
) -> Result<(), Refused> {
    let taken = if is_slot {
        ProblemCode::SlotTaken
    } else {
        ProblemCode::DueHeld
    };
    let Some(mut stored) = orders::lock(connection, order).await? else {
        return Err(taken.into());
    };
    if is_slot {
        let holder: Option<String> =
            sqlx::query_scalar("SELECT citizen FROM applications WHERE order_id = $1")
                .bind(order)
                .fetch_one(&mut *connection)
                .await?;
        if holder.as_deref() != citizen.map(|citizen| citizen.sub.as_str()) {
            return Err(taken.into());
        }
    }
    if stored.order.is_open() || stored.order.is_paid() {
        return Err(taken.into());
    }
    let before = stored.order.clone();
    stored.order.handle(Event::Withdraw, now, waits)?;
    orders::save(connection, order, &before, &stored.order).await?;
    release(connection, order).await?;
    Ok(())
}

/// Frees what an order holds.
///
/// # Errors
/// [`DatabaseError`].
pub async fn release(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    dues::release(connection, order).await?;
    hospitals::release(connection, order).await
}

/// What an order holds is paid.
///
/// # Errors
/// [`DatabaseError`].
pub async fn fulfil(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    dues::pay(connection, order).await?;
    hospitals::book(connection, order).await
}

/// The day as the hall counts it, and a number of that day.
async fn new_case_number(
    connection: &mut AnyConnection,
    now: Millis,
) -> Result<String, DatabaseError> {
    let day = clock::china_at(now).strftime("%Y%m%d").to_string();
    let number = count(connection, &format!("case-{day}")).await?;
    Ok(format!("{day}{number:06}"))
}

#[expect(clippy::too_many_arguments, reason = "the columns of a row")]
async fn insert(
    connection: &mut AnyConnection,
    key: Uuid,
    request: &ApplicationRequest,
    fingerprint: &str,
    application: &Application,
    machine: &str,
    citizen: Option<&Citizen>,
    now: Millis,
) -> Result<(), DatabaseError> {
    let answer =
        serde_json::to_string(application).map_err(|_| DatabaseError::Row("an application"))?;
    sqlx::query(
        "INSERT INTO applications
             (key, request, answer, case_number, service, citizen, machine, order_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(key.to_string())
    .bind(fingerprint)
    .bind(answer)
    .bind(&application.case_number)
    .bind(&request.service)
    .bind(citizen.map(|citizen| citizen.sub.clone()))
    .bind(machine)
    .bind(application.order.as_ref().map(|order| order.id.clone()))
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// What tells one request from another; the request itself is not kept.
fn fingerprint(request: &ApplicationRequest) -> Result<String, Refused> {
    let json = serde_json::to_vec(request).map_err(|_| ProblemCode::RequestMalformed)?;
    Ok(HEXLOWER.encode(digest(&SHA256, &json).as_ref()))
}
