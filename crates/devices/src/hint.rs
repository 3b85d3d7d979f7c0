//! What keeps a code from being read, and what whoever holds it can do about it.
//!
//! Computed from the picture alone: where the code is, how large its modules are, and how light
//! and sharp they are ([`measure`]). What is shown does not flicker ([`Steady`]).

mod measure;
mod steady;

use image::GrayImage;

use crate::reader::Sighting;
use measure::Measures;
pub(crate) use steady::Steady;

/// Why a code that is seen cannot be read. The order is that of helpfulness: the first one is
/// worth saying before the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// It is too near: the picture's edge cuts it off, or it fills the picture.
    TooNear,
    /// It is too far: its modules are hardly wider than a pixel.
    TooFar,
    /// A lamp is mirrored in it.
    Glare,
    /// Its light modules are hardly lighter than the dark ones: the screen is dimmed, or the
    /// paper is in the shade.
    TooDark,
    /// It is held at too sharp an angle.
    Tilted,
    /// It moves, or is not in focus.
    Blurred,
}

impl Hint {
    /// All of them, the most helpful first.
    pub const ALL: [Hint; 6] = [
        Hint::TooNear,
        Hint::TooFar,
        Hint::Glare,
        Hint::TooDark,
        Hint::Tilted,
        Hint::Blurred,
    ];
}

/// A module needs about this many pixels to be sampled in a noisy picture.
const MODULE_MIN: f32 = 2.2;
/// A quiet zone is part of a code: less than so many modules to the edge and it is cut.
const MARGIN_MODULES: f32 = 0.5;
/// No side of a code may take more of the picture's shorter side.
const EXTENT_MAX: f32 = 0.95;
/// More than this share of it has no dark module where there must be some.
const GLARE_MAX: f32 = 0.06;
/// Between light and dark modules there must be so many steps of 255.
const CONTRAST_MIN: f32 = 36.0;
/// A dimmed screen; one that is washed out instead has light modules that are lighter.
const DIM_MAX: f32 = 120.0;
/// The shorter of two sides of a square, seen at 57 degrees.
const SIDES_MIN: f32 = 0.55;
/// From dark to light within this part of a module, or neighbours run into each other.
const EDGE_MAX: f32 = 0.6;
/// Sharper than so many pixels no lens is.
const EDGE_PIXELS_MIN: f32 = 1.6;

/// What is wrong with a code that was located in a picture and not read, if it can be told.
pub(crate) fn of(luma: &GrayImage, sighting: &Sighting) -> Option<Hint> {
    judge(&Measures::of(luma, sighting))
}

fn judge(measures: &Measures) -> Option<Hint> {
    Hint::ALL.into_iter().find(|hint| holds(*hint, measures))
}

fn holds(hint: Hint, measures: &Measures) -> bool {
    let Measures {
        module,
        margin,
        extent,
        sides,
        dark,
        light,
        glare,
        edge,
    } = *measures;
    match hint {
        Hint::TooNear => margin < MARGIN_MODULES * module || extent > EXTENT_MAX,
        Hint::TooFar => module < MODULE_MIN,
        Hint::Glare => glare > GLARE_MAX,
        Hint::TooDark => light - dark < CONTRAST_MIN && light < DIM_MAX,
        Hint::Tilted => sides < SIDES_MIN,
        Hint::Blurred => edge > EDGE_PIXELS_MIN.max(EDGE_MAX * module),
    }
}

#[cfg(test)]
mod tests;
