//! Files that hold one secret: 32 bytes in hex.

use std::path::Path;

use data_encoding::HEXLOWER_PERMISSIVE;

/// The 32 bytes.
///
/// # Errors
/// What is wrong with the file.
pub fn read(path: &Path) -> Result<[u8; 32], &'static str> {
    let text = std::fs::read_to_string(path).map_err(|_| "cannot be read")?;
    let seed = HEXLOWER_PERMISSIVE
        .decode(text.trim().as_bytes())
        .unwrap_or_default();
    seed.try_into().map_err(|_| "is not 32 bytes in hex")
}

/// The id of a key.
///
/// # Errors
/// What is wrong with it.
pub fn kid(hex: &str) -> Result<Vec<u8>, &'static str> {
    let kid = HEXLOWER_PERMISSIVE
        .decode(hex.as_bytes())
        .unwrap_or_default();
    if (1..=32).contains(&kid.len()) {
        Ok(kid)
    } else {
        Err("has a kid that is not 1 to 32 bytes in hex")
    }
}
