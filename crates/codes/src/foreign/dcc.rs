//! EU Digital COVID Certificates: `HC1:`, Base45, zlib, `COSE_Sign1`, CWT (eHealth Network,
//! *Technical Specifications for EU Digital COVID Certificates*, volumes 1 and 3).
//!
//! Of the content only what says who and what it is about is looked at; the vaccines,
//! tests and codes in it are not ours to judge.

use ciborium::Value;

use super::birth::BirthDate;
use super::cose::Sign1;
use super::trust::ForeignTrust;
use super::{ForeignIdentity, ForeignKind, ForeignRefusal, HealthUse, cwt, inflate, name};
use crate::envelope::{self, Entries, Flaw};

pub(super) const PREFIX: &str = "HC1:";
/// Where a CWT carries health certificates, by version; 1 is the EU's.
const HCERT: i64 = -260;
const EU_DCC_V1: i64 = 1;

pub(super) fn verify(
    text: &str,
    trust: &ForeignTrust,
    now: i64,
) -> Result<ForeignIdentity, ForeignRefusal> {
    let body = text.strip_prefix(PREFIX).ok_or(Flaw::Prefix)?;
    let packed = envelope::base45(body)?;
    let sign1 = Sign1::read(&inflate::zlib(&packed, inflate::MAX_COSE)?)?;
    let kid = sign1.kid.as_deref().ok_or(Flaw::Header)?;
    let mut known = trust.with_kid(ForeignKind::EuDcc, kid, now).peekable();
    if known.peek().is_none() {
        return Err(ForeignRefusal::UnknownIssuer);
    }
    let issuer = known
        .find(|issuer| sign1.is_signed_by(&issuer.key))
        .ok_or(ForeignRefusal::Forged)?;

    let mut claims = Entries::of(envelope::cbor(&sign1.payload)?)?;
    if cwt::issuer(&mut claims)? != issuer.iss && issuer.iss.is_some() {
        return Err(ForeignRefusal::Forged);
    }
    let validity = cwt::validity(&mut claims)?;
    let certificates = claims.take(HCERT).ok_or(Flaw::Content)?;
    let certificate = Entries::of(certificates)?
        .take(EU_DCC_V1)
        .ok_or(Flaw::Content)?;
    let certificate = Certificate::read(certificate)?;
    // An EU certificate has both times (volume 1, §3.3.1).
    let (Some(issued), Some(_)) = (validity.issued, validity.expires) else {
        return Err(Flaw::Content.into());
    };
    if certificate
        .birth
        .is_some_and(|birth| birth.is_after(issued))
    {
        return Err(Flaw::Content.into());
    }
    if !issuer.uses.is_empty() && !issuer.uses.contains(&certificate.health_use) {
        return Err(ForeignRefusal::Misused);
    }
    validity.check(now)?;
    Ok(ForeignIdentity {
        kind: ForeignKind::EuDcc,
        issuer: issuer.name.clone(),
        name: Some(certificate.name),
        birth: certificate.birth,
        issued: validity.issued,
        expires: validity.expires,
        health_use: Some(certificate.health_use),
    })
}

struct Certificate {
    name: String,
    birth: Option<BirthDate>,
    health_use: HealthUse,
}

impl Certificate {
    fn read(value: Value) -> Result<Self, Flaw> {
        let mut fields = Fields::of(value)?;
        let mut names = Fields::of(fields.take("nam").ok_or(Flaw::Content)?)?;
        // As it is written at home, else as it stands in a passport: `VAN<DER<BERG`.
        let mut either = |home: &str, passport: &str| {
            let home = names.text(home)?.filter(|name| !name.is_empty());
            let passport = names.text(passport)?.map(|name| name.replace('<', " "));
            Ok::<_, Flaw>(home.or(passport).unwrap_or_default())
        };
        let (given, family) = (either("gn", "gnt")?, either("fn", "fnt")?);
        let birth = match fields.text("dob")? {
            // The date may be unknown, but it has to be said so.
            Some(dob) if dob.is_empty() => None,
            // Some countries put a time of midnight behind it.
            Some(dob) => {
                let date = dob.split('T').next().unwrap_or_default();
                Some(BirthDate::iso(date).ok_or(Flaw::Content)?)
            }
            None => return Err(Flaw::Content),
        };
        Ok(Self {
            name: name(&[&given, &family])?.ok_or(Flaw::Content)?,
            birth,
            health_use: health_use(&mut fields)?,
        })
    }
}

/// Exactly one group with exactly one entry (volume 3, §2).
fn health_use(fields: &mut Fields) -> Result<HealthUse, Flaw> {
    let groups = [
        ("t", HealthUse::Test),
        ("v", HealthUse::Vaccination),
        ("r", HealthUse::Recovery),
    ];
    let mut found = None;
    for (field, health_use) in groups {
        match fields.take(field) {
            None | Some(Value::Null) => {}
            Some(Value::Array(entries)) => {
                for entry in entries {
                    if !entry.is_map() || found.replace(health_use).is_some() {
                        return Err(Flaw::Content);
                    }
                }
            }
            Some(_) => return Err(Flaw::Content),
        }
    }
    found.ok_or(Flaw::Content)
}

/// The entries of a map with texts as keys.
struct Fields(Vec<(Value, Value)>);

impl Fields {
    fn of(value: Value) -> Result<Self, Flaw> {
        value.into_map().map(Self).map_err(|_| Flaw::Content)
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(k, _)| k.as_text() == Some(key))?;
        Some(self.0.swap_remove(at).1)
    }

    fn text(&mut self, key: &str) -> Result<Option<String>, Flaw> {
        match self.take(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Flaw::Content),
        }
    }
}
