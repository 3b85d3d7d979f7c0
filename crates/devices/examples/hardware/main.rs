//! Camera, scan engines and headphones against the drivers of a real kernel, where there is no
//! hardware: `vivid` is a camera that shows what is written to it, `uhid` a USB device and
//! `uinput` a jack that a program plays. Run by `cargo xtask hardware` as root in a small virtual machine of its own; it changes
//! the devices of the machine it runs on.
//!
//! `hardware FOLDER-OF-TOOLS`; for each check a line `check|NAME|ok|SECONDS` or
//! `check|NAME|FAILED: WHY|SECONDS`, and at the end `checks|PASSED|FAILED`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a check says on its terminal what came of it, and ends where it fails"
)]

mod camera;
mod hid;
mod jack;
#[allow(dead_code, reason = "the tests draw more")]
#[path = "../../tests/pictures/mod.rs"]
mod pictures;

use std::{
    future::Future,
    io::Write,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use devices::ScanEvent;
use tokio::{sync::mpsc::Receiver, time::timeout};

/// The machine is emulated: what takes a moment takes ten seconds.
const DEADLINE: Duration = Duration::from_secs(60);

type Outcome = Result<(), String>;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(tools) = std::env::args().nth(1).map(PathBuf::from) else {
        println!("usage: hardware FOLDER-OF-TOOLS");
        return ExitCode::from(2);
    };
    let mut checks = Checks::default();
    camera::check(&tools, &mut checks).await;
    hid::check(&mut checks).await;
    jack::check(&mut checks).await;
    println!("checks|{}|{}", checks.passed, checks.failed);
    if checks.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[derive(Default)]
struct Checks {
    passed: u32,
    failed: u32,
}

impl Checks {
    async fn run(&mut self, name: &str, check: impl Future<Output = Outcome>) {
        let started = Instant::now();
        let outcome = match check.await {
            Ok(()) => {
                self.passed += 1;
                "ok".to_owned()
            }
            Err(why) => {
                self.failed += 1;
                format!("FAILED: {}", why.replace(['\n', '|'], " "))
            }
        };
        let seconds = started.elapsed().as_secs_f32();
        println!("check|{name}|{outcome}|{seconds:.1}");
        let _ = std::io::stdout().flush();
    }
}

async fn next(events: &mut Receiver<ScanEvent>) -> Result<ScanEvent, String> {
    match timeout(DEADLINE, events.recv()).await {
        Ok(Some(event)) => Ok(event),
        Ok(None) => Err("the events ended".to_owned()),
        Err(_) => Err("no event by the deadline".to_owned()),
    }
}

/// Waits for an event; what comes before it is passed over.
async fn until(
    events: &mut Receiver<ScanEvent>,
    wanted: impl Fn(&ScanEvent) -> bool,
) -> Result<ScanEvent, String> {
    let mut before = Vec::new();
    loop {
        match next(events).await {
            Ok(event) if wanted(&event) => return Ok(event),
            Ok(event) => before.push(event),
            Err(why) => return Err(format!("{why}, after {before:?}")),
        }
    }
}

/// Waits for a symbol with this text.
async fn reads(events: &mut Receiver<ScanEvent>, text: &str) -> Result<ScanEvent, String> {
    let says = |event: &ScanEvent| matches!(event, ScanEvent::Symbol { symbol, .. } if symbol.bytes == text.as_bytes());
    let read = until(events, says).await;
    read.map_err(|why| format!("{text} was not read: {why}"))
}
