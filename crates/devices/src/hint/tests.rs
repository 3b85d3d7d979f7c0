//! Hints for pictures of the stage's camera, made worse on purpose.

use std::sync::LazyLock;

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Luma};
use rqrr::BitGrid as _;
use stage::camera::{Hold, Scene, Screen, still};

use super::*;

/// Phones as they should be held, and where their codes are.
fn phones() -> &'static [(GrayImage, Sighting)] {
    static PHONES: LazyLock<Vec<(GrayImage, Sighting)>> = LazyLock::new(|| {
        [(0.0, 0.0, 0.9), (0.1, -0.15, 0.7), (-0.12, 0.2, 0.8)]
            .into_iter()
            .zip(1..)
            .map(|((roll, yaw, scale), seed)| {
                let hold = Hold {
                    roll,
                    yaw,
                    scale,
                    ..Hold::default()
                };
                phone(hold, seed)
            })
            .collect()
    });
    &PHONES
}

fn phone(hold: Hold, seed: u64) -> (GrayImage, Sighting) {
    let scene = Scene::Phone(Screen {
        code: "GC1:6BFOXN TSMAHN-H3O4:PVH AJ2J$9J0II:Q5 43SLG/EBOD2XEJW2DXD".to_owned(),
        color: [7, 193, 96],
        title: ["市民码".into(), "City services".into()],
        caption: ["王*明".into(), "Renewed every minute".into()],
        dark: false,
    });
    let luma = DynamicImage::from(still(&[(scene, hold)], 1, seed)).into_luma8();
    let mut prepared = rqrr::PreparedImage::prepare(luma.clone());
    let grids = prepared.detect_grids();
    let grid = grids.first().expect("a code that is found");
    let corners = grid.bounds.map(|point| (point.x as f32, point.y as f32));
    let sighting = sighted(corners, grid.grid.size());
    (luma, sighting)
}

fn sighted(corners: [(f32, f32); 4], modules: usize) -> Sighting {
    let [a, b, ..] = corners;
    Sighting {
        corners,
        module: (a.0 - b.0).hypot(a.1 - b.1) / modules as f32,
        inverted: false,
    }
}

/// Moves what is known of the code along with the picture.
fn moved(sighting: &Sighting, to: impl Fn((f32, f32)) -> (f32, f32)) -> Sighting {
    let modules = sighted(sighting.corners, 1).module / sighting.module;
    sighted(sighting.corners.map(to), modules.round() as usize)
}

/// Each pixel from another place of the picture.
fn redrawn(luma: &GrayImage, from: impl Fn(u32, u32) -> (i64, i64)) -> GrayImage {
    GrayImage::from_fn(luma.width(), luma.height(), |x, y| {
        let (x, y) = from(x, y);
        let inside = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        let pixel = inside.and_then(|(x, y)| luma.get_pixel_checked(x, y));
        pixel.copied().unwrap_or(Luma([40]))
    })
}

fn middle(sighting: &Sighting) -> (f32, f32) {
    let sum = |of: fn(&(f32, f32)) -> f32| sighting.corners.iter().map(of).sum::<f32>() / 4.0;
    (sum(|corner| corner.0), sum(|corner| corner.1))
}

#[test]
fn a_phone_that_is_held_well_gets_no_hint() {
    for (luma, sighting) in phones() {
        assert_eq!(
            of(luma, sighting),
            None,
            "{:?}",
            Measures::of(luma, sighting)
        );
    }
}

#[test]
fn a_phone_at_arms_length_is_too_far() {
    for (luma, sighting) in phones() {
        let times = sighting.module / 1.8;
        let (width, height) = luma.dimensions();
        let small = imageops::resize(
            luma,
            (width as f32 / times) as u32,
            (height as f32 / times) as u32,
            FilterType::Triangle,
        );
        let mut far = GrayImage::from_pixel(width, height, Luma([40]));
        imageops::replace(&mut far, &small, 300, 200);
        let there = moved(sighting, |(x, y)| (300.0 + x / times, 200.0 + y / times));
        assert_eq!(of(&far, &there), Some(Hint::TooFar));
    }
}

