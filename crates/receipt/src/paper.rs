//! The papers: one sheet of measures for each, read by the one layout.
//!
//! Lengths are in points (1/72 inch) and whole numbers of the paper's dots, so that on a thermal
//! head every rule and every module of the QR code begins and ends at a dot.

use serde::{Deserialize, Serialize};

use crate::shape::Weight;

/// What the printer prints on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// A roll 80 mm wide, 72 mm of it printable at 203 dpi (8 dots a millimetre); a page is as
    /// long as it needs to be.
    Roll80,
}

/// A colour in sRGB, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// How long a page is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    /// Always this long; what stands at the foot stands at its lower end.
    Fixed(f32),
    /// As long as its content, up to this.
    UpTo(f32),
}

/// Where a line begins within its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) size: f32,
    /// From one baseline to the next; a box of one line is as high.
    pub(crate) leading: f32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
}

impl Style {
    /// The same at another size.
    pub(crate) fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }
}

/// A style for Chinese and one for the English beneath it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) zh: Style,
    pub(crate) en: Style,
}

impl Pair {
    /// The same with the Chinese in semibold.
    pub(crate) fn strong(self) -> Self {
        let zh = Style {
            weight: Weight::Semibold,
            ..self.zh
        };
        Self { zh, ..self }
    }
}

/// The measures of a paper.
#[derive(Clone, Debug)]
pub(crate) struct Measures {
    pub(crate) width: f32,
    pub(crate) length: Length,
    pub(crate) side: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// One dot of the printer, or of a raster that the printer's own is a multiple of.
    pub(crate) dot: f32,
    /// The unit of all vertical distances.
    pub(crate) step: f32,
    pub(crate) bar: f32,
    pub(crate) hairline: f32,

    pub(crate) jade: Ink,
    pub(crate) line: Ink,

    pub(crate) heading: Pair,
    pub(crate) hall: Pair,
    pub(crate) label: Pair,
    pub(crate) body: Pair,
    pub(crate) detail: Pair,
    pub(crate) total: Style,
    pub(crate) prominent: Style,
    pub(crate) note: Pair,

    /// How many fields stand side by side.
    pub(crate) columns: u8,
    pub(crate) gutter: f32,
    pub(crate) label_width: f32,
    pub(crate) heading_align: Align,
    pub(crate) value_align: Align,
    /// Whether an item's detail has a column of its own, or stands beneath its title.
    pub(crate) detail_beside: bool,
    /// Whether words stand beside the QR code, or beneath it.
    pub(crate) words_beside: bool,
    /// The widest QR code with its quiet zone, and the fewest dots of a module.
    pub(crate) symbol: f32,
    pub(crate) module_dots: u16,
}

