//! Moments between two steps, which only the inside can stop at.

use std::path::Path;

use kiosk::call::VisitId;
use kiosk::memory::VisitKey;
use kiosk::record::Record;
use kiosk::view::JournalTrouble;
use uuid::Uuid;

use super::error::JournalError;
use super::keys;
use super::store::Store;

const KEY: [u8; 32] = *b"thirty-two bytes found nowhere..";

fn record(number: usize) -> Record {
    Record::Started {
        machine: format!("machine {number}"),
    }
}

fn holds_key(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).expect("a folder");
    files.into_iter().any(|file| {
        let found = std::fs::read(file.expect("a file").path()).expect("readable");
        found.windows(KEY.len()).any(|window| window == KEY)
    })
}

#[test]
fn a_kill_between_erasing_a_key_and_emptying_the_wal_leaves_no_key_after_the_next_start() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("journal.sqlite");
    let visit = VisitId(Uuid::from_u128(1));
    let (mut store, _) = Store::open(&path).expect("a journal");
    store.keep_key(visit, &VisitKey::new(KEY)).expect("kept");
    keys::erase(store.connection(), visit).expect("erased");

    let killed = tempfile::tempdir().expect("a folder");
    for name in [
        "journal.sqlite",
        "journal.sqlite-wal",
        "journal.sqlite.anchor",
    ] {
        std::fs::copy(dir.path().join(name), killed.path().join(name)).expect("copied");
    }
    assert!(holds_key(killed.path()), "it is in the WAL");
    let (_store, memory) = Store::open(&killed.path().join("journal.sqlite")).expect("a journal");
    assert!(memory.keys.is_empty());
    assert!(!holds_key(killed.path()));
}

#[test]
fn a_database_that_may_not_grow_is_full_and_keeps_what_it_answered() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("journal.sqlite");
    let (mut store, _) = Store::open(&path).expect("a journal");
    let limited = store.connection().pragma_update(None, "max_page_count", 10);
    limited.expect("limited");
    let mut written = 0;
    let error = loop {
        match store.append(0, &record(written + 1)) {
            Ok(()) => written += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.trouble(), JournalTrouble::Full, "{error:?}");
    drop(store);
    let (_, memory) = Store::open(&path).expect("a journal");
    assert_eq!(
        memory.records,
        (1..=written).map(record).collect::<Vec<_>>()
    );
}

#[test]
fn somebody_who_keeps_reading_an_old_state_keeps_a_key_from_being_called_erased() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("journal.sqlite");
    let visit = VisitId(Uuid::from_u128(1));
    let (mut store, _) = Store::open(&path).expect("a journal");
    let patience = store.connection().busy_timeout(std::time::Duration::ZERO);
    patience.expect("none");
    store.keep_key(visit, &VisitKey::new(KEY)).expect("kept");
    let reader = rusqlite::Connection::open(&path).expect("opened");
    let mut rows = reader.prepare("SELECT used FROM keys").expect("prepared");
    let mut rows = rows.query([]).expect("read");
    rows.next().expect("a row").expect("a key");
    assert!(matches!(store.erase_key(visit), Err(JournalError::Locked)));
}
