//! Texts that come as data: one text per language, chosen when the view is drawn.

pub use ::service::{Lang, Texts};
