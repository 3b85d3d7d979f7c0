use kiosk::memory::Memory;
use kiosk::view::JournalTrouble;

use crate::place::{Place, append, key, records, visit};

#[tokio::test]
async fn a_first_start_remembers_nothing() {
    assert_eq!(Place::new().memory(), Memory::default());
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, 1..=2).await;
    journal.keep_key(visit(1), key(1)).await.expect("kept");
    drop(journal);
    append(&place.journal(), 3..=3).await;
    let memory = place.memory();
    assert_eq!(memory.records, records(1..=3));
    assert_eq!(memory.keys, [(visit(1), key(1))].into());
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_kill_at_any_moment() {
    let place = Place::new();
    let journal = place.journal();
    for last in 0..40 {
        assert_eq!(place.killed().memory().records, records(1..=last));
        append(&journal, [last + 1]).await;
    }
}

#[tokio::test]
async fn a_journal_that_outgrew_its_wal_is_there_after_a_kill() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, 1..=2500).await;
    assert_eq!(place.killed().memory().records, records(1..=2500));
}

#[tokio::test]
async fn a_second_kiosk_is_kept_away_until_the_first_has_gone() {
    let place = Place::with(1).await;
    let journal = place.journal();
    assert_eq!(place.refusal().trouble(), JournalTrouble::Locked);
    append(&journal, [2]).await;
    drop(journal);
    assert_eq!(place.memory().records, records(1..=2));
}

#[tokio::test]
async fn others_may_read_while_the_kiosk_writes() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, [1]).await;
    let reader = rusqlite::Connection::open_with_flags(
        place.file(crate::place::DATABASE),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .expect("opened");
    let count = || {
        reader
            .query_row("SELECT count(*) FROM records", [], |row| {
                row.get::<_, i64>(0)
            })
            .expect("counted")
    };
    assert_eq!(count(), 1);
    append(&journal, [2]).await;
    assert_eq!(count(), 2);
    journal.erase_key(visit(1)).await.expect("not in the way");
}
