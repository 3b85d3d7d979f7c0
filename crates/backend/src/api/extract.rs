//! What calls bring along. What cannot be read is answered with a problem document, too.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use gateway::KIOSK_HEADER;
use gateway::wire::ProblemCode;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::refused::Refused;

const MACHINE_BYTES_MAX: usize = 64;

/// Number of the machine that calls.
pub(super) struct Machine(pub String);

/// The key in the path.
pub(super) struct Key(pub Uuid);

/// The body, as JSON.
pub(super) struct Body<T>(pub T);

impl<S: Send + Sync> FromRequestParts<S> for Machine {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let machine = parts
            .headers
            .get(KIOSK_HEADER)
            .and_then(|value| value.to_str().ok());
        machine
            .filter(|machine| (1..=MACHINE_BYTES_MAX).contains(&machine.len()))
            .map(|machine| Self(machine.to_owned()))
            .ok_or_else(|| malformed(format!("the header {KIOSK_HEADER} is missing")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let Path(key) = Path::<Uuid>::from_request_parts(parts, state)
            .await
            .map_err(|_| malformed("the key in the path is not a UUID".to_owned()))?;
        Ok(Self(key))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(ProblemCode::RequestTooLarge.into())
            }
            Err(rejection) => Err(malformed(reason(&rejection).to_owned())),
        }
    }
}

/// Not the reader's own words: they may quote the body.
fn reason(rejection: &JsonRejection) -> &'static str {
    if matches!(rejection, JsonRejection::JsonDataError(_)) {
        "the body has another shape"
    } else if matches!(rejection, JsonRejection::JsonSyntaxError(_)) {
        "the body is not JSON"
    } else if matches!(rejection, JsonRejection::MissingJsonContentType(_)) {
        "the body is not called application/json"
    } else {
        "the body could not be read"
    }
}

fn malformed(detail: String) -> Refused {
    Refused::Detailed(ProblemCode::RequestMalformed, detail)
}
