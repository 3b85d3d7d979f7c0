use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::books::{Application, Charge, Fulfilled, Paper};
use crate::channels::{Entry, Happened, OrderRecord, OrderState, RefundRecord};

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
        applications: vec![Application {
            key: "A1".to_owned(),
            case_number: "2026-1".to_owned(),
        }],
        fulfilled: vec![Fulfilled {
            id: "D1".to_owned(),
            order: "O1".to_owned(),
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
        unfinished: Vec::new(),
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
    let wrong: [(&str, Spoil); 17] = [
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
        ("nothing is fulfilled", |books| books.fulfilled.clear()),
        ("fulfilled, but not paid", |books| {
            books.fulfilled[0].order = "O2".to_owned()
        }),
        ("2 papers", |books| {
            let again = books.papers[0].clone();
            books.papers.push(again);
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

#[test]
fn a_receipt_that_nobody_could_watch_came_out_once_at_most() {
    let mut books = agreeing();
    books.receipts[0].delivery = Some("notPrinted".to_owned());
    books.journal[2]["outcome"] = json!({ "is": "unknown" });
    assert_eq!(differences(&books), Vec::<String>::new());
    let again = books.papers[0].clone();
    books.papers.push(again);
    assert_eq!(differences(&books).len(), 1);
    books.papers.clear();
    assert_eq!(differences(&books), Vec::<String>::new());
}

#[test]
fn a_paper_of_a_case_comes_out_once_at_most() {
    let mut books = agreeing();
    let mut paper = books.papers[0].clone();
    paper.receipt = books.applications[0].case_number.clone();
    books.papers.push(paper.clone());
    assert_eq!(differences(&books), Vec::<String>::new());
    books.papers.push(paper);
    assert_eq!(differences(&books), ["case 2026-1: 2 papers"]);
}

#[test]
fn an_application_that_was_kept_is_at_the_backend_once() {
    let kept = json!({ "is": "applicationKept", "application": "A1" });
    let settled =
        |outcome| json!({ "is": "applicationSettled", "application": "A1", "outcome": outcome });
    let accepted = json!({ "is": "accepted", "caseNumber": "2026-1" });
    let mut books = agreeing();
    books.journal.push(kept);
    assert_eq!(differences(&books).len(), 1, "not settled");
    books.journal.push(settled(accepted.clone()));
    assert_eq!(differences(&books), Vec::<String>::new());
    books.journal.push(settled(accepted));
    assert_eq!(differences(&books).len(), 1, "settled twice");
    books.journal.truncate(4);
    books.journal.push(settled(json!({ "is": "refused" })));
    assert_eq!(differences(&books).len(), 1, "refused");
    books.journal.truncate(4);
    books
        .journal
        .push(settled(json!({ "is": "accepted", "caseNumber": "2026-2" })));
    assert_eq!(differences(&books).len(), 1, "another number");
}

#[test]
fn what_was_applied_for_is_at_the_backend_under_its_number() {
    let mut books = agreeing();
    let applied = json!({ "is": "applied", "application": "A1", "caseNumber": "2026-1" });
    books.journal.push(applied);
    assert_eq!(differences(&books), Vec::<String>::new());
    books.applications.clear();
    assert_eq!(differences(&books).len(), 1);
}

#[test]
fn a_refund_gives_a_charge_back_as_a_reversal_does() {
    let refunded = |amount: u64| {
        let mut books = agreeing();
        books.charges[0].order.refunds.push(RefundRecord {
            number: "R1".to_owned(),
            id: "50".to_owned(),
            amount,
            at: Timestamp::UNIX_EPOCH,
        });
        books
    };
    let found = differences(&refunded(20_000));
    assert!(found[0].contains("the channel took 0"), "{found:?}");
    for (amount, is_left) in [(20_000, false), (19_999, true)] {
        let mut books = refunded(amount);
        books.payments[0].known = "voided".to_owned();
        books.fulfilled.clear();
        books.receipts.clear();
        books.papers.clear();
        books.journal.truncate(2);
        books.journal[1]["outcome"] = json!({ "is": "voided" });
        let found = differences(&books);
        assert_eq!(!found.is_empty(), is_left, "{found:?}");
    }
}
