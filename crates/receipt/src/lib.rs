//! A receipt in, PDF bytes out.

mod capital;
mod error;
mod fonts;
mod model;
mod paper;

pub use capital::capital;
pub use error::{FontError, ReceiptError};
pub use fonts::Fonts;
pub use model::{Bilingual, Item, Kind, MAX_ITEMS, MAX_TEXT, Receipt};
pub use paper::Paper;

/// The slip as the bytes of a PDF.
///
/// # Errors
/// See [`ReceiptError`].
pub fn render(receipt: &Receipt, _paper: Paper, _fonts: &Fonts) -> Result<Vec<u8>, ReceiptError> {
    receipt.check()?;
    Ok(Vec::new())
}
