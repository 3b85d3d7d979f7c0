use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /v1/holds`: hold one of a list for this visit, against others. Another option of the same
/// question frees the one before. `DELETE /v1/holds/{visit}` frees all of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HoldRequest {
    /// Id of the service.
    pub service: String,
    /// The visit.
    pub visit: Uuid,
    /// Handle of the citizen, where the service needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen: Option<String>,
    /// Id of the question.
    pub question: String,
    /// Id of the option.
    pub option: String,
    /// Answers to the questions before, by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// It is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// For so many milliseconds from now: the clocks of the two sides need not agree.
    pub held_ms: u64,
}
