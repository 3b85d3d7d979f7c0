//! What the modules of a symbol look like, and which of them are dark.

use super::{geometry::point, layout, linear, locate::Placement, plane::Plane};

/// So many modules around the symbol are looked at as well: what is there spills over.
const MARGIN: usize = 2;

/// What differs by less than this share of the whole does not differ.
const EVEN: f32 = 0.3;

/// The lightness of each module, [`MARGIN`] modules of the surroundings included.
pub(crate) struct Modules {
    pub side: usize,
    values: Vec<f32>,
    /// Which of them the picture shows at all.
    shown: Vec<bool>,
}

/// Which modules are dark, and how sure that is (0 is a coin's throw).
#[derive(Clone)]
pub(crate) struct Bits {
    pub side: usize,
    pub dark: Vec<bool>,
    pub sure: Vec<f32>,
}

impl Bits {
    pub fn get(&self, (x, y): (usize, usize)) -> bool {
        self.dark[y * self.side + x]
    }

    /// What share of the modules that are known before anything is read is not as it should be.
    pub fn wrong_function(&self) -> f32 {
        let known = layout::function(self.side);
        let (mut all, mut wrong) = (0u32, 0u32);
        for (known, seen) in known.iter().zip(&self.dark) {
            if let Some(dark) = known {
                all += 1;
                wrong += u32::from(dark != seen);
            }
        }
        wrong as f32 / all as f32
    }

    pub fn transposed(&self) -> Bits {
        let side = self.side;
        let at = |i: usize| (i % side) * side + i / side;
        Bits {
            side,
            dark: (0..side * side).map(|i| self.dark[at(i)]).collect(),
            sure: (0..side * side).map(|i| self.sure[at(i)]).collect(),
        }
    }
}

impl Modules {
    pub fn sample(plane: &Plane, placement: &Placement, inverted: bool) -> Modules {
        let side = placement.side;
        let across = side + 2 * MARGIN;
        let mut values = Vec::with_capacity(across * across);
        let mut shown = Vec::with_capacity(across * across);
        let sign = if inverted { -1.0 } else { 1.0 };
        let middle = point(side as f32 / 2.0, side as f32 / 2.0);
        let (right, down) = placement.map.steps(middle);
        let module = right.length().min(down.length());
        let spread = 0.22;
        for y in 0..across {
            for x in 0..across {
                let center = point(
                    x as f32 + 0.5 - MARGIN as f32,
                    y as f32 + 0.5 - MARGIN as f32,
                );
                let place = placement.at(center);
                let mut value = plane.at(place);
                if module > 2.6 {
                    // The middle of a module is not one pixel.
                    let (a, b) = (right.times(spread), down.times(spread));
                    value = (value * 2.0
                        + plane.near(place.plus(a).plus(b))
                        + plane.near(place.plus(a).minus(b))
                        + plane.near(place.minus(a).plus(b))
                        + plane.near(place.minus(a).minus(b)))
                        / 6.0;
                }
                values.push(value * sign);
                shown.push(plane.holds(place));
            }
        }
        Modules {
            side,
            values,
            shown,
        }
    }

    fn across(&self) -> usize {
        self.side + 2 * MARGIN
    }

    /// How much lighter each module is than those around it, `radius` modules to each side; and
    /// by how much they differ there.
    fn contrast(&self, radius: usize) -> (Vec<f32>, Vec<f32>) {
        let across = self.across();
        let stride = across + 1;
        let mut sums = vec![(0f64, 0f64); stride * stride];
        for y in 0..across {
            let mut row = (0f64, 0f64);
            for x in 0..across {
                let value = f64::from(self.values[y * across + x]);
                row = (row.0 + value, row.1 + value * value);
                let above = sums[y * stride + x + 1];
                sums[(y + 1) * stride + x + 1] = (above.0 + row.0, above.1 + row.1);
            }
        }
        let count = (across * across) as f64;
        let whole = sums[stride * stride - 1];
        let even = (whole.1 / count - (whole.0 / count).powi(2))
            .max(1.0)
            .sqrt() as f32;
        let mut lighter = Vec::with_capacity(across * across);
        let mut spread = Vec::with_capacity(across * across);
        for y in 0..across {
            for x in 0..across {
                // The quiet zone is light and says nothing about the limit inside.
                let low = |at: usize| at.saturating_sub(radius).max(MARGIN);
                let high = |at: usize| (at + radius + 1).min(across - MARGIN);
                let inside = |at: usize| at.clamp(MARGIN, across - MARGIN - 1);
                let (left, right) = (low(inside(x)), high(inside(x)));
                let (top, bottom) = (low(inside(y)), high(inside(y)));
                let at = |x: usize, y: usize| sums[y * stride + x];
                let count = ((right - left) * (bottom - top)) as f64;
                let sum = |of: fn((f64, f64)) -> f64| {
                    (of(at(right, bottom)) - of(at(left, bottom)) - of(at(right, top))
                        + of(at(left, top)))
                        / count
                };
                let (mean, square) = (sum(|s| s.0), sum(|s| s.1));
                lighter.push(self.values[y * across + x] - mean as f32);
                // Where hardly anything differs, in glare or under a thumb, nothing is sure.
                let local = (square - mean * mean).max(1.0).sqrt() as f32;
                spread.push(local.max(EVEN * even));
            }
        }
        (lighter, spread)
    }

