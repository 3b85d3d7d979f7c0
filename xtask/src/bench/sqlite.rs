//! The kiosk's journal and the backend's orders against bare SQLite, as ratios.
//!
//! A benchmark prints `round`, what, ours and bare for each of its rounds, parted by tabs, both in so
//! many a second; what comes of it is computed here.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::program;
use crate::process;

/// The benchmarks, and the ratio to be reached on a disk.
const BENCHES: [(&str, f64); 2] = [("journal", 0.7), ("orders", 0.4)];
/// Where syncing costs nothing, if there is such a place.
const MEMORY: &str = "/dev/shm";
/// The figures are for as many.
const CORES: usize = 2;

/// One line of the table.
struct Line {
    what: String,
    place: String,
    rounds: Vec<Round>,
    /// The ratio to be reached, if it counts here.
    aim: Option<f64>,
}

/// So many a second.
struct Round {
    ours: f64,
    bare: f64,
}

pub fn run() -> Result<()> {
    let disk = super::folder("")?;
    let mut places = vec![(disk, true)];
    if Path::new(MEMORY).is_dir() {
        places.push((PathBuf::from(MEMORY), false));
    }
    let mut lines = Vec::new();
    for (bench, aim) in BENCHES {
        for (folder, is_disk) in &places {
            let rounds = measure(bench, folder)?;
            lines.push(Line {
                what: rounds.0,
                place: file_system(folder),
                rounds: rounds.1,
                aim: is_disk.then_some(aim),
            });
        }
    }
    print_table(&lines);
    let missed = lines.iter().filter(|line| line.misses()).count();
    if missed > 0 {
        println!("{missed} below what is aimed at");
    }
    Ok(())
}

/// Builds and runs a benchmark whose files lie in this folder.
fn measure(bench: &str, folder: &Path) -> Result<(String, Vec<Round>)> {
    println!("bench: {bench} in {}", folder.display());
    let mut command = program::on_cores(CORES, &program::bench(bench, &[])?);
    let output = program::output_of(command.env("TMPDIR", folder))?;
    read(&output).with_context(|| format!("{bench} says nothing"))
}

/// What was measured, and the rounds. `None` if there are none.
fn read(output: &str) -> Option<(String, Vec<Round>)> {
    let rounds = output.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        if fields.next() != Some("round") {
            return None;
        }
        let what = fields.next()?.to_owned();
        let ours = fields.next()?.parse().ok()?;
        let bare = fields.next()?.parse().ok()?;
        Some((what, Round { ours, bare }))
    });
    let (names, rounds): (Vec<_>, Vec<_>) = rounds.unzip();
    Some((names.into_iter().next()?, rounds))
}

fn file_system(folder: &Path) -> String {
    let mut stat = process::command("stat", &["--file-system", "--format", "%T"]);
    let name = process::answer_of(stat.arg(folder));
    name.unwrap_or_else(|| "unknown".to_owned())
}

impl Line {
    fn median(&self, of: impl Fn(&Round) -> f64) -> f64 {
        let mut values: Vec<f64> = self.rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The ratio of the medians: a round in which the machine did something else does not count.
    fn ratio(&self) -> f64 {
        self.median(|round| round.ours) / self.median(|round| round.bare)
    }

    fn misses(&self) -> bool {
        self.aim.is_some_and(|aim| self.ratio() < aim)
    }
}

fn print_table(lines: &[Line]) {
    println!();
    println!(
        "{:<20} {:<10} {:>10} {:>10} {:>6} {:>12} {:>7} {:>5}",
        "a second", "on", "ours", "bare", "ratio", "rounds", "number", "aim"
    );
    for line in lines {
        let ratios = line.rounds.iter().map(|round| round.ours / round.bare);
        let least = ratios.clone().fold(f64::INFINITY, f64::min);
        let most = ratios.fold(0.0, f64::max);
        println!(
            "{:<20} {:<10} {:>10.0} {:>10.0} {:>6.2} {:>12} {:>7} {:>5}",
            line.what,
            line.place,
            line.median(|round| round.ours),
            line.median(|round| round.bare),
            line.ratio(),
            format!("{least:.2}-{most:.2}"),
            line.rounds.len(),
            line.aim.map_or(String::new(), |aim| format!("{aim}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_that_of_the_medians() {
        let output = "noise\nround\tx\t80\t100\nround\tx\t1\t100\nround\tx\t90\t120\n";
        let (what, rounds) = read(output).expect("rounds");
        let line = |aim| Line {
            what: what.clone(),
            place: String::new(),
            rounds: read(output).expect("rounds").1,
            aim,
        };
        assert_eq!((what.as_str(), rounds.len()), ("x", 3));
        assert_eq!(line(None).ratio(), 0.8);
        assert!(line(Some(0.81)).misses());
        assert!(!line(Some(0.8)).misses());
        assert!(read("nothing").is_none());
    }
}
