use serde::{Deserialize, Serialize};

use crate::{LocalTime, Service, Weekday};

const DAYS_AHEAD: i32 = 7;

/// When a service can be done, by the hall's own clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// On these days.
    pub days: Vec<Weekday>,
    /// From this minute of the day.
    pub from: u16,
    /// To this minute of the day; 1440 is midnight.
    pub until: u16,
}

impl Hours {
    /// Whether `time` is within.
    #[must_use]
    pub fn contain(&self, time: LocalTime) -> bool {
        self.days.contains(&time.weekday()) && (self.from..self.until).contains(&time.minute)
    }

    /// When they begin, as a clock shows it: `09:00`.
    #[must_use]
    pub fn from_text(&self) -> String {
        clock(self.from)
    }

    /// When they end: `17:00`, at most `24:00`.
    #[must_use]
    pub fn until_text(&self) -> String {
        clock(self.until)
    }
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl Service {
    /// Whether it can be done at this time.
    #[must_use]
    pub fn is_open(&self, time: LocalTime) -> bool {
        self.hours.is_empty() || self.hours.iter().any(|hours| hours.contain(time))
    }

    /// The hours that come next where it cannot be done now: the rest of today, else those of the
    /// next day that has any. None while it can be done.
    #[must_use]
    pub fn opens_next(&self, time: LocalTime) -> Option<&Hours> {
        if self.is_open(time) {
            return None;
        }
        (0..=DAYS_AHEAD).find_map(|ahead| {
            let weekday = time.day.plus(ahead).weekday();
            let is_to_come = |hours: &&Hours| {
                hours.days.contains(&weekday) && (ahead > 0 || hours.from > time.minute)
            };
            let hours = self.hours.iter().filter(is_to_come);
            hours.min_by_key(|hours| hours.from)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(hours: &str) -> Service {
        let file = include_str!("asked/conditions.toml");
        let text = file.replacen("[[questions]]", &format!("{hours}\n[[questions]]"), 1);
        crate::file::service("open", &text, None)
            .expect("a good file")
            .service
    }

    /// 2026-11-26 is a Thursday.
    fn at(day: &str, minute: u16) -> LocalTime {
        LocalTime {
            day: day.parse().expect("a day"),
            minute,
        }
    }

    #[test]
    fn a_service_without_hours_is_always_open() {
        let service = service("");
        for minute in [0, 720, 1439] {
            let time = at("2026-11-29", minute);
            assert!(service.is_open(time) && service.opens_next(time).is_none());
        }
    }

    #[test]
    fn hours_begin_on_their_first_minute_and_end_before_their_last() {
        let service = service(
            "[[hours]]\ndays = \"mon-fri\"\nfrom = \"09:00\"\nuntil = \"12:00\"\n\
             [[hours]]\ndays = \"mon-fri\"\nfrom = \"13:30\"\nuntil = \"24:00\"\n\
             [[hours]]\ndays = \"sun\"\nfrom = \"10:00\"\nuntil = \"11:30\"\n",
        );
        for (day, minute, next) in [
            ("2026-11-26", 8 * 60 + 59, Some("09:00")),
            ("2026-11-26", 9 * 60, None),
            ("2026-11-26", 11 * 60 + 59, None),
            ("2026-11-26", 12 * 60, Some("13:30")),
            ("2026-11-26", 23 * 60 + 59, None),
            // Friday night is followed by Saturday, when it is closed, and by Sunday.
            ("2026-11-28", 0, Some("10:00")),
            ("2026-11-29", 11 * 60 + 30, Some("09:00")),
        ] {
            let time = at(day, minute);
            let found = service.opens_next(time).map(Hours::from_text);
            assert_eq!(found.as_deref(), next, "{day} {minute}");
            assert_eq!(service.is_open(time), next.is_none(), "{day} {minute}");
        }
        assert_eq!(service.hours[1].until_text(), "24:00");
    }
}
