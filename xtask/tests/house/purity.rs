//! `service`, `kiosk`, `codes` and `order` decide, and the simulation runs them; they do no IO, have no clock
//! and no threads.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::sources::{is_test, outside_of_tests};
use crate::workspace;

const PURE: [&str; 6] = ["service", "hanzi", "kiosk", "codes", "order", "simulation"];
/// What a program prints is not a library's; only the simulation has one.
const PROGRAM: [&str; 2] = ["main.rs", "report.rs"];

/// Crates that touch the world. Nearly all others that do, do it by one of these.
const IMPURE: [&str; 24] = [
    "async-io",
    "async-std",
    "axum",
    "curl",
    "dbus",
    "getrandom",
    "gtk",
    "hyper",
    "ipp",
    "libsqlite3-sys",
    "mio",
    "nix",
    "polling",
    "reqwest",
    "rusqlite",
    "rustix",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "tauri",
    "tempfile",
    "tokio",
    "wry",
];

/// What of the standard library is IO, time, threads or chance.
const IMPURE_STD: [&str; 12] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "RandomState",
    "HashMap::new",
    "HashSet::new",
];

/// What a crate is built with when it is built by itself: in `cargo metadata` it would have
/// the features that the rest of the workspace asks for, too.
fn all_dependencies(name: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--package",
            name,
        ])
        .current_dir(workspace::root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo tree fails for {name}");
    let tree = String::from_utf8_lossy(&output.stdout);
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_pure_crates_are_built_with_nothing_that_does_io() {
    for name in PURE {
        for dependency in all_dependencies(name) {
            assert!(
                !IMPURE.contains(&dependency.as_str()),
                "{name} is built with {dependency}"
            );
        }
    }
}

#[test]
fn the_list_of_impure_crates_would_find_them_in_a_crate_that_does_io() {
    let found = all_dependencies("gateway");
    for name in ["reqwest", "tokio", "mio", "socket2"] {
        assert!(found.contains(name), "{name} was not found in gateway");
    }
}

#[test]
fn the_sources_of_the_pure_crates_use_nothing_impure_of_the_standard_library() {
    let Some(files) = workspace::files() else {
        return;
    };
    for name in PURE {
        let folder = Path::new("crates").join(name).join("src");
        let of_library = |file: &&std::path::PathBuf| {
            let name = file.file_name().and_then(|name| name.to_str());
            let is_program = name.is_some_and(|name| PROGRAM.contains(&name));
            file.starts_with(&folder) && !is_program && !is_test(file)
        };
        for file in files.iter().filter(of_library) {
            let source = workspace::text(file).unwrap_or_default();
            for line in outside_of_tests(&source) {
                let code = line.split("//").next().unwrap_or_default();
                let found = IMPURE_STD.iter().find(|impure| code.contains(**impure));
                assert!(found.is_none(), "{}: {}", file.display(), line.trim());
            }
        }
    }
}
