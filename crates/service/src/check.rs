//! Whether an answer can be right. The kiosk asks before it goes on, the backend before it does
//! anything: both by this.

use crate::{
    Choice, Day, DayRange, Fen, LIST_SEPARATOR, Mistake, NO, Question, QuestionKind, YES, plate,
    resident,
};

/// Digits of a mobile phone number.
const PHONE_LENGTH: u32 = 11;
/// More than any id has that a list of the backend gives.
const ID_MAX: u32 = 200;

impl Question {
    /// Whether `value` can be an answer. What is looked up is only checked for its shape: whether
    /// it is on the list, whoever has the list knows.
    ///
    /// # Errors
    /// What is wrong with it, the first that helps.
    pub fn check(&self, value: &str, today: Day) -> Result<(), Mistake> {
        if value.trim().is_empty() {
            return Err(Mistake::Missing);
        }
        match &self.kind {
            QuestionKind::Choice { options, .. } => offered(options, value),
            QuestionKind::Several {
                options, min, max, ..
            } => several(options, value, *min, *max),
            QuestionKind::YesNo => match value {
                YES | NO => Ok(()),
                _ => Err(Mistake::NotOffered),
            },
            QuestionKind::Digits { length, .. } => digits(value, *length),
            QuestionKind::Amount { min, max } => amount(value, *min, *max),
            QuestionKind::IdNumber => resident::check(value, today),
            QuestionKind::Phone => phone(value),
            QuestionKind::Plate { .. } => plate::check(value),
            QuestionKind::Date { range } => within(value, *range, today),
            QuestionKind::Text { max } => text(value, *max),
        }
    }
}

fn offered(options: &[Choice], id: &str) -> Result<(), Mistake> {
    let is_known = if options.is_empty() {
        at_most(id, ID_MAX).is_ok() && !id.contains(|c: char| c == LIST_SEPARATOR || c.is_control())
    } else {
        let mut options = options.iter();
        options.any(|option| option.id == id && option.available)
    };
    if is_known {
        Ok(())
    } else {
        Err(Mistake::NotOffered)
    }
}

fn several(options: &[Choice], value: &str, min: u32, max: u32) -> Result<(), Mistake> {
    let ids: Vec<_> = value.split(LIST_SEPARATOR).collect();
    for (index, id) in ids.iter().enumerate() {
        if id.is_empty() || ids[..index].contains(id) {
            return Err(Mistake::NotOffered);
        }
        offered(options, id)?;
    }
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    if count < min {
        return Err(Mistake::TooFew { min });
    }
    if count > max {
        return Err(Mistake::TooMany { max });
    }
    Ok(())
}

fn all_digits(value: &str) -> Result<(), Mistake> {
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(Mistake::CharacterNotAllowed)
    }
}

fn digits(value: &str, wanted: u32) -> Result<(), Mistake> {
    all_digits(value)?;
    length(value, wanted)
}

fn amount(value: &str, min: Fen, max: Fen) -> Result<(), Mistake> {
    all_digits(value)?;
    // An amount that does not even fit is more than anybody may pay.
    let fen = value.parse().map_or(Fen(u64::MAX), Fen);
    if fen < min {
        return Err(Mistake::TooLittle { min });
    }
    if fen > max {
        return Err(Mistake::TooMuch { max });
    }
    Ok(())
}

/// Numbers of the mainland begin with 13 to 19.
fn phone(value: &str) -> Result<(), Mistake> {
    all_digits(value)?;
    match value.as_bytes() {
        [b'1'] | [b'1', b'3'..=b'9', ..] => length(value, PHONE_LENGTH),
        _ => Err(Mistake::PhoneImpossible),
    }
}

fn text(value: &str, max: u32) -> Result<(), Mistake> {
    if value.chars().any(char::is_control) {
        return Err(Mistake::CharacterNotAllowed);
    }
    at_most(value, max)
}

/// Whether it has so many characters.
pub(crate) fn length(value: &str, wanted: u32) -> Result<(), Mistake> {
    at_least(value, wanted)?;
    at_most(value, wanted)
}

