//! Resident ID numbers (GB 11643): region, date of birth, sequence, check character.
//!
//! They are recognised so that they are never taken for anything else, above all
//! not for a payment code. Whether the person exists is not asked.

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
        && is_region(
            number(&digits[..2]),
            number(&digits[2..4]),
            number(&digits[4..6]),
        )
        && is_date(
            number(&digits[6..10]),
            number(&digits[10..12]),
            number(&digits[12..14]),
        )
        && check[0].to_ascii_uppercase() == check_character(digits)
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
pub(crate) fn is_province(province: u32) -> bool {
    matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65)
}

/// Whether the calendar of 1900 to 2099 has the day.
pub(crate) fn is_date(year: u32, month: u32, day: u32) -> bool {
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
