//! Pictures of a display: Xvfb keeps its memory in a file, in the format of `xwd`.
//!
//! WebDriver's own screenshot never answers where WebKit draws without DMA buffers (2.50), and
//! this is what is really on the glass.

use std::path::Path;

use anyhow::{Context as _, ensure};
use image::RgbImage;

/// Of the header (X11/XWDFile.h): 32-bit words, most significant byte first.
mod word {
    pub const HEADER_SIZE: usize = 0;
    pub const WIDTH: usize = 4;
    pub const HEIGHT: usize = 5;
    pub const BYTE_ORDER: usize = 7;
    pub const BITS_PER_PIXEL: usize = 11;
    pub const BYTES_PER_LINE: usize = 12;
    pub const COLORS: usize = 19;
}
const COLOR_SIZE: usize = 12;

/// The picture that is on the display now.
///
/// # Errors
/// When the file is not there or not of a display of 24 bits.
pub(super) fn read(memory: &Path) -> anyhow::Result<RgbImage> {
    let bytes = std::fs::read(memory)
        .with_context(|| format!("no memory of a display at {}", memory.display()))?;
    let word = |index: usize| -> anyhow::Result<usize> {
        let bytes = bytes
            .get(index * 4..index * 4 + 4)
            .context("the header is cut off")?;
        Ok(u32::from_be_bytes(bytes.try_into()?) as usize)
    };
    ensure!(word(word::BITS_PER_PIXEL)? == 32, "a pixel has not 32 bits");
    ensure!(
        word(word::BYTE_ORDER)? == 0,
        "a pixel does not begin with its blue"
    );
    let (width, height) = (word(word::WIDTH)?, word(word::HEIGHT)?);
    let line = word(word::BYTES_PER_LINE)?;
    let start = word(word::HEADER_SIZE)? + word(word::COLORS)? * COLOR_SIZE;
    ensure!(line >= width * 4, "a line is shorter than its pixels");
    ensure!(
        bytes.len() >= start + line * height,
        "the picture is cut off"
    );
    let picture = RgbImage::from_fn(u32::try_from(width)?, u32::try_from(height)?, |x, y| {
        let at = start + line * y as usize + 4 * x as usize;
        image::Rgb([bytes[at + 2], bytes[at + 1], bytes[at]])
    });
    Ok(picture)
}