    /// Dark is what is darker than its surroundings.
    pub fn bits(&self, radius: usize) -> Bits {
        let (lighter, spread) = self.contrast(radius);
        self.inner(|at| (lighter[at], lighter[at].abs() / spread[at]))
    }

    fn inner(&self, of: impl Fn(usize) -> (f32, f32)) -> Bits {
        let across = self.across();
        let (mut dark, mut sure) = (Vec::new(), Vec::new());
        for y in MARGIN..across - MARGIN {
            for x in MARGIN..across - MARGIN {
                let (lighter, certain) = of(y * across + x);
                dark.push(lighter < 0.0);
                sure.push(if self.shown[y * across + x] {
                    certain
                } else {
                    0.0
                });
            }
        }
        Bits {
            side: self.side,
            dark,
            sure,
        }
    }

    /// What blur and motion have mixed is taken apart: from the modules that are known before
    /// anything is read it is learnt how much of its neighbours a module has in it.
    pub fn equalised(&self, radius: usize, reach: usize) -> Option<Bits> {
        let (lighter, spread) = self.contrast(radius);
        let across = self.across();
        let scaled: Vec<f32> = lighter.iter().zip(&spread).map(|(l, s)| l / s).collect();
        let width = 2 * reach + 1;
        let taps = width * width + 1;
        let near = |x: usize, y: usize, values: &mut [f32]| {
            for (i, value) in values.iter_mut().take(width * width).enumerate() {
                let (dx, dy) = (i % width, i / width);
                let (x, y) = (x + MARGIN + dx - reach, y + MARGIN + dy - reach);
                *value = scaled[y * across + x];
            }
            values[width * width] = 1.0;
        };
        let known = layout::function(self.side);
        let mut sums = vec![0f64; taps * (taps + 1)];
        let mut values = vec![0f32; taps];
        for y in 0..self.side {
            for x in 0..self.side {
                let Some(dark) = known[y * self.side + x] else {
                    continue;
                };
                near(x, y, &mut values);
                let target = if dark { -1.0 } else { 1.0 };
                for i in 0..taps {
                    let row = &mut sums[i * (taps + 1)..(i + 1) * (taps + 1)];
                    for j in 0..taps {
                        row[j] += f64::from(values[i] * values[j]);
                    }
                    row[taps] += f64::from(values[i] * target);
                }
            }
        }
        // Leans towards taking each module for what it is.
        let lean = 6.0;
        for i in 0..taps {
            sums[i * (taps + 1) + i] += lean;
        }
        let middle = reach * width + reach;
        sums[middle * (taps + 1) + taps] += lean;
        let weights = linear::solve(sums, taps)?;
        let mut dark = Vec::with_capacity(self.side * self.side);
        let mut sure = Vec::with_capacity(self.side * self.side);
        for y in 0..self.side {
            for x in 0..self.side {
                near(x, y, &mut values);
                let light: f32 = values
                    .iter()
                    .zip(&weights)
                    .map(|(v, w)| v * *w as f32)
                    .sum();
                dark.push(light < 0.0);
                let shown = self.shown[(y + MARGIN) * across + x + MARGIN];
                sure.push(if shown { light.abs() } else { 0.0 });
            }
        }
        Some(Bits {
            side: self.side,
            dark,
            sure,
        })
    }
}
