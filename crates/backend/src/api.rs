//! The API, version 1: paths, limits, and problem documents.

mod afterwards;
mod asker;
mod extract;
mod queues;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use gateway::wire::{
    Application, ApplicationRequest, Catalogue, Delivery, DuesAnswer, DuesRequest, Health, Held,
    HoldRequest, Identified, IdentifyRequest, OpaqueIssuer, OptionsAnswer, OptionsRequest,
    PROBLEM_JSON, PaymentRequest, PaymentState, Problem, ProblemCode, StaffCall, VoidRequest,
};
use jiff::Timestamp;
use order::Millis;
use tracing::{error, info, warn};

use crate::applications::Call;
use crate::catalogue::{Offer, Shelf};
use crate::citizens::Shown;
use crate::payments::Payments;
use crate::refused::Refused;
use crate::trust::{Board, Posted};
use crate::verifiers::Verifiers;
use crate::{applications, citizens, clock, dues, holds, receipts};
use asker::Asker;
use extract::{Body, Key, Machine};

const BODY_BYTES_MAX: usize = 64 * 1024;
/// Above the longest wait inside, so that it ends only what has gone wrong.
const REQUEST_WITHIN: Duration = Duration::from_secs(20);

/// What the calls need.
pub struct Hall {
    /// Orders and payments.
    pub payments: Arc<Payments>,
    /// What can be done here.
    pub shelf: Shelf,
    /// Whose codes are believed.
    pub board: Board,
    /// Who is asked about codes that say nothing to us.
    pub verifiers: Verifiers,
    /// The same, as kiosks are told.
    pub opaque: Vec<OpaqueIssuer>,
    /// Where phones reach this backend, if they do.
    pub phone: Option<String>,
    /// How long ago a code may have been shown that comes with an application.
    pub shown_within: Millis,
}

type Answer<T> = Result<Json<T>, Refused>;

/// The API.
pub fn router(hall: Arc<Hall>) -> Router {
    Router::new()
        .route("/v1/health", get(health))
        .route("/v1/catalogue", get(catalogue))
        .route("/v1/identify", post(identify))
        .route("/v1/dues", post(ask_dues))
        .route("/v1/options", post(ask_options))
        .route("/v1/holds", post(hold))
        .route("/v1/holds/{visit}", delete(release))
        .route("/v1/applications/{key}", put(apply))
        .route("/v1/applications/{key}/withdraw", post(withdraw))
        .route("/v1/payments/{key}", put(pay).get(payment))
        .route("/v1/payments/{key}/void", post(void))
        .route("/v1/receipts/{number}/delivery", put(delivered))
        .route("/v1/staff-calls", post(call_staff))
        .merge(afterwards::routes())
        .merge(queues::routes())
        .fallback(async || Refused::Problem(ProblemCode::NotFound))
        .method_not_allowed_fallback(async || Refused::Problem(ProblemCode::NotFound))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn(within_time))
        .with_state(hall)
}

async fn health() -> Json<Health> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Json(Health {
        version,
        time: Timestamp::now(),
    })
}

async fn catalogue(State(hall): State<Arc<Hall>>, _: Machine) -> Json<Catalogue> {
    let database = &hall.payments.database;
    let offer = hall.shelf.newest(database, clock::now()).await;
    Json(Catalogue {
        time: Timestamp::now(),
        services: offer.document.clone(),
        trust: hall.posted().await.document.clone(),
        opaque: hall.opaque.clone(),
    })
}

async fn identify(
    State(hall): State<Arc<Hall>>,
    Machine(machine): Machine,
    Body(request): Body<IdentifyRequest>,
) -> Answer<Identified> {
    let visit = request.visit;
    let answer = match &request.kind {
        None => {
            let database = &hall.payments.database;
            let trust = &hall.posted().await.trust;
            citizens::identify(database, trust, &request, clock::now()).await
        }
        Some(_) => verified(&hall, &machine, request).await,
    };
    let outcome = match &answer {
        Ok(_) => "believed",
        Err(Refused::Problem(code) | Refused::Detailed(code, _)) => code.as_str(),
        Err(Refused::Database(_)) => "unavailable",
    };
    info!(machine, %visit, outcome, "citizen code");
    answer.map(Json)
}

/// Asks the issuer of an opaque code. That goes on when the kiosk has hung up: a code that was used
/// by it is then known to be of this visit.
async fn verified(
    hall: &Arc<Hall>,
    machine: &str,
    request: IdentifyRequest,
) -> Result<Identified, Refused> {
    let (asked, machine) = (Arc::clone(hall), machine.to_owned());
    let asking = hall.payments.tasks.spawn(async move {
        let (database, verifiers) = (&asked.payments.database, &asked.verifiers);
        let kind = request.kind.as_deref().unwrap_or_default();
        citizens::identify_opaque(
            database,
            verifiers,
            (kind, &machine),
            &request,
            clock::now(),
        )
        .await
    });
    asking.await.unwrap_or(Err(ProblemCode::Unavailable.into()))
}

