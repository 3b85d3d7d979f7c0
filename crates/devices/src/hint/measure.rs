//! What can be measured of a code in a picture.

use image::GrayImage;

use crate::reader::Sighting;

/// A point in a picture, in pixels.
type Point = (f32, f32);

/// A code in a picture, in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measures {
    /// Pixels a module.
    pub(super) module: f32,
    /// Pixels from the corner that is nearest to the picture's edge; negative beyond it.
    pub(super) margin: f32,
    /// Its largest side as a share of the picture's shorter one.
    pub(super) extent: f32,
    /// Its shortest side as a share of its longest.
    pub(super) sides: f32,
    /// Luma of the dark modules, 0 to 255.
    pub(super) dark: f32,
    /// Luma of the light modules.
    pub(super) light: f32,
    /// The share of it that is white where there must be dark modules as well.
    pub(super) glare: f32,
    /// How many pixels the way from dark to light takes.
    pub(super) edge: f32,
}

/// So many points across and down are looked at.
const POINTS: usize = 96;
/// So many lines in both directions are followed for edges.
const LINES: usize = 12;
/// Blocks that must have dark modules, across and down. Each has to be some modules wide.
const BLOCKS_MAX: usize = 8;
const BLOCK_MODULES: f32 = 4.0;
/// A block whose darkest tenth is lighter has lost its modules.
const WHITE: u8 = 232;

impl Measures {
    pub(super) fn of(luma: &GrayImage, sighting: &Sighting) -> Self {
        let corners = sighting.corners;
        let (width, height) = (luma.width() as f32, luma.height() as f32);
        let margin = corners
            .iter()
            .map(|(x, y)| x.min(*y).min(width - x).min(height - y))
            .fold(f32::INFINITY, f32::min);
        let sides: Vec<f32> = (0..4)
            .map(|at| distance(corners[at], corners[(at + 1) % 4]))
            .collect();
        let longest = sides.iter().copied().fold(0.0, f32::max);
        let shortest = sides.iter().copied().fold(f32::INFINITY, f32::min);
        let points = points(luma, &corners);
        let mut sorted = points.clone();
        sorted.sort_unstable();
        let (dark, light) = (tenth(&sorted, 1), tenth(&sorted, 9));
        let modules = longest / sighting.module.max(0.1);
        Measures {
            module: sighting.module,
            margin,
            extent: longest / width.min(height).max(1.0),
            sides: shortest / longest.max(1.0),
            dark: f32::from(dark),
            light: f32::from(light),
            glare: glare(&points, modules),
            edge: edge(luma, &corners, dark, light),
        }
    }
}

/// The luma at points spread over the code, row by row.
fn points(luma: &GrayImage, corners: &[Point; 4]) -> Vec<u8> {
    let share = |at: usize| (at as f32 + 0.5) / POINTS as f32;
    (0..POINTS)
        .flat_map(|down| (0..POINTS).map(move |across| (share(across), share(down))))
        .map(|place| {
            let (x, y) = within(corners, place);
            // Beyond the edge, the last pixel before it.
            let pixel = |at: f32, end: u32| (at.max(0.0) as u32).min(end.saturating_sub(1));
            let (x, y) = (pixel(x, luma.width()), pixel(y, luma.height()));
            luma.get_pixel_checked(x, y).map_or(0, |pixel| pixel.0[0])
        })
        .collect()
}

