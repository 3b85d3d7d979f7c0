//! Who signs in this hall: its list of trust, and the badges of its staff. The keys are new with
//! every hall.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use codes::badge::{Details, Role, issue};
use codes::trust_list::ListKey;
use codes::{Algorithm, Signer};
use jiff::{SignedDuration, Timestamp};
use toml::{Table, Value};

use super::issuers::hex;

/// Id of the hall.
pub const HALL_ID: &str = "310115-01";
/// What the issuer of badges calls itself.
const STAFF: &str = "310115-staff";

/// The keys of the hall.
pub struct HallKeys {
    secret: [u8; 32],
    list: Signer,
    staff: Signer,
}

impl HallKeys {
    pub(super) fn new() -> anyhow::Result<Self> {
        let secret = rand::random();
        let signer = |secret| {
            Signer::new(Algorithm::EdDsa, &rand::random::<[u8; 8]>(), secret)
                .context("an unusable key was drawn")
        };
        Ok(Self {
            list: signer(&secret)?,
            secret,
            staff: signer(&rand::random())?,
        })
    }

    /// The seed of the key that signs lists, in hex.
    pub(super) fn secret(&self) -> String {
        hex(&self.secret)
    }

    /// Its id, in hex.
    pub(super) fn kid(&self) -> String {
        hex(self.list.kid())
    }

    /// `[trust]` of `kiosk.toml`.
    pub(super) fn of_kiosk(&self) -> anyhow::Result<Table> {
        let key = ListKey::of(&self.list).context("lists are signed with Ed25519")?;
        Ok(Table::from_iter([
            ("hall".to_owned(), HALL_ID.into()),
            ("keys".to_owned(), vec![Value::try_from(key)?].into()),
        ]))
    }

    /// An entry of `[[staff]]` of `backend.toml`.
    pub(super) fn of_staff(&self) -> Table {
        let now = Timestamp::now();
        let year = SignedDuration::from_hours(365 * 24);
        Table::from_iter([
            ("kid".to_owned(), hex(self.staff.kid()).into()),
            ("iss".to_owned(), STAFF.into()),
            ("alg".to_owned(), "EdDSA".into()),
            (
                "key".to_owned(),
                BASE64.encode(self.staff.public_bytes()).into(),
            ),
            ("notBefore".to_owned(), (now - year).as_second().into()),
            ("notAfter".to_owned(), (now + year).as_second().into()),
        ])
    }

    /// The text of a badge of this hall's staff, good for a year.
    ///
    /// # Errors
    /// When no machine would believe it: the operator's id or name is too long, or empty.
    pub fn badge(&self, operator: &str, name: &str, role: Role) -> anyhow::Result<String> {
        let details = Details {
            issuer: STAFF,
            operator,
            name,
            role,
            issued: Timestamp::now().as_second(),
            days: 365,
            id: &rand::random::<[u8; 8]>(),
            hall: Some(HALL_ID),
        };
        issue(&self.staff, details).context("name or operator is out of range")
    }
}
