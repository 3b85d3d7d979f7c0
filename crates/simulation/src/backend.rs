//! The backend: one database, some processes that may die at any moment, and the real order logic.
//!
//! Each step of an order is one transaction (read, [`order::Order::handle`], receipt and dues),
//! and what it asks of a channel is sent after the commit, as the backend does it. All processes
//! share one wall clock, which may be set; each notices that by itself before its next step.

use std::collections::{BTreeMap, BTreeSet};

use kiosk::call::{Answer, CallError, CallId, PaymentState, Problem, Request};
use order::{Event, Known, Millis, Refusal};
use uuid::Uuid;

use crate::coverage::{Checked, Fault, State};
use crate::desk::{self, Due};
use crate::plan::Plan;
use crate::rules::Rule;
use crate::story::{Who, short};
use crate::telling;
use crate::world::{At, Happening, WALL, World};

/// A call of a machine.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) machine: usize,
    pub(crate) life: u32,
    pub(crate) call: CallId,
    pub(crate) visitor: Option<usize>,
    pub(crate) request: Request,
}

/// An order with what the pure logic has no need to know.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) id: String,
    pub(crate) order: order::Order,
    pub(crate) wake_at: Option<Millis>,
    pub(crate) case_number: String,
    pub(crate) payer: String,
    pub(crate) dues: Vec<String>,
    pub(crate) visitor: Option<usize>,
    pub(crate) receipt: Option<(Uuid, String)>,
    /// What was decided, to see that it stays so.
    pub(crate) decided: BTreeMap<Uuid, Known>,
    /// Payments that were sent to a channel.
    pub(crate) sent: BTreeSet<Uuid>,
}

/// An application.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) case_number: String,
    pub(crate) order: Option<usize>,
    pub(crate) amount: u64,
    /// Who applies for what: the same key says the same for ever.
    pub(crate) content: String,
}

/// A process.
#[derive(Debug, Default)]
pub(crate) struct Process {
    pub(crate) is_up: bool,
    pub(crate) life: u32,
    /// The wall clock was set, and it has not looked since.
    pub(crate) clock_was_set: bool,
    /// Questions under way.
    pub(crate) asking: u32,
    tick_at: Option<At>,
    replies: BTreeMap<u64, Reply>,
}

/// A submit or void that waits for its payment to be decided.
#[derive(Debug)]
struct Reply {
    call: Call,
    key: Uuid,
    asks: BTreeSet<(Uuid, u32)>,
}

/// Database and processes.
#[derive(Debug)]
pub(crate) struct Backend {
    pub(crate) processes: Vec<Process>,
    pub(crate) orders: Vec<Stored>,
    pub(crate) applications: BTreeMap<Uuid, Application>,
    pub(crate) payments: BTreeMap<Uuid, usize>,
    pub(crate) receipts: BTreeMap<String, usize>,
    pub(crate) receipt_counter: u64,
    pub(crate) dues: BTreeMap<String, Due>,
    pub(crate) delivered: BTreeSet<String>,
    pub(crate) wall_ahead: i64,
    next_reply: u64,
}

/// What came of a step.
enum Step {
    Died,
    Refused(Refusal),
    Asked(BTreeSet<(Uuid, u32)>),
}

impl Backend {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            processes: (0..plan.processes).map(|_| Process::default()).collect(),
            orders: Vec::new(),
            applications: BTreeMap::new(),
            payments: BTreeMap::new(),
            receipts: BTreeMap::new(),
            receipt_counter: 0,
            dues: BTreeMap::new(),
            delivered: BTreeSet::new(),
            wall_ahead: 0,
            next_reply: 0,
        }
    }

    pub(crate) fn payment(&self, key: Uuid) -> Option<&order::Payment> {
        self.orders[*self.payments.get(&key)?].order.payments.get(&key)
    }

    /// The wall clock's time.
    pub(crate) fn clock(&self, now: At) -> Millis {
        WALL + i64::try_from(now).unwrap_or(0) + self.wall_ahead
    }

    /// When the wall clock will say this.
    pub(crate) fn true_time(&self, at: Millis) -> At {
        u64::try_from(at - WALL - self.wall_ahead).unwrap_or(0)
    }
}

