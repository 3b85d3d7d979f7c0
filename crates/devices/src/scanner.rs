//! A camera and the reader together: symbols as events, each told once.

mod change;
mod glimpse;
mod look;
mod pace;
mod seen;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    runtime::Handle,
    sync::{mpsc, watch},
};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use crate::camera::CameraLoss;
use crate::{
    camera::{self, CameraState, Outlet, Sight, Source},
    engine::{EngineLoss, EngineName},
    reader::{GuardError, ReadError, Reader, ReaderLimits, Symbol},
};
use change::Thumbnail;
use glimpse::Glimpses;
pub use glimpse::{Corners, Glimpse};
use look::{Look, look};
use pace::Pace;
use seen::Seen;

/// When the decoder did not cope with a frame, the next ones are likely to be as bad.
const REST: Duration = Duration::from_millis(250);
const EVENTS_MAX: usize = 16;

/// A picture as JPEG, for the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg {
    bytes: Arc<Vec<u8>>,
}

impl Jpeg {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// It shows a citizen: only its length may reach a log.
impl std::fmt::Debug for Jpeg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Jpeg({} bytes)", self.bytes.len())
    }
}

/// What the scanner tells.
#[derive(Clone, Debug, PartialEq)]
pub enum ScanEvent {
    /// A symbol is in the picture that was not there a moment ago.
    Symbol {
        /// The symbol.
        symbol: Symbol,
        /// When the frame it was read from reached this program.
        seen_at: Instant,
    },
    /// A code is seen, has moved, was read, or is not seen any more; with what keeps it from being
    /// read. Told about five times a second at most, and nothing of the picture but this.
    Sighted(Glimpse),
    /// There is no picture any more. Said again when the cause changes.
    CameraLost {
        /// Why.
        cause: CameraLoss,
    },
    /// There is a picture: the first one, or again after a loss.
    CameraBack,
    /// A scan engine read something that no symbol for this machine can be: a barcode of another
    /// kind, a control character, more than is allowed. The bytes are gone.
    Refused,
    /// A scan engine gives nothing any more. Said again when the cause changes.
    EngineLost {
        /// Which one.
        engine: EngineName,
        /// Why.
        cause: EngineLoss,
    },
    /// A scan engine is there: at first, or again after a loss.
    EngineBack {
        /// Which one.
        engine: EngineName,
    },
}

/// How often things happened since the scanner was started; for the health screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScanCounts {
    /// Frames looked at.
    pub looked: u64,
    /// Frames read, the others being like the one before.
    pub read: u64,
    /// Frames that made the decoder panic.
    pub panicked: u64,
    /// Frames that took longer than the deadline.
    pub overdue: u64,
    /// Frames that were damaged.
    pub damaged: u64,
}

/// A camera that is read. Dropping it closes the camera.
pub struct Scanner {
    outlet: Outlet,
    tally: Arc<Tally>,
    _stop: DropGuard,
}

impl Scanner {
    /// Starts the camera and its reader on the runtime of `handle`. It does not look yet.
    ///
    /// The camera's state is told at once and always; symbols only while looking.
    pub fn start(source: Source, handle: &Handle) -> (Scanner, mpsc::Receiver<ScanEvent>) {
        Scanner::start_with(source, ReaderLimits::default(), handle)
    }

    /// Like [`Scanner::start`], with the reader's limits.
    pub fn start_with(
        source: Source,
        limits: ReaderLimits,
        handle: &Handle,
    ) -> (Scanner, mpsc::Receiver<ScanEvent>) {
        let outlet = Outlet::new();
        let stop = CancellationToken::new();
        let tally = Arc::new(Tally::default());
        let (events, received) = mpsc::channel(EVENTS_MAX);
        let scan = Scan {
            sights: outlet.subscribe(),
            events,
            reader: Reader::new(limits),
            tally: Arc::clone(&tally),
        };
        let stopped = stop.clone();
        handle.spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = scan.run() => {}
            }
        });
        camera::start(source, outlet.clone(), stop.clone(), handle);
        (
            Scanner {
                outlet,
                tally,
                _stop: stop.drop_guard(),
            },
            received,
        )
    }

    /// Begins or ends the looking. When it ends, the newest frame is dropped and no other is
    /// kept; the camera stays open. What was told before is told again after a new beginning.
    pub fn look(&self, on: bool) {
        self.outlet.look(on);
    }

    /// The newest picture, while looking. May take some milliseconds: a camera without JPEG has
    /// its picture encoded here.
    pub fn preview(&self) -> Option<Jpeg> {
        let bytes = self.outlet.newest()?.preview()?;
        Some(Jpeg { bytes })
    }

    /// How often things happened so far.
    pub fn counts(&self) -> ScanCounts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        ScanCounts {
            looked: of(&self.tally.looked),
            read: of(&self.tally.read),
            panicked: of(&self.tally.panicked),
            overdue: of(&self.tally.overdue),
            damaged: of(&self.tally.damaged),
        }
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.outlet.look(false);
    }
}

