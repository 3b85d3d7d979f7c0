//! The services: one TOML file each. A file that is broken is refused with line and reason, the
//! others go on.

mod file;

use std::path::{Path, PathBuf};

use gateway::wire::{Catalogue, OpaqueIssuer};
use service::Service;
use thiserror::Error;

/// More services than this are not read.
const SERVICES_MAX: usize = 500;
/// A longer file is refused.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}, line {line}: {reason}", path.display())]
pub struct BrokenFile {
    /// Which file.
    pub path: PathBuf,
    /// Where, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Why there are no services at all.
#[derive(Debug, Error)]
#[error("{}: {source}", path.display())]
pub struct NoFolder {
    path: PathBuf,
    source: std::io::Error,
}

/// The services of a folder, and the files that were refused.
#[derive(Clone, Debug, Default)]
pub struct Services {
    /// In the order to show them.
    pub services: Vec<Service>,
    /// Those that are broken.
    pub broken: Vec<BrokenFile>,
}

impl Services {
    /// Reads all `*.toml` of a folder; other files are passed over.
    ///
    /// # Errors
    /// If there is no such folder.
    pub fn read(folder: &Path) -> Result<Self, NoFolder> {
        let fail = |source| NoFolder {
            path: folder.to_owned(),
            source,
        };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                paths.push(path);
            }
        }
        paths.sort();
        let mut placed = Vec::new();
        let mut broken = Vec::new();
        for path in paths {
            match read(&path, placed.len()) {
                Ok(service) => placed.push(service),
                Err(reason) => broken.push(reason),
            }
        }
        placed.sort_by_key(|(position, _)| *position);
        let services = placed.into_iter().map(|(_, service)| service).collect();
        Ok(Self { services, broken })
    }

    /// The service with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// Whether there is a file for this id, but one that was refused: somebody will put it right.
    #[must_use]
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken
            .iter()
            .any(|broken| broken.path.file_stem().is_some_and(|stem| stem == id))
    }

    /// What kiosks are told, with the signed list of whom this hall trusts.
    #[must_use]
    pub fn catalogue(&self, trust: &str, opaque: &[OpaqueIssuer]) -> Catalogue {
        let offered = service::Catalogue {
            services: self.services.clone(),
            ..service::Catalogue::default()
        };
        let offered = serde_json::to_vec(&offered).unwrap_or_default();
        Catalogue {
            time: jiff::Timestamp::now(),
            services: data_encoding::BASE64.encode(&offered),
            trust: trust.to_owned(),
            opaque: opaque.to_vec(),
        }
    }
}

/// The service of a file, with its position on the screen.
fn read(path: &Path, read_before: usize) -> Result<(u32, Service), BrokenFile> {
    let broken = |line, reason: &str| BrokenFile {
        path: path.to_owned(),
        line,
        reason: reason.trim().to_owned(),
    };
    if read_before >= SERVICES_MAX {
        return Err(broken(1, "there are too many services"));
    }
    let id = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    if !file::is_id(id) {
        return Err(broken(
            1,
            "the name of the file is not an id: small letters, digits, hyphens",
        ));
    }
    let size = std::fs::metadata(path)
        .map_err(|error| broken(1, &error.to_string()))?
        .len();
    if size > FILE_BYTES_MAX {
        return Err(broken(1, "the file is too long"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| broken(1, &error.to_string()))?;
    let line_at = |start: usize| {
        let before = &text.as_bytes()[..start.min(text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    };
    let service = toml::from_str::<file::ServiceFile>(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        broken(line_at(start), error.message())
    })?;
    service
        .check()
        .map_err(|wrong| broken(line_at(wrong.at.start), &wrong.reason))?;
    Ok((service.position(), service.named(id)))
}
