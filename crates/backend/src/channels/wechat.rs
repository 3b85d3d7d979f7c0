//! WeChat Pay, merchant API V3: codepay, query by our number, reverse, refund. [`v2`] is the API
//! that merchants with older contracts have.
//!
//! Sources: pay.weixin.qq.com/doc/v3/merchant, pages code-pay, query-order, reverse and refunds;
//! the table of business errors is that of API V2 micropay, which V3 shares where it names any.

pub mod bill;
pub mod bill_v2;
mod reading;
mod refund;
pub mod sealed;
mod signing;
pub mod v2;

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tracing::{debug, error};

pub use reading::{read_pay, read_query, read_reverse};
pub use refund::read_refund;
pub use signing::{Stamp, authorization, is_genuine, request_message};

use super::line::{self, Raw};
use super::rsa::{SigningKey, VerifyingKey};
use super::{Line, Trade};
use crate::clock;
use order::{Answer, Ask};

/// A merchant's account at WeChat Pay.
pub struct Wechat {
    /// `https://api.mch.weixin.qq.com`, without a slash at the end.
    pub base_url: String,
    /// The merchant.
    pub mchid: String,
    /// The app the merchant acts for.
    pub appid: String,
    /// Serial number of the merchant's certificate.
    pub serial_no: String,
    /// The merchant's key.
    pub key: SigningKey,
    /// Serial number or id of the platform's key.
    pub platform_serial: String,
    /// The platform's key.
    pub platform_key: VerifyingKey,
    /// What the merchant calls the hall (`store_info.out_id`).
    pub store: String,
    /// The line.
    pub line: Line,
}

impl Wechat {
    /// Asks, and waits for the answer no longer than `within`.
    pub async fn ask(&self, ask: Ask, trade: &Trade, within: Duration) -> Answer {
        let request = self.request(ask, trade);
        line::ask(request, within, |raw| self.read(ask, trade, raw)).await
    }

    /// `None` if it cannot be made: no code, or no random numbers to sign with.
    fn request(&self, ask: Ask, trade: &Trade) -> Option<RequestBuilder> {
        let order = format!("/v3/pay/transactions/out-trade-no/{}", trade.number);
        let (method, path, body) = match ask {
            Ask::Pay => {
                let body = self.pay_body(trade)?;
                (
                    Method::POST,
                    "/v3/pay/transactions/codepay".to_owned(),
                    body,
                )
            }
            Ask::Query => (
                Method::GET,
                format!("{order}?mchid={}", self.mchid),
                String::new(),
            ),
            Ask::Reverse => {
                let body = json!({ "appid": self.appid, "mchid": self.mchid }).to_string();
                (Method::POST, format!("{order}/reverse"), body)
            }
        };
        self.signed(method, &path, body)
    }

    /// A request under our signature; `None` if there are no random numbers to sign with.
    fn signed(&self, method: Method, path: &str, body: String) -> Option<RequestBuilder> {
        let stamp = Stamp::new(clock::unix_seconds());
        let message = request_message(method.as_str(), path, &stamp, &body);
        let Ok(signature) = self.key.sign(message.as_bytes()) else {
            error!("nothing can be signed: the system gives no random numbers");
            return None;
        };
        let authorization = authorization(&self.mchid, &self.serial_no, &stamp, &signature);
        let request = self
            .line
            .http()
            .request(method, format!("{}{path}", self.base_url))
            .header("accept", "application/json")
            .header("authorization", authorization)
            .header("content-type", "application/json")
            .header("wechatpay-serial", &self.platform_serial)
            .body(body);
        Some(request)
    }

    fn pay_body(&self, trade: &Trade) -> Option<String> {
        let body = json!({
            "appid": self.appid,
            "mchid": self.mchid,
            "description": trade.description.chars().take(127).collect::<String>(),
            "out_trade_no": trade.number,
            "payer": { "auth_code": trade.code.as_ref()?.expose() },
            "amount": { "total": trade.amount, "currency": "CNY" },
            "scene_info": {
                "device_id": trade.machine,
                "store_info": { "out_id": self.store },
            },
        });
        Some(body.to_string())
    }

    fn read(&self, ask: Ask, trade: &Trade, raw: &Raw) -> Answer {
        if !self.is_genuine(raw) {
            return Answer::Unknown;
        }
        let status = raw.status.as_u16();
        let answer = match ask {
            Ask::Pay => read_pay(status, &raw.body, trade),
            Ask::Query => read_query(status, &raw.body, trade),
            Ask::Reverse => read_reverse(status, &raw.body, trade),
        };
        debug!(
            status,
            ?ask,
            ?answer,
            trade = trade.number,
            "WeChat Pay has answered"
        );
        answer
    }

    /// Whether an answer is WeChat Pay's; the log says so if it is not.
    fn is_genuine(&self, raw: &Raw) -> bool {
        let header = |name: &str| raw.headers.get(name).and_then(|value| value.to_str().ok());
        let now = clock::unix_seconds();
        let (key, serial) = (&self.platform_key, &self.platform_serial);
        let is_genuine = is_genuine(key, serial, now, header, &raw.body);
        if !is_genuine {
            error!(
                status = raw.status.as_u16(),
                "an answer in WeChat Pay's name is not signed by it"
            );
        }
        is_genuine
    }
}
