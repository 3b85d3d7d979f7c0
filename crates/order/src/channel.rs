use serde::{Deserialize, Serialize};

/// Who moves the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WeChat Pay.
    Wechat,
    /// Alipay.
    Alipay,
}

/// Why a payment was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeclineReason {
    /// Not enough money, or the card does not do.
    NotEnough,
    /// Wrong password.
    WrongPassword,
    /// Not confirmed in time, or given up by the payer.
    NotConfirmed,
    /// The code had expired.
    CodeExpired,
    /// The code had been used.
    CodeUsed,
    /// Not a code of this channel.
    CodeInvalid,
    /// The channel could not be reached: nothing was ever asked of it.
    ChannelUnreachable,
    /// The channel refused for a reason of its own.
    ByChannel,
}
