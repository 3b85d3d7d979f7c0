//! The symbols of a picture file, for the technician's tool and for measuring the reader.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use super::{ReadError, Reader, Symbol};
use crate::camera::{FrameError, open_picture};

const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What was read from a picture file.
#[derive(Debug)]
pub struct Decoded {
    /// The symbols, none if nothing was found.
    pub symbols: Vec<Symbol>,
    /// From the picture's pixels to the symbols; opening the file does not count.
    pub took: Duration,
}

/// Reads a PNG or JPEG file.
///
/// # Errors
/// The file cannot be read or is no picture within the limits, or the decoder did not cope.
pub async fn decode_file(reader: &mut Reader, path: &Path) -> Result<Decoded, ReadError> {
    let too_long = || FrameError::File(std::io::ErrorKind::FileTooLarge.into());
    let length = tokio::fs::metadata(path)
        .await
        .map_err(FrameError::File)?
        .len();
    if length > FILE_BYTES_MAX {
        return Err(too_long().into());
    }
    let bytes = tokio::fs::read(path).await.map_err(FrameError::File)?;
    let luma = open_picture(&bytes)?.into_luma8();
    let start = Instant::now();
    let symbols = reader.read(luma).await?;
    Ok(Decoded {
        symbols,
        took: start.elapsed(),
    })
}
