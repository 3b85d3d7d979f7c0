//! Drawing: the view is made anew from the state, in the visit's language.

mod finding;
mod papers;
mod questions;

use crate::business::Business;
use crate::entry::Entry;
use crate::notice::Notice;
use crate::payment::Phase;
use crate::service::{Identity, Service, Stage};
use crate::text::Lang;
use crate::view::{
    Access, CameraView, DueLine, Ending, Frame, IssuerName, Next, PayPhase, ReasonLine, Screen,
    ServiceName, Sheet, StageLine, View,
};
use crate::visit::{self, Application, Paper, Step, Visit};

use self::papers::{items, lines};
use self::questions::{Asking, said};
use super::rating::reasons_for;
use super::{Kiosk, Link};

/// What a touch would mean: when this changes, the revision does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    visit: Option<crate::call::VisitId>,
    step: &'static str,
    index: usize,
    asked: bool,
    sheet: Option<crate::visit::Sheet>,
}

impl Kiosk {
    pub(super) fn place_now(&self) -> Place {
        let (step, index) = self.step_name();
        Place {
            visit: self.visit.as_ref().map(|visit| visit.id),
            step,
            index,
            asked: self.warning().is_some(),
            sheet: self.visit.as_ref().and_then(|visit| visit.sheet),
        }
    }

    fn step_name(&self) -> (&'static str, usize) {
        let Some(visit) = &self.visit else {
            return match (self.out_of_service(), self.link) {
                (Some(_), _) => ("outOfService", 0),
                (None, Link::Starting) => ("starting", 0),
                (None, Link::Up | Link::Down) => ("attract", 0),
            };
        };
        match &visit.step {
            Step::Services => ("services", visit.way.place()),
            Step::Identify { .. } => ("identify", 0),
            Step::Intro { .. } => ("intro", 0),
            Step::Question { index, .. } => ("question", *index),
            Step::Dues { .. } => ("dues", 0),
            Step::Review { .. } => ("review", 0),
            Step::Details { .. } => ("details", 0),
            Step::Pay { payment, .. } => {
                let payment = payment.and_then(|key| self.payments.get(&key));
                match payment.map(|payment| payment.phase) {
                    None => ("showCode", 0),
                    Some(Phase::Asking { .. }) => ("asking", 0),
                    Some(Phase::Closing) => ("closing", 0),
                }
            }
            Step::Paper { paper, .. } => match paper {
                Paper::Printing { .. } => ("printing", 0),
                Paper::Held(_) | Paper::Stuck { .. } => ("paperWaiting", 0),
                Paper::Printed => ("printed", 0),
                Paper::NotPrinted(_) => ("notPrinted", 0),
            },
            Step::Taken { .. } => ("taken", 0),
            Step::Rate { .. } => ("rate", 0),
            Step::Unresolved { .. } => ("unresolved", 0),
            Step::Thanks { .. } => ("thanks", 0),
        }
    }

    pub(super) fn draw(&self) -> View {
        let visit = self.visit.as_ref();
        let lang = visit.map_or_else(|| self.first_lang(), |visit| visit.lang.clone());
        let at_first = || Access::at_first(self.first_theme());
        View {
            revision: self.revision,
            hall: self.config.hall.get(&lang).to_owned(),
            machine: self.config.machine.clone(),
            langs: self.config.langs.clone(),
            themes: self.config.themes.clone(),
            access: visit.map_or_else(at_first, |visit| visit.access.clone()),
            screen: self.screen(&lang),
            progress: visit.and_then(|visit| progress(&visit.step)),
            notice: self.notice(),
            frame: visit.map_or(CLOSED_FRAME, |visit| self.frame(visit)),
            sheet: self.sheet(),
            calling: self.calling.called.clone(),
            lang,
        }
    }

    fn sheet(&self) -> Option<Sheet> {
        if let Some(left) = self.warning() {
            return Some(Sheet::StillThere { left });
        }
        Some(match self.visit.as_ref()?.sheet? {
            visit::Sheet::Help { staff_called } => Sheet::Help { staff_called },
            visit::Sheet::Access => Sheet::Access,
            visit::Sheet::Speech => Sheet::Speech,
        })
    }

