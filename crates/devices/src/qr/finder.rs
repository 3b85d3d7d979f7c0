//! Finder patterns, the three eyes of a symbol: a dark square in a light one in a dark one, 3, 5 and 7 modules a
//! side (ISO/IEC 18004 §6.3.3). Whichever line goes through the middle crosses them as
//! 1 : 1 : 3 : 1 : 1, however the symbol is turned or tilted.

use super::{
    binary::Binary,
    geometry::{Point, meet, point},
};

/// One finder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finder {
    pub center: Point,
    /// The outer corners, clockwise as one sees them on the screen.
    pub corners: [Point; 4],
    /// Pixels in a module.
    pub module: f32,
    /// How many of the rays from its middle cross it as they should.
    pub support: usize,
    /// It is light where others are dark.
    pub inverted: bool,
    pub ring: Ring,
}

impl Finder {
    /// Whether it was found in the picture, and not only guessed from others.
    pub fn is_seen(&self) -> bool {
        self.support > 0
    }

    /// The same in a picture that is so many times as large.
    pub fn scaled(&self, factor: f32) -> Finder {
        Finder {
            center: self.center.times(factor),
            corners: self.corners.map(|corner| corner.times(factor)),
            module: self.module * factor,
            ..*self
        }
    }

    /// Whether both are the same finder of the picture.
    pub fn is_same(&self, other: &Finder) -> bool {
        self.inverted == other.inverted
            && self.center.minus(other.center).length() < 3.0 * self.module.max(other.module)
    }

    /// Noise is full of small finders, and symbols of finders without a ring.
    pub fn worth(&self) -> f32 {
        let ring = match self.ring {
            Ring::Closed => 0.0,
            Ring::Open => -20.0,
        };
        self.support as f32 + 4.0 * self.module.log2() + ring
    }
}

/// After so many rows the time is asked for.
const ROWS_BETWEEN: usize = 16;

/// Rays from the middle of a finder outwards.
const RAYS: usize = 48;
/// Fewer good ones, and it is no finder.
const SUPPORT_MIN: usize = 22;
/// Of one picture no more finders are looked at.
const FINDERS_MAX: usize = 48;
/// Smaller modules cannot be told apart.
const MODULE_MIN: f32 = 0.9;

/// What is to be seen of the outer ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ring {
    /// All of it: there is a quiet zone around.
    Closed,
    /// Only its inner edge: what is around is as dark as the ring.
    Open,
}

/// All finders that are found before the time is up, the clearest first.
pub(crate) fn find(binary: &Binary, ring: Ring, is_up: &dyn Fn() -> bool) -> Vec<Finder> {
    // Large pictures show large finders, which many rows cross.
    let step = (binary.height / 360).clamp(1, 3);
    let mut finders: Vec<Finder> = Vec::new();
    let mut edges: Vec<u32> = Vec::new();
    let mut refused: Vec<(Point, f32)> = Vec::new();
    for y in (step / 2..binary.height).step_by(step) {
        // A wall of finders, or of noise, is looked at only for so long.
        if (y / step).is_multiple_of(ROWS_BETWEEN) && y > binary.height / 8 && is_up() {
            break;
        }
        let first = edges_of(binary.row(y), &mut edges);
        for at in 0..edges.len().saturating_sub(5) {
            let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(|i| edges[at + i] as f32);
            let Some(module) = ring.crossing([a, b, c, d, e, f]) else {
                continue;
            };
            let middle = point((c + d) / 2.0, y as f32 + 0.5);
            let near = |center: Point, module: f32| {
                let away = center.minus(middle);
                away.x.abs() < 2.0 * module && away.y.abs() < 2.5 * module
            };
            if finders.iter().any(|known| near(known.center, known.module))
                || refused.iter().rev().take(32).any(|&(center, module)| {
                    (center.x - middle.x).abs() < 0.5 * module
                        && (center.y - middle.y).abs() < 0.3 * module
                })
            {
                continue;
            }
            // The colour of the first run of the five.
            let dark = first ^ (at as u8 & 1);
            match finder(binary, ring, middle, module, dark) {
                Some(finder) if finders.len() < FINDERS_MAX * 4 => finders.push(finder),
                _ => refused.push((middle, module)),
            }
        }
    }
    finders.sort_by(|a, b| b.worth().total_cmp(&a.worth()));
    let mut chosen: Vec<Finder> = Vec::new();
    for finder in finders {
        if !chosen.iter().any(|other| other.is_same(&finder)) {
            chosen.push(finder);
        }
        if chosen.len() == FINDERS_MAX {
            break;
        }
    }
    chosen
}

/// Where the colour changes in a row, its two ends among them; and the colour it begins with.
fn edges_of(row: &[u8], edges: &mut Vec<u32>) -> u8 {
    edges.clear();
    edges.push(0);
    let mut last = row.first().copied().unwrap_or(0);
    let mut x = 0;
    while x < row.len() {
        // Eight pixels of one colour are passed over at once.
        if let Some(Ok(eight)) = row.get(x..x + 8).map(<[u8; 8]>::try_from)
            && eight == [last; 8]
        {
            x += 8;
            continue;
        }
        if row[x] != last {
            last = row[x];
            edges.push(x as u32);
        }
        x += 1;
    }
    edges.push(row.len() as u32);
    row.first().copied().unwrap_or(0)
}

