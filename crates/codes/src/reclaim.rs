//! Reclaim codes: what a citizen holds instead of a receipt that did not print.

use std::fmt;

/// What a reclaim code begins with when it is a symbol and not typed.
pub(crate) const PREFIX: &str = "RC1:";

const LENGTH: usize = 6;
/// What codes are made of: nothing that is easily taken for something else.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";

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

    /// The code as somebody has typed it: in small letters or large, with spaces or
    /// hyphens between; `None` if a character is missing, or is one that no code is made
    /// of. There is no check character: of six characters it would take one from what
    /// makes a code hard to guess, and the backend knows its codes.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|character| !matches!(character, ' ' | '-'))
            .map(|character| character.to_ascii_uppercase())
            .take(LENGTH + 1)
            .collect();
        let made_of = code.bytes().all(|byte| ALPHABET.contains(&byte));
        (code.len() == LENGTH && made_of).then_some(Self(code))
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
