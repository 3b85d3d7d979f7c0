//! Applications the backend could not be given: kept, sealed, and sent when it is there again, in
//! their order and one at a time, so that each arrives once.

use std::time::Duration;

use crate::business::Business;
use crate::call::{Answer, ApplicationKey, CallError, CallId, Request, VisitId};
use crate::event::Effect;
use crate::memory::VisitKey;
use crate::outbox::KeptApplication;
use crate::record::{ApplicationOutcome, Record};
use crate::sealed::{NONCE, Personal};
use crate::visit::Step;

use super::{Kiosk, Link};

/// How the first of the kept applications is being sent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sending {
    call: Option<CallId>,
    next: Duration,
}

impl Kiosk {
    /// Whether one more application can be kept.
    pub(super) fn has_room_to_keep(&self) -> bool {
        self.owed.kept.len() < self.config.kept_max
    }

    /// Keeps the application and tells the citizen that it will be sent.
    pub(super) fn keep(&mut self, business: Business, application: ApplicationKey) {
        let Some(visit) = &self.visit else { return };
        let id = visit.id;
        let shown = visit.shown_for(&business.service);
        let code = shown.as_ref().and(visit.citizen.as_ref());
        let code = code.map(|citizen| citizen.code);
        let personal = Personal {
            answers: business.given(),
            shown,
        };
        let key = self.key_of(id);
        let nonce = self.random::<NONCE>();
        let sealed = personal.seal(&key, application, nonce);
        self.append(Record::ApplicationKept {
            visit: id,
            application,
            service: business.service.id.clone(),
            code,
            sealed,
        });
        self.go(Step::Taken {
            service: business.service,
            application,
            number: spoken(application),
            kept: true,
            rows: Vec::new(),
        });
    }

    /// The key of a visit, durable before anything is sealed with it.
    fn key_of(&mut self, visit: VisitId) -> VisitKey {
        if let Some(key) = self.keys.get(&visit) {
            return key.clone();
        }
        let key = VisitKey::new(self.random());
        self.keys.insert(visit, key.clone());
        self.effects.push(Effect::KeepKey {
            visit,
            key: key.clone(),
        });
        key
    }

    /// Erases the keys of visits that owe nothing.
    pub(super) fn erase_keys(&mut self) {
        let owing = |visit| self.owed.kept.iter().any(|kept| kept.visit == visit);
        let done: Vec<_> = self.keys.keys().copied().filter(|id| !owing(*id)).collect();
        for visit in done {
            self.keys.remove(&visit);
            self.effects.push(Effect::EraseKey { visit });
        }
    }

    /// When the first of them is sent, if the backend is there to be asked.
    pub(super) fn send_kept_at(&self) -> Option<Duration> {
        let idle = self.sending.call.is_none() && !self.owed.kept.is_empty();
        (idle && self.link == Link::Up).then_some(self.sending.next)
    }

    pub(super) fn send_kept(&mut self) {
        while self.send_kept_at().is_some_and(|at| at <= self.now.mono) {
            let Some(first) = self.owed.kept.front().cloned() else {
                return;
            };
            match self.request_of(&first) {
                Some(request) => self.sending.call = Some(self.call(request)),
                None => self.settle_kept(first.application, ApplicationOutcome::Unreadable),
            }
        }
    }

    fn request_of(&self, kept: &KeptApplication) -> Option<Request> {
        let key = self.keys.get(&kept.visit)?;
        let personal = Personal::open(&kept.sealed, key, kept.application)?;
        Some(Request::Apply {
            key: kept.application,
            service: kept.service.clone(),
            visit: kept.visit,
            citizen: None,
            shown: personal.shown,
            answers: personal.answers,
            dues: Vec::new(),
        })
    }

    pub(super) fn is_sending_kept(&self, call: CallId) -> bool {
        self.sending.call == Some(call)
    }

    pub(super) fn kept_answered(&mut self, answer: Result<Answer, CallError>) {
        self.sending.call = None;
        let Some(application) = self.owed.kept.front().map(|kept| kept.application) else {
            return;
        };
        match answer {
            Ok(Answer::Application {
                case_number,
                order: None,
                ..
            }) => self.settle_kept(application, ApplicationOutcome::Accepted { case_number }),
            Ok(Answer::Application { order: Some(_), .. }) => {
                // It costs something meanwhile: nobody is there to pay it.
                self.call(Request::Withdraw { key: application });
                self.settle_kept(application, ApplicationOutcome::Refused);
            }
            Err(CallError::Refused(_)) => {
                self.settle_kept(application, ApplicationOutcome::Refused);
            }
            Ok(_) | Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken) => {
                self.sending.next = self.now.mono + self.config.times.pursue;
            }
        }
    }

    fn settle_kept(&mut self, application: ApplicationKey, outcome: ApplicationOutcome) {
        self.append(Record::ApplicationSettled {
            application,
            outcome,
        });
        self.erase_keys();
        self.sending.next = self.now.mono;
    }
}

/// The number of a kept application as it is read out: the beginning of its key, which the backend
/// knows, too.
fn spoken(application: ApplicationKey) -> String {
    let key = application.0.simple().to_string().to_uppercase();
    format!("{}-{}", &key[..4], &key[4..8])
}
