//! WeChat Pay and Alipay in miniature.
//!
//! Each is a server on a free port of 127.0.0.1 that speaks the channel's true protocol: it checks
//! the signature of every request on the raw bytes before it looks at anything else, signs its
//! answers, and keeps a [`Ledger`] of its own that a test compares with everybody else's. What it
//! shall do with a payment is told beforehand with [`Ledger::behave`]; what the payer does on the
//! phone, with [`Ledger::confirm`].

pub mod alipay;
mod answer;
mod behaviour;
mod bill;
mod book;
mod ledger;
mod record;
pub mod wechat;

pub use alipay::Alipay;
pub use behaviour::{Answer, Behaviour, Call, Does, Outcome, Refusal, Who};
pub use bill::{BillBehaviour, Tamper};
pub use ledger::Ledger;
pub use record::{
    ChannelKind, Entry, Happened, OrderRecord, OrderState, PayerPrompt, Pays, RefundRecord,
    Refunds, Reverses,
};
pub use wechat::Wechat;
