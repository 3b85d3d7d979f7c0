//! Who holds what. Each of these is one statement whose condition the database checks together
//! with the change: of two at once, one finds it held.

use service::Question;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::Item;
use crate::database::DatabaseError;
use order::Millis;

/// Holds an item for a visit until then, if nobody else has or holds it, and frees what the visit
/// held for the same question before.
///
/// # Errors
/// [`DatabaseError`].
pub async fn hold_for_visit(
    connection: &mut AnyConnection,
    item: &Item,
    visit: Uuid,
    question: &Question,
    until: Millis,
    now: Millis,
) -> Result<bool, DatabaseError> {
    let visit = visit.to_string();
    let held = sqlx::query(
        "UPDATE items SET held_by = $1, held_for = $2, held_until = $3
         WHERE list = $4 AND id = $5 AND capacity = 1 AND taken_by IS NULL
             AND (held_by IS NULL OR held_by = $1 OR held_until <= $6)",
    )
    .bind(&visit)
    .bind(&question.id)
    .bind(until)
    .bind(&item.list)
    .bind(&item.id)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    if held.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query(
        "UPDATE items SET held_by = NULL, held_for = NULL, held_until = NULL
         WHERE held_by = $1 AND held_for = $2 AND NOT (list = $3 AND id = $4)",
    )
    .bind(visit)
    .bind(&question.id)
    .bind(&item.list)
    .bind(&item.id)
    .execute(connection)
    .await?;
    Ok(true)
}

/// Holds an item for an order or a case, if nobody else has or holds it. What its own visit holds
/// is taken over.
///
/// # Errors
/// [`DatabaseError`].
pub async fn hold(
    connection: &mut AnyConnection,
    item: &Item,
    holder: &str,
    visit: Uuid,
    now: Millis,
) -> Result<bool, DatabaseError> {
    let held = sqlx::query(
        "UPDATE items SET held_by = $1, held_for = NULL, held_until = NULL
         WHERE list = $2 AND id = $3 AND capacity = 1 AND taken_by IS NULL
             AND (held_by IS NULL OR held_by = $4 OR held_until <= $5)",
    )
    .bind(holder)
    .bind(&item.list)
    .bind(&item.id)
    .bind(visit.to_string())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(held.rows_affected() == 1)
}

/// What an order or a case holds is its own.
///
/// # Errors
/// [`DatabaseError`].
pub async fn take(connection: &mut AnyConnection, holder: &str) -> Result<(), DatabaseError> {
    sqlx::query(
        "UPDATE items SET taken_by = $1, held_by = NULL, held_for = NULL, held_until = NULL
         WHERE held_by = $1",
    )
    .bind(holder)
    .execute(connection)
    .await?;
    Ok(())
}

/// What an order, a case or a visit holds is free.
///
/// # Errors
/// [`DatabaseError`].
pub async fn release(connection: &mut AnyConnection, holder: &str) -> Result<(), DatabaseError> {
    sqlx::query(
        "UPDATE items SET held_by = NULL, held_for = NULL, held_until = NULL WHERE held_by = $1",
    )
    .bind(holder)
    .execute(connection)
    .await?;
    Ok(())
}

/// What somebody had is free again, unless it is somebody else's by now.
///
/// # Errors
/// [`DatabaseError`].
pub async fn give_back(connection: &mut AnyConnection, item: &Item) -> Result<bool, DatabaseError> {
    let given = sqlx::query(
        "UPDATE items SET taken_by = NULL WHERE list = $1 AND id = $2 AND taken_by = $3",
    )
    .bind(&item.list)
    .bind(&item.id)
    .bind(&item.taken_by)
    .execute(connection)
    .await?;
    Ok(given.rows_affected() == 1)
}
