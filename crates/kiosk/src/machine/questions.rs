//! Questions: asking, typing, and what follows from an answer.

use std::collections::BTreeSet;

use crate::business::{Business, Part};
use crate::call::{Answer, CallError, CitizenHandle, Request};
use crate::entry::{Entry, first_of_month, spell};
use crate::finding::Way;
use crate::money::Fen;
use crate::notice::Notice;
use crate::service::{Answered, Choice, Day, Lookup, Mistake, QuestionKind, Service};
use crate::text::{Lang, Texts};
use crate::visit::{Asked, Step};

use super::Kiosk;
use super::identifying::trouble_of;

impl Kiosk {
    /// Begins a service with what was typed for it before, if it was left by going back.
    pub(super) fn begin_business(&mut self, service: Service) {
        let left = self.visit.as_mut().and_then(|visit| visit.left.take());
        let business = match left {
            Some(left) if left.service == service => left.anew(),
            Some(_) | None => Business::new(service),
        };
        self.go_on(business);
    }

    /// Goes to the first part that is still missing.
    pub(super) fn go_on(&mut self, business: Business) {
        match business.next_part() {
            Part::Question(index) => self.ask_question(business, index),
            Part::Dues => self.look_up_dues(business),
            Part::Review if business.service.procedure.only_shows() => self.look_up(business),
            Part::Review => self.review(business),
        }
    }

    /// Goes to a question; answers from there on are asked anew, since they may depend on it.
    pub(super) fn ask_question(&mut self, mut business: Business, index: usize) {
        let Some(question) = business.question(index).cloned() else {
            return;
        };
        business.forget_from(index);
        let draft = business.drafts.get(&question.id).cloned();
        let entry = draft.unwrap_or_else(|| Entry::new(&question.kind, self.today()));
        let (options, lookup) = listed(&question.kind);
        let waiting = lookup.map(|_| {
            let request = Request::Options {
                service: business.service.id.clone(),
                question: question.id.clone(),
                citizen: self.citizen(),
                answers: business.given(),
            };
            (self.ask(request), Asked::Options)
        });
        self.go(Step::Question {
            business,
            index,
            entry,
            options: options.to_vec(),
            waiting,
            mistake: None,
        });
    }

