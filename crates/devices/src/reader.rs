//! Finds the symbols in a picture.
//!
//! A public camera sees anything, and the decoder panics on some of it and takes minutes over
//! other. So a picture is read on a thread of its own ([`Guard`]): a panic is counted and the
//! picture skipped; a picture that takes longer than the deadline is left to its thread, and the
//! next one is read on a fresh thread, of which there are never more than a few.

mod file;
mod guard;
mod passes;
mod sighting;

use std::time::{Duration, Instant};

use image::GrayImage;

use crate::camera::FrameError;
pub use crate::symbol::{Symbol, Symbology};
pub use file::{Decoded, decode_file};
pub use guard::{Guard, GuardError};
pub use sighting::Sighting;

/// How long and how often.
#[derive(Clone, Copy, Debug)]
pub struct ReaderLimits {
    /// No further pass over a picture is begun after this.
    pub budget: Duration,
    /// After this a picture is given up, whatever its thread is doing.
    pub deadline: Duration,
    /// So many threads may be busy with pictures that were given up; one more, and nothing is
    /// read until one of them ends.
    pub overdue_max: usize,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        ReaderLimits {
            budget: Duration::from_millis(150),
            deadline: Duration::from_millis(300),
            overdue_max: 2,
        }
    }
}

/// A picture that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The decoder panicked, took too long, or cannot be started.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// It is no picture.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Reads pictures, one at a time.
pub struct Reader {
    guard: Guard,
    limits: ReaderLimits,
}

/// What was found in a picture.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) symbols: Vec<Symbol>,
    /// Codes that were located and could not be read.
    pub(crate) sightings: Vec<Sighting>,
}

/// Looks for symbols on the caller's thread. The first pass is always made; none is begun after
/// `until`.
pub(crate) fn find(luma: &GrayImage, until: Instant) -> Found {
    passes::read(luma, until)
}

impl Reader {
    /// A reader with these limits; its thread starts with the first picture.
    pub fn new(limits: ReaderLimits) -> Self {
        Reader {
            guard: Guard::new("reader", limits.deadline, limits.overdue_max),
            limits,
        }
    }

    /// All symbols that are found in the time there is.
    ///
    /// # Errors
    /// The decoder panicked on the picture, or did not end by the deadline.
    pub async fn read(&mut self, luma: GrayImage) -> Result<Vec<Symbol>, GuardError> {
        let budget = self.limits.budget;
        self.guard
            .run(move || find(&luma, Instant::now() + budget).symbols)
            .await
    }

    /// Does any work that needs the decoder on the reader's thread.
    pub(crate) async fn run<T: Send + 'static>(
        &mut self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, GuardError> {
        self.guard.run(work).await
    }

    pub(crate) fn limits(&self) -> ReaderLimits {
        self.limits
    }
}
