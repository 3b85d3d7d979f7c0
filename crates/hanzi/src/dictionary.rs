//! The words of the library: by their letters, with how common they are.

use std::sync::OnceLock;

use inputx_fsa::Dict;
use inputx_pinyin_data_core::EMBEDDED_PINYIN_DICT;

/// How common a word is: roughly a logarithm, from 2367 (seen once) to 65535 (的).
pub(crate) type Weight = i32;

/// The words typed by exactly these letters (no apostrophes), the commonest first.
pub(crate) fn words(letters: &str) -> Vec<(String, Weight)> {
    let mut words = Vec::new();
    if let Some(dictionary) = dictionary() {
        dictionary.get_for_each(letters.as_bytes(), |word, weight| {
            if let Ok(word) = str::from_utf8(word) {
                words.push((word.to_owned(), capped(weight)));
            }
        });
    }
    words
}

/// Every word with its letters.
pub(crate) fn for_each(mut see: impl FnMut(&str, &str, Weight)) {
    if let Some(dictionary) = dictionary() {
        dictionary.prefix_for_each(b"", |letters, word, weight| {
            if let (Ok(letters), Ok(word)) = (str::from_utf8(letters), str::from_utf8(word)) {
                see(letters, word, capped(weight));
            }
        });
    }
}

fn capped(weight: u64) -> Weight {
    weight.min(65_535) as Weight
}

/// `None` never happens: the bytes are part of the library (a test opens them).
fn dictionary() -> Option<&'static Dict<&'static [u8]>> {
    static DICTIONARY: OnceLock<Option<Dict<&'static [u8]>>> = OnceLock::new();
    DICTIONARY
        .get_or_init(|| Dict::new(EMBEDDED_PINYIN_DICT).ok())
        .as_ref()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_of_the_library_are_read() {
        let china = super::words("zhongguo");
        assert_eq!(china.first().map(|(word, _)| word.as_str()), Some("中国"));
    }
}
