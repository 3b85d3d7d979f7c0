//! Orders on disk. A step of an order reads the whole order, lets the pure logic decide, and
//! writes the difference, all in one transaction that has locked the order's row.

use std::collections::BTreeMap;

use gateway::wire;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::database::DatabaseError;
use order::{Millis, Order, Payment};

/// An order, with what the pure logic has no need to know.
pub struct Stored {
    /// What is known and what to do.
    pub order: Order,
    /// What the kiosk was told.
    pub demand: wire::Order,
    /// Key of the application.
    pub application: String,
    /// Its number.
    pub case_number: String,
    /// The machine it was made at.
    pub machine: String,
    /// Masked name of who owes it.
    pub payer: String,
}

/// Writes a new order.
///
/// # Errors
/// [`DatabaseError`].
pub async fn insert(connection: &mut AnyConnection, stored: &Stored) -> Result<(), DatabaseError> {
    let demand =
        serde_json::to_string(&stored.demand).map_err(|_| DatabaseError::Row("an order"))?;
    sqlx::query(
        "INSERT INTO orders
             (id, application, machine, payer, demand, amount, withdrawn, expires_at, wake_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, 0)",
    )
    .bind(&stored.demand.id)
    .bind(&stored.application)
    .bind(&stored.machine)
    .bind(&stored.payer)
    .bind(demand)
    .bind(to_db(stored.order.amount)?)
    .bind(stored.order.expires_at)
    .bind(stored.order.wake_at())
    .execute(connection)
    .await?;
    Ok(())
}

