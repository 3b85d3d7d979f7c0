//! Payment codes: the digits on a phone that let a channel charge its owner.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who moves the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WeChat Pay.
    Wechat,
    /// Alipay, and with it Alipay+, whose codes are taken through the same gateway.
    Alipay,
    /// UnionPay QuickPass.
    Unionpay,
}

/// A payment code and the channel whose shape it has. `Debug` shows two digits of it,
/// because a UnionPay code also has the shape of a card number.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentCode {
    channel: Channel,
    digits: String,
}

impl PaymentCode {
    /// The payment code that `text` has the shape of. Shapes: WeChat Pay micropay
    /// (18 digits, prefix 10 to 15), `AlipayTradePayModel.authCode` (16 to 24 digits,
    /// prefix 25 to 30), UnionPay (19 digits, prefix 62).
    ///
    /// A resident ID can have the same shape: [`Reading::of`](crate::Reading::of)
    /// looks for that first.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let prefix: u8 = text.get(..2)?.parse().ok()?;
        let channel = match (prefix, text.len()) {
            (10..=15, 18) => Channel::Wechat,
            (25..=30, 16..=24) => Channel::Alipay,
            (62, 19) => Channel::Unionpay,
            _ => return None,
        };
        Some(Self {
            channel,
            digits: text.to_owned(),
        })
    }

    /// The channel it is for.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The digits. Whoever has them can charge the payer within the next minute.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for PaymentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PaymentCode({:?} {}… {} digits)",
            self.channel,
            &self.digits[..2],
            self.digits.len()
        )
    }
}
