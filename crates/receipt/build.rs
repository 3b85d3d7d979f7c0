//! Gathers the message folders, so that one more folder there is one more language.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(
    clippy::print_stdout,
    reason = "this is how a build script talks to Cargo"
)]
fn main() -> Result<(), Box<dyn Error>> {
    let messages = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../assets/messages");
    let messages = messages.canonicalize()?;
    println!("cargo::rerun-if-changed={}", messages.display());

    let mut folders = String::new();
    for folder in entries(&messages)?.iter().filter(|path| path.is_dir()) {
        let lang = folder.file_name().unwrap_or_default().to_string_lossy();
        write!(folders, "({lang:?}, &[")?;
        let files = entries(folder)?;
        for file in files
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "ftl"))
        {
            write!(folders, "include_str!({:?}), ", file.to_string_lossy())?;
        }
        writeln!(folders, "]),")?;
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("folders.rs");
    fs::write(out, format!("&[\n{folders}]"))?;
    Ok(())
}

/// What is in a folder, in the same order everywhere.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
