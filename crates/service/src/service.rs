use serde::{Deserialize, Serialize};

use crate::{DocumentKind, Fee, Hours, Question, Texts};

/// Something a citizen can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// `traffic-fines`: small letters, digits and hyphens, at most 64.
    pub id: String,
    /// What it is called: verb and noun.
    pub name: Texts,
    /// One sentence on what it is for.
    pub summary: Texts,
    /// What helps somebody who hesitates; may be empty.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub help: Texts,
    /// Who is in charge of it: id of a [`Group`](crate::Group) of the catalogue.
    pub department: String,
    /// In which events of a life it is looked for: ids of groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<String>,
    /// Who gets the money; empty where nothing is paid.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub payee: Texts,
    /// Name of the icon on the screen.
    pub icon: String,
    /// How long it takes at the machine.
    pub minutes: u32,
    /// Whether the citizen has to say who they are.
    pub identity: Identity,
    /// What has to be at hand besides the phone, said before anybody begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Texts>,
    /// What it costs in words, where fees and dues do not say it by themselves.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub costs: Texts,
    /// One of the few that elder mode offers.
    #[serde(default)]
    pub simple: bool,
    /// What is asked, in this order, each on a screen of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What is owed, if anything is looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dues: Option<Dues>,
    /// What it costs besides the dues; they add up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
    /// What the backend does in the end.
    #[serde(default)]
    pub procedure: Procedure,
    /// What is handed out on paper. A payment always has its receipt, listed or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentKind>,
    /// It goes on while the backend cannot be asked: nothing to pay, nothing to look up. The
    /// application is then sent later.
    #[serde(default)]
    pub offline: bool,
    /// When it can be done; empty means always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
}

/// Whether a citizen code is needed.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Identity {
    /// A citizen code has to be shown first.
    Required,
    /// Anyone may do it for anyone.
    None,
}

/// What is owed, and how it is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dues {
    /// Where they come from.
    pub by: DuesBy,
    /// Whether single ones may be left out.
    pub choice: DueChoice,
}

/// Where the dues of a service come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DuesBy {
    /// All that the citizen owes.
    Citizen,
    /// What the answer to a question names: one number, or several of a list.
    Question {
        /// Id of the question.
        question: String,
    },
}

/// Whether dues may be chosen.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DueChoice {
    /// Any of them, at least one; all are ticked at first.
    Several,
    /// All or nothing.
    All,
}

/// What the backend does with a service in the end.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Procedure {
    /// An application with a case number, which takes what was chosen from lists for its own.
    #[default]
    Apply,
    /// Change, cancel or check in at an appointment that was made before.
    ManageAppointment,
    /// A number for a staffed window.
    QueueTicket,
    /// A receipt once more.
    Reprint,
    /// Says how far an application is; makes none itself.
    Progress,
}

impl Procedure {
    /// It only shows what is known: no application, nothing to look over, nothing to rate.
    #[must_use]
    pub fn only_shows(self) -> bool {
        match self {
            Self::Progress => true,
            Self::Apply | Self::ManageAppointment | Self::QueueTicket | Self::Reprint => false,
        }
    }
}
