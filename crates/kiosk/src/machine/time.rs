//! Deadlines: when the machine has to act by itself.

use std::time::Duration;

use crate::call::CallError;
use crate::payment::Phase;
use crate::view::{Countdown, Ending};
use crate::visit::{Paper, Step};

use super::Kiosk;

/// What a visit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    /// The backend's answer.
    Answer,
    /// A payment that is being closed.
    Closing,
    /// The paper.
    Paper,
    /// What is held for the citizen.
    Hold,
    /// Whether the citizen says how it was.
    Rating,
    /// A touch, before anybody is asked whether somebody is there.
    Touch,
    /// A touch, after that.
    Reply,
    /// The end of the last screen.
    Thanks,
}

impl Wait {
    /// Its name in logs.
    fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Closing => "closing",
            Self::Paper => "paper",
            Self::Hold => "hold",
            Self::Rating => "rating",
            Self::Touch => "touch",
            Self::Reply => "reply",
            Self::Thanks => "thanks",
        }
    }
}

impl Kiosk {
    /// Every deadline there is, with its reason.
    pub(super) fn deadlines(&self) -> Vec<(Duration, &'static str)> {
        let mut deadlines = self.background_deadlines();
        let waits = self.visit_waits().into_iter();
        deadlines.extend(waits.map(|(at, wait)| (at, wait.name())));
        deadlines
    }

    /// Acts on every deadline that has passed.
    pub(super) fn time_passed(&mut self) {
        self.background_time_passed();
        let now = self.now.mono;
        let due = self.visit_waits().into_iter().filter(|(at, _)| *at <= now);
        let due: Vec<_> = due.map(|(_, wait)| wait).collect();
        for wait in due {
            match wait {
                Wait::Answer => self.step_answered(Err(CallError::TimedOut)),
                Wait::Closing => self.give_up_watching(),
                Wait::Paper => self.give_paper_up(),
                Wait::Hold => self.hold_over(),
                Wait::Rating => self.rating_done(),
                Wait::Reply => self.nobody_there(),
                Wait::Thanks => self.visit = None,
                // The question whether anybody is there is drawn from the clock alone.
                Wait::Touch => {}
            }
        }
    }

    fn visit_waits(&self) -> Vec<(Duration, Wait)> {
        let Some(visit) = &self.visit else {
            return Vec::new();
        };
        let times = &self.config.times;
        if let Step::Thanks { until, .. } = visit.step {
            return vec![(until, Wait::Thanks)];
        }
        if let Step::Rate { until, .. } = visit.step {
            return vec![(until, Wait::Rating)];
        }
        if let Some(waiting) = visit.step.waiting() {
            return vec![(waiting.until, Wait::Answer)];
        }
        if let Step::Pay {
            payment: Some(key), ..
        } = &visit.step
        {
            return self
                .payments
                .get(key)
                .filter(|payment| payment.phase == Phase::Closing)
                .map(|payment| (payment.since + times.closing, Wait::Closing))
                .into_iter()
                .collect();
        }
        let mut deadlines = Vec::new();
        deadlines.extend(self.hold_ends().map(|until| (until, Wait::Hold)));
        if let Step::Paper { paper, .. } = &visit.step {
            match paper {
                Paper::Printing { until } => return vec![(*until, Wait::Paper)],
                Paper::Stuck { until, .. } => deadlines.push((*until, Wait::Paper)),
                Paper::Held(_) | Paper::Printed | Paper::NotPrinted(_) => {}
            }
        }
        let asked = visit.active + times.idle * visit.patience();
        deadlines.push(if self.now.mono < asked {
            (asked, Wait::Touch)
        } else {
            (asked + times.warning, Wait::Reply)
        });
        deadlines
    }

    /// The question whether anybody is there, if it is being asked.
    pub(super) fn warning(&self) -> Option<Countdown> {
        let times = &self.config.times;
        let (gone, _) = self
            .visit_waits()
            .into_iter()
            .find(|(_, wait)| *wait == Wait::Reply)?;
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
            Some(Step::Taken { kept, .. }) => Ending::without_paper(*kept),
            Some(Step::Details { .. }) => Ending::Seen,
            Some(Step::Unresolved { .. }) => Ending::Unresolved,
            Some(_) | None => Ending::TimedOut,
        };
        self.end_visit(ending);
    }
}
