//! The few words that the backend puts on papers itself; `words.toml` says what each is for. All
//! others are data: names of services, labels of questions, names of what was chosen.

use std::sync::LazyLock;

use serde::Deserialize;
use service::Texts;

/// The words, read once.
pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("a test reads it, too"));

/// One text for each thing that is said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub(crate) struct Words {
    pub yes: Texts,
    pub no: Texts,
    pub service: Texts,
    pub name: Texts,
    pub appointment: Texts,
    pub appointment_note: Texts,
    pub slip: Texts,
    pub slip_note: Texts,
    pub acknowledgement: Texts,
    pub acknowledgement_note: Texts,
    pub months: Texts,
    pub company: Texts,
    pub base: Texts,
    pub paid: Texts,
    pub months_in_all: Texts,
    pub paid_in_all: Texts,
    pub nothing_paid: Texts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language_of_the_file() {
        let tables: toml::Table = toml::from_str(include_str!("words.toml")).unwrap();
        let languages: Vec<_> = WORDS.yes.0.keys().map(|lang| lang.0.as_str()).collect();
        assert!(languages.contains(&"zh-CN") && languages.contains(&"en"));
        for (id, texts) in &tables {
            let mut has: Vec<_> = texts
                .as_table()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            has.sort_unstable();
            assert_eq!(has, languages, "{id}");
        }
    }
}
