//! A citizen code that was shown while nobody could be asked: believed as of then, if it was not
//! too long ago.

use codes::{Trust, citizen};
use gateway::wire::{ProblemCode, ShownCode};
use order::Millis;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use super::{Citizen, Use, by_code, hash, new_handle, refusal};
use crate::refused::Refused;

/// How far the clock of a machine may be ahead.
const AHEAD_MS: Millis = 5 * 60 * 1000;

/// What it takes to believe a code that was shown before.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Whose codes are believed.
    pub trust: &'a Trust,
    /// How long ago it may have been shown.
    pub within: Millis,
}

/// Who showed this code, and takes care that it is used in this visit only.
///
/// # Errors
/// `shown-…`, one of the `code-…` problems, or `citizen-unknown`.
pub async fn by_shown(
    connection: &mut AnyConnection,
    rules: Shown<'_>,
    shown: &ShownCode,
    visit: Uuid,
    now: Millis,
) -> Result<Citizen, Refused> {
    let code_hash = hash(&shown.code);
    if let Some(citizen) = believed_before(connection, visit, &code_hash).await? {
        return Ok(citizen);
    }
    let at = shown.at.as_millisecond();
    if at > now + AHEAD_MS {
        return Err(ProblemCode::ShownInFuture.into());
    }
    if at < now - rules.within {
        return Err(ProblemCode::ShownTooLongAgo.into());
    }
    let code = citizen::verify(&shown.code, rules.trust, shown.at.as_second()).map_err(refusal)?;
    let citizen = by_code(connection, &code).await?;
    let handle = new_handle()?;
    let use_of = Use {
        handle: &handle,
        visit,
        code_hash: &code_hash,
        code: &code,
    };
    if use_of.note(connection, &citizen, now).await? {
        return Ok(citizen);
    }
    // The same call at the same moment elsewhere, or another visit.
    let again = believed_before(connection, visit, &code_hash).await?;
    again.ok_or(ProblemCode::CodeUsed.into())
}

/// Whom this code named in this visit, if it was looked at before: the backend may have gone away
/// in the middle of it, and by its own clock it was believed.
async fn believed_before(
    connection: &mut AnyConnection,
    visit: Uuid,
    code_hash: &str,
) -> Result<Option<Citizen>, Refused> {
    let row = sqlx::query(
        "SELECT c.sub, c.name FROM identifications i JOIN citizens c ON c.sub = i.citizen
         WHERE i.code = $1 AND i.visit = $2",
    )
    .bind(code_hash)
    .bind(visit.to_string())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Citizen {
        sub: row.try_get(0)?,
        name: row.try_get(1)?,
    }))
}
