//! Numbers of non-tax payment notices: 20 digits, the last two of them check digits.
//!
//! The first two are the province of the office that demands the money. No province
//! is 25 to 30, so that a notice cannot be an Alipay code of 20 digits; no other
//! payment code has 20 digits.

use std::fmt;

use thiserror::Error;

use crate::resident;

const LENGTH: usize = 20;

/// The number of a payment notice whose check digits are right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Notice(String);

/// Why digits are not the number of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotANumber {
    /// 20 digits that no notice has: one of them is wrong, or two are swapped.
    #[error("the check digits of the notice number do not agree")]
    Mistyped,
    /// Not 20 digits, or those of an Alipay code.
    #[error("this is not the number of a notice")]
    NotANotice,
}

impl Notice {
    /// The notice of an office, for those who give out such numbers: its province and
    /// what else the office puts into 18 digits; the check digits are added.
    ///
    /// # Errors
    /// [`NotANumber::NotANotice`] if it is not 18 digits that begin with a province.
    pub fn make(first_18: &str) -> Result<Self, NotANumber> {
        let digits = first_18.len() == LENGTH - 2 && is_digits(first_18);
        if !digits || !begins_with_province(first_18) {
            return Err(NotANumber::NotANotice);
        }
        let check = 98 - remainder_97(&format!("{first_18}00"));
        Ok(Self(format!("{first_18}{check:02}")))
    }

    /// The 20 digits.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks a number as it was typed or scanned, without spaces (ISO 7064 MOD 97-10,
/// which finds every wrong digit and every swap of two).
///
/// # Errors
/// [`NotANumber`], which tells a mistake in a number from what is no number at all.
pub fn check(number: &str) -> Result<Notice, NotANumber> {
    let digits = number.len() == LENGTH && is_digits(number);
    if !digits || matches!(prefix(number), Some(25..=30)) {
        Err(NotANumber::NotANotice)
    } else if begins_with_province(number) && remainder_97(number) == 1 {
        Ok(Notice(number.to_owned()))
    } else {
        Err(NotANumber::Mistyped)
    }
}

/// Whether `text` could be meant as a notice: 20 digits that begin with a province.
pub(crate) fn has_shape(text: &str) -> bool {
    text.len() == LENGTH && is_digits(text) && begins_with_province(text)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn begins_with_province(digits: &str) -> bool {
    prefix(digits).is_some_and(resident::is_province)
}

fn prefix(digits: &str) -> Option<u32> {
    digits.get(..2)?.parse().ok()
}

fn remainder_97(digits: &str) -> u32 {
    digits
        .bytes()
        .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}
