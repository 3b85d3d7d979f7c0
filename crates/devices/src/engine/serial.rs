//! A scan engine on a serial line: the thin part that needs a device.

use std::time::Instant;

use super::{
    EngineLoss,
    admission::{Refusal, admit, split_identifier},
    desk::Desk,
    device::Device,
    framing::{Framed, Framing},
    source::Serial,
    wait_until,
};
use rustix::{
    fs::{Mode, OFlags, open},
    io::Errno,
    termios::{
        ControlModes, OptionalActions, QueueSelector, SpecialCodeIndex, ioctl_tiocexcl, tcflush,
        tcgetattr, tcsetattr,
    },
};

const READ_MAX: usize = 1024;

/// From the opening of the line to its loss.
pub(super) async fn session(serial: &Serial, desk: &mut Desk) -> EngineLoss {
    match opened(serial) {
        Ok(line) => {
            desk.back().await;
            read(&line, serial, desk).await
        }
        Err(error) => {
            tracing::debug!(%error, path = %serial.path.display(), "opening the serial line");
            loss_at_opening(error)
        }
    }
}

fn opened(serial: &Serial) -> Result<Device, Errno> {
    // Without blocking: a line with modem control would wait for its carrier.
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let line = open(&serial.path, flags, Mode::empty())?;
    let mut settings = tcgetattr(&line)?;
    // Two readers would each get half of the bytes.
    ioctl_tiocexcl(&line)?;
    settings.make_raw();
    settings.control_modes |= ControlModes::CREAD | ControlModes::CLOCAL;
    settings.control_modes -= ControlModes::CRTSCTS | ControlModes::CSTOPB;
    settings.special_codes[SpecialCodeIndex::VMIN] = 1;
    settings.special_codes[SpecialCodeIndex::VTIME] = 0;
    settings.set_speed(serial.baud)?;
    tcsetattr(&line, OptionalActions::Now, &settings)?;
    // What was scanned while nobody was here belongs to nobody.
    tcflush(&line, QueueSelector::IFlush)?;
    Device::new(line).map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::INVAL))
}

async fn read(line: &Device, serial: &Serial, desk: &mut Desk) -> EngineLoss {
    let mut framing = Framing::new(serial.gap);
    let mut buffer = [0; READ_MAX];
    loop {
        let received = tokio::select! {
            received = line.read(&mut buffer) => Some(received),
            () = wait_until(framing.deadline()) => None,
        };
        let now = Instant::now();
        if desk.turned() {
            framing.begin();
        }
        let framed = match received {
            None => framing.pass(now).into_iter().collect(),
            // A line that was pulled out is at its end, or says that it is no more.
            Some(Ok(0)) => return EngineLoss::Broken,
            Some(Ok(length)) => {
                desk.raw(&buffer[..length]);
                framing.push(&buffer[..length], now)
            }
            Some(Err(error)) => {
                tracing::debug!(%error, "serial line");
                return EngineLoss::Broken;
            }
        };
        for framed in framed {
            match framed {
                Framed::Line(line) => {
                    let (identifier, data) = split_identifier(&line);
                    desk.take(admit(identifier, data, serial.aim), now).await;
                }
                Framed::TooLong => desk.take(Err(Refusal::Length), now).await,
                Framed::Stalled => desk.stalled(),
            }
        }
    }
}

fn loss_at_opening(error: Errno) -> EngineLoss {
    match error {
        Errno::NOENT | Errno::NODEV | Errno::NXIO | Errno::IO => EngineLoss::Absent,
        Errno::NOTTY | Errno::INVAL | Errno::ISDIR => EngineLoss::Unsupported,
        _ => EngineLoss::Refused,
    }
}
