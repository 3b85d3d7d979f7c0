//! The hall behind the person at the machine: dark, out of focus.

use std::sync::OnceLock;

use image::imageops::{FilterType, resize};
use image::{RgbImage, RgbaImage};

use super::canvas::{Area, Canvas};

/// Pixels of the camera.
pub(super) const WIDTH: u32 = 1280;
pub(super) const HEIGHT: u32 = 720;

/// The hall, drawn once.
pub(super) fn hall() -> &'static RgbImage {
    static HALL: OnceLock<RgbImage> = OnceLock::new();
    HALL.get_or_init(|| {
        // Drawn small and enlarged: that is what being out of focus does.
        let blurred: RgbaImage = resize(&small(), WIDTH, HEIGHT, FilterType::CatmullRom);
        image::DynamicImage::from(blurred).to_rgb8()
    })
}

fn small() -> RgbaImage {
    let mut canvas = Canvas::new(80, 45);
    for row in 0..45_u8 {
        let light = 48 - row / 2;
        canvas.fill(
            Area(0.0, f32::from(row), 80.0, 1.0),
            0.0,
            [light, light + 2, light + 3],
        );
    }
    // Floor, columns, counters with their screens, lights in the ceiling.
    canvas.fill(Area(0.0, 33.0, 80.0, 12.0), 0.0, [36, 35, 33]);
    for left in [6.0, 31.0, 58.0] {
        canvas.fill(Area(left, 6.0, 5.0, 28.0), 0.0, [62, 61, 58]);
    }
    for (left, color) in [
        (13.0, [74, 52, 44]),
        (39.0, [40, 66, 62]),
        (66.0, [46, 52, 70]),
    ] {
        canvas.fill(Area(left, 24.0, 13.0, 9.0), 1.0, color);
        canvas.fill(Area(left + 3.0, 20.0, 6.0, 3.0), 0.5, [96, 110, 112]);
    }
    for left in [9.0, 24.0, 41.0, 55.0, 71.0] {
        canvas.fill(Area(left, 3.0, 5.0, 1.6), 0.8, [150, 148, 138]);
    }
    canvas.pixels
}
