//! The luma of a JPEG picture without its colours: a camera sends thirty of them a second, and
//! making colours of each and grey of the colours costs as much as finding a code.

use image::GrayImage;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

use super::{FrameError, PIXELS_ACROSS_MAX, open_picture};

/// The picture in grey.
///
/// # Errors
/// It is damaged, or larger than [`PIXELS_ACROSS_MAX`].
pub(super) fn luma_of(bytes: &[u8]) -> Result<GrayImage, FrameError> {
    // Not strict: webcams leave the Huffman tables out, and a cable loses a byte now and then.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(PIXELS_ACROSS_MAX as usize)
        .set_max_height(PIXELS_ACROSS_MAX as usize)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers()?;
    if !matches!(
        decoder.input_colorspace(),
        Some(ColorSpace::YCbCr | ColorSpace::Luma)
    ) {
        return Ok(open_picture(bytes)?.into_luma8());
    }
    let luma = decoder.decode()?;
    let (width, height) = decoder.dimensions().ok_or(FrameError::CutOff)?;
    let side = |pixels: usize| u32::try_from(pixels).map_err(|_| FrameError::CutOff);
    GrayImage::from_raw(side(width)?, side(height)?, luma).ok_or(FrameError::CutOff)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Luma, Rgb, RgbImage};

    use super::*;

    fn file(picture: DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)
            .unwrap();
        bytes
    }

    #[test]
    fn colour_and_grey_give_the_luma_that_was_put_in() {
        let (width, height) = (37, 19);
        let at = |x: u32, y: u32| (40 + 4 * x + y) as u8;
        let grey = GrayImage::from_fn(width, height, |x, y| Luma([at(x, y)]));
        let colour = RgbImage::from_fn(width, height, |x, y| Rgb([at(x, y); 3]));
        for picture in [grey.clone().into(), colour.into()] {
            let luma = luma_of(&file(picture)).unwrap();
            assert_eq!(luma.dimensions(), (width, height));
            for (read, put) in luma.pixels().zip(grey.pixels()) {
                assert!(read.0[0].abs_diff(put.0[0]) <= 4, "{read:?} for {put:?}");
            }
        }
    }

    #[test]
    fn what_is_cut_off_or_too_large_is_no_panic() {
        let whole = file(GrayImage::new(64, 64).into());
        for length in 0..whole.len() {
            // Whether the half of it is a picture is the decoder's affair.
            let _ = luma_of(&whole[..length]);
        }
        let mut huge = whole;
        let size = huge
            .windows(2)
            .position(|pair| pair == [0xff, 0xc0])
            .unwrap()
            + 5;
        huge[size..size + 4].copy_from_slice(&[0xff; 4]);
        assert!(luma_of(&huge).is_err());
    }
}
