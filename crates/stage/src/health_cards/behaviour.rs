//! What the platform shall do when it is asked whose a code is.

use std::time::Duration;

/// What the hall hears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answering {
    /// The truth, at once.
    #[default]
    Truly,
    /// The truth, but late. The code is used at once.
    After(Duration),
    /// Nothing: the connection stays open without an answer. The code is used.
    Never,
    /// A result that nobody has explained to the hall.
    Busy,
    /// "Service unavailable", from something before the platform.
    Down,
    /// Something that is no answer.
    Rubbish(Rubbish),
}

/// What is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rubbish {
    /// A page for people.
    Page,
    /// The beginning of an answer.
    Cut,
    /// Success, and nobody in it.
    Nobody,
    /// Success, but for somebody else's card.
    AnotherCard,
    /// Success, and somebody of 100 kB.
    TooLong,
    /// Success, twice: one for the card and one for another.
    Twice,
    /// Look elsewhere.
    Elsewhere,
}

impl Rubbish {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Page,
        Self::Cut,
        Self::Nobody,
        Self::AnotherCard,
        Self::TooLong,
        Self::Twice,
        Self::Elsewhere,
    ];
}
