//! Resident ID numbers (GB 11643): region, date of birth, sequence, check character.
//!
//! When scanned they are recognised so that they are never taken for anything else, above all not
//! for a payment code; when typed, the mistake is named. Whether the person exists is not asked.

use crate::{Day, Mistake};

const LENGTH: usize = 18;
/// Weights of the first seventeen digits, ISO 7064 MOD 11-2.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Whether `text` is a resident ID number of 18 characters: a region that exists or
/// existed, a date of the calendar from 1900 on, and the right check character (`x`
/// may be small). Residence permits of Hong Kong, Macao and Taiwan (81 to 83) and the
/// foreigners' permanent residence card (9…) have the same shape and count.
#[must_use]
pub fn is_resident_id(text: &str) -> bool {
    let Ok(characters) = <&[u8; LENGTH]>::try_from(text.as_bytes()) else {
        return false;
    };
    let (digits, check) = characters.split_at(LENGTH - 1);
    digits.iter().all(u8::is_ascii_digit)
        && birth(digits).is_some()
        && check[0].to_ascii_uppercase() == check_character(digits)
}

/// What is wrong with a number that was typed, if anything. A number that cannot be is told apart
/// from one that may be right but for a slip of the finger.
pub(crate) fn check(text: &str, today: Day) -> Result<(), Mistake> {
    let fits = |(at, character): (usize, char)| {
        character.is_ascii_digit() || (character == 'X' && at == LENGTH - 1)
    };
    if !text.chars().enumerate().all(fits) {
        return Err(Mistake::CharacterNotAllowed);
    }
    crate::check::length(text, 18)?;
    let (digits, check) = text.as_bytes().split_at(LENGTH - 1);
    match birth(digits) {
        Some(day) if day <= today => {}
        Some(_) | None => return Err(Mistake::IdImpossible),
    }
    if check == [check_character(digits)] {
        Ok(())
    } else {
        Err(Mistake::IdMistyped)
    }
}

/// The day of birth in the first seventeen digits, if region and day exist.
fn birth(digits: &[u8]) -> Option<Day> {
    let of = |from: usize, to: usize| number(&digits[from..to]);
    let is_possible =
        is_region(of(0, 2), of(2, 4), of(4, 6)) && is_date(of(6, 10), of(10, 12), of(12, 14));
    let small = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(of(6, 10)).ok()?;
    is_possible.then_some(Day::new(year, small(of(10, 12))?, small(of(12, 14))?)?)
}

fn check_character(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

/// GB/T 2260, with what was abolished since the 1980s, because people keep their
/// numbers. The five provinces whose numbers look like a WeChat Pay code are held to
/// their prefectures, so that one payment code in a million looks like an ID and not
/// thirty; for the others the province is enough.
fn is_region(province: u32, prefecture: u32, county: u32) -> bool {
    let prefecture_fits = match province {
        11 | 12 => matches!(prefecture, 1..=2),
        13 => matches!(prefecture, 1..=11 | 21..=31 | 90),
        14 => matches!(prefecture, 1..=11 | 21..=27 | 90),
        15 => matches!(prefecture, 1..=9 | 21..=29),
        71 | 81..=83 | 90..=99 => return true,
        province => return is_province(province),
    };
    prefecture_fits && matches!(county, 1..=45 | 81..=89)
}

/// Whether the two digits are a province of the mainland.
#[must_use]
pub fn is_province(province: u32) -> bool {
    matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65)
}

/// Whether the calendar of 1900 to 2099 has the day.
#[must_use]
pub fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1900..2100).contains(&year) && (1..=days).contains(&day)
}

/// The value of a few ASCII digits.
fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// Whether `text` is the number of any identity card that is known here.
#[must_use]
pub fn is_identity(text: &str) -> bool {
    is_resident_id(text) || widened(text).is_some() || is_hong_kong_id(text) || is_taiwan_id(text)
}

