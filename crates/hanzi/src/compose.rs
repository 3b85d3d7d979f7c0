//! Several words for letters that no one word stands for.

use crate::characters;
use crate::dictionary::{self, Weight};
use crate::reading::{all_readings, with_v};
use crate::syllables::Unit;

/// What each word costs, less its weight: so much that a rarer long word wins over two
/// common short ones, 深圳市 over 深圳是.
const EACH: Weight = 90_000;
/// A word typed with `u` for ü comes after those that are typed so.
const MISTYPED: Weight = 10_000;
/// Common surnames, the commonest first.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余\
                        叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段\
                        雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤洪康易常赖文施牛樊葛邢安齐庞伍庄聂章鲁岳\
                        翟殷詹申欧耿关焦柳祝";
/// `中华人民共和国`
const LONGEST: usize = 7;

/// The likeliest words (two at least), together, for whole syllables. `None` if one of the
/// units is none.
pub(crate) fn compose(units: &[Unit]) -> Option<String> {
    let mut best: Vec<Option<(Weight, String)>> = vec![None; units.len() + 1];
    best[0] = Some((0, String::new()));
    for end in 1..=units.len() {
        for start in end.saturating_sub(LONGEST)..end {
            if end - start == units.len() {
                continue;
            }
            let Some((before, text)) = best[start].clone() else {
                continue;
            };
            let Some((word, weight)) = likeliest(&units[start..end]) else {
                continue;
            };
            let cost = before + EACH - weight;
            if best[end].as_ref().is_none_or(|(known, _)| cost < *known) {
                best[end] = Some((cost, text + &word));
            }
        }
    }
    best.pop().flatten().map(|(_, text)| text)
}

fn likeliest(units: &[Unit]) -> Option<(String, Weight)> {
    if let [unit] = units {
        let (c, weight) = characters::table().of(unit.letters).first()?;
        return unit.may_be_whole().then(|| (c.to_string(), *weight));
    }
    exact(units).into_iter().next()
}

/// A name: the commonest surname of the first syllable and the likeliest words for the
/// rest. `None` if there is no such surname, or more than three syllables.
pub(crate) fn name(units: &[Unit]) -> Option<String> {
    let (first, given) = units.split_first()?;
    if !first.whole || !(1..=2).contains(&given.len()) {
        return None;
    }
    let table = characters::table();
    let surname = SURNAMES
        .chars()
        .find(|surname| table.is(*surname, first.letters))?;
    let given = likeliest(given).map(|(word, _)| word).or_else(|| {
        given
            .iter()
            .map(|unit| likeliest(&[*unit]).map(|(word, _)| word))
            .collect()
    })?;
    Some(format!("{surname}{given}"))
}

/// The words of at least two characters whose syllables are exactly these, the commonest
/// first; then those that are meant when `v` is not known.
pub(crate) fn exact(units: &[Unit]) -> Vec<(String, Weight)> {
    if units.len() < 2 || !units.iter().all(Unit::may_be_whole) {
        return Vec::new();
    }
    let syllables: Vec<&str> = units.iter().map(|unit| unit.letters).collect();
    let mut exact = of(&syllables);
    if syllables.iter().any(|syllable| with_v(syllable).is_some()) {
        let meant: Vec<&str> = syllables
            .iter()
            .map(|syllable| with_v(syllable).unwrap_or(syllable))
            .collect();
        let meant = of(&meant).into_iter();
        exact.extend(meant.map(|(word, weight)| (word, weight - MISTYPED)));
    }
    exact
}

fn of(syllables: &[&str]) -> Vec<(String, Weight)> {
    let mut words = dictionary::words(&syllables.concat());
    words.retain(|(word, _)| {
        word.chars().count() == syllables.len()
            && word
                .chars()
                .zip(syllables)
                .all(|(c, syllable)| all_readings(c).any(|reading| reading == *syllable))
    });
    words
}
