//! A switch of the input system (`/dev/input/event…`), by its own three words: which switches a
//! device has is in sysfs, how they stand now is asked by `EVIOCGSW`, and changes are read.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::ioctl::{Getter, Opcode, ioctl, opcode};

use crate::engine::device::Device;

/// `struct input_event` of a 64-bit kernel: two words of time, type, code, value.
const EVENT: usize = 24;
const EVENTS_MAX: usize = 64;
/// `EV_SW`
const SWITCH: u16 = 0x05;
/// `SW_HEADPHONE_INSERT`
const INSERTED: u16 = 0x02;
/// Room for every switch that there can be (`SW_MAX` is 16), one bit each.
type Switches = [u8; 8];
/// `EVIOCGSW(8)`
const HOW_THEY_STAND: Opcode = opcode::read::<Switches>(b'E', 0x1b);
const SYSFS: &str = "/sys/class/input";

/// Reads until it cannot be read.
pub(super) async fn watch(path: Option<&Path>, mut seen: impl FnMut(bool)) -> io::Error {
    match read(path, &mut seen).await {
        Ok(()) => io::Error::from(io::ErrorKind::UnexpectedEof),
        Err(error) => error,
    }
}

async fn read(path: Option<&Path>, seen: &mut impl FnMut(bool)) -> io::Result<()> {
    let path = match path {
        Some(path) => path.to_owned(),
        None => any(Path::new(SYSFS))?,
    };
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let fd = rustix::fs::open(&path, flags, Mode::empty())?;
    // SAFETY: the kernel writes at most as many bytes as the opcode says, which are those of
    // `Switches`.
    let state: Switches = unsafe { ioctl(&fd, Getter::<HOW_THEY_STAND, Switches>::new()) }?;
    seen(state[0] & (1 << INSERTED) != 0);
    let device = Device::new(fd)?;
    let mut buffer = [0; EVENT * EVENTS_MAX];
    loop {
        let length = device.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        // The kernel hands out whole events only.
        buffer[..length]
            .chunks_exact(EVENT)
            .filter_map(moved)
            .for_each(&mut *seen);
    }
}

/// What an event says of the switch, if it is about it.
fn moved(event: &[u8]) -> Option<bool> {
    let short = |at: usize| Some(u16::from_ne_bytes(event.get(at..at + 2)?.try_into().ok()?));
    let value = i32::from_ne_bytes(event.get(20..24)?.try_into().ok()?);
    (short(16)? == SWITCH && short(18)? == INSERTED).then_some(value != 0)
}

/// The first input device that has the switch.
fn any(sysfs: &Path) -> io::Result<PathBuf> {
    let mut names: Vec<_> = fs::read_dir(sysfs)?
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .filter(|name| name.to_string_lossy().starts_with("event"))
        .collect();
    names.sort();
    let has_switch = |name: &&std::ffi::OsString| {
        let words = fs::read_to_string(sysfs.join(OsStr::new(name)).join("device/capabilities/sw"));
        words.is_ok_and(|words| has(&words))
    };
    let found = names.iter().find(has_switch);
    let found = found.ok_or_else(|| io::Error::other("no input device has such a switch"))?;
    Ok(Path::new("/dev/input").join(found))
}

/// Whether the switch is among those that sysfs lists, words in hexadecimal, the lowest last.
fn has(capabilities: &str) -> bool {
    let lowest = capabilities.split_whitespace().next_back();
    let bits = lowest.and_then(|word| u64::from_str_radix(word, 16).ok());
    bits.is_some_and(|bits| bits & (1 << INSERTED) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: u16, code: u16, value: i32) -> Vec<u8> {
        let mut event = vec![0; 16];
        event.extend(kind.to_ne_bytes());
        event.extend(code.to_ne_bytes());
        event.extend(value.to_ne_bytes());
        event
    }

    #[test]
    fn only_the_headphones_switch_is_taken_for_it() {
        assert_eq!(moved(&event(SWITCH, INSERTED, 1)), Some(true));
        assert_eq!(moved(&event(SWITCH, INSERTED, 0)), Some(false));
        // A microphone, a key, the end of a report.
        assert_eq!(moved(&event(SWITCH, 0x04, 1)), None);
        assert_eq!(moved(&event(0x01, INSERTED, 1)), None);
        assert_eq!(moved(&event(0, 0, 0)), None);
        assert_eq!(moved(&[]), None);
    }

    #[test]
    fn the_first_device_with_such_a_switch_is_taken() {
        let sysfs = tempfile::tempdir().unwrap();
        for (name, capabilities) in [
            ("event0", "1"),
            ("event1", "14"),
            ("event2", "4"),
            ("js0", "4"),
        ] {
            let folder = sysfs.path().join(name).join("device/capabilities");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("sw"), format!("{capabilities}\n")).unwrap();
        }
        assert_eq!(any(sysfs.path()).unwrap(), Path::new("/dev/input/event1"));
        assert!(any(&sysfs.path().join("event0")).is_err());
        assert!(!has("") && !has("x") && !has("4 0") && has("1 4"));
    }
}
