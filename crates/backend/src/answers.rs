//! What was answered: by the same check as at the kiosk, and against the lists, which only the
//! backend has.

mod reading;

use std::borrow::Cow;
use std::collections::BTreeMap;

use gateway::wire::ProblemCode;
use service::{
    Answered, Choice, Day, Fen, Lookup, Question, QuestionKind, Service, Source, Texts, chosen_ids,
};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::catalogue::Services;
use crate::citizens::Citizen;
use crate::lists::{self, Item, Part};
use crate::procedures;
use crate::refused::Refused;
use order::Millis;

/// Longer answers are not looked at.
const ANSWER_BYTES_MAX: usize = 4_000;

/// Who answers what, and when.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// What can be done here.
    pub services: &'a Services,
    /// Of which service.
    pub service: &'a Service,
    /// By question.
    pub answers: &'a BTreeMap<String, String>,
    /// Who, where that is known.
    pub citizen: Option<&'a Citizen>,
    /// In which visit.
    pub visit: Option<Uuid>,
    /// The day from which the days of a question are counted.
    pub today: Day,
    /// When.
    pub now: Millis,
}

/// An answer that can be.
#[derive(Clone)]
pub struct Given<'a> {
    /// The question.
    pub question: &'a Question,
    /// The answer, as fees are counted by it.
    pub answered: Answered,
    /// What was chosen of a list.
    pub items: Vec<Item>,
}

impl Given<'_> {
    /// How it reads on paper: with all that is known of what was chosen.
    #[must_use]
    pub fn reads(&self) -> Texts {
        match &self.items[..] {
            [item] => item.full_name(),
            _ => self.answered.name.clone(),
        }
    }
}

/// One that was chosen.
struct Chosen {
    name: Texts,
    fee: Option<Fen>,
    item: Option<Item>,
}

