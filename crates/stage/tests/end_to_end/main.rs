//! The release programs, driven through the kiosk's real window as a citizen would, in a hall in
//! miniature. After every visit the four ledgers are laid side by side.
//!
//! In a debug build there are no programs to drive: the tests say so and pass.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "what the tests share is part of the tests"
)]

mod backend_trouble;
mod by_ear;
mod cancel;
mod health_card;
mod offline;
mod paid;
mod payment_refused;
mod printer_trouble;
mod scan_refused;
mod services;
mod time_out;
mod world;
