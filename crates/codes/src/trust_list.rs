//! Whom a hall trusts, as one signed document: issuers of citizen codes, of staff badges and of
//! foreign codes, what is revoked, and who may sign the next list.
//!
//! The document is a `COSE_Sign1` whose payload is JSON: the envelope is the one all our codes
//! have, so there is one way to check a signature; and a technician can read what is in it. One
//! document and one version for everything, because two could be put together as nobody meant it.
//!
//! [`Standing`] decides which list a machine goes by.

mod abroad;
mod standing;

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use crate::citizen::{Limits, Trust, TrustedIssuer};
use crate::foreign::HealthUse;
use crate::hall_document::{self, About};
use crate::keys::{Algorithm, PublicKey, Signer};
use crate::revocation::Revoked;

pub use standing::{Anchor, ListRefused, News, Standing};

/// Names by language tag.
pub type Names = BTreeMap<String, String>;

/// The list. All times are unix seconds. A machine that does not know a field refuses the list: what
/// limits trust must not be passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrustList {
    /// Id of the hall, as citizen codes name it (`aud`).
    pub hall: String,
    /// Goes up with every change, and never down.
    pub version: u64,
    /// When it was signed.
    pub issued: i64,
    /// It is good until then and no longer.
    pub expires: i64,
    /// The keys that may sign the next list; at least one.
    pub keys: Vec<ListKey>,
    /// Who issues citizen codes.
    pub issuers: Vec<ListedIssuer>,
    /// Who issues staff badges.
    #[serde(default)]
    pub staff: Vec<StaffIssuer>,
    /// Who issues codes of other formats.
    #[serde(default)]
    pub foreign: Vec<ForeignIssuer>,
    /// What is not believed any more.
    #[serde(default)]
    pub revoked: Revoked,
}

/// A key that may sign lists: Ed25519.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListKey {
    /// Its id, 1 to 32 bytes in lower-case hex.
    pub kid: String,
    /// 32 bytes in standard Base64.
    pub key: String,
}

impl ListKey {
    /// The public half of a key that signs lists, if it is Ed25519.
    #[must_use]
    pub fn of(signer: &Signer) -> Option<Self> {
        (signer.algorithm() == Algorithm::EdDsa).then(|| Self {
            kid: HEXLOWER.encode(signer.kid()),
            key: BASE64.encode(&signer.public_bytes()),
        })
    }

    /// The id and the key themselves, if they are such.
    #[must_use]
    pub fn decoded(&self) -> Option<(Vec<u8>, PublicKey)> {
        let kid = kid(&self.kid)?;
        let key = BASE64.decode(self.key.as_bytes()).ok()?;
        Some((kid, PublicKey::new(Algorithm::EdDsa, &key).ok()?))
    }
}

/// An issuer of citizen codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListedIssuer {
    /// Key id, 1 to 32 bytes in lower-case hex.
    pub kid: String,
    /// What it calls itself in its codes.
    pub iss: String,
    /// What it is called.
    pub name: Names,
    /// In which app its codes are.
    pub app: App,
    /// What it signs with.
    pub alg: Algorithm,
    /// Public key in standard Base64, see [`PublicKey::new`].
    pub key: String,
    /// Its colour on the screen, `#rrggbb`.
    pub color: String,
    /// The key is good from here.
    pub not_before: i64,
    /// The key is good until here and no longer.
    pub not_after: i64,
}

/// In which app a citizen code is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum App {
    /// A city service inside WeChat.
    Wechat,
    /// A city service inside Alipay.
    Alipay,
    /// A city service inside Weibo.
    Weibo,
    /// The hall's own app.
    Hall,
}

/// An issuer of staff badges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaffIssuer {
    /// Key id, 1 to 32 bytes in lower-case hex.
    pub kid: String,
    /// What it calls itself in its badges.
    pub iss: String,
    /// What it signs with.
    pub alg: Algorithm,
    /// Public key in standard Base64, see [`PublicKey::new`].
    pub key: String,
    /// The key is good from here.
    pub not_before: i64,
    /// The key is good until here and no longer.
    pub not_after: i64,
}

