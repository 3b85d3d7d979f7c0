//! The four ledgers of a hall side by side: the channels', the backend's, the kiosk's journal and
//! the papers of the printer.
//!
//! They are kept by different programs that trust each other in nothing. If they agree, nobody was
//! charged twice or for nothing, and everybody who paid has one receipt.

mod compare;
mod read;

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::channels::{ChannelKind, OrderRecord};
use crate::hall::Hall;

/// What the four say.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// The channels' orders.
    pub charges: Vec<Charge>,
    /// The backend's payments.
    pub payments: Vec<Payment>,
    /// The backend's receipts.
    pub receipts: Vec<Receipt>,
    /// The backend's applications.
    pub applications: Vec<Application>,
    /// What the backend has fulfilled: a due that is paid, an item of a list that is taken.
    pub fulfilled: Vec<Fulfilled>,
    /// The kiosk's journal, oldest first.
    pub journal: Vec<Value>,
    /// The papers that came out of the printer.
    pub papers: Vec<Paper>,
    /// What somebody still has to do something about, in words: a payment that is pursued, a due
    /// or an item that is held for an order, a visit whose key is kept.
    pub unfinished: Vec<String>,
}

/// An order of a channel.
#[derive(Clone, Debug)]
pub struct Charge {
    /// Whose.
    pub channel: ChannelKind,
    /// What the channel knows.
    pub order: OrderRecord,
}

/// A payment of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The key that the kiosk made.
    pub key: String,
    /// The order it is for.
    pub order: String,
    /// What the order demands, in fen.
    pub amount: u64,
    /// What the channel knows it as.
    pub trade: String,
    /// `wechat` or `alipay`; absent if the key was voided before anything was sent.
    pub channel: Option<String>,
    /// What is known of it: `pending`, `approved`, `declined` or `voided`.
    pub known: String,
}

/// An application of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The key that the kiosk made.
    pub key: String,
    /// Its case number.
    pub case_number: String,
}

/// Something that was owed or wished for, and that an order has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilled {
    /// The due, the item, or the case.
    pub id: String,
    /// The order.
    pub order: String,
}

/// A receipt of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// The key of the payment that it proves.
    pub payment: String,
    /// `printed` or `notPrinted`, once the kiosk has said.
    pub delivery: Option<String>,
    /// With this it is had from any machine.
    pub reclaim_code: String,
}

/// A paper that came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The name of the job: the receipt's number, and the case number of what was not paid for here,
    /// such as a statement or a reprint.
    pub receipt: String,
    /// The document as the printer received it.
    pub file: PathBuf,
}

impl Books {
    /// Opens all books as they are now.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn read(hall: &Hall) -> anyhow::Result<Self> {
        read::books(hall)
    }

    /// Waits until nothing is undecided and the books agree.
    ///
    /// # Errors
    /// When they do not within `deadline`; the error lists every difference, and names a file with
    /// the books.
    pub async fn settled(hall: &Hall, deadline: Duration) -> anyhow::Result<Self> {
        Self::wait(hall, deadline, Self::differences).await
    }

    /// Waits until nobody has anything to do any more, and the books agree then.
    ///
    /// # Errors
    /// As [`Books::settled`].
    pub async fn finished(hall: &Hall, deadline: Duration) -> anyhow::Result<Self> {
        let amiss = |books: &Self| [books.unfinished.clone(), books.differences()].concat();
        Self::wait(hall, deadline, amiss).await
    }

    async fn wait(
        hall: &Hall,
        deadline: Duration,
        amiss: impl Fn(&Self) -> Vec<String>,
    ) -> anyhow::Result<Self> {
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        let start = tokio::time::Instant::now();
        loop {
            ticks.tick().await;
            let books = Self::read(hall)?;
            let amiss = amiss(&books);
            if amiss.is_empty() {
                return Ok(books);
            }
            if start.elapsed() > deadline {
                let file = hall.places().folder.join("books.txt");
                std::fs::write(&file, format!("{books:#?}\n"))?;
                let (list, file) = (amiss.join("\n  "), file.display());
                anyhow::bail!("the books differ after {deadline:?}:\n  {list}\nsee {file}");
            }
        }
    }

    /// What does not agree, in words; nothing, if everything does.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        compare::differences(self)
    }

    /// What citizens have paid in the end, in fen, as the channels say.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.charges.iter().map(|charge| charge.order.taken()).sum()
    }

    /// How often a channel took an amount, whether or not it was given back.
    #[must_use]
    pub fn charged(&self) -> usize {
        self.charges
            .iter()
            .map(|charge| charge.order.charges())
            .sum()
    }

    /// How often a channel gave an amount back.
    #[must_use]
    pub fn returned(&self) -> usize {
        self.charges
            .iter()
            .map(|charge| charge.order.returns())
            .sum()
    }

    /// What was not accepted, in order: the codes of the notices in the journal.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        let refused = self
            .journal
            .iter()
            .filter(|record| record["is"] == "inputRefused");
        refused
            .filter_map(|record| record["notice"]["is"].as_str().map(str::to_owned))
            .collect()
    }

    /// How visits ended, in order: the codes of the endings in the journal.
    #[must_use]
    pub fn endings(&self) -> Vec<String> {
        let ended = self
            .journal
            .iter()
            .filter(|record| record["is"] == "visitEnded");
        ended
            .filter_map(|record| record["ending"].as_str().map(str::to_owned))
            .collect()
    }
}
