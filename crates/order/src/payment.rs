use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Answer, Ask, Channel, ChannelWaits, DeclineReason, Effect, Millis, Refusal, Waits};

/// How long an answer may take from the channel's client to here.
const ANSWER_WAY_BACK_MS: Millis = 1_000;

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Whose code was charged; absent if the key was voided before anything was submitted.
    pub channel: Option<Channel>,
    /// What the kiosk is told.
    pub known: Known,
    /// How many questions the channel was asked; the number of the last one.
    pub asked: u32,
    /// What is still being done about it.
    pub pursuit: Option<Pursuit>,
    /// Why the submit under this key was refused: the same call again is refused for the same
    /// reason for ever, whatever has become of the order since.
    pub refused: Option<Refusal>,
}

/// What is known of a payment. All but `Pending` are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Known {
    /// Nothing certain.
    Pending,
    /// Paid.
    Approved,
    /// Not paid.
    Declined(DeclineReason),
    /// Not paid, because that was wished.
    Voided,
}

/// How a payment is pursued: one question at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pursuit {
    /// When the charge was sent.
    pub submitted_at: Millis,
    /// The question that is under way, or comes next.
    pub ask: Ask,
    /// Whether it is under way.
    pub under_way: bool,
    /// When it was sent, if it is under way.
    pub sent_at: Millis,
    /// When it is to be asked; if under way, when no answer is expected any more.
    pub due_at: Millis,
    /// The payer has to confirm on the phone.
    pub payer_confirms: bool,
    /// What the payment becomes as soon as it is certain that no money stays with us; with it set,
    /// the payment is being taken back.
    pub closing: Option<Known>,
    /// When the last reversal was sent of which it is not known whether it did anything.
    pub reversal_in_doubt_at: Option<Millis>,
    /// How often taking it back was tried.
    pub reversals: u32,
    /// Since when it counts as certain that there is nothing to take back.
    #[serde(default)]
    pub absent_since: Option<Millis>,
}

impl Payment {
    /// A key that was voided before anything was submitted.
    pub(super) fn never() -> Self {
        Self {
            channel: None,
            known: Known::Voided,
            asked: 0,
            pursuit: None,
            refused: None,
        }
    }

    /// A key whose submit was refused. It never charges.
    pub(super) fn refused(refusal: Refusal) -> Self {
        Self {
            refused: Some(refusal),
            ..Self::never()
        }
    }

    /// The same submit again. What it is told is what it was told before.
    pub(super) fn submitted_again(&self, channel: Channel) -> Result<(), Refusal> {
        match (self.refused, self.channel) {
            (Some(refusal), _) => Err(refusal),
            (None, Some(other)) if other != channel => Err(Refusal::KeyReused),
            (None, Some(_) | None) => Ok(()),
        }
    }

    pub(super) fn submit(
        key: Uuid,
        channel: Channel,
        now: Millis,
        waits: &Waits,
    ) -> (Self, Vec<Effect>) {
        let mut payment = Self {
            channel: Some(channel),
            known: Known::Pending,
            asked: 0,
            pursuit: Some(Pursuit::begin(Ask::Pay, None, now)),
            refused: None,
        };
        let effects = payment.send(key, now, waits.of(channel));
        (payment, effects)
    }

    pub(super) fn wake_at(&self) -> Option<Millis> {
        self.pursuit.as_ref().map(|pursuit| pursuit.due_at)
    }

    pub(super) fn void(&mut self, key: Uuid, now: Millis, waits: &Waits) -> Vec<Effect> {
        let (Known::Pending, Some(channel), Some(pursuit)) =
            (self.known, self.channel, &mut self.pursuit)
        else {
            return Vec::new();
        };
        if pursuit.closing.replace(Known::Voided).is_some() {
            return Vec::new();
        }
        // The charge may still be under way: its answer counts whenever it comes.
        pursuit.ask = Ask::Query;
        self.send(key, now, waits.of(channel))
    }

