//! Lists, whatever they are of.

use service::LIST_SEPARATOR;
use sqlx::AnyConnection;

use super::seed::{ItemSeed, ListSeed};
use super::{AMOUNT_MAX, ImportError, text};
use crate::orders::to_db;

/// What the row keeps of an answer has to fit into one.
const ID_BYTES_MAX: usize = 64;

pub(super) async fn import(
    connection: &mut AnyConnection,
    list: &ListSeed,
) -> Result<(), ImportError> {
    let is_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    if list.name.is_empty() || !list.name.bytes().all(is_name) {
        let error = "not the name of a list: small letters, digits, hyphens";
        return Err(ImportError::Value(list.name.clone(), error));
    }
    for (position, item) in (0_i64..).zip(&list.items) {
        check(item)?;
        write(connection, list, position, item).await?;
    }
    Ok(())
}

fn check(item: &ItemSeed) -> Result<(), ImportError> {
    let wrong = |error| Err(ImportError::Value(item.id.clone(), error));
    let id = &item.id;
    if id.is_empty() || id.len() > ID_BYTES_MAX || id.contains(LIST_SEPARATOR) {
        return wrong("not an id: at most 64 bytes, no comma");
    }
    if item.name.is_empty() && item.time.is_none() {
        return wrong("the name is missing");
    }
    if item.fee.is_some_and(|fee| fee > AMOUNT_MAX) {
        return wrong("the fee cannot be");
    }
    match &item.time {
        Some(time) if time.ends <= time.starts => wrong("it ends before it starts"),
        Some(_) | None => Ok(()),
    }
}

/// What an order holds or somebody has stays as it was agreed.
async fn write(
    connection: &mut AnyConnection,
    list: &ListSeed,
    position: i64,
    item: &ItemSeed,
) -> Result<(), ImportError> {
    let time = item.time.as_ref();
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    sqlx::query(
        "INSERT INTO items
             (list, id, under_id, position, name, detail, fee, owner, day, starts, ends, capacity)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (list, id) DO UPDATE
         SET under_id = excluded.under_id, position = excluded.position, name = excluded.name,
             detail = excluded.detail, fee = excluded.fee, owner = excluded.owner,
             day = excluded.day, starts = excluded.starts, ends = excluded.ends,
             capacity = excluded.capacity
         WHERE items.taken_by IS NULL
             AND (items.held_by IS NULL OR items.held_until IS NOT NULL)",
    )
    .bind(&list.name)
    .bind(&item.id)
    .bind(item.under.as_deref())
    .bind(position)
    .bind(text(&item.name))
    .bind(text(&item.detail))
    .bind(item.fee.map(to_db).transpose()?)
    .bind(item.owner.as_deref())
    .bind(time.map(|time| time.day.to_string()))
    .bind(time.map(|time| clock(time.starts)))
    .bind(time.map(|time| clock(time.ends)))
    .bind(list.single.then_some(1_i64))
    .execute(connection)
    .await?;
    Ok(())
}