#[test]
fn a_code_that_the_edge_cuts_off_is_too_near() {
    for (luma, sighting) in phones() {
        let by = sighting
            .corners
            .iter()
            .map(|c| c.0)
            .fold(f32::MAX, f32::min)
            + 30.0;
        let cut = redrawn(luma, |x, y| (i64::from(x) + by as i64, i64::from(y)));
        let there = moved(sighting, |(x, y)| (x - by.trunc(), y));
        assert_eq!(of(&cut, &there), Some(Hint::TooNear));
    }
}

#[test]
fn a_code_that_fills_the_picture_is_too_near() {
    let corners = [(300.0, 8.0), (1000.0, 8.0), (1000.0, 712.0), (300.0, 712.0)];
    let large = GrayImage::from_pixel(1280, 720, Luma([200]));
    assert_eq!(of(&large, &sighted(corners, 29)), Some(Hint::TooNear));
}

#[test]
fn a_lamp_that_is_mirrored_in_it_is_glare() {
    for (luma, sighting) in phones() {
        let mut luma = luma.clone();
        let [(left, top), (right, bottom)] = [sighting.corners[0], sighting.corners[2]];
        // Between the middle and the lower right.
        let lamp = (left + 0.8 * (right - left), top + 0.7 * (bottom - top));
        let reach = 0.32 * (right - left).abs();
        for (x, y, pixel) in luma.enumerate_pixels_mut() {
            let away = (x as f32 - lamp.0).hypot(y as f32 - lamp.1) / reach;
            let light = 400.0 * (-away.powi(4)).exp();
            pixel.0[0] = (f32::from(pixel.0[0]) + light).min(255.0) as u8;
        }
        assert_eq!(of(&luma, sighting), Some(Hint::Glare));
    }
}

#[test]
fn a_dimmed_screen_is_too_dark() {
    for (luma, sighting) in phones() {
        let mut luma = luma.clone();
        for pixel in luma.pixels_mut() {
            pixel.0[0] = 16 + pixel.0[0] / 8;
        }
        assert_eq!(of(&luma, sighting), Some(Hint::TooDark));
    }
}

#[test]
fn a_phone_that_is_turned_away_is_tilted() {
    for (luma, sighting) in phones() {
        let (middle, _) = middle(sighting);
        let turned = redrawn(luma, |x, y| {
            let x = middle + (x as f32 - middle) / 0.45;
            (x as i64, i64::from(y))
        });
        let there = moved(sighting, |(x, y)| (middle + (x - middle) * 0.45, y));
        // The module is measured along the side that has not shrunk.
        let there = Sighting {
            module: sighting.module,
            ..there
        };
        assert_eq!(of(&turned, &there), Some(Hint::Tilted));
    }
}

#[test]
fn a_hand_that_moves_blurs() {
    for (luma, sighting) in phones() {
        let way = (1.3 * sighting.module) as u32;
        let moving = GrayImage::from_fn(luma.width(), luma.height(), |x, y| {
            let trail = (0..way).map(|by| u32::from(luma.get_pixel(x.saturating_sub(by), y).0[0]));
            Luma([(trail.sum::<u32>() / way) as u8])
        });
        assert_eq!(of(&moving, sighting), Some(Hint::Blurred));
    }
}

#[test]
fn a_lens_that_hunts_blurs() {
    for (luma, sighting) in phones() {
        let soft = imageops::blur(luma, 0.6 * sighting.module);
        assert_eq!(of(&soft, sighting), Some(Hint::Blurred));
    }
}

#[test]
fn what_a_detector_believes_wrongly_is_no_panic() {
    let luma = GrayImage::from_pixel(64, 48, Luma([128]));
    for far in [0.0, -1e9, 1e9, f32::MAX, f32::INFINITY, f32::NAN] {
        let corners = [(0.0, 0.0), (far, 0.0), (far, far), (0.0, far)];
        let sighting = Sighting {
            corners,
            module: far,
            inverted: true,
        };
        let _ = of(&luma, &sighting);
        let _ = of(&GrayImage::new(0, 0), &sighting);
    }
}
