//! The ledger of a channel, as the protocol servers, the phone and the tests share it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::behaviour::{Answer, Behaviour, Call, Does, Outcome, Who};
use super::bill::{BillBehaviour, BillDesk, Movement, Tamper};
use super::book::Book;
use super::record::{
    ChannelKind, Demand, OrderRecord, PayerPrompt, Pays, RefundDemand, RefundRecord, Refunds,
    Reverses,
};

/// More requests than this are not remembered.
const REQUESTS_MAX: usize = 10_000;

/// The ledger of one channel. A clone is the same ledger.
#[derive(Clone)]
pub struct Ledger {
    book: Arc<Mutex<Book>>,
    changes: watch::Sender<u64>,
    bills: BillDesk,
}

impl Ledger {
    pub(super) fn new(kind: ChannelKind) -> Self {
        Self {
            book: Arc::new(Mutex::new(Book::new(kind))),
            changes: watch::Sender::new(0),
            bills: BillDesk::default(),
        }
    }

    /// A new payment code of this payer: for one minute and one order. A payer who was never
    /// heard of has 10,000 yuan.
    #[must_use]
    pub fn mint(&self, payer: &str) -> String {
        self.mint_at(payer, Timestamp::now())
    }

    /// The same, made at another time: an expired code is one of more than a minute ago.
    #[must_use]
    pub fn mint_at(&self, payer: &str, at: Timestamp) -> String {
        self.book().mint(payer, at)
    }

    /// Says how the payments of `who` shall be dealt with.
    pub fn behave(&self, who: Who, behaviour: Behaviour) {
        self.book().behave(who, behaviour);
    }

    /// The next `times` answers to `call` are like this; then true again.
    pub fn interfere(&self, call: Call, answer: Answer, times: u32) {
        self.book().interference.insert(call, (answer, times));
    }

    /// How long the payer has for the password from now on.
    pub fn set_prompt_life(&self, life: Duration) {
        self.book().prompt_life = SignedDuration::try_from(life).unwrap_or(SignedDuration::MAX);
    }

    /// Sets what the payer has, in fen.
    pub fn set_balance(&self, payer: &str, fen: u64) {
        self.book().balances.insert(payer.to_owned(), fen);
        self.changed();
    }

    /// What the payer has, in fen.
    #[must_use]
    pub fn balance(&self, payer: &str) -> u64 {
        self.book().balance(payer)
    }

    /// What is asked on the payer's phone, newest first.
    #[must_use]
    pub fn prompts(&self, payer: &str) -> Vec<PayerPrompt> {
        self.book().prompts(payer, Timestamp::now())
    }

    /// The payer answers the newest question; `None` if there is none.
    pub fn confirm(&self, payer: &str, outcome: Outcome) -> Option<OrderRecord> {
        let order = self.book().confirm(payer, outcome, Timestamp::now());
        self.changed();
        order
    }

    /// All orders, oldest first.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderRecord> {
        let mut book = self.book();
        book.lapse(Timestamp::now());
        book.orders.clone()
    }

    /// The order of this number.
    #[must_use]
    pub fn order(&self, number: &str) -> Option<OrderRecord> {
        self.orders()
            .into_iter()
            .find(|order| order.number == number)
    }

    /// What all payers have paid in the end, in fen.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.orders().iter().map(OrderRecord::taken).sum()
    }

    /// The requests that came, believed or not, oldest first: method and path of WeChat Pay, the
    /// `method` of Alipay, `refused: …` where the signature was wrong.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.book().requests.clone()
    }

    /// Says how the merchant's bills shall be handed out from now on.
    pub fn hand_out_bills(&self, behaviour: BillBehaviour) {
        self.bills.behave(behaviour);
    }

    /// Puts something wrong into the merchant's bills.
    pub fn tamper_with_bills(&self, tamper: Tamper) {
        self.bills.tamper(tamper);
    }

    pub(super) fn bills(&self) -> &BillDesk {
        &self.bills
    }

    pub(super) fn movements(&self, day: Date) -> Vec<Movement> {
        self.bills.movements(&self.orders(), day)
    }

    /// Counts up with every change.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Waits until `found` finds something in the ledger.
    ///
    /// # Errors
    /// When it has not after `deadline`; the error shows the orders.
    pub async fn wait<T>(
        &self,
        deadline: Duration,
        found: impl Fn(&Self) -> Option<T>,
    ) -> anyhow::Result<T> {
        let mut changes = self.changes();
        let search = async {
            loop {
                changes.mark_unchanged();
                if let Some(value) = found(self) {
                    return value;
                }
                // The sender lives in `self`; were it gone, the deadline would still end this.
                if changes.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        match tokio::time::timeout(deadline, search).await {
            Ok(value) => Ok(value),
            Err(_) => anyhow::bail!("not in the ledger after {deadline:?}: {:#?}", self.orders()),
        }
    }

    pub(super) fn behaviour_for(&self, demand: &Demand) -> Behaviour {
        self.book().behaviour_for(demand)
    }

    pub(super) fn pay(&self, demand: Demand, does: Does) -> Pays {
        let pays = self.book().pay(demand, does, Timestamp::now());
        self.changed();
        pays
    }

    pub(super) fn reverse(&self, number: &str) -> Reverses {
        let reverses = self.book().reverse(number, Timestamp::now());
        self.changed();
        reverses
    }

    pub(super) fn refund(&self, demand: &RefundDemand) -> Refunds {
        let refunds = self.book().refund(demand, Timestamp::now());
        self.changed();
        refunds
    }

    /// The refund with this number of the merchant's, with its order.
    #[must_use]
    pub fn refund_of(&self, number: &str) -> Option<(OrderRecord, RefundRecord)> {
        self.book().refund_of(number)
    }

    pub(super) fn answer_for(&self, call: Call) -> Answer {
        self.book().answer_for(call)
    }

    pub(super) fn heard(&self, request: String) {
        let mut book = self.book();
        if book.requests.len() < REQUESTS_MAX {
            book.requests.push(request);
        }
        drop(book);
        self.changed();
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // A test that failed while it looked has changed nothing.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
