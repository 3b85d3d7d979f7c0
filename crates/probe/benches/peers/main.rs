//! Other readers over a list of pictures, each in the way its makers mean it, for `cargo xtask
//! bench`; those that are not written in Rust are beside this, in `peers.py`.
//!
//! * `peers rqrr LIST` and `peers rxing LIST`: the lines of `hallpass-probe decode --list --cpu`.
//! * `peers draw FOLDER`: pictures of our own with their manifest, where there are no others.
#![allow(
    clippy::print_stdout,
    reason = "a benchmark says its figures to the terminal"
)]

#[path = "../drawn/mod.rs"]
mod drawn;
#[path = "../../src/field.rs"]
mod field;
mod own;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use image::GrayImage;
use rustix::time::{ClockId, clock_gettime};

/// Then a reader is taken not to come back.
const DEADLINE: Duration = Duration::from_secs(10);

fn main() -> Result<()> {
    // A panic is a picture that was not read, and its text would fill the terminal.
    std::panic::set_hook(Box::new(|_| ()));
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let Some(what) = arguments.next() else {
        // Whoever runs all benchmarks gets nothing of this one: it needs pictures.
        return Ok(());
    };
    let path = arguments.next().context("which list or folder?")?;
    match what.as_str() {
        "rqrr" => run(Path::new(&path), rqrr),
        "rxing" => run(Path::new(&path), rxing),
        "draw" => own::draw(Path::new(&path)),
        other => bail!("there is no {other} here"),
    }
}

fn run(list: &Path, reader: fn(GrayImage) -> Vec<String>) -> Result<()> {
    for file in fs::read_to_string(list)?.lines() {
        let luma = image::open(file).context(file.to_owned())?.into_luma8();
        let (took, texts) = within_deadline(luma, reader);
        let milliseconds = took.as_secs_f64() * 1e3;
        if texts.is_empty() {
            println!("{file}\t{milliseconds:.3}\t");
        }
        for text in texts {
            println!("{file}\t{milliseconds:.3}\t{}", field::escaped(&text));
        }
    }
    Ok(())
}

/// What it took of its own processor time; one that panics or does not end has read nothing.
fn within_deadline(
    luma: GrayImage,
    reader: fn(GrayImage) -> Vec<String>,
) -> (Duration, Vec<String>) {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let started = cpu_time();
        let texts = catch_unwind(|| reader(luma)).unwrap_or_default();
        // Nobody waits for one that is late.
        let _ = sender.send((cpu_time().saturating_sub(started), texts));
    });
    receiver
        .recv_timeout(DEADLINE)
        .unwrap_or((DEADLINE, Vec::new()))
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

fn rqrr(luma: GrayImage) -> Vec<String> {
    let mut prepared = rqrr::PreparedImage::prepare(luma);
    let grids = prepared.detect_grids().into_iter();
    grids
        .filter_map(|grid| Some(grid.decode().ok()?.1))
        .collect()
}

/// All it can do for QR codes.
fn rxing(luma: GrayImage) -> Vec<String> {
    let mut hints = rxing::DecodeHints {
        TryHarder: Some(true),
        AlsoInverted: Some(true),
        ..Default::default()
    };
    let (width, height) = luma.dimensions();
    let read = rxing::helpers::detect_in_luma_filtered_with_hints(
        luma.into_raw(),
        width,
        height,
        Some(rxing::BarcodeFormat::QR_CODE),
        &mut hints,
    );
    read.iter().map(|read| read.getText().to_owned()).collect()
}
