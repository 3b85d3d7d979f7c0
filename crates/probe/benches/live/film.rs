//! What the camera sees: the hall, and phones that come into it.

use std::time::Duration;

use anyhow::{Context as _, Result};
use devices::camera::Pixels;
use devices::{Reader, ReaderLimits};
use image::GrayImage;
use stage::camera::{Hold, still};

use crate::drawn::{luma, phone};

const HALL_FRAMES: u64 = 16;
const VISITORS: u64 = 8;
/// A phone comes from below: so far under its place it is in the frames before.
const ENTERING: [f32; 4] = [620.0, 440.0, 270.0, 110.0];
const HELD_FRAMES: u64 = 5;

/// A frame as YUYV without colour.
pub struct Frame {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Frame {
    fn new(luma: &GrayImage) -> Self {
        let bytes = luma.as_raw().iter().flat_map(|&luma| [luma, 128]);
        Frame {
            width: luma.width(),
            height: luma.height(),
            bytes: bytes.collect(),
        }
    }

    pub fn pixels(&self) -> Pixels {
        Pixels::Yuyv {
            width: self.width,
            height: self.height,
            stride: self.width as usize * 2,
            bytes: self.bytes.clone(),
        }
    }
}

/// Somebody who comes with a phone.
pub struct Visitor {
    pub code: String,
    pub entering: Vec<Frame>,
    pub held: Vec<Frame>,
    /// The first of all these frames in which the code can be read.
    pub readable: usize,
}

/// Nobody before the machine, and the noise of a dark hall.
pub fn hall() -> Vec<Frame> {
    (0..HALL_FRAMES)
        .map(|seed| Frame::new(&luma(&still(&[], 1, seed))))
        .collect()
}

pub async fn visitors() -> Result<Vec<Visitor>> {
    let mut reader = Reader::new(ReaderLimits {
        budget: Duration::from_secs(60),
        deadline: Duration::from_secs(60),
        ..ReaderLimits::default()
    });
    let mut visitors = Vec::new();
    for seed in 0..VISITORS {
        visitors.push(visitor(seed, &mut reader).await?);
    }
    Ok(visitors)
}

async fn visitor(seed: u64, reader: &mut Reader) -> Result<Visitor> {
    let code = format!("28{:016}", 7_345_678_901 + seed * 1_234_567);
    let turn = seed as f32 * 0.8;
    let place = Hold {
        roll: 0.15 * turn.sin(),
        yaw: 0.25 * turn.cos(),
        pitch: 0.1,
        scale: 0.55 + 0.05 * seed as f32,
        at: (640.0 + 80.0 * turn.cos(), 370.0),
        ..Hold::default()
    };
    let under = |below: f32, sway: f32| Hold {
        at: (place.at.0 + sway, place.at.1 + below),
        ..place
    };
    let entering = ENTERING.map(|below| under(below, 0.0));
    let held = (0..HELD_FRAMES).map(|at| under(0.0, at as f32));
    let (mut frames, mut readable) = (Vec::new(), None);
    for (at, hold) in entering.into_iter().chain(held).enumerate() {
        let noise = 1_000 + seed * 100 + at as u64;
        let luma = luma(&still(&[(phone(&code), hold)], 1, noise));
        frames.push(Frame::new(&luma));
        if readable.is_none() {
            let symbols = reader.read(luma).await?;
            let found = symbols.iter().any(|symbol| symbol.bytes == code.as_bytes());
            readable = found.then_some(at);
        }
    }
    let held = frames.split_off(ENTERING.len());
    Ok(Visitor {
        code,
        entering: frames,
        held,
        readable: readable.context("a phone that cannot be read at all is no arrival")?,
    })
}
