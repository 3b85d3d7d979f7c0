//! What a citizen can do on the screen.

use serde::{Deserialize, Serialize};

use crate::text::Lang;
use crate::view::{FindingBy, Theme};

/// One touch. It carries values, never positions, and doing it twice is the same as once
/// (`Tick` says the state it wants), except typing and turning a leaf of the calendar.
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
    /// Look for a service by another way.
    Find {
        /// Which.
        by: FindingBy,
    },
    /// Open a group of services.
    OpenGroup {
        /// Its id.
        id: String,
    },
    /// Choose one out of a list.
    ChooseOption {
        /// Its id.
        id: String,
    },
    /// Tick or untick a due, one of a list, or a reason.
    Tick {
        /// Its id.
        id: String,
        /// Whether it shall be ticked.
        on: bool,
    },
    /// Yes or no.
    Answer {
        /// Yes.
        yes: bool,
    },
    /// Type a character.
    Key {
        /// It.
        key: char,
    },
    /// Take one of the texts that the letters can be.
    Candidate {
        /// It.
        text: String,
    },
    /// Take the last character back.
    Erase,
    /// Take everything back.
    Clear,
    /// Choose a day.
    Pick {
        /// `2026-11-26`.
        day: String,
    },
    /// Open the month before or after.
    Month {
        /// -1 or 1.
        by: i8,
    },
    /// Say how it was.
    Rate {
        /// From 1, very dissatisfied, to 5, very satisfied.
        level: u8,
    },
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
    /// Close the sheet: "I am still here", or what it says is read.
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
    /// Other colours.
    Theme {
        /// Their name.
        theme: Theme,
    },
    /// Everything in the lower part, or not.
    Reach {
        /// On.
        on: bool,
    },
    /// Few services, large targets and more time, or not.
    Elder {
        /// On.
        on: bool,
    },
    /// Read the screen aloud, or not.
    Speech {
        /// On.
        on: bool,
    },
    /// How fast the voice is.
    SpeechRate {
        /// -2 to 2.
        rate: i8,
    },
    /// How loud the voice is.
    Volume {
        /// 0 to 4.
        volume: u8,
    },
    /// The voice rests, or goes on.
    Pause {
        /// It rests.
        on: bool,
    },
    /// Make the screen dark, so that nobody else reads it.
    Blank {
        /// Dark.
        on: bool,
    },
    /// Show everything about how the screen is seen, heard and reached.
    ShowAccess,
    /// Show how the voice speaks.
    ShowSpeech,
}
