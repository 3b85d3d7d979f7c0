//! The reader beside others over the same pictures, on one core, scored alike.
//!
//! Real photographs and pictures of phones lie in `../shared/qr`, where they are at hand; without
//! them pictures are drawn. Times are of the processor, so that what else a machine does is not
//! counted.

mod peers;
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::program;
use peers::Outcome;
use score::{Manifest, Score};

/// Pictures of others, relative to the checkout.
const SHARED: &str = "../shared/qr";
const OURS: &str = "hallpass";

/// What is to be reached with the pictures of others: set, reads, and wrong reads at most.
const AIMS: [(&str, usize, Option<usize>); 2] = [("real", 370, None), ("phone", 285, Some(0))];
/// In milliseconds: the median, and the longest.
const AIM_MEDIAN: f64 = 3.0;
const AIM_MAX: f64 = 100.0;

pub fn run() -> Result<()> {
    let shared = crate::root().join(SHARED);
    let is_shared = shared.join("manifest.tsv").is_file();
    let pictures = if is_shared { shared } else { drawn()? };
    let manifest = fs::read_to_string(pictures.join("manifest.tsv"))?;
    let manifest = Manifest::parse(&manifest).context("the manifest is none")?;
    let list = list(&pictures, &manifest)?;

    let mut scores = Vec::new();
    let mut absent = Vec::new();
    for (name, read) in peers::ALL {
        println!("bench: {name} reads {} pictures", manifest.len());
        match read(&list).with_context(|| name.to_owned())? {
            Outcome::Read(lines) => {
                let kept = super::folder("reader")?.join(format!("{name}.tsv"));
                fs::write(&kept, by_name(&lines))?;
                scores.push((name, Score::of(&manifest, &lines)));
            }
            Outcome::Absent(why) => absent.push(format!("{name} is absent: {why}")),
        }
    }
    for set in manifest.sets() {
        print_table(&set, &scores, is_shared);
    }
    for line in absent {
        println!("{line}");
    }
    Ok(())
}

fn drawn() -> Result<PathBuf> {
    println!("bench: {SHARED} is not there, so pictures are drawn");
    let folder = super::folder("reader/pictures")?;
    let path = folder.to_string_lossy();
    program::output_of(&mut program::bench("peers", &["draw", &path])?)?;
    Ok(folder)
}

/// A file with the absolute path of each picture.
fn list(pictures: &Path, manifest: &Manifest) -> Result<PathBuf> {
    let pictures = pictures.canonicalize()?;
    let lines: Vec<String> = manifest
        .files()
        .map(|file| format!("{}\n", pictures.join(file).display()))
        .collect();
    let path = super::folder("reader")?.join("list");
    fs::write(&path, lines.concat())?;
    Ok(path)
}

/// The lines with the names of the pictures alone, as a manifest has them.
fn by_name(lines: &str) -> String {
    let named = lines.lines().map(|line| {
        let (path, rest) = line.split_once('\t').unwrap_or((line, ""));
        format!("{}\t{rest}\n", score::name_of(path))
    });
    named.collect()
}

fn print_table(set: &str, scores: &[(&str, Score)], is_shared: bool) {
    println!();
    let title = format!("{set} pictures, one core");
    println!(
        "{title:<26} {:>9} {:>6} {:>17} {:>10} {:>8} {:>8}",
        "reads", "wrong", "in two halves", "median ms", "p95 ms", "max ms"
    );
    for (name, score) in scores {
        let Some(sum) = score.set(set) else { continue };
        let halves = sum
            .halves
            .map(|half| format!("{}/{}", half.reads, half.pictures));
        println!(
            "{name:<26} {:>9} {:>6} {:>17} {:>10.2} {:>8.2} {:>8.2}",
            format!("{}/{}", sum.reads(), sum.pictures()),
            sum.wrong,
            halves.join(" "),
            sum.milliseconds(0.5),
            sum.milliseconds(0.95),
            sum.milliseconds(1.0),
        );
    }
    let aim = AIMS.iter().find(|(aimed, ..)| is_shared && *aimed == set);
    let Some((_, reads, wrong)) = aim else { return };
    println!(
        "{:<26} {reads:>9} {:>6} {:>17} {AIM_MEDIAN:>10.2} {:>8} {AIM_MAX:>8.2}",
        "aim of hallpass",
        wrong.map_or(String::new(), |wrong| wrong.to_string()),
        "",
        "",
    );
    let ours = scores.iter().find(|(name, _)| *name == OURS);
    if let Some(sum) = ours.and_then(|(_, score)| score.set(set)) {
        let missed = [
            (sum.reads() < *reads, "reads"),
            (wrong.is_some_and(|wrong| sum.wrong > wrong), "wrong reads"),
            (sum.milliseconds(0.5) > AIM_MEDIAN, "median"),
            (sum.milliseconds(1.0) > AIM_MAX, "longest"),
        ];
        let missed: Vec<&str> = missed
            .iter()
            .filter(|(missed, _)| *missed)
            .map(|(_, what)| *what)
            .collect();
        if !missed.is_empty() {
            println!("hallpass misses its aim: {}", missed.join(", "));
        }
    }
}
