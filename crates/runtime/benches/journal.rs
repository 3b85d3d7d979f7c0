//! Appends of the journal against bare SQLite with the same settings, in turns, in one run.
//!
//! Bare: one connection that is told the same rows, one `INSERT` a transaction, with the statement
//! prepared. What the journal does besides is the JSON, the hash, the way to its thread and back,
//! and the anchor.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark says its figures to the terminal"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use kiosk::call::{ApplicationKey, PaymentKey};
use kiosk::money::Fen;
use kiosk::record::Record;
use kiosk::view::Channel;
use runtime::journal::Journal;
use rusqlite::{Connection, params};
use uuid::Uuid;

const ROUNDS: usize = 15;
/// How long a round takes, about.
const ROUND: Duration = Duration::from_millis(800);
/// The two sides take turns after so few appends, so that whatever else the machine does meets both.
const TURN: usize = 8;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let (journal, _) = Journal::open(&folder.path().join("journal.sqlite"))?;
    let bare = bare(&folder.path().join("bare.sqlite"))?;

    let body = serde_json::to_string(&record(0))?;
    let mut insert =
        bare.prepare("INSERT INTO records (seq, at_ms, body, hash) VALUES (?1, ?2, ?3, ?4)")?;
    let mut seq = 0;
    for _ in 0..ROUNDS {
        let round = Instant::now();
        let (mut appended, mut ours, mut theirs) = (0.0, Duration::ZERO, Duration::ZERO);
        while round.elapsed() < ROUND {
            let turn = Instant::now();
            for at in 0..TURN {
                runtime.block_on(journal.append(0, record(at)))?;
            }
            ours += turn.elapsed();
            let turn = Instant::now();
            for _ in 0..TURN {
                seq += 1;
                insert.execute(params![seq, 0, black_box(&body), [7_u8; 32]])?;
            }
            theirs += turn.elapsed();
            appended += TURN as f64;
        }
        report(
            appended / ours.as_secs_f64(),
            appended / theirs.as_secs_f64(),
        );
    }
    Ok(())
}

fn bare(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY;
         PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;
         CREATE TABLE records (
             seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL,
             hash BLOB NOT NULL
         ) STRICT",
    )?;
    Ok(connection)
}

/// The longest record of a common visit.
fn record(number: usize) -> Record {
    Record::PaymentIntended {
        payment: PaymentKey(Uuid::from_u128(
            0x1234_5678_9abc_def0 << 64 | number as u128,
        )),
        application: ApplicationKey(Uuid::from_u128(number as u128)),
        order: "O20261125000001".to_owned(),
        channel: Channel::Wechat,
        amount: Fen(9_050),
    }
}

/// One line for `cargo xtask bench`, both in so many a second.
fn report(ours: f64, bare: f64) {
    println!("round\tjournal, appends\t{ours:.1}\t{bare:.1}");
}
