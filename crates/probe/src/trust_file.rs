//! Whose codes are believed, from a file: the `[[issuers]]` of `backend.toml`, and the keys of
//! receipts.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codes::citizen::{Limits, TrustedIssuer};
use codes::{Algorithm, ProofKeys, PublicKey, Trust};
use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;

/// What of the file is needed here; all else in it is another's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    #[serde(default)]
    issuers: Vec<Issuer>,
    #[serde(default)]
    receipt_keys: Vec<ReceiptKey>,
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

/// Reads the file.
///
/// # Errors
/// It cannot be read, is no TOML, or a key in it is none; the message names it.
pub fn read(path: &Path) -> Result<(Trust, ProofKeys)> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    parse(&text).with_context(|| path.display().to_string())
}

fn parse(text: &str) -> Result<(Trust, ProofKeys)> {
    let file: File = toml::from_str(text)?;
    let issuers = file.issuers.iter().map(|issuer| {
        let named = || format!("issuer {} with kid {}", issuer.iss, issuer.kid);
        trusted(issuer).with_context(named)
    });
    let trust = Trust::new(issuers.collect::<Result<_>>()?, Limits::default())?;
    let keys = file.receipt_keys.iter().map(|key| {
        let named = || format!("receipt key {}", key.kid);
        Ok((hex(&key.kid)?, public(key).with_context(named)?))
    });
    Ok((trust, ProofKeys(keys.collect::<Result<_>>()?)))
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
        let (trust, keys) = parse(text).unwrap();
        assert!(trust.issuers().is_empty() && keys.0.is_empty());
    }
}
