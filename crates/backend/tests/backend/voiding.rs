//! The first of submit and void closes a key.

use gateway::wire::{Channel, PaymentState, ProblemCode, VoidRequest};
use stage::channels::{Answer, Behaviour, Call, Ledger, Outcome, Who};
use uuid::Uuid;

use super::{CHANNELS, open};
use crate::hall::{Hall, NOTICE_AMOUNT, PATIENT, SOON, WATCHFUL, problem};

/// Whatever was decided, the channel's money must agree with it.
fn assert_agrees(hall: &Hall, channel: Channel, key: Uuid, state: &PaymentState) {
    let taken = hall.taken(channel, key);
    match state {
        PaymentState::Approved { receipt } => assert_eq!(taken, receipt.total),
        PaymentState::Voided | PaymentState::Declined { .. } => assert_eq!(taken, 0),
        PaymentState::Pending { .. } => panic!("not decided"),
    }
}

#[tokio::test]
async fn a_key_that_was_voided_first_never_reaches_a_channel() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    assert_eq!(hall.void(key, &order).await, PaymentState::Voided);
    assert_eq!(
        hall.pay(key, &order, Channel::Wechat).await,
        PaymentState::Voided
    );
    assert_eq!(
        hall.client.payment(key, SOON).await.unwrap(),
        PaymentState::Voided
    );
    assert!(hall.wechat.ledger().requests().is_empty());
}

#[tokio::test]
async fn a_void_while_the_payer_confirms_takes_it_back() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        let state = hall.void(key, &order).await;
        assert_eq!(
            state,
            PaymentState::Pending {
                payer_confirms: true,
                closing: true
            }
        );
        assert_eq!(hall.decided(key).await, PaymentState::Voided);
        assert!(
            hall.ledger(channel)
                .confirm("wang", Outcome::Confirmed)
                .is_none()
        );
        assert_eq!(hall.taken(channel, key), 0);
    }
}

#[tokio::test]
async fn a_void_of_what_is_decided_changes_nothing() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    let approved = hall.pay(key, &order, Channel::Alipay).await;
    assert_eq!(hall.void(key, &order).await, approved);
    assert_eq!(hall.alipay.ledger().taken(), NOTICE_AMOUNT);
}

#[tokio::test]
async fn a_payer_who_confirms_while_it_is_voided_is_charged_or_not_but_known() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        // Before the void is heard of, while it is asked about, and while it is taken back.
        for heard in 0..3 {
            hall.ledger(channel)
                .behave(Who::Next, Behaviour::ask_password());
            let order = hall.notice_order().await;
            let key = Uuid::new_v4();
            hall.pay(key, &order, channel).await;
            let enough = hall.ledger(channel).requests().len() + heard;
            let confirm = async {
                let is_heard = |ledger: &Ledger| (ledger.requests().len() >= enough).then_some(());
                hall.ledger(channel).wait(SOON, is_heard).await.unwrap();
                hall.ledger(channel).confirm("wang", Outcome::Confirmed);
            };
            tokio::join!(hall.void(key, &order), confirm);
            let state = hall.decided(key).await;
            assert_agrees(&hall, channel, key, &state);
        }
    }
}

#[tokio::test]
async fn submit_and_void_at_once_end_in_one_of_two_ways() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        let order = hall.notice_order().await;
        for _ in 0..8 {
            let key = Uuid::new_v4();
            let request = hall.request(&order, channel, "wang");
            let (paid, _) =
                tokio::join!(hall.client.pay(key, &request, SOON), hall.void(key, &order),);
            paid.unwrap();
            let state = hall.decided(key).await;
            assert_agrees(&hall, channel, key, &state);
            if matches!(state, PaymentState::Approved { .. }) {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_reversal_without_an_answer_is_repeated_until_it_is_certain() {
    let hall = open(WATCHFUL).await;
    for channel in CHANNELS {
        for answer in [Answer::Never, Answer::SystemError, Answer::WrongSignature] {
            hall.ledger(channel)
                .behave(Who::Next, Behaviour::ask_password());
            hall.ledger(channel).interfere(Call::Reverse, answer, 2);
            hall.ledger(channel)
                .interfere(Call::Query, Answer::SystemError, 1_000);
            let order = hall.notice_order().await;
            let key = Uuid::new_v4();
            hall.pay(key, &order, channel).await;
            hall.void(key, &order).await;
            assert_eq!(hall.decided(key).await, PaymentState::Voided, "{answer:?}");
            assert_eq!(hall.taken(channel, key), 0);
        }
    }
}

#[tokio::test]
async fn a_silent_charge_that_is_voided_is_given_back_once() {
    let hall = open(WATCHFUL).await;
    for channel in CHANNELS {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::pay().answering(Answer::Never));
        hall.ledger(channel)
            .interfere(Call::Query, Answer::Never, 1_000);
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        let request = hall.request(&order, channel, "wang");
        let client = hall.client.clone();
        let paying = tokio::spawn(async move { client.pay(key, &request, SOON).await.unwrap() });
        let ledger = hall.ledger(channel);
        let number = key.simple().to_string();
        ledger
            .wait(SOON, |ledger| ledger.order(&number))
            .await
            .unwrap();
        hall.void(key, &order).await;
        assert_eq!(hall.decided(key).await, PaymentState::Voided);
        paying.await.unwrap();
        let charge = ledger.order(&number).unwrap();
        assert_eq!((charge.taken(), charge.returns()), (0, 1));
        ledger.interfere(Call::Query, Answer::Truly, 0);
        assert!(matches!(
            hall.pay(Uuid::new_v4(), &order, channel).await,
            PaymentState::Approved { .. } | PaymentState::Pending { .. }
        ));
    }
}

#[tokio::test]
async fn a_void_names_an_order_that_exists_and_owns_the_key() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    let nowhere = VoidRequest {
        order: "O0".to_owned(),
    };
    assert_eq!(
        problem(hall.client.void(key, &nowhere, SOON).await),
        ProblemCode::OrderUnknown
    );
    hall.void(key, &order).await;
    assert_eq!(
        problem(hall.client.void(key, &nowhere, SOON).await),
        ProblemCode::KeyReused
    );
}

#[tokio::test]
async fn a_submit_that_was_refused_stays_refused_also_when_a_copy_of_it_comes_late() {
    let mut hall = Hall::open().await;
    let (second, other) = hall.second().await;
    let order = hall.notice_order().await;
    let (open, late) = (Uuid::new_v4(), Uuid::new_v4());
    hall.wechat
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    hall.pay(open, &order, Channel::Wechat).await;
    let request = hall.request(&order, Channel::Alipay, "li");
    let refused = problem(hall.client.pay(late, &request, SOON).await);
    assert_eq!(refused, ProblemCode::PaymentOpen);
    hall.void(open, &order).await;
    assert_eq!(hall.decided(open).await, PaymentState::Voided);

    hall.restart().await;
    for client in [&hall.client, &other] {
        let again = problem(client.pay(late, &request, SOON).await);
        assert_eq!(again, ProblemCode::PaymentOpen);
    }
    assert_eq!(hall.void(late, &order).await, PaymentState::Voided);
    assert!(hall.alipay.ledger().requests().is_empty());
    second.stop().await;
}
