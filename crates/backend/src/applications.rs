//! Applications: one service carried out for one citizen, with a case number and, if something has
//! to be paid, an order that holds dues and items of lists meanwhile.

mod before;
mod content;
mod procedure;
mod taking;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use gateway::wire::{Application, ApplicationRequest, Document, Order, ProblemCode};
use order::{Millis, Waits};
use serde::Serialize;
use service::{Identity, Procedure, Service};
use sqlx::{AnyConnection, Row as _};
use uuid::Uuid;

use crate::answers::Asking;
use crate::catalogue::Services;
use crate::citizens::{self, Citizen, Shown};
use crate::clock;
use crate::database::{Database, DatabaseError, count};
use crate::documents::{self, About};
use crate::refused::Refused;
use content::content;
pub use taking::{fulfil, release};

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
    /// Where phones reach this backend, if they do.
    pub phone: Option<&'a str>,
    /// When.
    pub now: Millis,
}

/// Makes the application under this key, or gives the answer that was given before. For one that
/// a machine kept, a refusal is an answer for ever too: the machine has forgotten it by then.
///
/// # Errors
/// `request-malformed`, `service-…`, `citizen-unknown`, `answer-invalid`, `due-…`, `option-taken`,
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
    let asking = call.asking(services, service, citizen.as_ref());
    if service.procedure != Procedure::Apply {
        return procedure::carry_out(write, call, &asking, fingerprint).await;
    }
    let content = content(write, &asking, &call.request.dues).await?;
    for (order, what) in &content.held_by {
        let held = (order.as_str(), *what);
        taking::take_over(write, held, citizen.as_ref(), waits, call.now).await?;
    }
    let case_number = new_case_number(write, call.now).await?;
    let about = About {
        service,
        case_number: &case_number,
        citizen: citizen.as_ref(),
        given: &content.given,
        now: call.now,
    };
    let (documents, rows) = (
        documents::of(write, &about).await?,
        documents::rows(&content.given),
    );
    let amount = content.items.iter().map(|item| item.amount).sum::<u64>();
    let order = (amount > 0).then(|| Order {
        id: format!("O{case_number}"),
        amount,
        payee: service.payee.clone(),
        title: service.name.clone(),
        items: content.items.clone(),
    });
    let (at_once, with_receipt) = match order {
        None => (documents, Vec::new()),
        Some(_) => (Vec::new(), documents),
    };
    let application = Application {
        case_number,
        order,
        rows,
        documents: at_once,
        receipt: None,
    };
    let row = Row {
        fingerprint,
        application: &application,
        citizen: citizen.as_ref(),
        with_receipt: &with_receipt,
        takes: content.takes(),
    };
    row.insert(write, call).await?;
    taking::hold(write, call, &application, &content, waits).await?;
    Ok(application)
}

impl<'a> Call<'a> {
    fn asking(
        &self,
        services: &'a Services,
        service: &'a Service,
        citizen: Option<&'a Citizen>,
    ) -> Asking<'a> {
        let shown_at = self
            .request
            .shown
            .as_ref()
            .map(|shown| shown.at.as_millisecond());
        Asking {
            services,
            service,
            answers: &self.request.answers,
            citizen,
            visit: Some(self.request.visit),
            // One that was kept was right or wrong on the day it was made.
            today: clock::day_at(shown_at.unwrap_or(self.now)),
            now: self.now,
        }
    }
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

/// The day as the hall counts it, and a number of that day.
async fn new_case_number(
    connection: &mut AnyConnection,
    now: Millis,
) -> Result<String, DatabaseError> {
    let day = clock::china_at(now).strftime("%Y%m%d").to_string();
    let number = count(connection, &format!("case-{day}")).await?;
    Ok(format!("{day}{number:06}"))
}

/// An application as it is written down.
struct Row<'a> {
    fingerprint: &'a str,
    application: &'a Application,
    citizen: Option<&'a Citizen>,
    with_receipt: &'a [Document],
    takes: i64,
}

impl Row<'_> {
    async fn insert(
        &self,
        connection: &mut AnyConnection,
        call: &Call<'_>,
    ) -> Result<(), DatabaseError> {
        let Application {
            case_number, order, ..
        } = self.application;
        let shown = call.request.shown.as_ref();
        let shown_at = shown.map(|shown| shown.at.as_millisecond());
        sqlx::query(
            "INSERT INTO applications
                 (key, request, answer, case_number, service, citizen, machine, order_id, answers,
                  documents, takes, made_at, arrived_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(call.key.to_string())
        .bind(self.fingerprint)
        .bind(json(self.application, "an application")?)
        .bind(case_number)
        .bind(&call.request.service)
        .bind(self.citizen.map(|citizen| citizen.sub.clone()))
        .bind(call.machine)
        .bind(order.as_ref().map(|order| order.id.clone()))
        .bind(json(&call.request.answers, "the answers")?)
        .bind(json(self.with_receipt, "the documents")?)
        .bind(self.takes)
        .bind(shown_at.unwrap_or(call.now))
        .bind(call.now)
        .execute(connection)
        .await?;
        Ok(())
    }
}

fn json<T: Serialize + ?Sized>(value: &T, what: &'static str) -> Result<String, DatabaseError> {
    serde_json::to_string(value).map_err(|_| DatabaseError::Row(what))
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
