//! The channels: a true ledger of trades, and everything a channel may say about it.
//!
//! What is taken for granted, because the channels promise it: a payment code lives 60 s and is
//! good once; a message to a channel arrives within [`LATE`] or never; what a channel says is at
//! most [`STALE`] behind what is true; what it refuses or closes for good stays so.

use std::collections::{BTreeMap, BTreeSet};

use order::{Answer, Ask, Channel, DeclineReason};
use uuid::Uuid;

use crate::coverage::{Checked, Fault};
use crate::plan::{LATE, STALE};
use crate::story::{Who, short};
use crate::world::{At, Happening, World};

const CODE_LIVES: u64 = 60_000;
/// For so long a channel may know nothing of a charge that it has taken.
const BLIND: u64 = 220_000;

/// What is true of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Asking,
    Paid,
    Failed(DeclineReason),
    Closed,
}

/// One charge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trade {
    pub(crate) status: Status,
    before: Option<Status>,
    changed_at: At,
    channel: Channel,
    visitor: Option<usize>,
    /// Until then the channel says that it knows of no such charge.
    blind_until: At,
}

/// A payment code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) channel: Channel,
    pub(crate) born: At,
    pub(crate) used_by: Option<Uuid>,
}

/// Both channels' books.
#[derive(Debug, Default)]
pub(crate) struct Channels {
    pub(crate) trades: BTreeMap<Uuid, Trade>,
    pub(crate) codes: BTreeMap<u64, Code>,
    reversed_once: BTreeSet<Uuid>,
    /// A charge that was refused is refused again, should it come twice.
    refused: BTreeMap<Uuid, DeclineReason>,
}

/// A question to a channel.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) process: usize,
    pub(crate) life: u32,
    pub(crate) order: usize,
    pub(crate) key: Uuid,
    pub(crate) channel: Channel,
    pub(crate) number: u32,
    pub(crate) ask: Ask,
    /// When the one who asked stops waiting.
    pub(crate) until: At,
    pub(crate) code: Option<u64>,
    pub(crate) visitor: Option<usize>,
}

/// A question on its way.
#[derive(Clone, Debug)]
pub(crate) struct Travelling {
    pub(crate) question: Question,
    /// Somebody on the way sent it twice; nobody waits for the second answer.
    is_copy: bool,
}

impl World {
    /// Asks a channel.
    pub(crate) fn ask(
        &mut self,
        process: usize,
        order: usize,
        effect: order::Effect,
        code: Option<u64>,
    ) {
        let order::Effect::Ask {
            key,
            channel,
            number,
            ask,
            until,
        } = effect
        else {
            return;
        };
        let visitor = self.backend.orders[order].visitor;
        let this = &mut self.backend.processes[process];
        this.asking += 1;
        let question = Question {
            process,
            life: this.life,
            order,
            key,
            channel,
            number,
            ask,
            until: self.backend.true_time(until),
            code: code.filter(|_| ask == Ask::Pay),
            visitor,
        };
        if self.fault_of(visitor, Fault::AskNotSent, 12) {
            return self.answer_after(5, question, Answer::NotSent);
        }
        if self.fault_of(visitor, Fault::AskLost, 15) {
            if ask == Ask::Reverse {
                self.outcome.coverage.fault(Fault::ReversalLost);
            }
            return self.unanswered(question);
        }
        if ask == Ask::Reverse && !self.channels.reversed_once.insert(key) {
            self.outcome.coverage.checked(Checked::ReversalRepeated);
        }
        if self.fault_of(visitor, Fault::AskDoubled, 12) {
            let later = self.chance.between(1, 20_000);
            let copy = Travelling {
                question: question.clone(),
                is_copy: true,
            };
            self.after(later, Happening::AskArrives(Box::new(copy)));
        }
        let mut takes = self.chance.between(20, 300);
        if self.fault_of(visitor, Fault::AskLate, 25) {
            takes = self.chance.between(1_000, LATE);
        }
        let is_too_late = self.now + takes > question.until;
        if is_too_late {
            self.unanswered(question.clone());
        }
        let travelling = Travelling {
            question,
            is_copy: is_too_late,
        };
        self.after(takes, Happening::AskArrives(Box::new(travelling)));
    }

    fn unanswered(&mut self, question: Question) {
        let wait = question.until.saturating_sub(self.now);
        self.answer_after(wait, question, Answer::Unknown);
    }

    fn answer_after(&mut self, after: u64, question: Question, answer: Answer) {
        let question = Box::new(question);
        self.after(after, Happening::AskAnswered { question, answer });
    }

    pub(crate) fn ask_arrives(&mut self, travelling: &Travelling) {
        let question = &travelling.question;
        let visitor = question.visitor;
        let answer = match question.ask {
            Ask::Pay => self.pay(question),
            Ask::Query => self.query(question),
            Ask::Reverse => self.reverse(question),
        };
        if self.story.is_told() {
            let (ask, key) = (question.ask, short(question.key));
            let copy = if travelling.is_copy { " (copy or too late)" } else { "" };
            self.tell(Who::Channel(question.channel), || {
                format!("{ask:?} for {key}{copy}: {answer:?}")
            });
        }
        if travelling.is_copy {
            return;
        }
        if self.fault_of(visitor, Fault::AskAnswerLost, 20) {
            return self.unanswered(question.clone());
        }
        let mut answer = answer;
        if self.fault_of(visitor, Fault::AskAnswerUnknown, 30) {
            answer = Answer::Unknown;
        }
        let mut takes = self.chance.between(20, 200);
        if self.fault_of(visitor, Fault::AskAnswerSlow, 40) {
            takes = self.chance.between(1_000, 12_000);
        }
        if self.now + takes > question.until {
            return self.unanswered(question.clone());
        }
        self.answer_after(takes, question.clone(), answer);
    }

