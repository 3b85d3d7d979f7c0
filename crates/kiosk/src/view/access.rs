//! How a citizen sees, hears and reaches the screen. All of it is back at the start when the visit
//! ends: the next one must not find a stranger's settings.

use serde::{Deserialize, Serialize};

/// The settings of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// Text size: 0 is normal, up to [`Access::TEXT_MAX`].
    pub text: u8,
    /// The colours.
    pub theme: Theme,
    /// Everything in the lower part of the screen.
    pub reach: bool,
    /// Few services, large targets, plain words and more time.
    pub elder: bool,
    /// How the screen is read aloud; absent if it is not.
    pub speech: Option<Speech>,
}

impl Access {
    /// The largest text size.
    pub const TEXT_MAX: u8 = 3;
    /// The text size with which elder mode begins.
    pub const TEXT_ELDER: u8 = 2;

    /// Nothing was asked for yet.
    #[must_use]
    pub fn at_first(theme: Theme) -> Self {
        Self {
            text: 0,
            theme,
            reach: false,
            elder: false,
            speech: None,
        }
    }
}

/// A set of colours: the name of a file of the screen's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(transparent)]
pub struct Theme(pub String);

/// How the screen is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Speech {
    /// How fast: -2 to 2, 0 is usual.
    pub rate: i8,
    /// How loud: 0 to 4. Never silent: whoever cannot see would not find the way back.
    pub volume: u8,
    /// It rests until it is asked to go on.
    pub paused: bool,
    /// The screen is dark, so that nobody else reads it.
    pub blank: bool,
}

impl Speech {
    /// The fastest; the slowest is the same below zero.
    pub const RATE_MAX: i8 = 2;
    /// The loudest.
    pub const VOLUME_MAX: u8 = 4;
}

impl Default for Speech {
    fn default() -> Self {
        Self {
            rate: 0,
            volume: 2,
            paused: false,
            blank: false,
        }
    }
}