#[derive(Default)]
struct Tally {
    looked: AtomicU64,
    read: AtomicU64,
    panicked: AtomicU64,
    overdue: AtomicU64,
    damaged: AtomicU64,
}

struct Scan {
    sights: watch::Receiver<Sight>,
    events: mpsc::Sender<ScanEvent>,
    reader: Reader,
    tally: Arc<Tally>,
}

/// What is remembered from frame to frame; ends with the round of looking.
#[derive(Default)]
struct Round {
    number: u64,
    seen: Seen,
    glimpses: Glimpses,
    before: Option<Arc<Thumbnail>>,
    pace: Pace,
    resting_until: Option<Instant>,
}

impl Scan {
    /// Until nobody listens any more.
    async fn run(mut self) {
        let mut told = CameraState::Starting;
        let mut round = Round::default();
        while self.sights.changed().await.is_ok() {
            let sight = self.sights.borrow_and_update().clone();
            if sight.round != round.number {
                round = Round {
                    number: sight.round,
                    ..Round::default()
                };
            }
            let mut events = Vec::new();
            events.extend(news(&mut told, sight.camera));
            if let Some(frame) = sight.frame {
                let seen_at = frame.taken();
                let symbols = self.look(frame, &mut round).await;
                events.extend(round.glimpses.news(seen_at).map(ScanEvent::Sighted));
                let tell = |symbol| ScanEvent::Symbol { symbol, seen_at };
                events.extend(symbols.into_iter().map(tell));
            } else if sight.looking {
                // The camera is lost, or has not sent a frame since the looking began.
                let gone = std::mem::take(&mut round.glimpses).gone();
                events.extend(gone.map(ScanEvent::Sighted));
            }
            // What was seen in one round is not told in another.
            if self.sights.borrow().round != round.number {
                events.retain(|event| !event.is_of_a_round());
            }
            for event in events {
                if self.events.send(event).await.is_err() {
                    return;
                }
            }
        }
    }

    /// The symbols of a frame that are new.
    async fn look(&mut self, frame: Arc<camera::Frame>, round: &mut Round) -> Vec<Symbol> {
        let count = |counter: &AtomicU64| counter.fetch_add(1, Ordering::Relaxed);
        let now = frame.taken();
        if round.resting_until.is_some_and(|until| now < until) {
            return Vec::new();
        }
        let start = Instant::now();
        count(&self.tally.looked);
        let (before, plan) = (round.before.clone(), round.pace.plan(start));
        let budget = self.reader.limits().budget;
        let work = move || look(&frame, before.as_deref(), plan, budget);
        let looked = match self.reader.run(work).await {
            Ok(looked) => looked.map_err(ReadError::Frame),
            Err(error) => Err(ReadError::Guard(error)),
        };
        match looked {
            Ok(Look { changed, read }) => {
                let Some(read) = read else {
                    round.seen.unchanged(now);
                    round.glimpses.unchanged(now);
                    return Vec::new();
                };
                count(&self.tally.read);
                round.before = Some(Arc::new(read.thumbnail));
                let end = Instant::now();
                round.pace.was_read(read.outcome, changed, end - start, end);
                round.glimpses.saw(read.spot, now);
                round.seen.news(read.symbols, now)
            }
            Err(error) => {
                match error {
                    ReadError::Guard(GuardError::Panicked) => count(&self.tally.panicked),
                    ReadError::Guard(GuardError::Overdue | GuardError::Exhausted) => {
                        count(&self.tally.overdue)
                    }
                    ReadError::Frame(_) => count(&self.tally.damaged),
                };
                if matches!(error, ReadError::Guard(_)) {
                    round.resting_until = Some(now + REST);
                }
                tracing::debug!(%error, "frame skipped");
                Vec::new()
            }
        }
    }
}

impl ScanEvent {
    /// It says what was seen, not how the camera is.
    fn is_of_a_round(&self) -> bool {
        match self {
            ScanEvent::Symbol { .. } | ScanEvent::Sighted(_) | ScanEvent::Refused => true,
            ScanEvent::CameraLost { .. }
            | ScanEvent::CameraBack
            | ScanEvent::EngineLost { .. }
            | ScanEvent::EngineBack { .. } => false,
        }
    }
}

fn news(told: &mut CameraState, now: CameraState) -> Option<ScanEvent> {
    if *told == now {
        return None;
    }
    *told = now;
    match now {
        CameraState::Starting => None,
        CameraState::Live => Some(ScanEvent::CameraBack),
        CameraState::Lost(cause) => Some(ScanEvent::CameraLost { cause }),
    }
}
