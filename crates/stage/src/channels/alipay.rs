//! Alipay, gateway V2 (`gateway.do`): `alipay.trade.pay`, `.query`, `.cancel` and `.refund`.
//!
//! After opendocs.alipay.com (face-to-face payment) and the model classes of alipay-sdk-php-all;
//! the codes are those of its `AlipayTradePayErrorResponseModel`.

mod bill;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{self, Said, Speaks};
use super::behaviour::{Call, Refusal};
use super::ledger::Ledger;
use super::record::{ChannelKind, Demand, OrderRecord, OrderState, Pays, Reverses};
use crate::keys::RsaKey;
use crate::server::Server;

/// The server, with the merchant's application that it knows. It stops when it is dropped.
pub struct Alipay {
    platform: Arc<Platform>,
    server: Server,
}

struct Platform {
    merchant: RsaKey,
    platform: RsaKey,
    ledger: Ledger,
    /// Where the server is, as soon as it is there.
    url: OnceLock<String>,
}

impl Alipay {
    /// The merchant's application.
    pub const APP_ID: &str = "2021003126657180";

    /// Starts the server on a free port of 127.0.0.1, with new keys for both sides.
    ///
    /// # Errors
    /// When no key can be made or no port is free.
    pub async fn start() -> anyhow::Result<Self> {
        let platform = Arc::new(Platform {
            merchant: RsaKey::generate()?,
            platform: RsaKey::generate()?,
            ledger: Ledger::new(ChannelKind::Alipay),
            url: OnceLock::new(),
        });
        let router = Router::new()
            .route("/gateway.do", post(receive))
            .route("/downloadBillFile.resource", get(bill::download))
            .with_state(Arc::clone(&platform));
        let server = Server::start(router).await?;
        platform.url.get_or_init(|| server.url().to_owned());
        Ok(Self { platform, server })
    }

    /// Where the gateway is, e.g. `http://127.0.0.1:40001/gateway.do`.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        format!("{}/gateway.do", self.server.url())
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

    /// Alipay's public key, PEM: the backend verifies with it.
    ///
    /// # Errors
    /// When the key cannot be written out.
    pub fn platform_public_pem(&self) -> anyhow::Result<String> {
        self.platform.platform.public_pem()
    }
}

type Fields = BTreeMap<String, String>;

