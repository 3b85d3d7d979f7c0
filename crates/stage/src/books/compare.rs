//! Where the books differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Books, Payment, Receipt};
use crate::channels::ChannelKind;

pub(super) fn differences(books: &Books) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(charges(books));
    all.extend(payments(books));
    all.extend(fulfilled(books));
    all.extend(journal(books));
    all.extend(applications(books));
    all.extend(papers(books));
    all
}

/// Every order of a channel is a payment of the backend, of the same amount.
fn charges(books: &Books) -> Vec<String> {
    let mut differences = Vec::new();
    for charge in &books.charges {
        let order = &charge.order;
        let Some(payment) = books.payments.iter().find(|one| one.trade == order.number) else {
            differences.push(format!(
                "{}: the backend knows of no such trade",
                order.number
            ));
            continue;
        };
        if payment.amount != order.amount {
            let (asked, owed) = (order.amount, payment.amount);
            differences.push(format!(
                "{}: {asked} was asked for, {owed} is owed",
                order.number
            ));
        }
        if payment.channel.as_deref() != Some(word(charge.channel)) {
            differences.push(format!(
                "{}: {payment:?} is of another channel",
                order.number
            ));
        }
        if order.charges() > 1 {
            differences.push(format!(
                "{}: charged {} times",
                order.number,
                order.charges()
            ));
        }
    }
    differences
}

/// What is approved was taken and has one receipt; of anything else the money is not ours.
fn payments(books: &Books) -> Vec<String> {
    let mut differences = Vec::new();
    let mut approved: BTreeMap<&str, usize> = BTreeMap::new();
    for payment in &books.payments {
        let key = &payment.key;
        let taken = taken(books, payment);
        let receipts = books
            .receipts
            .iter()
            .filter(|one| &one.payment == key)
            .count();
        match payment.known.as_str() {
            "approved" => {
                *approved.entry(&payment.order).or_default() += 1;
                if taken != payment.amount {
                    differences.push(format!("{key}: approved, but the channel took {taken}"));
                }
                if receipts != 1 {
                    differences.push(format!("{key}: approved with {receipts} receipts"));
                }
            }
            "declined" | "voided" => {
                if taken != 0 {
                    differences.push(format!("{key}: {}, but {taken} is taken", payment.known));
                }
                if receipts != 0 {
                    differences.push(format!("{key}: {}, with a receipt", payment.known));
                }
            }
            other => differences.push(format!("{key}: is {other}")),
        }
    }
    for (order, times) in approved {
        if times > 1 {
            differences.push(format!("order {order}: paid {times} times"));
        }
    }
    for receipt in &books.receipts {
        if !books
            .payments
            .iter()
            .any(|payment| payment.key == receipt.payment)
        {
            differences.push(format!("receipt {}: proves no payment", receipt.number));
        }
    }
    differences
}

/// What was paid for was got, and nothing else was.
fn fulfilled(books: &Books) -> Vec<String> {
    let paid: BTreeSet<&str> = books
        .payments
        .iter()
        .filter(|payment| payment.known == "approved")
        .map(|payment| payment.order.as_str())
        .collect();
    let got: BTreeSet<&str> = books
        .fulfilled
        .iter()
        .map(|fulfilled| fulfilled.order.as_str())
        .collect();
    let unfulfilled = paid.difference(&got);
    let unpaid = got.difference(&paid);
    unfulfilled
        .map(|order| format!("order {order}: paid, but nothing is fulfilled"))
        .chain(unpaid.map(|order| format!("order {order}: fulfilled, but not paid")))
        .collect()
}

/// The kiosk intended every payment before it was sent, and knows what became of it.
fn journal(books: &Books) -> Vec<String> {
    let mut differences = Vec::new();
    let of = |kind: &str, key: &str| {
        let mut found = Vec::new();
        for record in &books.journal {
            if record["is"] == kind && record["payment"] == key {
                found.push(record);
            }
        }
        found
    };
    for payment in &books.payments {
        let key = payment.key.as_str();
        match of("paymentIntended", key)[..] {
            [intent] => differences.extend(intent_differs(intent, payment)),
            ref intents => differences.push(format!("{key}: intended {} times", intents.len())),
        }
    }
    let intents = books
        .journal
        .iter()
        .filter(|record| record["is"] == "paymentIntended");
    for key in intents.filter_map(|record| record["payment"].as_str()) {
        match of("paymentResolved", key)[..] {
            [resolved] => {
                let known = books.payments.iter().find(|payment| payment.key == key);
                differences.extend(outcome_differs(key, &resolved["outcome"], known, books));
            }
            ref resolved => {
                differences.push(format!("{key}: resolved {} times", resolved.len()));
            }
        }
    }
    differences
}

