//! The order: what is known of its payments, and what to do next. Pure: events in, effects out.
//!
//! A payment is one attempt to charge one payment code, under a key that the kiosk made. The state
//! is made durable with every step before the effects are carried out, so that any process may go
//! on where another one stopped.
//!
//! Always true:
//! - the first of submit and void closes a key; the same key is sent to a channel at most once;
//! - an order has at most one payment of which nothing is decided, and at most one approved;
//! - a payment of which the outcome is not certain is pending, never declined or voided;
//! - a payment is approved only when no reversal of it can still take effect;
//! - what is pending has a time at which something will be done about it;
//! - a key whose submit was refused is closed, too, and says the same for ever;
//! - money that turns up under a key that was declined or voided is chased until it is reversed.

mod channel;
mod payment;
#[cfg(test)]
mod tests;
mod waits;
#[cfg(test)]
mod world;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use channel::{Channel, DeclineReason};
pub use payment::{Known, Payment, Pursuit};
pub use waits::{ChannelWaits, Waits};

/// A point in time: milliseconds since 1970 by the wall clock, because it has to outlive the
/// process.
pub type Millis = i64;

/// More keys than this are not taken for one order.
const PAYMENTS_MAX: usize = 64;

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What has to be paid, in fen.
    pub amount: u64,
    /// Nobody wants it any more: no new payment is taken.
    pub withdrawn: bool,
    /// When it is withdrawn by itself, so that dues and slots do not stay held.
    pub expires_at: Millis,
    /// By key.
    pub payments: BTreeMap<Uuid, Payment>,
}

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The kiosk wants a code charged. The code itself is no business of this file.
    Submit {
        /// The payment key.
        key: Uuid,
        /// Whose code it is.
        channel: Channel,
        /// What the citizen was shown, in fen.
        amount: u64,
    },
    /// The kiosk wants the key never to charge, or not any more.
    Void {
        /// The payment key.
        key: Uuid,
    },
    /// What came of asking the channel.
    Answered {
        /// The payment key.
        key: Uuid,
        /// Which question it was, as in [`Effect::Ask`].
        number: u32,
        /// What was asked.
        ask: Ask,
        /// What came of it.
        answer: Answer,
    },
    /// Nobody wants the order any more.
    Withdraw,
    /// Time has passed.
    Tick,
    /// A process has started, or found that the clock was set: who asked before may be gone, and
    /// the answers with it, and the times that were written down mean nothing any more.
    Resume,
}

/// What a channel is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// Charge the code.
    Pay,
    /// What became of it?
    Query,
    /// Take it back: close it if it is not paid, give the money back if it is.
    Reverse,
}

/// What came of asking a channel. Everything that is not certain is [`Answer::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The money has moved.
    Paid,
    /// The payer has to confirm on the phone; where a reversal was asked for, it was refused
    /// because of that.
    PayerConfirms,
    /// The charge was refused and never will happen.
    Refused(DeclineReason),
    /// The charge has failed, but the channel wants it taken back before that is final.
    NotPaid(DeclineReason),
    /// It is over: closed, or the money given back.
    Closed,
    /// The channel knows of no such charge, so far.
    NoTrade,
    /// The reversal was refused for good.
    NotReversed,
    /// The question has not left this machine.
    NotSent,
    /// No answer, not an answer, or not signed by the channel.
    Unknown,
}

impl Answer {
    /// Whether a reversal with this answer, or a copy of it that arrives later, can do nothing
    /// more.
    fn ends_a_reversal(self) -> bool {
        matches!(self, Self::Closed | Self::NotReversed | Self::NotSent)
    }
}

/// What is to be done once the new state is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the channel, and bring back the answer as [`Event::Answered`].
    Ask {
        /// The payment key.
        key: Uuid,
        /// Whose payment it is.
        channel: Channel,
        /// Number of the question, to be brought back.
        number: u32,
        /// What to ask.
        ask: Ask,
        /// Not to be sent any more from then on.
        until: Millis,
    },
    /// In the same transaction: number and receipt, dues paid, slots booked.
    Fulfil {
        /// The payment key.
        key: Uuid,
    },
    /// In the same transaction: dues and slots are free again.
    Release,
    /// The channel contradicts itself; a person should look at it.
    Contradiction {
        /// The payment key.
        key: Uuid,
    },
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// It is paid.
    #[error("the order is paid")]
    Paid,
    /// It was withdrawn.
    #[error("the order was withdrawn")]
    Withdrawn,
    /// The amount is another.
    #[error("the amount is not the order's")]
    AmountDiffers,
    /// Another payment is not decided yet.
    #[error("another payment of the order is open")]
    PaymentOpen,
    /// The key was submitted to the other channel.
    #[error("the key was used for another channel")]
    KeyReused,
    /// Too many keys for one order.
    #[error("too many payments for one order")]
    TooMany,
}

