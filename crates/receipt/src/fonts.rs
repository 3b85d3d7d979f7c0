//! The fonts, loaded once and cut down anew for every slip.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rustybuzz::Face;
use rustybuzz::ttf_parser::{GlyphId, Tag, name_id};

use crate::error::FontError;
use crate::shape::Plans;

/// More fonts than these are a wrong folder.
const MAX_FONTS: usize = 16;
/// The largest font file in bytes; Noto Sans SC has 11 million.
const MAX_FONT_BYTES: u64 = 64 << 20;
/// What a text font has to have: the slip's own words and numerals in Chinese and English.
const SAMPLE: &str = "缴款凭条人民币壹仟Payment0123456789¥";

self_cell::self_cell!(
    struct Loaded {
        owner: Vec<u8>,
        #[covariant]
        dependent: Face,
    }
);

/// One font: its file and what was read from it.
pub(crate) struct Font {
    loaded: Loaded,
    family: String,
    /// The PostScript name, such as `NotoSansSC-Regular`.
    pub(crate) name: String,
    /// OS/2 usWeightClass: 400 is regular.
    pub(crate) weight: u16,
    /// How it shapes text.
    pub(crate) plans: Plans,
}

impl Font {
    fn parse(data: Vec<u8>) -> Option<Self> {
        let loaded = Loaded::try_new(data, |data| Face::from_slice(data, 0).ok_or(())).ok()?;
        let face = loaded.borrow_dependent();
        // TrueType outlines alone: embedding CFF takes another way through the PDF.
        face.raw_face().table(Tag::from_bytes(b"glyf"))?;
        let name_of = |id| {
            let names = face.names();
            names
                .into_iter()
                .find(|name| name.name_id == id && name.is_unicode())?
                .to_string()
        };
        let family = name_of(name_id::TYPOGRAPHIC_FAMILY).or_else(|| name_of(name_id::FAMILY))?;
        let name = name_of(name_id::POST_SCRIPT_NAME)?;
        let weight = face.weight().to_number();
        let plans = Plans::new(face);
        Some(Self {
            family,
            name,
            weight,
            plans,
            loaded,
        })
    }

    /// The face, for shaping.
    pub(crate) fn face(&self) -> &Face<'_> {
        self.loaded.borrow_dependent()
    }

    /// The file's bytes.
    pub(crate) fn data(&self) -> &[u8] {
        self.loaded.borrow_owner()
    }

    /// A length in font units as thousandths of the font size.
    #[allow(clippy::cast_precision_loss)] // Font units are far below 2^24.
    pub(crate) fn per_mille(&self, units: i32) -> f32 {
        units as f32 * 1000.0 / self.face().units_per_em() as f32
    }

    /// Whether the font can draw this character.
    pub(crate) fn covers(&self, character: char) -> bool {
        self.face()
            .glyph_index(character)
            .is_some_and(|glyph| glyph != GlyphId(0))
    }

    fn covers_sample(&self) -> bool {
        SAMPLE.chars().all(|character| self.covers(character))
    }
}

/// The fonts of all slips: a text font in two weights, and what stands in where it has no glyph.
/// Load it once and share it; it is only read.
pub struct Fonts {
    /// Regular, semibold, then the others in the order of their file names.
    pub(crate) all: Vec<Font>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.all.iter().map(|font| &font.name))
            .finish()
    }
}

impl Fonts {
    /// Loads every `.ttf` of a folder. Of the family that covers Chinese, the weight nearest 400
    /// becomes the regular and the one nearest 600 the semibold; other families stand in for
    /// characters that it lacks.
    ///
    /// # Errors
    /// See [`FontError`].
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        let mut fonts = Vec::new();
        for file in font_files(folder)? {
            fonts.push(load_font(&file)?);
        }
        let regular = take_nearest(&mut fonts, 400, |font| font.weight < 500)
            .ok_or_else(|| no_text_font(folder, "regular"))?;
        let family = regular.family.clone();
        let semibold = take_nearest(&mut fonts, 600, |font| {
            font.weight >= 500 && font.family == family
        })
        .ok_or_else(|| no_text_font(folder, "medium or semibold"))?;
        fonts.retain(|font| font.family != family);
        fonts.splice(0..0, [regular, semibold]);
        Ok(Self { all: fonts })
    }
}

fn no_text_font(folder: &Path, weight: &'static str) -> FontError {
    FontError::NoTextFont {
        path: folder.to_owned(),
        weight,
    }
}

/// Takes out the text font whose weight is nearest to the wanted one.
fn take_nearest(fonts: &mut Vec<Font>, wanted: u16, fits: impl Fn(&Font) -> bool) -> Option<Font> {
    let at = (0..fonts.len())
        .filter(|&at| fits(&fonts[at]) && fonts[at].covers_sample())
        .min_by_key(|&at| fonts[at].weight.abs_diff(wanted))?;
    Some(fonts.remove(at))
}

fn font_files(folder: &Path) -> Result<Vec<PathBuf>, FontError> {
    let unreadable = |source| FontError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == OsStr::new("ttf"))
        {
            files.push(path);
        }
        if files.len() > MAX_FONTS {
            return Err(FontError::TooMuch {
                path: folder.to_owned(),
            });
        }
    }
    files.sort();
    Ok(files)
}

fn load_font(path: &Path) -> Result<Font, FontError> {
    let unreadable = |source| FontError::Unreadable {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_FONT_BYTES {
        return Err(FontError::TooMuch {
            path: path.to_owned(),
        });
    }
    let data = fs::read(path).map_err(unreadable)?;
    Font::parse(data).ok_or_else(|| FontError::NotAFont {
        path: path.to_owned(),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// The project's fonts.
    pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"));
        Fonts::load(folder).unwrap_or_else(|error| {
            panic!(
                "no fonts in {}: {error} (`cargo xtask test` fetches them)",
                folder.display()
            )
        })
    });

    #[test]
    fn figures_are_of_one_width_in_both_weights() {
        for font in &FONTS.all[..2] {
            let widths: std::collections::BTreeSet<_> = "0123456789"
                .chars()
                .map(|digit| {
                    let glyph = font.face().glyph_index(digit).unwrap();
                    font.face().glyph_hor_advance(glyph).unwrap()
                })
                .collect();
            assert_eq!(widths.len(), 1, "{}", font.name);
        }
    }

    #[test]
    fn the_names_of_people_are_covered() {
        // What the pad lets them type, too.
        let blocks = ('\u{4e00}'..='\u{9fef}').chain('\u{3400}'..='\u{4db5}');
        let han = blocks.chain("〇䶮㛃𫖮鿍𬱖㙍·".chars());
        let missing: String = han
            .filter(|&character| !FONTS.all[0].covers(character))
            .collect();
        assert_eq!(missing, "");
    }
}