    pub(super) fn options_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Question {
            business,
            index,
            waiting,
            options,
            ..
        } = &mut visit.step
        else {
            return;
        };
        *waiting = None;
        match answer {
            Ok(Answer::Options(choices)) => *options = choices,
            Ok(_) | Err(_) => {
                let (business, index) = (business.clone(), *index);
                self.before_question(business, index);
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    /// Chooses one of a list, and goes on.
    pub(super) fn choose_option(&mut self, id: &str) {
        let Some((options, QuestionKind::Choice { .. })) = self.listed_now() else {
            return;
        };
        let known = options
            .iter()
            .any(|option| option.id == id && option.available);
        if known {
            self.enter(|entry, _| *entry = Entry::Choice(Some(id.to_owned())));
            self.question_done();
        }
    }

    /// Ticks or unticks one of a list.
    pub(super) fn tick_option(&mut self, id: &str, on: bool) {
        let Some((options, QuestionKind::Several { .. })) = self.listed_now() else {
            return;
        };
        let known = options
            .iter()
            .any(|option| option.id == id && option.available);
        if known {
            self.enter(|entry, _| {
                if let Entry::Several(ids) = entry {
                    set(ids, id, on);
                }
            });
        }
    }

    pub(super) fn answer_yes_or_no(&mut self, yes: bool) {
        if let Some((_, QuestionKind::YesNo)) = self.listed_now() {
            self.enter(|entry, _| *entry = Entry::YesNo(Some(yes)));
            self.question_done();
        }
    }

    /// A key of the pad: of the question, or of the search.
    pub(super) fn key(&mut self, key: char) {
        if let Some((text, letters)) = self.searched() {
            return spell(text, letters, key);
        }
        self.enter(|entry, kind| entry.key(kind, key));
    }

    /// One of the texts that the letters can be, if it is.
    pub(super) fn candidate(&mut self, chosen: &str) {
        let take = |text: &mut String, letters: &mut String| {
            let candidates = hanzi::candidates(letters, CANDIDATES);
            let chosen = candidates
                .into_iter()
                .find(|candidate| candidate.text == chosen);
            if let Some(candidate) = chosen {
                text.push_str(&candidate.text);
                *letters = letters.chars().skip(candidate.letters_used).collect();
            }
        };
        if let Some((text, letters)) = self.searched() {
            return take(text, letters);
        }
        self.enter(|entry, kind| {
            if let (Entry::Text { text, letters }, QuestionKind::Text { max }) = (entry, kind) {
                take(text, letters);
                *text = text.chars().take(*max as usize).collect();
            }
        });
    }

    pub(super) fn erase(&mut self) {
        if let Some((text, letters)) = self.searched() {
            if letters.pop().is_none() {
                text.pop();
            }
            return;
        }
        self.enter(|entry, _| entry.erase());
    }

    pub(super) fn clear(&mut self) {
        if let Some((text, letters)) = self.searched() {
            text.clear();
            letters.clear();
            return;
        }
        self.enter(|entry, _| entry.clear());
    }

    /// Chooses a day of the calendar.
    pub(super) fn pick(&mut self, day: &str) {
        let today = self.today();
        self.enter(|entry, kind| {
            if let (Entry::Date { value, month }, QuestionKind::Date { range }, Ok(day)) =
                (entry, kind, day.parse::<Day>())
            {
                let days = today.plus(range.first)..=today.plus(range.last);
                if days.contains(&day) {
                    *value = Some(day);
                    *month = first_of_month(day);
                }
            }
        });
    }

    /// Opens the month before or after, as long as there is a day to choose in it.
    pub(super) fn turn_month(&mut self, by: i8) {
        let today = self.today();
        self.enter(|entry, kind| {
            if let (Entry::Date { month, .. }, QuestionKind::Date { range }) = (entry, kind) {
                let turned = if by < 0 {
                    first_of_month(month.plus(-1))
                } else {
                    month.plus(i32::from(month.days_in_month()))
                };
                let first = first_of_month(today.plus(range.first));
                if (first..=today.plus(range.last)).contains(&turned) {
                    *month = turned;
                }
            }
        });
    }

    /// What the search has, while services are searched.
    fn searched(&mut self) -> Option<(&mut String, &mut String)> {
        let visit = self.visit.as_mut()?;
        match (&visit.step, &mut visit.way) {
            (Step::Services, Way::Search { text, letters }) => Some((text, letters)),
            _ => None,
        }
    }

    /// Changes what is entered; the mistake that was named is one of before.
    fn enter(&mut self, change: impl FnOnce(&mut Entry, &QuestionKind)) {
        if let Some(visit) = &mut self.visit
            && let Step::Question {
                business,
                index,
                entry,
                waiting: None,
                mistake,
                ..
            } = &mut visit.step
            && let Some(question) = business.service.questions.get(*index)
        {
            change(entry, &question.kind);
            *mistake = None;
            business.drafts.insert(question.id.clone(), entry.clone());
            visit.notice = None;
        }
    }

    /// What can be chosen now, and how.
    fn listed_now(&self) -> Option<(&[Choice], &QuestionKind)> {
        let Step::Question {
            business,
            index,
            options,
            waiting: None,
            ..
        } = &self.visit.as_ref()?.step
        else {
            return None;
        };
        Some((options, &business.question(*index)?.kind))
    }

    /// The answer is complete: it is checked, held if it has to be, and the visit goes on.
    pub(super) fn question_done(&mut self) {
        if self.waiting().is_some() {
            return;
        }
        let Some((business, index, answered)) = self.entered() else {
            return;
        };
        let Some(question) = business.question(index) else {
            return;
        };
        if let Err(mistake) = question.check(&answered.value, self.today()) {
            return self.name_mistake(mistake);
        }
        match listed_hold(&question.kind) {
            Some(_) => self.ask_to_hold(&business, &answered),
            None => self.answer_question(business, index, answered),
        }
    }

    /// What is entered for the question that is asked, as its answer.
    pub(super) fn entered(&self) -> Option<(Business, usize, Answered)> {
        let Step::Question {
            business,
            index,
            entry,
            options,
            ..
        } = &self.visit.as_ref()?.step
        else {
            return None;
        };
        let question = business.question(*index)?;
        let listed = options.iter().map(|option| option.id.as_str());
        let value = entry.value(&question.kind, listed);
        let answered = answered(&question.id, value, entry, options);
        Some((business.clone(), *index, answered))
    }

    fn name_mistake(&mut self, wrong: Mistake) {
        if let Some(visit) = &mut self.visit
            && let Step::Question { mistake, .. } = &mut visit.step
        {
            *mistake = Some(wrong);
        }
    }

    /// Takes the answer. What is owed by a typed number is looked up on the spot: a number that
    /// nobody knows is corrected where it was typed.
    pub(super) fn answer_question(
        &mut self,
        mut business: Business,
        index: usize,
        answered: Answered,
    ) {
        business.forget_from(index);
        let question = answered.question.clone();
        business.answers.push(answered);
        let stays = business.next_part() == Part::Dues && business.owes_by(&question);
        if !stays || !self.is_typed() {
            return self.go_on(business);
        }
        let asked = (self.ask_dues(&business), Asked::Dues);
        if let Some(visit) = &mut self.visit
            && let Step::Question {
                business: shown,
                waiting,
                ..
            } = &mut visit.step
        {
            *shown = business;
            *waiting = Some(asked);
            visit.notice = None;
        }
    }

    fn is_typed(&self) -> bool {
        let step = self.visit.as_ref().map(|visit| &visit.step);
        matches!(
            step,
            Some(Step::Question {
                entry: Entry::Typed(_),
                ..
            })
        )
    }

    /// The number of a notice was held before the camera.
    pub(super) fn notice_scanned(&mut self, number: String) {
        self.enter(|entry, _| *entry = Entry::Typed(number));
        self.question_done();
    }

    pub(super) fn before_question(&mut self, business: Business, index: usize) {
        match business.asked_before(index) {
            Some(before) => self.ask_question(business, before),
            None => self.leave_business(business),
        }
    }

    /// Back before the first question; what was typed is kept for the case that it goes on.
    pub(super) fn leave_business(&mut self, business: Business) {
        let service = business.service.clone();
        if let Some(visit) = &mut self.visit {
            visit.left = Some(business);
        }
        self.go(Step::Intro { service });
    }

    pub(super) fn citizen(&self) -> Option<CitizenHandle> {
        self.visit.as_ref()?.citizen.as_ref()?.handle.clone()
    }
}

/// So many texts that letters can be are offered: also the rare characters of names are among
/// them.
pub(super) const CANDIDATES: usize = 400;

/// What can be chosen where that is always the same, and where it is looked up.
fn listed(kind: &QuestionKind) -> (&[Choice], Option<&Lookup>) {
    match kind {
        QuestionKind::Choice { options, lookup }
        | QuestionKind::Several {
            options, lookup, ..
        } => (options, lookup.as_ref()),
        QuestionKind::YesNo
        | QuestionKind::Digits { .. }
        | QuestionKind::Amount { .. }
        | QuestionKind::IdNumber
        | QuestionKind::Phone
        | QuestionKind::Plate { .. }
        | QuestionKind::Date { .. }
        | QuestionKind::Text { .. } => (&[], None),
    }
}

fn listed_hold(kind: &QuestionKind) -> Option<u32> {
    listed(kind).1?.hold_minutes
}

fn set(ids: &mut BTreeSet<String>, id: &str, on: bool) {
    if on {
        ids.insert(id.to_owned());
    } else {
        ids.remove(id);
    }
}

fn answered(question: &str, value: String, entry: &Entry, options: &[Choice]) -> Answered {
    let chosen: Vec<&Choice> = match entry {
        Entry::Choice(Some(id)) => options.iter().filter(|option| option.id == *id).collect(),
        Entry::Several(ids) => options
            .iter()
            .filter(|option| ids.contains(&option.id))
            .collect(),
        Entry::Choice(None)
        | Entry::YesNo(_)
        | Entry::Typed(_)
        | Entry::Date { .. }
        | Entry::Text { .. } => Vec::new(),
    };
    let fees: Vec<Fen> = chosen.iter().filter_map(|option| option.fee).collect();
    let name = if chosen.is_empty() {
        Texts::same(value.clone())
    } else {
        together(&chosen)
    };
    Answered {
        question: question.to_owned(),
        value,
        name,
        fee: (!fees.is_empty()).then(|| fees.into_iter().sum()),
    }
}

/// The names of all that was chosen, in every language one of them has.
fn together(chosen: &[&Choice]) -> Texts {
    let langs: BTreeSet<&Lang> = chosen
        .iter()
        .flat_map(|option| option.name.0.keys())
        .collect();
    let names = langs.into_iter().map(|lang| {
        let names: Vec<&str> = chosen.iter().map(|option| option.name.get(lang)).collect();
        let between = match lang.0.as_str() {
            Lang::FIRST => "、",
            "ug" => "، ",
            "bo" => "། ",
            _ => ", ",
        };
        (lang.clone(), names.join(between))
    });
    Texts(names.collect())
}
