//! The programs that measure, built and started.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// A benchmark of the workspace, built, with these arguments.
pub fn bench(name: &str, arguments: &[&str]) -> Result<Command> {
    build(name)?;
    let chosen = ["bench", "--workspace", "--bench", name];
    Ok(process::cargo(&[&chosen[..], &["--"], arguments].concat()))
}

/// The program of the crate that has this benchmark: it is built with it. By itself it would be
/// built with other features of its dependencies, and most of them once more.
pub fn binary(name: &str, bench: &str) -> Result<PathBuf> {
    build(bench)?;
    Ok(crate::target().join("release").join(name))
}

fn build(bench: &str) -> Result<()> {
    // The whole workspace, so that the dependencies are those that the tests have compiled.
    let build = ["bench", "--workspace", "--bench", bench, "--no-run"];
    process::run_quietly(&format!("bench-{bench}"), &mut process::cargo(&build))
}

/// The command, on so many cores, for figures that can be compared.
pub fn on_cores(cores: usize, command: &Command) -> Command {
    let there = std::thread::available_parallelism().map_or(1, usize::from);
    let mut bound = if there > cores {
        // The last ones: the first is where the machine's own work goes.
        let list = format!("{}-{}", there - cores, there - 1);
        let mut bound = process::command("taskset", &["--cpu-list", &list]);
        bound.arg(command.get_program());
        bound
    } else {
        process::command(command.get_program(), &[])
    };
    bound.args(command.get_args());
    bound
}

/// What it prints; what it complains of is told if it fails.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        let program = command.get_program().to_string_lossy();
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{program} ended with {}:\n{complaint}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