/// The place in the picture of a place in the code, both of its coordinates from 0 to 1.
fn within(corners: &[Point; 4], (across, down): (f32, f32)) -> Point {
    let between =
        |a: Point, b: Point, share: f32| (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
    let [top_left, top_right, bottom_right, bottom_left] = *corners;
    let upper = between(top_left, top_right, across);
    let lower = between(bottom_left, bottom_right, across);
    between(upper, lower, down)
}

/// The share of blocks that are white from edge to edge. A code has no such place, for masks
/// prevent it, unless somebody put a logo into its middle: the middle does not count.
fn glare(points: &[u8], modules: f32) -> f32 {
    let blocks = ((modules / BLOCK_MODULES) as usize).clamp(2, BLOCKS_MAX);
    let side = POINTS / blocks;
    let (mut white, mut all) = (0, 0);
    for (down, across) in (0..blocks).flat_map(|down| (0..blocks).map(move |x| (down, x))) {
        let is_middle = |at: usize| (2 * at + 1).abs_diff(blocks) <= blocks / 3;
        if is_middle(down) && is_middle(across) {
            continue;
        }
        let mut block: Vec<u8> = (down * side..(down + 1) * side)
            .flat_map(|y| &points[y * POINTS + across * side..][..side])
            .copied()
            .collect();
        block.sort_unstable();
        white += usize::from(tenth(&block, 1) >= WHITE);
        all += 1;
    }
    white as f32 / all.max(1) as f32
}

/// The usual length of an edge between light and dark, in pixels, in the direction in which it is
/// longer: a hand that moves blurs in one direction only.
fn edge(luma: &GrayImage, corners: &[Point; 4], dark: u8, light: u8) -> f32 {
    let contrast = f32::from(light) - f32::from(dark);
    if contrast < 8.0 {
        return 0.0;
    }
    let (low, high) = (
        f32::from(dark) + 0.25 * contrast,
        f32::from(dark) + 0.75 * contrast,
    );
    let longest = |place: fn(f32, f32) -> (f32, f32)| {
        let mut lengths = Vec::new();
        for line in 0..LINES {
            let aside = (line as f32 + 0.5) / LINES as f32;
            let from = within(corners, place(0.0, aside));
            let to = within(corners, place(1.0, aside));
            follow(luma, from, to, low, high, &mut lengths);
        }
        lengths.sort_by(f32::total_cmp);
        // From a quarter to three quarters is half of the way.
        lengths
            .get(lengths.len() / 2)
            .map_or(0.0, |half| 2.0 * half)
    };
    longest(|along, aside| (along, aside)).max(longest(|along, aside| (aside, along)))
}

/// Walks a line in quarters of a pixel and notes how long each way from below `low` to above
/// `high` was, or back.
fn follow(luma: &GrayImage, from: Point, to: Point, low: f32, high: f32, lengths: &mut Vec<f32>) {
    const STEP: f32 = 0.25;
    /// The corners are what a detector believes; no line is longer.
    const STEPS_MAX: usize = 16_384;
    let length = distance(from, to);
    let steps = ((length / STEP) as usize).min(STEPS_MAX);
    // Where the line was last on each side.
    let (mut below, mut above) = (None, None);
    for step in 0..steps {
        let share = step as f32 / steps as f32;
        let at = (
            from.0 + (to.0 - from.0) * share,
            from.1 + (to.1 - from.1) * share,
        );
        let Some(value) = smooth(luma, at) else {
            (below, above) = (None, None);
            continue;
        };
        let mut arrived = |other: &mut Option<usize>| {
            if let Some(start) = other.take() {
                lengths.push((step - start) as f32 * STEP);
            }
        };
        if value <= low {
            arrived(&mut above);
            below = Some(step);
        } else if value >= high {
            arrived(&mut below);
            above = Some(step);
        }
    }
}

/// The luma between four pixels.
fn smooth(luma: &GrayImage, (x, y): Point) -> Option<f32> {
    let (x, y) = (x - 0.5, y - 0.5);
    if x < 0.0 || y < 0.0 {
        return None;
    }
    let (column, row) = (x as u32, y as u32);
    let (fx, fy) = (x - column as f32, y - row as f32);
    let at = |dx: u32, dy: u32| {
        let pixel = luma.get_pixel_checked(column + dx, row + dy)?;
        Some(f32::from(pixel.0[0]))
    };
    let upper = at(0, 0)? * (1.0 - fx) + at(1, 0)? * fx;
    let lower = at(0, 1)? * (1.0 - fx) + at(1, 1)? * fx;
    Some(upper * (1.0 - fy) + lower * fy)
}

/// How large the value is that so many tenths of the sorted ones do not exceed.
fn tenth(sorted: &[u8], tenths: usize) -> u8 {
    let at = sorted.len() * tenths / 10;
    sorted.get(at).copied().unwrap_or(0)
}

fn distance(a: Point, b: Point) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}
