//! How long the things take that a citizen waits for, as lines of the log (target `timing`).

use std::time::Instant;

use kiosk::Effect;
use kiosk::call::Request;
use kiosk::record::{PaymentOutcome, PrintOutcome, Record};

/// Moments of the present visit.
#[derive(Debug, Default)]
pub(crate) struct Timings {
    frame: Option<Instant>,
    sent: Option<Instant>,
    approved: Option<Instant>,
}

impl Timings {
    /// A code was read and believed; the frame it was on reached the program at `seen_at`.
    pub(crate) fn verified(&mut self, seen_at: Instant) {
        tell("scan.verified", seen_at);
        self.frame = Some(seen_at);
    }

    /// The backend knows the citizen.
    pub(crate) fn identified(&mut self) {
        if let Some(frame) = self.frame.take() {
            tell("scan.identified", frame);
        }
    }

    /// The PDF is there.
    pub(crate) fn rendered(since: Instant) {
        tell("receipt.rendered", since);
    }

    /// Looks at what is about to be done.
    pub(crate) fn effect(&mut self, effect: &Effect) {
        match effect {
            Effect::Call {
                request: Request::Submit { .. },
                ..
            } => {
                self.sent = Some(Instant::now());
            }
            Effect::Append(Record::PaymentResolved {
                outcome: PaymentOutcome::Approved { .. },
                ..
            }) => {
                if let Some(sent) = self.sent.take() {
                    tell("payment.approved", sent);
                    self.approved = Some(Instant::now());
                }
            }
            Effect::Append(Record::PrintResolved {
                outcome: PrintOutcome::Printed,
                ..
            }) => {
                if let Some(approved) = self.approved.take() {
                    tell("receipt.printed", approved);
                }
            }
            Effect::Append(_)
            | Effect::KeepKey { .. }
            | Effect::EraseKey { .. }
            | Effect::Prune
            | Effect::Call { .. }
            | Effect::Look { .. }
            | Effect::Print { .. }
            | Effect::FollowPrint { .. }
            | Effect::CancelPrint { .. } => {}
        }
    }
}

fn tell(what: &'static str, since: Instant) {
    let ms = since.elapsed().as_secs_f64() * 1000.0;
    tracing::info!(target: "timing", what, ms);
}
