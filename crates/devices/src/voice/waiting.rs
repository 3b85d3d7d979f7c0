//! The line of what is to be said.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Utterance;

/// More are never waiting: the oldest is dropped.
const WAITING_MAX: usize = 8;
/// What could not be said for so long is about a screen that has gone.
const LATE: Duration = Duration::from_secs(5);

/// What the dispatcher has to be told next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// End what is being said.
    Hush,
    /// Say this.
    Say(Utterance),
}

/// What is to be said, and whether what is being said has to end first.
#[derive(Default)]
pub(super) struct Waiting {
    hush: bool,
    line: VecDeque<(Instant, Utterance)>,
}

impl Waiting {
    pub(super) fn say(&mut self, utterance: Utterance, now: Instant) {
        if utterance.interrupt {
            self.hush();
        }
        if self.line.len() == WAITING_MAX {
            self.line.pop_front();
        }
        self.line.push_back((now, utterance));
    }

    pub(super) fn hush(&mut self) {
        self.hush = true;
        self.line.clear();
    }

    pub(super) fn next(&mut self, now: Instant) -> Option<Order> {
        if std::mem::take(&mut self.hush) {
            return Some(Order::Hush);
        }
        while let Some((since, utterance)) = self.line.pop_front() {
            if now.duration_since(since) < LATE {
                return Some(Order::Say(utterance));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::Manner;
    use super::*;

    fn utterance(text: &str, interrupt: bool) -> Utterance {
        Utterance {
            text: text.to_owned(),
            lang: "en".to_owned(),
            manner: Manner { rate: 0, volume: 2 },
            interrupt,
        }
    }

    fn said(waiting: &mut Waiting, now: Instant) -> Vec<String> {
        let orders = std::iter::from_fn(|| waiting.next(now));
        orders
            .map(|order| match order {
                Order::Hush => "(hush)".to_owned(),
                Order::Say(utterance) => utterance.text,
            })
            .collect()
    }

    #[test]
    fn what_interrupts_ends_what_is_said_and_whatever_waits() {
        let (mut waiting, now) = (Waiting::default(), Instant::now());
        for (text, interrupt) in [("a", false), ("b", false), ("c", true), ("d", false)] {
            waiting.say(utterance(text, interrupt), now);
        }
        assert_eq!(said(&mut waiting, now), ["(hush)", "c", "d"]);
        assert_eq!(said(&mut waiting, now), [""; 0]);
    }

    #[test]
    fn after_a_hush_nothing_of_before_is_said() {
        let (mut waiting, now) = (Waiting::default(), Instant::now());
        waiting.say(utterance("a name", false), now);
        waiting.hush();
        assert_eq!(said(&mut waiting, now), ["(hush)"]);
    }

    #[test]
    fn what_comes_too_late_is_not_said() {
        let (mut waiting, now) = (Waiting::default(), Instant::now());
        waiting.say(utterance("old", false), now);
        let later = now + LATE;
        waiting.say(utterance("new", false), later);
        assert_eq!(said(&mut waiting, later), ["new"]);
    }

    #[test]
    fn the_line_is_short_whatever_comes() {
        let (mut waiting, now) = (Waiting::default(), Instant::now());
        for number in 0..100 {
            waiting.say(utterance(&number.to_string(), false), now);
        }
        let said = said(&mut waiting, now);
        assert_eq!(said.len(), WAITING_MAX);
        assert_eq!(said.last().map(String::as_str), Some("99"));
    }
}
