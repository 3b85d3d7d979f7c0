//! A receipt once more. The paper says that it is a reprint, unless it is certain that there was
//! none before.

use gateway::wire::{ProblemCode, Receipt};
use order::Millis;
use service::{Choice, Texts};
use sqlx::{AnyConnection, Row};

use super::words::{WORDS, filled, yuan};
use super::{YEAR_MS, time};
use crate::citizens::Citizen;
use crate::database::DatabaseError;
use crate::orders::json;
use crate::refused::Refused;

const RECEIPTS_MAX: i64 = 100;

/// The citizen's receipts of the last year, the newest first.
///
/// # Errors
/// [`DatabaseError`].
pub async fn options(
    connection: &mut AnyConnection,
    citizen: &Citizen,
    now: Millis,
) -> Result<Vec<Choice>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT r.document, r.issued_at FROM receipts r JOIN applications a ON a.order_id = r.order_id
         WHERE a.citizen = $1 AND r.issued_at > $2 ORDER BY r.issued_at DESC, r.number DESC LIMIT $3",
    )
    .bind(&citizen.sub)
    .bind(now - YEAR_MS)
    .bind(RECEIPTS_MAX)
    .fetch_all(connection)
    .await?;
    let choice = |row: &sqlx::any::AnyRow| {
        let receipt: Receipt = json(row.try_get(0)?, "a receipt")?;
        let date = Texts::same(time(row.try_get(1)?));
        let values = [("date", &date), ("state", &yuan(receipt.total))];
        Ok(Choice {
            id: receipt.number,
            name: receipt.title,
            detail: filled(&WORDS.date_and_state, &values),
            fee: None,
            available: true,
        })
    };
    rows.iter().map(choice).collect()
}

/// The receipt with this number, to be printed again. It is noted; what becomes of this paper is
/// not known from now on, so the next one is a reprint in any case.
///
/// # Errors
/// `receipt-unknown` if the citizen has none with this number.
pub(super) async fn again(
    connection: &mut AnyConnection,
    citizen: &Citizen,
    number: &str,
    now: Millis,
) -> Result<Receipt, Refused> {
    // Counting locks the row: of two at once, one is the first paper.
    let counted = sqlx::query(
        "UPDATE receipts SET reprints = reprints + 1, reprinted_at = $1
         WHERE number = $2 AND issued_at > $3
             AND order_id IN (SELECT order_id FROM applications WHERE citizen = $4)",
    )
    .bind(now)
    .bind(number)
    .bind(now - YEAR_MS)
    .bind(&citizen.sub)
    .execute(&mut *connection)
    .await?;
    if counted.rows_affected() != 1 {
        return Err(ProblemCode::ReceiptUnknown.into());
    }
    let row = sqlx::query("SELECT document, delivery FROM receipts WHERE number = $1")
        .bind(number)
        .fetch_one(&mut *connection)
        .await?;
    let receipt: Receipt = json(row.try_get(0)?, "a receipt")?;
    let delivery: Option<String> = row.try_get(1)?;
    sqlx::query(
        "UPDATE receipts SET delivery = NULL WHERE number = $1 AND delivery = 'notPrinted'",
    )
    .bind(number)
    .execute(connection)
    .await?;
    Ok(Receipt {
        reprint: delivery.as_deref() != Some("notPrinted"),
        ..receipt
    })
}
