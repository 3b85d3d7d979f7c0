//! Receipt proofs: `GR1:` and what a receipt says, signed by the hall, small enough
//! for a QR code on an 80 mm slip. Anyone with the hall's public key can check it
//! without a network.

use serde::Serialize;
use thiserror::Error;

use crate::envelope::{self, Entries, Envelope, Flaw, seal, to_cbor};
use crate::keys::{PublicKey, Signer};

/// What a receipt proof begins with.
pub const PREFIX: &str = "GR1:";

/// Keys of the signed map.
mod field {
    pub const NUMBER: i64 = 1;
    pub const AMOUNT: i64 = 2;
    pub const DATE: i64 = 3;
    pub const PAYEE: i64 = 4;
}

/// What is signed of a receipt. Nothing in it says who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptProof {
    /// The number of the receipt.
    pub number: String,
    /// What was paid, in fen.
    pub amount: u64,
    /// The day it was issued, `2026-11-23`.
    pub date: String,
    /// Who received the money.
    pub payee: String,
}

/// The keys a hall signs its receipts with, by key id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProofKeys(pub Vec<(Vec<u8>, PublicKey)>);

/// Why a receipt proof is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Disproof {
    /// It cannot be read whole.
    #[error("the proof is damaged: {0}")]
    Malformed(#[from] Flaw),
    /// No key with its key id is known.
    #[error("the proof was signed with a key that is not known here")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the proof was not signed by this hall")]
    Forged,
}

/// The text of the proof: some 230 characters of the alphanumeric mode of QR codes
/// (version 9-M) with a payee of eleven Chinese characters.
#[must_use]
pub fn sign(signer: &Signer, proof: &ReceiptProof) -> String {
    let map = vec![
        (field::NUMBER, proof.number.as_str().into()),
        (field::AMOUNT, proof.amount.into()),
        (field::DATE, proof.date.as_str().into()),
        (field::PAYEE, proof.payee.as_str().into()),
    ];
    seal(PREFIX, signer, to_cbor(map))
}

/// What the hall has signed.
///
/// # Errors
/// [`Disproof`], the first that applies.
pub fn verify(text: &str, keys: &ProofKeys) -> Result<ReceiptProof, Disproof> {
    let envelope = Envelope::open(PREFIX, text)?;
    let mut known = keys
        .0
        .iter()
        .filter(|(kid, _)| *kid == envelope.kid)
        .peekable();
    if known.peek().is_none() {
        return Err(Disproof::UnknownKey);
    }
    if !known.any(|(_, key)| envelope.is_signed_by(key)) {
        return Err(Disproof::Forged);
    }
    let mut fields = Entries::of(envelope::cbor(&envelope.payload)?)?;
    Ok(ReceiptProof {
        number: fields.text(field::NUMBER)?,
        amount: fields.integer(field::AMOUNT)?,
        date: fields.text(field::DATE)?,
        payee: fields.text(field::PAYEE)?,
    })
}
