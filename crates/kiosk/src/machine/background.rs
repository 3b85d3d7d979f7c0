//! What goes on whether or not anybody is at the machine: the link to the backend, payments that
//! are not decided, deliveries the backend has not heard of.

use std::time::Duration;

use crate::call::{Answer, CallError, CallId, PaymentKey, PaymentState, Request};
use crate::event::Effect;
use crate::outbox::{Outbox, Paper};
use crate::payment::{Payment, Phase, Progress};
use crate::record::{PaymentOutcome, PrintOutcome, Record};
use crate::service::{Called, Catalogue, Issuer, Procedure};
use crate::view::PrinterTrouble;

use super::{Kiosk, Link};

/// A delivery the backend has not heard of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delivery {
    printed: bool,
    call: Option<CallId>,
    next: Duration,
}

/// The numbers that are being called to the windows, and when they are asked for again.
#[derive(Debug, Default)]
pub(super) struct Calling {
    pub(super) called: Vec<Called>,
    pub(super) call: Option<CallId>,
    next: Duration,
}

impl Kiosk {
    /// Takes up what the journal says is still owed.
    pub(super) fn take_up(&mut self) {
        let Outbox {
            payments, papers, ..
        } = self.owed.clone();
        for open in payments.into_values() {
            self.append(Record::PaymentClosing { payment: open.key });
            self.payments.insert(
                open.key,
                Payment {
                    key: open.key,
                    order: open.order,
                    channel: open.channel,
                    // The citizen is gone and the code with them: close it.
                    phase: Phase::Closing,
                    since: self.now.mono,
                    call: None,
                    next: self.now.mono,
                },
            );
        }
        for (receipt, paper) in papers {
            match paper {
                Paper::Unprinted => {
                    let trouble = PrinterTrouble::Aborted;
                    self.paper_resolved(&receipt, PrintOutcome::NotPrinted { trouble });
                }
                Paper::Unseen => {
                    self.printing.insert(receipt.clone());
                    self.effects.push(Effect::FollowPrint { receipt });
                }
                Paper::Unreported(outcome) => self.owe_delivery(&receipt, outcome),
            }
        }
        self.erase_keys();
    }

    pub(super) fn background_deadlines(&self) -> Vec<(Duration, &'static str)> {
        let mut deadlines = vec![match self.offered.waiting {
            Some(waiting) => (waiting.until, "catalogue"),
            None => (self.offered.refresh_at, "refresh"),
        }];
        for payment in self.payments.values() {
            if payment.call.is_none() {
                deadlines.push((payment.next, "payment"));
            }
            deadlines.extend(payment.close_at(&self.config.times).map(|at| (at, "close")));
        }
        deadlines.extend(
            self.deliveries
                .values()
                .filter(|delivery| delivery.call.is_none())
                .map(|delivery| (delivery.next, "delivery")),
        );
        deadlines.extend(self.send_kept_at().map(|at| (at, "kept")));
        deadlines.extend(self.ask_called_at().map(|at| (at, "called")));
        deadlines
    }

    pub(super) fn background_time_passed(&mut self) {
        self.look_at_backend();
        self.close_late_payments();
        self.ask_about_payments();
        self.report_deliveries();
        self.send_kept();
        self.ask_called();
    }

    /// What was offered before this start counts until the backend has answered.
    pub(super) fn remember_catalogue(&mut self, catalogue: Catalogue, issuers: Vec<Issuer>) {
        if self.offered.catalogue.services.is_empty() {
            self.offered.catalogue = catalogue;
            self.offered.issuers = issuers;
        }
    }

