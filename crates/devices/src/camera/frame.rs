//! A frame as the camera gave it, its luma for the reader and its JPEG for the screen.

use std::{
    io::Cursor,
    sync::{Arc, OnceLock},
    time::Instant,
};

use image::{
    DynamicImage, GrayImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder, imageops,
};

use zune_jpeg::errors::DecodeErrors;

use super::jpeg;

/// A preview that has to be encoded here is at most so many pixels wide.
pub const PREVIEW_WIDTH: u32 = 640;
const PREVIEW_QUALITY: u8 = 80;
/// No side of a picture may be longer.
pub const PIXELS_ACROSS_MAX: u32 = 8192;
const DECODED_BYTES_MAX: u64 = 160 * 1024 * 1024;

/// A picture as JPEG, for the screen.
pub type Jpeg = Vec<u8>;

/// The pixels of a frame in the camera's own format.
pub enum Pixels {
    /// One JPEG picture; of a webcam it may lack the Huffman tables (MJPG).
    Jpeg(Vec<u8>),
    /// YUV 4:2:2, `Y0 U Y1 V` for each two pixels.
    Yuyv {
        /// Pixels in a row, even.
        width: u32,
        /// Rows.
        height: u32,
        /// Bytes from one row to the next.
        stride: usize,
        /// The rows.
        bytes: Vec<u8>,
    },
    /// YUV 4:2:0: rows of luma, then half as many rows of `U V`, a pair for each square of four
    /// pixels.
    Nv12 {
        /// Pixels in a row, even.
        width: u32,
        /// Rows, even.
        height: u32,
        /// Bytes from one row to the next, of luma as of colours.
        stride: usize,
        /// The rows.
        bytes: Vec<u8>,
    },
    /// One byte of luma a pixel.
    Grey {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Bytes from one row to the next.
        stride: usize,
        /// The rows.
        bytes: Vec<u8>,
    },
    /// Decoded colours.
    Rgb(RgbImage),
}

