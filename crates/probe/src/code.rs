//! `hallpass-probe code`: what a text is and whether it is believed.

use std::io::{Read as _, Write as _, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use codes::{Known, MAX_SYMBOL_BYTES, OpaqueRules};
use jiff::Timestamp;

use crate::trust_file::{self, Believed};

/// Tells what the text of a code is and whether it is believed, as JSON.
///
/// Nothing in the report can be used in the citizen's name.
#[derive(clap::Args)]
pub struct Code {
    /// The text; `-` takes it from standard input, so that it does not stay in the history of the
    /// shell.
    text: String,
    /// Whose codes are believed: a TOML file with the [[issuers]], [[staff]] and [[foreign]] of
    /// backend.toml and [[receiptKeys]] (kid, alg, key). Without it nobody's are.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// When it was shown, e.g. 2026-11-23T07:03:00+08:00; now, if nothing is said.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

impl Code {
    pub fn run(self) -> Result<ExitCode> {
        let Believed {
            trust,
            foreign,
            keys,
        } = match &self.trust {
            Some(path) => trust_file::read(path)?,
            None => Believed::default(),
        };
        let text = if self.text == "-" {
            from_stdin()?
        } else {
            self.text.into_bytes()
        };
        let at = self.at.unwrap_or_else(Timestamp::now).as_second();
        let known = Known {
            trust: &trust,
            foreign: &foreign,
            keys: &keys,
            rules: &OpaqueRules::default(),
        };
        let report = codes::report_with(&text, known, at);
        let mut out = stdout().lock();
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Without the line end that the terminal adds.
fn from_stdin() -> Result<Vec<u8>> {
    let mut text = Vec::new();
    // One more than may be, so that what is too long is seen to be.
    let most = MAX_SYMBOL_BYTES as u64 + 3;
    stdin()
        .take(most)
        .read_to_end(&mut text)
        .context("standard input")?;
    if text.ends_with(b"\n") {
        text.pop();
    }
    if text.ends_with(b"\r") {
        text.pop();
    }
    Ok(text)
}
