//! Everything a fresh Debian 12 with only Rust and Node lacks. Run again, it costs nothing.

pub mod debian;
mod fonts;
mod node;
mod screens;

use anyhow::Result;

pub fn run() -> Result<()> {
    debian::install_missing()?;
    node::check_version()?;
    fonts::install()?;
    screens::build()
}
