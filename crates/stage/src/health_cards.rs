//! The open platform of the electronic health card (电子健康卡), as far as a hall meets it: it
//! gives out cards and live codes, and says whose a code is. It checks every signature.

mod behaviour;
mod requests;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::routing::post;
use jiff::Timestamp;
use toml::{Table, Value};

use crate::hall::hex;
use crate::server::Server;

pub use behaviour::{Answering, Rubbish};

/// How long a live code is good.
const CODE_LIFE: Duration = Duration::from_secs(60);
/// What every code of a card is of.
const CODE_TYPE: &str = "1";

/// The platform. When it is dropped, nobody is there any more.
pub struct HealthPlatform {
    server: Server,
    cards: HealthCards,
}

/// The cards that the platform has given out. Clones share them.
#[derive(Clone, Default)]
pub struct HealthCards {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The live codes, and until when each is good.
    live: HashMap<String, Timestamp>,
    used: Vec<String>,
    tokens: Vec<String>,
    asked: Vec<String>,
    answering: Answering,
    next: VecDeque<Answering>,
}

/// What the platform says of a code, as its `resultCode`.
pub(super) mod result {
    /// Good.
    pub const DONE: i64 = 0;
    /// The signature is not that of the request.
    pub const SIGNATURE: i64 = -10_001;
    /// The token is not good any more.
    pub const TOKEN: i64 = -10_002;
    /// The request is not one of this API.
    pub const REQUEST: i64 = -10_003;
    /// The code is too old.
    pub const EXPIRED: i64 = -20_001;
    /// The code was used.
    pub const USED: i64 = -20_002;
    /// No such code.
    pub const UNKNOWN: i64 = -20_003;
    /// The platform is busy with itself.
    pub const BUSY: i64 = -99_999;
}

impl HealthPlatform {
    /// The hall's app there.
    pub const APP_ID: &str = "hp-hall-0001";
    /// With which its requests are signed.
    pub const SECRET: &str = "4b1f0c9e7d3a4f65b2c8a9d0e1f23456";
    /// The hall as an institution.
    pub const HOSPITAL_ID: &str = "30646";
    /// What citizens call the code, in Chinese and English.
    pub const NAMES: [&str; 2] = ["电子健康卡", "Electronic health card"];
    /// The colour of the card, red, green, blue.
    pub const COLOR: [u8; 3] = [0x00, 0x8f, 0x8c];

    /// Opens the platform on a free port.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> anyhow::Result<Self> {
        let cards = HealthCards::default();
        let router = Router::new()
            .route(requests::TOKEN_PATH, post(requests::token))
            .route(requests::VERIFY_PATH, post(requests::verify))
            .with_state(cards.clone());
        let server = Server::start(router).await?;
        Ok(Self { server, cards })
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// The cards.
    #[must_use]
    pub fn cards(&self) -> &HealthCards {
        &self.cards
    }

    /// One of the backend's `[[verifiers]]`. The secret is in the file `secret`.
    #[must_use]
    pub fn entry(&self, secret: &str, within_ms: i64) -> Table {
        let [zh, en] = Self::NAMES;
        let results = [
            ("expired", result::EXPIRED),
            ("used", result::USED),
            ("unknown", result::UNKNOWN),
            ("token", result::TOKEN),
        ];
        let results = results.map(|(name, code)| (name.to_owned(), vec![code].into()));
        let api = [
            ("base_url", Value::from(self.url())),
            ("app_id", Self::APP_ID.into()),
            ("secret", secret.into()),
            ("hospital_id", Self::HOSPITAL_ID.into()),
            ("results", Table::from_iter(results).into()),
        ];
        let api = api.map(|(name, value)| (name.to_owned(), value));
        let api = [("health-open".to_owned(), Table::from_iter(api).into())];
        let names = [
            ("zh-CN".to_owned(), zh.into()),
            ("en".to_owned(), en.into()),
        ];
        let entry = [
            ("kind", Value::from("health-card")),
            ("name", Table::from_iter(names).into()),
            ("color", format!("#{}", hex(&Self::COLOR)).into()),
            ("within_ms", within_ms.into()),
            ("api", Table::from_iter(api).into()),
        ];
        Table::from_iter(entry.map(|(name, value)| (name.to_owned(), value)))
    }
}

impl HealthCards {
    /// The id of this person's card: 64 characters of hex.
    #[must_use]
    pub fn id(sub: [u8; 16]) -> String {
        let named = [b"health card ".as_slice(), &sub].concat();
        hex(digest(&SHA256, &named).as_ref()).to_uppercase()
    }

    /// The code that is on the paper card, and is always the same.
    #[must_use]
    pub fn static_code(sub: [u8; 16]) -> String {
        format!("{}:{CODE_TYPE}", Self::id(sub))
    }

    /// A new live code of this person, good for a minute and for one use.
    #[must_use]
    pub fn live_code(&self, sub: [u8; 16]) -> String {
        self.code_until(sub, Timestamp::now() + CODE_LIFE)
    }

    /// A live code of this person whose minute is over.
    #[must_use]
    pub fn old_code(&self, sub: [u8; 16]) -> String {
        self.code_until(sub, Timestamp::now() - CODE_LIFE)
    }

    /// A live code that the platform has never given out.
    #[must_use]
    pub fn made_up_code(sub: [u8; 16]) -> String {
        format!(
            "{}:{CODE_TYPE}:{:08X}",
            Self::id(sub),
            rand::random::<u32>()
        )
    }

    fn code_until(&self, sub: [u8; 16], until: Timestamp) -> String {
        let code = Self::made_up_code(sub);
        self.state().live.insert(code.clone(), until);
        code
    }

    /// Somebody else was shown this code.
    pub fn spend(&self, code: &str) {
        self.state().used.push(code.to_owned());
    }

    /// Answers so from now on.
    pub fn answer(&self, answering: Answering) {
        self.state().answering = answering;
    }

    /// Answers the next question so, and then as before; several are queued.
    pub fn answer_next(&self, answering: Answering) {
        self.state().next.push_back(answering);
    }

    /// No token that was given out so far is good any more.
    pub fn forget_tokens(&self) {
        self.state().tokens.clear();
    }

    /// The codes it was asked about, with a right signature and a good token, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in there is left half done by a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
