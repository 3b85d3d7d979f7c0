//! The shape of a service's file, stricter than what goes over the line: nothing unknown, nothing
//! empty, every text in both languages. A rule about one value is checked where the value is read,
//! a rule about several in [`ServiceFile::check`]; either error has its line.

mod rules;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use service::{
    Choice, DueChoice, Dues, DuesBy, Identity, Lang, Procedure, Question, QuestionKind, ScanKind,
    Service, Texts,
};
use toml::Spanned;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
const TEXT_CHARS_MAX: usize = 400;

/// A file whose values are each as they should be; whether they go together, [`Self::check`] says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceFile {
    #[serde(deserialize_with = "position")]
    position: u32,
    #[serde(deserialize_with = "texts")]
    name: Texts,
    #[serde(deserialize_with = "texts")]
    summary: Texts,
    #[serde(deserialize_with = "texts")]
    department: Texts,
    #[serde(default, deserialize_with = "some_texts")]
    payee: Option<Texts>,
    #[serde(deserialize_with = "id")]
    icon: String,
    #[serde(deserialize_with = "minutes")]
    minutes: u32,
    identity: Identity,
    #[serde(default)]
    questions: Vec<Spanned<QuestionFields>>,
    dues: Option<Spanned<DuesFields>>,
    #[serde(rename = "dueChoice")]
    due_choice: DueChoice,
    offline: Option<Spanned<bool>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFields {
    #[serde(deserialize_with = "id")]
    id: String,
    #[serde(deserialize_with = "texts")]
    title: Texts,
    #[serde(deserialize_with = "texts")]
    label: Texts,
    #[serde(deserialize_with = "texts")]
    help: Texts,
    kind: KindFields,
    /// What can be chosen; a choice without any is looked up.
    #[serde(default)]
    options: Vec<Spanned<OptionFields>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, tag = "is", rename_all = "camelCase")]
enum KindFields {
    Choice,
    Digits {
        #[serde(deserialize_with = "digits")]
        length: u32,
        #[serde(deserialize_with = "digits")]
        group: u32,
        scan: Option<ScanKind>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFields {
    #[serde(deserialize_with = "id")]
    id: String,
    #[serde(deserialize_with = "texts")]
    name: Texts,
    #[serde(default, deserialize_with = "some_texts")]
    detail: Option<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, tag = "by", rename_all = "camelCase")]
enum DuesFields {
    Citizen,
    Question { question: String },
}

impl ServiceFile {
    /// Where the service stands on the screen: those with smaller numbers before it.
    pub(super) fn position(&self) -> u32 {
        self.position
    }

    pub(super) fn named(self, id: &str) -> Service {
        let questions = self.questions.into_iter();
        Service {
            id: id.to_owned(),
            name: self.name,
            summary: self.summary,
            help: Texts::default(),
            department: self.department.get(Lang::FIRST).to_owned(),
            life_events: Vec::new(),
            needs: Vec::new(),
            costs: Texts::default(),
            simple: false,
            fees: Vec::new(),
            procedure: Procedure::Apply,
            documents: Vec::new(),
            hours: Vec::new(),
            payee: self.payee.unwrap_or_default(),
            icon: self.icon,
            minutes: self.minutes,
            identity: self.identity,
            questions: questions
                .map(|question| question.into_inner().question())
                .collect(),
            dues: self.dues.map(|dues| Dues {
                by: match dues.into_inner() {
                    DuesFields::Citizen => DuesBy::Citizen,
                    DuesFields::Question { question } => DuesBy::Question { question },
                },
                choice: self.due_choice,
            }),
            offline: self.offline.is_some_and(Spanned::into_inner),
        }
    }
}

impl QuestionFields {
    fn question(self) -> Question {
        let options = self.options.into_iter();
        let kind = match self.kind {
            KindFields::Choice => QuestionKind::Choice {
                options: options.map(|option| option.into_inner().option()).collect(),
                lookup: None,
            },
            KindFields::Digits {
                length,
                group,
                scan,
            } => QuestionKind::Digits {
                length,
                group,
                scan,
            },
        };
        Question {
            id: self.id,
            title: self.title,
            label: self.label,
            help: self.help,
            kind,
            when: None,
        }
    }
}

impl OptionFields {
    fn option(self) -> Choice {
        Choice {
            id: self.id,
            name: self.name,
            detail: self.detail.unwrap_or_default(),
            fee: None,
            available: true,
        }
    }
}

/// Small letters, digits and hyphens, at most 64, beginning with a letter.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if is_id(&text) {
        Ok(text)
    } else {
        Err(D::Error::custom(
            "not an id: small letters, digits, hyphens, at most 64",
        ))
    }
}

fn position<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    within(from, 1, 9999)
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    within(from, 1, 120)
}

fn digits<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    within(from, 1, 64)
}

fn within<'de, D: Deserializer<'de>>(from: D, least: u32, most: u32) -> Result<u32, D::Error> {
    let number = u32::deserialize(from)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(D::Error::custom(format!(
            "{number} is not between {least} and {most}"
        )))
    }
}

fn some_texts<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Texts>, D::Error> {
    texts(from).map(Some)
}

fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Texts, D::Error> {
    let texts = Texts::deserialize(from)?;
    for language in LANGUAGES {
        if !texts.0.contains_key(&Lang::new(language)) {
            return Err(D::Error::custom(format!(
                "the text in {language} is missing"
            )));
        }
    }
    for (language, text) in &texts.0 {
        let chars = text.chars().count();
        if text.trim().is_empty() || chars > TEXT_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(D::Error::custom(format!(
                "the text in {} is empty or too long",
                language.0
            )));
        }
    }
    Ok(texts)
}
