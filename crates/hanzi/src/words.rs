//! The commoner words by their initials, so that `zgrm` or `zhongg` find them.

use std::sync::OnceLock;

use crate::dictionary::{self, Weight};
use crate::reading::all_readings;
use crate::syllables::Unit;

/// Rarer words are found by all of their letters alone: initials stand for too many words
/// anyway, and the table stays small.
const COMMON: Weight = 12_000;

#[derive(Default)]
pub(crate) struct Words {
    /// By initials, then the commonest first.
    entries: Vec<Entry>,
    /// `中国zhong'guo`, one after the other.
    text: String,
}

struct Entry {
    initials: u64,
    weight: Weight,
    start: u32,
    word: u8,
    syllables: u8,
}

pub(crate) fn table() -> &'static Words {
    static TABLE: OnceLock<Words> = OnceLock::new();
    TABLE.get_or_init(Words::build)
}

impl Words {
    fn build() -> Self {
        let mut words = Self::default();
        dictionary::for_each(|letters, word, weight| {
            if weight >= COMMON && word.chars().nth(1).is_some() {
                words.add(letters, word, weight);
            }
        });
        words
            .entries
            .sort_by_key(|entry| (entry.initials, -entry.weight, entry.start));
        words.entries.shrink_to_fit();
        words.text.shrink_to_fit();
        words
    }

    fn add(&mut self, letters: &str, word: &str, weight: Weight) {
        let characters: Vec<char> = word.chars().collect();
        let mut syllables = Vec::with_capacity(characters.len());
        if !part(letters, &characters, &mut syllables) {
            return;
        }
        let (Some(initials), Ok(start)) = (
            key(syllables.iter().copied()),
            u32::try_from(self.text.len()),
        ) else {
            return;
        };
        let syllables = syllables.join("'");
        let (Ok(word_length), Ok(syllables_length)) =
            (u8::try_from(word.len()), u8::try_from(syllables.len()))
        else {
            return;
        };
        self.text.push_str(word);
        self.text.push_str(&syllables);
        self.entries.push(Entry {
            initials,
            weight,
            start,
            word: word_length,
            syllables: syllables_length,
        });
    }

    /// The words that the units stand for, the commonest first.
    pub(crate) fn of<'a>(&'a self, units: &'a [Unit]) -> impl Iterator<Item = (&'a str, Weight)> {
        let initials = key(units.iter().map(|unit| unit.letters)).unwrap_or_default();
        let first = self
            .entries
            .partition_point(|entry| entry.initials < initials);
        self.entries[first..]
            .iter()
            .take_while(move |entry| entry.initials == initials)
            .filter_map(move |entry| {
                let start = entry.start as usize;
                let middle = start + usize::from(entry.word);
                let end = middle + usize::from(entry.syllables);
                let syllables = self.text.get(middle..end)?.split('\'');
                units
                    .iter()
                    .zip(syllables)
                    .all(|(unit, syllable)| unit.is(syllable))
                    .then_some((self.text.get(start..middle)?, entry.weight))
            })
    }
}

/// The first letters of up to eight syllables as a number.
fn key<'a>(syllables: impl ExactSizeIterator<Item = &'a str>) -> Option<u64> {
    let mut key = 0;
    if syllables.len() > 8 {
        return None;
    }
    for syllable in syllables {
        key = key << 8 | u64::from(*syllable.as_bytes().first()?);
    }
    Some(key)
}

/// Parts the letters of a word into the syllables of its characters.
fn part<'a>(letters: &'a str, characters: &[char], syllables: &mut Vec<&'a str>) -> bool {
    let Some((first, rest)) = characters.split_first() else {
        return letters.is_empty();
    };
    for reading in all_readings(*first) {
        if let Some(after) = letters.strip_prefix(reading) {
            syllables.push(&letters[..reading.len()]);
            if part(after, rest, syllables) {
                return true;
            }
            syllables.pop();
        }
    }
    false
}
