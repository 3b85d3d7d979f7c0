//! Payment codes: what a phone shows to let a channel charge its owner.

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

/// What a payment code looks like, beyond whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentForm {
    /// Digits as the channel's own app shows them.
    Digits,
    /// Digits as the wallets of Alipay+ show them: 19, the third a 9, the sixth from the
    /// end a 6. One of a hundred codes of Alipay's own app with 19 digits looks the same.
    AlipayPlus,
    /// What a terminal of Alipay makes of a face. No phone shows it, and no hall of ours
    /// takes it.
    FaceToken,
}

/// A payment code and the channel whose shape it has. `Debug` shows two digits of it,
/// because a UnionPay code also has the shape of a card number.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentCode {
    channel: Channel,
    form: PaymentForm,
    text: String,
}

impl PaymentCode {
    /// The payment code that `text` has the shape of. Shapes: WeChat Pay micropay
    /// (18 digits, prefix 10 to 15), `AlipayTradePayModel.authCode` (16 to 24 digits,
    /// prefix 25 to 30), Alipay's face token (`fp` and 33 characters), UnionPay (19
    /// digits, prefix 62).
    ///
    /// A resident ID can have the same shape: [`Reading::of`](crate::Reading::of)
    /// looks for that first.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let of = |channel, form| Self {
            channel,
            form,
            text: text.to_owned(),
        };
        if is_face_token(text) {
            return Some(of(Channel::Alipay, PaymentForm::FaceToken));
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let prefix: u8 = text.get(..2)?.parse().ok()?;
        match (prefix, text.len()) {
            (10..=15, 18) => Some(of(Channel::Wechat, PaymentForm::Digits)),
            (28, 19) if is_alipay_plus(text) => Some(of(Channel::Alipay, PaymentForm::AlipayPlus)),
            (25..=30, 16..=24) => Some(of(Channel::Alipay, PaymentForm::Digits)),
            (62, 19) => Some(of(Channel::Unionpay, PaymentForm::Digits)),
            _ => None,
        }
    }

    /// The channel it is for.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// What it looks like.
    #[must_use]
    pub fn form(&self) -> PaymentForm {
        self.form
    }

    /// The whole of it. Whoever has it can charge the payer within the next minute.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }
}

fn is_face_token(text: &str) -> bool {
    text.len() == 35
        && text.starts_with("fp")
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Of 19 digits that begin with 28.
fn is_alipay_plus(digits: &str) -> bool {
    let digits = digits.as_bytes();
    digits[2] == b'9' && digits[digits.len() - 6] == b'6'
}

impl fmt::Debug for PaymentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PaymentCode({:?} {}… {} characters)",
            self.channel,
            &self.text[..2],
            self.text.len()
        )
    }
}
