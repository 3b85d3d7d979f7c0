//! Pictures as a camera would send them, drawn by the tests themselves.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcodegen::{QrCode, QrCodeEcc};

/// What the camera sees when nobody is there.
pub fn nothing() -> GrayImage {
    GrayImage::from_fn(1280, 720, |x, y| {
        Luma([90 + (x / 16) as u8 + (y % 16) as u8])
    })
}

/// A code held before the camera.
pub fn showing(text: &str) -> GrayImage {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let module = 10;
    let side = (code.size() as u32 + 8) * module;
    let mut picture = nothing();
    for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (x, y))) {
        let at = |pixel: u32| (pixel / module) as i32 - 4;
        let dark = code.get_module(at(x), at(y));
        picture.put_pixel(400 + x, 150 + y, Luma([if dark { 40 } else { 230 }]));
    }
    picture
}

pub fn jpeg(picture: &GrayImage) -> Vec<u8> {
    let mut file = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut file), ImageFormat::Jpeg)
        .unwrap();
    file
}
