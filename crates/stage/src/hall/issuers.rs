//! Three city services that issue citizen codes: inside WeChat, Alipay and Weibo.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use codes::citizen::{Claims, Subject, issue};
use codes::{Algorithm, Signer};
use jiff::{SignedDuration, Timestamp};
use toml::{Table, Value};

use super::people::Citizen;

/// How long a code is good.
const CODE_LIFE_S: u32 = 60;

/// In which app the citizen has the city's service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum App {
    /// 微信.
    Wechat,
    /// 支付宝.
    Alipay,
    /// 微博.
    Weibo,
}

impl App {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Wechat, Self::Alipay, Self::Weibo];

    /// Its name in Chinese and English.
    #[must_use]
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Wechat => ["微信城市服务", "WeChat city service"],
            Self::Alipay => ["支付宝市民中心", "Alipay citizen centre"],
            Self::Weibo => ["微博政务", "Weibo government service"],
        }
    }

    /// Its colour, red, green, blue.
    #[must_use]
    pub fn color(self) -> [u8; 3] {
        match self {
            Self::Wechat => [0x07, 0xc1, 0x60],
            Self::Alipay => [0x16, 0x77, 0xff],
            Self::Weibo => [0xe6, 0x16, 0x2d],
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::Weibo => "weibo",
        }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Self::Wechat | Self::Weibo => Algorithm::EdDsa,
            Self::Alipay => Algorithm::Es256,
        }
    }
}

/// Someone who signs citizen codes. The keys are new with every hall.
#[derive(Clone)]
pub struct Issuer {
    app: App,
    signer: Signer,
}

impl Issuer {
    /// A new issuer of this app.
    ///
    /// # Errors
    /// When a key is not one, which happens once in 2^32 tries at most.
    pub fn new(app: App) -> anyhow::Result<Self> {
        let kid: [u8; 8] = rand::random();
        let signer = Signer::new(app.algorithm(), &kid, &rand::random())
            .context("an unusable key was drawn")?;
        Ok(Self { app, signer })
    }

    /// Somebody who claims to be this issuer: the same names, another key.
    ///
    /// # Errors
    /// As [`Issuer::new`].
    pub fn forger(&self) -> anyhow::Result<Self> {
        let signer = Signer::new(self.app.algorithm(), self.signer.kid(), &rand::random())
            .context("an unusable key was drawn")?;
        Ok(Self {
            app: self.app,
            signer,
        })
    }

    /// Its app.
    #[must_use]
    pub fn app(&self) -> App {
        self.app
    }

    /// What it calls itself in its codes.
    #[must_use]
    pub fn iss(&self) -> String {
        format!("310115-{}", self.app.word())
    }

    /// A new code of this citizen, made at `at`, good for a minute.
    #[must_use]
    pub fn code_at(&self, citizen: &Citizen, at: Timestamp) -> String {
        self.code_of(citizen.sub(), at)
    }

    /// The same for anybody: the code of the citizen with this pseudonym.
    #[must_use]
    pub fn code_of(&self, sub: [u8; 16], at: Timestamp) -> String {
        let cti: [u8; 12] = rand::random();
        let claims = Claims {
            issuer: &self.iss(),
            subject: Subject(sub),
            issued: at.as_second(),
            lifetime_s: CODE_LIFE_S,
            cti: &cti,
            name: None,
        };
        issue(&self.signer, claims)
    }

    /// A new code of this citizen, good from now for a minute.
    #[must_use]
    pub fn code(&self, citizen: &Citizen) -> String {
        self.code_at(citizen, Timestamp::now())
    }

    /// As the backend's configuration has it.
    pub(super) fn entry(&self) -> Table {
        let now = Timestamp::now();
        let year = SignedDuration::from_hours(365 * 24);
        let [zh, en] = self.app.names();
        let [red, green, blue] = self.app.color();
        let alg = match self.app.algorithm() {
            Algorithm::EdDsa => "EdDSA",
            Algorithm::Es256 => "ES256",
        };
        let mut entry = Table::new();
        for (key, value) in [
            ("kid", hex(self.signer.kid())),
            ("iss", self.iss()),
            ("app", self.app.word().to_owned()),
            ("alg", alg.to_owned()),
            ("key", BASE64.encode(self.signer.public_bytes())),
            ("color", format!("#{red:02x}{green:02x}{blue:02x}")),
        ] {
            entry.insert(key.to_owned(), Value::String(value));
        }
        entry.insert("notBefore".to_owned(), (now - year).as_second().into());
        entry.insert("notAfter".to_owned(), (now + year).as_second().into());
        let names = Table::from_iter([
            ("zh-CN".to_owned(), zh.into()),
            ("en".to_owned(), en.into()),
        ]);
        entry.insert("name".to_owned(), names.into());
        entry
    }
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
