//! Runs the kiosk: carries out what it wants and tells it what happened.
//!
//! The loop in `run.rs` is the whole program; everything else here is a thin piece of IO that the
//! loop starts. Nothing in this crate decides anything about a visit.

mod calls;
mod clock;
pub mod config;
pub mod journal;
mod log;
mod offered;
mod opaque;
mod press;
mod printing;
mod run;
mod scanners;
mod sheet;
mod sighted;
mod slip;
mod sorting;
mod timings;
mod trusted;
mod voice;
mod wire;

pub use config::{Config, ConfigError};
pub use log::start_log;
pub use run::{Running, StartError, start};
