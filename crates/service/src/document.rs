use serde::{Deserialize, Serialize};

use crate::Texts;

/// What is handed out on paper.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum DocumentKind {
    /// Proof of a payment.
    Receipt,
    /// What was agreed: an appointment, a number that was chosen.
    Slip,
    /// What a register knows: a table, perhaps of many pages.
    Statement,
    /// A number for a staffed window.
    Ticket,
    /// That an application is in, and what happens next.
    Acknowledgement,
}

/// A paper besides the receipt. The backend writes it, the kiosk lays it out and prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Which kind of paper.
    pub kind: DocumentKind,
    /// Its heading.
    pub title: Texts,
    /// The number to ask about.
    pub number: String,
    /// What everybody looks for first, large: the number of a ticket; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prominent: String,
    /// What it says, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// A table below them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// What to do with it, or what happens next.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub note: Texts,
    /// Text of a QR code: where a phone goes on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
}

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// E.g. "Window".
    pub label: Texts,
    /// E.g. "3".
    pub value: Texts,
}

/// A table whose rows have as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// The headings.
    pub columns: Vec<Texts>,
    /// The rows.
    pub rows: Vec<Vec<Texts>>,
}

/// A part of the way of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// E.g. "Being examined".
    pub name: Texts,
    /// When, or until when; may be empty.
    pub detail: Texts,
    /// It is behind.
    pub done: bool,
}
