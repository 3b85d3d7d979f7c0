//! Citizen codes that were used at this machine: each is for one visit.
//!
//! The backend knows it of all machines of the hall, and has the last word. This is for when it
//! cannot be asked: then a code can still be used once at each machine, as long as it lives.

use std::collections::VecDeque;
use std::time::Duration;

use crate::call::VisitId;
use crate::scan::CodeId;

/// How long it is remembered. No code is believed for longer than three minutes, by clocks that
/// differ in both directions; the rest is for a wall clock that is set back meanwhile.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);
/// Far more codes than citizens who can be identified in that time.
const USED_MAX: usize = 512;

/// The codes that were used not long ago, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct UsedCodes(VecDeque<Used>);

#[derive(Debug)]
struct Used {
    id: CodeId,
    visit: VisitId,
    at: Duration,
}

impl UsedCodes {
    /// Whether the code may not be used in this visit: another one has used it. One that could not
    /// be remembered may not be used, either.
    pub(crate) fn refuses(&self, id: CodeId, visit: VisitId, now: Duration) -> bool {
        let mut remembered = self.0.iter().filter(|used| !used.is_over(now));
        match remembered.find(|used| used.id == id) {
            Some(used) => used.visit != visit,
            None => self.0.len() >= USED_MAX && self.0.iter().all(|used| !used.is_over(now)),
        }
    }

    /// The code was used in this visit.
    pub(crate) fn note(&mut self, id: CodeId, visit: VisitId, now: Duration) {
        self.0.retain(|used| !used.is_over(now));
        if self.0.len() < USED_MAX && self.0.iter().all(|used| used.id != id) {
            self.0.push_back(Used { id, visit, at: now });
        }
    }
}

impl Used {
    fn is_over(&self, now: Duration) -> bool {
        now >= self.at + REMEMBERED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn code(number: u128) -> CodeId {
        CodeId(Uuid::from_u128(number))
    }

    fn visit(number: u128) -> VisitId {
        VisitId(Uuid::from_u128(number))
    }

    #[test]
    fn a_code_is_for_one_visit_as_long_as_it_can_be_believed() {
        let mut used = UsedCodes::default();
        assert!(!used.refuses(code(1), visit(1), Duration::ZERO));
        used.note(code(1), visit(1), Duration::ZERO);
        // The longest life of a code, and the most two clocks may differ before and after it: see
        // `codes::citizen::Limits`.
        let longest = Duration::from_secs(30 + 120 + 30);
        assert!(REMEMBERED > 2 * longest);
        for now in [Duration::ZERO, longest, REMEMBERED - Duration::from_secs(1)] {
            assert!(used.refuses(code(1), visit(2), now), "{now:?}");
            assert!(!used.refuses(code(1), visit(1), now), "its own visit");
            assert!(!used.refuses(code(2), visit(2), now), "another code");
        }
        assert!(!used.refuses(code(1), visit(2), REMEMBERED));
    }

    #[test]
    fn it_stays_with_the_visit_that_was_first() {
        let mut used = UsedCodes::default();
        used.note(code(1), visit(1), Duration::ZERO);
        used.note(code(1), visit(2), Duration::from_secs(1));
        assert!(used.refuses(code(1), visit(2), Duration::from_secs(1)));
        assert!(!used.refuses(code(1), visit(1), Duration::from_secs(1)));
    }

    #[test]
    fn what_cannot_be_remembered_is_refused_and_the_memory_stays_small() {
        let mut used = UsedCodes::default();
        for number in 0..2_000 {
            used.note(code(number), visit(number), Duration::ZERO);
        }
        assert_eq!(used.0.len(), USED_MAX);
        assert!(used.refuses(code(9_999), visit(9_999), Duration::ZERO));
        assert!(!used.refuses(code(9_999), visit(9_999), REMEMBERED));
        used.note(code(9_999), visit(9_999), REMEMBERED);
        assert_eq!(used.0.len(), 1);
    }
}
