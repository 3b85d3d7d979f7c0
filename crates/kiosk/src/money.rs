//! Money in whole fen. There is no other unit inside the program.

use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan). Never negative: what is given back is another kind of record.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
pub struct Fen(#[cfg_attr(test, ts(type = "number"))] pub u64);

impl Fen {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);
}

impl std::iter::Sum for Fen {
    /// Adds amounts; one that does not fit stops at the largest amount there is, which no
    /// backend accepts, instead of wrapping to a small one.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |total, fen| Self(total.0.saturating_add(fen.0)))
    }
}