    /// The visit's own notice first, then what is wrong with the machine and matters here.
    fn notice(&self) -> Option<Notice> {
        let offline = (self.link == Link::Down).then_some(Notice::Offline);
        let Some(visit) = &self.visit else {
            return offline;
        };
        let camera = || (self.wants_camera() && !self.camera_live).then_some(Notice::CameraMissing);
        let printer = || self.printer.map(|trouble| Notice::PrinterDown { trouble });
        visit.notice.or_else(|| match &visit.step {
            Step::Services => offline,
            Step::Identify { .. } | Step::Question { .. } => camera(),
            Step::Review { .. } => printer(),
            Step::Pay { payment: None, .. } => camera().or_else(printer),
            Step::Intro { .. }
            | Step::Dues { .. }
            | Step::Details { .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Rate { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => None,
        })
    }

    fn frame(&self, visit: &Visit) -> Frame {
        let (back, next, cancel) = match &visit.step {
            Step::Services => (true, Next::Absent, false),
            Step::Intro { .. } => (true, Next::Enabled, true),
            Step::Identify { .. }
            | Step::Question {
                entry: Entry::Choice(_) | Entry::YesNo(_),
                ..
            } => (true, Next::Absent, true),
            Step::Question { entry, waiting, .. } => {
                (true, enabled(!entry.is_empty() && waiting.is_none()), true)
            }
            Step::Dues { business, waiting } => (
                true,
                enabled(waiting.is_none() && !business.ticked.is_empty()),
                true,
            ),
            Step::Review { waiting, .. } => (waiting.is_none(), enabled(waiting.is_none()), true),
            Step::Pay { payment: None, .. } => (true, Next::Absent, true),
            Step::Pay {
                payment: Some(key), ..
            } => {
                let closing = self
                    .payments
                    .get(key)
                    .is_none_or(|payment| payment.phase == Phase::Closing);
                (false, Next::Absent, !closing)
            }
            Step::Details { waiting, .. } => (true, enabled(waiting.is_none()), true),
            Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Rate { .. }
            | Step::Unresolved { .. } => (false, Next::Enabled, false),
            Step::Thanks { .. } => (false, Next::Absent, false),
        };
        Frame {
            back,
            next,
            cancel,
            help: !matches!(visit.step, Step::Thanks { .. }),
        }
    }

    fn screen(&self, lang: &Lang) -> Screen {
        let Some(visit) = &self.visit else {
            return self.idle_screen(lang);
        };
        match &visit.step {
            Step::Services => self.services_screen(visit, lang),
            Step::Intro { service } => Screen::Intro {
                service: service_name(service, lang),
                facts: self.facts(service, lang),
            },
            Step::Identify { service, checking } => Screen::Identify {
                service: service_name(service, lang),
                facts: self.facts(service, lang),
                issuers: self.issuer_names(lang),
                waiting: checking
                    .as_ref()
                    .map(|checking| self.answer_within(checking.waiting)),
                camera: self.camera(),
            },
            Step::Question {
                business,
                index,
                entry,
                options,
                waiting,
                mistake,
            } => {
                let asking = Asking {
                    business,
                    index: *index,
                    entry,
                    options,
                    waiting: *waiting,
                    mistake: mistake.as_ref(),
                };
                self.question_screen(&asking, lang)
                    .unwrap_or(Screen::Starting)
            }
            Step::Dues { business, waiting } => Screen::Dues {
                service: service_name(&business.service, lang),
                citizen: payer(visit, business),
                waiting: waiting.map(|waiting| self.answer_within(waiting)),
                dues: due_lines(business, lang),
                may_choose: business.may_leave_out(),
                count: u32::try_from(business.ticked.len()).unwrap_or(u32::MAX),
                total: business.total(),
            },
            Step::Review {
                business, waiting, ..
            } => Screen::Review {
                service: service_name(&business.service, lang),
                citizen: payer(visit, business),
                lines: said(business, lang),
                items: items(&business.items(), lang),
                total: business.total(),
                payee: business.service.payee.get(lang).to_owned(),
                held: visit
                    .held
                    .as_ref()
                    .map(|held| self.countdown(held.until, held.whole)),
                waiting: waiting.map(|waiting| self.answer_within(waiting)),
            },
            Step::Details {
                business,
                waiting,
                details,
            } => Screen::Details {
                service: service_name(&business.service, lang),
                waiting: waiting.map(|waiting| self.answer_within(waiting)),
                title: details.title.get(lang).to_owned(),
                lines: lines(&details.rows, lang),
                stages: details
                    .stages
                    .iter()
                    .map(|stage| stage_line(stage, lang))
                    .collect(),
            },
            Step::Pay {
                application,
                payment,
            } => Screen::Pay {
                service: service_name(&application.business.service, lang),
                payee: application.order.payee.get(lang).to_owned(),
                total: application.order.amount,
                phase: self.pay_phase(*payment),
            },
            Step::Paper {
                service,
                handout,
                paper,
                ..
            } => self.paper_screen(service, handout, *paper, lang),
            Step::Taken {
                service,
                number,
                kept,
                rows,
                ..
            } => Screen::Taken {
                service: service_name(service, lang),
                number: number.clone(),
                kept: *kept,
                lines: lines(rows, lang),
            },
            Step::Rate {
                service,
                level,
                reasons,
                until,
                ..
            } => Screen::Rate {
                service: service_name(service, lang),
                level: *level,
                reasons: reasons_for(*level)
                    .iter()
                    .map(|reason| ReasonLine {
                        id: reason.id().to_owned(),
                        chosen: reasons.contains(reason),
                    })
                    .collect(),
                left: self.countdown(*until, self.config.times.rating * visit.patience()),
            },
            Step::Unresolved { application, .. } => unresolved(application, lang),
            Step::Thanks { ending, .. } => Screen::Thanks { ending: *ending },
        }
    }

    fn idle_screen(&self, lang: &Lang) -> Screen {
        match (self.out_of_service(), self.link) {
            (Some(reason), _) => Screen::OutOfService { reason },
            (None, Link::Starting) => Screen::Starting,
            (None, Link::Up | Link::Down) => self.attract_screen(lang),
        }
    }

    fn issuer_names(&self, lang: &Lang) -> Vec<IssuerName> {
        self.accepted()
            .map(|issuer| IssuerName {
                name: issuer.name.get(lang).to_owned(),
                color: issuer.color.clone(),
            })
            .collect()
    }

    fn camera(&self) -> CameraView {
        if self.camera_live {
            CameraView::Live(self.sighted)
        } else {
            CameraView::Missing
        }
    }

    fn pay_phase(&self, payment: Option<crate::call::PaymentKey>) -> PayPhase {
        let times = &self.config.times;
        let Some(payment) = payment.and_then(|key| self.payments.get(&key)) else {
            return PayPhase::ShowCode {
                camera: self.camera(),
            };
        };
        let channel = payment.channel;
        match payment.phase {
            Phase::Asking { payer_confirms } => PayPhase::Asking {
                channel,
                payer_confirms,
                left: self.countdown(payment.since + times.payment, times.payment),
            },
            Phase::Closing => PayPhase::Closing {
                channel,
                left: self.countdown(payment.since + times.closing, times.closing),
            },
        }
    }
}

const CLOSED_FRAME: Frame = Frame {
    back: false,
    next: Next::Absent,
    cancel: false,
    help: false,
};

fn enabled(enabled: bool) -> Next {
    if enabled {
        Next::Enabled
    } else {
        Next::Disabled
    }
}

/// Of five parts: service, code, question, payment, receipt.
fn progress(step: &Step) -> Option<u8> {
    match step {
        Step::Services => Some(0),
        Step::Identify { .. } => Some(1),
        Step::Intro { .. } => Some(0),
        Step::Question { .. } | Step::Dues { .. } | Step::Review { .. } | Step::Details { .. } => {
            Some(2)
        }
        Step::Pay { .. } | Step::Unresolved { .. } => Some(3),
        Step::Paper { .. } | Step::Taken { .. } | Step::Rate { .. } => Some(4),
        Step::Thanks {
            ending: Ending::Done | Ending::Taken | Ending::Kept | Ending::Seen,
            ..
        } => Some(4),
        Step::Thanks { .. } => None,
    }
}

fn payer(visit: &Visit, business: &Business) -> Option<String> {
    let citizen = visit
        .citizen
        .as_ref()
        .filter(|_| business.service.identity == Identity::Required);
    citizen
        .and_then(|citizen| citizen.name.clone())
        .or_else(|| business.payer.clone())
}

fn due_lines(business: &Business, lang: &Lang) -> Vec<DueLine> {
    business
        .dues
        .iter()
        .map(|due| DueLine {
            id: due.id.clone(),
            title: due.title.get(lang).to_owned(),
            detail: due.detail.get(lang).to_owned(),
            amount: due.amount,
            ticked: business.ticked.contains(&due.id),
        })
        .collect()
}

fn stage_line(stage: &Stage, lang: &Lang) -> StageLine {
    StageLine {
        name: stage.name.get(lang).to_owned(),
        detail: stage.detail.get(lang).to_owned(),
        done: stage.done,
    }
}

fn unresolved(application: &Application, lang: &Lang) -> Screen {
    Screen::Unresolved {
        service: service_name(&application.business.service, lang),
        total: application.order.amount,
        order: application.order.id.clone(),
    }
}

fn service_name(service: &Service, lang: &Lang) -> ServiceName {
    ServiceName {
        id: service.id.clone(),
        name: service.name.get(lang).to_owned(),
        icon: service.icon.clone(),
    }
}
