//! What is not certain: reversals that may have done something, charges that may have arrived.

use super::*;

#[test]
fn what_the_channel_did_not_know_is_looked_for_once_more_and_taken_back_if_it_is_there() {
    let mut desk = Desk::submitted();
    desk.void();
    while desk.known() == Known::Pending {
        desk.answer(Answer::NoTrade);
        if desk.known() == Known::Pending {
            while !desk.is_asking() {
                desk.wait();
            }
        }
    }
    assert_eq!(desk.known(), Known::Voided);
    let waited = desk.wait();
    assert_eq!(waited, desk.waits.wechat.late_ms);
    desk.answer(Answer::Paid);
    assert_eq!(desk.known(), Known::Voided, "what was told stays true");
    assert_eq!(desk.contradictions, 1, "a person should look at it");
    desk.wait();
    assert_eq!(desk.asked().last(), Some(&Ask::Reverse));
    desk.answer(Answer::Closed);
    assert!(desk.order.payments[&KEY].pursuit.is_none());
}

#[test]
fn a_reversal_without_an_answer_is_repeated_and_meanwhile_paid_is_not_final() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer(Answer::Unknown);
    desk.wait();
    desk.answer_to(0, Answer::Paid);
    assert_eq!(
        desk.known(),
        Known::Pending,
        "the reversal under way may undo it"
    );
    desk.answer(Answer::Unknown);
    for _ in 0..5 {
        desk.wait();
        assert_eq!(desk.asks.last().unwrap().0, Ask::Query);
        desk.answer(Answer::Paid);
        assert_eq!(
            desk.known(),
            Known::Pending,
            "the lost reversal may undo it"
        );
        desk.step(Event::Tick).unwrap();
        assert_eq!(desk.asks.last().unwrap().0, Ask::Reverse);
        desk.answer(Answer::Unknown);
    }
    desk.wait();
    desk.answer(Answer::Closed);
    assert_eq!((desk.known(), desk.fulfilled), (Known::Voided, 0));
}

#[test]
fn a_reversal_that_was_refused_may_arrive_a_second_time_and_meanwhile_paid_is_not_final() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer(Answer::Unknown);
    desk.wait();
    assert_eq!(desk.asks.last().unwrap().0, Ask::Reverse);
    desk.answer(Answer::PayerConfirms);
    desk.wait();
    assert_eq!(desk.asks.last().unwrap().0, Ask::Query);
    desk.answer(Answer::Paid);
    assert_eq!(
        (desk.known(), desk.fulfilled),
        (Known::Pending, 0),
        "a copy of the reversal may undo it"
    );
    desk.step(Event::Tick).unwrap();
    assert_eq!(desk.asks.last().unwrap().0, Ask::Reverse);
    desk.answer(Answer::Closed);
    assert_eq!((desk.known(), desk.fulfilled), (Known::Voided, 0));
}

#[test]
fn a_reversal_that_was_refused_for_good_leaves_it_approved() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer(Answer::Unknown);
    desk.wait();
    desk.answer(Answer::NotReversed);
    desk.wait();
    desk.answer(Answer::Paid);
    assert_eq!((desk.known(), desk.fulfilled), (Known::Approved, 1));
}

#[test]
fn no_such_charge_is_final_only_when_none_can_arrive_any_more() {
    let mut desk = Desk::submitted();
    desk.void();
    loop {
        desk.answer(Answer::NoTrade);
        if desk.known() != Known::Pending {
            break;
        }
        assert!(desk.now < MONDAY + desk.waits.wechat.late_ms);
        desk.step(Event::Tick).unwrap();
        if desk
            .order
            .wake_at()
            .is_some_and(|at| at <= desk.now + 60_000)
            && !desk.is_asking()
        {
            desk.wait();
        }
    }
    assert!(desk.now >= MONDAY + desk.waits.wechat.late_ms);
    assert_eq!(desk.known(), Known::Voided);
}

#[test]
fn money_that_turns_up_after_all_is_taken_back_and_the_answer_stays() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer(Answer::Closed);
    assert_eq!(desk.known(), Known::Voided);
    desk.answer_to(0, Answer::Paid);
    assert_eq!(desk.asks.last().unwrap().0, Ask::Query);
    desk.answer(Answer::Paid);
    assert_eq!(desk.known(), Known::Voided);
    desk.wait();
    assert_eq!(desk.asks.last().unwrap().0, Ask::Reverse);
    desk.answer(Answer::Closed);
    assert_eq!((desk.known(), desk.fulfilled), (Known::Voided, 0));
    assert!(desk.order.payments[&KEY].pursuit.is_none());
}

#[test]
fn a_process_that_dies_while_reversing_leaves_it_in_doubt() {
    let mut desk = Desk::submitted();
    desk.void();
    desk.answer(Answer::Unknown);
    desk.wait();
    desk.step(Event::Resume).unwrap();
    desk.answer(Answer::Paid);
    assert_eq!(desk.known(), Known::Pending);
}

#[test]
fn taking_back_is_tried_ever_more_seldom_up_to_a_limit() {
    let mut desk = Desk::submitted();
    desk.void();
    let mut waited = Vec::new();
    for _ in 0..7 {
        desk.answer(Answer::PayerConfirms);
        desk.wait();
        assert_eq!(desk.asked().last(), Some(&Ask::Reverse));
        desk.answer(Answer::Unknown);
        waited.push(desk.wait() / 1_000);
        assert_eq!(desk.asked().last(), Some(&Ask::Query));
    }
    assert_eq!(waited, [2, 4, 8, 16, 30, 30, 30]);
}

#[test]
fn a_channel_that_takes_back_what_it_has_approved_is_found_out_and_the_answer_stays() {
    for answer in [Answer::Closed, Answer::Refused(DeclineReason::ByChannel)] {
        let mut desk = Desk::submitted();
        desk.answer(Answer::Paid);
        desk.answer(answer);
        assert_eq!(desk.known(), Known::Approved);
        assert_eq!(desk.contradictions, 1);
    }
    let mut desk = Desk::submitted();
    desk.answer(Answer::Paid);
    desk.answer(Answer::Paid);
    assert_eq!((desk.fulfilled, desk.contradictions), (1, 0));
}

#[test]
fn a_state_that_must_not_be_stops_the_process() {
    let approved = Payment {
        known: Known::Approved,
        ..Payment::never()
    };
    let pending = Payment {
        known: Known::Pending,
        ..Payment::never()
    };
    for (payments, what) in [
        (vec![approved.clone(), approved.clone()], "paid twice"),
        (vec![pending], "pending and not pursued"),
    ] {
        let mut order = Desk::new().order;
        let keys = (1..).map(Uuid::from_u128);
        order.payments = keys.zip(payments).collect();
        let waits = Waits::default();
        let stopped =
            std::panic::catch_unwind(move || order.handle(Event::Tick, MONDAY, &waits)).is_err();
        assert!(stopped, "{what}");
    }
}
