//! What WeChat Pay's answers mean in API V2.

use thiserror::Error;
use tracing::error;

use super::{ApiKey, Fields, XmlError, read};
use crate::channels::Trade;
use crate::channels::wechat::reading::of_state;
use order::{Answer, DeclineReason};

/// Why an answer is not believed.
#[derive(Debug, Error)]
pub enum Disbelief {
    /// It is no message of this API.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// The call failed, which is told without a signature; the words may help to find out why.
    #[error("it says, unsigned, that the call failed: {0}")]
    Failed(String),
    /// It is not signed with our key.
    #[error("it is not signed with the merchant's key")]
    Signature,
    /// It is for another merchant or app.
    #[error("it is for another merchant")]
    Another,
}

/// An answer that is known to be WeChat Pay's, to a call that was understood.
#[derive(Debug)]
pub struct Said(Fields);

impl Said {
    /// Reads an answer and verifies that it is signed, over all that was read.
    ///
    /// # Errors
    /// [`Disbelief`].
    pub fn believe(key: &ApiKey, appid: &str, mchid: &str, body: &[u8]) -> Result<Self, Disbelief> {
        let fields = read(body)?;
        if !key.has_signed(&fields) {
            let text = |name: &str| fields.get(name).map_or("", String::as_str);
            return Err(match text("return_code") {
                "FAIL" => Disbelief::Failed(text("return_msg").to_owned()),
                _ => Disbelief::Signature,
            });
        }
        let said = Self(fields);
        if said.get("appid") != Some(appid) || said.get("mch_id") != Some(mchid) {
            return Err(Disbelief::Another);
        }
        if said.get("return_code") != Some("SUCCESS") {
            return Err(Disbelief::Failed(
                said.get("return_msg").unwrap_or_default().to_owned(),
            ));
        }
        Ok(said)
    }

    /// A field that is not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub(super) fn fen(&self, name: &str) -> Option<u64> {
        let text = self.get(name)?;
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    }

    /// `Ok` if the business succeeded, else the code of the failure; neither if it says neither.
    pub(super) fn result(&self) -> Option<Result<(), &str>> {
        match self.get("result_code")? {
            "SUCCESS" => Some(Ok(())),
            "FAIL" => Some(Err(self.get("err_code").unwrap_or_default())),
            _ => None,
        }
    }

    /// Whether it is about another payment. Failures name none.
    fn names_another(&self, trade: &Trade) -> bool {
        let number = self.get("out_trade_no");
        let is_another = number.is_some_and(|number| number != trade.number);
        if is_another {
            error!(
                trade = trade.number,
                "WeChat Pay answers about another payment"
            );
        }
        is_another
    }
}

/// The answer to micropay.
#[must_use]
pub fn read_pay(said: &Said, trade: &Trade) -> Answer {
    if said.names_another(trade) {
        return Answer::Unknown;
    }
    let code = match said.result() {
        None => return Answer::Unknown,
        // Micropay names no state when it is paid.
        Some(Ok(())) => return state(said, said.get("trade_state").unwrap_or("SUCCESS"), trade),
        Some(Err(code)) => code,
    };
    match code {
        "USERPAYING" => Answer::PayerConfirms,
        "NOTENOUGH" | "NOTSUPORTCARD" => Answer::Refused(DeclineReason::NotEnough),
        "AUTHCODEEXPIRE" => Answer::Refused(DeclineReason::CodeExpired),
        // "Each code may be used once only" comes under this code.
        "AUTH_CODE_INVALID" => Answer::Refused(DeclineReason::CodeUsed),
        "AUTH_CODE_ERROR" => Answer::Refused(DeclineReason::CodeInvalid),
        "TRADE_ERROR" | "BUYER_MISMATCH" => Answer::Refused(DeclineReason::ByChannel),
        "PARAM_ERROR"
        | "LACK_PARAMS"
        | "SIGNERROR"
        | "XML_FORMAT_ERROR"
        | "NOT_UTF8"
        | "REQUIRE_POST_METHOD"
        | "NOAUTH"
        | "APPID_NOT_EXIST"
        | "MCHID_NOT_EXIST"
        | "APPID_MCHID_NOT_MATCH" => {
            error!(code, "WeChat Pay refuses our request itself");
            Answer::Refused(DeclineReason::ByChannel)
        }
        // SYSTEMERROR, BANKERROR, ORDERPAID, OUT_TRADE_NO_USED, and all we do not know.
        _ => Answer::Unknown,
    }
}

/// The answer to orderquery.
#[must_use]
pub fn read_query(said: &Said, trade: &Trade) -> Answer {
    match said.result() {
        Some(Ok(())) => match said.get("trade_state") {
            Some(name) => state(said, name, trade),
            None => Answer::Unknown,
        },
        Some(Err("ORDERNOTEXIST")) if !said.names_another(trade) => Answer::NoTrade,
        Some(Err(_)) | None => Answer::Unknown,
    }
}

/// The answer to reverse. It does not name the payment.
#[must_use]
pub fn read_reverse(said: &Said, trade: &Trade) -> Answer {
    // "Call again" is said with either result.
    if said.get("recall") == Some("Y") && said.result() != Some(Err("USERPAYING"))
        || said.names_another(trade)
    {
        return Answer::Unknown;
    }
    match said.result() {
        Some(Ok(())) => Answer::Closed,
        Some(Err("USERPAYING")) => Answer::PayerConfirms,
        Some(Err("ORDERNOTEXIST")) => Answer::NoTrade,
        Some(Err("REVERSE_EXPIRE")) => Answer::NotReversed,
        Some(Err(_)) | None => Answer::Unknown,
    }
}

fn state(said: &Said, name: &str, trade: &Trade) -> Answer {
    if said.get("out_trade_no") != Some(&trade.number) {
        error!(
            trade = trade.number,
            "WeChat Pay answers about another payment"
        );
        return Answer::Unknown;
    }
    of_state(name, said.fen("total_fee"), trade)
}
