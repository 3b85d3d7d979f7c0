//! How a citizen sees, hears and reaches the screen. It belongs to the visit and ends with it.

use crate::text::Lang;
use crate::touch::Touch;
use crate::view::{Access, Speech, Theme};
use crate::visit::Sheet;

use super::Kiosk;

impl Kiosk {
    /// A touch that is about the screen and not about what is on it; whether it was one.
    pub(super) fn access_touched(&mut self, touch: &Touch) -> bool {
        match touch {
            Touch::Speak { lang } => self.speak(lang),
            Touch::Theme { theme } => self.set_theme(theme),
            Touch::TextSize { size } => self.access(|access| {
                access.text = (*size).min(Access::TEXT_MAX);
            }),
            Touch::Reach { on } => self.access(|access| access.reach = *on),
            Touch::Elder { on } => self.access(|access| {
                access.elder = *on;
                access.text = if *on {
                    access.text.max(Access::TEXT_ELDER)
                } else {
                    0
                };
            }),
            Touch::Speech { on } => self.access(|access| {
                access.speech = on.then(|| access.speech.unwrap_or_default());
            }),
            Touch::SpeechRate { rate } => self.voice(|voice| {
                voice.rate = (*rate).clamp(-Speech::RATE_MAX, Speech::RATE_MAX);
            }),
            Touch::Volume { volume } => self.voice(|voice| {
                voice.volume = (*volume).min(Speech::VOLUME_MAX);
            }),
            Touch::Pause { on } => self.voice(|voice| voice.paused = *on),
            Touch::Blank { on } => self.voice(|voice| voice.blank = *on),
            Touch::ShowAccess => self.open(Sheet::Access),
            Touch::ShowSpeech => self.open(Sheet::Speech),
            Touch::Begin
            | Touch::ChooseService { .. }
            | Touch::Find { .. }
            | Touch::OpenGroup { .. }
            | Touch::ChooseOption { .. }
            | Touch::Tick { .. }
            | Touch::Answer { .. }
            | Touch::Key { .. }
            | Touch::Candidate { .. }
            | Touch::Erase
            | Touch::Clear
            | Touch::Pick { .. }
            | Touch::Month { .. }
            | Touch::Rate { .. }
            | Touch::Next
            | Touch::Back
            | Touch::Cancel
            | Touch::Another
            | Touch::Help
            | Touch::CallStaff
            | Touch::Stay => return false,
        }
        true
    }

    /// Somebody has plugged headphones in: the machine speaks first. Whoever pulls them out takes
    /// the voice along, or the whole hall would hear it.
    pub(super) fn headphones(&mut self, plugged: bool) {
        self.headphones = plugged;
        if plugged && self.visit.is_none() {
            self.begin_visit();
        }
        let Some(visit) = &mut self.visit else { return };
        if plugged {
            visit.active = self.now.mono;
            visit.headphones = true;
            visit.access.speech.get_or_insert_default();
        } else if visit.headphones {
            visit.headphones = false;
            visit.access.speech = None;
        }
    }

    fn access(&mut self, change: impl FnOnce(&mut Access)) {
        if let Some(visit) = &mut self.visit {
            change(&mut visit.access);
        }
    }

    fn voice(&mut self, change: impl FnOnce(&mut Speech)) {
        self.access(|access| {
            if let Some(speech) = &mut access.speech {
                change(speech);
            }
        });
    }

    fn speak(&mut self, lang: &Lang) {
        if let Some(visit) = &mut self.visit
            && self.config.langs.contains(lang)
        {
            visit.lang = lang.clone();
        }
    }

    fn set_theme(&mut self, theme: &Theme) {
        if self.config.themes.contains(theme) {
            self.access(|access| access.theme = theme.clone());
        }
    }

    fn open(&mut self, sheet: Sheet) {
        if let Some(visit) = &mut self.visit {
            visit.sheet = Some(sheet);
        }
    }
}
