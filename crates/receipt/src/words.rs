//! What is printed besides the data: `paper.ftl` of the message folders that the screen reads, too.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::error::ReceiptError;
use crate::model::Bilingual;

struct Language {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// The messages of the paper by their language: one for every folder of assets/messages.
static LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

// What stands on paper; the others wait for fonts of their scripts.
static ZH: LazyLock<Language> = LazyLock::new(|| Language::read("zh-CN"));
static EN: LazyLock<Language> = LazyLock::new(|| Language::read("en"));

impl Language {
    fn read(tag: &'static str) -> Self {
        let id = LanguageIdentifier::from_bytes(tag.as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The isolation marks around arguments are for mixed directions on screens; no font has
        // glyphs for them.
        bundle.set_use_isolating(false);
        for (_, messages) in LANGUAGES.iter().filter(|(lang, _)| *lang == tag) {
            // A line that does not parse takes only its own message away; whoever asks for that
            // one gets an error with its key.
            let resource = match FluentResource::try_new((*messages).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { tag, bundle }
    }

    fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn text(&self, key: &str, args: &FluentArgs<'_>) -> Result<String, ReceiptError> {
        let missing = || ReceiptError::MissingText {
            key: key.to_owned(),
            lang: self.tag,
        };
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let mut errors = Vec::new();
        let pattern = pattern.ok_or_else(missing)?;
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        if errors.is_empty() {
            Ok(text.into_owned())
        } else {
            Err(missing())
        }
    }
}

/// The words of this key.
pub(crate) fn words(key: &str) -> Result<Bilingual, ReceiptError> {
    words_with(key, &[])
}

/// The words of this key with arguments put in.
pub(crate) fn words_with(key: &str, args: &[(&str, &str)]) -> Result<Bilingual, ReceiptError> {
    let args: FluentArgs<'_> = args.iter().copied().collect();
    Ok(Bilingual {
        zh: ZH.text(key, &args)?,
        en: EN.text(key, &args)?,
    })
}

/// The channel's name; a channel without words keeps its key as its name, in both languages.
pub(crate) fn channel(key: &str) -> Result<Bilingual, ReceiptError> {
    let message = format!("slip-channel-{key}");
    if ZH.has(&message) {
        words(&message)
    } else {
        Ok(Bilingual::new(key, ""))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::fonts::tests::FONTS;
    use crate::shape::{Weight, shape};

    /// The keys in a language's messages, read without Fluent.
    fn keys(messages: &'static str) -> BTreeSet<&'static str> {
        let names = messages.lines().filter_map(|line| line.split_once(" ="));
        names
            .map(|(key, _)| key)
            .filter(|key| !key.starts_with([' ', '#']))
            .collect()
    }

    fn keys_of(tag: &str) -> BTreeSet<&'static str> {
        let (_, messages) = LANGUAGES.iter().find(|(lang, _)| *lang == tag).unwrap();
        keys(messages)
    }

    #[test]
    fn every_folder_is_a_language_with_every_word_of_the_paper() {
        let langs: Vec<&str> = LANGUAGES.iter().map(|(lang, _)| *lang).collect();
        for lang in ["bo", "en", "ug", "zh-CN"] {
            assert!(langs.contains(&lang), "{lang}");
        }
        for (lang, messages) in LANGUAGES {
            assert_eq!(keys(messages), keys_of("zh-CN"), "{lang}");
        }
    }

    #[test]
    fn every_word_of_the_paper_s_languages_can_be_printed_letter_by_letter() {
        let zh = keys_of("zh-CN");
        assert!(zh.len() > 20);
        let args = [
            ("machine", "3"),
            ("page", "1"),
            ("pages", "2"),
            ("time", "2026-03-05 14:32:07"),
        ];
        for key in zh {
            let Bilingual { zh, en } = words_with(key, &args).unwrap();
            for text in [zh, en] {
                assert!(!text.is_empty(), "{key}");
                shape(&FONTS, &text, Weight::Semibold).unwrap();
            }
        }
    }

    #[test]
    fn a_word_that_is_missing_is_named() {
        let key = "slip-nothing".to_owned();
        assert_eq!(
            words(&key),
            Err(ReceiptError::MissingText { key, lang: "zh-CN" })
        );
        let key = "slip-page".to_owned();
        assert_eq!(
            words(&key),
            Err(ReceiptError::MissingText { key, lang: "zh-CN" })
        );
    }
}
