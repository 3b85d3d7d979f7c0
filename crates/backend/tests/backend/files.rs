//! Services and configuration are files: what is wrong in one is told with its line.

use std::path::Path;

use backend::Config;
use backend::catalogue::Services;

use crate::hall::{Hall, SOON, services};

fn broken(folder: &Path, name: &str, text: &str) -> (usize, String) {
    std::fs::write(folder.join(name), text).unwrap();
    let read = Services::read(folder).unwrap();
    std::fs::remove_file(folder.join(name)).unwrap();
    assert_eq!(read.services.len(), 1, "the others go on");
    let [broken] = &read.broken[..] else {
        panic!("{name} was not refused")
    };
    (broken.line, broken.reason.clone())
}

#[test]
fn the_services_of_the_project_are_sound() {
    let read = Services::read(&services()).unwrap();
    assert_eq!(read.broken, []);
    let ids: Vec<_> = read.services.keys().map(String::as_str).collect();
    assert_eq!(ids, ["hospital-registration", "non-tax", "traffic-fines"]);
}

#[test]
fn a_broken_service_is_refused_with_its_line_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(services().join("non-tax.toml")).unwrap();
    std::fs::write(folder.path().join("good.toml"), &good).unwrap();
    let line_of = |text: &str, part: &str| {
        text.lines()
            .position(|line| line.contains(part))
            .map(|line| line + 1)
            .unwrap()
    };
    let cases = [
        ("icon =", "icon = 7 #", "invalid type"),
        ("minutes = 2", "minutes = 900", "not between"),
        (
            "identity = \"none\"",
            "identity = \"perhaps\"",
            "unknown variant",
        ),
        (
            "dueChoice = \"all\"",
            "dueChoice = \"all\"\nfree = true",
            "unknown field",
        ),
        ("en = \"Pay a payment notice\"", "", "en is missing"),
        ("en = \"Pay a payment notice\"", "en = \"\"", "empty"),
        ("icon = \"notice\"", "icon = ", "string"),
        (
            "question = \"notice\" }",
            "question = \"other\" }",
            "not asked",
        ),
        ("length = 20", "length = 0", "not between"),
        ("id = \"notice\"", "id = \"Not An Id\"", "not an id"),
    ];
    for (part, instead, reason) in cases {
        assert!(good.contains(part), "{part}");
        let text = good.replacen(part, instead, 1);
        let (line, why) = broken(folder.path(), "bad.toml", &text);
        assert!(why.contains(reason), "{instead}: {why}");
        if instead.contains("free") {
            assert_eq!(line, line_of(&text, "free"));
        }
        if instead.contains("900") {
            assert_eq!(line, line_of(&text, "900"));
        }
    }
    let (_, why) = broken(folder.path(), "Bad Name.toml", &good);
    assert!(why.contains("name of the file"));
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

#[tokio::test]
async fn kiosks_get_services_and_issuers_with_a_version() {
    let hall = Hall::open().await;
    let catalogue = hall.client.catalogue(SOON).await.unwrap();
    assert_eq!(catalogue.services.len(), 3);
    assert_eq!(catalogue.issuers[0].iss, "310115");
    assert!(catalogue.version > 0 && catalogue.version < 1 << 53);
    assert_eq!(hall.client.catalogue(SOON).await.unwrap(), catalogue);
    assert_eq!(
        hall.client.health(SOON).await.unwrap().version,
        env!("CARGO_PKG_VERSION")
    );
}
