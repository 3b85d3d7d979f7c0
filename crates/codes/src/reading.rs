//! What the bytes of a symbol are, by shape alone.

use std::fmt;

use crate::badge;
use crate::citizen;
use crate::notice::{self, Notice};
use crate::payment::PaymentCode;
use crate::proof;
use crate::reclaim::{self, ReclaimCode};
use crate::resident;

/// A longer symbol is not looked at (a QR code holds at most 4,296 characters).
pub const MAX_SYMBOL_BYTES: usize = 4096;

/// What a symbol is, decided by shape alone: nothing is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A citizen code, to be given to [`citizen::verify`].
    Citizen(CodeText),
    /// A staff badge, to be given to [`badge::verify`].
    Badge(CodeText),
    /// A payment code of a channel.
    Payment(PaymentCode),
    /// A resident ID number. It carries none: nothing may be done with it here.
    ResidentId,
    /// The number of a payment notice.
    Notice(Notice),
    /// It looks like a payment notice, but its check digits are wrong.
    MistypedNotice,
    /// The proof on a receipt, to be given to [`proof::verify`].
    Receipt(CodeText),
    /// The code with which a receipt that did not print is had.
    Reclaim(ReclaimCode),
    /// Anything else. The bytes go no further.
    Other,
}

impl Reading {
    /// What the bytes of a symbol are.
    ///
    /// Length and characters come first: only printable ASCII passes, so no control
    /// character ever does. A resident ID is looked for before a payment code,
    /// because one that begins with 11 to 15 has the shape of a WeChat Pay code.
    #[must_use]
    pub fn of(symbol: &[u8]) -> Self {
        let Some(text) = printable(symbol) else {
            return Self::Other;
        };
        if text.starts_with(citizen::PREFIX) {
            return Self::Citizen(CodeText(text.to_owned()));
        }
        if text.starts_with(badge::PREFIX) {
            return Self::Badge(CodeText(text.to_owned()));
        }
        if text.starts_with(proof::PREFIX) {
            return Self::Receipt(CodeText(text.to_owned()));
        }
        if let Some(code) = text.strip_prefix(reclaim::PREFIX) {
            return ReclaimCode::parse(code).map_or(Self::Other, Self::Reclaim);
        }
        if resident::is_resident_id(text) {
            return Self::ResidentId;
        }
        if let Some(code) = PaymentCode::parse(text) {
            return Self::Payment(code);
        }
        if notice::has_shape(text) {
            return notice::check(text).map_or(Self::MistypedNotice, Self::Notice);
        }
        Self::Other
    }
}

fn printable(symbol: &[u8]) -> Option<&str> {
    let fits = (1..=MAX_SYMBOL_BYTES).contains(&symbol.len());
    let clean = symbol.iter().all(|byte| (b' '..=b'~').contains(byte));
    if fits && clean {
        std::str::from_utf8(symbol).ok()
    } else {
        None
    }
}

/// The text of a signed code. Its `Debug` shows the prefix and the length.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeText(String);

impl CodeText {
    /// The whole text, prefix included.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodeText({}… {} characters)", &self.0[..4], self.0.len())
    }
}
