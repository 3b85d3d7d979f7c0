//! A display nobody sees: Xvfb with a window manager that gives the one window all of it.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use image::RgbImage;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use super::glass;
use crate::process::Process;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Size {
    /// Upright, as most kiosks stand.
    pub const PORTRAIT: Self = Self {
        width: 1080,
        height: 1920,
    };
    /// Lying.
    pub const LANDSCAPE: Self = Self {
        width: 1920,
        height: 1080,
    };
}

/// A display. It goes when this is dropped.
pub struct Display {
    name: String,
    // In the order in which they have to go: the window manager before the server.
    _manager: Process,
    _server: Process,
    memory: TempDir,
}

impl Display {
    /// Starts a display of this size on a free number; logs go to the folder `logs`.
    ///
    /// # Errors
    /// When `Xvfb` or `matchbox-window-manager` is missing or does not start.
    pub async fn start(size: Size, logs: &Path) -> anyhow::Result<Self> {
        let memory = tempfile::tempdir()?;
        let (server, number) = start_server(size, logs, memory.path()).await?;
        let name = format!(":{number}");
        let mut command = Command::new("matchbox-window-manager");
        command
            .args(["-use_titlebar", "no", "-use_cursor", "no"])
            .env("DISPLAY", &name);
        let log = logs.join("window-manager.log");
        let manager = Process::start("matchbox-window-manager", command, &log)
            .context("is the package matchbox-window-manager installed?")?;
        Ok(Self {
            name,
            _manager: manager,
            _server: server,
            memory,
        })
    }

    /// Its name as `$DISPLAY` has it, e.g. `:99`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is on it now.
    ///
    /// # Errors
    /// When the server keeps no picture.
    pub fn picture(&self) -> anyhow::Result<RgbImage> {
        glass::read(&self.memory.path().join("Xvfb_screen0"))
    }
}

async fn start_server(size: Size, logs: &Path, memory: &Path) -> anyhow::Result<(Process, u32)> {
    // Xvfb looks for a free number itself and writes it to standard output when it is ready.
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
        .arg(format!("{}x{}x24", size.width, size.height))
        .arg("-fbdir")
        .arg(memory);
    let (server, out) = Process::start_piped("Xvfb", command, &logs.join("display.log"))
        .context("is the package xvfb installed?")?;
    let mut line = String::new();
    let mut out = BufReader::new(out);
    tokio::time::timeout(Duration::from_secs(20), out.read_line(&mut line))
        .await
        .context("Xvfb does not get ready")??;
    let number = line
        .trim()
        .parse()
        .with_context(|| format!("Xvfb said {line:?}"))?;
    Ok((server, number))
}
