//! What people hold before a camera.

use super::*;

#[test]
fn bytes_come_back_as_they_went_in_whatever_charset_they_are() {
    // "收款" in GB18030 is not UTF-8.
    for bytes in [
        &b"GC1:ABC 123"[..],
        &[0xca, 0xd5, 0xbf, 0xee],
        &[0, 255, 10, 13],
    ] {
        assert_eq!(said(&drawn(&code(bytes), 6)), [bytes]);
    }
}

#[test]
fn a_phone_in_dark_mode_is_read() {
    assert_eq!(said(&inverted(&drawn(&code(b"dark"), 6))), [b"dark"]);
}

#[test]
fn a_mirror_shows_the_same() {
    let mirrored = image::imageops::flip_horizontal(&drawn(&code(b"mirror"), 6));
    assert_eq!(said(&mirrored), [b"mirror"]);
}

#[test]
fn the_corners_are_in_pixels_of_the_picture_however_it_is_looked_at() {
    for module in [3, 6, 40] {
        let picture = drawn(&code(b"corners"), module);
        let near = 4.0 * module as f32;
        let far = picture.width() as f32 - near;
        let found = read(&picture);
        let expected = [(near, near), (far, near), (far, far), (near, far)];
        for (corner, expected) in found.symbols[0].corners.iter().zip(expected) {
            let off = (corner.x - expected.0).hypot(corner.y - expected.1);
            assert!(
                off <= 0.5 * module as f32 + 1.0,
                "{corner:?} is not near {expected:?}"
            );
        }
    }
}

#[test]
fn all_codes_in_a_picture_are_read_one_within_another_too() {
    let mut both = GrayImage::from_pixel(800, 500, Luma([LIGHT]));
    let outer = drawn(&sized(b"outer", 6, QrCodeEcc::High), 8);
    image::imageops::replace(&mut both, &outer, 10, 10);
    // In the middle, where a logo may be.
    let inner = drawn(&code(b"inner"), 3);
    image::imageops::replace(&mut both, &inner, 160, 160);
    image::imageops::replace(&mut both, &drawn(&code(b"beside"), 5), 500, 200);
    assert_eq!(
        said(&both),
        [b"beside".to_vec(), b"inner".to_vec(), b"outer".to_vec()]
    );
}

#[test]
fn a_code_turned_to_any_side_is_read() {
    let flat = drawn(&code(b"turned about"), 5);
    let middle = flat.width() as f32 / 2.0;
    for degrees in (0..360).step_by(15) {
        let (sin, cos) = (degrees as f32).to_radians().sin_cos();
        let turned = warped(&flat, (400, 400), |x, y| {
            let (x, y) = (x - 200.0, y - 200.0);
            (cos * x - sin * y + middle, sin * x + cos * y + middle)
        });
        assert_eq!(said(&turned), [b"turned about"], "{degrees} degrees");
    }
}

#[test]
fn a_code_seen_from_far_aside_is_read() {
    let flat = drawn(&sized(&[b'a'; 60], 5, QrCodeEcc::Medium), 8);
    let side = flat.width() as f32;
    let tilted = warped(&flat, (500, 500), |x, y| {
        // Narrower towards the right, as if turned away by about fifty degrees.
        let depth = 1.0 - x / 900.0;
        let (u, v) = (x / depth, (y - 250.0) / depth + 250.0);
        (u * side / 640.0, (v - 250.0) * side / 420.0 + side / 2.0)
    });
    assert_eq!(said(&tilted), [[b'a'; 60]]);
}

#[test]
fn paper_that_is_not_flat_is_read() {
    for version in [1, 3, 8] {
        let flat = drawn(&sized(b"not flat", version, QrCodeEcc::Medium), 6);
        let side = flat.width() as f32;
        let wavy = warped(&flat, flat.dimensions(), |x, y| {
            let wave = 6.0 * (x / side * std::f32::consts::PI).sin();
            (x + wave * 0.5 * (y / side), y + wave)
        });
        assert_eq!(said(&wavy), [b"not flat"], "version {version}");
    }
}

#[test]
fn blur_as_wide_as_a_module_is_taken_apart() {
    let sharp = drawn(&code(b"blurred and blurred again"), 6);
    let blurred = image::imageops::blur(&sharp, 4.5);
    assert_eq!(said(&blurred), [b"blurred and blurred again"]);
}

#[test]
fn a_code_without_a_quiet_zone_on_the_dark_is_read() {
    let code = code(b"no quiet zone");
    let whole = drawn(&code, 6);
    let inside = whole.width() - 48;
    let code = image::imageops::crop_imm(&whole, 24, 24, inside, inside).to_image();
    let mut picture = GrayImage::from_pixel(inside + 100, inside + 100, Luma([DARK]));
    image::imageops::replace(&mut picture, &code, 50, 50);
    assert_eq!(said(&picture), [b"no quiet zone"]);
}

#[test]
fn a_code_that_hangs_over_the_edge_with_one_of_its_finders_is_read() {
    let whole = drawn(&sized(b"over the edge", 6, QrCodeEcc::High), 6);
    // Turned, and so far to the left that the upper left finder is outside.
    let turned = warped(&whole, (350, 290), |x, y| {
        let (sin, cos) = 30f32.to_radians().sin_cos();
        (cos * x + sin * y - 60.0, cos * y - sin * x + 85.0)
    });
    assert_eq!(said(&turned), [b"over the edge"]);
}

#[test]
fn a_thumb_over_a_finder_does_not_matter() {
    let mut picture = drawn(&sized(b"a thumb", 4, QrCodeEcc::Quartile), 7);
    for (x, y) in (0..90).flat_map(|x| (0..80).map(move |y| (x, y))) {
        picture.put_pixel(x, y, Luma([120]));
    }
    assert_eq!(said(&picture), [b"a thumb"]);
}

#[test]
fn a_code_that_cannot_be_read_is_sighted() {
    let mut spoilt = drawn(&sized(b"sighted but not read", 2, QrCodeEcc::Low), 6);
    let end = spoilt.width() - 24;
    // All between the three finders is gone, but for the lines that tell the size.
    for (x, y) in (80..end).flat_map(|x| (80..end).map(move |y| (x, y))) {
        spoilt.put_pixel(x, y, Luma([LIGHT]));
    }
    let found = read(&spoilt);
    assert!(found.symbols.is_empty());
    let sighted = found.sighted[0];
    assert!((sighted.module - 6.0).abs() < 0.6, "{}", sighted.module);
    assert!(!sighted.inverted);
    assert!((sighted.corners[0].x - 24.0).abs() < 6.0);
}

#[test]
fn when_the_time_is_up_only_the_first_look_is_taken() {
    let easy = drawn(&code(b"easy"), 6);
    assert_eq!(scan::read(&easy, &|| true).symbols.len(), 0);
    let looks = std::cell::Cell::new(0);
    let is_up = || {
        looks.set(looks.get() + 1);
        looks.get() > 200
    };
    assert_eq!(scan::read(&easy, &is_up).symbols.len(), 1);
    assert!(looks.get() <= 200);
}
