//! `hallpass-backend badge` and `hallpass-backend trust-key`: what is issued by hand.

use std::io::{self, Write as _};
use std::path::PathBuf;

use aws_lc_rs::rand;
use backend::{Config, key_file};
use clap::{Args, ValueEnum};
use codes::badge::{self, Details, Role};
use codes::trust_list::ListKey;
use codes::{Algorithm, Signer};
use data_encoding::{BASE64, HEXLOWER};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

type Done = Result<(), Box<dyn std::error::Error>>;

/// Arguments of `badge`.
#[derive(Args)]
pub struct Badge {
    /// File with the Ed25519 seed of the issuer of badges: 32 bytes in hex.
    #[arg(long)]
    key: PathBuf,
    /// Id of that key, in hex.
    #[arg(long)]
    kid: String,
    /// What the issuer of badges calls itself.
    #[arg(long)]
    issuer: String,
    /// The hall that the badge is for; without it, all that trust the issuer.
    #[arg(long)]
    hall: Option<String>,
    /// Id of the operator in the hall.
    #[arg(long)]
    operator: String,
    /// Name of the operator.
    #[arg(long)]
    name: String,
    /// What the operator may do.
    #[arg(long)]
    role: RoleName,
    /// For how many days, at most 400.
    #[arg(long, default_value_t = 365)]
    days: u16,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    Attendant,
    Technician,
    Supervisor,
}

impl Badge {
    /// Prints the badge: the text of its QR code, its id, and the entry that lets it be believed.
    pub fn run(self) -> Done {
        let signer = signer(&self.key, &self.kid)?;
        let mut id = [0; 8];
        rand::fill(&mut id).map_err(|_| "the system gives no random numbers")?;
        let now = Timestamp::now();
        let text = badge::issue(
            &signer,
            Details {
                issuer: &self.issuer,
                operator: &self.operator,
                name: &self.name,
                role: match self.role {
                    RoleName::Attendant => Role::Attendant,
                    RoleName::Technician => Role::Technician,
                    RoleName::Supervisor => Role::Supervisor,
                },
                issued: now.as_second(),
                days: self.days,
                id: &id,
                hall: self.hall.as_deref(),
            },
        )
        .map_err(|_| "name, operator or days are out of range")?;
        let expires = now.checked_add(SignedDuration::from_hours(i64::from(self.days) * 24))?;
        let badge = json!({
            "badge": HEXLOWER.encode(&id),
            "expires": expires.to_string(),
            "text": text,
            "issuer": {
                "kid": HEXLOWER.encode(signer.kid()),
                "iss": self.issuer,
                "alg": "EdDSA",
                "key": BASE64.encode(&signer.public_bytes()),
            },
        });
        writeln!(io::stdout(), "{badge:#}")?;
        Ok(())
    }
}

/// Arguments of `trust-key`.
#[derive(Args)]
pub struct TrustKey {
    /// The configuration, `backend.toml`.
    #[arg(long)]
    config: PathBuf,
}

impl TrustKey {
    /// Prints what has to stand in `kiosk.toml`.
    pub fn run(self) -> Done {
        let trust = Config::read(&self.config)?.trust;
        let signer = signer(&trust.key, &trust.kid)?;
        let key = ListKey::of(&signer).ok_or("the key is not Ed25519")?;
        let table = toml::Table::from_iter([(
            "trust".to_owned(),
            toml::Table::from_iter([
                ("hall".to_owned(), trust.hall.into()),
                ("keys".to_owned(), vec![toml::Value::try_from(key)?].into()),
            ])
            .into(),
        )]);
        write!(io::stdout(), "{table}")?;
        Ok(())
    }
}

fn signer(key: &std::path::Path, kid: &str) -> Result<Signer, String> {
    let wrong = |reason| format!("{}: {reason}", key.display());
    let seed = key_file::read(key).map_err(wrong)?;
    let kid = key_file::kid(kid).map_err(wrong)?;
    Signer::new(Algorithm::EdDsa, &kid, &seed).map_err(|_| wrong("is not a key"))
}