    fn pay(&mut self, question: &Question) -> Answer {
        let key = question.key;
        if let Some(reason) = self.channels.refused.get(&key) {
            return Answer::Refused(*reason);
        }
        let answer = self.pay_once(question);
        if let Answer::Refused(reason) = answer {
            self.channels.refused.insert(key, reason);
        }
        answer
    }

    fn pay_once(&mut self, question: &Question) -> Answer {
        let key = question.key;
        if self.channels.trades.contains_key(&key) {
            return Answer::Unknown;
        }
        let now = self.now;
        let Some(code) = question
            .code
            .and_then(|code| self.channels.codes.get_mut(&code))
        else {
            return Answer::Refused(DeclineReason::CodeInvalid);
        };
        if code.channel != question.channel {
            return Answer::Refused(DeclineReason::CodeInvalid);
        }
        if now > code.born + CODE_LIVES {
            self.outcome.coverage.fault(Fault::CodeExpired);
            return Answer::Refused(DeclineReason::CodeExpired);
        }
        if code.used_by.replace(key).is_some_and(|other| other != key) {
            self.outcome.coverage.fault(Fault::CodeUsed);
            return Answer::Refused(DeclineReason::CodeUsed);
        }
        let (status, answer) = match self.chance.below(100) {
            0..50 => (Status::Paid, Answer::Paid),
            50..80 => (Status::Asking, Answer::PayerConfirms),
            80..87 => {
                let reason = DeclineReason::WrongPassword;
                (Status::Failed(reason), Answer::NotPaid(reason))
            }
            87..94 => return Answer::Refused(DeclineReason::NotEnough),
            _ => return Answer::Refused(DeclineReason::ByChannel),
        };
        let is_blind = self.fault_of(question.visitor, Fault::Blind, 12);
        let blind_until = if is_blind { now + self.chance.between(60_000, BLIND) } else { 0 };
        self.channels.trades.insert(
            key,
            Trade {
                status,
                before: None,
                changed_at: now,
                channel: question.channel,
                visitor: question.visitor,
                blind_until,
            },
        );
        if status == Status::Asking {
            self.payer_is_asked(key, question.visitor);
        }
        self.money_moved(key, status);
        answer
    }

    fn payer_is_asked(&mut self, key: Uuid, visitor: Option<usize>) {
        if self.fault_of(visitor, Fault::NeverConfirmed, 150) {
            return;
        }
        let takes = if self.fault_of(visitor, Fault::ConfirmedLate, 250) {
            self.chance.between(30_000, 100_000)
        } else {
            self.chance.between(1_500, 15_000)
        };
        self.after(takes, Happening::Confirms { key });
    }

    pub(crate) fn payer_confirms(&mut self, key: Uuid) {
        let Some(trade) = self.channels.trades.get(&key).copied() else {
            return;
        };
        if trade.status != Status::Asking {
            return;
        }
        self.tell(Who::Channel(trade.channel), || {
            format!("the payer confirms {}", short(key))
        });
        let payment = self.backend.payment(key);
        let pursuit = payment.and_then(|payment| payment.pursuit.as_ref());
        if pursuit.is_some_and(|pursuit| pursuit.closing.is_some()) {
            self.outcome.coverage.fault(Fault::PaidWhileCancelled);
            self.troubles(trade.visitor);
        }
        self.set(key, Status::Paid);
    }

    fn query(&mut self, question: &Question) -> Answer {
        let Some(trade) = self.channels.trades.get(&question.key).copied() else {
            return Answer::NoTrade;
        };
        if self.now < trade.blind_until {
            return Answer::NoTrade;
        }
        let mut seen = Some(trade.status);
        if self.now < trade.changed_at + STALE
            && self.fault_of(question.visitor, Fault::Stale, 60)
        {
            seen = trade.before;
        }
        match seen {
            None => Answer::NoTrade,
            Some(Status::Asking) => Answer::PayerConfirms,
            Some(Status::Paid) => Answer::Paid,
            Some(Status::Failed(reason)) => Answer::NotPaid(reason),
            Some(Status::Closed) => Answer::Closed,
        }
    }

    fn reverse(&mut self, question: &Question) -> Answer {
        let key = question.key;
        let Some(trade) = self.channels.trades.get(&key).copied() else {
            return Answer::NoTrade;
        };
        if self.now < trade.blind_until {
            return Answer::NoTrade;
        }
        match trade.status {
            Status::Asking if self.fault_of(question.visitor, Fault::ReversalRefused, 250) => {
                Answer::PayerConfirms
            }
            Status::Paid if !self.plan.can_reverse => {
                self.outcome.coverage.fault(Fault::NoReversal);
                self.troubles(question.visitor);
                Answer::NotReversed
            }
            Status::Paid | Status::Asking | Status::Failed(_) => {
                self.set(key, Status::Closed);
                Answer::Closed
            }
            Status::Closed => Answer::Closed,
        }
    }

    fn set(&mut self, key: Uuid, status: Status) {
        let now = self.now;
        if let Some(trade) = self.channels.trades.get_mut(&key) {
            trade.before = Some(trade.status);
            trade.status = status;
            trade.changed_at = now;
            if trade.before == Some(Status::Paid) && status == Status::Closed {
                self.outcome.coverage.checked(Checked::Reversed);
            }
        }
        self.money_moved(key, status);
    }

    fn money_moved(&mut self, key: Uuid, status: Status) {
        if status == Status::Paid {
            self.outcome.coverage.checked(Checked::Charged);
        }
        self.check_money(key);
    }
}
