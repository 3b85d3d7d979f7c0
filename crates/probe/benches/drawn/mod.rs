//! Frames of a camera in a hall, drawn: what a reader is measured with where there are no
//! photographs, and frames of which each asks something else of it.
#![allow(dead_code, reason = "each benchmark uses its part")]

use std::f32::consts::PI;

use image::{GrayImage, Luma, RgbImage, imageops};
use stage::camera::{Hold, Scene, Screen, still};

/// A kind of frame: its name, and whether there is something to be read in it.
pub struct Kind {
    pub name: &'static str,
    pub texts: fn() -> Vec<String>,
    draw: fn(seed: u64, texts: &[String]) -> RgbImage,
}

impl Kind {
    /// The frame and what is to be read in it. Another seed is another noise and another hand.
    pub fn frame(&self, seed: u64) -> (GrayImage, Vec<String>) {
        let texts = (self.texts)();
        (luma(&(self.draw)(seed, &texts)), texts)
    }
}

/// Ten kinds.
pub const KINDS: [Kind; 10] = [
    Kind {
        name: "clean",
        texts: payment,
        draw: |seed, texts| one(texts, held(seed, 0.0), 1, seed),
    },
    Kind {
        name: "tilted",
        texts: payment,
        draw: |seed, texts| {
            let hold = Hold {
                roll: 0.35,
                yaw: 0.8,
                pitch: 0.35,
                ..held(seed, 0.02)
            };
            one(texts, hold, 1, seed)
        },
    },
    Kind {
        name: "dark-mode",
        texts: payment,
        draw: |seed, texts| {
            let hold = Hold {
                negative: true,
                ..held(seed, 0.05)
            };
            one(texts, hold, 1, seed)
        },
    },
    Kind {
        name: "small",
        texts: payment,
        draw: |seed, texts| {
            let hold = Hold {
                scale: 0.13,
                ..held(seed, 0.05)
            };
            one(texts, hold, 1, seed)
        },
    },
    Kind {
        name: "blurred",
        texts: payment,
        draw: |seed, texts| one(texts, held(seed, 0.05), 200, seed),
    },
    Kind {
        name: "glare",
        texts: payment,
        draw: |seed, texts| {
            let hold = Hold {
                glare: 256.0,
                ..held(seed, 0.05)
            };
            one(texts, hold, 1, seed)
        },
    },
    Kind {
        name: "empty",
        texts: Vec::new,
        draw: |seed, _| still(&[], 1, seed),
    },
    Kind {
        name: "two-codes",
        texts: || vec![payment().remove(0), "GR1:SECOND CODE 0026421031".to_owned()],
        draw: |seed, texts| {
            let beside = |x: f32, at: usize| {
                let hold = Hold {
                    scale: 0.6,
                    at: (x, 350.0),
                    ..held(seed, 0.05)
                };
                (phone(&texts[at]), hold)
            };
            still(&[beside(360.0, 0), beside(900.0, 1)], 1, seed)
        },
    },
    Kind {
        name: "600-characters",
        texts: || vec![long()],
        draw: |seed, texts| {
            let hold = Hold {
                scale: 1.2,
                ..held(seed, 0.02)
            };
            one(texts, hold, 1, seed)
        },
    },
    Kind {
        name: "noise",
        texts: Vec::new,
        draw: |seed, _| noise(seed),
    },
];

/// A phone in the app of nobody, with this code and no other letters: whether the fonts are there
/// must not change the frame.
pub fn phone(code: &str) -> Scene {
    Scene::Phone(Screen {
        code: code.to_owned(),
        color: [7, 193, 96],
        title: Default::default(),
        caption: Default::default(),
        dark: false,
    })
}

/// The luma of a frame as a camera of 4:2:2 would send it.
pub fn luma(picture: &RgbImage) -> GrayImage {
    imageops::grayscale(picture)
}

fn payment() -> Vec<String> {
    vec!["134567890123456789".to_owned()]
}

/// As long as a signed code of two layers.
fn long() -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let letters = (0..596_usize).map(|at| char::from(LETTERS[at * at * 7 % 9_973 % LETTERS.len()]));
    format!("GC1:{}", letters.collect::<String>())
}

/// In a hand that is another one for each seed, and more or less steady.
fn held(seed: u64, sway: f32) -> Hold {
    let turn = seed as f32 * 2.4 % (2.0 * PI);
    Hold {
        roll: sway * turn.sin(),
        yaw: sway * turn.cos(),
        at: (640.0 + 40.0 * turn.cos(), 384.0 + 12.0 * turn.sin()),
        ..Hold::default()
    }
}

fn one(texts: &[String], hold: Hold, blur: usize, seed: u64) -> RgbImage {
    still(&[(phone(&texts[0]), hold)], blur, seed)
}

/// Nothing but noise: a camera whose cable is loose.
fn noise(seed: u64) -> RgbImage {
    let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
    let grey = GrayImage::from_fn(1280, 720, |_, _| {
        // Xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Luma([(state >> 32) as u8])
    });
    image::DynamicImage::from(grey).into_rgb8()
}
