//! `cargo xtask simulate`: the simulation, and the proof that it finds what it is for.

mod mutants;

use anyhow::Result;

use crate::process;

/// How the simulation is built, wherever it is.
const BUILD: [&str; 5] = ["build", "--release", "--quiet", "--package", "simulation"];

pub fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--mutants") {
        return mutants::run(arguments);
    }
    process::run_openly(&mut process::cargo(&BUILD))?;
    let program = crate::target().join("release/simulation");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    process::run_openly(&mut process::command(program, &arguments))
}
