//! The passes over a picture, cheapest first, until something is read or the time is up.

use image::GrayImage;

use super::{
    binary::Binary,
    charset,
    codewords::{self, Effort},
    content, finder,
    geometry::{Point, point},
    layout,
    locate::{self, Placement},
    modules::{Bits, Modules},
    plane::{Plane, Sums},
    triple::{self, Triple},
};

/// Of one picture no more are taken: a wall of codes is no citizen.
const SYMBOLS_MAX: usize = 16;

/// A symbol that was read.
pub(crate) struct Read {
    pub bytes: Vec<u8>,
    pub text: Option<String>,
    pub corners: [Point; 4],
}

/// Where a symbol seems to be that was not read.
pub(crate) struct Sighted {
    pub corners: [Point; 4],
    pub module: f32,
    pub inverted: bool,
}

#[derive(Default)]
pub(crate) struct Found {
    pub symbols: Vec<Read>,
    pub sighted: Vec<Sighted>,
    /// For measuring: which pass.
    pub pass: usize,
}

#[derive(Clone, Copy, Debug)]
enum View {
    Whole,
    Half,
    Quarter,
    Double,
    Sharp,
    HalfSharp,
}

#[derive(Clone, Copy, Debug)]
enum Split {
    Blocks,
    Mean { part: usize, share: u32 },
}

const PASSES: [(View, Split); 9] = [
    (View::Whole, Split::Blocks),
    (View::Half, Split::Blocks),
    (View::Whole, Split::Mean { part: 24, share: 94 }),
    (View::Half, Split::Mean { part: 12, share: 97 }),
    (View::Sharp, Split::Mean { part: 24, share: 97 }),
    (View::Quarter, Split::Blocks),
    (View::Double, Split::Blocks),
    (View::HalfSharp, Split::Mean { part: 12, share: 97 }),
    (View::Quarter, Split::Mean { part: 8, share: 97 }),
];

struct Search<'a> {
    plane: &'a Plane,
    scale: f32,
    is_up: &'a dyn Fn() -> bool,
}

pub(crate) fn read(luma: &GrayImage, is_up: &dyn Fn() -> bool) -> Found {
    let mut found = Found::default();
    let whole = Plane {
        width: luma.width() as usize,
        height: luma.height() as usize,
        pixels: luma.as_raw().clone(),
    };
    for (number, &(view, split)) in PASSES.iter().enumerate() {
        if number > 0 && is_up() {
            break;
        }
        if whole.width.min(whole.height) < 20 {
            break;
        }
        let made;
        let (plane, scale) = match view {
            View::Whole => (&whole, 1.0),
            View::Half => {
                made = whole.half();
                (&made, 2.0)
            }
            View::Quarter => {
                made = whole.half().half();
                (&made, 4.0)
            }
            View::Double => {
                if whole.width * whole.height > 1 << 20 {
                    continue;
                }
                made = whole.double();
                (&made, 0.5)
            }
            View::Sharp => {
                made = whole.sharpened(2, 1.5);
                (&made, 1.0)
            }
            View::HalfSharp => {
                made = whole.half().sharpened(2, 1.5);
                (&made, 2.0)
            }
        };
        if plane.width.min(plane.height) < 20 {
            continue;
        }
        let binary = match split {
            Split::Blocks => Binary::by_blocks(plane),
            Split::Mean { part, share } => {
                let radius = (plane.width.min(plane.height) / part).max(4);
                Binary::by_mean(plane, &Sums::of(plane), radius, share)
            }
        };
        let step = (plane.height / 360).clamp(1, 3);
        let finders = finder::find(&binary, step);
        super::note!("pass {number} {view:?} {split:?} finders {:?}", finders.iter().map(|f| (f.center.x as i32, f.center.y as i32, (f.module*10.0) as i32, f.support, f.inverted)).collect::<Vec<_>>());
        let search = Search {
            plane,
            scale,
            is_up,
        };
        search.run(&finders, &mut found);
        if !found.symbols.is_empty() {
            found.pass = number;
            break;
        }
    }
    found
}

