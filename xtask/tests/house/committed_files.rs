//! What is committed works on every machine.

use std::path::Path;

use crate::workspace;

/// Where the machines of developers keep what is theirs, and this machine keeps this.
fn private_places() -> Vec<String> {
    let mut places: Vec<String> = ["home", "Users", "root"]
        .iter()
        .map(|folder| format!("/{folder}/"))
        .collect();
    places.push(format!("C:{0}Users{0}", '\\'));
    let checkout = workspace::root();
    // One folder under the root may well be the name of something else.
    if checkout.components().count() > 2 {
        places.push(checkout.display().to_string());
    }
    places
}

/// Where an absolute path into one of the places begins in a line.
fn private_path<'a>(line: &str, places: &'a [String]) -> Option<&'a String> {
    places.iter().find(|place| {
        line.match_indices(place.as_str()).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|character| {
                !(character.is_alphanumeric() || "._-}~/".contains(character))
            })
        })
    })
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    let places = private_places();
    for file in workspace::files().unwrap_or_default() {
        let text = workspace::text(&file).unwrap_or_default();
        let mut lines = text.lines();
        let found = lines.find(|line| private_path(line, &places).is_some());
        assert_eq!(found, None, "{}", file.display());
    }
}

#[test]
fn a_private_path_is_told_from_a_part_of_another() {
    let places = private_places();
    let home = format!("/{}/", "home");
    assert!(private_path(&format!("data = \"{home}someone/hallpass\""), &places).is_some());
    assert!(private_path(&format!("https://example.org{home}page"), &places).is_none());
    assert!(private_path(&format!("src{home}screen.ts"), &places).is_none());
}

#[test]
fn a_lock_file_ties_nobody_to_a_registry() {
    for file in workspace::files().unwrap_or_default() {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let text = workspace::text(&file).unwrap_or_default();
        let found = match name.as_ref() {
            "Cargo.lock" => text.lines().find(|line| names_another_registry(line)),
            "package-lock.json" => text
                .lines()
                .find(|line| line.contains("\"resolved\": \"http")),
            ".npmrc" => text
                .lines()
                .find(|line| line.contains("registry=") || line.contains("_auth")),
            _ => None,
        };
        assert_eq!(found, None, "{}", file.display());
    }
}

fn names_another_registry(line: &str) -> bool {
    const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
    line.strip_prefix("source = ")
        .is_some_and(|source| source.trim_matches('"') != CRATES_IO)
}

#[test]
fn every_folder_with_npm_packages_locks_them() {
    for file in workspace::files().unwrap_or_default() {
        if file.file_name().is_some_and(|name| name == "package.json") {
            let folder = workspace::root().join(file.parent().unwrap_or(Path::new("")));
            assert!(
                folder.join("package-lock.json").is_file(),
                "{}",
                file.display()
            );
        }
    }
}
