//! Money that is given back, by every API.

use std::time::Duration;

use backend::channels::{Channels, Refund, RefundAsk, RefundRefusal, Refunded, alipay, wechat};
use gateway::wire::{Channel, Order};
use serde_json::json;
use stage::channels::{Answer, Call};
use uuid::Uuid;

use crate::hall::{Api, Hall, NOTICE_AMOUNT, PATIENT};

const RAILS: [(Api, Channel); 4] = [
    (Api::V3, Channel::Wechat),
    (Api::V2, Channel::Wechat),
    (Api::V2Md5, Channel::Wechat),
    (Api::V3, Channel::Alipay),
];
const WITHIN: Duration = Duration::from_secs(10);

/// A hall with a paid order, and what gives it back.
struct Paid {
    hall: Hall,
    channel: Channel,
    channels: Channels,
    key: Uuid,
    order: Order,
}

impl Paid {
    async fn by(api: Api, channel: Channel) -> Self {
        let hall = Hall::open_at(api, PATIENT).await;
        let order = hall.notice_order().await;
        let key = Uuid::new_v4();
        hall.pay(key, &order, channel).await;
        assert_eq!(hall.taken(channel, key), NOTICE_AMOUNT);
        Self {
            channels: hall.channels(),
            hall,
            channel,
            key,
            order,
        }
    }

    fn refund(&self, amount: u64) -> Refund {
        Refund {
            number: Uuid::new_v4().simple().to_string(),
            trade: self.key.simple().to_string(),
            paid: self.order.amount,
            amount,
            reason: "重复缴费".to_owned(),
        }
    }

    async fn ask(&self, ask: RefundAsk, refund: &Refund) -> Refunded {
        let channel = match self.channel {
            Channel::Wechat => order::Channel::Wechat,
            Channel::Alipay => order::Channel::Alipay,
        };
        self.channels.refund(channel, ask, refund, WITHIN).await
    }

    async fn give(&self, refund: &Refund) -> Refunded {
        self.ask(RefundAsk::Give, refund).await
    }

    async fn query(&self, refund: &Refund) -> Refunded {
        self.ask(RefundAsk::Query, refund).await
    }

    fn taken(&self) -> u64 {
        self.hall.taken(self.channel, self.key)
    }
}

fn is_given(refunded: Refunded) -> bool {
    matches!(refunded, Refunded::Done | Refunded::Processing)
}

#[tokio::test]
async fn a_refund_gives_back_once_however_often_it_is_asked_for() {
    for (api, channel) in RAILS {
        let paid = Paid::by(api, channel).await;
        let refund = paid.refund(NOTICE_AMOUNT);
        for _ in 0..3 {
            assert!(is_given(paid.give(&refund).await), "{api:?} {channel:?}");
            assert_eq!(paid.taken(), 0);
        }
        assert_eq!(paid.query(&refund).await, Refunded::Done);
        assert_eq!(paid.hall.ledger(channel).balance("wang"), 1_000_000);
    }
}

#[tokio::test]
async fn parts_are_given_back_up_to_what_was_paid() {
    for (api, channel) in RAILS {
        let paid = Paid::by(api, channel).await;
        let first = paid.refund(50);
        let second = paid.refund(NOTICE_AMOUNT - 50);
        assert!(is_given(paid.give(&first).await));
        assert_eq!(paid.taken(), NOTICE_AMOUNT - 50);
        let too_much = paid.give(&paid.refund(NOTICE_AMOUNT)).await;
        assert!(!is_given(too_much), "{api:?} {channel:?}");
        assert!(is_given(paid.give(&second).await));
        assert_eq!(paid.taken(), 0);
        assert_eq!(paid.query(&first).await, Refunded::Done);
        assert_eq!(paid.query(&second).await, Refunded::Done);
    }
}

#[tokio::test]
async fn a_number_is_for_one_refund_only() {
    for (api, channel) in RAILS {
        let paid = Paid::by(api, channel).await;
        let refund = paid.refund(50);
        paid.give(&refund).await;
        let another = Refund {
            amount: 60,
            ..refund.clone()
        };
        assert!(!is_given(paid.give(&another).await), "{api:?} {channel:?}");
        assert_eq!(
            paid.query(&another).await,
            Refunded::Refused(RefundRefusal::NumberReused),
            "{api:?} {channel:?}"
        );
        assert_eq!(paid.taken(), NOTICE_AMOUNT - 50);
    }
}

