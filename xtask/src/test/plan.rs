//! Which test targets there are: the quick ones, and those end to end, which drive the
//! real window one after the other.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Whose tests are end to end.
const END_TO_END: &str = "crates/stage";

#[derive(Debug)]
pub struct TestTargets {
    quick: Vec<String>,
    end_to_end: Vec<String>,
}

impl TestTargets {
    /// Reads the `tests` folder of each member of the workspace.
    pub fn find(root: &Path) -> Result<TestTargets> {
        let mut members = folders_in(&root.join("crates"))?;
        members.extend([root.join("src-tauri"), root.join("xtask")]);
        let (mut quick, mut end_to_end) = (Vec::new(), Vec::new());
        for member in members {
            let targets = if member == root.join(END_TO_END) {
                &mut end_to_end
            } else {
                &mut quick
            };
            targets.extend(targets_in(&member.join("tests"))?);
        }
        // Cargo chooses targets by their name alone.
        if let Some(name) = end_to_end.iter().find(|name| quick.contains(name)) {
            bail!("two crates have a test target {name}: give that of {END_TO_END} another name");
        }
        Ok(TestTargets { quick, end_to_end })
    }

    pub fn quick_arguments(&self) -> Vec<&str> {
        let mut arguments = vec!["--lib", "--bins"];
        arguments.extend(chosen(&self.quick));
        arguments
    }

    /// `None` where there is none of them.
    pub fn end_to_end_arguments(&self) -> Option<Vec<&str>> {
        if self.end_to_end.is_empty() {
            return None;
        }
        let mut arguments: Vec<&str> = chosen(&self.end_to_end).collect();
        arguments.extend(["--", "--test-threads=1"]);
        Some(arguments)
    }
}

fn chosen(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().flat_map(|name| ["--test", name.as_str()])
}

/// Cargo finds `tests/NAME.rs` and `tests/NAME/main.rs`.
fn targets_in(tests: &Path) -> Result<Vec<String>> {
    if !tests.exists() {
        return Ok(Vec::new());
    }
    let entries = entries_in(tests)?;
    let is_target = |path: &PathBuf| {
        path.extension().is_some_and(|is| is == "rs") || path.join("main.rs").is_file()
    };
    let targets = entries.iter().filter(|path| is_target(path));
    Ok(targets
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect())
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = entries_in(folder)?;
    entries.retain(|path| path.is_dir());
    Ok(entries)
}

fn entries_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn the_tests_of_the_stage_run_apart_and_one_at_a_time() {
        let root = workspace(&[
            "crates/codes/tests/forged.rs",
            "crates/devices/tests/printer/main.rs",
            "crates/devices/tests/printer/paper.rs",
            "crates/stage/tests/visits.rs",
        ]);
        let targets = TestTargets::find(root.path()).unwrap();
        assert_eq!(
            targets.quick_arguments(),
            ["--lib", "--bins", "--test", "forged", "--test", "printer"]
        );
        assert_eq!(
            targets.end_to_end_arguments().unwrap(),
            ["--test", "visits", "--", "--test-threads=1"]
        );
    }

    #[test]
    fn one_name_for_a_quick_test_and_one_end_to_end_is_refused() {
        let root = workspace(&["crates/codes/tests/codes.rs", "crates/stage/tests/codes.rs"]);
        let error = TestTargets::find(root.path()).unwrap_err().to_string();
        assert!(error.contains("test target codes"), "{error}");
    }
}
