//! Nothing that is pending is forgotten, whoever stops.

use gateway::wire::{Channel, PaymentState};
use stage::channels::{Answer, Behaviour, Call, Outcome, Who};
use uuid::Uuid;

use super::{CHANNELS, open};
use crate::hall::{NOTICE_AMOUNT, PATIENT};

#[tokio::test]
async fn what_was_pending_is_taken_up_at_the_next_start() {
    let mut hall = open(PATIENT).await;
    for channel in CHANNELS {
        hall.ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        hall.ledger(channel)
            .interfere(Call::Query, Answer::SystemError, 2);
        hall.restart().await;
        hall.ledger(channel).confirm("wang", Outcome::Confirmed);
        let state = hall.decided(key).await;
        let taken = hall.taken(channel, key);
        match &state {
            PaymentState::Approved { receipt } => assert_eq!(taken, receipt.total),
            PaymentState::Declined { .. } => assert_eq!(taken, 0),
            PaymentState::Pending { .. } | PaymentState::Voided => panic!("{state:?}"),
        }
        hall.restart().await;
        assert_eq!(hall.decided(key).await, state, "for ever");
    }
}

#[tokio::test]
async fn two_processes_on_one_database_charge_once() {
    let hall = open(PATIENT).await;
    let (second, other) = hall.second().await;
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    let request = hall.request(&order, Channel::Wechat, "wang");
    let calls = (0..10).map(|call| {
        let client = if call % 2 == 0 {
            hall.client.clone()
        } else {
            other.clone()
        };
        let request = request.clone();
        tokio::spawn(async move { client.pay(key, &request, crate::hall::SOON).await.unwrap() })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    assert!(matches!(
        hall.decided(key).await,
        PaymentState::Approved { .. }
    ));
    assert_eq!(hall.wechat.ledger().orders().len(), 1);
    assert_eq!(hall.wechat.ledger().taken(), NOTICE_AMOUNT);
    second.stop().await;
}
