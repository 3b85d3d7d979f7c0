//! Lines of registers, of which statements are made.

use sqlx::AnyConnection;

use super::seed::RegisterSeed;
use super::{AMOUNT_MAX, ImportError};
use crate::orders::to_db;

pub(super) async fn import(
    connection: &mut AnyConnection,
    line: &RegisterSeed,
) -> Result<(), ImportError> {
    if line.to < line.from || line.base > AMOUNT_MAX || line.paid > AMOUNT_MAX {
        let error = "the months or the amounts cannot be";
        return Err(ImportError::Value(line.list.clone(), error));
    }
    let month = |day: jiff::civil::Date| day.strftime("%Y-%m").to_string();
    sqlx::query(
        "INSERT INTO register (list, citizen, starts, ends, company, base, paid)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (list, citizen, starts, company) DO UPDATE
         SET ends = excluded.ends, base = excluded.base, paid = excluded.paid",
    )
    .bind(&line.list)
    .bind(&line.citizen)
    .bind(month(line.from))
    .bind(month(line.to))
    .bind(&line.company)
    .bind(to_db(line.base)?)
    .bind(to_db(line.paid)?)
    .execute(connection)
    .await?;
    Ok(())
}
