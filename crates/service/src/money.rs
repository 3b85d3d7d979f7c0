use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan), the only unit inside the programs. Never negative: what is given
/// back is another kind of record.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
pub struct Fen(#[cfg_attr(feature = "ts", ts(type = "number"))] pub u64);

impl Fen {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// So many of them; more than there can be is the largest amount, which no backend accepts.
    #[must_use]
    pub fn times(self, count: usize) -> Self {
        Self(
            self.0
                .saturating_mul(u64::try_from(count).unwrap_or(u64::MAX)),
        )
    }
}

impl std::iter::Sum for Fen {
    /// Adds amounts; one that does not fit stops at the largest amount there is, which no
    /// backend accepts, instead of wrapping to a small one.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |total, fen| Self(total.0.saturating_add(fen.0)))
    }
}
