//! Which symbols were told already: a phone held still is one symbol, not thirty a second.

use std::time::{Duration, Instant};

use crate::reader::Symbol;

/// A symbol has left the picture when it was not seen for so long. Shorter gaps are bad frames.
const GONE_AFTER: Duration = Duration::from_secs(1);
const REMEMBERED_MAX: usize = 64;

#[derive(Default)]
pub(super) struct Seen {
    symbols: Vec<Remembered>,
}

struct Remembered {
    bytes: Vec<u8>,
    last: Instant,
    /// It was in the last frame that was read.
    present: bool,
}

impl Seen {
    /// A frame was read: which of its symbols are new.
    pub(super) fn news(&mut self, symbols: Vec<Symbol>, now: Instant) -> Vec<Symbol> {
        self.symbols
            .retain(|s| now.saturating_duration_since(s.last) < GONE_AFTER);
        for remembered in &mut self.symbols {
            remembered.present = false;
        }
        symbols
            .into_iter()
            .filter(|symbol| self.is_new(symbol, now))
            .collect()
    }

    fn is_new(&mut self, symbol: &Symbol, now: Instant) -> bool {
        if let Some(known) = self
            .symbols
            .iter_mut()
            .find(|known| known.bytes == symbol.bytes)
        {
            known.last = now;
            known.present = true;
            return false;
        }
        if self.symbols.len() < REMEMBERED_MAX {
            let bytes = symbol.bytes.clone();
            self.symbols.push(Remembered {
                bytes,
                last: now,
                present: true,
            });
        }
        true
    }

    /// A frame looked like the last one that was read: what was there is there still.
    pub(super) fn unchanged(&mut self, now: Instant) {
        for remembered in self
            .symbols
            .iter_mut()
            .filter(|remembered| remembered.present)
        {
            remembered.last = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbol::Symbology;

    fn symbol(bytes: &[u8]) -> Symbol {
        Symbol {
            bytes: bytes.to_vec(),
            text: None,
            symbology: Symbology::Qr,
            corners: None,
        }
    }

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn a_symbol_that_stays_is_told_once() {
        let (mut seen, start) = (Seen::default(), Instant::now());
        assert_eq!(seen.news(vec![symbol(b"a")], start), [symbol(b"a")]);
        for tick in 1..50 {
            assert_eq!(seen.news(vec![symbol(b"a")], after(start, tick * 900)), []);
        }
    }

    #[test]
    fn a_symbol_that_left_for_a_second_is_told_again() {
        let (mut seen, start) = (Seen::default(), Instant::now());
        seen.news(vec![symbol(b"a")], start);
        assert_eq!(seen.news(vec![], after(start, 500)), []);
        assert_eq!(seen.news(vec![symbol(b"a")], after(start, 999)), []);
        assert_eq!(seen.news(vec![], after(start, 1500)), []);
        assert_eq!(
            seen.news(vec![symbol(b"a")], after(start, 1999)),
            [symbol(b"a")]
        );
    }

    #[test]
    fn another_symbol_is_told_beside_one_that_stays() {
        let (mut seen, start) = (Seen::default(), Instant::now());
        seen.news(vec![symbol(b"a")], start);
        let both = vec![symbol(b"a"), symbol(b"b")];
        assert_eq!(seen.news(both, after(start, 33)), [symbol(b"b")]);
    }

    #[test]
    fn frames_without_change_keep_what_was_there_and_nothing_else() {
        let (mut seen, start) = (Seen::default(), Instant::now());
        seen.news(vec![symbol(b"gone")], start);
        seen.news(vec![symbol(b"stays")], after(start, 100));
        for tick in 2..30 {
            seen.unchanged(after(start, tick * 100));
        }
        let both = vec![symbol(b"gone"), symbol(b"stays")];
        assert_eq!(seen.news(both, after(start, 3000)), [symbol(b"gone")]);
    }

    #[test]
    fn a_wall_of_symbols_does_not_fill_the_memory() {
        let (mut seen, start) = (Seen::default(), Instant::now());
        let wall: Vec<_> = (0..1000u16).map(|n| symbol(&n.to_be_bytes())).collect();
        assert_eq!(seen.news(wall, start).len(), 1000);
        assert_eq!(seen.symbols.len(), REMEMBERED_MAX);
    }
}
