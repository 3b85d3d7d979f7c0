//! Points, and the projective map from a symbol's modules to the picture's pixels.

use super::linear;

/// A place: pixels of a picture, whose top left corner is (0, 0) and whose first pixel has its
/// middle at (0.5, 0.5); or modules of a symbol, in the same manner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub x: f32,
    pub y: f32,
}

pub(crate) fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    pub fn minus(self, other: Point) -> Point {
        point(self.x - other.x, self.y - other.y)
    }

    pub fn plus(self, other: Point) -> Point {
        point(self.x + other.x, self.y + other.y)
    }

    pub fn times(self, factor: f32) -> Point {
        point(self.x * factor, self.y * factor)
    }

    pub fn dot(self, other: Point) -> f32 {
        self.x * other.x + self.y * other.y
    }

    /// Positive if `other` lies clockwise of this, as one sees it on a screen.
    pub fn cross(self, other: Point) -> f32 {
        self.x * other.y - self.y * other.x
    }

    pub fn length(self) -> f32 {
        self.x.hypot(self.y)
    }
}

/// Where the lines through `a` and `b` (each a point and a direction) meet.
pub(crate) fn meet(a: (Point, Point), b: (Point, Point)) -> Option<Point> {
    let across = a.1.cross(b.1);
    if across.abs() < 1e-3 * a.1.length() * b.1.length() {
        return None;
    }
    Some(a.0.plus(a.1.times(b.0.minus(a.0).cross(b.1) / across)))
}

/// A point in modules, where it is in pixels, and how much it counts.
pub(crate) type Pair = (Point, Point, f32);

/// A projective map from modules to pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Homography([f32; 8]);

impl Homography {
    /// The map that comes closest to all pairs, in least squares. `None` if there is none.
    pub fn fit(pairs: &[Pair]) -> Option<Self> {
        let count = pairs.len() as f64;
        if pairs.len() < 4 {
            return None;
        }
        // Both sides are moved and scaled to about one, or the sums would lose their digits.
        let mean = |of: &dyn Fn(&Pair) -> f32| {
            pairs.iter().map(|pair| f64::from(of(pair))).sum::<f64>() / count
        };
        let from = (mean(&|p| p.0.x), mean(&|p| p.0.y));
        let to = (mean(&|p| p.1.x), mean(&|p| p.1.y));
        let spread = |of: &dyn Fn(&Pair) -> f64| {
            (pairs.iter().map(of).sum::<f64>() / count).sqrt().max(1e-9)
        };
        let from_scale =
            spread(&|p| (f64::from(p.0.x) - from.0).powi(2) + (f64::from(p.0.y) - from.1).powi(2));
        let to_scale =
            spread(&|p| (f64::from(p.1.x) - to.0).powi(2) + (f64::from(p.1.y) - to.1).powi(2));
        let mut sums = vec![0f64; 8 * 9];
        for &(module, pixel, weight) in pairs {
            let x = (f64::from(module.x) - from.0) / from_scale;
            let y = (f64::from(module.y) - from.1) / from_scale;
            let u = (f64::from(pixel.x) - to.0) / to_scale;
            let v = (f64::from(pixel.y) - to.1) / to_scale;
            let weight = f64::from(weight);
            for row in [
                [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u],
                [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v],
            ] {
                for (i, sums) in sums.chunks_exact_mut(9).enumerate() {
                    for (sum, value) in sums.iter_mut().zip(row) {
                        *sum += weight * row[i] * value;
                    }
                }
            }
        }
        let h = linear::solve(sums, 8)?;
        // Back to modules and pixels: T⁻¹ · H · S.
        let (a, b) = (from.0, from.1);
        let s = 1.0 / from_scale;
        let normal = [
            [h[0] * s, h[1] * s, h[2] - s * (h[0] * a + h[1] * b)],
            [h[3] * s, h[4] * s, h[5] - s * (h[3] * a + h[4] * b)],
            [h[6] * s, h[7] * s, 1.0 - s * (h[6] * a + h[7] * b)],
        ];
        let whole = [0, 1, 2].map(|column| {
            [
                to_scale * normal[0][column] + to.0 * normal[2][column],
                to_scale * normal[1][column] + to.1 * normal[2][column],
                normal[2][column],
            ]
        });
        let last = whole[2][2];
        if last.abs() < 1e-9 {
            return None;
        }
        Some(Homography([
            (whole[0][0] / last) as f32,
            (whole[1][0] / last) as f32,
            (whole[2][0] / last) as f32,
            (whole[0][1] / last) as f32,
            (whole[1][1] / last) as f32,
            (whole[2][1] / last) as f32,
            (whole[0][2] / last) as f32,
            (whole[1][2] / last) as f32,
        ]))
    }

    pub fn map(&self, module: Point) -> Point {
        let h = &self.0;
        let Point { x, y } = module;
        let depth = h[6] * x + h[7] * y + 1.0;
        let depth = if depth.abs() < 1e-6 { 1e-6 } else { depth };
        point(
            (h[0] * x + h[1] * y + h[2]) / depth,
            (h[3] * x + h[4] * y + h[5]) / depth,
        )
    }

    /// How far one module goes to the right and down at this place, in pixels.
    pub fn steps(&self, module: Point) -> (Point, Point) {
        let half = 0.5;
        let across = self
            .map(point(module.x + half, module.y))
            .minus(self.map(point(module.x - half, module.y)));
        let down = self
            .map(point(module.x, module.y + half))
            .minus(self.map(point(module.x, module.y - half)));
        (across, down)
    }

    /// The corners of a symbol of `side` modules: top left, top right, bottom right, bottom left.
    pub fn corners(&self, side: usize) -> [Point; 4] {
        let far = side as f32;
        [(0.0, 0.0), (far, 0.0), (far, far), (0.0, far)].map(|(x, y)| self.map(point(x, y)))
    }

    /// Whether a symbol of `side` modules can be seen like that: not turned inside out, and
    /// nowhere behind the camera.
    pub fn is_sound(&self, side: usize) -> bool {
        let corners = self.corners(side);
        let far = side as f32;
        let in_front = [(far, 0.0), (far, far), (0.0, far)]
            .iter()
            .all(|(x, y)| self.0[6] * x + self.0[7] * y + 1.0 > 0.05);
        in_front
            && (0..4).all(|i| {
                let edge = corners[(i + 1) % 4].minus(corners[i]);
                let next = corners[(i + 2) % 4].minus(corners[(i + 1) % 4]);
                edge.cross(next) > 0.0
            })
    }
}
