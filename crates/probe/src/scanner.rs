//! `hallpass-probe scanner`: what comes from a scan engine, and what it is taken for.

use std::pin::pin;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use devices::engine::{EngineSource, Tapped};
use devices::{EngineLoss, ScanEngine, ScanEvent, Symbology};
use tokio::runtime::Handle;

use crate::field::escaped;
use crate::screen::{Screen, end_after};
use crate::shown::{kind, masked, text_of};

/// Watches a scan engine: the bytes of each report, what they are taken for, and why not.
///
/// Without --show the letters and digits of the bytes are hidden; identifiers, line ends and
/// lengths are seen all the same. Ends with Ctrl-C, or after --seconds; with 1 if the engine was
/// never there.
#[derive(clap::Args)]
pub struct Scanner {
    /// As in kiosk.toml: serial:/dev/serial/by-id/…, hid:auto or hid:05e0:1300.
    source: EngineSource,
    /// Ends after so long.
    #[arg(long)]
    seconds: Option<u64>,
    /// Shows all bytes, and the codes whole with which somebody could pay or identify.
    #[arg(long)]
    show: bool,
}

impl Scanner {
    pub async fn run(self) -> Result<ExitCode> {
        let mut screen = Screen::new();
        let (engine, mut events, mut tapped) =
            ScanEngine::start_tapped(self.source.clone(), &Handle::current());
        engine.look(true);
        let mut was_there = false;
        let mut end = pin!(end_after(self.seconds));
        loop {
            tokio::select! {
                event = events.recv() => {
                    let event = event.context("the scan engine is gone")?;
                    if let ScanEvent::EngineBack { engine } = &event {
                        was_there = true;
                        screen.line(&format!("{engine} is there; scan something"))?;
                    }
                    if let ScanEvent::EngineLost { cause, .. } = &event {
                        screen.line(&format!("nothing is read: {}", reason(*cause)))?;
                    }
                }
                what = tapped.recv() => {
                    screen.line(&self.told(&what.context("the scan engine is gone")?))?;
                }
                () = &mut end => break,
            }
        }
        let counts = engine.counts();
        screen.line(&format!(
            "in all: {} taken, {} refused, {} of which the rest did not come",
            counts.taken, counts.refused, counts.stalled
        ))?;
        Ok(if was_there {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn told(&self, what: &Tapped) -> String {
        match what {
            Tapped::Raw(bytes) => format!("{} bytes: {}", bytes.len(), hex(bytes, self.show)),
            Tapped::Taken(symbol) => {
                let text = if self.show {
                    text_of(symbol)
                } else {
                    masked(symbol)
                };
                let barcode = match symbol.symbology {
                    Symbology::Qr => "QR code",
                    Symbology::Code128 => "Code 128",
                    Symbology::Other => "barcode of a kind that is not said",
                };
                format!("{} in a {barcode}: {}", kind(symbol), escaped(&text))
            }
            Tapped::Refused(refusal) => format!("refused: {refusal}"),
            Tapped::Stalled => "dropped: the rest of it did not come".to_owned(),
        }
    }
}

/// What to do about it, too.
fn reason(loss: EngineLoss) -> &'static str {
    match loss {
        EngineLoss::Absent => "it is not there; is it plugged in, is its path right?",
        EngineLoss::Refused => {
            "it does not let itself be opened; does another program have it, may this user \
             (group dialout; for hidraw a udev rule)?"
        }
        EngineLoss::Unsupported => "it is no serial line, or its reports are none of a scanner",
        EngineLoss::Keyboard => {
            "it types like a keyboard; scan the code of its manual that sets it to HID POS or to \
             a serial port"
        }
        EngineLoss::Broken => "it broke off; look at its cable",
    }
}

/// The bytes in hex. Unless all is to be shown, letters and digits are dots, but for an AIM
/// identifier: `5d 51 31 .. .. 3a .. 0d`.
fn hex(bytes: &[u8], show: bool) -> String {
    let identifier = bytes.windows(3).position(|three| {
        matches!(three, [b']', kind, modifier]
            if kind.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric())
    });
    let shown = bytes.iter().enumerate().map(|(at, byte)| {
        let identifies = identifier.is_some_and(|start| (start..start + 3).contains(&at));
        if show || identifies || !byte.is_ascii_alphanumeric() {
            format!("{byte:02x}")
        } else {
            "..".to_owned()
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_seen_without_what_could_be_used() {
        let line = b"]Q1GC1:A7\r\n";
        assert_eq!(hex(line, false), "5d 51 31 .. .. .. 3a .. .. 0d 0a");
        assert_eq!(hex(line, true), "5d 51 31 47 43 31 3a 41 37 0d 0a");
        // Only the first one identifies; a second one is data.
        assert_eq!(hex(b"13]Q1]Q1", false), ".. .. 5d 51 31 5d .. ..");
        assert_eq!(hex(&[0x02, 0x00, b'1'], false), "02 00 ..");
    }
}
