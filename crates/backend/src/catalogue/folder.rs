//! The folder of the services.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// What files are read; others are passed over.
pub(super) const EXTENSION: &str = ".toml";
/// A longer file is refused.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// A file, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name with its extension, without the folder.
    pub name: String,
    /// What it says, or why that cannot be read.
    pub text: Result<String, String>,
}

/// Why there are no services at all.
#[derive(Debug, Error)]
#[error("{}: {source}", path.display())]
pub struct NoFolder {
    path: PathBuf,
    source: std::io::Error,
}

/// All files of a folder that are of services, by name. They are read whole each time: a file of
/// the same length and time may still be another one.
pub(super) fn read(folder: &Path) -> Result<Vec<File>, NoFolder> {
    let fail = |source| NoFolder {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Editors put files that begin with a point beside the one they write.
        if name.ends_with(EXTENSION) && !name.starts_with('.') {
            let name = name.into_owned();
            let text = text(&path);
            files.push(File { name, text });
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn text(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if size.len() > FILE_BYTES_MAX {
        return Err(format!(
            "the file is too long: keep it under {FILE_BYTES_MAX} bytes"
        ));
    }
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}
