//! Staff badges: `GB1:` and who of the staff this is, with what role, signed by whoever issues the
//! hall's badges. The same envelope as a citizen code; the claims are those of a CWT.
//!
//! A badge is printed once and shown for a year, so whoever has a picture of it has the badge: it
//! names an operator, it does not prove that the operator is there. What a machine lets the staff
//! do has to ask for more than this.

use std::fmt;

use ciborium::Value;
use serde::Serialize;

use crate::citizen::{Refusal, Times, Trust, audience, claim, cti, name};
use crate::envelope::{self, Entries, Envelope, Flaw, seal, to_cbor};
use crate::keys::Signer;
use crate::revocation::Revocation;

/// What a staff badge begins with. Not `GS1:`, which to scanners is a standards body.
pub const PREFIX: &str = "GB1:";

/// The longest a badge may be good.
const LIFETIME_MAX_S: i64 = 400 * 86_400;
const MAX_OPERATOR: usize = 32;

/// Private use (RFC 8392 §9.1.1).
const ROLE: i64 = -70_000;

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Helps citizens, fills paper.
    Attendant,
    /// Puts machines right.
    Technician,
    /// Both, and is responsible for the hall.
    Supervisor,
}

impl Role {
    fn number(self) -> i64 {
        match self {
            Self::Attendant => 1,
            Self::Technician => 2,
            Self::Supervisor => 3,
        }
    }

    fn of(number: i64) -> Option<Self> {
        [Self::Attendant, Self::Technician, Self::Supervisor]
            .into_iter()
            .find(|role| role.number() == number)
    }
}

/// A staff badge that is believed. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq)]
pub struct Badge {
    /// Who issued it, as it is trusted.
    pub issuer: String,
    /// Id of the operator in the hall, 1 to 32 printable characters of ASCII.
    pub operator: String,
    /// The name, at most 64 characters, none of them a control character.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Unix seconds.
    pub issued: i64,
    /// Unix seconds.
    pub expires: i64,
    /// Id of the badge, 8 to 32 bytes: by this it is revoked.
    pub id: Vec<u8>,
}

impl fmt::Debug for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Badge")
            .field("issuer", &self.issuer)
            .field("operator", &self.operator)
            .field("role", &self.role)
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// What an issuer of badges states.
#[derive(Clone, Copy)]
pub struct Details<'a> {
    /// What the issuer calls itself.
    pub issuer: &'a str,
    /// Id of the operator in the hall, 1 to 32 printable characters of ASCII.
    pub operator: &'a str,
    /// The name, at most 64 characters.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// Unix seconds.
    pub issued: i64,
    /// How long the badge is good, days; at most 400.
    pub days: u16,
    /// Id of the badge, 8 to 32 random bytes; 8 are usual.
    pub id: &'a [u8],
    /// The hall that it is for, if it is for one only.
    pub hall: Option<&'a str>,
}

/// The text of a badge: a QR code of version 9-M with a short name.
///
/// # Errors
/// [`Flaw::Content`] if no machine would believe it: something is too long, or empty.
pub fn issue(signer: &Signer, details: Details<'_>) -> Result<String, Flaw> {
    let lifetime = i64::from(details.days) * 86_400;
    let identity = Value::Map(vec![(claim::FULL_NAME.into(), details.name.into())]);
    let mut map = vec![
        (claim::ISSUER, details.issuer.into()),
        (claim::SUBJECT, details.operator.into()),
        (
            claim::EXPIRES,
            details.issued.saturating_add(lifetime).into(),
        ),
        (claim::ISSUED, details.issued.into()),
        (claim::ID, Value::Bytes(details.id.to_vec())),
        (claim::IDENTITY, identity),
        (ROLE, details.role.number().into()),
    ];
    if let Some(hall) = details.hall {
        map.push((claim::AUDIENCE, hall.into()));
    }
    let payload = to_cbor(map);
    let statement = Statement::read(&payload)?;
    // What was issued now has to be good now.
    let good = statement
        .times
        .check(LIFETIME_MAX_S, 0, details.issued)
        .is_ok();
    if good {
        Ok(seal(PREFIX, signer, payload))
    } else {
        Err(Flaw::Content)
    }
}

/// Whether the badge in `text` is believed at `now` (unix seconds): [`Trust`] names who issues
/// badges, and which were revoked.
///
/// # Errors
/// [`Refusal`], the first that applies.
pub fn verify(text: &str, trust: &Trust, now: i64) -> Result<Badge, Refusal> {
    let envelope = Envelope::open(PREFIX, text)?;
    let issuer = trust.staff_signer_of(&envelope, now)?;
    let statement = Statement::read(&envelope.payload)?;
    if statement.issuer != issuer.iss {
        return Err(Refusal::Forged);
    }
    trust.check_revoked(Revocation::Badge(&statement.id))?;
    let skew_s = trust.limits().skew_s;
    statement.times.check(LIFETIME_MAX_S, skew_s, now)?;
    trust.check_hall(statement.audience.as_deref())?;
    Ok(Badge {
        issuer: statement.issuer,
        operator: statement.operator,
        name: statement.name,
        role: statement.role,
        issued: statement.times.issued,
        expires: statement.times.expires,
        id: statement.id,
    })
}

/// What is signed.
struct Statement {
    issuer: String,
    operator: String,
    name: String,
    role: Role,
    times: Times,
    id: Vec<u8>,
    audience: Option<String>,
}

impl Statement {
    fn read(payload: &[u8]) -> Result<Self, Flaw> {
        let mut claims = Entries::of(envelope::cbor(payload)?)?;
        let operator = claims.text(claim::SUBJECT)?;
        let fits = (1..=MAX_OPERATOR).contains(&operator.len())
            && operator.bytes().all(|byte| byte.is_ascii_graphic());
        if !fits {
            return Err(Flaw::Content);
        }
        Ok(Self {
            issuer: claims.text(claim::ISSUER)?,
            operator,
            name: name(claims.take(claim::IDENTITY).ok_or(Flaw::Content)?)?,
            role: Role::of(claims.integer(ROLE)?).ok_or(Flaw::Content)?,
            times: Times::read(&mut claims)?,
            id: cti(&mut claims)?,
            audience: audience(&mut claims)?,
        })
    }
}
