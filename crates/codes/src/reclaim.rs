//! Reclaim codes: what a citizen holds instead of a receipt that did not print.

use std::fmt;

/// What a reclaim code begins with when it is a symbol and not typed.
pub(crate) const PREFIX: &str = "RC1:";

const LENGTH: usize = 6;

/// Six digits or capital letters. `Debug` shows none of them: whoever has the code
/// gets the receipt.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ReclaimCode(String);

impl ReclaimCode {
    /// The code as it stands on the screen, without the prefix; `None` if it is not
    /// six characters of `0-9A-Z`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let fits = code.len() == LENGTH
            && code
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        fits.then(|| Self(code.to_owned()))
    }

    /// The six characters.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text of the symbol on a phone or a slip: `RC1:` and the six characters.
    #[must_use]
    pub fn symbol(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }
}

impl fmt::Debug for ReclaimCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReclaimCode(…)")
    }
}
