mod doubt;

use uuid::Uuid;

use super::*;

const KEY: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);
const AMOUNT: u64 = 20_000;
const MONDAY: Millis = 1_795_392_000_000;

/// An order, a clock that only the test moves, and what was asked of the channel.
struct Desk {
    order: Order,
    now: Millis,
    waits: Waits,
    asks: Vec<(Ask, u32)>,
    fulfilled: usize,
    released: usize,
    contradictions: usize,
}

impl Desk {
    fn new() -> Self {
        let waits = Waits::default();
        let order = Order::new(AMOUNT, MONDAY, &waits);
        Self {
            order,
            now: MONDAY,
            waits,
            asks: Vec::new(),
            fulfilled: 0,
            released: 0,
            contradictions: 0,
        }
    }

    fn submitted() -> Self {
        let mut desk = Self::new();
        desk.submit(KEY).unwrap();
        desk
    }

    fn step(&mut self, event: Event) -> Result<(), Refusal> {
        for effect in self.order.handle(event, self.now, &self.waits)? {
            match effect {
                Effect::Ask {
                    number, ask, until, ..
                } => {
                    assert!(until > self.now, "a question has a deadline");
                    self.asks.push((ask, number));
                }
                Effect::Fulfil { .. } => self.fulfilled += 1,
                Effect::Release => self.released += 1,
                Effect::Contradiction { .. } => self.contradictions += 1,
            }
        }
        Ok(())
    }

    fn submit(&mut self, key: Uuid) -> Result<(), Refusal> {
        self.step(Event::Submit {
            key,
            channel: Channel::Wechat,
            amount: AMOUNT,
        })
    }

    fn void(&mut self) {
        self.step(Event::Void { key: KEY }).unwrap();
    }

    /// Answers the last question.
    fn answer(&mut self, answer: Answer) {
        self.answer_to(self.asks.len() - 1, answer);
    }

    fn answer_to(&mut self, index: usize, answer: Answer) {
        let (ask, number) = self.asks[index];
        self.step(Event::Answered {
            key: KEY,
            number,
            ask,
            answer,
        })
        .unwrap();
    }

    /// Lets the time come at which the order wants to do something.
    fn wait(&mut self) -> Millis {
        let at = self.order.wake_at().expect("something is due");
        assert!(at >= self.now, "what is due is not overdue");
        let waited = at - self.now;
        self.now = at;
        self.step(Event::Tick).unwrap();
        waited
    }

    fn is_asking(&self) -> bool {
        self.order.payments[&KEY]
            .pursuit
            .as_ref()
            .is_some_and(|pursuit| pursuit.under_way)
    }

    fn asked(&self) -> Vec<Ask> {
        self.asks.iter().map(|(ask, _)| *ask).collect()
    }

    fn known(&self) -> Known {
        self.order.payments[&KEY].known
    }
}

#[test]
fn the_same_key_is_sent_to_a_channel_once() {
    let mut desk = Desk::submitted();
    desk.submit(KEY).unwrap();
    assert_eq!(desk.asked(), [Ask::Pay]);
    desk.answer(Answer::Paid);
    desk.submit(KEY).unwrap();
    assert_eq!(desk.asked(), [Ask::Pay]);
    assert_eq!((desk.known(), desk.fulfilled), (Known::Approved, 1));
    assert_eq!(desk.order.wake_at(), None, "nothing is left to do");
}

#[test]
fn a_key_that_was_voided_first_never_reaches_a_channel() {
    let mut desk = Desk::new();
    desk.void();
    desk.submit(KEY).unwrap();
    assert_eq!(desk.asked(), []);
    assert_eq!(desk.known(), Known::Voided);
}

#[test]
fn a_submit_that_is_refused_closes_its_key_and_nothing_else() {
    let mut desk = Desk::submitted();
    let before = desk.order.payments[&KEY].clone();
    assert_eq!(desk.submit(OTHER), Err(Refusal::PaymentOpen));
    assert_eq!(desk.order.payments[&KEY], before);
    assert_eq!(desk.order.payments[&OTHER].known, Known::Voided);
    desk.answer(Answer::Refused(DeclineReason::NotEnough));
    assert_eq!(
        desk.submit(OTHER),
        Err(Refusal::PaymentOpen),
        "a copy of the call that comes when the way is open is told the same"
    );
    assert_eq!(desk.asked(), [Ask::Pay], "and charges nothing");
}

#[test]
fn a_submit_is_refused_for_another_channel_another_amount_and_what_is_paid() {
    let mut desk = Desk::submitted();
    let alipay = Event::Submit {
        key: KEY,
        channel: Channel::Alipay,
        amount: AMOUNT,
    };
    assert_eq!(desk.step(alipay), Err(Refusal::KeyReused));
    desk.answer(Answer::Refused(DeclineReason::NotEnough));
    let less = Event::Submit {
        key: OTHER,
        channel: Channel::Wechat,
        amount: AMOUNT - 1,
    };
    assert_eq!(desk.step(less), Err(Refusal::AmountDiffers));
    let third = Uuid::from_u128(3);
    desk.submit(third).unwrap();
    let (ask, number) = desk.asks[1];
    desk.step(Event::Answered {
        key: third,
        number,
        ask,
        answer: Answer::Paid,
    })
    .unwrap();
    assert_eq!(desk.submit(Uuid::from_u128(4)), Err(Refusal::Paid));
}

