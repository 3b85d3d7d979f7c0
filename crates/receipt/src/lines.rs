//! From glyphs to lines of a given width.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::error::ReceiptError;
use crate::fonts::Fonts;
use crate::shape::{Glyph, Weight, shape};

/// One line. The width is in thousandths of the font size.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

impl Line {
    fn new(mut glyphs: Vec<Glyph>) -> Self {
        while glyphs.last().is_some_and(is_space) {
            glyphs.pop();
        }
        let width = width(&glyphs);
        Self { glyphs, width }
    }
}

/// A text as one line that is never broken.
pub(crate) fn one_line(fonts: &Fonts, text: &str, weight: Weight) -> Result<Line, ReceiptError> {
    Ok(Line::new(shape(fonts, &spaced(text), weight)?))
}

/// A text broken to lines no wider than `limit` (thousandths of the font size), at the places of
/// Unicode's rules (UAX 14: between words, around Han, never before closing punctuation), and in
/// the midst of a word only where the word alone is wider than a line.
pub(crate) fn break_lines(
    fonts: &Fonts,
    text: &str,
    weight: Weight,
    limit: f32,
) -> Result<Vec<Line>, ReceiptError> {
    let text = spaced(text);
    let mut rest = shape(fonts, &text, weight)?;
    let breaks: Vec<usize> = linebreaks(&text)
        .filter(|(_, kind)| *kind == BreakOpportunity::Allowed)
        .map(|(at, _)| at)
        .collect();
    let mut lines = Vec::new();
    while width(&rest) > limit && rest.len() > 1 {
        let fitting = how_many_fit(&rest, limit);
        let allowed = (1..=fitting).rev().find(|&end| {
            rest.get(end)
                .is_some_and(|next| breaks.binary_search(&next.at).is_ok())
        });
        let later = rest.split_off(allowed.unwrap_or_else(|| whole_characters(&rest, fitting)));
        lines.push(Line::new(std::mem::replace(&mut rest, later)));
    }
    let last = Line::new(rest);
    if !last.glyphs.is_empty() {
        lines.push(last);
    }
    Ok(lines)
}

/// One space for every tab, line end or run of spaces; nothing at either end.
fn spaced(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_space(glyph: &Glyph) -> bool {
    glyph.text == " "
}

fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// How many glyphs fit; a space at the end of a line may hang over.
fn how_many_fit(glyphs: &[Glyph], limit: f32) -> usize {
    let mut pen = 0.0;
    let over = glyphs.iter().position(|glyph| {
        pen += glyph.advance;
        pen > limit && !is_space(glyph)
    });
    over.unwrap_or(glyphs.len() - 1).max(1)
}

/// Never between two glyphs of one character.
fn whole_characters(glyphs: &[Glyph], fitting: usize) -> usize {
    let starts = |end: usize| glyphs[end].at != glyphs[end - 1].at;
    (1..=fitting)
        .rev()
        .find(|&end| starts(end))
        .or_else(|| (fitting..glyphs.len()).find(|&end| starts(end)))
        .unwrap_or(glyphs.len())
}
