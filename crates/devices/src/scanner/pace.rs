//! Which frames are read, and for how long.
//!
//! A frame that differs from the last one read is read at once, but only for as long as a frame
//! takes: whoever moves a phone will hold it better in a moment, and that moment must not find
//! the reader busy with the frame before. A scene that holds still gets the long look with every
//! pass there is; again after a while, because the noise of another frame may be kinder, and ever
//! more rarely, because an empty hall stays empty.

use std::time::{Duration, Instant};

/// For a frame among many. With decoding the frame and ending a pass that was begun it stays
/// under the 33 ms until the next frame.
const QUICK: Duration = Duration::from_millis(18);
/// For a scene that holds still.
const LONG: Duration = Duration::from_millis(80);
/// For a code that moves and is seen and not read: every so often one frame may take a little
/// longer. The next one can wait that long, but not always.
const LONGER: Duration = Duration::from_millis(45);
const LONGER_EVERY: Duration = Duration::from_millis(400);
/// On a slow machine it rests for as many times as long as the reading took.
const REST: u32 = 2;

/// What came of reading a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing that looks like a code.
    Nothing,
    /// A code that could not be read.
    Unread,
    /// All that was seen was read.
    Read,
}

/// For how long the next frame is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// If it differs from the one that was read last.
    pub(super) changed: Duration,
    /// If it does not: not at all, or so long.
    pub(super) still: Option<Duration>,
}

/// What was read so far in this scene.
#[derive(Clone, Copy, Debug)]
struct Scene {
    outcome: Outcome,
    /// When it is read again if it holds still.
    again_at: Instant,
    /// How long it was waited before.
    wait: Duration,
}

#[derive(Debug, Default)]
pub(super) struct Pace {
    scene: Option<Scene>,
    /// When a code that moves is next looked at for longer.
    longer_at: Option<Instant>,
}

impl Pace {
    /// How the frame of this moment is to be looked at.
    pub(super) fn plan(&self, now: Instant) -> Plan {
        let longer = self.longer_at.is_some_and(|at| now >= at);
        let again = self.scene.is_none_or(|scene| now >= scene.again_at);
        Plan {
            changed: if longer { LONGER } else { QUICK },
            still: again.then_some(LONG),
        }
    }

    /// The frame of `now` was read. `changed`: it differed from the one before; `took`: all of
    /// the work on it.
    pub(super) fn was_read(
        &mut self,
        outcome: Outcome,
        changed: bool,
        took: Duration,
        now: Instant,
    ) {
        let (first, longest) = waits(outcome);
        let before = self.scene.filter(|_| !changed);
        let wait = match before.filter(|scene| scene.outcome == outcome) {
            Some(scene) => (scene.wait * 2).min(longest),
            None => first,
        };
        let wait = wait.max(took * REST);
        self.scene = Some(Scene {
            outcome,
            again_at: now + wait,
            wait,
        });
        self.longer_at = match outcome {
            Outcome::Nothing | Outcome::Read => None,
            Outcome::Unread => Some(
                self.longer_at
                    .filter(|at| now < *at)
                    .unwrap_or(now + LONGER_EVERY),
            ),
        };
    }
}

/// How long a scene that holds still waits to be read again: the first time, and at most.
fn waits(outcome: Outcome) -> (Duration, Duration) {
    let (first, longest) = match outcome {
        Outcome::Nothing => (250, 2000),
        Outcome::Unread => (100, 500),
        Outcome::Read => (1000, 1000),
    };
    (Duration::from_millis(first), Duration::from_millis(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Duration = Duration::from_millis(33);
    /// What a look takes of the time it is given.
    const PASS: Duration = Duration::from_millis(6);

    /// Plays so many frames and gives how long each of them was read.
    fn film(frames: u32, changed: bool, outcome: Outcome) -> Vec<Option<Duration>> {
        let (mut now, mut pace) = (Instant::now(), Pace::default());
        let mut looks = Vec::new();
        for frame in 0..frames {
            let plan = pace.plan(now);
            let is_new = changed || frame == 0;
            let look = if is_new {
                Some(plan.changed)
            } else {
                plan.still
            };
            if let Some(budget) = look {
                // What cannot be read takes all of its time.
                let took = if outcome == Outcome::Read {
                    PASS
                } else {
                    budget
                };
                pace.was_read(outcome, is_new, took, now);
            }
            looks.push(look);
            now += FRAME;
        }
        looks
    }

    fn count(looks: &[Option<Duration>], which: Option<Duration>) -> usize {
        looks.iter().filter(|look| **look == which).count()
    }

    #[test]
    fn an_empty_hall_is_read_ever_more_rarely() {
        let looks = film(300, false, Outcome::Nothing);
        assert_eq!(looks[0], Some(QUICK));
        // A still scene gets its long look soon after it came to rest.
        assert_eq!(looks[1..10].iter().flatten().count(), 1);
        let (start, end) = looks.split_at(150);
        assert_eq!(count(start, Some(LONG)), 4);
        assert!(count(end, Some(LONG)) <= 3, "{end:?}");
    }

    #[test]
    fn what_moves_is_read_in_every_frame_and_never_for_long() {
        let looks = film(300, true, Outcome::Nothing);
        assert_eq!(count(&looks, Some(QUICK)), 300);
    }

    #[test]
    fn a_code_that_is_seen_and_not_read_is_looked_at_for_longer_though_it_trembles() {
        let looks = film(150, true, Outcome::Unread);
        let longer = count(&looks, Some(LONGER));
        assert!((10..=13).contains(&longer), "{longer} in five seconds");
        assert_eq!(count(&looks, Some(QUICK)), 150 - longer);
    }

    #[test]
    fn a_code_that_holds_still_and_is_not_read_is_tried_again_and_again() {
        let looks = film(150, false, Outcome::Unread);
        let long = count(&looks, Some(LONG));
        assert!((8..=12).contains(&long), "{long} in five seconds");
    }

    #[test]
    fn a_code_that_was_read_and_stays_is_left_alone() {
        let looks = film(150, false, Outcome::Read);
        assert!(count(&looks, None) > 140);
    }

    #[test]
    fn a_change_begins_anew() {
        let (start, mut pace) = (Instant::now(), Pace::default());
        for _ in 0..10 {
            pace.was_read(Outcome::Nothing, false, PASS, start);
        }
        pace.was_read(Outcome::Nothing, true, PASS, start);
        let first = start + waits(Outcome::Nothing).0;
        assert!(pace.plan(first).still.is_some());
    }

    #[test]
    fn a_slow_machine_rests() {
        let (start, mut pace) = (Instant::now(), Pace::default());
        let took = Duration::from_secs(2);
        pace.was_read(Outcome::Unread, true, took, start);
        assert_eq!(pace.plan(start + took).still, None);
        assert!(pace.plan(start + took * REST).still.is_some());
    }
}
