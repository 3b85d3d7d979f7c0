//! What WeChat Pay's answers mean. They are known to be WeChat Pay's.

use serde::Deserialize;
use tracing::error;

use crate::channels::Trade;
use order::{Answer, DeclineReason};

#[derive(Deserialize)]
struct Transaction {
    out_trade_no: String,
    trade_state: String,
    amount: Option<Amount>,
}

#[derive(Deserialize)]
struct Amount {
    total: u64,
}

#[derive(Deserialize)]
struct Reversed {
    out_trade_no: String,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
}

/// The answer to codepay. 202 is "the payer has to confirm", not an error.
#[must_use]
pub fn read_pay(status: u16, body: &[u8], trade: &Trade) -> Answer {
    if status < 300 {
        return transaction(body, trade);
    }
    match failure(status, body).as_deref() {
        Some("NOTENOUGH" | "NOT_ENOUGH" | "NOTSUPORTCARD") => {
            Answer::Refused(DeclineReason::NotEnough)
        }
        Some("AUTHCODEEXPIRE" | "AUTH_CODE_EXPIRE") => Answer::Refused(DeclineReason::CodeExpired),
        // "Each code may be used once only" comes under this code.
        Some("AUTH_CODE_INVALID") => Answer::Refused(DeclineReason::CodeUsed),
        Some("AUTH_CODE_ERROR") => Answer::Refused(DeclineReason::CodeInvalid),
        Some("TRADE_ERROR" | "BUYER_MISMATCH" | "RULE_LIMIT" | "ACCOUNT_ERROR") => {
            Answer::Refused(DeclineReason::ByChannel)
        }
        Some(
            code @ ("PARAM_ERROR"
            | "SIGN_ERROR"
            | "NO_AUTH"
            | "MCH_NOT_EXISTS"
            | "APPID_MCHID_NOT_MATCH"),
        ) => {
            error!(code, "WeChat Pay refuses our request itself");
            Answer::Refused(DeclineReason::ByChannel)
        }
        // SYSTEM_ERROR, BANKERROR, USERPAYING, ORDERPAID, and all we do not know. INVALID_REQUEST
        // too: "asked for twice" is among its reasons.
        Some(_) | None => Answer::Unknown,
    }
}

/// The answer to a query.
#[must_use]
pub fn read_query(status: u16, body: &[u8], trade: &Trade) -> Answer {
    if status < 300 {
        return transaction(body, trade);
    }
    match failure(status, body).as_deref() {
        Some("ORDER_NOT_EXIST" | "ORDERNOTEXIST") => Answer::NoTrade,
        Some(_) | None => Answer::Unknown,
    }
}

/// The answer to a reversal.
#[must_use]
pub fn read_reverse(status: u16, body: &[u8], trade: &Trade) -> Answer {
    if status < 300 {
        return match serde_json::from_slice::<Reversed>(body) {
            Ok(reversed) if reversed.out_trade_no == trade.number => Answer::Closed,
            Ok(_) | Err(_) => Answer::Unknown,
        };
    }
    match failure(status, body).as_deref() {
        Some("ORDER_NOT_EXIST" | "ORDERNOTEXIST") => Answer::NoTrade,
        Some("USERPAYING" | "USER_PAYING") => Answer::PayerConfirms,
        Some("REVERSE_EXPIRE") => Answer::NotReversed,
        Some(_) | None => Answer::Unknown,
    }
}

fn transaction(body: &[u8], trade: &Trade) -> Answer {
    let Ok(transaction) = serde_json::from_slice::<Transaction>(body) else {
        return Answer::Unknown;
    };
    if transaction.out_trade_no != trade.number {
        error!(
            trade = trade.number,
            "WeChat Pay answers about another payment"
        );
        return Answer::Unknown;
    }
    let total = transaction.amount.map(|amount| amount.total);
    of_state(&transaction.trade_state, total, trade)
}

/// What a `trade_state` means; both APIs have the same ones. `total` in fen.
pub(super) fn of_state(state: &str, total: Option<u64>, trade: &Trade) -> Answer {
    match state {
        "SUCCESS" if total == Some(trade.amount) => Answer::Paid,
        "SUCCESS" => {
            error!(trade = trade.number, "WeChat Pay took another amount");
            Answer::Unknown
        }
        "USERPAYING" => Answer::PayerConfirms,
        // A wrong password, or given up by the payer: the channel does not tell which.
        "PAYERROR" => Answer::NotPaid(DeclineReason::NotConfirmed),
        "CLOSED" | "REVOKED" | "REFUND" => Answer::Closed,
        _ => Answer::Unknown,
    }
}

/// The code of a failure; none if the channel itself is in trouble.
pub(super) fn failure(status: u16, body: &[u8]) -> Option<String> {
    if status >= 500 {
        return None;
    }
    serde_json::from_slice::<Failure>(body)
        .ok()
        .map(|failure| failure.code)
}
