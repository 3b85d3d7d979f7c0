//! Takes bills out of their packing. Nothing grows beyond what is told beforehand, whatever is
//! packed.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder};
use rawzip::{CompressionMethod, ZipArchive};

use super::BillError;

/// The largest bill that is read, unpacked, in bytes: about half a million rows.
pub const BILL_BYTES_MAX: usize = 256 * 1024 * 1024;
/// More files than this are not looked for in an archive.
const FILES_MAX: usize = 16;

/// What is packed with GZIP.
///
/// # Errors
/// If it is damaged, cut, or larger than `most` bytes.
pub fn gunzip(packed: &[u8], most: usize) -> Result<Vec<u8>, BillError> {
    read_all(MultiGzDecoder::new(packed), most, "GZIP")
}

/// The file of a ZIP archive that is the one which is wanted.
///
/// # Errors
/// If the archive is damaged, cut, larger than `most` bytes unpacked, or has not exactly one such
/// file.
pub fn unzip(
    packed: &[u8],
    most: usize,
    is_wanted: impl Fn(&[u8]) -> bool,
) -> Result<Vec<u8>, BillError> {
    const ZIP: BillError = BillError::Packing("ZIP");
    let archive = ZipArchive::from_slice(packed).map_err(|_| ZIP)?;
    let mut entries = archive.entries();
    let (mut wanted, mut left) = (None, most);
    for _ in 0..FILES_MAX {
        let Some(entry) = entries.next_entry().map_err(|_| ZIP)? else {
            return wanted.ok_or(ZIP);
        };
        if entry.is_dir() {
            continue;
        }
        let file = archive.get_entry(entry.wayfinder()).map_err(|_| ZIP)?;
        let bytes = match entry.compression_method() {
            CompressionMethod::STORE => read_all(file.verifying_reader(file.data()), left, "ZIP")?,
            CompressionMethod::DEFLATE => {
                let reader = file.verifying_reader(DeflateDecoder::new(file.data()));
                read_all(reader, left, "ZIP")?
            }
            _ => return Err(ZIP),
        };
        left -= bytes.len();
        if is_wanted(&bytes) && wanted.replace(bytes).is_some() {
            return Err(ZIP);
        }
    }
    Err(ZIP)
}

fn read_all(reader: impl Read, most: usize, packing: &'static str) -> Result<Vec<u8>, BillError> {
    let mut bytes = Vec::new();
    // One byte more, to see that there is more.
    reader
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| BillError::Packing(packing))?;
    if bytes.len() > most {
        return Err(BillError::TooLarge(most));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
