//! The time. Everything durable is told in the wall clock's milliseconds, because it has to outlive
//! the process and to be understood by another one. A wall clock can be set, though: whoever relies
//! on how long something took asks a [`Watch`] first whether that has happened.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use order::Millis;
use service::{Day, LocalTime};

/// China has one time zone and no summer time.
const CHINA: Offset = Offset::constant(8);

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> Millis {
    Timestamp::now().as_millisecond()
}

/// Seconds since 1970.
#[must_use]
pub fn unix_seconds() -> i64 {
    Timestamp::now().as_second()
}

/// What the clock in the hall shows.
#[must_use]
pub fn in_china() -> Zoned {
    china(Timestamp::now())
}

/// What the clock in the hall shows at this moment.
#[must_use]
pub fn china(at: Timestamp) -> Zoned {
    at.to_zoned(TimeZone::fixed(CHINA))
}

/// What the clock in the hall shows then.
#[must_use]
pub fn china_at(at: Millis) -> Zoned {
    china(Timestamp::from_millisecond(at).unwrap_or_default())
}

/// The day in the hall then.
#[must_use]
pub fn day_at(at: Millis) -> Day {
    LocalTime::at(at, CHINA.seconds() / 60).day
}

/// The two clocks may drift apart by this much between two looks before the wall clock counts as
/// set. Adjusting by network time is slower than that by far.
const DRIFT_MAX: Duration = Duration::from_secs(1);

/// Notices that the wall clock was set, by the clock that nobody can set.
#[derive(Debug)]
pub struct Watch {
    last: Mutex<(Millis, Instant)>,
}

impl Watch {
    /// Begins to watch.
    #[must_use]
    pub fn new() -> Self {
        Self {
            last: Mutex::new((now(), Instant::now())),
        }
    }

    /// Whether the wall clock was set since [`Watch::accept`], or since the last look that found
    /// it unchanged.
    #[must_use]
    pub fn is_set(&self) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let present = (now(), Instant::now());
        let is_set = drift(*last, present) > DRIFT_MAX;
        if !is_set {
            *last = present;
        }
        is_set
    }

    /// Takes the wall clock as it is now.
    pub fn accept(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = (now(), Instant::now());
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}

fn drift(before: (Millis, Instant), after: (Millis, Instant)) -> Duration {
    let by_wall = after.0.saturating_sub(before.0);
    let passed = after.1.saturating_duration_since(before.1).as_millis();
    let passed = Millis::try_from(passed).unwrap_or(Millis::MAX);
    Duration::from_millis(by_wall.abs_diff(passed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_forward_or_back_is_noticed_and_one_that_goes_is_not() {
        let begun = Instant::now();
        let later = begun + Duration::from_secs(60);
        let seconds = |s: Millis| 1_000 * s;
        for (wall, drifted) in [(60, 0), (61, 1), (3_660, 3_600), (59, 1), (-3_540, 3_600)] {
            assert_eq!(
                drift((0, begun), (seconds(wall), later)),
                Duration::from_secs(drifted),
                "the wall clock went on by {wall} s"
            );
        }
    }
}
