//! What a service is. A service is data, and it is read three times: by the backend from its file,
//! by the kiosk's core, which asks its questions, and by the backend again, which checks what was
//! answered. All three read the same types, so that they cannot understand it differently: a
//! mistake in an answer is the same on both sides, and so is what it costs.
//!
//! Pure: no IO, no clock.

mod answer;
mod asked;
mod calendar;
mod catalogue;
mod check;
mod document;
mod fee;
#[cfg(any(test, feature = "file"))]
pub mod file;
mod mistake;
mod money;
mod opening;
pub mod plate;
mod question;
mod rating;
pub mod resident;
mod service;
mod text;

pub use answer::{Answered, LIST_SEPARATOR, NO, YES, chosen_ids};
pub use asked::WrongAnswer;
pub use calendar::{Day, LocalTime, NoSuchDay, Weekday};
pub use catalogue::{BrokenFile, Catalogue, Group};
pub use document::{Document, DocumentKind, Row, Stage, Table};
pub use fee::{Fee, FeeItem};
pub use mistake::Mistake;
pub use money::Fen;
pub use opening::Hours;
pub use question::{Choice, DayRange, Lookup, Question, QuestionKind, ScanKind, Source, When};
pub use rating::RatingReason;
pub use service::{DueChoice, Dues, DuesBy, Identity, Procedure, Service};
pub use text::{Lang, Texts};
