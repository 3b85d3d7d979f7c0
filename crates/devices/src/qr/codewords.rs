//! From dark and light modules to bytes that are certain: the format is recognised, the mask taken
//! off, each block corrected. What was corrected is corrected in the modules, too.

use super::{
    layout::{self, Level},
    modules::Bits,
    solomon,
};

/// A symbol without errors.
pub(crate) struct Repaired {
    /// The modules as they should be.
    pub bits: Bits,
    /// The data codewords of all blocks, in their order.
    pub data: Vec<u8>,
    /// What share of the modules was seen wrong.
    pub wrong: f32,
}

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// What the modules say is taken for what they are.
    Plain,
    /// Doubtful bytes are erased before the others are corrected.
    Erasing,
}

/// A format further from what is seen is none (the code has a distance of seven).
const FORMAT_OFF_MAX: u32 = 3;
/// So many check bytes of a block are kept to find errors with, whatever is erased: fewer would
/// call anything correct.
const CHECK_LEFT_MIN: usize = 8;

/// `None` if no symbol of that size can be made of the modules.
pub(crate) fn repair(bits: &Bits, effort: Effort) -> Option<Repaired> {
    // A mirrored symbol has its format on the other side of the diagonal.
    let (straight, mirrored) = (formats(bits, false), formats(bits, true));
    let least = |formats: &[Format]| formats.first().map_or(u32::MAX, |format| format.off);
    let turned;
    let (bits, formats) = if least(&mirrored) < least(&straight) {
        turned = bits.transposed();
        (&turned, mirrored)
    } else {
        (bits, straight)
    };
    formats
        .into_iter()
        .find_map(|format| with_format(bits, format, effort))
}

#[derive(Clone, Copy)]
struct Format {
    level: Level,
    mask: u8,
    off: u32,
}

/// The formats that may be meant, the likeliest first.
fn formats(bits: &Bits, mirrored: bool) -> Vec<Format> {
    let seen = layout::format_modules(bits.side).map(|places| {
        places.iter().fold(0u16, |word, &(x, y)| {
            let place = if mirrored { (y, x) } else { (x, y) };
            word << 1 | u16::from(bits.get(place))
        })
    });
    let mut formats: Vec<Format> = (0..32u16)
        .map(|format| {
            let word = layout::format_word(format);
            let [a, b] = seen.map(|seen| (seen ^ word).count_ones());
            Format {
                level: (format >> 3) as u8,
                mask: (format & 7) as u8,
                off: a.min(b) * 4 + a.max(b).min(8),
            }
        })
        .filter(|format| format.off / 4 <= FORMAT_OFF_MAX)
        .collect();
    formats.sort_by_key(|format| format.off);
    formats.truncate(2);
    formats
}

fn with_format(bits: &Bits, format: Format, effort: Effort) -> Option<Repaired> {
    let order = layout::data(bits.side);
    let blocks = layout::blocks(bits.side, format.level);
    let total = order.len() / 8;
    let mut codewords = vec![0u8; total];
    let mut doubt = vec![0f32; total];
    for (at, &(x, y)) in order.iter().take(total * 8).enumerate() {
        let dark = bits.get((x, y)) ^ layout::is_masked(format.mask, x, y);
        codewords[at / 8] = codewords[at / 8] << 1 | u8::from(dark);
        doubt[at / 8] += (-3.0 * bits.sure[y * bits.side + x]).exp();
    }
    let mut data = Vec::with_capacity(total);
    let mut mended = codewords.clone();
    for block in 0..blocks.count {
        let places = places(block, blocks.count, blocks.check, total);
        let read: Vec<u8> = places.iter().map(|&at| codewords[at]).collect();
        let fixed = corrected(&read, blocks.check, effort, |i| doubt[places[i]])?;
        data.extend(&fixed[..fixed.len() - blocks.check]);
        for (&at, &byte) in places.iter().zip(&fixed) {
            mended[at] = byte;
        }
    }
    let mut bits = bits.clone();
    let mut wrong = 0;
    for (at, &(x, y)) in order.iter().take(total * 8).enumerate() {
        let dark = (mended[at / 8] >> (7 - at % 8) & 1 == 1) ^ layout::is_masked(format.mask, x, y);
        let place = y * bits.side + x;
        wrong += usize::from(bits.dark[place] != dark);
        bits.dark[place] = dark;
    }
    write_format(&mut bits, format);
    Some(Repaired {
        wrong: wrong as f32 / order.len() as f32,
        bits,
        data,
    })
}

/// Where the bytes of a block are among all: first the data of all blocks in turns, of which the
/// last ones may have a byte more, then their check bytes in turns.
fn places(block: usize, count: usize, check: usize, total: usize) -> Vec<usize> {
    let short = total / count - check;
    let long_from = count - total % count;
    let mut places: Vec<usize> = (0..short).map(|i| i * count + block).collect();
    if block >= long_from {
        places.push(short * count + block - long_from);
    }
    let data = total - check * count;
    places.extend((0..check).map(|i| data + i * count + block));
    places
}

fn corrected(
    read: &[u8],
    check: usize,
    effort: Effort,
    doubt: impl Fn(usize) -> f32,
) -> Option<Vec<u8>> {
    let mut block = read.to_vec();
    if solomon::correct(&mut block, check, &[]).is_some() {
        return Some(block);
    }
    if effort == Effort::Plain || check <= CHECK_LEFT_MIN {
        return None;
    }
    let mut doubtful: Vec<(usize, f32)> = (0..read.len()).map(|i| (i, doubt(i))).collect();
    doubtful.sort_by(|a, b| b.1.total_cmp(&a.1));
    let most = check - CHECK_LEFT_MIN;
    let tries = 6.min(most);
    (1..=tries).find_map(|number| {
        let erased: Vec<usize> = doubtful
            .iter()
            .take(most * number / tries)
            .map(|&(i, _)| i)
            .collect();
        let mut block = read.to_vec();
        solomon::correct(&mut block, check, &erased).map(|_| block)
    })
}

fn write_format(bits: &mut Bits, format: Format) {
    let word = layout::format_word(u16::from(format.level) << 3 | u16::from(format.mask));
    for places in layout::format_modules(bits.side) {
        for (i, (x, y)) in places.into_iter().enumerate() {
            bits.dark[y * bits.side + x] = word >> (14 - i) & 1 == 1;
        }
    }
}
