//! Codes of foreign issuers: made here, published by others, and made to harm.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod claim169;
mod claim169_vectors;
mod dcc;
mod dcc_vectors;
mod health_card_vectors;
mod health_cards;
mod hostile;
mod made;
mod trusted;
