//! What is entered for a question, key by key. Only what can stand there is taken, so that nobody
//! has to be told about a letter in a phone number; what is wrong as a whole, the question's check
//! says.

use std::collections::BTreeSet;

use crate::service::{Day, LIST_SEPARATOR, NO, QuestionKind, YES, plate};
use crate::view::PlateExpects;

const ID_NUMBER: usize = 18;
const PHONE: usize = 11;
const BIRTH: usize = 8;
/// Digits before the point of an amount.
const YUAN_MAX: usize = 9;
/// Letters of pinyin at a time.
const LETTERS_MAX: usize = 24;
/// A range of more days than this is typed; nobody turns a calendar back to a birthday.
const CALENDAR_DAYS: i32 = 400;

/// What is entered so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Choice(Option<String>),
    Several(BTreeSet<String>),
    YesNo(Option<bool>),
    Typed(String),
    /// The month that is open, by its first day.
    Date {
        value: Option<Day>,
        month: Day,
    },
    Text {
        text: String,
        letters: String,
    },
}

impl Entry {
    pub(crate) fn new(kind: &QuestionKind, today: Day) -> Self {
        match kind {
            QuestionKind::Choice { .. } => Self::Choice(None),
            QuestionKind::Several { .. } => Self::Several(BTreeSet::new()),
            QuestionKind::YesNo => Self::YesNo(None),
            QuestionKind::Digits { .. }
            | QuestionKind::Amount { .. }
            | QuestionKind::IdNumber
            | QuestionKind::Phone => Self::Typed(String::new()),
            QuestionKind::Plate { province } => Self::Typed(province.clone().unwrap_or_default()),
            QuestionKind::Date { range } if range.last - range.first > CALENDAR_DAYS => {
                Self::Typed(String::new())
            }
            QuestionKind::Date { range } => Self::Date {
                value: None,
                month: first_of_month(today.plus(range.first)),
            },
            QuestionKind::Text { .. } => Self::Text {
                text: String::new(),
                letters: String::new(),
            },
        }
    }

    /// A key of the pad; one that cannot stand there is not taken.
    pub(crate) fn key(&mut self, kind: &QuestionKind, key: char) {
        match (self, kind) {
            (Self::Typed(typed), kind) => {
                if let Some(key) = fitting(kind, typed, key) {
                    typed.push(key);
                }
            }
            (Self::Text { text, letters }, QuestionKind::Text { max }) => {
                let full = text.chars().count() >= *max as usize;
                if !full {
                    spell(text, letters, key);
                }
            }
            (
                Self::Choice(_)
                | Self::Several(_)
                | Self::YesNo(_)
                | Self::Date { .. }
                | Self::Text { .. },
                _,
            ) => {}
        }
    }

    /// Takes the last character back.
    pub(crate) fn erase(&mut self) {
        match self {
            Self::Typed(typed) => {
                typed.pop();
            }
            Self::Text { text, letters } => {
                if letters.pop().is_none() {
                    text.pop();
                }
            }
            Self::Choice(_) | Self::Several(_) | Self::YesNo(_) | Self::Date { .. } => {}
        }
    }

    /// Takes everything back.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Typed(typed) => typed.clear(),
            Self::Text { text, letters } => {
                text.clear();
                letters.clear();
            }
            Self::Several(ids) => ids.clear(),
            Self::Choice(_) | Self::YesNo(_) | Self::Date { .. } => {}
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Choice(chosen) => chosen.is_none(),
            Self::Several(ids) => ids.is_empty(),
            Self::YesNo(chosen) => chosen.is_none(),
            Self::Typed(typed) => typed.is_empty(),
            Self::Date { value, .. } => value.is_none(),
            Self::Text { text, letters } => text.is_empty() && letters.is_empty(),
        }
    }

    /// The answer as a text, in the shape its kind has; several are in the order of `listed`.
    pub(crate) fn value<'a>(
        &self,
        kind: &QuestionKind,
        listed: impl Iterator<Item = &'a str>,
    ) -> String {
        match self {
            Self::Choice(chosen) => chosen.clone().unwrap_or_default(),
            Self::Several(ids) => {
                let ids: Vec<&str> = listed.filter(|id| ids.contains(*id)).collect();
                ids.join(&LIST_SEPARATOR.to_string())
            }
            Self::YesNo(chosen) => match chosen {
                Some(true) => YES.to_owned(),
                Some(false) => NO.to_owned(),
                None => String::new(),
            },
            Self::Typed(typed) => match kind {
                QuestionKind::Amount { .. } if !typed.is_empty() => fen(typed).to_string(),
                QuestionKind::Date { .. } => written_day(typed),
                QuestionKind::Choice { .. }
                | QuestionKind::Several { .. }
                | QuestionKind::YesNo
                | QuestionKind::Digits { .. }
                | QuestionKind::Amount { .. }
                | QuestionKind::IdNumber
                | QuestionKind::Phone
                | QuestionKind::Plate { .. }
                | QuestionKind::Text { .. } => typed.clone(),
            },
            Self::Date { value, .. } => value.map(|day| day.to_string()).unwrap_or_default(),
            Self::Text { text, letters } => format!("{text}{letters}"),
        }
    }
}

/// Adds a key to a text: letters are collected until a candidate is taken.
pub(crate) fn spell(text: &mut String, letters: &mut String, key: char) {
    let key = key.to_ascii_lowercase();
    if key.is_ascii_lowercase() || (key == '\'' && !letters.is_empty()) {
        if letters.len() < LETTERS_MAX {
            letters.push(key);
        }
    } else if key.is_alphanumeric() && letters.is_empty() {
        text.push(key);
    }
}