#[test]
fn after_a_restart_no_wait_is_shortened_by_a_clock_that_was_set() {
    for set_by in [-86_400_000, 86_400_000] {
        let mut desk = Desk::submitted();
        desk.void();
        desk.now += set_by;
        desk.step(Event::Resume).unwrap();
        desk.answer(Answer::NoTrade);
        assert_eq!(
            desk.known(),
            Known::Pending,
            "set by {set_by} ms: the charge may still be under way"
        );
        let wake_at = desk.order.wake_at().expect("something is due");
        assert!(wake_at <= desk.now + desk.waits.wechat.reverse_after_ms);
    }
}

#[test]
fn what_is_unknown_is_pending_and_asked_about_until_the_limit() {
    let mut desk = Desk::submitted();
    let mut waited = 0;
    while !desk.asked().contains(&Ask::Reverse) {
        desk.answer(Answer::Unknown);
        assert_eq!(desk.known(), Known::Pending);
        waited += desk.wait();
    }
    assert_eq!(waited, desk.waits.wechat.pay_limit_ms);
    assert_eq!(
        desk.asks.len(),
        11,
        "a charge, a query each 5 s, the last at 45 s, a reversal"
    );
    desk.answer(Answer::Closed);
    assert_eq!(desk.known(), Known::Declined(DeclineReason::ByChannel));
}

#[test]
fn silence_is_unknown() {
    let mut desk = Desk::submitted();
    desk.wait();
    assert_eq!(
        desk.asked(),
        [Ask::Pay],
        "after the deadline it waits for the next query"
    );
    desk.wait();
    assert_eq!(desk.asked(), [Ask::Pay, Ask::Query]);
    desk.answer(Answer::Paid);
    assert_eq!(desk.known(), Known::Approved);
}

#[test]
fn a_payer_who_never_confirms_is_declined_for_that() {
    let mut desk = Desk::submitted();
    while !desk.asked().contains(&Ask::Reverse) {
        desk.answer(Answer::PayerConfirms);
        desk.wait();
    }
    desk.answer(Answer::Closed);
    assert_eq!(desk.known(), Known::Declined(DeclineReason::NotConfirmed));
}

#[test]
fn a_charge_that_never_left_this_machine_is_declined_at_once() {
    let mut desk = Desk::submitted();
    desk.answer(Answer::NotSent);
    assert_eq!(
        desk.known(),
        Known::Declined(DeclineReason::ChannelUnreachable)
    );
}

#[test]
fn a_failed_charge_is_declined_only_after_it_was_taken_back() {
    let mut desk = Desk::submitted();
    desk.answer(Answer::PayerConfirms);
    desk.wait();
    desk.answer(Answer::NotPaid(DeclineReason::NotConfirmed));
    assert_eq!(desk.known(), Known::Pending);
    assert_eq!(desk.wait(), 10_000, "not sooner than 15 s after the charge");
    desk.answer(Answer::Closed);
    assert_eq!(desk.known(), Known::Declined(DeclineReason::NotConfirmed));
}

#[test]
fn a_void_asks_first_and_takes_back_what_is_not_paid() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.void();
    assert_eq!(desk.asked(), [Ask::Pay, Ask::Query], "at once, and once");
    desk.answer(Answer::NoTrade);
    desk.wait();
    assert_eq!(desk.now, MONDAY + 15_000);
    assert_eq!(desk.known(), Known::Pending);
    desk.answer(Answer::Closed);
    assert_eq!(desk.known(), Known::Voided);
}

#[test]
fn a_void_that_finds_it_paid_leaves_it_approved() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer_to(0, Answer::Paid);
    assert_eq!(desk.known(), Known::Approved);
    desk.answer_to(1, Answer::Paid);
    assert_eq!(desk.fulfilled, 1);
}

#[test]
fn a_process_that_starts_asks_at_once_about_what_is_pending() {
    let mut desk = Desk::submitted();
    desk.step(Event::Resume).unwrap();
    assert_eq!(desk.asked(), [Ask::Pay, Ask::Query]);
    desk.answer_to(0, Answer::Refused(DeclineReason::CodeUsed));
    assert_eq!(
        desk.known(),
        Known::Declined(DeclineReason::CodeUsed),
        "the old answer counts"
    );
    desk.step(Event::Resume).unwrap();
    assert_eq!(desk.asks.len(), 2, "nothing is pending");
}

#[test]
fn withdrawing_waits_for_the_open_payment() {
    let mut desk = Desk::submitted();
    desk.step(Event::Withdraw).unwrap();
    assert_eq!(desk.released, 0);
    desk.answer(Answer::Refused(DeclineReason::NotEnough));
    assert_eq!(desk.released, 1);
    assert_eq!(desk.submit(OTHER), Err(Refusal::Withdrawn));
}

#[test]
fn withdrawing_what_is_paid_does_nothing() {
    let mut desk = Desk::submitted();
    desk.answer(Answer::Paid);
    desk.step(Event::Withdraw).unwrap();
    assert_eq!(desk.released, 0);
    assert!(!desk.order.withdrawn);
}

#[test]
fn an_order_that_nobody_pays_is_withdrawn_by_itself() {
    let mut desk = Desk::new();
    assert_eq!(desk.wait(), desk.waits.hold_ms);
    assert_eq!(desk.released, 1);
    assert_eq!(desk.order.wake_at(), None);
}

#[test]
fn keys_for_one_order_are_bounded() {
    let mut desk = Desk::new();
    for key in 100..200 {
        let result = desk.step(Event::Void {
            key: Uuid::from_u128(key),
        });
        assert_eq!(result.is_err(), key >= 164, "{key}");
    }
}
