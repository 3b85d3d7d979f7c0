//! The passes over a picture, cheapest first, until something is read or the time is up.

use image::GrayImage;

use super::{
    binary::Binary,
    charset,
    codewords::{self, Effort},
    content,
    finder::{self, Finder},
    geometry::Point,
    layout,
    locate::{self, Placement},
    modules::{Bits, Modules},
    plane::{Plane, Sums},
    refine,
    triple::{self, Triple},
};

/// Of one picture no more are taken: a wall of codes is no citizen.
const SYMBOLS_MAX: usize = 16;
/// Nothing is found in less: the smallest symbol has 21 modules a side.
const ACROSS_MIN: usize = 20;
/// The eyes of all passes are kept, but no more.
const EYES_MAX: usize = 64;

/// Where more of what is known beforehand is not as it should be, there is no symbol to repair:
/// chance has a half.
const WRONG_MAX: f32 = 0.33;

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
    is_up: &'a dyn Fn() -> bool,
    eyes: Vec<Finder>,
    /// The eyes of symbols that were read.
    spent: Vec<Finder>,
    found: Found,
}

/// One of the pictures made of the picture.
struct Look<'a> {
    plane: &'a Plane,
    /// Pixels of the picture in one of this.
    scale: f32,
}

pub(crate) fn read(luma: &GrayImage, is_up: &dyn Fn() -> bool) -> Found {
    let mut search = Search {
        is_up,
        eyes: Vec::new(),
        spent: Vec::new(),
        found: Found::default(),
    };
    let whole = Plane {
        width: luma.width() as usize,
        height: luma.height() as usize,
        pixels: luma.as_raw().clone(),
    };
    if whole.width.min(whole.height) < ACROSS_MIN {
        return search.found;
    }
    let mut views = Views::of(whole);
    for (number, &(view, split)) in PASSES.iter().enumerate() {
        if number > 0 && is_up() {
            break;
        }
        let Some(look) = views.get(view) else {
            continue;
        };
        let binary = match split {
            Split::Blocks => Binary::by_blocks(look.plane),
            Split::Mean { part, share } => {
                let radius = (look.plane.width.min(look.plane.height) / part).max(4);
                Binary::by_mean(look.plane, &Sums::of(look.plane), radius, share)
            }
        };
        let step = (look.plane.height / 360).clamp(1, 3);
        let eyes = finder::find(&binary, step);
        super::note!(
            "pass {number} {view:?} {split:?} finders {:?}",
            eyes.iter()
                .map(|f| (
                    (f.center.x * look.scale) as i32,
                    (f.center.y * look.scale) as i32,
                    (f.module * look.scale * 10.0) as i32,
                    f.support,
                    f.inverted
                ))
                .collect::<Vec<_>>()
        );
        let fresh: Vec<Finder> = eyes.iter().map(|eye| eye.scaled(look.scale)).collect();
        search.pool(&fresh);
        let triples: Vec<Triple> = triple::candidates(&search.eyes)
            .into_iter()
            .filter(|triple| {
                triple
                    .eyes
                    .iter()
                    .any(|eye| fresh.iter().any(|fresh| fresh.is_same(eye)))
            })
            .collect();
        search.run(&look, &triples);
        if !search.found.symbols.is_empty() {
            search.found.pass = number;
            return search.found;
        }
    }
    for view in [View::Whole, View::Half] {
        let Some(look) = views.get(view) else {
            continue;
        };
        let seen: Vec<Finder> = search
            .eyes
            .iter()
            .filter(|eye| eye.support > 34)
            .copied()
            .collect();
        let triples = triple::with_guess(&seen);
        super::note!("pairs {}", triples.len());
        search.pairs(&look, &triples);
        if !search.found.symbols.is_empty() {
            search.found.pass = 100;
            return search.found;
        }
    }
    search.found
}

struct Views {
    whole: Plane,
    half: Option<Plane>,
    other: Option<Plane>,
}

impl Views {
    fn of(whole: Plane) -> Self {
        Views {
            whole,
            half: None,
            other: None,
        }
    }

    fn get(&mut self, view: View) -> Option<Look<'_>> {
        let half = self.half.get_or_insert_with(|| self.whole.half());
        let (plane, scale) = match view {
            View::Whole => (&self.whole, 1.0),
            View::Half => (&*half, 2.0),
            View::Quarter => (&*self.other.insert(half.half()), 4.0),
            View::Double => {
                if self.whole.pixels.len() > 1 << 20 {
                    return None;
                }
                (&*self.other.insert(self.whole.double()), 0.5)
            }
            View::Sharp => (&*self.other.insert(self.whole.sharpened(2, 1.5)), 1.0),
            View::HalfSharp => (&*self.other.insert(half.sharpened(2, 1.5)), 2.0),
        };
        (plane.width.min(plane.height) >= ACROSS_MIN).then_some(Look { plane, scale })
    }
}

