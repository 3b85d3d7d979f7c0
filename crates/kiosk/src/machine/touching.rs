//! Touches: which of them means something now.

use crate::finding::Way;
use crate::touch::Touch;
use crate::visit::{Sheet, Step};

use super::Kiosk;

impl Kiosk {
    pub(super) fn touched(&mut self, revision: u64, touch: Touch) {
        let asked = self.warning().is_some();
        if self.visit.is_none() && !(revision == self.revision && self.begin_visit()) {
            return;
        }
        let now = self.now.mono;
        let Some(visit) = &mut self.visit else { return };
        // Whatever was touched, somebody is there.
        visit.active = now;
        if self.access_touched(&touch) {
            return;
        }
        let Some(visit) = &mut self.visit else { return };
        // A sheet covers the screen, and a stale touch was made on another one: what lies below
        // was not meant.
        let is_meant = !asked && visit.sheet.is_none() && revision == self.revision;
        if touch == Touch::Begin {
            self.begin_again(revision);
        } else if !self.sheet_touched(&touch) && is_meant {
            self.step_touched(touch);
        }
    }

    /// A touch that opens or closes a sheet, or is made on one; whether it was one.
    fn sheet_touched(&mut self, touch: &Touch) -> bool {
        let Some(visit) = &mut self.visit else {
            return false;
        };
        if *touch == Touch::CallStaff {
            self.call_staff();
        } else if *touch == Touch::Stay {
            visit.sheet = None;
        } else if *touch == Touch::Help {
            visit.sheet = Some(Sheet::Help {
                staff_called: false,
            });
        } else {
            return false;
        }
        true
    }

    fn step_touched(&mut self, touch: Touch) {
        match touch {
            Touch::ChooseService { id } => self.choose_service(&id),
            Touch::Find { by } => self.look(|way| *way = Way::by(by)),
            Touch::OpenGroup { id } => self.look(|way| way.open(&id)),
            Touch::ChooseOption { id } => self.choose_option(&id),
            Touch::Tick { id, on } => self.tick(&id, on),
            Touch::Answer { yes } => self.answer_yes_or_no(yes),
            Touch::Key { key } => self.key(key),
            Touch::Candidate { text } => self.candidate(&text),
            Touch::Erase => self.erase(),
            Touch::Clear => self.clear(),
            Touch::Pick { day } => self.pick(&day),
            Touch::Month { by } => self.turn_month(by),
            Touch::Rate { level } => self.rate(level),
            Touch::Next => self.next(),
            Touch::Back => self.back(),
            Touch::Cancel => self.cancel(),
            Touch::Another => self.another(),
            Touch::Begin
            | Touch::Help
            | Touch::CallStaff
            | Touch::Stay
            | Touch::Speak { .. }
            | Touch::TextSize { .. }
            | Touch::Theme { .. }
            | Touch::Reach { .. }
            | Touch::Elder { .. }
            | Touch::Speech { .. }
            | Touch::SpeechRate { .. }
            | Touch::Volume { .. }
            | Touch::Pause { .. }
            | Touch::Blank { .. }
            | Touch::ShowAccess
            | Touch::ShowSpeech => {}
        }
    }

    fn look(&mut self, change: impl FnOnce(&mut Way)) {
        if let Some(visit) = &mut self.visit
            && matches!(visit.step, Step::Services)
        {
            change(&mut visit.way);
        }
    }

    fn tick(&mut self, id: &str, on: bool) {
        let Some(visit) = &mut self.visit else { return };
        match &mut visit.step {
            Step::Dues { business, .. } => business.tick(id, on),
            Step::Question { .. } => self.tick_option(id, on),
            Step::Rate { .. } => self.tick_reason(id, on),
            Step::Services
            | Step::Intro { .. }
            | Step::Identify { .. }
            | Step::Review { .. }
            | Step::Details { .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => {}
        }
    }
}
