//! How an answer reads, on paper and in a list of what was answered.

use service::{Fen, Lang, Question, QuestionKind, Texts, YES};

use crate::money::yuan;
use crate::words::WORDS;

/// The answer in words; `chosen` are the names of what was chosen, if something was.
pub(super) fn name<'a>(
    question: &Question,
    value: &str,
    chosen: impl Iterator<Item = &'a Texts>,
) -> Texts {
    match &question.kind {
        QuestionKind::Choice { .. } | QuestionKind::Several { .. } => listed(chosen),
        QuestionKind::YesNo if value == YES => WORDS.yes.clone(),
        QuestionKind::YesNo => WORDS.no.clone(),
        QuestionKind::Amount { .. } => {
            let fen = value.parse().map(Fen).unwrap_or_default();
            Texts::same(format!("¥{}", yuan(fen)))
        }
        // Papers are lost: who finds one does not have to know these.
        QuestionKind::IdNumber => Texts::same(veiled(value, 6, 4)),
        QuestionKind::Phone => Texts::same(veiled(value, 3, 4)),
        QuestionKind::Digits { .. }
        | QuestionKind::Plate { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Text { .. } => Texts::same(value),
    }
}

/// Several names as one text, in every language that one of them has.
fn listed<'a>(names: impl Iterator<Item = &'a Texts>) -> Texts {
    let names: Vec<_> = names.collect();
    if let [name] = names[..] {
        return name.clone();
    }
    let langs = names.iter().flat_map(|name| name.0.keys());
    let listed = langs.map(|lang| {
        let between = match lang.0.as_str() {
            Lang::FIRST => "、",
            "ug" => "، ",
            _ => ", ",
        };
        let names: Vec<_> = names.iter().map(|name| name.get(lang)).collect();
        (lang.clone(), names.join(between))
    });
    Texts(listed.collect())
}

fn veiled(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    let veil = |(index, character)| {
        let is_shown = index < first || index + last >= count;
        if is_shown { character } else { '*' }
    };
    text.chars().enumerate().map(veil).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_are_one_text_in_every_language() {
        let water = Texts::from([("zh-CN", "水费"), ("en", "Water"), ("ug", "سۇ")]);
        let gas = Texts::from([("zh-CN", "燃气费"), ("en", "Gas")]);
        let both = listed([&water, &gas].into_iter());
        assert_eq!(both.get(&Lang::new("zh-CN")), "水费、燃气费");
        assert_eq!(both.get(&Lang::new("en")), "Water, Gas");
        assert_eq!(both.get(&Lang::new("ug")), "سۇ، 燃气费");
        assert_eq!(listed([&water].into_iter()), water);
    }

    #[test]
    fn of_an_id_number_only_the_ends_are_read() {
        assert_eq!(veiled("310115199001011234", 6, 4), "310115********1234");
        assert_eq!(veiled("13812345678", 3, 4), "138****5678");
        assert_eq!(veiled("123", 6, 4), "123");
    }
}
