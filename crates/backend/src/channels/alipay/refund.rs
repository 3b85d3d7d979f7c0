//! Refunds: `alipay.trade.refund` and `alipay.trade.fastpay.refund.query`.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use tracing::{debug, error};

use super::reading::fen;
use super::{Alipay, yuan};
use crate::channels::line::{Heard, exchange};
use crate::channels::{Refund, RefundAsk, RefundRefusal, Refunded};

#[derive(Deserialize)]
struct Said {
    code: String,
    sub_code: Option<String>,
    out_trade_no: Option<String>,
    out_request_no: Option<String>,
    fund_change: Option<String>,
    refund_amount: Option<String>,
    refund_status: Option<String>,
}

impl Alipay {
    /// Gives money back or asks about it; waits for the answer no longer than `within`.
    pub async fn refund(&self, ask: RefundAsk, refund: &Refund, within: Duration) -> Refunded {
        let (method, content) = match ask {
            RefundAsk::Give => (
                "alipay.trade.refund",
                json!({
                    "out_trade_no": refund.trade,
                    "out_request_no": refund.number,
                    "refund_amount": yuan(refund.amount),
                    "refund_reason": refund.reason,
                }),
            ),
            RefundAsk::Query => (
                "alipay.trade.fastpay.refund.query",
                json!({ "out_trade_no": refund.trade, "out_request_no": refund.number }),
            ),
        };
        let Some(request) = self.signed(method, &content.to_string()) else {
            return Refunded::Unknown;
        };
        let refunded = match exchange(request, within).await {
            Heard::Answer(raw) => match (self.genuine(method, &raw), ask) {
                (Some(said), RefundAsk::Give) => read_refund(said, refund),
                (Some(said), RefundAsk::Query) => read_refund_query(said, refund),
                (None, _) => Refunded::Unknown,
            },
            Heard::NotSent | Heard::Nothing => Refunded::Unknown,
        };
        debug!(
            ?ask,
            ?refunded,
            refund = refund.number,
            "Alipay was asked about a refund"
        );
        refunded
    }
}

/// The answer to `alipay.trade.refund`.
#[must_use]
pub fn read_refund(said: &str, refund: &Refund) -> Refunded {
    let Some(said) = read(said) else {
        return Refunded::Unknown;
    };
    match (said.code.as_str(), said.sub_code.as_deref()) {
        ("10000", _) if said.out_trade_no.as_deref() == Some(&refund.trade) => {
            match said.fund_change.as_deref() {
                Some("Y") => Refunded::Done,
                // Nothing moved this time: it may have the time before, and the query tells.
                Some(_) | None => Refunded::Processing,
            }
        }
        ("40004", Some(sub_code)) => refused(sub_code),
        ("40001" | "40002" | "40003" | "40006", sub_code) => {
            error!(
                code = said.code,
                sub_code, "Alipay refuses our request itself"
            );
            Refunded::Refused(RefundRefusal::ByChannel)
        }
        _ => Refunded::Unknown,
    }
}

/// The answer to `alipay.trade.fastpay.refund.query`. Without a status the refund has failed or has
/// not arrived, and Alipay does not tell which.
#[must_use]
pub fn read_refund_query(said: &str, refund: &Refund) -> Refunded {
    let Some(said) = read(said) else {
        return Refunded::Unknown;
    };
    let is_of = said.out_trade_no.as_deref() == Some(&refund.trade)
        && said.out_request_no.as_deref() == Some(&refund.number);
    let (code, status) = (said.code.as_str(), said.refund_status.as_deref());
    if (code, status) != ("10000", Some("REFUND_SUCCESS")) || !is_of {
        return Refunded::Unknown;
    }
    if said.refund_amount.as_deref().and_then(fen) == Some(refund.amount) {
        return Refunded::Done;
    }
    error!(refund = refund.number, "Alipay gave back another amount");
    Refunded::Refused(RefundRefusal::NumberReused)
}

fn read(said: &str) -> Option<Said> {
    serde_json::from_str(said).ok()
}

/// Only what is certain. `ACQ.TRADE_HAS_CLOSE` is not: it is also said when this very refund has
/// given all back.
fn refused(sub_code: &str) -> Refunded {
    let why = match sub_code {
        "ACQ.SELLER_BALANCE_NOT_ENOUGH" => RefundRefusal::NotEnough,
        "ACQ.TRADE_NOT_EXIST" => RefundRefusal::NoTrade,
        "ACQ.TRADE_HAS_FINISHED" | "ACQ.TRADE_REFUND_TIME_OUT" => RefundRefusal::TooLate,
        "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL" | "ACQ.REASON_TRADE_REFUND_FEE_ERR" => {
            RefundRefusal::TooMuch
        }
        "ACQ.DISCORDANT_REPEAT_REQUEST" => RefundRefusal::NumberReused,
        "ACQ.BUYER_NOT_EXIST" | "ACQ.BUYER_ERROR" => RefundRefusal::PayerAccount,
        "ACQ.INVALID_PARAMETER" | "ACQ.TRADE_NOT_ALLOW_REFUND" => RefundRefusal::ByChannel,
        _ => return Refunded::Unknown,
    };
    Refunded::Refused(why)
}
