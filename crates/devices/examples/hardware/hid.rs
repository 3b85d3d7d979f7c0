//! `uhid`: USB devices played by this program, with the kernel's real HID drivers above them.

use std::{
    fs::{File, OpenOptions},
    io::Write,
};

use devices::{EngineLoss, EngineSource, ScanEngine, ScanEvent, Symbology};
use tokio::{runtime::Handle, sync::mpsc::Receiver};

use crate::{Checks, Outcome, next, reads, until};

/// A vendor of scanners, and one of keyboards.
const SCANNER: (u16, u16) = (0x0c2e, 0x0b6a);
const KEYBOARD: (u16, u16) = (0x0483, 0x512a);

/// A HID POS scanner: report 2 with a count, the identifier, 56 bytes, and whether more follows.
const SCANNER_DESCRIPTOR: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x09, 0x12, 0xa1, 0x02, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff,
    0x00, 0x75, 0x08, 0x95, 0x01, 0x05, 0x01, 0x09, 0x3b, 0x81, 0x02, 0x05, 0x8c, 0x95, 0x03, 0x09,
    0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02, 0x95, 0x38, 0x09, 0xfe, 0x82, 0x02, 0x01, 0x25, 0x01,
    0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x75, 0x07, 0x81, 0x03, 0xc0, 0xc0,
];

/// A keyboard whose maker uses 0x8C/0x01 for settings.
const KEYBOARD_DESCRIPTOR: &[u8] = &[
    0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x85, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00,
    0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x06, 0x75, 0x08, 0x26, 0xff, 0x00, 0x19,
    0x00, 0x29, 0xff, 0x81, 0x00, 0xc0, 0x05, 0x8c, 0x09, 0x01, 0xa1, 0x01, 0x85, 0x06, 0x09, 0xfe,
    0x75, 0x08, 0x95, 0x3c, 0x81, 0x02, 0x09, 0x02, 0x91, 0x02, 0xc0,
];

pub async fn check(checks: &mut Checks) {
    let name = "a HID scanner is found and read, short codes and long";
    checks.run(name, is_read()).await;
    let name = "a HID scanner that is pulled out and plugged in again goes on";
    checks.run(name, comes_back()).await;
    let name = "a keyboard with the page of the scanners is not taken";
    checks.run(name, keyboard_is_left_alone()).await;
    let name = "a scanner that types is reported and not used";
    checks.run(name, typing_scanner_is_reported()).await;
}

async fn is_read() -> Outcome {
    let mut scanner = Uhid::plug_in(SCANNER, SCANNER_DESCRIPTOR)?;
    let (_engine, mut events) = engine("hid:auto?aim=required");
    until(&mut events, is_back).await?;
    scanner.scans("]Q1", "GC1:HARDWARE")?;
    let read = reads(&mut events, "GC1:HARDWARE").await?;
    if !matches!(&read, ScanEvent::Symbol { symbol, .. } if symbol.symbology == Symbology::Qr) {
        return Err(format!("{read:?} is no QR code"));
    }
    let long = "GC1:LONG-".repeat(100);
    scanner.scans("]Q1", &long)?;
    reads(&mut events, &long).await?;
    scanner.scans("]E0", "5901234123457")?;
    let event = next(&mut events).await?;
    if event == ScanEvent::Refused {
        Ok(())
    } else {
        Err(format!("{event:?} instead of a refusal"))
    }
}

async fn comes_back() -> Outcome {
    let (_engine, mut events) = engine(&format!("hid:{:04x}:{:04x}", SCANNER.0, SCANNER.1));
    until(&mut events, is_lost(EngineLoss::Absent)).await?;
    for text in ["GC1:FIRST", "GC1:SECOND"] {
        let mut scanner = Uhid::plug_in(SCANNER, SCANNER_DESCRIPTOR)?;
        until(&mut events, is_back).await?;
        scanner.scans("]Q1", text)?;
        reads(&mut events, text).await?;
        drop(scanner);
        until(&mut events, is_lost(EngineLoss::Broken)).await?;
        until(&mut events, is_lost(EngineLoss::Absent)).await?;
    }
    Ok(())
}

