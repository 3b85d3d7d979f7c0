//! Findings as they are made, each with the words for what is known.

use jiff::civil::Date;
use order::{Channel, Known};

use super::Booked;
use super::report::{Finding, Totals, Verdict};

/// The findings so far, and the payment that they are being made of.
#[derive(Default)]
pub(super) struct Findings {
    all: Vec<Finding>,
    of: Option<Finding>,
}

impl Findings {
    /// From here on the findings are of this payment.
    pub(super) fn of(
        &mut self,
        trade: &str,
        channel_trade: Option<String>,
        booked: Option<&Booked>,
    ) {
        let receipt = booked.and_then(|booked| booked.receipt.as_ref());
        self.of = Some(Finding {
            trade: trade.to_owned(),
            channel_trade,
            order: booked.map(|booked| booked.order.clone()),
            case_number: booked.map(|booked| booked.case_number.clone()),
            receipt: receipt.map(|receipt| receipt.number.clone()),
            verdict: Verdict::Matched,
            fen: Totals::default(),
            other_day: None,
            known: in_words(trade, booked),
            to_do: None,
        });
    }

    /// Adds one; nothing, if there is no fen in it.
    pub(super) fn add(&mut self, verdict: Verdict, fen: Totals, other_day: Option<Date>) {
        if !fen.is_nothing() {
            self.push(verdict, fen, other_day);
        }
    }

    /// Adds one about an amount that was not moved.
    pub(super) fn note(&mut self, verdict: Verdict, amount: u64) {
        self.push(verdict, Totals::default(), None);
        if let Some(noted) = self.all.last_mut() {
            let Finding { known, .. } = noted;
            *known = format!("{known}; {} not refunded", yuan(amount));
        }
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.all
    }

    fn push(&mut self, verdict: Verdict, fen: Totals, other_day: Option<Date>) {
        let Some(of) = &self.of else {
            return;
        };
        self.all.push(Finding {
            verdict,
            fen,
            other_day,
            to_do: match verdict {
                Verdict::Discrepancy(discrepancy) => Some(discrepancy.to_do()),
                Verdict::Matched | Verdict::Reversed | Verdict::Refunded => None,
            },
            ..of.clone()
        });
    }
}

/// What we know of a payment.
fn in_words(trade: &str, booked: Option<&Booked>) -> String {
    let Some(booked) = booked else {
        return "unknown to this backend".to_owned();
    };
    let state = match booked.known {
        Known::Pending => "pending",
        Known::Approved => "approved",
        Known::Declined(_) => "declined",
        Known::Voided => "voided",
    };
    let channel = match booked.channel {
        Some(Channel::Wechat) => "by WeChat Pay",
        Some(Channel::Alipay) => "by Alipay",
        None => "never sent to a channel",
    };
    let mut words = format!("{} demanded, {state} {channel}", yuan(booked.amount));
    if booked.is_pursued {
        words.push_str(", still pursued");
    }
    if let Some(receipt) = &booked.receipt {
        let (number, day) = (&receipt.number, receipt.day);
        let whose = if receipt.trade == trade {
            ""
        } else {
            " for another payment"
        };
        words.push_str(&format!(", receipt {number} of {day}{whose}"));
    }
    words
}

/// Fen as people read them.
pub(super) fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
