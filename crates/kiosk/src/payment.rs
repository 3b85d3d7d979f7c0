//! One payment, from its intent to its outcome. It outlives the visit it belongs to.
//!
//! Always true: the key never changes · what is unknown is asked for again, never called declined
//! · once closing, it stays closing until the backend says how it ended.

use std::time::Duration;

use crate::call::{Answer, CallError, CallId, PaymentKey, PaymentState, Problem, Request};
use crate::config::Times;
use crate::record::PaymentOutcome;
use crate::view::Channel;

/// A payment that is not decided yet.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) key: PaymentKey,
    pub(crate) order: String,
    pub(crate) channel: Channel,
    pub(crate) phase: Phase,
    /// When the present phase began.
    pub(crate) since: Duration,
    /// The question that is under way.
    pub(crate) call: Option<CallId>,
    /// When to ask again.
    pub(crate) next: Duration,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The channel is being asked.
    Asking { payer_confirms: bool },
    /// It is being closed: voided if the money is still there, else approved.
    Closing,
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Still undecided; [`Payment::next`] says when to ask again.
    Undecided,
    /// Nobody may charge it any more: it has to be closed now.
    MustClose,
    /// Decided.
    Decided(PaymentState),
}

impl Payment {
    /// What to ask next about it.
    pub(crate) fn request(&self) -> Request {
        match self.phase {
            Phase::Asking { .. } => Request::LookUp { key: self.key },
            Phase::Closing => Request::Void {
                key: self.key,
                order: self.order.clone(),
            },
        }
    }

    /// When it is closed, if it is still being asked for.
    pub(crate) fn close_at(&self, times: &Times) -> Option<Duration> {
        matches!(self.phase, Phase::Asking { .. }).then(|| self.since + times.payment)
    }

    /// Takes the backend's answer. `watched`: a citizen is waiting for it.
    pub(crate) fn answered(
        &mut self,
        answer: Result<Answer, CallError>,
        now: Duration,
        watched: bool,
        times: &Times,
    ) -> Progress {
        self.call = None;
        self.next = now + if watched { times.poll } else { times.pursue };
        match (answer, self.phase) {
            (Ok(Answer::Payment(PaymentState::Pending { payer_confirms })), phase) => {
                if phase != Phase::Closing {
                    self.phase = Phase::Asking { payer_confirms };
                }
                Progress::Undecided
            }
            (Ok(Answer::Payment(decided)), _) => Progress::Decided(decided),
            // It never arrived, or was not accepted: closing the key makes sure that it cannot
            // arrive later.
            (
                Err(CallError::Refused(Problem::PaymentUnknown | Problem::Other | Problem::Taken)),
                Phase::Asking { .. },
            ) => Progress::MustClose,
            (Ok(_) | Err(_), _) => Progress::Undecided,
        }
    }
}

impl From<&PaymentState> for Option<PaymentOutcome> {
    fn from(state: &PaymentState) -> Self {
        match state {
            PaymentState::Pending { .. } => None,
            PaymentState::Approved(receipt) => Some(PaymentOutcome::Approved {
                receipt: receipt.number.clone(),
            }),
            PaymentState::Declined(reason) => Some(PaymentOutcome::Declined { reason: *reason }),
            PaymentState::Voided => Some(PaymentOutcome::Voided),
        }
    }
}
