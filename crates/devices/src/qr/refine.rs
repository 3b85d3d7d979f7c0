//! A placement that is nearly right is made right: moved until what is known of the symbol is
//! where it should be and the modules are as dark and as light as they get.

use super::{
    geometry::{Homography, Pair, Point, point},
    layout,
    locate::Placement,
    plane::Plane,
};

/// How well a placement fits: the more, the better; comparable for one symbol only.
struct Fit<'a> {
    plane: &'a Plane,
    known: &'static [Option<bool>],
    sign: f32,
    values: Vec<f32>,
}

impl Fit<'_> {
    fn of(&mut self, placement: &Placement) -> f32 {
        let side = placement.side;
        self.values.clear();
        for y in 0..side {
            for x in 0..side {
                let place = placement.at(point(x as f32 + 0.5, y as f32 + 0.5));
                self.values.push(self.plane.at(place) * self.sign);
            }
        }
        // Each module against those around it, two to each side.
        let mut fit = 0.0;
        let mut rows = vec![0f32; side * side];
        for y in 0..side {
            let row = &self.values[y * side..(y + 1) * side];
            for (x, sum) in rows[y * side..(y + 1) * side].iter_mut().enumerate() {
                let near = &row[x.saturating_sub(2)..(x + 3).min(side)];
                *sum = near.iter().sum::<f32>() / near.len() as f32;
            }
        }
        for y in 0..side {
            let (top, bottom) = (y.saturating_sub(2), (y + 3).min(side));
            for x in 0..side {
                let sum: f32 = (top..bottom).map(|y| rows[y * side + x]).sum();
                let lighter = self.values[y * side + x] - sum / (bottom - top) as f32;
                fit += match self.known[y * side + x] {
                    Some(true) => -2.0 * lighter,
                    Some(false) => 2.0 * lighter,
                    None => lighter.abs(),
                };
            }
        }
        fit
    }
}

/// The placement with its corners, and then its surface, moved to where they fit best.
pub(crate) fn refine(
    plane: &Plane,
    placement: &Placement,
    inverted: bool,
    is_up: &dyn Fn() -> bool,
) -> Placement {
    let side = placement.side;
    let mut fit = Fit {
        plane,
        known: layout::function(side),
        sign: if inverted { -1.0 } else { 1.0 },
        values: Vec::with_capacity(side * side),
    };
    let mut best = placement.clone();
    let mut score = fit.of(&best);
    let (right, down) = placement
        .map
        .steps(point(side as f32 / 2.0, side as f32 / 2.0));
    let module = right.length().max(down.length());
    if placement.is_flat() {
        let mut corners = placement.map.corners(side);
        for step in [0.6, 0.3, 0.15] {
            let mut moved = false;
            for corner in 0..4 {
                if is_up() {
                    return best;
                }
                for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    let mut other = corners;
                    let way = point(dx, dy).times(step * module);
                    other[corner] = other[corner].plus(way);
                    let Some(map) = by_corners(&other, side) else {
                        continue;
                    };
                    let candidate = Placement::flat(side, map);
                    let better = fit.of(&candidate);
                    if better > score {
                        (best, score, corners, moved) = (candidate, better, other, true);
                    }
                }
            }
            if !moved && step < 0.5 {
                break;
            }
        }
    }
    bend(&mut fit, best, score, module, is_up)
}

fn by_corners(corners: &[Point; 4], side: usize) -> Option<Homography> {
    let far = side as f32;
    let pairs: Vec<Pair> = [(0.0, 0.0), (far, 0.0), (far, far), (0.0, far)]
        .into_iter()
        .zip(corners)
        .map(|((x, y), corner)| (point(x, y), *corner, 1.0))
        .collect();
    Homography::fit(&pairs).filter(|map| map.is_sound(side))
}

/// Moves the nodes of the surface one by one.
fn bend(
    fit: &mut Fit,
    placement: Placement,
    mut score: f32,
    module: f32,
    is_up: &dyn Fn() -> bool,
) -> Placement {
    let mut best = placement.bendable();
    for step in [0.5, 0.25] {
        for node in 0..best.bends.len() {
            if is_up() {
                return best;
            }
            for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                let before = best.bends[node];
                best.bends[node] = before.plus(point(dx, dy).times(step * module));
                let better = fit.of(&best);
                if better > score {
                    score = better;
                } else {
                    best.bends[node] = before;
                }
            }
        }
    }
    best
}
