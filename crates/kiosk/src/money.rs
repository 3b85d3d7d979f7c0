//! Money in whole fen. There is no other unit inside the program.

pub use ::service::Fen;
