//! The frame of a visit: touches, beginning and ending, and the ways between its steps.

use crate::call::{Request, VisitId};
use crate::config::Times;
use crate::notice::Notice;
use crate::record::{PrintOutcome, Record};
use crate::service::Service;
use crate::text::Lang;
use crate::touch::Touch;
use crate::view::{Access, Closed, Ending};
use crate::visit::{Business, Help, Paper, Step, Visit};

use super::{Kiosk, Link};

impl Kiosk {
    pub(super) fn touched(&mut self, revision: u64, touch: Touch) {
        if self.out_of_service.is_some() && self.visit.is_none() {
            return;
        }
        let asked = self.warning().is_some();
        if self.visit.is_none() && !self.begins_visit(revision) {
            return;
        }
        let now = self.now.mono;
        let Some(visit) = &mut self.visit else { return };
        // Whatever was touched, somebody is there.
        visit.active = now;
        match touch {
            Touch::Speak { lang } => self.speak(lang),
            Touch::TextSize { size } => visit.access.text = size.min(Access::TEXT_MAX),
            Touch::Contrast { on } => visit.access.contrast = on,
            Touch::Reach { on } => visit.access.reach = on,
            Touch::Stay => visit.help = None,
            Touch::Begin => self.begin_again(revision),
            Touch::Help => {
                visit.help = Some(Help {
                    staff_called: false,
                })
            }
            Touch::CallStaff => self.call_staff(),
            Touch::ChooseService { .. }
            | Touch::ChooseOption { .. }
            | Touch::Tick { .. }
            | Touch::Digit { .. }
            | Touch::Erase
            | Touch::Clear
            | Touch::Next
            | Touch::Back
            | Touch::Cancel
            | Touch::Another => {
                // A sheet covers the screen, and a stale touch was made on another one: what
                // lies below was not meant.
                if !asked && revision == self.revision {
                    self.step_touched(touch);
                }
            }
        }
    }

    fn step_touched(&mut self, touch: Touch) {
        let Some(visit) = &mut self.visit else { return };
        if visit.help.is_some() {
            return;
        }
        match touch {
            Touch::ChooseService { id } => self.choose_service(&id),
            Touch::ChooseOption { id } => self.choose_option(&id),
            Touch::Tick { id, on } => {
                if let Step::Dues { business, .. } = &mut visit.step {
                    business.tick(&id, on);
                }
            }
            Touch::Digit { digit } => self.digit(digit),
            Touch::Erase => self.edit_digits(|typed| {
                typed.pop();
            }),
            Touch::Clear => self.edit_digits(String::clear),
            Touch::Next => self.next(),
            Touch::Back => self.back(),
            Touch::Cancel => self.cancel(),
            Touch::Another => self.another(),
            Touch::Begin
            | Touch::Help
            | Touch::CallStaff
            | Touch::Stay
            | Touch::Speak { .. }
            | Touch::TextSize { .. }
            | Touch::Contrast { .. }
            | Touch::Reach { .. } => {}
        }
    }

    /// The first touch begins a visit, whatever it is; a touch meant for the last visit does not.
    fn begins_visit(&mut self, revision: u64) -> bool {
        if revision != self.revision || self.link == Link::Starting {
            return false;
        }
        let first = self
            .config
            .langs
            .first()
            .cloned()
            .unwrap_or_else(|| Lang::new("zh-CN"));
        let id = VisitId(self.new_uuid());
        self.append(Record::VisitBegan { visit: id });
        self.visit = Some(Visit {
            id,
            lang: first,
            access: Access::default(),
            step: Step::Services,
            citizen: None,
            notice: None,
            help: None,
            active: self.now.mono,
        });
        true
    }

    /// On the last screen, the next citizen need not wait.
    fn begin_again(&mut self, revision: u64) {
        let over = self
            .visit
            .as_ref()
            .is_some_and(|v| matches!(v.step, Step::Thanks { .. }));
        if over && revision == self.revision {
            self.visit = None;
        }
    }

    fn speak(&mut self, lang: Lang) {
        if let Some(visit) = &mut self.visit
            && self.config.langs.contains(&lang)
        {
            visit.lang = lang;
        }
    }

