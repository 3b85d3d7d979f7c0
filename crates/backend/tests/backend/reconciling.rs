//! A day with both channels, and `hallpass-backend reconcile` afterwards.

use std::time::Duration;

use backend::channels::{Refund, RefundAsk, Refunded};
use gateway::wire::{Channel, PaymentState};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};
use serde_json::Value;
use stage::channels::{Answer, Behaviour, BillBehaviour, Call, Refusal, Tamper, Who};
use uuid::Uuid;

use crate::hall::{Api, Hall, NOTICE_AMOUNT, WATCHFUL};
use crate::process::command;

const CHANNELS: [Channel; 2] = [Channel::Wechat, Channel::Alipay];

fn today() -> Date {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::now().to_zoned(zone).date()
}

struct Told {
    code: i32,
    out: String,
    log: String,
}

impl Told {
    fn reports(&self) -> Vec<Value> {
        serde_json::from_str(&self.out).unwrap()
    }

    /// What has to be looked after, with the number of the payment.
    fn discrepancies(&self) -> Vec<(String, String)> {
        let reports = self.reports();
        let findings = reports
            .iter()
            .flat_map(|report| report["findings"].as_array().unwrap());
        findings
            .filter_map(|finding| {
                let name = finding["verdict"]["discrepancy"].as_str()?;
                assert!(finding["do"].as_str().is_some_and(|text| !text.is_empty()));
                Some((
                    name.to_owned(),
                    finding["trade"].as_str().unwrap().to_owned(),
                ))
            })
            .collect()
    }
}

async fn reconcile(hall: &Hall, date: Date, more: &[&str]) -> Told {
    let output = command(hall, "reconcile")
        .args(["--date", &date.to_string()])
        .args(more)
        .output()
        .await
        .unwrap();
    Told {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        log: String::from_utf8(output.stderr).unwrap(),
    }
}

fn trade(key: Uuid) -> String {
    key.simple().to_string()
}

/// One payment that goes as it should.
async fn paid(hall: &Hall, channel: Channel) -> Uuid {
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    let state = hall.pay(key, &order, channel).await;
    assert!(matches!(state, PaymentState::Approved { .. }), "{state:?}");
    key
}

/// One whose answer is lost.
async fn paid_after_a_lost_answer(hall: &Hall, channel: Channel) -> Uuid {
    hall.ledger(channel)
        .behave(Who::Next, Behaviour::pay().answering(Answer::Never));
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    hall.pay(key, &order, channel).await;
    let state = hall.decided(key).await;
    assert!(matches!(state, PaymentState::Approved { .. }), "{state:?}");
    key
}

/// One that is charged, of which nothing is heard, and which is voided.
async fn voided_after_it_was_paid(hall: &Hall, channel: Channel) -> Uuid {
    let ledger = hall.ledger(channel);
    ledger.behave(Who::Next, Behaviour::pay().answering(Answer::SystemError));
    ledger.interfere(Call::Query, Answer::SystemError, u32::MAX);
    let order = hall.notice_order().await;
    let key = Uuid::new_v4();
    hall.pay(key, &order, channel).await;
    hall.void(key, &order).await;
    assert_eq!(hall.decided(key).await, PaymentState::Voided);
    ledger.interfere(Call::Query, Answer::Truly, 0);
    let order = ledger.order(&trade(key)).unwrap();
    assert_eq!((order.charges(), order.returns()), (1, 1));
    key
}

async fn declined(hall: &Hall, channel: Channel) {
    hall.ledger(channel)
        .behave(Who::Next, Behaviour::refuse(Refusal::NotEnough));
    let order = hall.notice_order().await;
    let state = hall.pay(Uuid::new_v4(), &order, channel).await;
    assert!(matches!(state, PaymentState::Declined { .. }), "{state:?}");
}

#[tokio::test]
async fn a_day_with_everything_that_goes_wrong_is_explained_to_the_last_fen() {
    let hall = Hall::open_with(WATCHFUL).await;
    for channel in CHANNELS {
        paid(&hall, channel).await;
        paid_after_a_lost_answer(&hall, channel).await;
        voided_after_it_was_paid(&hall, channel).await;
        declined(&hall, channel).await;
    }
    for behaviour in [BillBehaviour::Truly, BillBehaviour::OtherColumns] {
        for channel in CHANNELS {
            hall.ledger(channel).hand_out_bills(behaviour);
        }
        let told = reconcile(&hall, today(), &["--json"]).await;
        assert_eq!(told.code, 0, "{} {}", told.out, told.log);
        let reports = told.reports();
        assert_eq!(reports.len(), 2);
        for report in &reports {
            assert_eq!(report["totals"]["charged"], 3 * NOTICE_AMOUNT);
            assert_eq!(report["totals"]["returned"], NOTICE_AMOUNT);
            assert_eq!(report["totals"]["booked"], 2 * NOTICE_AMOUNT);
            let findings = report["findings"].as_array().unwrap();
            let mut verdicts: Vec<_> = findings
                .iter()
                .map(|finding| finding["verdict"].as_str().unwrap())
                .collect();
            verdicts.sort_unstable();
            assert_eq!(verdicts, ["matched", "matched", "reversed"]);
        }
    }
    let table = reconcile(&hall, today(), &["--channel", "wechat"]).await;
    assert_eq!(table.code, 0);
    assert!(table.out.starts_with("WeChat Pay, "), "{}", table.out);
    assert!(!table.out.contains("Alipay"), "{}", table.out);
}