    pub(super) fn tick(&mut self, key: Uuid, now: Millis, waits: &Waits) -> Vec<Effect> {
        let (Some(channel), Some(pursuit)) = (self.channel, &mut self.pursuit) else {
            return Vec::new();
        };
        let waits = waits.of(channel);
        if now >= pursuit.due_at && pursuit.under_way {
            pursuit.went_unanswered();
            pursuit.plan(now, waits);
        }
        if now >= pursuit.due_at && !pursuit.under_way {
            return self.send(key, now, waits);
        }
        Vec::new()
    }

    pub(super) fn resume(&mut self, key: Uuid, now: Millis, waits: &Waits) -> Vec<Effect> {
        let (Some(channel), Some(pursuit)) = (self.channel, &mut self.pursuit) else {
            return Vec::new();
        };
        pursuit.went_unanswered();
        pursuit.begin_waits_anew(now);
        pursuit.ask = Ask::Query;
        self.send(key, now, waits.of(channel))
    }

    pub(super) fn answered(
        &mut self,
        key: Uuid,
        number: u32,
        ask: Ask,
        answer: Answer,
        now: Millis,
        waits: &Waits,
    ) -> Vec<Effect> {
        let Some(channel) = self.channel else {
            return Vec::new();
        };
        let waits = waits.of(channel);
        let Some(pursuit) = &mut self.pursuit else {
            return self.contradicted(key, answer, now, waits);
        };
        let is_current = pursuit.under_way && self.asked == number;
        if is_current {
            pursuit.under_way = false;
        }
        if ask == Ask::Reverse && !answer.ends_a_reversal() {
            // It did nothing, but a second copy of it may still be on its way.
            pursuit.reversal_in_doubt_at = Some(now);
        }
        match answer {
            Answer::Paid
                if self.known == Known::Pending && pursuit.may_approve(is_current, waits) =>
            {
                self.pursuit = None;
                self.known = Known::Approved;
                return vec![Effect::Fulfil { key }];
            }
            Answer::Refused(reason) => return self.settle(Known::Declined(reason)),
            Answer::NotSent if ask == Ask::Pay => {
                return self.settle(Known::Declined(DeclineReason::ChannelUnreachable));
            }
            Answer::Closed => {
                let outcome = pursuit.outcome();
                return self.settle(outcome);
            }
            Answer::NoTrade if is_current && pursuit.is_past_arrival(waits) => {
                return self.nothing_there(now, waits);
            }
            Answer::Paid if pursuit.absent_since.take().is_some() => {
                pursuit.plan(now, waits);
                return vec![Effect::Contradiction { key }];
            }
            Answer::NotPaid(reason) => {
                pursuit.closing.get_or_insert(Known::Declined(reason));
            }
            Answer::PayerConfirms => pursuit.payer_confirms = true,
            Answer::Paid
            | Answer::NoTrade
            | Answer::NotReversed
            | Answer::NotSent
            | Answer::Unknown => {}
        }
        if is_current {
            pursuit.plan(now, waits);
        }
        Vec::new()
    }

    fn send(&mut self, key: Uuid, now: Millis, waits: &ChannelWaits) -> Vec<Effect> {
        let (Some(channel), Some(pursuit)) = (self.channel, &mut self.pursuit) else {
            return Vec::new();
        };
        if pursuit.ask == Ask::Reverse {
            pursuit.reversals = pursuit.reversals.saturating_add(1);
        }
        let until = now.saturating_add(waits.answer_within_ms);
        self.asked = self.asked.wrapping_add(1);
        pursuit.under_way = true;
        pursuit.sent_at = now;
        pursuit.due_at = until.saturating_add(ANSWER_WAY_BACK_MS);
        vec![Effect::Ask {
            key,
            channel,
            number: self.asked,
            ask: pursuit.ask,
            until,
        }]
    }

    /// The money stays with the payer. What the kiosk was told before stays true.
    fn settle(&mut self, outcome: Known) -> Vec<Effect> {
        self.pursuit = None;
        if self.known == Known::Pending {
            self.known = outcome;
        }
        Vec::new()
    }

