//! Which scan engine: parsed from a line of the configuration.

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use super::admission::AimRule;
use crate::options;

/// USB devices ignore it; RS-232 scanners are mostly delivered with this.
const BAUD_DEFAULT: u32 = 115_200;
const BAUD: std::ops::RangeInclusive<u32> = 300..=4_000_000;
const GAP_MILLIS: std::ops::RangeInclusive<u64> = 5..=1000;

/// A scan engine and how it is set up.
///
/// Written as `serial:/dev/serial/by-id/…`, `hid:auto` or `hid:05e0:1300`. Behind it may follow
/// `?aim=required` (nothing is taken that does not name its kind of barcode; else `optional`),
/// and for a serial one `baud=9600` and `gap=50`, a silence in milliseconds that ends a line, for
/// engines that send neither CR nor LF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineSource {
    /// A serial line, most often USB-CDC.
    Serial(Serial),
    /// A HID POS device.
    Hid(Hid),
}

/// A serial line and what comes over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serial {
    /// The device file; below `/dev/serial/by-id` it is the same after the next plugging in.
    pub path: PathBuf,
    /// Bits a second.
    pub baud: u32,
    /// Whether each line has to begin with an AIM identifier.
    pub aim: AimRule,
    /// A silence that ends a line as well.
    pub gap: Option<Duration>,
}

/// Which HID POS device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hid {
    /// USB vendor and product; without, the first device that calls itself a barcode scanner.
    pub device: Option<(u16, u16)>,
    /// Whether each scan has to name its kind of barcode.
    pub aim: AimRule,
}

/// A line that names no scan engine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineSourceError {
    /// Neither `serial:` nor `hid:`.
    #[error("a scanner is serial:/dev/serial/by-id/…, hid:auto or hid:VENDOR:PRODUCT")]
    Kind,
    /// The path is not absolute.
    #[error("the scanner's path must be absolute")]
    Path,
    /// Not two numbers of four hexadecimal digits.
    #[error("a HID scanner is hid:auto or its USB numbers, such as hid:05e0:1300")]
    Device,
    /// Nothing of this name can be set here.
    #[error("a serial scanner has the options baud, aim and gap, a HID scanner aim")]
    Option,
    /// Not a number, or not in its range.
    #[error("baud must be 300 to 4000000, gap 5 to 1000 milliseconds")]
    Number,
    /// Another word.
    #[error("aim must be required or optional")]
    Aim,
}

impl FromStr for EngineSource {
    type Err = EngineSourceError;

    fn from_str(text: &str) -> Result<Self, EngineSourceError> {
        match text.split_once(':') {
            Some(("serial", rest)) => serial(rest).map(EngineSource::Serial),
            Some(("hid", rest)) => hid(rest).map(EngineSource::Hid),
            _ => Err(EngineSourceError::Kind),
        }
    }
}

fn serial(text: &str) -> Result<Serial, EngineSourceError> {
    let (path, options) = options::split(text);
    let mut serial = Serial {
        path: PathBuf::from(path),
        baud: BAUD_DEFAULT,
        aim: AimRule::default(),
        gap: None,
    };
    if !serial.path.is_absolute() {
        return Err(EngineSourceError::Path);
    }
    for (name, value) in options {
        match name {
            "baud" => serial.baud = number(value, &BAUD)?,
            "gap" => serial.gap = Some(Duration::from_millis(number(value, &GAP_MILLIS)?)),
            "aim" => serial.aim = aim(value)?,
            _ => return Err(EngineSourceError::Option),
        }
    }
    Ok(serial)
}

fn hid(text: &str) -> Result<Hid, EngineSourceError> {
    let (device, options) = options::split(text);
    let device = match device {
        "auto" => None,
        numbers => Some(usb_numbers(numbers).ok_or(EngineSourceError::Device)?),
    };
    let mut hid = Hid {
        device,
        aim: AimRule::default(),
    };
    for (name, value) in options {
        match name {
            "aim" => hid.aim = aim(value)?,
            _ => return Err(EngineSourceError::Option),
        }
    }
    Ok(hid)
}

