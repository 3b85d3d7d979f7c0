//! Scan engines: barcode scanners that find and decode by themselves and send text.
//!
//! On the way from a device to a [`Symbol`](crate::Symbol) everything that decides is pure:
//! [`framing`] cuts a serial line into lines, [`hid::descriptor`] and [`hid::report`] put the
//! reports of a HID POS device together, and [`admission`] lets in what can be a code for this
//! machine and nothing else. [`serial`] and [`hid`] open, read, lose and open again.
//!
//! As with the camera, nothing is told and nothing is kept while nobody looks.

pub mod admission;
mod desk;
pub(crate) mod device;
pub mod framing;
pub mod hid;
mod serial;
mod source;
mod tap;

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    runtime::Handle,
    sync::{mpsc, watch},
};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::scanner::ScanEvent;
pub use admission::{AimRule, Refusal};
use desk::{Desk, Looking, Tally};
pub use source::{EngineSource, EngineSourceError, Hid, Serial};
use tap::Tap;
pub use tap::Tapped;

const EVENTS_MAX: usize = 16;
/// So often it is looked for while it is not there.
const REOPEN: Duration = Duration::from_millis(500);

/// Why a scan engine gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EngineLoss {
    /// It is not there: no device file, nothing plugged in.
    Absent,
    /// It is there and does not let itself be opened: permissions, or another program has it.
    Refused,
    /// It is no serial line, or its reports are none of a scanner.
    Unsupported,
    /// It is set to type like a keyboard. Keystrokes have no beginning and no end and reach
    /// whatever has the focus, so it is not used: it has to be set to HID POS or serial.
    Keyboard,
    /// It was open and broke off.
    Broken,
}

/// Which scan engine of the machine: its line of the configuration.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EngineName(Arc<str>);

impl fmt::Display for EngineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EngineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// How often things happened since the engine was started; for the health screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EngineCounts {
    /// Symbols that were let in, repetitions included.
    pub taken: u64,
    /// What was refused: identifier, length, characters, form.
    pub refused: u64,
    /// Codes whose rest did not come.
    pub stalled: u64,
    /// What was read while nobody looked.
    pub unwanted: u64,
}

/// A scan engine that is read. Dropping it closes the device.
pub struct ScanEngine {
    looking: watch::Sender<Looking>,
    tally: Arc<Tally>,
    name: EngineName,
    _stop: DropGuard,
}

impl ScanEngine {
    /// Starts the engine on the runtime of `handle`. It does not look yet.
    ///
    /// Its state is told at once and always, as [`ScanEvent::EngineBack`] and
    /// [`ScanEvent::EngineLost`]; symbols and refusals only while looking.
    pub fn start(source: EngineSource, handle: &Handle) -> (ScanEngine, mpsc::Receiver<ScanEvent>) {
        ScanEngine::start_with(source, Tap::default(), handle)
    }

    /// Like [`ScanEngine::start`], and everything that comes from the device besides, with what
    /// it is taken for. For a technician: in a hall nobody may see that.
    pub fn start_tapped(
        source: EngineSource,
        handle: &Handle,
    ) -> (
        ScanEngine,
        mpsc::Receiver<ScanEvent>,
        mpsc::Receiver<Tapped>,
    ) {
        let (tap, tapped) = Tap::open();
        let (engine, events) = ScanEngine::start_with(source, tap, handle);
        (engine, events, tapped)
    }

    fn start_with(
        source: EngineSource,
        tap: Tap,
        handle: &Handle,
    ) -> (ScanEngine, mpsc::Receiver<ScanEvent>) {
        let name = EngineName(source.to_string().into());
        let (looking, looked) = watch::channel(Looking::default());
        let (events, received) = mpsc::channel(EVENTS_MAX);
        let tally = Arc::new(Tally::default());
        let stop = CancellationToken::new();
        let desk = Desk::new(name.clone(), looked, events, Arc::clone(&tally), tap);
        let stopped = stop.clone();
        handle.spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = follow(&source, desk) => {}
            }
        });
        let engine = ScanEngine {
            looking,
            tally,
            name,
            _stop: stop.drop_guard(),
        };
        (engine, received)
    }

    /// Begins or ends the looking. What was half read before is dropped, and what was told
    /// before is told again after a new beginning.
    pub fn look(&self, on: bool) {
        self.looking.send_if_modified(|looking| {
            let turned = looking.on != on;
            if turned {
                looking.on = on;
                looking.round += 1;
            }
            turned
        });
    }

    /// Which one it is.
    pub fn name(&self) -> &EngineName {
        &self.name
    }

    /// How often things happened so far.
    pub fn counts(&self) -> EngineCounts {
        self.tally.counts()
    }
}

/// Opens, reads, loses and opens again, for ever.
async fn follow(source: &EngineSource, mut desk: Desk) {
    loop {
        let loss = match source {
            EngineSource::Serial(serial) => serial::session(serial, &mut desk).await,
            EngineSource::Hid(hid) => hid::session(hid, &mut desk).await,
        };
        desk.lost(loss).await;
        tokio::time::sleep(REOPEN).await;
    }
}

/// For ever without a moment.
async fn wait_until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment.into()).await,
        None => std::future::pending().await,
    }
}
