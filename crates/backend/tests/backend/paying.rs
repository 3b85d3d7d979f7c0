//! Payments through both channels, as they should go and as they go wrong.

use std::time::Duration;

use codes::{ProofKeys, proof};
use gateway::wire::{
    Channel, DeclineReason, Delivery, DeliveryOutcome, PaymentRequest, PaymentState, ProblemCode,
    Receipt,
};
use stage::channels::{Answer, Behaviour, Call, Outcome, Refusal, Wechat, Who};
use uuid::Uuid;

use super::{CHANNELS, open};
use crate::hall::{HASTY, Hall, LATE, NOTICE, NOTICE_AMOUNT, PATIENT, SOON, WATCHFUL, problem};

fn receipt(state: PaymentState) -> Receipt {
    match state {
        PaymentState::Approved { receipt } => *receipt,
        PaymentState::Pending { .. } | PaymentState::Declined { .. } | PaymentState::Voided => {
            panic!("not approved: {state:?}")
        }
    }
}

/// How often the channel was asked for money.
fn pays(hall: &Hall, channel: Channel) -> usize {
    let is_pay = |request: &&String| {
        request.ends_with("codepay")
            || request.ends_with("micropay")
            || *request == "alipay.trade.pay"
    };
    hall.ledger(channel)
        .requests()
        .iter()
        .filter(is_pay)
        .count()
}

fn declined(reason: DeclineReason) -> PaymentState {
    PaymentState::Declined { reason }
}

#[tokio::test]
async fn a_payment_is_approved_with_a_receipt_that_proves_itself() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        let receipt = receipt(hall.pay(key, &order, channel).await);
        assert_eq!(hall.taken(channel, key), NOTICE_AMOUNT);
        assert_eq!((receipt.total, receipt.channel), (NOTICE_AMOUNT, channel));
        assert_eq!(receipt.payer, "欧**娜");
        assert_eq!(receipt.items, order.items);
        assert_eq!(receipt.check_code.len(), 6);
        assert_eq!(receipt.reclaim_code.len(), 6);
        let signer = codes::Signer::new(codes::Algorithm::EdDsa, &[1, 2], &[9; 32]).unwrap();
        let keys = ProofKeys(vec![(vec![1, 2], signer.public_key())]);
        let proven = proof::verify(&receipt.proof, &keys).unwrap();
        assert_eq!(
            (proven.number, proven.amount),
            (receipt.number, NOTICE_AMOUNT)
        );
    }
}

#[tokio::test]
async fn the_same_key_from_many_tasks_at_once_is_one_charge() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        let request = hall.request(&order, channel, "wang");
        let calls = (0..12).map(|_| {
            let (client, request) = (hall.client.clone(), request.clone());
            tokio::spawn(async move { client.pay(key, &request, SOON).await.unwrap() })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap();
        }
        let receipt = receipt(hall.decided(key).await);
        assert_eq!(pays(&hall, channel), 1);
        assert_eq!(hall.taken(channel, key), NOTICE_AMOUNT);
        let again = hall.client.pay(key, &request, SOON).await.unwrap();
        assert_eq!(
            again,
            PaymentState::Approved {
                receipt: Box::new(receipt)
            }
        );
    }
}