/// What the citizen was told to be done, or to be sent, the backend has, under the same number.
fn applications(books: &Books) -> Vec<String> {
    let mut differences = Vec::new();
    let at_backend = |key: &str| {
        let mut all = books.applications.iter();
        all.find(|application| application.key == key)
            .map(|application| application.case_number.as_str())
    };
    let told = |kind: &'static str| {
        let all = books.journal.iter().filter(move |one| one["is"] == kind);
        all.filter_map(|record| Some((record["application"].as_str()?, record)))
    };
    for (key, applied) in told("applied") {
        let number = at_backend(key);
        if applied["caseNumber"].as_str() != number {
            differences.push(format!("{key}: {number:?} at the backend, {applied}"));
        }
    }
    for (key, _) in told("applicationKept") {
        let settled: Vec<&Value> = told("applicationSettled")
            .filter(|(settled, _)| *settled == key)
            .map(|(_, record)| &record["outcome"])
            .collect();
        let number = at_backend(key);
        match settled[..] {
            [outcome]
                if outcome["is"] == "accepted" && outcome["caseNumber"].as_str() == number => {}
            ref outcomes => differences.push(format!(
                "{key}: kept, {number:?} at the backend, settled as {outcomes:?}"
            )),
        }
    }
    differences
}

fn intent_differs(intent: &Value, payment: &Payment) -> Option<String> {
    let same = intent["order"] == payment.order.as_str()
        && intent["amount"] == payment.amount
        && payment
            .channel
            .as_deref()
            .is_none_or(|channel| intent["channel"] == channel);
    (!same).then(|| {
        format!(
            "{}: the journal intended {intent}, {payment:?}",
            payment.key
        )
    })
}

fn outcome_differs(
    key: &str,
    outcome: &Value,
    payment: Option<&Payment>,
    books: &Books,
) -> Option<String> {
    // What never reached the backend can only have been declined.
    let known = payment.map_or("declined", |payment| payment.known.as_str());
    if outcome["is"] != known {
        return Some(format!(
            "{key}: {known} at the backend, {outcome} in the journal"
        ));
    }
    let receipt = books.receipts.iter().find(|one| one.payment == key);
    let number = receipt.map(|receipt| receipt.number.as_str());
    if outcome["receipt"].as_str() != number {
        return Some(format!(
            "{key}: receipt {number:?} at the backend, {outcome} in the journal"
        ));
    }
    None
}

/// A receipt came out once, or both the journal and the backend say that it did not. Of one that
/// nobody could watch both say that, and it may have come out once all the same.
fn papers(books: &Books) -> Vec<String> {
    let mut differences = Vec::new();
    for receipt in &books.receipts {
        let papers = books
            .papers
            .iter()
            .filter(|paper| paper.receipt == receipt.number)
            .count();
        let said = printed(books, receipt);
        let delivery = receipt.delivery.as_deref();
        let agree = match (said, delivery) {
            (Some("printed"), Some("printed")) => papers == 1,
            (Some("notPrinted"), Some("notPrinted")) => papers == 0,
            (Some("unknown"), Some("notPrinted")) => papers <= 1,
            (Some(_) | None, Some(_) | None) => false,
        };
        if !agree {
            differences.push(format!(
                "receipt {}: {papers} papers, {said:?} in the journal, {delivery:?} at the backend",
                receipt.number
            ));
        }
    }
    for application in &books.applications {
        let case = &application.case_number;
        let papers = books.papers.iter().filter(|one| one.receipt == *case);
        let papers = papers.count();
        if papers > 1 {
            differences.push(format!("case {case}: {papers} papers"));
        }
    }
    for paper in &books.papers {
        let cases = books.applications.iter().map(|one| &one.case_number);
        let mut known = books.receipts.iter().map(|one| &one.number).chain(cases);
        if !known.any(|number| *number == paper.receipt) {
            let file = paper.file.display();
            differences.push(format!("paper {file}: of no receipt and no case"));
        }
    }
    differences
}

fn printed<'a>(books: &'a Books, receipt: &Receipt) -> Option<&'a str> {
    let mut said = books.journal.iter().filter(|record| {
        record["is"] == "printResolved" && record["receipt"] == receipt.number.as_str()
    });
    said.next_back()?["outcome"]["is"].as_str()
}

fn taken(books: &Books, payment: &Payment) -> u64 {
    let orders = books
        .charges
        .iter()
        .filter(|charge| charge.order.number == payment.trade);
    orders.map(|charge| charge.order.taken()).sum()
}

fn word(channel: ChannelKind) -> &'static str {
    match channel {
        ChannelKind::Wechat => "wechat",
        ChannelKind::Alipay => "alipay",
    }
}

#[cfg(test)]
mod tests;
