use std::sync::OnceLock;

use kiosk::memory::Memory;
use kiosk::view::JournalTrouble;
use proptest::prelude::*;
use runtime::journal::JournalError;

use crate::place::{ANCHOR, DATABASE, Place, WAL, append, carried_over, key, visit};

#[tokio::test]
async fn a_changed_a_missing_and_a_moved_record_are_found() {
    let damages = [
        (
            "UPDATE records SET body = replace(body, '2', '9') WHERE seq = 2",
            2,
        ),
        ("UPDATE records SET at_ms = 7 WHERE seq = 1", 1),
        ("UPDATE records SET hash = zeroblob(32) WHERE seq = 2", 2),
        ("UPDATE records SET hash = zeroblob(5) WHERE seq = 2", 2),
        ("UPDATE records SET body = '' WHERE seq = 3", 3),
        ("DELETE FROM records WHERE seq = 2", 2),
        ("DELETE FROM records WHERE seq = 1", 1),
        ("UPDATE records SET seq = 4 WHERE seq = 3", 3),
        ("UPDATE records SET seq = -1 WHERE seq = 3", 1),
        (
            "UPDATE records SET seq = 9 WHERE seq = 1; UPDATE records SET seq = 1 WHERE seq = 2;
             UPDATE records SET seq = 2 WHERE seq = 9",
            1,
        ),
    ];
    for (sql, at) in damages {
        let place = Place::with(3).await;
        place.meddle(sql);
        let error = place.refusal();
        let JournalError::Damaged { seq } = error else {
            panic!("{sql}: {error:?}")
        };
        assert_eq!(seq, at, "{sql}");
    }
}

#[tokio::test]
async fn tables_that_are_not_the_journals_are_found() {
    for sql in [
        "DROP TABLE records",
        "DROP TABLE chain_root",
        "DROP TABLE keys",
        "DROP TABLE keys_check",
        "DELETE FROM keys_check",
        "ALTER TABLE records RENAME COLUMN body TO text",
    ] {
        let place = Place::with(3).await;
        place.meddle(sql);
        assert_eq!(place.refusal().trouble(), JournalTrouble::Damaged, "{sql}");
    }
}

#[tokio::test]
async fn something_else_in_its_place_is_an_error_and_no_panic() {
    for name in [DATABASE, ANCHOR] {
        let place = Place::new();
        std::fs::create_dir(place.file(name)).expect("a folder");
        assert_eq!(place.refusal().trouble(), JournalTrouble::Broken, "{name}");
    }
    let place = Place::new();
    place.put(
        DATABASE,
        "no database, but long enough".repeat(99).as_bytes(),
    );
    assert_eq!(place.refusal().trouble(), JournalTrouble::Damaged);
}

#[tokio::test]
async fn a_journal_that_was_emptied_is_found() {
    let place = Place::with(3).await;
    place.put(DATABASE, b"");
    let error = place.refusal();
    assert!(
        matches!(error, JournalError::Cut { found: 0, known: 3 }),
        "{error:?}"
    );
}

/// A journal with some pages, and what it says.
struct Sample {
    closed: Place,
    killed: Place,
    memory: Memory,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a runtime").block_on(async {
            let place = Place::new();
            let journal = place.journal();
            append(&journal, 1..=20).await;
            journal.append(21, carried_over()).await.expect("written");
            journal.prune().await.expect("pruned");
            append(&journal, 22..=120).await;
            // The first half of the pages in the database, the other half in the WAL.
            journal.erase_key(visit(9)).await.expect("erased");
            append(&journal, 121..=220).await;
            for number in 1..=3 {
                let kept = journal.keep_key(visit(number.into()), key(number)).await;
                kept.expect("kept");
            }
            append(&journal, 221..=230).await;
            let killed = place.killed();
            drop(journal);
            let memory = place.memory();
            Sample {
                closed: place,
                killed,
                memory,
            }
        })
    })
}

/// Opening gives what was written or an error, and leaves nothing behind that opening it once more
/// would believe.
fn right_or_refused(place: &Place, what: &str) {
    for _ in 0..2 {
        match place.open() {
            Ok((_, memory)) => assert_eq!(memory, sample().memory, "{what}"),
            Err(error) => assert!(
                [JournalTrouble::Damaged, JournalTrouble::Cut].contains(&error.trouble()),
                "{what}: {error:?}"
            ),
        }
    }
}

fn damaged_file() -> impl Strategy<Value = (bool, &'static str)> {
    prop_oneof![
        8 => Just((true, WAL)),
        8 => Just((true, DATABASE)),
        8 => Just((false, DATABASE)),
        1 => Just((true, ANCHOR)),
        1 => Just((false, ANCHOR)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_a_byte_was_flipped_it_says_what_was_written_or_nothing(
        (killed, name) in damaged_file(),
        at: prop::sample::Index,
        mask in 1_u8..,
        more in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 0..3),
    ) {
        let place = if killed { sample().killed.killed() } else { sample().closed.killed() };
        let mut bytes = place.bytes(name);
        for (at, mask) in [(at, mask)].into_iter().chain(more) {
            let at = at.index(bytes.len());
            bytes[at] ^= mask;
        }
        place.put(name, &bytes);
        right_or_refused(&place, name);
    }
}

#[test]
fn a_file_that_ends_at_any_page_says_what_was_written_or_nothing() {
    for (image, name) in [
        (&sample().closed, DATABASE),
        (&sample().killed, DATABASE),
        (&sample().killed, WAL),
        (&sample().closed, ANCHOR),
    ] {
        let bytes = image.bytes(name);
        for end in (0..bytes.len()).step_by(4096) {
            for end in [end, end.saturating_sub(24), end + 57] {
                let place = image.killed();
                place.put(name, &bytes[..end.min(bytes.len())]);
                right_or_refused(&place, &format!("{name} up to {end}"));
            }
        }
    }
}

#[test]
fn a_block_of_zeros_anywhere_is_found_or_harmless() {
    for (image, name) in [
        (&sample().closed, DATABASE),
        (&sample().killed, WAL),
        (&sample().closed, ANCHOR),
    ] {
        let bytes = image.bytes(name);
        for start in (0..bytes.len()).step_by(512) {
            let mut bytes = bytes.clone();
            let end = bytes.len().min(start + 512);
            bytes[start..end].fill(0);
            let place = image.killed();
            place.put(name, &bytes);
            right_or_refused(&place, &format!("{name} without {start}.."));
        }
    }
}