impl Ring {
    /// The module of a line that crosses a finder at these edges. From edge to like edge is measured,
    /// because printing and light make all dark runs wider, or all light ones.
    fn crossing(self, [a, b, c, d, e, f]: [f32; 6]) -> Option<f32> {
        let module = match self {
            Ring::Closed => (f - a) / 7.0,
            Ring::Open => (e - b) / 5.0,
        };
        if module < MODULE_MIN {
            return None;
        }
        let slack = 0.5 * module + 0.6;
        let right = |length: f32, modules: f32| (length - modules * module).abs() <= slack;
        let outer = match self {
            Ring::Closed => {
                right(c - a, 2.0) && right(f - d, 2.0) && d - c > b - a && d - c > f - e
            }
            Ring::Open => b - a > 0.5 * module && f - e > 0.5 * module,
        };
        let fits = outer
            && right(d - b, 4.0)
            && right(e - c, 4.0)
            && d - c > 1.3 * module
            && d - c > c - b
            && d - c > e - d;
        fits.then_some(module)
    }

    /// How far a ray's outer edge is, if it crosses core, gap and ring as it should: at 1.5, 2.5
    /// and 3.5 modules, times what its direction makes of them.
    fn edge(self, [core, gap, ring]: [f32; 3]) -> Option<f32> {
        let edge = match self {
            Ring::Closed => ring,
            Ring::Open => gap * 3.5 / 2.5,
        };
        let unit = edge / 3.5;
        let slack = 0.9 * unit + 0.7;
        let fits = core > 0.4 * unit
            && match self {
                Ring::Closed => {
                    ((core + gap) - 4.0 * unit).abs() < slack
                        && ((gap + ring) - 6.0 * unit).abs() < slack
                }
                Ring::Open => (core - 1.5 * unit).abs() < 0.35 * unit + 0.7 && ring > 3.0 * unit,
            };
        fits.then_some(edge)
    }
}

/// The finder around `middle`, if it is one: crossed downwards, too, and by rays to all sides.
fn finder(binary: &Binary, ring: Ring, middle: Point, module: f32, dark: u8) -> Option<Finder> {
    let down = cross(binary, ring, middle, 1, module, dark)?;
    let middle = point(middle.x, down.0);
    let across = cross(binary, ring, middle, 0, module.max(down.1), dark)?;
    let middle = point(across.0, middle.y);
    let module = (down.1 + across.1) / 2.0;
    outline(binary, ring, middle, module, dark)
}

/// The middle and the module of the crossing along an axis (0 across, 1 down).
fn cross(
    binary: &Binary,
    ring: Ring,
    middle: Point,
    axis: usize,
    module: f32,
    dark: u8,
) -> Option<(f32, f32)> {
    let (x, y) = (middle.x as usize, middle.y as usize);
    if x >= binary.width || y >= binary.height {
        return None;
    }
    let (start, end) = if axis == 0 {
        (x, binary.width)
    } else {
        (y, binary.height)
    };
    let get = |at: usize| {
        if axis == 0 {
            binary.get(at, y)
        } else {
            binary.get(x, at)
        }
    };
    if get(start) != dark {
        return None;
    }
    // A finder seen from the side is narrow in one direction.
    let far = (module * 14.0) as usize + 4;
    let mut up = [0usize; 3];
    let mut at = start;
    for (turn, edge) in up.iter_mut().enumerate() {
        let colour = if turn == 1 { 1 - dark } else { dark };
        while at > 0 && get(at - 1) == colour && start - at <= far {
            at -= 1;
        }
        *edge = at;
    }
    let mut down = [0usize; 3];
    let mut at = start;
    for (turn, edge) in down.iter_mut().enumerate() {
        let colour = if turn == 1 { 1 - dark } else { dark };
        while at < end && get(at) == colour && at - start <= far {
            at += 1;
        }
        *edge = at;
    }
    let [c, b, a] = up.map(|edge| edge as f32);
    let [d, e, f] = down.map(|edge| edge as f32);
    let module = ring.crossing([a, b, c, d, e, f])?;
    Some(((c + d) / 2.0, module))
}