impl World {
    pub(crate) fn serve(&mut self, process: usize, call: Call) {
        let answer = match call.request.clone() {
            Request::Submit {
                key,
                order,
                channel,
                code,
                amount,
            } => {
                let code = code.expose().parse().unwrap_or(0);
                let event = Event::Submit {
                    key: key.0,
                    channel: desk::channel(channel),
                    amount: amount.0,
                };
                let closed = self.backend.payment(key.0);
                if closed.is_some_and(|payment| payment.channel.is_none()) {
                    self.outcome.coverage.fault(Fault::SubmitAfterVoid);
                }
                return self.payment_call(process, call, &order, key.0, event, Some(code));
            }
            Request::Void { key, order } => {
                let event = Event::Void { key: key.0 };
                return self.payment_call(process, call, &order, key.0, event, None);
            }
            Request::LookUp { key } => self.state(key.0),
            Request::Withdraw { key } => match self.backend.applications.get(&key.0) {
                None => Err(CallError::Refused(Problem::Other)),
                Some(Application { order: None, .. }) => Ok(Answer::Done),
                Some(Application {
                    order: Some(order), ..
                }) => match self.step(process, *order, Event::Withdraw, None) {
                    Step::Died => return,
                    Step::Refused(refusal) => Err(problem(refusal)),
                    Step::Asked(_) => Ok(Answer::Done),
                },
            },
            Request::Delivery { receipt, .. } => {
                self.backend.delivered.insert(receipt);
                Ok(Answer::Done)
            }
            other => self.ask_desk(&call, other),
        };
        self.reply(&call, answer);
    }

    fn payment_call(
        &mut self,
        process: usize,
        call: Call,
        order: &str,
        key: Uuid,
        event: Event,
        code: Option<u64>,
    ) {
        let index = order.strip_prefix('O').and_then(|index| index.parse().ok());
        let known = index.filter(|index: &usize| *index < self.backend.orders.len());
        let is_of_order = self
            .backend
            .payments
            .get(&key)
            .is_none_or(|other| Some(*other) == known);
        let (Some(index), true) = (known, is_of_order) else {
            return self.reply(&call, Err(CallError::Refused(Problem::Other)));
        };
        match self.step(process, index, event, code) {
            Step::Died => {}
            Step::Refused(refusal) => self.reply(&call, Err(problem(refusal))),
            Step::Asked(asks) if asks.is_empty() => {
                let state = self.state(key);
                self.reply(&call, state);
            }
            Step::Asked(asks) => {
                let reply = self.backend.next_reply;
                self.backend.next_reply += 1;
                let this = &mut self.backend.processes[process];
                let life = this.life;
                this.replies.insert(reply, Reply { call, key, asks });
                let wait = u64::try_from(self.plan.waits.reply_ms).unwrap_or(0);
                self.after(wait, Happening::ReplyDue {
                    process,
                    life,
                    reply,
                });
            }
        }
    }

    pub(crate) fn reply_due(&mut self, process: usize, life: u32, reply: u64) {
        let this = &mut self.backend.processes[process];
        if this.life != life {
            return;
        }
        if let Some(reply) = this.replies.remove(&reply) {
            let state = self.state(reply.key);
            self.reply(&reply.call, state);
        }
    }

    /// What is durably known of a payment.
    fn state(&self, key: Uuid) -> Result<Answer, CallError> {
        let refused = Err(CallError::Refused(Problem::PaymentUnknown));
        let Some(index) = self.backend.payments.get(&key) else {
            return refused;
        };
        let stored = &self.backend.orders[*index];
        let Some(payment) = stored.order.payments.get(&key) else {
            return refused;
        };
        Ok(Answer::Payment(match payment.known {
            Known::Pending => PaymentState::Pending {
                payer_confirms: payment.pursuit.as_ref().is_some_and(|p| p.payer_confirms),
            },
            Known::Approved => match &stored.receipt {
                Some((_, number)) => {
                    PaymentState::Approved(Box::new(desk::receipt(stored, number, payment)))
                }
                None => return Err(CallError::Broken),
            },
            Known::Declined(reason) => PaymentState::Declined(desk::decline(reason)),
            Known::Voided => PaymentState::Voided,
        }))
    }

    /// One step of an order. A process that finds the clock set first takes everything up anew.
    fn step(&mut self, process: usize, order: usize, event: Event, code: Option<u64>) -> Step {
        if !self.look_at_clock(process) {
            return Step::Died;
        }
        self.step_now(process, order, event, code)
    }

