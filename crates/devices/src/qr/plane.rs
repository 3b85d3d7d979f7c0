//! A picture in grey, and pictures made of it.

use super::geometry::Point;

/// Rows of grey pixels, from black (0) to white (255).
#[derive(Clone)]
pub(crate) struct Plane {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Plane {
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// The grey at this place, between the pixels; beyond the edge it is the edge's.
    #[inline]
    pub fn at(&self, place: Point) -> f32 {
        let x = (place.x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (place.y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (dx, dy) = (x - left as f32, y - top as f32);
        let right = (left + 1).min(self.width - 1);
        let below = (top + 1).min(self.height - 1) * self.width;
        let top = top * self.width;
        let pixel = |at: usize| f32::from(self.pixels[at]);
        let upper = pixel(top + left) * (1.0 - dx) + pixel(top + right) * dx;
        let lower = pixel(below + left) * (1.0 - dx) + pixel(below + right) * dx;
        upper * (1.0 - dy) + lower * dy
    }

    /// The grey of the pixel there.
    #[inline]
    pub fn near(&self, place: Point) -> f32 {
        let x = (place.x.max(0.0) as usize).min(self.width - 1);
        let y = (place.y.max(0.0) as usize).min(self.height - 1);
        f32::from(self.pixels[y * self.width + x])
    }

    pub fn holds(&self, place: Point) -> bool {
        place.x >= 0.0
            && place.y >= 0.0
            && place.x < self.width as f32
            && place.y < self.height as f32
    }

    /// Each pixel the mean of four.
    pub fn half(&self) -> Plane {
        Plane::half_of(self.width, self.height, &self.pixels)
    }

    /// The half of a picture of which there is no plane.
    pub fn half_of(across: usize, down: usize, whole: &[u8]) -> Plane {
        let (width, height) = (across / 2, down / 2);
        let row = |y: usize| whole[y * across..(y + 1) * across].chunks_exact(2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let (upper, lower) = (row(2 * y), row(2 * y + 1));
            pixels.extend(upper.zip(lower).map(|(a, b)| {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                ((sum + 2) / 4) as u8
            }));
        }
        Plane {
            width,
            height,
            pixels,
        }
    }

    /// Two pixels for one in each direction, with the greys in between.
    pub fn double(&self) -> Plane {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = vec![0; width * height];
        let mut above = vec![0u16; width];
        let mut here = vec![0u16; width];
        let widen = |row: &[u8], wide: &mut [u16]| {
            for (x, &pixel) in row.iter().enumerate() {
                let left = u16::from(row[x.saturating_sub(1)]);
                let right = u16::from(row[(x + 1).min(row.len() - 1)]);
                let pixel = 3 * u16::from(pixel);
                wide[2 * x] = pixel + left;
                wide[2 * x + 1] = pixel + right;
            }
        };
        // A doubled row lies a quarter of the way from its own row to a neighbour.
        for y in 0..height {
            let own = y / 2;
            let other = if y % 2 == 0 {
                own.saturating_sub(1)
            } else {
                (own + 1).min(self.height - 1)
            };
            widen(self.row(own), &mut here);
            widen(self.row(other), &mut above);
            for (pixel, (&own, &other)) in pixels[y * width..]
                .iter_mut()
                .zip(here.iter().zip(above.iter()))
            {
                *pixel = ((3 * own + other + 8) / 16) as u8;
            }
        }
        Plane {
            width,
            height,
            pixels,
        }
    }

    /// The mean of each pixel's square of `2 * radius + 1` pixels a side.
    pub fn blurred(&self, radius: usize) -> Plane {
        let sums = Sums::of(self);
        let mut pixels = vec![0; self.pixels.len()];
        for (y, row) in pixels.chunks_exact_mut(self.width).enumerate() {
            sums.row(y, radius, |x, sum, count| {
                // Exact enough for a byte, and no division.
                row[x] = (sum as f32 * count) as u8;
            });
        }
        Plane {
            width: self.width,
            height: self.height,
            pixels,
        }
    }

    /// What differs from its surroundings differs more.
    pub fn sharpened(&self, radius: usize, strength: f32) -> Plane {
        let mut soft = self.blurred(radius);
        let strength = (strength * 16.0) as i32;
        for (soft, &own) in soft.pixels.iter_mut().zip(&self.pixels) {
            let own = i32::from(own);
            let more = own + (own - i32::from(*soft)) * strength / 16;
            *soft = more.clamp(0, 255) as u8;
        }
        soft
    }
}

/// Sums over upright boxes in constant time.
pub(crate) struct Sums {
    width: usize,
    height: usize,
    sums: Vec<u32>,
}

impl Sums {
    pub fn of(plane: &Plane) -> Self {
        let stride = plane.width + 1;
        let mut sums = vec![0u32; stride * (plane.height + 1)];
        for y in 0..plane.height {
            let mut row = 0u32;
            let (done, coming) = sums.split_at_mut((y + 1) * stride);
            let above = &done[y * stride + 1..];
            for ((sum, &above), &pixel) in coming[1..stride].iter_mut().zip(above).zip(plane.row(y))
            {
                row += u32::from(pixel);
                *sum = above.wrapping_add(row);
            }
        }
        Sums {
            width: plane.width,
            height: plane.height,
            sums,
        }
    }

    /// For each pixel of a row the sum of the square around it, cut at the edges, and one divided
    /// by how many pixels that is.
    #[inline]
    pub fn row(&self, y: usize, radius: usize, mut each: impl FnMut(usize, u32, f32)) {
        let stride = self.width + 1;
        let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(self.height));
        let upper = &self.sums[top * stride..(top + 1) * stride];
        let lower = &self.sums[bottom * stride..(bottom + 1) * stride];
        let sum = |left: usize, right: usize| {
            lower[right]
                .wrapping_sub(lower[left])
                .wrapping_sub(upper[right])
                .wrapping_add(upper[left])
        };
        let share = |width: usize| 1.0 / ((bottom - top) * width) as f32;
        let whole = share(2 * radius + 1);
        for x in 0..self.width {
            let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
            let share = if right - left == 2 * radius + 1 {
                whole
            } else {
                share(right - left)
            };
            each(x, sum(left, right), share);
        }
    }
}
