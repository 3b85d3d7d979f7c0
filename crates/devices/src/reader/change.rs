//! Whether anything changed since the last picture: a look that costs a fiftieth of reading.

use image::GrayImage;

const ACROSS: usize = 32;
const DOWN: usize = 18;
/// Every so many pixels, in both directions, one is looked at.
const STEP: usize = 4;
/// A cell has changed when its mean moved by more, of 255. The noise of a camera moves the mean
/// of a hundred pixels by a fraction of one; a finger at the edge moves it by dozens.
const MOVED: u8 = 3;

/// The mean brightness of each cell of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Thumbnail([u8; ACROSS * DOWN]);

impl Thumbnail {
    pub(crate) fn of(luma: &GrayImage) -> Self {
        let (width, height) = (luma.width() as usize, luma.height() as usize);
        let mut sums = [(0u32, 0u32); ACROSS * DOWN];
        if width > 0 {
            for (y, row) in luma.as_raw().chunks_exact(width).enumerate().step_by(STEP) {
                let cells = y * DOWN / height * ACROSS;
                for (x, &pixel) in row.iter().enumerate().step_by(STEP) {
                    let (sum, count) = &mut sums[cells + x * ACROSS / width];
                    *sum += u32::from(pixel);
                    *count += 1;
                }
            }
        }
        Thumbnail(sums.map(|(sum, count)| (sum / count.max(1)) as u8))
    }

    pub(crate) fn differs(&self, other: &Thumbnail) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .any(|(a, b)| a.abs_diff(*b) > MOVED)
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// Grey with the noise of a camera: a few steps up and down, other ones for each seed.
    fn noisy(seed: u32) -> GrayImage {
        GrayImage::from_fn(1280, 720, |x, y| {
            let mixed = (x * 31 + y * 1009 + seed * 7919).wrapping_mul(2_654_435_761);
            Luma([(124 + (mixed >> 29)) as u8])
        })
    }

    #[test]
    fn noise_is_no_change_and_a_phone_at_the_edge_is() {
        let before = Thumbnail::of(&noisy(1));
        assert!(!Thumbnail::of(&noisy(2)).differs(&before));
        let mut phone = noisy(3);
        for x in 0..40 {
            for y in 300..400 {
                phone.put_pixel(x, y, Luma([20]));
            }
        }
        assert!(Thumbnail::of(&phone).differs(&before));
    }

    #[test]
    fn pictures_of_any_size_have_one() {
        for (width, height) in [(0, 0), (1, 1), (1, 1000), (7, 3), (31, 17), (33, 19)] {
            let thumbnail = Thumbnail::of(&GrayImage::new(width, height));
            assert!(!thumbnail.differs(&thumbnail.clone()));
        }
    }
}
