//! The kiosk's real window, driven from outside by WebDriver.
//!
//! `WebKitWebDriver` starts the release binary on a display of the stage's own and touches what a
//! citizen would touch. Only the hooks in the page are relied on: `main[data-screen]`,
//! `data-touch`, `data-notice`, `data-sheet`.

mod display;
mod glass;
mod keys;
mod page;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use anyhow::Context as _;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::process::Command;

pub use display::{Display, Size};
pub use keys::Key;
pub use page::{Painted, Screen};

use crate::process::{self, Process};

/// How long to wait for anything that is not said otherwise.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How often a display is looked at for it to come to rest.
const RESTLESS_LOOKS: u32 = 10;
const START: Duration = Duration::from_secs(30);

/// What to open.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The program, e.g. `target/release/hallpass`.
    pub binary: PathBuf,
    /// Its arguments, e.g. `--config …`.
    pub args: Vec<String>,
    /// The size of the display; a kiosk fills it.
    pub size: Size,
    /// Where the logs go.
    pub logs: PathBuf,
    /// Where the program's temporary files go, if not where everybody's go.
    pub temporary: Option<PathBuf>,
    /// Where to go first, if the program is a browser.
    pub address: Option<String>,
}

/// An open window. When this is dropped the program is killed with all it has started.
pub struct Window {
    // In the order in which they have to go: the program before its display.
    client: Client,
    driver: Process,
    display: Display,
    touches: AtomicU32,
}

impl Window {
    /// Starts the program on a display of its own and waits until its page has a screen.
    ///
    /// # Errors
    /// When `Xvfb`, `matchbox-window-manager` or `WebKitWebDriver` is missing, or the program
    /// shows nothing within half a minute. The logs are in [`Opening::logs`].
    pub async fn open(opening: &Opening) -> anyhow::Result<Self> {
        let display = Display::start(opening.size, &opening.logs).await?;
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--replace-on-new-session")
            .env("DISPLAY", display.name())
            .env("GDK_BACKEND", "x11")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // Without a GPU this renderer shows the same in two thirds of the memory.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env_remove("WAYLAND_DISPLAY");
        if let Some(temporary) = &opening.temporary {
            command.env("TMPDIR", temporary);
        }
        let log = opening.logs.join("window.log");
        let driver = Process::start("WebKitWebDriver", command, &log)
            .context("is the package webkit2gtk-driver installed?")?;

        let client = tokio::time::timeout(START, connect(port, opening))
            .await
            .with_context(|| format!("no window after {START:?}, see {}", log.display()))?
            .with_context(|| format!("no window, see {}", log.display()))?;
        let window = Self {
            client,
            driver,
            display,
            touches: AtomicU32::new(0),
        };
        window
            .page_is_there()
            .await
            .with_context(|| format!("see {}", log.display()))?;
        Ok(window)
    }

    /// Closes the window as the window manager would not: the program is ended by the driver.
    ///
    /// # Errors
    /// When the driver does not answer any more; the program is killed all the same.
    pub async fn close(self) -> anyhow::Result<()> {
        let Self {
            client,
            driver,
            display,
            touches: _,
        } = self;
        let closed = tokio::time::timeout(PATIENCE, client.close()).await;
        drop((driver, display));
        closed.context("the window does not close")??;
        Ok(())
    }

    /// Kills the program as a power cut would.
    pub fn cut_power(mut self) {
        self.driver.kill();
    }

    /// The processes of the program: the one that was started and all it has started.
    #[must_use]
    pub fn processes(&self) -> Vec<u32> {
        let driver = self.driver.id();
        let all = driver.map(process::family).unwrap_or_default();
        all.into_iter().filter(|id| Some(*id) != driver).collect()
    }

    /// The memory of the program with all it has started, in bytes (see [`process::memory`]).
    #[must_use]
    pub fn memory(&self) -> u64 {
        process::memory(&self.processes())
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When the script fails or the window does not answer.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        let run = self.client.execute(script, arguments);
        Ok(tokio::time::timeout(PATIENCE, run)
            .await
            .context("the window does not answer")??)
    }

    /// A picture of what is on the display into `path` (PNG), as soon as it has come to rest; of
    /// what never rests, like the camera's picture, after half a second.
    ///
    /// # Errors
    /// When the window does not answer or the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> anyhow::Result<()> {
        self.run_async(page::AT_REST).await?;
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        ticks.tick().await;
        let mut picture = self.display.picture()?;
        for _ in 0..RESTLESS_LOOKS {
            ticks.tick().await;
            let next = self.display.picture()?;
            if std::mem::replace(&mut picture, next) == picture {
                break;
            }
        }
        picture
            .save(path)
            .with_context(|| format!("no picture at {}", path.display()))
    }

    /// The same, without waiting for anything: for whoever wants to know how it came to this.
    ///
    /// # Errors
    /// When there is no picture or the file cannot be written.
    pub fn glance(&self, path: &Path) -> anyhow::Result<()> {
        Ok(self.display.picture()?.save(path)?)
    }

    async fn run_async(&self, script: &str) -> anyhow::Result<Value> {
        let run = self.client.execute_async(script, vec![]);
        Ok(tokio::time::timeout(PATIENCE, run)
            .await
            .context("the window does not answer")??)
    }
}

async fn connect(port: u16, opening: &Opening) -> anyhow::Result<Client> {
    let url = format!("http://127.0.0.1:{port}");
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    // The driver needs a moment until it listens.
    while tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .await
        .is_err()
    {
        ticks.tick().await;
    }
    let mut capabilities = Capabilities::new();
    capabilities.insert(
        "webkitgtk:browserOptions".to_owned(),
        json!({ "binary": opening.binary, "args": opening.args }),
    );
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&url)
        .await?;
    if let Some(address) = &opening.address {
        client.goto(address).await?;
    }
    Ok(client)
}

/// A port nobody listens on now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
