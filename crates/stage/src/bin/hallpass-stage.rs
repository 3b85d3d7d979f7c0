//! `hallpass-stage`: the world in miniature, on a desktop or by itself.

use clap::{Parser, Subcommand};
use stage::demo::{self, DemoOptions};
use stage::kills::{self, KillOptions};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Shows Hallpass at work: on the desktop, or in two visits by itself where there is none.
    Demo(DemoOptions),
    /// Does visits while the programs are killed, and compares the ledgers.
    Kill(KillOptions),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .init();
    match Arguments::parse().command {
        Verb::Demo(options) => demo::run(&options).await,
        Verb::Kill(options) => {
            use std::io::Write as _;
            let report = kills::run(&options).await?;
            Ok(write!(std::io::stdout(), "{report}")?)
        }
    }
}