impl<'a> Asking<'a> {
    /// All answers, in the order of the questions. A question that is not asked has none.
    ///
    /// # Errors
    /// `answer-invalid`, `citizen-unknown`.
    pub async fn all(&self, connection: &mut AnyConnection) -> Result<Vec<Given<'a>>, Refused> {
        let answer = |id: &str| self.answers.get(id).map(String::as_str);
        let mut all = Vec::new();
        for question in self.service.asked_questions(answer) {
            all.push(self.given(connection, question).await?);
        }
        if all.len() == self.answers.len() {
            Ok(all)
        } else {
            let detail = "there are answers to questions that are not asked".to_owned();
            Err(Refused::Detailed(ProblemCode::AnswerInvalid, detail))
        }
    }

    /// The answer to one question.
    ///
    /// # Errors
    /// `answer-invalid`, `citizen-unknown`.
    pub async fn given(
        &self,
        connection: &mut AnyConnection,
        question: &'a Question,
    ) -> Result<Given<'a>, Refused> {
        let value = self.answer(question)?;
        if value.len() > ANSWER_BYTES_MAX || question.check(value, self.today).is_err() {
            return Err(invalid(question));
        }
        let chosen = self.chosen(connection, question, value).await?;
        Ok(Given {
            question,
            answered: Answered {
                question: question.id.clone(),
                value: value.to_owned(),
                name: reading::name(question, value, chosen.iter().map(|one| &one.name)),
                fee: fee(&chosen),
            },
            items: chosen.into_iter().filter_map(|one| one.item).collect(),
        })
    }

    /// What can be chosen for a question now.
    ///
    /// # Errors
    /// `answer-invalid` if nothing is chosen there, or an answer before it is missing or cannot
    /// be; `citizen-unknown`.
    pub async fn options(
        &self,
        connection: &mut AnyConnection,
        question: &'a Question,
    ) -> Result<Vec<Choice>, Refused> {
        let (options, lookup) = choice(question).ok_or_else(|| invalid(question))?;
        let Some(lookup) = lookup else {
            return Ok(options.to_vec());
        };
        self.check_above(connection, question).await?;
        match &lookup.from {
            Source::List { name, own } => {
                let under = self.under(connection, question).await?;
                let part = self.part(name, *own, under.as_deref())?;
                Ok(lists::options(connection, &part, self.visit, self.now).await?)
            }
            Source::Appointments | Source::Applications | Source::Receipts | Source::Queues => {
                self.of_procedure(connection, &lookup.from).await
            }
        }
    }

    fn answer(&self, question: &Question) -> Result<&'a str, Refused> {
        let answer = self.answers.get(&question.id).map(String::as_str);
        answer
            .filter(|answer| !answer.is_empty())
            .ok_or_else(|| invalid(question))
    }

    async fn chosen(
        &self,
        connection: &mut AnyConnection,
        question: &Question,
        value: &str,
    ) -> Result<Vec<Chosen>, Refused> {
        let Some((options, lookup)) = choice(question) else {
            return Ok(Vec::new());
        };
        let mut chosen = Vec::new();
        for id in chosen_ids(value) {
            chosen.push(match lookup {
                None => {
                    let option = options.iter().find(|option| option.id == id);
                    Chosen::of(option.ok_or_else(|| invalid(question))?)
                }
                Some(lookup) => self.looked_up(connection, question, lookup, id).await?,
            });
        }
        Ok(chosen)
    }

    async fn looked_up(
        &self,
        connection: &mut AnyConnection,
        question: &Question,
        lookup: &Lookup,
        id: &str,
    ) -> Result<Chosen, Refused> {
        match &lookup.from {
            Source::List { name, own } => {
                let under = self.under(connection, question).await?;
                let part = self.part(name, *own, under.as_deref())?;
                let item = lists::item(connection, name, id).await?;
                let item = item.filter(|item| part.has(item));
                let item = item.ok_or_else(|| invalid(question))?;
                Ok(Chosen {
                    name: item.name.clone(),
                    fee: item.fee,
                    item: Some(item),
                })
            }
            Source::Appointments | Source::Applications | Source::Receipts | Source::Queues => {
                let options = self.of_procedure(connection, &lookup.from).await?;
                let option = options.iter().find(|option| option.id == id);
                Ok(Chosen::of(option.ok_or_else(|| invalid(question))?))
            }
        }
    }

    /// The answers that what is looked up stands under have to be good, too: nobody is shown what
    /// stands under something of somebody else.
    ///
    /// # Errors
    /// `answer-invalid`, `citizen-unknown`.
    pub async fn check_above(
        &self,
        connection: &mut AnyConnection,
        question: &'a Question,
    ) -> Result<(), Refused> {
        let mut above = self.above(question)?;
        // A service's file has no circle, but a circle must not hang the backend.
        for _ in &self.service.questions {
            let Some(question) = above else { break };
            self.given(connection, question).await?;
            above = self.above(question)?;
        }
        Ok(())
    }

    /// The question under whose answer the list of this one is looked up.
    fn above(&self, question: &Question) -> Result<Option<&'a Question>, Refused> {
        let lookup = choice(question).and_then(|(_, lookup)| lookup);
        let Some(id) = lookup.and_then(|lookup| lookup.under.as_ref()) else {
            return Ok(None);
        };
        let mut questions = self.service.questions.iter();
        let found = questions.find(|question| question.id == *id);
        Ok(Some(found.ok_or(ProblemCode::AnswerInvalid)?))
    }

    async fn of_procedure(
        &self,
        connection: &mut AnyConnection,
        from: &Source,
    ) -> Result<Vec<Choice>, Refused> {
        let Self {
            services, service, ..
        } = self;
        let (citizen, now) = (self.citizen, self.now);
        procedures::options(connection, services, service, from, citizen, now).await
    }

    /// What the list of a question stands under.
    async fn under(
        &self,
        connection: &mut AnyConnection,
        question: &Question,
    ) -> Result<Option<Cow<'a, str>>, Refused> {
        let Some(above) = self.above(question)? else {
            return Ok(None);
        };
        let answer = self.answer(above)?;
        let from = choice(above).and_then(|(_, lookup)| lookup);
        let meant = match from {
            Some(lookup) => procedures::under(connection, &lookup.from, answer).await?,
            None => None,
        };
        Ok(Some(meant.map_or(Cow::Borrowed(answer), Cow::Owned)))
    }

    fn part<'b>(
        &self,
        list: &'b str,
        own: bool,
        under: Option<&'b str>,
    ) -> Result<Part<'b>, Refused>
    where
        'a: 'b,
    {
        let owner = match (own, self.citizen) {
            (false, _) => None,
            (true, Some(citizen)) => Some(citizen.sub.as_str()),
            (true, None) => return Err(ProblemCode::CitizenUnknown.into()),
        };
        Ok(Part { list, owner, under })
    }
}

impl Chosen {
    fn of(option: &Choice) -> Self {
        Self {
            name: option.name.clone(),
            fee: option.fee,
            item: None,
        }
    }
}

/// What was chosen costs together; `None` if nothing of it has a fee.
fn fee(chosen: &[Chosen]) -> Option<Fen> {
    let mut fees = chosen.iter().filter_map(|one| one.fee).peekable();
    fees.peek()?;
    Some(fees.sum())
}

/// The options of a question, and where they are looked up.
fn choice(question: &Question) -> Option<(&[Choice], Option<&Lookup>)> {
    match &question.kind {
        QuestionKind::Choice { options, lookup }
        | QuestionKind::Several {
            options, lookup, ..
        } => Some((options, lookup.as_ref())),
        QuestionKind::YesNo
        | QuestionKind::Digits { .. }
        | QuestionKind::Amount { .. }
        | QuestionKind::IdNumber
        | QuestionKind::Phone
        | QuestionKind::Plate { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Text { .. } => None,
    }
}

/// The answer to this question cannot be. Which answer it was, nobody has to know.
pub(crate) fn invalid(question: &Question) -> Refused {
    let detail = format!("the answer to {}", question.id);
    Refused::Detailed(ProblemCode::AnswerInvalid, detail)
}
