//! Applications: one service carried out for one citizen, with a case number and, if something has
//! to be paid, an order that holds dues and slots meanwhile.

mod before;
mod content;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use gateway::wire::{Application, ApplicationRequest, Order, ProblemCode};
use order::{Event, Millis, Waits};
use service::{Identity, Service};
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::catalogue::Services;
use crate::citizens::{self, Citizen, Shown};
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
    /// What it takes to believe a code that was shown before.
    pub shown: Shown<'a>,
    /// When.
    pub now: Millis,
}

/// Makes the application under this key, or gives the answer that was given before. For one that
/// a machine kept, a refusal is an answer for ever too: the machine has forgotten it by then.
///
/// # Errors
/// `request-malformed`, `service-…`, `citizen-unknown`, `answer-invalid`, `due-…`, `slot-taken`,
/// `key-reused`, and for one that was kept what [`citizens::by_shown`] says.
pub async fn apply(
    database: &Database,
    services: &Services,
    call: &Call<'_>,
    waits: &Waits,
) -> Result<Application, Refused> {
    let fingerprint = fingerprint(call.request)?;
    let mut write = database.write().await?;
    let made = match before::answered(&mut write, call.key, &fingerprint).await {
        Ok(None) => make(&mut write, services, call, &fingerprint, waits).await,
        Ok(Some(answer)) => {
            write.commit().await?;
            return Ok(answer);
        }
        Err(refused) => {
            write.give_up().await?;
            return Err(refused);
        }
    };
    let refused = match made {
        Ok(application) => {
            write.commit().await?;
            return Ok(application);
        }
        Err(refused) => refused,
    };
    write.give_up().await?;
    let code = match refused {
        Refused::Problem(code) | Refused::Detailed(code, _) if call.request.shown.is_some() => code,
        Refused::Problem(_) | Refused::Detailed(..) | Refused::Database(_) => return Err(refused),
    };
    if code != ProblemCode::Unavailable {
        before::refuse(database, call, &fingerprint, code).await?;
    }
    Err(code.into())
}

async fn make(
    write: &mut AnyConnection,
    services: &Services,
    call: &Call<'_>,
    fingerprint: &str,
    waits: &Waits,
) -> Result<Application, Refused> {
    let service = service(services, call.request)?;
    let citizen = citizen(write, service, call).await?;
    let content = content(write, service, call.request, citizen.as_ref(), call.now).await?;
    for order in &content.held_by {
        let is_slot = content.slot.is_some();
        take_over(write, order, citizen.as_ref(), is_slot, waits, call.now).await?;
    }
    let case_number = new_case_number(write, call.now).await?;
    let amount = content.items.iter().map(|item| item.amount).sum::<u64>();
    let order = (amount > 0).then(|| Order {
        id: format!("O{case_number}"),
        amount,
        payee: service.payee.clone(),
        title: service.name.clone(),
        items: content.items.clone(),
    });
    let application = Application {
        case_number,
        order,
        rows: Vec::new(),
        documents: Vec::new(),
        receipt: None,
    };
    insert(write, call, fingerprint, &application, citizen.as_ref()).await?;
    hold(write, call, &application, content, waits).await?;
    Ok(application)
}

/// The service that is asked for. One whose file is broken at the moment comes back: what was kept
/// for it may be sent again.
fn service<'a>(
    services: &'a Services,
    request: &ApplicationRequest,
) -> Result<&'a Service, Refused> {
    let Some(service) = services.get(&request.service) else {
        let is_kept = request.shown.is_some();
        return Err(if is_kept && services.is_broken(&request.service) {
            ProblemCode::Unavailable.into()
        } else {
            ProblemCode::ServiceUnknown.into()
        });
    };
    if request.shown.is_some() && !service.offline {
        return Err(ProblemCode::ServiceOnlineOnly.into());
    }
    Ok(service)
}

/// Takes dues and slot for the order; without one, nothing has to be paid and it is done.
async fn hold(
    connection: &mut AnyConnection,
    call: &Call<'_>,
    application: &Application,
    content: Content,
    waits: &Waits,
) -> Result<(), Refused> {
    let Application {
        case_number, order, ..
    } = application;
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
    let visit = call.request.visit;
    match (&call.request.citizen, &call.request.shown) {
        (Some(_), Some(_)) => Err(ProblemCode::RequestMalformed.into()),
        (Some(handle), None) => {
            let citizen = citizens::by_handle(connection, handle, Some(visit), call.now).await?;
            Ok(Some(citizen))
        }
        (None, Some(shown)) => {
            let citizen =
                citizens::by_shown(connection, call.shown, shown, visit, call.now).await?;
            Ok(Some(citizen))
        }
        (None, None) => match service.identity {
            Identity::Required => Err(ProblemCode::CitizenUnknown.into()),
            Identity::None => Ok(None),
        },
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
    let answers = serde_json::to_string(&call.request.answers)
        .map_err(|_| DatabaseError::Row("the answers"))?;
    let shown = call.request.shown.as_ref();
    let shown_at = shown.map(|shown| shown.at.as_millisecond());
    sqlx::query(
        "INSERT INTO applications
             (key, request, answer, case_number, service, citizen, machine, order_id, answers,
              made_at, arrived_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(call.key.to_string())
    .bind(fingerprint)
    .bind(answer)
    .bind(&application.case_number)
    .bind(&call.request.service)
    .bind(citizen.map(|citizen| citizen.sub.clone()))
    .bind(call.machine)
    .bind(application.order.as_ref().map(|order| order.id.clone()))
    .bind(answers)
    .bind(shown_at.unwrap_or(call.now))
    .bind(call.now)
    .execute(connection)
    .await?;
    Ok(())
}

/// What tells one request from another; the request itself, with the citizen's code or handle, is
/// not kept. How the citizen is named does not count: a machine whose line broke before the answer
/// came sends the same again under the same key, with the code in place of the handle.
fn fingerprint(request: &ApplicationRequest) -> Result<String, Refused> {
    let about = ApplicationRequest {
        citizen: None,
        shown: None,
        ..request.clone()
    };
    let json = serde_json::to_vec(&about).map_err(|_| ProblemCode::RequestMalformed)?;
    Ok(HEXLOWER.encode(digest(&SHA256, &json).as_ref()))
}
