//! How it was (好差评, GB/T 39735): asked after every application, never insisted on.

use std::collections::BTreeSet;

use crate::call::{ApplicationKey, Request};
use crate::service::{RatingReason, Service};
use crate::view::Ending;
use crate::visit::Step;

use super::Kiosk;

const LEVELS: std::ops::RangeInclusive<u8> = 1..=5;

/// What can be said for a level.
pub(super) fn reasons_for(level: Option<u8>) -> &'static [RatingReason] {
    level.map_or(&[], RatingReason::for_level)
}

impl Kiosk {
    /// The service is done. Asks how it was, then the visit ends, or goes on with another service.
    /// What is kept here to be sent later is not known there yet, so that it cannot be rated.
    pub(super) fn finish_service(&mut self, ending: Option<Ending>) {
        let done = self.visit.as_ref().and_then(|visit| {
            if let Step::Paper {
                service,
                application,
                ..
            }
            | Step::Taken {
                service,
                application,
                kept: false,
                ..
            } = &visit.step
            {
                Some((service.clone(), *application))
            } else {
                None
            }
        });
        self.leave_paper();
        match done {
            Some((service, application)) => self.ask_rating(service, application, ending),
            None => self.after_service(ending),
        }
    }

    fn ask_rating(
        &mut self,
        service: Service,
        application: ApplicationKey,
        ending: Option<Ending>,
    ) {
        let until = self.rating_ends();
        self.go(Step::Rate {
            service,
            application,
            level: None,
            reasons: BTreeSet::new(),
            ending,
            until,
        });
    }

    fn rating_ends(&self) -> std::time::Duration {
        let patience = self.visit.as_ref().map_or(1, |visit| visit.patience());
        self.now.mono + self.config.times.rating * patience
    }

    pub(super) fn rate(&mut self, chosen: u8) {
        let ends = self.rating_ends();
        if let Some(visit) = &mut self.visit
            && let Step::Rate {
                level,
                reasons,
                until,
                ..
            } = &mut visit.step
            && LEVELS.contains(&chosen)
        {
            let other = reasons_for(Some(chosen)) != reasons_for(*level);
            *level = Some(chosen);
            *until = ends;
            if other {
                reasons.clear();
            }
        }
    }

    pub(super) fn tick_reason(&mut self, id: &str, on: bool) {
        let ends = self.rating_ends();
        if let Some(visit) = &mut self.visit
            && let Step::Rate {
                level,
                reasons,
                until,
                ..
            } = &mut visit.step
        {
            *until = ends;
            let known = reasons_for(*level).iter().find(|reason| reason.id() == id);
            match known {
                Some(reason) if on => {
                    reasons.insert(*reason);
                }
                Some(reason) => {
                    reasons.remove(reason);
                }
                None => {}
            }
        }
    }

    /// Sends what was said, if anything was.
    pub(super) fn rating_done(&mut self) {
        let Some(visit) = &self.visit else { return };
        let Step::Rate {
            application,
            level,
            reasons,
            ending,
            ..
        } = &visit.step
        else {
            return;
        };
        let (key, level, ending) = (*application, *level, *ending);
        if let Some(level) = level {
            let reasons = reasons.iter().copied().collect();
            self.call(Request::Rate {
                key,
                level,
                reasons,
            });
        }
        self.after_service(ending);
    }

    fn after_service(&mut self, ending: Option<Ending>) {
        match ending {
            Some(ending) => self.end_visit(ending),
            None => self.go(Step::Services),
        }
    }
}
