//! Holding what was chosen for the visit, against everybody else, for some minutes.

use std::time::Duration;

use crate::business::Business;
use crate::call::{Answer, CallError, Problem, Request};
use crate::notice::Notice;
use crate::service::Answered;
use crate::visit::{Asked, Held, Step};

use super::Kiosk;
use super::identifying::trouble_of;

impl Kiosk {
    pub(super) fn ask_to_hold(&mut self, business: &Business, answered: &Answered) {
        let Some(visit) = self.visit.as_ref().map(|visit| visit.id) else {
            return;
        };
        let request = Request::Hold {
            service: business.service.id.clone(),
            visit,
            citizen: self.citizen(),
            question: answered.question.clone(),
            option: answered.value.clone(),
            answers: business.given(),
        };
        let asked = (self.ask(request), Asked::Hold);
        if let Some(visit) = &mut self.visit
            && let Step::Question { waiting, .. } = &mut visit.step
        {
            *waiting = Some(asked);
            visit.notice = None;
        }
    }

    pub(super) fn hold_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Question { waiting, .. } = &mut visit.step else {
            return;
        };
        *waiting = None;
        let Some((business, index, answered)) = self.entered() else {
            return;
        };
        match answer {
            Ok(Answer::Held { hold }) => {
                self.note_held(answered.question.clone(), hold);
                self.answer_question(business, index, answered);
            }
            Err(CallError::Refused(Problem::Taken | Problem::AnswerInvalid)) => {
                self.ask_question(business, index);
                self.notify(Notice::TakenMeanwhile);
            }
            answer => self.notify(answer.err().map_or(Notice::TryAgain, trouble_of)),
        }
    }

    fn note_held(&mut self, question: String, hold: Duration) {
        let until = self.now.mono + hold;
        if let Some(visit) = &mut self.visit {
            visit.held = Some(Held {
                question,
                until,
                whole: hold,
            });
        }
    }

    /// When what is held is free again. Once the application is open, its order holds it.
    pub(super) fn hold_ends(&self) -> Option<Duration> {
        let visit = self.visit.as_ref()?;
        visit.step.business()?;
        Some(visit.held.as_ref()?.until)
    }

    /// The time is over: somebody else may have it now, so it is chosen again.
    pub(super) fn hold_over(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        let Some(held) = visit.held.take() else {
            return;
        };
        let Some(business) = visit.step.business().cloned() else {
            return;
        };
        let mut questions = business.service.questions.iter();
        if let Some(index) = questions.position(|question| question.id == held.question) {
            self.ask_question(business, index);
            self.notify(Notice::HoldOver);
        }
    }

    /// Nothing of what was held is wanted any more.
    pub(super) fn release(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        if visit.held.take().is_some() {
            let visit = visit.id;
            self.call(Request::Release { visit });
        }
    }
}