    /// False if the process died over it.
    fn look_at_clock(&mut self, process: usize) -> bool {
        if !self.backend.processes[process].clock_was_set {
            return true;
        }
        self.tell(Who::Backend(process), || "finds that the clock was set".to_owned());
        self.backend.processes[process].clock_was_set = false;
        self.take_up(process)
    }

    fn step_now(&mut self, process: usize, order: usize, event: Event, code: Option<u64>) -> Step {
        let visitor = self.backend.orders[order].visitor;
        if self.fault_of(visitor, Fault::KilledBefore, 4) {
            self.kill(process, "before a commit");
            return Step::Died;
        }
        let now = self.backend.clock(self.now);
        let stored = &mut self.backend.orders[order];
        let handled = stored.order.handle(event, now, &self.plan.waits);
        stored.wake_at = stored.order.wake_at();
        for key in stored.order.payments.keys() {
            self.backend.payments.entry(*key).or_insert(order);
        }
        if self.story.is_told() {
            let id = self.backend.orders[order].id.clone();
            let what = telling::step(&id, &event, handled.as_deref());
            self.tell(Who::Backend(process), || what);
        }
        for effect in handled.as_deref().unwrap_or_default() {
            self.persist(process, order, *effect);
        }
        if event == Event::Resume {
            self.outcome.coverage.state(State::OrderResumed);
        }
        self.check_order(order);
        let effects = match handled {
            Ok(effects) => effects,
            Err(refusal) => {
                self.schedule_ticks(process);
                return Step::Refused(refusal);
            }
        };
        if self.fault_of(visitor, Fault::KilledAfter, 4) {
            self.kill(process, "after a commit");
            return Step::Died;
        }
        let mut asks = BTreeSet::new();
        for effect in effects {
            if let order::Effect::Ask { key, number, .. } = effect {
                asks.insert((key, number));
                self.ask(process, order, effect, code);
            }
        }
        self.schedule_ticks(process);
        Step::Asked(asks)
    }

    /// What belongs into the transaction.
    fn persist(&mut self, process: usize, order: usize, effect: order::Effect) {
        match effect {
            order::Effect::Fulfil { key } => {
                let number = self.new_receipt_number(process);
                let other = self.backend.receipts.insert(number.clone(), order);
                self.outcome.coverage.checked(Checked::Receipts);
                let stored = &mut self.backend.orders[order];
                let before = stored.receipt.replace((key, number.clone()));
                let id = stored.id.clone();
                let dues = stored.dues.clone();
                if other.is_some() || before.is_some() {
                    self.broken(Rule::OneReceipt, || {
                        format!("receipt {number} of order {id} is not the only one")
                    });
                }
                for due in dues {
                    self.pay_due(order, &due);
                }
            }
            order::Effect::Release => self.release(order),
            order::Effect::Contradiction { .. } => {
                self.outcome.coverage.state(State::OrderContradiction);
            }
            order::Effect::Ask { key, ask, .. } => {
                let fresh = self.backend.orders[order].sent.insert(key);
                if ask == order::Ask::Pay && !fresh {
                    self.broken(Rule::OneCharge, || {
                        format!("key {} is sent to the channel twice", short(key))
                    });
                }
            }
        }
    }

    /// The counter stands in the database and is raised in the transaction of the receipt.
    fn new_receipt_number(&mut self, _process: usize) -> String {
        self.backend.receipt_counter += 1;
        format!("R{:06}", self.backend.receipt_counter)
    }

    /// False if the process died over it.
    fn take_up(&mut self, process: usize) -> bool {
        for order in 0..self.backend.orders.len() {
            if self.backend.orders[order].wake_at.is_some()
                && matches!(self.step_now(process, order, Event::Resume, None), Step::Died)
            {
                return false;
            }
        }
        true
    }

    pub(crate) fn start_process(&mut self, process: usize) {
        let this = &mut self.backend.processes[process];
        if this.is_up {
            return;
        }
        this.is_up = true;
        this.life += 1;
        this.clock_was_set = false;
        let life = this.life;
        self.tell(Who::Backend(process), || "starts".to_owned());
        // It answers calls before it has taken everything up.
        let later = self.chance.below(200);
        self.after(later, Happening::Resume { process, life });
    }

    pub(crate) fn resume(&mut self, process: usize, life: u32) {
        let this = &self.backend.processes[process];
        if this.life == life && this.is_up && self.take_up(process) {
            self.schedule_ticks(process);
        }
    }

