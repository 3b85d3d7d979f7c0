//! Sees to it that no payment stays undecided: at start it takes up all that are pending, then it
//! does what is due. Any number of processes may do this on one database.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::error;

use crate::payments::Payments;
use crate::refused::Refused;
use crate::{citizens, clock, orders};
use order::{Event, Millis};

/// How many orders are taken at once.
const BATCH: i64 = 64;
/// Another process may have made something due: look at least this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long to leave the database alone after it failed.
const AFTER_ERROR: Duration = Duration::from_secs(1);
const FORGET_EVERY_MS: Millis = 60_000;

/// Runs until it is stopped.
///
/// `shown_within` is for how long it has to be known which visit a citizen code belongs to.
pub async fn run(payments: Arc<Payments>, shown_within: Millis, stop: CancellationToken) {
    let mut is_resumed = false;
    let mut forget_at = 0;
    while !stop.is_cancelled() {
        let round = async {
            if !is_resumed {
                payments.resume().await?;
                is_resumed = true;
            }
            let now = clock::now();
            if now >= forget_at {
                citizens::forget_expired(&payments.database, shown_within, now).await?;
                forget_at = now + FORGET_EVERY_MS;
            }
            tick(&payments, now).await
        };
        let pause = match round.await {
            Ok(pause) => pause,
            Err(error) => {
                error!(%error, "payments cannot be pursued");
                AFTER_ERROR
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = payments.changed.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does what is due; gives back how long there is nothing to do.
async fn tick(payments: &Arc<Payments>, now: Millis) -> Result<Duration, Refused> {
    let mut connection = payments.database.read().await?;
    let due = orders::due(&mut connection, now, BATCH).await?;
    if due.is_empty() {
        let next = orders::next_due(&mut connection).await?;
        let wait = next.map_or(Millis::MAX, |next| next.saturating_sub(clock::now()).max(1));
        return Ok(Duration::from_millis(wait.unsigned_abs()).min(LOOK_EVERY));
    }
    drop(connection);
    for order in due {
        payments.step(&order, Event::Tick, None).await?;
    }
    Ok(Duration::ZERO)
}
