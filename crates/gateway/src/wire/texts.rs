use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One text in several languages, by BCP 47 tag (`zh-CN`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// A text in the two languages every text has.
    #[must_use]
    pub fn new(zh_cn: impl Into<String>, en: impl Into<String>) -> Self {
        Self(BTreeMap::from([
            ("zh-CN".to_owned(), zh_cn.into()),
            ("en".to_owned(), en.into()),
        ]))
    }

    /// The text in `lang`, else in Chinese, else in any language, else nothing.
    #[must_use]
    pub fn get(&self, lang: &str) -> &str {
        self.0
            .get(lang)
            .or_else(|| self.0.get("zh-CN"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}
