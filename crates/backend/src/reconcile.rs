//! Every fen of a day explained: the channel's bill against what we have booked. Pure: bills and
//! bookings in, a report out.
//!
//! Always true, and asserted at the end of every run:
//! - every fen that the bill charges or gives back, and every fen of our receipts of that day, is in
//!   exactly one finding, as matched, reversed, refunded or a discrepancy;
//! - what is matched is the same on both sides. Where the two sides have it on different days, at
//!   midnight or after a time without the channel, the finding names the other day, and the run of
//!   that day has its other half.

mod approved;
mod findings;
mod open;
mod report;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use order::{Channel, Known};

pub use report::{Discrepancy, Finding, Report, Totals, Verdict};

use crate::bills::{Bill, Moved};
use findings::Findings;

/// A channel takes no reversal back later than this many days after the charge.
const REVERSED_WITHIN_DAYS: i64 = 7;

/// One payment as we have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Whose code was charged; none if the key was voided before anything was sent.
    pub channel: Option<Channel>,
    /// The order.
    pub order: String,
    /// Number of its application.
    pub case_number: String,
    /// What was demanded, in fen.
    pub amount: u64,
    /// What is known of the payment.
    pub known: Known,
    /// Something is still being done about it.
    pub is_pursued: bool,
    /// The day of the application, in China: nothing was charged before.
    pub applied: Date,
    /// The receipt of the order, if it has one.
    pub receipt: Option<Receipt>,
}

/// The receipt of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// The day of issue, in China.
    pub day: Date,
    /// The number of the payment it is for.
    pub trade: String,
}

/// What is known of one day at one channel.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// The channel.
    pub channel: Channel,
    /// The day.
    pub date: Date,
    /// By number: at least all that the bill names, and all with a receipt of that day.
    pub booked: &'a BTreeMap<String, Booked>,
    /// The bill of the day, and those of other days that are at hand.
    pub bills: &'a BTreeMap<Date, Bill>,
}

/// What a bill says of one payment.
#[derive(Clone, Debug, Default)]
struct Billed {
    channel_trade: Option<String>,
    charges: Vec<u64>,
    reversed: u64,
    refunded: u64,
    failed_refunds: u64,
}

impl Billed {
    fn charged(&self) -> u64 {
        self.charges.iter().sum()
    }

    fn returned(&self) -> u64 {
        self.reversed + self.refunded
    }
}

/// What to make of a payment, and of which other days the bills would have to be seen for it.
struct Explained {
    findings: Findings,
    wanted: BTreeSet<Date>,
}

/// Explains every fen of the day.
///
/// # Panics
/// If a fen of the bill or of our receipts would be explained twice or not at all: that would be a
/// mistake in this file.
#[must_use]
pub fn reconcile(day: &Day<'_>) -> Report {
    let findings = explain(day).findings.into_vec();
    let report = Report::new(day.channel, day.date, totals(day), findings);
    let explained = report.findings.iter().map(Finding::totals).sum();
    assert_eq!(report.totals, explained, "every fen is explained once");
    report
}

/// The days, besides its own, of which the bills could explain more. They may be before or after.
#[must_use]
pub fn wanted(day: &Day<'_>) -> BTreeSet<Date> {
    let mut wanted = explain(day).wanted;
    wanted.retain(|date| *date != day.date && !day.bills.contains_key(date));
    wanted
}

fn explain(day: &Day<'_>) -> Explained {
    let billed = by_trade(day.bills.get(&day.date));
    let mut trades: BTreeSet<&str> = billed.keys().copied().collect();
    let receipts = day
        .booked
        .iter()
        .filter(|(trade, _)| day.booked_today(trade) > 0);
    trades.extend(receipts.map(|(trade, _)| trade.as_str()));
    let others: BTreeMap<_, _> = day
        .bills
        .iter()
        .filter(|(date, _)| **date != day.date)
        .map(|(date, bill)| (*date, by_trade(Some(bill))))
        .collect();
    let mut explained = Explained {
        findings: Findings::default(),
        wanted: BTreeSet::new(),
    };
    for trade in trades {
        let payment = Payment {
            day,
            trade,
            billed: billed.get(trade).cloned().unwrap_or_default(),
            others: others
                .iter()
                .map(|(date, trades)| (*date, trades.get(trade).cloned().unwrap_or_default()))
                .collect(),
        };
        payment.explain(&mut explained);
    }
    explained
}

