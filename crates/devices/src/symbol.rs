//! A decoded barcode, whichever device read it.

use std::fmt;

use crate::qr;

/// A decoded barcode: its bytes, not yet believed.
#[derive(Clone, PartialEq)]
pub struct Symbol {
    /// What the symbol says, in the charset of whoever made it.
    pub bytes: Vec<u8>,
    /// The same as text, by the charset that the symbol names or that makes most of it; `None` if
    /// it is no text.
    pub text: Option<String>,
    /// What kind of barcode it was.
    pub symbology: Symbology,
    /// Where it was in the picture, in pixels: top left, top right, bottom right, bottom left of
    /// the symbol itself, however it was held. Only a camera knows.
    pub corners: Option<[(f32, f32); 4]>,
}

impl Symbol {
    /// What an engine says that reads by itself and tells only the bytes.
    pub fn told(bytes: Vec<u8>, symbology: Symbology) -> Self {
        Symbol {
            text: qr::text_of(&bytes),
            bytes,
            symbology,
            corners: None,
        }
    }
}

/// The kinds of barcode that phones show here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// QR code, model 2.
    Qr,
    /// Code 128, the bar code above a payment code.
    Code128,
    /// Another one, or a scanner that does not say.
    Other,
}

/// The bytes are personal: how many there are is all that may reach a log.
impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Symbol({:?}, {} bytes", self.symbology, self.bytes.len())?;
        if let Some(corners) = self.corners {
            write!(f, " at {corners:?}")?;
        }
        f.write_str(")")
    }
}
