//! One frame: a face at a pose before the hall, through a cheap lens and sensor.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage, Rgba, RgbaImage};
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use super::face::{self, Face};
use super::hall::{HEIGHT, WIDTH, hall};
use super::pose::{Pose, Projection};
use super::scene::Scene;

/// A frame as the camera sends it: JPEG, 1280 × 720, colour.
pub type Jpeg = Vec<u8>;

/// So many different frames there are of a scene.
pub(super) const FRAMES: usize = 8;

const QUALITY: u8 = 84;

/// The frames of a scene, rendered one by one as they are asked for. The same seed gives the
/// same frames.
pub(super) struct Film {
    face: Option<Face>,
    held: Pose,
    rng: SmallRng,
    left: usize,
}

impl Film {
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let mut rng = SmallRng::seed_from_u64(seed);
        let face = match scene {
            Scene::Hall => None,
            Scene::Phone(screen) => Some(face::phone(screen)),
            Scene::Paper(sheet) => Some(face::paper(sheet)),
        };
        let held = Pose {
            roll: rng.random_range(-0.13..0.13),
            yaw: rng.random_range(-0.20..0.20),
            pitch: rng.random_range(-0.05..0.16),
            scale: face.as_ref().map_or(1.0, |face| face.scale) * rng.random_range(0.88..0.97),
            at: (
                640.0 + rng.random_range(-60.0..60.0),
                384.0 + rng.random_range(-20.0..20.0),
            ),
        };
        Self {
            face,
            held,
            rng,
            left: FRAMES,
        }
    }

    fn frame(&mut self) -> Jpeg {
        let mut picture = hall().clone();
        if let Some(face) = &self.face {
            let pose = tremble(self.held, &mut self.rng);
            let light = Light::on(face, &mut self.rng);
            put(&mut picture, face, pose.projection(), light);
        }
        // A hand is not always still, and the lens hunts.
        let passes = if self.rng.random_range(0..8) == 0 {
            4
        } else {
            1
        };
        for _ in 0..passes {
            soften(&mut picture);
        }
        sense(&mut picture, &mut self.rng);
        jpeg(&picture)
    }
}

impl Iterator for Film {
    type Item = Jpeg;

    fn next(&mut self) -> Option<Jpeg> {
        self.left = self.left.checked_sub(1)?;
        Some(self.frame())
    }
}

fn tremble(held: Pose, rng: &mut SmallRng) -> Pose {
    let mut by = |most: f32| rng.random_range(-most..most);
    Pose {
        roll: held.roll + by(0.012),
        yaw: held.yaw + by(0.03),
        pitch: held.pitch + by(0.03),
        scale: held.scale * (1.0 + by(0.012)),
        at: (held.at.0 + by(5.0), held.at.1 + by(4.0)),
    }
}

/// How the lights of the hall fall on it: brightness, and one reflection of a lamp.
#[derive(Clone, Copy)]
pub(super) struct Light {
    pub gain: f32,
    pub glare: f32,
    pub spot: (f32, f32),
    pub size: (f32, f32),
}

impl Light {
    fn on(face: &Face, rng: &mut SmallRng) -> Self {
        let (width, height) = face.canvas.pixels.dimensions();
        Self {
            gain: if face.glass {
                rng.random_range(0.86..1.02)
            } else {
                rng.random_range(0.72..0.86)
            },
            glare: if face.glass {
                rng.random_range(0.0..80.0)
            } else {
                rng.random_range(0.0..14.0)
            },
            spot: (
                rng.random_range(0.0..width as f32),
                rng.random_range(0.1..0.75) * height as f32,
            ),
            size: (rng.random_range(70.0..160.0), rng.random_range(30.0..80.0)),
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let across = (x - self.spot.0) / self.size.0;
        let down = (y - self.spot.1 + 0.3 * (x - self.spot.0)) / self.size.1;
        let distance = across * across + down * down;
        if distance < 6.0 {
            self.glare * (-distance).exp()
        } else {
            0.0
        }
    }
}

/// Draws a face into the picture, four samples a pixel.
pub(super) fn put(picture: &mut RgbImage, face: &Face, projection: Projection, light: Light) {
    let pixels = &face.canvas.pixels;
    let (columns, rows) = bounds(face, &projection);
    let back = projection.inverse();
    for y in rows {
        for x in columns.clone() {
            let mut sum = [0.0_f32; 4];
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let (u, v) = back.apply((x as f32 + dx, y as f32 + dy));
                let sample = sample(pixels, u + face.middle.0, v + face.middle.1);
                for (sum, part) in sum.iter_mut().zip(sample) {
                    *sum += part / 4.0;
                }
            }
            let [.., alpha] = sum;
            if alpha > 0.0 {
                let (u, v) = back.apply((x as f32 + 0.5, y as f32 + 0.5));
                let glare = light.at(u + face.middle.0, v + face.middle.1) * alpha;
                let Rgb(under) = picture.get_pixel_mut(x, y);
                for (under, part) in under.iter_mut().zip(sum) {
                    *under = (f32::from(*under) * (1.0 - alpha) + part * light.gain + glare) as u8;
                }
            }
        }
    }
}

