//! Three city services that issue citizen codes: inside WeChat, Alipay and Weibo. The one inside
//! Alipay gives each phone a credential once a month, and the phone makes its codes by itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use codes::citizen::{Claims, Credential, Presentation, Subject, issue, present};
use codes::{Algorithm, Signer};
use jiff::{SignedDuration, Timestamp};
use toml::{Table, Value};

use super::people::Citizen;

/// How long a code is good.
const CODE_LIFE_S: u32 = 60;
/// How long a phone's credential is good.
const CREDENTIAL_LIFE_S: u32 = 30 * 86_400;

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

    /// Whether the phone signs its codes itself.
    fn is_in_two_layers(self) -> bool {
        self == Self::Alipay
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
    /// What the phones of the citizens have been given, by pseudonym.
    phones: Arc<Mutex<HashMap<[u8; 16], Wallet>>>,
}

/// What a phone keeps for its codes.
#[derive(Clone)]
struct Wallet {
    key: Signer,
    credential: Credential,
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
        Ok(Self {
            app,
            signer,
            phones: Arc::default(),
        })
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
            phones: Arc::default(),
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
        if self.app.is_in_two_layers() {
            let wallet = self.wallet(sub);
            let shown = Presentation {
                issued: at.as_second(),
                lifetime_s: CODE_LIFE_S,
                cti: &cti,
                hall: None,
            };
            return present(&wallet.key, &wallet.credential, shown);
        }
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

    /// What the phone of the citizen has, or is given now: a credential of yesterday.
    fn wallet(&self, sub: [u8; 16]) -> Wallet {
        let mut phones = self.phones.lock().unwrap_or_else(PoisonError::into_inner);
        let wallet = phones.entry(sub).or_insert_with(|| {
            let key = phone_key();
            let yesterday = Timestamp::now() - SignedDuration::from_hours(24);
            let claims = Claims {
                issuer: &self.iss(),
                subject: Subject(sub),
                issued: yesterday.as_second(),
                lifetime_s: CREDENTIAL_LIFE_S,
                cti: &rand::random::<[u8; 8]>(),
                name: None,
            };
            let credential = Credential::issue(&self.signer, claims, &key);
            Wallet { key, credential }
        });
        wallet.clone()
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

/// A key as phones have them in their secure element. It has no id: the credential names it.
fn phone_key() -> Signer {
    loop {
        // Once in 2^32 tries it is none.
        if let Ok(key) = Signer::new(Algorithm::Es256, b"", &rand::random()) {
            return key;
        }
    }
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LI, WANG};
    use super::*;
    use codes::citizen::{Limits, TrustedIssuer, verify};
    use codes::{Refusal, Trust};

    fn trust(issuer: &Issuer) -> Trust {
        let key = issuer.signer.public_bytes();
        let kid = issuer.signer.kid();
        let algorithm = issuer.app.algorithm();
        let trusted = TrustedIssuer::new(kid, &issuer.iss(), algorithm, &key, 0, i64::MAX);
        Trust::new(vec![trusted.unwrap()], Limits::default()).unwrap()
    }

    #[test]
    fn the_codes_of_every_app_are_believed_for_a_minute_and_only_of_its_issuer() {
        for app in App::ALL {
            let issuer = Issuer::new(app).unwrap();
            let now = Timestamp::now();
            let code = issuer.code_at(&WANG, now);
            let verdict = |seconds| verify(&code, &trust(&issuer), now.as_second() + seconds);
            assert_eq!(verdict(0).unwrap().subject, Subject(WANG.sub()));
            assert!(verdict(3_600).is_err());
            let forged = issuer.forger().unwrap().code_at(&WANG, now);
            let forged = verify(&forged, &trust(&issuer), now.as_second());
            assert_eq!(forged, Err(Refusal::Forged));
        }
    }

    #[test]
    fn a_phone_that_signs_by_itself_keeps_its_credential() {
        let issuer = Issuer::new(App::Alipay).unwrap();
        let credential = |citizen: &Citizen| {
            let code = issuer.code(citizen);
            assert!(code.len() <= 483, "{} characters", code.len());
            assert_ne!(code, issuer.code(citizen), "signed anew each time");
            code[..100].to_owned()
        };
        assert_eq!(credential(&LI), credential(&LI));
        assert_ne!(credential(&LI), credential(&WANG));
    }
}
