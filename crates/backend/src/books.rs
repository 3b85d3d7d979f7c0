//! What we have booked, for the reconciliation with the channels' bills. Only reads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use order::{Channel, Millis};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::bills::Bill;
use crate::clock;
use crate::database::DatabaseError;
use crate::orders::{json, trade_number};
use crate::reconcile::{Booked, Receipt};

const SELECT: &str = "SELECT p.trade, p.channel, p.known, p.pursuit, o.id, o.amount, a.case_number,
            a.made_at, r.number, r.issued_at, r.payment
     FROM payments p
     JOIN orders o ON o.id = p.order_id
     JOIN applications a ON a.key = o.application
     LEFT JOIN receipts r ON r.order_id = o.id";

/// The payments with a receipt of this day, and those that the bill names, by number.
///
/// # Errors
/// [`DatabaseError`].
pub async fn of_day(
    connection: &mut AnyConnection,
    channel: Channel,
    day: Date,
    bill: &Bill,
) -> Result<BTreeMap<String, Booked>, DatabaseError> {
    let mut booked = BTreeMap::new();
    let (from, until) = bounds(day)?;
    let with_receipt =
        format!("{SELECT} WHERE r.payment = p.key AND r.issued_at >= $1 AND r.issued_at < $2");
    let rows = sqlx::query(sqlx::AssertSqlSafe(with_receipt))
        .bind(from)
        .bind(until)
        .fetch_all(&mut *connection)
        .await?;
    for row in &rows {
        let (trade, payment) = payment(row)?;
        if payment.channel == Some(channel) {
            booked.insert(trade, payment);
        }
    }
    for trade in bill.rows.iter().map(|row| &row.trade) {
        if booked.contains_key(trade) {
            continue;
        }
        let by_trade = format!("{SELECT} WHERE p.trade = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(by_trade))
            .bind(trade)
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            booked.extend([payment(&row)?]);
        }
    }
    Ok(booked)
}

/// From the first millisecond of a day in China until the first of the next one.
fn bounds(day: Date) -> Result<(Millis, Millis), DatabaseError> {
    let midnight = |day: Date| {
        let zone = TimeZone::fixed(Offset::constant(8));
        let midnight = day.to_zoned(zone).ok()?;
        Some(midnight.timestamp().as_millisecond())
    };
    let next = day.tomorrow().ok().and_then(midnight);
    midnight(day)
        .zip(next)
        .ok_or(DatabaseError::Row("the end of time"))
}

fn payment(row: &AnyRow) -> Result<(String, Booked), DatabaseError> {
    let channel: Option<String> = row.try_get(1)?;
    let pursuit: Option<String> = row.try_get(3)?;
    let amount: i64 = row.try_get(5)?;
    let receipt: Option<String> = row.try_get(8)?;
    let receipt = match receipt {
        None => None,
        Some(number) => {
            let key: String = row.try_get(10)?;
            let key = key.parse().map_err(|_| DatabaseError::Row("a key"))?;
            Some(Receipt {
                number,
                day: clock::china_at(row.try_get(9)?).date(),
                trade: trade_number(key),
            })
        }
    };
    let booked = Booked {
        channel: channel.map(|text| json(&text, "a channel")).transpose()?,
        order: row.try_get(4)?,
        case_number: row.try_get(6)?,
        amount: amount
            .try_into()
            .map_err(|_| DatabaseError::Row("an amount"))?,
        known: json(row.try_get(2)?, "a payment")?,
        is_pursued: pursuit.is_some(),
        applied: clock::china_at(row.try_get(7)?).date(),
        receipt,
    };
    Ok((row.try_get(0)?, booked))
}
