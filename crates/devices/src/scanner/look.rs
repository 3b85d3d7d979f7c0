//! One frame, on the reader's thread: whether it changed, and if it is read, what is in it.

use std::time::{Duration, Instant};

use image::GrayImage;

use super::{
    change::Thumbnail,
    glimpse::{Corners, Spot},
    pace::{Outcome, Plan},
};
use crate::{
    camera::{Frame, FrameError, Plane},
    hint,
    reader::{self, Found, Symbol},
};

/// What came of looking at a frame.
pub(super) struct Look {
    /// It differs from the frame before that was read.
    pub(super) changed: bool,
    /// Nothing if it was not read.
    pub(super) read: Option<Read>,
}

/// What is in a frame.
pub(super) struct Read {
    pub(super) thumbnail: Thumbnail,
    pub(super) symbols: Vec<Symbol>,
    pub(super) outcome: Outcome,
    pub(super) spot: Option<Spot>,
}

/// Looks whether the frame differs from `before`, and reads it as `plan` says. Decoding the frame
/// counts against the time, which is at most `budget`.
///
/// # Errors
/// The frame is damaged.
pub(super) fn look(
    frame: &Frame,
    before: Option<&Thumbnail>,
    plan: Plan,
    budget: Duration,
) -> Result<Look, FrameError> {
    let start = Instant::now();
    // Most frames are not read, so their luma is looked at where it lies if it can be.
    let (thumbnail, luma) = match Plane::of(frame.pixels()) {
        Some(plane) => (Thumbnail::of(plane), None),
        None => {
            let luma = frame.luma()?;
            (Thumbnail::of(Plane::of_picture(&luma)), Some(luma))
        }
    };
    let changed = before.is_none_or(|before| thumbnail.differs(before));
    let time = if changed {
        Some(plan.changed)
    } else {
        plan.still
    };
    let Some(time) = time else {
        return Ok(Look {
            changed,
            read: None,
        });
    };
    let luma = match luma {
        Some(luma) => luma,
        None => frame.luma()?,
    };
    let until = start + time.min(budget);
    let found = reader::find(&luma, &|| Instant::now() >= until);
    let (outcome, spot) = spot(&luma, &found);
    Ok(Look {
        changed,
        read: Some(Read {
            thumbnail,
            symbols: found.symbols,
            outcome,
            spot,
        }),
    })
}

/// The largest of what was seen: that is what somebody holds before the camera.
fn spot(luma: &GrayImage, found: &Found) -> (Outcome, Option<Spot>) {
    let shares = |corners: Corners| {
        let (width, height) = (luma.width().max(1) as f32, luma.height().max(1) as f32);
        corners.map(|(x, y)| (x / width, y / height))
    };
    let by_size = |a: &Corners, b: &Corners| area(a).total_cmp(&area(b));
    let symbol = found
        .symbols
        .iter()
        .filter_map(|symbol| symbol.corners)
        .max_by(by_size);
    let unread = found
        .sightings
        .iter()
        .max_by(|a, b| by_size(&a.corners, &b.corners))
        .filter(|unread| symbol.is_none_or(|read| by_size(&read, &unread.corners).is_lt()));
    match (unread, symbol) {
        (Some(sighting), _) => {
            let spot = Spot {
                corners: shares(sighting.corners),
                read: false,
                hint: hint::of(luma, sighting),
            };
            (Outcome::Unread, Some(spot))
        }
        (None, Some(corners)) => {
            let spot = Spot {
                corners: shares(corners),
                read: true,
                hint: None,
            };
            (Outcome::Read, Some(spot))
        }
        (None, None) => (Outcome::Nothing, None),
    }
}

/// Twice the area of a quadrilateral.
fn area(corners: &Corners) -> f32 {
    let [a, b, c, d] = corners;
    ((c.0 - a.0) * (d.1 - b.1) - (d.0 - b.0) * (c.1 - a.1)).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Sighting, Symbology};

    fn square(at: f32, side: f32) -> [(f32, f32); 4] {
        let end = at + side;
        [(at, at), (end, at), (end, end), (at, end)]
    }

    fn symbol(corners: [(f32, f32); 4]) -> Symbol {
        Symbol {
            bytes: b"poster".to_vec(),
            text: None,
            symbology: Symbology::Qr,
            corners: Some(corners),
        }
    }

    fn sighting(corners: [(f32, f32); 4]) -> Sighting {
        Sighting {
            corners,
            module: 4.0,
            inverted: false,
        }
    }

    #[test]
    fn a_phone_that_is_not_read_matters_more_than_the_poster_behind_it() {
        let luma = GrayImage::new(1000, 500);
        let mut found = Found {
            symbols: vec![symbol(square(10.0, 50.0))],
            sightings: vec![sighting(square(100.0, 200.0))],
        };
        let (outcome, seen) = spot(&luma, &found);
        assert_eq!(outcome, Outcome::Unread);
        let corners = seen.unwrap().corners;
        assert_eq!((corners[0], corners[2]), ((0.1, 0.2), (0.3, 0.6)));

        found.sightings[0] = sighting(square(100.0, 20.0));
        let (outcome, seen) = spot(&luma, &found);
        assert_eq!(outcome, Outcome::Read);
        assert!(seen.unwrap().read);
    }

    #[test]
    fn a_picture_without_codes_shows_nothing() {
        let (outcome, seen) = spot(&GrayImage::new(0, 0), &Found::default());
        assert_eq!((outcome, seen), (Outcome::Nothing, None));
    }
}
