//! The page and what it asks for.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::codes::Kind;
use super::scenes::{masked, wallet_color, wallet_names};
use super::{Hand, Shown, svg};
use crate::channels::{ChannelKind, Outcome};
use crate::hall::{App, Citizen};
use crate::health_cards::HealthPlatform;

const WALLETS: [ChannelKind; 2] = [ChannelKind::Wechat, ChannelKind::Alipay];

pub(super) fn router(hand: Arc<Hand>) -> Router {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], text) })
    };
    Router::new()
        .route(
            "/",
            file("text/html; charset=utf-8", include_str!("page/index.html")),
        )
        .route(
            "/phone.css",
            file("text/css; charset=utf-8", include_str!("page/phone.css")),
        )
        .route(
            "/phone.js",
            file(
                "text/javascript; charset=utf-8",
                include_str!("page/phone.js"),
            ),
        )
        .route("/phone", get(phone))
        .route("/code", get(code))
        .route("/pulse", get(pulse))
        .route("/hold", post(hold))
        .route("/answer", post(answer))
        .with_state(hand)
}

/// Something the page asks for that the phone does not have.
struct Missing;

impl IntoResponse for Missing {
    fn into_response(self) -> Response {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// A city service or a wallet, as the page names it.
#[derive(Deserialize, Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Word {
    Wechat,
    Alipay,
    Weibo,
    #[serde(rename = "health-card")]
    HealthCard,
}

impl Word {
    fn of_app(app: App) -> Self {
        match app {
            App::Wechat => Self::Wechat,
            App::Alipay => Self::Alipay,
            App::Weibo => Self::Weibo,
        }
    }

    fn of_wallet(channel: ChannelKind) -> Self {
        match channel {
            ChannelKind::Wechat => Self::Wechat,
            ChannelKind::Alipay => Self::Alipay,
        }
    }

    /// What shows who the owner is.
    fn identity(self, citizen: Citizen) -> Shown {
        let app = match self {
            Self::Wechat => App::Wechat,
            Self::Alipay => App::Alipay,
            Self::Weibo => App::Weibo,
            Self::HealthCard => return Shown::HealthCard { citizen },
        };
        Shown::Citizen { app, citizen }
    }

    fn wallet(self) -> Result<ChannelKind, Missing> {
        match self {
            Self::Wechat => Ok(ChannelKind::Wechat),
            Self::Alipay => Ok(ChannelKind::Alipay),
            Self::Weibo | Self::HealthCard => Err(Missing),
        }
    }
}

/// What can be on the phone's screen or in its owner's other hand.
#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
enum Wish {
    Nothing,
    Citizen { app: Word, citizen: String },
    Payment { app: Word, citizen: String },
    Notice { number: String },
}

impl Hand {
    fn citizen(&self, id: &str) -> Result<Citizen, Missing> {
        self.citizens
            .iter()
            .find(|citizen| citizen.id == id)
            .copied()
            .ok_or(Missing)
    }

