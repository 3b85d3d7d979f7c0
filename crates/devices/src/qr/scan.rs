//! The passes over a picture, cheapest first, until what is in it is read or the time is up.

use image::GrayImage;

use super::{
    attempt::{Attempt, Depth, Read, Sighted, attempt},
    binary::Binary,
    finder::{self, Finder, Ring},
    geometry::Point,
    plane::Sums,
    triple::{self, Triple},
    views::{Look, View, Views},
};

/// What was found in a picture.
#[derive(Default)]
pub(crate) struct Found {
    pub symbols: Vec<Read>,
    /// Places of symbols that were not read.
    pub sighted: Vec<Sighted>,
}

/// How dark and light are told apart.
#[derive(Clone, Copy, Debug)]
enum Split {
    Blocks,
    /// By the mean of a square; its radius is this part of the picture, and this share of it, in
    /// hundredths, is the limit.
    Mean {
        part: usize,
        share: u32,
    },
}

const fn mean(part: usize, share: u32) -> Split {
    Split::Mean { part, share }
}

/// A pass of which nothing was found costs what the next one costs; so the order is by what each
/// finds that those before did not, for its time.
const PASSES: [(View, Split, Ring); 11] = [
    (View::Half, Split::Blocks, Ring::Closed),
    (View::Whole, Split::Blocks, Ring::Closed),
    (View::Whole, mean(24, 94), Ring::Closed),
    (View::Half, mean(12, 97), Ring::Closed),
    (View::Sharp, mean(24, 97), Ring::Closed),
    (View::Quarter, Split::Blocks, Ring::Closed),
    (View::Double, Split::Blocks, Ring::Closed),
    (View::HalfSharp, mean(12, 97), Ring::Closed),
    (View::Quarter, mean(8, 97), Ring::Closed),
    (View::Whole, Split::Blocks, Ring::Open),
    (View::Half, mean(12, 97), Ring::Open),
];
/// When something was read, no pass after these is made for the sake of what was not.
const PASSES_FOR_MORE: usize = 3;
/// In a smaller picture the half is no first look.
const HALF_FIRST: usize = 500_000;
/// Of one picture no more are taken: a wall of codes is no citizen.
const SYMBOLS_MAX: usize = 16;
/// Nothing is found in less: the smallest symbol has 21 modules a side.
const ACROSS_MIN: u32 = 20;
/// The finders of all passes are kept, but no more.
const FINDERS_KEPT: usize = 64;
/// So many triples are tried in a pass, quickly and thoroughly.
const TRIED: [(Depth, usize); 2] = [(Depth::Quick, 40), (Depth::Thorough, 6)];
/// So many of those of which one finder was not seen.
const GUESSED: usize = 60;
/// Only finders with so many good rays tell where a third one is.
const GUESSING_MIN: usize = 30;

/// All symbols that are found before the time is up. The first pass is always made.
pub(crate) fn read(luma: &GrayImage, is_up: &dyn Fn() -> bool) -> Found {
    if luma.width().min(luma.height()) < ACROSS_MIN {
        return Found::default();
    }
    let (mut views, scale) = Views::of(luma);
    let mut search = Search::new(is_up);
    search.passes(&mut views);
    if search.found.symbols.is_empty() && !is_up() {
        search.guess(&mut views);
    }
    let mut found = search.found;
    let sizes = found.symbols.iter_mut().map(|read| &mut read.corners);
    for corners in sizes.chain(found.sighted.iter_mut().map(|sighted| &mut sighted.corners)) {
        *corners = corners.map(|corner| corner.times(scale));
    }
    for sighted in &mut found.sighted {
        sighted.module *= scale;
    }
    found
}

struct Search<'a> {
    is_up: &'a dyn Fn() -> bool,
    /// Of all passes; one may see what another one does not.
    finders: Vec<Finder>,
    /// Those of symbols that were read.
    spent: Vec<Finder>,
    found: Found,
}

impl<'a> Search<'a> {
    fn new(is_up: &'a dyn Fn() -> bool) -> Self {
        Search {
            is_up,
            finders: Vec::new(),
            spent: Vec::new(),
            found: Found::default(),
        }
    }