impl Search<'_> {
    fn run(&self, finders: &[finder::Finder], found: &mut Found) {
        let triples = triple::candidates(finders);
        for (effort, many) in [(false, 40), (true, 6)] {
            for triple in triples.iter().take(many) {
                if found.symbols.len() >= SYMBOLS_MAX || (self.is_up)() {
                    return;
                }
                let inside = |symbol: &Read| {
                    triple
                        .eyes
                        .iter()
                        .filter(|eye| contains(&symbol.corners, eye.center.times(self.scale)))
                        .count()
                };
                if found.symbols.iter().any(|symbol| inside(symbol) >= 2) {
                    continue;
                }
                if let Some(symbol) = self.attempt(triple, effort) {
                    found.symbols.push(symbol);
                }
            }
            if !found.symbols.is_empty() {
                return;
            }
        }
    }

    fn attempt(&self, triple: &Triple, thorough: bool) -> Option<Read> {
        let guesses = locate::sizes(self.plane, triple, if thorough { 4 } else { 2 });
        super::note!("  triple side {:.1} misfit {:.2} guesses {:?}", triple.side, triple.misfit, guesses.iter().map(|g| (g.side, (g.timing*100.0) as i32)).collect::<Vec<_>>());
        for guess in &guesses {
            if guess.timing < if thorough { 0.15 } else { 0.3 } {
                continue;
            }
            for placement in locate::placements(self.plane, triple, guess) {
                if (self.is_up)() {
                    return None;
                }
                if let Some(read) = self.try_placement(triple, &placement, thorough) {
                    return Some(read);
                }
            }
        }
        None
    }

    fn try_placement(&self, triple: &Triple, placement: &Placement, thorough: bool) -> Option<Read> {
        let inverted = triple.eyes[0].inverted;
        let modules = Modules::sample(self.plane, placement, inverted);
        let from = |bits: &Bits, effort: Effort| self.finish(bits, effort, placement);
        if !thorough {
            return from(&modules.bits(5), Effort::Plain);
        }
        from(&modules.bits(5), Effort::Erasing)
            .or_else(|| from(&modules.bits(2), Effort::Erasing))
            .or_else(|| modules.equalised(5, 1).and_then(|bits| from(&bits, Effort::Erasing)))
            .or_else(|| modules.equalised(5, 2).and_then(|bits| from(&bits, Effort::Erasing)))
    }

    fn finish(&self, bits: &Bits, effort: Effort, placement: &Placement) -> Option<Read> {
        let repaired = codewords::repair(bits, effort);
        super::note!("    side {} repaired {:?} function wrong {}", bits.side, repaired.as_ref().map(|r| r.wrong), layout::function_modules(bits.side).iter().zip(&bits.dark).filter(|(f, d)| f.is_some_and(|f| f != **d)).count());
        let repaired = repaired?;
        if repaired.wrong > 0.3 {
            return None;
        }
        let content = content::read(&repaired.data, layout::version(bits.side))?;
        let mut bytes = Vec::new();
        if content.is_plain {
            let grid = rqrr::SimpleGrid::from_func(bits.side, |x, y| repaired.bits.get((x, y)));
            rqrr::Grid::new(grid).decode_to(&mut bytes).ok()?;
        } else {
            bytes = content.bytes;
        }
        if bytes.is_empty() {
            return None;
        }
        let text = charset::text(&bytes, &content.parts);
        let corners = placement
            .map
            .corners(placement.side)
            .map(|corner| corner.times(self.scale));
        Some(Read {
            bytes,
            text,
            corners,
        })
    }
}

fn contains(corners: &[Point; 4], place: Point) -> bool {
    (0..4).all(|i| {
        let edge = corners[(i + 1) % 4].minus(corners[i]);
        edge.cross(place.minus(corners[i])) >= 0.0
    })
}

#[allow(dead_code)]
fn unused() -> Point {
    point(0.0, 0.0)
}
