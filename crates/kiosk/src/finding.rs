//! Finding a service: those done most often, by an event of a life, by who is in charge, or by a
//! part of its name.

use crate::service::{Catalogue, Group, Service};
use crate::text::Lang;
use crate::view::FindingBy;

/// By which way a service is looked for, and how far that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    #[default]
    MostUsed,
    LifeEvents {
        open: Option<String>,
    },
    Departments {
        open: Option<String>,
    },
    Search {
        text: String,
        letters: String,
    },
}

/// So many of those done most often are shown at once; the others have their other ways.
const MOST_USED: usize = 6;

impl Way {
    pub(crate) fn by(by: FindingBy) -> Self {
        match by {
            FindingBy::MostUsed => Self::MostUsed,
            FindingBy::LifeEvents => Self::LifeEvents { open: None },
            FindingBy::Departments => Self::Departments { open: None },
            FindingBy::Search => Self::Search {
                text: String::new(),
                letters: String::new(),
            },
        }
    }

    /// Differs wherever the same touch would mean another service.
    pub(crate) fn place(&self) -> usize {
        match self {
            Self::MostUsed => 0,
            Self::LifeEvents { open: None } => 1,
            Self::LifeEvents { open: Some(_) } => 2,
            Self::Departments { open: None } => 3,
            Self::Departments { open: Some(_) } => 4,
            Self::Search { .. } => 5,
        }
    }

    /// Opens a group, on a way that has groups.
    pub(crate) fn open(&mut self, id: &str) {
        match self {
            Self::LifeEvents { open } | Self::Departments { open } => *open = Some(id.to_owned()),
            Self::MostUsed | Self::Search { .. } => {}
        }
    }

    /// Closes the group; says whether one was open.
    pub(crate) fn close(&mut self) -> bool {
        match self {
            Self::LifeEvents { open } | Self::Departments { open } => open.take().is_some(),
            Self::MostUsed | Self::Search { .. } => false,
        }
    }

    /// What this way shows of the services that can be offered.
    pub(crate) fn services<'a>(
        &self,
        catalogue: &'a Catalogue,
        offered: impl Iterator<Item = &'a Service>,
        lang: &Lang,
    ) -> Vec<&'a Service> {
        let of_group =
            |id: Option<&String>, has: fn(&Service, &str) -> bool| id.cloned().map(|id| (id, has));
        let group = match self {
            Self::MostUsed => return most_used(catalogue, offered),
            Self::Search { text, letters } => {
                return found(offered, &format!("{text}{letters}"), lang);
            }
            Self::LifeEvents { open } => of_group(open.as_ref(), is_of_life_event),
            Self::Departments { open } => of_group(open.as_ref(), is_of_department),
        };
        let Some((id, has)) = group else {
            return Vec::new();
        };
        offered.filter(|service| has(service, &id)).collect()
    }

    /// The groups to choose from, with how many services each has; none while one is open.
    pub(crate) fn groups<'a>(
        &self,
        catalogue: &'a Catalogue,
        offered: &[&Service],
    ) -> Vec<(&'a Group, usize)> {
        type Has = fn(&Service, &str) -> bool;
        let (groups, has): (&[Group], Has) = match self {
            Self::LifeEvents { open: None } => (&catalogue.life_events, is_of_life_event),
            Self::Departments { open: None } => (&catalogue.departments, is_of_department),
            Self::MostUsed | Self::Search { .. } => return Vec::new(),
            Self::LifeEvents { .. } | Self::Departments { .. } => return Vec::new(),
        };
        let counted = groups.iter().map(|group| {
            let services = offered.iter();
            (
                group,
                services.filter(|service| has(service, &group.id)).count(),
            )
        });
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

fn is_of_life_event(service: &Service, id: &str) -> bool {
    service.life_events.iter().any(|event| event == id)
}

fn is_of_department(service: &Service, id: &str) -> bool {
    service.department == id
}

/// In the order in which they are used; those nobody has used yet come after, as they stand.
pub(crate) fn by_use<'a>(
    catalogue: &Catalogue,
    offered: impl Iterator<Item = &'a Service>,
) -> Vec<&'a Service> {
    let mut services: Vec<&Service> = offered.collect();
    let place = |service: &Service| {
        let mut used = catalogue.most_used.iter();
        used.position(|id| *id == service.id).unwrap_or(usize::MAX)
    };
    services.sort_by_key(|service| place(service));
    services
}

fn most_used<'a>(
    catalogue: &Catalogue,
    offered: impl Iterator<Item = &'a Service>,
) -> Vec<&'a Service> {
    let mut services = by_use(catalogue, offered);
    services.truncate(MOST_USED);
    services
}

/// Those whose name is found by what is typed, the best match first. Nothing typed finds all.
fn found<'a>(
    offered: impl Iterator<Item = &'a Service>,
    typed: &str,
    lang: &Lang,
) -> Vec<&'a Service> {
    if typed.is_empty() {
        return offered.collect();
    }
    let ranked = offered.filter_map(|service| {
        // Pinyin finds the Chinese name in every language.
        let names = [service.name.get(lang), service.name.get(Lang::FIRST)];
        let rank = names
            .into_iter()
            .filter_map(|name| hanzi::matches(name, typed))
            .min()?;
        Some((rank, service))
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, service)| service).collect()
}