impl Measures {
    /// The width between the margins.
    pub(crate) fn content(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}

const INK: Ink = Ink(0x17, 0x21, 0x1f);
const QUIET: Ink = Ink(0x4a, 0x57, 0x53);
const JADE: Ink = Ink(0x0b, 0x5d, 0x51);
const LINE: Ink = Ink(0xdd, 0xd8, 0xcb);
const BLACK: Ink = Ink(0, 0, 0);

const fn style(size: f32, leading: f32, weight: Weight, ink: Ink) -> Style {
    Style {
        size,
        leading,
        weight,
        ink,
    }
}

impl Paper {
    pub(crate) fn measures(self) -> Measures {
        match self {
            Self::A4 => a4(),
            Self::A5 => a5(),
            Self::Roll80 => roll80(),
        }
    }
}

fn a4() -> Measures {
    use Weight::{Regular, Semibold};
    // 150 dots an inch divide the 300, 600 and 1200 of page printers.
    let dot = 72.0 / 150.0;
    let mm = |mm: f32| mm * 72.0 / 25.4;
    let on_dots = |pt: f32| (pt / dot).round() * dot;
    let step = dot * 8.0;
    Measures {
        width: mm(210.0),
        length: Length::Fixed(mm(297.0)),
        side: on_dots(mm(25.0)),
        top: on_dots(mm(20.0)),
        bottom: on_dots(mm(16.0)),
        dot,
        step,
        bar: dot * 9.0,
        hairline: dot,
        jade: JADE,
        line: LINE,
        heading: Pair {
            zh: style(26.0, step * 9.0, Semibold, INK),
            en: style(12.0, step * 5.0, Regular, QUIET),
        },
        hall: Pair {
            zh: style(10.5, step * 4.0, Semibold, INK),
            en: style(8.0, step * 3.0, Regular, QUIET),
        },
        label: Pair {
            zh: style(9.5, step * 4.0, Regular, QUIET),
            en: style(7.5, step * 3.0, Regular, QUIET),
        },
        body: Pair {
            zh: style(10.5, step * 4.0, Regular, INK),
            en: style(8.0, step * 3.0, Regular, QUIET),
        },
        detail: Pair {
            zh: style(8.5, step * 3.0, Regular, QUIET),
            en: style(7.5, step * 3.0, Regular, QUIET),
        },
        total: style(24.0, step * 8.0, Semibold, INK),
        prominent: style(96.0, step * 28.0, Semibold, INK),
        note: Pair {
            zh: style(8.5, step * 3.0, Regular, QUIET),
            en: style(7.5, step * 3.0, Regular, QUIET),
        },
        columns: 2,
        gutter: step * 6.0,
        label_width: step * 17.0,
        heading_align: Align::Left,
        value_align: Align::Left,
        detail_beside: true,
        words_beside: true,
        symbol: mm(42.0),
        module_dots: 3,
    }
}

/// Half a sheet of A4: everything a little smaller and closer, details beneath their titles.
fn a5() -> Measures {
    let a4 = a4();
    let mm = |mm: f32| mm * 72.0 / 25.4;
    let on_dots = |pt: f32| (pt / a4.dot).round() * a4.dot;
    let step = a4.dot * 7.0;
    let pair = |pair: Pair, (zh, en): (f32, f32), (high, low): (f32, f32)| Pair {
        zh: style(zh, step * high, pair.zh.weight, pair.zh.ink),
        en: style(en, step * low, pair.en.weight, pair.en.ink),
    };
    let small = (4.0, 3.0);
    Measures {
        width: mm(148.0),
        length: Length::Fixed(mm(210.0)),
        side: on_dots(mm(13.0)),
        top: on_dots(mm(11.0)),
        bottom: on_dots(mm(9.0)),
        step,
        heading: pair(a4.heading, (22.0, 11.0), (9.0, 5.0)),
        hall: pair(a4.hall, (9.5, 7.5), small),
        label: pair(a4.label, (8.5, 7.0), small),
        body: pair(a4.body, (9.5, 7.5), small),
        detail: pair(a4.detail, (8.0, 7.0), (3.0, 3.0)),
        total: style(21.0, step * 8.0, a4.total.weight, a4.total.ink),
        prominent: style(84.0, step * 28.0, a4.prominent.weight, a4.prominent.ink),
        note: pair(a4.note, (8.0, 7.0), (3.0, 3.0)),
        gutter: step * 4.0,
        label_width: step * 16.0,
        detail_beside: false,
        symbol: mm(36.0),
        ..a4
    }
}

fn roll80() -> Measures {
    use Weight::{Regular, Semibold};
    // 8 dots a millimetre. A thermal head knows black and nothing else: a grey would be dithered.
    let dot = 72.0 / 203.2;
    let step = dot * 10.0;
    Measures {
        width: dot * 640.0,
        length: Length::UpTo(dot * 8.0 * 1000.0),
        side: dot * 32.0,
        top: dot * 32.0,
        bottom: dot * 48.0,
        dot,
        step,
        bar: dot * 12.0,
        hairline: dot,
        jade: BLACK,
        line: BLACK,
        heading: Pair {
            zh: style(17.0, step * 7.0, Semibold, BLACK),
            en: style(9.0, step * 4.0, Regular, BLACK),
        },
        hall: Pair {
            zh: style(9.0, step * 4.0, Semibold, BLACK),
            en: style(7.0, step * 3.0, Regular, BLACK),
        },
        label: Pair {
            zh: style(9.0, step * 4.0, Regular, BLACK),
            en: style(7.0, step * 3.0, Regular, BLACK),
        },
        body: Pair {
            zh: style(9.0, step * 4.0, Regular, BLACK),
            en: style(7.0, step * 3.0, Regular, BLACK),
        },
        detail: Pair {
            zh: style(7.5, step * 3.0, Regular, BLACK),
            en: style(7.0, step * 3.0, Regular, BLACK),
        },
        total: style(21.0, step * 8.0, Semibold, BLACK),
        prominent: style(76.0, step * 24.0, Semibold, BLACK),
        note: Pair {
            zh: style(7.5, step * 3.0, Regular, BLACK),
            en: style(7.0, step * 3.0, Regular, BLACK),
        },
        columns: 1,
        gutter: step * 2.0,
        label_width: dot * 150.0,
        heading_align: Align::Centre,
        value_align: Align::Right,
        detail_beside: false,
        words_beside: false,
        symbol: dot * 440.0,
        module_dots: 3,
    }
}