#[tokio::test]
async fn two_keys_at_once_are_one_charge() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let first = hall.request(&order, Channel::Wechat, "wang");
    let second = hall.request(&order, Channel::Alipay, "wang");
    let (first, second) = tokio::join!(
        hall.client.pay(Uuid::new_v4(), &first, SOON),
        hall.client.pay(Uuid::new_v4(), &second, SOON),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let taken = hall.wechat.ledger().taken() + hall.alipay.ledger().taken();
    assert_eq!(taken, NOTICE_AMOUNT);
    let refused = problem(if first.is_ok() { second } else { first });
    assert!(
        matches!(refused, ProblemCode::PaymentOpen | ProblemCode::OrderPaid),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_payer_without_money_is_told_so_and_may_pay_another_way() {
    let hall = open(PATIENT).await;
    for (first, then) in [
        (Channel::Wechat, Channel::Alipay),
        (Channel::Alipay, Channel::Wechat),
    ] {
        hall.ledger(first).set_balance("wang", 5);
        hall.ledger(then).set_balance("wang", 1_000_000);
        let order = hall.notice_order().await;
        let (declined_key, key) = (Uuid::new_v4(), Uuid::new_v4());
        let state = hall.pay(declined_key, &order, first).await;
        assert_eq!(state, declined(DeclineReason::NotEnough));
        receipt(hall.pay(key, &order, then).await);
        assert_eq!(
            (hall.taken(first, declined_key), hall.taken(then, key)),
            (0, NOTICE_AMOUNT)
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_code_is_told() {
    let cases = [
        (
            Channel::Wechat,
            Refusal::CodeExpired,
            DeclineReason::CodeExpired,
        ),
        (Channel::Wechat, Refusal::CodeUsed, DeclineReason::CodeUsed),
        (
            Channel::Wechat,
            Refusal::CodeInvalid,
            DeclineReason::CodeInvalid,
        ),
        (Channel::Wechat, Refusal::Risk, DeclineReason::ByChannel),
        (
            Channel::Alipay,
            Refusal::CodeUsed,
            DeclineReason::CodeInvalid,
        ),
        (Channel::Alipay, Refusal::Risk, DeclineReason::ByChannel),
    ];
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    for (channel, refusal, reason) in cases {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::refuse(refusal));
        assert_eq!(
            hall.pay(Uuid::new_v4(), &order, channel).await,
            declined(reason),
            "{refusal:?}"
        );
    }
    assert_eq!(
        hall.wechat.ledger().taken() + hall.alipay.ledger().taken(),
        0
    );
}

#[tokio::test]
async fn a_payer_who_has_to_confirm_is_waited_for() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        let state = hall.pay(key, &order, channel).await;
        assert_eq!(
            state,
            PaymentState::Pending {
                payer_confirms: true,
                closing: false
            }
        );
        hall.ledger(channel)
            .confirm("wang", Outcome::Confirmed)
            .unwrap();
        receipt(hall.decided(key).await);
        assert_eq!(hall.taken(channel, key), NOTICE_AMOUNT);
    }
}

#[tokio::test]
async fn a_payer_who_gives_up_owes_nothing() {
    let hall = open(PATIENT).await;
    for channel in CHANNELS {
        for outcome in [Outcome::WrongPassword, Outcome::Dismissed] {
            hall.ledger(channel)
                .behave(Who::Next, Behaviour::ask_password());
            let order = hall.notice_order().await;
            let key = Uuid::new_v4();
            hall.pay(key, &order, channel).await;
            hall.ledger(channel).confirm("wang", outcome).unwrap();
            assert_eq!(
                hall.decided(key).await,
                declined(DeclineReason::NotConfirmed)
            );
            assert_eq!(hall.taken(channel, key), 0);
        }
    }
}

#[tokio::test]
async fn a_payer_who_lets_it_run_out_owes_nothing() {
    let hall = open(HASTY).await;
    for channel in CHANNELS {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        assert_eq!(
            hall.decided(key).await,
            declined(DeclineReason::NotConfirmed)
        );
        let late = hall.ledger(channel).confirm("wang", Outcome::Confirmed);
        assert!(late.is_none(), "nobody is asked any more");
        assert_eq!(hall.taken(channel, key), 0);
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_believed_is_pursued_until_the_truth_is_known() {
    let answers = [
        Answer::Never,
        Answer::SystemError,
        Answer::Rubbish,
        Answer::WrongSignature,
    ];
    let hall = open(WATCHFUL).await;
    for channel in CHANNELS {
        for answer in answers {
            hall.ledger(channel)
                .behave(Who::Next, Behaviour::pay().answering(answer));
            hall.ledger(channel).interfere(Call::Query, answer, 1);
            let order = hall.notice_order().await;
            let key = Uuid::new_v4();
            let state = hall.pay(key, &order, channel).await;
            assert!(
                !matches!(state, PaymentState::Declined { .. }),
                "{answer:?}"
            );
            receipt(hall.decided(key).await);
            assert_eq!(hall.taken(channel, key), NOTICE_AMOUNT, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn a_channel_that_lies_in_anothers_name_forever_ends_reversed() {
    let hall = open(HASTY).await;
    for channel in CHANNELS {
        let lie = Answer::WrongSignature;
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::pay().answering(lie));
        hall.ledger(channel).interfere(Call::Query, lie, 1_000);
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        assert_eq!(hall.decided(key).await, declined(DeclineReason::ByChannel));
        assert_eq!(hall.taken(channel, key), 0, "what was taken was given back");
        hall.ledger(channel)
            .interfere(Call::Query, Answer::Truly, 0);
        let order = hall
            .ledger(channel)
            .order(&key.simple().to_string())
            .unwrap();
        assert_eq!(order.returns(), 1);
    }
}

#[tokio::test]
async fn a_request_that_got_lost_is_declined_when_it_cannot_arrive_any_more() {
    let hall = open(HASTY).await;
    for channel in CHANNELS {
        hall.ledger(channel).behave(Who::Next, Behaviour::lose());
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        let start = std::time::Instant::now();
        hall.pay(key, &order, channel).await;
        assert_eq!(hall.decided(key).await, declined(DeclineReason::ByChannel));
        assert!(start.elapsed() >= LATE);
        assert_eq!(hall.taken(channel, key), 0);
        receipt(hall.pay(Uuid::new_v4(), &order, channel).await);
    }
}

#[tokio::test]
async fn a_request_that_arrives_after_the_question_is_not_forgotten() {
    let hall = open(HASTY).await;
    for channel in CHANNELS {
        let late = Behaviour::pay().arriving_after(Duration::from_millis(1_500));
        hall.ledger(channel)
            .behave(Who::Next, late.answering(Answer::Never));
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        let decided = hall.decided(key).await;
        let taken = hall.taken(channel, key);
        match &decided {
            PaymentState::Approved { .. } => assert_eq!(taken, NOTICE_AMOUNT),
            PaymentState::Declined { .. } => assert_eq!(taken, 0),
            PaymentState::Pending { .. } | PaymentState::Voided => panic!("{decided:?}"),
        }
        let arrived = hall.ledger(channel).order(&key.simple().to_string());
        assert!(arrived.is_some(), "it did arrive");
    }
}

#[tokio::test]
async fn a_channel_that_is_not_there_is_told_at_once() {
    let mut hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let request = hall.request(&order, Channel::Wechat, "wang");
    hall.wechat = Wechat::start().await.unwrap();
    let key = Uuid::new_v4();
    // Until the old server's socket is closed the connection may still be made.
    hall.client.pay(key, &request, SOON).await.unwrap();
    assert_eq!(
        hall.decided(key).await,
        declined(DeclineReason::ChannelUnreachable)
    );
}

#[tokio::test]
async fn an_order_is_paid_once_for_ever() {
    let hall = open(PATIENT).await;
    let application = hall.apply_for(Uuid::new_v4(), NOTICE).await.unwrap();
    let order = application.order.unwrap();
    hall.pay(Uuid::new_v4(), &order, Channel::Wechat).await;
    let again = hall.request(&order, Channel::Alipay, "li");
    let refused = hall.client.pay(Uuid::new_v4(), &again, SOON).await;
    assert_eq!(problem(refused), ProblemCode::OrderPaid);
    assert_eq!(
        problem(hall.apply_for(Uuid::new_v4(), NOTICE).await),
        ProblemCode::NoticePaid
    );
    assert_eq!(hall.alipay.ledger().requests().len(), 0);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_nothing_is_asked_of_a_channel() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    let right = hall.request(&order, Channel::Wechat, "wang");
    let refused = async |request: PaymentRequest| {
        problem(hall.client.pay(Uuid::new_v4(), &request, SOON).await)
    };
    let less = PaymentRequest {
        amount: NOTICE_AMOUNT - 1,
        ..right.clone()
    };
    assert_eq!(refused(less).await, ProblemCode::AmountDiffers);
    let nowhere = PaymentRequest {
        order: "O0".to_owned(),
        ..right.clone()
    };
    assert_eq!(refused(nowhere).await, ProblemCode::OrderUnknown);
    let odd = PaymentRequest {
        code: "1".to_owned(),
        ..right
    };
    assert_eq!(refused(odd).await, ProblemCode::RequestMalformed);
    let unknown = hall.client.payment(Uuid::new_v4(), SOON).await;
    assert_eq!(problem(unknown), ProblemCode::PaymentUnknown);
    assert!(hall.wechat.ledger().requests().is_empty());
}

#[tokio::test]
async fn printed_is_for_ever_and_receipts_have_no_gaps() {
    let hall = open(PATIENT).await;
    let order = hall.notice_order().await;
    hall.ledger(Channel::Wechat)
        .behave(Who::Next, Behaviour::refuse(Refusal::Risk));
    hall.pay(Uuid::new_v4(), &order, Channel::Wechat).await;
    let receipt = receipt(hall.pay(Uuid::new_v4(), &order, Channel::Wechat).await);
    assert_eq!(receipt.number, "0000000001");
    for outcome in [
        DeliveryOutcome::NotPrinted,
        DeliveryOutcome::Printed,
        DeliveryOutcome::NotPrinted,
    ] {
        hall.client
            .delivered(&receipt.number, Delivery { outcome }, SOON)
            .await
            .unwrap();
    }
    let mut connection = hall.database().await.read().await.unwrap();
    let delivery: String = sqlx::query_scalar("SELECT delivery FROM receipts")
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    assert_eq!(delivery, "printed");
    let printed = Delivery {
        outcome: DeliveryOutcome::Printed,
    };
    let unknown = hall.client.delivered("0000000009", printed, SOON).await;
    assert_eq!(problem(unknown), ProblemCode::ReceiptUnknown);
}
