//! The fonts, loaded once.
use std::path::Path;

use crate::error::FontError;

/// The fonts of all slips.
#[derive(Debug)]
pub struct Fonts {}

impl Fonts {
    /// Loads the fonts of a folder.
    ///
    /// # Errors
    /// See [`FontError`].
    pub fn load(_folder: &Path) -> Result<Self, FontError> {
        Ok(Self {})
    }
}
