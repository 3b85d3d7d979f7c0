//! What is being done: the service and everything that was said about it so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::call::{Due, Given, OrderItem};
use crate::entry::Entry;
use crate::money::Fen;
use crate::service::{Answered, DueChoice, DuesBy, Question, Service};

#[derive(Clone, Debug)]
pub(crate) struct Business {
    pub(crate) service: Service,
    /// In the order of the questions; those that are not asked have none.
    pub(crate) answers: Vec<Answered>,
    /// What was entered, by question. It stays when the citizen goes back, and when an earlier
    /// answer changes.
    pub(crate) drafts: BTreeMap<String, Entry>,
    pub(crate) payer: Option<String>,
    pub(crate) dues: Vec<Due>,
    /// Ids of the dues to pay now.
    pub(crate) ticked: BTreeSet<String>,
}

/// What comes after what is answered so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The question with this index.
    Question(usize),
    /// What is owed.
    Dues,
    /// Is everything right?
    Review,
}

impl Business {
    pub(crate) fn new(service: Service) -> Self {
        Self {
            service,
            answers: Vec::new(),
            drafts: BTreeMap::new(),
            payer: None,
            dues: Vec::new(),
            ticked: BTreeSet::new(),
        }
    }

    /// The same again, with nothing answered but everything that was typed.
    pub(crate) fn anew(self) -> Self {
        Self {
            drafts: self.drafts,
            ..Self::new(self.service)
        }
    }

    /// The first part that is still missing.
    pub(crate) fn next_part(&self) -> Part {
        let missing = |index: &usize| {
            let question = self.question(*index);
            question.is_some_and(|question| self.answer(question).is_none())
        };
        match self.asked().into_iter().find(missing) {
            Some(index) => Part::Question(index),
            None if self.service.dues.is_some() && self.dues.is_empty() => Part::Dues,
            None => Part::Review,
        }
    }

    /// The places of the questions that are asked, after the answers so far.
    fn asked(&self) -> Vec<usize> {
        let answer = |id: &str| {
            let mut answers = self.answers.iter();
            answers
                .find(|answered| answered.question == id)
                .map(|answered| answered.value.as_str())
        };
        let place = |asked: &Question| {
            let mut questions = self.service.questions.iter();
            questions.position(|question| question.id == asked.id)
        };
        self.service
            .asked_questions(answer)
            .filter_map(place)
            .collect()
    }

    fn answer(&self, question: &Question) -> Option<&Answered> {
        let mut answers = self.answers.iter();
        answers.find(|answered| answered.question == question.id)
    }

    pub(crate) fn question(&self, index: usize) -> Option<&Question> {
        self.service.questions.get(index)
    }

    /// The question that was asked before this one.
    pub(crate) fn asked_before(&self, index: usize) -> Option<usize> {
        self.asked().into_iter().rfind(|asked| *asked < index)
    }

    /// Which of how many, both as far as the answers so far say.
    pub(crate) fn part(&self, index: usize) -> (usize, usize) {
        let asked = self.asked();
        let before = asked.iter().filter(|asked| **asked < index).count();
        (before + 1, asked.len())
    }

    /// Forgets what was answered from this question on, since it may depend on it.
    pub(crate) fn forget_from(&mut self, index: usize) {
        let later = self.service.questions.iter().skip(index);
        let later: BTreeSet<&str> = later.map(|question| question.id.as_str()).collect();
        self.answers
            .retain(|answered| !later.contains(answered.question.as_str()));
        self.dues.clear();
    }

    /// Answered questions with their answers.
    pub(crate) fn said(&self) -> impl Iterator<Item = (&Question, &Answered)> {
        let questions = self.service.questions.iter();
        questions.filter_map(|question| Some((question, self.answer(question)?)))
    }

    /// What was answered, as the backend wants it.
    pub(crate) fn given(&self) -> Vec<Given> {
        let answers = self.answers.iter();
        answers
            .map(|answered| Given {
                question: answered.question.clone(),
                value: answered.value.clone(),
            })
            .collect()
    }

    /// Whether what is owed hangs on this question.
    pub(crate) fn owes_by(&self, question: &str) -> bool {
        let dues = self.service.dues.as_ref();
        dues.is_some_and(
            |dues| matches!(&dues.by, DuesBy::Question { question: by } if by == question),
        )
    }

    /// Takes what is owed; everything is ticked at first.
    pub(crate) fn take_dues(&mut self, payer: Option<String>, dues: Vec<Due>) {
        self.ticked = dues.iter().map(|due| due.id.clone()).collect();
        self.payer = payer;
        self.dues = dues;
    }

    pub(crate) fn may_leave_out(&self) -> bool {
        let dues = self.service.dues.as_ref();
        dues.is_some_and(|dues| dues.choice == DueChoice::Several)
    }

    /// Ticks or unticks one; a due that is not there, or may not be left out, stays as it is.
    pub(crate) fn tick(&mut self, id: &str, on: bool) {
        if self.may_leave_out() && self.dues.iter().any(|due| due.id == id) {
            if on {
                self.ticked.insert(id.to_owned());
            } else {
                self.ticked.remove(id);
            }
        }
    }

    /// The dues to pay now.
    pub(crate) fn chosen_dues(&self) -> impl Iterator<Item = &Due> {
        self.dues.iter().filter(|due| self.ticked.contains(&due.id))
    }

    /// What is to be paid, one line each, before the order says it.
    pub(crate) fn items(&self) -> Vec<OrderItem> {
        let dues = self.chosen_dues().map(|due| OrderItem {
            title: due.title.clone(),
            detail: due.detail.clone(),
            amount: due.amount,
        });
        let fees = self.service.fee_items(&self.answers).into_iter();
        let fees = fees.map(|fee| OrderItem {
            title: fee.title,
            detail: fee.detail,
            amount: fee.amount,
        });
        dues.chain(fees).collect()
    }

    /// What is to be paid, as far as it is known before the order.
    pub(crate) fn total(&self) -> Fen {
        self.items().into_iter().map(|item| item.amount).sum()
    }
}
