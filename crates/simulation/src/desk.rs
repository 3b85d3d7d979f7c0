//! What the backend knows besides orders: services, citizens, what they owe, applications.

use std::time::Duration;

use kiosk::call::{
    Answer, CallError, CitizenHandle, Decline, Details, Due as OwedDue, Order, OrderItem, Problem,
    Receipt, Request,
};
use kiosk::money::Fen;
use kiosk::secret::Secret;
use kiosk::service::{
    Catalogue, Choice, DueChoice, Dues, DuesBy, Fee, Identity, Issuer, Lookup, Procedure, Question,
    QuestionKind, ScanKind, Service, Source,
};
use kiosk::text::Texts;
use kiosk::time::Timestamp;
use kiosk::view;
use order::{DeclineReason, Event, Known};

use crate::backend::{Application, Call, Stored};
use crate::coverage::Fault;
use crate::rules::Rule;
use crate::story::{Who, short};
use crate::world::World;

/// Names what belongs to a citizen, so that it is found where it should not be.
pub(crate) const MARK: char = '§';
/// Notice numbers begin with this.
pub(crate) const NOTICE: u64 = 77_000_000_000;

/// The one question of a service.
const QUESTION: &str = "question";
/// What was chosen is held for so long.
const HELD: Duration = Duration::from_secs(600);

/// Something owed.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) citizen: usize,
    pub(crate) amount: u64,
    pub(crate) held_by: Option<usize>,
    pub(crate) paid_by: Option<usize>,
}

impl World {
    pub(crate) fn ask_desk(&mut self, call: &Call, request: Request) -> Result<Answer, CallError> {
        match request {
            Request::Catalogue => Ok(Answer::Catalogue {
                offered: Box::new(offered()),
                issuers: issuers(),
                time: Timestamp(self.backend.clock(self.now)),
            }),
            Request::Identify { code, .. } => {
                let citizen = citizen_in(code.expose());
                let citizen = citizen.ok_or(CallError::Refused(Problem::CitizenUnknown))?;
                Ok(Answer::Citizen {
                    handle: CitizenHandle(Secret::new(format!("handle{MARK}{citizen}{MARK}"))),
                    name: name_of(citizen),
                })
            }
            Request::Dues {
                citizen, answers, ..
            } => {
                let citizen = match (&citizen, answers.first()) {
                    (Some(handle), _) => citizen_in(handle.0.expose()),
                    (None, Some(given)) => citizen_of_notice(&given.value),
                    (None, None) => None,
                };
                let citizen = citizen.ok_or(CallError::Refused(Problem::NoticeUnknown))?;
                Ok(self.owed(citizen, answers.is_empty()))
            }
            Request::Options { .. } => Ok(Answer::Options(vec![
                choice("a", None),
                choice("b", Some(Fen(1_500))),
            ])),
            Request::Apply {
                key,
                service,
                citizen,
                shown,
                answers,
                dues,
                ..
            } => {
                let citizen = match (&citizen, &shown, answers.first()) {
                    (Some(handle), _, _) => citizen_in(handle.0.expose()),
                    (None, Some(shown), _) => citizen_in(shown.code.expose()),
                    (None, None, Some(given)) => citizen_of_notice(&given.value),
                    (None, None, None) => None,
                };
                let citizen = citizen.ok_or(CallError::Refused(Problem::CitizenUnknown))?;
                let fee = if service == "hospital" { 1_500 } else { 0 };
                let shown = shown.map(|shown| shown.at.0);
                let answers = answers.iter().map(|given| given.value.as_str());
                let content = format!("{citizen} {shown:?} {}", answers.collect::<String>());
                self.apply(call, key.0, citizen, fee, dues, content)
            }
            Request::Hold { .. } => Ok(Answer::Held { hold: HELD }),
            Request::Details { .. } => Ok(Answer::Details(Details::default())),
            Request::Called => Ok(Answer::Called(Vec::new())),
            Request::CallStaff
            | Request::Release { .. }
            | Request::Rate { .. }
            | Request::Withdraw { .. }
            | Request::Submit { .. }
            | Request::LookUp { .. }
            | Request::Void { .. }
            | Request::Delivery { .. } => Ok(Answer::Done),
        }
    }

    fn owed(&self, citizen: usize, fines: bool) -> Answer {
        let dues = self.backend.dues.iter().filter(|(id, due)| {
            due.citizen == citizen && due.paid_by.is_none() && id.starts_with('F') == fines
        });
        Answer::Dues {
            payer: Some(name_of(citizen)),
            dues: dues
                .map(|(id, due)| OwedDue {
                    id: id.clone(),
                    title: text("due"),
                    detail: Texts::default(),
                    amount: Fen(due.amount),
                })
                .collect(),
        }
    }

