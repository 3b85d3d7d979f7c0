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
    let ids: Vec<_> = read.services.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "traffic-fines",
            "non-tax",
            "hospital-registration",
            "social-security-statement"
        ],
        "by their position, not by the names of the files"
    );
    let offline: Vec<_> = read.services.iter().filter(|it| it.offline).collect();
    assert_eq!(offline.len(), 1);
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
        ("position = 20", "", "missing field `position`"),
        ("position = 20", "position = 0", "not between"),
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
fn a_service_that_asks_for_money_or_for_a_list_cannot_be_offline() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| std::fs::read_to_string(services().join(name)).unwrap();
    std::fs::write(folder.path().join("good.toml"), read("non-tax.toml")).unwrap();
    let statement = read("social-security-statement.toml");
    let fines = read("traffic-fines.toml").replacen("[name]", "offline = true\n[name]", 1);
    let hospital =
        read("hospital-registration.toml").replacen("[name]", "offline = true\n[name]", 1);
    let fee = statement.replacen("id = \"last-year\"", "id = \"last-year\"\nfee = 500", 1);
    let twice = statement.replacen("id = \"last-year\"", "id = \"this-year\"", 1);
    let digits = "kind = { is = \"digits\", length = 4, group = 4 }";
    let typed = statement.replacen("kind = { is = \"choice\" }", digits, 1);
    let free_of_payee = read("non-tax.toml")
        .replacen("[payee]", "", 1)
        .replace("zh-CN = \"市财政局非税收入专户\"", "")
        .replace("en = \"City Finance Bureau, non-tax revenue\"", "");
    let line_of = |text: &str, part: &str, nth: usize| {
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(part));
        lines.nth(nth).unwrap().0 + 1
    };
    let cases = [
        (&fines, "dues =", 0, "cannot ask for dues"),
        (
            &hospital,
            "[[questions]]",
            0,
            "cannot look up the options of `hospital`",
        ),
        (&fee, "fee = 500", 0, "unknown field `fee`"),
        (
            &twice,
            "[[questions.options]]",
            1,
            "`this-year` is there twice",
        ),
        (
            &typed,
            "[[questions.options]]",
            0,
            "only a choice has options",
        ),
        (&free_of_payee, "position", 0, "the payee is missing"),
    ];
    for (text, part, nth, reason) in cases {
        let (line, why) = broken(folder.path(), "bad.toml", text);
        assert!(why.contains(reason), "{reason}: {why}");
        assert_eq!(line, line_of(text, part, nth), "{reason}");
    }
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
async fn kiosks_get_services_and_a_list_of_trust_with_a_version() {
    let hall = Hall::open().await;
    let catalogue = hall.client.catalogue(SOON).await.unwrap();
    assert_eq!(catalogue.services.len(), 4);
    assert!(!catalogue.trust.is_empty());
    assert!(catalogue.version > 0 && catalogue.version < 1 << 53);
    assert_eq!(hall.client.catalogue(SOON).await.unwrap(), catalogue);
    assert_eq!(
        hall.client.health(SOON).await.unwrap().version,
        env!("CARGO_PKG_VERSION")
    );
}
