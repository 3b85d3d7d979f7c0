//! The order against a channel that does everything it may: requests that arrive late or never,
//! answers that get lost or come late, payers who confirm while it is being reversed, processes
//! that die. In the end the channel's money and the order must agree.

use std::collections::BTreeMap;

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use uuid::Uuid;

use super::*;

/// What the channel knows of one charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trade {
    Asking,
    Paid,
    Failed,
    Closed,
}

/// What is on its way.
#[derive(Clone, Copy, Debug)]
enum Travelling {
    Request {
        key: Uuid,
        number: u32,
        ask: Ask,
    },
    Answer {
        key: Uuid,
        number: u32,
        ask: Ask,
        answer: Answer,
    },
    Confirm {
        key: Uuid,
    },
    Kiosk(Event),
    Restart,
}

struct World {
    rng: SmallRng,
    now: Millis,
    waits: Waits,
    order: Order,
    fulfilled: Vec<Uuid>,
    trades: BTreeMap<Uuid, Trade>,
    taken: u32,
    given_back: u32,
    travelling: Vec<(Millis, Travelling)>,
    kiosk_keys: u32,
    can_reverse: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = SmallRng::seed_from_u64(seed);
        let waits = Waits::default();
        let can_reverse = rng.random_bool(0.9);
        let mut world = Self {
            order: Order::new(100, 0, &waits),
            rng,
            now: 0,
            waits,
            fulfilled: Vec::new(),
            trades: BTreeMap::new(),
            taken: 0,
            given_back: 0,
            travelling: Vec::new(),
            kiosk_keys: 0,
            can_reverse,
        };
        for _ in 0..world.rng.random_range(1..6) {
            world.plan_kiosk();
        }
        for _ in 0..world.rng.random_range(0..3) {
            let at = world.rng.random_range(0..200_000);
            world.travelling.push((at, Travelling::Restart));
        }
        world
    }

    /// A citizen who tries, perhaps gives up, perhaps tries again, with calls in any order.
    fn plan_kiosk(&mut self) {
        self.kiosk_keys += 1;
        let key = Uuid::from_u128(self.kiosk_keys.into());
        let channel = if self.rng.random_bool(0.5) {
            Channel::Wechat
        } else {
            Channel::Alipay
        };
        let at = self.rng.random_range(0..300_000);
        let submit = Event::Submit {
            key,
            channel,
            amount: 100,
        };
        for _ in 0..self.rng.random_range(1..3) {
            let later = at + self.rng.random_range(0..5_000);
            self.travelling.push((later, Travelling::Kiosk(submit)));
        }
        if self.rng.random_bool(0.6) {
            let later = at + self.rng.random_range(-2_000..60_000);
            self.travelling
                .push((later, Travelling::Kiosk(Event::Void { key })));
        }
        if self.rng.random_bool(0.2) {
            let later = at + self.rng.random_range(0..60_000);
            self.travelling
                .push((later, Travelling::Kiosk(Event::Withdraw)));
        }
    }

    fn step(&mut self, event: Event) {
        let Ok(effects) = self.order.handle(event, self.now, &self.waits) else {
            return;
        };
        for effect in effects {
            match effect {
                Effect::Ask {
                    key, number, ask, ..
                } => self.send(key, number, ask),
                Effect::Fulfil { key } => self.fulfilled.push(key),
                Effect::Release | Effect::Contradiction { .. } => {}
            }
        }
    }

    fn send(&mut self, key: Uuid, number: u32, ask: Ask) {
        match self.rng.random_range(0..100) {
            0..10 => {}
            10..15 => {
                let answer = Answer::NotSent;
                self.travelling.push((
                    self.now,
                    Travelling::Answer {
                        key,
                        number,
                        ask,
                        answer,
                    },
                ));
            }
            _ => {
                let at = self.now + self.delay();
                self.travelling
                    .push((at, Travelling::Request { key, number, ask }));
            }
        }
    }

    /// Mostly short, at times nearly as long as a request may take.
    fn delay(&mut self) -> Millis {
        if self.rng.random_bool(0.8) {
            self.rng.random_range(0..500)
        } else {
            self.rng.random_range(0..119_000)
        }
    }

    fn arrive(&mut self, travelling: Travelling) {
        match travelling {
            Travelling::Kiosk(event) => self.step(event),
            Travelling::Restart => self.step(Event::Resume),
            Travelling::Answer {
                key,
                number,
                ask,
                answer,
            } => {
                self.step(Event::Answered {
                    key,
                    number,
                    ask,
                    answer,
                });
            }
            Travelling::Confirm { key } => {
                if self.trades.get(&key) == Some(&Trade::Asking) {
                    self.take(key);
                }
            }
            Travelling::Request { key, number, ask } => {
                let truth = self.channel(key, ask);
                let answer = match self.rng.random_range(0..100) {
                    0..15 => return,
                    15..30 => Answer::Unknown,
                    _ => truth,
                };
                let at = self.now + self.delay();
                self.travelling.push((
                    at,
                    Travelling::Answer {
                        key,
                        number,
                        ask,
                        answer,
                    },
                ));
            }
        }
    }

    fn take(&mut self, key: Uuid) {
        self.taken += 1;
        self.trades.insert(key, Trade::Paid);
    }

    fn channel(&mut self, key: Uuid, ask: Ask) -> Answer {
        let trade = self.trades.get(&key).copied();
        match (ask, trade) {
            (Ask::Pay, None) => match self.rng.random_range(0..10) {
                0..4 => {
                    self.take(key);
                    Answer::Paid
                }
                4..8 => {
                    self.trades.insert(key, Trade::Asking);
                    if self.rng.random_bool(0.7) {
                        let at = self.now + self.rng.random_range(0..70_000);
                        self.travelling.push((at, Travelling::Confirm { key }));
                    }
                    Answer::PayerConfirms
                }
                8 => {
                    self.trades.insert(key, Trade::Failed);
                    Answer::Unknown
                }
                _ => Answer::Refused(DeclineReason::NotEnough),
            },
            (Ask::Pay, Some(_)) => panic!("a key is sent to a channel once"),
            (Ask::Query | Ask::Reverse, None) => Answer::NoTrade,
            (Ask::Query, Some(Trade::Asking)) => Answer::PayerConfirms,
            (Ask::Query, Some(Trade::Paid)) => Answer::Paid,
            (Ask::Query, Some(Trade::Failed)) => Answer::NotPaid(DeclineReason::NotConfirmed),
            (Ask::Query | Ask::Reverse, Some(Trade::Closed)) => Answer::Closed,
            (Ask::Reverse, Some(Trade::Paid)) if !self.can_reverse => Answer::NotReversed,
            (Ask::Reverse, Some(Trade::Paid)) => {
                self.given_back += 1;
                self.trades.insert(key, Trade::Closed);
                Answer::Closed
            }
            (Ask::Reverse, Some(Trade::Asking)) if self.rng.random_bool(0.2) => {
                Answer::PayerConfirms
            }
            (Ask::Reverse, Some(Trade::Asking | Trade::Failed)) => {
                self.trades.insert(key, Trade::Closed);
                Answer::Closed
            }
        }
    }

    /// Lets happen what comes next; false when nothing ever will.
    fn next(&mut self) -> bool {
        let arrival = (0..self.travelling.len()).min_by_key(|&index| self.travelling[index].0);
        let arrives_at = arrival.map(|index| self.travelling[index].0);
        let wakes_at = self.order.wake_at();
        match (arrives_at, wakes_at) {
            (None, None) => return false,
            (Some(at), wake) if wake.is_none_or(|wake| at <= wake) => {
                self.now = self.now.max(at);
                if let Some(index) = arrival {
                    let (_, travelling) = self.travelling.swap_remove(index);
                    self.arrive(travelling);
                }
            }
            (_, Some(wake)) => {
                self.now = self.now.max(wake);
                self.step(Event::Tick);
            }
            (Some(_), None) => unreachable!("the arm above takes it"),
        }
        true
    }
}

#[test]
fn the_order_and_the_money_agree_whatever_the_channel_does() {
    let mut ends = BTreeMap::new();
    for seed in 0..20_000 {
        let mut world = World::new(seed);
        let mut steps = 0;
        while world.next() {
            steps += 1;
            assert!(
                steps < 5_000,
                "seed {seed} never becomes quiet: {:#?}",
                world.order
            );
        }
        let approved = u32::from(world.order.is_paid());
        let refund_refused = world
            .trades
            .values()
            .filter(|trade| **trade == Trade::Paid)
            .count();
        assert!(!world.order.is_open(), "seed {seed}: undecided");
        assert_eq!(
            world.fulfilled.len(),
            approved as usize,
            "seed {seed}: fulfilled once if paid"
        );
        assert_eq!(
            world.taken - world.given_back,
            approved,
            "seed {seed}: {:#?}",
            world.order
        );
        assert_eq!(refund_refused, approved as usize, "seed {seed}");
        for payment in world.order.payments.values() {
            *ends.entry(format!("{:?}", payment.known)).or_insert(0) += 1;
        }
    }
    assert_eq!(ends.len(), 6, "every end was reached: {ends:?}");
}
