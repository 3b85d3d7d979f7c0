//! Parting what was typed into syllables and initials.

use crate::characters;

/// A few ways to part the letters are enough: the further ones are never meant.
const WAYS: usize = 8;
/// What a way may cost more than the likeliest: `xi'an` beside `xian`, `g'a'j` beside
/// `ga'j`, but no initials where whole syllables stand.
const FURTHER: u32 = 11;
/// `zhuang`
const LONGEST: usize = 6;

/// What stands for one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) letters: &'a str,
    /// A whole syllable; else the beginning of one.
    pub(crate) whole: bool,
}

impl Unit<'_> {
    /// Whether no letter of its syllable is missing: `a` is 啊, and begins 安 as well.
    pub(crate) fn may_be_whole(&self) -> bool {
        self.whole || matches!(self.letters, "a" | "e" | "o")
    }

    /// Whether it stands for a character of this syllable.
    pub(crate) fn is(&self, syllable: &str) -> bool {
        if self.whole {
            self.letters == syllable
        } else {
            syllable.starts_with(self.letters)
        }
    }
}

/// The ways to part letters (`a` to `z`) into units, the likeliest first, no unit over one
/// of the `breaks` (places of apostrophes). When the end cannot be parted the ways end
/// before it; they are empty if nothing can.
pub(crate) fn ways<'a>(letters: &'a str, breaks: &[usize]) -> Vec<Vec<Unit<'a>>> {
    let mut ways: Vec<Vec<(u32, Vec<Unit<'a>>)>> = vec![Vec::new(); letters.len() + 1];
    ways[0].push((0, Vec::new()));
    for start in 0..letters.len() {
        let mut here = std::mem::take(&mut ways[start]);
        here.sort_by_key(|(cost, _)| *cost);
        here.truncate(WAYS);
        for end in start + 1..=letters.len().min(start + LONGEST) {
            let last = end == letters.len() || breaks.contains(&end);
            if let Some((cost, unit)) = unit(&letters[start..end], last) {
                ways[end].extend(here.iter().map(|(before, units)| {
                    let mut units = units.clone();
                    units.push(unit);
                    (before + cost, units)
                }));
            }
            if breaks.contains(&end) {
                break;
            }
        }
        ways[start] = here;
    }
    let mut best = ways
        .into_iter()
        .rev()
        .find(|ways| !ways.is_empty())
        .unwrap_or_default();
    best.sort_by_key(|(cost, _)| *cost);
    best.truncate(WAYS);
    let likeliest = best.first().map_or(0, |(cost, _)| *cost);
    best.retain(|(cost, _)| *cost <= likeliest + FURTHER);
    best.into_iter()
        .map(|(_, units)| units)
        .filter(|units| !units.is_empty())
        .collect()
}

/// The unit that these letters are, and what it costs: few whole syllables are likelier
/// than many initials. Other beginnings of syllables stand only before a break.
fn unit(letters: &str, last: bool) -> Option<(u32, Unit<'_>)> {
    let table = characters::table();
    let (cost, whole) = match letters {
        "a" | "e" | "o" => (8, false),
        "zh" | "ch" | "sh" => (15, false),
        _ if letters.len() == 1 && table.begins_syllable(letters) => (13, false),
        _ if table.is_syllable(letters) => (10, true),
        _ if last && table.begins_syllable(letters) => (12, false),
        _ => return None,
    };
    Some((cost, Unit { letters, whole }))
}

#[cfg(test)]
mod tests {
    use super::ways;

    fn parted(letters: &str, breaks: &[usize]) -> Vec<String> {
        ways(letters, breaks)
            .iter()
            .map(|units| {
                let units: Vec<&str> = units.iter().map(|unit| unit.letters).collect();
                units.join("'")
            })
            .collect()
    }

    #[test]
    fn the_likeliest_way_comes_first() {
        for (letters, first) in [
            ("zhangsan", "zhang'san"),
            ("xian", "xian"),
            ("zhs", "zh's"),
            ("zhonggu", "zhong'gu"),
            ("zhongg", "zhong'g"),
            ("gongan", "gong'an"),
            ("lve", "lve"),
            ("zho", "zho"),
        ] {
            assert_eq!(
                parted(letters, &[]).first().map(String::as_str),
                Some(first),
                "{letters}"
            );
        }
    }

    #[test]
    fn letters_that_may_be_parted_in_several_ways_are() {
        assert!(parted("xian", &[]).contains(&"xi'an".to_owned()));
        assert!(parted("gaj", &[]).contains(&"g'a'j".to_owned()));
    }

    #[test]
    fn an_apostrophe_parts() {
        assert_eq!(
            parted("xian", &[2]).first().map(String::as_str),
            Some("xi'an")
        );
        assert!(!parted("xian", &[2]).contains(&"xian".to_owned()));
    }

    #[test]
    fn an_end_that_is_no_pinyin_is_left() {
        assert_eq!(
            parted("zhanguu", &[]).first().map(String::as_str),
            Some("zhan'gu")
        );
        assert!(parted("uuu", &[]).is_empty());
    }
}
