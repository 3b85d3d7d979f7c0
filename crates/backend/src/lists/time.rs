//! When an item of a list is, where it is a time.

use jiff::civil::Date;
use service::Texts;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::clock;
use crate::database::DatabaseError;
use order::Millis;

/// From Monday to Sunday.
const WEEKDAYS: [[&str; 4]; 7] = [
    ["周一", "Mon", "دۈشەنبە", "གཟའ་ཟླ་བ།"],
    ["周二", "Tue", "سەيشەنبە", "གཟའ་མིག་དམར།"],
    ["周三", "Wed", "چارشەنبە", "གཟའ་ལྷག་པ།"],
    ["周四", "Thu", "پەيشەنبە", "གཟའ་ཕུར་བུ།"],
    ["周五", "Fri", "جۈمە", "གཟའ་པ་སངས།"],
    ["周六", "Sat", "شەنبە", "གཟའ་སྤེན་པ།"],
    ["周日", "Sun", "يەكشەنبە", "གཟའ་ཉི་མ།"],
];

/// A time of a day, as the clock in the hall shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    day: Date,
    starts: String,
    ends: String,
}

impl Time {
    /// From three columns, the first of which is the day; `None` if there is none.
    pub(super) fn read(row: &AnyRow, first: usize) -> Result<Option<Self>, DatabaseError> {
        let day: Option<String> = row.try_get(first)?;
        let starts: Option<String> = row.try_get(first + 1)?;
        let ends: Option<String> = row.try_get(first + 2)?;
        match (day, starts, ends) {
            (None, ..) => Ok(None),
            (Some(day), Some(starts), Some(ends)) => {
                let day = day.parse().map_err(|_| DatabaseError::Row("a day"))?;
                Ok(Some(Self { day, starts, ends }))
            }
            (Some(_), ..) => Err(DatabaseError::Row("a time")),
        }
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// Whether it has begun.
    #[must_use]
    pub fn is_past(&self, now: Millis) -> bool {
        let now = clock::china_at(now);
        let time = now.strftime("%H:%M").to_string();
        (self.day, self.starts.as_str()) <= (now.date(), time.as_str())
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_over(&self, now: Millis) -> bool {
        let now = clock::china_at(now);
        let time = now.strftime("%H:%M").to_string();
        (self.day, self.ends.as_str()) <= (now.date(), time.as_str())
    }

    /// When it begins.
    ///
    /// # Errors
    /// If what stands in the database is no time.
    pub fn begins_at(&self) -> Result<Millis, DatabaseError> {
        let at = format!("{}T{}:00+08:00", self.day, self.starts);
        let at: jiff::Timestamp = at.parse().map_err(|_| DatabaseError::Row("a time"))?;
        Ok(at.as_millisecond())
    }

    /// Day and beginning: `11月24日 周二 08:30`.
    #[must_use]
    pub fn name(&self) -> Texts {
        self.on_its_day(&self.starts)
    }

    /// Day, beginning and end: `11月24日 周二 08:30–09:00`.
    #[must_use]
    pub fn full_name(&self) -> Texts {
        self.on_its_day(&format!("{}–{}", self.starts, self.ends))
    }

    fn on_its_day(&self, time: &str) -> Texts {
        let weekday = usize::try_from(self.day.weekday().to_monday_zero_offset()).unwrap_or(0);
        let [zh, en, ug, bo] = WEEKDAYS.get(weekday).copied().unwrap_or_default();
        let (month, day) = (self.day.month(), self.day.day());
        let in_english = self.day.strftime("%-d %b");
        Texts::from([
            ("zh-CN", &*format!("{month}月{day}日 {zh} {time}")),
            ("en", &*format!("{en} {in_english} {time}")),
            ("ug", &*format!("{month}-ئاينىڭ {day}-كۈنى {ug} {time}")),
            ("bo", &*format!("ཟླ་{month}ཚེས་{day} {bo} {time}")),
        ])
    }

    /// From when to when: `08:30–09:00`.
    #[must_use]
    pub fn detail(&self) -> Texts {
        Texts::same(format!("{}–{}", self.starts, self.ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::Lang;

    #[test]
    fn a_time_is_called_by_its_weekday_in_every_language() {
        let time = Time {
            day: "2026-11-24".parse().unwrap(),
            starts: "08:30".to_owned(),
            ends: "09:00".to_owned(),
        };
        let name = time.name();
        let cases = [
            ("zh-CN", "11月24日 周二 08:30"),
            ("en", "Tue 24 Nov 08:30"),
            ("ug", "11-ئاينىڭ 24-كۈنى سەيشەنبە 08:30"),
            ("bo", "ཟླ་11ཚེས་24 གཟའ་མིག་དམར། 08:30"),
        ];
        for (lang, text) in cases {
            assert_eq!(name.get(&Lang::new(lang)), text);
        }
        assert_eq!(time.detail().get(&Lang::new("ug")), "08:30–09:00");
    }

    #[test]
    fn a_time_is_past_from_the_minute_it_begins_by_the_clock_of_the_hall() {
        let time = |starts: &str| Time {
            day: "2026-11-27".parse().unwrap(),
            starts: starts.to_owned(),
            ends: "09:00".to_owned(),
        };
        // 2026-11-26T23:45:00Z, a quarter to eight in the hall.
        let now = 1_795_736_700_000;
        assert!(time("07:45").is_past(now) && time("00:00").is_past(now));
        assert!(!time("07:46").is_past(now));
    }
}
