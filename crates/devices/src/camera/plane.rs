//! The luma of a frame where it lies, without making a picture of it.

use image::GrayImage;

use super::Pixels;

/// Rows of luma, in the camera's own buffer or in a picture.
#[derive(Clone, Copy)]
pub(crate) struct Plane<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Bytes from one row to the next.
    stride: usize,
    /// Bytes from one pixel to the next; the first of each is luma.
    pub(crate) step: usize,
    bytes: &'a [u8],
}

impl<'a> Plane<'a> {
    /// The luma as the camera sent it; nothing if it has to be decoded first, or if there are
    /// fewer bytes than pixels.
    pub(crate) fn of(pixels: &'a Pixels) -> Option<Self> {
        let (width, height, stride, step, bytes) = match pixels {
            Pixels::Yuyv {
                width,
                height,
                stride,
                bytes,
            } => (width, height, stride, 2, bytes),
            // The luma of NV12 comes first, as if it were alone.
            Pixels::Grey {
                width,
                height,
                stride,
                bytes,
            }
            | Pixels::Nv12 {
                width,
                height,
                stride,
                bytes,
            } => (width, height, stride, 1, bytes),
            Pixels::Jpeg(_) | Pixels::Rgb(_) => return None,
        };
        let plane = Plane {
            width: *width as usize,
            height: *height as usize,
            stride: *stride,
            step,
            bytes,
        };
        plane.is_whole().then_some(plane)
    }

    pub(crate) fn of_picture(luma: &'a GrayImage) -> Self {
        Plane {
            width: luma.width() as usize,
            height: luma.height() as usize,
            stride: luma.width() as usize,
            step: 1,
            bytes: luma.as_raw(),
        }
    }

    fn is_whole(&self) -> bool {
        let row = self.width.checked_mul(self.step);
        let whole = row.and_then(|row| {
            let above = self.height.checked_sub(1)?.checked_mul(self.stride)?;
            above.checked_add(row)
        });
        row.is_some_and(|row| row > 0 && row <= self.stride)
            && whole.is_some_and(|whole| whole <= self.bytes.len())
    }

    /// The bytes of a row, from its first pixel to its last.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.stride;
        self.bytes
            .get(start..start + self.width * self.step)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_luma_of_yuyv_and_grey_is_found_where_it_lies() {
        let yuyv = Pixels::Yuyv {
            width: 2,
            height: 2,
            stride: 6,
            bytes: vec![10, 128, 20, 128, 99, 99, 30, 128, 40, 128],
        };
        let plane = Plane::of(&yuyv).unwrap();
        let luma = |y: usize| plane.row(y).iter().step_by(plane.step).copied();
        assert_eq!(luma(0).chain(luma(1)).collect::<Vec<_>>(), [10, 20, 30, 40]);
        let grey = Pixels::Grey {
            width: 1,
            height: 2,
            stride: 2,
            bytes: vec![1, 9, 2],
        };
        let plane = Plane::of(&grey).unwrap();
        assert_eq!((plane.row(0), plane.row(1)), (&[1][..], &[2][..]));
    }

    #[test]
    fn a_frame_with_fewer_bytes_than_pixels_has_none() {
        for (width, height, stride, bytes) in
            [(2, 2, 2, 3), (3, 1, 2, 9), (0, 1, 1, 9), (1, 0, 1, 9)]
        {
            let grey = Pixels::Grey {
                width,
                height,
                stride,
                bytes: vec![0; bytes],
            };
            assert!(Plane::of(&grey).is_none(), "{width}x{height} {stride}");
        }
    }
}
