//! What comes out: findings, their words, and what to do.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use jiff::civil::Date;
use order::Channel;
use serde::Serialize;

/// What was found on one day at one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The channel.
    pub channel: Channel,
    /// The day.
    pub date: Date,
    /// All fen of both sides.
    pub totals: Totals,
    /// Each fen in one of them; by the number of the payment.
    pub findings: Vec<Finding>,
}

/// Fen of the bill, and of our receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Charged, by the bill of the day.
    pub charged: u64,
    /// Given back, by the bill of the day.
    pub returned: u64,
    /// On our receipts of the day.
    pub booked: u64,
}

/// A payment, or the part of it that has the same explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Our number of the payment (`out_trade_no`).
    pub trade: String,
    /// The channel's number of it, if a bill has it.
    pub channel_trade: Option<String>,
    /// Our order, if it is ours.
    pub order: Option<String>,
    /// Number of its application.
    pub case_number: Option<String>,
    /// Number of the order's receipt.
    pub receipt: Option<String>,
    /// The explanation.
    pub verdict: Verdict,
    /// Its fen.
    #[serde(flatten)]
    pub fen: Totals,
    /// The day on which the other side has it, where that is not this one.
    pub other_day: Option<Date>,
    /// In words: what is known on both sides.
    pub known: String,
    /// What to do, for a discrepancy.
    #[serde(rename = "do")]
    pub to_do: Option<&'static str>,
}

/// How a fen is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Charged once, and on a receipt.
    Matched,
    /// Charged, given back by a reversal, and on no receipt.
    Reversed,
    /// Given back by a refund.
    Refunded,
    /// Somebody has to do something.
    Discrepancy(Discrepancy),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Discrepancy {
    /// A payment that this backend does not know, or not with this channel.
    NotOurs,
    /// Charged, and not decided with us yet.
    StillPending,
    /// Charged, but declined or voided with us.
    ChargedNotApproved,
    /// Charged once more than the order is to be paid.
    ChargedTwice,
    /// Charged or given back around midnight, and the bill of the other day is not there yet.
    AwaitsBill,
    /// On a receipt, but not in the bill.
    NotBilled,
    /// Charged with another amount than is on the receipt.
    AmountsDiffer,
    /// Reversed at the channel, but on a receipt.
    ReversedButApproved,
    /// Given back although nothing was charged, or more than was charged.
    ReturnedTooMuch,
    /// A refund was asked for and has not reached the payer.
    RefundFailed,
}

impl Discrepancy {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::NotOurs,
        Self::StillPending,
        Self::ChargedNotApproved,
        Self::ChargedTwice,
        Self::AwaitsBill,
        Self::NotBilled,
        Self::AmountsDiffer,
        Self::ReversedButApproved,
        Self::ReturnedTooMuch,
        Self::RefundFailed,
    ];

    /// Its name in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotOurs => "not ours",
            Self::StillPending => "still pending",
            Self::ChargedNotApproved => "charged, not approved",
            Self::ChargedTwice => "charged twice",
            Self::AwaitsBill => "awaits another bill",
            Self::NotBilled => "not in the bill",
            Self::AmountsDiffer => "amounts differ",
            Self::ReversedButApproved => "reversed, but approved",
            Self::ReturnedTooMuch => "returned too much",
            Self::RefundFailed => "refund failed",
        }
    }

    /// What to do, in a sentence.
    #[must_use]
    pub fn to_do(self) -> &'static str {
        match self {
            Self::NotOurs => {
                "Find out who else charges with this merchant's account; if nobody does, refund it \
                 and have the merchant's keys replaced."
            }
            Self::StillPending => {
                "Nothing by hand: the backend is deciding it; see that it runs, and reconcile \
                 again."
            }
            Self::ChargedNotApproved => {
                "Refund it at the channel: the citizen was told that nothing was charged."
            }
            Self::ChargedTwice => {
                "Refund this charge at the channel: the order is paid by the other one."
            }
            Self::AwaitsBill => {
                "Nothing yet: reconcile again when the next day's bill is there, after ten the \
                 morning after."
            }
            Self::NotBilled => {
                "Ask the channel about this payment; if it was not charged, the receipt has to be \
                 withdrawn and the amount demanded again."
            }
            Self::AmountsDiffer => {
                "Ask the channel which amount was taken, and refund or demand the difference."
            }
            Self::ReversedButApproved => {
                "Find out who reversed it; the receipt has to be withdrawn and the amount demanded \
                 again."
            }
            Self::ReturnedTooMuch => {
                "Ask the channel what was given back for which charge; the hall has paid the \
                 difference."
            }
            Self::RefundFailed => {
                "Refund it again at the channel, or in another way: the payer has not got it."
            }
        }
    }
}

impl Report {
    pub(super) fn new(
        channel: Channel,
        date: Date,
        totals: Totals,
        findings: Vec<Finding>,
    ) -> Self {
        Self {
            channel,
            date,
            totals,
            findings,
        }
    }

    /// The fen of all findings with this kind of explanation, and how many findings there are.
    #[must_use]
    pub fn sum(&self, is_kind: impl Fn(Verdict) -> bool) -> (usize, Totals) {
        let mut count = 0;
        let of_kind = self
            .findings
            .iter()
            .filter(|finding| is_kind(finding.verdict))
            .inspect(|_| count += 1);
        let sum = of_kind.map(Finding::totals).sum();
        (count, sum)
    }

    /// What somebody has to look after.
    pub fn discrepancies(&self) -> impl Iterator<Item = (&Finding, Discrepancy)> {
        self.findings
            .iter()
            .filter_map(|finding| match finding.verdict {
                Verdict::Discrepancy(discrepancy) => Some((finding, discrepancy)),
                Verdict::Matched | Verdict::Reversed | Verdict::Refunded => None,
            })
    }
}

impl Finding {
    /// Its fen.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.fen
    }
}

impl Totals {
    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            charged: self.charged + other.charged,
            returned: self.returned + other.returned,
            booked: self.booked + other.booked,
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Totals {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}
