//! What the backend itself says on papers and pages, in every language it has been written in.

use std::sync::LazyLock;

use serde::Deserialize;
use service::{Lang, Texts};

/// The words, read once.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("a test reads it, too"));

/// One text for each thing that is said; `words.toml` has them under the same names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub(super) struct Words {
    pub direction: Texts,
    pub yuan: Texts,
    pub date_and_state: Texts,
    pub nobody_waits: Texts,
    pub waiting: Texts,
    pub ticket_title: Texts,
    pub ticket_business: Texts,
    pub ticket_place: Texts,
    pub ticket_before: Texts,
    pub ticket_people: Texts,
    pub ticket_about: Texts,
    pub ticket_minutes: Texts,
    pub ticket_taken: Texts,
    pub ticket_note: Texts,
    pub page_title: Texts,
    pub page_next: Texts,
    pub page_before: Texts,
    pub page_called: Texts,
    pub page_called_at: Texts,
    pub page_over: Texts,
    pub page_over_advice: Texts,
    pub page_refreshes: Texts,
    pub page_unknown: Texts,
    pub page_unknown_advice: Texts,
    pub page_unavailable: Texts,
    pub page_unavailable_advice: Texts,
    pub case_number: Texts,
    pub case_service: Texts,
    pub case_made: Texts,
    pub case_fee: Texts,
    pub stage_accepted: Texts,
    pub stage_paid: Texts,
    pub stage_unpaid: Texts,
    pub stage_withdrawn: Texts,
    pub stage_examination: Texts,
    pub stage_decided: Texts,
    pub stage_ready: Texts,
    pub stage_done: Texts,
    pub stage_since: Texts,
    pub slip_title: Texts,
    pub appointment_when: Texts,
    pub appointment_before: Texts,
    pub appointment_of: Texts,
    pub changed_note: Texts,
    pub cancelled_title: Texts,
    pub refund: Texts,
    pub refund_how: Texts,
    pub refund_how_channel: Texts,
    pub checked_in_title: Texts,
    pub checked_in_position: Texts,
    pub checked_in_note: Texts,
}

impl Words {
    /// The languages there are.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.direction.0.keys()
    }
}

/// A text with what stands for `{name}` put in, in every language of the text.
pub(super) fn filled(text: &Texts, values: &[(&str, &Texts)]) -> Texts {
    let in_language = |(lang, pattern): (&Lang, &String)| {
        let put = |text: String, (name, value): &(&str, &Texts)| {
            text.replace(&format!("{{{name}}}"), value.get(lang))
        };
        (lang.clone(), values.iter().fold(pattern.clone(), put))
    };
    Texts(text.0.iter().map(in_language).collect())
}

/// The same with one number.
pub(super) fn counted(text: &Texts, name: &str, number: impl ToString) -> Texts {
    filled(text, &[(name, &Texts::same(number.to_string()))])
}

/// An amount: `12.50 yuan`.
pub(super) fn yuan(fen: u64) -> Texts {
    let amount = format!("{}.{:02}", fen / 100, fen % 100);
    counted(&WORDS.yuan, "amount", amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language_of_the_file() {
        let tables: toml::Table = toml::from_str(include_str!("words.toml")).unwrap();
        let languages: Vec<_> = WORDS.languages().map(|lang| lang.0.as_str()).collect();
        assert!(languages.contains(&"zh-CN") && languages.contains(&"en"));
        for (id, texts) in &tables {
            let texts = texts.as_table().unwrap();
            let mut has: Vec<_> = texts.keys().map(String::as_str).collect();
            has.sort_unstable();
            assert_eq!(has, languages, "{id}");
        }
    }

    #[test]
    fn what_is_put_in_is_of_the_same_language() {
        let what = Texts::from([("zh-CN", "甲"), ("en", "A")]);
        let text = filled(&WORDS.page_called, &[("window", &what)]);
        assert_eq!(text.get(&Lang::new("zh-CN")), "请到 甲 号窗口");
        assert_eq!(text.get(&Lang::new("en")), "Please go to window A");
    }

    #[test]
    fn an_amount_has_its_fen() {
        assert_eq!(yuan(1_205).get(&Lang::new("en")), "12.05 yuan");
    }
}