async fn ask_dues(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Body(request): Body<DuesRequest>,
) -> Answer<DuesAnswer> {
    let asked = (
        &*request.service,
        request.citizen.as_deref(),
        &request.answers,
    );
    let services = &hall.offer().await.services;
    let mut connection = hall.payments.database.read().await?;
    let asker = Asker::of(&mut connection, services, asked).await?;
    dues::ask(&mut connection, &asker.asking()).await.map(Json)
}

async fn ask_options(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Body(request): Body<OptionsRequest>,
) -> Answer<OptionsAnswer> {
    let asked = (
        &*request.service,
        request.citizen.as_deref(),
        &request.answers,
    );
    let services = &hall.offer().await.services;
    let mut connection = hall.payments.database.read().await?;
    let asker = Asker::of(&mut connection, services, asked).await?;
    let mut questions = asker.service.questions.iter();
    let question = questions.find(|question| question.id == request.question);
    let question = question.ok_or(ProblemCode::AnswerInvalid)?;
    let options = asker.asking().options(&mut connection, question).await?;
    Ok(Json(OptionsAnswer { options }))
}

async fn hold(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Body(request): Body<HoldRequest>,
) -> Answer<Held> {
    let database = &hall.payments.database;
    let services = &hall.offer().await.services;
    holds::hold(database, services, &request, clock::now())
        .await
        .map(Json)
}

async fn release(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Key(visit): Key,
) -> Result<StatusCode, Refused> {
    holds::release(&hall.payments.database, visit).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn apply(
    State(hall): State<Arc<Hall>>,
    Machine(machine): Machine,
    Key(key): Key,
    Body(request): Body<ApplicationRequest>,
) -> Answer<Application> {
    let posted = hall.posted().await;
    let call = Call {
        key,
        request: &request,
        machine: &machine,
        shown: Shown {
            trust: &posted.trust,
            within: hall.shown_within,
        },
        phone: hall.phone.as_deref(),
        now: clock::now(),
    };
    let Payments {
        database, waits, ..
    } = &*hall.payments;
    let services = &hall.offer().await.services;
    let answer = applications::apply(database, services, &call, waits).await;
    let (visit, service) = (request.visit, &request.service);
    if let (Err(Refused::Problem(code) | Refused::Detailed(code, _)), Some(shown)) =
        (&answer, &request.shown)
    {
        // If it was long ago, the citizen has left believing that it will be done.
        let (shown_at, code) = (shown.at, code.as_str());
        warn!(machine, %visit, service, %key, %shown_at, code, "application refused");
    }
    let application = answer?;
    let case_number = &application.case_number;
    info!(machine, %visit, service, case_number, "application");
    hall.payments.changed.notify_one();
    Ok(Json(application))
}

async fn withdraw(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Key(key): Key,
) -> Result<StatusCode, Refused> {
    let mut connection = hall.payments.database.read().await?;
    let order = applications::order_of(&mut connection, key).await?;
    drop(connection);
    if let Some(order) = order {
        hall.payments.withdraw(&order).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn pay(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Key(key): Key,
    Body(request): Body<PaymentRequest>,
) -> Answer<PaymentState> {
    hall.payments.submit(key, &request).await.map(Json)
}

async fn payment(State(hall): State<Arc<Hall>>, _: Machine, Key(key): Key) -> Answer<PaymentState> {
    hall.payments.state(key).await.map(Json)
}

async fn void(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Key(key): Key,
    Body(request): Body<VoidRequest>,
) -> Answer<PaymentState> {
    hall.payments.void(key, &request).await.map(Json)
}

async fn delivered(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Path(number): Path<String>,
    Body(delivery): Body<Delivery>,
) -> Result<StatusCode, Refused> {
    let mut write = hall.payments.database.write().await?;
    receipts::delivered(&mut write, &number, delivery.outcome).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn call_staff(_: Machine, Body(call): Body<StaffCall>) -> StatusCode {
    info!(machine = call.machine, "somebody needs help at the machine");
    StatusCode::NO_CONTENT
}

impl Hall {
    async fn posted(&self) -> Arc<Posted> {
        let database = &self.payments.database;
        self.board.current(database, clock::now()).await
    }

    /// What can be done here. It is asked for before there is a connection to the database: what
    /// is new has to be written down first.
    async fn offer(&self) -> Arc<Offer> {
        let database = &self.payments.database;
        self.shelf.current(database, clock::now()).await
    }
}

async fn within_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_WITHIN, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refused::Problem(ProblemCode::Unavailable).into_response(),
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::Problem(code) => Problem::new(code, None),
            Self::Detailed(code, detail) => Problem::new(code, Some(detail)),
            Self::Database(error) => {
                error!(%error, "a call could not be answered");
                Problem::new(ProblemCode::Unavailable, None)
            }
        };
        let status = StatusCode::from_u16(problem.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem)).into_response();
        let kind = HeaderValue::from_static(PROBLEM_JSON);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}
