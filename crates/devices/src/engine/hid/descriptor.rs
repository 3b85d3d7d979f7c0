//! HID report descriptors, as far as they tell a barcode scanner and where its data lie
//! (USB HID 1.11 §6.2.2; HID Usage Tables 1.5 §25, page 0x8C).
//!
//! Whoever can reach a USB socket writes what is read here, so nothing is reserved because a
//! descriptor says so, and nothing in it is an error that could stop anything: what is not
//! understood is no scanner.

use std::ops::Range;

const BAR_CODE_PAGE: u16 = 0x8c;
const BAR_CODE_SCANNER: Usage = (BAR_CODE_PAGE, 0x02);
const IDENTIFIER_FIRST: u16 = 0xfb;
const IDENTIFIER_LAST: u16 = 0xfd;
const DECODED_DATA: u16 = 0xfe;
const DATA_CONTINUED: u16 = 0xff;
const BYTE_COUNT: Usage = (0x01, 0x3b);
const KEYBOARD: Usage = (0x01, 0x06);
const KEYPAD: Usage = (0x01, 0x07);

/// What the kernel takes (`HID_MAX_BUFFER_SIZE`).
const REPORT_BITS_MAX: usize = 16 * 1024 * 8;
/// So many usages of one item are told apart; a scanner has three.
const USAGES_MAX: usize = 64;
const DEPTH_MAX: usize = 32;

/// A page and a number on it.
type Usage = (u16, u16);

/// What a device is to a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A barcode scanner in HID POS mode.
    Scanner(Layout),
    /// It types, whatever it may be besides.
    Keyboard,
    /// Anything else.
    Other,
}

impl Kind {
    /// What the device with this report descriptor is.
    ///
    /// The page alone says nothing: keyboards of several makers use 0x8C/0x01 for settings of
    /// their own. The whole device has to call itself a barcode scanner (0x8C/0x02), and one of
    /// its input reports has to carry decoded data.
    pub fn of(descriptor: &[u8]) -> Kind {
        let mut walk = Walk::default();
        for item in items(descriptor) {
            if walk.take(item).is_none() {
                return Kind::Other;
            }
        }
        let layouts = walk.reports.into_iter();
        match layouts.filter_map(|report| report.layout()).next() {
            Some(layout) => Kind::Scanner(layout),
            None if walk.types => Kind::Keyboard,
            None => Kind::Other,
        }
    }
}

/// Where the parts of a scan lie in the input report that carries it; bytes from its beginning,
/// the report's number included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The first byte of the report, where the device has several reports.
    pub(super) number: Option<u8>,
    pub(super) identifier: Option<Range<usize>>,
    pub(super) data: Range<usize>,
    /// How many of the data bytes count; little-endian.
    pub(super) count: Option<Range<usize>>,
    /// The bits that say that the scan goes on in the next report.
    pub(super) continued: Option<Range<usize>>,
}

struct Item<'a> {
    tag: u8,
    data: &'a [u8],
}

impl Item<'_> {
    fn value(&self) -> u32 {
        let bytes = self.data.iter().rev();
        bytes.fold(0, |value, &byte| value << 8 | u32::from(byte))
    }
}

/// Short items; a long one carries nothing that is defined, and is passed over. Ends where the
/// bytes end, also in the middle of an item.
fn items(descriptor: &[u8]) -> impl Iterator<Item = Item<'_>> {
    let mut rest = descriptor;
    std::iter::from_fn(move || {
        loop {
            let (&prefix, after) = rest.split_first()?;
            if prefix == 0xfe {
                let (&size, after) = after.split_first()?;
                rest = after.get(1 + usize::from(size)..)?;
                continue;
            }
            let size = [0, 1, 2, 4][usize::from(prefix & 3)];
            let (data, after) = after.split_at_checked(size)?;
            rest = after;
            let tag = prefix & 0xfc;
            return Some(Item { tag, data });
        }
    })
}

#[derive(Clone, Copy, Default)]
struct Globals {
    page: u16,
    size: usize,
    count: usize,
    number: Option<u8>,
}

#[derive(Default)]
struct Walk {
    globals: Globals,
    pushed: Vec<Globals>,
    usages: Vec<Usage>,
    minimum: Option<Usage>,
    /// For each open collection, whether a barcode scanner is around.
    collections: Vec<bool>,
    reports: Vec<Report>,
    types: bool,
}

impl Walk {
    /// `None` for what no device says.
    fn take(&mut self, item: Item<'_>) -> Option<()> {
        let value = item.value();
        match item.tag {
            0x04 => self.globals.page = u16::try_from(value).ok()?,
            0x74 => self.globals.size = usize::try_from(value).ok()?,
            0x94 => self.globals.count = usize::try_from(value).ok()?,
            0x84 => self.globals.number = Some(u8::try_from(value).ok()?),
            0xa4 if self.pushed.len() < DEPTH_MAX => self.pushed.push(self.globals),
            0xa4 => return None,
            0xb4 => self.globals = self.pushed.pop()?,
            0x08 => self.usage(self.full(&item)),
            0x18 => self.minimum = Some(self.full(&item)),
            0x28 => self.usages_up_to(self.full(&item)),
            0xa0 => self.open(value)?,
            0xc0 => {
                self.collections.pop()?;
                self.forget();
            }
            0x80 => {
                self.input(value)?;
                self.forget();
            }
            // Output and feature reports are nothing to us.
            0x90 | 0xb0 => self.forget(),
            _ => {}
        }
        Some(())
    }

