//! How long a queue takes: from how it went, else from what the hall thinks. Pure.

use order::Millis;

const MINUTE_MS: Millis = 60_000;
/// With fewer steps than this nothing is said from them.
const STEPS_MIN: usize = 3;
/// Above this many minutes, a number is said in fives: nobody knows it better.
const EXACT_MINUTES_MAX: Millis = 10;

/// One ticket that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it was taken.
    pub taken_at: Millis,
    /// When it was called.
    pub called_at: Millis,
}

/// The time from one call to the next, in milliseconds: the middle one, so that a lunch break does
/// not count. A step counts only if whoever was called next was waiting already: an empty hall is
/// not a slow one. `calls` are in the order they were called in.
#[must_use]
pub fn pace(calls: &[Step]) -> Option<Millis> {
    let mut steps: Vec<_> = calls
        .windows(2)
        .filter_map(|pair| {
            let [before, next] = pair else { return None };
            (next.taken_at <= before.called_at).then(|| next.called_at - before.called_at)
        })
        .collect();
    if steps.len() < STEPS_MIN {
        return None;
    }
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied()
}

/// What the hall thinks: so many minutes for one ticket, at so many windows at once.
#[must_use]
pub fn configured(minutes: i64, windows: i64) -> Millis {
    minutes.saturating_mul(MINUTE_MS) / windows.max(1)
}

/// For how many minutes somebody with so many before them has about to wait; at least 1.
#[must_use]
pub fn about_minutes(before: i64, pace: Millis) -> i64 {
    let wait = before.saturating_mul(pace).max(0);
    let minutes = wait.saturating_add(MINUTE_MS - 1) / MINUTE_MS;
    if minutes <= EXACT_MINUTES_MAX {
        minutes.max(1)
    } else {
        minutes.saturating_add(4) / 5 * 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(calls: &[(Millis, Millis)]) -> Vec<Step> {
        let minutes = |(taken, called)| Step {
            taken_at: taken * MINUTE_MS,
            called_at: called * MINUTE_MS,
        };
        calls.iter().copied().map(minutes).collect()
    }

    #[test]
    fn the_pace_is_the_middle_step_so_that_a_lunch_break_does_not_count() {
        let with_lunch = calls(&[(0, 1), (0, 5), (0, 95), (0, 98)]);
        assert_eq!(pace(&with_lunch), Some(4 * MINUTE_MS));
    }

    #[test]
    fn an_empty_hall_is_not_a_slow_one() {
        let nobody_waited = calls(&[(0, 0), (30, 30), (60, 60), (90, 90), (120, 120)]);
        assert_eq!(pace(&nobody_waited), None);
    }

    #[test]
    fn too_few_steps_say_nothing() {
        assert_eq!(pace(&calls(&[(0, 1), (0, 2), (0, 3)])), None);
        assert_eq!(pace(&[]), None);
    }

    #[test]
    fn what_the_hall_thinks_is_shared_by_its_windows() {
        assert_eq!(configured(8, 2), 4 * MINUTE_MS);
        assert_eq!(configured(8, 0), 8 * MINUTE_MS, "no window is open yet");
    }

    #[test]
    fn a_wait_is_at_least_a_minute_and_a_long_one_is_said_in_fives() {
        let pace = 3 * MINUTE_MS;
        for (before, minutes) in [(0, 1), (1, 3), (3, 9), (4, 15), (7, 25), (i64::MAX, 0)] {
            let said = about_minutes(before, pace);
            if minutes > 0 {
                assert_eq!(said, minutes, "{before} before");
            } else {
                assert!(said > 0, "no overflow");
            }
        }
    }
}
