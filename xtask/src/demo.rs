//! `cargo xtask demo`: everything from nothing to Hallpass at work.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{process, setup};

/// Sets up, builds, and becomes the stage with these arguments.
pub fn run(arguments: &[String]) -> Result<()> {
    setup::run()?;
    println!("demo: building (the first time takes minutes)");
    // The choice of the whole workspace is that of `cargo xtask test`: another one would
    // have other features of the same dependencies, and build them again.
    let mut build = process::cargo(&["build", "--release", "--workspace", "--bins"]);
    process::run_quietly("build", &mut build)?;

    let error = Command::new(crate::target().join("release/hallpass-stage"))
        .arg("demo")
        .args(arguments)
        .current_dir(crate::root())
        .stdin(Stdio::inherit())
        .exec();
    Err(anyhow::Error::new(error).context("the stage does not start"))
}
