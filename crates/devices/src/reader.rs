//! Finds the symbols in a picture.
//!
//! A public camera sees anything, and the decoder panics on some of it and takes minutes over
//! other. So a picture is read on a thread of its own ([`Guard`]): a panic is counted and the
//! picture skipped; a picture that takes longer than the deadline is left to its thread, and the
//! next one is read on a fresh thread, of which there are never more than a few.

mod change;
mod file;
mod guard;
mod passes;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use image::GrayImage;

use crate::camera::{Frame, FrameError};
pub use crate::symbol::{Symbol, Symbology};
pub(crate) use change::Thumbnail;
pub use file::{Decoded, decode_file};
pub use guard::{Guard, GuardError};

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

/// What came of looking at a frame of a camera.
pub(crate) struct Look {
    pub(crate) thumbnail: Thumbnail,
    /// Nothing if the frame looks like the one before and was not read again.
    pub(crate) symbols: Option<Vec<Symbol>>,
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
            .run(move || passes::read(luma, Instant::now() + budget))
            .await
    }

    /// Looks first whether the frame differs from `before`, and reads it if it does or if it
    /// `must` be read. Decoding the frame counts against the deadline as well.
    pub(crate) async fn look(
        &mut self,
        frame: Arc<Frame>,
        before: Option<Thumbnail>,
        must: bool,
    ) -> Result<Look, ReadError> {
        let budget = self.limits.budget;
        let work = move || {
            let until = Instant::now() + budget;
            let luma = frame.luma()?;
            let thumbnail = Thumbnail::of(&luma);
            let changed = before.is_none_or(|before| thumbnail.differs(&before));
            let symbols = (changed || must).then(|| passes::read(luma, until));
            Ok(Look { thumbnail, symbols })
        };
        self.guard.run(work).await?
    }
}
