//! Why there is no receipt or no font.

use std::path::PathBuf;

/// Why a receipt could not be made. Nothing is ever printed half: there is a PDF or one of these.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReceiptError {
    /// A field that every slip needs is empty.
    #[error("the slip has no {field}")]
    Empty {
        /// The field of `Receipt`.
        field: &'static str,
    },
    /// No item, or more than [`crate::MAX_ITEMS`].
    #[error("a slip has 1 to {} items, not {count}", crate::MAX_ITEMS)]
    ItemCount {
        /// How many there are.
        count: usize,
    },
    /// A text is longer than [`crate::MAX_TEXT`] characters.
    #[error(
        "a text of the slip has {length} characters; {} are allowed",
        crate::MAX_TEXT
    )]
    TextTooLong {
        /// Its characters.
        length: usize,
    },
    /// There is more than a paper has room for.
    #[error("a sheet has at most {most} {what}, not {count}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A row of a table has other cells than there are columns.
    #[error("row {row} of the table has not one cell for each column")]
    UnevenTable {
        /// Its place, from 0.
        row: usize,
    },
    /// Nothing to print was given.
    #[error("there is nothing to print")]
    Nothing,
    /// The total is not the sum of the items.
    #[error("the total of {total} fen is not the sum of the items")]
    TotalDiffers {
        /// The total that was given, in fen.
        total: u64,
    },
    /// No loaded font can draw this character.
    #[error("no loaded font has a glyph for {character:?} (U+{:04X})", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// The proof does not fit into a QR code that this paper can carry.
    #[error("a proof of {length} bytes does not fit into a QR code on this paper")]
    ProofTooLong {
        /// The proof's bytes.
        length: usize,
    },
    /// The messages lack a text of the slip.
    #[error("the messages have no text {key} in {lang}")]
    MissingText {
        /// The key, beginning with `slip-`.
        key: String,
        /// The language.
        lang: &'static str,
    },
    /// A font could not be cut down to the glyphs of this slip, or not be embedded.
    #[error("the font {font} could not be embedded: {why}")]
    FontNotEmbedded {
        /// The font's PostScript name.
        font: String,
        /// What the font library said.
        why: String,
    },
    /// The finished document could not be written.
    #[error("the PDF could not be written: {why}")]
    NotWritten {
        /// What the PDF library said.
        why: String,
    },
}

/// Why the fonts could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// The folder or a file in it could not be read.
    #[error("the fonts in {path} could not be read")]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is larger than any font that is worth loading, or there are too many.
    #[error("{path} is too large for a font, or there are too many fonts")]
    TooMuch {
        /// The folder or file.
        path: PathBuf,
    },
    /// A `.ttf` file is not a font with TrueType outlines.
    #[error("{path} is not a TrueType font")]
    NotAFont {
        /// The file.
        path: PathBuf,
    },
    /// The folder has no regular and semibold weight of one family that covers Chinese.
    #[error(
        "{path} has no {weight} weight of a font for Chinese (Noto Sans SC as TTF is expected)"
    )]
    NoTextFont {
        /// The folder.
        path: PathBuf,
        /// Which weight is missing.
        weight: &'static str,
    },
}
