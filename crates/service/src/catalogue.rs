use serde::{Deserialize, Serialize};

use crate::{Service, Texts};

/// Everything that can be done in a hall. The backend signs it, so that nobody in between can
/// change what is asked or who is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// Only ever grows; a kiosk does not take an older one than it has.
    pub version: u64,
    /// Those in charge, in the order of the screen.
    pub departments: Vec<Group>,
    /// Events of a life, in the order of the screen.
    pub life_events: Vec<Group>,
    /// The services, in the order of the screen.
    pub services: Vec<Service>,
    /// Ids of services, those done most often lately first.
    #[serde(default)]
    pub most_used: Vec<String>,
    /// Files that were refused, for whoever puts them right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<BrokenFile>,
}

/// What services are gathered under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Name of the icon.
    pub icon: String,
}

/// A service's file that was refused; the others go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BrokenFile {
    /// Name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl Catalogue {
    /// The service with this id.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }
}
