//! What the machine sees, prints and says: cameras with the QR reader, scan engines, IPP printers,
//! the voice and the headphones.
//!
//! Six doors:
//! * [`Scanner`] turns a camera ([`Source`]) into [`ScanEvent`]s: symbols, where a code is seen
//!   and what is wrong with how it is held, camera lost, camera back. It keeps the newest picture
//!   only, and none at all while nobody is to be scanned.
//! * [`ScanEngine`] turns a barcode scanner that decodes by itself ([`EngineSource`]: serial or
//!   HID POS) into the same events.
//! * [`Reader`] finds the symbols in one picture, under a deadline and safe from panics.
//! * [`Printer`] speaks IPP to the printer itself: its state before, the job until it is final.
//! * [`Voice`] says what it is told to, through Speech Dispatcher.
//! * [`Headphones`] knows whether they are plugged in ([`HeadphonesSource`]).
//!
//! A symbol is bytes that nobody believes yet, and the bytes are personal: nothing here logs or
//! prints them.

pub mod camera;
pub mod engine;
mod headphones;
mod hint;
mod options;
pub mod printer;
mod qr;
pub mod reader;
pub mod scanner;
pub mod symbol;
mod voice;

pub use camera::{CameraLoss, Frames, Source, SourceError};
pub use engine::{
    EngineCounts, EngineLoss, EngineName, EngineSource, EngineSourceError, ScanEngine,
};
pub use headphones::{Headphones, HeadphonesSource, HeadphonesSourceError};
pub use hint::Hint;
pub use printer::{
    Condition, Job, JobUpdate, LostCause, Printer, PrinterError, PrinterState, PrinterTimes,
    SentJob, Trouble, Warning,
};
pub use reader::{Reader, ReaderLimits, Sighting};
pub use scanner::{Glimpse, Jpeg, ScanEvent, Scanner};
pub use symbol::{Symbol, Symbology};
pub use voice::{Manner, Utterance, Voice};
