//! The channels, opened: keys read, lines set up.

use std::path::Path;

use thiserror::Error;

use super::alipay::{CertificateNumbers, certificate_number, root_number};
use super::rsa::{KeyError, SigningKey, VerifyingKey};
use super::wechat::v2::ApiKey;
use super::{Alipay, Channels, Line, Wechat, WechatAccount, WechatV2};
use crate::config::{AlipayConfig, Config, WechatConfig, WechatV2Config, WechatV3Config};
use order::Millis;

const MINUTE_MS: Millis = 60_000;

/// Why a channel cannot be used as it is configured.
#[derive(Debug, Error)]
pub enum OpenError {
    /// A key is of no use.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// TLS cannot be set up.
    #[error("the line to the channels cannot be set up: {0}")]
    Line(#[from] reqwest::Error),
}

impl Channels {
    /// Opens the channels that are configured.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(config: &Config) -> Result<Self, OpenError> {
        let line = Line::new()?;
        let wechat = match &config.wechat {
            None => None,
            Some(WechatConfig::V3(config)) => {
                Some(WechatAccount::V3(Box::new(wechat_v3(config, &line)?)))
            }
            Some(WechatConfig::V2(config)) => {
                Some(WechatAccount::V2(Box::new(wechat_v2(config, &line)?)))
            }
        };
        let alipay = match &config.alipay {
            None => None,
            Some(account) => Some(alipay(account, config.waits.alipay.pay_limit_ms, &line)?),
        };
        Ok(Self { wechat, alipay })
    }
}

fn alipay(config: &AlipayConfig, pay_limit: Millis, line: &Line) -> Result<Alipay, KeyError> {
    let certificates = match &config.certificates {
        None => None,
        Some(files) => Some(CertificateNumbers {
            app: number(&files.app, certificate_number)?,
            root: number(&files.root, root_number)?,
        }),
    };
    Ok(Alipay {
        gateway_url: config.gateway_url.clone(),
        app_id: config.app_id.clone(),
        key: SigningKey::read(&config.private_key)?,
        alipay_key: VerifyingKey::read(&config.alipay_key)?,
        certificates,
        store: config.store.clone(),
        closes_after_min: minutes_above(pay_limit),
        line: line.clone(),
    })
}

fn number(path: &Path, of: impl Fn(&[u8]) -> Option<String>) -> Result<String, KeyError> {
    let pem = std::fs::read(path).map_err(|error| KeyError::File(path.to_owned(), error))?;
    of(&pem).ok_or_else(|| KeyError::NotAKey(path.to_owned(), "the PEM of a certificate"))
}

fn wechat_v3(config: &WechatV3Config, line: &Line) -> Result<Wechat, KeyError> {
    Ok(Wechat {
        base_url: config.base_url.trim_end_matches('/').to_owned(),
        mchid: config.mchid.clone(),
        appid: config.appid.clone(),
        serial_no: config.serial_no.clone(),
        key: SigningKey::read(&config.private_key)?,
        platform_serial: config.platform_serial.clone(),
        platform_key: VerifyingKey::read(&config.platform_key)?,
        store: config.store.clone(),
        line: line.clone(),
    })
}

fn wechat_v2(config: &WechatV2Config, line: &Line) -> Result<WechatV2, KeyError> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).map_err(|error| KeyError::File(path.to_owned(), error))
    };
    let key = ApiKey::new(read(&config.key)?.trim(), config.sign_type)
        .ok_or_else(|| KeyError::NotAKey(config.key.clone(), "32 letters and digits"))?;
    let certified = match &config.certificate {
        None => line.clone(),
        Some(files) => {
            let pem = read(&files.certificate)? + "\n" + &read(&files.private_key)?;
            let wrong = |_| {
                KeyError::NotAKey(
                    files.certificate.clone(),
                    "the PEM of a certificate with its key",
                )
            };
            Line::with_certificate(pem.as_bytes()).map_err(wrong)?
        }
    };
    Ok(WechatV2 {
        base_url: config.base_url.trim_end_matches('/').to_owned(),
        mchid: config.mchid.clone(),
        appid: config.appid.clone(),
        key,
        store: config.store.clone(),
        ip: config.ip.clone(),
        line: line.clone(),
        certified,
    })
}

/// Whole minutes, at least one more than the wait: we close it ourselves, Alipay does if we cannot.
fn minutes_above(wait: Millis) -> u32 {
    u32::try_from(wait / MINUTE_MS + 1)
        .unwrap_or(1)
        .clamp(1, 15)
}
