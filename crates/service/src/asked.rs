//! Which questions of a service are asked, and whether all of them are answered.

use std::collections::BTreeMap;

use crate::{Day, Mistake, Question, Service, When, chosen_ids};

/// An answer that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAnswer {
    /// Id of the question; of one that is not asked, if that is what is wrong.
    pub question: String,
    /// What is wrong with the answer.
    pub mistake: Mistake,
}

impl When {
    /// Whether this is the answer it waits for, or one of several.
    #[must_use]
    pub fn is_met_by(&self, answer: &str) -> bool {
        chosen_ids(answer).any(|id| self.is.iter().any(|wanted| wanted == id))
    }
}

impl Service {
    /// The questions that are asked after these answers, in their order: all without a condition,
    /// and those whose condition is met. An answer to a question that is not asked itself meets
    /// none.
    pub fn asked_questions<'s, 'a>(
        &'s self,
        answer: impl Fn(&str) -> Option<&'a str>,
    ) -> impl Iterator<Item = &'s Question> {
        let mut asked: Vec<&Question> = Vec::new();
        for question in &self.questions {
            let is_asked = question.when.as_ref().is_none_or(|when| {
                asked.iter().any(|earlier| earlier.id == when.question)
                    && answer(&when.question).is_some_and(|value| when.is_met_by(value))
            });
            if is_asked {
                asked.push(question);
            }
        }
        asked.into_iter()
    }

    /// The first question that is asked and has no answer; none if all have one.
    #[must_use]
    pub fn next_question<'a>(&self, answer: impl Fn(&str) -> Option<&'a str>) -> Option<&Question> {
        let mut asked = self.asked_questions(&answer);
        asked.find(|question| answer(&question.id).is_none())
    }

    /// Whether every question that is asked has an answer that can be right, and no other has any.
    /// What is looked up is checked for its shape only.
    ///
    /// # Errors
    /// The first answer that cannot be taken.
    pub fn check_answers(
        &self,
        answers: &BTreeMap<String, String>,
        today: Day,
    ) -> Result<(), WrongAnswer> {
        let wrong = |question: &str, mistake| WrongAnswer {
            question: question.to_owned(),
            mistake,
        };
        let answer = |question: &str| answers.get(question).map(String::as_str);
        let asked: Vec<_> = self.asked_questions(answer).collect();
        for question in &asked {
            let value = answer(&question.id).unwrap_or_default();
            question
                .check(value, today)
                .map_err(|mistake| wrong(&question.id, mistake))?;
        }
        let is_asked = |id: &str| asked.iter().any(|question| question.id == id);
        match answers.keys().find(|id| !is_asked(id)) {
            Some(id) => Err(wrong(id, Mistake::NotOffered)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `way` decides about `other`, `other` about `last`.
    const FILE: &str = include_str!("asked/conditions.toml");

    fn service() -> Service {
        crate::file::service("conditions", FILE, None)
            .expect("a good file")
            .service
    }

    fn answers(given: &[(&str, &str)]) -> BTreeMap<String, String> {
        let given = given.iter();
        given
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn today() -> Day {
        "2026-11-26".parse().expect("a day")
    }

    #[test]
    fn a_question_comes_when_its_condition_is_met_and_never_before() {
        for (given, asked, next) in [
            (&[][..], &["way", "name"][..], Some("way")),
            (&[("way", "post")], &["way", "name"], Some("name")),
            (
                &[("way", "window")],
                &["way", "other", "name"],
                Some("other"),
            ),
            (
                &[("way", "window"), ("other", "b,c")],
                &["way", "other", "last", "name"],
                Some("last"),
            ),
            (
                &[("way", "window"), ("other", "a")],
                &["way", "other", "name"],
                Some("name"),
            ),
            // An answer of before, whose question is not asked any more.
            (
                &[("way", "post"), ("other", "c"), ("name", "王")],
                &["way", "name"],
                None,
            ),
        ] {
            let service = service();
            let given = answers(given);
            let answer = |id: &str| given.get(id).map(String::as_str);
            let ids: Vec<_> = service
                .asked_questions(answer)
                .map(|question| question.id.as_str())
                .collect();
            assert_eq!(ids, asked, "{given:?}");
            let found = service.next_question(answer);
            assert_eq!(
                found.map(|question| question.id.as_str()),
                next,
                "{given:?}"
            );
        }
    }

    #[test]
    fn an_application_has_an_answer_to_what_is_asked_and_to_nothing_else() {
        for (given, wrong) in [
            (&[("way", "post"), ("name", "王")][..], None),
            (&[("way", "post")], Some(("name", Mistake::Missing))),
            (
                &[("way", "donkey"), ("name", "王")],
                Some(("way", Mistake::NotOffered)),
            ),
            (
                &[("way", "window"), ("name", "王")],
                Some(("other", Mistake::Missing)),
            ),
            (
                &[("way", "post"), ("name", "王"), ("other", "a")],
                Some(("other", Mistake::NotOffered)),
            ),
            (
                &[("way", "post"), ("name", "王"), ("more", "x")],
                Some(("more", Mistake::NotOffered)),
            ),
        ] {
            let checked = service().check_answers(&answers(given), today());
            let found = checked.err().map(|wrong| (wrong.question, wrong.mistake));
            let wrong = wrong.map(|(question, mistake)| (question.to_owned(), mistake));
            assert_eq!(found, wrong, "{given:?}");
        }
    }
}
