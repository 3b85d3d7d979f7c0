//! `cargo xtask kill`: the programs killed at random moments, and the ledgers compared.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::{process, setup};

/// With this the programs are built without the optimiser: sooner there, slower at work.
const DEV: &str = "--dev";

/// Sets up, builds, and becomes the stage with these arguments.
pub fn run(arguments: &[String]) -> Result<()> {
    setup::run()?;
    let dev = arguments.iter().any(|argument| argument == DEV);
    let others = arguments.iter().filter(|argument| *argument != DEV);
    println!("kill: building (the first time takes minutes)");
    // In a release build the choice of `cargo xtask demo` and `test`, which has one set of
    // features; in the other one as little as possible.
    let (built, chosen): (_, &[&str]) = if dev {
        (
            "debug",
            &["build", "-p", "runtime", "-p", "backend", "-p", "stage"],
        )
    } else {
        ("release", &["build", "--release", "--workspace"])
    };
    let mut build = process::cargo(chosen);
    build.args(["--bins", "--example", "windowless"]);
    process::run_quietly("build", &mut build)?;

    let error = Command::new(crate::target().join(built).join("hallpass-stage"))
        .arg("kill")
        .args(others)
        .current_dir(crate::root())
        .stdin(Stdio::inherit())
        .exec();
    Err(anyhow::Error::new(error).context("the stage does not start"))
}
