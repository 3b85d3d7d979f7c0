//! Drawing of what phones and papers show: rounded boxes, letters, symbols.

use std::path::Path;
use std::sync::OnceLock;

use ab_glyph::{Font as _, FontVec, PxScale, ScaleFont as _, point};
use image::{Rgba, RgbaImage};
use qrcodegen::{QrCode, QrCodeEcc};

/// Red, green, blue.
pub(super) type Color = [u8; 3];

pub(super) const WHITE: Color = [255, 255, 255];
pub(super) const INK: Color = [24, 28, 30];

/// An upright box: left, top, width, height.
#[derive(Clone, Copy)]
pub(super) struct Area(pub f32, pub f32, pub f32, pub f32);

/// Where a symbol is drawn and on what.
#[derive(Clone, Copy)]
pub(super) struct Square {
    pub left: f32,
    pub top: f32,
    pub side: f32,
    pub paper: Color,
}

/// How letters stand to their x coordinate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
}

/// Something to draw on, clear at first.
pub(super) struct Canvas {
    pub pixels: RgbaImage,
}

impl Canvas {
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            pixels: RgbaImage::new(width, height),
        }
    }

    /// A filled box with round corners.
    pub fn fill(&mut self, area: Area, radius: f32, color: Color) {
        let Area(left, top, width, height) = area;
        let (half_width, half_height) = (width / 2.0, height / 2.0);
        let (middle_x, middle_y) = (left + half_width, top + half_height);
        self.shade(area, |x, y| {
            let dx = (x - middle_x).abs() - half_width + radius;
            let dy = (y - middle_y).abs() - half_height + radius;
            // Only in the corners is the distance not simply the larger one; they are little.
            let outside = if dx > 0.0 && dy > 0.0 {
                dx.hypot(dy)
            } else {
                dx.max(dy)
            } - radius;
            (color, 0.5 - outside)
        });
    }

    /// A finger: a thick line with round ends, darker towards its sides.
    pub fn finger(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, color: Color) {
        let radius = thickness / 2.0;
        let (left, right) = (from.0.min(to.0) - radius, from.0.max(to.0) + radius);
        let (top, bottom) = (from.1.min(to.1) - radius, from.1.max(to.1) + radius);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).max(1.0);
        self.shade(Area(left, top, right - left, bottom - top), |x, y| {
            let along = (((x - from.0) * dx + (y - from.1) * dy) / length).clamp(0.0, 1.0);
            let distance = (x - from.0 - along * dx).hypot(y - from.1 - along * dy);
            let light = 1.0 - 0.55 * (distance / radius).powi(2);
            (
                color.map(|part| (f32::from(part) * light.max(0.0)) as u8),
                radius - distance,
            )
        });
    }

    /// A line of letters; `y` is its baseline. Where the font has not been fetched, a bar
    /// stands for it.
    pub fn text(&mut self, line: &str, align: Align, (x, y): (f32, f32), size: f32, color: Color) {
        let Some(font) = font() else {
            let width = size * 0.5 * line.chars().count() as f32;
            let left = if align == Align::Center {
                x - width / 2.0
            } else {
                x
            };
            return self.fill(
                Area(left, y - size * 0.7, width, size * 0.6),
                size * 0.2,
                color,
            );
        };
        let scaled = font.as_scaled(PxScale::from(size));
        let width: f32 = line
            .chars()
            .map(|letter| scaled.h_advance(font.glyph_id(letter)))
            .sum();
        let mut pen = if align == Align::Center {
            x - width / 2.0
        } else {
            x
        };
        for letter in line.chars() {
            let id = font.glyph_id(letter);
            let glyph = id.with_scale_and_position(PxScale::from(size), point(pen, y));
            if let Some(outline) = font.outline_glyph(glyph) {
                let bounds = outline.px_bounds();
                outline.draw(|dx, dy, cover| {
                    self.blend(
                        bounds.min.x as i64 + i64::from(dx),
                        bounds.min.y as i64 + i64::from(dy),
                        color,
                        cover,
                    );
                });
            }
            pen += scaled.h_advance(id);
        }
    }

    /// The symbol of a text with its quiet zone, in a square. A text that is too long for any
    /// symbol leaves the square empty.
    pub fn symbol(&mut self, text: &str, square: Square) {
        let Square {
            left,
            top,
            side,
            paper,
        } = square;
        self.fill(Area(left, top, side, side), 0.0, paper);
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
            return;
        };
        // Modules end where pixels do, as on a screen: no seams.
        let edge = |module: i32| ((module + 4) as f32 * side / (code.size() + 8) as f32).round();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
                let area = Area(
                    left + edge(x),
                    top + edge(y),
                    edge(x + 1) - edge(x),
                    edge(y + 1) - edge(y),
                );
                self.fill(area, 0.0, [12, 12, 14]);
            }
        }
    }

    /// Draws what `paint` gives for the middle of each pixel in `area`: a colour and how much
    /// of the pixel it covers.
    fn shade(
        &mut self,
        Area(left, top, width, height): Area,
        paint: impl Fn(f32, f32) -> (Color, f32),
    ) {
        let columns = (left - 1.0).max(0.0) as u32
            ..((left + width + 1.0).max(0.0) as u32).min(self.pixels.width());
        let rows = (top - 1.0).max(0.0) as u32
            ..((top + height + 1.0).max(0.0) as u32).min(self.pixels.height());
        for y in rows {
            for x in columns.clone() {
                let (color, cover) = paint(x as f32 + 0.5, y as f32 + 0.5);
                self.blend(i64::from(x), i64::from(y), color, cover);
            }
        }
    }

    fn blend(&mut self, x: i64, y: i64, color: Color, cover: f32) {
        let cover = cover.clamp(0.0, 1.0);
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        let Some(Rgba([r, g, b, a])) = self.pixels.get_pixel_mut_checked(x, y) else {
            return;
        };
        if cover == 0.0 {
            return;
        }
        // Over something clear the colour is the new one's, not a mixture with black.
        let mix = if *a == 0 { 1.0 } else { cover };
        for (old, new) in [(r, color[0]), (g, color[1]), (b, color[2])] {
            *old = (f32::from(*old) + (f32::from(new) - f32::from(*old)) * mix).round() as u8;
        }
        *a = (*a).max((cover * 255.0) as u8);
    }
}

/// The font of receipts, fetched by the project's own set-up.
fn font() -> Option<&'static FontVec> {
    static FONT: OnceLock<Option<FontVec>> = OnceLock::new();
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts/NotoSansSC_600SemiBold.ttf");
    FONT.get_or_init(|| {
        let read = std::fs::read(&path).map_err(anyhow::Error::from);
        match read.and_then(|bytes| Ok(FontVec::try_from_vec(bytes)?)) {
            Ok(font) => Some(font),
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "phones in front of the camera have no letters");
                None
            }
        }
    })
    .as_ref()
}
