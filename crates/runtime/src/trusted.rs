//! Whom the machine trusts: the newest signed list, kept so that neither a start without a network
//! nor an older list makes the machine forget. What is kept is checked again at every start, from
//! the keys in the configuration.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use codes::trust_list::{Anchor, ListRefused, News, Standing};
use codes::{PublicKey, Trust};
use data_encoding::BASE64;
use kiosk::service::Issuer;
use kiosk::text::{Lang, Texts};
use serde::{Deserialize, Serialize};

/// The list the machine goes by, and where it is kept.
#[derive(Debug)]
pub(crate) struct Trusted {
    path: PathBuf,
    standing: Standing,
    trust: Trust,
    /// Why the last list that was offered was not taken; said once.
    trouble: Option<Trouble>,
}

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The lists that lead from a key of the configuration to the newest, in Base64.
    documents: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    NotBase64,
    Refused(ListRefused),
}

impl Trusted {
    /// In this folder.
    pub(crate) fn load(data: &Path, anchor: Anchor) -> Self {
        let path = data.join("trust.json");
        let standing = match std::fs::read(&path) {
            Ok(text) => resume(&text, anchor.clone()).unwrap_or_else(|cause| {
                tracing::error!(%cause, "the kept list of trust is no use: nobody is trusted");
                Standing::new(anchor)
            }),
            Err(error) => {
                if error.kind() != std::io::ErrorKind::NotFound {
                    tracing::error!(%error, "the kept list of trust cannot be read");
                }
                Standing::new(anchor)
            }
        };
        let mut trusted = Self {
            path,
            standing,
            trust: Trust::default(),
            trouble: None,
        };
        trusted.go_by_newest();
        trusted
    }

    /// Whose codes are believed.
    pub(crate) fn trust(&self) -> &Trust {
        &self.trust
    }

    /// The keys that sign for this hall.
    pub(crate) fn keys(&self) -> &[(Vec<u8>, PublicKey)] {
        self.standing.keys()
    }

    /// The issuers of citizen codes as the screen names them; one with two keys once.
    pub(crate) fn issuers(&self) -> Vec<Issuer> {
        let listed = self.standing.list().map(|list| &list.issuers[..]);
        let mut issuers: Vec<Issuer> = Vec::new();
        for issuer in listed.unwrap_or_default() {
            let names = issuer.name.iter();
            let names = names.map(|(lang, text)| (Lang::new(lang), text.clone()));
            let issuer = Issuer {
                name: Texts(names.collect()),
                color: issuer.color.clone(),
                needs_network: false,
            };
            if !issuers.contains(&issuer) {
                issuers.push(issuer);
            }
        }
        issuers
    }

    /// The backend offers this list, in Base64, at `now` in unix seconds. If it is not taken the
    /// one before goes on, and the log says why.
    pub(crate) fn offer(&mut self, document: &str, now: i64) {
        let news = BASE64
            .decode(document.as_bytes())
            .map_err(|_| Trouble::NotBase64)
            .and_then(|list| self.standing.offer(&list, now).map_err(Trouble::Refused));
        match news {
            Ok(News::Same) => self.trouble = None,
            Ok(News::Accepted) => {
                self.trouble = None;
                self.go_by_newest();
                self.keep();
            }
            Err(trouble) if self.trouble.as_ref() == Some(&trouble) => {}
            Err(trouble) => {
                match &trouble {
                    Trouble::NotBase64 => tracing::error!("a list of trust is not Base64"),
                    Trouble::Refused(cause) => {
                        tracing::error!(%cause, "a list of trust was refused");
                    }
                }
                self.trouble = Some(trouble);
            }
        }
    }

    fn go_by_newest(&mut self) {
        let Some(list) = self.standing.list() else {
            return;
        };
        let (version, expires) = (list.version, list.expires);
        let revoked = list.revoked.len();
        tracing::info!(version, expires, revoked, "list of trust");
        let (trust, unusable) = list.trust();
        for one in unusable {
            let (kid, reason) = (one.kid, one.reason);
            tracing::error!(kid, reason, "the key of an issuer cannot be used");
        }
        self.trust = trust;
    }

    /// The file is whole at any time, also after a power cut: an older one would let an older list
    /// be believed.
    fn keep(&self) {
        let documents = self.standing.documents().map(|list| BASE64.encode(list));
        let kept = Kept {
            documents: documents.collect(),
        };
        if let Err(error) = write(&self.path, &kept) {
            // The machine goes by the list all the same: there may be revocations in it.
            tracing::error!(%error, "the list of trust cannot be kept");
        }
    }
}

fn resume(text: &[u8], anchor: Anchor) -> Result<Standing, String> {
    let kept: Kept = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    let documents: Result<Vec<_>, _> = kept
        .documents
        .iter()
        .map(|document| BASE64.decode(document.as_bytes()))
        .collect();
    let documents = documents.map_err(|error| error.to_string())?;
    Standing::resume(anchor, documents.iter().map(Vec::as_slice)).map_err(|error| error.to_string())
}

