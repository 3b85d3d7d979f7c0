//! A payment that is approved with us: it has to be charged once, with the amount on the receipt.

use jiff::civil::Date;

use super::report::{Discrepancy, Totals, Verdict};
use super::{Booked, Explained, Payment};

pub(super) fn explain(payment: &Payment<'_>, booked: &Booked, into: &mut Explained) {
    let today = payment.day.booked_today(payment.trade);
    let mut charges = payment.billed.charges.clone();
    // The one with the right amount is the one that was meant.
    charges.sort_by_key(|fen| *fen != booked.amount);
    let mut charges = charges.into_iter();
    let found = match charges.next() {
        Some(charged) => billed_today(payment, booked, charged, today, into),
        None => not_billed_today(payment, booked, today, into),
    };
    let mut back = Back {
        reversed: payment.billed.reversed,
        refunded: payment.billed.refunded,
    };
    for charged in charges {
        back.of_one_too_many(charged, into);
    }
    // Of a charge of another day no more can be given back than the receipt says.
    let most = match found.fen.charged {
        0 => booked.amount,
        charged => charged,
    };
    returned(back, most, found, into);
}

/// What was given back and is not explained yet.
struct Back {
    reversed: u64,
    refunded: u64,
}

impl Back {
    /// What was charged once too often should be given back before anything else is.
    fn of_one_too_many(&mut self, mut charged: u64, into: &mut Explained) {
        for (returned, verdict) in [
            (&mut self.reversed, Verdict::Reversed),
            (&mut self.refunded, Verdict::Refunded),
        ] {
            let good = charged.min(*returned);
            charged -= good;
            *returned -= good;
            let part = Totals {
                charged: good,
                returned: good,
                booked: 0,
            };
            into.findings.add(verdict, part, None);
        }
        let twice = Verdict::Discrepancy(Discrepancy::ChargedTwice);
        into.findings.add(twice, charge(charged, 0), None);
    }
}

/// What is good so far, of which something may have been given back.
struct Found {
    verdict: Verdict,
    fen: Totals,
    other_day: Option<Date>,
}

fn billed_today(
    payment: &Payment<'_>,
    booked: &Booked,
    charged: u64,
    today: u64,
    into: &mut Explained,
) -> Found {
    let receipt_day = booked.receipt.as_ref().map(|receipt| receipt.day);
    let other_day = receipt_day.filter(|_| today == 0);
    // The receipt's own day may have the charge as well: then this one is too many.
    payment.want([other_day], into);
    let is_charged_then = other_day
        .and_then(|date| payment.others.get(&date))
        .is_some_and(|billed| !billed.charges.is_empty());
    let verdict = if is_charged_then {
        Verdict::Discrepancy(Discrepancy::ChargedTwice)
    } else if charged != booked.amount {
        Verdict::Discrepancy(Discrepancy::AmountsDiffer)
    } else {
        Verdict::Matched
    };
    Found {
        verdict,
        fen: charge(charged, today),
        other_day,
    }
}

fn not_billed_today(
    payment: &Payment<'_>,
    booked: &Booked,
    today: u64,
    into: &mut Explained,
) -> Found {
    let mut found = Found {
        verdict: Verdict::Matched,
        fen: charge(0, today),
        other_day: None,
    };
    if today == 0 {
        return found;
    }
    let charged = payment
        .others
        .iter()
        .find(|(_, billed)| !billed.charges.is_empty());
    if let Some((date, billed)) = charged {
        found.other_day = Some(*date);
        if !billed.charges.contains(&booked.amount) {
            found.verdict = Verdict::Discrepancy(Discrepancy::AmountsDiffer);
        }
        return found;
    }
    let date = payment.day.date;
    let next = date.tomorrow().ok();
    let before = [
        Some(booked.applied),
        booked.applied.tomorrow().ok().filter(|day| *day <= date),
        date.yesterday().ok(),
    ];
    payment.want(before, into);
    let is_there = payment.want([next], into);
    found.verdict = Verdict::Discrepancy(if is_there {
        Discrepancy::NotBilled
    } else {
        Discrepancy::AwaitsBill
    });
    found
}

/// What was given back is taken out of what was found, and what is left over was never charged.
fn returned(back: Back, most: u64, mut found: Found, into: &mut Explained) {
    let mut left = most;
    let parts = [
        (
            back.reversed,
            Verdict::Discrepancy(Discrepancy::ReversedButApproved),
        ),
        (back.refunded, Verdict::Refunded),
    ];
    let mut too_much = 0;
    for (returned, verdict) in parts {
        let good = returned.min(left);
        left -= good;
        too_much += returned - good;
        // Only what is matched is taken apart: another discrepancy stays whole.
        let mut part = Totals {
            returned: good,
            ..Totals::default()
        };
        if found.verdict == Verdict::Matched {
            part.charged = found.fen.charged.min(good);
            part.booked = found.fen.booked.min(good);
            found.fen.charged -= part.charged;
            found.fen.booked -= part.booked;
        }
        into.findings.add(verdict, part, found.other_day);
    }
    into.findings.add(found.verdict, found.fen, found.other_day);
    let excess = Totals {
        returned: too_much,
        ..Totals::default()
    };
    let verdict = Verdict::Discrepancy(Discrepancy::ReturnedTooMuch);
    into.findings.add(verdict, excess, None);
}

fn charge(charged: u64, booked: u64) -> Totals {
    Totals {
        charged,
        returned: 0,
        booked,
    }
}