impl Order {
    /// A new order that nobody has paid.
    #[must_use]
    pub fn new(amount: u64, now: Millis, waits: &Waits) -> Self {
        Self {
            amount,
            withdrawn: false,
            expires_at: now.saturating_add(waits.hold_ms),
            payments: BTreeMap::new(),
        }
    }

    /// Takes the step that `event` asks for.
    ///
    /// # Errors
    /// [`Refusal`] if a submit or void is not possible. A refused submit has closed its key: that
    /// has to be made durable like any other step.
    pub fn handle(
        &mut self,
        event: Event,
        now: Millis,
        waits: &Waits,
    ) -> Result<Vec<Effect>, Refusal> {
        let mut effects = match event {
            Event::Submit {
                key,
                channel,
                amount,
            } => self.submit(key, channel, amount, now, waits)?,
            Event::Void { key } => self.void(key, now, waits)?,
            Event::Answered {
                key,
                number,
                ask,
                answer,
            } => self
                .payments
                .get_mut(&key)
                .map(|payment| payment.answered(key, number, ask, answer, now, waits))
                .unwrap_or_default(),
            Event::Withdraw => {
                self.withdrawn |= !self.is_paid();
                Vec::new()
            }
            Event::Tick => self.each(|key, payment| payment.tick(key, now, waits)),
            Event::Resume => {
                let hold = now.saturating_add(waits.hold_ms);
                self.expires_at = self.expires_at.min(hold);
                self.each(|key, payment| payment.resume(key, now, waits))
            }
        };
        self.withdrawn |= now >= self.expires_at && !self.is_paid() && !self.is_open();
        if self.withdrawn && !self.is_open() && !self.is_paid() {
            effects.push(Effect::Release);
        }
        self.assert_sound();
        Ok(effects)
    }

    /// When something has to be done even if nothing happens; `None` if never.
    #[must_use]
    pub fn wake_at(&self) -> Option<Millis> {
        let pursuits = self.payments.values().filter_map(Payment::wake_at);
        let is_waiting = !self.withdrawn && !self.is_paid() && !self.is_open();
        pursuits.chain(is_waiting.then_some(self.expires_at)).min()
    }

    /// Whether it is paid.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.payments
            .values()
            .any(|payment| payment.known == Known::Approved)
    }

    /// Whether a payment of it is not decided.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.payments
            .values()
            .any(|payment| payment.known == Known::Pending)
    }

    fn submit(
        &mut self,
        key: Uuid,
        channel: Channel,
        amount: u64,
        now: Millis,
        waits: &Waits,
    ) -> Result<Vec<Effect>, Refusal> {
        if let Some(payment) = self.payments.get(&key) {
            payment.submitted_again(channel)?;
            return Ok(Vec::new());
        }
        self.has_room()?;
        if let Some(refusal) = self.refusal_of(amount) {
            // A copy of this call that arrives later must not find the way open.
            self.payments.insert(key, Payment::refused(refusal));
            return Err(refusal);
        }
        self.expires_at = now.saturating_add(waits.hold_ms);
        let (payment, effects) = Payment::submit(key, channel, now, waits);
        self.payments.insert(key, payment);
        Ok(effects)
    }

    fn refusal_of(&self, amount: u64) -> Option<Refusal> {
        if self.is_paid() {
            Some(Refusal::Paid)
        } else if self.withdrawn {
            Some(Refusal::Withdrawn)
        } else if self.is_open() {
            Some(Refusal::PaymentOpen)
        } else if amount != self.amount {
            Some(Refusal::AmountDiffers)
        } else {
            None
        }
    }

    fn void(&mut self, key: Uuid, now: Millis, waits: &Waits) -> Result<Vec<Effect>, Refusal> {
        if let Some(payment) = self.payments.get_mut(&key) {
            return Ok(payment.void(key, now, waits));
        }
        self.has_room()?;
        self.payments.insert(key, Payment::never());
        Ok(Vec::new())
    }

    fn has_room(&self) -> Result<(), Refusal> {
        if self.payments.len() < PAYMENTS_MAX {
            Ok(())
        } else {
            Err(Refusal::TooMany)
        }
    }

    fn each(&mut self, mut step: impl FnMut(Uuid, &mut Payment) -> Vec<Effect>) -> Vec<Effect> {
        self.payments
            .iter_mut()
            .flat_map(|(key, payment)| step(*key, payment))
            .collect()
    }

    fn assert_sound(&self) {
        let count = |known: Known| {
            self.payments
                .values()
                .filter(|payment| payment.known == known)
                .count()
        };
        assert!(count(Known::Approved) <= 1, "an order is paid at most once");
        assert!(
            count(Known::Pending) + count(Known::Approved) <= 1,
            "an order has at most one payment that may still take money"
        );
        for payment in self.payments.values() {
            assert!(
                payment.known != Known::Pending || payment.pursuit.is_some(),
                "what is pending is pursued"
            );
            assert!(
                payment.known != Known::Approved || payment.pursuit.is_none(),
                "nothing more is asked about what is approved"
            );
        }
    }
}
