//! Texts that must never be printed or logged: payment codes and citizen codes.

use std::fmt;

/// A text that does not show itself. It goes to the backend and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one who sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_its_length_and_nothing_else() {
        let secret = Secret::new("130000000000000001".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(18 bytes)");
    }
}
