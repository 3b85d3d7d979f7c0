use serde::{Deserialize, Serialize};

use crate::{Fen, Texts};

/// One thing that is asked, on a screen of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Key of the answer: small letters, digits and hyphens.
    pub id: String,
    /// The question.
    pub title: Texts,
    /// What the answer is called when it is shown again, e.g. "Department".
    pub label: Texts,
    /// What helps to answer it.
    pub help: Texts,
    /// How it is answered.
    pub kind: QuestionKind,
    /// It is asked only after a certain answer to an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// The condition of a question. A question that is not asked has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// Id of an earlier question.
    pub question: String,
    /// Its answer is one of these.
    pub is: Vec<String>,
}

/// How a question is answered. What an answer looks like as a text is said with each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum QuestionKind {
    /// One of a list: its id.
    Choice {
        /// The list, in the order to show it; empty if it is looked up.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
        /// Where it is looked up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lookup: Option<Lookup>,
    },
    /// Several of a list: their ids in the order of the list, with commas between.
    Several {
        /// The list; empty if it is looked up.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
        /// Where it is looked up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lookup: Option<Lookup>,
        /// At least so many, from 1.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// `yes` or `no`.
    YesNo,
    /// A number of fixed length: its digits.
    Digits {
        /// How many.
        length: u32,
        /// How many stand together on the screen.
        group: u32,
        /// The code that may be scanned instead of typing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scan: Option<ScanKind>,
    },
    /// An amount of money: fen as a decimal number.
    Amount {
        /// The least.
        min: Fen,
        /// The most.
        max: Fen,
    },
    /// A resident ID number (GB 11643): 18 characters, a capital X.
    IdNumber,
    /// A mobile phone number of the mainland: 11 digits.
    Phone,
    /// A number plate (GA 36): `粤B12345`.
    Plate {
        /// The province that stands there at first, e.g. `粤`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        province: Option<String>,
    },
    /// A day: `2026-11-26`.
    Date {
        /// The first and the last that may be chosen.
        range: DayRange,
    },
    /// A text, Chinese by pinyin, or letters.
    Text {
        /// At most so many characters.
        max: u32,
    },
}

/// Days counted from today: `-36500` to `0` for a date of birth, `1` to `60` for an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayRange {
    /// The first day.
    pub first: i32,
    /// The last day.
    pub last: i32,
}

/// A printed code that answers a question.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScanKind {
    /// The code on a non-tax payment notice.
    Notice,
}

/// A list that the backend is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lookup {
    /// Where it comes from.
    pub from: Source,
    /// Only the items under the answer to this earlier question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// What is chosen is held against others for so many minutes, from the moment it is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_minutes: Option<u32>,
}

/// Where a list comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Source {
    /// A list of the hall's data, by its name.
    List {
        /// Its name.
        name: String,
        /// Only what belongs to the citizen: their vehicles, their accounts.
        #[serde(default)]
        own: bool,
    },
    /// The citizen's appointments that are not over.
    Appointments,
    /// The citizen's applications.
    Applications,
    /// The citizen's receipts.
    Receipts,
    /// The staffed windows' businesses, with who waits for each.
    Queues,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// The answer. No comma in it.
    pub id: String,
    /// What it is called.
    pub name: Texts,
    /// A quieter line; may be empty.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub detail: Texts,
    /// What choosing it costs, where a fee of the service says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fen>,
    /// Whether it may be chosen now.
    #[serde(default = "yes")]
    pub available: bool,
}

fn yes() -> bool {
    true
}
