//! Codes that say nothing to us: only their issuer knows whose they are, so its service is asked.
//!
//! What is certain is a [`Verdict`]: the issuer vouches for somebody, or says no. Anything else,
//! an answer that did not come, came late or makes no sense, is [`Unanswered`] and says nothing of
//! the code. Each kind of code has its verifier, each API its adapter.

mod bridge;
mod health_open;
mod open;
mod turns;

use std::fmt;
use std::time::Duration;

use codes::{OpaqueCode, OpaqueKind, OpaqueRules, Reading};
use gateway::wire::OpaqueIssuer;
use reqwest::{RequestBuilder, StatusCode};
use thiserror::Error;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use crate::channels::line::{Heard, exchange};
use bridge::Bridge;
use health_open::HealthOpen;
use turns::Turns;

pub use open::NoVerifier;

/// A longer name of a citizen is not believed.
const SUBJECT_CHARS_MAX: usize = 128;

/// The verifiers of this hall.
#[derive(Default)]
pub struct Verifiers {
    verifiers: Vec<Verifier>,
    rules: OpaqueRules,
    turns: Turns,
}

/// Asks about one kind of code.
pub struct Verifier {
    kind: String,
    within: Duration,
    api: Api,
}

enum Api {
    HealthOpen(Box<HealthOpen>),
    Bridge(Bridge),
}

/// What the issuer is asked: whose code is this?
pub struct Question<'a> {
    /// The code.
    pub code: &'a OpaqueCode,
    /// Number of the machine it was shown to.
    pub machine: &'a str,
    /// The visit in which it was shown.
    pub visit: Uuid,
    /// Hash of the code.
    pub code_hash: &'a str,
}

/// What the issuer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The code is this person's, who shows it now.
    Resolved(Subject),
    /// It is not good.
    Refused(Refusal),
}

/// Somebody, as the issuer names them. `Debug` does not.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject(String);

/// Why the issuer does not vouch for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Too old.
    Expired,
    /// Used before.
    Used,
    /// No such code was ever given out.
    Unknown,
    /// Not a live code.
    NotLive,
}

/// Why nothing is known of the code. There is nothing personal in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unanswered {
    /// There was no connection.
    #[error("there is no connection")]
    NotReached,
    /// No answer, or not all of it, or too much.
    #[error("the answer did not come, not as a whole, or is too long")]
    Nothing,
    /// No answer in time.
    #[error("the answer did not come in time")]
    TooLate,
    /// The HTTP status of a failure.
    #[error("HTTP status {0}")]
    Status(u16),
    /// An answer that makes no sense.
    #[error("the answer makes no sense: {0}")]
    Rubbish(&'static str),
    /// A result that the configuration does not explain.
    #[error("result {0}, which the configuration does not explain")]
    Result(i64),
}

impl Verifiers {
    /// Who is to be asked about a code, and the code; `None` if nobody is, or it has not the shape
    /// of this kind.
    #[must_use]
    pub fn of(&self, kind: &str, text: &str) -> Option<(&Verifier, OpaqueCode)> {
        let verifier = self.verifiers.iter().find(|it| it.kind == kind)?;
        let Reading::Opaque(code) = Reading::of_with(text.as_bytes(), &self.rules) else {
            return None;
        };
        let same = match &code.kind {
            OpaqueKind::HealthCard => kind == OpaqueIssuer::HEALTH_CARD,
            OpaqueKind::Other(name) => kind == name,
        };
        same.then_some((verifier, code))
    }

    /// Whether codes of this kind are taken.
    #[must_use]
    pub fn has(&self, kind: &str) -> bool {
        self.verifiers.iter().any(|it| it.kind == kind)
    }

    /// Waits until nobody else in this process asks about the same code.
    ///
    /// # Errors
    /// [`Unanswered::TooLate`].
    pub async fn turn(
        &self,
        code_hash: &str,
        until: Instant,
    ) -> Result<OwnedMutexGuard<()>, Unanswered> {
        timeout_at(until, self.turns.take(code_hash))
            .await
            .map_err(|_| Unanswered::TooLate)
    }
}

impl Verifier {
    /// When an answer that is asked for now comes too late.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.within
    }

    /// Asks, and waits no longer than `until`.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn ask(
        &self,
        question: &Question<'_>,
        until: Instant,
    ) -> Result<Verdict, Unanswered> {
        let asking = async {
            match &self.api {
                Api::HealthOpen(api) => api.ask(question, self.within).await,
                Api::Bridge(api) => api.ask(question, self.within).await,
            }
        };
        timeout_at(until, asking)
            .await
            .unwrap_or(Err(Unanswered::TooLate))
    }
}

impl Subject {
    /// Somebody, if this can be a name: printable, and not too long.
    fn new(name: &str) -> Option<Self> {
        let fits = (1..=SUBJECT_CHARS_MAX).contains(&name.chars().count());
        let clean = !name.chars().any(|char| char.is_control());
        (fits && clean).then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(…)")
    }
}

/// The body of a success; up to 64 KiB of it.
async fn heard(request: RequestBuilder, within: Duration) -> Result<Vec<u8>, Unanswered> {
    match exchange(request, within).await {
        Heard::NotSent => Err(Unanswered::NotReached),
        Heard::Nothing => Err(Unanswered::Nothing),
        Heard::Answer(raw) if raw.status == StatusCode::OK => Ok(raw.body),
        Heard::Answer(raw) => Err(Unanswered::Status(raw.status.as_u16())),
    }
}
