//! WeChat Pay, API V3: 付款码支付 (codepay), query, reverse and refund; API V2 in [`v2`].
//!
//! After pay.weixin.qq.com, "code-payment-v3/direct": `code-pay` (2025-02-17), `reverse`
//! (2024-12-03), query by `out_trade_no` (2024-12-27), and the V3 rules for signatures. The list of
//! V3 business errors of codepay is not public in full; the codes here are those of the published
//! table of V2 micropay (4011937125, 2025-08-14) in V3's form `{code, message}`.

mod bill;
mod codepay;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use super::answer::{self, Said, Speaks};
use super::behaviour::{Call, Refusal};
use super::ledger::Ledger;
use super::record::{ChannelKind, Happened, OrderRecord, OrderState, Pays, Reverses};
use crate::keys::RsaKey;
use crate::server::Server;

/// A request is refused when its time differs by this much.
const CLOCK_SKEW: u64 = 300;
const SCHEME: &str = "WECHATPAY2-SHA256-RSA2048";

/// The server, with the merchant's account that it knows. It stops when it is dropped.
pub struct Wechat {
    platform: Arc<Platform>,
    server: Server,
}

struct Platform {
    merchant: RsaKey,
    platform: RsaKey,
    api_key: String,
    ledger: Ledger,
    /// Where the server is, as soon as it is there.
    url: OnceLock<String>,
}

impl Wechat {
    /// The merchant's number.
    pub const MCHID: &str = "1900007291";
    /// The merchant's application.
    pub const APPID: &str = "wxd678efh567hg6787";
    /// Serial number of the merchant's certificate.
    pub const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    /// Serial number under which the platform signs.
    pub const PLATFORM_SERIAL: &str = "PUB_KEY_ID_0119000072912026110100291500";

    /// Starts the server on a free port of 127.0.0.1, with new keys for both sides.
    ///
    /// # Errors
    /// When no key can be made or no port is free.
    pub async fn start() -> anyhow::Result<Self> {
        let ledger = Ledger::new(ChannelKind::Wechat);
        let platform = Arc::new(Platform {
            merchant: RsaKey::generate()?,
            platform: RsaKey::generate()?,
            api_key: uuid::Uuid::new_v4().simple().to_string(),
            ledger,
            url: OnceLock::new(),
        });
        let router = Router::new()
            .fallback(receive)
            .with_state(Arc::clone(&platform));
        let server = Server::start(router).await?;
        platform.url.get_or_init(|| server.url().to_owned());
        Ok(Self { platform, server })
    }

    /// Where the API is, e.g. `http://127.0.0.1:40001`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// What this channel knows, and how it is told what to do.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.platform.ledger
    }

    /// The merchant's private key, PEM: the backend signs with it.
    ///
    /// # Errors
    /// When the key cannot be written out.
    pub fn merchant_private_pem(&self) -> anyhow::Result<String> {
        self.platform.merchant.private_pem()
    }

    /// The key of API V2, with which both sides sign.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.platform.api_key
    }

    /// The platform's public key, PEM: the backend verifies with it.
    ///
    /// # Errors
    /// When the key cannot be written out.
    pub fn platform_public_pem(&self) -> anyhow::Result<String> {
        self.platform.platform.public_pem()
    }
}

