//! `[keypad]`: which keys the machine's tactile keypad sends.

use serde::{Deserialize, Serialize};

/// For each action the keys that do it, as the web platform names keys (UI Events
/// `KeyboardEvent.key`), e.g. `ArrowUp`, `Enter`, `F1`. What is absent is as keypads mostly are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keypad {
    /// To the thing before.
    pub up: Vec<String>,
    /// To the thing after.
    pub down: Vec<String>,
    /// Touch it.
    pub select: Vec<String>,
    /// One step back.
    pub back: Vec<String>,
    /// The next step.
    pub next: Vec<String>,
    /// Explain the screen.
    pub help: Vec<String>,
    /// Say it again; switches speech on.
    pub repeat: Vec<String>,
    /// Louder.
    pub volume_up: Vec<String>,
    /// Quieter.
    pub volume_down: Vec<String>,
    /// Speech rests, or goes on.
    pub pause: Vec<String>,
}

impl Default for Keypad {
    fn default() -> Self {
        let key = |name: &str| vec![name.to_owned()];
        Self {
            up: key("ArrowUp"),
            down: key("ArrowDown"),
            select: key("Enter"),
            back: key("ArrowLeft"),
            next: key("ArrowRight"),
            help: key("F1"),
            repeat: key("F2"),
            volume_down: key("F3"),
            volume_up: key("F4"),
            pause: key("F5"),
        }
    }
}

impl Keypad {
    /// What is wrong with it, if anything.
    pub(super) fn mistake(&self) -> Option<&'static str> {
        if self.down.is_empty() || self.select.is_empty() {
            return Some("without down and select nothing can be reached");
        }
        let mut keys: Vec<&String> = self.actions().into_iter().flatten().collect();
        if keys.iter().any(|key| key.is_empty()) {
            return Some("a key has a name");
        }
        keys.sort();
        let twice = keys.windows(2).any(|two| two[0] == two[1]);
        twice.then_some("one key cannot do two things")
    }

    fn actions(&self) -> [&Vec<String>; 10] {
        [
            &self.up,
            &self.down,
            &self.select,
            &self.back,
            &self.next,
            &self.help,
            &self.repeat,
            &self.volume_up,
            &self.volume_down,
            &self.pause,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> Option<&'static str> {
        toml::from_str::<Keypad>(text).expect("a keypad").mistake()
    }

    #[test]
    fn a_keypad_may_have_other_keys_but_none_that_does_two_things() {
        assert_eq!(mistake(""), None);
        assert_eq!(mistake(r#"down = ["ArrowDown", "Tab"]"#), None);
        assert!(mistake(r#"down = ["Enter"]"#).is_some());
        assert!(mistake("select = []").is_some());
        assert!(mistake(r#"pause = [""]"#).is_some());
        assert_eq!(mistake("pause = []"), None);
    }
}
