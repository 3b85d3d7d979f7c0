//! How many of the known pictures are read: real photographs, and phones before a kiosk.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::{collections::BTreeMap, fs, path::Path};

use devices::{camera::open_picture, reader::find};

/// One picture in so many, to stay within seconds; `cargo xtask bench reader` measures all of them.
const EVERY: usize = 8;
/// So many of those at least, and no other text of a phone.
const FLOOR: [(&str, usize); 2] = [("real", 46), ("phone", 35)];

#[derive(Debug, Default)]
struct Score {
    pictures: usize,
    read: usize,
    wrong: usize,
}

#[test]
fn no_fewer_known_pictures_are_read_than_before() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/qr"));
    let Ok(manifest) = fs::read_to_string(folder.join("manifest.tsv")) else {
        println!("skipped: no pictures in {}", folder.display());
        return;
    };
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for line in manifest.lines().skip(1).step_by(EVERY) {
        let [file, _sha, set, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let phone = set.starts_with("synth-");
        let score = scores
            .entry(if phone { "phone" } else { "real" })
            .or_default();
        let luma = open_picture(&fs::read(folder.join(file)).unwrap()).unwrap();
        let symbols = find(&luma.into_luma8(), &|| false).symbols;
        let texts: Vec<_> = symbols
            .iter()
            .map(|symbol| plain(symbol.text.as_deref().unwrap_or_default()))
            .collect();
        let right = texts.iter().any(|read| expected(text).any(|e| e == *read));
        score.pictures += 1;
        score.read += usize::from(right);
        score.wrong += usize::from(!right && !texts.is_empty());
    }
    println!("{scores:?}");
    for (set, floor) in FLOOR {
        let read = scores[set].read;
        assert!(read >= floor, "{set}: {read} of at least {floor}");
    }
    assert_eq!(scores["phone"].wrong, 0);
}

fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// The texts of a line: several where the picture has several codes.
fn expected(escaped: &str) -> impl Iterator<Item = String> {
    escaped.split("\\a").map(|text| {
        let mut plain = String::new();
        let mut chars = text.chars();
        while let Some(char) = chars.next() {
            plain.push(match (char, char == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    other => other.unwrap_or('\\'),
                },
                (char, false) => char,
            });
        }
        plain.replace("\r\n", "\n").trim().to_owned()
    })
}