async fn receive(State(platform): State<Arc<Platform>>, uri: Uri, body: Bytes) -> Response {
    // The SDKs send the common fields in the address and `biz_content` in the body; others send
    // all in the body. Both are right.
    let query = uri.query().unwrap_or_default().as_bytes();
    let mut fields = Fields::new();
    for (key, value) in form_urlencoded::parse(query).chain(form_urlencoded::parse(&body)) {
        fields.insert(key.into_owned(), value.into_owned());
    }
    let method = fields.get("method").cloned().unwrap_or_default();
    let voice = Voice {
        platform: Arc::clone(&platform),
        method: method.clone(),
    };
    if let Err((sub_code, why)) = platform.check(&fields) {
        platform.ledger.heard(format!("refused: {method}"));
        return voice.signed(invalid(sub_code, why));
    }
    platform.ledger.heard(method);
    // The work goes on when the merchant hangs up: money does not wait for a listener.
    let work = tokio::spawn(async move { voice.route(&fields).await });
    work.await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

impl Platform {
    fn check(&self, fields: &Fields) -> Result<(), (&'static str, &'static str)> {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        let signed = fields
            .iter()
            .filter(|(key, value)| *key != "sign" && !value.is_empty())
            .map(|(key, value)| format!("{key}={value}"))
            .collect::<Vec<_>>()
            .join("&");
        if field("app_id") != Alipay::APP_ID {
            Err(("isv.invalid-app-id", "无效的AppID参数"))
        } else if field("sign_type") != "RSA2" {
            Err(("isv.invalid-signature-type", "无效的签名类型"))
        } else if !self.merchant.verifies(signed.as_bytes(), field("sign")) {
            Err((
                "isv.invalid-signature",
                "验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配",
            ))
        } else if !field("charset").eq_ignore_ascii_case("utf-8") {
            Err(("isv.invalid-charset", "字符集错误"))
        } else if field("version") != "1.0" {
            Err(("isv.invalid-parameter", "参数无效: version"))
        } else if !is_recent(field("timestamp")) {
            Err(("isv.invalid-timestamp", "非法的时间戳参数"))
        } else {
            Ok(())
        }
    }
}

/// Answers to one method: its name is the name of the answer's object.
struct Voice {
    platform: Arc<Platform>,
    method: String,
}

impl Voice {
    async fn route(&self, fields: &Fields) -> Response {
        let content = fields.get("biz_content").map_or("", String::as_str);
        let (call, said) = match self.method.as_str() {
            "alipay.trade.pay" => return self.pay(content).await,
            "alipay.data.dataservice.bill.downloadurl.query" => {
                (Call::Bill, bill::address(&self.platform, content))
            }
            "alipay.trade.query" => (Call::Query, self.query(content)),
            "alipay.trade.cancel" => (Call::Reverse, self.cancel(content)),
            "alipay.trade.refund" => (Call::Refund, self.refund(content)),
            "alipay.trade.fastpay.refund.query" => (Call::RefundQuery, self.refund_query(content)),
            _ => return self.signed(invalid("isv.invalid-method", "不存在的方法名")),
        };
        answer::give(self, self.ledger().answer_for(call), said).await
    }

    async fn pay(&self, content: &str) -> Response {
        let demand = match PayContent::read(content) {
            Ok(demand) => demand,
            Err(said) => return self.signed(said),
        };
        let behaviour = self.ledger().behaviour_for(&demand);
        if behaviour.arrives_after > Duration::ZERO {
            tokio::time::sleep(behaviour.arrives_after).await;
        }
        let amount = demand.amount;
        let said = match self.ledger().pay(demand, behaviour.does) {
            Pays::Paid(order) => said(paid(&order)),
            Pays::Asking(order) => said(paying(&order)),
            Pays::Refused(why) => refusal(why),
            Pays::Known(order) => known(&order, amount),
            Pays::Lost => self.system_error(),
        };
        answer::give(self, behaviour.answer, said).await
    }

    fn query(&self, content: &str) -> Said {
        let Some(order) = order_number(content).and_then(|number| self.ledger().order(&number))
        else {
            return business_error("ACQ.TRADE_NOT_EXIST", "交易不存在");
        };
        let status = match order.state {
            OrderState::Asking { .. } => "WAIT_BUYER_PAY",
            OrderState::Paid if order.taken() > 0 => "TRADE_SUCCESS",
            OrderState::Paid => "TRADE_CLOSED",
            OrderState::Failed(_) | OrderState::Reversed => "TRADE_CLOSED",
        };
        let mut body = buyer(&order);
        body["code"] = json!("10000");
        body["msg"] = json!("Success");
        body["trade_status"] = json!(status);
        if let Some(charged) = order.charged_at() {
            body["send_pay_date"] = json!(beijing(charged));
        }
        said(body)
    }

    fn cancel(&self, content: &str) -> Said {
        let Some(number) = order_number(content) else {
            return invalid(
                "isv.missing-parameter",
                "out_trade_no 和 trade_no 不能同时为空",
            );
        };
        let (order, action) = match self.ledger().reverse(&number) {
            Reverses::Closed(order) => (Some(order), Some("close")),
            Reverses::Returned(order) => (Some(order), Some("refund")),
            // `action` is there only if there was a trade.
            Reverses::Unknown => (None, None),
        };
        let mut body = json!({
            "code": "10000",
            "msg": "Success",
            "out_trade_no": number,
            "retry_flag": "N",
        });
        if let (Some(order), Some(action)) = (order, action) {
            body["trade_no"] = json!(order.transaction);
            body["action"] = json!(action);
        }
        said(body)
    }

    fn ledger(&self) -> &Ledger {
        &self.platform.ledger
    }

    fn respond(&self, said: &Said, signed: &str) -> Response {
        let Ok(sign) = self.platform.platform.sign(signed.as_bytes()) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let name = match self.method.as_str() {
            "" => "error_response".to_owned(),
            method => format!("{}_response", method.replace('.', "_")),
        };
        // The signature covers the exact bytes of the object, so they are put in as they are.
        let name = Value::String(name);
        let body = format!(r#"{{{name}:{},"sign":"{sign}"}}"#, said.body);
        ([(header::CONTENT_TYPE, "text/html;charset=utf-8")], body).into_response()
    }
}

impl Speaks for Voice {
    fn signed(&self, said: Said) -> Response {
        self.respond(&said, &said.body)
    }

    fn signed_wrongly(&self, said: Said) -> Response {
        self.respond(&said, "something else")
    }

    /// The unpleasant one of two: "system error" in the form of a business failure. The other is
    /// code 20000.
    fn system_error(&self) -> Said {
        business_error("ACQ.SYSTEM_ERROR", "接口返回错误")
    }
}

#[derive(Deserialize)]
struct PayContent {
    out_trade_no: String,
    total_amount: String,
    subject: String,
    auth_code: String,
    scene: Option<String>,
    product_code: Option<String>,
    timeout_express: Option<String>,
}

impl PayContent {
    fn read(content: &str) -> Result<Demand, Said> {
        let wrong = |why: &str| invalid("isv.invalid-parameter", why);
        let content: Self = serde_json::from_str(content)
            .map_err(|why| invalid("isv.missing-parameter", &format!("biz_content: {why}")))?;
        let amount = fen(&content.total_amount).ok_or_else(|| wrong("参数无效: total_amount"))?;
        let life = match content.timeout_express.as_deref() {
            Some(text) => Some(life(text).ok_or_else(|| wrong("参数无效: timeout_express"))?),
            None => None,
        };
        let number = &content.out_trade_no;
        let number_ok = (1..=64).contains(&number.len())
            && number
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !number_ok {
            Err(wrong("参数无效: out_trade_no"))
        } else if content.subject.is_empty() || content.subject.chars().count() > 256 {
            Err(wrong("参数无效: subject"))
        } else if content
            .scene
            .as_deref()
            .is_some_and(|scene| scene != "bar_code")
        {
            Err(wrong("参数无效: scene"))
        } else if content
            .product_code
            .as_deref()
            .is_some_and(|code| code != "FACE_TO_FACE_PAYMENT")
        {
            Err(wrong("参数无效: product_code"))
        } else {
            Ok(Demand {
                number: content.out_trade_no,
                code: content.auth_code,
                amount,
                description: content.subject,
                life,
            })
        }
    }
}

fn paid(order: &OrderRecord) -> Value {
    let mut body = buyer(order);
    let amount = yuan(order.amount);
    body["code"] = json!("10000");
    body["msg"] = json!("Success");
    body["gmt_payment"] = json!(order.charged_at().map(beijing));
    body["receipt_amount"] = json!(amount);
    body["buyer_pay_amount"] = json!(amount);
    body["fund_bill_list"] = json!([{ "fund_channel": "ALIPAYACCOUNT", "amount": amount }]);
    body
}

fn paying(order: &OrderRecord) -> Value {
    let mut body = buyer(order);
    body["code"] = json!("10003");
    body["msg"] = json!("order success pay inprocess");
    body
}

fn buyer(order: &OrderRecord) -> Value {
    json!({
        "out_trade_no": order.number,
        "trade_no": order.transaction,
        "total_amount": yuan(order.amount),
        "buyer_logon_id": "138****0000",
        "buyer_user_id": buyer_id(&order.payer),
    })
}

fn known(order: &OrderRecord, amount: u64) -> Said {
    if order.amount != amount {
        return business_error("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改");
    }
    match order.state {
        OrderState::Asking { .. } => said(paying(order)),
        OrderState::Paid => business_error("ACQ.TRADE_HAS_SUCCESS", "交易已被支付"),
        OrderState::Failed(_) | OrderState::Reversed => {
            business_error("ACQ.TRADE_HAS_CLOSE", "交易已经关闭")
        }
    }
}

fn refusal(why: Refusal) -> Said {
    match why {
        Refusal::NotEnough => business_error("ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足"),
        // Alipay does not tell these three apart.
        Refusal::CodeExpired | Refusal::CodeUsed | Refusal::CodeInvalid => business_error(
            "ACQ.PAYMENT_AUTH_CODE_INVALID",
            "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款",
        ),
        Refusal::Risk => business_error("ACQ.PAYMENT_REQUEST_HAS_RISK", "支付有风险"),
    }
}

fn business_error(sub_code: &str, sub_msg: &str) -> Said {
    said(json!({
        "code": "40004",
        "msg": "Business Failed",
        "sub_code": sub_code,
        "sub_msg": sub_msg,
    }))
}

fn invalid(sub_code: &str, sub_msg: &str) -> Said {
    let code = if sub_code.starts_with("isv.missing") {
        "40001"
    } else {
        "40002"
    };
    let msg = if code == "40001" {
        "Missing Required Arguments"
    } else {
        "Invalid Arguments"
    };
    said(json!({ "code": code, "msg": msg, "sub_code": sub_code, "sub_msg": sub_msg }))
}

fn said(body: Value) -> Said {
    Said {
        status: StatusCode::OK,
        body: body.to_string(),
    }
}

fn order_number(content: &str) -> Option<String> {
    let content: Value = serde_json::from_str(content).ok()?;
    content["out_trade_no"].as_str().map(str::to_owned)
}

/// `2.50` is 250. At most two decimals, above zero.
fn fen(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || whole.len() > 9 || !digits(part) || part.len() > 2 {
        return None;
    }
    let fen = whole.parse::<u64>().ok()? * 100 + format!("{part:0<2}").parse::<u64>().ok()?;
    (fen > 0).then_some(fen)
}

fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// `90m`, `2h`, `15d`: 1 minute to 15 days.
fn life(text: &str) -> Option<SignedDuration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok()?;
    let minutes = match unit {
        "m" => number,
        "h" => number.checked_mul(60)?,
        "d" => number.checked_mul(24 * 60)?,
        _ => return None,
    };
    (1..=15 * 24 * 60)
        .contains(&minutes)
        .then(|| SignedDuration::from_mins(minutes))
}

fn is_recent(text: &str) -> bool {
    let Ok(civil) = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S", text) else {
        return false;
    };
    let Ok(sent) = civil.to_zoned(TimeZone::fixed(Offset::constant(8))) else {
        return false;
    };
    let skew = sent.timestamp().duration_since(Timestamp::now()).abs();
    skew < SignedDuration::from_mins(10)
}

fn beijing(at: Timestamp) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn buyer_id(payer: &str) -> String {
    let sum = payer.bytes().fold(0_u64, |sum, byte| {
        (sum * 31 + u64::from(byte)) % 1_000_000_000_000
    });
    format!("2088{sum:012}")
}

mod refund;
#[cfg(test)]
mod tests;
