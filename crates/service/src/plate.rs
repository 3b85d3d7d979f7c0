//! Number plates of vehicles (GA 36), as they are written: `粤B12345`, `粤BD12345`.

use crate::Mistake;

/// Provinces by their short names.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
/// Characters of a plate; those of the new energies have one more.
const SHORTEST: u32 = 7;
/// Characters of the longest plate.
pub const LONGEST: u32 = 8;
/// Plates that end with what the vehicle is for: trailer, learner, police, Hong Kong and
/// Macao.
const ENDINGS: &str = "挂学警港澳";

/// Whether `text` is a number plate: of any kind that is given out for the road, in
/// capitals and without spaces or a point.
#[must_use]
pub fn is_plate(text: &str) -> bool {
    // The longest has eight; whatever is longer is not even collected.
    let characters: Vec<char> = text.chars().take(9).collect();
    match characters.as_slice() {
        // Embassies: 使014578, 224578使.
        ['使', digits @ ..] | [digits @ .., '使'] => digits.len() == 6 && all_digits(digits),
        // Consulates: 闽20401领.
        [province, digits @ .., '领'] => {
            is_province(*province) && digits.len() == 5 && all_digits(digits)
        }
        [province, office, number @ ..] => {
            is_province(*province)
                && is_letter(*office)
                && (is_number(number) || is_of_new_energy(number))
        }
        _ => false,
    }
}

/// Whether the character stands for a province.
#[must_use]
pub fn is_province(character: char) -> bool {
    PROVINCES.contains(character)
}

/// Whether the character can end a plate to say what the vehicle is for.
#[must_use]
pub fn is_ending(character: char) -> bool {
    ENDINGS.contains(character)
}

/// Whether the letter stands on plates: a capital, but not one that looks like a digit.
#[must_use]
pub fn is_letter(character: char) -> bool {
    character.is_ascii_uppercase() && !matches!(character, 'I' | 'O')
}

/// What is wrong with a plate that was typed, if anything.
pub(crate) fn check(text: &str) -> Result<(), Mistake> {
    let is_known = |character: char| {
        is_letter_or_digit(character)
            || is_province(character)
            || is_ending(character)
            || matches!(character, '使' | '领')
    };
    if !text.chars().all(is_known) {
        return Err(Mistake::CharacterNotAllowed);
    }
    if is_plate(text) {
        return Ok(());
    }
    crate::check::at_least(text, SHORTEST)?;
    crate::check::at_most(text, LONGEST)?;
    Err(Mistake::PlateImpossible)
}

fn is_number(number: &[char]) -> bool {
    let [first @ .., last] = number else {
        return false;
    };
    first.len() == 4
        && first.iter().all(|c| is_letter_or_digit(*c))
        && (is_letter_or_digit(*last) || is_ending(*last))
}

/// Six places: small vehicles have a letter in the first and perhaps the second, large
/// ones in the last. D to A, B, C, E are electric, F to G, H, J, K are hybrid.
fn is_of_new_energy(number: &[char]) -> bool {
    let kind = |c: char| matches!(c, 'A'..='H' | 'J' | 'K');
    let [first, second, digits @ ..] = number else {
        return false;
    };
    let small = kind(*first) && is_letter_or_digit(*second);
    let large = matches!(number, [digits @ .., last] if kind(*last) && all_digits(digits));
    number.len() == 6 && (large || (small && all_digits(digits)))
}

fn is_letter_or_digit(character: char) -> bool {
    is_letter(character) || character.is_ascii_digit()
}

fn all_digits(characters: &[char]) -> bool {
    characters.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_plate_says_what_is_wrong_with_it() {
        for (text, mistake) in [
            ("粤B12345", None),
            ("粤BD12345", None),
            ("京A1234警", None),
            ("使014578", None),
            ("粤b12345", Some(Mistake::CharacterNotAllowed)),
            ("粤BO1234", Some(Mistake::CharacterNotAllowed)),
            ("粤B·12345", Some(Mistake::CharacterNotAllowed)),
            ("粤B123", Some(Mistake::TooShort { missing: 2 })),
            ("粤B1234567", Some(Mistake::TooLong { over: 1 })),
            ("B粤12345", Some(Mistake::PlateImpossible)),
        ] {
            assert_eq!(check(text).err(), mistake, "{text}");
        }
    }
}