/// Reads an order and locks it until the transaction ends. `None` if there is none.
///
/// # Errors
/// [`DatabaseError`].
pub async fn lock(
    connection: &mut AnyConnection,
    id: &str,
) -> Result<Option<Stored>, DatabaseError> {
    let row = sqlx::query(
        "UPDATE orders SET version = version + 1 WHERE id = $1
         RETURNING amount, withdrawn, expires_at, demand, application, machine, payer,
             (SELECT case_number FROM applications WHERE key = orders.application)",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let payments = sqlx::query(
        "SELECT key, channel, known, asked, pursuit, refused FROM payments WHERE order_id = $1",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let withdrawn: i64 = row.try_get(1)?;
    let amount: i64 = row.try_get(0)?;
    let order = Order {
        amount: amount
            .try_into()
            .map_err(|_| DatabaseError::Row("an amount"))?,
        withdrawn: withdrawn != 0,
        expires_at: row.try_get(2)?,
        payments: payments
            .iter()
            .map(payment)
            .collect::<Result<BTreeMap<_, _>, _>>()?,
    };
    Ok(Some(Stored {
        order,
        demand: json(row.try_get(3)?, "an order")?,
        application: row.try_get(4)?,
        case_number: row.try_get(7)?,
        machine: row.try_get(5)?,
        payer: row.try_get(6)?,
    }))
}

/// Writes what a step has changed.
///
/// # Errors
/// [`DatabaseError`].
pub async fn save(
    connection: &mut AnyConnection,
    id: &str,
    before: &Order,
    after: &Order,
) -> Result<(), DatabaseError> {
    sqlx::query("UPDATE orders SET withdrawn = $1, expires_at = $2, wake_at = $3 WHERE id = $4")
        .bind(i64::from(after.withdrawn))
        .bind(after.expires_at)
        .bind(after.wake_at())
        .bind(id)
        .execute(&mut *connection)
        .await?;
    for (key, payment) in &after.payments {
        if before.payments.get(key) != Some(payment) {
            write_payment(connection, id, *key, payment).await?;
        }
    }
    Ok(())
}

/// The order a payment belongs to.
///
/// # Errors
/// [`DatabaseError`].
pub async fn of_payment(
    connection: &mut AnyConnection,
    key: Uuid,
) -> Result<Option<String>, DatabaseError> {
    let order = sqlx::query_scalar("SELECT order_id FROM payments WHERE key = $1")
        .bind(key.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(order)
}

/// A payment by its key.
///
/// # Errors
/// [`DatabaseError`].
pub async fn payment_of(
    connection: &mut AnyConnection,
    key: Uuid,
) -> Result<Option<Payment>, DatabaseError> {
    let row = sqlx::query(
        "SELECT key, channel, known, asked, pursuit, refused FROM payments WHERE key = $1",
    )
    .bind(key.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(|row| payment(&row).map(|(_, payment)| payment))
        .transpose()
}

/// Orders of which something is due, the most overdue first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn due(
    connection: &mut AnyConnection,
    now: Millis,
    most: i64,
) -> Result<Vec<String>, DatabaseError> {
    let orders = sqlx::query_scalar(
        "SELECT id FROM orders WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(connection)
    .await?;
    Ok(orders)
}

/// When the next order is due.
///
/// # Errors
/// [`DatabaseError`].
pub async fn next_due(connection: &mut AnyConnection) -> Result<Option<Millis>, DatabaseError> {
    let next = sqlx::query_scalar(
        "SELECT wake_at FROM orders WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1",
    )
    .fetch_optional(connection)
    .await?;
    Ok(next)
}

/// Orders of which something will be due: a payment is not decided, or they hold what nobody has
/// paid.
///
/// # Errors
/// [`DatabaseError`].
pub async fn waiting(connection: &mut AnyConnection) -> Result<Vec<String>, DatabaseError> {
    let orders = sqlx::query_scalar("SELECT id FROM orders WHERE wake_at IS NOT NULL ORDER BY id")
        .fetch_all(connection)
        .await?;
    Ok(orders)
}

/// Our number for a payment at the channel: the key without its hyphens.
#[must_use]
pub fn trade_number(key: Uuid) -> String {
    key.simple().to_string()
}

/// An amount as databases count.
///
/// # Errors
/// If it is beyond all money there is.
pub fn to_db(fen: u64) -> Result<i64, DatabaseError> {
    fen.try_into().map_err(|_| DatabaseError::Row("an amount"))
}

/// Reads JSON out of a row.
///
/// # Errors
/// [`DatabaseError::Row`] with `what`.
pub fn json<T: serde::de::DeserializeOwned>(
    text: &str,
    what: &'static str,
) -> Result<T, DatabaseError> {
    serde_json::from_str(text).map_err(|_| DatabaseError::Row(what))
}

async fn write_payment(
    connection: &mut AnyConnection,
    order: &str,
    key: Uuid,
    payment: &Payment,
) -> Result<(), DatabaseError> {
    let text =
        |value: serde_json::Result<String>| value.map_err(|_| DatabaseError::Row("a payment"));
    let channel = payment
        .channel
        .map(|channel| text(serde_json::to_string(&channel)))
        .transpose()?;
    let pursuit = payment
        .pursuit
        .as_ref()
        .map(|pursuit| text(serde_json::to_string(pursuit)))
        .transpose()?;
    let refused = payment
        .refused
        .map(|refused| text(serde_json::to_string(&refused)))
        .transpose()?;
    sqlx::query(
        "INSERT INTO payments (key, order_id, trade, channel, known, asked, pursuit, refused)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (key) DO UPDATE
         SET known = excluded.known, asked = excluded.asked, pursuit = excluded.pursuit",
    )
    .bind(key.to_string())
    .bind(order)
    .bind(trade_number(key))
    .bind(channel)
    .bind(text(serde_json::to_string(&payment.known))?)
    .bind(i64::from(payment.asked))
    .bind(pursuit)
    .bind(refused)
    .execute(connection)
    .await?;
    Ok(())
}

fn payment(row: &AnyRow) -> Result<(Uuid, Payment), DatabaseError> {
    let key: String = row.try_get(0)?;
    let channel: Option<String> = row.try_get(1)?;
    let asked: i64 = row.try_get(3)?;
    let pursuit: Option<String> = row.try_get(4)?;
    let refused: Option<String> = row.try_get(5)?;
    let payment = Payment {
        channel: channel.map(|text| json(&text, "a channel")).transpose()?,
        known: json(row.try_get(2)?, "a payment")?,
        asked: asked
            .try_into()
            .map_err(|_| DatabaseError::Row("a payment"))?,
        pursuit: pursuit.map(|text| json(&text, "a pursuit")).transpose()?,
        refused: refused.map(|text| json(&text, "a refusal")).transpose()?,
    };
    Ok((
        key.parse().map_err(|_| DatabaseError::Row("a key"))?,
        payment,
    ))
}