impl Search<'_> {
    /// Takes in the eyes of another pass; of two that are the same the better one is kept.
    fn pool(&mut self, fresh: &[Finder]) {
        for eye in fresh {
            match self.eyes.iter_mut().find(|known| known.is_same(eye)) {
                Some(known) if eye.worth() > known.worth() => *known = *eye,
                Some(_) => {}
                None => self.eyes.push(*eye),
            }
        }
        self.eyes.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
        self.eyes.truncate(EYES_MAX);
    }

    fn is_spent(&self, triple: &Triple) -> bool {
        triple
            .eyes
            .iter()
            .any(|eye| self.spent.iter().any(|spent| spent.is_same(eye)))
    }

    fn run(&mut self, look: &Look, triples: &[Triple]) {
        for (thorough, many) in [(false, 40), (true, 6)] {
            for triple in triples.iter().take(many) {
                if self.found.symbols.len() >= SYMBOLS_MAX || (self.is_up)() {
                    return;
                }
                if self.is_spent(triple) {
                    continue;
                }
                if let Some(symbol) = self.attempt(look, triple, thorough) {
                    self.spent.extend(triple.eyes);
                    self.found.symbols.push(symbol);
                }
            }
            if !self.found.symbols.is_empty() {
                return;
            }
        }
    }

    fn pairs(&mut self, look: &Look, triples: &[Triple]) {
        for triple in triples.iter().take(60) {
            if (self.is_up)() {
                return;
            }
            if let Some(symbol) = self.attempt(look, triple, true) {
                self.found.symbols.push(symbol);
                return;
            }
        }
    }

    fn attempt(&self, look: &Look, triple: &Triple, thorough: bool) -> Option<Read> {
        let triple = &triple.scaled(1.0 / look.scale);
        let guesses = locate::sizes(look.plane, triple, if thorough { 4 } else { 2 });
        super::note!(
            "  triple side {:.1} misfit {:.2} guesses {:?}",
            triple.side,
            triple.misfit,
            guesses
                .iter()
                .map(|g| (g.side, (g.timing * 100.0) as i32))
                .collect::<Vec<_>>()
        );
        for guess in &guesses {
            if guess.timing < if thorough { 0.15 } else { 0.3 } {
                continue;
            }
            for placement in locate::placements(look.plane, triple, guess) {
                if (self.is_up)() {
                    return None;
                }
                if let Some(read) = try_placement(look, triple, &placement, thorough) {
                    return Some(read);
                }
            }
        }
        None
    }
}

fn try_placement(
    look: &Look,
    triple: &Triple,
    placement: &Placement,
    thorough: bool,
) -> Option<Read> {
    let inverted = triple.eyes[0].inverted;
    let modules = Modules::sample(look.plane, placement, inverted);
    let bits = modules.bits(5);
    if !thorough {
        return finish(look, &bits, Effort::Plain, placement);
    }
    let wrong = bits.wrong_function();
    if wrong > WRONG_MAX {
        return None;
    }
    if let Some(read) = every_way(look, &modules, placement) {
        return Some(read);
    }
    if wrong < 0.16 && placement.side < 60 {
        let refined = refine::refine(look.plane, placement, inverted);
        let modules = Modules::sample(look.plane, &refined, inverted);
        super::note!(
            "    refined {} wrong {:.2} -> {:.2}",
            placement.side,
            wrong,
            modules.bits(5).wrong_function()
        );
        return every_way(look, &modules, &refined);
    }
    None
}

fn every_way(look: &Look, modules: &Modules, placement: &Placement) -> Option<Read> {
    let from = |bits: &Bits| finish(look, bits, Effort::Erasing, placement);
    from(&modules.bits(5))
        .or_else(|| from(&modules.bits(2)))
        .or_else(|| modules.equalised(5, 1).and_then(|bits| from(&bits)))
        .or_else(|| modules.equalised(5, 2).and_then(|bits| from(&bits)))
}

fn finish(look: &Look, bits: &Bits, effort: Effort, placement: &Placement) -> Option<Read> {
    let repaired = codewords::repair(bits, effort);
    super::note!(
        "    side {} repaired {:?} function wrong {:.2}",
        bits.side,
        repaired.as_ref().map(|r| r.wrong),
        bits.wrong_function()
    );
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
        .map(|corner| corner.times(look.scale));
    Some(Read {
        bytes,
        text,
        corners,
    })
}
