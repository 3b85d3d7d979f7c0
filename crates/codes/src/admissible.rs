//! The gate before everything else: how long a symbol may be and which characters it
//! may have, whoever has read it. What does not pass is not looked at, not stored and
//! not shown.

use thiserror::Error;

/// A longer symbol is not looked at (a QR code holds at most 4,296 characters).
pub const MAX_SYMBOL_BYTES: usize = 4096;

/// Why the bytes of a symbol are no text for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Inadmissible {
    /// There is nothing in it.
    #[error("the symbol is empty")]
    Empty,
    /// It has more than [`MAX_SYMBOL_BYTES`].
    #[error("the symbol is too long")]
    TooLong,
    /// It is not UTF-8.
    #[error("the symbol is not text")]
    NotText,
    /// It has a control character, or one that changes how others are shown.
    #[error("the symbol has characters that no code has")]
    Character,
}

/// The text of a symbol, if it is one that any code can have: at most
/// [`MAX_SYMBOL_BYTES`] of printable ASCII, letters and digits of any script, and the
/// punctuation of Chinese names. One end of a line behind it is cut off, because
/// scanners are set up to send it.
///
/// # Errors
/// [`Inadmissible`], the first that applies.
pub fn admissible(symbol: &[u8]) -> Result<&str, Inadmissible> {
    // Cut before the length is looked at, and one only: what is left must be clean.
    let symbol = symbol
        .strip_suffix(b"\r\n")
        .or_else(|| symbol.strip_suffix(b"\r"))
        .or_else(|| symbol.strip_suffix(b"\n"))
        .unwrap_or(symbol);
    if symbol.is_empty() {
        return Err(Inadmissible::Empty);
    }
    if symbol.len() > MAX_SYMBOL_BYTES {
        return Err(Inadmissible::TooLong);
    }
    let text = std::str::from_utf8(symbol).map_err(|_| Inadmissible::NotText)?;
    if text.chars().all(is_allowed) {
        Ok(text)
    } else {
        Err(Inadmissible::Character)
    }
}

/// A list of what is allowed, not of what is not: Unicode gets new invisible characters.
fn is_allowed(character: char) -> bool {
    matches!(character, ' '..='~' | '·' | '\u{3000}'..='\u{301f}' | '\u{ff01}'..='\u{ff65}')
        || (!character.is_ascii() && character.is_alphanumeric())
}
