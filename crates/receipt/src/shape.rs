//! From a text to glyphs: which font draws each character, and how wide it is.

use rustybuzz::{Direction, Feature, ShapePlan, UnicodeBuffer, script, ttf_parser::Tag};

use crate::error::ReceiptError;
use crate::fonts::{Font, Fonts};

/// The two weights of the text font; the value is its place in [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular = 0,
    Semibold = 1,
}

/// One glyph. Lengths are in thousandths of the font size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// The font's place in [`Fonts`].
    pub(crate) font: usize,
    pub(crate) id: u16,
    /// How far the pen moves, kerning included.
    pub(crate) advance: f32,
    /// How much of the glyph's own width the kerning takes away.
    pub(crate) kern: f32,
    /// Where its characters begin in the text, in bytes.
    pub(crate) at: usize,
    /// Its characters.
    pub(crate) text: String,
}

/// How one font shapes the scripts of a slip, worked out once.
pub(crate) struct Plans {
    han: ShapePlan,
    latin: ShapePlan,
    figures: ShapePlan,
}

impl Plans {
    pub(crate) fn new(face: &rustybuzz::Face<'_>) -> Self {
        let plan = |script, features: &[Feature]| {
            ShapePlan::new(face, Direction::LeftToRight, Some(script), None, features)
        };
        // A ligature would give two letters one glyph: nothing gained, and harder to copy.
        let plain = Feature::new(Tag::from_bytes(b"liga"), 0, ..);
        let unkerned = Feature::new(Tag::from_bytes(b"kern"), 0, ..);
        Self {
            han: plan(script::HAN, &[plain]),
            latin: plan(script::LATIN, &[plain]),
            figures: plan(script::LATIN, &[plain, unkerned]),
        }
    }

    fn for_text(&self, text: &str) -> (&ShapePlan, rustybuzz::Script) {
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '¥' | '.' | ',');
        if text.chars().all(figure) {
            (&self.figures, script::LATIN)
        } else if text.is_ascii() {
            (&self.latin, script::LATIN)
        } else {
            (&self.han, script::HAN)
        }
    }
}

/// Shapes one line of text, however long.
///
/// # Errors
/// [`ReceiptError::MissingGlyph`] for the first character that no font can draw.
pub(crate) fn shape(fonts: &Fonts, text: &str, weight: Weight) -> Result<Vec<Glyph>, ReceiptError> {
    let mut glyphs = Vec::with_capacity(text.len());
    let mut start = 0;
    let mut font = None;
    for (at, character) in text.char_indices() {
        let drawn_by = font_for(fonts, character, weight, font)?;
        if let Some(font) = font.replace(drawn_by)
            && font != drawn_by
        {
            shape_run(fonts, font, text, start..at, &mut glyphs)?;
            start = at;
        }
    }
    if let Some(font) = font {
        shape_run(fonts, font, text, start..text.len(), &mut glyphs)?;
    }
    Ok(glyphs)
}

/// The wanted weight, else the other one, else another family.
fn font_for(
    fonts: &Fonts,
    character: char,
    weight: Weight,
    current: Option<usize>,
) -> Result<usize, ReceiptError> {
    // A variation selector belongs to the character before it and draws nothing itself.
    if let (Some(current), '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') =
        (current, character)
    {
        return Ok(current);
    }
    std::iter::once(weight as usize)
        .chain(0..fonts.all.len())
        .find(|&at| fonts.all[at].covers(character))
        .ok_or(ReceiptError::MissingGlyph { character })
}

fn shape_run(
    fonts: &Fonts,
    at: usize,
    text: &str,
    range: std::ops::Range<usize>,
    glyphs: &mut Vec<Glyph>,
) -> Result<(), ReceiptError> {
    let (font, start) = (&fonts.all[at], range.start);
    let run = &text[range];
    let (plan, script) = font.plans.for_text(run);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(run);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(font.face(), plan, buffer);

    let infos = shaped.glyph_infos();
    for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
        let cluster = info.cluster as usize;
        let end = infos[index..]
            .iter()
            .map(|later| later.cluster as usize)
            .find(|&later| later > cluster)
            .unwrap_or(run.len());
        let characters = &run[cluster..end];
        let id = u16::try_from(info.glyph_id).unwrap_or(0);
        if id == 0 {
            let character = characters
                .chars()
                .next()
                .unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(ReceiptError::MissingGlyph { character });
        }
        let advance = font.per_mille(position.x_advance);
        glyphs.push(Glyph {
            font: at,
            id,
            advance,
            kern: natural_width(font, id) - advance,
            at: start + cluster,
            text: characters.to_owned(),
        });
    }
    Ok(())
}

/// The width that the PDF states for the glyph: whole thousandths, cut off.
fn natural_width(font: &Font, id: u16) -> f32 {
    let width = font
        .face()
        .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(id))
        .unwrap_or(0);
    font.per_mille(i32::from(width)).trunc()
}
