//! Refunds of API V2: `/secapi/pay/refund` and `/pay/refundquery`.

use std::time::Duration;

use tracing::{debug, error};

use super::{Said, WechatV2};
use crate::channels::line::{Heard, exchange};
use crate::channels::wechat::refund::of_status;
use crate::channels::{Refund, RefundAsk, RefundRefusal, Refunded};

/// One payment can be given back in 50 parts at most.
const PARTS_MAX: u32 = 50;

impl WechatV2 {
    /// Gives money back or asks about it; waits for the answer no longer than `within`.
    pub async fn refund(&self, ask: RefundAsk, refund: &Refund, within: Duration) -> Refunded {
        let mut fields = vec![("out_refund_no", refund.number.clone())];
        let request = match ask {
            RefundAsk::Give => {
                fields.extend([
                    ("out_trade_no", refund.trade.clone()),
                    ("total_fee", refund.paid.to_string()),
                    ("refund_fee", refund.amount.to_string()),
                    ("refund_fee_type", "CNY".to_owned()),
                    ("refund_desc", refund.reason.clone()),
                ]);
                self.signed(&self.certified, "/secapi/pay/refund", fields)
            }
            RefundAsk::Query => self.signed(&self.line, "/pay/refundquery", fields),
        };
        let Some(request) = request else {
            return Refunded::Unknown;
        };
        let refunded = match exchange(request, within).await {
            Heard::Answer(raw) => match (self.genuine(&raw), ask) {
                (Some(said), RefundAsk::Give) => read_refund(&said, refund),
                (Some(said), RefundAsk::Query) => read_refund_query(&said, refund),
                (None, _) => Refunded::Unknown,
            },
            Heard::NotSent | Heard::Nothing => Refunded::Unknown,
        };
        debug!(
            ?ask,
            ?refunded,
            refund = refund.number,
            "WeChat Pay was asked about a refund"
        );
        refunded
    }
}

/// The answer to refund: at best that the channel has taken the order.
#[must_use]
pub fn read_refund(said: &Said, refund: &Refund) -> Refunded {
    let code = match said.result() {
        None => return Refunded::Unknown,
        Some(Ok(())) => {
            let is_of = said.get("out_refund_no") == Some(&refund.number)
                && said.get("out_trade_no") == Some(&refund.trade);
            return if is_of {
                Refunded::Processing
            } else {
                Refunded::Unknown
            };
        }
        Some(Err(code)) => code,
    };
    let why = match code {
        "NOTENOUGH" => RefundRefusal::NotEnough,
        "ORDERNOTEXIST" | "INVALID_TRANSACTIONID" => RefundRefusal::NoTrade,
        "TRADE_OVERDUE" => RefundRefusal::TooLate,
        "REFUND_FEE_MISMATCH" => RefundRefusal::NumberReused,
        "USER_ACCOUNT_ABNORMAL" => RefundRefusal::PayerAccount,
        "PARAM_ERROR"
        | "SIGNERROR"
        | "XML_FORMAT_ERROR"
        | "REQUIRE_POST_METHOD"
        | "NOAUTH"
        | "CERT_ERROR"
        | "APPID_NOT_EXIST"
        | "MCHID_NOT_EXIST" => {
            error!(code, "WeChat Pay refuses our request itself");
            RefundRefusal::ByChannel
        }
        // SYSTEMERROR, BIZERR_NEED_RETRY, ORDER_NOT_READY, ERROR, and all we do not know.
        _ => return Refunded::Unknown,
    };
    Refunded::Refused(why)
}

/// The answer to refundquery: a list, in which ours is looked for by its number.
#[must_use]
pub fn read_refund_query(said: &Said, refund: &Refund) -> Refunded {
    let is_of = said.result() == Some(Ok(())) && said.get("out_trade_no") == Some(&refund.trade);
    let field = |name: &str, part: u32| format!("{name}_{part}");
    let part = (0..PARTS_MAX)
        .find(|part| said.get(&field("out_refund_no", *part)) == Some(&refund.number));
    let Some(part) = part.filter(|_| is_of) else {
        return Refunded::Unknown;
    };
    if said.fen(&field("refund_fee", part)) != Some(refund.amount) {
        error!(
            refund = refund.number,
            "WeChat Pay gave back another amount"
        );
        return Refunded::Refused(RefundRefusal::NumberReused);
    }
    said.get(&field("refund_status", part))
        .map_or(Refunded::Unknown, of_status)
}
