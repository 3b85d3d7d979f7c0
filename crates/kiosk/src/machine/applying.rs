//! The look over everything, and the application.

use crate::business::Business;
use crate::call::{Answer, ApplicationKey, CallError, Handout, Order, Problem, Request};
use crate::notice::Notice;
use crate::record::Record;
use crate::service::{Identity, Procedure};
use crate::visit::{Application, Step};

use super::identifying::trouble_of;
use super::{Kiosk, Link};

impl Kiosk {
    /// Shows everything once more. What costs nothing and takes nothing from anybody needs no
    /// second look: it is done at once.
    pub(super) fn review(&mut self, business: Business) {
        let key = ApplicationKey(self.new_uuid());
        let at_once = match business.service.procedure {
            Procedure::QueueTicket | Procedure::Reprint => true,
            Procedure::Apply | Procedure::ManageAppointment | Procedure::Progress => false,
        };
        self.go(Step::Review {
            business,
            key,
            waiting: None,
        });
        if at_once {
            self.apply();
        }
    }

    pub(super) fn before_review(&mut self, business: Business) {
        if business.service.dues.is_some() {
            self.go(Step::Dues {
                business,
                waiting: None,
            });
        } else {
            self.before_dues(business);
        }
    }

    /// Opens the application. Pressed again after no answer, it is the same application.
    pub(super) fn apply(&mut self) {
        let citizen = self.citizen();
        let Some(visit) = &self.visit else { return };
        let Step::Review {
            business,
            key,
            waiting: None,
        } = &visit.step
        else {
            return;
        };
        if business.service.offline && self.link == Link::Down {
            let (business, key) = (business.clone(), *key);
            return self.keep(business, key);
        }
        let shown = visit.shown_for(&business.service);
        let request = Request::Apply {
            key: *key,
            service: business.service.id.clone(),
            visit: visit.id,
            citizen: citizen.filter(|_| shown.is_none()),
            shown,
            answers: business.given(),
            dues: business.chosen_dues().map(|due| due.id.clone()).collect(),
        };
        let asked = self.ask(request);
        if let Some(visit) = &mut self.visit
            && let Step::Review { waiting, .. } = &mut visit.step
        {
            *waiting = Some(asked);
            visit.notice = None;
        }
    }

    pub(super) fn application_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let (
            id,
            Step::Review {
                business,
                key,
                waiting,
            },
        ) = (visit.id, &mut visit.step)
        else {
            return;
        };
        *waiting = None;
        let (business, key) = (business.clone(), *key);
        match answer {
            Ok(Answer::Application {
                case_number,
                order,
                rows,
                documents,
                receipt,
            }) => {
                // From here on the application holds what the visit held.
                visit.held = None;
                self.append(Record::Applied {
                    visit: id,
                    application: key,
                    case_number: case_number.clone(),
                    order: order.as_ref().map(|order| order.id.clone()),
                });
                if let Some(order) = order {
                    return self.demand(business, key, order);
                }
                if documents.is_empty() && receipt.is_none() {
                    return self.go(Step::Taken {
                        service: business.service,
                        application: key,
                        number: case_number,
                        kept: false,
                        rows,
                    });
                }
                // The first paper of a receipt has its number, so that the backend hears of it; a
                // further one must not pass for it.
                let first = receipt.as_ref().filter(|receipt| !receipt.reprint);
                let handout = Handout {
                    number: first.map_or(case_number, |receipt| receipt.number.clone()),
                    receipt: receipt.map(|receipt| *receipt),
                    documents,
                };
                self.hand_out(business.service, key, handout);
            }
            // It may have arrived: the same key makes it the same application.
            Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken)
                if business.service.offline && self.has_room_to_keep() =>
            {
                self.keep(business, key);
            }
            Err(CallError::Refused(Problem::Taken | Problem::NoticePaid)) => {
                self.start_over(business);
                self.notify(Notice::TakenMeanwhile);
            }
            Err(CallError::Refused(Problem::AppointmentOver)) => {
                self.start_over(business);
                self.notify(Notice::AppointmentOver);
            }
            Err(CallError::Refused(Problem::CheckInNotOpen)) => {
                self.start_over(business);
                self.notify(Notice::CheckInNotOpen);
            }
            Ok(_) | Err(_) => {
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    /// Asks for the money, if it is what was looked over: nobody pays another amount.
    fn demand(&mut self, business: Business, key: ApplicationKey, order: Order) {
        if order.amount != business.total() {
            self.call(Request::Withdraw { key });
            self.start_over(business);
            return self.notify(Notice::AmountChanged);
        }
        let application = Application {
            key,
            order,
            business,
            tried: None,
        };
        self.go(Step::Pay {
            application,
            payment: None,
        });
    }

    /// Somebody else was faster: what can be had is looked up again.
    fn start_over(&mut self, business: Business) {
        let of_citizen =
            business.service.dues.is_some() && business.service.identity == Identity::Required;
        if of_citizen {
            self.look_up_dues(Business {
                dues: Vec::new(),
                ..business
            });
        } else {
            self.before_dues(business);
        }
    }
}
