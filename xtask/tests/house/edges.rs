//! Which of our crates may know which.

use std::collections::BTreeSet;

use crate::workspace::{self, Package};

/// Each crate, whom it has to know, and whom it may know besides.
const EDGES: [(&str, &[&str], &[&str]); 15] = [
    ("service", &[], &[]),
    ("hanzi", &[], &[]),
    ("kiosk", &["hanzi", "service"], &[]),
    ("codes", &["service"], &[]),
    ("receipt", &[], &[]),
    ("devices", &[], &[]),
    ("gateway", &["service"], &[]),
    ("order", &[], &[]),
    (
        "runtime",
        &["codes", "devices", "gateway", "kiosk", "receipt", "service"],
        &[],
    ),
    ("hallpass", &["kiosk", "runtime"], &[]),
    (
        "backend",
        &["codes", "gateway", "order", "service"],
        &["receipt"],
    ),
    ("probe", &["codes", "devices"], &[]),
    ("simulation", &["kiosk", "order"], &["service"]),
    ("stage", &["codes"], &["gateway", "service"]),
    ("xtask", &[], &[]),
];

/// Whose tests know others of ours, and whom: the stage is where devices and the backend
/// meet the world. The core's tests write the screen's types, those of `service` too.
const EDGES_OF_TESTS: [(&str, &[&str]); 6] = [
    ("kiosk", &["service"]),
    ("devices", &["stage"]),
    ("backend", &["stage"]),
    ("probe", &["stage"]),
    ("runtime", &["stage"]),
    (
        "stage",
        &["backend", "gateway", "kiosk", "receipt", "runtime"],
    ),
];

fn our_crates() -> Vec<Package> {
    let packages = workspace::packages().into_iter();
    packages.filter(|package| package.is_ours).collect()
}

fn edges(package: &Package, for_tests: bool) -> BTreeSet<&str> {
    let dependencies = package.dependencies.iter();
    dependencies
        .filter(|dependency| dependency.is_ours && dependency.is_for_tests == for_tests)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

#[test]
fn the_workspace_has_the_crates_of_the_design() {
    let crates = our_crates();
    let names: BTreeSet<&str> = crates.iter().map(|package| package.name.as_str()).collect();
    let designed: BTreeSet<&str> = EDGES.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(names, designed);
}

#[test]
fn a_crate_knows_those_of_the_design_and_no_others() {
    for package in our_crates() {
        let (name, must, may) = EDGES
            .iter()
            .find(|(name, _, _)| *name == package.name)
            .expect("every crate is in the table of edges");
        let known = edges(&package, false);
        for other in must.iter() {
            assert!(known.contains(other), "{name} must know {other}");
        }
        for other in known {
            let allowed = must.contains(&other) || may.contains(&other);
            assert!(allowed, "{name} must not know {other}");
        }
    }
}

#[test]
fn only_the_tests_of_those_who_meet_the_world_know_the_stage() {
    for package in our_crates() {
        let allowed = EDGES_OF_TESTS
            .iter()
            .find(|(name, _)| *name == package.name)
            .map_or(&[][..], |(_, others)| others);
        for other in edges(&package, true) {
            let name = &package.name;
            assert!(
                allowed.contains(&other),
                "the tests of {name} must not know {other}"
            );
        }
    }
}
