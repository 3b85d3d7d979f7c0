use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Choice, Document, Receipt, Row, Stage, Texts};

/// `GET /v1/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Version of the backend.
    pub version: String,
    /// What time it is there.
    pub time: Timestamp,
}

/// `POST /v1/identify`: who shows this code?
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentifyRequest {
    /// The visit the answer is bound to.
    pub visit: Uuid,
    /// The code as scanned, `GC1:…`, or an opaque one.
    pub code: String,
    /// Whose code it is, if it says nothing to us; one of the catalogue's
    /// [`opaque`](super::Catalogue::opaque). Absent for a citizen code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl fmt::Debug for IdentifyRequest {
    /// Leaves the code out: it says who the citizen is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentifyRequest")
            .field("visit", &self.visit)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// The citizen as far as a kiosk may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Identified {
    /// Handle for the calls of this visit; random, good for 30 minutes.
    pub citizen: String,
    /// Masked name, `王*明`.
    pub name: String,
    /// `iss` of who signed the code, or the kind of an opaque one.
    pub issuer: String,
}

/// `POST /v1/dues`: what is owed?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DuesRequest {
    /// Id of the service.
    pub service: String,
    /// Handle of the citizen, where the service needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen: Option<String>,
    /// Answers by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// What is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuesAnswer {
    /// Masked name of who owes it.
    pub payer: Option<String>,
    /// The dues; empty if nothing is owed.
    pub dues: Vec<Due>,
}

/// One thing that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// Id, for [`ApplicationRequest::dues`].
    pub id: String,
    /// What it is for.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// How much, in fen.
    pub amount: u64,
}

/// `POST /v1/options`: what can be chosen?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OptionsRequest {
    /// Id of the service.
    pub service: String,
    /// Id of the question.
    pub question: String,
    /// Handle of the citizen, where the service needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen: Option<String>,
    /// Answers to the questions before, by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionsAnswer {
    /// In the order to show them.
    pub options: Vec<Choice>,
}

/// `POST /v1/details`: what is known?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DetailsRequest {
    /// Id of the service.
    pub service: String,
    /// Handle of the citizen, where the service needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen: Option<String>,
    /// Answers by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
}

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DetailsAnswer {
    /// The heading.
    pub title: Texts,
    /// Line by line.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// The way of an application.
    #[serde(default)]
    pub stages: Vec<Stage>,
}

/// `PUT /v1/applications/{key}`: this is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplicationRequest {
    /// Id of the service.
    pub service: String,
    /// The visit in which it is asked for.
    pub visit: Uuid,
    /// Handle of the citizen, where the service needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizen: Option<String>,
    /// Answers by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Ids of the dues to pay.
    #[serde(default)]
    pub dues: Vec<String>,
    /// The citizen code itself instead of a handle, if the backend could not be asked who shows
    /// it. Only one of `citizen` and `shown` may be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownCode>,
}

/// A citizen code that was shown while the backend could not be asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShownCode {
    /// The code as scanned, `GC1:…`.
    pub code: String,
    /// When it was shown, by the clock of the machine.
    pub at: Timestamp,
}

impl fmt::Debug for ShownCode {
    /// Leaves the code out: it says who the citizen is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShownCode")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// One service carried out for one citizen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The number under which the hall knows it.
    pub case_number: String,
    /// What has to be paid; absent if nothing has.
    pub order: Option<Order>,
    /// What was agreed, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// What is handed out at once; with an order, it comes with the receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// A receipt of before, to be printed again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Box<Receipt>>,
}

/// The demand for money of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its id.
    pub id: String,
    /// The sum, in fen.
    pub amount: u64,
    /// Who gets it.
    pub payee: Texts,
    /// What it is for, in a few words.
    pub title: Texts,
    /// What the sum is made of; never empty.
    pub items: Vec<Item>,
}

/// One line of an order or a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// What it is for.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// How much, in fen.
    pub amount: u64,
}

/// `POST /v1/staff-calls`: somebody needs help at this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaffCall {
    /// Number of the machine.
    pub machine: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citizen_code_is_not_in_debug() {
        let code = "GC1:SECRET".to_owned();
        let at = Timestamp::UNIX_EPOCH;
        let shown = ShownCode { code, at };
        let text = format!("{shown:?}");
        assert!(text.contains("1970") && !text.contains("SECRET"), "{text}");
        let request = IdentifyRequest {
            visit: Uuid::nil(),
            code: "SECRET".to_owned(),
            kind: Some("health-card".to_owned()),
        };
        let text = format!("{request:?}");
        assert!(
            text.contains("health-card") && !text.contains("SECRET"),
            "{text}"
        );
    }

    #[test]
    fn a_citizen_code_is_asked_about_as_it_always_was() {
        let request = IdentifyRequest {
            visit: Uuid::nil(),
            code: "GC1:X".to_owned(),
            kind: None,
        };
        let json = serde_json::to_value(&request).unwrap();
        assert_eq!(json.get("kind"), None, "an older backend takes it too");
    }

    #[test]
    fn a_request_that_shows_no_code_has_no_word_about_it() {
        let request = ApplicationRequest {
            service: "non-tax".to_owned(),
            visit: Uuid::nil(),
            citizen: None,
            answers: BTreeMap::new(),
            dues: Vec::new(),
            shown: None,
        };
        let json = serde_json::to_value(&request).unwrap();
        assert_eq!(json.get("shown"), None, "an older backend takes it too");
        assert_eq!(
            serde_json::from_value::<ApplicationRequest>(json).unwrap(),
            request
        );
    }
}
