//! Services and configuration are files: what is wrong in one is told with its line. What can be
//! wrong inside a service's file is tried where it is read, in the crate `service`.

use std::path::Path;

use backend::Config;
use backend::catalogue::Services;

use crate::hall::services;

/// A folder with the groups of the project and one good service.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["groups.toml", "non-tax.toml"] {
        std::fs::copy(services().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// Where and why the one broken file of a folder is refused.
fn broken(folder: &Path) -> (String, usize, String) {
    let read = Services::read(folder).unwrap();
    assert_eq!(read.services.len(), 1, "the others go on");
    let [broken] = &read.broken[..] else {
        panic!("one is broken: {:?}", read.broken)
    };
    (broken.file.clone(), broken.line, broken.reason.clone())
}

#[test]
fn the_services_of_the_project_are_sound() {
    let read = Services::read(&services()).unwrap();
    assert_eq!(read.broken, []);
    let ids: Vec<_> = read.services.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "traffic-fines",
            "non-tax",
            "hospital-registration",
            "hospital-appointments",
            "utility-bills",
            "social-security-statement",
            "social-security-contribution",
            "social-security-card-loss",
            "vehicle-plate",
            "queue-ticket",
            "application-progress",
            "receipt-reprint",
        ],
        "by their position, not by the names of the files"
    );
    let offline: Vec<_> = read.services.iter().filter(|it| it.offline).collect();
    assert_eq!(offline.len(), 1);
}

#[test]
fn a_broken_file_is_refused_with_its_line_and_the_others_go_on() {
    let folder = folder();
    let good = std::fs::read(folder.path().join("non-tax.toml")).unwrap();
    let short = |text: &str| text.as_bytes().to_vec();
    let fault = String::from_utf8(good.clone()).unwrap();
    let fault = fault.replacen("minutes = 2", "minutes = 900", 1);
    let line = fault.lines().position(|line| line.contains("900")).unwrap() + 1;
    for (name, bytes, at, reason) in [
        (
            "other.toml",
            short(&fault),
            line,
            "900 is not between 1 and 120",
        ),
        (
            "other.toml",
            short("position = 1\nicon ="),
            2,
            "string values must be quoted",
        ),
        ("other.toml", vec![0xff, 0xfe], 1, "UTF-8"),
        (
            "other.toml",
            vec![b'#'; 64 * 1024 + 1],
            1,
            "the file is too long",
        ),
        ("Other One.toml", good, 1, "the name of the file is no id"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let (file, line, why) = broken(folder.path());
        assert!(why.contains(reason), "{reason}: {why}");
        assert_eq!((file.as_str(), line), (name, at), "{reason}");
        std::fs::remove_file(path).unwrap();
    }
    for name in ["notes.txt", ".non-tax.toml", "non-tax.toml~"] {
        std::fs::write(folder.path().join(name), "no service").unwrap();
    }
    assert_eq!(Services::read(folder.path()).unwrap().broken, []);
}

#[test]
fn without_its_groups_a_service_goes_on_and_the_file_of_groups_is_named() {
    let folder = folder();
    let path = folder.path().join("groups.toml");
    std::fs::write(&path, "[[departments]]\nid = 7\n").unwrap();
    let (file, line, _) = broken(folder.path());
    assert_eq!((file.as_str(), line), ("groups.toml", 2));
    std::fs::remove_file(&path).unwrap();
    let (file, _, reason) = broken(folder.path());
    assert!(
        file == "groups.toml" && reason.contains("missing"),
        "{reason}"
    );
}

#[test]
fn a_key_that_the_configuration_does_not_know_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backend.toml");
    let text = "listen = \"127.0.0.1:0\"\ndatabase = \"sqlite::memory:\"\nservises = \"x\"\n";
    std::fs::write(&path, text).unwrap();
    let error = Config::read(&path).unwrap_err().to_string();
    assert!(
        error.contains("line 3") && error.contains("servises"),
        "{error}"
    );
}
