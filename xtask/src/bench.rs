//! `cargo xtask bench`.

use anyhow::Result;

pub fn run() -> Result<()> {
    println!("bench: there are no benchmarks yet: nothing was measured.");
    Ok(())
}
