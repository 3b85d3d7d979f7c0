//! What our sources look like.

use std::path::{Path, PathBuf};

use crate::workspace;

const LINES_MAX: usize = 500;

fn sources(extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = workspace::files().unwrap_or_default();
    files.retain(|file| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    });
    files
}

/// The lines before the tests at the end of a source file.
pub fn outside_of_tests(source: &str) -> impl Iterator<Item = &str> {
    source.lines().take_while(|line| !opens_tests(line))
}

fn inside_of_tests(source: &str) -> impl Iterator<Item = &str> {
    source.lines().skip_while(|line| !opens_tests(line))
}

fn opens_tests(line: &str) -> bool {
    line == "#[cfg(test)]"
}

/// Whether the file is all tests.
pub fn is_test(file: &Path) -> bool {
    let mut parts = file.components().map(|part| part.as_os_str());
    parts.any(|part| part == "tests") || file.file_stem().is_some_and(|stem| stem == "tests")
}

/// A test that finds all files at fault at once.
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_source_file_has_one_subject_and_at_most_500_lines() {
    let mut found = Vec::new();
    for file in sources(&["rs", "ts", "js", "mjs", "svelte", "css"]) {
        let lines = workspace::text(&file).unwrap_or_default().lines().count();
        if lines > LINES_MAX {
            found.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert_none(&found);
}

#[test]
fn no_test_is_left_out() {
    // Written apart, so that this file does not find itself.
    let ignored = concat!("#[", "ignore");
    let mut found = Vec::new();
    for file in sources(&["rs"]) {
        let source = workspace::text(&file).unwrap_or_default();
        let lines = source.lines().map(str::trim_start);
        let left_out = lines.filter(|line| line.starts_with(ignored));
        found.extend(left_out.map(|line| format!("{}: {line}", file.display())));
    }
    assert_none(&found);
}

#[test]
fn no_test_sleeps() {
    let mut found = Vec::new();
    for file in sources(&["rs"]) {
        let source = workspace::text(&file).unwrap_or_default();
        let lines: Vec<&str> = if is_test(&file) {
            source.lines().collect()
        } else {
            inside_of_tests(&source).collect()
        };
        let asleep = lines.into_iter().filter(|line| sleeps(line));
        found.extend(asleep.map(|line| format!("{}: {}", file.display(), line.trim())));
    }
    assert_none(&found);
}

fn sleeps(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let call = concat!("sleep", "(");
    code.match_indices(call).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|character| !(character.is_alphanumeric() || character == '_'))
    })
}

#[test]
fn a_call_of_sleep_is_found_by_any_path_and_a_word_with_sleep_in_it_is_not() {
    assert!(sleeps(concat!("tokio::time::sleep", "(PAUSE).await;")));
    assert!(sleeps(concat!("    sleep", "(PAUSE);")));
    assert!(!sleeps(concat!("fn nobody_may_sleep", "() {")));
    assert!(!sleeps(concat!("// never sleep", "(PAUSE)")));
}
