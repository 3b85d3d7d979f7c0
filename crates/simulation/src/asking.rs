//! What a citizen answers when something is asked.

use kiosk::scan::Scan;
use kiosk::touch::Touch;
use kiosk::view::{Input, View};

use crate::desk::NOTICE;
use crate::world::World;

impl World {
    pub(crate) fn question(
        &mut self,
        machine: usize,
        visitor: usize,
        view: &View,
        input: &Input,
    ) -> Option<u64> {
        match input {
            Input::Choice {
                loading: Some(_), ..
            } => {}
            Input::Choice { .. } => {
                let id = "b".to_owned();
                self.press(machine, view.revision, Touch::ChooseOption { id });
            }
            Input::Digits { value, length, .. } => {
                let number = (NOTICE + self.visitors[visitor].citizen as u64).to_string();
                if value.len() == *length as usize {
                    self.press(machine, view.revision, Touch::Next);
                } else if self.chance.permille(500) {
                    self.touch(machine, view.revision, Touch::Clear);
                    for key in number.chars() {
                        self.touch(machine, view.revision, Touch::Key { key });
                    }
                } else {
                    self.scan(machine, Scan::NoticeNumber(number));
                }
            }
            // No service here asks for anything else.
            Input::Several { .. }
            | Input::YesNo { .. }
            | Input::Amount { .. }
            | Input::IdNumber { .. }
            | Input::Phone { .. }
            | Input::Plate { .. }
            | Input::Date { .. }
            | Input::Birth { .. }
            | Input::Text { .. } => {}
        }
        Some(1_500)
    }
}
