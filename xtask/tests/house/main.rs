//! The rules of the house that a compiler does not know.
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

mod committed_files;
mod edges;
mod licences;
mod purity;
mod sources;
mod workspace;