async fn receive(
    State(platform): State<Arc<Platform>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let target = uri
        .path_and_query()
        .map_or("/", |target| target.as_str())
        .to_owned();
    if v2::is_path(&target) {
        return v2::receive(platform, target, &body).await;
    }
    if let Err(why) = platform.check_signature(&method, &target, &headers, &body) {
        platform.ledger.heard(format!("refused: {method} {target}"));
        return platform.signed(error(StatusCode::UNAUTHORIZED, "SIGN_ERROR", why));
    }
    platform.ledger.heard(format!("{method} {target}"));
    // The work goes on when the merchant hangs up: money does not wait for a listener.
    let work = tokio::spawn(async move { platform.route(&method, uri, &body).await });
    work.await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

impl Platform {
    fn check_signature(
        &self,
        method: &Method,
        target: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), &'static str> {
        let authorization = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix(SCHEME))
            .ok_or("Authorization 缺失或认证类型不对")?;
        let field = |name: &str| quoted(authorization, name).ok_or("Authorization 缺少字段");
        let (timestamp, nonce) = (field("timestamp")?, field("nonce_str")?);
        if field("mchid")? != Wechat::MCHID || field("serial_no")? != Wechat::SERIAL_NO {
            return Err("商户号或证书序列号不对");
        }
        let seconds: i64 = timestamp.parse().map_err(|_| "timestamp 不是秒数")?;
        if seconds.abs_diff(Timestamp::now().as_second()) >= CLOCK_SKEW {
            return Err("timestamp 与微信支付的时间相差太大");
        }
        let mut message = format!("{method}\n{target}\n{timestamp}\n{nonce}\n").into_bytes();
        message.extend_from_slice(body);
        message.push(b'\n');
        if !self.merchant.verifies(&message, field("signature")?) {
            return Err("签名与请求不符");
        }
        Ok(())
    }

    async fn route(&self, method: &Method, uri: Uri, body: &[u8]) -> Response {
        let order = uri
            .path()
            .strip_prefix("/v3/pay/transactions/out-trade-no/");
        let (call, said) = match (method, order) {
            (&Method::POST, None) if uri.path() == "/v3/pay/transactions/codepay" => {
                return self.codepay(body).await;
            }
            (&Method::GET, None) if uri.path() == "/v3/bill/tradebill" => {
                (Call::Bill, bill::tradebill(self, &uri))
            }
            // What is downloaded is not signed.
            (&Method::GET, None) if uri.path() == "/v3/billdownload/file" => {
                return bill::file(self, &uri);
            }
            (&Method::POST, None) if uri.path() == refund::PATH => {
                (Call::Refund, self.refund(body))
            }
            (&Method::GET, None) if uri.path().starts_with(refund::PATH) => {
                (Call::RefundQuery, self.refund_query(uri.path()))
            }
            (&Method::GET, Some(number)) => (Call::Query, self.query(number, &uri)),
            (&Method::POST, Some(path)) => match path.strip_suffix("/reverse") {
                Some(number) => (Call::Reverse, self.reverse(number, body)),
                None => return self.signed(no_such_interface()),
            },
            _ => return self.signed(no_such_interface()),
        };
        answer::give(self, self.ledger.answer_for(call), said).await
    }

    async fn codepay(&self, body: &[u8]) -> Response {
        let demand = match codepay::Request::read(body) {
            Ok(demand) => demand,
            Err(said) => return self.signed(said),
        };
        let behaviour = self.ledger.behaviour_for(&demand);
        if behaviour.arrives_after > Duration::ZERO {
            tokio::time::sleep(behaviour.arrives_after).await;
        }
        let said = match self.ledger.pay(demand, behaviour.does) {
            Pays::Paid(order) => Said {
                status: StatusCode::OK,
                body: transaction(&order),
            },
            Pays::Asking(order) => Said {
                status: StatusCode::ACCEPTED,
                body: transaction(&order),
            },
            Pays::Refused(why) => refusal(why),
            Pays::Known(order) => known(&order),
            Pays::Lost => self.system_error(),
        };
        answer::give(self, behaviour.answer, said).await
    }

    fn query(&self, number: &str, uri: &Uri) -> Said {
        if query_field(uri, "mchid") != Some(Wechat::MCHID) {
            return error(StatusCode::BAD_REQUEST, "PARAM_ERROR", "mchid 缺失或不对");
        }
        match self.ledger.order(number) {
            Some(order) => Said {
                status: StatusCode::OK,
                body: transaction(&order),
            },
            None => error(StatusCode::NOT_FOUND, "ORDER_NOT_EXIST", "订单不存在"),
        }
    }

    fn reverse(&self, number: &str, body: &[u8]) -> Said {
        if !is_account(body) {
            return error(
                StatusCode::BAD_REQUEST,
                "PARAM_ERROR",
                "appid 或 mchid 缺失或不对",
            );
        }
        match self.ledger.reverse(number) {
            Reverses::Closed(order) | Reverses::Returned(order) => Said {
                status: StatusCode::OK,
                body: json!({
                    "appid": Wechat::APPID,
                    "mchid": Wechat::MCHID,
                    "out_trade_no": order.number,
                })
                .to_string(),
            },
            Reverses::Unknown => error(StatusCode::NOT_FOUND, "ORDER_NOT_EXIST", "订单不存在"),
        }
    }

    fn respond(&self, said: Said, signed_body: &str) -> Response {
        let timestamp = Timestamp::now().as_second().to_string();
        let nonce = uuid::Uuid::new_v4().simple().to_string();
        let message = format!("{timestamp}\n{nonce}\n{signed_body}\n");
        let Ok(signature) = self.platform.sign(message.as_bytes()) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (said.status, said.body).into_response();
        let headers = [
            ("content-type", "application/json; charset=utf-8".to_owned()),
            ("request-id", uuid::Uuid::new_v4().simple().to_string()),
            ("wechatpay-nonce", nonce),
            ("wechatpay-serial", Wechat::PLATFORM_SERIAL.to_owned()),
            ("wechatpay-signature", signature),
            ("wechatpay-signature-type", SCHEME.to_owned()),
            ("wechatpay-timestamp", timestamp),
        ];
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response
                    .headers_mut()
                    .insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

impl Speaks for Platform {
    fn signed(&self, said: Said) -> Response {
        let body = said.body.clone();
        self.respond(said, &body)
    }

    fn signed_wrongly(&self, said: Said) -> Response {
        self.respond(said, "something else")
    }

    fn system_error(&self) -> Said {
        error(
            StatusCode::INTERNAL_SERVER_ERROR,
            "SYSTEM_ERROR",
            "系统异常，请稍后重试",
        )
    }
}

fn transaction(order: &OrderRecord) -> String {
    let (state, words) = trade_state(order);
    let mut body = json!({
        "appid": Wechat::APPID,
        "mchid": Wechat::MCHID,
        "out_trade_no": order.number,
        "transaction_id": order.transaction,
        "trade_type": "MICROPAY",
        "trade_state": state,
        "trade_state_desc": words,
        "payer": { "openid": openid(&order.payer) },
        "amount": { "total": order.amount, "currency": "CNY" },
    });
    if let Some(charged) = order.charged_at() {
        body["bank_type"] = json!("OTHERS");
        body["success_time"] = json!(beijing(charged));
        body["amount"]["payer_total"] = json!(order.amount);
        body["amount"]["payer_currency"] = json!("CNY");
    }
    body.to_string()
}

fn trade_state(order: &OrderRecord) -> (&'static str, &'static str) {
    match order.state {
        OrderState::Asking { .. } => ("USERPAYING", "需要用户输入支付密码"),
        OrderState::Paid if !order.refunds.is_empty() => ("REFUND", "订单发生过退款"),
        OrderState::Paid => ("SUCCESS", "支付成功"),
        // WeChat Pay takes back by itself what nobody confirms.
        OrderState::Failed(Happened::Lapsed) => ("REVOKED", "订单已撤销"),
        OrderState::Failed(_) => ("PAYERROR", "支付失败，请撤销订单"),
        OrderState::Reversed => ("REVOKED", "订单已撤销"),
    }
}

fn known(order: &OrderRecord) -> Said {
    let status = StatusCode::FORBIDDEN;
    match order.state {
        OrderState::Paid => error(status, "ORDERPAID", "订单已支付"),
        OrderState::Reversed | OrderState::Failed(Happened::Lapsed) => {
            error(status, "ORDERREVERSED", "订单已撤销")
        }
        OrderState::Asking { .. } | OrderState::Failed(_) => {
            error(status, "OUT_TRADE_NO_USED", "商户订单号重复")
        }
    }
}

fn refusal(why: Refusal) -> Said {
    let (status, code, message) = match why {
        Refusal::NotEnough => (StatusCode::FORBIDDEN, "NOTENOUGH", "用户账号余额不足"),
        Refusal::CodeExpired => (
            StatusCode::BAD_REQUEST,
            "AUTHCODEEXPIRE",
            "付款码已过期，请用户刷新",
        ),
        Refusal::CodeUsed => (
            StatusCode::BAD_REQUEST,
            "AUTH_CODE_INVALID",
            "每个付款码仅限使用一次",
        ),
        Refusal::CodeInvalid => (
            StatusCode::BAD_REQUEST,
            "AUTH_CODE_ERROR",
            "不是微信的付款码",
        ),
        Refusal::Risk => (StatusCode::FORBIDDEN, "TRADE_ERROR", "交易错误"),
    };
    error(status, code, message)
}

fn no_such_interface() -> Said {
    error(StatusCode::NOT_FOUND, "RESOURCE_NOT_EXISTS", "没有这个接口")
}

fn error(status: StatusCode, code: &str, message: &str) -> Said {
    Said {
        status,
        body: json!({ "code": code, "message": message }).to_string(),
    }
}

fn is_account(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body)
        .is_ok_and(|body| body["appid"] == Wechat::APPID && body["mchid"] == Wechat::MCHID)
}

/// The value of `name="value"` in a list of such, separated by commas.
fn quoted<'a>(list: &'a str, name: &str) -> Option<&'a str> {
    list.split(',').find_map(|part| {
        let value = part.trim().strip_prefix(name)?.strip_prefix("=\"")?;
        value.strip_suffix('"')
    })
}

fn query_field<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    let pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs
        .into_iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn openid(payer: &str) -> String {
    let hex: String = payer
        .bytes()
        .take(10)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("oUpF8u{hex:0<22}")
}

fn beijing(at: Timestamp) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    at.to_zoned(zone)
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

mod refund;
#[cfg(test)]
mod tests;
pub mod v2;
