//! How an answer leaves the server: truly, late, never, or spoilt.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::behaviour::Answer;

/// No connection is kept longer than this without an answer.
const SILENCE_MAX: Duration = Duration::from_secs(180);

/// What an answer says before it is signed.
pub(super) struct Said {
    pub status: StatusCode,
    pub body: String,
}

/// The three ways in which a protocol puts an answer on the wire.
pub(super) trait Speaks {
    /// Signs and sends what was said.
    fn signed(&self, said: Said) -> Response;
    /// Sends it with a signature of something else.
    fn signed_wrongly(&self, said: Said) -> Response;
    /// "System error".
    fn system_error(&self) -> Said;
}

/// Gives the answer in the way it is wanted.
pub(super) async fn give(speaks: &impl Speaks, answer: Answer, said: Said) -> Response {
    match answer {
        Answer::Truly => speaks.signed(said),
        Answer::After(late) => {
            tokio::time::sleep(late).await;
            speaks.signed(said)
        }
        Answer::Never => {
            tokio::time::sleep(SILENCE_MAX).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Answer::SystemError => speaks.signed(speaks.system_error()),
        Answer::Rubbish => speaks.signed(Said {
            status: StatusCode::OK,
            body: "<html>维护中</html>".to_owned(),
        }),
        Answer::WrongSignature => speaks.signed_wrongly(said),
    }
}
