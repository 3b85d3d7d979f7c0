//! What reading costs in instructions, against figures that are committed: those do not change
//! with what else the machine does, so that a regression shows.

use std::fs;

use anyhow::{Context, Result};

use super::program;
use crate::setup::debian;

/// Name and instructions, parted by a tab, of the reader as it was committed last.
const REFERENCE: &str = "crates/probe/benches/instructions.tsv";
/// More than so much is a regression; hash maps alone make some difference from run to run.
const TOLERATED: f64 = 1.05;

/// A kind of frame.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    name: String,
    instructions: u64,
    read: usize,
    of: usize,
}

pub fn run() -> Result<()> {
    println!("bench: instructions of ten frames, a few minutes");
    if let Err(why) = debian::install_missing_of(&[("to count instructions", &["valgrind"])]) {
        println!("bench: no instructions are counted: {why:#}");
        return Ok(());
    }
    let output = program::output_of(&mut program::bench("instructions", &[])?)?;
    let lines = lines_of(&output).context("the benchmark says something else")?;
    let reference = fs::read_to_string(crate::root().join(REFERENCE)).unwrap_or_default();
    print(&lines, &reference);

    let new = super::folder("")?.join("instructions.tsv");
    let figures = lines
        .iter()
        .map(|line| format!("{}\t{}\n", line.name, line.instructions));
    fs::write(&new, figures.collect::<String>())?;
    println!("where a change is meant: cp {} {REFERENCE}", new.display());
    Ok(())
}

/// `None` if a line is not as it should be, or there is none.
fn lines_of(output: &str) -> Option<Vec<Line>> {
    let lines = output.lines().filter_map(|line| {
        let fields = line.strip_prefix("instructions\t")?;
        Some(fields.split('\t').collect::<Vec<_>>())
    });
    let lines = lines.map(|fields| {
        let [name, instructions, read, of] = fields[..] else {
            return None;
        };
        Some(Line {
            name: name.to_owned(),
            instructions: instructions.parse().ok()?,
            read: read.parse().ok()?,
            of: of.parse().ok()?,
        })
    });
    let lines: Vec<Line> = lines.collect::<Option<_>>()?;
    (!lines.is_empty()).then_some(lines)
}

fn reference_of(name: &str, reference: &str) -> Option<f64> {
    let mut lines = reference.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(known, _)| *known == name)?.1.parse().ok()
}

fn print(lines: &[Line], reference: &str) {
    println!();
    println!(
        "{:<26} {:>12} {:>12} {:>7} {:>8}",
        "reading a frame", "million", "committed", "ratio", "codes"
    );
    for line in lines {
        let now = line.instructions as f64;
        let before = reference_of(&line.name, reference);
        let shown = |value: Option<f64>, digits: usize| {
            value.map_or("-".to_owned(), |value| format!("{value:.digits$}"))
        };
        let ratio = before.map(|before| now / before);
        println!(
            "{:<26} {:>12.2} {:>12} {:>7} {:>8}{}",
            line.name,
            now / 1e6,
            shown(before.map(|before| before / 1e6), 2),
            shown(ratio, 3),
            format!("{} of {}", line.read, line.of),
            if ratio.is_some_and(|ratio| ratio > TOLERATED) {
                "  more than before"
            } else {
                ""
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_held_against_the_committed_figure_of_its_name() {
        let lines = lines_of("noise\ninstructions\tclean\t50\t1\t1\n").expect("a frame");
        assert_eq!((lines[0].instructions, lines[0].read), (50, 1));
        let reference = "cleaner\t99\nclean\t40\n";
        assert_eq!(reference_of(&lines[0].name, reference), Some(40.0));
        assert_eq!(reference_of("empty", reference), None);
        assert!(lines_of("instructions\tclean\tmany\t1\t1\n").is_none());
        assert!(lines_of("").is_none());
    }
}
