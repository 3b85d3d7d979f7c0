//! One order as a channel knows it, and what can come of a call.

use jiff::{SignedDuration, Timestamp};

use super::behaviour::Refusal;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// WeChat Pay: codes of 18 digits that begin with 10 to 15; the payer has 45 s to confirm.
    Wechat,
    /// Alipay: codes of 18 digits that begin with 28; an order lives three hours where the
    /// merchant says nothing else.
    Alipay,
}

impl ChannelKind {
    pub(super) fn prompt_life(self) -> SignedDuration {
        match self {
            Self::Wechat => SignedDuration::from_secs(45),
            Self::Alipay => SignedDuration::from_hours(3),
        }
    }
}

/// One order as the channel knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// The merchant's number (`out_trade_no`).
    pub number: String,
    /// The channel's own number (`transaction_id`, `trade_no`).
    pub transaction: String,
    /// Whose payment code it was.
    pub payer: String,
    /// In fen.
    pub amount: u64,
    /// What the payer reads.
    pub description: String,
    /// Where it stands.
    pub state: OrderState,
    /// Everything that happened, oldest first.
    pub timeline: Vec<Entry>,
    /// What was given back of it by refunds, oldest first. A reversal is none of them.
    pub refunds: Vec<RefundRecord>,
}

/// A refund as the channel knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRecord {
    /// The merchant's number for it (`out_refund_no`, `out_request_no`).
    pub number: String,
    /// The channel's own number.
    pub id: String,
    /// In fen.
    pub amount: u64,
    /// When.
    pub at: Timestamp,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub happened: Happened,
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The merchant asked for the money.
    Demanded,
    /// The payer was asked for the password.
    PayerAsked,
    /// The amount was taken from the payer.
    Charged,
    /// It was refused.
    Refused(Refusal),
    /// The payer typed wrong passwords.
    WrongPassword,
    /// The payer closed the question.
    Dismissed,
    /// Nobody answered in time.
    Lapsed,
    /// The merchant closed it; nothing had been taken.
    Closed,
    /// The merchant took it back; the amount went back to the payer.
    Returned,
    /// The merchant gave back some of it, see [`OrderRecord::refunds`].
    Refunded,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// The payer is asked.
    Asking {
        /// Until then.
        until: Timestamp,
    },
    /// Paid.
    Paid,
    /// Not paid, and never will be.
    Failed(Happened),
    /// Taken back by the merchant.
    Reversed,
}

impl OrderRecord {
    /// How often the amount was taken: 0 or 1, if the channel is right.
    #[must_use]
    pub fn charges(&self) -> usize {
        self.count(Happened::Charged)
    }

    /// How often the amount was given back.
    #[must_use]
    pub fn returns(&self) -> usize {
        self.count(Happened::Returned)
    }

    /// What the payer has paid for it in the end, in fen.
    #[must_use]
    pub fn taken(&self) -> u64 {
        let times = self.charges().saturating_sub(self.returns());
        (self.amount * times as u64).saturating_sub(self.refunded())
    }

    /// What was given back by refunds, in fen.
    #[must_use]
    pub fn refunded(&self) -> u64 {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// When the amount was taken.
    #[must_use]
    pub fn charged_at(&self) -> Option<Timestamp> {
        self.timeline
            .iter()
            .find(|entry| entry.happened == Happened::Charged)
            .map(|entry| entry.at)
    }

    fn count(&self, happened: Happened) -> usize {
        self.timeline
            .iter()
            .filter(|entry| entry.happened == happened)
            .count()
    }
}

/// The question on the payer's phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayerPrompt {
    /// The merchant's number of the order.
    pub order: String,
    /// In fen.
    pub amount: u64,
    /// What for.
    pub description: String,
    /// It closes by itself then.
    pub until: Timestamp,
}

/// What came of a demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pays {
    /// Paid.
    Paid(OrderRecord),
    /// The payer is asked.
    Asking(OrderRecord),
    /// Refused.
    Refused(Refusal),
    /// There is an order of this number already; nothing was done.
    Known(OrderRecord),
    /// It got lost.
    Lost,
}

/// What came of taking an order back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reverses {
    /// No such order.
    Unknown,
    /// It was not paid and never will be.
    Closed(OrderRecord),
    /// It was paid; the money is back. The same for ever after.
    Returned(OrderRecord),
}

/// What came of a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refunds {
    /// The money is back; `again` if it was before.
    Given {
        /// The order as it is then.
        order: Box<OrderRecord>,
        /// The refund.
        refund: RefundRecord,
        /// The merchant has asked for it before.
        again: bool,
    },
    /// No such order, or it is not paid.
    Unknown,
    /// More than is left, or another total than was paid.
    TooMuch,
    /// The number was used for another order or another amount.
    Reused,
}

/// A demand for a refund. The total is there only if the protocol has one.
#[derive(Clone, Debug)]
pub(super) struct RefundDemand {
    pub number: String,
    pub order: String,
    pub amount: u64,
    pub total: Option<u64>,
}

/// A demand for money.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub number: String,
    pub code: String,
    pub amount: u64,
    pub description: String,
    pub life: Option<SignedDuration>,
}
