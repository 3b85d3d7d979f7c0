//! Writes sample papers to `target/receipts/`, to be looked at, with what each took.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use receipt::{Fonts, Paper, Part, render_all};

#[path = "../tests/slip/samples.rs"]
mod samples;
#[path = "../tests/sheet/sheets.rs"]
mod sheets;

const PAPERS: [(Paper, &str); 3] = [
    (Paper::A4, "a4"),
    (Paper::A5, "a5"),
    (Paper::Roll80, "roll80"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = root.join("target/receipts");
    fs::create_dir_all(&folder)?;
    let start = Instant::now();
    let fonts = Fonts::load(&root.join("assets/fonts"))?;
    report(&format!("fonts loaded in {:?}", start.elapsed()))?;
    let samples = samples::samples();
    let sheets = sheets::sheets();
    let slips = samples
        .iter()
        .map(|(name, slip)| (*name, Part::Receipt(slip)));
    let others = sheets
        .iter()
        .map(|(name, sheet)| (*name, Part::Sheet(sheet)));
    let mut all: Vec<(&str, Vec<Part<'_>>)> = slips
        .chain(others)
        .map(|(name, part)| (name, vec![part]))
        .collect();
    // A slip and what was agreed, as one print job.
    all.push(("together", vec![all[0].1[0], Part::Sheet(&sheets[2].1)]));
    for (name, parts) in all {
        for (paper, suffix) in PAPERS {
            let first = Instant::now();
            let pdf = render_all(&parts, paper, &fonts)?;
            let first = first.elapsed();
            let again = Instant::now();
            for _ in 0..20 {
                render_all(&parts, paper, &fonts)?;
            }
            let warm = again.elapsed() / 20;
            fs::write(folder.join(format!("{name}-{suffix}.pdf")), &pdf)?;
            let size = pdf.len();
            report(&format!(
                "{name}-{suffix}: {size} bytes, {first:?} first, {warm:?} warm"
            ))?;
        }
    }
    Ok(())
}

fn report(line: &str) -> std::io::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")
}
