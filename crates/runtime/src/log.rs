//! The log: one JSON object a line, nothing personal, levels by who is woken.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

/// Starts the log, into `file` or to standard error. `RUST_LOG` says what is in it.
///
/// # Errors
/// If the file cannot be opened.
pub fn start_log(file: Option<&Path>) -> io::Result<()> {
    let writer = match file {
        Some(path) => {
            let file = OpenOptions::new().create(true).append(true).open(path)?;
            BoxMakeWriter::new(Mutex::new(file))
        }
        None => BoxMakeWriter::new(io::stderr),
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().json().flatten_event(true);
    // A second start, as in a test, keeps the first log.
    let _ = log.with_env_filter(filter).with_writer(writer).try_init();
    Ok(())
}
