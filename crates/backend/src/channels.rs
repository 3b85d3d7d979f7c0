//! The two payment channels, in their own protocols.
//!
//! Each answer is reduced to what is certain, [`Answer`]. An answer that was not signed by the
//! channel, or that makes no sense, is no answer: [`Answer::Unknown`].

pub mod alipay;
pub mod bill;
pub(crate) mod line;
mod open;
pub mod refund;
pub mod rsa;
pub mod wechat;

use std::fmt;
use std::time::Duration;

use jiff::civil::Date;

pub use alipay::Alipay;
pub use bill::{NoBill, Statement};
pub use line::Line;
pub use open::OpenError;
pub use refund::{Refund, RefundAsk, RefundRefusal, Refunded};
pub use wechat::Wechat;
pub use wechat::v2::WechatV2;

use order::{Answer, Ask, Channel};

/// The channels of this hall.
#[derive(Default)]
pub struct Channels {
    /// WeChat Pay, if the hall takes it.
    pub wechat: Option<WechatAccount>,
    /// Alipay, if the hall takes it.
    pub alipay: Option<Alipay>,
}

/// A merchant's account at WeChat Pay, by the API that its contract is for.
pub enum WechatAccount {
    /// API V3, JSON.
    V3(Box<Wechat>),
    /// API V2, XML.
    V2(Box<WechatV2>),
}

/// What a channel needs to know of a payment.
#[derive(Clone, Debug)]
pub struct Trade {
    /// Our number for it, unique for ever (`out_trade_no`): 32 letters and digits.
    pub number: String,
    /// What is to be paid, in fen.
    pub amount: u64,
    /// What the payer reads.
    pub description: String,
    /// Number of the machine.
    pub machine: String,
    /// The payment code; only in the process that got it, and only for [`Ask::Pay`].
    pub code: Option<PayCode>,
}

/// A payment code. Never stored, never shown.
#[derive(Clone)]
pub struct PayCode(String);

impl PayCode {
    /// The code, if it can be one: 16 to 64 letters and digits.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = (16..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_owned()))
    }

    /// For the request to the channel.
    fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PayCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayCode(…)")
    }
}

impl Channels {
    /// Fetches a channel's bill of a day.
    ///
    /// # Errors
    /// [`NoBill`].
    pub async fn bill(&self, channel: Channel, day: Date) -> Result<Statement, NoBill> {
        match channel {
            Channel::Wechat => match &self.wechat {
                Some(WechatAccount::V3(wechat)) => wechat.bill(day).await,
                Some(WechatAccount::V2(wechat)) => wechat.bill(day).await,
                None => Err(NoBill::NoAccount),
            },
            Channel::Alipay => match &self.alipay {
                Some(alipay) => alipay.bill(day).await,
                None => Err(NoBill::NoAccount),
            },
        }
    }

    /// Asks a channel, and waits for the answer no longer than `within`.
    pub async fn ask(&self, channel: Channel, ask: Ask, trade: &Trade, within: Duration) -> Answer {
        match channel {
            Channel::Wechat => match &self.wechat {
                Some(WechatAccount::V3(wechat)) => wechat.ask(ask, trade, within).await,
                Some(WechatAccount::V2(wechat)) => wechat.ask(ask, trade, within).await,
                None => Answer::NotSent,
            },
            Channel::Alipay => match &self.alipay {
                Some(alipay) => alipay.ask(ask, trade, within).await,
                None => Answer::NotSent,
            },
        }
    }

    /// Gives money back, or asks what became of that; waits for the answer no longer than `within`.
    ///
    /// The refund's number is made once and kept by the caller before it is first asked for:
    /// then [`RefundAsk::Give`] may be asked any number of times, and the money moves once.
    pub async fn refund(
        &self,
        channel: Channel,
        ask: RefundAsk,
        refund: &Refund,
        within: Duration,
    ) -> Refunded {
        match channel {
            Channel::Wechat => match &self.wechat {
                Some(WechatAccount::V3(wechat)) => wechat.refund(ask, refund, within).await,
                Some(WechatAccount::V2(wechat)) => wechat.refund(ask, refund, within).await,
                None => Refunded::Unknown,
            },
            Channel::Alipay => match &self.alipay {
                Some(alipay) => alipay.refund(ask, refund, within).await,
                None => Refunded::Unknown,
            },
        }
    }
}
