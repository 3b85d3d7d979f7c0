//! Services that only show what is known.

use crate::business::Business;
use crate::call::{Answer, CallError, Details, Request};
use crate::notice::Notice;
use crate::visit::Step;

use super::Kiosk;
use super::identifying::trouble_of;

impl Kiosk {
    pub(super) fn look_up(&mut self, business: Business) {
        let request = Request::Details {
            service: business.service.id.clone(),
            citizen: self.citizen(),
            answers: business.given(),
        };
        let waiting = Some(self.ask(request));
        self.go(Step::Details {
            business,
            waiting,
            details: Details::default(),
        });
    }

    pub(super) fn details_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Details {
            business,
            waiting,
            details,
        } = &mut visit.step
        else {
            return;
        };
        *waiting = None;
        match answer {
            Ok(Answer::Details(known)) => *details = known,
            Ok(_) | Err(_) => {
                let business = business.clone();
                self.before_dues(business);
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }
}
