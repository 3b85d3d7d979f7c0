//! What services are gathered under: `groups.toml` beside them.

use serde::Deserialize;
use toml::Spanned;

use super::values::{Icon, Id, Words};
use super::{Broken, Wrong, parse};
use crate::Group;

const GROUPS_MAX: usize = 50;

/// The departments and the life events of a hall, each in the order of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Those in charge.
    pub departments: Vec<Group>,
    /// Events of a life.
    pub life_events: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct GroupsFile {
    departments: Vec<Spanned<GroupFields>>,
    life_events: Vec<Spanned<GroupFields>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFields {
    id: Id,
    name: Words,
    icon: Icon,
}

impl Groups {
    /// What `groups.toml` says.
    ///
    /// # Errors
    /// [`Broken`], the first thing that is wrong.
    pub fn read(text: &str) -> Result<Self, Broken> {
        let file: GroupsFile = parse(text)?;
        let groups = |fields| gathered(fields).map_err(|wrong: Wrong| wrong.within(text));
        Ok(Self {
            departments: groups(file.departments)?,
            life_events: groups(file.life_events)?,
        })
    }
}

fn gathered(fields: Vec<Spanned<GroupFields>>) -> Result<Vec<Group>, Wrong> {
    let mut groups: Vec<Group> = Vec::new();
    for place in fields {
        if groups.len() >= GROUPS_MAX {
            let reason = format!("there are too many: keep at most {GROUPS_MAX}");
            return Err(Wrong::at(&place, reason));
        }
        let Id(id) = &place.get_ref().id;
        if groups.iter().any(|group| group.id == *id) {
            let reason = format!("`{id}` is there twice: take one of them out");
            return Err(Wrong::at(&place, reason));
        }
        let GroupFields {
            id: Id(id),
            name: Words(name),
            icon: Icon(icon),
        } = place.into_inner();
        groups.push(Group { id, name, icon });
    }
    Ok(groups)
}