#[tokio::test]
async fn of_what_was_never_paid_nothing_is_given_back() {
    for (api, channel) in RAILS {
        let paid = Paid::by(api, channel).await;
        let refund = Refund {
            trade: Uuid::new_v4().simple().to_string(),
            ..paid.refund(NOTICE_AMOUNT)
        };
        assert_eq!(paid.query(&refund).await, Refunded::Unknown);
        assert_eq!(
            paid.give(&refund).await,
            Refunded::Refused(RefundRefusal::NoTrade),
            "{api:?} {channel:?}"
        );
        assert_eq!(paid.taken(), NOTICE_AMOUNT);
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_believed_leaves_a_refund_unknown_until_it_is_asked_again() {
    for (api, channel) in RAILS {
        for answer in [Answer::SystemError, Answer::Rubbish, Answer::WrongSignature] {
            let paid = Paid::by(api, channel).await;
            let refund = paid.refund(NOTICE_AMOUNT);
            let ledger = paid.hall.ledger(channel);
            ledger.interfere(Call::Refund, answer, 1);
            ledger.interfere(Call::RefundQuery, answer, 1);
            let context = format!("{api:?} {channel:?} {answer:?}");
            assert_eq!(paid.give(&refund).await, Refunded::Unknown, "{context}");
            assert_eq!(paid.query(&refund).await, Refunded::Unknown, "{context}");
            assert_eq!(paid.query(&refund).await, Refunded::Done, "{context}");
            assert!(is_given(paid.give(&refund).await), "{context}");
            assert_eq!(paid.taken(), 0);
        }
    }
}

#[tokio::test]
async fn a_refund_without_an_answer_in_time_is_unknown() {
    for (api, channel) in RAILS {
        let paid = Paid::by(api, channel).await;
        let refund = paid.refund(NOTICE_AMOUNT);
        let ledger = paid.hall.ledger(channel);
        ledger.interfere(Call::Refund, Answer::Never, 1);
        let within = Duration::from_millis(300);
        let channel = match channel {
            Channel::Wechat => order::Channel::Wechat,
            Channel::Alipay => order::Channel::Alipay,
        };
        let ask = RefundAsk::Give;
        let refunded = paid.channels.refund(channel, ask, &refund, within).await;
        assert_eq!(refunded, Refunded::Unknown);
        assert_eq!(paid.query(&refund).await, Refunded::Done);
    }
}

fn refund() -> Refund {
    Refund {
        number: "R1".to_owned(),
        trade: "T1".to_owned(),
        paid: 300,
        amount: 200,
        reason: String::new(),
    }
}

#[test]
fn only_what_is_certain_is_read_from_wechats_answer_to_a_refund() {
    let status = |status: &str| {
        let body = json!({
            "out_refund_no": "R1",
            "out_trade_no": "T1",
            "status": status,
            "amount": { "refund": 200, "total": 300 },
        });
        let body = body.to_string();
        wechat::read_refund(RefundAsk::Query, 200, body.as_bytes(), &refund())
    };
    let by_hand = Refunded::Refused(RefundRefusal::PayerAccount);
    assert_eq!(status("SUCCESS"), Refunded::Done);
    assert_eq!(status("PROCESSING"), Refunded::Processing);
    assert_eq!(status("ABNORMAL"), by_hand);
    assert_eq!(
        status("CLOSED"),
        Refunded::Refused(RefundRefusal::ByChannel)
    );
    assert_eq!(status("NEW"), Refunded::Unknown);
    for (code, why) in [
        ("NOT_ENOUGH", RefundRefusal::NotEnough),
        ("RESOURCE_NOT_EXISTS", RefundRefusal::NoTrade),
        ("USER_ACCOUNT_ABNORMAL", RefundRefusal::PayerAccount),
        ("PARAM_ERROR", RefundRefusal::ByChannel),
    ] {
        let body = json!({ "code": code, "message": "" }).to_string();
        let read = |ask, status| wechat::read_refund(ask, status, body.as_bytes(), &refund());
        assert_eq!(read(RefundAsk::Give, 403), Refunded::Refused(why), "{code}");
        assert_eq!(read(RefundAsk::Give, 500), Refunded::Unknown, "{code}");
        let asked = read(RefundAsk::Query, 404);
        assert_eq!(asked, Refunded::Unknown, "a question refuses nothing");
    }
}

#[test]
fn only_what_is_certain_is_read_from_alipays_answer_to_a_refund() {
    let given = |said: serde_json::Value| alipay::read_refund(&said.to_string(), &refund());
    let moved =
        |moved: &str| json!({ "code": "10000", "out_trade_no": "T1", "fund_change": moved });
    assert_eq!(given(moved("Y")), Refunded::Done);
    assert_eq!(given(moved("N")), Refunded::Processing, "the query tells");
    for (code, why) in [
        ("ACQ.SELLER_BALANCE_NOT_ENOUGH", RefundRefusal::NotEnough),
        ("ACQ.TRADE_NOT_EXIST", RefundRefusal::NoTrade),
        ("ACQ.TRADE_HAS_FINISHED", RefundRefusal::TooLate),
        ("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", RefundRefusal::TooMuch),
        ("ACQ.DISCORDANT_REPEAT_REQUEST", RefundRefusal::NumberReused),
    ] {
        let said = json!({ "code": "40004", "sub_code": code });
        assert_eq!(given(said), Refunded::Refused(why), "{code}");
    }
    let query = |said: serde_json::Value| alipay::read_refund_query(&said.to_string(), &refund());
    let mut said = json!({
        "code": "10000",
        "out_trade_no": "T1",
        "out_request_no": "R1",
        "refund_amount": "2.00",
        "refund_status": "REFUND_SUCCESS",
    });
    assert_eq!(query(said.clone()), Refunded::Done);
    said["refund_amount"] = json!("3.00");
    let other = Refunded::Refused(RefundRefusal::NumberReused);
    assert_eq!(query(said.clone()), other);
    said.as_object_mut().unwrap().remove("refund_status");
    assert_eq!(query(said), Refunded::Unknown, "failed, or not there yet");
}
