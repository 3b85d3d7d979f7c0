//! What a citizen can do on the screen.

use serde::{Deserialize, Serialize};

use crate::text::Lang;

/// One touch. It carries values, never positions, and doing it twice is the same as once
/// (`Tick` says the state it wants), except typing a digit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Touch {
    /// Begin a visit on the attract screen.
    Begin,
    /// Choose a service, on the service or the attract screen.
    ChooseService {
        /// Its id.
        id: String,
    },
    /// Choose one out of a list.
    ChooseOption {
        /// Its id.
        id: String,
    },
    /// Tick or untick a due.
    Tick {
        /// Its id.
        id: String,
        /// Whether it shall be ticked.
        on: bool,
    },
    /// Type a digit, 0 to 9.
    Digit {
        /// The digit.
        digit: u8,
    },
    /// Take the last digit back.
    Erase,
    /// Take all digits back.
    Clear,
    /// The next step, at the lower right.
    Next,
    /// One step back, at the lower left.
    Back,
    /// End the visit.
    Cancel,
    /// On the receipt: do something else with the same code.
    Another,
    /// Explain the screen.
    Help,
    /// Call the staff.
    CallStaff,
    /// Close the sheet: "I am still here", or the help is read.
    Stay,
    /// Another language.
    Speak {
        /// Its tag.
        lang: Lang,
    },
    /// Another text size.
    TextSize {
        /// 0 to 3.
        size: u8,
    },
    /// High contrast on or off.
    Contrast {
        /// On.
        on: bool,
    },
    /// Everything in the lower part, or not.
    Reach {
        /// On.
        on: bool,
    },
}