    /// A usage of four bytes brings its own page.
    fn full(&self, item: &Item<'_>) -> Usage {
        let value = item.value();
        let page = match item.data.len() {
            4 => (value >> 16) as u16,
            _ => self.globals.page,
        };
        (page, value as u16)
    }

    fn usage(&mut self, usage: Usage) {
        if self.usages.len() < USAGES_MAX {
            self.usages.push(usage);
        }
    }

    fn usages_up_to(&mut self, (_, last): Usage) {
        if let Some((page, first)) = self.minimum.take() {
            for number in (first..=last).take(USAGES_MAX) {
                self.usage((page, number));
            }
        }
    }

    /// Local items count up to the next main item.
    fn forget(&mut self) {
        self.usages.clear();
        self.minimum = None;
    }

    fn open(&mut self, kind: u32) -> Option<()> {
        const APPLICATION: u32 = 1;
        if self.collections.len() == DEPTH_MAX {
            return None;
        }
        let says = |usage| kind == APPLICATION && self.usages.contains(&usage);
        self.types |= says(KEYBOARD) || says(KEYPAD);
        let inside = self.collections.last() == Some(&true);
        self.collections.push(inside || says(BAR_CODE_SCANNER));
        self.forget();
        Some(())
    }

    /// Fields of an input report, one after the other.
    fn input(&mut self, flags: u32) -> Option<()> {
        const CONSTANT: u32 = 1;
        let Globals {
            size,
            count,
            number,
            ..
        } = self.globals;
        let place = self
            .reports
            .iter()
            .position(|report| report.number == number);
        let place = place.unwrap_or_else(|| {
            self.reports.push(Report::new(number));
            self.reports.len() - 1
        });
        let report = &mut self.reports[place];
        let first = report.bits;
        report.bits = size
            .checked_mul(count)
            .and_then(|bits| first.checked_add(bits))
            .filter(|&bits| bits <= REPORT_BITS_MAX)?;
        if size == 0 || flags & CONSTANT != 0 || self.collections.last() != Some(&true) {
            return Some(());
        }
        // Each usage is a field's; the last one is that of all fields that are left.
        for (at, &usage) in self.usages.iter().enumerate().take(count) {
            let fields = if at + 1 == self.usages.len() {
                count - at
            } else {
                1
            };
            let start = first + at * size;
            report.place(usage, start..start + fields * size, size);
        }
        Some(())
    }
}

/// One input report while the descriptor is read. Places are in bits.
struct Report {
    number: Option<u8>,
    bits: usize,
    identifier: Option<Range<usize>>,
    data: Option<Range<usize>>,
    count: Option<Range<usize>>,
    continued: Option<Range<usize>>,
}

impl Report {
    fn new(number: Option<u8>) -> Self {
        Report {
            number,
            bits: if number.is_some() { 8 } else { 0 },
            identifier: None,
            data: None,
            count: None,
            continued: None,
        }
    }

    fn place(&mut self, usage: Usage, bits: Range<usize>, size: usize) {
        match usage {
            BYTE_COUNT => self.count = Some(bits),
            (BAR_CODE_PAGE, DATA_CONTINUED) => self.continued = Some(bits),
            (BAR_CODE_PAGE, IDENTIFIER_FIRST..=IDENTIFIER_LAST) if size == 8 => {
                extend(&mut self.identifier, bits);
            }
            (BAR_CODE_PAGE, DECODED_DATA) if size == 8 => extend(&mut self.data, bits),
            _ => {}
        }
    }

    fn layout(self) -> Option<Layout> {
        let data = bytes(self.data?)?;
        let identifier = self.identifier.and_then(bytes);
        let count = match self.count {
            Some(bits) => Some(bytes(bits).filter(|count| count.len() <= 2)?),
            None => None,
        };
        Some(Layout {
            number: self.number,
            identifier: identifier.filter(|identifier| identifier.len() == 3),
            data,
            count,
            continued: self.continued,
        })
    }
}

/// Fields of one thing may come as several items, one after the other.
fn extend(place: &mut Option<Range<usize>>, bits: Range<usize>) {
    match place {
        Some(before) if before.end == bits.start => before.end = bits.end,
        Some(_) => {}
        None => *place = Some(bits),
    }
}

