//! Money that has to go back to who paid it. It is written down with what makes it due; the back
//! office looks at it and gives it, by the channel it came from. However often that is tried, the
//! money moves once: the number of the refund is made when it is written down.

use std::time::Duration;

use order::{Channel, Millis};
use service::Fen;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::channels::{Channels, Refund, RefundAsk, Refunded};
use crate::database::{Database, DatabaseError};
use crate::orders::{json, to_db, trade_number};

const WITHIN: Duration = Duration::from_secs(15);

/// A refund that is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// What is asked of the channel.
    pub refund: Refund,
    /// Who has the money.
    pub channel: Channel,
    /// The application that made it due.
    pub case_number: String,
    /// Since when.
    pub due_at: Millis,
}

/// Writes down that the whole of a paid order has to go back, and how much that is. `None` if
/// nothing was paid for it. Once for each order.
///
/// # Errors
/// [`DatabaseError`].
pub(super) async fn owe(
    connection: &mut AnyConnection,
    order: &str,
    reason: &str,
    case_number: &str,
    now: Millis,
) -> Result<Option<Fen>, DatabaseError> {
    let row = sqlx::query(
        "SELECT r.payment, o.amount FROM receipts r JOIN orders o ON o.id = r.order_id
         WHERE o.id = $1",
    )
    .bind(order)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (payment, amount): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let fen = Fen(amount_of(amount)?);
    sqlx::query(
        "INSERT INTO refunds_due (number, order_id, payment, amount, reason, case_number, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (order_id) DO NOTHING",
    )
    .bind(format!("R{case_number}"))
    .bind(order)
    .bind(payment)
    .bind(to_db(fen.0)?)
    .bind(reason)
    .bind(case_number)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(Some(fen))
}

/// What is due and was not given, the oldest first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn due(connection: &mut AnyConnection) -> Result<Vec<Due>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT d.number, d.payment, d.amount, d.reason, d.case_number, d.due_at, p.channel, o.amount
         FROM refunds_due d JOIN payments p ON p.key = d.payment JOIN orders o ON o.id = d.order_id
         WHERE d.given_at IS NULL ORDER BY d.due_at, d.number",
    )
    .fetch_all(connection)
    .await?;
    let due = rows.iter().map(|row| {
        let payment: String = row.try_get(1)?;
        let payment: Uuid = payment.parse().map_err(|_| DatabaseError::Row("a key"))?;
        let channel: String = row.try_get(6)?;
        Ok(Due {
            refund: Refund {
                number: row.try_get(0)?,
                trade: trade_number(payment),
                paid: amount_of(row.try_get(7)?)?,
                amount: amount_of(row.try_get(2)?)?,
                reason: row.try_get(3)?,
            },
            channel: json(&channel, "a channel")?,
            case_number: row.try_get(4)?,
            due_at: row.try_get(5)?,
        })
    });
    due.collect()
}

/// Asks the channel to give one back, and notes it when the payer has the money.
///
/// # Errors
/// [`DatabaseError`] if it could not be noted; it may be tried again.
pub async fn give(
    database: &Database,
    channels: &Channels,
    due: &Due,
    now: Millis,
) -> Result<Refunded, DatabaseError> {
    let Due {
        refund, channel, ..
    } = due;
    let ask = |ask| channels.refund(*channel, ask, refund, WITHIN);
    let mut refunded = ask(RefundAsk::Give).await;
    // A channel that has only taken the order says by the question what became of it.
    if refunded == Refunded::Processing {
        refunded = match ask(RefundAsk::Query).await {
            Refunded::Unknown => Refunded::Processing,
            known @ (Refunded::Done | Refunded::Processing | Refunded::Refused(_)) => known,
        };
    }
    if refunded == Refunded::Done {
        let mut write = database.write().await?;
        sqlx::query("UPDATE refunds_due SET given_at = $1 WHERE number = $2 AND given_at IS NULL")
            .bind(now)
            .bind(&refund.number)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
    }
    Ok(refunded)
}

fn amount_of(amount: i64) -> Result<u64, DatabaseError> {
    amount
        .try_into()
        .map_err(|_| DatabaseError::Row("an amount"))
}
