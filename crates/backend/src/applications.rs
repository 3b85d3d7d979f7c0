//! Applications: one service carried out for one citizen, with a case number and, if something has
//! to be paid, an order that holds dues and slots meanwhile.

mod content;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use gateway::wire::{Application, ApplicationRequest, Identity, Order, ProblemCode, Service};
use order::{Event, Millis, Waits};
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::citizens::{self, Citizen};
use crate::clock;
use crate::database::{Database, DatabaseError, count};
use crate::orders::{self, Stored};
use crate::refused::Refused;
use crate::{dues, hospitals};
use content::{Content, content};

/// Who asks for what, and when.
pub struct Call<'a> {
    /// The key that the kiosk made.
    pub key: Uuid,
    /// What is to be done.
    pub request: &'a ApplicationRequest,
    /// The machine it is asked at.
    pub machine: &'a str,
    /// When.
    pub now: Millis,
}

/// Makes the application under this key, or gives the answer that was given before.
///
/// # Errors
/// `citizen-unknown`, `answer-invalid`, `due-…`, `slot-taken`, `key-reused`.
pub async fn apply(
    database: &Database,
    service: &Service,
    call: &Call<'_>,
    waits: &Waits,
) -> Result<Application, Refused> {
    let fingerprint = fingerprint(call.request)?;
    let mut write = database.write().await?;
    if let Some(answer) = answered_before(&mut write, call.key, &fingerprint).await? {
        return Ok(answer);
    }
    let citizen = citizen(&mut write, service, call).await?;
    let content = content(
        &mut write,
        service,
        call.request,
        citizen.as_ref(),
        call.now,
    )
    .await?;
    for order in &content.held_by {
        let is_slot = content.slot.is_some();
        take_over(
            &mut write,
            order,
            citizen.as_ref(),
            is_slot,
            waits,
            call.now,
        )
        .await?;
    }
    let case_number = new_case_number(&mut write, call.now).await?;
    let amount = content.items.iter().map(|item| item.amount).sum::<u64>();
    let order = (amount > 0).then(|| Order {
        id: format!("O{case_number}"),
        amount,
        payee: service.payee.clone(),
        title: service.name.clone(),
        items: content.items.clone(),
    });
    let application = Application { case_number, order };
    insert(
        &mut write,
        call,
        &fingerprint,
        &application,
        citizen.as_ref(),
    )
    .await?;
    hold(&mut write, call, &application, content, waits).await?;
    write.commit().await?;
    Ok(application)
}

/// Takes dues and slot for the order; without one, nothing has to be paid and it is done.
async fn hold(
    connection: &mut AnyConnection,
    call: &Call<'_>,
    application: &Application,
    content: Content,
    waits: &Waits,
) -> Result<(), Refused> {
    let Application { case_number, order } = application;
    let holder = order.as_ref().map_or(case_number, |order| &order.id);
    for due in &content.dues {
        if !dues::hold(connection, due, holder).await? {
            return Err(ProblemCode::DueHeld.into());
        }
    }
    if let Some(slot) = &content.slot
        && !hospitals::hold(connection, slot, holder).await?
    {
        return Err(ProblemCode::SlotTaken.into());
    }
    let Some(demand) = order else {
        hospitals::book(connection, holder).await?;
        return Ok(());
    };
    let stored = Stored {
        order: order::Order::new(demand.amount, call.now, waits),
        demand: demand.clone(),
        application: call.key.to_string(),
        case_number: case_number.clone(),
        machine: call.machine.to_owned(),
        payer: content.payer,
    };
    orders::insert(connection, &stored).await?;
    Ok(())
}

async fn citizen(
    connection: &mut AnyConnection,
    service: &Service,
    call: &Call<'_>,
) -> Result<Option<Citizen>, Refused> {
    let visit = Some(call.request.visit);
    match (&call.request.citizen, service.identity) {
        (Some(handle), _) => Ok(Some(
            citizens::by_handle(connection, handle, visit, call.now).await?,
        )),
        (None, Identity::Required) => Err(ProblemCode::CitizenUnknown.into()),
        (None, Identity::None) => Ok(None),
    }
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

async fn insert(
    connection: &mut AnyConnection,
    call: &Call<'_>,
    fingerprint: &str,
    application: &Application,
    citizen: Option<&Citizen>,
) -> Result<(), DatabaseError> {
    let answer =
        serde_json::to_string(application).map_err(|_| DatabaseError::Row("an application"))?;
    sqlx::query(
        "INSERT INTO applications
             (key, request, answer, case_number, service, citizen, machine, order_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(call.key.to_string())
    .bind(fingerprint)
    .bind(answer)
    .bind(&application.case_number)
    .bind(&call.request.service)
    .bind(citizen.map(|citizen| citizen.sub.clone()))
    .bind(call.machine)
    .bind(application.order.as_ref().map(|order| order.id.clone()))
    .bind(call.now)
    .execute(connection)
    .await?;
    Ok(())
}

/// What tells one request from another; the request itself is not kept.
fn fingerprint(request: &ApplicationRequest) -> Result<String, Refused> {
    let json = serde_json::to_vec(request).map_err(|_| ProblemCode::RequestMalformed)?;
    Ok(HEXLOWER.encode(digest(&SHA256, &json).as_ref()))
}
