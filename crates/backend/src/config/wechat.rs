//! `[wechat]`: an account at WeChat Pay, by the API that the merchant's contract is for.

use std::path::PathBuf;

use serde::Deserialize;
use thiserror::Error;

use crate::channels::wechat::v2::SignType;

/// `[wechat]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Written")]
pub enum WechatConfig {
    /// `api = "v3"`, or left out.
    V3(WechatV3Config),
    /// `api = "v2"`.
    V2(WechatV2Config),
}

/// What API V3 needs.
#[derive(Clone, Debug)]
pub struct WechatV3Config {
    /// Where the API is.
    pub base_url: String,
    /// The merchant.
    pub mchid: String,
    /// The app.
    pub appid: String,
    /// Serial number of the merchant's certificate.
    pub serial_no: String,
    /// The merchant's private key, PEM.
    pub private_key: PathBuf,
    /// Serial number or id of the platform's key.
    pub platform_serial: String,
    /// The platform's public key, PEM.
    pub platform_key: PathBuf,
    /// What the merchant calls the hall.
    pub store: String,
}

/// What API V2 needs.
#[derive(Clone, Debug)]
pub struct WechatV2Config {
    /// Where the API is.
    pub base_url: String,
    /// The merchant.
    pub mchid: String,
    /// The app.
    pub appid: String,
    /// File with the API key: 32 letters and digits.
    pub key: PathBuf,
    /// How requests and answers are signed.
    pub sign_type: SignType,
    /// What nothing is given back without; absent only where the API is spoken to without TLS,
    /// which is on stage.
    pub certificate: Option<Certificate>,
    /// What the merchant calls the hall.
    pub store: String,
    /// The address that requests come from.
    pub ip: String,
}

/// The merchant's certificate with its key.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// PEM.
    pub certificate: PathBuf,
    /// PEM.
    pub private_key: PathBuf,
}

/// Why the keys do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WrongKeys {
    /// One is missing.
    #[error("[wechat]: `{0}` is missing")]
    Missing(&'static str),
    /// One belongs to the other API.
    #[error("[wechat]: `{0}` belongs to the other `api`")]
    Foreign(&'static str),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Api {
    #[default]
    V3,
    V2,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    api: Api,
    #[serde(default = "url")]
    base_url: String,
    mchid: String,
    appid: String,
    #[serde(default = "super::hall")]
    store: String,
    private_key: Option<PathBuf>,
    serial_no: Option<String>,
    platform_serial: Option<String>,
    platform_key: Option<PathBuf>,
    key: Option<PathBuf>,
    sign_type: Option<SignType>,
    certificate: Option<PathBuf>,
    ip: Option<String>,
}

impl WechatConfig {
    pub(super) fn paths(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Self::V3(v3) => vec![&mut v3.private_key, &mut v3.platform_key],
            Self::V2(v2) => {
                let mut paths = vec![&mut v2.key];
                if let Some(certificate) = &mut v2.certificate {
                    paths.extend([&mut certificate.certificate, &mut certificate.private_key]);
                }
                paths
            }
        }
    }
}

impl TryFrom<Written> for WechatConfig {
    type Error = WrongKeys;

    fn try_from(written: Written) -> Result<Self, WrongKeys> {
        match written.api {
            Api::V3 => written.v3().map(Self::V3),
            Api::V2 => written.v2().map(Self::V2),
        }
    }
}

impl Written {
    fn v3(self) -> Result<WechatV3Config, WrongKeys> {
        none("key", self.key.as_ref())?;
        none("sign_type", self.sign_type.as_ref())?;
        none("certificate", self.certificate.as_ref())?;
        none("ip", self.ip.as_ref())?;
        Ok(WechatV3Config {
            base_url: self.base_url,
            mchid: self.mchid,
            appid: self.appid,
            serial_no: some("serial_no", self.serial_no)?,
            private_key: some("private_key", self.private_key)?,
            platform_serial: some("platform_serial", self.platform_serial)?,
            platform_key: some("platform_key", self.platform_key)?,
            store: self.store,
        })
    }

    fn v2(self) -> Result<WechatV2Config, WrongKeys> {
        none("serial_no", self.serial_no.as_ref())?;
        none("platform_serial", self.platform_serial.as_ref())?;
        none("platform_key", self.platform_key.as_ref())?;
        let has_tls = !self.base_url.starts_with("http://");
        let certificate = if has_tls || self.certificate.is_some() {
            Some(Certificate {
                certificate: some("certificate", self.certificate)?,
                private_key: some("private_key", self.private_key)?,
            })
        } else {
            None
        };
        Ok(WechatV2Config {
            base_url: self.base_url,
            mchid: self.mchid,
            appid: self.appid,
            key: some("key", self.key)?,
            sign_type: self.sign_type.unwrap_or_default(),
            certificate,
            store: self.store,
            ip: self.ip.unwrap_or_else(|| "127.0.0.1".to_owned()),
        })
    }
}

fn some<T>(name: &'static str, value: Option<T>) -> Result<T, WrongKeys> {
    value.ok_or(WrongKeys::Missing(name))
}

fn none<T>(name: &'static str, value: Option<T>) -> Result<(), WrongKeys> {
    match value {
        None => Ok(()),
        Some(_) => Err(WrongKeys::Foreign(name)),
    }
}

fn url() -> String {
    "https://api.mch.weixin.qq.com".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const V2: &str = "api = \"v2\"\nmchid = \"1\"\nappid = \"wx\"\nkey = \"k\"\n";

    fn read(text: &str) -> Result<WechatConfig, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn without_a_word_it_is_v3_and_that_needs_its_keys() {
        let error = read("mchid = \"1\"\nappid = \"wx\"\n").unwrap_err();
        assert_eq!(error, WrongKeys::Missing("serial_no").to_string());
    }

    #[test]
    fn v2_has_a_certificate_unless_it_is_on_stage() {
        let error = read(V2).unwrap_err();
        assert_eq!(error, WrongKeys::Missing("certificate").to_string());
        let whole = format!("{V2}certificate = \"c\"\nprivate_key = \"p\"\n");
        assert!(matches!(
            read(&whole),
            Ok(WechatConfig::V2(WechatV2Config {
                sign_type: SignType::HmacSha256,
                certificate: Some(_),
                ..
            }))
        ));
        let stage = format!("{V2}base_url = \"http://127.0.0.1:1\"\nsign_type = \"MD5\"\n");
        assert!(matches!(
            read(&stage),
            Ok(WechatConfig::V2(WechatV2Config {
                sign_type: SignType::Md5,
                certificate: None,
                ..
            }))
        ));
    }

    #[test]
    fn what_belongs_to_the_other_api_is_refused() {
        let error = read(&format!("{V2}serial_no = \"7\"\n")).unwrap_err();
        assert_eq!(error, WrongKeys::Foreign("serial_no").to_string());
        assert!(read(&format!("{V2}sign_type = \"MD4\"\n")).is_err());
    }
}
