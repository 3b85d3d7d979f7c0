//! The stories of money with WeChat Pay's API V3, and with Alipay.

// The same stories are told of API V2.
#![allow(clippy::duplicate_mod)]

use gateway::wire::Channel;

use crate::hall::{Api, Hall, Patience};

#[path = "paying.rs"]
mod paying;
#[path = "restarting.rs"]
mod restarting;
#[path = "voiding.rs"]
mod voiding;

const CHANNELS: [Channel; 2] = [Channel::Wechat, Channel::Alipay];

async fn open(patience: Patience) -> Hall {
    Hall::open_at(Api::V3, patience).await
}
