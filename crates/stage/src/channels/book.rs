//! What a channel knows and decides, without a clock or a lock: payers and their money, payment
//! codes, orders and their history.
//!
//! Always true: an order takes its amount at most once, and gives back what it took at most once;
//! a payment code pays for one order; the money of all payers together changes only by what the
//! timelines of the orders say.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

use super::behaviour::{Answer, Behaviour, Call, Does, Outcome, Refusal, Who};
use super::record::{
    ChannelKind, Demand, Entry, Happened, OrderRecord, OrderState, PayerPrompt, Pays, Reverses,
};

/// How long a payment code can be used.
const CODE_LIFE: SignedDuration = SignedDuration::from_secs(60);
/// What a payer has before anything else is said: 10,000 yuan.
const BALANCE: u64 = 1_000_000;

struct MintedCode {
    payer: String,
    minted: Timestamp,
    used: bool,
}

pub(super) struct Book {
    kind: ChannelKind,
    pub(super) prompt_life: SignedDuration,
    pub(super) balances: HashMap<String, u64>,
    codes: HashMap<String, MintedCode>,
    pub(super) orders: Vec<OrderRecord>,
    next: VecDeque<Behaviour>,
    by_payer: HashMap<String, Behaviour>,
    by_default: Behaviour,
    pub(super) interference: HashMap<Call, (Answer, u32)>,
    pub(super) requests: Vec<String>,
}

impl Book {
    pub(super) fn new(kind: ChannelKind) -> Self {
        Self {
            kind,
            prompt_life: kind.prompt_life(),
            balances: HashMap::new(),
            codes: HashMap::new(),
            orders: Vec::new(),
            next: VecDeque::new(),
            by_payer: HashMap::new(),
            by_default: Behaviour::pay(),
            interference: HashMap::new(),
            requests: Vec::new(),
        }
    }

    pub(super) fn mint(&mut self, payer: &str, now: Timestamp) -> String {
        // A used or old code is told apart from an unknown one for an hour.
        self.codes
            .retain(|_, code| now.duration_since(code.minted) < SignedDuration::from_hours(1));
        self.balances.entry(payer.to_owned()).or_insert(BALANCE);
        loop {
            let code = self.random_code();
            if !self.codes.contains_key(&code) {
                let minted = MintedCode {
                    payer: payer.to_owned(),
                    minted: now,
                    used: false,
                };
                self.codes.insert(code.clone(), minted);
                return code;
            }
        }
    }

    fn random_code(&self) -> String {
        let prefix: u32 = match self.kind {
            ChannelKind::Wechat => rand::random_range(10..=15),
            ChannelKind::Alipay => 28,
        };
        let rest: u64 = rand::random_range(0..10_000_000_000_000_000);
        format!("{prefix}{rest:016}")
    }

    pub(super) fn behave(&mut self, who: Who, behaviour: Behaviour) {
        match who {
            Who::Next => self.next.push_back(behaviour),
            Who::Payer(payer) => {
                self.by_payer.insert(payer, behaviour);
            }
            Who::Everyone => self.by_default = behaviour,
        }
    }

    pub(super) fn behaviour_for(&mut self, demand: &Demand) -> Behaviour {
        if self
            .orders
            .iter()
            .any(|order| order.number == demand.number)
        {
            return Behaviour::pay();
        }
        if let Some(next) = self.next.pop_front() {
            return next;
        }
        let payer = self.codes.get(&demand.code).map(|code| &code.payer);
        payer
            .and_then(|payer| self.by_payer.get(payer))
            .unwrap_or(&self.by_default)
            .clone()
    }

    pub(super) fn answer_for(&mut self, call: Call) -> Answer {
        match self.interference.get_mut(&call) {
            Some((answer, times)) if *times > 0 => {
                *times -= 1;
                *answer
            }
            Some(_) | None => Answer::Truly,
        }
    }

    pub(super) fn pay(&mut self, demand: Demand, does: Does, now: Timestamp) -> Pays {
        self.lapse(now);
        if does == Does::Lose {
            return Pays::Lost;
        }
        if let Some(order) = self
            .orders
            .iter()
            .find(|order| order.number == demand.number)
        {
            return Pays::Known(order.clone());
        }
        let payer = match self.use_code(&demand.code, now) {
            Ok(payer) => payer,
            Err(why) => return Pays::Refused(why),
        };
        if let Does::Refuse(
            why @ (Refusal::CodeExpired | Refusal::CodeUsed | Refusal::CodeInvalid),
        ) = does
        {
            return Pays::Refused(why);
        }
        let until = now
            + demand
                .life
                .unwrap_or(self.prompt_life)
                .min(self.prompt_life);
        self.orders.push(OrderRecord {
            transaction: self.transaction_number(now),
            number: demand.number,
            payer,
            amount: demand.amount,
            description: demand.description,
            state: OrderState::Asking { until },
            timeline: vec![Entry {
                at: now,
                happened: Happened::Demanded,
            }],
            refunds: Vec::new(),
        });
        let index = self.orders.len() - 1;
        match does {
            Does::AskPassword => {
                self.orders[index].timeline.push(Entry {
                    at: now,
                    happened: Happened::PayerAsked,
                });
                Pays::Asking(self.orders[index].clone())
            }
            Does::Pay => self.charge(index, now),
            Does::Refuse(why) => self.refuse(index, why, now),
            Does::Lose => unreachable!("lost above, before there was an order"),
        }
    }