    fn passes(&mut self, views: &mut Views) {
        let mut first = true;
        for (number, &(view, split, ring)) in PASSES.iter().enumerate() {
            if number == 0 && views.pixels() < HALF_FIRST {
                continue;
            }
            if !first && (self.is_up)() {
                return;
            }
            let Some(look) = views.get(view, ACROSS_MIN) else {
                continue;
            };
            first = false;
            self.pass(&look, split, ring);
            let is_done = !self.found.symbols.is_empty()
                && (number + 1 >= PASSES_FOR_MORE || self.triples().is_empty());
            if is_done {
                return;
            }
        }
    }

    fn pass(&mut self, look: &Look, split: Split, ring: Ring) {
        let binary = match split {
            Split::Blocks => Binary::by_blocks(look.plane),
            Split::Mean { part, share } => {
                let radius = (look.plane.width.min(look.plane.height) / part).max(4);
                Binary::by_mean(look.plane, &Sums::of(look.plane), radius, share)
            }
        };
        let fresh: Vec<Finder> = finder::find(&binary, ring, self.is_up)
            .iter()
            .map(|finder| finder.scaled(look.scale))
            .collect();
        self.pool(&fresh);
        let is_fresh = |finder: &Finder| fresh.iter().any(|fresh| fresh.is_same(finder));
        let mut triples = self.triples();
        triples.retain(|triple| triple.finders.iter().any(is_fresh));
        for (depth, most) in TRIED {
            self.attempts(look, &triples[..most.min(triples.len())], depth);
            if !self.found.symbols.is_empty() {
                return;
            }
        }
    }

    /// Takes in the finders of another pass; of two that are the same the better one is kept.
    fn pool(&mut self, fresh: &[Finder]) {
        for finder in fresh {
            match self.finders.iter_mut().find(|known| known.is_same(finder)) {
                Some(known) if finder.worth() > known.worth() => *known = *finder,
                Some(_) => {}
                None => self.finders.push(*finder),
            }
        }
        self.finders.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
        self.finders.truncate(FINDERS_KEPT);
    }

    /// Those of finders that belong to no symbol yet.
    fn triples(&self) -> Vec<Triple> {
        let mut finders = self.finders.clone();
        finders.retain(|finder| !self.spent.iter().any(|spent| spent.is_same(finder)));
        triple::candidates(&finders)
    }

    fn attempts(&mut self, look: &Look, triples: &[Triple], depth: Depth) {
        for triple in triples {
            if self.found.symbols.len() >= SYMBOLS_MAX || (self.is_up)() {
                return;
            }
            let is_spent = |finder: &Finder| self.spent.iter().any(|spent| spent.is_same(finder));
            if triple.finders.iter().any(is_spent) {
                continue;
            }
            match attempt(look, triple, depth, self.is_up) {
                Attempt::Read(read) => {
                    let corners = read.corners;
                    self.found
                        .sighted
                        .retain(|sighted| !contains(&corners, middle(&sighted.corners)));
                    self.spent.extend(triple.finders);
                    self.found.symbols.push(read);
                }
                // Two finders alone are no symbol yet.
                Attempt::Sighted(_) if !triple.finders.iter().all(Finder::is_seen) => {}
                Attempt::Sighted(sighted) => {
                    let here = middle(&sighted.corners);
                    let known = |other: &Sighted| contains(&other.corners, here);
                    if !self.found.sighted.iter().any(known) {
                        self.found.sighted.push(sighted);
                    }
                }
                Attempt::Nothing => {}
            }
        }
    }

    /// Where nothing else helps: two finders say where the third would be.
    fn guess(&mut self, views: &mut Views) {
        let mut seen = self.finders.clone();
        seen.retain(|finder| finder.ring == Ring::Closed && finder.support >= GUESSING_MIN);
        let mut triples = triple::with_guess(&seen);
        triples.truncate(GUESSED);
        for view in [View::Whole, View::Half] {
            let Some(look) = views.get(view, ACROSS_MIN) else {
                continue;
            };
            for triple in &triples {
                self.attempts(&look, std::slice::from_ref(triple), Depth::Thorough);
                if !self.found.symbols.is_empty() {
                    return;
                }
            }
        }
    }
}

fn middle(corners: &[Point; 4]) -> Point {
    corners[0].plus(corners[2]).times(0.5)
}

fn contains(corners: &[Point; 4], place: Point) -> bool {
    (0..4).all(|i| {
        let edge = corners[(i + 1) % 4].minus(corners[i]);
        edge.cross(place.minus(corners[i])) >= 0.0
    })
}
