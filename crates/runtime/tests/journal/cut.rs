//! What is missing at the end, and what a power cut may leave.

use runtime::journal::JournalError;

use crate::place::{ANCHOR, DATABASE, Place, WAL, append, records};

fn is_cut(place: &Place, at: i64, of: i64) {
    let error = place.refusal();
    let JournalError::Cut { found, known } = error else {
        panic!("{error:?}")
    };
    assert_eq!((found, known), (at, of));
}

#[tokio::test]
async fn records_that_were_taken_off_the_end_are_missed() {
    let place = Place::with(5).await;
    place.meddle("DELETE FROM records WHERE seq > 3");
    is_cut(&place, 3, 5);
}

#[tokio::test]
async fn a_lost_wal_is_missed() {
    let place = Place::with(3).await;
    let journal = place.journal();
    append(&journal, 4..=9).await;
    let killed = place.killed();
    killed.remove(WAL);
    is_cut(&killed, 3, 9);
    let killed = place.killed();
    killed.put(WAL, b"");
    is_cut(&killed, 3, 9);
}

#[tokio::test]
async fn an_older_copy_that_was_put_back_is_found() {
    let place = Place::with(3).await;
    let old = place.bytes(DATABASE);
    append(&place.journal(), 4..=6).await;
    place.put(DATABASE, &old);
    is_cut(&place, 3, 6);
}

#[tokio::test]
async fn a_database_that_is_gone_is_missed() {
    let place = Place::with(3).await;
    place.remove(DATABASE);
    is_cut(&place, 0, 3);
    // Nothing was made in its place that would be believed.
    is_cut(&place, 0, 3);
}

#[tokio::test]
async fn a_cut_is_missed_with_either_slot_of_the_anchor_damaged() {
    for slot in [0, 4096] {
        let place = Place::with(5).await;
        // Opened once more both slots say the same.
        drop(place.journal());
        let mut anchor = place.bytes(ANCHOR);
        anchor[slot + 20] ^= 1;
        place.put(ANCHOR, &anchor);
        let sound = place.killed();
        assert_eq!(sound.memory().records, records(1..=5));
        place.meddle("DELETE FROM records WHERE seq = 5");
        is_cut(&place, 4, 5);
    }
}

#[tokio::test]
async fn records_without_an_anchor_are_not_believed() {
    let place = Place::with(3).await;
    place.remove(ANCHOR);
    assert!(matches!(place.refusal(), JournalError::Unanchored));
    // The file is there again, but says nothing.
    assert!(matches!(place.refusal(), JournalError::Unanchored));

    let place = Place::with(3).await;
    let mut anchor = place.bytes(ANCHOR);
    anchor[7] ^= 1;
    anchor[4096 + 30] ^= 128;
    place.put(ANCHOR, &anchor);
    assert!(matches!(place.refusal(), JournalError::Unanchored));
}

#[tokio::test]
async fn the_anchor_of_another_journal_is_not_believed() {
    let place = Place::with(3).await;
    let other = Place::new();
    append(&other.journal(), [7, 8]).await;
    place.put(ANCHOR, &other.bytes(ANCHOR));
    let error = place.refusal();
    assert!(
        matches!(error, JournalError::Damaged { seq: 1 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_anchor_that_a_power_cut_left_behind_is_caught_up() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, 1..=3).await;
    let behind = place.bytes(ANCHOR);
    append(&journal, 4..=6).await;
    let cut = place.killed();
    drop(journal);
    // Each slot was written by the system, or was not.
    let now = cut.bytes(ANCHOR);
    let mixed = [&behind[..4096], &now[4096..]].concat();
    let mixed_otherwise = [&now[..4096], &behind[4096..]].concat();
    let mut torn = mixed.clone();
    torn[..56].fill(0xA5);
    for anchor in [behind, mixed, mixed_otherwise, torn] {
        let place = cut.killed();
        place.put(ANCHOR, &anchor);
        assert_eq!(place.memory().records, records(1..=6));
        place.meddle("DELETE FROM records WHERE seq = 6");
        is_cut(&place, 5, 6);
    }
}

#[tokio::test]
async fn a_power_cut_while_the_journal_is_made_leaves_a_first_start() {
    let new = Place::new();
    drop(new.journal());
    let begun = |anchor: usize, database: &[u8]| {
        let place = Place::new();
        place.put(ANCHOR, &new.bytes(ANCHOR)[..anchor]);
        if !database.is_empty() {
            place.put(DATABASE, database);
        }
        place
    };
    let whole = new.bytes(ANCHOR).len();
    let without_tables = {
        let place = Place::new();
        place.meddle("PRAGMA journal_mode = WAL");
        place.bytes(DATABASE)
    };
    for place in [
        begun(0, b""),
        begun(20, b""),
        begun(56, b""),
        begun(whole, b""),
        begun(whole, &without_tables),
        begun(whole, &new.bytes(DATABASE)),
    ] {
        append(&place.journal(), 1..=2).await;
        assert_eq!(place.memory().records, records(1..=2));
    }
}
