//! The files of the project.

use std::path::{Path, PathBuf};

use super::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/services")
}

/// Name and text of every file, those of services only.
fn files() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder()).expect("the folder is there");
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name");
        if name != "groups" {
            let text = std::fs::read_to_string(&path).expect("a text");
            files.push((name.to_owned(), text));
        }
    }
    files.sort();
    files
}

#[test]
fn the_services_of_the_project_are_sound_and_of_the_shape_that_editors_know() {
    let groups = std::fs::read_to_string(folder().join("groups.toml")).expect("groups");
    let groups = Groups::read(&groups).expect("good groups");
    let schema = Schema::committed();
    assert!(schema.takes(EVERYTHING));
    let mut positions = std::collections::BTreeSet::new();
    let files = files();
    assert!(files.len() >= 12);
    for (id, text) in &files {
        let placed =
            service(id, text, Some(&groups)).unwrap_or_else(|broken| panic!("{id}: {broken}"));
        assert!(schema.takes(text), "{id}");
        assert!(positions.insert(placed.position), "{id}: two on one place");
        assert!(
            text.starts_with("#:schema ../../docs/service.schema.json\n"),
            "{id}"
        );
    }
    let services: Vec<_> = files
        .iter()
        .filter_map(|(id, text)| service(id, text, Some(&groups)).ok())
        .map(|placed| placed.service)
        .collect();
    for group in groups.departments.iter() {
        let is_used = services
            .iter()
            .any(|service| service.department == group.id);
        assert!(is_used, "nothing is in {}", group.id);
    }
    for group in groups.life_events.iter() {
        let is_used = services
            .iter()
            .any(|service| service.life_events.contains(&group.id));
        assert!(is_used, "nothing is in {}", group.id);
    }
    assert!((3..=6).contains(&services.iter().filter(|service| service.simple).count()));
    assert!(services.iter().any(|service| service.offline));
}

#[test]
fn the_example_of_the_description_is_a_good_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/services.md");
    let text = std::fs::read_to_string(path).expect("the description is there");
    let example = text
        .split_once("```toml\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(example, _)| example)
        .expect("it has an example");
    assert!(Schema::committed().takes(example));
    let groups = std::fs::read_to_string(folder().join("groups.toml")).expect("groups");
    let groups = Groups::read(&groups).expect("good groups");
    service("parking-permit", example, Some(&groups)).expect("a good file");
}
