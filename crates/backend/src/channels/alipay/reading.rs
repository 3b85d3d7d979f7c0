//! What Alipay's answers mean. They are known to be Alipay's.

use serde::Deserialize;
use tracing::error;

use crate::channels::Trade;
use order::{Answer, DeclineReason};

#[derive(Deserialize)]
struct Said {
    code: String,
    sub_code: Option<String>,
    out_trade_no: Option<String>,
    total_amount: Option<String>,
    trade_status: Option<String>,
    action: Option<String>,
    retry_flag: Option<String>,
}

/// The answer to `alipay.trade.pay`.
#[must_use]
pub fn read_pay(said: &str, trade: &Trade) -> Answer {
    let Some(said) = read(said) else {
        return Answer::Unknown;
    };
    match (said.code.as_str(), said.sub_code.as_deref()) {
        ("10000", _) => paid(&said, trade),
        ("10003", _) if !names_another(&said, trade) => Answer::PayerConfirms,
        ("40004", Some(sub_code)) => refused(sub_code),
        ("40001" | "40002" | "40003" | "40006", sub_code) => {
            error!(
                code = said.code,
                sub_code, "Alipay refuses our request itself"
            );
            Answer::Refused(DeclineReason::ByChannel)
        }
        // 20000, and all we do not know.
        _ => Answer::Unknown,
    }
}

/// The answer to `alipay.trade.query`.
#[must_use]
pub fn read_query(said: &str, trade: &Trade) -> Answer {
    let Some(said) = read(said) else {
        return Answer::Unknown;
    };
    match (
        said.code.as_str(),
        said.sub_code.as_deref(),
        said.trade_status.as_deref(),
    ) {
        ("10000", _, Some("TRADE_SUCCESS" | "TRADE_FINISHED")) => paid(&said, trade),
        ("10000", _, Some("WAIT_BUYER_PAY")) if is_of(&said, trade) => Answer::PayerConfirms,
        ("10000", _, Some("TRADE_CLOSED")) if is_of(&said, trade) => Answer::Closed,
        ("40004", Some("ACQ.TRADE_NOT_EXIST"), _) => Answer::NoTrade,
        _ => Answer::Unknown,
    }
}

/// The answer to `alipay.trade.cancel`.
#[must_use]
pub fn read_cancel(said: &str, trade: &Trade) -> Answer {
    let Some(said) = read(said) else {
        return Answer::Unknown;
    };
    if said.retry_flag.as_deref() == Some("Y") || names_another(&said, trade) {
        return Answer::Unknown;
    }
    match (
        said.code.as_str(),
        said.sub_code.as_deref(),
        said.action.as_deref(),
    ) {
        ("10000", _, Some("close" | "refund")) if is_of(&said, trade) => Answer::Closed,
        // There was nothing to take back.
        ("10000", _, None) | ("40004", Some("ACQ.TRADE_NOT_EXIST"), _) => Answer::NoTrade,
        (
            "40004",
            Some(
                "ACQ.SELLER_BALANCE_NOT_ENOUGH"
                | "ACQ.TRADE_CANCEL_TIME_OUT"
                | "ACQ.TRADE_HAS_FINISHED"
                | "ACQ.REASON_ILLEGAL_STATUS",
            ),
            _,
        ) => Answer::NotReversed,
        _ => Answer::Unknown,
    }
}

fn read(said: &str) -> Option<Said> {
    serde_json::from_str(said).ok()
}

fn paid(said: &Said, trade: &Trade) -> Answer {
    let amount = said.total_amount.as_deref().and_then(fen);
    if is_of(said, trade) && amount == Some(trade.amount) {
        return Answer::Paid;
    }
    error!(
        trade = trade.number,
        "Alipay says paid, but of another payment or amount"
    );
    Answer::Unknown
}

fn is_of(said: &Said, trade: &Trade) -> bool {
    said.out_trade_no.as_deref() == Some(trade.number.as_str())
}

fn names_another(said: &Said, trade: &Trade) -> bool {
    said.out_trade_no.is_some() && !is_of(said, trade)
}

/// Only what is certain: with any other code the trade may exist.
fn refused(sub_code: &str) -> Answer {
    let reason = match sub_code {
        "ACQ.BUYER_BALANCE_NOT_ENOUGH"
        | "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH"
        | "ACQ.ERROR_BALANCE_PAYMENT_DISABLE"
        | "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT"
        | "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR"
        | "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR"
        | "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE" => DeclineReason::NotEnough,
        // Expired, used and unknown codes are not told apart.
        "ACQ.PAYMENT_AUTH_CODE_INVALID" => DeclineReason::CodeInvalid,
        "ACQ.PAYMENT_FAIL"
        | "ACQ.PAYMENT_REQUEST_HAS_RISK"
        | "ACQ.BUYER_ENABLE_STATUS_FORBID"
        | "ACQ.BUYER_SELLER_EQUAL"
        | "ACQ.TRADE_BUYER_NOT_MATCH"
        | "ACQ.PULL_MOBILE_CASHIER_FAIL"
        | "ACQ.MOBILE_PAYMENT_SWITCH_OFF"
        | "ACQ.USER_FACE_PAYMENT_SWITCH_OFF"
        | "ACQ.TOTAL_FEE_EXCEED" => DeclineReason::ByChannel,
        "ACQ.INVALID_PARAMETER"
        | "ACQ.ACCESS_FORBIDDEN"
        | "ACQ.EXIST_FORBIDDEN_WORD"
        | "ACQ.PARTNER_ERROR"
        | "ACQ.SELLER_BEEN_BLOCKED"
        | "ACQ.INVALID_STORE_ID" => {
            error!(sub_code, "Alipay refuses our request itself");
            DeclineReason::ByChannel
        }
        _ => return Answer::Unknown,
    };
    Answer::Refused(reason)
}

/// `200.00`, `200.0` or `200` yuan in fen.
pub(super) fn fen(yuan: &str) -> Option<u64> {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let fen: u64 = format!("{part:0<2}").parse().ok()?;
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(fen)
}

#[cfg(test)]
mod tests {
    use super::fen;

    #[test]
    fn yuan_are_read_as_fen_or_not_at_all() {
        assert_eq!(fen("200.50"), Some(20_050));
        assert_eq!(fen("200.5"), Some(20_050));
        assert_eq!(fen("0.01"), Some(1));
        assert_eq!(fen("7"), Some(700));
        for text in [
            "",
            ".5",
            "1.234",
            "-1.00",
            "1,00",
            "１.00",
            "99999999999999999999",
        ] {
            assert_eq!(fen(text), None, "{text}");
        }
    }
}