pub(crate) fn at_least(value: &str, least: u32) -> Result<(), Mistake> {
    match least.checked_sub(count(value)) {
        Some(0) | None => Ok(()),
        Some(missing) => Err(Mistake::TooShort { missing }),
    }
}

pub(crate) fn at_most(value: &str, most: u32) -> Result<(), Mistake> {
    match count(value).checked_sub(most) {
        Some(0) | None => Ok(()),
        Some(over) => Err(Mistake::TooLong { over }),
    }
}

fn count(value: &str) -> u32 {
    u32::try_from(value.chars().count()).unwrap_or(u32::MAX)
}

fn within(value: &str, range: DayRange, today: Day) -> Result<(), Mistake> {
    let day: Day = value.parse().map_err(|_| Mistake::DayImpossible)?;
    let (first, last) = (today.plus(range.first), today.plus(range.last));
    if day < first {
        let first = first.to_string();
        return Err(Mistake::TooEarly { first });
    }
    if day > last {
        let last = last.to_string();
        return Err(Mistake::TooLate { last });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lookup, Source, Texts};

    fn check(kind: &QuestionKind, value: &str) -> Option<Mistake> {
        let question = Question {
            id: "q".to_owned(),
            title: Texts::default(),
            label: Texts::default(),
            help: Texts::default(),
            kind: kind.clone(),
            when: None,
        };
        let today = "2026-11-26".parse().expect("a day");
        question.check(value, today).err()
    }

    fn table(kind: &QuestionKind, cases: &[(&str, Option<Mistake>)]) {
        assert_eq!(check(kind, ""), Some(Mistake::Missing), "{kind:?}");
        assert_eq!(check(kind, "  "), Some(Mistake::Missing), "{kind:?}");
        for (value, mistake) in cases {
            assert_eq!(check(kind, value), *mistake, "{kind:?}: {value:?}");
        }
    }

    fn options() -> Vec<Choice> {
        let option = |id: &str, available| Choice {
            id: id.to_owned(),
            name: Texts::same(id),
            detail: Texts::default(),
            fee: None,
            available,
        };
        vec![option("a", true), option("b", true), option("gone", false)]
    }

    fn lookup() -> Option<Lookup> {
        Some(Lookup {
            from: Source::Queues,
            under: None,
            hold_minutes: None,
        })
    }

    #[test]
    fn of_a_list_only_what_is_on_it_is_taken() {
        let listed = QuestionKind::Choice {
            options: options(),
            lookup: None,
        };
        let not = Some(Mistake::NotOffered);
        table(
            &listed,
            &[
                ("a", None),
                ("gone", not.clone()),
                ("c", not.clone()),
                ("a,b", not.clone()),
            ],
        );
        let looked_up = QuestionKind::Choice {
            options: Vec::new(),
            lookup: lookup(),
        };
        let long = "x".repeat(201);
        table(
            &looked_up,
            &[
                ("粤B12345", None),
                ("a,b", not.clone()),
                ("a\nb", not.clone()),
                (&long, not),
            ],
        );
    }

    #[test]
    fn of_several_there_are_neither_too_few_nor_too_many_and_none_twice() {
        let kind = QuestionKind::Several {
            options: Vec::new(),
            lookup: lookup(),
            min: 2,
            max: 3,
        };
        table(
            &kind,
            &[
                ("a,b", None),
                ("a,b,c", None),
                ("a", Some(Mistake::TooFew { min: 2 })),
                ("a,b,c,d", Some(Mistake::TooMany { max: 3 })),
                ("a,a", Some(Mistake::NotOffered)),
                ("a,,b", Some(Mistake::NotOffered)),
                ("a,b,", Some(Mistake::NotOffered)),
            ],
        );
        let listed = QuestionKind::Several {
            options: options(),
            lookup: None,
            min: 1,
            max: 2,
        };
        table(
            &listed,
            &[
                ("a", None),
                ("a,b", None),
                ("a,gone", Some(Mistake::NotOffered)),
                ("c", Some(Mistake::NotOffered)),
            ],
        );
    }

    #[test]
    fn yes_and_no_are_the_only_answers_to_yes_or_no() {
        let not = Some(Mistake::NotOffered);
        table(
            &QuestionKind::YesNo,
            &[
                ("yes", None),
                ("no", None),
                ("Yes", not.clone()),
                ("1", not),
            ],
        );
    }

    #[test]
    fn a_number_of_fixed_length_says_how_much_is_missing() {
        let kind = QuestionKind::Digits {
            length: 20,
            group: 4,
            scan: None,
        };
        table(
            &kind,
            &[
                ("31011520260001000195", None),
                (
                    "3101152026000100019",
                    Some(Mistake::TooShort { missing: 1 }),
                ),
                ("310115202600010001955", Some(Mistake::TooLong { over: 1 })),
                ("3101152026000100019x", Some(Mistake::CharacterNotAllowed)),
                ("３１０", Some(Mistake::CharacterNotAllowed)),
                ("-1", Some(Mistake::CharacterNotAllowed)),
            ],
        );
    }

    #[test]
    fn an_amount_is_within_its_limits() {
        let (min, max) = (Fen(100), Fen(50_000));
        table(
            &QuestionKind::Amount { min, max },
            &[
                ("100", None),
                ("50000", None),
                ("99", Some(Mistake::TooLittle { min })),
                ("0", Some(Mistake::TooLittle { min })),
                ("50001", Some(Mistake::TooMuch { max })),
                ("99999999999999999999999", Some(Mistake::TooMuch { max })),
                ("+100", Some(Mistake::CharacterNotAllowed)),
                ("1.5", Some(Mistake::CharacterNotAllowed)),
            ],
        );
    }

    #[test]
    fn a_phone_number_begins_like_one_and_has_eleven_digits() {
        let wrong = Some(Mistake::PhoneImpossible);
        table(
            &QuestionKind::Phone,
            &[
                ("13800138000", None),
                ("19912345678", None),
                ("1", Some(Mistake::TooShort { missing: 10 })),
                ("1380013800", Some(Mistake::TooShort { missing: 1 })),
                ("138001380000", Some(Mistake::TooLong { over: 1 })),
                ("12800138000", wrong.clone()),
                ("23800138000", wrong.clone()),
                ("02162345678", wrong),
                ("+8613800138", Some(Mistake::CharacterNotAllowed)),
            ],
        );
    }

    #[test]
    fn numbers_of_persons_and_vehicles_are_checked_by_their_own_rules() {
        table(
            &QuestionKind::IdNumber,
            &[
                ("11010519491231002X", None),
                ("110105194912310021", Some(Mistake::IdMistyped)),
                ("11010519491331002X", Some(Mistake::IdImpossible)),
            ],
        );
        table(
            &QuestionKind::Plate { province: None },
            &[
                ("粤B12345", None),
                ("粤B1234", Some(Mistake::TooShort { missing: 1 })),
                ("BB12345", Some(Mistake::PlateImpossible)),
            ],
        );
    }

    #[test]
    fn a_day_is_one_of_those_that_may_be_chosen() {
        let range = DayRange { first: 1, last: 60 };
        let early = Mistake::TooEarly {
            first: "2026-11-27".to_owned(),
        };
        let late = Mistake::TooLate {
            last: "2027-01-25".to_owned(),
        };
        table(
            &QuestionKind::Date { range },
            &[
                ("2026-11-27", None),
                ("2027-01-25", None),
                ("2026-11-26", Some(early)),
                ("2027-01-26", Some(late)),
                ("2026-11-31", Some(Mistake::DayImpossible)),
                ("2026-1-1", Some(Mistake::DayImpossible)),
                ("tomorrow", Some(Mistake::DayImpossible)),
            ],
        );
        let birth = DayRange {
            first: -40_000,
            last: 0,
        };
        table(
            &QuestionKind::Date { range: birth },
            &[("1930-02-28", None), ("2026-11-26", None)],
        );
    }

    #[test]
    fn a_text_is_counted_in_characters() {
        table(
            &QuestionKind::Text { max: 4 },
            &[
                ("王小二", None),
                ("维吾尔语", None),
                ("维吾尔语的", Some(Mistake::TooLong { over: 1 })),
                ("a\tb", Some(Mistake::CharacterNotAllowed)),
            ],
        );
    }
}
