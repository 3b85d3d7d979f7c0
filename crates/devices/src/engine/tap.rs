//! What comes from an engine and what it is taken for, for a technician who has to find out why
//! a code does not arrive.

use std::fmt;

use tokio::sync::mpsc;

use super::admission::Refusal;
use crate::symbol::Symbol;

/// What is not looked at in time is dropped: an engine does not wait for a terminal.
const TAPPED_MAX: usize = 256;

/// One thing that happened at an engine.
#[derive(Clone, PartialEq)]
pub enum Tapped {
    /// Bytes of the device: some of a serial line, or one HID report.
    Raw(Vec<u8>),
    /// They were a symbol.
    Taken(Symbol),
    /// They were none that is let in.
    Refused(Refusal),
    /// The rest of a code did not come.
    Stalled,
}

/// The bytes are personal: how many there are is all that may reach a log.
impl fmt::Debug for Tapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tapped::Raw(bytes) => write!(f, "Raw({} bytes)", bytes.len()),
            Tapped::Taken(symbol) => write!(f, "Taken({symbol:?})"),
            Tapped::Refused(refusal) => write!(f, "Refused({refusal:?})"),
            Tapped::Stalled => f.write_str("Stalled"),
        }
    }
}

/// The engine's end; most engines have nobody at the other one.
#[derive(Clone, Default)]
pub(super) struct Tap(Option<mpsc::Sender<Tapped>>);

impl Tap {
    pub(super) fn open() -> (Tap, mpsc::Receiver<Tapped>) {
        let (sender, receiver) = mpsc::channel(TAPPED_MAX);
        (Tap(Some(sender)), receiver)
    }

    /// What is told is made only if somebody is there.
    pub(super) fn tell(&self, what: impl FnOnce() -> Tapped) {
        if let Some(sender) = &self.0 {
            let _ = sender.try_send(what());
        }
    }
}
