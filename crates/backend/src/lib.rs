//! The service the kiosks call, with the payment channels.

pub mod order;
