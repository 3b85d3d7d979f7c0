//! Pressed again after no answer, it is the same application.

use kiosk::call::{ApplicationKey, Request, VisitId};
use kiosk::view::{Screen, View};

use crate::rules::Rule;
use crate::story::short;
use crate::world::World;

/// What was asked for last from the look over everything that a machine still shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    key: ApplicationKey,
    visit: VisitId,
    what: String,
}

impl World {
    /// An application is leaving a machine.
    pub(crate) fn check_applied(&mut self, machine: usize, request: &Request) {
        let Request::Apply {
            key,
            visit,
            service,
            answers,
            dues,
            ..
        } = request
        else {
            return;
        };
        let this = &mut self.machines[machine];
        if this.disk.kept.iter().any(|(kept, _)| kept == key) {
            return;
        }
        let asked = Asked {
            key: *key,
            visit: *visit,
            what: format!("{service} {answers:?} {dues:?}"),
        };
        let before = this.asked.replace(asked.clone());
        let is_same = |before: &Asked| before.visit == asked.visit && before.what == asked.what;
        if before.is_some_and(|before| is_same(&before) && before.key != asked.key) {
            self.broken(Rule::OneApplication, || {
                format!(
                    "what was asked for is asked for again as application {}",
                    short(key.0)
                )
            });
        }
    }

    /// Whoever leaves the look over everything may ask for something else.
    pub(crate) fn note_asking(&mut self, machine: usize, view: &View) {
        if !matches!(view.screen, Screen::Review { .. }) {
            self.machines[machine].asked = None;
        }
    }
}
