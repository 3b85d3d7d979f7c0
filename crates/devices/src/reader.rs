//! Finds the symbols in a picture.
//!
//! A public camera sees anything. The decoder asks for the time wherever it may take long, and
//! gives what it has when the time is up. Should it panic or not come back all the same: a picture
//! is read on a thread of its own ([`Guard`]); a panic is counted and the picture skipped; a picture
//! that takes longer than the deadline is left to its thread, and the next one is read on a fresh
//! thread, of which there are never more than a few.

mod guard;
mod sighting;

use std::time::{Duration, Instant};

use image::GrayImage;

pub use crate::symbol::{Symbol, Symbology};
use crate::{camera::FrameError, qr};
pub use guard::{Guard, GuardError};
pub use sighting::Sighting;

/// How long and how often.
#[derive(Clone, Copy, Debug)]
pub struct ReaderLimits {
    /// A picture is read for so long; what was found by then is what is in it.
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
            budget: Duration::from_millis(80),
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
pub struct Found {
    /// What was read.
    pub symbols: Vec<Symbol>,
    /// Codes that were located and could not be read.
    pub sightings: Vec<Sighting>,
}

/// Looks for symbols on the caller's thread until the time is up. The first pass is always made.
/// It is deterministic for those whose time is: the same answers, the same symbols.
pub fn find(luma: &GrayImage, is_up: &dyn Fn() -> bool) -> Found {
    let found = qr::read(luma, is_up);
    let places = |corners: [qr::Point; 4]| corners.map(|corner| (corner.x, corner.y));
    let symbols = found.symbols.into_iter().map(|read| Symbol {
        bytes: read.bytes,
        text: read.text,
        symbology: Symbology::Qr,
        corners: Some(places(read.corners)),
    });
    let sightings = found.sighted.into_iter().map(|sighted| Sighting {
        corners: places(sighted.corners),
        module: sighted.module,
        inverted: sighted.inverted,
    });
    Found {
        symbols: symbols.collect(),
        sightings: sightings.collect(),
    }
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
            .run(move || {
                let until = Instant::now() + budget;
                find(&luma, &|| Instant::now() >= until).symbols
            })
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
