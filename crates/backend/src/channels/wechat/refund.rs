//! Refunds of API V3: `/v3/refund/domestic/refunds`.

use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use tracing::{debug, error};

use super::Wechat;
use super::reading::failure;
use crate::channels::line::{Heard, exchange};
use crate::channels::{Refund, RefundAsk, RefundRefusal, Refunded};

#[derive(Deserialize)]
struct Told {
    out_refund_no: String,
    out_trade_no: String,
    status: String,
    amount: Amount,
}

#[derive(Deserialize)]
struct Amount {
    refund: u64,
    total: u64,
}

impl Wechat {
    /// Gives money back or asks about it; waits for the answer no longer than `within`.
    pub async fn refund(&self, ask: RefundAsk, refund: &Refund, within: Duration) -> Refunded {
        let refunds = "/v3/refund/domestic/refunds";
        let request = match ask {
            RefundAsk::Give => {
                let body = json!({
                    "out_trade_no": refund.trade,
                    "out_refund_no": refund.number,
                    "reason": refund.reason,
                    "amount": {
                        "refund": refund.amount,
                        "total": refund.paid,
                        "currency": "CNY",
                    },
                });
                self.signed(Method::POST, refunds, body.to_string())
            }
            RefundAsk::Query => {
                let path = format!("{refunds}/{}", refund.number);
                self.signed(Method::GET, &path, String::new())
            }
        };
        let Some(request) = request else {
            return Refunded::Unknown;
        };
        let refunded = match exchange(request, within).await {
            Heard::Answer(raw) if self.is_genuine(&raw) => {
                read_refund(ask, raw.status.as_u16(), &raw.body, refund)
            }
            Heard::Answer(_) | Heard::NotSent | Heard::Nothing => Refunded::Unknown,
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

/// The answer to a refund or to a query about it.
#[must_use]
pub fn read_refund(ask: RefundAsk, status: u16, body: &[u8], refund: &Refund) -> Refunded {
    if status < 300 {
        return told(body, refund);
    }
    let Some(code) = failure(status, body) else {
        return Refunded::Unknown;
    };
    // A query that finds nothing may have come before the refund.
    let why = match (ask, code.as_str()) {
        (RefundAsk::Give, "NOT_ENOUGH") => RefundRefusal::NotEnough,
        (RefundAsk::Give, "RESOURCE_NOT_EXISTS") => RefundRefusal::NoTrade,
        (RefundAsk::Give, "USER_ACCOUNT_ABNORMAL") => RefundRefusal::PayerAccount,
        (RefundAsk::Give, "PARAM_ERROR" | "SIGN_ERROR" | "NO_AUTH" | "MCH_NOT_EXISTS") => {
            error!(code, "WeChat Pay refuses our request itself");
            RefundRefusal::ByChannel
        }
        // INVALID_REQUEST is also said where the number was used before: the query tells.
        (RefundAsk::Give | RefundAsk::Query, _) => return Refunded::Unknown,
    };
    Refunded::Refused(why)
}

fn told(body: &[u8], refund: &Refund) -> Refunded {
    let Ok(told) = serde_json::from_slice::<Told>(body) else {
        return Refunded::Unknown;
    };
    if (&told.out_refund_no, &told.out_trade_no) != (&refund.number, &refund.trade) {
        error!(
            refund = refund.number,
            "WeChat Pay answers about another refund"
        );
        return Refunded::Unknown;
    }
    if (told.amount.refund, told.amount.total) != (refund.amount, refund.paid) {
        error!(
            refund = refund.number,
            "WeChat Pay gave back another amount"
        );
        return Refunded::Refused(RefundRefusal::NumberReused);
    }
    of_status(&told.status)
}

/// What a refund's status means; API V2 has other words for two of them.
pub(super) fn of_status(status: &str) -> Refunded {
    match status {
        "SUCCESS" => Refunded::Done,
        "PROCESSING" => Refunded::Processing,
        "CLOSED" | "REFUNDCLOSE" => Refunded::Refused(RefundRefusal::ByChannel),
        "ABNORMAL" | "CHANGE" => Refunded::Refused(RefundRefusal::PayerAccount),
        _ => Refunded::Unknown,
    }
}