/// A frame that is no picture.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Not decodable, or larger than [`PIXELS_ACROSS_MAX`].
    #[error("not a picture: {0}")]
    Picture(#[from] image::ImageError),
    /// Not a JPEG picture that can be decoded.
    #[error("not a picture: {0}")]
    Jpeg(#[from] DecodeErrors),
    /// Not a file that can be read.
    #[error("not readable: {0}")]
    File(#[from] std::io::Error),
    /// Fewer bytes than its size asks for.
    #[error("the frame is cut off")]
    CutOff,
}

/// One picture of a camera.
pub struct Frame {
    pixels: Pixels,
    taken: Instant,
    preview: OnceLock<Option<Arc<Jpeg>>>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame")
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

impl Frame {
    /// A frame that was taken at `taken`.
    pub fn new(pixels: Pixels, taken: Instant) -> Self {
        Frame {
            pixels,
            taken,
            preview: OnceLock::new(),
        }
    }

    /// When it reached this program.
    pub fn taken(&self) -> Instant {
        self.taken
    }

    /// Its pixels as the camera sent them.
    pub(crate) fn pixels(&self) -> &Pixels {
        &self.pixels
    }

    /// The picture in grey, for the reader.
    ///
    /// # Errors
    /// The frame is damaged or too large.
    pub fn luma(&self) -> Result<GrayImage, FrameError> {
        match &self.pixels {
            Pixels::Jpeg(bytes) => jpeg::luma_of(bytes),
            Pixels::Yuyv {
                width,
                height,
                stride,
                bytes,
            } => grey_of(*width, *height, *stride, bytes, 2),
            Pixels::Nv12 {
                width,
                height,
                stride,
                bytes,
            }
            | Pixels::Grey {
                width,
                height,
                stride,
                bytes,
            } => grey_of(*width, *height, *stride, bytes, 1),
            Pixels::Rgb(picture) => Ok(imageops::grayscale(picture)),
        }
    }

    /// The picture as JPEG: the camera's own where it made one, else encoded the first time it is
    /// asked for, at most [`PREVIEW_WIDTH`] wide. Nothing if the frame is damaged.
    pub fn preview(&self) -> Option<Arc<Jpeg>> {
        self.preview
            .get_or_init(|| self.encode().ok().map(Arc::new))
            .clone()
    }

    fn encode(&self) -> Result<Jpeg, FrameError> {
        let picture = match &self.pixels {
            Pixels::Jpeg(bytes) => return Ok(bytes.clone()),
            Pixels::Yuyv {
                width,
                height,
                stride,
                bytes,
            } => DynamicImage::ImageRgb8(rgb_of_yuyv(*width, *height, *stride, bytes)?),
            Pixels::Nv12 {
                width,
                height,
                stride,
                bytes,
            } => DynamicImage::ImageRgb8(rgb_of_nv12(*width, *height, *stride, bytes)?),
            Pixels::Grey { .. } => DynamicImage::ImageLuma8(self.luma()?),
            Pixels::Rgb(picture) => DynamicImage::ImageRgb8(picture.clone()),
        };
        let small = if picture.width() > PREVIEW_WIDTH {
            let height =
                u64::from(picture.height()) * u64::from(PREVIEW_WIDTH) / u64::from(picture.width());
            picture.thumbnail_exact(PREVIEW_WIDTH, u32::try_from(height).unwrap_or(1).max(1))
        } else {
            picture
        };
        let mut jpeg = Vec::new();
        small.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, PREVIEW_QUALITY))?;
        Ok(jpeg)
    }
}

/// A picture file (JPEG or PNG, told apart by its content) within the limits of size.
///
/// # Errors
/// Not a picture, or larger than [`PIXELS_ACROSS_MAX`].
pub fn open_picture(bytes: &[u8]) -> Result<DynamicImage, FrameError> {
    let format = image::guess_format(bytes)?;
    Ok(decode(bytes, format)?)
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, image::ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(PIXELS_ACROSS_MAX);
    limits.max_image_height = Some(PIXELS_ACROSS_MAX);
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    reader.limits(limits);
    reader.decode()
}

/// Rows of `width` pixels, each `step` bytes, of which the first is luma.
fn grey_of(
    width: u32,
    height: u32,
    stride: usize,
    bytes: &[u8],
    step: usize,
) -> Result<GrayImage, FrameError> {
    let rows = rows_of(width, height, stride, bytes, step)?;
    let mut luma = Vec::with_capacity(width as usize * height as usize);
    for row in rows {
        if step == 1 {
            luma.extend_from_slice(row);
        } else {
            luma.extend(row.chunks_exact(step).map(|pixel| pixel[0]));
        }
    }
    GrayImage::from_raw(width, height, luma).ok_or(FrameError::CutOff)
}

fn rgb_of_yuyv(
    width: u32,
    height: u32,
    stride: usize,
    bytes: &[u8],
) -> Result<RgbImage, FrameError> {
    let rows = rows_of(width, height, stride, bytes, 2)?;
    let mut picture = RgbImage::new(width, height);
    for (row, out) in rows.zip(picture.rows_mut()) {
        for (pixel, out) in out.enumerate() {
            let pair = pixel / 2 * 4;
            let (Some(&y), Some(&[_, u, _, v])) = (row.get(pixel * 2), row.get(pair..pair + 4))
            else {
                return Err(FrameError::CutOff);
            };
            *out = rgb(y, u, v);
        }
    }
    Ok(picture)
}

fn rgb_of_nv12(
    width: u32,
    height: u32,
    stride: usize,
    bytes: &[u8],
) -> Result<RgbImage, FrameError> {
    let luma = rows_of(width, height, stride, bytes, 1)?;
    let after = stride * height as usize;
    let colours = bytes.get(after..).ok_or(FrameError::CutOff)?;
    let colours: Vec<&[u8]> =
        rows_of(width.div_ceil(2), height.div_ceil(2), stride, colours, 2)?.collect();
    let mut picture = RgbImage::new(width, height);
    for (number, (row, out)) in luma.zip(picture.rows_mut()).enumerate() {
        let pairs = colours[number / 2];
        for (pixel, (&y, out)) in row.iter().zip(out).enumerate() {
            let pair = pixel / 2 * 2;
            *out = rgb(y, pairs[pair], pairs[pair + 1]);
        }
    }
    Ok(picture)
}

/// Full-range BT.601, as webcams send it.
fn rgb(y: u8, u: u8, v: u8) -> Rgb<u8> {
    let (y, u, v) = (f32::from(y), f32::from(u) - 128.0, f32::from(v) - 128.0);
    // A float turned into u8 stays within 0 and 255 by itself.
    Rgb([
        (y + 1.402 * v).round() as u8,
        (y - 0.344_136 * u - 0.714_136 * v).round() as u8,
        (y + 1.772 * u).round() as u8,
    ])
}

fn rows_of(
    width: u32,
    height: u32,
    stride: usize,
    bytes: &[u8],
    step: usize,
) -> Result<impl Iterator<Item = &[u8]>, FrameError> {
    let row = width as usize * step;
    let rows = height as usize;
    let whole = rows
        .checked_sub(1)
        .and_then(|n| n.checked_mul(stride)?.checked_add(row));
    let small = width.max(height) <= PIXELS_ACROSS_MAX && row > 0 && stride >= row;
    match whole {
        Some(whole) if small && bytes.len() >= whole => Ok(bytes
            .chunks(stride)
            .take(rows)
            .map(move |line| &line[..row])),
        _ => Err(FrameError::CutOff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(pixels: Pixels) -> Frame {
        Frame::new(pixels, Instant::now())
    }

    #[test]
    fn yuyv_gives_its_luma_and_leaves_the_padding_of_its_rows_out() {
        let bytes = vec![10, 128, 20, 128, 99, 99, 30, 128, 40, 128];
        let luma = frame(Pixels::Yuyv {
            width: 2,
            height: 2,
            stride: 6,
            bytes,
        })
        .luma()
        .unwrap();
        assert_eq!(luma.into_raw(), [10, 20, 30, 40]);
    }

    #[test]
    fn yuyv_has_the_colours_of_bt_601() {
        // Red by the formulas of JFIF: Y 76, Cb 85, Cr 255; then white.
        let bytes = vec![76, 85, 76, 255, 255, 128, 255, 128];
        let rgb = rgb_of_yuyv(4, 1, 8, &bytes).unwrap();
        let near = |x: u32, colour: [i32; 3]| {
            (0..3).all(|c| (i32::from(rgb.get_pixel(x, 0).0[c]) - colour[c]).abs() <= 2)
        };
        assert!(near(0, [254, 0, 0]) && near(1, [254, 0, 0]) && near(3, [255, 255, 255]));
    }

    #[test]
    fn nv12_gives_its_luma_and_its_colours() {
        // Two rows of luma, one of colours: red, then without colour; a byte of padding each.
        let bytes = vec![
            76, 76, 255, 0, 9, //
            76, 76, 255, 0, 9, //
            85, 255, 128, 128, 9,
        ];
        let frame = |bytes: Vec<u8>| {
            frame(Pixels::Nv12 {
                width: 4,
                height: 2,
                stride: 5,
                bytes,
            })
        };
        let whole = frame(bytes.clone());
        assert_eq!(
            whole.luma().unwrap().into_raw(),
            [76, 76, 255, 0, 76, 76, 255, 0]
        );
        let rgb = rgb_of_nv12(4, 2, 5, &bytes).unwrap();
        for y in 0..2 {
            let red = rgb.get_pixel(1, y).0;
            assert!(red[0] >= 252 && red[1] <= 2 && red[2] <= 2, "{red:?}");
            assert_eq!(rgb.get_pixel(2, y).0, [255; 3]);
            assert_eq!(rgb.get_pixel(3, y).0, [0; 3]);
        }
        assert!(whole.preview().is_some());
        // The reader needs no colours; the screen does.
        let grey = frame(bytes[..10].to_vec());
        assert!(grey.luma().is_ok() && grey.preview().is_none());
        assert!(frame(bytes[..13].to_vec()).preview().is_none());
        assert!(frame(bytes[..8].to_vec()).luma().is_err());
    }

    #[test]
    fn grey_is_taken_as_it_is() {
        let luma = frame(Pixels::Grey {
            width: 3,
            height: 2,
            stride: 4,
            bytes: (0..8).collect(),
        });
        assert_eq!(luma.luma().unwrap().into_raw(), [0, 1, 2, 4, 5, 6]);
    }

    #[test]
    fn a_frame_with_fewer_bytes_than_pixels_is_an_error_and_no_panic() {
        for (width, height, stride, len) in [
            (2, 2, 4, 7),
            (2, 2, 3, 99),
            (0, 2, 4, 9),
            (2, 0, 4, 9),
            (9000, 1, 18000, 18000),
        ] {
            let bytes = vec![0; len];
            let cut = frame(Pixels::Yuyv {
                width,
                height,
                stride,
                bytes: bytes.clone(),
            });
            assert!(
                matches!(cut.luma(), Err(FrameError::CutOff)),
                "{width}x{height} {stride}"
            );
            assert!(cut.preview().is_none());
            let odd = frame(Pixels::Yuyv {
                width: 3,
                height: 1,
                stride: 6,
                bytes: vec![0; 6],
            });
            assert!(odd.preview().is_none());
        }
        assert!(
            frame(Pixels::Jpeg(b"\xff\xd8\xff no".to_vec()))
                .luma()
                .is_err()
        );
    }

    #[test]
    fn the_cameras_own_jpeg_is_shown_as_it_is_and_others_are_made_small() {
        let jpeg = frame(Pixels::Rgb(RgbImage::new(1280, 720)))
            .preview()
            .unwrap();
        let small = open_picture(&jpeg).unwrap();
        assert_eq!((small.width(), small.height()), (640, 360));
        let through = frame(Pixels::Jpeg(jpeg.to_vec()));
        assert_eq!(through.preview().unwrap(), jpeg);
        assert_eq!(through.luma().unwrap().dimensions(), (640, 360));
    }

    #[test]
    fn a_picture_of_a_billion_pixels_is_refused_before_it_is_decoded() {
        // A PNG header that says 40000 × 40000, and nothing behind it.
        let mut png = Vec::new();
        RgbImage::new(1, 1)
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        png[16..24].copy_from_slice(&[0, 0, 0x9c, 0x40, 0, 0, 0x9c, 0x40]);
        assert!(open_picture(&png).is_err());
    }
}
