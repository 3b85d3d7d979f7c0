//! From three finders to the place of every module.

use super::{
    geometry::{Homography, Pair, Point, point},
    layout::{self, SIDE_MAX, SIDE_MIN},
    plane::Plane,
    triple::Triple,
};

/// Where the modules of a symbol are in the picture.
#[derive(Clone)]
pub(crate) struct Placement {
    pub side: usize,
    pub map: Homography,
    /// By how many pixels the middles of the alignment patterns (and of the finders) are off the
    /// map, where paper or screen is not flat: a lattice over [`layout::alignment`].
    pub bends: Vec<Point>,
    lattice: Vec<usize>,
}

impl Placement {
    pub fn flat(side: usize, map: Homography) -> Self {
        Placement {
            side,
            map,
            bends: Vec::new(),
            lattice: Vec::new(),
        }
    }

    pub fn is_flat(&self) -> bool {
        self.bends.is_empty()
    }

    /// The same with a surface that can be bent.
    pub fn bendable(self) -> Self {
        if !self.is_flat() {
            return self;
        }
        let count = (self.side / 8).clamp(3, 5);
        let lattice: Vec<usize> = (0..count)
            .map(|i| 3 + i * (self.side - 7) / (count - 1))
            .collect();
        Placement {
            bends: vec![point(0.0, 0.0); count * count],
            lattice,
            ..self
        }
    }

    /// The pixel of a place in modules.
    pub fn at(&self, module: Point) -> Point {
        let flat = self.map.map(module);
        if self.bends.is_empty() {
            return flat;
        }
        let (i, s) = self.cell(module.x);
        let (j, t) = self.cell(module.y);
        let across = self.lattice.len();
        let bend = |i: usize, j: usize| self.bends[j * across + i];
        let upper = bend(i, j).times(1.0 - s).plus(bend(i + 1, j).times(s));
        let lower = bend(i, j + 1)
            .times(1.0 - s)
            .plus(bend(i + 1, j + 1).times(s));
        flat.plus(upper.times(1.0 - t)).plus(lower.times(t))
    }

    /// The cell of the lattice, and how far into it.
    fn cell(&self, module: f32) -> (usize, f32) {
        let last = self.lattice.len() - 2;
        let node = |i: usize| self.lattice[i] as f32 + 0.5;
        let i = (1..=last).rev().find(|&i| module >= node(i)).unwrap_or(0);
        let into = (module - node(i)) / (node(i + 1) - node(i));
        // Beyond the outermost patterns the bend goes on as it is, not as it grows.
        (i, into.clamp(0.0, 1.0))
    }
}

/// A size that a triple may have, with the map that its finders alone give.
pub(crate) struct Guess {
    pub side: usize,
    pub map: Homography,
    pub timing: f32,
}

/// The sizes that fit the timing patterns between the finders, the best first.
pub(crate) fn sizes(plane: &Plane, triple: &Triple, most: usize) -> Vec<Guess> {
    let inverted = triple.finders[0].inverted;
    let reach = if triple.side < 45.0 { 2 } else { 3 } + (triple.side / 60.0) as i32;
    let middle = ((triple.side - 17.0) / 4.0).round() as i32;
    let mut guesses: Vec<Guess> = (middle - reach..=middle + reach)
        .filter_map(|version| {
            let side = usize::try_from(version * 4 + 17).ok()?;
            if !(SIDE_MIN..=SIDE_MAX).contains(&side) {
                return None;
            }
            let map = from_finders(triple, side, None)?;
            let timing = timing(plane, &map, side, inverted);
            Some(Guess { side, map, timing })
        })
        .collect();
    let off = |guess: &Guess| guess.timing - 0.015 * (guess.side as f32 - triple.side).abs() / 4.0;
    guesses.sort_by(|a, b| off(b).total_cmp(&off(a)));
    guesses.truncate(most);
    guesses
}

