//! What several values of a service's file have to do with each other.

use std::ops::Range;

use service::Identity;
use toml::Spanned;

use super::{DuesFields, KindFields, QuestionFields, ServiceFile};

const QUESTIONS_MAX: usize = 20;
const OPTIONS_MAX: usize = 100;

/// What is wrong, and where in the file.
#[derive(Debug)]
pub(in crate::catalogue) struct Wrong {
    /// Bytes from the beginning.
    pub at: Range<usize>,
    /// Why it is refused.
    pub reason: String,
}

impl Wrong {
    fn at<T>(place: &Spanned<T>, reason: impl Into<String>) -> Self {
        let (at, reason) = (place.span(), reason.into());
        Self { at, reason }
    }
}

impl ServiceFile {
    /// Whether the values go together.
    ///
    /// # Errors
    /// The first that does not, with its place.
    pub(in crate::catalogue) fn check(&self) -> Result<(), Wrong> {
        self.check_questions()?;
        self.check_dues()?;
        match &self.offline {
            Some(offline) if *offline.get_ref() => self.check_offline(),
            Some(_) | None => self.check_payee(),
        }
    }

    fn check_questions(&self) -> Result<(), Wrong> {
        if let Some(question) = self.questions.get(QUESTIONS_MAX) {
            return Err(Wrong::at(question, "there are too many questions"));
        }
        for (index, place) in self.questions.iter().enumerate() {
            let question = place.get_ref();
            let earlier = &self.questions[..index];
            if earlier.iter().any(|one| one.get_ref().id == question.id) {
                let reason = format!("question `{}` is there twice", question.id);
                return Err(Wrong::at(place, reason));
            }
            question.check_options()?;
        }
        Ok(())
    }

    fn check_dues(&self) -> Result<(), Wrong> {
        let Some(place) = &self.dues else {
            return Ok(());
        };
        match place.get_ref() {
            DuesFields::Question { question }
                if !self
                    .questions
                    .iter()
                    .any(|one| one.get_ref().id == *question) =>
            {
                let reason =
                    format!("the dues come from question `{question}`, which is not asked");
                Err(Wrong::at(place, reason))
            }
            DuesFields::Citizen if self.identity == Identity::None => Err(Wrong::at(
                place,
                "dues of a citizen need identity = \"required\"",
            )),
            DuesFields::Question { .. } | DuesFields::Citizen => Ok(()),
        }
    }

    /// Nobody can be asked then, neither for money nor for a list. What an option costs is not
    /// known to a file at all, so that it needs no rule here.
    fn check_offline(&self) -> Result<(), Wrong> {
        if let Some(dues) = &self.dues {
            return Err(Wrong::at(
                dues,
                "a service that is offline cannot ask for dues",
            ));
        }
        let asked = self.questions.iter();
        match asked.into_iter().find(|one| one.get_ref().is_looked_up()) {
            Some(question) => Err(Wrong::at(
                question,
                format!(
                    "a service that is offline cannot look up the options of `{}`",
                    question.get_ref().id
                ),
            )),
            None => Ok(()),
        }
    }

    fn check_payee(&self) -> Result<(), Wrong> {
        let is_paid_for = self.dues.is_some()
            || self
                .questions
                .iter()
                .any(|question| question.get_ref().is_looked_up());
        if is_paid_for && self.payee.is_none() {
            return Err(Wrong {
                at: 0..0,
                reason: "the payee is missing: something may have to be paid".to_owned(),
            });
        }
        Ok(())
    }
}

impl QuestionFields {
    fn is_looked_up(&self) -> bool {
        matches!(self.kind, KindFields::Choice) && self.options.is_empty()
    }

    fn check_options(&self) -> Result<(), Wrong> {
        if let Some(option) = self.options.get(OPTIONS_MAX) {
            return Err(Wrong::at(option, "there are too many options"));
        }
        for (index, place) in self.options.iter().enumerate() {
            if !matches!(self.kind, KindFields::Choice) {
                return Err(Wrong::at(place, "only a choice has options"));
            }
            let id = &place.get_ref().id;
            let earlier = &self.options[..index];
            if earlier.iter().any(|one| one.get_ref().id == *id) {
                return Err(Wrong::at(place, format!("option `{id}` is there twice")));
            }
        }
        Ok(())
    }
}
