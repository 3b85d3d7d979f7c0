//! `hallpass-stage demo`: the whole of Hallpass at work, watched or by itself.

mod desk;
mod report;
mod unattended;

use std::path::PathBuf;

use clap::Args;

pub use report::{Report, VisitReport};

/// What the demonstration is told.
#[derive(Args, Clone, Debug)]
pub struct DemoOptions {
    /// Where to leave what it has to show.
    #[arg(long, default_value = "target/demo")]
    pub out: PathBuf,
    /// Where `hallpass` and `hallpass-backend` are; beside this program, if not said.
    #[arg(long)]
    pub binary_dir: Option<PathBuf>,
    /// Do the visits without anybody watching, also where there is a desktop.
    #[arg(long)]
    pub headless: bool,
}

impl DemoOptions {
    fn binaries(&self) -> anyhow::Result<PathBuf> {
        match &self.binary_dir {
            Some(folder) => Ok(folder.clone()),
            None => {
                let program = std::env::current_exe()?;
                Ok(program.parent().map(PathBuf::from).unwrap_or_default())
            }
        }
    }
}

/// Shows Hallpass on the desktop, or does two visits by itself where there is none.
///
/// # Errors
/// When something is missing or a visit does not go as it has to.
pub async fn run(options: &DemoOptions) -> anyhow::Result<()> {
    let shown = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let desktop = shown("DISPLAY") || shown("WAYLAND_DISPLAY");
    if desktop && !options.headless {
        desk::run(options).await
    } else {
        unattended::run(options).await
    }
}

/// Says something to who has started the demonstration.
fn say(line: &str) {
    use std::io::Write as _;
    // Who has closed the pipe does not want to hear it.
    let _ = writeln!(std::io::stdout(), "demo: {line}");
}
