//! RSA keys of the two sides of a channel: the merchant (the hall) and the platform.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{self, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// A 2048-bit RSA key that signs and verifies as both channels do: PKCS#1 v1.5 with SHA-256,
/// the signature in base64.
pub struct RsaKey {
    pair: KeyPair,
}

impl RsaKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// When the random numbers of the machine fail.
    pub fn generate() -> anyhow::Result<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048)
            .map_err(|_| anyhow::anyhow!("no RSA key could be made"))?;
        Ok(Self { pair })
    }

    /// The private key as PEM (PKCS#8).
    ///
    /// # Errors
    /// When the key cannot be written out.
    pub fn private_pem(&self) -> anyhow::Result<String> {
        let der: Pkcs8V1Der<'static> = self
            .pair
            .as_der()
            .map_err(|_| anyhow::anyhow!("the private key has no DER"))?;
        Ok(pem("PRIVATE KEY", der.as_ref()))
    }

    /// The public key as PEM (SubjectPublicKeyInfo).
    ///
    /// # Errors
    /// When the key cannot be written out.
    pub fn public_pem(&self) -> anyhow::Result<String> {
        let der: PublicKeyX509Der<'static> = self
            .pair
            .public_key()
            .as_der()
            .map_err(|_| anyhow::anyhow!("the public key has no DER"))?;
        Ok(pem("PUBLIC KEY", der.as_ref()))
    }

    /// The signature of `message`, base64.
    ///
    /// # Errors
    /// When the random numbers of the machine fail.
    pub fn sign(&self, message: &[u8]) -> anyhow::Result<String> {
        let mut bytes = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &signature::RSA_PKCS1_SHA256,
                &aws_lc_rs::rand::SystemRandom::new(),
                message,
                &mut bytes,
            )
            .map_err(|_| anyhow::anyhow!("signing failed"))?;
        Ok(BASE64.encode(bytes))
    }

    /// Whether `signature` (base64) is of `message` by this key.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &str) -> bool {
        let Ok(bytes) = BASE64.decode(signature) else {
            return false;
        };
        UnparsedPublicKey::new(
            &signature::RSA_PKCS1_2048_8192_SHA256,
            self.pair.public_key().as_ref(),
        )
        .verify(message, &bytes)
        .is_ok()
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str(&format!("-----END {label}-----\n"));
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_message_by_one_key() {
        let key = RsaKey::generate().unwrap();
        let other = RsaKey::generate().unwrap();
        let signature = key.sign(b"GET\n/v3/certificates\n").unwrap();
        assert!(key.verifies(b"GET\n/v3/certificates\n", &signature));
        assert!(
            !key.verifies(b"GET\n/v3/certificate\n", &signature),
            "another message"
        );
        assert!(
            !other.verifies(b"GET\n/v3/certificates\n", &signature),
            "another key"
        );
        assert!(
            !key.verifies(b"GET\n/v3/certificates\n", "not base64"),
            "rubbish is no signature"
        );
    }

    #[test]
    fn keys_are_written_as_pem_with_lines_of_64() {
        let key = RsaKey::generate().unwrap();
        let private = key.private_pem().unwrap();
        assert!(private.starts_with("-----BEGIN PRIVATE KEY-----\nMII"));
        assert!(private.ends_with("-----END PRIVATE KEY-----\n"));
        let public = key.public_pem().unwrap();
        assert!(public.starts_with("-----BEGIN PUBLIC KEY-----\nMIIBI"));
        assert!(public.lines().all(|line| line.len() <= 64));
    }
}
