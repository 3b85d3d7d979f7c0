//! The two clocks by which work is measured.

use std::time::Duration;

use rustix::time::{ClockId, Timespec, clock_gettime};

/// A clock to measure work by.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The time that passes.
    Wall,
    /// The time that the processor spends on this program, whatever else it does meanwhile.
    Cpu,
}

impl Clock {
    /// Since a moment that does not matter.
    pub fn now(self) -> Duration {
        let id = match self {
            Clock::Wall => ClockId::Monotonic,
            Clock::Cpu => ClockId::ProcessCPUTime,
        };
        let Timespec { tv_sec, tv_nsec } = clock_gettime(id);
        Duration::new(
            u64::try_from(tv_sec).unwrap_or_default(),
            u32::try_from(tv_nsec).unwrap_or_default(),
        )
    }
}
