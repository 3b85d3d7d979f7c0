//! Who is standing at the machine: citizen codes, verified and used once, and the handles that
//! stand for the citizen for the rest of the visit.

mod opaque;
mod shown;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use codes::citizen::{CitizenCode, Refusal};
use codes::{Trust, citizen};
use data_encoding::HEXLOWER;
use gateway::wire::{Identified, IdentifyRequest, ProblemCode};
use service::Identity;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::database::{Database, DatabaseError};
use crate::refused::Refused;
pub use opaque::{identify_opaque, subject_hash};
use order::Millis;
pub use shown::{Shown, by_shown};

const HANDLE_LIFE_MS: Millis = 30 * 60 * 1000;

/// A citizen this hall knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Citizen {
    /// The pseudonym, in hex.
    pub sub: String,
    /// The full name.
    pub name: String,
}

/// Verifies a citizen code, and takes care that it is used in one visit only.
///
/// # Errors
/// One of the `code-…` problems, or `citizen-unknown`.
pub async fn identify(
    database: &Database,
    trust: &Trust,
    request: &IdentifyRequest,
    now: Millis,
) -> Result<Identified, Refused> {
    let code_hash = hash(&request.code);
    let mut write = database.write().await?;
    if let Some(answer) = identified_before(&mut write, request.visit, &code_hash, now).await? {
        write.commit().await?;
        return Ok(answer);
    }
    let code = citizen::verify(&request.code, trust, now / 1000).map_err(refusal)?;
    let citizen = by_code(&mut write, &code).await?;
    let handle = new_handle()?;
    let use_of = Use {
        handle: &handle,
        visit: request.visit,
        code_hash: &code_hash,
        code: &code,
    };
    if !use_of.note(&mut write, &citizen, now).await? {
        // Another text with the same number, or the same call at the same moment elsewhere.
        let answer = identified_before(&mut write, request.visit, &code_hash, now).await?;
        write.commit().await?;
        return answer.ok_or(ProblemCode::CodeUsed.into());
    }
    write.commit().await?;
    Ok(Identified {
        citizen: handle,
        name: masked(&citizen.name),
        issuer: code.issuer,
    })
}

/// Whom a code names.
async fn by_code(connection: &mut AnyConnection, code: &CitizenCode) -> Result<Citizen, Refused> {
    let sub = HEXLOWER.encode(&code.subject.0);
    let name = sqlx::query_scalar("SELECT name FROM citizens WHERE sub = $1")
        .bind(&sub)
        .fetch_optional(connection)
        .await?
        .ok_or(ProblemCode::CitizenUnknown)?;
    Ok(Citizen { sub, name })
}

/// That a code is used in a visit.
struct Use<'a> {
    handle: &'a str,
    visit: Uuid,
    code_hash: &'a str,
    code: &'a CitizenCode,
}

impl Use<'_> {
    /// Notes it, unless the code was used before.
    async fn note(
        &self,
        connection: &mut AnyConnection,
        citizen: &Citizen,
        now: Millis,
    ) -> Result<bool, Refused> {
        let noted = sqlx::query(
            "INSERT INTO identifications (handle, visit, code, issuer, cti, citizen, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (issuer, cti) DO NOTHING",
        )
        .bind(self.handle)
        .bind(self.visit.to_string())
        .bind(self.code_hash)
        .bind(&self.code.issuer)
        .bind(cti(self.code))
        .bind(&citizen.sub)
        .bind(now + HANDLE_LIFE_MS)
        .execute(connection)
        .await?;
        Ok(noted.rows_affected() == 1)
    }
}

/// Whom a handle stands for, in this visit.
///
/// # Errors
/// `citizen-unknown` if nobody, or not any more.
pub async fn by_handle(
    connection: &mut AnyConnection,
    handle: &str,
    visit: Option<Uuid>,
    now: Millis,
) -> Result<Citizen, Refused> {
    let row = sqlx::query(
        "SELECT i.visit, c.sub, c.name FROM identifications i JOIN citizens c ON c.sub = i.citizen
         WHERE i.handle = $1 AND i.expires_at > $2",
    )
    .bind(handle)
    .bind(now)
    .fetch_optional(connection)
    .await?
    .ok_or(ProblemCode::CitizenUnknown)?;
    let of_visit: String = row.try_get(0)?;
    if visit.is_some_and(|visit| visit.to_string() != of_visit) {
        return Err(ProblemCode::CitizenUnknown.into());
    }
    Ok(Citizen {
        sub: row.try_get(1)?,
        name: row.try_get(2)?,
    })
}

