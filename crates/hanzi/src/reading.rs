//! How a character is read, in the letters of a keyboard.

use pinyin::{ToPinyin, ToPinyinMulti};

/// The syllables of `c`, the usual one first: without tones, `v` for ü. One that differs
/// by its tone alone comes again.
pub(crate) fn all_readings(c: char) -> impl Iterator<Item = &'static str> {
    let usual = c.to_pinyin().into_iter();
    usual
        .chain(c.to_pinyin_multi().into_iter().flatten())
        .map(|reading| typed(reading.plain()))
}

/// The different ones of [`all_readings`].
pub(crate) fn readings(c: char) -> Vec<&'static str> {
    let mut readings = Vec::new();
    for reading in all_readings(c) {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// A syllable as it is typed: no keyboard of a kiosk has ü or ê.
fn typed(syllable: &'static str) -> &'static str {
    match syllable {
        "lü" => "lv",
        "lüe" => "lve",
        "nü" => "nv",
        "nüe" => "nve",
        "ê" => "e",
        other => other,
    }
}

/// The way a syllable with ü is often typed by somebody who does not know of the `v`.
pub(crate) fn without_v(syllable: &str) -> Option<&'static str> {
    match syllable {
        "lv" => Some("lu"),
        "lve" => Some("lue"),
        "nv" => Some("nu"),
        "nve" => Some("nue"),
        _ => None,
    }
}

/// The syllable that was meant by one typed without the `v`.
pub(crate) fn with_v(syllable: &str) -> Option<&'static str> {
    match syllable {
        "lu" => Some("lv"),
        "lue" => Some("lve"),
        "nu" => Some("nv"),
        "nue" => Some("nve"),
        _ => None,
    }
}

/// What a syllable begins with when only its initial is typed: `z` and `zh` for `zhang`.
pub(crate) fn initials(syllable: &str) -> impl Iterator<Item = &str> {
    let two = syllable
        .get(..2)
        .filter(|two| matches!(*two, "zh" | "ch" | "sh"));
    syllable.get(..1).into_iter().chain(two)
}
