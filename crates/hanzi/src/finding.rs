//! Finding a name by what is typed of it.

use crate::reading::{initials, readings, without_v};

/// How well a name was found: the smaller, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Rank {
    /// Characters of the name before the found part: its beginning is found best.
    before: usize,
    /// Characters of the name that the letters stand for: more letters for fewer
    /// characters say more.
    found: usize,
    /// Characters after it.
    after: usize,
}

/// Whether `name` is found by `typed`: by its characters, their pinyin without tones (any
/// reading of each), their initials, or a mix of these; Latin and other letters from the
/// beginning of a word; whatever the case. Several typed words are all to be found, in any
/// order. Nothing typed finds everything.
#[must_use]
pub fn matches(name: &str, typed: &str) -> Option<Rank> {
    let name: Vec<Letter> = letters(name);
    let mut worst = Rank::default();
    for word in typed.split_whitespace() {
        let rank = word_matches(&name, &plain(word)).or_else(|| {
            // Somebody used to it parts syllables: xi'an.
            let together: String = word.chars().filter(|c| !is_apostrophe(*c)).collect();
            (together.len() < word.len() && !together.is_empty())
                .then(|| word_matches(&name, &plain(&together)))?
        })?;
        worst = worst.max(rank);
    }
    Some(worst)
}

/// A character of a name and what may be typed for it.
struct Letter {
    plain: char,
    readings: Vec<&'static str>,
    /// Nothing has to be typed for it: a space, a bracket.
    skipped: bool,
    /// A word may begin here.
    begins: bool,
}

fn letters(name: &str) -> Vec<Letter> {
    let mut inside = false;
    name.chars()
        .map(|c| {
            let readings = readings(c);
            let skipped = !c.is_alphanumeric();
            let begins = !skipped && (!inside || !readings.is_empty());
            inside = !skipped && readings.is_empty();
            Letter {
                plain: lower(c),
                readings,
                skipped,
                begins,
            }
        })
        .collect()
}

fn plain(typed: &str) -> Vec<char> {
    typed.chars().map(lower).collect()
}

fn lower(c: char) -> char {
    match c {
        'ü' | 'Ü' => 'v',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn word_matches(name: &[Letter], typed: &[char]) -> Option<Rank> {
    (0..name.len())
        .filter(|start| name[*start].begins)
        .filter_map(|start| {
            let found = beginning_matches(&name[start..], typed)?;
            Some(Rank {
                before: start,
                found,
                after: name.len() - start - found,
            })
        })
        .min()
}

/// How many letters of the name's beginning `typed` stands for.
///
/// Walks the name once with all the places that may be reached in what was typed: a
/// character has several readings and each may be typed in several ways, so that trying
/// one after the other takes exponential time.
fn beginning_matches(name: &[Letter], typed: &[char]) -> Option<usize> {
    let mut reached = vec![false; typed.len() + 1];
    reached[0] = true;
    for (index, letter) in name.iter().enumerate() {
        let mut next = vec![false; typed.len() + 1];
        for at in (0..typed.len()).filter(|at| reached[*at]) {
            let rest = &typed[at..];
            next[at] |= letter.skipped;
            if rest[0] == letter.plain {
                next[at + 1] = true;
            }
            for reading in &letter.readings {
                for way in std::iter::once(*reading).chain(without_v(reading)) {
                    if let Some(used) = used(rest, way) {
                        next[at + used] = true;
                    }
                }
                for initial in initials(reading) {
                    if begins_with(rest, initial) {
                        next[at + initial.len()] = true;
                    }
                }
            }
        }
        if next[typed.len()] {
            return Some(index + 1);
        }
        if !next.contains(&true) {
            return None;
        }
        reached = next;
    }
    None
}

/// How much of `typed` the syllable takes: all of itself, or all that is left of `typed`
/// when that is the beginning of the syllable.
fn used(typed: &[char], syllable: &str) -> Option<usize> {
    let used = syllable.len().min(typed.len());
    begins_with(typed, syllable.get(..used)?).then_some(used)
}

fn begins_with(typed: &[char], letters: &str) -> bool {
    letters.len() <= typed.len() && letters.chars().eq(typed[..letters.len()].iter().copied())
}