fn write(path: &Path, kept: &Kept) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(&serde_json::to_vec(kept)?)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codes::revocation::Revoked;
    use codes::trust_list::{App, ListKey, ListedIssuer};
    use codes::{Algorithm, Signer, TrustList};

    const NOW: i64 = 1_795_400_000;

    fn key(number: u8) -> Signer {
        Signer::new(Algorithm::EdDsa, &[number; 4], &[number; 32]).expect("a key")
    }

    fn anchor(key: &Signer) -> Anchor {
        Anchor {
            hall: "310115-01".to_owned(),
            keys: vec![(key.kid().to_vec(), key.public_key())],
        }
    }

    fn list(version: u64, next: &Signer) -> TrustList {
        let issuer = |kid: &str| ListedIssuer {
            kid: kid.to_owned(),
            iss: "310115".to_owned(),
            name: [("en".to_owned(), "City service".to_owned())].into(),
            app: App::Wechat,
            alg: Algorithm::EdDsa,
            key: BASE64.encode(&key(9).public_bytes()),
            color: "#07c160".to_owned(),
            not_before: 0,
            not_after: i64::MAX,
        };
        TrustList {
            hall: "310115-01".to_owned(),
            version,
            issued: NOW,
            expires: NOW + 30 * 86_400,
            keys: vec![ListKey::of(next).expect("Ed25519")],
            issuers: vec![issuer("0a"), issuer("0b")],
            staff: Vec::new(),
            foreign: Vec::new(),
            revoked: Revoked::default(),
        }
    }

    fn signed(version: u64, by: &Signer, next: &Signer) -> String {
        BASE64.encode(&list(version, next).sign(by))
    }

    fn version(trusted: &Trusted) -> Option<u64> {
        trusted.standing.list().map(|list| list.version)
    }

    #[test]
    fn the_newest_list_is_there_after_a_start_and_an_older_one_does_not_replace_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut trusted = Trusted::load(dir.path(), anchor(&key(1)));
        assert!(trusted.trust().issuers().is_empty(), "nobody at first");
        trusted.offer(&signed(8, &key(1), &key(1)), NOW);
        assert_eq!(trusted.trust().issuers().len(), 2);
        assert_eq!(trusted.issuers().len(), 1, "one name for both keys");
        for wrong in [
            signed(7, &key(1), &key(1)),
            signed(9, &key(2), &key(1)),
            "no Base64".to_owned(),
            String::new(),
        ] {
            let mut again = Trusted::load(dir.path(), anchor(&key(1)));
            again.offer(&wrong, NOW);
            assert_eq!(version(&again), Some(8), "the old list goes on");
            assert!(again.trouble.is_some(), "and somebody is told");
            assert_eq!(again.trust().issuers().len(), 2);
        }
        let mut again = Trusted::load(dir.path(), anchor(&key(1)));
        again.offer(&signed(9, &key(1), &key(1)), NOW);
        let again = Trusted::load(dir.path(), anchor(&key(1)));
        assert_eq!(version(&again), Some(9));
    }

    #[test]
    fn a_changed_key_is_followed_across_starts() {
        let dir = tempfile::tempdir().expect("a folder");
        for (version, by, next) in [(1, 1, 2), (2, 2, 2), (3, 2, 3), (4, 3, 3)] {
            let mut trusted = Trusted::load(dir.path(), anchor(&key(1)));
            trusted.offer(&signed(version, &key(by), &key(next)), NOW);
            assert_eq!(trusted.trouble, None);
        }
        let mut trusted = Trusted::load(dir.path(), anchor(&key(1)));
        assert_eq!(version(&trusted), Some(4));
        trusted.offer(&signed(5, &key(2), &key(2)), NOW);
        assert_eq!(version(&trusted), Some(4), "that key is out of use");
    }

    #[test]
    fn with_other_keys_or_a_damaged_file_the_machine_trusts_nobody_until_it_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut trusted = Trusted::load(dir.path(), anchor(&key(1)));
        trusted.offer(&signed(8, &key(1), &key(1)), NOW);
        let other = Trusted::load(dir.path(), anchor(&key(2)));
        assert_eq!(version(&other), None);

        let path = dir.path().join("trust.json");
        let good = std::fs::read(&path).expect("it is kept");
        let tampered = TrustList {
            issuers: Vec::new(),
            ..list(8, &key(1))
        };
        let tampered = Kept {
            documents: vec![BASE64.encode(&tampered.sign(&key(2)))],
        };
        let tampered = serde_json::to_vec(&tampered).expect("JSON");
        for damaged in [&good[..good.len() / 2], &tampered, b"{}", b""] {
            std::fs::write(&path, damaged).expect("written");
            let mut trusted = Trusted::load(dir.path(), anchor(&key(1)));
            assert!(trusted.trust().issuers().is_empty());
            trusted.offer(&signed(8, &key(1), &key(1)), NOW);
            assert_eq!(version(&trusted), Some(8));
        }
    }
}
