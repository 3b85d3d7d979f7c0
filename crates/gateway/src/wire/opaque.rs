use serde::{Deserialize, Serialize};

use super::Texts;

/// Whose codes are taken although they say nothing to us: the backend asks their issuer, who then
/// says whom they belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpaqueIssuer {
    /// Names the kind of code, for [`IdentifyRequest::kind`](super::IdentifyRequest::kind):
    /// lower-case letters, digits and hyphens.
    pub kind: String,
    /// What the code is called.
    pub name: Texts,
    /// `#rrggbb`.
    pub color: String,
    /// How it is known; absent for [`OpaqueIssuer::HEALTH_CARD`], whose shape is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<CodeShape>,
}

impl OpaqueIssuer {
    /// The kind of the electronic health card (电子健康卡).
    pub const HEALTH_CARD: &'static str = "health-card";
}

/// The shape of a code of which nothing else is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeShape {
    /// What it begins with; of a URL at least scheme, host and the slash behind it. May be empty.
    #[serde(default)]
    pub prefix: String,
    /// The least number of characters, prefix included.
    pub min_length: usize,
    /// The greatest number of characters, prefix included.
    pub max_length: usize,
    /// What stands behind the prefix.
    pub characters: CodeCharacters,
}

/// Characters of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CodeCharacters {
    /// `0-9`.
    Digits,
    /// `0-9a-fA-F`.
    Hex,
    /// `0-9a-zA-Z`.
    Alphanumeric,
    /// Base64 in either alphabet.
    Base64,
    /// Printable ASCII without spaces.
    Printable,
}
