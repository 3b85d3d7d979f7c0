use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Weekday {
    /// 周一
    Mon,
    /// 周二
    Tue,
    /// 周三
    Wed,
    /// 周四
    Thu,
    /// 周五
    Fri,
    /// 周六
    Sat,
    /// 周日
    Sun,
}

impl Weekday {
    /// In the order of the week.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];
}

/// A day of the calendar: `2026-11-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// The day of these numbers, if there is one.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(
            self.0
                .saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()),
        )
    }

    /// Year, month, day.
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// How many days its month has.
    #[must_use]
    pub fn days_in_month(self) -> i8 {
        self.0.days_in_month()
    }

    /// Its day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        let index = self.0.weekday().to_monday_zero_offset();
        let weekday = usize::try_from(index)
            .ok()
            .and_then(|index| Weekday::ALL.get(index));
        weekday.copied().unwrap_or(Weekday::Mon)
    }
}

impl FromStr for Day {
    type Err = NoSuchDay;

    /// Reads `2026-11-26` and nothing else.
    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        if text.len() != 10 {
            return Err(NoSuchDay);
        }
        text.parse().map(Self).map_err(|_| NoSuchDay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDay;

/// What the hall's clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub day: Day,
    /// The minute of the day, 0 to 1439.
    pub minute: u16,
}

impl LocalTime {
    /// The time so many milliseconds after 1970-01-01T00:00Z where clocks are `offset_minutes`
    /// ahead of UTC.
    #[must_use]
    pub fn at(unix_ms: i64, offset_minutes: i32) -> Self {
        let minutes = unix_ms.div_euclid(MINUTE_MS) + i64::from(offset_minutes);
        let days = i32::try_from(minutes.div_euclid(DAY_MINUTES)).unwrap_or(i32::MAX);
        let minute = u16::try_from(minutes.rem_euclid(DAY_MINUTES)).unwrap_or_default();
        let day = Day(jiff::civil::date(1970, 1, 1)).plus(days);
        Self { day, minute }
    }

    /// Its day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.day.weekday()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hall_is_ahead_of_greenwich() {
        // 2026-11-26T23:45:00Z is Friday morning in China.
        let time = LocalTime::at(1_795_736_700_000, 480);
        assert_eq!(time.day.to_string(), "2026-11-27");
        assert_eq!((time.minute, time.weekday()), (7 * 60 + 45, Weekday::Fri));
    }

    #[test]
    fn a_day_is_written_in_one_way_only() {
        assert!("2026-11-26".parse::<Day>().is_ok());
        for text in [
            "2026-11-31",
            "20261126",
            "2026-11-26T00:00",
            "",
            "２０２６-11-26",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NoSuchDay), "{text}");
        }
    }
}