fn usb_numbers(text: &str) -> Option<(u16, u16)> {
    let (vendor, product) = text.split_once(':')?;
    let number = |digits: &str| {
        let is_one = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_one.then(|| u16::from_str_radix(digits, 16).ok())?
    };
    Some((number(vendor)?, number(product)?))
}

fn number<N: FromStr + PartialOrd>(
    text: &str,
    range: &std::ops::RangeInclusive<N>,
) -> Result<N, EngineSourceError> {
    let number = text.parse().map_err(|_| EngineSourceError::Number)?;
    if range.contains(&number) {
        Ok(number)
    } else {
        Err(EngineSourceError::Number)
    }
}

fn aim(text: &str) -> Result<AimRule, EngineSourceError> {
    match text {
        "required" => Ok(AimRule::Required),
        "optional" => Ok(AimRule::Optional),
        _ => Err(EngineSourceError::Aim),
    }
}

impl fmt::Display for EngineSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineSource::Serial(Serial {
                path,
                baud,
                aim,
                gap,
            }) => {
                write!(f, "serial:{}?baud={baud}&aim={aim}", path.display())?;
                if let Some(gap) = gap {
                    write!(f, "&gap={}", gap.as_millis())?;
                }
                Ok(())
            }
            EngineSource::Hid(Hid { device, aim }) => match device {
                Some((vendor, product)) => write!(f, "hid:{vendor:04x}:{product:04x}?aim={aim}"),
                None => write!(f, "hid:auto?aim={aim}"),
            },
        }
    }
}

impl fmt::Display for AimRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AimRule::Optional => "optional",
            AimRule::Required => "required",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_engine_is_written_as_it_is_read() {
        for text in [
            "serial:/dev/serial/by-id/usb-Honeywell_1900-if00?baud=9600&aim=required",
            "serial:/dev/ttyS0?baud=115200&aim=optional&gap=50",
            "hid:auto?aim=optional",
            "hid:05e0:1300?aim=required",
        ] {
            let source: EngineSource = text.parse().unwrap();
            assert_eq!(source.to_string(), text);
        }
    }

    #[test]
    fn what_is_not_said_has_its_default() {
        let serial: EngineSource = "serial:/dev/ttyACM0".parse().unwrap();
        assert_eq!(
            serial.to_string(),
            "serial:/dev/ttyACM0?baud=115200&aim=optional"
        );
        let hid: EngineSource = "hid:auto".parse().unwrap();
        assert_eq!(hid.to_string(), "hid:auto?aim=optional");
    }

    #[test]
    fn a_line_that_names_no_engine_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<EngineSource>().unwrap_err();
        assert_eq!(refused(""), EngineSourceError::Kind);
        assert_eq!(refused("keyboard:auto"), EngineSourceError::Kind);
        assert_eq!(refused("serial:ttyACM0"), EngineSourceError::Path);
        assert_eq!(refused("serial:/dev/x?baud=0"), EngineSourceError::Number);
        assert_eq!(
            refused("serial:/dev/x?baud=fast"),
            EngineSourceError::Number
        );
        assert_eq!(refused("serial:/dev/x?gap=2"), EngineSourceError::Number);
        assert_eq!(
            refused("serial:/dev/x?parity=even"),
            EngineSourceError::Option
        );
        assert_eq!(refused("serial:/dev/x?"), EngineSourceError::Option);
        assert_eq!(refused("serial:/dev/x?aim"), EngineSourceError::Aim);
        assert_eq!(refused("hid:"), EngineSourceError::Device);
        assert_eq!(refused("hid:5e0:1300"), EngineSourceError::Device);
        assert_eq!(refused("hid:05e0:+130"), EngineSourceError::Device);
        assert_eq!(refused("hid:auto?baud=9600"), EngineSourceError::Option);
    }
}
