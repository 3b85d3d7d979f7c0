use std::collections::BTreeMap;

use kiosk::view::JournalTrouble;
use proptest::prelude::*;
use runtime::journal::JournalError;

use crate::place::{Place, append, key, key_bytes, visit};

#[tokio::test]
async fn an_erased_key_is_in_none_of_the_journals_files() {
    let place = Place::new();
    let journal = place.journal();
    journal.keep_key(visit(1), key(1)).await.expect("kept");
    journal.keep_key(visit(2), key(2)).await.expect("kept");
    append(&journal, 1..=5).await;
    assert!(place.holds(&key_bytes(1)), "the search finds a key");
    journal.erase_key(visit(1)).await.expect("erased");
    assert!(!place.holds(&key_bytes(1)));
    assert!(place.holds(&key_bytes(2)), "the other one stays");

    let killed = place.killed();
    assert_eq!(killed.memory().keys, [(visit(2), key(2))].into());
    assert!(!killed.holds(&key_bytes(1)));
    drop(journal);
    assert!(!place.holds(&key_bytes(1)));
}

#[tokio::test]
async fn a_key_is_kept_once_and_never_exchanged() {
    let place = Place::new();
    let journal = place.journal();
    for _ in 0..2 {
        journal.keep_key(visit(1), key(1)).await.expect("kept");
    }
    let error = journal.keep_key(visit(1), key(2)).await;
    assert!(matches!(error, Err(JournalError::KeyHeld)));
    drop(journal);
    assert_eq!(place.memory().keys, [(visit(1), key(1))].into());
    assert!(!place.holds(&key_bytes(2)));
}

#[tokio::test]
async fn erasing_a_key_that_is_not_there_is_nothing() {
    let place = Place::new();
    let journal = place.journal();
    journal.erase_key(visit(1)).await.expect("nothing to do");
    journal.keep_key(visit(1), key(1)).await.expect("kept");
    journal.erase_key(visit(1)).await.expect("erased");
    journal.erase_key(visit(1)).await.expect("nothing to do");
    assert!(place.killed().memory().keys.is_empty());
}

#[tokio::test]
async fn a_key_that_is_missing_changed_or_added_is_found() {
    for sql in [
        "DELETE FROM keys WHERE place = 1",
        "UPDATE keys SET used = 0 WHERE place = 2",
        "UPDATE keys SET key = zeroblob(32) WHERE place = 1",
        "UPDATE keys SET visit = zeroblob(16) WHERE place = 1",
        "INSERT INTO keys (used, visit, key) VALUES (1, zeroblob(16), zeroblob(32))",
    ] {
        let place = Place::new();
        let journal = place.journal();
        for number in 1..=2 {
            let kept = journal.keep_key(visit(number.into()), key(number)).await;
            kept.expect("kept");
        }
        drop(journal);
        place.meddle(sql);
        assert_eq!(place.refusal().trouble(), JournalTrouble::Damaged, "{sql}");
    }
}

#[tokio::test]
async fn a_place_is_used_again() {
    let place = Place::new();
    let journal = place.journal();
    for number in 0..200 {
        let kept = journal.keep_key(visit(number.into()), key(number)).await;
        kept.expect("kept");
        if number > 2 {
            let erased = journal.erase_key(visit(u128::from(number) - 3)).await;
            erased.expect("erased");
        }
    }
    drop(journal);
    let database = rusqlite::Connection::open(place.file(crate::place::DATABASE));
    let places: i64 = database
        .expect("opened")
        .query_row("SELECT count(*) FROM keys", [], |row| row.get(0))
        .expect("counted");
    assert_eq!(places, 4);
}

#[derive(Clone, Copy, Debug)]
enum Happening {
    Keep,
    Erase(prop::sample::Index),
    Append,
    Reopen,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let happening = prop_oneof![
        6 => Just(Happening::Keep),
        4 => any::<prop::sample::Index>().prop_map(Happening::Erase),
        2 => Just(Happening::Append),
        1 => Just(Happening::Reopen),
    ];
    // More keys at one time than go on a page, sometimes.
    prop::collection::vec(happening, 100..400)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_is_kept_and_erased_only_what_is_kept_is_there(happenings in happenings()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let place = Place::new();
            let mut journal = place.journal();
            let mut kept = BTreeMap::new();
            let mut erased = Vec::new();
            for happening in happenings {
                match happening {
                    Happening::Keep => {
                        let number = u8::try_from(kept.len() + erased.len()).unwrap_or(255);
                        if number == 255 {
                            continue;
                        }
                        let visit = visit(u128::from(number) + 1);
                        journal.keep_key(visit, key(number)).await.expect("kept");
                        kept.insert(visit, number);
                    }
                    Happening::Erase(which) if !kept.is_empty() => {
                        let visit = *which.get(&kept.keys().copied().collect::<Vec<_>>());
                        journal.erase_key(visit).await.expect("erased");
                        erased.extend(kept.remove(&visit));
                        let last = erased[erased.len() - 1];
                        assert!(!place.holds(&key_bytes(last)), "{last} was erased");
                    }
                    Happening::Erase(_) => {}
                    Happening::Append => append(&journal, [1]).await,
                    Happening::Reopen => {
                        drop(journal);
                        journal = place.journal();
                    }
                }
            }
            let killed = place.killed();
            let keys = kept.iter().map(|(visit, number)| (*visit, key(*number))).collect();
            assert_eq!(killed.memory().keys, keys);
            for place in [place, killed] {
                for number in &erased {
                    assert!(!place.holds(&key_bytes(*number)), "{number} was erased");
                }
                for number in kept.values() {
                    assert!(place.holds(&key_bytes(*number)), "{number} is kept");
                }
            }
        });
    }
}
