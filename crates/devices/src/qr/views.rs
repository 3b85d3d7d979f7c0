//! The pictures made of a picture: smaller, larger, sharper.

use image::GrayImage;

use super::plane::Plane;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Whole,
    Half,
    Quarter,
    Double,
    Sharp,
    HalfSharp,
}

/// A view, and how many pixels of the picture lie in one of it.
pub(crate) struct Look<'a> {
    pub plane: &'a Plane,
    pub scale: f32,
}

pub(crate) struct Views {
    whole: Plane,
    half: Option<Plane>,
    /// The one that was asked for last; no two are needed at a time.
    other: Option<Plane>,
}

/// A camera sees no more pixels than that; of a larger picture every module has pixels to spare.
const PIXELS_MAX: usize = 1 << 21;
/// Only of less than that a double is made: small modules are those of small pictures.
const DOUBLED_MAX: usize = 1 << 20;
/// How much more what differs from its surroundings differs in a sharper view, and how far they
/// reach.
const SHARPER: (usize, f32) = (2, 1.5);

impl Views {
    /// The views of a picture, and by how much it was scaled down before everything else.
    pub fn of(luma: &GrayImage) -> (Self, f32) {
        let (width, height) = (luma.width() as usize, luma.height() as usize);
        let mut scale = 1.0;
        let mut whole = if width * height > PIXELS_MAX {
            scale = 2.0;
            Plane::half_of(width, height, luma.as_raw())
        } else {
            Plane {
                width,
                height,
                pixels: luma.as_raw().clone(),
            }
        };
        while whole.pixels.len() > PIXELS_MAX {
            whole = whole.half();
            scale *= 2.0;
        }
        let views = Views {
            whole,
            half: None,
            other: None,
        };
        (views, scale)
    }

    pub fn pixels(&self) -> usize {
        self.whole.pixels.len()
    }

    /// `None` if it would be too small to hold a symbol, or too large to be worth its time.
    pub fn get(&mut self, view: View, least: u32) -> Option<Look<'_>> {
        let half = self.half.get_or_insert_with(|| self.whole.half());
        let scale = match view {
            View::Whole | View::Sharp => 1.0,
            View::Half | View::HalfSharp => 2.0,
            View::Quarter => 4.0,
            View::Double => 0.5,
        };
        let across = self.whole.width.min(self.whole.height) as f32 / scale;
        if across < least as f32 || (view == View::Double && self.whole.pixels.len() > DOUBLED_MAX)
        {
            return None;
        }
        let sharper = |plane: &Plane| plane.sharpened(SHARPER.0, SHARPER.1);
        let made = match view {
            View::Whole | View::Half => None,
            View::Quarter => Some(half.half()),
            View::Double => Some(self.whole.double()),
            View::Sharp => Some(sharper(&self.whole)),
            View::HalfSharp => Some(sharper(half)),
        };
        let plane = match (view, made) {
            (_, Some(made)) => &*self.other.insert(made),
            (View::Half, None) => half,
            (_, None) => &self.whole,
        };
        Some(Look { plane, scale })
    }
}