/// An issuer of codes of another format. What stands in it is for the reader of that format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForeignIssuer {
    /// Which format: `dcc`, `claim169`, `shc`.
    pub kind: String,
    /// Key id as the format writes it; binary ones in lower-case hex.
    pub kid: String,
    /// What it calls itself in its codes; has to be there for `claim169` and `shc`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// What an EU certificate under this key may be about; nothing for everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<HealthUse>,
    /// Algorithm by its name in the IANA registries of COSE or JOSE: `ES256`, `PS256`, `EdDSA`.
    pub alg: String,
    /// Public key in standard Base64: 32 bytes for `EdDSA`, a SEC1 point for `ES256`, else a
    /// `SubjectPublicKeyInfo` in DER.
    pub key: String,
    /// What it is called.
    pub name: Names,
    /// The key is good from here.
    pub not_before: i64,
    /// The key is good until here and no longer.
    pub not_after: i64,
}

impl TrustList {
    /// Signs the list. A machine believes it if the key is Ed25519.
    ///
    /// # Panics
    /// Never: everything in a list can be written as JSON.
    #[must_use]
    pub fn sign(&self, signer: &Signer) -> Vec<u8> {
        let json = serde_json::to_vec(self).expect("texts and numbers are JSON");
        hall_document::sign(signer, About::Trust, json)
    }

    /// Whom to trust by this list, as long as it is good. A key that cannot be used is left out,
    /// and given back with the reason; the others go on.
    #[must_use]
    pub fn trust(&self) -> (Trust, Vec<Unusable>) {
        let mut unusable = Vec::new();
        let issuers = self.issuers.iter().map(|one| Entry {
            kid: &one.kid,
            iss: &one.iss,
            alg: one.alg,
            key: &one.key,
            good: [one.not_before, one.not_after],
        });
        let issuers = usable(issuers, &mut unusable);
        let staff = self.staff.iter().map(|one| Entry {
            kid: &one.kid,
            iss: &one.iss,
            alg: one.alg,
            key: &one.key,
            good: [one.not_before, one.not_after],
        });
        let staff = usable(staff, &mut unusable);
        let trust = Trust::new(issuers, Limits::default())
            .and_then(|trust| trust.with_staff(staff))
            // Not reached: ids that are there twice were left out.
            .unwrap_or_default();
        let trust = trust
            .at(&self.hall)
            .without(self.revoked.clone())
            .until(self.expires);
        (trust, unusable)
    }
}

/// A key of a list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its id as it stands there.
    pub kid: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

struct Entry<'a> {
    kid: &'a str,
    iss: &'a str,
    alg: Algorithm,
    key: &'a str,
    good: [i64; 2],
}

fn usable<'a>(
    entries: impl Iterator<Item = Entry<'a>>,
    unusable: &mut Vec<Unusable>,
) -> Vec<TrustedIssuer> {
    let mut issuers: Vec<TrustedIssuer> = Vec::new();
    for entry in entries {
        match entry.decoded() {
            Ok(issuer) if issuers.iter().any(|earlier| earlier.kid == issuer.kid) => {
                unusable.push(entry.unusable("its id is there twice"));
            }
            Ok(issuer) => issuers.push(issuer),
            Err(reason) => unusable.push(entry.unusable(reason)),
        }
    }
    issuers
}

impl Entry<'_> {
    fn decoded(&self) -> Result<TrustedIssuer, &'static str> {
        let kid = kid(self.kid).ok_or("the id is not 1 to 32 bytes in hex")?;
        let key = BASE64.decode(self.key.as_bytes());
        let key = key.map_err(|_| "the key is not Base64")?;
        let [from, until] = self.good;
        TrustedIssuer::new(&kid, self.iss, self.alg, &key, from, until)
            .map_err(|_| "the key is not one of its kind")
    }

    fn unusable(&self, reason: &'static str) -> Unusable {
        let kid = self.kid.to_owned();
        Unusable { kid, reason }
    }
}

fn kid(hex: &str) -> Option<Vec<u8>> {
    let kid = HEXLOWER.decode(hex.as_bytes()).ok()?;
    (1..=32).contains(&kid.len()).then_some(kid)
}
