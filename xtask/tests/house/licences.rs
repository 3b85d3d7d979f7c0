//! What others wrote may be given away with what we wrote.

use std::fs;

use serde_json::Value;
use spdx::{Expression, ParseMode};
use toml::Table;

use crate::workspace;

/// The licences that `deny.toml` allows.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(workspace::root().join("deny.toml")).expect("deny.toml is there");
    let table: Table = text.parse().expect("deny.toml is TOML");
    let licences = table["licenses"]["allow"]
        .as_array()
        .expect("a list of licences");
    let names = licences.iter().filter_map(toml::Value::as_str);
    names.map(str::to_owned).collect()
}

fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    Expression::parse_mode(expression, ParseMode::LAX)
        .is_ok_and(|parsed| parsed.evaluate(|wanted| allowed.contains(&wanted.to_string())))
}

#[test]
fn every_crate_has_a_licence_that_is_allowed() {
    let allowed = allowed();
    for package in workspace::packages()
        .iter()
        .filter(|package| !package.is_ours)
    {
        let fits = is_allowed(&package.licence, &allowed);
        assert!(
            fits,
            "{} {}: {:?}",
            package.name, package.version, package.licence
        );
    }
}

#[test]
fn every_npm_package_that_reaches_a_hall_has_a_licence_that_is_allowed() {
    let mut allowed = allowed();
    allowed.push("OFL-1.1".to_owned());
    let locks = workspace::files().unwrap_or_default().into_iter();
    for lock in locks.filter(|file| file.ends_with("package-lock.json")) {
        let text = workspace::text(&lock).expect("a lock file is a text");
        let lock: Value = serde_json::from_str(&text).expect("a lock file is JSON");
        let packages = lock["packages"]
            .as_object()
            .expect("a lock file lists packages");
        for (name, package) in packages {
            let is_ours = name.is_empty();
            let is_tool = package["dev"] == true || package["optional"] == true;
            let licence = package["license"].as_str().unwrap_or_default();
            let fits = is_ours || is_tool || is_allowed(licence, &allowed);
            assert!(fits, "{name}: {licence:?}");
        }
    }
}

#[test]
fn a_choice_needs_one_licence_that_is_allowed_and_a_sum_all() {
    let allowed = allowed();
    assert!(is_allowed("MIT OR GPL-2.0-only", &allowed));
    assert!(is_allowed("MIT/Apache-2.0", &allowed));
    assert!(is_allowed(
        "(MIT OR GPL-2.0-only) AND Unicode-3.0",
        &allowed
    ));
    assert!(!is_allowed("MIT AND GPL-2.0-only", &allowed));
    assert!(!is_allowed("", &allowed));
}
