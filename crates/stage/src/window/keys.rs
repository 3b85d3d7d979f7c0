//! Keys of the tactile keypad and of a keyboard, pressed as the X server tells of them.
//!
//! WebDriver's own keys go into the page by another way than a device's.

use anyhow::{Context as _, ensure};
use tokio::process::Command;

use super::Window;

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the thing before.
    Up,
    /// To the thing after.
    Down,
    /// Touch it.
    Select,
    /// One step back.
    Back,
    /// The next step.
    Next,
    /// Explain the screen.
    Help,
    /// Say it again.
    Repeat,
    /// Louder.
    VolumeUp,
    /// Quieter.
    VolumeDown,
    /// Speech rests, or goes on.
    Pause,
    /// A letter or digit of a keyboard.
    Character(char),
}

impl Key {
    /// Its name as an X keysym.
    fn keysym(self) -> String {
        let name = match self {
            Self::Up => "Up",
            Self::Down => "Down",
            Self::Select => "Return",
            Self::Back => "Left",
            Self::Next => "Right",
            Self::Help => "F1",
            Self::Repeat => "F2",
            Self::VolumeDown => "F3",
            Self::VolumeUp => "F4",
            Self::Pause => "F5",
            Self::Character(character) => return character.to_string(),
        };
        name.to_owned()
    }
}

impl Window {
    /// Presses a key and lets it go.
    ///
    /// # Errors
    /// When `xdotool` is missing or has no such key.
    pub async fn press(&self, key: Key) -> anyhow::Result<()> {
        let status = Command::new("xdotool")
            .args(["key", "--clearmodifiers", &key.keysym()])
            .env("DISPLAY", self.display.name())
            .status()
            .await
            .context("is the package xdotool installed?")?;
        ensure!(status.success(), "{key:?} was not pressed");
        Ok(())
    }
}
