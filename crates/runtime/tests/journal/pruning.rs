use kiosk::view::JournalTrouble;
use runtime::journal::JournalError;

use crate::place::{ANCHOR, DATABASE, Place, append, carried_over, records};

/// Records 1 to 4, 5 carries over and the four are dropped, 6 and 7.
async fn pruned() -> Place {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, 1..=4).await;
    journal.append(5, carried_over()).await.expect("written");
    journal.prune().await.expect("pruned");
    append(&journal, 6..=7).await;
    place
}

#[tokio::test]
async fn what_was_carried_over_and_all_after_it_stays() {
    let place = pruned().await;
    let mut expected = vec![carried_over()];
    expected.extend(records(6..=7));
    assert_eq!(place.memory().records, expected);
    assert_eq!(place.killed().memory().records, expected);
}

#[tokio::test]
async fn it_can_be_dropped_again_and_nothing_is_dropped_twice() {
    let place = pruned().await;
    let journal = place.journal();
    journal.append(8, carried_over()).await.expect("written");
    journal.prune().await.expect("pruned");
    journal.prune().await.expect("pruned");
    append(&journal, [9]).await;
    drop(journal);
    assert_eq!(
        place.memory().records,
        [carried_over(), records([9]).remove(0)]
    );
}

#[tokio::test]
async fn a_kill_before_anything_was_dropped_loses_nothing() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, 1..=4).await;
    journal.append(5, carried_over()).await.expect("written");
    let killed = place.killed();
    journal.prune().await.expect("pruned");
    assert_eq!(killed.memory().records.len(), 5);
    killed.journal().prune().await.expect("pruned after all");
    assert_eq!(killed.memory().records, [carried_over()]);
}

#[tokio::test]
async fn nothing_is_dropped_before_a_record_that_carries_nothing_over() {
    let place = Place::with(3).await;
    let error = place.journal().prune().await.expect_err("refused");
    assert!(matches!(error, JournalError::NothingCarriedOver));
    assert_eq!(place.memory().records, records(1..=3));
}

#[tokio::test]
async fn a_beginning_that_was_cut_off_is_found() {
    for sql in [
        "DELETE FROM chain_root",
        "UPDATE chain_root SET seq = 3",
        "UPDATE chain_root SET hash = zeroblob(32)",
        "DELETE FROM records WHERE seq = 5",
        "DELETE FROM records",
        // With a beginning that fits, but does not say what was owed.
        "UPDATE chain_root SET seq = 5, hash = (SELECT hash FROM records WHERE seq = 5);
         DELETE FROM records WHERE seq = 5",
        "UPDATE chain_root SET seq = 7, hash = (SELECT hash FROM records WHERE seq = 7);
         DELETE FROM records",
    ] {
        let place = pruned().await;
        place.meddle(sql);
        assert_eq!(place.refusal().trouble(), JournalTrouble::Damaged, "{sql}");
    }
}

#[tokio::test]
async fn a_cut_end_is_missed_also_when_the_beginning_was_dropped() {
    let place = pruned().await;
    place.meddle("DELETE FROM records WHERE seq = 7");
    let error = place.refusal();
    assert!(
        matches!(error, JournalError::Cut { found: 6, known: 7 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_copy_from_before_the_dropping_is_found() {
    let place = Place::with(4).await;
    let old = place.bytes(DATABASE);
    let journal = place.journal();
    journal.append(5, carried_over()).await.expect("written");
    journal.prune().await.expect("pruned");
    drop(journal);
    place.put(DATABASE, &old);
    let error = place.refusal();
    assert!(
        matches!(error, JournalError::Cut { found: 4, known: 5 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_anchor_from_before_the_dropping_is_not_believed() {
    let place = Place::with(3).await;
    let old = place.bytes(ANCHOR);
    let journal = place.journal();
    append(&journal, [4]).await;
    journal.append(5, carried_over()).await.expect("written");
    journal.prune().await.expect("pruned");
    drop(journal);
    place.put(ANCHOR, &old);
    assert_eq!(place.refusal().trouble(), JournalTrouble::Damaged);
}

#[tokio::test]
async fn space_of_what_was_dropped_is_used_again() {
    let place = Place::new();
    let journal = place.journal();
    let mut sizes = Vec::new();
    for _ in 0..6 {
        append(&journal, 1..=300).await;
        journal.append(5, carried_over()).await.expect("written");
        journal.prune().await.expect("pruned");
        sizes.push(place.killed().memory().records.len());
    }
    assert_eq!(sizes, [1; 6]);
    drop(journal);
    let pages = place.bytes(DATABASE).len() / 4096;
    // 300 records are 15 to 20 pages.
    assert!(pages < 50, "{pages} pages");
}
