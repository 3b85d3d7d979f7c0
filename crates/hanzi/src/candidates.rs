//! The input method: from letters to words and characters.

use std::collections::BTreeSet;

use crate::characters;
use crate::compose::{compose, exact, name};
use crate::dictionary::Weight;
use crate::syllables::{Unit, ways};
use crate::words;

/// No more letters are looked at: nobody types as many before choosing.
pub const MAX_LETTERS: usize = 40;

/// A word that is found by initials alone comes after those typed whole.
const SHORTENED: Weight = 15_000;
/// Initials stand for hundreds of words: the first ones are offered, then characters.
const MANY: usize = 24;

/// Where all letters together are no common word they are more likely several, or a name.
const COMMON: Weight = 25_000;

/// What letters may stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The word or character.
    pub text: String,
    /// How many of the letters it stands for, from the beginning on (Unicode characters,
    /// apostrophes too): the rest is still to be chosen.
    pub letters_used: usize,
}

/// What `letters` may stand for, the likeliest first and at most `max`: words of all the
/// letters, words of the first syllables, characters of the first syllable, and at last
/// the letters themselves. Letters are pinyin without tones (`v` for ü), parted by
/// apostrophes or not, or initials. Empty only if `letters` is or `max` is 0.
#[must_use]
pub fn candidates(letters: &str, max: usize) -> Vec<Candidate> {
    if letters.is_empty() || max == 0 {
        return Vec::new();
    }
    let typed = Typed::read(letters);
    let mut found = Found {
        typed: &typed,
        seen: BTreeSet::from([letters.to_owned()]),
        candidates: Vec::new(),
        max: max - 1,
    };
    found.fill();
    let mut candidates = found.candidates;
    candidates.push(Candidate {
        text: letters.to_owned(),
        letters_used: letters.chars().count(),
    });
    candidates
}

/// The letters without apostrophes.
struct Typed {
    letters: String,
    /// Places of the apostrophes, in `letters`.
    breaks: Vec<usize>,
    /// For each length of a beginning of `letters` how much was typed for it.
    used: Vec<usize>,
}

impl Typed {
    fn read(typed: &str) -> Self {
        let mut read = Self {
            letters: String::new(),
            breaks: Vec::new(),
            used: vec![0],
        };
        for (index, c) in typed.chars().enumerate() {
            let length = read.letters.len();
            match c {
                '\'' | '’' => {
                    read.breaks.push(length);
                    if length > 0 {
                        read.used[length] = index + 1;
                    }
                }
                _ if c.is_ascii_alphabetic() && length < MAX_LETTERS => {
                    read.letters.push(c.to_ascii_lowercase());
                    read.used.push(index + 1);
                }
                _ => break,
            }
        }
        read
    }
}

struct Found<'a> {
    typed: &'a Typed,
    seen: BTreeSet<String>,
    candidates: Vec<Candidate>,
    max: usize,
}

impl Found<'_> {
    fn fill(&mut self) {
        let ways = ways(&self.typed.letters, &self.typed.breaks);
        let Some(likeliest) = ways.first() else {
            return;
        };
        // A syllable that is still being typed.
        if let [unit] = likeliest.as_slice()
            && !unit.may_be_whole()
        {
            for (c, _) in single(likeliest).into_iter().take(MANY) {
                self.push(c.to_string(), length(likeliest));
            }
        }
        let common = self.words(&distinct(ways.iter().map(Vec::as_slice)));
        if !common && likeliest.len() > 1 {
            for text in name(likeliest).into_iter().chain(compose(likeliest)) {
                self.push(text, length(likeliest));
            }
        }
        let longest = ways.iter().map(Vec::len).max().unwrap_or_default();
        for count in (2..longest).rev() {
            let beginnings: Vec<&[Unit]> = distinct(
                ways.iter()
                    .filter(|units| units.len() > count)
                    .map(|units| &units[..count]),
            );
            self.words(&beginnings);
        }
        for first in distinct(ways.iter().map(|units| &units[..1])) {
            for (c, _) in single(first) {
                self.push(c.to_string(), length(first));
            }
        }
    }

    /// Takes the words (and characters) of units, the commonest first. Returns whether
    /// there is a common one.
    fn words(&mut self, ways: &[&[Unit]]) -> bool {
        let mut words: Vec<(Weight, String, usize)> = Vec::new();
        for units in ways {
            let used = length(units);
            words.extend(
                exact(units)
                    .into_iter()
                    .map(|(word, weight)| (weight, word, used)),
            );
            match units {
                [unit] if unit.may_be_whole() => words.extend(
                    single(units)
                        .into_iter()
                        .map(|(c, weight)| (weight, c.to_string(), used)),
                ),
                [_] => {}
                _ if units.iter().all(Unit::may_be_whole) => {}
                _ => words.extend(
                    words::table()
                        .of(units)
                        .take(MANY)
                        .map(|(word, weight)| (weight - SHORTENED, word.to_owned(), used)),
                ),
            }
        }
        words.sort_by_key(|(weight, _, _)| -weight);
        let common = words
            .first()
            .is_some_and(|(weight, _, _)| *weight >= COMMON);
        for (_, word, used) in words {
            self.push(word, used);
        }
        common
    }

    fn push(&mut self, text: String, length: usize) {
        if self.candidates.len() < self.max && self.seen.insert(text.clone()) {
            let letters_used = self.typed.used.get(length).copied().unwrap_or_default();
            self.candidates.push(Candidate { text, letters_used });
        }
    }
}

/// The characters that a first unit stands for.
fn single(units: &[Unit]) -> Vec<(char, Weight)> {
    let table = characters::table();
    let Some(unit) = units.first() else {
        return Vec::new();
    };
    let mut characters = Vec::new();
    if unit.may_be_whole() {
        characters.extend_from_slice(table.of(unit.letters));
    }
    if !unit.whole {
        characters.extend(table.beginning(unit.letters, MANY));
    }
    characters
}

fn length(units: &[Unit]) -> usize {
    units.iter().map(|unit| unit.letters.len()).sum()
}

fn distinct<'a, 'b>(ways: impl Iterator<Item = &'a [Unit<'b>]>) -> Vec<&'a [Unit<'b>]>
where
    'b: 'a,
{
    let mut distinct: Vec<&[Unit]> = Vec::new();
    for units in ways {
        if !distinct.contains(&units) {
            distinct.push(units);
        }
    }
    distinct
}
