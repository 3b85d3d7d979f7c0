//! Single characters by their syllable, the commonest first.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::dictionary::{self, Weight};
use crate::reading::{readings, without_v};

/// A character that is usually read in another way comes later under this one.
const UNUSUAL: Weight = 12_000;
/// A reading that no word has comes later still, but before rare characters: 曾 under
/// zeng, where it is a surname.
const RARE: Weight = 27_000;
/// A reading that only somebody uses who knows no better: 绿 typed as lu.
const MISTYPED: Weight = 40_000;

/// The planes with characters that are read: from extension A to extension G.
const HAN: std::ops::RangeInclusive<u32> = 0x3007..=0x3_1FFF;

pub(crate) struct Characters {
    by_syllable: HashMap<&'static str, Vec<(char, Weight)>>,
    /// Every beginning of a syllable, and the syllables themselves.
    beginnings: HashSet<&'static str>,
}

pub(crate) fn table() -> &'static Characters {
    static TABLE: OnceLock<Characters> = OnceLock::new();
    TABLE.get_or_init(Characters::build)
}

impl Characters {
    fn build() -> Self {
        let mut weights: HashMap<char, Weight> = HashMap::new();
        let mut read: HashSet<(char, String)> = HashSet::new();
        dictionary::for_each(|letters, word, weight| {
            if let Some(c) = single(word) {
                let known = weights.entry(c).or_default();
                *known = weight.max(*known);
                read.insert((c, letters.to_owned()));
            }
        });
        let mut by_syllable: HashMap<&'static str, Vec<(char, Weight)>> = HashMap::new();
        for c in HAN.filter_map(char::from_u32) {
            let weight = weights.get(&c).copied().unwrap_or_default();
            for (nth, reading) in readings(c).into_iter().enumerate() {
                let weight = match nth {
                    0 => weight,
                    _ if read.contains(&(c, reading.to_owned())) => weight - UNUSUAL,
                    _ => weight - RARE,
                };
                by_syllable.entry(reading).or_default().push((c, weight));
                if let Some(mistyped) = without_v(reading) {
                    let weight = weight - MISTYPED;
                    by_syllable.entry(mistyped).or_default().push((c, weight));
                }
            }
        }
        for characters in by_syllable.values_mut() {
            characters.sort_by_key(|(c, weight)| (-weight, *c));
            let mut seen = HashSet::new();
            characters.retain(|(c, _)| seen.insert(*c));
        }
        let beginnings = by_syllable
            .keys()
            .flat_map(|syllable| (1..=syllable.len()).filter_map(|end| syllable.get(..end)))
            .collect();
        Self {
            by_syllable,
            beginnings,
        }
    }

    pub(crate) fn is_syllable(&self, letters: &str) -> bool {
        self.by_syllable.contains_key(letters)
    }

    pub(crate) fn begins_syllable(&self, letters: &str) -> bool {
        self.beginnings.contains(letters)
    }

    /// Whether a character is read so, in whatever way else too.
    pub(crate) fn is(&self, character: char, syllable: &str) -> bool {
        self.of(syllable)
            .iter()
            .any(|(c, weight)| *c == character && *weight > 0)
    }

    /// The characters of a syllable, the commonest first.
    pub(crate) fn of(&self, syllable: &str) -> &[(char, Weight)] {
        self.by_syllable.get(syllable).map_or(&[], Vec::as_slice)
    }

    /// The characters of all syllables that begin with these letters, the commonest first;
    /// no more than `max` of each syllable.
    pub(crate) fn beginning(&self, letters: &str, max: usize) -> Vec<(char, Weight)> {
        let mut characters: Vec<(char, Weight)> = self
            .by_syllable
            .iter()
            .filter(|(syllable, _)| syllable.starts_with(letters))
            .flat_map(|(_, characters)| characters.iter().take(max).copied())
            .collect();
        characters.sort_by_key(|(c, weight)| (-weight, *c));
        characters
    }
}

/// The character of a word of one.
fn single(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}
