//! The passes over a picture, cheapest and most promising first. One that finds something ends
//! the reading; none is begun when the time is up.

use std::time::Instant;

use image::GrayImage;
use rqrr::{BitGrid, PreparedImage};

use super::{Found, Sighting, Symbol, Symbology};

/// Of one picture no more are taken: a wall of codes is no citizen.
const SYMBOLS_MAX: usize = 16;
/// Nothing is found in less: the smallest symbol has 21 modules a side.
const PIXELS_ACROSS_MIN: u32 = 21;

enum Pass {
    Plain,
    /// Phones in dark mode.
    Inverted,
    /// A code that fills the picture, or has more sharpness than sense.
    Half,
}

const PASSES: [Pass; 3] = [Pass::Plain, Pass::Inverted, Pass::Half];

pub(super) fn read(luma: &GrayImage, until: Instant) -> Found {
    let mut sightings = Vec::new();
    for (number, pass) in PASSES.iter().enumerate() {
        if number > 0 && Instant::now() >= until {
            break;
        }
        let inverts = matches!(pass, Pass::Inverted);
        let found = match pass {
            Pass::Plain => find(luma.clone(), 1.0, inverts),
            Pass::Inverted => find(inverted(luma), 1.0, inverts),
            Pass::Half => find(half(luma), 2.0, inverts),
        };
        if !found.symbols.is_empty() {
            return found;
        }
        if sightings.is_empty() {
            sightings = found.sightings;
        }
    }
    Found {
        symbols: Vec::new(),
        sightings,
    }
}

/// `scale`: how many pixels of the camera's picture lie in one of this.
fn find(luma: GrayImage, scale: f32, inverted: bool) -> Found {
    let mut found = Found::default();
    if luma.width().min(luma.height()) < PIXELS_ACROSS_MIN {
        return found;
    }
    let mut prepared = PreparedImage::prepare(luma);
    for grid in prepared.detect_grids().into_iter().take(SYMBOLS_MAX) {
        let corners = grid
            .bounds
            .map(|point| (point.x as f32 * scale, point.y as f32 * scale));
        let mut bytes = Vec::new();
        if grid.decode_to(&mut bytes).is_ok() {
            found.symbols.push(Symbol {
                bytes,
                symbology: Symbology::Qr,
                corners: Some(corners),
            });
        } else {
            let [(left, top), (right, bottom), ..] = corners;
            let module = (right - left).hypot(bottom - top) / grid.grid.size().max(1) as f32;
            found.sightings.push(Sighting {
                corners,
                module,
                inverted,
            });
        }
    }
    found
}

fn inverted(luma: &GrayImage) -> GrayImage {
    let mut negative = luma.clone();
    image::imageops::invert(&mut negative);
    negative
}

