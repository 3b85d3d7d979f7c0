//! Pictures of a visit.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;

use crate::hall::Hall;

/// Pictures of a visit, numbered as they are taken.
pub struct Album {
    pictures: PathBuf,
    frames: PathBuf,
    prefix: String,
    taken: AtomicU32,
}

impl Album {
    /// Screens go into the folder `pictures`, what the camera saw into `frames`; all names begin
    /// with `prefix`.
    ///
    /// # Errors
    /// When a folder cannot be made.
    pub fn new(pictures: &Path, frames: &Path, prefix: &str) -> anyhow::Result<Self> {
        for folder in [pictures, frames] {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("no folder {}", folder.display()))?;
        }
        Ok(Self {
            pictures: pictures.to_owned(),
            frames: frames.to_owned(),
            prefix: prefix.to_owned(),
            taken: AtomicU32::new(0),
        })
    }

    pub(super) fn next(&self, name: &str) -> PathBuf {
        let number = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        self.pictures
            .join(format!("{}-{number:02}-{name}.png", self.prefix))
    }

    pub(super) fn keep_frame(&self, hall: &Hall, name: &str) -> anyhow::Result<()> {
        for (number, frame) in hall.camera().frames().iter().enumerate() {
            let path = self
                .frames
                .join(format!("{}-{name}-{}.jpg", self.prefix, number + 1));
            std::fs::write(&path, frame)
                .with_context(|| format!("no picture at {}", path.display()))?;
        }
        Ok(())
    }
}
