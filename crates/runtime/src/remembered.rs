//! The catalogue of last time, so that a machine that starts without a network knows what can be
//! done here. There is nothing personal in it, and nothing is lost with it: one that cannot be read
//! is as good as none. Whose codes are believed is kept beside it, see `trusted.rs`.

use std::path::{Path, PathBuf};

use gateway::wire::Catalogue;

/// Where the catalogue is kept.
#[derive(Debug)]
pub(crate) struct Remembered {
    path: PathBuf,
    newest: Option<Catalogue>,
}

impl Remembered {
    /// In this folder.
    pub(crate) fn load(data: &Path) -> Self {
        let path = data.join("catalogue.json");
        let newest = match std::fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text)
                .inspect_err(|error| tracing::warn!(%error, "the kept catalogue is no use"))
                .ok(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                tracing::warn!(%error, "the kept catalogue cannot be read");
                None
            }
        };
        Self { path, newest }
    }

    /// What was offered last.
    pub(crate) fn catalogue(&self) -> Option<&Catalogue> {
        self.newest.as_ref()
    }

    /// Keeps what is offered now, if it is another one. The file is whole at any time.
    pub(crate) fn keep(&mut self, catalogue: &Catalogue) {
        if self.newest.as_ref() == Some(catalogue) {
            return;
        }
        let beside = self.path.with_extension("new");
        let kept = serde_json::to_vec(catalogue)
            .map_err(std::io::Error::from)
            .and_then(|text| std::fs::write(&beside, text))
            .and_then(|()| std::fs::rename(&beside, &self.path));
        match kept {
            Ok(()) => self.newest = Some(catalogue.clone()),
            // It is asked for again within half a minute.
            Err(error) => tracing::warn!(%error, "the catalogue cannot be kept"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(version: u64) -> Catalogue {
        Catalogue {
            time: jiff::Timestamp::UNIX_EPOCH,
            services: version.to_string(),
            trust: String::new(),
            opaque: Vec::new(),
        }
    }

    #[test]
    fn the_newest_catalogue_is_there_after_a_start_and_a_damaged_one_is_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut remembered = Remembered::load(dir.path());
        assert_eq!(remembered.catalogue(), None);
        for version in [1, 2] {
            remembered.keep(&catalogue(version));
        }
        let again = Remembered::load(dir.path());
        assert_eq!(again.catalogue(), Some(&catalogue(2)));
        std::fs::write(dir.path().join("catalogue.json"), "{\"version\":").expect("written");
        assert_eq!(Remembered::load(dir.path()).catalogue(), None);
    }
}
