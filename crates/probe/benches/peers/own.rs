//! Pictures of our own with a manifest like that of the photographs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::drawn::KINDS;
use crate::field::escaped;

/// Of each kind so many.
const EACH: u64 = 12;

/// Draws them into the folder, with `manifest.tsv`: file, nothing, set, text. Where there are
/// several codes, any of them will do.
pub fn draw(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut manifest = "file\tsha\tset\ttext\n".to_owned();
    for kind in &KINDS {
        for seed in 0..EACH {
            let (frame, texts) = kind.frame(seed);
            // A picture in which there is nothing cannot be missed; what is read in it is wrong.
            let texts: Vec<_> = texts.iter().map(|text| escaped(text)).collect();
            let file = format!("drawn-{}-{seed:02}.png", kind.name);
            frame.save(folder.join(&file))?;
            writeln!(
                manifest,
                "{file}\t\tdrawn-{}\t{}",
                kind.name,
                texts.join("\\a")
            )?;
        }
    }
    fs::write(folder.join("manifest.tsv"), manifest)?;
    Ok(())
}
