use crate::{Fen, Texts};

/// The answer *yes*.
pub const YES: &str = "yes";
/// The answer *no*.
pub const NO: &str = "no";
/// Between the ids of an answer that names several.
pub const LIST_SEPARATOR: char = ',';

/// A question that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Id of the question.
    pub question: String,
    /// The answer as a text; its shape depends on the kind of the question.
    pub value: String,
    /// How it reads.
    pub name: Texts,
    /// What the chosen option costs, or the chosen ones together.
    pub fee: Option<Fen>,
}

/// The ids in an answer that names one or several.
pub fn chosen_ids(value: &str) -> impl Iterator<Item = &str> {
    value.split(LIST_SEPARATOR).filter(|id| !id.is_empty())
}
