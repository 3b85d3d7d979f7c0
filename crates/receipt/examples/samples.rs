//! Writes sample slips to `target/receipts/`, to be looked at, with what each took.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use receipt::{Fonts, Paper, render};

#[path = "../tests/slip/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = root.join("target/receipts");
    fs::create_dir_all(&folder)?;
    let start = Instant::now();
    let fonts = Fonts::load(&root.join("assets/fonts"))?;
    report(&format!("fonts loaded in {:?}", start.elapsed()))?;
    for (name, receipt) in samples::samples() {
        for (paper, suffix) in [(Paper::A4, "a4"), (Paper::Roll80, "roll80")] {
            let first = Instant::now();
            let pdf = render(&receipt, paper, &fonts)?;
            let first = first.elapsed();
            let again = Instant::now();
            for _ in 0..20 {
                render(&receipt, paper, &fonts)?;
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
