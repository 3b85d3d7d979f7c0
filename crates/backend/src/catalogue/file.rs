//! The shape of a service's file, stricter than what goes over the line: nothing unknown, nothing
//! empty, every text in both languages. Each rule is checked where the value is read, so that the
//! error has its line.

use gateway::wire::{
    DueChoice, DuesBy, Identity, Question, QuestionKind, ScanKind, Service, Texts,
};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
const TEXT_CHARS_MAX: usize = 400;
const QUESTIONS_MAX: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    #[serde(deserialize_with = "texts")]
    name: Texts,
    #[serde(deserialize_with = "texts")]
    summary: Texts,
    #[serde(deserialize_with = "texts")]
    department: Texts,
    #[serde(deserialize_with = "texts")]
    payee: Texts,
    #[serde(deserialize_with = "id")]
    icon: String,
    #[serde(deserialize_with = "minutes")]
    minutes: u32,
    identity: Identity,
    #[serde(default)]
    questions: Vec<QuestionFields>,
    dues: Option<DuesFields>,
    #[serde(rename = "dueChoice")]
    due_choice: DueChoice,
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
#[serde(deny_unknown_fields, tag = "by", rename_all = "camelCase")]
enum DuesFields {
    Citizen,
    Question { question: String },
}

/// A file that keeps all rules.
pub(super) struct ServiceFile(Fields);

impl<'de> Deserialize<'de> for ServiceFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(from)?;
        if fields.questions.len() > QUESTIONS_MAX {
            return Err(D::Error::custom("there are too many questions"));
        }
        for (index, question) in fields.questions.iter().enumerate() {
            if fields.questions[..index]
                .iter()
                .any(|earlier| earlier.id == question.id)
            {
                return Err(D::Error::custom(format!(
                    "question `{}` is there twice",
                    question.id
                )));
            }
        }
        match &fields.dues {
            Some(DuesFields::Question { question })
                if !fields.questions.iter().any(|asked| asked.id == *question) =>
            {
                let error = format!("the dues come from question `{question}`, which is not asked");
                return Err(D::Error::custom(error));
            }
            Some(DuesFields::Citizen) if fields.identity == Identity::None => {
                return Err(D::Error::custom(
                    "dues of a citizen need identity = \"required\"",
                ));
            }
            Some(_) | None => {}
        }
        Ok(Self(fields))
    }
}

impl ServiceFile {
    pub(super) fn named(self, id: &str) -> Service {
        let Fields {
            name,
            summary,
            department,
            payee,
            icon,
            minutes,
            identity,
            questions,
            dues,
            due_choice,
        } = self.0;
        Service {
            id: id.to_owned(),
            name,
            summary,
            department,
            payee,
            icon,
            minutes,
            identity,
            questions: questions
                .into_iter()
                .map(QuestionFields::question)
                .collect(),
            dues: dues.map(|dues| match dues {
                DuesFields::Citizen => DuesBy::Citizen,
                DuesFields::Question { question } => DuesBy::Question { question },
            }),
            due_choice,
        }
    }
}

impl QuestionFields {
    fn question(self) -> Question {
        let kind = match self.kind {
            KindFields::Choice => QuestionKind::Choice,
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

fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Texts, D::Error> {
    let texts = Texts::deserialize(from)?;
    for language in LANGUAGES {
        if !texts.0.contains_key(language) {
            return Err(D::Error::custom(format!(
                "the text in {language} is missing"
            )));
        }
    }
    for (language, text) in &texts.0 {
        let chars = text.chars().count();
        if text.trim().is_empty() || chars > TEXT_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(D::Error::custom(format!(
                "the text in {language} is empty or too long"
            )));
        }
    }
    Ok(texts)
}
