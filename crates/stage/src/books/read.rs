//! Opening the books. Those of the programs are only read, while the programs run.

use std::path::Path;

use anyhow::Context as _;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;

use super::{Application, Books, Charge, Fulfilled, Paper, Payment, Receipt};
use crate::channels::ChannelKind;
use crate::hall::Hall;

pub(super) fn books(hall: &Hall) -> anyhow::Result<Books> {
    let places = hall.places();
    let mut charges = Vec::new();
    for channel in [ChannelKind::Wechat, ChannelKind::Alipay] {
        let orders = hall.ledger(channel).orders();
        charges.extend(orders.into_iter().map(|order| Charge { channel, order }));
    }
    let database = open(&places.database())?;
    let text = |row: &Row<'_>| row.get::<_, String>(0);
    let mut unfinished = all(&database, UNFINISHED, text)?;
    let mut journal = Vec::new();
    if places.journal().exists() {
        let connection = open(&places.journal())?;
        unfinished.extend(all(&connection, KEYS, text)?);
        for body in all(&connection, JOURNAL, text)? {
            journal.push(serde_json::from_str(&body)?);
        }
    }
    Ok(Books {
        charges,
        payments: all(&database, PAYMENTS, payment)?,
        receipts: all(&database, RECEIPTS, receipt)?,
        applications: all(&database, APPLICATIONS, application)?,
        fulfilled: all(&database, FULFILLED, fulfilled)?,
        journal,
        papers: hall
            .printer()
            .papers()
            .into_iter()
            .filter_map(paper)
            .collect(),
        unfinished,
    })
}

const JOURNAL: &str = "SELECT body FROM records ORDER BY seq";

const KEYS: &str = "SELECT 'visit ' || hex(visit) || ': its key is kept' FROM keys WHERE used = 1";

const UNFINISHED: &str = "
    SELECT 'payment ' || key || ': is pursued' FROM payments WHERE pursuit IS NOT NULL
    UNION ALL SELECT 'due ' || id || ': is held' FROM dues WHERE held_by IS NOT NULL
    UNION ALL SELECT 'item ' || list || '/' || id || ': is held' FROM items
        WHERE held_by IS NOT NULL AND held_until IS NULL";

const PAYMENTS: &str = "
    SELECT p.key, p.order_id, o.amount, p.trade, p.channel, p.known
    FROM payments p JOIN orders o ON o.id = p.order_id ORDER BY p.key";

const RECEIPTS: &str =
    "SELECT number, payment, delivery, reclaim_code FROM receipts ORDER BY number";

const APPLICATIONS: &str = "SELECT key, case_number FROM applications ORDER BY key";

/// What was paid elsewhere is of no order; what was given back again is owed to whoever paid. Where nothing was owed and nothing chosen that only one
/// can have, what was got is that the application is done.
const FULFILLED: &str = "
    SELECT id, paid_by FROM dues WHERE paid_by IN (SELECT id FROM orders)
    UNION ALL SELECT list || '/' || id, taken_by FROM items WHERE taken_by IN (SELECT id FROM orders)
    UNION ALL SELECT case_number, order_id FROM applications
        WHERE takes = 0 AND done_at IS NOT NULL AND order_id IS NOT NULL
    UNION ALL SELECT 'refund ' || number, order_id FROM refunds_due ORDER BY 1";

fn payment(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let amount: i64 = row.get(2)?;
    let channel: Option<String> = row.get(4)?;
    Ok(Payment {
        key: row.get(0)?,
        order: row.get(1)?,
        amount: amount.unsigned_abs(),
        trade: row.get(3)?,
        channel: channel.map(|channel| word(&channel)),
        known: word(&row.get::<_, String>(5)?),
    })
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<Receipt> {
    let delivery: Option<String> = row.get(2)?;
    Ok(Receipt {
        number: row.get(0)?,
        payment: row.get(1)?,
        delivery: delivery.map(|delivery| word(&delivery)),
        reclaim_code: row.get(3)?,
    })
}

fn application(row: &Row<'_>) -> rusqlite::Result<Application> {
    Ok(Application {
        key: row.get(0)?,
        case_number: row.get(1)?,
    })
}

fn fulfilled(row: &Row<'_>) -> rusqlite::Result<Fulfilled> {
    Ok(Fulfilled {
        id: row.get(0)?,
        order: row.get(1)?,
    })
}

/// The name of an enum's variant as serde writes it: `approved`, `"approved"` or
/// `{"declined":"notEnough"}`.
fn word(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::String(word)) => word,
        Ok(Value::Object(object)) => object.keys().next().cloned().unwrap_or_default(),
        Ok(_) | Err(_) => text.to_owned(),
    }
}

/// `N-<job name>.pdf`.
fn paper(file: std::path::PathBuf) -> Option<Paper> {
    let name = file.file_stem()?.to_str()?;
    let (_, receipt) = name.split_once('-')?;
    Some(Paper {
        receipt: receipt.to_owned(),
        file,
    })
}

fn open(path: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(connection)
}

fn all<T>(
    connection: &Connection,
    query: &str,
    of: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> anyhow::Result<Vec<T>> {
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| of(row))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
