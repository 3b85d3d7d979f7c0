//! Dates of birth as far as the issuer knows them.

use std::fmt;

use crate::resident;

/// A year, perhaps with a month, perhaps with a day. `Display` writes `1963`, `1963-05`
/// or `1963-05-09`; `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDate {
    year: u16,
    month: Option<u16>,
    day: Option<u16>,
}

impl BirthDate {
    /// From `1963`, `1963-05`, `1963-05-09`, or with `00` for what is not known
    /// (`1963-00-00`); from 1900 to 2099, as the schema of EU certificates has it.
    pub(super) fn iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|month| digits(month, 2));
        let day = parts.next().map(|day| digits(day, 2));
        if parts.next().is_some() || month == Some(None) || day == Some(None) {
            return None;
        }
        Self::of(year, month.flatten(), day.flatten())
    }

    /// From `19630509` (MOSIP Claim 169, attribute 8).
    pub(super) fn compact(text: &str) -> Option<Self> {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        let (month, day) = (digits(month, 2)?, digits(day, 2)?);
        Self::of(digits(year, 4)?, Some(month), Some(day))
    }

    fn of(year: u16, month: Option<u16>, day: Option<u16>) -> Option<Self> {
        let (month, day) = (month.filter(|m| *m != 0), day.filter(|d| *d != 0));
        let date = (
            year.into(),
            month.unwrap_or(1).into(),
            day.unwrap_or(1).into(),
        );
        // A day without its month would be one of twelve.
        let whole = month.is_some() || day.is_none();
        (whole && resident::is_date(date.0, date.1, date.2)).then_some(Self { year, month, day })
    }

    /// Whether nobody can have been born then and have a code issued at `seconds` (unix):
    /// the year is later, with a day to spare for the turn of the year.
    pub(super) fn is_after(self, seconds: i64) -> bool {
        const DAY_S: i64 = 86_400;
        const MEAN_YEAR_S: i64 = 31_556_952;
        let year = 1970 + seconds.saturating_add(DAY_S).div_euclid(MEAN_YEAR_S);
        i64::from(self.year) > year
    }
}

fn digits(text: &str, length: usize) -> Option<u16> {
    let fits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(…)")
    }
}
