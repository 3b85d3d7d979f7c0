//! The time. Everything durable is told in the wall clock's milliseconds.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use order::Millis;

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
