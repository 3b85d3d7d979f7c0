//! The service the kiosks call, with the payment channels.
//!
//! [`Backend::start`] runs it. What decides is the crate [`order`], which is pure; [`payments`] persists its
//! steps and carries them out, [`resolver`] sees to it that every payment is decided in the end.
//! Processes have no state of their own: any number may serve one database.

pub mod answers;
pub mod api;
pub mod applications;
pub mod bills;
pub mod books;
pub mod catalogue;
pub mod channels;
pub mod citizens;
mod clock;
pub mod config;
pub mod database;
pub mod documents;
pub mod dues;
pub mod holds;
pub mod import;
pub mod key_file;
pub mod lists;
pub mod money;
pub mod orders;
pub mod payments;
pub mod procedures;
pub mod receipts;
pub mod reconcile;
pub mod reconciliation;
pub mod refused;
pub mod resolver;
mod server;
pub mod trust;
pub mod verifiers;
mod words;

pub use config::{Config, ConfigError};
pub use database::Database;
pub use server::{Backend, StartError};
