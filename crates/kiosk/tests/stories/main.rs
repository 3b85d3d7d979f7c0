//! Stories of visits, played by the real core with a clock that is moved by hand.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a story names what it is about"
)]

mod anything;
mod desk;
mod details;
mod edges;
mod finishing;
mod forms;
mod hearing;
mod offered;
mod offline;
mod opaque;
mod payment;
mod sighted;
mod trouble;
mod views;
mod visit;
mod ways;
