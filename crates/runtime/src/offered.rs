//! What can be done here: the newest signed catalogue, kept so that a machine that starts without a
//! network knows it, and so that an older one does not come back. The signature is checked again at
//! every start. There is nothing personal in it, and nothing is lost with it: one that cannot be
//! read is as good as none. Whose codes are believed is kept beside it, see `trusted.rs`.

use std::path::{Path, PathBuf};

use codes::PublicKey;
use codes::hall_document::{self, About, DocumentRefused};
use data_encoding::BASE64;
use gateway::wire::{self, OpaqueIssuer};
use serde::{Deserialize, Serialize};
use service::{BrokenFile, Catalogue};
use thiserror::Error;

/// Keys that may sign it, by their ids.
type Keys = [(Vec<u8>, PublicKey)];

/// What is offered, and where it is kept.
#[derive(Debug)]
pub(crate) struct Offered {
    path: PathBuf,
    kept: Kept,
    services: Option<Catalogue>,
    /// Why the last catalogue that was offered was not taken; said once.
    trouble: Option<Trouble>,
}

/// What is kept.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// The signed catalogue, in Base64.
    services: String,
    /// Who is asked about codes that say nothing to us.
    opaque: Vec<OpaqueIssuer>,
}

/// Why a catalogue is not taken. The machine goes on with the one it has.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Trouble {
    #[error("it is not Base64")]
    NotBase64,
    #[error(transparent)]
    Refused(#[from] DocumentRefused),
    #[error("it is no catalogue: {0}")]
    NoCatalogue(String),
    #[error("it is older: version {offered} after version {held}")]
    Older { offered: u64, held: u64 },
    #[error("there are two of version {0}")]
    Changed(u64),
}

impl Offered {
    /// In this folder, if one of these keys signed it.
    pub(crate) fn load(data: &Path, keys: &Keys) -> Self {
        let path = data.join("services.json");
        let mut offered = Self {
            kept: read(&path),
            path,
            services: None,
            trouble: None,
        };
        if !offered.kept.services.is_empty() {
            match opened(&offered.kept.services, keys) {
                Ok(services) => offered.go_by(services),
                Err(trouble) => {
                    tracing::error!(%trouble, "the kept catalogue is no use");
                    offered.kept.services.clear();
                }
            }
        }
        offered
    }

    /// What can be done here; nothing before the first catalogue was taken.
    pub(crate) fn services(&self) -> Option<&Catalogue> {
        self.services.as_ref()
    }

    /// Who is asked about codes that say nothing to us.
    pub(crate) fn opaque(&self) -> &[OpaqueIssuer] {
        &self.kept.opaque
    }

    /// The backend offers this. If the services are not taken those before go on, and the log says
    /// why.
    pub(crate) fn offer(&mut self, news: &wire::Catalogue, keys: &Keys) {
        let services = match self.newer(&news.services, keys) {
            Ok(services) => {
                self.trouble = None;
                services
            }
            Err(trouble) => {
                if self.trouble.as_ref() != Some(&trouble) {
                    tracing::error!(%trouble, "a catalogue was refused");
                    self.trouble = Some(trouble);
                }
                None
            }
        };
        let document = match services {
            Some(services) => {
                self.go_by(services);
                news.services.clone()
            }
            None => self.kept.services.clone(),
        };
        let kept = Kept {
            services: document,
            opaque: news.opaque.clone(),
        };
        if kept != self.kept {
            self.kept = kept;
            if let Err(error) = write(&self.path, &self.kept) {
                // The machine goes by it all the same.
                tracing::warn!(%error, "the catalogue cannot be kept");
            }
        }
    }

    /// The catalogue in a document, if it is another one than what is held.
    fn newer(&self, document: &str, keys: &Keys) -> Result<Option<Catalogue>, Trouble> {
        if !document.is_empty() && document == self.kept.services {
            return Ok(None);
        }
        let catalogue = opened(document, keys)?;
        let offered = catalogue.version;
        match self.services.as_ref().map(|held| held.version) {
            Some(held) if held > offered => Err(Trouble::Older { offered, held }),
            // After the hall changed its key the same is signed again, under another version.
            Some(held) if held == offered => Err(Trouble::Changed(held)),
            Some(_) | None => Ok(Some(catalogue)),
        }
    }

    /// Names each fault of a file once, as long as it is the same.
    fn go_by(&mut self, services: Catalogue) {
        let before = self.services.as_ref().map(|held| &held.broken[..]);
        let before = before.unwrap_or_default();
        for broken in services.broken.iter().filter(|one| !before.contains(one)) {
            let BrokenFile { file, line, reason } = broken;
            tracing::warn!(
                file,
                line,
                reason,
                "a service is not offered: its file is broken"
            );
        }
        let (version, count) = (services.version, services.services.len());
        tracing::info!(version, services = count, "catalogue");
        self.services = Some(services);
    }
}

fn opened(document: &str, keys: &Keys) -> Result<Catalogue, Trouble> {
    let document = BASE64
        .decode(document.as_bytes())
        .map_err(|_| Trouble::NotBase64)?;
    let content = hall_document::open(&document, About::Services, keys)?;
    serde_json::from_slice(&content).map_err(|error| Trouble::NoCatalogue(error.to_string()))
}

