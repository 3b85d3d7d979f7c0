//! Numbers for windows: what the screens show, and the page that a phone follows one on.

use std::sync::{Arc, LazyLock};

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use data_encoding::BASE64;
use gateway::wire::CalledAnswer;
use serde::Deserialize;
use tracing::error;

use super::extract::Machine;
use super::{Answer, Hall};
use crate::clock;
use crate::database::DatabaseError;
use crate::procedures::queues::page::{STYLE, Shown, language, page};
use crate::procedures::queues::{self, Followed};

/// The page loads nothing, runs nothing, sends nothing and stands in no other page.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = BASE64.encode(digest(&SHA256, STYLE.as_bytes()).as_ref());
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
});

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

pub(super) fn routes() -> Router<Arc<Hall>> {
    Router::new()
        .route("/v1/called", get(called))
        .route("/queue/{token}", get(followed))
}

async fn called(State(hall): State<Arc<Hall>>, _: Machine) -> Answer<CalledAnswer> {
    let mut connection = hall.payments.database.read().await?;
    let called = queues::called(&mut connection, clock::now()).await?;
    Ok(Json(CalledAnswer { called }))
}

async fn followed(
    State(hall): State<Arc<Hall>>,
    Path(token): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let asked = asked.ok().and_then(|Query(asked)| asked.lang);
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    let lang = language(asked.as_deref(), accepted);
    let followed = look(&hall, &token).await;
    let (status, shown) = match &followed {
        Ok(Some(followed)) => (StatusCode::OK, Shown::Number(followed)),
        Ok(None) => (StatusCode::NOT_FOUND, Shown::Unknown),
        Err(error) => {
            error!(%error, "a number could not be followed");
            (StatusCode::SERVICE_UNAVAILABLE, Shown::Unavailable)
        }
    };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY.as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_LANGUAGE, lang.0.as_str()),
        (header::VARY, "accept-language"),
    ];
    (status, headers, Html(page(&lang, shown))).into_response()
}

async fn look(hall: &Hall, token: &str) -> Result<Option<Followed>, DatabaseError> {
    let mut connection = hall.payments.database.read().await?;
    queues::follow(&mut connection, token, clock::now()).await
}
