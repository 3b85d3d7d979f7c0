//! Drawing: the view is made anew from the state, in the visit's language.

use crate::call::{OrderItem, Receipt};
use crate::notice::Notice;
use crate::payment::Phase;
use crate::service::{DueChoice, QuestionKind, Service};
use crate::text::{Lang, Texts};
use crate::view::{
    Access, CameraView, DueLine, Ending, Frame, Input, IssuerName, Item, Line, Next, OptionLine,
    PaperPhase, PayPhase, Reclaim, Screen, ServiceName, Sheet, Slip, Tile, View,
};
use crate::visit::{Application, Business, Paper, Step, Visit};

use super::{Kiosk, Link};

/// What a touch would mean: when this changes, the revision does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    visit: Option<crate::call::VisitId>,
    step: &'static str,
    index: usize,
    asked: bool,
    help: bool,
}

impl Kiosk {
    pub(super) fn place_now(&self) -> Place {
        let (step, index) = self.step_name();
        Place {
            visit: self.visit.as_ref().map(|visit| visit.id),
            step,
            index,
            asked: self.warning().is_some(),
            help: self
                .visit
                .as_ref()
                .is_some_and(|visit| visit.help.is_some()),
        }
    }

    fn step_name(&self) -> (&'static str, usize) {
        let Some(visit) = &self.visit else {
            return match (self.out_of_service, self.link) {
                (Some(_), _) => ("outOfService", 0),
                (None, Link::Starting) => ("starting", 0),
                (None, Link::Up | Link::Down) => ("attract", 0),
            };
        };
        match &visit.step {
            Step::Services => ("services", 0),
            Step::Identify { .. } => ("identify", 0),
            Step::Choice { index, .. } => ("choice", *index),
            Step::Digits { index, .. } => ("digits", *index),
            Step::Dues { .. } => ("dues", 0),
            Step::Review { .. } => ("review", 0),
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
            Step::Unresolved { .. } => ("unresolved", 0),
            Step::Thanks { .. } => ("thanks", 0),
        }
    }

    pub(super) fn draw(&self) -> View {
        let first = || {
            self.config
                .langs
                .first()
                .cloned()
                .unwrap_or_else(|| Lang::new("zh-CN"))
        };
        let visit = self.visit.as_ref();
        let lang = visit.map_or_else(first, |visit| visit.lang.clone());
        View {
            revision: self.revision,
            hall: self.config.hall.get(&lang).to_owned(),
            machine: self.config.machine.clone(),
            langs: self.config.langs.clone(),
            access: visit.map_or_else(Access::default, |visit| visit.access),
            screen: self.screen(&lang),
            progress: visit.and_then(|visit| progress(&visit.step)),
            notice: self.notice(),
            frame: visit.map_or(CLOSED_FRAME, |visit| self.frame(visit)),
            sheet: self.sheet(),
            lang,
        }
    }

