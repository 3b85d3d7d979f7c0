//! A citizen code that was shown while nobody could be asked: believed as of then, if it was not
//! too long ago.

use codes::{Trust, citizen};
use gateway::wire::{ProblemCode, ShownCode};
use order::Millis;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use super::{Citizen, Use, by_code, cti, hash, new_handle, refusal};
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
        code_hash: &hash(&shown.code),
        code: &code,
    };
    if use_of.note(connection, &citizen, now).await? {
        return Ok(citizen);
    }
    // The backend may have gone away in the middle of this very visit.
    let row =
        sqlx::query("SELECT visit, citizen FROM identifications WHERE issuer = $1 AND cti = $2")
            .bind(&code.issuer)
            .bind(cti(&code))
            .fetch_one(connection)
            .await?;
    let (of_visit, of_citizen): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    if of_visit == visit.to_string() && of_citizen == citizen.sub {
        Ok(citizen)
    } else {
        Err(ProblemCode::CodeUsed.into())
    }
}
