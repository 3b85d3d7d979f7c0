//! RSA signatures as both channels want them: PKCS #1 v1.5 with SHA-256, in Base64.

use std::path::{Path, PathBuf};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, SubjectPublicKeyInfoDer};
use thiserror::Error;
use webpki::EndEntityCert;

/// Why a key file is of no use.
#[derive(Debug, Error)]
pub enum KeyError {
    /// It cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, #[source] std::io::Error),
    /// It is not what it should be: the PEM of an RSA key of at least 2048 bits, an API key.
    #[error("{0} is not {1}")]
    NotAKey(PathBuf, &'static str),
}

/// Our private key.
pub struct SigningKey(KeyPair);

/// The channel's public key.
#[derive(Clone)]
pub struct VerifyingKey(ParsedPublicKey);

impl SigningKey {
    /// Reads a PEM file (`PRIVATE KEY` or `RSA PRIVATE KEY`).
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        Self::from_pem(&read(path)?)
            .ok_or_else(|| KeyError::NotAKey(path.to_owned(), "the PEM of an RSA private key"))
    }

    /// From PEM.
    #[must_use]
    pub fn from_pem(pem: &[u8]) -> Option<Self> {
        let der = PrivateKeyDer::from_pem_slice(pem).ok()?;
        let pair = if let PrivateKeyDer::Pkcs1(der) = &der {
            KeyPair::from_der(der.secret_pkcs1_der())
        } else {
            KeyPair::from_pkcs8(der.secret_der())
        };
        pair.ok().map(Self)
    }

    /// Signs; the result is Base64.
    ///
    /// # Errors
    /// If the operating system gives no random numbers.
    pub fn sign(&self, message: &[u8]) -> Result<String, aws_lc_rs::error::Unspecified> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            message,
            &mut signature,
        )?;
        Ok(STANDARD.encode(signature))
    }
}

impl VerifyingKey {
    /// Reads a PEM file (`PUBLIC KEY`, or the `CERTIFICATE` it stands in).
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        Self::from_pem(&read(path)?)
            .ok_or_else(|| KeyError::NotAKey(path.to_owned(), "the PEM of an RSA public key"))
    }

    /// From PEM.
    #[must_use]
    pub fn from_pem(pem: &[u8]) -> Option<Self> {
        let key = match SubjectPublicKeyInfoDer::from_pem_slice(pem) {
            Ok(key) => key,
            // Whether the certificate is to be trusted was decided by who put it there.
            Err(_) => {
                let certificate = CertificateDer::from_pem_slice(pem).ok()?;
                EndEntityCert::try_from(&certificate)
                    .ok()?
                    .subject_public_key_info()
            }
        };
        ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.as_ref())
            .ok()
            .map(Self)
    }

    /// Whether `signature` (Base64) is of `message`.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &str) -> bool {
        STANDARD
            .decode(signature)
            .is_ok_and(|signature| self.0.verify_sig(message, &signature).is_ok())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, KeyError> {
    std::fs::read(path).map_err(|error| KeyError::File(path.to_owned(), error))
}