async fn keyboard_is_left_alone() -> Outcome {
    let _keyboard = Uhid::plug_in(KEYBOARD, KEYBOARD_DESCRIPTOR)?;
    let (_engine, mut events) = engine("hid:auto");
    until(&mut events, is_lost(EngineLoss::Absent)).await?;
    // With it plugged in, the scanner is still found.
    let mut scanner = Uhid::plug_in(SCANNER, SCANNER_DESCRIPTOR)?;
    until(&mut events, is_back).await?;
    scanner.scans("]Q1", "GC1:BESIDE")?;
    reads(&mut events, "GC1:BESIDE").await?;
    // Nor is it taken when it is asked for.
    let (_engine, mut events) = engine(&format!("hid:{:04x}:{:04x}", KEYBOARD.0, KEYBOARD.1));
    until(&mut events, is_lost(EngineLoss::Keyboard)).await?;
    Ok(())
}

async fn typing_scanner_is_reported() -> Outcome {
    let _scanner = Uhid::plug_in(SCANNER, KEYBOARD_DESCRIPTOR)?;
    let (_engine, mut events) = engine("hid:auto");
    until(&mut events, is_lost(EngineLoss::Keyboard)).await?;
    Ok(())
}

fn engine(source: &str) -> (ScanEngine, Receiver<ScanEvent>) {
    let source: EngineSource = source.parse().unwrap();
    let (engine, events) = ScanEngine::start(source, &Handle::current());
    engine.look(true);
    (engine, events)
}

fn is_back(event: &ScanEvent) -> bool {
    matches!(event, ScanEvent::EngineBack { .. })
}

fn is_lost(wanted: EngineLoss) -> impl Fn(&ScanEvent) -> bool {
    move |event| matches!(event, ScanEvent::EngineLost { cause, .. } if *cause == wanted)
}

/// A USB device (`linux/uhid.h`). The kernel takes it away when its file is closed.
struct Uhid(File);

impl Uhid {
    fn plug_in((vendor, product): (u16, u16), descriptor: &[u8]) -> Result<Uhid, String> {
        const CREATE2: u32 = 11;
        const BUS_USB: u16 = 3;
        const DESCRIPTOR_MAX: usize = 4096;
        let mut event = CREATE2.to_ne_bytes().to_vec();
        // Name, physical place, unique number.
        event.extend(padded(b"Hallpass test device", 128));
        event.extend([0; 64 + 64]);
        event.extend((descriptor.len() as u16).to_ne_bytes());
        event.extend(BUS_USB.to_ne_bytes());
        for number in [u32::from(vendor), u32::from(product), 0, 0] {
            event.extend(number.to_ne_bytes());
        }
        event.extend(padded(descriptor, DESCRIPTOR_MAX));
        let file = OpenOptions::new().read(true).write(true).open("/dev/uhid");
        let mut device = Uhid(file.map_err(|error| format!("/dev/uhid: {error}"))?);
        device.send(&event)?;
        Ok(device)
    }

    /// A scan in as many reports as it takes.
    fn scans(&mut self, identifier: &str, text: &str) -> Outcome {
        const INPUT2: u32 = 12;
        let mut parts = text.as_bytes().chunks(56).peekable();
        while let Some(part) = parts.next() {
            let mut report = vec![2, part.len() as u8];
            report.extend(identifier.as_bytes());
            report.extend(padded(part, 56));
            report.push(parts.peek().is_some().into());
            let mut event = INPUT2.to_ne_bytes().to_vec();
            event.extend((report.len() as u16).to_ne_bytes());
            event.extend(report);
            self.send(&event)?;
        }
        Ok(())
    }

    fn send(&mut self, event: &[u8]) -> Outcome {
        let written = self.0.write_all(event);
        written.map_err(|error| format!("the kernel does not take the device's event: {error}"))
    }
}

fn padded(bytes: &[u8], length: usize) -> Vec<u8> {
    let mut padded = bytes.to_vec();
    padded.resize(length, 0);
    padded
}
