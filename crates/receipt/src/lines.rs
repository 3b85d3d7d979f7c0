//! From glyphs to lines of a given width.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::error::ReceiptError;
use crate::fonts::Fonts;
use crate::shape::{Glyph, Weight, shape};

/// A last line below this width (two and a half Han characters) looks forgotten.
const SHORT_LINE: f32 = 2500.0;

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
/// the midst of a word only where the word alone is wider than a line. Where the last line would be
/// left with a character or two, the lines are made about equally wide.
pub(crate) fn break_lines(
    fonts: &Fonts,
    text: &str,
    weight: Weight,
    limit: f32,
) -> Result<Vec<Line>, ReceiptError> {
    let text = spaced(text);
    let mut glyphs = shape(fonts, &text, weight)?;
    if width(&glyphs) <= limit {
        return Ok(if glyphs.is_empty() {
            Vec::new()
        } else {
            vec![Line::new(glyphs)]
        });
    }
    let cuts = best_cuts(&text, &glyphs, limit);
    let mut lines = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().rev() {
        lines.push(Line::new(glyphs.split_off(cut)));
    }
    lines.push(Line::new(glyphs));
    lines.reverse();
    lines.retain(|line| !line.glyphs.is_empty());
    Ok(lines)
}

/// At spaces alone where that needs no more lines (a date stays apart from the place after it),
/// else wherever the rules allow.
fn best_cuts(text: &str, glyphs: &[Glyph], limit: f32) -> Vec<usize> {
    let allowed: Vec<usize> = linebreaks(text)
        .filter(|(_, kind)| *kind == BreakOpportunity::Allowed)
        .map(|(at, _)| at)
        .collect();
    let is_after_space = |at: &usize| text[..*at].ends_with(' ');
    let spaces: Vec<usize> = allowed.iter().copied().filter(is_after_space).collect();
    let anywhere = cuts(glyphs, &allowed, limit);
    let words = cuts(glyphs, &spaces, limit);
    let whole = words.len() <= anywhere.len() && forced(&words, glyphs, &spaces) == 0;
    let (cuts, allowed) = if whole {
        (words, spaces)
    } else {
        (anywhere, allowed)
    };
    match cuts.last() {
        Some(&cut) if width(&glyphs[cut..]) < SHORT_LINE => balanced(cuts, glyphs, &allowed, limit),
        _ => cuts,
    }
}

/// How many cuts go through a word.
fn forced(cuts: &[usize], glyphs: &[Glyph], allowed: &[usize]) -> usize {
    let is_forced = |cut: &&usize| allowed.binary_search(&glyphs[**cut].at).is_err();
    cuts.iter().filter(is_forced).count()
}

/// The cuts at the narrowest width that needs no more lines than `best`, which fills the limit,
/// and forces no more words apart.
fn balanced(mut best: Vec<usize>, glyphs: &[Glyph], allowed: &[usize], limit: f32) -> Vec<usize> {
    #[allow(clippy::cast_precision_loss)] // A text has far fewer than 2^24 lines.
    let mut low = width(glyphs) / (best.len() + 1) as f32;
    let mut high = limit;
    for _ in 0..6 {
        let middle = f32::midpoint(low, high);
        let tried = cuts(glyphs, allowed, middle);
        if tried.len() > best.len()
            || forced(&tried, glyphs, allowed) > forced(&best, glyphs, allowed)
        {
            low = middle;
        } else {
            (best, high) = (tried, middle);
        }
    }
    best
}

/// Where lines begin, filling each as far as it goes.
fn cuts(glyphs: &[Glyph], allowed: &[usize], limit: f32) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while let Some(fitting) = how_many_fit(&glyphs[start..], limit) {
        let rest = &glyphs[start..];
        let allowed = (1..=fitting)
            .rev()
            .find(|&end| allowed.binary_search(&rest[end].at).is_ok());
        let end = allowed.unwrap_or_else(|| whole_characters(rest, fitting));
        start += end;
        if start == glyphs.len() {
            break;
        }
        cuts.push(start);
    }
    cuts
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

/// How many glyphs fit, at least one, if not all; a space at the end of a line may hang over.
fn how_many_fit(glyphs: &[Glyph], limit: f32) -> Option<usize> {
    let mut pen = 0.0;
    let over = glyphs.iter().position(|glyph| {
        pen += glyph.advance;
        pen > limit && !is_space(glyph)
    });
    over.map(|over| over.max(1))
        .filter(|&fitting| fitting < glyphs.len())
}

/// Never between two glyphs of one character.
fn whole_characters(glyphs: &[Glyph], fitting: usize) -> usize {
    let starts = |&end: &usize| glyphs[end].at != glyphs[end - 1].at;
    let before = (1..=fitting).rev().find(starts);
    before
        .or_else(|| (fitting..glyphs.len()).find(starts))
        .unwrap_or(glyphs.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::FONTS;

    fn lines(text: &str, characters: f32) -> Vec<String> {
        let lines = break_lines(&FONTS, text, Weight::Regular, characters * 1000.0).unwrap();
        let read = |line: &Line| {
            line.glyphs
                .iter()
                .map(|glyph| glyph.text.as_str())
                .collect()
        };
        lines.iter().map(read).collect()
    }

    #[test]
    fn han_breaks_anywhere_but_not_before_closing_or_after_opening_punctuation() {
        assert_eq!(lines("一二三四五六七八九", 5.0), ["一二三四五", "六七八九"]);
        assert_eq!(lines("一二三四五，六七八", 5.0), ["一二三四", "五，六七八"]);
        assert_eq!(lines("一二三四（五六七八", 5.0), ["一二三四", "（五六七八"]);
    }

    #[test]
    fn words_stay_whole_and_the_space_between_lines_is_gone() {
        assert_eq!(
            lines("Traffic Police of the City", 7.0),
            ["Traffic Police", "of the City"]
        );
    }

    #[test]
    fn a_date_and_the_place_after_it_are_parted_at_the_space() {
        let text = "03-05 09:15 人民路解放大道口";
        assert_eq!(lines(text, 8.0), ["03-05 09:15", "人民路解放大道口"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_rather_than_cut_off() {
        let number = "20260305143159000017";
        let lines = lines(number, 4.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), number);
    }

    #[test]
    fn no_single_character_is_left_on_the_last_line() {
        assert_eq!(
            lines("一二三四五六七八九十甲", 10.0),
            ["一二三四五六", "七八九十甲"]
        );
    }

    #[test]
    fn white_of_any_kind_is_one_space_and_nothing_is_no_line() {
        assert_eq!(lines("  a\t\n b ", 10.0), ["a b"]);
        assert_eq!(lines(" \n", 10.0), Vec::<String>::new());
    }

    #[test]
    fn a_line_has_room_for_at_least_one_character() {
        assert_eq!(lines("一二", 0.1), ["一", "二"]);
    }
}
