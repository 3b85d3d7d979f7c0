//! The journal as the kiosk uses it, and what may happen to its files.

mod cut;
mod damage;
mod keeping;
mod keys;
mod place;
mod pruning;
mod trouble;
