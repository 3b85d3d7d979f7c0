use serde::{Deserialize, Serialize};

use crate::{LocalTime, Weekday};

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
}