/// The number of 18 characters of a card of the first generation, which had 15: without
/// the century, which was the 20th, and without a check character. Such cards are no
/// longer valid, but people know their numbers by heart.
#[must_use]
pub fn widened(text: &str) -> Option<String> {
    let digits = text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    let (region, born) = text.split_at(6);
    let first_17 = format!("{region}19{born}");
    let check = check_character(first_17.as_bytes());
    let number = format!("{first_17}{}", char::from(check));
    is_resident_id(&number).then_some(number)
}

/// Whether `text` is the number of an identity card of Hong Kong, as it is printed:
/// `P174468(6)`, with one letter or two.
#[must_use]
pub fn is_hong_kong_id(text: &str) -> bool {
    let Some((number, check)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return false;
    };
    let Some((letters, digits)) = number.split_at_checked(number.len().saturating_sub(6)) else {
        return false;
    };
    let shape = matches!(letters.len(), 1..=2)
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.len() == 6
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !shape {
        return false;
    }
    let check = match check.as_bytes() {
        [digit @ b'0'..=b'9'] => u32::from(digit - b'0'),
        b"A" => 10,
        _ => return false,
    };
    // Weights 9 to 1; a letter that is not there is a space, worth 36.
    let space = (letters.len() == 1).then_some(36);
    let letters = letters.bytes().map(|letter| u32::from(letter - b'A') + 10);
    let digits = digits.bytes().map(|digit| u32::from(digit - b'0'));
    let values = space
        .into_iter()
        .chain(letters)
        .chain(digits)
        .chain([check]);
    let sum: u32 = values
        .zip((1..=9).rev())
        .map(|(value, weight)| value * weight)
        .sum();
    sum.is_multiple_of(11)
}

/// Whether `text` is the number of an identity card of Taiwan: `B221690311`.
#[must_use]
pub fn is_taiwan_id(text: &str) -> bool {
    /// The letters in the order of their values, from 10 on.
    const LETTERS: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let Ok([letter, digits @ ..]) = <[u8; 10]>::try_from(text.as_bytes()) else {
        return false;
    };
    let Some(at) = LETTERS.iter().position(|known| *known == letter) else {
        return false;
    };
    // The second digit is the sex, or marks a resident without registration.
    if !digits.iter().all(u8::is_ascii_digit) || !matches!(digits[0], b'1' | b'2' | b'8' | b'9') {
        return false;
    }
    let (tens, ones) = ((at + 10) / 10, at % 10);
    let head = u32::try_from(tens + ones * 9).unwrap_or_default();
    let (first_8, check) = digits.split_at(8);
    let weighted: u32 = first_8
        .iter()
        .zip((1..=8).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (head + weighted + number(check)).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-26".parse().expect("a day")
    }

    #[test]
    fn a_typed_number_says_what_is_wrong_with_it() {
        // From the standard itself.
        for (text, mistake) in [
            ("11010519491231002X", None),
            ("440524188001010014", Some(Mistake::IdImpossible)),
            ("110105194912310021", Some(Mistake::IdMistyped)),
            ("11010519491231003X", Some(Mistake::IdMistyped)),
            ("99010519491331002X", Some(Mistake::IdImpossible)),
            ("77010519491231002X", Some(Mistake::IdImpossible)),
            ("11010520261127002X", Some(Mistake::IdImpossible)),
            ("11010519490229002X", Some(Mistake::IdImpossible)),
            ("11010519491231002x", Some(Mistake::CharacterNotAllowed)),
            ("X1010519491231002X", Some(Mistake::CharacterNotAllowed)),
            ("１1010519491231002X", Some(Mistake::CharacterNotAllowed)),
            ("1101051949123100", Some(Mistake::TooShort { missing: 2 })),
            ("1101051949123100211", Some(Mistake::TooLong { over: 1 })),
        ] {
            assert_eq!(check(text, today()).err(), mistake, "{text}");
        }
    }

    #[test]
    fn a_slip_of_one_digit_never_passes() {
        let right = b"11010519491231002X";
        for at in 0..LENGTH - 1 {
            for digit in b'0'..=b'9' {
                let mut typed = *right;
                typed[at] = digit;
                let text = std::str::from_utf8(&typed).expect("ASCII");
                assert_eq!(check(text, today()).is_ok(), typed == *right, "{text}");
            }
        }
    }
}
