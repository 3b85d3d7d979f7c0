//! The scanner behind a camera of 1280 × 720 pixels and 30 frames a second (YUYV) before a hall:
//! how long after the first frame in which a code can be read it is told, and what looking at
//! nobody costs.
//!
//! Whether a frame can be read is found out before, by the same reader with all the time it wants.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark says its figures to the terminal"
)]

#[path = "../../src/clock.rs"]
mod clock;
#[path = "../drawn/mod.rs"]
mod drawn;
mod film;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clock::Clock;
use devices::camera::Pixels;
use devices::{Frames, ScanEvent, Scanner, Source};
use film::{Frame, Visitor};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Interval, MissedTickBehavior, interval};

const PER_SECOND: u32 = 30;
const ARRIVALS: usize = 64;
/// A code that is not told after so many frames is missed.
const PATIENCE: usize = 30;
const IDLE: Duration = Duration::from_secs(10);

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<()> {
    let hall = film::hall();
    let visitors = film::visitors().await?;
    let mut camera = Camera::new();
    let (scanner, mut events) =
        Scanner::start(Source::Frames(camera.frames.clone()), &Handle::current());
    // What the making of frames costs, which is no work of the scanner's.
    let making = camera.idle(&hall).await;
    scanner.look(true);
    let idle = camera.idle(&hall).await;
    let counts = scanner.counts();
    println!(
        "idle\t{:.4}\t{:.4}\t{}\t{}",
        idle, making, counts.looked, counts.read
    );

    let (mut waits, mut missed) = (Vec::new(), 0);
    for (arrival, visitor) in visitors.iter().cycle().take(ARRIVALS).enumerate() {
        // Not always after the same time: the looking has a rhythm of its own.
        for frame in hall.iter().cycle().take(8 + arrival % 5) {
            camera.show(frame).await;
        }
        match arrive(&mut camera, visitor, &mut events).await? {
            Some(wait) => waits.push(wait.as_secs_f64() * 1e3),
            None => missed += 1,
        }
    }
    waits.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (waits.len() as f64 * share) as usize;
        waits.get(place.min(waits.len().saturating_sub(1))).copied()
    };
    println!(
        "arrivals\t{}\t{missed}\t{:.2}\t{:.2}\t{:.2}\t{}\t{}",
        waits.len(),
        at(0.5).unwrap_or(f64::NAN),
        at(0.95).unwrap_or(f64::NAN),
        at(1.0).unwrap_or(f64::NAN),
        camera.shown,
        camera.waiting,
    );
    Ok(())
}

/// How long after the first readable frame the code is told.
async fn arrive(
    camera: &mut Camera,
    visitor: &Visitor,
    events: &mut mpsc::Receiver<ScanEvent>,
) -> Result<Option<Duration>> {
    let mut readable = None;
    let held = visitor.entering.iter().chain(visitor.held.iter().cycle());
    for (at, frame) in held.enumerate() {
        let shown = camera.show(frame).await;
        if at == visitor.readable {
            readable = Some(shown);
        }
        let Some(since) = readable else { continue };
        if at > visitor.readable + PATIENCE {
            break;
        }
        let told = tokio::select! {
            told = told(events, &visitor.code) => Some(told?),
            () = camera.next_frame_is_due() => None,
        };
        if let Some(told) = told {
            return Ok(Some(told.saturating_duration_since(since)));
        }
    }
    Ok(None)
}

/// When this code is told.
async fn told(events: &mut mpsc::Receiver<ScanEvent>, code: &str) -> Result<Instant> {
    loop {
        let event = events.recv().await.context("the scanner is gone")?;
        let now = Instant::now();
        if let ScanEvent::Symbol { symbol, .. } = event
            && symbol.bytes == code.as_bytes()
        {
            return Ok(now);
        }
    }
}

/// The camera, and what was seen of its queue.
struct Camera {
    sender: mpsc::Sender<Pixels>,
    frames: Frames,
    tick: Interval,
    due: bool,
    shown: usize,
    /// So many frames found the one before not taken.
    waiting: usize,
}

impl Camera {
    fn new() -> Self {
        let (sender, frames) = Frames::channel();
        let mut tick = interval(Duration::from_secs(1) / PER_SECOND);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Camera {
            sender,
            frames,
            tick,
            due: false,
            shown: 0,
            waiting: 0,
        }
    }

    async fn next_frame_is_due(&mut self) {
        if !self.due {
            self.tick.tick().await;
            self.due = true;
        }
    }

    /// Hands the frame over when its time has come, and says when that was.
    async fn show(&mut self, frame: &Frame) -> Instant {
        self.next_frame_is_due().await;
        self.due = false;
        // A driver copies each frame, too.
        let pixels = frame.pixels();
        let now = Instant::now();
        self.shown += 1;
        if self.sender.try_send(pixels).is_err() {
            self.waiting += 1;
        }
        now
    }

    /// Shows the hall for a while. The share of a core that the whole program takes.
    async fn idle(&mut self, hall: &[Frame]) -> f64 {
        let (wall, cpu) = (Clock::Wall.now(), Clock::Cpu.now());
        for frame in hall.iter().cycle() {
            self.show(frame).await;
            if Clock::Wall.now().saturating_sub(wall) >= IDLE {
                break;
            }
        }
        let passed = Clock::Wall.now().saturating_sub(wall);
        Clock::Cpu.now().saturating_sub(cpu).as_secs_f64() / passed.as_secs_f64()
    }
}
