//! What can be done here, and who may say who they are.

use serde::{Deserialize, Serialize};

use crate::text::Texts;

pub use ::service::{
    Answered, Catalogue, Choice, Day, DayRange, Document, DocumentKind, DueChoice, Dues, DuesBy,
    Fee, Group, Hours, Identity, LIST_SEPARATOR, LocalTime, Lookup, Mistake, NO, Procedure,
    Question, QuestionKind, RatingReason, Row, ScanKind, Service, Source, Stage, Weekday, When,
    YES, plate,
};

/// Who issues citizen codes that are accepted here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Name.
    pub name: Texts,
    /// Colour, `#rrggbb`.
    pub color: String,
    /// Only they understand their codes: without a connection nobody can be asked.
    pub needs_network: bool,
}

/// A number that is being called to a staffed window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Called {
    /// The number of the ticket, `A012`.
    pub number: String,
    /// The window, `3`.
    pub window: String,
}
