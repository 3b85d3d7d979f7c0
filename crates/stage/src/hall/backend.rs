//! The backend's process.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::process::Command;

use super::files::{BACKEND, Places};
use crate::process::Process;

const START: Duration = Duration::from_secs(30);

/// `hallpass-backend serve`, which can be stopped, killed and started again.
pub struct Backend {
    binary: PathBuf,
    places: Places,
    url: String,
    starts: u32,
    process: Option<Process>,
}

impl Backend {
    /// Imports what the city's other systems know, and starts serving.
    pub(super) async fn start(binaries: &Path, places: &Places, port: u16) -> anyhow::Result<Self> {
        let binary = binaries.join("hallpass-backend");
        ensure!(binary.exists(), "{} is not built", binary.display());
        let mut backend = Self {
            binary,
            places: places.clone(),
            url: format!("http://127.0.0.1:{port}"),
            starts: 0,
            process: None,
        };
        backend.import().await?;
        backend.serve().await?;
        Ok(backend)
    }

    /// Where it serves, e.g. `http://127.0.0.1:40001`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts serving and waits until it is well. Does nothing if it serves.
    ///
    /// # Errors
    /// When it is not well within half a minute; the error names its log.
    pub async fn serve(&mut self) -> anyhow::Result<()> {
        if self.process.is_some() {
            return Ok(());
        }
        self.launch()?;
        self.well().await
    }

    /// Starts it without waiting for anything. Does nothing if it was started.
    ///
    /// # Errors
    /// When the program does not start.
    pub fn launch(&mut self) -> anyhow::Result<()> {
        if self.process.is_none() {
            self.starts += 1;
            let command = self.command("serve");
            self.process = Some(Process::start("hallpass-backend", command, &self.log())?);
        }
        Ok(())
    }

    /// Waits until it is well.
    ///
    /// # Errors
    /// When it is not within half a minute, or was never started, or has ended by itself; the
    /// error names its log.
    pub async fn well(&mut self) -> anyhow::Result<()> {
        let log = self.log();
        let health = format!("{}/v1/health", self.url);
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(2))
            .build()?;
        let process = self.process.as_mut().context("the backend is not on")?;
        let wait = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(20));
            loop {
                ticks.tick().await;
                let answer = http
                    .get(&health)
                    .header("hallpass-kiosk", "stage")
                    .send()
                    .await;
                if answer.is_ok_and(|answer| answer.status().is_success()) {
                    return Ok(());
                }
                if let Some(status) = process.ended()? {
                    anyhow::bail!("the backend ended with {status}");
                }
            }
        };
        tokio::time::timeout(START, wait)
            .await
            .context("the backend is not well in time")
            .flatten()
            .with_context(|| format!("see {}", log.display()))
    }

    fn log(&self) -> PathBuf {
        let name = format!("backend-{}.log", self.starts);
        self.places.logs().join(name)
    }

    /// Stops it as `systemctl stop` would.
    ///
    /// # Errors
    /// When the system does not say whether it has ended.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        match self.process.take() {
            Some(process) => process.stop().await,
            None => Ok(()),
        }
    }

    /// Kills it as a power cut would. Says whether there was anything to kill.
    ///
    /// # Errors
    /// When the system does not end it.
    pub async fn kill(&mut self) -> anyhow::Result<bool> {
        match self.process.take() {
            Some(process) => process.killed().await.map(|()| true),
            None => Ok(false),
        }
    }

    async fn import(&self) -> anyhow::Result<()> {
        let log = self.places.logs().join("import.log");
        let mut command = self.command("import");
        command.arg("--file").arg(self.places.seed());
        let mut process = Process::start("hallpass-backend import", command, &log)?;
        let status = process.wait(START).await?;
        ensure!(
            status.success(),
            "the import ended with {status}, see {}",
            log.display()
        );
        Ok(())
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .arg(verb)
            .arg("--config")
            .arg(self.places.backend_toml())
            .env("TMPDIR", self.places.temporary(BACKEND));
        command
    }
}
