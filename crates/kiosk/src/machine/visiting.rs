//! The frame of a visit: beginning and ending, and the ways between its steps.

use crate::call::{Request, VisitId};
use crate::config::Times;
use crate::notice::Notice;
use crate::record::{PrintOutcome, Record};
use crate::service::{Identity, Service};
use crate::text::Lang;
use crate::view::{Access, Closed, Ending, Theme};
use crate::visit::{Paper, Sheet, Step, Visit};

use super::{Kiosk, Link};

impl Kiosk {
    /// Begins a visit, if the machine can serve anybody; whether it has.
    pub(super) fn begin_visit(&mut self) -> bool {
        if self.out_of_service().is_some() || self.link == Link::Starting {
            return false;
        }
        let id = VisitId(self.new_uuid());
        self.append(Record::VisitBegan { visit: id });
        self.visit = Some(Visit {
            id,
            lang: self.first_lang(),
            access: Access::at_first(self.first_theme()),
            step: Step::Services,
            citizen: None,
            notice: None,
            sheet: None,
            way: crate::finding::Way::default(),
            left: None,
            held: None,
            headphones: self.headphones,
            active: self.now.mono,
        });
        true
    }

    /// The language of a machine that nobody has touched yet.
    pub(super) fn first_lang(&self) -> Lang {
        let first = self.config.langs.first().cloned();
        first.unwrap_or_else(|| Lang::new(Lang::FIRST))
    }

    pub(super) fn first_theme(&self) -> Theme {
        let first = self.config.themes.first().cloned();
        first.unwrap_or_else(|| Theme(String::new()))
    }

    /// On the last screen, the next citizen need not wait.
    pub(super) fn begin_again(&mut self, revision: u64) {
        let over = self
            .visit
            .as_ref()
            .is_some_and(|v| matches!(v.step, Step::Thanks { .. }));
        if over && revision == self.revision {
            self.visit = None;
        }
    }

    pub(super) fn call_staff(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        let called = Some(Sheet::Help { staff_called: true });
        if visit.sheet == called {
            return;
        }
        visit.sheet = called;
        self.call(Request::CallStaff);
    }

    pub(super) fn choose_service(&mut self, id: &str) {
        let Some(visit) = &self.visit else { return };
        if !matches!(visit.step, Step::Services) {
            return;
        }
        let Some(service) = self.service(id).cloned() else {
            return;
        };
        match self.closed(&service) {
            Some(Closed::OutsideHours { .. }) => return self.notify(Notice::OutsideHours),
            Some(Closed::NeedsNetwork | Closed::TooManyKept) => {
                return self.notify(Notice::Offline);
            }
            None => {}
        }
        self.release();
        let known = visit_knows(self.visit.as_ref(), &service);
        self.go(if known {
            Step::Intro { service }
        } else {
            Step::Identify {
                service,
                checking: None,
            }
        });
    }

    /// Why a service cannot be done now.
    pub(super) fn closed(&self, service: &Service) -> Option<Closed> {
        if let Some(closed) = self.outside_hours(service) {
            return Some(closed);
        }
        match self.link {
            Link::Up => None,
            Link::Starting | Link::Down if !service.offline => Some(Closed::NeedsNetwork),
            Link::Starting | Link::Down if self.has_room_to_keep() => None,
            Link::Starting | Link::Down => Some(Closed::TooManyKept),
        }
    }

    fn outside_hours(&self, service: &Service) -> Option<Closed> {
        let hours = service.opens_next(self.local())?;
        Some(Closed::OutsideHours {
            from: hours.from_text(),
            until: hours.until_text(),
        })
    }

    /// The next step, at the lower right.
    pub(super) fn next(&mut self) {
        let Some(visit) = &self.visit else { return };
        match &visit.step {
            Step::Intro { service } => {
                let service = service.clone();
                self.begin_business(service);
            }
            Step::Question { .. } => self.question_done(),
            Step::Dues {
                business,
                waiting: None,
            } if !business.ticked.is_empty() => {
                let business = business.clone();
                self.review(business);
            }
            Step::Review { waiting: None, .. } => self.apply(),
            Step::Paper { .. } => self.finish_service(Some(Ending::Done)),
            Step::Taken { kept, .. } => {
                let ending = Ending::without_paper(*kept);
                self.finish_service(Some(ending));
            }
            Step::Rate { .. } => self.rating_done(),
            Step::Details { .. } => self.end_visit(Ending::Seen),
            Step::Unresolved { .. } => self.end_visit(Ending::Unresolved),
            Step::Services
            | Step::Identify { .. }
            | Step::Dues { .. }
            | Step::Review { .. }
            | Step::Pay { .. }
            | Step::Thanks { .. } => {}
        }
    }

