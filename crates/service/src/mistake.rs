use serde::{Deserialize, Serialize};

use crate::Fen;

/// Why an answer cannot be right. It is named beside the field, in words that help: the screen and
/// the speech find them under this code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Mistake {
    /// Nothing is there.
    Missing,
    /// It is too short.
    TooShort {
        /// So many characters are missing.
        missing: u32,
    },
    /// It is too long.
    TooLong {
        /// So many characters are too many.
        over: u32,
    },
    /// A character cannot stand there.
    CharacterNotAllowed,
    /// The ID number's region or date of birth does not exist.
    IdImpossible,
    /// The ID number's last character does not fit the others.
    IdMistyped,
    /// No phone number begins like that.
    PhoneImpossible,
    /// No number plate looks like that.
    PlateImpossible,
    /// There is no such day.
    DayImpossible,
    /// The day is too early.
    TooEarly {
        /// The first that may be chosen, `2026-11-26`.
        first: String,
    },
    /// The day is too late.
    TooLate {
        /// The last that may be chosen.
        last: String,
    },
    /// The amount is too small.
    TooLittle {
        /// The least.
        min: Fen,
    },
    /// The amount is too large.
    TooMuch {
        /// The most.
        max: Fen,
    },
    /// Too few are chosen.
    TooFew {
        /// At least so many.
        min: u32,
    },
    /// Too many are chosen.
    TooMany {
        /// At most so many.
        max: u32,
    },
    /// It is not on the list, or cannot be chosen.
    NotOffered,
}
