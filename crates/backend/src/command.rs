//! `hallpass-backend reconcile`: its arguments, what it prints, how it ends.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use backend::channels::Channels;
use backend::{Config, Database, reconciliation};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use order::Channel;
use tracing::error;

/// Something has to be looked after.
const DISCREPANCIES: u8 = 1;
/// The day could not be reconciled at all.
const NOT_RECONCILED: u8 = 2;

/// Arguments of `reconcile`.
#[derive(Args)]
pub struct Reconcile {
    /// The configuration, `backend.toml`.
    #[arg(long)]
    config: PathBuf,
    /// The day, as the clock in China has it, e.g. 2026-11-24.
    #[arg(long)]
    date: Date,
    /// Only this channel; without it, all that the configuration has.
    #[arg(long)]
    channel: Option<ChannelName>,
    /// The whole report as JSON, every finding with its fen.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum ChannelName {
    Wechat,
    Alipay,
}

impl Reconcile {
    /// Runs it. What is found goes to standard output, what went wrong into the log.
    pub async fn run(self) -> ExitCode {
        match self.reconcile().await {
            Ok(code) => code,
            Err(error) => {
                error!(%error, "not reconciled");
                ExitCode::from(NOT_RECONCILED)
            }
        }
    }

    async fn reconcile(self) -> Result<ExitCode, Box<dyn std::error::Error>> {
        let config = Config::read(&self.config)?;
        let channels = Channels::open(&config)?;
        let wanted = match self.channel {
            Some(ChannelName::Wechat) => vec![Channel::Wechat],
            Some(ChannelName::Alipay) => vec![Channel::Alipay],
            None => [
                (Channel::Wechat, config.wechat.is_some()),
                (Channel::Alipay, config.alipay.is_some()),
            ]
            .into_iter()
            .filter_map(|(channel, is_there)| is_there.then_some(channel))
            .collect(),
        };
        let database = Database::open_existing(&config.database).await?;
        let (mut reports, mut failed) = (Vec::new(), false);
        for channel in wanted {
            // One channel without a bill is no reason not to look at the other one.
            match reconciliation::run(&database, &channels, channel, self.date).await {
                Ok(report) => reports.push(report),
                Err(error) => {
                    error!(%error, "not reconciled");
                    failed = true;
                }
            }
        }
        database.close().await;
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &reports)?;
            writeln!(out)?;
        } else {
            for report in &reports {
                writeln!(out, "{}", reconciliation::table(report))?;
            }
        }
        out.flush()?;
        let has_discrepancies = reports
            .iter()
            .any(|report| report.discrepancies().next().is_some());
        Ok(match (failed, has_discrepancies) {
            (true, _) => ExitCode::from(NOT_RECONCILED),
            (false, true) => ExitCode::from(DISCREPANCIES),
            (false, false) => ExitCode::SUCCESS,
        })
    }
}
