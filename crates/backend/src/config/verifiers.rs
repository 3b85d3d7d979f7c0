//! `[[verifiers]]`: whose codes are taken although they say nothing to us, and where their issuer
//! is asked.

use std::path::PathBuf;

use gateway::wire::{CodeShape, OpaqueIssuer, Texts};
use serde::Deserialize;

/// One of `[[verifiers]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifierConfig {
    /// `health-card`, or any other id for a code whose shape is given.
    pub kind: String,
    /// What the code is called.
    pub name: Texts,
    /// `#rrggbb`.
    pub color: String,
    /// How it is known; not for `health-card`, whose shape is public.
    pub shape: Option<CodeShape>,
    /// How long the issuer has to answer, in milliseconds. A kiosk waits for ten seconds.
    #[serde(default = "within_ms")]
    pub within_ms: u64,
    /// How the issuer is asked.
    pub api: VerifierApi,
}

/// What the issuer's service understands.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerifierApi {
    /// The open platform of the electronic health card.
    HealthOpen(HealthOpenConfig),
    /// Our own few words, for whoever stands between us and an issuer whose API is not public.
    Bridge(BridgeConfig),
}

/// `[verifiers.api.health-open]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthOpenConfig {
    /// Where the platform is.
    #[serde(default = "health_open_url")]
    pub base_url: String,
    /// The app (`appId`).
    pub app_id: String,
    /// File with the app's secret (`appSecret`).
    pub secret: PathBuf,
    /// The institution (`hospitalId`).
    pub hospital_id: String,
    /// From where the card is used (`channelNum`); 4 is a terminal that scans.
    #[serde(default = "scanning_terminal")]
    pub channel: u32,
    /// What the platform's results mean.
    pub results: HealthOpenResults,
}

/// `[verifiers.api.health-open.results]`: values of `resultCode`. They are not public; the
/// contract with the platform has them. Any other than 0 that is not told here means that nothing
/// is known of the code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HealthOpenResults {
    /// The code is too old.
    pub expired: Vec<i64>,
    /// The code was used.
    pub used: Vec<i64>,
    /// The platform does not know such a code.
    pub unknown: Vec<i64>,
    /// Our token (`appToken`) is not good any more.
    pub token: Vec<i64>,
}

/// `[verifiers.api.bridge]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BridgeConfig {
    /// Where it is asked.
    pub url: String,
    /// File with the token that we show.
    pub token: PathBuf,
}

impl VerifierConfig {
    /// As kiosks are told.
    #[must_use]
    pub fn entry(&self) -> OpaqueIssuer {
        OpaqueIssuer {
            kind: self.kind.clone(),
            name: self.name.clone(),
            color: self.color.clone(),
            shape: self.shape.clone(),
        }
    }

    pub(super) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        [match &mut self.api {
            VerifierApi::HealthOpen(api) => &mut api.secret,
            VerifierApi::Bridge(api) => &mut api.token,
        }]
        .into_iter()
    }
}

fn within_ms() -> u64 {
    6_000
}

fn health_open_url() -> String {
    "https://p-healthopen.tengmed.com".to_owned()
}

fn scanning_terminal() -> u32 {
    4
}
