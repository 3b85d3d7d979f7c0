//! Fetches the bills of a day, reads what we have booked, and has every fen explained. Changes
//! nothing, neither with us nor at the channels.

mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;
use order::Channel;
use thiserror::Error;

use crate::bills::Bill;
use crate::channels::{Channels, NoBill, Statement};
use crate::database::{Database, DatabaseError};
use crate::reconcile::{Day, Report, reconcile, wanted};
use crate::{books, clock};

pub use table::table;

/// Why a day could not be reconciled.
#[derive(Debug, Error)]
pub enum NotReconciled {
    /// A bill could not be had.
    #[error("{channel:?}, bill of {date}: {reason}")]
    Bill {
        /// Whose.
        channel: Channel,
        /// Of which day.
        date: Date,
        /// Why.
        #[source]
        reason: NoBill,
    },
    /// Our own books cannot be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Reconciles one day at one channel. The bills of other days are fetched only if something of this
/// day would be explained by them; one that is not there yet leaves it unexplained.
///
/// # Errors
/// [`NotReconciled`].
pub async fn run(
    database: &Database,
    channels: &Channels,
    channel: Channel,
    date: Date,
) -> Result<Report, NotReconciled> {
    let failed = |date, reason| NotReconciled::Bill {
        channel,
        date,
        reason,
    };
    let bill = fetch(channels, channel, date).await;
    let bill = bill.map_err(|reason| failed(date, reason))?;
    // Read after the bill was made, so that what is in the bill cannot be too new for our books.
    let mut connection = database.read().await?;
    let booked = books::of_day(&mut connection, channel, date, &bill).await?;
    drop(connection);
    let mut bills = BTreeMap::from([(date, bill)]);
    let today = clock::in_china().date();
    let others = wanted(&Day {
        channel,
        date,
        booked: &booked,
        bills: &bills,
    });
    for other in others.into_iter().filter(|other| *other <= today) {
        match fetch(channels, channel, other).await {
            Ok(bill) => {
                bills.insert(other, bill);
            }
            Err(NoBill::NotReady) => {}
            Err(reason) => return Err(failed(other, reason)),
        }
    }
    Ok(reconcile(&Day {
        channel,
        date,
        booked: &booked,
        bills: &bills,
    }))
}

async fn fetch(channels: &Channels, channel: Channel, date: Date) -> Result<Bill, NoBill> {
    match channels.bill(channel, date).await? {
        Statement::Bill(bill) => Ok(bill),
        Statement::NoTrade => Ok(Bill::empty(date)),
    }
}
