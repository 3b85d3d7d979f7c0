//! What was answered before under a key.

use gateway::wire::{Application, ProblemCode};
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use super::Call;
use crate::database::{Database, DatabaseError};
use crate::orders;
use crate::refused::Refused;

/// The answer to this request, if there was one.
///
/// # Errors
/// `key-reused` if the key belongs to another request, and the refusal if that was the answer.
pub(super) async fn answered(
    connection: &mut AnyConnection,
    key: Uuid,
    fingerprint: &str,
) -> Result<Option<Application>, Refused> {
    let row = sqlx::query("SELECT request, answer FROM applications WHERE key = $1")
        .bind(key.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(row) = row {
        is_same(row.try_get(0)?, fingerprint)?;
        return Ok(Some(orders::json(row.try_get(1)?, "an application")?));
    }
    let row = sqlx::query("SELECT request, code FROM refused_applications WHERE key = $1")
        .bind(key.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    is_same(row.try_get(0)?, fingerprint)?;
    let code: String = row.try_get(1)?;
    let known = ProblemCode::ALL.iter().find(|known| known.as_str() == code);
    Err(match known {
        Some(code) => (*code).into(),
        None => DatabaseError::Row("a refusal").into(),
    })
}

/// Keeps a refusal as the answer for ever.
///
/// # Errors
/// [`DatabaseError`]; nothing was answered then.
pub(super) async fn refuse(
    database: &Database,
    call: &Call<'_>,
    fingerprint: &str,
    code: ProblemCode,
) -> Result<(), DatabaseError> {
    let mut write = database.write().await?;
    sqlx::query(
        "INSERT INTO refused_applications (key, request, code, service, machine, refused_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING",
    )
    .bind(call.key.to_string())
    .bind(fingerprint)
    .bind(code.as_str())
    .bind(&call.request.service)
    .bind(call.machine)
    .bind(call.now)
    .execute(&mut *write)
    .await?;
    write.commit().await
}

fn is_same(before: &str, fingerprint: &str) -> Result<(), Refused> {
    if before == fingerprint {
        Ok(())
    } else {
        Err(ProblemCode::KeyReused.into())
    }
}
