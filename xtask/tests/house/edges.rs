//! Which of our crates may know which.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Package};

use crate::workspace;

/// Each crate, whom it has to know, and whom it may know besides.
const EDGES: [(&str, &[&str], &[&str]); 10] = [
    ("kiosk", &[], &[]),
    ("codes", &[], &[]),
    ("receipt", &[], &[]),
    ("devices", &[], &[]),
    ("gateway", &[], &[]),
    (
        "runtime",
        &["codes", "devices", "gateway", "kiosk", "receipt"],
        &[],
    ),
    ("hallpass", &["kiosk", "runtime"], &[]),
    ("backend", &["codes", "gateway", "receipt"], &[]),
    ("stage", &["codes"], &["gateway"]),
    ("xtask", &[], &[]),
];

/// Whose tests know others of ours, and whom: the stage is where devices and the backend
/// meet the world.
const EDGES_OF_TESTS: [(&str, &[&str]); 4] = [
    ("devices", &["stage"]),
    ("backend", &["stage"]),
    ("runtime", &["stage"]),
    (
        "stage",
        &["backend", "gateway", "kiosk", "receipt", "runtime"],
    ),
];

fn edges(package: &Package, is_test: bool) -> BTreeSet<&str> {
    let ours = package.dependencies.iter().filter(|dependency| {
        let kind_fits = (dependency.kind == DependencyKind::Development) == is_test;
        kind_fits && dependency.path.is_some()
    });
    ours.map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn the_workspace_has_the_crates_of_the_design() {
    let metadata = workspace::metadata();
    let members: BTreeSet<&str> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let designed: BTreeSet<&str> = EDGES.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(members, designed);
}

#[test]
fn a_crate_knows_those_of_the_design_and_no_others() {
    let metadata = workspace::metadata();
    for package in metadata.workspace_packages() {
        let (_, must, may) = EDGES
            .iter()
            .find(|(name, _, _)| *name == package.name.as_str())
            .expect("every crate is in the table of edges");
        let known = edges(package, false);
        for other in must.iter() {
            assert!(known.contains(other), "{} must know {other}", package.name);
        }
        for other in known {
            let allowed = must.contains(&other) || may.contains(&other);
            assert!(allowed, "{} must not know {other}", package.name);
        }
    }
}

#[test]
fn only_the_tests_of_those_who_meet_the_world_know_the_stage() {
    let metadata = workspace::metadata();
    for package in metadata.workspace_packages() {
        let allowed = EDGES_OF_TESTS
            .iter()
            .find(|(name, _)| *name == package.name.as_str())
            .map_or(&[][..], |(_, others)| others);
        for other in edges(package, true) {
            assert!(
                allowed.contains(&other),
                "the tests of {} must not know {other}",
                package.name
            );
        }
    }
}
