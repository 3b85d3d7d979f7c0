//! The backend as kiosks see it: a real server on a real database, and both channels on stage.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod applying;
mod bills;
mod business;
mod files;
mod hall;
mod holding;
mod identifying;
mod kept;
mod limits;
mod listing;
mod messages;
mod migrating;
mod offering;
mod papers;
mod procedures;
mod process;
mod protocol;
mod reconciling;
mod refunding;
mod seeding;
mod trusting;
mod unknown;
mod v2;
mod v3;
mod vectors;
mod verifying;
mod visit;
