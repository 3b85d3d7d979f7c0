//! Where a code is seen and what is wrong, as often as eyes can follow.

use std::time::{Duration, Instant};

use crate::hint::{Hint, Steady};

/// Told at most once in so long; only that a code was read, or has gone, is told at once.
const AT_MOST_EVERY: Duration = Duration::from_millis(200);
/// A code is still there when frames in between do not show it.
const GONE_AFTER: Duration = Duration::from_millis(400);
/// A hand trembles; corners that moved less, of the picture's width or height, have not.
const STIRRED: f32 = 0.006;

/// Where a code is seen and what is wrong with how it is held. By default: nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glimpse {
    /// Its corners, from 0 at the left or at the top to 1 at the right or at the bottom: top
    /// left, top right, bottom right, bottom left of the code itself, however it is held.
    pub corners: Option<Corners>,
    /// It was read.
    pub read: bool,
    /// What whoever holds it can do. It may stay for a moment when the code has gone.
    pub hint: Option<Hint>,
}

/// The corners of a code as shares of the picture's width and height.
pub type Corners = [(f32, f32); 4];

/// The code in a frame that matters most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) corners: Corners,
    pub(super) read: bool,
    pub(super) hint: Option<Hint>,
}

/// What was seen, and what of it was told.
#[derive(Debug, Default)]
pub(super) struct Glimpses {
    spot: Option<Seen>,
    steady: Steady,
    told: Glimpse,
    told_at: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    spot: Spot,
    last: Instant,
    /// It was in the last frame that was read.
    present: bool,
}

impl Glimpses {
    /// A frame was read, and this was seen in it.
    pub(super) fn saw(&mut self, spot: Option<Spot>, now: Instant) {
        if let Some(spot) = spot {
            if spot.read {
                // Whatever was wrong, it is not any more.
                self.steady = Steady::default();
            }
            self.spot = Some(Seen {
                spot,
                last: now,
                present: true,
            });
        } else if let Some(seen) = &mut self.spot {
            seen.present = false;
        }
        self.pass(now);
    }

    /// A frame looked like the last one that was read: what was seen there is there still.
    pub(super) fn unchanged(&mut self, now: Instant) {
        if let Some(seen) = self.spot.as_mut().filter(|seen| seen.present) {
            seen.last = now;
        }
        self.pass(now);
    }

    fn pass(&mut self, now: Instant) {
        let is_over = |seen: &Seen| now.saturating_duration_since(seen.last) > GONE_AFTER;
        self.spot = self.spot.filter(|seen| !is_over(seen));
        let wrong = self.spot.filter(|seen| seen.present);
        self.steady.note(wrong.and_then(|seen| seen.spot.hint), now);
    }

    /// What is to be told now, if anything.
    pub(super) fn news(&mut self, now: Instant) -> Option<Glimpse> {
        let glimpse = Glimpse {
            corners: self.spot.map(|seen| seen.spot.corners),
            read: self.spot.is_some_and(|seen| seen.spot.read),
            hint: self.steady.hint(),
        };
        let is_over = glimpse.corners.is_none() || glimpse.read;
        let was_over = self.told.corners.is_none() || self.told.read;
        let soon = self
            .told_at
            .is_some_and(|at| now.saturating_duration_since(at) < AT_MOST_EVERY);
        if self.told.is_like(&glimpse) || (soon && (was_over || !is_over)) {
            return None;
        }
        self.told = glimpse;
        self.told_at = Some(now);
        Some(glimpse)
    }

    /// There is no picture any more: what is to be told of that, if anything was seen.
    pub(super) fn gone(self) -> Option<Glimpse> {
        (self.told != Glimpse::default()).then(Glimpse::default)
    }
}