    fn wished(&self, wish: Wish) -> Result<Shown, Missing> {
        Ok(match wish {
            Wish::Nothing => Shown::Nothing,
            Wish::Citizen { app, citizen } => app.identity(self.citizen(&citizen)?),
            Wish::Payment { app, citizen } => Shown::Payment {
                channel: app.wallet()?,
                payer: self.citizen(&citizen)?.id.to_owned(),
            },
            Wish::Notice { number } => {
                let notice = self.notices.iter().find(|notice| notice.number == number);
                Shown::Notice(notice.cloned().ok_or(Missing)?)
            }
        })
    }
}

/// Everything that does not change.
async fn phone(State(hand): State<Arc<Hand>>) -> Json<Value> {
    let citizens = hand.citizens.iter().map(
        |citizen| json!({ "id": citizen.id, "name": citizen.name, "masked": masked(citizen.name) }),
    );
    let services = hand.issuers.iter().map(|issuer| {
        let app = issuer.app();
        json!({ "id": Word::of_app(app), "names": app.names(), "color": app.color() })
    });
    let card = json!({
        "id": Word::HealthCard,
        "names": HealthPlatform::NAMES,
        "color": HealthPlatform::COLOR,
    });
    let services = services.chain([card]);
    let wallets = WALLETS.iter().map(|&wallet| {
        json!({ "id": Word::of_wallet(wallet), "names": wallet_names(wallet), "color": wallet_color(wallet) })
    });
    let notices = hand
        .notices
        .iter()
        .map(|notice| json!({ "number": notice.number, "title": notice.title }));
    Json(json!({
        "citizens": citizens.collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
        "wallets": wallets.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
    }))
}

/// The code that is on the screen: `?what=citizen&app=weibo&citizen=wang`.
async fn code(
    State(hand): State<Arc<Hand>>,
    Query(wish): Query<Wish>,
) -> Result<Response, Missing> {
    let kind = Kind::of(&hand.wished(wish)?).ok_or(Missing)?;
    let mut codes = hand.codes();
    let (made, left) = codes.current(&kind, Instant::now()).map_err(|_| Missing)?;
    let body = json!({
        "symbol": svg::symbol(&made.code),
        "leftMs": left.as_millis() as u64,
        "lifeMs": codes.renewed_after().as_millis() as u64,
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response())
}

#[derive(Deserialize)]
struct Owner {
    citizen: String,
}

/// What changes: what is before the camera, and what the wallets ask their owner.
async fn pulse(
    State(hand): State<Arc<Hand>>,
    Query(owner): Query<Owner>,
) -> Result<Json<Value>, Missing> {
    let owner = hand.citizen(&owner.citizen)?;
    let held = match &hand.held.borrow().shown {
        Shown::Nothing | Shown::Text(_) => json!({ "what": "nothing" }),
        Shown::Citizen { app, citizen } => {
            json!({ "what": "citizen", "app": Word::of_app(*app), "citizen": citizen.id })
        }
        Shown::HealthCard { citizen } => {
            json!({ "what": "citizen", "app": Word::HealthCard, "citizen": citizen.id })
        }
        Shown::Payment { channel, payer } => {
            json!({ "what": "payment", "app": Word::of_wallet(*channel), "citizen": payer })
        }
        Shown::Notice(notice) => json!({ "what": "notice", "number": notice.number }),
    };
    let codes = hand.codes();
    let prompts = WALLETS.iter().flat_map(|&wallet| {
        let prompts = codes.ledger(wallet).prompts(owner.id);
        prompts.into_iter().map(move |prompt| {
            let left = prompt.until.as_millisecond() - Timestamp::now().as_millisecond();
            json!({
                "app": Word::of_wallet(wallet),
                "order": prompt.order,
                "amount": prompt.amount,
                "description": prompt.description,
                "leftMs": left.max(0),
            })
        })
    });
    Ok(Json(
        json!({ "held": held, "prompts": prompts.collect::<Vec<_>>() }),
    ))
}

async fn hold(
    State(hand): State<Arc<Hand>>,
    Json(wish): Json<Wish>,
) -> Result<StatusCode, Missing> {
    let shown = hand.wished(wish)?;
    hand.show(shown).map_err(|_| Missing)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Answered {
    app: Word,
    citizen: String,
    outcome: Answer,
}

/// What the owner does when asked for the password.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Confirmed,
    Wrong,
    Dismissed,
}

async fn answer(
    State(hand): State<Arc<Hand>>,
    Json(answered): Json<Answered>,
) -> Result<StatusCode, Missing> {
    let payer = hand.citizen(&answered.citizen)?;
    let outcome = match answered.outcome {
        Answer::Confirmed => Outcome::Confirmed,
        Answer::Wrong => Outcome::WrongPassword,
        Answer::Dismissed => Outcome::Dismissed,
    };
    let ledger = hand.codes().ledger(answered.app.wallet()?).clone();
    ledger
        .confirm(payer.id, outcome)
        .map(|_| StatusCode::NO_CONTENT)
        .ok_or(Missing)
}
