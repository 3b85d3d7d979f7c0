//! What can be done here, and the ways to it.

use crate::finding::{Way, by_use};
use crate::machine::Kiosk;
use crate::service::{Fee, Identity, Service};
use crate::text::Lang;
use crate::view::{Cost, Facts, Finding, GroupTile, Screen, Tile};
use crate::visit::Visit;

use super::questions::typed;

impl Kiosk {
    pub(super) fn services_screen(&self, visit: &Visit, lang: &Lang) -> Screen {
        let catalogue = &self.offered.catalogue;
        // Elder mode has few, as long as the hall has said which.
        let simple: Vec<&Service> = catalogue.services.iter().filter(|one| one.simple).collect();
        let offered = if visit.access.elder && !simple.is_empty() {
            simple
        } else {
            catalogue.services.iter().collect()
        };
        let groups = visit.way.groups(catalogue, &offered).into_iter();
        let found = visit
            .way
            .services(catalogue, offered.iter().copied(), lang)
            .into_iter();
        Screen::Services {
            finding: finding(&visit.way),
            groups: groups
                .map(|(group, count)| GroupTile {
                    id: group.id.clone(),
                    name: group.name.get(lang).to_owned(),
                    icon: group.icon.clone(),
                    count: u32::try_from(count).unwrap_or(u32::MAX),
                })
                .collect(),
            services: self.tiles(found, lang),
        }
    }

    pub(super) fn attract_screen(&self, lang: &Lang) -> Screen {
        let catalogue = &self.offered.catalogue;
        let services = by_use(catalogue, catalogue.services.iter()).into_iter();
        Screen::Attract {
            services: self.tiles(services, lang),
        }
    }

    fn tiles<'a>(&self, services: impl Iterator<Item = &'a Service>, lang: &Lang) -> Vec<Tile> {
        let tile = |service: &Service| Tile {
            id: service.id.clone(),
            name: service.name.get(lang).to_owned(),
            summary: service.summary.get(lang).to_owned(),
            icon: service.icon.clone(),
            minutes: service.minutes,
            closed: self.closed(service),
        };
        let mut tiles: Vec<_> = services.map(tile).collect();
        // What can be done now must not hide below what cannot.
        tiles.sort_by_key(|tile| tile.closed.is_some());
        tiles
    }

    /// What has to be known before a service begins.
    pub(super) fn facts(&self, service: &Service, lang: &Lang) -> Facts {
        let mut departments = self.offered.catalogue.departments.iter();
        let department = departments.find(|group| group.id == service.department);
        Facts {
            department: department.map_or_else(String::new, |group| group.name.get(lang).into()),
            summary: service.summary.get(lang).to_owned(),
            help: service.help.get(lang).to_owned(),
            identity: service.identity == Identity::Required,
            needs: service
                .needs
                .iter()
                .map(|need| need.get(lang).to_owned())
                .collect(),
            cost: cost(service, lang),
            minutes: service.minutes,
            documents: service.documents.clone(),
        }
    }
}

fn cost(service: &Service, lang: &Lang) -> Cost {
    if !service.costs.is_empty() {
        return Cost::Words {
            text: service.costs.get(lang).to_owned(),
        };
    }
    let fixed = |fee: &Fee| match fee {
        Fee::Fixed { amount, .. } => Some(*amount),
        Fee::Option { .. } | Fee::Typed { .. } | Fee::Each { .. } => None,
    };
    if service.dues.is_some() {
        return Cost::AsOwed;
    }
    match service.fees.iter().map(fixed).collect::<Option<Vec<_>>>() {
        Some(fees) if fees.is_empty() => Cost::Free,
        Some(fees) => Cost::Amount {
            fen: fees.into_iter().sum(),
        },
        None => Cost::AsOwed,
    }
}

fn finding(way: &Way) -> Finding {
    match way {
        Way::MostUsed => Finding::MostUsed,
        Way::LifeEvents { open } => Finding::LifeEvents { open: open.clone() },
        Way::Departments { open } => Finding::Departments { open: open.clone() },
        Way::Search { text, letters } => Finding::Search {
            typed: typed(text, letters),
        },
    }
}