/// One payment with all that is known of it on both sides.
struct Payment<'a> {
    day: &'a Day<'a>,
    trade: &'a str,
    /// In the bill of the day.
    billed: Billed,
    /// In the bills of the other days that are at hand.
    others: BTreeMap<Date, Billed>,
}

impl Payment<'_> {
    fn explain(&self, into: &mut Explained) {
        let channel = Some(self.day.channel);
        let booked = self.day.booked.get(self.trade);
        let channel_trade = self.channel_trade();
        into.findings.of(self.trade, channel_trade, booked);
        match booked.filter(|booked| booked.channel == channel) {
            None => into.findings.add(
                Verdict::Discrepancy(Discrepancy::NotOurs),
                Totals {
                    charged: self.billed.charged(),
                    returned: self.billed.returned(),
                    booked: 0,
                },
                None,
            ),
            Some(booked) => match booked.known {
                Known::Approved => approved::explain(self, booked, into),
                Known::Pending | Known::Declined(_) | Known::Voided => {
                    open::explain(self, booked, into);
                }
            },
        }
        if self.billed.failed_refunds > 0 {
            let verdict = Verdict::Discrepancy(Discrepancy::RefundFailed);
            into.findings.note(verdict, self.billed.failed_refunds);
        }
    }

    fn channel_trade(&self) -> Option<String> {
        let others = self.others.values();
        std::iter::once(&self.billed)
            .chain(others)
            .find_map(|billed| billed.channel_trade.clone())
    }

    /// Notes of which other days the bills are wanted; says whether all of them are at hand.
    fn want(&self, days: impl IntoIterator<Item = Option<Date>>, into: &mut Explained) -> bool {
        let missing = days
            .into_iter()
            .flatten()
            .filter(|date| *date != self.day.date && !self.day.bills.contains_key(date));
        let missing: Vec<_> = missing.collect();
        into.wanted.extend(&missing);
        missing.is_empty()
    }
}

impl Day<'_> {
    /// What we have booked under this number on this day, in fen.
    fn booked_today(&self, trade: &str) -> u64 {
        let Some(booked) = self.booked.get(trade) else {
            return 0;
        };
        let is_today = booked
            .receipt
            .as_ref()
            .is_some_and(|receipt| receipt.trade == trade && receipt.day == self.date);
        if is_today && booked.channel == Some(self.channel) && booked.known == Known::Approved {
            booked.amount
        } else {
            0
        }
    }
}

/// What both sides have in all, told without looking at any payment.
fn totals(day: &Day<'_>) -> Totals {
    let mut totals = Totals::default();
    for row in day.bills.get(&day.date).map_or(&[][..], |bill| &bill.rows) {
        match row.moved {
            Moved::Charged(fen) => totals.charged += fen,
            Moved::Reversed(fen) | Moved::Refunded(fen) => totals.returned += fen,
            Moved::RefundFailed(_) => {}
        }
    }
    totals.booked = day.booked.keys().map(|trade| day.booked_today(trade)).sum();
    totals
}

fn by_trade(bill: Option<&Bill>) -> BTreeMap<&str, Billed> {
    let mut trades: BTreeMap<&str, Billed> = BTreeMap::new();
    for row in bill.map_or(&[][..], |bill| &bill.rows) {
        let billed = trades.entry(&row.trade).or_default();
        billed
            .channel_trade
            .get_or_insert_with(|| row.channel_trade.clone());
        match row.moved {
            Moved::Charged(fen) => billed.charges.push(fen),
            Moved::Reversed(fen) => billed.reversed += fen,
            Moved::Refunded(fen) => billed.refunded += fen,
            Moved::RefundFailed(fen) => billed.failed_refunds += fen,
        }
    }
    trades
}