    /// Makes the application under this key, or gives the answer that was given before.
    fn apply(
        &mut self,
        call: &Call,
        key: uuid::Uuid,
        citizen: usize,
        fee: u64,
        dues: Vec<String>,
        content: String,
    ) -> Result<Answer, CallError> {
        if let Some(before) = self.backend.applications.get(&key).cloned() {
            if before.content != content {
                self.broken(Rule::OneApplication, || {
                    format!(
                        "application {} is sent again with another content",
                        short(key)
                    )
                });
            }
            return Ok(self.opened(&before));
        }
        self.take_over(&dues)?;
        let owed = dues.iter().filter_map(|id| self.backend.dues.get(id));
        let mut amount = fee + owed.map(|due| due.amount).sum::<u64>();
        if amount > 0 && self.fault_of(call.visitor, Fault::AmountChanged, 8) {
            amount += 100;
        }
        let case_number = format!("C{:06}", self.backend.applications.len() + 1);
        let order = (amount > 0).then_some(self.backend.orders.len());
        if let Some(index) = order {
            let now = self.backend.clock(self.now);
            let order = order::Order::new(amount, now, &self.plan.waits);
            for due in &dues {
                if let Some(due) = self.backend.dues.get_mut(due) {
                    due.held_by = Some(index);
                }
            }
            self.tell(Who::World, || {
                format!("order O{index} of {amount} fen is opened")
            });
            self.backend.orders.push(Stored {
                id: format!("O{index}"),
                wake_at: order.wake_at(),
                order,
                case_number: case_number.clone(),
                payer: name_of(citizen),
                dues,
                visitor: call.visitor,
                receipt: None,
                decided: std::collections::BTreeMap::new(),
                sent: std::collections::BTreeSet::new(),
            });
        }
        let application = Application {
            case_number,
            order,
            amount,
            content,
        };
        self.backend.applications.insert(key, application.clone());
        self.schedule_ticks(0);
        Ok(self.opened(&application))
    }

    fn opened(&self, application: &Application) -> Answer {
        Answer::Application {
            case_number: application.case_number.clone(),
            rows: Vec::new(),
            documents: Vec::new(),
            receipt: None,
            order: application.order.map(|index| Order {
                id: self.backend.orders[index].id.clone(),
                amount: Fen(application.amount),
                payee: text("payee"),
                items: vec![item(application.amount)],
            }),
        }
    }

    /// Frees what another order holds, unless that is being paid.
    fn take_over(&mut self, dues: &[String]) -> Result<(), CallError> {
        let taken = Err(CallError::Refused(Problem::Taken));
        for id in dues {
            let Some(due) = self.backend.dues.get(id) else {
                return taken;
            };
            if due.paid_by.is_some() {
                return taken;
            }
            let Some(holder) = due.held_by else { continue };
            let now = self.backend.clock(self.now);
            let stored = &mut self.backend.orders[holder];
            if stored.order.is_open() || stored.order.is_paid() {
                return taken;
            }
            let _ = stored.order.handle(Event::Withdraw, now, &self.plan.waits);
            stored.wake_at = stored.order.wake_at();
            self.release(holder);
        }
        Ok(())
    }

    pub(crate) fn release(&mut self, order: usize) {
        for due in &self.backend.orders[order].dues {
            if let Some(due) = self.backend.dues.get_mut(due)
                && due.held_by == Some(order)
            {
                due.held_by = None;
            }
        }
    }

    pub(crate) fn pay_due(&mut self, order: usize, id: &str) {
        let Some(due) = self.backend.dues.get_mut(id) else {
            return;
        };
        due.held_by = None;
        if let Some(before) = due.paid_by.replace(order) {
            self.broken(Rule::OneCharge, || {
                format!("what is owed as {id} was paid by order O{before} and by O{order}")
            });
        }
    }
}

fn text(text: &str) -> Texts {
    Texts::from([("zh-CN", text)])
}

pub(crate) fn name_of(citizen: usize) -> String {
    format!("王*{MARK}{citizen}{MARK}")
}

/// Which citizen is meant by a text with a mark in it.
pub(crate) fn citizen_in(text: &str) -> Option<usize> {
    text.split(MARK).nth(1)?.parse().ok()
}

fn citizen_of_notice(number: &str) -> Option<usize> {
    let number: u64 = number.parse().ok()?;
    usize::try_from(number.checked_sub(NOTICE)?).ok()
}

fn item(amount: u64) -> OrderItem {
    OrderItem {
        title: text("item"),
        detail: Texts::default(),
        amount: Fen(amount),
    }
}

