//! `hallpass-probe`: what a technician has in the hand when a machine does not read.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a command says goes to its terminal"
)]

mod camera;
mod clock;
mod code;
mod decode;
mod field;
mod scanner;
mod screen;
mod shown;
mod trust_file;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

/// Reads pictures, tells what codes are, and watches the machine's cameras and scan engines.
///
/// Codes with which somebody could pay or identify are shown masked: `--show` shows them whole.
/// What is shown is not kept anywhere. HALLPASS_LOG=debug says more of what devices do.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Decode(decode::Decode),
    Code(code::Code),
    Camera(camera::Camera),
    Scanner(scanner::Scanner),
}

/// What a camera was opened with is told by its driver's log alone.
const LOG: &str = "devices::camera::v4l=info";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HALLPASS_LOG").unwrap_or_else(|_| EnvFilter::new(LOG));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .log_internal_errors(false)
        .init();
    let outcome = match Arguments::parse().command {
        Command::Decode(command) => command.run().await,
        Command::Code(command) => command.run(),
        Command::Camera(command) => command.run().await,
        Command::Scanner(command) => command.run().await,
    };
    outcome.unwrap_or_else(|error| {
        // Whoever reads has seen enough: `hallpass-probe … | head`.
        if is_broken_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        eprintln!("hallpass-probe: {error:#}");
        ExitCode::FAILURE
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