/// Gives a part of a payment back.
async fn refunded(hall: &Hall, channel: Channel, key: Uuid, amount: u64) {
    let refund = Refund {
        number: Uuid::new_v4().simple().to_string(),
        trade: trade(key),
        paid: NOTICE_AMOUNT,
        amount,
        reason: "重复缴费".to_owned(),
    };
    let channel = match channel {
        Channel::Wechat => order::Channel::Wechat,
        Channel::Alipay => order::Channel::Alipay,
    };
    let (channels, within) = (hall.channels(), Duration::from_secs(10));
    let given = channels.refund(channel, RefundAsk::Give, &refund, within);
    let given = given.await;
    assert!(
        matches!(given, Refunded::Done | Refunded::Processing),
        "{given:?}"
    );
}

#[tokio::test]
async fn a_day_with_refunds_is_explained_by_the_bill_of_every_api() {
    for (api, channel) in [
        (Api::V3, Channel::Wechat),
        (Api::V2, Channel::Wechat),
        (Api::V3, Channel::Alipay),
    ] {
        let hall = Hall::open_at(api, WATCHFUL).await;
        let name = format!("{channel:?}").to_lowercase();
        let arguments = ["--json", "--channel", name.as_str()];
        let key = paid(&hall, channel).await;
        refunded(&hall, channel, key, 50).await;
        voided_after_it_was_paid(&hall, channel).await;
        let told = reconcile(&hall, today(), &arguments).await;
        assert_eq!(told.code, 0, "{api:?}: {} {}", told.out, told.log);
        let report = &told.reports()[0];
        assert_eq!(report["totals"]["charged"], 2 * NOTICE_AMOUNT);
        assert_eq!(report["totals"]["returned"], NOTICE_AMOUNT + 50);
        let findings = report["findings"].as_array().unwrap();
        let mut told: Vec<_> = findings
            .iter()
            .map(|it| {
                (
                    it["verdict"].as_str().unwrap(),
                    it["charged"].as_u64().unwrap(),
                )
            })
            .collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("matched", NOTICE_AMOUNT - 50),
                ("refunded", 50),
                ("reversed", NOTICE_AMOUNT)
            ]
        );
        hall.ledger(channel).hand_out_bills(BillBehaviour::NotReady);
        let told = reconcile(&hall, today(), &arguments).await;
        assert_eq!(told.code, 2, "{api:?}");
        assert!(told.log.contains("it is not there yet"), "{}", told.log);
    }
}

#[tokio::test]
async fn what_does_not_agree_is_named_by_payment_with_what_to_do() {
    let hall = Hall::open_with(WATCHFUL).await;
    for channel in CHANNELS {
        let ledger = hall.ledger(channel);
        paid(&hall, channel).await;
        let (dearer, missing) = (paid(&hall, channel).await, paid(&hall, channel).await);
        let foreign = format!("F{channel:?}");
        ledger.tamper_with_bills(Tamper::Add {
            number: foreign.clone(),
            amount: 777,
            at: Timestamp::now(),
        });
        ledger.tamper_with_bills(Tamper::Amount {
            number: trade(dearer),
            amount: NOTICE_AMOUNT + 1,
        });
        ledger.tamper_with_bills(Tamper::Drop {
            number: trade(missing),
        });
        let name = format!("{channel:?}").to_lowercase();
        let told = reconcile(&hall, today(), &["--channel", &name, "--json"]).await;
        assert_eq!(told.code, 1, "{}", told.log);
        let mut discrepancies = told.discrepancies();
        discrepancies.sort();
        let named = |name: &str, trade: String| (name.to_owned(), trade);
        assert_eq!(
            discrepancies,
            [
                named("amountsDiffer", trade(dearer)),
                // The next day's bill is not there yet.
                named("awaitsBill", trade(missing)),
                named("notOurs", foreign),
            ]
        );
        let totals = &told.reports()[0]["totals"];
        assert_eq!(totals["charged"], 2 * NOTICE_AMOUNT + 1 + 777);
        assert_eq!(totals["booked"], 3 * NOTICE_AMOUNT);
    }
    let table = reconcile(&hall, today(), &[]).await;
    assert_eq!(table.code, 1);
    for words in [
        "amounts differ: 90.51 charged, 90.50 on the receipt",
        "do: ",
        "order ",
        "case ",
    ] {
        assert!(table.out.contains(words), "{words}: {}", table.out);
    }
}

/// In the bill, this payment is charged once, then.
fn charged_at(hall: &Hall, channel: Channel, key: Uuid, at: Timestamp) {
    hall.ledger(channel).tamper_with_bills(Tamper::Add {
        number: trade(key),
        amount: NOTICE_AMOUNT,
        at,
    });
}

