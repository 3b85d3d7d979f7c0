use serde::{Deserialize, Serialize};

use super::{ChoiceOption, OpaqueIssuer, Texts};

/// `GET /v1/catalogue`: what can be done here, and whom this hall trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// Changes whenever anything below changes. At most 2^53 - 1.
    pub version: u64,
    /// The services, in the order to show them.
    pub services: Vec<Service>,
    /// Whose codes are believed, in standard Base64: a `COSE_Sign1` by the hall's trust key
    /// (`codes::TrustList`). Nobody in between has to be believed.
    pub trust: String,
    /// Codes that only their issuers understand and that are taken here all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opaque: Vec<OpaqueIssuer>,
}

/// Something a citizen can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// `traffic-fines`: lower-case letters, digits and hyphens, at most 64.
    pub id: String,
    /// What it is called.
    pub name: Texts,
    /// One sentence on what it is for.
    pub summary: Texts,
    /// Who is in charge of it.
    pub department: Texts,
    /// Who gets the money.
    pub payee: Texts,
    /// Name of the icon on the screen.
    pub icon: String,
    /// How long it takes at the machine.
    pub minutes: u32,
    /// Whether the citizen has to say who they are.
    pub identity: Identity,
    /// What is asked, in this order.
    pub questions: Vec<Question>,
    /// Where the dues come from; absent if there are none (a fee may come from a chosen option).
    pub dues: Option<DuesBy>,
    /// Whether the citizen chooses among the dues.
    pub due_choice: DueChoice,
    /// Whether it can be done while the backend cannot be asked: nothing has to be paid, and
    /// nothing has to be looked up. It is then sent later.
    #[serde(default)]
    pub offline: bool,
}

/// Whether a citizen code is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Identity {
    /// A citizen code has to be shown first.
    Required,
    /// Anyone may do it for anyone.
    None,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Key of the answer: lower-case letters, digits and hyphens.
    pub id: String,
    /// The question.
    pub title: Texts,
    /// What the answer is called when it is shown again, e.g. "Department".
    pub label: Texts,
    /// What helps to answer it.
    pub help: Texts,
    /// How it is answered.
    pub kind: QuestionKind,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum QuestionKind {
    /// One of a list.
    Choice {
        /// The list, in the order to show it; if it is empty, `POST /v1/options` gives it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<ChoiceOption>,
    },
    /// A number of fixed length.
    Digits {
        /// How many digits.
        length: u32,
        /// How many digits stand together on the screen.
        group: u32,
        /// The code that may be scanned instead of typing.
        scan: Option<ScanKind>,
    },
}

/// A printed code that answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScanKind {
    /// The code on a non-tax payment notice.
    Notice,
}

/// Where the dues of a service come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DuesBy {
    /// All that the citizen owes.
    Citizen,
    /// What the answer to a question names.
    Question {
        /// Id of the question.
        question: String,
    },
}

/// Whether dues may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DueChoice {
    /// Any of them, at least one.
    Several,
    /// All or nothing.
    All,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_of_a_choice_may_be_left_out() {
        let kind: QuestionKind = serde_json::from_str(r#"{"is":"choice"}"#).unwrap();
        assert_eq!(
            kind,
            QuestionKind::Choice {
                options: Vec::new()
            }
        );
        assert_eq!(serde_json::to_string(&kind).unwrap(), r#"{"is":"choice"}"#);
    }
}