    fn sheet(&self) -> Option<Sheet> {
        if let Some(left) = self.warning() {
            return Some(Sheet::StillThere { left });
        }
        let help = self.visit.as_ref()?.help?;
        Some(Sheet::Help {
            staff_called: help.staff_called,
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
            Step::Identify { .. } | Step::Digits { .. } => camera(),
            Step::Review { .. } => printer(),
            Step::Pay { payment: None, .. } => camera().or_else(printer),
            Step::Choice { .. }
            | Step::Dues { .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => None,
        })
    }

    fn frame(&self, visit: &Visit) -> Frame {
        let (back, next, cancel) = match &visit.step {
            Step::Services => (true, Next::Absent, false),
            Step::Identify { .. } | Step::Choice { .. } => (true, Next::Absent, true),
            Step::Digits { waiting, .. } => {
                let full = self
                    .digits_question()
                    .is_some_and(|(typed, length)| typed.len() == length as usize);
                (true, enabled(full && waiting.is_none()), true)
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
            Step::Paper { .. } | Step::Taken { .. } | Step::Unresolved { .. } => {
                (false, Next::Enabled, false)
            }
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
            Step::Services => Screen::Services {
                services: self.tiles(lang),
            },
            Step::Identify { service, checking } => Screen::Identify {
                service: service_name(service, lang),
                issuers: self.issuer_names(lang),
                checking: checking.is_some(),
                camera: self.camera(),
            },
            Step::Choice {
                business, index, ..
            }
            | Step::Digits {
                business, index, ..
            } => self.question_screen(visit, business, *index, lang),
            Step::Dues { business, waiting } => Screen::Dues {
                service: service_name(&business.service, lang),
                citizen: payer(visit, business),
                checking: waiting.is_some(),
                dues: due_lines(business, lang),
                may_choose: business.service.dues == Some(DueChoice::Several),
                count: u32::try_from(business.ticked.len()).unwrap_or(u32::MAX),
                total: business.total(),
            },
            Step::Review {
                business, waiting, ..
            } => Screen::Review {
                service: service_name(&business.service, lang),
                citizen: payer(visit, business),
                lines: review_lines(business, lang),
                items: items(&business.items(), lang),
                total: business.total(),
                payee: business.service.payee.get(lang).to_owned(),
                checking: waiting.is_some(),
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
                receipt,
                paper,
            } => Screen::Receipt {
                service: service_name(service, lang),
                slip: slip(receipt, lang),
                phase: paper_phase(*paper, receipt),
            },
            Step::Taken {
                service,
                number,
                kept,
            } => Screen::Taken {
                service: service_name(service, lang),
                number: number.clone(),
                kept: *kept,
            },
            Step::Unresolved { application, .. } => unresolved(application, lang),
            Step::Thanks { ending, .. } => Screen::Thanks { ending: *ending },
        }
    }

    fn idle_screen(&self, lang: &Lang) -> Screen {
        match (self.out_of_service, self.link) {
            (Some(reason), _) => Screen::OutOfService { reason },
            (None, Link::Starting) => Screen::Starting,
            (None, Link::Up | Link::Down) => Screen::Attract {
                services: self.tiles(lang),
            },
        }
    }

    fn tiles(&self, lang: &Lang) -> Vec<Tile> {
        let tile = |service: &Service| Tile {
            id: service.id.clone(),
            name: service.name.get(lang).to_owned(),
            summary: service.summary.get(lang).to_owned(),
            icon: service.icon.clone(),
            minutes: service.minutes,
            closed: self.closed(service),
        };
        let mut tiles: Vec<_> = self.catalogue.services.iter().map(tile).collect();
        // What can be done now must not hide below what cannot.
        tiles.sort_by_key(|tile| tile.closed.is_some());
        tiles
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

    fn question_screen(
        &self,
        visit: &Visit,
        business: &Business,
        index: usize,
        lang: &Lang,
    ) -> Screen {
        let text = |texts: Option<&Texts>| texts.map_or_else(String::new, |t| t.get(lang).into());
        let question = business.question(index);
        let input = match (&visit.step, question.map(|question| question.kind)) {
            (
                Step::Digits { typed, .. },
                Some(QuestionKind::Digits {
                    length,
                    group,
                    scan,
                }),
            ) => Input::Digits {
                value: typed.clone(),
                length,
                group,
                camera: scan.then(|| self.camera()),
            },
            (
                Step::Choice {
                    options, waiting, ..
                },
                _,
            ) => Input::Choice {
                loading: waiting.is_some(),
                options: options
                    .iter()
                    .map(|choice| OptionLine {
                        id: choice.id.clone(),
                        name: choice.name.get(lang).to_owned(),
                        detail: choice.detail.get(lang).to_owned(),
                        fee: choice.fee,
                        available: choice.available,
                        chosen: false,
                    })
                    .collect(),
            },
            _ => Input::Choice {
                loading: true,
                options: Vec::new(),
            },
        };
        Screen::Question {
            service: service_name(&business.service, lang),
            title: text(question.map(|question| &question.title)),
            help: text(question.map(|question| &question.help)),
            checking: matches!(
                visit.step,
                Step::Digits {
                    waiting: Some(_),
                    ..
                }
            ),
            input,
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
        Step::Choice { .. } | Step::Digits { .. } | Step::Dues { .. } | Step::Review { .. } => {
            Some(2)
        }
        Step::Pay { .. } | Step::Unresolved { .. } => Some(3),
        Step::Paper { .. } | Step::Taken { .. } => Some(4),
        Step::Thanks {
            ending: Ending::Done | Ending::Taken | Ending::Kept,
            ..
        } => Some(4),
        Step::Thanks { .. } => None,
    }
}

fn payer(visit: &Visit, business: &Business) -> Option<String> {
    let citizen = visit.citizen.as_ref().filter(|_| business.service.identity);
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

fn review_lines(business: &Business, lang: &Lang) -> Vec<Line> {
    let answers = business.service.questions.iter().zip(&business.answers);
    let answers = answers.map(|(question, answered)| Line {
        label: question.label.get(lang).to_owned(),
        value: answered.name.get(lang).to_owned(),
    });
    answers.collect()
}

fn items(items: &[OrderItem], lang: &Lang) -> Vec<Item> {
    items
        .iter()
        .map(|item| Item {
            title: item.title.get(lang).to_owned(),
            detail: item.detail.get(lang).to_owned(),
            amount: item.amount,
        })
        .collect()
}

fn slip(receipt: &Receipt, lang: &Lang) -> Slip {
    Slip {
        number: receipt.number.clone(),
        case_number: receipt.case_number.clone(),
        payer: receipt.payer.clone(),
        payee: receipt.payee.get(lang).to_owned(),
        channel: receipt.channel,
        total: receipt.total,
        items: items(&receipt.items, lang),
        proof: receipt.proof.clone(),
    }
}

fn paper_phase(paper: Paper, receipt: &Receipt) -> PaperPhase {
    match paper {
        Paper::Printing { .. } => PaperPhase::Printing,
        Paper::Held(trouble) | Paper::Stuck { trouble, .. } => PaperPhase::Waiting {
            trouble,
            reclaim: reclaim(receipt),
        },
        Paper::Printed => PaperPhase::Printed,
        Paper::NotPrinted(trouble) => PaperPhase::NotPrinted {
            trouble,
            reclaim: reclaim(receipt),
        },
    }
}

/// The code in pairs, as it is read out.
fn reclaim(receipt: &Receipt) -> Reclaim {
    let code: Vec<char> = receipt.reclaim_code.chars().collect();
    let pairs: Vec<String> = code.chunks(2).map(|pair| pair.iter().collect()).collect();
    Reclaim {
        code: pairs.join(" "),
        symbol: format!("RC1:{}", receipt.reclaim_code),
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
