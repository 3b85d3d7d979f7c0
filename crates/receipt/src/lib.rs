//! What is handed out in, PDF bytes out: payment slips and any other sheet, by one layout.

mod amount;
mod blocks;
mod capital;
mod document;
mod error;
mod flow;
mod fonts;
mod handout;
mod icc;
mod layout;
mod lines;
mod model;
mod paint;
mod paper;
mod pdf;
mod row;
mod running;
mod shape;
mod sheet;
mod slip;
mod structure;
mod subset;
mod symbol;
mod table;
mod tags;
mod words;
mod xmp;

pub use capital::capital;
pub use error::{FontError, ReceiptError};
pub use fonts::Fonts;
pub use model::{Bilingual, Item, Kind, MAX_ITEMS, MAX_TEXT, Receipt};
pub use paper::Paper;
pub use pdf::Part;
pub use sheet::{
    MAX_COLUMNS, MAX_NOTE, MAX_ROWS, MAX_TABLE_ROWS, Sheet, SheetKind, SheetRow, SheetTable,
};

/// The slip as the bytes of a PDF: the same bytes for the same slip, paper and fonts.
///
/// # Errors
/// See [`ReceiptError`]: there is a whole slip or none.
pub fn render(receipt: &Receipt, paper: Paper, fonts: &Fonts) -> Result<Vec<u8>, ReceiptError> {
    render_all(&[Part::Receipt(receipt)], paper, fonts)
}

/// What one visit is handed, as one document: the parts after each other, each from a new page
/// on and with page numbers of its own.
///
/// # Errors
/// See [`ReceiptError`]: all of the parts are there or none. [`ReceiptError::Nothing`] without
/// parts.
pub fn render_all(
    parts: &[Part<'_>],
    paper: Paper,
    fonts: &Fonts,
) -> Result<Vec<u8>, ReceiptError> {
    pdf::render(parts, paper, fonts)
}