/// The map by the corners of the finders, and by one more point where there is one.
pub(crate) fn from_finders(triple: &Triple, side: usize, more: Option<Pair>) -> Option<Homography> {
    let far = (side - 7) as f32;
    let mut pairs: Vec<Pair> = Vec::with_capacity(16);
    for (at, (left, top)) in [(0.0, 0.0), (far, 0.0), (0.0, far)].into_iter().enumerate() {
        let corners = triple.corners(at);
        // One that was not seen is only where it might be.
        let sure = if triple.finders[at].is_seen() {
            1.0
        } else {
            0.05
        };
        for (i, (x, y)) in [(0.0, 0.0), (7.0, 0.0), (7.0, 7.0), (0.0, 7.0)]
            .into_iter()
            .enumerate()
        {
            pairs.push((point(left + x, top + y), corners[i], sure));
        }
        pairs.push((
            point(left + 3.5, top + 3.5),
            triple.finders[at].center,
            4.0 * sure,
        ));
    }
    pairs.extend(more);
    Homography::fit(&pairs).filter(|map| map.is_sound(side))
}

/// How well the modules between the finders alternate: 1 is perfect, around 0 is chance.
pub(crate) fn timing(plane: &Plane, map: &Homography, side: usize, inverted: bool) -> f32 {
    let sign = if inverted { -1.0 } else { 1.0 };
    let along = |column: bool| {
        let (mut right, mut all) = (0.0, 1e-3);
        let mut values = [0.0f32; SIDE_MAX];
        for (i, value) in values.iter_mut().enumerate().take(side - 6).skip(6) {
            let (a, b) = (i as f32 + 0.5, 6.5);
            let place = if column { point(b, a) } else { point(a, b) };
            *value = plane.at(map.map(place));
        }
        for i in 7..side - 7 {
            let light = values[i] - (values[i - 1] + values[i + 1]) / 2.0;
            let expected = if i % 2 == 1 { 1.0 } else { -1.0 };
            right += sign * expected * light;
            all += light.abs();
        }
        right / all
    };
    let (across, down) = (along(false), along(true));
    across.min(down) * 0.4 + across.max(down) * 0.6
}

/// How well an alignment pattern fits here: the correlation of its 25 modules with it.
fn alignment_fit(plane: &Plane, middle: Point, across: Point, down: Point, sign: f32) -> f32 {
    let (mut sum, mut squares, mut light) = (0.0f32, 0.0f32, 0.0f32);
    for dy in -2i32..=2 {
        for dx in -2i32..=2 {
            let place = middle
                .plus(across.times(dx as f32))
                .plus(down.times(dy as f32));
            let value = plane.at(place) * sign;
            sum += value;
            squares += value * value;
            if dx.abs().max(dy.abs()) == 1 {
                light += value;
            }
        }
    }
    // 8 of 25 are light.
    let variance = squares - sum * sum / 25.0;
    let share = 8.0f32 * 17.0 / 25.0;
    (light - sum * 8.0 / 25.0) / (variance.max(25.0) * share).sqrt()
}

/// The places near `middle` where an alignment pattern may be, the best first.
fn find_alignment(
    plane: &Plane,
    map: &Homography,
    module: Point,
    (reach, step): (f32, f32),
    inverted: bool,
    most: usize,
) -> Vec<(Point, f32)> {
    let sign = if inverted { -1.0 } else { 1.0 };
    let middle = map.map(module);
    let (across, down) = map.steps(module);
    let count = (reach / step).ceil() as i32;
    let mut fits: Vec<(Point, f32)> = Vec::new();
    for j in -count..=count {
        for i in -count..=count {
            let place = middle
                .plus(across.times(i as f32 * step))
                .plus(down.times(j as f32 * step));
            if !plane.holds(place) {
                continue;
            }
            let fit = alignment_fit(plane, place, across, down, sign);
            // The nearer to where it should be, the better.
            let away = ((i * i + j * j) as f32).sqrt() * step;
            if fit > 0.35 {
                fits.push((place, fit - 0.01 * away));
            }
        }
    }
    fits.sort_by(|a, b| b.1.total_cmp(&a.1));
    let apart = across.length().max(down.length()) * 1.5;
    let mut best: Vec<(Point, f32)> = Vec::new();
    for fit in fits {
        if best.len() == most {
            break;
        }
        if best
            .iter()
            .all(|other| other.0.minus(fit.0).length() > apart)
        {
            best.push(finer(plane, fit, (across, down), step, sign));
        }
    }
    best
}

/// The same place to an eighth of a module.
fn finer(
    plane: &Plane,
    mut best: (Point, f32),
    (across, down): (Point, Point),
    mut step: f32,
    sign: f32,
) -> (Point, f32) {
    while step > 0.13 {
        step /= 2.0;
        let around = best.0;
        for (i, j) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            let place = around
                .plus(across.times(i as f32 * step))
                .plus(down.times(j as f32 * step));
            let fit = alignment_fit(plane, place, across, down, sign);
            if fit > best.1 {
                best = (place, fit);
            }
        }
    }
    best
}

