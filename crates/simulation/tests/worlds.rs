//! The simulation itself: the same seed is the same run, what holds is found to hold, and a story
//! says where it comes from.

use simulation::{run, run_world, tell_world};

#[test]
fn the_same_world_of_the_same_seed_runs_the_same() {
    for world in 0..20 {
        let (first, again) = (run_world(3, world), run_world(3, world));
        assert_eq!(first.fingerprint, again.fingerprint);
        assert_eq!(first.coverage, again.coverage);
    }
    assert_ne!(run_world(3, 0).fingerprint, run_world(4, 0).fingerprint);
}

#[test]
fn telling_the_story_changes_nothing() {
    for world in 0..20 {
        let (told, story) = tell_world(5, world);
        assert_eq!(told.fingerprint, run_world(5, world).fingerprint);
        assert!(!story.is_empty());
    }
}

#[test]
fn what_is_always_true_is_true_and_everything_was_met() {
    let totals = run(1, 6_000);
    assert_eq!(totals.outcome.violation, None);
    assert_eq!(totals.outcome.coverage.zeros(), Vec::<&str>::new());
    let share = 100 * totals.outcome.troubled / totals.outcome.visits;
    assert!(share > 60, "only {share} % of the visits met a failure");
}

#[test]
fn a_story_is_for_people_and_shows_no_code_of_a_citizen() {
    let (outcome, story) = tell_world(1, 0);
    assert!(outcome.visits > 0);
    let text = story.join("\n");
    assert!(text.contains("writes down: payment"), "{text}");
    assert!(!text.contains("1300000000000000"), "a payment code");
}
