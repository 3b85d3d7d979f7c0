//! Why a call has no answer.

use gateway::wire::ProblemCode;
use thiserror::Error;

use crate::database::DatabaseError;
use order::Refusal;

/// Why a call has no answer.
#[derive(Debug, Error)]
pub enum Refused {
    /// What was asked for is not possible.
    #[error("{}", .0.as_str())]
    Problem(ProblemCode),
    /// The same, with what exactly.
    #[error("{}: {}", .0.as_str(), .1)]
    Detailed(ProblemCode, String),
    /// The database does not do what it should.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<ProblemCode> for Refused {
    fn from(code: ProblemCode) -> Self {
        Self::Problem(code)
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Problem(match refusal {
            Refusal::Paid => ProblemCode::OrderPaid,
            Refusal::Withdrawn => ProblemCode::OrderWithdrawn,
            Refusal::AmountDiffers => ProblemCode::AmountDiffers,
            Refusal::PaymentOpen => ProblemCode::PaymentOpen,
            Refusal::KeyReused => ProblemCode::KeyReused,
            Refusal::TooMany => ProblemCode::PaymentsTooMany,
        })
    }
}