    /// Every answer, to whatever question, shows whether the backend is there.
    pub(super) fn note_link(&mut self, answer: &Result<Answer, CallError>) {
        match answer {
            Ok(_) | Err(CallError::Refused(_)) => self.link = Link::Up,
            Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken) => {
                if self.link == Link::Up {
                    // Look again soon, whoever noticed it.
                    self.offered.refresh_at = self
                        .offered
                        .refresh_at
                        .min(self.now.mono + self.config.times.reconnect);
                }
                self.link = Link::Down;
            }
        }
    }

    /// Whose codes will do now.
    pub(super) fn accepted(&self) -> impl Iterator<Item = &Issuer> {
        let can_ask = self.link == Link::Up;
        let issuers = self.offered.issuers.iter();
        issuers.filter(move |issuer| can_ask || !issuer.needs_network)
    }

    pub(super) fn catalogue_answered(&mut self, answer: Result<Answer, CallError>) {
        self.offered.waiting = None;
        let times = &self.config.times;
        if let Ok(Answer::Catalogue {
            offered,
            issuers,
            time,
        }) = answer
        {
            self.offered.catalogue = *offered;
            self.offered.issuers = issuers;
            self.offered.refresh_at = self.now.mono + times.refresh;
            let off = Duration::from_millis(time.0.abs_diff(self.now.wall.0));
            self.clock_off = off > times.clock_off;
        } else {
            self.link = Link::Down;
            self.offered.refresh_at = self.now.mono + times.reconnect;
        }
    }

    /// Numbers are shown where people wait, which is not in front of somebody's visit.
    fn ask_called_at(&self) -> Option<Duration> {
        let mut services = self.offered.catalogue.services.iter();
        let called_here = services.any(|service| service.procedure == Procedure::QueueTicket);
        let asks = self.visit.is_none() && self.link == Link::Up && called_here;
        (asks && self.calling.call.is_none()).then_some(self.calling.next)
    }

    fn ask_called(&mut self) {
        if self.ask_called_at().is_some_and(|at| at <= self.now.mono) {
            self.calling.call = Some(self.call(Request::Called));
        }
    }

    pub(super) fn called_answered(&mut self, answer: Result<Answer, CallError>) {
        self.calling.call = None;
        self.calling.next = self.now.mono + self.config.times.called;
        // A number that may not be called any more sends people to the wrong window.
        self.calling.called = match answer {
            Ok(Answer::Called(called)) => called,
            Ok(_) | Err(_) => Vec::new(),
        };
    }

    pub(super) fn payment_of(&self, call: CallId) -> Option<PaymentKey> {
        self.payments
            .values()
            .find(|payment| payment.call == Some(call))
            .map(|payment| payment.key)
    }

    pub(super) fn payment_answered(&mut self, key: PaymentKey, answer: Result<Answer, CallError>) {
        let watched = self.is_watched(key);
        let now = self.now.mono;
        let Some(payment) = self.payments.get_mut(&key) else {
            return;
        };
        match payment.answered(answer, now, watched, &self.config.times) {
            Progress::Undecided => {}
            Progress::MustClose => self.close_payment(key),
            Progress::Decided(state) => self.payment_decided(key, state),
        }
    }

    /// The citizen of this payment is still at the machine.
    fn is_watched(&self, key: PaymentKey) -> bool {
        self.visit
            .as_ref()
            .is_some_and(|visit| visit.step.payment() == Some(key))
    }

    fn payment_decided(&mut self, key: PaymentKey, state: PaymentState) {
        let Some(outcome) = Option::<PaymentOutcome>::from(&state) else {
            return;
        };
        let watched = self.is_watched(key);
        self.payments.remove(&key);
        self.append(Record::PaymentResolved {
            payment: key,
            outcome,
        });
        if watched {
            self.payment_of_visit_decided(state);
        } else if let PaymentState::Approved(receipt) = state {
            // Nobody waits for the paper: it can be had with the citizen's code.
            let trouble = PrinterTrouble::Aborted;
            self.paper_resolved(&receipt.number, PrintOutcome::NotPrinted { trouble });
        }
    }

    /// From now on the payment is to be voided; if the money was taken already, it is approved.
    pub(super) fn close_payment(&mut self, key: PaymentKey) {
        let Some(payment) = self.payments.get_mut(&key) else {
            return;
        };
        if payment.phase == Phase::Closing {
            return;
        }
        payment.phase = Phase::Closing;
        payment.since = self.now.mono;
        payment.next = self.now.mono;
        // An answer to the question under way would say nothing about the closing.
        payment.call = None;
        self.append(Record::PaymentClosing { payment: key });
        self.ask_about_payments();
    }

    /// What became of a paper is known, or given up.
    pub(super) fn paper_resolved(&mut self, receipt: &str, outcome: PrintOutcome) {
        self.printing.remove(receipt);
        self.append(Record::PrintResolved {
            receipt: receipt.to_owned(),
            outcome,
        });
        self.owe_delivery(receipt, outcome);
    }

    pub(super) fn delivery_of(&self, call: CallId) -> Option<String> {
        self.deliveries
            .iter()
            .find(|(_, delivery)| delivery.call == Some(call))
            .map(|(receipt, _)| receipt.clone())
    }

    pub(super) fn delivery_answered(&mut self, receipt: &str, answer: &Result<Answer, CallError>) {
        match answer {
            Ok(_) | Err(CallError::Refused(_)) => {
                self.deliveries.remove(receipt);
                self.append(Record::DeliveryReported {
                    receipt: receipt.to_owned(),
                });
            }
            Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken) => {
                let next = self.now.mono + self.config.times.pursue;
                if let Some(delivery) = self.deliveries.get_mut(receipt) {
                    delivery.call = None;
                    delivery.next = next;
                }
            }
        }
    }

    fn owe_delivery(&mut self, receipt: &str, outcome: PrintOutcome) {
        let printed = outcome == PrintOutcome::Printed;
        let next = self.now.mono;
        self.deliveries.insert(
            receipt.to_owned(),
            Delivery {
                printed,
                call: None,
                next,
            },
        );
        self.report_deliveries();
    }

    fn look_at_backend(&mut self) {
        let now = self.now.mono;
        match self.offered.waiting {
            Some(waiting) if waiting.until <= now => {
                self.catalogue_answered(Err(CallError::TimedOut));
            }
            None if self.offered.refresh_at <= now => {
                self.offered.waiting = Some(self.ask(Request::Catalogue));
            }
            Some(_) | None => {}
        }
    }

    fn close_late_payments(&mut self) {
        let late: Vec<_> = self
            .payments
            .values()
            .filter(|payment| {
                payment
                    .close_at(&self.config.times)
                    .is_some_and(|at| at <= self.now.mono)
            })
            .map(|payment| payment.key)
            .collect();
        for key in late {
            self.close_payment(key);
        }
    }

    fn ask_about_payments(&mut self) {
        let due: Vec<_> = self
            .payments
            .values()
            .filter(|payment| payment.call.is_none() && payment.next <= self.now.mono)
            .map(|payment| (payment.key, payment.request()))
            .collect();
        for (key, request) in due {
            let call = self.call(request);
            if let Some(payment) = self.payments.get_mut(&key) {
                payment.call = Some(call);
            }
        }
    }

    fn report_deliveries(&mut self) {
        let due: Vec<_> = self
            .deliveries
            .iter()
            .filter(|(_, delivery)| delivery.call.is_none() && delivery.next <= self.now.mono)
            .map(|(receipt, delivery)| (receipt.clone(), delivery.printed))
            .collect();
        for (receipt, printed) in due {
            let call = self.call(Request::Delivery {
                receipt: receipt.clone(),
                printed,
            });
            if let Some(delivery) = self.deliveries.get_mut(&receipt) {
                delivery.call = Some(call);
            }
        }
    }
}
