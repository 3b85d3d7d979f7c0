//! Which three finders belong to one symbol: seen from any side, the lines between them go along
//! their edges, and both are as many modules long.

use super::finder::Finder;
use super::geometry::{Point, point};
use super::layout::{SIDE_MAX, SIDE_MIN};

/// What fits worse is chance.
const MISFIT_MAX: f32 = 1.0;

/// Three finders in their places, and how long the symbol's side seems to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Triple {
    /// Top left, top right, bottom left.
    pub finders: [Finder; 3],
    /// The side in modules, not yet a whole one.
    pub side: f32,
    /// How badly they fit together; zero is perfect.
    misfit: f32,
}

/// The triples that can be, the best first.
pub(crate) fn candidates(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            if !alike(a, b) {
                continue;
            }
            for c in &finders[j + 1..] {
                if alike(a, c) && alike(b, c) {
                    triples.extend(Triple::of([*a, *b, *c]));
                }
            }
        }
    }
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples
}

fn alike(a: &Finder, b: &Finder) -> bool {
    a.inverted == b.inverted && a.module.max(b.module) < 2.5 * a.module.min(b.module)
}

/// The places that a third finder may have which was not seen, with two that were, the best first.
pub(crate) fn with_guess(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for b in &finders[i + 1..] {
            if alike(a, b) {
                triples.extend(guesses(a, b).into_iter().filter_map(Triple::of));
            }
        }
    }
    triples.sort_by(|a, b| a.misfit.total_cmp(&b.misfit));
    triples
}

/// Two finders beside each other have the third over one of them, on either side; two at the ends of
/// a diagonal have it at either end of the other one.
fn guesses(a: &Finder, b: &Finder) -> Vec<[Finder; 3]> {
    let line = b.center.minus(a.center);
    let across = point(-line.y, line.x);
    let unseen = |center: Point, like: &Finder| Finder {
        center,
        corners: like
            .corners
            .map(|corner| corner.minus(like.center).plus(center)),
        support: 0,
        ..*like
    };
    let mut guesses = Vec::new();
    if modules_between(a, b, line).is_some_and(|(_, crooked)| crooked < 0.3) {
        // Each finder's own edge leads there, as perspective has it.
        for (from, other) in [(a, b), (b, a)] {
            for side in [1.0, -1.0] {
                let edge = edge_along(from, across.times(side));
                let modules = line.length() * 2.0
                    / (edge_along(a, line).length() + edge_along(b, line).length());
                let center = from.center.plus(edge.times(modules));
                guesses.push([*from, *other, unseen(center, from)]);
            }
        }
    } else {
        let middle = a.center.plus(b.center).times(0.5);
        for side in [0.5, -0.5] {
            guesses.push([*a, *b, unseen(middle.plus(across.times(side)), a)]);
        }
    }
    guesses
}

/// A module of a finder along the edge that is closest to this direction, and pointing there.
fn edge_along(finder: &Finder, way: Point) -> Point {
    let [a, b, c, d] = finder.corners;
    let axes = [
        b.minus(a).plus(c.minus(d)).times(0.5 / 7.0),
        d.minus(a).plus(c.minus(b)).times(0.5 / 7.0),
    ];
    let slant = |axis: Point| axis.dot(way) / axis.length().max(1e-6);
    let axis = if slant(axes[0]).abs() > slant(axes[1]).abs() {
        axes[0]
    } else {
        axes[1]
    };
    if axis.dot(way) < 0.0 {
        axis.times(-1.0)
    } else {
        axis
    }
}

impl Triple {
    /// The finders in the place that fits best, if any does.
    fn of(finders: [Finder; 3]) -> Option<Triple> {
        [[0, 1, 2], [1, 0, 2], [2, 0, 1]]
            .into_iter()
            .filter_map(|[a, b, c]| Triple::with([finders[a], finders[b], finders[c]]))
            .min_by(|a, b| a.misfit.total_cmp(&b.misfit))
    }

    fn with([a, mut b, mut c]: [Finder; 3]) -> Option<Triple> {
        let turn = b.center.minus(a.center).cross(c.center.minus(a.center));
        if turn < 0.0 {
            std::mem::swap(&mut b, &mut c);
        }
        let across = b.center.minus(a.center);
        let down = c.center.minus(a.center);
        let (width, crooked_across) = modules_between(&a, &b, across)?;
        let (height, crooked_down) = modules_between(&a, &c, down)?;
        let side = (width + height) / 2.0 + 7.0;
        let uneven = (width - height).abs() / (width + height) * 2.0;
        let cosine = across.dot(down) / (across.length() * down.length());
        let few = [a, b, c].map(|finder| {
            if finder.is_seen() {
                1.0 - finder.support as f32 / 48.0
            } else {
                0.3
            }
        });
        if !(SIDE_MIN as f32 * 0.75..SIDE_MAX as f32 * 1.15).contains(&side)
            || uneven > 0.6
            || cosine.abs() > 0.8
        {
            return None;
        }
        let misfit = uneven
            + 0.7 * cosine.abs()
            + 1.5 * (crooked_across + crooked_down)
            + 0.3 * few.iter().sum::<f32>()
            + 0.002 * side;
        if misfit > MISFIT_MAX {
            return None;
        }
        Some(Triple {
            finders: [a, b, c],
            side,
            misfit,
        })
    }

    /// The same in a picture that is so many times as large.
    pub fn scaled(&self, factor: f32) -> Triple {
        Triple {
            finders: self.finders.map(|finder| finder.scaled(factor)),
            ..*self
        }
    }

    /// The finder `at` (0 top left, 1 top right, 2 bottom left), its corners beginning with the top
    /// left one.
    pub fn corners(&self, at: usize) -> [Point; 4] {
        let [a, b, c] = self.finders.map(|finder| finder.center);
        let (across, down) = (b.minus(a), c.minus(a));
        let along = across
            .times(1.0 / across.length())
            .plus(down.times(1.0 / down.length()));
        let corners = self.finders[at].corners;
        let first = (0..4)
            .min_by(|&i, &j| along.dot(corners[i]).total_cmp(&along.dot(corners[j])))
            .unwrap_or(0);
        std::array::from_fn(|i| corners[(first + i) % 4])
    }
}

/// How many modules lie between the middles of two finders, and how much the line between them
/// differs from their edges (the sine of the angle).
fn modules_between(a: &Finder, b: &Finder, line: Point) -> Option<(f32, f32)> {
    let (module_a, crooked_a) = module_along(a, line);
    let (module_b, crooked_b) = module_along(b, line);
    let crooked = crooked_a.max(crooked_b);
    (crooked < 0.5).then(|| (line.length() * 2.0 / (module_a + module_b), crooked))
}

/// A module of a finder in the direction that is closest to the line, and the sine between them.
fn module_along(finder: &Finder, line: Point) -> (f32, f32) {
    let [a, b, c, d] = finder.corners;
    let axes = [
        b.minus(a).plus(c.minus(d)).times(0.5),
        d.minus(a).plus(c.minus(b)).times(0.5),
    ];
    let sine = |axis: Point| axis.cross(line).abs() / (axis.length() * line.length()).max(1e-6);
    let [p, q] = axes.map(|axis| (axis.length() / 7.0, sine(axis)));
    if p.1 < q.1 { p } else { q }
}