    /// Whose code it is. A code is void after one use, even one that fails.
    fn use_code(&mut self, code: &str, now: Timestamp) -> Result<String, Refusal> {
        let code = self.codes.get_mut(code).ok_or(Refusal::CodeInvalid)?;
        if code.used {
            return Err(Refusal::CodeUsed);
        }
        code.used = true;
        if now.duration_since(code.minted) >= CODE_LIFE {
            return Err(Refusal::CodeExpired);
        }
        Ok(code.payer.clone())
    }

    fn charge(&mut self, index: usize, now: Timestamp) -> Pays {
        let order = &mut self.orders[index];
        let balance = self.balances.entry(order.payer.clone()).or_insert(BALANCE);
        let Some(left) = balance.checked_sub(order.amount) else {
            return self.refuse(index, Refusal::NotEnough, now);
        };
        *balance = left;
        order.timeline.push(Entry {
            at: now,
            happened: Happened::Charged,
        });
        order.state = OrderState::Paid;
        assert_eq!(order.charges(), 1, "an order takes its amount once");
        Pays::Paid(order.clone())
    }

    fn refuse(&mut self, index: usize, why: Refusal, now: Timestamp) -> Pays {
        self.fail(index, Happened::Refused(why), now);
        Pays::Refused(why)
    }

    fn fail(&mut self, index: usize, happened: Happened, now: Timestamp) {
        let order = &mut self.orders[index];
        order.timeline.push(Entry { at: now, happened });
        order.state = OrderState::Failed(happened);
        assert_eq!(order.taken(), 0, "what failed has taken nothing");
    }

    pub(super) fn prompts(&mut self, payer: &str, now: Timestamp) -> Vec<PayerPrompt> {
        self.lapse(now);
        let asking = self
            .orders
            .iter()
            .rev()
            .filter(|order| order.payer == payer);
        asking
            .filter_map(|order| match order.state {
                OrderState::Asking { until } => Some(PayerPrompt {
                    order: order.number.clone(),
                    amount: order.amount,
                    description: order.description.clone(),
                    until,
                }),
                OrderState::Paid | OrderState::Failed(_) | OrderState::Reversed => None,
            })
            .collect()
    }

    pub(super) fn confirm(
        &mut self,
        payer: &str,
        outcome: Outcome,
        now: Timestamp,
    ) -> Option<OrderRecord> {
        let prompt = self.prompts(payer, now).into_iter().next()?;
        let index = self
            .orders
            .iter()
            .position(|order| order.number == prompt.order)?;
        match outcome {
            Outcome::Confirmed => {
                self.charge(index, now);
            }
            Outcome::WrongPassword => self.fail(index, Happened::WrongPassword, now),
            Outcome::Dismissed => self.fail(index, Happened::Dismissed, now),
        }
        Some(self.orders[index].clone())
    }

    /// What a payer has.
    pub(super) fn balance(&self, payer: &str) -> u64 {
        self.balances.get(payer).copied().unwrap_or(BALANCE)
    }

    pub(super) fn lapse(&mut self, now: Timestamp) {
        for index in 0..self.orders.len() {
            if let OrderState::Asking { until } = self.orders[index].state
                && until <= now
            {
                self.fail(index, Happened::Lapsed, until);
            }
        }
    }

    pub(super) fn reverse(&mut self, number: &str, now: Timestamp) -> Reverses {
        self.lapse(now);
        let Some(order) = self.orders.iter_mut().find(|order| order.number == number) else {
            return Reverses::Unknown;
        };
        if order.taken() > 0 {
            *self.balances.entry(order.payer.clone()).or_insert(0) += order.taken();
            order.timeline.push(Entry {
                at: now,
                happened: Happened::Returned,
            });
        } else if order.state != OrderState::Reversed {
            order.timeline.push(Entry {
                at: now,
                happened: Happened::Closed,
            });
        }
        order.state = OrderState::Reversed;
        assert_eq!(order.taken(), 0, "what was taken back is back");
        if order.returns() > 0 {
            Reverses::Returned(order.clone())
        } else {
            Reverses::Closed(order.clone())
        }
    }

    /// 28 digits, as both channels have them: the time and a count.
    fn transaction_number(&self, now: Timestamp) -> String {
        let prefix = match self.kind {
            ChannelKind::Wechat => "42",
            ChannelKind::Alipay => "20",
        };
        format!(
            "{prefix}{:014}{:012}",
            now.as_millisecond(),
            self.orders.len() + 1
        )
    }
}

mod refund;
#[cfg(test)]
mod tests;
