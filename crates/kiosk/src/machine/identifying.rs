//! Showing something to the camera: who is this, which notice, which payment code.

use crate::call::{Answer, CallError, CitizenHandle, Problem, Request, Shown, VisitId};
use crate::notice::Notice;
use crate::scan::{CodeId, Refusal, Scan};
use crate::secret::Secret;
use crate::service::{QuestionKind, Service};
use crate::visit::{Checking, Citizen, Step};

use super::{Kiosk, Link};

/// What the present step looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Citizen,
    Notice,
    Payment,
}

impl Kiosk {
    /// Whether the camera shall look for codes.
    pub(super) fn wants_camera(&self) -> bool {
        self.wanted().is_some()
    }

    fn wanted(&self) -> Option<Wanted> {
        match &self.visit.as_ref()?.step {
            Step::Identify { .. } => Some(Wanted::Citizen),
            Step::Question {
                business, index, ..
            } => {
                let question = business.question(*index)?;
                matches!(question.kind, QuestionKind::Digits { scan: Some(_), .. })
                    .then_some(Wanted::Notice)
            }
            Step::Pay { payment: None, .. } => Some(Wanted::Payment),
            Step::Services
            | Step::Intro { .. }
            | Step::Dues { .. }
            | Step::Review { .. }
            | Step::Details { .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Rate { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => None,
        }
    }

    /// Something was held before the scanner. What is not looked for now is not even looked at.
    pub(super) fn scanned(&mut self, scan: Scan) {
        let Some(wanted) = self.wanted() else { return };
        if self.waiting().is_some() {
            return;
        }
        match (wanted, scan) {
            (Wanted::Citizen, Scan::Citizen { code, id }) => self.identify(code, id, None),
            (Wanted::Citizen, Scan::Opaque { kind, code, id }) => self.verify(kind, code, id),
            (Wanted::Citizen, Scan::CitizenRefused(refusal)) => self.refuse(notice_of(refusal)),
            (Wanted::Citizen, Scan::Payment { .. }) => self.refuse(Notice::ShowIdentityInstead),
            (Wanted::Notice, Scan::NoticeNumber(number)) => self.notice_scanned(number),
            (
                Wanted::Payment,
                Scan::Payment {
                    channel: Some(channel),
                    code,
                },
            ) => {
                self.submit(channel, code);
            }
            (Wanted::Payment, Scan::Payment { channel: None, .. }) => {
                self.refuse(Notice::ChannelNotAccepted);
            }
            (
                Wanted::Payment,
                Scan::Citizen { .. } | Scan::Opaque { .. } | Scan::CitizenRefused(_),
            ) => {
                self.refuse(Notice::ShowPaymentInstead);
            }
            (_, Scan::StaffBadge) => self.refuse(Notice::StaffBadge),
            (_, Scan::IdNumber) => self.refuse(Notice::IdNumberNotNeeded),
            (_, _) => self.refuse(Notice::CodeOther),
        }
    }

    /// A code that only its issuer understands: without a connection nobody can be asked, and
    /// nothing speaks for the code.
    fn verify(&mut self, kind: String, code: Secret, id: CodeId) {
        if self.link == Link::Up {
            return self.identify(code, id, Some(kind));
        }
        self.notify(Notice::CodeNeedsConnection);
        if let Some(visit) = &mut self.visit {
            visit.active = self.now.mono;
        }
    }

    fn identify(&mut self, code: Secret, id: CodeId, kind: Option<String>) {
        let Some(visit) = &self.visit else { return };
        let Step::Identify { service, .. } = &visit.step else {
            return;
        };
        if self.was_used_elsewhere(id, visit.id) {
            return self.refuse(Notice::CodeUsed);
        }
        let shown = Shown {
            code: code.clone(),
            at: self.now.wall,
        };
        if service.offline && self.link == Link::Down {
            let service = service.clone();
            return self.identified(service, None, shown, id);
        }
        let (visit, opaque) = (visit.id, kind.is_some());
        let waiting = self.ask(Request::Identify { visit, code, kind });
        if let Some(visit) = &mut self.visit
            && let Step::Identify { checking, .. } = &mut visit.step
        {
            *checking = Some(Checking {
                shown,
                code: id,
                opaque,
                waiting,
            });
            visit.notice = None;
            visit.active = self.now.mono;
        }
    }

    pub(super) fn identify_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Identify { service, checking } = &mut visit.step else {
            return;
        };
        let Some(checking) = checking.take() else {
            return;
        };
        let Checking {
            shown,
            code,
            opaque,
            ..
        } = checking;
        let service = service.clone();
        match answer {
            Ok(Answer::Citizen { handle, name }) => {
                self.identified(service, Some((handle, name)), shown, code);
            }
            // The code's signature and times are right: that is enough for what goes on without a
            // network, where the backend has its say later.
            Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken)
                if service.offline && !opaque =>
            {
                self.identified(service, None, shown, code);
            }
            Err(CallError::Unreachable) if opaque => self.notify(Notice::CodeNeedsConnection),
            Err(
                CallError::TimedOut | CallError::Broken | CallError::Refused(Problem::Unverified),
            ) if opaque => {
                self.notify(Notice::CodeUnanswered);
            }
            Err(CallError::Refused(Problem::Code(refusal))) => self.refuse(notice_of(refusal)),
            Err(CallError::Refused(_)) => self.refuse(Notice::CodeUnknownIssuer),
            Err(error) => self.notify(trouble_of(error)),
            Ok(_) => self.notify(Notice::TryAgain),
        }
    }

    fn identified(
        &mut self,
        service: Service,
        known: Option<(CitizenHandle, String)>,
        shown: Shown,
        code: CodeId,
    ) {
        let (handle, name) = known.unzip();
        if let Some(visit) = &mut self.visit {
            self.used.note(code, visit.id, self.now.mono);
            visit.citizen = Some(Citizen {
                handle,
                name,
                shown,
                code,
            });
        }
        self.begin_business(service);
    }
}

impl Kiosk {
    /// Whether another visit at this machine has used the code. After a restart only those are
    /// known that an application is kept for; nothing came of the others.
    fn was_used_elsewhere(&self, code: CodeId, visit: VisitId) -> bool {
        let mut kept = self.owed.kept.iter();
        kept.any(|kept| kept.code == Some(code) && kept.visit != visit)
            || self.used.refuses(code, visit, self.now.mono)
    }
}

fn notice_of(refusal: Refusal) -> Notice {
    match refusal {
        Refusal::CutOff => Notice::CodeCutOff,
        Refusal::UnknownIssuer => Notice::CodeUnknownIssuer,
        Refusal::Forged => Notice::CodeForged,
        Refusal::Expired => Notice::CodeExpired,
        Refusal::NotYetValid => Notice::CodeNotYetValid,
        Refusal::Used => Notice::CodeUsed,
        Refusal::NotLive => Notice::CodeNotLive,
        Refusal::Lapsed => Notice::CodeLapsed,
        Refusal::Revoked => Notice::CodeRevoked,
        Refusal::OtherHall => Notice::CodeOtherHall,
    }
}

/// What the citizen is told when a question got no answer.
pub(super) fn trouble_of(error: CallError) -> Notice {
    match error {
        CallError::Unreachable => Notice::Offline,
        CallError::TimedOut | CallError::Broken | CallError::Refused(_) => Notice::TryAgain,
    }
}
