//! The services: one TOML file each, read by `service::file`. A file that is broken is refused with
//! line and reason, the others go on. [`Shelf`] looks at the folder again and again, so that
//! services come, change and go without a restart.

mod folder;
mod shelf;

use std::path::Path;

use service::file::{self, Groups};
use service::{BrokenFile, Service};

pub use folder::{File, NoFolder};
pub use shelf::{Offer, Shelf, ShelfError};

/// More services than this are not read.
const SERVICES_MAX: usize = 200;
/// The file of what services are gathered under.
const GROUPS: &str = "groups.toml";

/// The services of a folder, and the files that were refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// In the order to show them.
    pub services: Vec<Service>,
    /// What they are gathered under.
    pub groups: Groups,
    /// Those that are broken.
    pub broken: Vec<BrokenFile>,
}

impl Services {
    /// Reads all `*.toml` of a folder; other files are passed over.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn read(folder: &Path) -> Result<Self, NoFolder> {
        Ok(Self::of(&folder::read(folder)?, None))
    }

    /// The services in these files. Where the groups' own file is broken, those of `before` go on.
    #[must_use]
    pub fn of(files: &[File], before: Option<&Groups>) -> Self {
        let mut broken = Vec::new();
        let groups = match groups(files) {
            Ok(groups) => Some(groups),
            Err(reason) => {
                broken.push(reason);
                before.cloned()
            }
        };
        let mut placed = Vec::new();
        for file in files.iter().filter(|file| file.name != GROUPS) {
            match service(file, groups.as_ref(), placed.len()) {
                Ok(service) => placed.push(service),
                Err(reason) => broken.push(reason),
            }
        }
        // Of two on one place the name decides, by which the files come.
        placed.sort_by_key(|service: &file::Placed| service.position);
        Self {
            services: placed.into_iter().map(|placed| placed.service).collect(),
            groups: groups.unwrap_or_default(),
            broken,
        }
    }

    /// The service with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// Whether there is a file for this id, but one that was refused: somebody will put it right.
    #[must_use]
    pub fn is_broken(&self, id: &str) -> bool {
        let mut names = self.broken.iter().map(|broken| broken.file.as_str());
        names.any(|name| name.strip_suffix(folder::EXTENSION) == Some(id))
    }
}

fn groups(files: &[File]) -> Result<Groups, BrokenFile> {
    let Some(file) = files.iter().find(|file| file.name == GROUPS) else {
        let reason = "the file is missing: write down departments and life events, or put it back";
        return Err(broken(GROUPS, 1, reason));
    };
    let text = text(file)?;
    Groups::read(text).map_err(|wrong| broken(GROUPS, wrong.line, &wrong.reason))
}

fn service(
    file: &File,
    groups: Option<&Groups>,
    read_before: usize,
) -> Result<file::Placed, BrokenFile> {
    let name = &file.name;
    if read_before >= SERVICES_MAX {
        let reason = format!("there are too many services: keep at most {SERVICES_MAX}");
        return Err(broken(name, 1, &reason));
    }
    let id = name.strip_suffix(folder::EXTENSION).unwrap_or(name);
    file::service(id, text(file)?, groups).map_err(|wrong| broken(name, wrong.line, &wrong.reason))
}

fn text(file: &File) -> Result<&str, BrokenFile> {
    file.text
        .as_deref()
        .map_err(|reason| broken(&file.name, 1, reason))
}

fn broken(file: &str, line: usize, reason: &str) -> BrokenFile {
    BrokenFile {
        file: file.to_owned(),
        line,
        reason: reason.to_owned(),
    }
}
