//! What a hall signs with its trust key: a `COSE_Sign1` that names the key and is signed over what
//! it is about (the external data of RFC 9052 §4.3). So a document about one thing can never be
//! taken for one about another, whatever is in it.

use thiserror::Error;

use crate::envelope::{Envelope, Flaw, sign1_about};
use crate::keys::{Algorithm, PublicKey, Signer};

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Whom the hall trusts ([`TrustList`](crate::TrustList)).
    Trust,
    /// What can be done in the hall.
    Services,
}

impl About {
    /// What is signed besides the document itself.
    fn outside(self) -> &'static [u8] {
        match self {
            // As it was before there was anything else to sign.
            Self::Trust => b"",
            Self::Services => b"hallpass services",
        }
    }

    /// More than such a document has, with everything in it; in Base64 still less than a kiosk
    /// takes in one answer.
    #[must_use]
    pub fn bytes_max(self) -> usize {
        match self {
            Self::Trust => 512 * 1024,
            Self::Services => 700 * 1024,
        }
    }
}

/// Why a document is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentRefused {
    /// It cannot be read.
    #[error("the document is damaged: {0}")]
    Damaged(#[from] Flaw),
    /// Its key is none that may sign it.
    #[error("the document was signed with key {0:02x?}, which may not sign here")]
    UnknownKey(Vec<u8>),
    /// The signature is not that of the key, or the document is about something else.
    #[error("the signature of the document is wrong")]
    Forged,
}

/// Signs `content`. A machine believes it if the key is Ed25519.
#[must_use]
pub fn sign(signer: &Signer, about: About, content: Vec<u8>) -> Vec<u8> {
    sign1_about(signer, content, about.outside())
}

/// The content, if one of these keys signed it, as a document about this.
///
/// # Errors
/// [`DocumentRefused`], the first that applies: size, shape, key, signature.
pub fn open(
    document: &[u8],
    about: About,
    keys: &[(Vec<u8>, PublicKey)],
) -> Result<Vec<u8>, DocumentRefused> {
    if document.len() > about.bytes_max() {
        return Err(Flaw::TooLong.into());
    }
    let envelope = Envelope::over(document, about.outside())?;
    if envelope.kid.is_empty() || envelope.algorithm != Algorithm::EdDsa {
        return Err(Flaw::Header.into());
    }
    let mut known = keys
        .iter()
        .filter(|(kid, _)| *kid == envelope.kid)
        .peekable();
    if known.peek().is_none() {
        return Err(DocumentRefused::UnknownKey(envelope.kid));
    }
    if !known.any(|(_, key)| envelope.is_signed_by(key)) {
        return Err(DocumentRefused::Forged);
    }
    Ok(envelope.payload)
}
