//! The visit, the payment and the view as a pure state machine.
//!
//! [`Kiosk`] is told what happened ([`Event`]) and what time it is ([`Now`]), and tells what is to
//! be done ([`Effect`]) and what is to be seen ([`view::View`]). It does no IO, reads no clock and
//! draws no random number that was not given to it, so any recorded visit can be run again.
//!
//! Where to begin reading: `machine.rs` for the whole, `visit.rs` for the steps of a visit,
//! `payment.rs` for what happens to money.

mod business;
pub mod call;
pub mod config;
mod entry;
mod event;
mod finding;
mod machine;
pub mod memory;
pub mod money;
pub mod notice;
pub mod outbox;
mod payment;
pub mod record;
pub mod scan;
mod sealed;
pub mod secret;
pub mod service;
pub mod text;
pub mod time;
pub mod touch;
mod used;
pub mod view;
mod visit;

pub use event::{Effect, Event, PrintProgress};
pub use machine::Kiosk;
pub use memory::{Memory, VisitKey};
pub use sealed::Sealed;
pub use time::Now;
