//! Reading a paper back from its PDF with programs that know nothing of us (Debian `poppler-utils`).

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use receipt::{Fonts, Paper, Part, render_all};
use tempfile::TempDir;

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

/// A document as a file.
pub(crate) struct Printed {
    folder: TempDir,
}

/// One word with its box in points from the upper left of its page.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    pub(crate) page_width: f64,
    pub(crate) page_height: f64,
}

impl Word {
    /// Whether two words stand on each other. A word's box reaches over the lines next to it;
    /// its letters are in the middle.
    pub(crate) fn stands_on(&self, other: &Self) -> bool {
        let letters = |word: &Self| {
            let (middle, half) = (
                (word.top + word.bottom) / 2.0,
                (word.bottom - word.top) * 0.25,
            );
            (middle - half, middle + half)
        };
        let ((top, bottom), (other_top, other_bottom)) = (letters(self), letters(other));
        self.page == other.page
            && self.left < other.right - 0.1
            && other.left < self.right - 0.1
            && top < other_bottom
            && other_top < bottom
    }
}

pub(crate) fn print_all(parts: &[Part<'_>], paper: Paper) -> Printed {
    let bytes = render_all(parts, paper, &FONTS).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slip.pdf"), bytes).unwrap();
    Printed { folder }
}

impl Printed {
    /// The text of each page.
    pub(crate) fn pages(&self) -> Vec<String> {
        let text = self.poppler("pdftotext", &["-layout", "slip.pdf", "-"]);
        let text = String::from_utf8(text).unwrap();
        text.split_terminator('\u{c}').map(str::to_owned).collect()
    }

    /// The whole text without any white, so that a wrapped text is found too.
    pub(crate) fn text(&self) -> String {
        let text = self.poppler("pdftotext", &["-raw", "slip.pdf", "-"]);
        String::from_utf8(text)
            .unwrap()
            .split_whitespace()
            .collect()
    }

    pub(crate) fn words(&self) -> Vec<Word> {
        let page = self.poppler("pdftotext", &["-bbox", "slip.pdf", "-"]);
        let page = String::from_utf8(page).unwrap();
        let (mut page_number, mut width, mut height) = (0, 0.0, 0.0);
        let mut words = Vec::new();
        for line in page.lines().map(str::trim) {
            let number = |name: &str| -> f64 {
                let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
                rest.split('"').next().unwrap().parse().unwrap()
            };
            if line.starts_with("<page") {
                page_number += 1;
                (width, height) = (number("width"), number("height"));
            } else if line.starts_with("<word") {
                let text = line.split_once('>').unwrap().1.trim_end_matches("</word>");
                words.push(Word {
                    text: text.to_owned(),
                    page: page_number,
                    left: number("xMin"),
                    top: number("yMin"),
                    right: number("xMax"),
                    bottom: number("yMax"),
                    page_width: width,
                    page_height: height,
                });
            }
        }
        words
    }

    /// The last page as grey pixels.
    pub(crate) fn raster(&self, dpi: &str) -> image::GrayImage {
        let last = self.pages().len().to_string();
        let place = ["-f", &last, "-l", &last, "-singlefile"];
        let form = ["-r", dpi, "-gray", "-png", "slip.pdf", "slip"];
        self.poppler("pdftoppm", &[place.as_slice(), form.as_slice()].concat());
        image::open(self.folder.path().join("slip.png"))
            .unwrap()
            .into_luma8()
    }

    fn poppler(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|error| {
                panic!("{program}: {error} (`cargo xtask test` installs poppler-utils)")
            });
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && complaints.is_empty(),
            "{program}: {complaints}"
        );
        output.stdout
    }
}