    /// The channel knows of no such charge, and none can arrive any more. Should that prove wrong,
    /// money would have moved that nobody asks about: it is looked for once more.
    fn nothing_there(&mut self, now: Millis, waits: &ChannelWaits) -> Vec<Effect> {
        let Some(pursuit) = &mut self.pursuit else {
            return Vec::new();
        };
        let outcome = pursuit.outcome();
        let since = *pursuit.absent_since.get_or_insert(now);
        let look_at = since.saturating_add(waits.late_ms);
        if pursuit.sent_at >= look_at {
            return self.settle(outcome);
        }
        pursuit.closing = Some(outcome);
        pursuit.ask = Ask::Query;
        pursuit.due_at = look_at;
        if self.known == Known::Pending {
            self.known = outcome;
        }
        Vec::new()
    }

    /// An answer after everything was decided.
    fn contradicted(
        &mut self,
        key: Uuid,
        answer: Answer,
        now: Millis,
        waits: &ChannelWaits,
    ) -> Vec<Effect> {
        match (self.known, answer) {
            (Known::Declined(_) | Known::Voided, Answer::Paid) => {
                self.pursuit = Some(Pursuit::begin(Ask::Query, Some(self.known), now));
                let mut effects = self.send(key, now, waits);
                effects.push(Effect::Contradiction { key });
                effects
            }
            (Known::Approved, Answer::Closed | Answer::Refused(_)) => {
                vec![Effect::Contradiction { key }]
            }
            _ => Vec::new(),
        }
    }
}

impl Pursuit {
    fn begin(ask: Ask, closing: Option<Known>, now: Millis) -> Self {
        Self {
            submitted_at: now,
            ask,
            under_way: false,
            sent_at: now,
            due_at: now,
            payer_confirms: false,
            closing,
            reversal_in_doubt_at: None,
            reversals: 0,
            absent_since: None,
        }
    }

    /// What was written down by another process, or before the clock was set, says nothing about
    /// how long ago it was: every wait begins again. That only makes them longer.
    fn begin_waits_anew(&mut self, now: Millis) {
        self.submitted_at = now;
        for at in [&mut self.reversal_in_doubt_at, &mut self.absent_since] {
            *at = at.map(|_| now);
        }
    }

    fn went_unanswered(&mut self) {
        if self.under_way && self.ask == Ask::Reverse {
            self.reversal_in_doubt_at = Some(self.due_at);
        }
        self.under_way = false;
    }

    /// What comes next, after a question that has not settled it.
    fn plan(&mut self, now: Millis, waits: &ChannelWaits) {
        let gives_up_at = self.submitted_at.saturating_add(waits.pay_limit_ms);
        if self.closing.is_none() && now >= gives_up_at {
            self.closing = Some(Known::Declined(self.reason_to_give_up()));
        }
        if self.closing.is_none() {
            self.ask = Ask::Query;
            self.due_at = now.saturating_add(waits.query_every_ms).min(gives_up_at);
        } else if self.ask == Ask::Reverse {
            self.ask = Ask::Query;
            let doublings = self.reversals.saturating_sub(1).min(16);
            let wait = waits.retry_every_ms.saturating_mul(1 << doublings);
            self.due_at = now.saturating_add(wait.min(waits.retry_at_most_ms));
        } else {
            self.ask = Ask::Reverse;
            self.due_at = now.max(self.submitted_at.saturating_add(waits.reverse_after_ms));
        }
    }

    fn reason_to_give_up(&self) -> DeclineReason {
        if self.payer_confirms {
            DeclineReason::NotConfirmed
        } else {
            DeclineReason::ByChannel
        }
    }

    fn outcome(&self) -> Known {
        self.closing
            .unwrap_or(Known::Declined(self.reason_to_give_up()))
    }

    /// Whether the question was asked when the charge could not arrive any more.
    fn is_past_arrival(&self, waits: &ChannelWaits) -> bool {
        self.closing.is_some() && self.sent_at >= self.submitted_at.saturating_add(waits.late_ms)
    }

    /// Whether "paid" is final: no reversal is under way, and none that got lost could still
    /// arrive when the question was asked.
    fn may_approve(&self, is_current: bool, waits: &ChannelWaits) -> bool {
        let reverses = self.under_way && self.ask == Ask::Reverse;
        match self.reversal_in_doubt_at {
            None => !reverses,
            Some(at) => !reverses && is_current && self.sent_at >= at.saturating_add(waits.late_ms),
        }
    }
}
