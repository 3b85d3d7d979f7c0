//! Whose codes are believed, from a file: the `[[issuers]]`, `[[staff]]` and `[[foreign]]` of
//! `backend.toml` with its hall, and the keys of receipts.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codes::citizen::{Limits, TrustedIssuer};
use codes::trust_list::{ForeignIssuer, TrustList};
use codes::{Algorithm, ForeignTrust, ProofKeys, PublicKey, Trust};
use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;

/// What of the file is needed here; all else in it is another's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    trust: Option<Hall>,
    #[serde(default)]
    issuers: Vec<Issuer>,
    #[serde(default)]
    staff: Vec<Issuer>,
    #[serde(default)]
    foreign: Vec<ForeignIssuer>,
    #[serde(default)]
    receipt_keys: Vec<ReceiptKey>,
}

/// Of `[trust]`.
#[derive(Deserialize)]
struct Hall {
    hall: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Issuer {
    kid: String,
    iss: String,
    alg: Algorithm,
    key: String,
    not_before: i64,
    not_after: i64,
}

#[derive(Deserialize)]
struct ReceiptKey {
    kid: String,
    alg: Algorithm,
    key: String,
}

/// Who is believed.
#[derive(Debug, Default)]
pub struct Believed {
    /// Issuers of citizen codes and of staff badges.
    pub trust: Trust,
    /// Issuers of codes of other formats.
    pub foreign: ForeignTrust,
    /// Keys of receipts.
    pub keys: ProofKeys,
}

/// Reads the file.
///
/// # Errors
/// It cannot be read, is no TOML, or a key in it is none; the message names it.
pub fn read(path: &Path) -> Result<Believed> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    parse(&text).with_context(|| path.display().to_string())
}

fn parse(text: &str) -> Result<Believed> {
    let file: File = toml::from_str(text)?;
    let mut trust = Trust::new(all_trusted(&file.issuers)?, Limits::default())?
        .with_staff(all_trusted(&file.staff)?)?;
    if let Some(Hall { hall }) = &file.trust {
        trust = trust.at(hall);
    }
    let keys = file.receipt_keys.iter().map(|key| {
        let named = || format!("receipt key {}", key.kid);
        Ok((hex(&key.kid)?, public(key).with_context(named)?))
    });
    Ok(Believed {
        trust,
        foreign: foreign(file.foreign)?,
        keys: ProofKeys(keys.collect::<Result<_>>()?),
    })
}

/// As a machine takes them from the hall's list.
fn foreign(foreign: Vec<ForeignIssuer>) -> Result<ForeignTrust> {
    let list = TrustList {
        hall: String::new(),
        version: 0,
        issued: 0,
        expires: i64::MAX,
        keys: Vec::new(),
        issuers: Vec::new(),
        staff: Vec::new(),
        foreign,
        revoked: Default::default(),
    };
    let (trust, unusable) = list.foreign_trust("zh-CN");
    if let Some(one) = unusable.first() {
        bail!("foreign issuer with kid {}: {}", one.kid, one.reason);
    }
    Ok(trust)
}

fn all_trusted(issuers: &[Issuer]) -> Result<Vec<TrustedIssuer>> {
    let named = |issuer: &Issuer| format!("issuer {} with kid {}", issuer.iss, issuer.kid);
    let one = |issuer| trusted(issuer).with_context(|| named(issuer));
    issuers.iter().map(one).collect()
}

fn trusted(issuer: &Issuer) -> Result<TrustedIssuer> {
    let key = base64(&issuer.key)?;
    Ok(TrustedIssuer::new(
        &hex(&issuer.kid)?,
        &issuer.iss,
        issuer.alg,
        &key,
        issuer.not_before,
        issuer.not_after,
    )?)
}

fn public(key: &ReceiptKey) -> Result<PublicKey> {
    Ok(PublicKey::new(key.alg, &base64(&key.key)?)?)
}

fn hex(text: &str) -> Result<Vec<u8>> {
    HEXLOWER_PERMISSIVE
        .decode(text.as_bytes())
        .context("kid is not hex")
}

fn base64(text: &str) -> Result<Vec<u8>> {
    STANDARD.decode(text).context("key is not base64")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_none_is_refused_by_its_name() {
        let of = |key: &str| {
            format!(
                "[[issuers]]\nkid = \"01\"\niss = \"440300.wx\"\nalg = \"EdDSA\"\nkey = \"{key}\"\n\
                 notBefore = 0\nnotAfter = 1\n"
            )
        };
        for wrong in ["AAAA", "?"] {
            let refused = parse(&of(wrong)).unwrap_err();
            assert!(format!("{refused:#}").contains("440300.wx"), "{refused:#}");
        }
    }

    #[test]
    fn the_rest_of_backend_toml_is_passed_over() {
        let text =
            "listen = \"127.0.0.1:8400\"\n[receipts]\nkey = \"receipts.hex\"\nkid = \"01\"\n";
        let believed = parse(text).unwrap();
        assert!(believed.trust.issuers().is_empty() && believed.keys.0.is_empty());
    }

    #[test]
    fn a_foreign_issuer_of_no_known_format_is_refused_by_its_key_id() {
        let of = |kind: &str| {
            let key = STANDARD.encode([0x58; 32]);
            format!(
                "[[foreign]]\nkind = \"{kind}\"\nkid = \"0102\"\niss = \"abroad\"\n\
                 alg = \"EdDSA\"\nkey = \"{key}\"\nname = {{ zh-CN = \"x\" }}\n\
                 notBefore = 0\nnotAfter = 1\n"
            )
        };
        let refused = parse(&of("passport")).unwrap_err();
        assert!(format!("{refused:#}").contains("0102"), "{refused:#}");
    }
}
