//! What the fuzzer does with the reader, and the tests with the fuzzer's corpus.

use std::cell::Cell;

use devices::reader;
use image::{GrayImage, Luma};

/// The longest side of a picture that is made; larger ones are only slower.
const SIDE_MAX: usize = 120;
/// So often a reading may ask for the time.
const QUESTIONS: u32 = 60;

/// The first bytes say how a picture is made of the others.
pub fn run(data: &[u8]) {
    let [how, width, height, rest @ ..] = data else {
        return;
    };
    let (width, height) = (
        usize::from(*width) % SIDE_MAX,
        usize::from(*height) % SIDE_MAX,
    );
    let picture = match how % 3 {
        0 => pixels(width, height, rest),
        1 => modules(width, rest),
        _ => finders(width, height, rest),
    };
    let asked = Cell::new(0);
    let is_up = || {
        asked.set(asked.get() + 1);
        asked.get() > QUESTIONS
    };
    let found = reader::find(&picture, &is_up);
    for symbol in found.symbols {
        assert!(!symbol.bytes.is_empty() && symbol.corners.is_some());
    }
}

/// The bytes as they are, over and over.
fn pixels(width: usize, height: usize, bytes: &[u8]) -> GrayImage {
    GrayImage::from_fn(width as u32, height as u32, |x, y| {
        let at = y as usize * width + x as usize;
        Luma([*bytes.get(at % bytes.len().max(1)).unwrap_or(&0)])
    })
}

/// A bit a module, within the finders and the lines that every symbol has: so the fuzzer comes as far
/// as the format, the codewords and what they say.
fn modules(size: usize, bits: &[u8]) -> GrayImage {
    let side = 21 + 4 * (size % 10);
    let dark = |x: usize, y: usize| {
        let finder = |left: usize, top: usize| {
            let (dx, dy) = (x.wrapping_sub(left), y.wrapping_sub(top));
            (dx < 7 && dy < 7).then(|| {
                let off = dx.abs_diff(3).max(dy.abs_diff(3));
                off <= 1 || off == 3
            })
        };
        let near = |at: usize| at < 8 || at + 8 >= side;
        finder(0, 0)
            .or_else(|| finder(side - 7, 0))
            .or_else(|| finder(0, side - 7))
            .unwrap_or_else(|| {
                let beside = near(x) && near(y) && !(x + 8 >= side && y + 8 >= side);
                if beside && (x == 7 || y == 7 || x + 8 == side || y + 8 == side) {
                    return false;
                }
                if x == 6 || y == 6 {
                    return (x + y).is_multiple_of(2);
                }
                let at = y * side + x;
                bits.get(at / 8)
                    .is_some_and(|byte| byte >> (at % 8) & 1 == 1)
            })
    };
    const MODULE: usize = 3;
    let across = ((side + 8) * MODULE) as u32;
    GrayImage::from_fn(across, across, |x, y| {
        let inside = |at: u32| {
            (at as usize / MODULE)
                .checked_sub(4)
                .filter(|&at| at < side)
        };
        let is_dark = matches!((inside(x), inside(y)), (Some(x), Some(y)) if dark(x, y));
        Luma([if is_dark { 20 } else { 230 }])
    })
}

/// Eyes of any size anywhere: three bytes each.
fn finders(width: usize, height: usize, bytes: &[u8]) -> GrayImage {
    let mut picture = GrayImage::from_pixel(width as u32, height as u32, Luma([200]));
    for finder in bytes.chunks_exact(3).take(64) {
        let (left, top) = (u32::from(finder[0]), u32::from(finder[1]));
        let module = u32::from(finder[2] % 6) + 1;
        let (grey, light) = if finder[2] & 0x80 == 0 {
            (30, 200)
        } else {
            (200, 30)
        };
        for y in 0..7 * module {
            for x in 0..7 * module {
                let off = (x / module).abs_diff(3).max((y / module).abs_diff(3));
                if let Some(pixel) = picture.get_pixel_mut_checked(left + x, top + y) {
                    pixel.0 = [if off <= 1 || off == 3 { grey } else { light }];
                }
            }
        }
    }
    picture
}
