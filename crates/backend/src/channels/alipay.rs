//! Alipay, gateway V2: `alipay.trade.pay`, `.query`, `.cancel` and `.refund`.
//!
//! Sources: opendocs.alipay.com, the pages of the three methods and of signatures; business codes
//! from `AlipayTradePayErrorResponseModel` of the public SDK.

pub mod bill;
mod certificates;
mod notices;
mod reading;
mod refund;
mod signing;

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::json;
use tracing::{debug, error};

pub use certificates::{CertificateNumbers, certificate_number, root_number};
pub use notices::{is_genuine_notice, is_genuine_v3};
pub use reading::{read_cancel, read_pay, read_query};
pub use refund::{read_refund, read_refund_query};
pub use signing::{content_to_sign, signed_part};

use super::line::{self, Raw};
use super::rsa::{SigningKey, VerifyingKey};
use super::{Line, Trade};
use crate::clock;
use order::{Answer, Ask};

/// A merchant's account at Alipay.
pub struct Alipay {
    /// `https://openapi.alipay.com/gateway.do`.
    pub gateway_url: String,
    /// The merchant's app.
    pub app_id: String,
    /// The merchant's key.
    pub key: SigningKey,
    /// Alipay's key.
    pub alipay_key: VerifyingKey,
    /// In certificate mode, the numbers of the certificates.
    pub certificates: Option<CertificateNumbers>,
    /// What the merchant calls the hall (`store_id`).
    pub store: String,
    /// After so many minutes Alipay closes by itself what is not paid.
    pub closes_after_min: u32,
    /// The line.
    pub line: Line,
}

impl Alipay {
    /// Asks, and waits for the answer no longer than `within`.
    pub async fn ask(&self, ask: Ask, trade: &Trade, within: Duration) -> Answer {
        let request = self.request(ask, trade);
        line::ask(request, within, |raw| self.read(ask, trade, raw)).await
    }

    /// `None` if it cannot be made: no code, or no random numbers to sign with.
    fn request(&self, ask: Ask, trade: &Trade) -> Option<RequestBuilder> {
        let content = match ask {
            Ask::Pay => json!({
                "out_trade_no": trade.number,
                "total_amount": yuan(trade.amount),
                "subject": trade.description.chars().take(256).collect::<String>(),
                "auth_code": trade.code.as_ref()?.expose(),
                "scene": "bar_code",
                "product_code": "FACE_TO_FACE_PAYMENT",
                "timeout_express": format!("{}m", self.closes_after_min),
                "store_id": self.store,
                "terminal_id": trade.machine,
            }),
            Ask::Query | Ask::Reverse => json!({ "out_trade_no": trade.number }),
        };
        self.signed(method(ask), &content.to_string())
    }

    /// A request under our signature; `None` if there are no random numbers to sign with.
    fn signed(&self, method: &str, content: &str) -> Option<RequestBuilder> {
        let timestamp = clock::in_china().strftime("%Y-%m-%d %H:%M:%S").to_string();
        let mut fields = vec![
            ("app_id", self.app_id.as_str()),
            ("method", method),
            ("format", "JSON"),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", timestamp.as_str()),
            ("version", "1.0"),
            ("biz_content", content),
        ];
        if let Some(CertificateNumbers { app, root }) = &self.certificates {
            fields.extend([("app_cert_sn", app.as_str()), ("alipay_root_cert_sn", root)]);
        }
        let Ok(signature) = self.key.sign(content_to_sign(&fields).as_bytes()) else {
            error!("nothing can be signed: the system gives no random numbers");
            return None;
        };
        fields.push(("sign", &signature));
        Some(self.line.http().post(&self.gateway_url).form(&fields))
    }

    fn read(&self, ask: Ask, trade: &Trade, raw: &Raw) -> Answer {
        let Some(part) = self.genuine(method(ask), raw) else {
            return Answer::Unknown;
        };
        let answer = match ask {
            Ask::Pay => read_pay(part, trade),
            Ask::Query => read_query(part, trade),
            Ask::Reverse => read_cancel(part, trade),
        };
        debug!(?ask, ?answer, trade = trade.number, "Alipay has answered");
        answer
    }

    /// The answer to a method, if it is Alipay's; the log says so if it is not.
    fn genuine<'a>(&self, method: &str, raw: &'a Raw) -> Option<&'a str> {
        let status = raw.status.as_u16();
        if !raw.status.is_success() {
            error!(status, "Alipay is in trouble");
            return None;
        }
        let name = format!("{}_response", method.replace('.', "_"));
        let part = std::str::from_utf8(&raw.body)
            .ok()
            .and_then(|body| signed_part(body, &name));
        let Some((part, signature)) = part else {
            error!(status, "an answer in Alipay's name is none");
            return None;
        };
        if !self.alipay_key.verifies(part.as_bytes(), &signature) {
            error!(status, "an answer in Alipay's name is not signed by it");
            return None;
        }
        Some(part)
    }
}

fn method(ask: Ask) -> &'static str {
    match ask {
        Ask::Pay => "alipay.trade.pay",
        Ask::Query => "alipay.trade.query",
        Ask::Reverse => "alipay.trade.cancel",
    }
}

/// Alipay counts in yuan, with two decimals.
fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fen_are_written_as_yuan_with_two_decimals() {
        assert_eq!(yuan(1), "0.01");
        assert_eq!(yuan(20_050), "200.50");
    }
}
