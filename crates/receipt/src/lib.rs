//! A receipt in, PDF bytes out.

mod amount;
mod capital;
mod document;
mod error;
mod flow;
mod fonts;
mod icc;
mod layout;
mod lines;
mod model;
mod paint;
mod paper;
mod pdf;
mod row;
mod shape;
mod slip;
mod structure;
mod subset;
mod symbol;
mod tags;
mod words;
mod xmp;

pub use capital::capital;
pub use error::{FontError, ReceiptError};
pub use fonts::Fonts;
pub use model::{Bilingual, Item, Kind, MAX_ITEMS, MAX_TEXT, Receipt};
pub use paper::Paper;

/// The slip as the bytes of a PDF: the same bytes for the same slip, paper and fonts.
///
/// # Errors
/// See [`ReceiptError`]: there is a whole slip or none.
pub fn render(receipt: &Receipt, paper: Paper, fonts: &Fonts) -> Result<Vec<u8>, ReceiptError> {
    pdf::render(receipt, paper, fonts)
}