/// The character as it is taken, if it can come next.
fn fitting(kind: &QuestionKind, typed: &str, key: char) -> Option<char> {
    let length = typed.chars().count();
    let digit = |most: usize| (key.is_ascii_digit() && length < most).then_some(key);
    match kind {
        QuestionKind::Digits { length: most, .. } => digit(*most as usize),
        QuestionKind::Phone => digit(PHONE),
        QuestionKind::Date { .. } => digit(BIRTH),
        QuestionKind::IdNumber => {
            let key = key.to_ascii_uppercase();
            if key == 'X' && length == ID_NUMBER - 1 {
                return Some(key);
            }
            digit(ID_NUMBER)
        }
        QuestionKind::Amount { .. } => amount_key(typed, key),
        QuestionKind::Plate { .. } => plate_key(typed, key),
        QuestionKind::Choice { .. }
        | QuestionKind::Several { .. }
        | QuestionKind::YesNo
        | QuestionKind::Text { .. } => None,
    }
}

fn amount_key(typed: &str, key: char) -> Option<char> {
    match (typed.split_once('.'), key) {
        (None, '.') => (!typed.is_empty()).then_some(key),
        // A nought before others says nothing.
        (None, '0'..='9') => (typed != "0" && typed.len() < YUAN_MAX).then_some(key),
        (Some((_, cents)), '0'..='9') => (cents.len() < 2).then_some(key),
        _ => None,
    }
}

fn plate_key(typed: &str, key: char) -> Option<char> {
    let key = key.to_ascii_uppercase();
    let fits = match plate_expects(typed) {
        PlateExpects::Province => plate::is_province(key),
        PlateExpects::Letter => plate::is_letter(key),
        PlateExpects::Rest => {
            plate::is_letter(key) || key.is_ascii_digit() || plate::is_ending(key)
        }
        PlateExpects::Nothing => false,
    };
    fits.then_some(key)
}

/// What comes next on a number plate.
pub(crate) fn plate_expects(typed: &str) -> PlateExpects {
    match typed.chars().count() {
        0 => PlateExpects::Province,
        1 => PlateExpects::Letter,
        length if length < plate::LONGEST as usize => PlateExpects::Rest,
        _ => PlateExpects::Nothing,
    }
}

/// What a typed amount is in fen; what is typed has at most two digits behind its point.
pub(crate) fn fen(typed: &str) -> u64 {
    let (yuan, cents) = typed.split_once('.').unwrap_or((typed, ""));
    let cents = format!("{cents:0<2}");
    let number = |digits: &str| digits.parse::<u64>().unwrap_or(0);
    number(yuan) * 100 + number(&cents)
}

/// Eight digits as a day is written; fewer, or more, as they are.
fn written_day(typed: &str) -> String {
    match (typed.get(..4), typed.get(4..6), typed.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => typed.to_owned(),
    }
}

pub(crate) fn first_of_month(day: Day) -> Day {
    let (_, _, number) = day.parts();
    day.plus(1 - i32::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::service::DayRange;

    fn typed(kind: &QuestionKind, keys: &str) -> String {
        let mut entry = Entry::new(kind, today());
        for key in keys.chars() {
            entry.key(kind, key);
        }
        entry.value(kind, std::iter::empty())
    }

    fn today() -> Day {
        Day::new(2026, 11, 26).unwrap()
    }

    const AMOUNT: QuestionKind = QuestionKind::Amount {
        min: Fen(1),
        max: Fen(1_000_000),
    };

    #[test]
    fn an_amount_has_one_point_and_two_digits_behind_it() {
        let cases = [
            ("12.5", "1250"),
            ("12.505", "1250"),
            ("1.2.3", "123"),
            ("007", "0"),
            ("0.07", "7"),
            (".5", "500"),
            ("12", "1200"),
            ("", ""),
            ("12345678901", "12345678900"),
        ];
        for (keys, fen) in cases {
            assert_eq!(typed(&AMOUNT, keys), fen, "{keys}");
        }
    }

    #[test]
    fn a_plate_begins_with_its_province_and_has_no_i_and_o() {
        let plate = QuestionKind::Plate { province: None };
        assert_eq!(typed(&plate, "1粤ib1o2345678"), "粤B123456");
        assert_eq!(typed(&plate, "粤b1234学"), "粤B1234学");
        let known = QuestionKind::Plate {
            province: Some("粤".to_owned()),
        };
        assert_eq!(typed(&known, "B12345"), "粤B12345");
    }

    #[test]
    fn an_x_stands_at_the_end_of_an_id_number_only() {
        let keys = "x11010519491231002x5";
        assert_eq!(typed(&QuestionKind::IdNumber, keys), "11010519491231002X");
    }

    #[test]
    fn a_day_far_away_is_typed_and_a_near_one_is_not() {
        let birth = QuestionKind::Date {
            range: DayRange {
                first: -40_000,
                last: 0,
            },
        };
        assert_eq!(typed(&birth, "194912310"), "1949-12-31");
        assert_eq!(typed(&birth, "1949"), "1949");
        let near = QuestionKind::Date {
            range: DayRange { first: 6, last: 60 },
        };
        let month = Day::new(2026, 12, 1).unwrap();
        assert_eq!(
            Entry::new(&near, today()),
            Entry::Date { value: None, month }
        );
    }

    #[test]
    fn letters_are_taken_back_before_the_text() {
        let kind = QuestionKind::Text { max: 20 };
        let mut entry = Entry::Text {
            text: "张".to_owned(),
            letters: String::new(),
        };
        for key in "San'3".chars() {
            entry.key(&kind, key);
        }
        assert_eq!(entry.value(&kind, std::iter::empty()), "张san'");
        for _ in 0..5 {
            entry.erase();
        }
        assert!(entry.is_empty());
    }
}
