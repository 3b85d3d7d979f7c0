//! Whether an answer can be right. The kiosk asks before it goes on, the backend before it does
//! anything: both by this.

use crate::{Choice, Day, DayRange, LIST_SEPARATOR, Mistake, NO, Question, QuestionKind, YES};

impl Question {
    /// Whether `value` can be an answer. What is looked up is only checked for its shape: whether
    /// it is on the list, whoever has the list knows.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, value: &str, today: Day) -> Result<(), Mistake> {
        if value.is_empty() {
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
            QuestionKind::Amount { min, max } => {
                let fen = value.parse().map(crate::Fen);
                let fen = fen.map_err(|_| Mistake::CharacterNotAllowed)?;
                if fen < *min {
                    return Err(Mistake::TooLittle { min: *min });
                }
                if fen > *max {
                    return Err(Mistake::TooMuch { max: *max });
                }
                Ok(())
            }
            QuestionKind::IdNumber => length(value, 18),
            QuestionKind::Phone => digits(value, 11),
            QuestionKind::Plate { .. } => Ok(()),
            QuestionKind::Date { range } => within(value, *range, today),
            QuestionKind::Text { max } => at_most(value, *max),
        }
    }
}

fn offered(options: &[Choice], id: &str) -> Result<(), Mistake> {
    let known = options.is_empty()
        || options
            .iter()
            .any(|option| option.id == id && option.available);
    if known && !id.contains(LIST_SEPARATOR) {
        Ok(())
    } else {
        Err(Mistake::NotOffered)
    }
}

fn several(options: &[Choice], value: &str, min: u32, max: u32) -> Result<(), Mistake> {
    let mut count = 0;
    for id in crate::chosen_ids(value) {
        offered(options, id)?;
        count += 1;
    }
    if count < min {
        return Err(Mistake::TooFew { min });
    }
    if count > max {
        return Err(Mistake::TooMany { max });
    }
    Ok(())
}

fn digits(value: &str, wanted: u32) -> Result<(), Mistake> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Mistake::CharacterNotAllowed);
    }
    length(value, wanted)
}

fn length(value: &str, wanted: u32) -> Result<(), Mistake> {
    at_most(value, wanted)?;
    let there = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    match wanted.checked_sub(there) {
        Some(0) | None => Ok(()),
        Some(missing) => Err(Mistake::TooShort { missing }),
    }
}

fn at_most(value: &str, most: u32) -> Result<(), Mistake> {
    let there = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    match there.checked_sub(most) {
        Some(0) | None => Ok(()),
        Some(over) => Err(Mistake::TooLong { over }),
    }
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
