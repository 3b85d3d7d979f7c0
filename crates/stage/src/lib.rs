//! The world in miniature for demo and tests: channels, phone, camera, printer, window.
//!
//! Never part of what is installed in a hall. It meets the rest of Hallpass as a hall would: as
//! processes, protocols and files.

pub mod books;
pub mod camera;
pub mod channels;
pub mod demo;
pub mod hall;
pub mod health_cards;
pub mod keys;
pub mod kills;
pub mod line;
pub mod phone;
pub mod printer;
pub mod process;
pub mod server;
pub mod traces;
pub mod visitor;
pub mod voice;
pub mod window;
pub mod windowless;