/// The square around the middle, by rays.
fn outline(binary: &Binary, ring: Ring, middle: Point, module: f32, dark: u8) -> Option<Finder> {
    let mut edge = [None; RAYS];
    let mut support = 0;
    for (number, place) in edge.iter_mut().enumerate() {
        let angle = number as f32 * std::f32::consts::TAU / RAYS as f32;
        let (sin, cos) = angle.sin_cos();
        if let Some(radius) = ring.edge(ray(binary, middle, (cos, sin), module, dark)) {
            *place = Some(middle.plus(point(cos, sin).times(radius)));
            support += 1;
        }
    }
    if support < SUPPORT_MIN {
        return None;
    }
    let corners = square(&edge)?;
    let center = meet(
        (corners[0], corners[2].minus(corners[0])),
        (corners[1], corners[3].minus(corners[1])),
    )?;
    let area = (corners[2].minus(corners[0]))
        .cross(corners[3].minus(corners[1]))
        .abs()
        / 2.0;
    let module = area.sqrt() / 7.0;
    if module < MODULE_MIN || center.minus(middle).length() > 1.5 * module {
        return None;
    }
    Some(Finder {
        center,
        corners,
        module,
        support,
        inverted: dark == 0,
        ring,
    })
}

/// How far it is to the ends of core, gap and ring; 0 for what has no end within reach.
fn ray(binary: &Binary, from: Point, (cos, sin): (f32, f32), module: f32, dark: u8) -> [f32; 3] {
    let far = module * 12.0 + 3.0;
    let step = 0.5;
    let mut radius = 0.0;
    let mut turns = [0.0f32; 3];
    let mut turn = 0;
    while turn < 3 && radius < far {
        let (x, y) = (from.x + cos * radius, from.y + sin * radius);
        if x < 0.0 || y < 0.0 || x >= binary.width as f32 || y >= binary.height as f32 {
            break;
        }
        let colour = if turn == 1 { 1 - dark } else { dark };
        if binary.get(x as usize, y as usize) != colour {
            turns[turn] = radius - step / 2.0;
            turn += 1;
        }
        radius += step;
    }
    if turn == 2 {
        // Dark as far as one sees.
        turns[2] = radius;
    }
    turns
}

/// The four corners of the outline: the farthest point from its middle is a corner, the farthest
/// from that the opposite one, and the farthest from the line between them are the other two; then
/// a line is drawn through the points of each side.
fn square(edge: &[Option<Point>; RAYS]) -> Option<[Point; 4]> {
    let seen = || {
        edge.iter()
            .enumerate()
            .filter_map(|(i, p)| Some((i, (*p)?)))
    };
    let count = seen().count() as f32;
    let mean = seen()
        .fold(point(0.0, 0.0), |sum, (_, p)| sum.plus(p))
        .times(1.0 / count);
    let farthest = |from: Point| {
        seen().max_by(|a, b| {
            let (a, b) = (a.1.minus(from).length(), b.1.minus(from).length());
            a.total_cmp(&b)
        })
    };
    let a = farthest(mean)?;
    let c = farthest(a.1)?;
    let diagonal = c.1.minus(a.1);
    let side = |p: Point| diagonal.cross(p.minus(a.1));
    let b = seen().max_by(|p, q| side(p.1).total_cmp(&side(q.1)))?;
    let d = seen().min_by(|p, q| side(p.1).total_cmp(&side(q.1)))?;
    let mut corners = [a, b, c, d];
    // Clockwise on the screen is the direction in which the rays were cast.
    corners.sort_by_key(|corner| corner.0);
    let mut lines = [None; 4];
    for (i, line) in lines.iter_mut().enumerate() {
        let (from, to) = (corners[i].0, corners[(i + 1) % 4].0);
        let between = (to + RAYS - from) % RAYS;
        let trim = if between > 6 { 2 } else { 1 };
        let points: Vec<Point> = (trim..=between.saturating_sub(trim))
            .filter_map(|k| edge[(from + k) % RAYS])
            .collect();
        *line = fitted(&points).or_else(|| {
            let (from, to) = (corners[i].1, corners[(i + 1) % 4].1);
            let along = to.minus(from);
            (along.length() > 0.5).then_some((from, along))
        });
    }
    let mut square = [point(0.0, 0.0); 4];
    for (i, corner) in square.iter_mut().enumerate() {
        let met = meet(lines[(i + 3) % 4]?, lines[i]?)?;
        // A line through few points may go astray.
        let off = met.minus(corners[i].1).length();
        *corner = if off < 0.25 * diagonal.length() {
            met
        } else {
            corners[i].1
        };
    }
    Some(square)
}

/// The line that comes closest to the points, without the one that is farthest off.
fn fitted(points: &[Point]) -> Option<(Point, Point)> {
    let line = straight(points)?;
    if points.len() < 5 {
        return Some(line);
    }
    let off = |p: &Point| line.1.cross(p.minus(line.0)).abs();
    let worst = points.iter().max_by(|a, b| off(a).total_cmp(&off(b)))?;
    let rest: Vec<Point> = points.iter().filter(|p| *p != worst).copied().collect();
    straight(&rest)
}

fn straight(points: &[Point]) -> Option<(Point, Point)> {
    if points.len() < 3 {
        return None;
    }
    let count = points.len() as f32;
    let mean = points
        .iter()
        .fold(point(0.0, 0.0), |sum, p| sum.plus(*p))
        .times(1.0 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for p in points {
        let d = p.minus(mean);
        xx += d.x * d.x;
        xy += d.x * d.y;
        yy += d.y * d.y;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    Some((mean, point(angle.cos(), angle.sin())))
}
