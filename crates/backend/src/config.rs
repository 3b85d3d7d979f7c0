//! `backend.toml`. Unknown keys are refused; paths are taken from where the file lies.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use codes::trust_list::{ForeignIssuer, ListKey, ListedIssuer, StaffIssuer};
use serde::Deserialize;
use thiserror::Error;

use order::Waits;

mod verifiers;
mod wechat;

pub use verifiers::{
    BridgeConfig, HealthOpenConfig, HealthOpenResults, VerifierApi, VerifierConfig,
};
pub use wechat::{Certificate, WechatConfig, WechatV2Config, WechatV3Config, WrongKeys};

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where kiosks call, e.g. `127.0.0.1:8400`; port 0 takes a free one.
    pub listen: SocketAddr,
    /// `sqlite:///abs/path.sqlite?mode=rwc`.
    pub database: String,
    /// Folder of the services.
    pub services: PathBuf,
    /// What is taken from machines that were cut off.
    #[serde(default)]
    pub applications: ApplicationsConfig,
    /// How citizens follow their numbers for windows.
    #[serde(default)]
    pub queues: QueuesConfig,
    /// How receipts are signed.
    pub receipts: ReceiptsConfig,
    /// The account at WeChat Pay, if there is one.
    pub wechat: Option<WechatConfig>,
    /// The account at Alipay, if there is one.
    pub alipay: Option<AlipayConfig>,
    /// How long to wait for what.
    #[serde(default)]
    pub waits: Waits,
    /// How the list of trust is signed.
    pub trust: TrustConfig,
    /// Whose citizen codes are believed.
    #[serde(default)]
    pub issuers: Vec<ListedIssuer>,
    /// Whose staff badges are believed.
    #[serde(default)]
    pub staff: Vec<StaffIssuer>,
    /// Whose codes of other formats are believed.
    #[serde(default)]
    pub foreign: Vec<ForeignIssuer>,
    /// Who is asked about codes that say nothing to us.
    #[serde(default)]
    pub verifiers: Vec<VerifierConfig>,
}

/// `[applications]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicationsConfig {
    /// How many days ago a citizen code may have been shown that comes with an application. Seven
    /// days without a network and one for the repair, if nothing is said. For as long it is kept
    /// which visit a code was used in.
    pub shown_within_days: u16,
}

impl Default for ApplicationsConfig {
    fn default() -> Self {
        Self {
            shown_within_days: 8,
        }
    }
}

/// `[queues]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QueuesConfig {
    /// Where phones reach this backend, e.g. `https://hall.example.cn`: only the paths below
    /// `/queue/` have to be let through. Without it, tickets have no code for the phone.
    pub phone_url: Option<String>,
}

/// `[receipts]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptsConfig {
    /// File with the Ed25519 seed: 32 bytes in hex.
    pub key: PathBuf,
    /// Id of the key, in hex.
    pub kid: String,
}

/// `[trust]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustConfig {
    /// Id of the hall, as its kiosks know it and as citizen codes name it.
    pub hall: String,
    /// File with the Ed25519 seed: 32 bytes in hex.
    pub key: PathBuf,
    /// Id of the key, in hex.
    pub kid: String,
    /// Other keys that may sign a later list, before the hall changes to one of them.
    #[serde(default)]
    pub next: Vec<ListKey>,
    /// How many days a list is good. A machine that is cut off for longer believes nobody.
    #[serde(default = "valid_days")]
    pub valid_days: u16,
    /// File of what is revoked, `revoked.toml`. It is looked at again all the time.
    pub revoked: Option<PathBuf>,
}

/// `[alipay]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlipayConfig {
    /// Where the gateway is.
    #[serde(default = "alipay_url")]
    pub gateway_url: String,
    /// The app.
    pub app_id: String,
    /// The merchant's private key, PEM.
    pub private_key: PathBuf,
    /// Alipay's public key or certificate, PEM.
    pub alipay_key: PathBuf,
    /// In certificate mode.
    pub certificates: Option<AlipayCertificates>,
    /// What the merchant calls the hall.
    #[serde(default = "hall")]
    pub store: String,
}

/// `[alipay.certificates]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlipayCertificates {
    /// The app's certificate, PEM.
    pub app: PathBuf,
    /// Alipay's root certificates, PEM.
    pub root: PathBuf,
}

/// Why there is no configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, #[source] std::io::Error),
    /// The file is wrong; the text has line and reason.
    #[error("{}: {}", .0.display(), .1)]
    Wrong(PathBuf, Box<toml::de::Error>),
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::File(path.to_owned(), error))?;
        let mut config: Self = toml::from_str(&text)
            .map_err(|error| ConfigError::Wrong(path.to_owned(), Box::new(error)))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for path in config.paths() {
            *path = folder.join(&*path);
        }
        Ok(config)
    }

    fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let wechat = self.wechat.iter_mut().flat_map(WechatConfig::paths);
        let alipay = self.alipay.iter_mut().flat_map(|it| {
            let certificates = it.certificates.iter_mut();
            let certificates = certificates.flat_map(|it| [&mut it.app, &mut it.root]);
            [&mut it.private_key, &mut it.alipay_key]
                .into_iter()
                .chain(certificates)
        });
        let verifiers = self.verifiers.iter_mut().flat_map(VerifierConfig::paths);
        let trust = [&mut self.trust.key]
            .into_iter()
            .chain(&mut self.trust.revoked);
        [&mut self.services, &mut self.receipts.key]
            .into_iter()
            .chain(trust)
            .chain(verifiers)
            .chain(wechat)
            .chain(alipay)
    }
}

fn valid_days() -> u16 {
    30
}

fn alipay_url() -> String {
    "https://openapi.alipay.com/gateway.do".to_owned()
}

fn hall() -> String {
    "hall".to_owned()
}
