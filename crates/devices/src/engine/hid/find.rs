//! Which of the machine's HID devices is the scanner: read from sysfs, without opening any.

use std::{fs, io::Read, path::Path};

use super::descriptor::{Kind, Layout};
use crate::engine::EngineLoss;

/// The kernel takes no longer one (`HID_MAX_DESCRIPTOR_SIZE`).
const DESCRIPTOR_MAX: u64 = 4096;
/// USB vendors that make barcode scanners and no keyboards: Symbol (Zebra), Metrologic and Hand
/// Held Products (Honeywell), PSC (Datalogic), Opticon, Newland. A keyboard of theirs is a
/// scanner in keyboard mode.
const SCANNER_VENDORS: [u16; 6] = [0x05e0, 0x0c2e, 0x0536, 0x05f9, 0x065a, 0x1eab];

/// A device that can be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name below `/dev` and in the class, `hidraw0`.
    pub(super) name: String,
    pub(super) layout: Layout,
}

/// The first device below `class` that is a barcode scanner and has the USB numbers, if any are
/// asked for.
///
/// # Errors
/// There is none: [`EngineLoss::Keyboard`] if there is a scanner that types,
/// [`EngineLoss::Unsupported`] if the device that is asked for is something else,
/// [`EngineLoss::Absent`] if it is not there.
pub(super) fn find(class: &Path, wanted: Option<(u16, u16)>) -> Result<Found, EngineLoss> {
    let mut loss = EngineLoss::Absent;
    for name in names(class) {
        let device = class.join(&name).join("device");
        let Some(numbers) = usb_numbers(&device) else {
            continue;
        };
        if wanted.is_some_and(|wanted| wanted != numbers) {
            continue;
        }
        let is_a_scanner = wanted.is_some() || SCANNER_VENDORS.contains(&numbers.0);
        match Kind::of(&descriptor(&device)) {
            Kind::Scanner(layout) => return Ok(Found { name, layout }),
            Kind::Keyboard if is_a_scanner => loss = EngineLoss::Keyboard,
            // A scanner may have other interfaces beside the one that types.
            Kind::Other if wanted.is_some() && loss == EngineLoss::Absent => {
                loss = EngineLoss::Unsupported;
            }
            Kind::Keyboard | Kind::Other => {}
        }
    }
    Err(loss)
}

/// In the order in which they were plugged in.
fn names(class: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(class) else {
        return Vec::new();
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut numbers: Vec<u32> = names
        .filter_map(|name| name.to_str()?.strip_prefix("hidraw")?.parse().ok())
        .collect();
    numbers.sort_unstable();
    let named = numbers.into_iter().map(|number| format!("hidraw{number}"));
    named.collect()
}

/// From the line `HID_ID=0003:000005E0:00001300`: bus, vendor, product.
fn usb_numbers(device: &Path) -> Option<(u16, u16)> {
    let text = fs::read_to_string(device.join("uevent")).ok()?;
    let id = text.lines().find_map(|line| line.strip_prefix("HID_ID="))?;
    let mut numbers = id.split(':').skip(1);
    let mut number = || {
        u32::from_str_radix(numbers.next()?, 16)
            .ok()?
            .try_into()
            .ok()
    };
    Some((number()?, number()?))
}

/// Nothing if it cannot be read: a device that is just being pulled out is none.
fn descriptor(device: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(file) = fs::File::open(device.join("report_descriptor"))
        && let Err(error) = file.take(DESCRIPTOR_MAX).read_to_end(&mut bytes)
    {
        tracing::debug!(%error, "reading a report descriptor");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::engine::hid::samples::{COUNTING, KEYBOARD, KEYBOARD_WITH_THE_PAGE, SETTINGS};

    /// A folder like the class of the kernel.
    struct Class(tempfile::TempDir);

    impl Class {
        fn of(devices: &[(&str, (u16, u16), &[u8])]) -> Class {
            let class = Class(tempfile::tempdir().unwrap());
            for (name, (vendor, product), descriptor) in devices {
                let device = class.path().join(name).join("device");
                fs::create_dir_all(&device).unwrap();
                fs::write(device.join("report_descriptor"), descriptor).unwrap();
                let id = format!("DRIVER=x\nHID_ID=0003:{vendor:08X}:{product:08X}\nHID_NAME=x\n");
                fs::write(device.join("uevent"), id).unwrap();
            }
            class
        }

        fn path(&self) -> PathBuf {
            self.0.path().to_owned()
        }

        fn find(&self, wanted: Option<(u16, u16)>) -> Result<String, EngineLoss> {
            find(&self.path(), wanted).map(|found| found.name)
        }
    }

    const SCANNER: (u16, u16) = (0x0c2e, 0x0b6a);
    const OTHER: (u16, u16) = (0x0483, 0x512a);

    #[test]
    fn the_scanner_is_found_among_keyboards() {
        let class = Class::of(&[
            ("hidraw0", OTHER, KEYBOARD),
            ("hidraw1", OTHER, SETTINGS),
            ("hidraw2", OTHER, KEYBOARD_WITH_THE_PAGE),
            ("hidraw10", SCANNER, COUNTING),
        ]);
        assert_eq!(class.find(None).unwrap(), "hidraw10");
        assert_eq!(class.find(Some(SCANNER)).unwrap(), "hidraw10");
    }

    #[test]
    fn of_two_the_first_is_taken_unless_one_is_asked_for() {
        let class = Class::of(&[
            ("hidraw10", (0x05e0, 0x1900), COUNTING),
            ("hidraw9", SCANNER, COUNTING),
        ]);
        assert_eq!(class.find(None).unwrap(), "hidraw9");
        assert_eq!(class.find(Some((0x05e0, 0x1900))).unwrap(), "hidraw10");
    }

    #[test]
    fn nothing_plugged_in_is_absent() {
        let class = Class::of(&[("hidraw0", OTHER, KEYBOARD)]);
        assert_eq!(class.find(None), Err(EngineLoss::Absent));
        assert_eq!(class.find(Some(SCANNER)), Err(EngineLoss::Absent));
        let nowhere = class.path().join("nowhere");
        assert_eq!(find(&nowhere, None), Err(EngineLoss::Absent));
    }

    #[test]
    fn a_scanner_that_types_is_named_and_not_used() {
        let class = Class::of(&[
            ("hidraw0", SCANNER, SETTINGS),
            ("hidraw1", SCANNER, KEYBOARD),
        ]);
        assert_eq!(class.find(None), Err(EngineLoss::Keyboard));
        assert_eq!(class.find(Some(SCANNER)), Err(EngineLoss::Keyboard));
        // A keyboard that is asked for by its numbers is not used either.
        let class = Class::of(&[("hidraw0", OTHER, KEYBOARD_WITH_THE_PAGE)]);
        assert_eq!(class.find(Some(OTHER)), Err(EngineLoss::Keyboard));
    }

    #[test]
    fn a_device_that_is_asked_for_and_is_no_scanner_is_unsupported() {
        let class = Class::of(&[("hidraw0", OTHER, SETTINGS)]);
        assert_eq!(class.find(Some(OTHER)), Err(EngineLoss::Unsupported));
    }
}
