//! What the bytes of a symbol are, by shape alone.

use std::fmt;

use crate::admissible::admissible;
use crate::badge;
use crate::citizen;
use crate::company::CompanyNumber;
use crate::foreign::ForeignKind;
use crate::merchant::MerchantCode;
use crate::notice::{self, Notice};
use crate::opaque::{self, OpaqueCode, OpaqueRules};
use crate::payment::PaymentCode;
use crate::plate;
use crate::proof;
use crate::reclaim::{self, ReclaimCode};
use crate::resident;

/// What a symbol is, decided by shape alone: nothing is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A citizen code, to be given to [`citizen::verify`].
    Citizen(CodeText),
    /// A staff badge, to be given to [`badge::verify`].
    Badge(CodeText),
    /// A payment code of a channel.
    Payment(PaymentCode),
    /// The number of an identity card. It carries none: nothing may be done with it here.
    ResidentId,
    /// The number of a payment notice.
    Notice(Notice),
    /// It looks like a payment notice, but its check digits are wrong.
    MistypedNotice,
    /// The proof on a receipt, to be given to [`proof::verify`].
    Receipt(CodeText),
    /// The code with which a receipt that did not print is had.
    Reclaim(ReclaimCode),
    /// An identity that somebody else has issued, to be given to
    /// [`foreign::verify`](crate::foreign::verify).
    Foreign(ForeignKind, CodeText),
    /// A code that only its issuer understands, to be handed on to it.
    Opaque(OpaqueCode),
    /// The code of a merchant, to pay with by scanning it. It cannot be used here.
    Merchant(MerchantCode),
    /// The number of an organisation.
    Company(CompanyNumber),
    /// A number plate. It carries none: nothing may be done with it here.
    Plate,
    /// Anything else. The bytes go no further.
    Other,
}

impl Reading {
    /// What the bytes of a symbol are; [`of_with`](Self::of_with) no rules of a hall.
    #[must_use]
    pub fn of(symbol: &[u8]) -> Self {
        Self::of_with(symbol, &OpaqueRules::default())
    }

    /// What the bytes of a symbol are, in a hall that knows the opaque codes of `rules`.
    ///
    /// Length and characters come first ([`admissible`]), so no control character ever
    /// passes. A resident ID is looked for before a payment code, because one that
    /// begins with 11 to 15 has the shape of a WeChat Pay code.
    #[must_use]
    pub fn of_with(symbol: &[u8], rules: &OpaqueRules) -> Self {
        let Ok(text) = admissible(symbol) else {
            return Self::Other;
        };
        if let Some(code) = MerchantCode::parse(text) {
            return Self::Merchant(code);
        }
        if plate::is_plate(text) {
            return Self::Plate;
        }
        // Nothing else is written in other letters.
        if !text.is_ascii() {
            return Self::Other;
        }
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
        if resident::is_identity(text) {
            return Self::ResidentId;
        }
        if let Some(code) = PaymentCode::parse(text) {
            return Self::Payment(code);
        }
        if notice::has_shape(text) {
            return notice::check(text).map_or(Self::MistypedNotice, Self::Notice);
        }
        if let Some(kind) = ForeignKind::of(text) {
            return Self::Foreign(kind, CodeText(text.to_owned()));
        }
        if let Some(number) = CompanyNumber::parse(text).filter(|number| number.number() == text) {
            return Self::Company(number);
        }
        opaque::health_card(text)
            .or_else(|| rules.code(text))
            .map_or(Self::Other, Self::Opaque)
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
