//! The platform's two calls.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::behaviour::{Answering, Rubbish};
use super::{HealthCards, HealthPlatform, result};
use crate::hall::hex;

pub(super) const TOKEN_PATH: &str = "/rest/auth/HealthCard/HealthOpenAuth/AuthObj/getAppToken";
pub(super) const VERIFY_PATH: &str =
    "/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj/verifyQRCode";
const TOKEN_LIFE_S: u64 = 7_200;
/// A request whose time is farther from ours is not taken.
const CLOCKS_APART_S: u64 = 300;
/// No connection is kept longer than this without an answer.
const SILENCE_MAX: Duration = Duration::from_secs(180);

/// `getAppToken`.
pub(super) async fn token(State(cards): State<HealthCards>, Json(body): Json<Value>) -> Response {
    let asked = match genuine(&body) {
        Ok(asked) => asked,
        Err(code) => return said(code, None),
    };
    if asked.text("appId") != Some(HealthPlatform::APP_ID) {
        return said(result::REQUEST, None);
    }
    let token = hex(&rand::random::<[u8; 16]>()).to_uppercase();
    cards.state().tokens.push(token.clone());
    said(
        result::DONE,
        Some(json!({ "appToken": token, "expiresIn": TOKEN_LIFE_S })),
    )
}

/// `verifyQRCode`.
pub(super) async fn verify(State(cards): State<HealthCards>, Json(body): Json<Value>) -> Response {
    let asked = match genuine(&body) {
        Ok(asked) => asked,
        Err(code) => return said(code, None),
    };
    let Some(code) = asked.text("qrCodeText").map(str::to_owned) else {
        return said(result::REQUEST, None);
    };
    let (answering, outcome) = {
        let mut state = cards.state();
        if !state
            .tokens
            .iter()
            .any(|token| asked.text("appToken") == Some(token))
        {
            return said(result::TOKEN, None);
        }
        state.asked.push(code.clone());
        let answering = state.next.pop_front().unwrap_or(state.answering);
        let outcome = match state.live.get(&code) {
            None => result::UNKNOWN,
            Some(until) if *until <= Timestamp::now() => result::EXPIRED,
            Some(_) if state.used.contains(&code) => result::USED,
            Some(_) => {
                if !matches!(answering, Answering::Busy | Answering::Down) {
                    state.used.push(code.clone());
                }
                result::DONE
            }
        };
        (answering, outcome)
    };
    let card = code.split(':').next().unwrap_or_default().to_owned();
    let truly = || said(outcome, (outcome == result::DONE).then(|| person(&card)));
    match answering {
        Answering::Truly => truly(),
        Answering::After(late) => {
            tokio::time::sleep(late).await;
            truly()
        }
        Answering::Never => {
            tokio::time::sleep(SILENCE_MAX).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Answering::Busy => said(result::BUSY, None),
        Answering::Down => (StatusCode::SERVICE_UNAVAILABLE, "维护中").into_response(),
        Answering::Rubbish(rubbish) => spoilt(rubbish, &card),
    }
}

fn spoilt(rubbish: Rubbish, card: &str) -> Response {
    let another = hex(&rand::random::<[u8; 32]>()).to_uppercase();
    match rubbish {
        Rubbish::Page => "<html>系统维护中</html>".into_response(),
        Rubbish::Cut => {
            let whole = envelope(result::DONE, Some(person(card))).to_string();
            whole[..whole.len() / 2].to_owned().into_response()
        }
        Rubbish::Nobody => said(result::DONE, None),
        Rubbish::AnotherCard => said(result::DONE, Some(person(&another))),
        Rubbish::TooLong => {
            let mut person = person(card);
            person["address"] = "路".repeat(40_000).into();
            said(result::DONE, Some(person))
        }
        Rubbish::Twice => format!(
            r#"{{"commonOut":{{"resultCode":0}},"rsp":{{"healthCardId":"{another}"}},"rsp":{{"healthCardId":"{card}"}}}}"#
        )
        .into_response(),
        Rubbish::Elsewhere => {
            (StatusCode::FOUND, [(header::LOCATION, VERIFY_PATH)]).into_response()
        }
    }
}

/// More than a hall needs to know, as the platform tells it.
fn person(card: &str) -> Value {
    json!({
        "healthCardId": card,
        "name": "某某某",
        "idType": "01",
        "idNumber": "110102199003078515",
        "gender": "男",
        "phone": "13800000000",
        "address": "某省某市某路 1 号",
    })
}

fn said(code: i64, rsp: Option<Value>) -> Response {
    Json(envelope(code, rsp)).into_response()
}

fn envelope(code: i64, rsp: Option<Value>) -> Value {
    let message = if code == result::DONE {
        "成功"
    } else {
        "失败"
    };
    let request = hex(&rand::random::<[u8; 16]>());
    json!({
        "commonOut": { "requestId": request, "resultCode": code, "errMsg": message },
        "rsp": rsp,
    })
}

/// All fields of a request whose signature is right.
struct Asked(BTreeMap<String, Value>);

impl Asked {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }
}

fn genuine(body: &Value) -> Result<Asked, i64> {
    let part = |name: &str| body[name].as_object().ok_or(result::REQUEST);
    let mut fields = Map::clone(part("commonIn")?);
    let sign = fields.remove("sign").ok_or(result::SIGNATURE)?;
    fields.extend(part("req")?.clone());
    let fields: BTreeMap<String, Value> = fields.into_iter().collect();
    let mut signed = String::new();
    for (name, value) in &fields {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if !text.is_empty() {
            let and = if signed.is_empty() { "" } else { "&" };
            signed.push_str(&format!("{and}{name}={text}"));
        }
    }
    signed.push_str(HealthPlatform::SECRET);
    if sign != BASE64.encode(digest(&SHA256, signed.as_bytes()).as_ref()) {
        return Err(result::SIGNATURE);
    }
    let asked = Asked(fields);
    let now = Timestamp::now().as_second();
    let at: i64 = asked
        .text("timestamp")
        .and_then(|at| at.parse().ok())
        .ok_or(result::REQUEST)?;
    let here = asked.text("hospitalId") == Some(HealthPlatform::HOSPITAL_ID)
        && asked.text("requestId").is_some_and(|id| id.len() == 32);
    if at.abs_diff(now) > CLOCKS_APART_S || !here {
        return Err(result::REQUEST);
    }
    Ok(asked)
}
