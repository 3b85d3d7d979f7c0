//! What counts as a read.
//!
//! A picture is read when the text is one of those it may have, after `\r\n` has become `\n` and
//! the white space at both ends is gone. Any other text is a wrong read. Of several lines for one
//! picture the last one counts.

use std::collections::HashMap;

/// The pictures and what is to be read in them: the lines `file<TAB>sha<TAB>set<TAB>text` under a
/// header, `\a` between texts that will all do.
pub struct Manifest(Vec<Picture>);

struct Picture {
    file: String,
    set: String,
    texts: Vec<String>,
}

impl Manifest {
    /// `None` if there is not one picture.
    pub fn parse(text: &str) -> Option<Self> {
        let pictures = text.lines().skip(1).filter_map(|line| {
            let mut fields = line.split('\t');
            let (file, _, set) = (fields.next()?, fields.next()?, fields.next()?);
            let texts = unescaped(fields.next()?);
            Some(Picture {
                file: file.to_owned(),
                set: set_of(set),
                texts: texts.split(ALTERNATIVE).map(normal).collect(),
            })
        });
        let pictures: Vec<_> = pictures.collect();
        (!pictures.is_empty()).then_some(Self(pictures))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|picture| picture.file.as_str())
    }

    /// The sets, in the order in which they come.
    pub fn sets(&self) -> Vec<String> {
        let mut sets: Vec<String> = Vec::new();
        for picture in &self.0 {
            if !sets.contains(&picture.set) {
                sets.push(picture.set.clone());
            }
        }
        sets
    }
}

/// Pictures of a phone are synthetic; all the others that are not ours were photographed.
fn set_of(name: &str) -> String {
    match name.split('-').next() {
        Some("synth") => "phone".to_owned(),
        Some("drawn") => "drawn".to_owned(),
        _ => "real".to_owned(),
    }
}

/// What a reader made of the pictures.
pub struct Score(HashMap<String, Sum>);

/// What a reader made of a set.
#[derive(Default)]
pub struct Sum {
    /// By a bit that has nothing to do with the pictures, so that what was fitted to some shows.
    pub halves: [Half; 2],
    pub wrong: usize,
    /// Of each picture, in no order.
    times: Vec<f64>,
}

#[derive(Clone, Copy, Default)]
pub struct Half {
    pub reads: usize,
    pub pictures: usize,
}

impl Score {
    /// `lines`: file, milliseconds and text, parted by tabs. Pictures without a line are not read.
    pub fn of(manifest: &Manifest, lines: &str) -> Self {
        let mut results = HashMap::new();
        for line in lines.lines() {
            let mut fields = line.splitn(3, '\t');
            let path = fields.next().unwrap_or_default();
            if let Some(took) = fields.next().and_then(|field| field.parse::<f64>().ok()) {
                let text = normal(&unescaped(fields.next().unwrap_or_default()));
                results.insert(name_of(path), (took, text));
            }
        }
        let mut sets: HashMap<String, Sum> = HashMap::new();
        for picture in &manifest.0 {
            let sum = sets.entry(picture.set.clone()).or_default();
            let half = &mut sum.halves[half_of(&picture.file)];
            // Where nothing is to be read nothing can be missed, but much can be wrong.
            half.pictures += usize::from(picture.texts.iter().any(|text| !text.is_empty()));
            if let Some((took, text)) = results.get(picture.file.as_str()) {
                sum.times.push(*took);
                let empty = text.is_empty();
                if !empty && picture.texts.contains(text) {
                    half.reads += 1;
                } else if !empty {
                    sum.wrong += 1;
                }
            }
        }
        Self(sets)
    }

    pub fn set(&self, name: &str) -> Option<&Sum> {
        self.0.get(name)
    }
}

impl Sum {
    pub fn reads(&self) -> usize {
        self.halves.iter().map(|half| half.reads).sum()
    }

    pub fn pictures(&self) -> usize {
        self.halves.iter().map(|half| half.pictures).sum()
    }

    /// Within which this share of the pictures was done.
    pub fn milliseconds(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_by(f64::total_cmp);
        let at = (times.len() as f64 * share) as usize;
        let last = times.len().saturating_sub(1);
        times.get(at.min(last)).copied().unwrap_or(f64::NAN)
    }
}

pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// FNV-1a of the name, and of it a bit from the middle.
fn half_of(file: &str) -> usize {
    let hash = file.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) as usize & 1
}

const ALTERNATIVE: char = '\u{1e}';

fn unescaped(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('a') => text.push(ALTERNATIVE),
            Some('\\') | None => text.push('\\'),
            Some(other) => text.extend(['\\', other]),
        }
    }
    text
}

fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "file\tsha\tset\ttext\n\
        one.png\t00\tzxing-1\ta\\\\b\\r\\nc \n\
        two.png\t00\tboofcv-many\tleft\\aright\n\
        wrong.png\t00\tsynth-blur\tcode\n\
        none.png\t00\tsynth-blur\tcode\n\
        gone.png\t00\tsynth-blur\tcode\n";

    fn score(lines: &str) -> Score {
        Score::of(&Manifest::parse(MANIFEST).expect("pictures"), lines)
    }

    #[test]
    fn a_read_is_an_expected_text_whatever_its_line_ends_and_outer_spaces() {
        let score = score("/p/one.png\t2.0\t a\\\\b\\nc\n/p/two.png\t4.0\tright\n");
        let real = score.set("real").expect("photographs");
        assert_eq!((real.reads(), real.pictures(), real.wrong), (2, 2, 0));
        assert_eq!((real.milliseconds(0.5), real.milliseconds(0.0)), (4.0, 2.0));
    }

    #[test]
    fn another_text_is_wrong_and_none_is_only_missed() {
        let score = score("wrong.png\t1.0\tcodf\nnone.png\t9.0\t\n");
        let phone = score.set("phone").expect("pictures of phones");
        assert_eq!((phone.reads(), phone.pictures(), phone.wrong), (0, 3, 1));
        assert_eq!(phone.milliseconds(1.0), 9.0);
    }

    #[test]
    fn a_picture_with_nothing_in_it_counts_for_wrong_reads_alone() {
        let manifest = "file\tsha\tset\ttext\nhall.png\t\tdrawn-empty\t\n";
        let manifest = Manifest::parse(manifest).expect("a picture");
        let of = |lines: &str| Score::of(&manifest, lines);
        let (nothing, ghost) = (of("hall.png\t1\t\n"), of("hall.png\t1\tghost\n"));
        let sums = [&nothing, &ghost].map(|score| score.set("drawn").expect("drawn"));
        assert_eq!(
            sums.map(|sum| (sum.pictures(), sum.wrong)),
            [(0, 0), (0, 1)]
        );
    }

    #[test]
    fn of_several_codes_in_a_picture_the_last_one_counts() {
        let last = |lines: &str| score(lines).set("real").expect("photographs").reads();
        assert_eq!(last("two.png\t1.0\telse\ntwo.png\t1.0\tleft\n"), 1);
        assert_eq!(last("two.png\t1.0\tleft\ntwo.png\t1.0\telse\n"), 0);
    }

    #[test]
    fn the_halves_are_about_halves() {
        let names = (0..1_000).map(|number| format!("set-{number:03}.png"));
        let first = names.filter(|name| half_of(name) == 0).count();
        assert!((450..550).contains(&first), "{first}");
    }

    #[test]
    fn sets_are_told_apart_by_who_made_them() {
        assert_eq!(
            Manifest::parse(MANIFEST).expect("pictures").sets(),
            ["real", "phone"]
        );
        assert!(Manifest::parse("file\tsha\tset\ttext\n").is_none());
    }
}
