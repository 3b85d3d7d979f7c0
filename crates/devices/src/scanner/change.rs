//! Whether anything changed since the last picture that was read: a look that costs a hundredth
//! of reading.
//!
//! What counts is what is where, not how bright it is. The camera sets its exposure anew, the sun
//! comes out, and lamps on 50 Hz draw bands across a picture that is exposed row by row: all of
//! that makes rows lighter or darker as a whole. So each row of cells is first brought to the
//! brightness of the row before it is compared with.

use crate::camera::Plane;

const ACROSS: usize = 32;
const DOWN: usize = 18;
/// Every so many pixels, in both directions, one is looked at.
const STEP: usize = 4;
/// A cell has changed when its mean moved by more, of 255. The noise of a camera moves the mean
/// of a hundred pixels by a fraction of one; a finger at the edge moves it by dozens.
const MOVED: f32 = 4.0;
/// The grain of a cell is a mean of differences, in which noise does not cancel out; it goes
/// altogether where a lamp becomes plain white.
const MOVED_GRAIN: f32 = 10.0;
/// A camera's curve is no straight line, so bright and dark cells do not follow the light alike.
const CURVED: f32 = 0.08;
const CURVED_GRAIN: f32 = 0.3;
/// Light that changes more than this between two pictures is a hand over the lens.
const GAIN: std::ops::RangeInclusive<f32> = 0.5..=2.0;
/// Keeps the noise of a dark cell from looking like a large gain.
const BLACK: f32 = 16.0;

/// The brightness and the grain of each cell of a picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thumbnail([Cell; ACROSS * DOWN]);

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    mean: f32,
    /// Mean difference of pixels in a row: a code that comes into focus has the brightness it
    /// had, and more grain.
    grain: f32,
}

impl Thumbnail {
    pub(super) fn of(luma: Plane<'_>) -> Self {
        let mut cells = [Cell::default(); ACROSS * DOWN];
        let mut counts = [0u32; ACROSS * DOWN];
        for y in (0..luma.height).step_by(STEP) {
            let line = y * DOWN / luma.height * ACROSS;
            let row = luma.row(y);
            for column in 0..ACROSS {
                let end = |column: usize| column * luma.width / ACROSS * luma.step;
                let pixels = &row[end(column)..end(column + 1)];
                let (mut sum, mut grain, mut count) = (0u32, 0u32, 0u32);
                let mut beside = None;
                for &pixel in pixels.iter().step_by(STEP * luma.step) {
                    sum += u32::from(pixel);
                    grain += u32::from(pixel.abs_diff(beside.unwrap_or(pixel)));
                    count += 1;
                    beside = Some(pixel);
                }
                let cell = &mut cells[line + column];
                cell.mean += sum as f32;
                cell.grain += grain as f32;
                counts[line + column] += count;
            }
        }
        for (cell, count) in cells.iter_mut().zip(counts) {
            let count = count.max(1) as f32;
            cell.mean /= count;
            cell.grain /= count;
        }
        Thumbnail(cells)
    }

    pub(super) fn differs(&self, before: &Thumbnail) -> bool {
        let rows = self.0.chunks_exact(ACROSS);
        rows.zip(before.0.chunks_exact(ACROSS))
            .any(|(row, before)| {
                let gain = gain(row, before);
                !GAIN.contains(&gain)
                    || row
                        .iter()
                        .zip(before)
                        .any(|(cell, before)| cell.differs(before, gain))
            })
    }
}

impl Cell {
    fn differs(&self, before: &Cell, gain: f32) -> bool {
        let mean = ((before.mean + BLACK) * gain - BLACK).clamp(0.0, 255.0);
        let grain = before.grain * gain;
        let moved = (self.mean - mean).abs();
        let moved_grain = (self.grain - grain).abs();
        moved > MOVED + CURVED * mean.max(self.mean)
            || moved_grain > MOVED_GRAIN + CURVED_GRAIN * grain.max(self.grain)
    }
}

