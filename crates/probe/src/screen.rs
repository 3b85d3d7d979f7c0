//! The terminal of a command that goes on until it is told to end.

use std::io::{IsTerminal as _, Write as _, stdout};
use std::time::Duration;

use anyhow::Result;
use tokio::signal::ctrl_c;
use tokio::time::sleep;

/// After so many seconds, if a number is given, or with Ctrl-C.
pub async fn end_after(seconds: Option<u64>) {
    let time = async {
        match seconds {
            Some(seconds) => sleep(Duration::from_secs(seconds)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = ctrl_c() => {}
        () = time => {}
    }
}

/// Lines, and under them on a terminal one that changes.
pub struct Screen {
    terminal: bool,
}

impl Screen {
    pub fn new() -> Self {
        Screen {
            terminal: stdout().is_terminal(),
        }
    }

    /// A line that stays.
    pub fn line(&mut self, line: &str) -> Result<()> {
        let mut out = stdout().lock();
        if self.terminal {
            write!(out, "\r\x1b[K")?;
        }
        writeln!(out, "{line}")?;
        Ok(())
    }

    /// The last line, until the next.
    pub fn status(&mut self, status: &str) -> Result<()> {
        if !self.terminal {
            return self.line(status);
        }
        let mut out = stdout().lock();
        write!(out, "\r\x1b[K{status}")?;
        out.flush()?;
        Ok(())
    }
}
