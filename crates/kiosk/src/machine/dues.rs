//! What is owed.

use crate::business::Business;
use crate::call::{Answer, CallError, Problem, Request};
use crate::notice::Notice;
use crate::visit::{Step, Waiting};

use super::Kiosk;
use super::identifying::trouble_of;

impl Kiosk {
    pub(super) fn look_up_dues(&mut self, business: Business) {
        let waiting = Some(self.ask_dues(&business));
        self.go(Step::Dues { business, waiting });
    }

    pub(super) fn ask_dues(&mut self, business: &Business) -> Waiting {
        let citizen = self.citizen();
        self.ask(Request::Dues {
            service: business.service.id.clone(),
            citizen,
            answers: business.given(),
        })
    }

    /// What is owed by the number that was just typed. A number that is wrong is corrected there.
    pub(super) fn dues_of_answer_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Question {
            business, waiting, ..
        } = &mut visit.step
        else {
            return;
        };
        *waiting = None;
        let business = business.clone();
        match answer {
            Ok(Answer::Dues { payer, dues }) if !dues.is_empty() => {
                self.show_dues(business, payer, dues);
            }
            Ok(Answer::Dues { .. }) => self.refuse(Notice::NoticeNumberUnknown),
            Err(CallError::Refused(problem)) => self.refuse(match problem {
                Problem::NoticeMistyped => Notice::NoticeNumberMistyped,
                Problem::NoticeUnknown => Notice::NoticeNumberUnknown,
                Problem::NoticePaid => Notice::NoticeAlreadyPaid,
                Problem::Taken => Notice::TakenMeanwhile,
                Problem::Code(_)
                | Problem::Unverified
                | Problem::CitizenUnknown
                | Problem::CitizenExpired
                | Problem::AnswerInvalid
                | Problem::AppointmentOver
                | Problem::CheckInNotOpen
                | Problem::PaymentUnknown
                | Problem::Other => Notice::TryAgain,
            }),
            Ok(_) | Err(_) => {
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    pub(super) fn dues_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Dues { business, waiting } = &mut visit.step else {
            return;
        };
        *waiting = None;
        let business = business.clone();
        match answer {
            Ok(Answer::Dues { payer, dues }) if !dues.is_empty() => {
                self.show_dues(business, payer, dues);
            }
            Ok(Answer::Dues { .. }) | Err(CallError::Refused(Problem::NoticePaid)) => {
                self.go(Step::Services);
                self.notify(Notice::NothingOwed);
            }
            Ok(_) | Err(_) => {
                self.before_dues(business);
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    fn show_dues(
        &mut self,
        mut business: Business,
        payer: Option<String>,
        dues: Vec<crate::call::Due>,
    ) {
        business.take_dues(payer, dues);
        self.go(Step::Dues {
            business,
            waiting: None,
        });
    }

    pub(super) fn before_dues(&mut self, business: Business) {
        let questions = business.service.questions.len();
        self.before_question(business, questions);
    }
}
