use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::books::{Charge, Paper};
use crate::channels::{Entry, Happened, OrderRecord, OrderState};

/// One payment of 200 yuan, paid, with its receipt, printed.
fn agreeing() -> Books {
    let entry = |happened| Entry {
        at: Timestamp::UNIX_EPOCH,
        happened,
    };
    let order = OrderRecord {
        number: "T1".to_owned(),
        transaction: "42".to_owned(),
        payer: "wang".to_owned(),
        amount: 20_000,
        description: "罚款".to_owned(),
        state: OrderState::Paid,
        timeline: vec![entry(Happened::Demanded), entry(Happened::Charged)],
        refunds: Vec::new(),
    };
    let approved = json!({ "is": "approved", "receipt": "0000000001" });
    Books {
        charges: vec![Charge {
            channel: ChannelKind::Wechat,
            order,
        }],
        payments: vec![Payment {
            key: "K1".to_owned(),
            order: "O1".to_owned(),
            amount: 20_000,
            trade: "T1".to_owned(),
            channel: Some("wechat".to_owned()),
            known: "approved".to_owned(),
        }],
        receipts: vec![Receipt {
            number: "0000000001".to_owned(),
            payment: "K1".to_owned(),
            delivery: Some("printed".to_owned()),
            reclaim_code: "K742P9".to_owned(),
        }],
        journal: vec![
            json!({ "is": "paymentIntended", "payment": "K1", "order": "O1",
                    "channel": "wechat", "amount": 20_000 }),
            json!({ "is": "paymentResolved", "payment": "K1", "outcome": approved }),
            json!({ "is": "printResolved", "receipt": "0000000001",
                    "outcome": { "is": "printed" } }),
        ],
        papers: vec![Paper {
            receipt: "0000000001".to_owned(),
            file: "1-0000000001.pdf".into(),
        }],
    }
}

#[test]
fn books_that_agree_have_no_differences() {
    assert_eq!(differences(&agreeing()), Vec::<String>::new());
    assert_eq!(differences(&Books::default()), Vec::<String>::new());
}

type Spoil = fn(&mut Books);

#[test]
fn every_disagreement_is_found() {
    let wrong: [(&str, Spoil); 14] = [
        ("no such trade", |books| {
            books.payments[0].trade = "T2".to_owned()
        }),
        ("is owed", |books| books.payments[0].amount = 1),
        ("another channel", |books| {
            books.charges[0].channel = ChannelKind::Alipay
        }),
        ("charged 2 times", |books| {
            let charged = books.charges[0].order.timeline[1].clone();
            books.charges[0].order.timeline.push(charged);
        }),
        ("the channel took 0", |books| {
            books.charges[0].order.timeline.truncate(1);
        }),
        ("0 receipts", |books| books.receipts.clear()),
        ("declined, but 20000", |books| {
            books.payments[0].known = "declined".to_owned()
        }),
        ("is pending", |books| {
            books.payments[0].known = "pending".to_owned()
        }),
        ("paid 2 times", |books| {
            let again = books.payments[0].clone();
            books.payments.push(again);
        }),
        ("intended 0 times", |books| {
            books.journal.remove(0);
        }),
        ("resolved 0 times", |books| {
            books.journal.remove(1);
        }),
        ("in the journal", |books| {
            books.journal[1]["outcome"] = json!({ "is": "voided" })
        }),
        ("0 papers", |books| books.papers.clear()),
        ("of no receipt", |books| {
            books.papers[0].receipt = "0000000002".to_owned()
        }),
    ];
    for (what, spoil) in wrong {
        let mut books = agreeing();
        spoil(&mut books);
        let found = differences(&books);
        assert!(
            found.iter().any(|one| one.contains(what)),
            "{what}: {found:?}"
        );
    }
}

#[test]
fn a_receipt_that_did_not_print_is_said_by_all_not_to_have() {
    let mut books = agreeing();
    books.papers.clear();
    books.receipts[0].delivery = Some("notPrinted".to_owned());
    books.journal[2]["outcome"] = json!({ "is": "notPrinted", "trouble": "paperOut" });
    assert_eq!(differences(&books), Vec::<String>::new());
    books.receipts[0].delivery = Some("printed".to_owned());
    assert_eq!(differences(&books).len(), 1);
}