fn choice(id: &str, fee: Option<Fen>) -> Choice {
    Choice {
        id: id.to_owned(),
        name: text(id),
        detail: Texts::default(),
        fee,
        available: true,
    }
}

pub(crate) fn issuers() -> Vec<Issuer> {
    vec![Issuer {
        name: text("issuer"),
        color: "#0b5d51".to_owned(),
        needs_network: false,
    }]
}

/// What can be done: something owed by the citizen, something owed under a number, something that
/// is chosen, held and paid for, and something that goes on without a network.
pub(crate) fn offered() -> Catalogue {
    let notice = QuestionKind::Digits {
        length: 11,
        group: 4,
        scan: Some(ScanKind::Notice),
    };
    let looked_up = QuestionKind::Choice {
        options: Vec::new(),
        lookup: Some(Lookup {
            from: Source::List {
                name: "list".to_owned(),
                own: false,
            },
            under: None,
            hold_minutes: Some(10),
        }),
    };
    let fixed = QuestionKind::Choice {
        options: vec![choice("a", None), choice("b", None)],
        lookup: None,
    };
    let by_question = DuesBy::Question {
        question: QUESTION.to_owned(),
    };
    Catalogue {
        services: vec![
            Service {
                dues: dues(DuesBy::Citizen, DueChoice::Several),
                ..service("fines", None)
            },
            Service {
                identity: Identity::None,
                dues: dues(by_question, DueChoice::All),
                ..service("notice", Some(notice))
            },
            Service {
                fees: vec![Fee::Option {
                    question: QUESTION.to_owned(),
                }],
                ..service("hospital", Some(looked_up))
            },
            Service {
                procedure: Procedure::Progress,
                ..service("progress", None)
            },
            Service {
                offline: true,
                ..service("statement", Some(fixed))
            },
        ],
        ..Catalogue::default()
    }
}

fn dues(by: DuesBy, choice: DueChoice) -> Option<Dues> {
    Some(Dues { by, choice })
}

fn service(id: &str, asked: Option<QuestionKind>) -> Service {
    let question = |kind| Question {
        id: QUESTION.to_owned(),
        title: text("question"),
        label: text("question"),
        help: Texts::default(),
        kind,
        when: None,
    };
    Service {
        id: id.to_owned(),
        name: text(id),
        summary: Texts::default(),
        help: Texts::default(),
        department: String::new(),
        life_events: Vec::new(),
        payee: text("payee"),
        icon: String::new(),
        minutes: 2,
        identity: Identity::Required,
        needs: Vec::new(),
        costs: Texts::default(),
        simple: false,
        questions: asked.map(question).into_iter().collect(),
        dues: None,
        fees: Vec::new(),
        procedure: Procedure::Apply,
        documents: Vec::new(),
        offline: false,
        hours: Vec::new(),
    }
}

pub(crate) fn receipt(stored: &Stored, number: &str, payment: &order::Payment) -> Receipt {
    let amount = stored.order.amount;
    Receipt {
        number: number.to_owned(),
        check_code: String::new(),
        issued_at: String::new(),
        title: text("receipt"),
        payer: stored.payer.clone(),
        payee: text("payee"),
        case_number: stored.case_number.clone(),
        order: stored.id.clone(),
        channel: match payment.channel {
            Some(order::Channel::Wechat) | None => view::Channel::Wechat,
            Some(order::Channel::Alipay) => view::Channel::Alipay,
        },
        items: vec![item(amount)],
        total: Fen(amount),
        proof: String::new(),
        reclaim_code: format!("{number:.6}"),
        documents: Vec::new(),
        reprint: false,
    }
}

pub(crate) fn channel(channel: view::Channel) -> order::Channel {
    match channel {
        view::Channel::Wechat => order::Channel::Wechat,
        view::Channel::Alipay => order::Channel::Alipay,
    }
}

pub(crate) fn decline(reason: DeclineReason) -> Decline {
    match reason {
        DeclineReason::NotEnough => Decline::NotEnough,
        DeclineReason::WrongPassword => Decline::WrongPassword,
        DeclineReason::NotConfirmed => Decline::NotConfirmed,
        DeclineReason::CodeExpired | DeclineReason::CodeUsed | DeclineReason::CodeInvalid => {
            Decline::CodeExpired
        }
        DeclineReason::ByChannel => Decline::ByChannel,
        DeclineReason::ChannelUnreachable => Decline::ChannelUnreachable,
    }
}

/// Whether a decision is one.
pub(crate) fn is_decided(known: Known) -> bool {
    known != Known::Pending
}
