//! Where a scan begins and ends on a serial line.
//!
//! A line ends with CR, LF or both; scanners are set up so, and it is the only end that is
//! certain. A pause is no end by default, because a line may stall in the middle. But a line that
//! stalls for a second is given up: what it held is a part of somebody's code, and must neither
//! stay here nor be put before the code of the next person.

use std::time::{Duration, Instant};

use super::admission::BYTES_MAX;

/// The longest line: a symbol with its identifier.
const LINE_MAX: usize = BYTES_MAX + 3;
/// After so long a silence everything begins anew.
const STALLED_AFTER: Duration = Duration::from_secs(1);

/// One thing that came over the line.
#[derive(Debug, PartialEq, Eq)]
pub enum Framed {
    /// A line without its end; never empty.
    Line(Vec<u8>),
    /// A line was longer than any symbol and is dropped up to its end.
    TooLong,
    /// A line stalled and is dropped.
    Stalled,
}

/// Cuts what a serial line brings, in whatever pieces, into lines.
#[derive(Debug)]
pub struct Framing {
    /// A silence that ends a line, for scanners that send no end.
    gap: Option<Duration>,
    line: Vec<u8>,
    /// The rest of this line is not wanted.
    skips: bool,
    last: Option<Instant>,
}

impl Framing {
    /// Nothing has come yet. `gap`: a silence that ends a line as well.
    pub fn new(gap: Option<Duration>) -> Self {
        Framing {
            gap,
            line: Vec::new(),
            skips: false,
            last: None,
        }
    }

    /// Bytes have come.
    pub fn push(&mut self, bytes: &[u8], now: Instant) -> Vec<Framed> {
        let mut framed: Vec<Framed> = self.pass(now).into_iter().collect();
        self.last = Some(now);
        for &byte in bytes {
            if matches!(byte, b'\r' | b'\n') {
                self.skips = false;
                framed.extend(self.end());
            } else if !self.skips {
                self.line.push(byte);
                if self.line.len() > LINE_MAX {
                    self.skip();
                    framed.push(Framed::TooLong);
                }
            }
        }
        framed
    }

    /// When [`Framing::pass`] has to be called if nothing comes.
    pub fn deadline(&self) -> Option<Instant> {
        let open = self.skips || !self.line.is_empty();
        self.last.filter(|_| open).map(|last| last + self.silence())
    }

    /// Time has passed.
    pub fn pass(&mut self, now: Instant) -> Option<Framed> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return None;
        }
        if std::mem::take(&mut self.skips) {
            return None;
        }
        let line = self.end();
        if self.gap.is_some() {
            line
        } else {
            line.map(|_| Framed::Stalled)
        }
    }

    /// From now on whole lines count: one that has begun is dropped up to its end.
    pub fn begin(&mut self) {
        if !self.line.is_empty() {
            self.skip();
        }
    }

    fn silence(&self) -> Duration {
        self.gap.unwrap_or(STALLED_AFTER)
    }

    fn skip(&mut self) {
        self.line = Vec::new();
        self.skips = true;
    }

    fn end(&mut self) -> Option<Framed> {
        let line = std::mem::take(&mut self.line);
        (!line.is_empty()).then_some(Framed::Line(line))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> Framed {
        Framed::Line(text.as_bytes().to_vec())
    }

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn cr_and_lf_and_both_end_a_line() {
        let framed = Framing::new(None).push(b"one\rtwo\nthree\r\n\r\nfour", Instant::now());
        assert_eq!(framed, [line("one"), line("two"), line("three")]);
    }

    #[test]
    fn a_pause_is_no_end() {
        let (mut framing, start) = (Framing::new(None), Instant::now());
        assert_eq!(framing.push(b"one", start), []);
        assert_eq!(framing.pass(after(start, 999)), None);
        assert_eq!(
            framing.push(b" line\r", after(start, 999)),
            [line("one line")]
        );
        assert_eq!(framing.deadline(), None);
    }

    #[test]
    fn a_line_that_stalls_is_not_put_before_the_next() {
        let (mut framing, start) = (Framing::new(None), Instant::now());
        framing.push(b"half of a co", start);
        assert_eq!(framing.deadline(), Some(after(start, 1000)));
        assert_eq!(framing.pass(after(start, 1000)), Some(Framed::Stalled));
        assert_eq!(
            framing.push(b"whole\r", after(start, 5000)),
            [line("whole")]
        );
        // The same if nobody came to call `pass`.
        framing.push(b"half of a co", after(start, 6000));
        assert_eq!(
            framing.push(b"whole\r", after(start, 7000)),
            [Framed::Stalled, line("whole")]
        );
    }

    #[test]
    fn a_pause_ends_a_line_where_it_is_set_up_so() {
        let (mut framing, start) = (
            Framing::new(Some(Duration::from_millis(50))),
            Instant::now(),
        );
        framing.push(b"no end", start);
        assert_eq!(framing.pass(after(start, 49)), None);
        assert_eq!(framing.pass(after(start, 50)), Some(line("no end")));
        assert_eq!(framing.pass(after(start, 100)), None);
    }

    #[test]
    fn a_line_that_is_too_long_is_dropped_up_to_its_end_and_told_once() {
        let (mut framing, now) = (Framing::new(None), Instant::now());
        assert_eq!(framing.push(&[b'x'; LINE_MAX], now), []);
        assert_eq!(framing.push(b"x", now), [Framed::TooLong]);
        assert_eq!(framing.push(&[b'x'; 3 * LINE_MAX], now), []);
        assert_eq!(framing.push(b"tail\rnext\r", now), [line("next")]);
    }

    #[test]
    fn the_longest_line_is_kept_whole() {
        let (mut framing, now) = (Framing::new(None), Instant::now());
        framing.push(&[b'x'; LINE_MAX], now);
        assert_eq!(
            framing.push(b"\n", now),
            [Framed::Line(vec![b'x'; LINE_MAX])]
        );
    }

    #[test]
    fn what_began_before_does_not_count_nor_does_its_end() {
        let (mut framing, start) = (Framing::new(None), Instant::now());
        framing.push(b"of the visit bef", start);
        framing.begin();
        assert_eq!(framing.push(b"ore\rof this\r", start), [line("of this")]);
        framing.begin();
        assert_eq!(framing.push(b"at once\r", start), [line("at once")]);
        // The end of it may never come.
        framing.push(b"of the visit bef", start);
        framing.begin();
        assert_eq!(framing.push(b"next\r", after(start, 1000)), [line("next")]);
    }

    proptest! {
        /// However the bytes are cut into pieces, the lines are the same, none is empty, longer
        /// than allowed or has an end inside.
        #[test]
        fn pieces_do_not_matter(
            bytes in proptest::collection::vec(prop_oneof![Just(b'\r'), Just(b'\n'), any::<u8>()], 0..200),
            cuts in proptest::collection::vec(0usize..200, 0..8),
        ) {
            let now = Instant::now();
            let whole = Framing::new(None).push(&bytes, now);
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|&cut| cut <= bytes.len()).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let mut framing = Framing::new(None);
            let pieces: Vec<Framed> = cuts
                .windows(2)
                .flat_map(|cut| framing.push(&bytes[cut[0]..cut[1]], now))
                .collect();
            prop_assert_eq!(&pieces, &whole);
            for framed in whole {
                if let Framed::Line(line) = framed {
                    prop_assert!((1..=LINE_MAX).contains(&line.len()));
                    prop_assert!(!line.iter().any(|byte| matches!(byte, b'\r' | b'\n')));
                }
            }
        }
    }
}
