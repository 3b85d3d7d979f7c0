//! How many of the known pictures are read: real photographs, and phones before a kiosk.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use devices::{Reader, ReaderLimits, decode_file};

/// One picture in so many, to stay within seconds; `hallpass-probe decode` measures all of them.
const EVERY: usize = 8;
/// What the passes of today read of those.
const FLOOR: [(&str, usize); 2] = [("real", 20), ("phone", 28)];
const LIMITS: ReaderLimits = ReaderLimits {
    budget: Duration::from_secs(5),
    deadline: Duration::from_secs(10),
    overdue_max: 2,
};

#[derive(Default)]
struct Score {
    pictures: usize,
    read: usize,
    wrong: usize,
    failed: usize,
    times: Vec<Duration>,
}

#[tokio::test]
async fn no_fewer_known_pictures_are_read_than_before() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/qr"));
    let Ok(manifest) = fs::read_to_string(folder.join("manifest.tsv")) else {
        eprintln!("skipped: no pictures in {}", folder.display());
        return;
    };
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut reader = Reader::new(LIMITS);
    for line in manifest.lines().skip(1).step_by(EVERY) {
        let [file, _sha, set, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let picture: PathBuf = folder.join(file);
        let kind = if set.starts_with("synth-") {
            "phone"
        } else {
            "real"
        };
        let score = scores.entry(kind).or_default();
        score.pictures += 1;
        match decode_file(&mut reader, &picture).await {
            Ok(decoded) => {
                score.times.push(decoded.took);
                let texts: Vec<_> = decoded.symbols.iter().map(|s| as_text(&s.bytes)).collect();
                let right = texts
                    .iter()
                    .flatten()
                    .any(|read| expected(text).any(|e| e == *read));
                score.read += usize::from(right);
                score.wrong += usize::from(!right && !texts.is_empty());
            }
            Err(error) => {
                score.failed += 1;
                println!("{file}: {error}");
            }
        }
    }
    for (set, score) in &mut scores {
        score.times.sort();
        let Score {
            pictures,
            read,
            wrong,
            failed,
            times,
        } = score;
        let at = |percent: usize| times.get(times.len() * percent / 100);
        println!(
            "{set}: {read} of {pictures} read, {wrong} other or no Unicode, {failed} failed, \
             median {:?}, p95 {:?}",
            at(50),
            at(95)
        );
    }
    for (set, floor) in FLOOR {
        assert!(
            scores[set].read >= floor,
            "{set}: {} of at least {floor}",
            scores[set].read
        );
    }
}

fn as_text(bytes: &[u8]) -> Option<String> {
    Some(
        String::from_utf8(bytes.to_vec())
            .ok()?
            .replace("\r\n", "\n")
            .trim()
            .to_owned(),
    )
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
