//! The project's commands: `cargo xtask demo`, `test`, `bench`, `hardware`, `simulate`,
//! `kill`.
//!
//! Each does all of its own set-up first, says in a line what it installs, and costs
//! nothing when everything is there.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a command says goes to its terminal"
)]

mod bench;
mod demo;
mod hardware;
mod kill;
mod process;
mod setup;
mod simulate;
mod stamp;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo [ARGUMENTS]   set up, build, and show Hallpass at work; without a display it makes
                     two complete paid visits by itself and leaves them in target/demo/
  test               set up, then every check and every test; what .ci/run calls
  bench [PART...]    the benchmarks, with tables: sqlite (journal and orders beside bare
                     SQLite), reader (beside other readers), live (a camera of 30 frames
                     a second), instructions (what reading ten frames costs)
  kill [--times N] [--seed S] [--dev]
                     kill the real programs N times in the middle of visits and compare the
                     four ledgers after each; one seed draws the same visits
  hardware           camera and scan engines against the drivers of a real kernel, in a small
                     virtual machine with devices that programs play
  simulate           the kiosk and the orders against a world that fails, from one seed:
                     --visits N --seed S, or --world W for the story of one world;
                     --mutants shows that it finds faults made on purpose
  setup              only the set-up, which demo and test do by themselves
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", &[][..]),
    };
    let outcome = match command {
        "demo" => demo::run(rest),
        "test" => test::run(),
        "bench" => bench::run(rest),
        "hardware" => hardware::run(),
        "kill" => kill::run(rest),
        "simulate" => simulate::run(rest),
        "setup" => setup::run(),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask {command}: FAILED: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The checkout this xtask was built in.
fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// Where cargo builds, and where logs and stamps go: outside of what is committed.
fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}
