//! One picture exactly as it is asked for, for those who measure a reader.

use image::{RgbImage, Rgba};
use rand::SeedableRng as _;
use rand::rngs::SmallRng;

use super::face::{self, Face};
use super::hall::hall;
use super::pose::Pose;
use super::render::{Light, put, sense, soften};
use super::scene::Scene;

/// How something is held before the camera.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    /// Turned in the picture's plane, radians.
    pub roll: f32,
    /// Turned about the upright axis, radians.
    pub yaw: f32,
    /// Tipped backwards, radians.
    pub pitch: f32,
    /// 1.0: the code on a phone is 446 pixels wide.
    pub scale: f32,
    /// Where the middle of the code is in the picture of 1280 × 720 pixels.
    pub at: (f32, f32),
    /// How bright the reflection of a lamp on the code is, of 255.
    pub glare: f32,
    /// The phone inverts its colours.
    pub negative: bool,
}

/// Straight, a little smaller than drawn, in the middle.
impl Default for Hold {
    fn default() -> Self {
        Self {
            roll: 0.0,
            yaw: 0.0,
            pitch: 0.0,
            scale: 0.9,
            at: (640.0, 384.0),
            glare: 0.0,
            negative: false,
        }
    }
}

/// The hall with these things held before the camera, the last in front, out of focus by
/// `blur` (1 is a sharp lens). The same seed gives the same noise.
#[must_use]
pub fn still(held: &[(Scene, Hold)], blur: usize, seed: u64) -> RgbImage {
    let mut picture = hall().clone();
    for (scene, hold) in held {
        let mut face = match scene {
            Scene::Hall => continue,
            Scene::Phone(screen) => face::phone(screen),
            Scene::Paper(sheet) => face::paper(sheet),
        };
        if hold.negative {
            invert(&mut face);
        }
        put(
            &mut picture,
            &face,
            hold.pose().projection(),
            light(&face, hold),
        );
    }
    for _ in 0..blur {
        soften(&mut picture);
    }
    sense(&mut picture, &mut SmallRng::seed_from_u64(seed));
    picture
}

impl Hold {
    fn pose(&self) -> Pose {
        Pose {
            roll: self.roll,
            yaw: self.yaw,
            pitch: self.pitch,
            scale: self.scale,
            at: self.at,
        }
    }
}

/// The lamp is reflected beside the middle of the code, on a third of it.
fn light(face: &Face, hold: &Hold) -> Light {
    Light {
        gain: 0.94,
        glare: hold.glare,
        spot: (face.middle.0 - 60.0, face.middle.1 - 40.0),
        size: (110.0, 70.0),
    }
}

fn invert(face: &mut Face) {
    for Rgba([r, g, b, _]) in face.canvas.pixels.pixels_mut() {
        (*r, *g, *b) = (255 - *r, 255 - *g, 255 - *b);
    }
}