    /// Every process looks when something is due: the one that made it due at once, the others
    /// within a second.
    pub(crate) fn schedule_ticks(&mut self, process: usize) {
        let next = self.backend.orders.iter().filter_map(|stored| stored.wake_at).min();
        let Some(next) = next else { return };
        let next = self.backend.true_time(next).max(self.now);
        for other in 0..self.plan.processes {
            let wait = if other == process { 0 } else { self.chance.below(1_000) };
            let this = &mut self.backend.processes[other];
            if this.is_up && this.tick_at.is_none_or(|at| at > next + 1_000) {
                let (life, at) = (this.life, next + wait);
                this.tick_at = Some(at);
                self.at(at, Happening::Tick {
                    process: other,
                    life,
                    at,
                });
            }
        }
    }

    pub(crate) fn tick(&mut self, process: usize, life: u32, at: At) {
        let this = &mut self.backend.processes[process];
        if this.life != life || this.tick_at != Some(at) {
            return;
        }
        this.tick_at = None;
        if !self.look_at_clock(process) {
            return;
        }
        let now = self.backend.clock(self.now);
        for order in 0..self.backend.orders.len() {
            let due = self.backend.orders[order].wake_at.is_some_and(|at| at <= now);
            if due && matches!(self.step(process, order, Event::Tick, None), Step::Died) {
                return;
            }
        }
        self.schedule_ticks(process);
    }

    /// The answer to a question comes back to the process that asked.
    pub(crate) fn ask_answered(
        &mut self,
        question: &crate::channel::Question,
        answer: order::Answer,
    ) {
        let process = question.process;
        let this = &mut self.backend.processes[process];
        if this.life != question.life {
            return;
        }
        this.asking = this.asking.saturating_sub(1);
        if self.story.is_told() {
            let what = telling::channel_answer(question, answer);
            self.tell(Who::Backend(process), || what);
        }
        if answer == order::Answer::Unknown && question.ask == order::Ask::Reverse {
            self.outcome.coverage.state(State::OrderDoubt);
        }
        let event = Event::Answered {
            key: question.key,
            number: question.number,
            ask: question.ask,
            answer,
        };
        if matches!(self.step(process, question.order, event, None), Step::Died) {
            return;
        }
        let done = (question.key, question.number);
        let mut ready = Vec::new();
        self.backend.processes[process].replies.retain(|_, reply| {
            reply.asks.remove(&done);
            let waits = !reply.asks.is_empty();
            if !waits {
                ready.push((reply.call.clone(), reply.key));
            }
            waits
        });
        for (call, key) in ready {
            let state = self.state(key);
            self.reply(&call, state);
        }
    }

    pub(crate) fn crash(&mut self, process: usize) {
        if self.backend.processes[process].is_up {
            if self.backend.processes[process].asking > 0 {
                self.outcome.coverage.fault(Fault::KilledAsking);
            }
            self.kill(process, "by itself");
        }
    }

    pub(crate) fn kill(&mut self, process: usize, when: &'static str) {
        self.tell(Who::Backend(process), || format!("DIES {when}"));
        let this = &mut self.backend.processes[process];
        let waiting: Vec<_> = this.replies.values().map(|reply| reply.call.visitor).collect();
        *this = Process {
            life: this.life + 1,
            ..Process::default()
        };
        for visitor in waiting {
            self.troubles(visitor);
        }
        let back = self.chance.between(500, 40_000);
        self.after(back, Happening::Start { process });
    }

    pub(crate) fn backend_clock(&mut self, by: i64) {
        self.tell(Who::World, || format!("the backend's clock is set by {by} ms"));
        self.outcome.coverage.fault(Fault::BackendClock);
        self.backend.wall_ahead += by;
        for process in &mut self.backend.processes {
            process.clock_was_set = process.is_up;
            process.tick_at = None;
        }
        // A process looks at its clock every second, whatever is due.
        for process in 0..self.plan.processes {
            let this = &mut self.backend.processes[process];
            if this.is_up {
                let (life, at) = (this.life, self.now + 1_000);
                this.tick_at = Some(at);
                self.at(at, Happening::Tick { process, life, at });
            }
        }
    }
}

fn problem(refusal: Refusal) -> CallError {
    CallError::Refused(match refusal {
        Refusal::Paid => Problem::Taken,
        Refusal::Withdrawn
        | Refusal::AmountDiffers
        | Refusal::PaymentOpen
        | Refusal::KeyReused
        | Refusal::TooMany => Problem::Other,
    })
}
