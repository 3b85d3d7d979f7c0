//! What is asked about applications that were made: how far they are, and how it was.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{post, put};
use axum::{Json, Router};
use gateway::wire::{DetailsAnswer, DetailsRequest, ProblemCode, RatingRequest};
use tracing::info;

use super::extract::{Body, Key, Machine};
use super::{Answer, Hall};
use crate::clock;
use crate::procedures::{progress, ratings};
use crate::refused::Refused;

pub(super) fn routes() -> Router<Arc<Hall>> {
    Router::new()
        .route("/v1/details", post(details))
        .route("/v1/applications/{key}/rating", put(rate))
}

async fn details(
    State(hall): State<Arc<Hall>>,
    _: Machine,
    Body(request): Body<DetailsRequest>,
) -> Answer<DetailsAnswer> {
    let services = &hall.offer().await.services;
    let service = services.get(&request.service);
    let service = service.ok_or(ProblemCode::ServiceUnknown)?;
    let mut connection = hall.payments.database.read().await?;
    progress::details(&mut connection, services, service, &request, clock::now())
        .await
        .map(Json)
}

async fn rate(
    State(hall): State<Arc<Hall>>,
    Machine(machine): Machine,
    Key(key): Key,
    Body(request): Body<RatingRequest>,
) -> Result<StatusCode, Refused> {
    let database = &hall.payments.database;
    ratings::rate(database, key, &machine, &request, clock::now()).await?;
    info!(machine, level = request.level, "rating");
    Ok(StatusCode::NO_CONTENT)
}
