//! WeChat Pay, merchant API V2: micropay, orderquery, reverse, refund, refundquery. XML, signed
//! with a key that both sides have.
//!
//! Sources: pay.weixin.qq.com/doc/v2/merchant, pages of the five methods and of signatures; the
//! business errors from the tables there. A failure of the call itself (`return_code` FAIL) is not
//! signed, so it is no answer.

mod reading;
mod refund;
mod signing;
mod xml;

use std::time::Duration;

use aws_lc_rs::rand;
use data_encoding::HEXLOWER;
use reqwest::RequestBuilder;
use serde_json::json;
use tracing::{debug, error};

pub use reading::{Disbelief, Said, read_pay, read_query, read_reverse};
pub use refund::{read_refund, read_refund_query};
pub use signing::{ApiKey, SignType, text_to_sign};
pub use xml::{Fields, XmlError, read, write};

use crate::channels::line::{self, Raw};
use crate::channels::{Line, Trade};
use order::{Answer, Ask};

/// The longest description, in bytes.
const BODY_BYTES_MAX: usize = 128;

/// A merchant's account at WeChat Pay with API V2.
pub struct WechatV2 {
    /// `https://api.mch.weixin.qq.com`, without a slash at the end.
    pub base_url: String,
    /// The merchant.
    pub mchid: String,
    /// The app the merchant acts for.
    pub appid: String,
    /// The key both sides sign with.
    pub key: ApiKey,
    /// What the merchant calls the hall (`scene_info.store_info.id`).
    pub store: String,
    /// The address the requests come from (`spbill_create_ip`).
    pub ip: String,
    /// The line.
    pub line: Line,
    /// The line on which we show the merchant's certificate: for what gives money back.
    pub certified: Line,
}

impl WechatV2 {
    /// Asks, and waits for the answer no longer than `within`.
    pub async fn ask(&self, ask: Ask, trade: &Trade, within: Duration) -> Answer {
        let request = self.request(ask, trade);
        line::ask(request, within, |raw| self.read(ask, trade, raw)).await
    }

    /// `None` if it cannot be made: no code, or no random numbers.
    fn request(&self, ask: Ask, trade: &Trade) -> Option<RequestBuilder> {
        let mut fields = vec![("out_trade_no", trade.number.clone())];
        match ask {
            Ask::Pay => {
                let end = trade.description.floor_char_boundary(BODY_BYTES_MAX);
                let scene = json!({ "store_info": { "id": self.store } });
                fields.extend([
                    ("body", trade.description[..end].to_owned()),
                    ("total_fee", trade.amount.to_string()),
                    ("fee_type", "CNY".to_owned()),
                    ("spbill_create_ip", self.ip.clone()),
                    ("auth_code", trade.code.as_ref()?.expose().to_owned()),
                    ("device_info", trade.machine.clone()),
                    ("scene_info", scene.to_string()),
                ]);
                self.signed(&self.line, "/pay/micropay", fields)
            }
            Ask::Query => self.signed(&self.line, "/pay/orderquery", fields),
            Ask::Reverse => self.signed(&self.certified, "/secapi/pay/reverse", fields),
        }
    }

    /// A request under our signature; `None` if there are no random numbers to make it unique.
    pub(super) fn signed(
        &self,
        line: &Line,
        path: &str,
        fields: Vec<(&'static str, String)>,
    ) -> Option<RequestBuilder> {
        let mut random = [0; 16];
        if rand::fill(&mut random).is_err() {
            error!("nothing can be signed: the system gives no random numbers");
            return None;
        }
        let ours = [
            ("appid", self.appid.clone()),
            ("mch_id", self.mchid.clone()),
            ("nonce_str", HEXLOWER.encode(&random)),
            ("sign_type", self.key.sign_type().name().to_owned()),
        ];
        let mut fields: Fields = ours
            .into_iter()
            .chain(fields)
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        fields.insert("sign".to_owned(), self.key.sign(&fields));
        let request = line
            .http()
            .post(format!("{}{path}", self.base_url))
            .header("content-type", "text/xml; charset=utf-8")
            .body(write(&fields));
        Some(request)
    }

    fn read(&self, ask: Ask, trade: &Trade, raw: &Raw) -> Answer {
        let Some(said) = self.genuine(raw) else {
            return Answer::Unknown;
        };
        let answer = match ask {
            Ask::Pay => read_pay(&said, trade),
            Ask::Query => read_query(&said, trade),
            Ask::Reverse => read_reverse(&said, trade),
        };
        debug!(
            ?ask,
            ?answer,
            trade = trade.number,
            "WeChat Pay has answered"
        );
        answer
    }

    /// What was answered, if it is WeChat Pay's; the log says so if it is not.
    fn genuine(&self, raw: &Raw) -> Option<Said> {
        let status = raw.status.as_u16();
        if !raw.status.is_success() {
            error!(status, "WeChat Pay is in trouble");
            return None;
        }
        match Said::believe(&self.key, &self.appid, &self.mchid, &raw.body) {
            Ok(said) => Some(said),
            Err(why) => {
                error!(status, %why, "an answer in WeChat Pay's name cannot be believed");
                None
            }
        }
    }
}
