//! A camera and the reader together: symbols as events, each told once.

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
    reader::{GuardError, ReadError, Reader, ReaderLimits, Symbol, Thumbnail},
};
use seen::Seen;

/// A picture that looks like the one before is read again after so long: the noise of the next
/// frame may be kinder.
const READ_AGAIN: Duration = Duration::from_millis(250);
/// On a slow machine it rests for as many times as long as the reading took.
const REST: u32 = 4;
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
    before: Option<Thumbnail>,
    /// When a picture that looks like the one before is read again.
    read_again_at: Option<Instant>,
    /// Set when the decoder did not cope: the next frames are likely to be as bad.
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
            if let Some(event) = news(&mut told, sight.camera)
                && self.events.send(event).await.is_err()
            {
                return;
            }
            if let Some(frame) = sight.frame {
                let seen_at = frame.taken();
                for symbol in self.look(frame, &mut round).await {
                    if self
                        .events
                        .send(ScanEvent::Symbol { symbol, seen_at })
                        .await
                        .is_err()
                    {
                        return;
                    }
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
        let must = round.read_again_at.is_none_or(|at| now >= at);
        let start = Instant::now();
        count(&self.tally.looked);
        let look = self.reader.look(frame, round.before.clone(), must).await;
        if self.sights.borrow().round != round.number {
            return Vec::new();
        }
        match look {
            Ok(look) => {
                let Some(symbols) = look.symbols else {
                    round.seen.unchanged(now);
                    return Vec::new();
                };
                count(&self.tally.read);
                round.before = Some(look.thumbnail);
                round.read_again_at = Some(Instant::now() + READ_AGAIN.max(start.elapsed() * REST));
                round.seen.news(symbols, now)
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
                    round.resting_until = Some(now + READ_AGAIN);
                }
                tracing::debug!(%error, "frame skipped");
                Vec::new()
            }
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