fn read(path: &Path) -> Kept {
    match std::fs::read(path) {
        Ok(text) => serde_json::from_slice(&text)
            .inspect_err(|error| tracing::warn!(%error, "the kept catalogue is no use"))
            .unwrap_or_default(),
        Err(error) => {
            if error.kind() != std::io::ErrorKind::NotFound {
                tracing::warn!(%error, "the kept catalogue cannot be read");
            }
            Kept::default()
        }
    }
}

/// The file is whole at any time.
fn write(path: &Path, kept: &Kept) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    std::fs::write(&beside, serde_json::to_vec(kept)?)?;
    std::fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use codes::{Algorithm, Signer};

    fn key(number: u8) -> Signer {
        Signer::new(Algorithm::EdDsa, &[number; 4], &[number; 32]).expect("a key")
    }

    fn keys(key: &Signer) -> Vec<(Vec<u8>, PublicKey)> {
        vec![(key.kid().to_vec(), key.public_key())]
    }

    fn catalogue(version: u64, most_used: &str) -> Catalogue {
        Catalogue {
            version,
            most_used: vec![most_used.to_owned()],
            ..Catalogue::default()
        }
    }

    fn signed(catalogue: &Catalogue, by: &Signer) -> wire::Catalogue {
        let content = serde_json::to_vec(catalogue).expect("JSON");
        let document = hall_document::sign(by, About::Services, content);
        wire::Catalogue {
            time: jiff::Timestamp::UNIX_EPOCH,
            services: BASE64.encode(&document),
            trust: String::new(),
            opaque: Vec::new(),
        }
    }

    fn version(offered: &Offered) -> Option<u64> {
        offered.services().map(|services| services.version)
    }

    #[test]
    fn the_newest_catalogue_is_there_after_a_start_and_an_older_one_does_not_replace_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let (hall, known) = (key(1), keys(&key(1)));
        let mut offered = Offered::load(dir.path(), &known);
        assert_eq!(version(&offered), None, "nothing at first");
        for newer in [7, 8] {
            offered.offer(&signed(&catalogue(newer, "a"), &hall), &known);
            assert_eq!((version(&offered), &offered.trouble), (Some(newer), &None));
        }
        let mut tampered = signed(&catalogue(9, "a"), &hall);
        let middle = tampered.services.len() / 2;
        let swapped = if tampered.services.as_bytes()[middle] == b'A' {
            "B"
        } else {
            "A"
        };
        tampered.services.replace_range(middle..=middle, swapped);
        for (wrong, why) in [
            (signed(&catalogue(7, "a"), &hall), "older: version 7 after"),
            (signed(&catalogue(8, "b"), &hall), "two of version 8"),
            (signed(&catalogue(9, "a"), &key(2)), "may not sign here"),
            (tampered, "the"),
            (
                wire::Catalogue {
                    services: "no Base64".to_owned(),
                    ..signed(&catalogue(9, "a"), &hall)
                },
                "not Base64",
            ),
            (
                wire::Catalogue {
                    services: String::new(),
                    ..signed(&catalogue(9, "a"), &hall)
                },
                "damaged",
            ),
        ] {
            let mut again = Offered::load(dir.path(), &known);
            assert_eq!(version(&again), Some(8), "it is there after a start");
            again.offer(&wrong, &known);
            assert_eq!(version(&again), Some(8), "the one before goes on");
            let trouble = again.trouble.map(|trouble| trouble.to_string());
            let trouble = trouble.expect("somebody is told");
            assert!(trouble.contains(why), "{why}: {trouble}");
        }
        let mut again = Offered::load(dir.path(), &known);
        again.offer(&signed(&catalogue(8, "a"), &hall), &known);
        assert_eq!(again.trouble, None, "the same again is no trouble");
    }

    #[test]
    fn what_is_kept_is_believed_by_its_signature_only() {
        let dir = tempfile::tempdir().expect("a folder");
        let known = keys(&key(1));
        Offered::load(dir.path(), &known).offer(&signed(&catalogue(8, "a"), &key(1)), &known);
        assert_eq!(version(&Offered::load(dir.path(), &keys(&key(2)))), None);

        let path = dir.path().join("services.json");
        let good = std::fs::read(&path).expect("it is kept");
        let forged = Kept {
            services: signed(&catalogue(9, "a"), &key(2)).services,
            opaque: Vec::new(),
        };
        let forged = serde_json::to_vec(&forged).expect("JSON");
        for damaged in [&good[..good.len() / 2], &forged, b"{}", b""] {
            std::fs::write(&path, damaged).expect("written");
            let mut offered = Offered::load(dir.path(), &known);
            assert_eq!(version(&offered), None);
            offered.offer(&signed(&catalogue(8, "a"), &key(1)), &known);
            assert_eq!(version(&offered), Some(8), "it is had again");
        }
    }

    #[test]
    fn whom_to_ask_about_codes_is_kept_also_when_the_services_are_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let known = keys(&key(1));
        let mut news = signed(&catalogue(8, "a"), &key(2));
        let issuer = r##"[{"kind":"health-card","name":{"zh-CN":"健康卡","en":"Health card"},"color":"#2f8f6b"}]"##;
        news.opaque = serde_json::from_str(issuer).expect("an issuer");
        Offered::load(dir.path(), &known).offer(&news, &known);
        let again = Offered::load(dir.path(), &known);
        assert_eq!(again.opaque(), news.opaque);
        assert_eq!(version(&again), None);
    }
}
