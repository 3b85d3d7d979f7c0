//! What reading costs in instructions, for ten kinds of frames: figures that a busy machine does
//! not change.
//!
//! Callgrind counts this program opening a frame and reading it, and again opening it and reading
//! one pixel; the difference is the reader's. No clock is asked, since under callgrind everything is
//! some fifty times slower: a frame with a code is read to the end, and of a frame with none, where
//! the reader looks on until its time is up, the first pass is counted.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark says its figures to the terminal"
)]

mod drawn;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use devices::reader::find;
use drawn::KINDS;
use image::GrayImage;

/// Asks this program to open the frame in a file and to read it.
const READ: &str = "--read-frame";
/// Asks it for the first pass alone.
const BEGIN: &str = "--begin-frame";
/// Asks it to open the frame all the same, and to read one pixel.
const OPEN: &str = "--open-frame";
const SEED: u64 = 1;
const SIZE: (u32, u32) = (1280, 720);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |word: &str| {
        let at = arguments.iter().position(|argument| argument == word)?;
        arguments.get(at + 1).map(Path::new)
    };
    if let Some(path) = after(READ) {
        read(&open(path)?, || false);
    } else if let Some(path) = after(BEGIN) {
        read(&open(path)?, || true);
    } else if let Some(path) = after(OPEN) {
        open(path)?;
        read(&GrayImage::new(1, 1), || true);
    } else {
        measure()?;
    }
    Ok(())
}

/// A line for each kind of frame: its name, the instructions, how many codes were read of how many.
fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("frame");
    let mut opening = None;
    for kind in &KINDS {
        let (frame, texts) = kind.frame(SEED);
        ensure!(
            frame.dimensions() == SIZE,
            "{} is of another size",
            kind.name
        );
        fs::write(&path, frame.as_raw())?;
        let opening = match opening {
            Some(opening) => opening,
            None => *opening.insert(under_callgrind(OPEN, &path)?.instructions),
        };
        let word = if texts.is_empty() { BEGIN } else { READ };
        let run = under_callgrind(word, &path)?;
        println!(
            "instructions\t{}\t{}\t{}\t{}",
            kind.name,
            run.instructions.saturating_sub(opening),
            run.symbols,
            texts.len(),
        );
    }
    Ok(())
}

struct Run {
    instructions: u64,
    symbols: usize,
}

fn under_callgrind(word: &str, frame: &Path) -> Result<Run> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args([word.as_ref(), frame.as_os_str()])
        .output()
        .context("valgrind does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "callgrind failed:\n{said}");
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .with_context(|| format!("callgrind did not count:\n{said}"))?;
    Ok(Run {
        instructions: collected.1.trim().parse()?,
        symbols: String::from_utf8(output.stdout)?.trim().parse()?,
    })
}

fn open(path: &Path) -> Result<GrayImage> {
    GrayImage::from_raw(SIZE.0, SIZE.1, fs::read(path)?).context("the frame is cut off")
}

/// Says how many symbols there are.
fn read(luma: &GrayImage, is_up: fn() -> bool) {
    println!("{}", find(luma, &is_up).symbols.len());
}
