//! The fonts cut down to the glyphs of one document.

use std::collections::BTreeMap;

use printpdf::{FontId, ParsedFont, PdfFont};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::ReceiptError;
use crate::flow::Page;
use crate::fonts::{Font, Fonts};
use crate::row::Mark;
use crate::shape::Glyph;

/// The glyphs in use: of which font, by which number in the subset, and for which characters.
pub(crate) struct Subsets {
    /// By font and glyph: the glyph's number in the subset and its characters. A glyph that
    /// stands for different characters in different places keeps the first.
    used: BTreeMap<(usize, u16), (u16, String)>,
}

impl Subsets {
    /// Collects what the pages use.
    pub(crate) fn of(pages: &[Page]) -> Self {
        let mut used = BTreeMap::new();
        let pieces = pages
            .iter()
            .flat_map(|page| &page.cells)
            .flat_map(|(_, cell)| &cell.pieces);
        for piece in pieces {
            if let Mark::Text(line, _) = &piece.mark {
                for glyph in &line.glyphs {
                    used.entry((glyph.font, glyph.id))
                        .or_insert((0, glyph.text.clone()));
                }
            }
        }
        // Numbered in the order of the font, from 1: 0 is .notdef.
        let (mut font, mut number) = (usize::MAX, 0);
        for ((of, _), (new, _)) in &mut used {
            if *of != font {
                (font, number) = (*of, 0);
            }
            number += 1;
            *new = number;
        }
        Self { used }
    }

    /// The glyph's number in the subset and the characters that it will be copied as.
    pub(crate) fn get(&self, glyph: &Glyph) -> (u16, &str) {
        self.used
            .get(&(glyph.font, glyph.id))
            .map_or((0, ""), |(new, text)| (*new, text))
    }

    /// The subsets, ready for the document.
    pub(crate) fn fonts(&self, fonts: &Fonts) -> Result<Vec<(FontId, PdfFont)>, ReceiptError> {
        let mut embedded = Vec::new();
        for (at, font) in fonts.all.iter().enumerate() {
            let glyphs: Vec<u16> = self
                .used
                .range((at, 0)..=(at, u16::MAX))
                .map(|((_, id), _)| *id)
                .collect();
            if !glyphs.is_empty() {
                embedded.push((font_id(at), embed(font, &glyphs)?));
            }
        }
        Ok(embedded)
    }
}

/// The name of the font in the pages' resources.
pub(crate) fn font_id(at: usize) -> FontId {
    FontId(format!("N{at}"))
}

fn embed(font: &Font, glyphs: &[u16]) -> Result<PdfFont, ReceiptError> {
    let failed = |why: String| ReceiptError::FontNotEmbedded {
        font: font.name.clone(),
        why,
    };
    let mut mapper = GlyphRemapper::new();
    for glyph in glyphs {
        mapper.remap(*glyph);
    }
    let subset =
        subsetter::subset(font.data(), 0, &mapper).map_err(|error| failed(error.to_string()))?;
    let mut warnings = Vec::new();
    let mut parsed = ParsedFont::from_bytes(&subset, 0, &mut warnings)
        .ok_or_else(|| failed("the subset is not readable".to_owned()))?;
    parsed.font_name = Some(format!("{}+{}", subset_tag(&subset), font.name));
    parsed.pdf_font_metrics.us_weight_class = font.weight;
    Ok(PdfFont::new(parsed))
}

/// Six capitals that name this subset (ISO 32000-1, 9.6.4), from its own bytes.
fn subset_tag(subset: &[u8]) -> String {
    let digest = Sha256::digest(subset);
    digest
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}
