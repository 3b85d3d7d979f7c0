use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language tag (BCP 47), such as `zh-CN` or `ug`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
pub struct Lang(pub String);

impl Lang {
    /// What a text has to be in; the others may fall back to it.
    pub const FIRST: &'static str = "zh-CN";

    /// The language with this tag.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(tag.to_owned())
    }
}

impl AsRef<str> for Lang {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One text in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<Lang, String>);

impl Texts {
    /// The text in `lang`, else in Chinese, else in whichever language there is, else nothing.
    #[must_use]
    pub fn get<L: AsRef<str> + ?Sized>(&self, lang: &L) -> &str {
        self.0
            .get(lang.as_ref())
            .or_else(|| self.0.get(Lang::FIRST))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// A text in the two languages every text has.
    #[must_use]
    pub fn new(zh_cn: impl Into<String>, en: impl Into<String>) -> Self {
        Self(BTreeMap::from([
            (Lang::new(Lang::FIRST), zh_cn.into()),
            (Lang::new("en"), en.into()),
        ]))
    }

    /// The same in every language: a number, a code, a name.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(Lang::new(Lang::FIRST), text.into())]))
    }

    /// Whether it says nothing in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Texts {
    fn from(texts: [(&str, &str); N]) -> Self {
        let texts = texts.into_iter();
        Self(
            texts
                .map(|(lang, text)| (Lang::new(lang), text.to_owned()))
                .collect(),
        )
    }
}
