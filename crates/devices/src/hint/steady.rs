//! Words that change many times a second are not read: a hint is given when it has held for a
//! while, and stays for as long as it takes to read it.

use std::time::{Duration, Instant};

use super::Hint;

/// A hint is given when it was true for so long.
const HELD: Duration = Duration::from_millis(500);
/// It may be untrue for so long in between: one frame is not like the next.
const GAP: Duration = Duration::from_millis(250);
/// What is shown stays at least for so long.
const SHOWN: Duration = Duration::from_secs(1);

/// Which hint is given now.
#[derive(Debug, Default)]
pub(crate) struct Steady {
    /// Since when and until when each was true, in the order of [`Hint::ALL`].
    spans: [Option<(Instant, Instant)>; Hint::ALL.len()],
    given: Option<(Hint, Instant)>,
}

impl Steady {
    /// A picture in which this was wrong, or nothing.
    pub(crate) fn note(&mut self, hint: Option<Hint>, now: Instant) {
        for (known, span) in Hint::ALL.into_iter().zip(&mut self.spans) {
            if Some(known) == hint {
                match span {
                    Some((_, last)) => *last = now,
                    None => *span = Some((now, now)),
                }
            } else if span.is_some_and(|(_, last)| now.saturating_duration_since(last) > GAP) {
                *span = None;
            }
        }
        let (next, given) = (self.next(), self.given);
        let may_change = given.is_none_or(|(_, at)| now.saturating_duration_since(at) >= SHOWN);
        if may_change && next != given.map(|(hint, _)| hint) {
            self.given = next.map(|hint| (hint, now));
        }
    }

    /// What to say: nothing, or the most helpful of what has held long enough.
    pub(crate) fn hint(&self) -> Option<Hint> {
        self.given.map(|(hint, _)| hint)
    }

    fn next(&self) -> Option<Hint> {
        let holds = |hint: Hint, (first, last): (Instant, Instant)| {
            let is_given = self.given.is_some_and(|(given, _)| given == hint);
            is_given || last.saturating_duration_since(first) >= HELD
        };
        Hint::ALL
            .into_iter()
            .zip(&self.spans)
            .find(|(hint, span)| span.is_some_and(|span| holds(*hint, span)))
            .map(|(hint, _)| hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: u64 = 33;

    /// Plays a film of one picture every 33 ms and gives what was said after each.
    fn said(film: impl IntoIterator<Item = Option<Hint>>) -> Vec<Option<Hint>> {
        let (start, mut steady) = (Instant::now(), Steady::default());
        let frames = film.into_iter().enumerate();
        frames
            .map(|(number, hint)| {
                steady.note(hint, start + Duration::from_millis(number as u64 * FRAME));
                steady.hint()
            })
            .collect()
    }

    fn times(count: usize, hint: Option<Hint>) -> impl Iterator<Item = Option<Hint>> {
        std::iter::repeat_n(hint, count)
    }

    /// The runs of the same word, with the milliseconds of each.
    fn runs(said: &[Option<Hint>]) -> Vec<(Option<Hint>, u64)> {
        let runs = said.chunk_by(|a, b| a == b);
        runs.map(|run| (run[0], run.len() as u64 * FRAME)).collect()
    }

    #[test]
    fn a_hint_is_given_when_it_has_held_for_half_a_second() {
        let runs = runs(&said(times(30, Some(Hint::TooFar))));
        assert_eq!(runs.len(), 2);
        assert!(
            runs[0].0.is_none() && (500..=560).contains(&runs[0].1),
            "{runs:?}"
        );
        assert_eq!(runs[1].0, Some(Hint::TooFar));
    }

    #[test]
    fn what_comes_and_goes_in_a_moment_is_not_said() {
        let film = times(10, Some(Hint::Blurred)).chain(times(30, None));
        assert_eq!(runs(&said(film)).len(), 1);
    }

    #[test]
    fn frames_in_between_that_say_otherwise_do_not_hide_it() {
        let film = (0..30).map(|frame| (frame % 3 != 0).then_some(Hint::Glare));
        assert_eq!(said(film).last(), Some(&Some(Hint::Glare)));
    }

    #[test]
    fn what_is_shown_stays_for_a_second_and_then_goes() {
        let film = times(17, Some(Hint::TooFar)).chain(times(60, None));
        let runs = runs(&said(film));
        assert_eq!(
            runs.iter().map(|(hint, _)| *hint).collect::<Vec<_>>(),
            [None, Some(Hint::TooFar), None]
        );
        assert!((1000..=1060).contains(&runs[1].1), "{runs:?}");
    }

    #[test]
    fn two_that_take_turns_give_the_more_helpful_one_without_flicker() {
        let film = (0..90).map(|frame| Some([Hint::Blurred, Hint::TooFar][frame % 2]));
        let runs = runs(&said(film));
        assert!(runs.len() <= 3, "{runs:?}");
        assert_eq!(runs.last().map(|(hint, _)| *hint), Some(Some(Hint::TooFar)));
        assert!(runs[1..].iter().all(|(_, ms)| *ms >= 1000), "{runs:?}");
    }
}
