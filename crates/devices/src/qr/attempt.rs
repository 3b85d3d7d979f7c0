//! From three finders to what the symbol says, or to where one is that cannot be read.

use super::{
    charset,
    codewords::{self, Effort},
    content,
    geometry::Point,
    layout,
    locate::{self, Placement},
    modules::{Bits, Modules},
    refine,
    triple::Triple,
    views::Look,
};

/// A symbol that was read.
pub(crate) struct Read {
    /// What it says, in the charset of whoever made it.
    pub bytes: Vec<u8>,
    /// The same as text, if it is any.
    pub text: Option<String>,
    /// Pixels of the picture.
    pub corners: [Point; 4],
}

/// Where a symbol is that was not read.
#[derive(Clone, Copy)]
pub(crate) struct Sighted {
    /// Pixels of the picture.
    pub corners: [Point; 4],
    /// Pixels of the picture in a module.
    pub module: f32,
    /// It is light on dark.
    pub inverted: bool,
}

/// What came of it.
pub(crate) enum Attempt {
    Read(Read),
    Sighted(Sighted),
    Nothing,
}

/// How hard it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What a code held still in good light needs.
    Quick,
    /// Other sizes, another light, what is not flat, bytes that are only guessed to be wrong.
    Thorough,
}

/// Of the modules that are known beforehand so many may be wrong at the most: chance has a half.
const WRONG_MAX: f32 = 0.33;
/// With fewer wrong it is worth moving the placement about...
const REFINED_MAX: f32 = 0.22;
/// ...unless that takes longer than it is worth.
const REFINED_SIDE_MAX: usize = 57;
/// So well the timing patterns fit where there is a symbol without doubt.
const SURE: f32 = 0.6;
/// A symbol of which more was seen wrong was not seen.
const REPAIRED_MAX: f32 = 0.3;

pub(crate) fn attempt(
    look: &Look,
    triple: &Triple,
    depth: Depth,
    is_up: &dyn Fn() -> bool,
) -> Attempt {
    let triple = &triple.scaled(1.0 / look.scale);
    let (sizes, timing_min) = match depth {
        Depth::Quick => (2, 0.45),
        Depth::Thorough => (3, 0.2),
    };
    let mut sighted = Attempt::Nothing;
    for guess in locate::sizes(look.plane, triple, sizes) {
        if guess.timing < timing_min {
            continue;
        }
        let flat = std::iter::once_with(|| vec![locate::by_finders(&guess)]);
        let aligned = std::iter::once_with(|| locate::by_alignment(look.plane, triple, &guess));
        for placement in flat.chain(aligned).flatten() {
            if is_up() {
                return sighted;
            }
            let tried = Tried {
                look,
                placement,
                inverted: triple.finders[0].inverted,
            };
            match tried.read(depth, is_up) {
                Ok(read) => return Attempt::Read(read),
                Err(wrong) if guess.timing > SURE && wrong < REFINED_MAX => {
                    sighted = Attempt::Sighted(tried.sighted());
                }
                Err(_) => {}
            }
        }
    }
    sighted
}

/// One placement of a symbol in a view.
struct Tried<'a> {
    look: &'a Look<'a>,
    placement: Placement,
    inverted: bool,
}

impl Tried<'_> {
    /// What it says, or what share of the modules known beforehand is wrong.
    fn read(&self, depth: Depth, is_up: &dyn Fn() -> bool) -> Result<Read, f32> {
        let modules = Modules::sample(self.look.plane, &self.placement, self.inverted);
        let bits = modules.bits(NEAR);
        let wrong = bits.wrong_function();
        if wrong > WRONG_MAX {
            return Err(wrong);
        }
        if depth == Depth::Quick {
            return self.finish(&bits, Effort::Plain).ok_or(wrong);
        }
        self.every_way(&modules)
            .or_else(|| {
                if wrong > REFINED_MAX || self.placement.side > REFINED_SIDE_MAX {
                    return None;
                }
                let placement =
                    refine::refine(self.look.plane, &self.placement, self.inverted, is_up);
                let modules = Modules::sample(self.look.plane, &placement, self.inverted);
                Tried { placement, ..*self }.every_way(&modules)
            })
            .ok_or(wrong)
    }

    fn every_way(&self, modules: &Modules) -> Option<Read> {
        let finish = |bits: &Bits| self.finish(bits, Effort::Erasing);
        let equalised = |reach| finish(&modules.equalised(NEAR, reach)?);
        finish(&modules.bits(NEAR))
            .or_else(|| finish(&modules.bits(NEARER)))
            .or_else(|| equalised(1))
            .or_else(|| equalised(2))
    }

    fn finish(&self, bits: &Bits, effort: Effort) -> Option<Read> {
        let repaired = codewords::repair(bits, effort)?;
        if repaired.wrong > REPAIRED_MAX {
            return None;
        }
        let content = content::read(&repaired.data, layout::version(bits.side))?;
        let bytes = if content.is_plain {
            let grid = rqrr::SimpleGrid::from_func(bits.side, |x, y| repaired.bits.get((x, y)));
            let mut bytes = Vec::new();
            rqrr::Grid::new(grid).decode_to(&mut bytes).ok()?;
            bytes
        } else {
            content.bytes
        };
        if bytes.is_empty() {
            return None;
        }
        Some(Read {
            text: charset::text(&bytes, &content.parts),
            bytes,
            corners: self.corners(),
        })
    }

    fn corners(&self) -> [Point; 4] {
        let corners = self.placement.map.corners(self.placement.side);
        corners.map(|corner| corner.times(self.look.scale))
    }

    fn sighted(&self) -> Sighted {
        let corners = self.corners();
        let diagonal = corners[2].minus(corners[0]).length();
        Sighted {
            module: diagonal / std::f32::consts::SQRT_2 / self.placement.side as f32,
            corners,
            inverted: self.inverted,
        }
    }
}

/// Dark or light is decided among so many modules to each side, first and then.
const NEAR: usize = 5;
const NEARER: usize = 2;
