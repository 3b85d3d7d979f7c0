use serde::{Deserialize, Serialize};
use service::RatingReason;

/// `PUT /v1/applications/{key}/rating`: how it was (好差评, GB/T 39735). Voluntary, once for each
/// application, never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RatingRequest {
    /// From 1, very dissatisfied, to 5, very satisfied.
    pub level: u8,
    /// Why; each at most once.
    #[serde(default)]
    pub reasons: Vec<RatingReason>,
}