impl Glimpse {
    fn is_like(&self, other: &Glimpse) -> bool {
        let near = |a: &(f32, f32), b: &(f32, f32)| {
            (a.0 - b.0).abs() < STIRRED && (a.1 - b.1).abs() < STIRRED
        };
        let stay = match (&self.corners, &other.corners) {
            (Some(these), Some(those)) => these.iter().zip(those).all(|(a, b)| near(a, b)),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        stay && (self.read, self.hint) == (other.read, other.hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: u64 = 33;

    fn spot(left: f32, hint: Option<Hint>) -> Spot {
        let (right, top, bottom) = (left + 0.2, 0.3, 0.6);
        Spot {
            corners: [(left, top), (right, top), (right, bottom), (left, bottom)],
            read: false,
            hint,
        }
    }

    /// Plays a film of frames that were read and gives what was told, with its milliseconds.
    fn told(film: impl IntoIterator<Item = Option<Spot>>) -> Vec<(u64, Glimpse)> {
        let (start, mut glimpses) = (Instant::now(), Glimpses::default());
        let frames = (0..).step_by(FRAME as usize).zip(film);
        frames
            .filter_map(|(ms, spot)| {
                let now = start + Duration::from_millis(ms);
                glimpses.saw(spot, now);
                Some((ms, glimpses.news(now)?))
            })
            .collect()
    }

    #[test]
    fn a_code_that_moves_is_told_at_most_five_times_a_second() {
        let told = told((0..300).map(|frame| Some(spot(frame as f32 / 400.0, None))));
        assert_eq!(told[0].0, 0);
        assert!(told.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 200));
        assert!(told.len() >= 40, "{}", told.len());
    }

    #[test]
    fn a_code_that_trembles_is_told_once() {
        let tremble = |frame: u16| spot(0.4 + f32::from(frame % 3) * 0.001, None);
        assert_eq!(told((0..100).map(|frame| Some(tremble(frame)))).len(), 1);
    }

    #[test]
    fn a_code_that_has_gone_is_told_so_and_a_bad_frame_is_not_its_going() {
        let seen = |frame: u32| (frame < 30 && frame % 4 != 3).then(|| spot(0.4, None));
        let told = told((0..90).map(seen));
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[1].1, Glimpse::default());
        assert!((1300..1450).contains(&told[1].0), "{told:?}");
    }

    #[test]
    fn what_was_read_is_told_at_once_and_without_the_hint_of_before() {
        let unread = Some(spot(0.4, Some(Hint::TooFar)));
        let read = unread.map(|spot| Spot {
            read: true,
            hint: None,
            ..spot
        });
        let film = std::iter::repeat_n(unread, 21).chain([read]);
        let told = told(film);
        let hints: Vec<_> = told.iter().map(|(_, glimpse)| glimpse.hint).collect();
        assert_eq!(hints, [None, Some(Hint::TooFar), None]);
        let (ms, last) = told[2];
        assert_eq!((ms, last.read), (21 * FRAME, true));
    }

    #[test]
    fn a_scene_that_stands_still_keeps_what_was_seen() {
        let (start, mut glimpses) = (Instant::now(), Glimpses::default());
        glimpses.saw(Some(spot(0.4, Some(Hint::TooDark))), start);
        let mut told = Vec::new();
        for frame in 0..100 {
            let now = start + Duration::from_millis(frame * FRAME);
            glimpses.unchanged(now);
            told.extend(glimpses.news(now));
        }
        let hints: Vec<_> = told.iter().map(|glimpse| glimpse.hint).collect();
        assert_eq!(hints, [None, Some(Hint::TooDark)]);
        assert!(told.iter().all(|glimpse| glimpse.corners.is_some()));
    }

    #[test]
    fn a_code_that_has_gone_from_a_scene_that_then_stands_still_is_told_so() {
        let (start, mut glimpses) = (Instant::now(), Glimpses::default());
        glimpses.saw(Some(spot(0.4, None)), start);
        assert!(glimpses.news(start).is_some());
        glimpses.saw(None, start + Duration::from_millis(FRAME));
        let mut told = Vec::new();
        for frame in 2..30 {
            let now = start + Duration::from_millis(frame * FRAME);
            glimpses.unchanged(now);
            told.extend(glimpses.news(now));
        }
        assert_eq!(told, [Glimpse::default()]);
    }

    #[test]
    fn nothing_seen_is_nothing_told() {
        assert_eq!(told((0..100).map(|_| None)), []);
    }
}
