//! Deadlines: when the machine has to act by itself.

use std::time::Duration;

use crate::call::CallError;
use crate::payment::Phase;
use crate::view::{Countdown, Ending};
use crate::visit::{Paper, Step};

use super::Kiosk;

impl Kiosk {
    /// Every deadline there is, with its reason.
    pub(super) fn deadlines(&self) -> Vec<(Duration, &'static str)> {
        let mut deadlines = self.background_deadlines();
        deadlines.extend(self.visit_deadlines());
        deadlines
    }

    /// Acts on every deadline that has passed.
    pub(super) fn time_passed(&mut self) {
        self.background_time_passed();
        let now = self.now.mono;
        let due: Vec<_> = self
            .visit_deadlines()
            .into_iter()
            .filter(|(at, _)| *at <= now)
            .collect();
        for (_, why) in due {
            match why {
                "answer" => self.step_answered(Err(CallError::TimedOut)),
                "unresolved" => self.give_up_watching(),
                "paper" => self.give_paper_up(),
                "gone" => self.nobody_there(),
                "thanks" => self.visit = None,
                // The question whether anybody is there is drawn from the clock alone.
                _ => {}
            }
        }
    }

    fn visit_deadlines(&self) -> Vec<(Duration, &'static str)> {
        let Some(visit) = &self.visit else {
            return Vec::new();
        };
        let times = &self.config.times;
        if let Step::Thanks { until, .. } = visit.step {
            return vec![(until, "thanks")];
        }
        if let Some(waiting) = visit.step.waiting() {
            return vec![(waiting.until, "answer")];
        }
        if let Step::Pay {
            payment: Some(key), ..
        } = &visit.step
        {
            return self
                .payments
                .get(key)
                .filter(|payment| payment.phase == Phase::Closing)
                .map(|payment| (payment.since + times.closing, "unresolved"))
                .into_iter()
                .collect();
        }
        let mut deadlines = Vec::new();
        if let Step::Paper { paper, .. } = &visit.step {
            match paper {
                Paper::Printing { until } => return vec![(*until, "paper")],
                Paper::Stuck { until, .. } => deadlines.push((*until, "paper")),
                Paper::Held(_) | Paper::Printed | Paper::NotPrinted(_) => {}
            }
        }
        let asked = visit.active + times.idle;
        deadlines.push(if self.now.mono < asked {
            (asked, "idle")
        } else {
            (asked + times.warning, "gone")
        });
        deadlines
    }

    /// The question whether anybody is there, if it is being asked.
    pub(super) fn warning(&self) -> Option<Countdown> {
        let times = &self.config.times;
        let (gone, _) = self
            .visit_deadlines()
            .into_iter()
            .find(|(_, why)| *why == "gone")?;
        Some(self.countdown(gone, times.warning))
    }

    pub(super) fn countdown(&self, end: Duration, total: Duration) -> Countdown {
        let millis = |span: Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Countdown {
            left_ms: millis(end.saturating_sub(self.now.mono)),
            total_ms: millis(total),
        }
    }

    fn nobody_there(&mut self) {
        let ending = match self.visit.as_ref().map(|visit| &visit.step) {
            Some(Step::Paper { .. }) => Ending::Done,
            Some(Step::Unresolved { .. }) => Ending::Unresolved,
            Some(_) | None => Ending::TimedOut,
        };
        self.end_visit(ending);
    }
}