/// The pixels of the picture that the face can reach.
fn bounds(face: &Face, projection: &Projection) -> (std::ops::Range<u32>, std::ops::Range<u32>) {
    let (width, height) = face.canvas.pixels.dimensions();
    let (left, top) = (-face.middle.0, -face.middle.1);
    let (right, bottom) = (left + width as f32, top + height as f32);
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
        .map(|corner| projection.apply(corner));
    let range = |of: fn(&(f32, f32)) -> f32, end: u32| {
        let from = corners.iter().map(of).fold(f32::MAX, f32::min).max(0.0) as u32;
        let to = corners.iter().map(of).fold(0.0, f32::max) as u32 + 1;
        from.min(end)..to.min(end)
    };
    (
        range(|corner| corner.0, WIDTH),
        range(|corner| corner.1, HEIGHT),
    )
}

/// Colour times alpha, and alpha from 0 to 1, between the four pixels around a point.
fn sample(pixels: &RgbaImage, x: f32, y: f32) -> [f32; 4] {
    let (x, y) = (x - 0.5, y - 0.5);
    let (width, height) = pixels.dimensions();
    if x < 0.0 || y < 0.0 || x >= (width - 1) as f32 || y >= (height - 1) as f32 {
        return [0.0; 4];
    }
    let (column, row) = (x as u32, y as u32);
    let (fx, fy) = (x - column as f32, y - row as f32);
    let mut sum = [0.0; 4];
    for (dx, dy, weight) in [
        (0, 0, (1.0 - fx) * (1.0 - fy)),
        (1, 0, fx * (1.0 - fy)),
        (0, 1, (1.0 - fx) * fy),
        (1, 1, fx * fy),
    ] {
        let Rgba([r, g, b, a]) = *pixels.get_pixel(column + dx, row + dy);
        let alpha = weight * f32::from(a) / 255.0;
        for (sum, part) in sum
            .iter_mut()
            .zip([f32::from(r), f32::from(g), f32::from(b), 1.0])
        {
            *sum += part * alpha;
        }
    }
    sum
}

/// A slight blur: 1 2 1 across, then down.
pub(super) fn soften(picture: &mut RgbImage) {
    let bytes: &mut [u8] = picture;
    let row = WIDTH as usize * 3;
    let mut before = bytes.to_vec();
    let blend =
        |a: u8, b: u8, c: u8| ((u16::from(a) + 2 * u16::from(b) + u16::from(c) + 2) / 4) as u8;
    for ((at, a), c) in bytes[3..].iter_mut().zip(&before[..]).zip(&before[6..]) {
        *at = blend(*a, *at, *c);
    }
    before.copy_from_slice(bytes);
    for ((at, a), c) in bytes[row..]
        .iter_mut()
        .zip(&before[..])
        .zip(&before[2 * row..])
    {
        *at = blend(*a, *at, *c);
    }
}

/// Darker corners, and the noise of a small sensor in a dark hall.
pub(super) fn sense(picture: &mut RgbImage, rng: &mut SmallRng) {
    // The sum of four dice is near enough to normal; deviation about 4.6.
    let noise: Vec<i16> = (0..65_536)
        .map(|_| (0..4).map(|_| rng.random_range(-4..=4_i16)).sum::<i16>() * 9 / 10)
        .collect();
    for (y, row) in picture.chunks_exact_mut(WIDTH as usize * 3).enumerate() {
        let down = (y as f32 / HEIGHT as f32 - 0.5).powi(2);
        let start = rng.random_range(0..noise.len() - row.len());
        let grain = &noise[start..];
        for (x, (pixel, grain)) in row
            .chunks_exact_mut(3)
            .zip(grain.chunks_exact(3))
            .enumerate()
        {
            let across = (x as f32 / WIDTH as f32 - 0.5).powi(2);
            let light = (256.0 * (1.0 - 0.55 * (down + across))) as i16;
            for (part, channel) in pixel.iter_mut().zip(grain) {
                // Mostly brightness, a little colour.
                let noisy = ((i32::from(*part) * i32::from(light)) >> 8) as i16
                    + (grain[0] * 2 + channel) / 3;
                *part = noisy.clamp(0, 255) as u8;
            }
        }
    }
}

fn jpeg(picture: &RgbImage) -> Jpeg {
    let mut bytes = Vec::with_capacity(200_000);
    let encoded = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture);
    encoded.expect("a picture of this size is a JPEG, and memory does not refuse");
    bytes
}
