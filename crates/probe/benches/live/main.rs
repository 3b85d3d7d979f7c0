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

use std::time::Duration;

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

    let (mut waits, mut works, mut missed) = (Vec::new(), Vec::new(), 0);
    for (arrival, visitor) in visitors.iter().cycle().take(ARRIVALS).enumerate() {
        // Not always after the same time: the looking has a rhythm of its own.
        for frame in hall.iter().cycle().take(8 + arrival % 5) {
            camera.show(frame).await;
        }
        match arrive(&mut camera, visitor, &mut events).await? {
            Some(told) => {
                waits.push(told.wall);
                works.push(told.cpu);
            }
            None => missed += 1,
        }
    }
    println!(
        "arrivals\t{}\t{missed}\t{}\t{}",
        waits.len(),
        camera.shown,
        camera.waiting
    );
    for (name, times) in [("wait", &mut waits), ("work", &mut works)] {
        times.sort();
        let at = |share: f64| {
            let place = (times.len() as f64 * share) as usize;
            let time = times.get(place.min(times.len().saturating_sub(1)));
            time.map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
        };
        println!("{name}\t{:.2}\t{:.2}\t{:.2}", at(0.5), at(0.95), at(1.0));
    }
    Ok(())
}

/// A moment, or a time between two, by both clocks: on a machine that does other things besides
/// the processor's time is what is left of the wait.
#[derive(Clone, Copy)]
struct Moment {
    wall: Duration,
    cpu: Duration,
}

impl Moment {
    fn now() -> Self {
        Moment {
            wall: Clock::Wall.now(),
            cpu: Clock::Cpu.now(),
        }
    }

    fn since(self, before: Moment) -> Self {
        Moment {
            wall: self.wall.saturating_sub(before.wall),
            cpu: self.cpu.saturating_sub(before.cpu),
        }
    }
}

/// How long after the first readable frame the code is told.
async fn arrive(
    camera: &mut Camera,
    visitor: &Visitor,
    events: &mut mpsc::Receiver<ScanEvent>,
) -> Result<Option<Moment>> {
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
            return Ok(Some(told.since(since)));
        }
    }
    Ok(None)
}

/// When this code is told.
async fn told(events: &mut mpsc::Receiver<ScanEvent>, code: &str) -> Result<Moment> {
    loop {
        let event = events.recv().await.context("the scanner is gone")?;
        let now = Moment::now();
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
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
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
    async fn show(&mut self, frame: &Frame) -> Moment {
        self.next_frame_is_due().await;
        self.due = false;
        // A driver copies each frame, too.
        let pixels = frame.pixels();
        let now = Moment::now();
        self.shown += 1;
        if self.sender.try_send(pixels).is_err() {
            self.waiting += 1;
        }
        now
    }

    /// Shows the hall for a while. The share of a core that the whole program takes.
    async fn idle(&mut self, hall: &[Frame]) -> f64 {
        let start = Moment::now();
        let mut passed = start.since(start);
        for frame in hall.iter().cycle() {
            self.show(frame).await;
            passed = Moment::now().since(start);
            if passed.wall >= IDLE {
                break;
            }
        }
        passed.cpu.as_secs_f64() / passed.wall.as_secs_f64()
    }
}