fn bytes(bits: Range<usize>) -> Option<Range<usize>> {
    let whole = bits.start.is_multiple_of(8) && bits.end.is_multiple_of(8) && !bits.is_empty();
    whole.then_some(bits.start / 8..bits.end / 8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::hid::samples::{
        COUNTING, KEYBOARD, KEYBOARD_WITH_THE_PAGE, PADDING, SETTINGS,
    };

    fn layout(descriptor: &[u8]) -> Layout {
        match Kind::of(descriptor) {
            Kind::Scanner(layout) => layout,
            other @ (Kind::Keyboard | Kind::Other) => panic!("{other:?}"),
        }
    }

    /// [`COUNTING`] with some of its bytes replaced.
    fn with(from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = COUNTING.windows(from.len()).position(|bytes| bytes == from);
        let at = at.expect("the bytes are there");
        [&COUNTING[..at], to, &COUNTING[at + from.len()..]].concat()
    }

    #[test]
    fn the_parts_of_a_report_lie_where_the_descriptor_says() {
        let counting = Layout {
            number: Some(2),
            identifier: Some(2..5),
            data: 5..61,
            count: Some(1..2),
            continued: Some(63 * 8..63 * 8 + 1),
        };
        assert_eq!(layout(COUNTING), counting);
        let padding = Layout {
            number: None,
            identifier: Some(0..3),
            data: 3..63,
            count: None,
            continued: Some(63 * 8..64 * 8),
        };
        assert_eq!(layout(PADDING), padding);
    }

    #[test]
    fn a_keyboard_is_one_whatever_page_it_uses_besides() {
        assert_eq!(Kind::of(KEYBOARD), Kind::Keyboard);
        assert_eq!(Kind::of(KEYBOARD_WITH_THE_PAGE), Kind::Keyboard);
    }

    #[test]
    fn the_page_alone_makes_no_scanner() {
        assert_eq!(Kind::of(SETTINGS), Kind::Other);
        // Decoded data, but in a device that calls itself something else.
        let other = with(&[0x09, 0x02, 0xa1, 0x01], &[0x09, 0x01, 0xa1, 0x01]);
        assert_eq!(Kind::of(&other), Kind::Other);
        // It calls itself a scanner, but not as a whole.
        let inside = with(&[0x09, 0x02, 0xa1, 0x01], &[0x09, 0x02, 0xa1, 0x02]);
        assert_eq!(Kind::of(&inside), Kind::Other);
    }

    #[test]
    fn a_scanner_without_decoded_data_is_none() {
        let without = with(&[0x09, 0xfe], &[0x09, 0xee]);
        assert_eq!(Kind::of(&without), Kind::Other);
    }

    #[test]
    fn data_that_are_not_whole_bytes_are_none() {
        let shifted = with(
            &[0x95, 0x38, 0x09, 0xfe],
            &[0x75, 0x07, 0x95, 0x38, 0x09, 0xfe],
        );
        assert_eq!(Kind::of(&shifted), Kind::Other);
    }

    #[test]
    fn a_usage_may_bring_its_page() {
        let full = with(&[0x09, 0xfe], &[0x0b, 0xfe, 0x00, 0x8c, 0x00]);
        assert_eq!(layout(&full), layout(COUNTING));
    }

    #[test]
    fn identifiers_may_be_given_as_a_range() {
        let range = with(
            &[0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd],
            &[0x19, 0xfb, 0x29, 0xfd],
        );
        assert_eq!(layout(&range), layout(COUNTING));
    }

    #[test]
    fn what_was_pushed_comes_back() {
        let pushed = with(
            &[
                0x95, 0x02, 0x06, 0x66, 0xff, 0x09, 0x04, 0x81, 0x02, 0x05, 0x8c,
            ],
            &[
                0x95, 0x02, 0xa4, 0x06, 0x66, 0xff, 0x09, 0x04, 0x81, 0x02, 0xb4,
            ],
        );
        assert_eq!(layout(&pushed), layout(COUNTING));
    }

    #[test]
    fn long_items_are_passed_over() {
        let long = with(
            &[0x95, 0x38],
            &[0xfe, 0x03, 0x99, 0xa1, 0xa1, 0xa1, 0x95, 0x38],
        );
        assert_eq!(layout(&long), layout(COUNTING));
    }

    #[test]
    fn a_descriptor_that_asks_for_too_much_gets_nothing() {
        for asks in [
            // Four thousand million fields, in one item and in many.
            &[0x97, 0xff, 0xff, 0xff, 0xff][..],
            &[0x77, 0xff, 0xff, 0xff, 0xff, 0x97, 0xff, 0xff, 0xff, 0xff],
            &[0x96, 0xff, 0xff],
        ] {
            let greedy = with(&[0x95, 0x38], asks);
            assert_eq!(Kind::of(&greedy), Kind::Other);
        }
        let deep = [&[0xa1, 0x01].repeat(2000)[..], COUNTING].concat();
        assert_eq!(Kind::of(&deep), Kind::Other);
        let pushing = [&[0xa4].repeat(4000)[..], COUNTING].concat();
        assert_eq!(Kind::of(&pushing), Kind::Other);
    }

    #[test]
    fn a_descriptor_that_is_cut_off_is_no_panic() {
        for length in 0..COUNTING.len() {
            let _ = Kind::of(&COUNTING[..length]);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_told_apart(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Kind::of(&bytes);
        }
    }
}