/// Who asks, where the service wants to know; and in which visit, where a handle says so.
///
/// # Errors
/// `citizen-unknown`.
pub async fn asking(
    connection: &mut AnyConnection,
    identity: Identity,
    handle: Option<&str>,
    now: Millis,
) -> Result<(Option<Citizen>, Option<Uuid>), Refused> {
    let Some(handle) = handle else {
        return match identity {
            Identity::Required => Err(ProblemCode::CitizenUnknown.into()),
            Identity::None => Ok((None, None)),
        };
    };
    let citizen = by_handle(connection, handle, None, now).await?;
    let visit: String = sqlx::query_scalar("SELECT visit FROM identifications WHERE handle = $1")
        .bind(handle)
        .fetch_one(connection)
        .await?;
    let visit = visit.parse().map_err(|_| DatabaseError::Row("a visit"))?;
    Ok((Some(citizen), Some(visit)))
}

/// Forgets who used which code. The handles expired long before; but until no application can
/// arrive any more that a machine kept, it has to be known which visit a code belongs to.
///
/// # Errors
/// [`Refused::Database`].
pub async fn forget_expired(
    database: &Database,
    shown_within: Millis,
    now: Millis,
) -> Result<(), Refused> {
    let mut write = database.write().await?;
    sqlx::query("DELETE FROM identifications WHERE expires_at <= $1")
        .bind(now - shown_within)
        .execute(&mut *write)
        .await?;
    write.commit().await?;
    Ok(())
}

/// A name as it may be shown: the first and the last character, of two the first.
#[must_use]
pub fn masked(name: &str) -> String {
    let last = name.chars().count().saturating_sub(1);
    name.chars()
        .enumerate()
        .map(|(index, char)| {
            let shown = char == '·' || (index == 0 && last > 0) || (index == last && last > 1);
            if shown { char } else { '*' }
        })
        .collect()
}

async fn identified_before(
    connection: &mut AnyConnection,
    visit: Uuid,
    code_hash: &str,
    now: Millis,
) -> Result<Option<Identified>, Refused> {
    let row = sqlx::query(
        "SELECT i.handle, i.visit, i.issuer, i.expires_at, c.name
         FROM identifications i JOIN citizens c ON c.sub = i.citizen WHERE i.code = $1",
    )
    .bind(code_hash)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let of_visit: String = row.try_get(1)?;
    let expires_at: Millis = row.try_get(3)?;
    if of_visit != visit.to_string() {
        return Err(ProblemCode::CodeUsed.into());
    }
    if expires_at <= now {
        return Err(ProblemCode::CodeExpired.into());
    }
    let name: String = row.try_get(4)?;
    let (citizen, issuer) = (row.try_get(0)?, row.try_get(2)?);
    Ok(Some(Identified {
        citizen,
        name: masked(&name),
        issuer,
    }))
}

fn hash(code: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, code.as_bytes()).as_ref())
}

fn new_handle() -> Result<String, Refused> {
    let mut random = [0; 16];
    rand::fill(&mut random).map_err(|_| ProblemCode::Unavailable)?;
    Ok(HEXLOWER.encode(&random))
}

fn cti(code: &CitizenCode) -> String {
    HEXLOWER.encode(&code.cti)
}

fn refusal(refusal: Refusal) -> ProblemCode {
    match refusal {
        Refusal::Malformed(_) => ProblemCode::CodeMalformed,
        Refusal::UnknownIssuer => ProblemCode::CodeUnknownIssuer,
        Refusal::Forged => ProblemCode::CodeForged,
        Refusal::Expired => ProblemCode::CodeExpired,
        Refusal::NotYetValid => ProblemCode::CodeNotYetValid,
        Refusal::Lapsed => ProblemCode::CodeLapsed,
        Refusal::Revoked => ProblemCode::CodeRevoked,
        Refusal::OtherHall => ProblemCode::CodeOtherHall,
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_masked_name_shows_its_first_and_last_character() {
        assert_eq!(masked("王小明"), "王*明");
        assert_eq!(masked("欧阳娜娜"), "欧**娜");
        assert_eq!(masked("阿依古丽·买买提"), "阿***·**提");
        assert_eq!(masked("李四"), "李*");
        assert_eq!(masked("吕"), "*");
        assert_eq!(masked(""), "");
    }
}
