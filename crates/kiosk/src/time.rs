//! The two clocks. Both come from outside; only the monotonic one decides a deadline.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment, as both clocks of the machine tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Time since some fixed moment before the start of the program. Never goes back and counts
    /// while the machine sleeps.
    pub mono: Duration,
    /// What the wall clock says. It may jump and is only written down, never compared.
    pub wall: Timestamp,
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);
