//! A payment that is not approved with us: what was charged has to have been given back.

use jiff::civil::Date;
use order::Known;

use super::report::{Discrepancy, Totals, Verdict};
use super::{Booked, Explained, Payment, REVERSED_WITHIN_DAYS};

pub(super) fn explain(payment: &Payment<'_>, booked: &Booked, into: &mut Explained) {
    let billed = &payment.billed;
    let mut charged = billed.charged();
    let (mut reversed, mut refunded) = (billed.reversed, billed.refunded);
    for (returned, verdict) in [
        (&mut reversed, Verdict::Reversed),
        (&mut refunded, Verdict::Refunded),
    ] {
        let same_day = charged.min(*returned);
        charged -= same_day;
        *returned -= same_day;
        into.findings.add(verdict, fen(same_day, same_day), None);
    }
    if charged > 0 {
        given_back_later(payment, booked, charged, into);
    }
    if reversed + refunded > 0 {
        charged_before(payment, booked, reversed, refunded, into);
    }
}

fn given_back_later(
    payment: &Payment<'_>,
    booked: &Booked,
    mut charged: u64,
    into: &mut Explained,
) {
    let date = payment.day.date;
    for (later, billed) in payment.others.range(date..) {
        // What that day charged itself is given back first.
        let mut own = billed.charged();
        for (returned, verdict) in [
            (billed.reversed, Verdict::Reversed),
            (billed.refunded, Verdict::Refunded),
        ] {
            let for_others = returned.saturating_sub(own);
            own = own.saturating_sub(returned);
            let good = for_others.min(charged);
            charged -= good;
            into.findings.add(verdict, fen(good, 0), Some(*later));
        }
    }
    if charged == 0 {
        return;
    }
    let is_there = payment.want([date.tomorrow().ok()], into);
    payment.want(
        (2..=REVERSED_WITHIN_DAYS).map(|days| after(date, days)),
        into,
    );
    let is_paid_otherwise = booked
        .receipt
        .as_ref()
        .is_some_and(|receipt| receipt.trade != payment.trade);
    let discrepancy = if booked.known == Known::Pending || booked.is_pursued {
        Discrepancy::StillPending
    } else if !is_there {
        Discrepancy::AwaitsBill
    } else if is_paid_otherwise {
        Discrepancy::ChargedTwice
    } else {
        Discrepancy::ChargedNotApproved
    };
    into.findings
        .add(Verdict::Discrepancy(discrepancy), fen(charged, 0), None);
}

fn charged_before(
    payment: &Payment<'_>,
    booked: &Booked,
    mut reversed: u64,
    mut refunded: u64,
    into: &mut Explained,
) {
    let date = payment.day.date;
    let days = [
        Some(booked.applied),
        booked.applied.tomorrow().ok(),
        date.yesterday().ok(),
    ];
    payment.want(
        days.into_iter().map(|day| day.filter(|day| *day < date)),
        into,
    );
    for (earlier, billed) in payment.others.range(..date) {
        let mut open = billed.charged().saturating_sub(billed.returned());
        for (returned, verdict) in [
            (&mut reversed, Verdict::Reversed),
            (&mut refunded, Verdict::Refunded),
        ] {
            let good = open.min(*returned);
            open -= good;
            *returned -= good;
            into.findings.add(verdict, fen(0, good), Some(*earlier));
        }
    }
    let verdict = Verdict::Discrepancy(Discrepancy::ReturnedTooMuch);
    into.findings
        .add(verdict, fen(0, reversed + refunded), None);
}

fn after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().days(days)).ok()
}

fn fen(charged: u64, returned: u64) -> Totals {
    Totals {
        charged,
        returned,
        booked: 0,
    }
}
