//! Gathers the paper's words out of the message folders: one more folder is one more language.

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

    let mut languages = String::new();
    for folder in folders(&messages)? {
        let file = folder.join("paper.ftl");
        if file.is_file() {
            let lang = folder.file_name().unwrap_or_default().to_string_lossy();
            let file = file.to_string_lossy();
            writeln!(languages, "({lang:?}, include_str!({file:?})),")?;
        }
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("languages.rs");
    fs::write(out, format!("&[\n{languages}]"))?;
    Ok(())
}

/// The folders in this one, in the same order everywhere.
fn folders(messages: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(messages)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.is_dir());
    paths.sort();
    Ok(paths)
}