    fn call_staff(&mut self) {
        let Some(visit) = &mut self.visit else { return };
        if visit.help == Some(Help { staff_called: true }) {
            return;
        }
        visit.help = Some(Help { staff_called: true });
        self.call(Request::CallStaff);
    }

    fn choose_service(&mut self, id: &str) {
        let Some(visit) = &self.visit else { return };
        if !matches!(visit.step, Step::Services) {
            return;
        }
        let services = &self.catalogue.services;
        let Some(service) = services.iter().find(|service| service.id == id) else {
            return;
        };
        if self.closed(service).is_some() {
            self.notify(Notice::Offline);
            return;
        }
        let service = service.clone();
        let known = visit
            .citizen
            .as_ref()
            .is_some_and(|citizen| service.offline || citizen.handle.is_some());
        if service.identity && !known {
            self.go(Step::Identify {
                service,
                checking: None,
            });
        } else {
            self.go_on(Business::new(service));
        }
    }

    /// Why a service cannot be done now.
    pub(super) fn closed(&self, service: &Service) -> Option<Closed> {
        match self.link {
            Link::Up => None,
            Link::Starting | Link::Down if !service.offline => Some(Closed::NeedsNetwork),
            Link::Starting | Link::Down if self.has_room_to_keep() => None,
            Link::Starting | Link::Down => Some(Closed::TooManyKept),
        }
    }

    /// The next step, at the lower right.
    fn next(&mut self) {
        let Some(visit) = &self.visit else { return };
        match &visit.step {
            Step::Digits { .. } => self.digits_done(),
            Step::Dues {
                business,
                waiting: None,
            } if !business.ticked.is_empty() => {
                let business = business.clone();
                self.review(business);
            }
            Step::Review { waiting: None, .. } => self.apply(),
            Step::Paper { .. } => self.end_visit(Ending::Done),
            Step::Taken { kept, .. } => self.end_visit(Ending::without_paper(*kept)),
            Step::Unresolved { .. } => self.end_visit(Ending::Unresolved),
            Step::Services
            | Step::Identify { .. }
            | Step::Choice { .. }
            | Step::Dues { .. }
            | Step::Review { .. }
            | Step::Pay { .. }
            | Step::Thanks { .. } => {}
        }
    }

    /// One step back, at the lower left.
    fn back(&mut self) {
        let Some(visit) = &self.visit else { return };
        match visit.step.clone() {
            Step::Services => self.end_visit(Ending::Cancelled),
            Step::Identify { .. } => self.go(Step::Services),
            Step::Choice {
                business, index, ..
            }
            | Step::Digits {
                business, index, ..
            } => {
                self.before_question(business, index);
            }
            Step::Dues { business, .. } => self.before_dues(business),
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
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => {}
        }
    }

    fn cancel(&mut self) {
        let Some(visit) = &self.visit else { return };
        match &visit.step {
            Step::Pay {
                payment: Some(key), ..
            } => {
                let key = *key;
                self.close_payment(key);
            }
            Step::Paper { .. } => self.end_visit(Ending::Done),
            Step::Taken { kept, .. } => self.end_visit(Ending::without_paper(*kept)),
            Step::Unresolved { .. } => self.end_visit(Ending::Unresolved),
            Step::Thanks { .. } => {}
            Step::Services
            | Step::Identify { .. }
            | Step::Choice { .. }
            | Step::Digits { .. }
            | Step::Dues { .. }
            | Step::Review { .. }
            | Step::Pay { .. } => self.end_visit(Ending::Cancelled),
        }
    }

    /// After the receipt: something else, for the same citizen.
    fn another(&mut self) {
        if matches!(
            self.visit.as_ref().map(|visit| &visit.step),
            Some(Step::Paper { .. } | Step::Taken { .. })
        ) {
            self.leave_paper();
            self.go(Step::Services);
        }
    }

    /// Ends the visit; everything it held is dropped but the last screen.
    pub(super) fn end_visit(&mut self, ending: Ending) {
        self.leave_paper();
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
            help: None,
            ..visit
        });
    }

    /// The citizen leaves the receipt; a paper that has not come is given up.
    fn leave_paper(&mut self) {
        let Some(Visit {
            step: Step::Paper { receipt, paper, .. },
            ..
        }) = &self.visit
        else {
            return;
        };
        let number = receipt.number.clone();
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
