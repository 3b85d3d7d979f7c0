//! `hallpass-probe camera`: what a camera gives and what is read in it, live.

use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use devices::scanner::ScanCounts;
use devices::{CameraLoss, Glimpse, Hint, ScanEvent, Scanner, Source};
use tokio::runtime::Handle;
use tokio::time::{MissedTickBehavior, interval};

use crate::clock::Clock;
use crate::field::escaped;
use crate::screen::{Screen, end_after};
use crate::shown::{kind, masked, text_of};

const REFRESH: Duration = Duration::from_secs(1);

/// Watches a camera: frames a second, what reading them takes, and what is seen where.
///
/// Ends with Ctrl-C, or after --seconds; with 1 if there was no picture at all.
#[derive(clap::Args)]
pub struct Camera {
    /// As in kiosk.toml: v4l:/dev/video0, stream:http://… or folder:/path.
    source: Source,
    /// Ends after so long.
    #[arg(long)]
    seconds: Option<u64>,
    /// Shows the codes whole with which somebody could pay or identify.
    #[arg(long)]
    show: bool,
}

impl Camera {
    pub async fn run(self) -> Result<ExitCode> {
        let mut screen = Screen::new();
        let (scanner, mut events) = Scanner::start(self.source.clone(), &Handle::current());
        scanner.look(true);
        let mut tick = interval(REFRESH);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        tick.tick().await;
        let mut before = Sample::of(&scanner);
        let start = before;
        let mut was_there = false;
        let mut end = pin!(end_after(self.seconds));
        loop {
            tokio::select! {
                event = events.recv() => {
                    let event = event.context("the scanner is gone")?;
                    was_there |= matches!(event, ScanEvent::CameraBack | ScanEvent::Symbol { .. });
                    if let Some(line) = self.told(&event) {
                        screen.line(&line)?;
                    }
                }
                _ = tick.tick() => {
                    let now = Sample::of(&scanner);
                    screen.status(&now.since(&before))?;
                    before = now;
                }
                () = &mut end => break,
            }
        }
        screen.line(&format!("in all: {}", Sample::of(&scanner).since(&start)))?;
        Ok(if was_there {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

impl Camera {
    /// The line for an event.
    fn told(&self, event: &ScanEvent) -> Option<String> {
        match event {
            ScanEvent::Symbol { symbol, seen_at } => {
                let text = if self.show {
                    text_of(symbol)
                } else {
                    masked(symbol)
                };
                let corners = symbol.corners.map_or(String::new(), |corners| {
                    let corners = corners.map(|(x, y)| format!("{x:.0},{y:.0}"));
                    format!(" at {}", corners.join(" "))
                });
                Some(format!(
                    "{} after {:.0} ms{corners}: {}",
                    kind(symbol),
                    seen_at.elapsed().as_secs_f64() * 1e3,
                    escaped(&text),
                ))
            }
            ScanEvent::Sighted(glimpse) => sighted(glimpse),
            ScanEvent::CameraLost { cause } => Some(format!("no picture: {}", reason(*cause))),
            ScanEvent::CameraBack => Some("the camera sends pictures".to_owned()),
            // Nothing but the camera was started here.
            ScanEvent::Refused | ScanEvent::EngineLost { .. } | ScanEvent::EngineBack { .. } => {
                None
            }
        }
    }
}

/// A code that is seen and not read, and why if that can be told.
fn sighted(glimpse: &Glimpse) -> Option<String> {
    let hint = glimpse.hint.map(|hint| match hint {
        Hint::TooNear => "too near: the picture's edge cuts it off, or it fills the picture",
        Hint::TooFar => "too far: its modules are hardly wider than a pixel",
        Hint::Glare => "glare: a lamp is mirrored in it",
        Hint::TooDark => "too dark: its light modules are hardly lighter than the dark ones",
        Hint::Tilted => "tilted: it is held at too sharp an angle",
        Hint::Blurred => "blurred: it moves, or is not in focus",
    });
    match (glimpse.corners, hint) {
        (Some(_), _) if glimpse.read => None,
        (_, Some(hint)) => Some(format!("a code is not read, {hint}")),
        (Some(_), None) => Some("a code is seen".to_owned()),
        (None, None) => None,
    }
}

/// What to do about it, too.
fn reason(loss: CameraLoss) -> &'static str {
    match loss {
        CameraLoss::Absent => "it is not there; is it plugged in, is the path right?",
        CameraLoss::Refused => {
            "it does not let itself be opened; does another program have it, may this user \
             (group video)?"
        }
        CameraLoss::Silent => "it is open and sends nothing; plug it out and in",
        CameraLoss::Unsupported => "it has no format that is understood here",
        CameraLoss::Broken => "it broke off; look at its cable",
    }
}

/// What was counted until a moment.
#[derive(Clone, Copy)]
struct Sample {
    counts: ScanCounts,
    wall: Duration,
    cpu: Duration,
}

impl Sample {
    fn of(scanner: &Scanner) -> Self {
        Sample {
            counts: scanner.counts(),
            wall: Clock::Wall.now(),
            cpu: Clock::Cpu.now(),
        }
    }

    fn since(&self, before: &Self) -> String {
        let seconds = self.wall.saturating_sub(before.wall).as_secs_f64();
        let cpu = self.cpu.saturating_sub(before.cpu).as_secs_f64();
        let of = |count: fn(&ScanCounts) -> u64| {
            count(&self.counts).saturating_sub(count(&before.counts))
        };
        let looked = of(|counts| counts.looked);
        format!(
            "{:.1} frames a second, {:.1} read, {} damaged, {} too long, {} panicked; \
             {:.1} ms of processor a frame, {:.0} % of a core",
            looked as f64 / seconds,
            of(|counts| counts.read) as f64 / seconds,
            of(|counts| counts.damaged),
            of(|counts| counts.overdue),
            of(|counts| counts.panicked),
            cpu * 1e3 / looked.max(1) as f64,
            cpu * 1e2 / seconds,
        )
    }
}
