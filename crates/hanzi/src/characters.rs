//! Single characters by their syllable, the commonest first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::dictionary::{self, Weight};
use crate::reading::{all_readings, readings, without_v};

/// A character that is usually read in another way comes later under this one.
const UNUSUAL: Weight = 12_000;
/// A reading that no word has comes later still, but before rare characters: 曾 under
/// zeng, where it is a surname.
const RARE: Weight = 27_000;
/// A reading that only somebody uses who knows no better: 绿 typed as lu.
const MISTYPED: Weight = 40_000;

/// The blocks whose characters fonts for Chinese have: 〇, extension A and the first, without
/// the few that came late. What is typed can also be printed.
const BLOCKS: [std::ops::RangeInclusive<char>; 3] = [
    '〇'..='〇',
    '\u{3400}'..='\u{4DB5}',
    '\u{4E00}'..='\u{9FEF}',
];

/// What 通用规范汉字表 (2013) has outside of these blocks, for names of persons and places.
const BEYOND: &str = "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓\
                      𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤\
                      𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟\
                      𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓";

pub(crate) struct Characters {
    by_syllable: BTreeMap<&'static str, Vec<(char, Weight)>>,
    /// Every beginning of a syllable, and the syllables themselves.
    beginnings: BTreeSet<&'static str>,
}

pub(crate) fn table() -> &'static Characters {
    static TABLE: OnceLock<Characters> = OnceLock::new();
    TABLE.get_or_init(Characters::build)
}

impl Characters {
    fn build() -> Self {
        let mut by_syllable: BTreeMap<&'static str, Vec<(char, Weight)>> = BTreeMap::new();
        for c in BLOCKS.into_iter().flatten().chain(BEYOND.chars()) {
            let readings = readings(c);
            for reading in &readings {
                by_syllable.entry(reading).or_default().push((c, 0));
                if let Some(mistyped) = without_v(reading)
                    && !readings.contains(&mistyped)
                {
                    by_syllable.entry(mistyped).or_default().push((c, 0));
                }
            }
        }
        let read: BTreeMap<(char, &str), Weight> = by_syllable
            .keys()
            .flat_map(|syllable| {
                let words = dictionary::words(syllable).into_iter();
                words.filter_map(|(word, weight)| Some(((single(&word)?, *syllable), weight)))
            })
            .collect();
        let mut weights: BTreeMap<char, Weight> = BTreeMap::new();
        for ((c, _), weight) in &read {
            let known = weights.entry(*c).or_default();
            *known = (*weight).max(*known);
        }
        for (syllable, characters) in &mut by_syllable {
            for (c, weight) in characters.iter_mut() {
                let common = weights.get(c).copied().unwrap_or_default();
                *weight = common - later(*c, syllable, &read);
            }
            characters.sort_unstable_by_key(|(c, weight)| (-weight, !is_of_first_block(*c), *c));
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

/// Whether it was among the first that Unicode took: nearly all that are in use.
fn is_of_first_block(c: char) -> bool {
    ('\u{4E00}'..='\u{9FEF}').contains(&c)
}

/// What a character loses where it is not read as usual.
fn later(c: char, syllable: &str, read: &BTreeMap<(char, &str), Weight>) -> Weight {
    let mut readings = all_readings(c);
    if readings.next() == Some(syllable) {
        0
    } else if !readings.any(|reading| reading == syllable) {
        MISTYPED
    } else if read.contains_key(&(c, syllable)) {
        UNUSUAL
    } else {
        RARE
    }
}

/// The character of a word of one.
fn single(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}
