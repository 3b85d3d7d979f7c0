use thiserror::Error;

use crate::wire::{Problem, ProblemCode};

/// Why a call has no answer. After any of these but [`CallError::Problem`] it is unknown whether
/// the backend did what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CallError {
    /// No connection, or it broke before the answer was complete.
    #[error("the backend cannot be reached")]
    Unreachable,
    /// No complete answer within the deadline.
    #[error("the backend did not answer in time")]
    TimedOut,
    /// The backend refused, and said why.
    #[error("the backend refused: {}", .0.as_str())]
    Problem(ProblemCode, Box<Problem>),
    /// The answer is not what the API promises: not JSON, of another shape, or over 1 MiB.
    #[error("the backend's answer makes no sense: {0}")]
    Rubbish(&'static str),
    /// Status without a problem document, or any of 500 and above.
    #[error("the backend answered with status {0}")]
    Server(u16),
}
