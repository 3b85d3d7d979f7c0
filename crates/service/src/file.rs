//! The file of a service: text in, a [`Service`] or the line that is wrong out. The format is
//! described in `docs/services.md` and, for editors, in `docs/service.schema.json`.
//!
//! Stricter than what goes over the line: nothing unknown, nothing empty, nothing that names
//! something which is not there. Whoever wrote the file is told; a citizen never finds out.
//!
//! A rule about one value is kept by its type in `values`, a rule about several by `rules`.

mod built;
mod groups;
mod rules;
mod shape;
mod values;

use std::ops::Range;

use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::Service;

pub use groups::Groups;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct Broken {
    /// Where, counted from 1.
    pub line: usize,
    /// What is wrong there, and what to do.
    pub reason: String,
}

/// What a service's file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where it stands on the screen: after those with smaller numbers.
    pub position: u32,
    /// The service.
    pub service: Service,
}

/// The service with this id, as its file has it. Without `groups` it is not asked whether its
/// department and its life events are there: their own file is broken, which is told by itself.
///
/// # Errors
/// [`Broken`], the first thing that is wrong.
pub fn service(id: &str, text: &str, groups: Option<&Groups>) -> Result<Placed, Broken> {
    if !is_id(id) {
        let reason = "the name of the file is no id: name it with small letters, digits and \
                      hyphens, beginning with a letter, and .toml";
        return Err(Broken {
            line: 1,
            reason: reason.to_owned(),
        });
    }
    let file: shape::ServiceFile = parse(text)?;
    rules::check(&file, groups).map_err(|wrong| wrong.within(text))?;
    Ok(Placed {
        position: file.position(),
        service: file.service(id),
    })
}

/// Small letters, digits and hyphens, at most 64, beginning with a letter.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    toml::from_str(text).map_err(|error| Broken {
        line: line_at(text, error.span().map_or(0, |span| span.start)),
        reason: error.message().trim().replace('\n', " "),
    })
}

/// What is wrong, and where in the file.
#[derive(Debug)]
struct Wrong {
    /// Bytes from the beginning.
    at: Range<usize>,
    reason: String,
}

impl Wrong {
    fn at<T>(place: &toml::Spanned<T>, reason: impl Into<String>) -> Self {
        let (at, reason) = (place.span(), reason.into());
        Self { at, reason }
    }

    fn within(self, text: &str) -> Broken {
        Broken {
            line: line_at(text, self.at.start),
            reason: self.reason,
        }
    }
}

fn line_at(text: &str, start: usize) -> usize {
    let before = &text.as_bytes()[..start.min(text.len())];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
