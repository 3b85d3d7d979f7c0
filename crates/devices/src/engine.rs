//! Scan engines: barcode scanners that find and decode by themselves and send text.

use std::fmt;

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
pub struct EngineName(pub(crate) std::sync::Arc<str>);

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
