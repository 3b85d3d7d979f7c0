use serde::Deserialize;

use super::{Channel, Millis};

/// How long to wait for what. All in milliseconds; the defaults are those of the channels'
/// documents.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Waits {
    /// For how long an order holds its dues and slots after the last payment was submitted.
    pub hold_ms: Millis,
    /// How long a submit or void waits for a decision before it says "pending".
    pub reply_ms: Millis,
    /// WeChat Pay.
    #[serde(deserialize_with = "over_wechat")]
    pub wechat: ChannelWaits,
    /// Alipay.
    #[serde(deserialize_with = "over_alipay")]
    pub alipay: ChannelWaits,
}

/// How long to wait for what, with one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelWaits {
    /// Between two queries while the payer confirms or nothing is known.
    pub query_every_ms: Millis,
    /// From submitting until it is given up and taken back.
    pub pay_limit_ms: Millis,
    /// From submitting until it may be taken back.
    pub reverse_after_ms: Millis,
    /// For one answer.
    pub answer_within_ms: Millis,
    /// Before taking back is tried again; doubled each time.
    pub retry_every_ms: Millis,
    /// What the doubling ends at.
    pub retry_at_most_ms: Millis,
    /// A request that left this machine longer ago has no effect any more: the payment code in it
    /// has long expired.
    pub late_ms: Millis,
}

impl Waits {
    /// Those of one channel.
    #[must_use]
    pub fn of(&self, channel: Channel) -> &ChannelWaits {
        match channel {
            Channel::Wechat => &self.wechat,
            Channel::Alipay => &self.alipay,
        }
    }
}

impl ChannelWaits {
    /// WeChat Pay: query every 5 s (micropay, USERPAYING); the payer has 45 s; a reversal not
    /// sooner than 15 s after the charge.
    #[must_use]
    pub fn wechat() -> Self {
        Self {
            query_every_ms: 5_000,
            pay_limit_ms: 45_000,
            reverse_after_ms: 15_000,
            answer_within_ms: 10_000,
            retry_every_ms: 2_000,
            retry_at_most_ms: 30_000,
            late_ms: 120_000,
        }
    }

    /// Alipay: query every 3 to 5 s; after 60 s cancel at once.
    #[must_use]
    pub fn alipay() -> Self {
        Self {
            query_every_ms: 3_000,
            pay_limit_ms: 60_000,
            reverse_after_ms: 0,
            ..Self::wechat()
        }
    }
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            hold_ms: 30 * 60 * 1000,
            reply_ms: 3_000,
            wechat: ChannelWaits::wechat(),
            alipay: ChannelWaits::alipay(),
        }
    }
}

/// What stands in the file; the rest is the channel's default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    query_every_ms: Option<u32>,
    pay_limit_ms: Option<u32>,
    reverse_after_ms: Option<u32>,
    answer_within_ms: Option<u32>,
    retry_every_ms: Option<u32>,
    retry_at_most_ms: Option<u32>,
    late_ms: Option<u32>,
}

impl Written {
    fn over(self, default: ChannelWaits) -> ChannelWaits {
        let or = |written: Option<u32>, default| written.map_or(default, Millis::from);
        ChannelWaits {
            query_every_ms: or(self.query_every_ms, default.query_every_ms),
            pay_limit_ms: or(self.pay_limit_ms, default.pay_limit_ms),
            reverse_after_ms: or(self.reverse_after_ms, default.reverse_after_ms),
            answer_within_ms: or(self.answer_within_ms, default.answer_within_ms),
            retry_every_ms: or(self.retry_every_ms, default.retry_every_ms),
            retry_at_most_ms: or(self.retry_at_most_ms, default.retry_at_most_ms),
            late_ms: or(self.late_ms, default.late_ms),
        }
    }
}

fn over_wechat<'de, D: serde::Deserializer<'de>>(from: D) -> Result<ChannelWaits, D::Error> {
    Ok(Written::deserialize(from)?.over(ChannelWaits::wechat()))
}

fn over_alipay<'de, D: serde::Deserializer<'de>>(from: D) -> Result<ChannelWaits, D::Error> {
    Ok(Written::deserialize(from)?.over(ChannelWaits::alipay()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_channels_documents() {
        let waits = Waits::default();
        let of = |waits: &ChannelWaits| {
            (
                waits.query_every_ms,
                waits.pay_limit_ms,
                waits.reverse_after_ms,
            )
        };
        assert_eq!(of(&waits.wechat), (5_000, 45_000, 15_000));
        assert_eq!(of(&waits.alipay), (3_000, 60_000, 0));
    }
}
