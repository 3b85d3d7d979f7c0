//! The verifiers, opened: what is configured is checked, secrets are read.

use std::path::Path;
use std::time::Duration;

use codes::opaque::BadRule;
use codes::{Charset, OpaqueRule, OpaqueRules};
use gateway::wire::{CodeCharacters, CodeShape, OpaqueIssuer};
use reqwest::Url;
use reqwest::header::HeaderValue;
use thiserror::Error;
use tokio::sync::Mutex;

use super::health_open::{AppSecret, HealthOpen};
use super::{Api, Bridge, Turns, Verifier, Verifiers};
use crate::channels::Line;
use crate::config::{BridgeConfig, HealthOpenConfig, VerifierApi, VerifierConfig};

/// A kiosk gives its call up after ten seconds, and has to hear from us before.
const WITHIN_MS_MAX: u64 = 8_000;
const KIND_CHARS_MAX: usize = 64;

/// Why a verifier cannot be used as it is configured.
#[derive(Debug, Error)]
pub enum NoVerifier {
    /// Something about it cannot be.
    #[error("{0}: {1}")]
    Wrong(String, &'static str),
    /// The shape of its codes would take others.
    #[error(transparent)]
    Shape(#[from] BadRule),
    /// TLS cannot be set up.
    #[error("the line to the issuers cannot be set up: {0}")]
    Line(#[from] reqwest::Error),
}

impl Verifiers {
    /// Opens what is configured.
    ///
    /// # Errors
    /// [`NoVerifier`].
    pub fn open(configs: &[VerifierConfig]) -> Result<Self, NoVerifier> {
        let line = Line::new()?;
        let mut verifiers: Vec<Verifier> = Vec::new();
        let mut rules = Vec::new();
        for config in configs {
            let wrong = |reason| NoVerifier::Wrong(config.kind.clone(), reason);
            if !is_id(&config.kind) {
                return Err(wrong("a kind is lower-case letters, digits and hyphens"));
            }
            if verifiers.iter().any(|other| other.kind == config.kind) {
                return Err(wrong("there is another one of this kind"));
            }
            if !(1..=WITHIN_MS_MAX).contains(&config.within_ms) {
                return Err(wrong("within_ms is 1 to 8000: a kiosk waits no longer"));
            }
            match (&config.shape, config.kind == OpaqueIssuer::HEALTH_CARD) {
                (None, true) => {}
                (Some(shape), false) => rules.push(rule(&config.kind, shape)),
                (Some(_), true) => return Err(wrong("its shape is not to be given")),
                (None, false) => return Err(wrong("the shape is missing")),
            }
            let api = match &config.api {
                VerifierApi::HealthOpen(api) => {
                    if config.kind != OpaqueIssuer::HEALTH_CARD {
                        return Err(wrong("health-open knows health cards only"));
                    }
                    health_open(api, &line).map(|api| Api::HealthOpen(Box::new(api)))
                }
                VerifierApi::Bridge(api) => bridge(api, &line).map(Api::Bridge),
            };
            verifiers.push(Verifier {
                kind: config.kind.clone(),
                within: Duration::from_millis(config.within_ms),
                api: api.map_err(wrong)?,
            });
        }
        Ok(Self {
            verifiers,
            rules: OpaqueRules::new(rules)?,
            turns: Turns::default(),
        })
    }
}

fn health_open(config: &HealthOpenConfig, line: &Line) -> Result<HealthOpen, &'static str> {
    let base_url = config.base_url.trim_end_matches('/');
    private(base_url)?;
    Ok(HealthOpen {
        base_url: base_url.to_owned(),
        app_id: config.app_id.clone(),
        secret: AppSecret(secret(&config.secret)?),
        hospital_id: config.hospital_id.clone(),
        channel: config.channel,
        results: config.results.clone(),
        token: Mutex::new(None),
        line: line.clone(),
    })
}

fn bridge(config: &BridgeConfig, line: &Line) -> Result<Bridge, &'static str> {
    private(&config.url)?;
    let token = secret(&config.token)?;
    let mut authorization = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| "the token has characters that cannot be sent")?;
    authorization.set_sensitive(true);
    Ok(Bridge {
        url: config.url.clone(),
        authorization,
        line: line.clone(),
    })
}

/// Codes and secrets go over TLS, or do not leave this machine.
fn private(url: &str) -> Result<(), &'static str> {
    let url: Url = url.parse().map_err(|_| "the address is none")?;
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    match url.scheme() {
        "https" => Ok(()),
        "http" if here => Ok(()),
        _ => Err("the address is neither https nor on this machine"),
    }
}

fn secret(path: &Path) -> Result<String, &'static str> {
    let text = std::fs::read_to_string(path).map_err(|_| "the secret cannot be read")?;
    let text = text.trim();
    if text.is_empty() {
        return Err("the secret is empty");
    }
    Ok(text.to_owned())
}

fn rule(kind: &str, shape: &CodeShape) -> OpaqueRule {
    OpaqueRule {
        name: kind.to_owned(),
        prefix: shape.prefix.clone(),
        min_len: shape.min_length,
        max_len: shape.max_length,
        charset: match shape.characters {
            CodeCharacters::Digits => Charset::Digits,
            CodeCharacters::Hex => Charset::Hex,
            CodeCharacters::Alphanumeric => Charset::Alphanumeric,
            CodeCharacters::Base64 => Charset::Base64,
            CodeCharacters::Printable => Charset::Printable,
        },
    }
}

fn is_id(kind: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=KIND_CHARS_MAX).contains(&kind.len()) && kind.bytes().all(fits)
}
