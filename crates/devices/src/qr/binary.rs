//! What is dark in a picture and what is light.

use super::plane::{Plane, Sums};

/// 1 for a dark pixel, 0 for a light one.
pub(crate) struct Binary {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

const BLOCK: usize = 8;
/// In a block with less between its darkest and its lightest pixel there is no edge.
const FLAT: u8 = 24;

impl Binary {
    #[inline]
    pub fn get(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// Against the means of the blocks around: cheap, and right wherever a block holds an edge.
    /// A flat block is taken for light unless its neighbours say that it is dark.
    pub fn by_blocks(plane: &Plane) -> Binary {
        let (across, down) = (plane.width.div_ceil(BLOCK), plane.height.div_ceil(BLOCK));
        let mut means = vec![0u8; across * down];
        for by in 0..down {
            let top = (by * BLOCK).min(plane.height.saturating_sub(BLOCK));
            for bx in 0..across {
                let left = (bx * BLOCK).min(plane.width.saturating_sub(BLOCK));
                let (mut sum, mut least, mut most) = (0u32, u8::MAX, 0u8);
                let mut count = 0u32;
                for y in top..(top + BLOCK).min(plane.height) {
                    let row = plane.row(y);
                    let row = &row[left..(left + BLOCK).min(plane.width)];
                    for &pixel in row {
                        sum += u32::from(pixel);
                        least = least.min(pixel);
                        most = most.max(pixel);
                    }
                    count += row.len() as u32;
                }
                let mut mean = (sum / count.max(1)) as u8;
                if most - least <= FLAT {
                    mean = least / 2;
                    if bx > 0 && by > 0 {
                        let above = &means[(by - 1) * across + bx - 1..];
                        let before = u16::from(means[by * across + bx - 1]);
                        let around = (u16::from(above[0]) + u16::from(above[1]) + 2 * before) / 4;
                        if u16::from(least) < around {
                            mean = around as u8;
                        }
                    }
                }
                means[by * across + bx] = mean;
            }
        }
        let means = Sums::of(&Plane {
            width: across,
            height: down,
            pixels: means,
        });
        let mut pixels = vec![0; plane.width * plane.height];
        let mut limits = vec![0u8; across];
        for y in 0..plane.height {
            if y % BLOCK == 0 {
                means.row(y / BLOCK, 2, |bx, sum, share| {
                    limits[bx] = (sum as f32 * share) as u8;
                });
            }
            let to = pixels[y * plane.width..(y + 1) * plane.width].chunks_mut(BLOCK);
            for ((to, from), &limit) in to.zip(plane.row(y).chunks(BLOCK)).zip(&limits) {
                for (to, &from) in to.iter_mut().zip(from) {
                    *to = u8::from(from <= limit);
                }
            }
        }
        Binary {
            width: plane.width,
            height: plane.height,
            pixels,
        }
    }

    /// Against the mean of the square around each pixel; `share` of it, in hundredths, is the
    /// limit.
    pub fn by_mean(plane: &Plane, sums: &Sums, radius: usize, share: u32) -> Binary {
        let mut pixels = vec![0; plane.pixels.len()];
        let part = share as f32 / 100.0;
        for (y, to) in pixels.chunks_exact_mut(plane.width).enumerate() {
            let from = plane.row(y);
            sums.row(y, radius, |x, sum, count| {
                to[x] = u8::from(f32::from(from[x]) <= sum as f32 * count * part);
            });
        }
        Binary {
            width: plane.width,
            height: plane.height,
            pixels,
        }
    }
}