/// The placement by the finders alone: the first to try, and right for small symbols seen from
/// straight ahead.
pub(crate) fn by_finders(guess: &Guess) -> Placement {
    Placement::flat(guess.side, guess.map)
}

/// An alignment pattern that fits so well is the right one.
const ALIGNED: f32 = 0.8;

/// The placements that have the last alignment pattern where one was found, the most promising
/// first.
pub(crate) fn by_alignment(plane: &Plane, triple: &Triple, guess: &Guess) -> Vec<Placement> {
    let Guess { side, map, .. } = *guess;
    let inverted = triple.finders[0].inverted;
    if side == SIDE_MIN {
        return Vec::new();
    }
    let corner = point(side as f32 - 6.5, side as f32 - 6.5);
    let wide = (2.0 + side as f32 / 10.0).min(9.0);
    let mut places = find_alignment(plane, &map, corner, (1.5, 0.5), inverted, 1);
    if places.first().is_none_or(|(_, fit)| *fit < ALIGNED) {
        places = find_alignment(plane, &map, corner, (wide, 0.5), inverted, 3);
    }
    places
        .into_iter()
        .filter_map(|(place, _)| from_finders(triple, side, Some((corner, place, 12.0))))
        .map(|better| bent(plane, Placement::flat(side, better), inverted))
        .collect()
}

/// The lattice of alignment patterns, each looked for where its neighbours say.
fn bent(plane: &Plane, flat: Placement, inverted: bool) -> Placement {
    let lattice = layout::alignment(flat.side);
    let across = lattice.len();
    if across < 3 {
        return flat;
    }
    let mut bends: Vec<Option<Point>> = vec![None; across * across];
    let last = across - 1;
    for at in [0, last, last * across] {
        bends[at] = Some(point(0.0, 0.0));
    }
    let near = |bends: &[Option<Point>], i: usize, j: usize| {
        let mut sum = (point(0.0, 0.0), 0.0f32);
        for dj in -1i32..=1 {
            for di in -1i32..=1 {
                let (x, y) = (i as i32 + di, j as i32 + dj);
                if (0..across as i32).contains(&x)
                    && (0..across as i32).contains(&y)
                    && let Some(bend) = bends[y as usize * across + x as usize]
                {
                    sum = (sum.0.plus(bend), sum.1 + 1.0);
                }
            }
        }
        (sum.1 > 0.0).then(|| sum.0.times(1.0 / sum.1))
    };
    for j in 0..across {
        for i in 0..across {
            if bends[j * across + i].is_some() {
                continue;
            }
            let module = point(lattice[i] as f32 + 0.5, lattice[j] as f32 + 0.5);
            let offset = near(&bends, i, j).unwrap_or(point(0.0, 0.0));
            let shifted = Shifted {
                map: &flat.map,
                offset,
            };
            bends[j * across + i] = shifted.look(plane, module, inverted);
        }
    }
    let known = bends.clone();
    let bends = (0..across * across)
        .map(|at| {
            known[at]
                .or_else(|| near(&known, at % across, at / across))
                .unwrap_or(point(0.0, 0.0))
        })
        .collect();
    Placement {
        bends,
        lattice,
        ..flat
    }
}

struct Shifted<'a> {
    map: &'a Homography,
    offset: Point,
}

impl Shifted<'_> {
    /// By how much the pattern of this module is off the map.
    fn look(&self, plane: &Plane, module: Point, inverted: bool) -> Option<Point> {
        let sign = if inverted { -1.0 } else { 1.0 };
        let flat = self.map.map(module);
        let (across, down) = self.map.steps(module);
        let mut best: Option<(Point, f32)> = None;
        for j in -4i32..=4 {
            for i in -4i32..=4 {
                let away = across
                    .times(i as f32 * 0.5)
                    .plus(down.times(j as f32 * 0.5));
                let place = flat.plus(self.offset).plus(away);
                let fit = alignment_fit(plane, place, across, down, sign)
                    - 0.02 * ((i * i + j * j) as f32).sqrt();
                if fit > best.map_or(0.55, |best| best.1) {
                    best = Some((place, fit));
                }
            }
        }
        let best = finer(plane, best?, (across, down), 0.5, sign);
        Some(best.0.minus(flat))
    }
}
