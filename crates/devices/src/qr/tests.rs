//! The reader on pictures that it draws itself.

mod hostile;
mod pictures;
mod symbols;
mod texts;

use image::{GrayImage, Luma};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::{
    modules::Bits,
    scan::{self, Found},
};

const DARK: u8 = 30;
const LIGHT: u8 = 220;

fn code(bytes: &[u8]) -> QrCode {
    QrCode::encode_binary(bytes, QrCodeEcc::Medium).unwrap()
}

/// A code of exactly this version and level.
fn sized(bytes: &[u8], version: u8, level: QrCodeEcc) -> QrCode {
    let (version, segment) = (Version::new(version), QrSegment::make_bytes(bytes));
    QrCode::encode_segments_advanced(&[segment], level, version, version, None, false).unwrap()
}

/// In black on white, `module` pixels a module, with a quiet zone of four modules.
fn drawn(code: &QrCode, module: u32) -> GrayImage {
    let side = (code.size() as u32 + 8) * module;
    GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / module) as i32 - 4;
        Luma([if code.get_module(at(x), at(y)) {
            DARK
        } else {
            LIGHT
        }])
    })
}

fn bits(code: &QrCode) -> Bits {
    let side = code.size() as usize;
    let dark = |i: usize| code.get_module((i % side) as i32, (i / side) as i32);
    Bits {
        side,
        dark: (0..side * side).map(dark).collect(),
        sure: vec![1.0; side * side],
    }
}

/// With all the time there is.
fn read(luma: &GrayImage) -> Found {
    scan::read(luma, &|| false)
}

fn said(luma: &GrayImage) -> Vec<Vec<u8>> {
    let mut said: Vec<_> = read(luma).symbols.into_iter().map(|s| s.bytes).collect();
    said.sort();
    said
}

fn inverted(luma: &GrayImage) -> GrayImage {
    let mut negative = luma.clone();
    image::imageops::invert(&mut negative);
    negative
}

/// Each pixel of the outcome from where `from` says, beyond the edge light.
fn warped(
    luma: &GrayImage,
    (width, height): (u32, u32),
    from: impl Fn(f32, f32) -> (f32, f32),
) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let (u, v) = from(x as f32 + 0.5, y as f32 + 0.5);
        let inside = u >= 0.0 && v >= 0.0 && u < luma.width() as f32 && v < luma.height() as f32;
        if inside {
            *luma.get_pixel(u as u32, v as u32)
        } else {
            Luma([LIGHT])
        }
    })
}
