//! Static codes of merchants (EMVCo *QR Code Specification for Payment Systems,
//! Merchant-Presented Mode*, 1.1): a citizen who shows one has photographed the wrong
//! code. They are read so that the screen can say so.

use std::fmt;

use crc::{CRC_16_IBM_3740, Crc};

/// CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF.
const CHECK: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);
/// Payload format indicator, the first data object: version 01.
const FORMAT: &str = "000201";
/// The check sum, the last data object, without its value.
const CHECK_HEAD: &str = "6304";

const POINT_OF_INITIATION: u8 = 1;
const CURRENCY: u8 = 53;
const AMOUNT: u8 = 54;
const COUNTRY: u8 = 58;
const NAME: u8 = 59;
const CITY: u8 = 60;

/// A merchant's code. Nothing in it is signed. `Debug` does not show whose it is: people
/// have such codes, too.
#[derive(Clone, PartialEq, Eq)]
pub struct MerchantCode {
    /// Whether the check sum and every length are right.
    pub intact: bool,
    /// Whether it was made for one payment (method 12) and not to be used again and again.
    pub dynamic: bool,
    /// The merchant, at most 25 characters.
    pub name: Option<String>,
    /// The merchant's city, at most 15 characters.
    pub city: Option<String>,
    /// ISO 3166-1 alpha 2.
    pub country: Option<String>,
    /// ISO 4217, three digits.
    pub currency: Option<String>,
    /// As it stands there: digits with at most one point.
    pub amount: Option<String>,
}

impl MerchantCode {
    /// The merchant's code that `text` is, with as much of it as can be read; `None` if it
    /// does not begin and end as one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.starts_with(FORMAT) {
            return None;
        }
        // The sum covers its own head, and is the end of it.
        let (summed, sum) = text.split_at_checked(text.len().checked_sub(4)?)?;
        if !summed.ends_with(CHECK_HEAD) || !sum.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let sum = u16::from_str_radix(sum, 16).ok()?;
        let mut code = Self {
            intact: CHECK.checksum(summed.as_bytes()) == sum,
            dynamic: false,
            name: None,
            city: None,
            country: None,
            currency: None,
            amount: None,
        };
        let mut rest = text;
        let mut seen = [false; 100];
        while !rest.is_empty() {
            let whole = object(rest).filter(|(id, value, _)| {
                !std::mem::replace(&mut seen[usize::from(*id)], true)
                    && code.keep(*id, value).is_some()
            });
            let Some((_, _, behind)) = whole else {
                code.intact = false;
                break;
            };
            rest = behind;
        }
        Some(code)
    }

    fn keep(&mut self, id: u8, value: &str) -> Option<()> {
        let at_most = |most| (value.chars().count() <= most).then(|| value.to_owned());
        match id {
            POINT_OF_INITIATION => self.dynamic = value == "12",
            CURRENCY => self.currency = Some(at_most(3)?),
            AMOUNT => self.amount = Some(at_most(13)?),
            COUNTRY => self.country = Some(at_most(2)?),
            NAME => self.name = Some(at_most(25)?),
            CITY => self.city = Some(at_most(15)?),
            _ => {}
        }
        Some(())
    }
}

impl fmt::Debug for MerchantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MerchantCode")
            .field("intact", &self.intact)
            .field("dynamic", &self.dynamic)
            .field("country", &self.country)
            .finish_non_exhaustive()
    }
}

/// The first data object of a text: two digits of id, two of length in characters, the
/// value; and what is behind it.
fn object(text: &str) -> Option<(u8, &str, &str)> {
    let (id, text) = text.split_at_checked(2)?;
    let (length, text) = text.split_at_checked(2)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(id) || !digits(length) {
        return None;
    }
    let length: usize = length.parse().ok().filter(|length| *length > 0)?;
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let (value, behind) = text.split_at(ends.nth(length)?);
    Some((id.parse().ok()?, value, behind))
}
