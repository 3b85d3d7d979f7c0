//! Deliberate faults: each patch of `crates/simulation/mutants` breaks the cores, or the simulated
//! backend, in one way that the simulation has to find.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::process;

/// What a mutant is built from.
const CRATES: [&str; 3] = ["kiosk", "order", "simulation"];
/// A mutant that was not found in so many visits was not found.
const VISITS: &str = "100000";

/// What came of one mutant.
struct Row {
    name: String,
    about: String,
    found: Option<(String, String)>,
}

/// `--mutants [NAME…]`: all of them, or those whose name contains one of the words.
pub fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with("--"))
        .collect();
    let mut patches = patches()?;
    patches.retain(|patch| {
        let name = name_of(patch);
        words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
    });
    let mut rows = Vec::new();
    for patch in &patches {
        let row = try_one(patch).with_context(|| name_of(patch))?;
        println!("{}", line(&row));
        rows.push(row);
    }
    print_table(&rows);
    let missed = rows.iter().filter(|row| row.found.is_none()).count();
    if missed > 0 {
        bail!("{missed} of {} mutants were not found", rows.len());
    }
    Ok(())
}

fn patches() -> Result<Vec<PathBuf>> {
    let folder = crate::root().join("crates/simulation/mutants");
    let mut patches = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "patch")
        {
            patches.push(path);
        }
    }
    patches.sort();
    Ok(patches)
}

fn name_of(patch: &Path) -> String {
    let name = patch.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn try_one(patch: &Path) -> Result<Row> {
    let name = name_of(patch);
    let folder = crate::target().join("mutants");
    copy_workspace(&folder)?;
    let applied = Command::new("git")
        .args(["apply", "--whitespace=nowarn"])
        .arg(patch)
        .current_dir(&folder)
        // Not the checkout that the folder happens to lie in.
        .env("GIT_CEILING_DIRECTORIES", crate::target())
        .output()?;
    if !applied.status.success() {
        let cause = String::from_utf8_lossy(&applied.stderr);
        bail!("the patch does not apply: {cause}");
    }
    let mut build = process::cargo(&super::BUILD);
    build.arg("--offline").current_dir(&folder);
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    // Most of the time goes into building: a mutant is found soon, if at all.
    build.env("CARGO_INCREMENTAL", "1");
    build.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    process::run_openly(&mut build)?;
    let output = process::command(
        folder.join("target/release/simulation"),
        &["--visits", VISITS, "--seed", "1", "--zeros-are-fine"],
    )
    .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let rule = line_after(&text, "BROKEN: ");
    let visits = line_after(&text, "visits  ");
    let found = match (output.status.success(), rule, visits) {
        (false, Some(rule), Some(visits)) => Some((visits, rule)),
        (true, None, _) => None,
        _ => return Err(anyhow!("the simulation ended without a word")),
    };
    let patch = fs::read_to_string(patch)?;
    let about = patch.lines().next().unwrap_or_default().to_owned();
    Ok(Row { name, about, found })
}

/// The rest of the last line that begins with `begin`.
fn line_after(text: &str, begin: &str) -> Option<String> {
    let mut lines = text.lines().rev();
    let rest = lines.find_map(|line| line.strip_prefix(begin))?;
    Some(rest.trim().to_owned())
}

/// The crates a mutant is made of, with the versions and lints of this workspace.
fn copy_workspace(folder: &Path) -> Result<()> {
    let root = crate::root();
    fs::create_dir_all(folder)?;
    for name in CRATES {
        let (from, to) = (
            root.join("crates").join(name),
            folder.join("crates").join(name),
        );
        if to.exists() {
            fs::remove_dir_all(&to)?;
        }
        copy(&from.join("src"), &to.join("src"))?;
        let manifest = fs::read_to_string(from.join("Cargo.toml"))?;
        // Their tests are not run here, and need more than is copied.
        let manifest = manifest
            .split("[dev-dependencies]")
            .next()
            .unwrap_or_default();
        fs::write(to.join("Cargo.toml"), manifest)?;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let manifest = manifest
        .replace(
            r#"members = ["crates/*", "src-tauri", "xtask"]"#,
            r#"members = ["crates/*"]"#,
        )
        .replace(r#"default-members = ["crates/*"]"#, "");
    write_if_changed(&folder.join("Cargo.toml"), &manifest)?;
    // Only what is there already is built: cargo drops from the copy what is not needed.
    if !folder.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    Ok(())
}

fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn line(row: &Row) -> String {
    match &row.found {
        Some((visits, rule)) => format!("{:<34}{visits:>9}  {rule}", row.name),
        None => format!("{:<34}{:>9}  NOT FOUND in {VISITS} visits", row.name, "-"),
    }
}

fn print_table(rows: &[Row]) {
    println!("\n{:<34}{:>9}  found by", "mutant", "visits");
    for row in rows {
        println!("{}", line(row));
        println!("    {}", row.about);
    }
}
