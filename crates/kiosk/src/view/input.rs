//! How a question is answered: one pad for each kind.

use serde::Serialize;

use crate::money::Fen;

use super::{CameraView, Countdown, Typed};

/// Which question of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// From 1.
    pub number: u32,
    /// How many there are, as far as the answers so far say.
    pub count: u32,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Input {
    /// One out of a list; touching one goes on.
    Choice {
        /// The list is being looked up, for so long at most.
        loading: Option<Countdown>,
        /// The list.
        options: Vec<OptionLine>,
    },
    /// Several out of a list, to tick.
    Several {
        /// The list is being looked up, for so long at most.
        loading: Option<Countdown>,
        /// The list.
        options: Vec<OptionLine>,
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
        /// So many are ticked.
        count: u32,
    },
    /// Yes or no; touching one goes on.
    YesNo {
        /// What was answered before.
        chosen: Option<bool>,
    },
    /// A number of fixed length.
    Digits {
        /// What is typed so far.
        value: String,
        /// How many digits it has in all.
        length: u32,
        /// How many digits stand together, for reading.
        group: u32,
        /// Whether a code with it can be held before the camera instead.
        camera: Option<CameraView>,
    },
    /// An amount of money in yuan.
    Amount {
        /// As it is typed: digits with at most one point and two digits behind it.
        typed: String,
        /// What that is.
        fen: Fen,
        /// The least.
        min: Fen,
        /// The most.
        max: Fen,
    },
    /// A resident ID number: 18 characters, grouped 6, 8, 4.
    IdNumber {
        /// What is typed so far.
        value: String,
    },
    /// A mobile phone number: 11 digits, grouped 3, 4, 4.
    Phone {
        /// What is typed so far.
        value: String,
    },
    /// A number plate.
    Plate {
        /// What is typed so far.
        value: String,
        /// What comes next.
        expects: PlateExpects,
    },
    /// A day near today, from a calendar.
    Date {
        /// The chosen day, `2026-11-26`.
        value: Option<String>,
        /// The month that is open, `2026-11`.
        month: String,
        /// There are days to choose in the month before.
        earlier: bool,
        /// There are days to choose in the month after.
        later: bool,
        /// The days of the month.
        days: Vec<DayCell>,
    },
    /// A day far away, such as a birthday: eight digits, year, month, day.
    Birth {
        /// What is typed so far.
        value: String,
    },
    /// A text, Chinese by pinyin.
    Text {
        /// What is typed so far.
        typed: Typed,
        /// At most so many characters.
        max: u32,
    },
}

/// What comes next on a number plate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum PlateExpects {
    /// The character of a province.
    Province,
    /// The letter of an office.
    Letter,
    /// A letter but I and O, or a digit.
    Rest,
    /// Nothing: it is as long as a plate can be.
    Nothing,
}

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct DayCell {
    /// 1 to 31.
    pub day: u8,
    /// `2026-11-26`, for the touch.
    pub date: String,
    /// 1 is Monday, 7 Sunday.
    pub weekday: u8,
    /// Whether it can be chosen.
    pub available: bool,
    /// Whether it is the present answer.
    pub chosen: bool,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OptionLine {
    /// Id, for the touch.
    pub id: String,
    /// Name.
    pub name: String,
    /// A quieter line, e.g. the address or the title of a doctor.
    pub detail: String,
    /// What it costs, where it costs something.
    pub fee: Option<Fen>,
    /// Whether it can be chosen; a slot that is full cannot.
    pub available: bool,
    /// Whether it is the present answer, or one of them.
    pub chosen: bool,
}