    /// One step back, at the lower left.
    pub(super) fn back(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        match visit.step.clone() {
            Step::Services if visit.way.close() => {}
            Step::Services => self.end_visit(Ending::Cancelled),
            Step::Intro { .. } | Step::Identify { .. } => self.go(Step::Services),
            Step::Question {
                business, index, ..
            } => self.before_question(business, index),
            Step::Dues { business, .. } | Step::Details { business, .. } => {
                self.before_dues(business);
            }
            Step::Review {
                business,
                waiting: None,
                ..
            } => self.before_review(business),
            Step::Pay {
                application,
                payment: None,
            } => {
                self.call(Request::Withdraw {
                    key: application.key,
                });
                self.review(application.business);
            }
            Step::Review { .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Rate { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => {}
        }
    }

    pub(super) fn cancel(&mut self) {
        let Some(visit) = &self.visit else { return };
        match &visit.step {
            Step::Pay {
                payment: Some(key), ..
            } => {
                let key = *key;
                self.close_payment(key);
            }
            Step::Paper { .. } => self.end_visit(Ending::Done),
            Step::Taken { kept, .. } => {
                let ending = Ending::without_paper(*kept);
                self.end_visit(ending);
            }
            Step::Rate { ending, .. } => {
                let ending = ending.unwrap_or(Ending::Done);
                self.end_visit(ending);
            }
            Step::Details { .. } => self.end_visit(Ending::Seen),
            Step::Unresolved { .. } => self.end_visit(Ending::Unresolved),
            Step::Thanks { .. } => {}
            Step::Services
            | Step::Intro { .. }
            | Step::Identify { .. }
            | Step::Question { .. }
            | Step::Dues { .. }
            | Step::Review { .. }
            | Step::Pay { .. } => self.end_visit(Ending::Cancelled),
        }
    }

    /// After the receipt: something else, for the same citizen.
    pub(super) fn another(&mut self) {
        match self.visit.as_ref().map(|visit| &visit.step) {
            Some(Step::Paper { .. } | Step::Taken { .. }) => self.finish_service(None),
            Some(Step::Details { .. }) => self.go(Step::Services),
            _ => {}
        }
    }

    /// Ends the visit; everything it held is dropped but the last screen.
    pub(super) fn end_visit(&mut self, ending: Ending) {
        self.leave_paper();
        self.release();
        let Some(visit) = self.visit.take() else {
            return;
        };
        if let Some(key) = visit.step.application() {
            self.call(Request::Withdraw { key });
        }
        self.append(Record::VisitEnded {
            visit: visit.id,
            ending,
        });
        let Times { thanks, .. } = self.config.times;
        self.visit = Some(Visit {
            step: Step::Thanks {
                ending,
                until: self.now.mono + thanks,
            },
            citizen: None,
            notice: None,
            sheet: None,
            left: None,
            way: crate::finding::Way::default(),
            ..visit
        });
    }

    /// The citizen leaves the receipt; a paper that has not come is given up.
    pub(super) fn leave_paper(&mut self) {
        let Some(Visit {
            step: Step::Paper { handout, paper, .. },
            ..
        }) = &self.visit
        else {
            return;
        };
        let number = handout.number.clone();
        match *paper {
            Paper::Held(trouble) => {
                self.paper_resolved(&number, PrintOutcome::NotPrinted { trouble });
            }
            Paper::Stuck { .. } => self.cancel_print(number),
            Paper::Printing { .. } | Paper::Printed | Paper::NotPrinted(_) => {}
        }
    }

    /// Goes to another step. The notice belongs to the step that is left.
    pub(super) fn go(&mut self, step: Step) {
        if let Some(visit) = &mut self.visit {
            visit.step = step;
            visit.notice = None;
            visit.active = self.now.mono;
        }
    }
}

/// Whether nobody has to be asked for this service, or it is known already who is there.
fn visit_knows(visit: Option<&Visit>, service: &Service) -> bool {
    let citizen = visit.and_then(|visit| visit.citizen.as_ref());
    service.identity == Identity::None
        || citizen.is_some_and(|citizen| service.offline || citizen.handle.is_some())
}
