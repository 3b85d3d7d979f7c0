//! Running other programs: quietly with a log, or in the open.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// A step that takes longer than this says that it goes on, and with what.
const BEAT: Duration = Duration::from_secs(20);
/// How much of its log a failed program shows.
const TAIL_LINES: usize = 80;

/// A program that runs in the checkout and reads nothing from the terminal.
pub fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(crate::root())
        .stdin(Stdio::null());
    command
}

/// The cargo that started this xtask.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(program, arguments);
    command.env("CARGO_TERM_PROGRESS_WHEN", "never");
    command
}

/// Runs a program with its output in the terminal.
pub fn run_openly(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| missing(command, &error))?;
    ended_well(command, status)
}

/// Runs a program with its output in `target/setup/NAME.log`, which is shown if it fails.
pub fn run_quietly(name: &str, command: &mut Command) -> Result<()> {
    let path = log_path(name)?;
    let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    command.stdout(log.try_clone()?).stderr(log);
    let mut child = command.spawn().map_err(|error| missing(command, &error))?;

    let started = Instant::now();
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    let status = loop {
        match ended.recv_timeout(BEAT) {
            Ok(status) => break status?,
            Err(RecvTimeoutError::Timeout) => {
                let doing = tail(&path, 1).pop().unwrap_or_default();
                println!("    {} s: {}", started.elapsed().as_secs(), doing.trim());
            }
            Err(RecvTimeoutError::Disconnected) => bail!("lost sight of {}", shown(command)),
        }
    };

    let outcome = ended_well(command, status);
    if outcome.is_err() {
        println!("--- the end of {}", path.display());
        for line in tail(&path, TAIL_LINES) {
            println!("{line}");
        }
        println!("---");
    }
    outcome
}

/// What a program prints, or `None` where there is no such program or it fails.
pub fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let answer = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| answer.trim().to_owned())
}

fn ended_well(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// A program that cannot be started, with the way to get it.
fn missing(command: &Command, error: &io::Error) -> anyhow::Error {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let no_folder = command
        .get_current_dir()
        .is_some_and(|folder| !folder.exists());
    if no_folder || error.kind() != io::ErrorKind::NotFound {
        return anyhow!("{} does not start: {error}", shown(command));
    }
    match how_to_install(&name) {
        Some(way) => anyhow!("{name} is missing; it comes with: {way}"),
        None => anyhow!("{name} is missing"),
    }
}

/// The command that installs a program which this set-up does not install by itself.
pub fn how_to_install(program: &str) -> Option<&'static str> {
    match program {
        "node" | "npm" => Some(
            "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo bash - && sudo apt-get install -y nodejs",
        ),
        "cargo" | "rustc" => Some("curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"),
        "cargo-fmt" | "rustfmt" => Some("rustup component add rustfmt"),
        "cargo-clippy" => Some("rustup component add clippy"),
        "cargo-deny" => Some("cargo install cargo-deny --locked"),
        "sudo" => Some("su -c 'apt-get install -y sudo'"),
        _ => None,
    }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or_default();
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn log_path(name: &str) -> Result<PathBuf> {
    let directory = crate::target().join("setup");
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    Ok(directory.join(format!("{name}.log")))
}

/// The last lines of a file; none where it cannot be read.
fn tail(path: &Path, lines: usize) -> Vec<String> {
    let mut last = VecDeque::with_capacity(lines);
    let Ok(file) = File::open(path) else {
        return Vec::new();
    };
    for line in BufReader::new(file).split(b'\n').map_while(Result::ok) {
        if last.len() == lines {
            last.pop_front();
        }
        last.push_back(String::from_utf8_lossy(&line).into_owned());
    }
    last.into()
}