/// How much lighter a row of cells is than before: the median, so that whatever came into a part
/// of the row is not taken for light.
fn gain(row: &[Cell], before: &[Cell]) -> f32 {
    let mut ratios = [1.0; ACROSS];
    for (ratio, (cell, before)) in ratios.iter_mut().zip(row.iter().zip(before)) {
        *ratio = (cell.mean + BLACK) / (before.mean + BLACK);
    }
    ratios.sort_by(f32::total_cmp);
    ratios[ACROSS / 2]
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::*;

    /// A hall: columns, counters and lamps, lit as `light` says for each row, with the noise of a
    /// camera, another one for each seed.
    fn hall(seed: u32, light: impl Fn(u32) -> f32) -> GrayImage {
        GrayImage::from_fn(1280, 720, |x, y| {
            let scene = match (x / 160 % 2, y / 120) {
                (_, 0) if x % 320 < 80 => 210.0,
                (0, _) => 90.0,
                (_, 4..) => 60.0,
                (_, _) => 35.0,
            };
            let mixed = (x + y * 1280 + seed * 921_601).wrapping_mul(2_654_435_761);
            let mixed = (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519);
            let noise = (mixed >> 28) as f32 - 7.5;
            Luma([(scene * light(y) + noise).clamp(0.0, 255.0) as u8])
        })
    }

    fn thumbnail(picture: &GrayImage) -> Thumbnail {
        Thumbnail::of(Plane::of_picture(picture))
    }

    fn changed(picture: &GrayImage) -> bool {
        thumbnail(picture).differs(&thumbnail(&hall(1, |_| 1.0)))
    }

    fn put(
        picture: &mut GrayImage,
        at: (u32, u32),
        size: (u32, u32),
        luma: impl Fn(u32, u32) -> u8,
    ) {
        for (x, y) in (0..size.0).flat_map(|x| (0..size.1).map(move |y| (x, y))) {
            picture.put_pixel(at.0 + x, at.1 + y, Luma([luma(x, y)]));
        }
    }

    #[test]
    fn noise_is_no_change() {
        for seed in 2..12 {
            assert!(!changed(&hall(seed, |_| 1.0)));
        }
    }

    #[test]
    fn an_exposure_that_drifts_is_no_change() {
        for light in [0.75, 0.9, 1.1, 1.3] {
            assert!(!changed(&hall(2, |_| light)), "{light}");
        }
    }

    #[test]
    fn the_bands_of_flickering_lamps_are_no_change() {
        for phase in 0..8 {
            let band = |y: u32| (y as f32 / 216.0 + phase as f32 / 8.0) * std::f32::consts::TAU;
            let light = |y: u32| 1.0 + 0.15 * band(y).sin();
            assert!(!changed(&hall(2, light)), "{phase}");
        }
    }

    #[test]
    fn a_phone_at_the_edge_and_a_small_code_far_away_are_a_change() {
        let mut phone = hall(2, |_| 1.0);
        put(&mut phone, (0, 300), (40, 100), |_, _| 10);
        assert!(changed(&phone));
        let mut code = hall(2, |_| 1.0);
        put(&mut code, (701, 333), (50, 50), |x, y| {
            if (x / 2 + y / 2) % 2 == 0 { 200 } else { 20 }
        });
        assert!(changed(&code));
    }

    #[test]
    fn a_phone_is_a_change_whatever_the_light_does_meanwhile() {
        let mut phone = hall(2, |_| 1.3);
        put(&mut phone, (500, 200), (200, 300), |_, _| 120);
        assert!(changed(&phone));
    }

    #[test]
    fn a_code_that_comes_into_focus_is_a_change() {
        let mut sharp = hall(1, |_| 1.0);
        put(&mut sharp, (480, 240), (160, 160), |x, y| {
            if (x / 4 + y / 4) % 2 == 0 { 180 } else { 20 }
        });
        let mut soft = hall(2, |_| 1.0);
        put(&mut soft, (480, 240), (160, 160), |_, _| 100);
        assert!(thumbnail(&sharp).differs(&thumbnail(&soft)));
    }

    #[test]
    fn a_hand_over_the_lens_is_a_change() {
        assert!(changed(&hall(2, |_| 0.05)));
    }

    #[test]
    fn pictures_of_any_size_have_one() {
        for (width, height) in [(0, 0), (1, 1), (1, 1000), (7, 3), (31, 17), (33, 19)] {
            let thumbnail = thumbnail(&GrayImage::new(width, height));
            assert!(!thumbnail.differs(&thumbnail.clone()));
        }
    }
}
