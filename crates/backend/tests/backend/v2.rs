//! The stories of money with WeChat Pay's API V2.

// The same stories are told of API V3.
#![allow(clippy::duplicate_mod)]

use gateway::wire::Channel;

use crate::hall::{Api, Hall, Patience};

#[path = "paying.rs"]
mod paying;
#[path = "restarting.rs"]
mod restarting;
#[path = "voiding.rs"]
mod voiding;

const CHANNELS: [Channel; 1] = [Channel::Wechat];

async fn open(patience: Patience) -> Hall {
    Hall::open_at(Api::V2, patience).await
}
