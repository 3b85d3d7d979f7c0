//! Chinese typed by pinyin, and names found by it.
//!
//! [`matches`] finds a service or an option by what a citizen types of its name;
//! [`candidates`] is the input method of the text pad. Both are functions of their
//! arguments: nothing is learnt from one citizen that the next one could see.
//!
//! Words and how common they are come from `inputx-pinyin-data-core` (jieba's words and
//! Unihan's readings), further readings of single characters from `pinyin`.

mod candidates;
mod characters;
mod compose;
mod dictionary;
mod finding;
mod reading;
mod syllables;
mod words;

pub use candidates::{Candidate, MAX_LETTERS, candidates};
pub use finding::{Rank, matches};

/// Builds the tables now, some 30 ms, instead of at the first letter that is typed.
pub fn prepare() {
    characters::table();
    words::table();
}