/// Each pixel the mean of four.
fn half(luma: &GrayImage) -> GrayImage {
    let (width, height) = (luma.width() / 2, luma.height() / 2);
    let row = luma.width() as usize;
    let mut small = Vec::with_capacity(width as usize * height as usize);
    for pair in luma.as_raw().chunks_exact(row.max(1) * 2) {
        let (upper, lower) = pair.split_at(row);
        for (above, below) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
            let sum: u32 = above
                .iter()
                .chain(below)
                .map(|&pixel| u32::from(pixel))
                .sum();
            small.push((sum / 4) as u8);
        }
    }
    GrayImage::from_raw(width, height, small).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use image::Luma;
    use proptest::prelude::*;
    use qrcodegen::{QrCode, QrCodeEcc};

    use super::*;

    /// The symbol in black on white, `module` pixels a module, with the quiet zone of four.
    fn drawn(bytes: &[u8], module: u32) -> GrayImage {
        let code = QrCode::encode_binary(bytes, QrCodeEcc::Medium).unwrap();
        let side = (code.size() as u32 + 8) * module;
        GrayImage::from_fn(side, side, |x, y| {
            let at = |pixel: u32| (pixel / module) as i32 - 4;
            Luma([if code.get_module(at(x), at(y)) {
                30
            } else {
                220
            }])
        })
    }

    fn read_all(luma: GrayImage) -> Vec<Symbol> {
        read(&luma, Instant::now() + Duration::from_secs(60)).symbols
    }

    #[test]
    fn bytes_come_back_as_they_went_in_whatever_charset_they_are() {
        // "收款" in GB18030 is not UTF-8.
        for bytes in [
            &b"GC1:ABC 123"[..],
            &[0xca, 0xd5, 0xbf, 0xee],
            &[0, 255, 10, 13],
        ] {
            let symbols = read_all(drawn(bytes, 6));
            assert_eq!(
                symbols.iter().map(|s| &s.bytes[..]).collect::<Vec<_>>(),
                [bytes]
            );
        }
    }

    #[test]
    fn a_phone_in_dark_mode_is_read() {
        let symbols = read_all(inverted(&drawn(b"dark", 6)));
        assert_eq!(symbols[0].bytes, b"dark");
    }

    #[test]
    fn the_corners_are_in_pixels_of_the_picture_in_every_pass() {
        let picture = drawn(b"corners", 6);
        let side = picture.width() as f32;
        let modules = side / 6.0 - 8.0;
        let (near, far) = (24.0, 24.0 + modules * 6.0);
        for found in [
            find(picture.clone(), 1.0, false),
            find(half(&picture), 2.0, false),
        ] {
            let expected = [(near, near), (far, near), (far, far), (near, far)];
            for (corner, expected) in found.symbols[0].corners.unwrap().iter().zip(expected) {
                let off = (corner.0 - expected.0)
                    .abs()
                    .max((corner.1 - expected.1).abs());
                assert!(off <= 9.0, "{corner:?} is not near {expected:?}");
            }
        }
    }

    #[test]
    fn two_codes_in_one_picture_are_both_read() {
        let (one, two) = (drawn(b"one", 5), drawn(b"two", 5));
        let mut both = GrayImage::from_pixel(500, 300, Luma([220]));
        image::imageops::replace(&mut both, &one, 20, 40);
        image::imageops::replace(&mut both, &two, 260, 60);
        let mut found: Vec<_> = read_all(both)
            .into_iter()
            .map(|symbol| symbol.bytes)
            .collect();
        found.sort();
        assert_eq!(found, [b"one".to_vec(), b"two".to_vec()]);
    }

    #[test]
    fn a_code_that_cannot_be_read_is_sighted() {
        let mut spoilt = drawn(b"sighted but not read", 6);
        // All between the three finder patterns is gone.
        for (x, y) in (84..150).flat_map(|x| (84..150).map(move |y| (x, y))) {
            spoilt.put_pixel(x, y, Luma([220]));
        }
        let found = read(&spoilt, Instant::now() + Duration::from_secs(60));
        assert_eq!(found.symbols, []);
        let sighting = found.sightings[0];
        assert!((sighting.module - 6.0).abs() < 0.6, "{sighting:?}");
        assert!(!sighting.inverted);
    }

    #[test]
    fn no_pass_is_begun_when_the_time_is_up() {
        let negative = inverted(&drawn(b"late", 6));
        assert!(read(&negative, Instant::now()).symbols.is_empty());
    }

    #[test]
    fn empty_and_one_pixel_pictures_have_no_symbol() {
        for (width, height) in [
            (0, 0),
            (1, 1),
            (1, 1000),
            (1000, 1),
            (2, 2),
            (21, 21),
            (43, 42),
        ] {
            assert!(read_all(GrayImage::new(width, height)).is_empty());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn half_is_half_of_any_size(width in 0u32..40, height in 0u32..40) {
            let small = half(&GrayImage::from_pixel(width, height, Luma([7])));
            prop_assert_eq!(small.dimensions(), (width / 2, height / 2));
            prop_assert!(small.pixels().all(|pixel| pixel.0 == [7]));
        }
    }
}
