//! Unified social credit codes (统一社会信用代码, GB 32100): the numbers of companies and
//! other organisations.

use std::fmt;

const LENGTH: usize = 18;
/// The characters in the order of their values; I, O, S, V and Z are not among them.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31.
const WEIGHTS: [usize; LENGTH - 1] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// The number of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CompanyNumber {
    number: String,
    check_fits: bool,
}

impl CompanyNumber {
    /// The number that `text` has the shape of, as it was typed or scanned: spaces and
    /// hyphens are passed over, small letters become large.
    ///
    /// A number whose check character is wrong is one, too: those given out in the first
    /// trials do not keep to the standard. Look at [`check_fits`](Self::check_fits), ask
    /// whoever typed it to look again, and then take it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number: String = text
            .chars()
            .filter(|character| !matches!(character, ' ' | '-'))
            .map(|character| character.to_ascii_uppercase())
            .take(LENGTH + 1)
            .collect();
        let values: Option<Vec<usize>> = number.bytes().map(value).collect();
        let values = values.filter(|values| values.len() == LENGTH)?;
        // The region is six digits; authority and kind begin the number.
        if !number.as_bytes()[2..8].iter().all(u8::is_ascii_digit)
            || !matches!(number.as_bytes()[0], b'1'..=b'9' | b'A' | b'N' | b'Y')
        {
            return None;
        }
        let sum: usize = values.iter().zip(WEIGHTS).map(|(value, w)| value * w).sum();
        let check_fits = values[LENGTH - 1] == (31 - sum % 31) % 31;
        Some(Self { number, check_fits })
    }

    /// The 18 characters.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Whether the check character is right.
    #[must_use]
    pub fn check_fits(&self) -> bool {
        self.check_fits
    }
}

impl fmt::Display for CompanyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.number)
    }
}

fn value(character: u8) -> Option<usize> {
    CHARACTERS.iter().position(|known| *known == character)
}
