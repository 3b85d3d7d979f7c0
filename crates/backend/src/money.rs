//! The words about money: what the order logic calls them, and what the kiosk is told.

use gateway::wire;
use order::{Channel, DeclineReason};
use service::Fen;

/// As the order logic calls it.
#[must_use]
pub fn channel(channel: wire::Channel) -> Channel {
    match channel {
        wire::Channel::Wechat => Channel::Wechat,
        wire::Channel::Alipay => Channel::Alipay,
    }
}

/// As the kiosk is told.
#[must_use]
pub fn told_channel(channel: Channel) -> wire::Channel {
    match channel {
        Channel::Wechat => wire::Channel::Wechat,
        Channel::Alipay => wire::Channel::Alipay,
    }
}

/// As the kiosk is told.
#[must_use]
pub fn told_reason(reason: DeclineReason) -> wire::DeclineReason {
    match reason {
        DeclineReason::NotEnough => wire::DeclineReason::NotEnough,
        DeclineReason::WrongPassword => wire::DeclineReason::WrongPassword,
        DeclineReason::NotConfirmed => wire::DeclineReason::NotConfirmed,
        DeclineReason::CodeExpired => wire::DeclineReason::CodeExpired,
        DeclineReason::CodeUsed => wire::DeclineReason::CodeUsed,
        DeclineReason::CodeInvalid => wire::DeclineReason::CodeInvalid,
        DeclineReason::ChannelUnreachable => wire::DeclineReason::ChannelUnreachable,
        DeclineReason::ByChannel => wire::DeclineReason::ByChannel,
    }
}

/// An amount in yuan: `12.50`.
#[must_use]
pub fn yuan(Fen(fen): Fen) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
