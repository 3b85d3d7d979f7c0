//! The papers.

/// What the printer prints on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// A roll 80 mm wide, 72 mm of it printable at 8 dots a millimetre; as long as it needs.
    Roll80,
}
