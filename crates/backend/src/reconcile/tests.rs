mod days;
mod random;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use order::{Channel, DeclineReason, Known};

use super::{Booked, Day, Discrepancy, Receipt, Report, Totals, Verdict, reconcile, wanted};
use crate::bills::{Bill, Moved, Row};

const TODAY: Date = date(2026, 11, 24);
const YESTERDAY: Date = date(2026, 11, 23);
const TOMORROW: Date = date(2026, 11, 25);

/// Both sides of some days at WeChat Pay.
#[derive(Default)]
struct Story {
    booked: BTreeMap<String, Booked>,
    bills: BTreeMap<Date, Bill>,
}

impl Story {
    fn new() -> Self {
        Self::default().with_bill(TODAY)
    }

    fn with_bill(mut self, day: Date) -> Self {
        self.bills.insert(day, Bill::empty(day));
        self
    }

    /// A payment of 1.00 with a receipt of this day.
    fn approved(mut self, trade: &str, day: Date) -> Self {
        let receipt = Receipt {
            number: format!("R-{trade}"),
            day,
            trade: trade.to_owned(),
        };
        let booked = Booked {
            receipt: Some(receipt),
            ..open(trade, Known::Approved)
        };
        self.booked.insert(trade.to_owned(), booked);
        self
    }

    fn known(mut self, trade: &str, known: Known) -> Self {
        self.booked.insert(trade.to_owned(), open(trade, known));
        self
    }

    fn billed(mut self, day: Date, trade: &str, moved: Moved) -> Self {
        let bill = self.bills.entry(day).or_insert_with(|| Bill::empty(day));
        bill.rows.push(Row {
            at: day.at(12, 0, 0, 0),
            trade: trade.to_owned(),
            channel_trade: format!("42-{trade}"),
            moved,
        });
        self
    }

    fn day(&self, date: Date) -> Day<'_> {
        Day {
            channel: Channel::Wechat,
            date,
            booked: &self.booked,
            bills: &self.bills,
        }
    }

    fn report(&self) -> Report {
        reconcile(&self.day(TODAY))
    }

    /// Verdicts with charged, returned and booked fen.
    fn told(&self) -> Vec<(Verdict, [u64; 3])> {
        let findings = self.report().findings.into_iter();
        findings
            .map(|finding| {
                let Totals {
                    charged,
                    returned,
                    booked,
                } = finding.fen;
                (finding.verdict, [charged, returned, booked])
            })
            .collect()
    }

    fn wanted(&self) -> Vec<Date> {
        wanted(&self.day(TODAY)).into_iter().collect()
    }
}

fn open(trade: &str, known: Known) -> Booked {
    Booked {
        channel: Some(Channel::Wechat),
        order: format!("O-{trade}"),
        case_number: format!("C-{trade}"),
        amount: 100,
        known,
        is_pursued: false,
        applied: TODAY,
        receipt: None,
    }
}

const DECLINED: Known = Known::Declined(DeclineReason::NotConfirmed);

fn wrong(discrepancy: Discrepancy) -> Verdict {
    Verdict::Discrepancy(discrepancy)
}
