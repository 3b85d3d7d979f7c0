//! `hallpass-backend`: the service the kiosks of a hall call.

mod command;
mod desk;
mod issuing;

use std::path::PathBuf;
use std::process::ExitCode;

use backend::{Backend, Config, Database, import};
use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};
use tracing::{error, info};
use tracing_subscriber::EnvFilter;

/// The service the kiosks of a hall call.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves until it is told to stop (SIGTERM, Ctrl-C).
    Serve {
        /// The configuration, `backend.toml`.
        #[arg(long)]
        config: PathBuf,
    },
    /// Explains every fen of a day: the channels' bills against what was booked. Changes nothing.
    ///
    /// Ends with 0 if everything is explained, 1 if there are discrepancies, 2 if a bill could not
    /// be had.
    Reconcile(command::Reconcile),
    /// Issues a badge to somebody of the staff: prints the text of its QR code, and its id.
    Badge(issuing::Badge),
    /// Prints the hall and the key that its kiosks have to know, as it stands in `kiosk.toml`.
    TrustKey(issuing::TrustKey),
    /// Numbers for staffed windows.
    #[command(subcommand)]
    Queue(desk::Queue),
    /// How far applications are.
    #[command(subcommand)]
    Case(desk::Case),
    /// What citizens thought of it: how many ratings of each level, or the bad ones.
    Ratings(desk::Ratings),
    /// Lists the money that has to go back to who paid it, or gives it back.
    Refunds(desk::Refunds),
    /// Reads citizens, dues, lists and registers from a file. May be done again.
    Import {
        /// The configuration, `backend.toml`.
        #[arg(long)]
        config: PathBuf,
        /// The file, JSON.
        #[arg(long)]
        file: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HALLPASS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // When nobody reads the log any more, payments still have to be pursued.
        .log_internal_errors(false)
        .init();
    let done = match Arguments::parse().command {
        Command::Serve { config } => serve(config).await,
        Command::Import { config, file } => import_file(config, file).await,
        Command::Queue(command) => command.run().await,
        Command::Case(command) => command.run().await,
        Command::Ratings(command) => command.run().await,
        Command::Refunds(command) => command.run().await,
        Command::Badge(command) => command.run(),
        Command::TrustKey(command) => command.run(),
        Command::Reconcile(command) => return command.run().await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error!(%error, "given up");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let backend = Backend::start(Config::read(&config)?).await?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    backend.stop().await;
    Ok(())
}

async fn import_file(config: PathBuf, file: PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::read(&config)?;
    let text = std::fs::read_to_string(&file)?;
    let database = Database::open(&config.database).await?;
    let imported = import::import(&database, &text).await?;
    info!(
        citizens = imported.citizens,
        dues = imported.dues,
        items = imported.items,
        lines = imported.lines,
        queues = imported.queues,
        "imported"
    );
    database.close().await;
    Ok(())
}
