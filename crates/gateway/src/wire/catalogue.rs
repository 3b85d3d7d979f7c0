use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::OpaqueIssuer;

/// `GET /v1/catalogue`: what can be done here, and whom this hall trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// What time it is at the backend: a machine whose clock is far off must not judge codes.
    pub time: Timestamp,
    /// What can be done ([`service::Catalogue`]), in standard Base64: a `COSE_Sign1` by the hall's
    /// trust key, so that nobody in between can change what is asked or who is paid.
    pub services: String,
    /// Whose codes are believed, in standard Base64: a `COSE_Sign1` by the hall's trust key
    /// (`codes::TrustList`). Nobody in between has to be believed.
    pub trust: String,
    /// Codes that only their issuers understand and that are taken here all the same. Nothing is
    /// believed because of this: the backend asks the issuer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opaque: Vec<OpaqueIssuer>,
}

/// `GET /v1/called`: which numbers are being called to the staffed windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalledAnswer {
    /// The newest first.
    pub called: Vec<Called>,
}

/// A number that is being called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Called {
    /// Of the ticket, `A012`.
    pub number: String,
    /// Where to go, `3`.
    pub window: String,
}
