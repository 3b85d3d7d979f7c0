//! The backend's API: wire types and the client.
//!
//! [`wire`] is the API itself, used by both sides. [`Client`] is the calling side: one request for
//! each call, a deadline for each call, no retries. Whether a call is made again is decided by who
//! keeps the journal, not here.

mod call_error;
mod client;
pub mod wire;

pub use call_error::CallError;
pub use client::{Client, ClientError, KIOSK_HEADER};