fn last_second_of(day: Date) -> Timestamp {
    let zone = TimeZone::fixed(Offset::constant(8));
    let at = day.at(23, 59, 59, 0).to_zoned(zone).unwrap();
    at.timestamp()
}

#[tokio::test]
async fn money_that_stays_at_the_channel_is_named_with_its_payment() {
    let hall = Hall::open_with(WATCHFUL).await;
    let yesterday = today().yesterday().unwrap();
    let wechat = ["--channel", "wechat", "--json"];
    // Called voided, and charged a second time on the day before.
    let voided = voided_after_it_was_paid(&hall, Channel::Wechat).await;
    charged_at(&hall, Channel::Wechat, voided, last_second_of(yesterday));
    let told = reconcile(&hall, yesterday, &wechat).await;
    let named = vec![("chargedNotApproved".to_owned(), trade(voided))];
    assert_eq!(
        (told.code, told.discrepancies()),
        (1, named),
        "{}",
        told.out
    );
    assert_eq!(reconcile(&hall, today(), &wechat).await.code, 0);
    // Not decided yet: nobody has to do anything by hand.
    hall.ledger(Channel::Wechat)
        .behave(Who::Next, Behaviour::ask_password());
    let (order, pending) = (hall.notice_order().await, Uuid::new_v4());
    hall.pay(pending, &order, Channel::Wechat).await;
    charged_at(&hall, Channel::Wechat, pending, Timestamp::now());
    let told = reconcile(&hall, today(), &wechat).await;
    let named = vec![("stillPending".to_owned(), trade(pending))];
    assert_eq!(
        (told.code, told.discrepancies()),
        (1, named),
        "{}",
        told.out
    );
}

#[tokio::test]
async fn a_payment_billed_before_midnight_and_booked_after_it_is_explained_on_both_days() {
    let hall = Hall::open().await;
    let yesterday = today().yesterday().unwrap();
    let mut midnight = Vec::new();
    for channel in CHANNELS {
        paid(&hall, channel).await;
        let key = paid(&hall, channel).await;
        let number = trade(key);
        midnight.push(number.clone());
        hall.ledger(channel)
            .tamper_with_bills(Tamper::Drop { number });
        charged_at(&hall, channel, key, last_second_of(yesterday));
    }
    for (day, side, other) in [
        (today(), "booked", yesterday),
        (yesterday, "charged", today()),
    ] {
        let told = reconcile(&hall, day, &["--json"]).await;
        assert_eq!(told.code, 0, "{} {}", told.out, told.log);
        for report in told.reports() {
            let findings = report["findings"].as_array().unwrap();
            let is_midnight = |finding: &&Value| midnight.iter().any(|it| finding["trade"] == **it);
            let finding = findings.iter().find(is_midnight).unwrap();
            assert_eq!(finding["verdict"], "matched");
            assert_eq!(finding[side], NOTICE_AMOUNT);
            assert_eq!(finding["otherDay"], other.to_string());
        }
    }
}

#[tokio::test]
async fn a_bill_that_cannot_be_relied_on_is_refused() {
    let hall = Hall::open().await;
    for channel in CHANNELS {
        for _ in 0..3 {
            paid(&hall, channel).await;
        }
        let name = format!("{channel:?}").to_lowercase();
        let arguments = ["--channel", name.as_str()];
        let wrong_file = match channel {
            Channel::Wechat => "its hash is wrong",
            Channel::Alipay => "not a sound ZIP file",
        };
        for (behaviour, reason) in [
            (BillBehaviour::WrongHash, wrong_file),
            (BillBehaviour::NotReady, "it is not there yet"),
            (BillBehaviour::Cut, "totals"),
        ] {
            hall.ledger(channel).hand_out_bills(behaviour);
            let told = reconcile(&hall, today(), &arguments).await;
            assert_eq!(told.code, 2, "{behaviour:?}: {}", told.out);
            assert!(told.log.contains(reason), "{behaviour:?}: {}", told.log);
            assert_eq!(told.out, "", "nothing is said of half a day");
        }
        hall.ledger(channel).hand_out_bills(BillBehaviour::Truly);
        for (answer, reason) in [
            (Answer::WrongSignature, "not signed by the channel"),
            (Answer::SystemError, "refuses"),
        ] {
            hall.ledger(channel).interfere(Call::Bill, answer, 1);
            let told = reconcile(&hall, today(), &arguments).await;
            assert_eq!((told.code, told.out.as_str()), (2, ""), "{answer:?}");
            assert!(told.log.contains(reason), "{answer:?}: {}", told.log);
        }
        assert_eq!(reconcile(&hall, today(), &arguments).await.code, 0);
    }
}

#[tokio::test]
async fn a_day_without_a_trade_is_explained_and_changes_nothing() {
    let hall = Hall::open().await;
    let long_ago = today().checked_sub(Span::new().days(30)).unwrap();
    let told = reconcile(&hall, long_ago, &["--json"]).await;
    assert_eq!(told.code, 0, "{}", told.log);
    for report in told.reports() {
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(0));
    }
    let asked = hall.wechat.ledger().requests();
    assert!(
        asked
            .iter()
            .all(|request| request.starts_with("GET /v3/bill")),
        "{asked:?}"
    );
}
