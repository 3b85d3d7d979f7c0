//! A scan engine in HID POS mode, read through hidraw: the thin part that needs a device.
//!
//! A device is used if its report descriptor calls it a barcode scanner. Keyboards never are,
//! whatever they send: keystrokes reach whatever has the focus.

pub mod descriptor;
mod find;
pub mod report;
#[cfg(test)]
mod samples;

use std::{path::Path, time::Instant};

use rustix::{
    fd::OwnedFd,
    fs::{Mode, OFlags, open},
    io::Errno,
};

use super::{
    EngineLoss,
    admission::{AimRule, admit},
    desk::Desk,
    device::Device,
    source::Hid,
    wait_until,
};
use find::{Found, find};
use report::Reports;

/// The kernel gives no longer report than this.
const REPORT_MAX: usize = 16 * 1024;
const SYSFS: &str = "/sys/class/hidraw";
const DEVICES: &str = "/dev";

/// From the finding of the device to its loss.
pub(super) async fn session(hid: &Hid, desk: &mut Desk) -> EngineLoss {
    let wanted = hid.device;
    // Reading sysfs asks the driver, which may be busy with a device that is just being pulled.
    let opened = tokio::task::spawn_blocking(move || opened(wanted)).await;
    match opened.unwrap_or(Err(EngineLoss::Broken)) {
        Ok((device, found)) => {
            let Ok(device) = Device::new(device) else {
                return EngineLoss::Unsupported;
            };
            desk.back().await;
            read(&device, Reports::new(found.layout), hid.aim, desk).await
        }
        Err(loss) => loss,
    }
}

fn opened(wanted: Option<(u16, u16)>) -> Result<(OwnedFd, Found), EngineLoss> {
    let found = find(Path::new(SYSFS), wanted)?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let path = Path::new(DEVICES).join(&found.name);
    let device = open(path, flags, Mode::empty()).map_err(|error| {
        tracing::debug!(%error, device = found.name, "opening the HID device");
        match error {
            Errno::NOENT | Errno::NODEV | Errno::NXIO | Errno::IO => EngineLoss::Absent,
            _ => EngineLoss::Refused,
        }
    })?;
    // In between another device may have got its number.
    match find(Path::new(SYSFS), wanted) {
        Ok(again) if again == found => Ok((device, found)),
        Ok(_) | Err(_) => Err(EngineLoss::Broken),
    }
}

async fn read(device: &Device, mut reports: Reports, aim: AimRule, desk: &mut Desk) -> EngineLoss {
    let mut buffer = vec![0; REPORT_MAX];
    loop {
        let received = tokio::select! {
            received = device.read(&mut buffer) => Some(received),
            () = wait_until(reports.deadline()) => None,
        };
        let now = Instant::now();
        if desk.turned() {
            reports.begin();
        }
        match received {
            None => {
                if reports.pass(now).is_some() {
                    desk.stalled();
                }
            }
            Some(Ok(length)) if length > 0 => {
                desk.raw(&buffer[..length]);
                match reports.push(&buffer[..length], now) {
                    Ok(Some(scan)) => {
                        let read = admit(scan.identifier, &scan.data, aim);
                        desk.take(read, now).await;
                    }
                    Ok(None) => {}
                    Err(refusal) => desk.take(Err(refusal), now).await,
                }
            }
            Some(Ok(_)) => return EngineLoss::Broken,
            Some(Err(error)) => {
                tracing::debug!(%error, "HID device");
                return EngineLoss::Broken;
            }
        }
    }
}
