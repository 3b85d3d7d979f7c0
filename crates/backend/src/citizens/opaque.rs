//! Codes that say nothing to us: their issuer is asked whose they are, once for a visit, and what
//! it calls somebody is looked up among those whom this hall knows.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use gateway::wire::{Identified, IdentifyRequest, ProblemCode};
use order::Millis;
use sqlx::AnyConnection;
use tracing::warn;

use super::{Citizen, HANDLE_LIFE_MS, hash, identified_before, masked, new_handle};
use crate::database::Database;
use crate::refused::Refused;
use crate::verifiers::{Question, Refusal, Subject, Unanswered, Verdict, Verifiers};

/// Has a code of this kind verified by its issuer, and takes care that it is used in one visit only.
/// The same call again is answered the same way, without asking again.
///
/// # Errors
/// One of the `code-…` problems, `citizen-unknown`, or `verification-unavailable` if nothing is
/// known of the code: it may be tried again.
pub async fn identify_opaque(
    database: &Database,
    verifiers: &Verifiers,
    (kind, machine): (&str, &str),
    request: &IdentifyRequest,
    now: Millis,
) -> Result<Identified, Refused> {
    let Some((verifier, code)) = verifiers.of(kind, &request.code) else {
        return Err(match verifiers.has(kind) {
            true => ProblemCode::CodeMalformed.into(),
            false => ProblemCode::CodeUnknownIssuer.into(),
        });
    };
    if code.is_static() {
        return Err(ProblemCode::CodeNotLive.into());
    }
    let code_hash = hash(&request.code);
    let until = verifier.deadline();
    let unanswered = |why: Unanswered| {
        warn!(kind, machine, visit = %request.visit, %why, "the issuer has not said whose a code is");
        Refused::Problem(ProblemCode::VerificationUnavailable)
    };
    let turn = verifiers.turn(&code_hash, until).await;
    let _turn = turn.map_err(unanswered)?;
    let before = async || {
        let mut connection = database.read().await?;
        identified_before(&mut connection, request.visit, &code_hash, now).await
    };
    if let Some(answer) = before().await? {
        return Ok(answer);
    }
    let question = Question {
        code: &code,
        machine,
        visit: request.visit,
        code_hash: &code_hash,
    };
    // Nothing is locked meanwhile: an issuer takes its time.
    let verdict = verifier.ask(&question, until).await;
    let subject = match verdict.map_err(unanswered)? {
        Verdict::Resolved(subject) => subject,
        Verdict::Refused(Refusal::Used) => {
            // Perhaps by this very visit: the same call at the same moment elsewhere.
            return before().await?.ok_or(ProblemCode::CodeUsed.into());
        }
        Verdict::Refused(refusal) => return Err(problem(refusal).into()),
    };
    let mut write = database.write().await?;
    let citizen = by_subject(&mut write, kind, &subject).await?;
    let handle = new_handle()?;
    let noted = sqlx::query(
        "INSERT INTO identifications (handle, visit, code, issuer, cti, citizen, expires_at)
         VALUES ($1, $2, $3, $4, $3, $5, $6) ON CONFLICT (issuer, cti) DO NOTHING",
    )
    .bind(&handle)
    .bind(request.visit.to_string())
    .bind(&code_hash)
    .bind(kind)
    .bind(&citizen.sub)
    .bind(now + HANDLE_LIFE_MS)
    .execute(&mut *write)
    .await?;
    let answer = match noted.rows_affected() {
        1 => Identified {
            citizen: handle,
            name: masked(&citizen.name),
            issuer: kind.to_owned(),
        },
        _ => identified_before(&mut write, request.visit, &code_hash, now)
            .await?
            .ok_or(ProblemCode::CodeUsed)?,
    };
    write.commit().await?;
    Ok(answer)
}

/// Whom an issuer names so.
async fn by_subject(
    connection: &mut AnyConnection,
    issuer: &str,
    subject: &Subject,
) -> Result<Citizen, Refused> {
    let row: Option<(String, String)> = sqlx::query_as(
        "SELECT c.sub, c.name FROM subjects s JOIN citizens c ON c.sub = s.citizen
         WHERE s.issuer = $1 AND s.subject = $2",
    )
    .bind(issuer)
    .bind(subject_hash(issuer, subject.expose()))
    .fetch_optional(connection)
    .await?;
    let (sub, name) = row.ok_or(ProblemCode::CitizenUnknown)?;
    Ok(Citizen { sub, name })
}

/// How it is kept what an issuer calls somebody: the id of a health card is half of a health card,
/// and need not lie here. Hex reads the same in either case.
#[must_use]
pub fn subject_hash(issuer: &str, subject: &str) -> String {
    let is_hex = subject.bytes().all(|byte| byte.is_ascii_hexdigit());
    let subject = if is_hex {
        subject.to_ascii_uppercase()
    } else {
        subject.to_owned()
    };
    let named = format!("{issuer}\n{subject}");
    HEXLOWER.encode(digest(&SHA256, named.as_bytes()).as_ref())
}

fn problem(refusal: Refusal) -> ProblemCode {
    match refusal {
        Refusal::Expired => ProblemCode::CodeExpired,
        Refusal::Used => ProblemCode::CodeUsed,
        // It has the shape of the issuer's codes, and is none.
        Refusal::Unknown => ProblemCode::CodeForged,
        Refusal::NotLive => ProblemCode::CodeNotLive,
    }
}
