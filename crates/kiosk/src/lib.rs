//! The visit, the payment and the view as a pure state machine.

pub mod money;
pub mod notice;
pub mod text;
pub mod touch;
pub mod view;
