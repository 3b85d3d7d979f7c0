//! The machine's two clocks.

use std::time::Duration;

use jiff::Timestamp;
use kiosk::Now;
use rustix::time::{ClockId, clock_gettime};

/// Both clocks, now. The monotonic one goes on counting while the machine sleeps
/// (`CLOCK_BOOTTIME`), so that a visit of last night is over in the morning.
pub(crate) fn now() -> Now {
    let boot = clock_gettime(ClockId::Boottime);
    let seconds = u64::try_from(boot.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(boot.tv_nsec).unwrap_or_default();
    Now {
        mono: Duration::new(seconds, nanos),
        wall: kiosk::time::Timestamp(Timestamp::now().as_millisecond()),
    }
}
