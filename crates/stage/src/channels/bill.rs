//! What a channel tells of a day, made from its ledger, and how it is told to go wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::record::{Happened, OrderRecord};

/// How a bill is handed out. It is made from the ledger as it is at that moment: on stage every day
/// is over as soon as somebody asks for its bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BillBehaviour {
    /// As it is.
    #[default]
    Truly,
    /// Its columns stand in another order.
    OtherColumns,
    /// It is not there yet.
    NotReady,
    /// Its second half is missing; what is there is packed and hashed as it should be.
    Cut,
    /// WeChat Pay: the hash that was told is of another file. Alipay, which tells none: the packed
    /// file is damaged.
    WrongHash,
}

/// What is wrong in a bill, beside how it is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tamper {
    /// A charge of which the ledger knows nothing.
    Add {
        /// The merchant's number.
        number: String,
        /// In fen.
        amount: u64,
        /// When.
        at: Timestamp,
    },
    /// The rows of this payment have another amount, in fen.
    Amount {
        /// The merchant's number.
        number: String,
        /// In fen.
        amount: u64,
    },
    /// The rows of this payment are missing.
    Drop {
        /// The merchant's number.
        number: String,
    },
}

/// A row of a bill.
#[derive(Clone, Debug)]
pub(super) struct Movement {
    pub at: Timestamp,
    pub number: String,
    pub transaction: String,
    pub payer: String,
    pub description: String,
    pub amount: u64,
    pub is_return: bool,
    /// The merchant's number of the refund, if it is one: a reversal has none.
    pub refund: Option<String>,
}

/// The desk at which a channel hands out its bills. A clone is the same desk.
#[derive(Clone, Default)]
pub(super) struct BillDesk(Arc<Mutex<Desk>>);

#[derive(Default)]
struct Desk {
    behaviour: BillBehaviour,
    tampered: Vec<Tamper>,
    files: HashMap<String, (Vec<u8>, Timestamp)>,
}

impl BillDesk {
    pub(super) fn behave(&self, behaviour: BillBehaviour) {
        self.desk().behaviour = behaviour;
    }

    pub(super) fn behaviour(&self) -> BillBehaviour {
        self.desk().behaviour
    }

    pub(super) fn tamper(&self, tamper: Tamper) {
        self.desk().tampered.push(tamper);
    }

    /// A word with which this file can be fetched, once.
    pub(super) fn lay_out(&self, file: Vec<u8>) -> String {
        let word = uuid::Uuid::new_v4().simple().to_string();
        let laid_out = (file, Timestamp::now());
        self.desk().files.insert(word.clone(), laid_out);
        word
    }

    /// The file for this word, if it is not older than `life` and was not fetched.
    pub(super) fn fetch(&self, word: &str, life: SignedDuration) -> Option<Vec<u8>> {
        let (file, laid_out) = self.desk().files.remove(word)?;
        (Timestamp::now().duration_since(laid_out) < life).then_some(file)
    }

    /// What was moved on this day, oldest first.
    pub(super) fn movements(&self, orders: &[OrderRecord], day: Date) -> Vec<Movement> {
        let mut movements: Vec<_> = orders.iter().flat_map(of_order).collect();
        for tamper in &self.desk().tampered {
            match tamper {
                Tamper::Add { number, amount, at } => movements.push(Movement {
                    at: *at,
                    number: number.clone(),
                    transaction: format!("42{:026}", movements.len()),
                    payer: "nobody".to_owned(),
                    description: "?".to_owned(),
                    amount: *amount,
                    is_return: false,
                    refund: None,
                }),
                Tamper::Amount { number, amount } => {
                    for movement in movements.iter_mut().filter(|it| it.number == *number) {
                        movement.amount = *amount;
                    }
                }
                Tamper::Drop { number } => movements.retain(|it| it.number != *number),
            }
        }
        movements.retain(|movement| beijing(movement.at).date() == day);
        movements.sort_by_key(|movement| movement.at);
        movements
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn of_order(order: &OrderRecord) -> impl Iterator<Item = Movement> + '_ {
    let of_timeline = order.timeline.iter().filter_map(|entry| {
        let is_return = match entry.happened {
            Happened::Charged => false,
            Happened::Returned => true,
            // Refunds stand beside the timeline, with their amounts.
            Happened::Refunded
            | Happened::Demanded
            | Happened::PayerAsked
            | Happened::Refused(_)
            | Happened::WrongPassword
            | Happened::Dismissed
            | Happened::Lapsed
            | Happened::Closed => return None,
        };
        Some(Movement {
            at: entry.at,
            amount: order.amount,
            is_return,
            refund: None,
            ..whose(order)
        })
    });
    let refunds = order.refunds.iter().map(|refund| Movement {
        at: refund.at,
        amount: refund.amount,
        is_return: true,
        refund: Some(refund.number.clone()),
        ..whose(order)
    });
    of_timeline.chain(refunds)
}

fn whose(order: &OrderRecord) -> Movement {
    Movement {
        at: Timestamp::UNIX_EPOCH,
        number: order.number.clone(),
        transaction: order.transaction.clone(),
        payer: order.payer.clone(),
        description: order.description.clone(),
        amount: 0,
        is_return: false,
        refund: None,
    }
}

pub(super) fn beijing(at: Timestamp) -> DateTime {
    at.to_zoned(china()).datetime()
}

fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

pub(super) fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// A line of a table, its columns in their order or the other way round.
pub(super) fn turned(mut fields: Vec<String>, behaviour: BillBehaviour) -> String {
    if behaviour == BillBehaviour::OtherColumns {
        fields.reverse();
    }
    fields.join(",")
}

/// The whole text, or what is there of it.
pub(super) fn cut(lines: Vec<String>, behaviour: BillBehaviour) -> Vec<String> {
    let left = match behaviour {
        BillBehaviour::Cut => lines.len() / 2 + 1,
        BillBehaviour::Truly
        | BillBehaviour::OtherColumns
        | BillBehaviour::NotReady
        | BillBehaviour::WrongHash => lines.len(),
    };
    lines.into_iter().take(left).collect()
}
