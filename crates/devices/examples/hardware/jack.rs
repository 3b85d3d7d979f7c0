//! `uinput`: a jack played by this program, with the kernel's real input system above it.

use std::{
    fs::{File, OpenOptions},
    io::Write,
};

use devices::{Headphones, HeadphonesSource};
use rustix::ioctl::{IntegerSetter, NoArg, Opcode, ioctl, opcode};
use tokio::{runtime::Handle, sync::watch, time::timeout};

use crate::{Checks, DEADLINE, Outcome};

/// `EV_SW` and `SW_HEADPHONE_INSERT`.
const SWITCH: u16 = 0x05;
const INSERTED: u16 = 0x02;
/// `UI_SET_EVBIT`, `UI_SET_SWBIT` and `UI_DEV_CREATE`.
const KIND: Opcode = opcode::write::<i32>(b'U', 100);
const WHICH: Opcode = opcode::write::<i32>(b'U', 109);
const CREATE: Opcode = opcode::none(b'U', 1);
/// `struct uinput_user_dev`: a name of 80 bytes, what it is, and the ranges of axes.
const DESCRIPTION: usize = 80 + 8 + 4 + 4 * 64 * 4;

pub async fn check(checks: &mut Checks) {
    let name = "headphones are noticed in and out, and gone with their jack";
    checks.run(name, is_noticed()).await;
    let name = "headphones that are in before anybody looks are noticed";
    checks.run(name, is_noticed_late()).await;
}

async fn is_noticed() -> Outcome {
    let headphones = Headphones::start(HeadphonesSource::AnyJack, &Handle::current());
    let mut plugged = headphones.plugged();
    let mut jack = Jack::new()?;
    jack.set(true)?;
    comes(&mut plugged, true).await?;
    jack.set(false)?;
    comes(&mut plugged, false).await?;
    jack.set(true)?;
    comes(&mut plugged, true).await?;
    drop(jack);
    comes(&mut plugged, false).await
}

async fn is_noticed_late() -> Outcome {
    let mut jack = Jack::new()?;
    jack.set(true)?;
    let headphones = Headphones::start(HeadphonesSource::AnyJack, &Handle::current());
    comes(&mut headphones.plugged(), true).await
}

/// Gone when it is dropped: the kernel takes the device away with its file.
struct Jack(File);

impl Jack {
    fn new() -> Result<Self, String> {
        let open = || -> std::io::Result<File> {
            let mut file = OpenOptions::new().write(true).open("/dev/uinput")?;
            // SAFETY: these take an integer, or nothing, and no pointer.
            unsafe {
                ioctl(&file, IntegerSetter::<KIND>::new_usize(SWITCH.into()))?;
                ioctl(&file, IntegerSetter::<WHICH>::new_usize(INSERTED.into()))?;
            }
            let mut description = vec![0; DESCRIPTION];
            description[..6].copy_from_slice(b"a jack");
            file.write_all(&description)?;
            // SAFETY: as above.
            unsafe { ioctl(&file, NoArg::<CREATE>::new())? };
            Ok(file)
        };
        open()
            .map(Self)
            .map_err(|error| format!("no jack: {error}"))
    }

    fn set(&mut self, inserted: bool) -> Outcome {
        let event = |kind: u16, code: u16, value: i32| {
            let mut event = vec![0; 16];
            event.extend(kind.to_ne_bytes());
            event.extend(code.to_ne_bytes());
            event.extend(value.to_ne_bytes());
            event
        };
        let report = [event(SWITCH, INSERTED, inserted.into()), event(0, 0, 0)].concat();
        let written = self.0.write_all(&report);
        written.map_err(|error| format!("the jack does not move: {error}"))
    }
}

async fn comes(plugged: &mut watch::Receiver<bool>, wanted: bool) -> Outcome {
    let seen = plugged.wait_for(|plugged| *plugged == wanted);
    match timeout(DEADLINE, seen).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) => Err("nobody looks any more".to_owned()),
        Err(_) => Err(format!("not noticed: plugged = {wanted}")),
    }
}
