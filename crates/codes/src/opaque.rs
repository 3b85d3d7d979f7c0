//! Codes that say nothing to us: only their issuer can tell whose they are and whether
//! they are good. They are known by their shape and handed on as they are.
//!
//! The shape of the electronic health card (电子健康卡) is public and built in. Of the
//! others (随申码, 电子社保卡) none is; a hall that has been told one writes it down as
//! an [`OpaqueRule`].

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::admissible::MAX_SYMBOL_BYTES;

/// A code for its issuer's eyes. `Debug` shows its kind and its length: whoever has the
/// text can be taken for the citizen.
#[derive(Clone, PartialEq, Eq)]
pub struct OpaqueCode {
    /// Whose it is.
    pub kind: OpaqueKind,
    text: String,
}

impl OpaqueCode {
    /// The whole text, as it was read.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Whether it is an electronic health card without a validity: the same today as a year ago,
    /// on paper or on a photograph as on the phone. It names somebody, who need not be there.
    #[must_use]
    pub fn is_static(&self) -> bool {
        self.kind == OpaqueKind::HealthCard && self.text.matches(':').count() == 1
    }
}

impl fmt::Debug for OpaqueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, length) = (&self.kind, self.text.len());
        write!(f, "OpaqueCode({kind:?} {length} characters)")
    }
}

/// Whose an opaque code is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OpaqueKind {
    /// The electronic health card.
    HealthCard,
    /// The name of the rule whose shape it has.
    Other(String),
}

/// The characters of an opaque code behind its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Charset {
    /// `0-9`.
    Digits,
    /// `0-9a-fA-F`.
    Hex,
    /// `0-9a-zA-Z`.
    Alphanumeric,
    /// Base64 in either alphabet: `0-9a-zA-Z+/-_=`.
    Base64,
    /// Printable ASCII without spaces: the rest of a URL.
    Printable,
}

impl Charset {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Digits => byte.is_ascii_digit(),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Base64 => byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte),
            Self::Printable => byte.is_ascii_graphic(),
        }
    }
}

/// The shape of one kind of opaque code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpaqueRule {
    /// What the kind is called where it is handed on.
    pub name: String,
    /// What the text begins with; of a URL scheme, host and the slash behind it. May be
    /// empty.
    pub prefix: String,
    /// The least number of characters, prefix included.
    pub min_len: usize,
    /// The greatest number of characters, prefix included.
    pub max_len: usize,
    /// What stands behind the prefix.
    pub charset: Charset,
}

impl OpaqueRule {
    fn fits(&self, text: &str) -> bool {
        (self.min_len..=self.max_len).contains(&text.len())
            && text
                .strip_prefix(self.prefix.as_str())
                .is_some_and(|rest| rest.bytes().all(|byte| self.charset.has(byte)))
    }
}

/// A rule that would take codes it cannot mean.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadRule {
    /// Two rules with one name, or none.
    #[error("rule {0:?}: the name is empty or there twice")]
    Name(String),
    /// A least length below 8 or above the greatest, or one that no symbol has. Anything
    /// shorter than 8 is a number that somebody counts with.
    #[error("rule {0:?}: the lengths are out of range")]
    Length(String),
    /// The prefix has other characters than printable ASCII, or the host of a URL in it
    /// is not ended by a slash, so that another host could begin with it.
    #[error("rule {0:?}: the prefix is not whole")]
    Prefix(String),
}

/// Shapes beside the built-in one. They are asked last and in their order, so that none
/// can take a code that is known here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpaqueRules(Vec<OpaqueRule>);

impl OpaqueRules {
    /// The rules of a hall.
    ///
    /// # Errors
    /// [`BadRule`], the first that applies.
    pub fn new(rules: Vec<OpaqueRule>) -> Result<Self, BadRule> {
        for (at, rule) in rules.iter().enumerate() {
            let name = || rule.name.clone();
            if rule.name.is_empty() || rules[..at].iter().any(|other| other.name == rule.name) {
                return Err(BadRule::Name(name()));
            }
            if !(8..=MAX_SYMBOL_BYTES).contains(&rule.min_len)
                || !(rule.min_len..=MAX_SYMBOL_BYTES).contains(&rule.max_len)
            {
                return Err(BadRule::Length(name()));
            }
            let host_open = rule
                .prefix
                .split_once("://")
                .is_some_and(|(_, rest)| !rest.contains('/'));
            if host_open || !rule.prefix.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(BadRule::Prefix(name()));
            }
        }
        Ok(Self(rules))
    }

    /// The rules, in their order.
    #[must_use]
    pub fn rules(&self) -> &[OpaqueRule] {
        &self.0
    }

    pub(crate) fn code(&self, text: &str) -> Option<OpaqueCode> {
        let rule = self.0.iter().find(|rule| rule.fits(text))?;
        Some(OpaqueCode {
            kind: OpaqueKind::Other(rule.name.clone()),
            text: text.to_owned(),
        })
    }
}

/// An electronic health card: `<64 hex>:<type>`, and a dynamic one with `:<validity>`
/// behind it (the request of the card centre's 验码 service).
pub(crate) fn health_card(text: &str) -> Option<OpaqueCode> {
    let mut parts = text.split(':');
    let (id, kind) = (parts.next()?, parts.next()?);
    let validity = parts.next();
    let word = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let fits = parts.next().is_none()
        && id.len() == 64
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word(kind, 4)
        && validity.is_none_or(|validity| word(validity, 32));
    fits.then(|| OpaqueCode {
        kind: OpaqueKind::HealthCard,
        text: text.to_owned(),
    })
}
