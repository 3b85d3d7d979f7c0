//! A service as the kiosk sees it: what is asked, what is owed, what it is called.

use crate::call::Choice;
use crate::text::Texts;

/// Something a citizen can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Id, e.g. `traffic-fines`.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// One short line about it.
    pub summary: Texts,
    /// Who gets the money; the order may say it more exactly.
    pub payee: Texts,
    /// Name of the icon.
    pub icon: String,
    /// Minutes it usually takes.
    pub minutes: u32,
    /// Whether the citizen must show a code.
    pub identity: bool,
    /// What is asked, in this order, each on a screen of its own.
    pub questions: Vec<Question>,
    /// Whether something owed is looked up after the questions, and how it is chosen.
    pub dues: Option<DueChoice>,
    /// It needs nobody to be asked and costs nothing: it goes on without a network.
    pub offline: bool,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Id, the key of the answer.
    pub id: String,
    /// The question, e.g. "Which department?".
    pub title: Texts,
    /// What the answer is called when it is shown again, e.g. "Department".
    pub label: Texts,
    /// A quieter line below.
    pub help: Texts,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What can be chosen, where that is always the same; empty if it has to be looked up.
    pub options: Vec<Choice>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One out of a list that the backend knows.
    Choice,
    /// A number of `length` digits, shown in groups of `group`.
    Digits {
        /// How many digits in all.
        length: u32,
        /// How many stand together.
        group: u32,
        /// Whether a notice with it may be held before the camera instead.
        scan: bool,
    },
}

/// How what is owed is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueChoice {
    /// The citizen ticks; all are ticked at first.
    Several,
    /// All of it or nothing.
    All,
}

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
