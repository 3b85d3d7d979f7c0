//! `[[verifiers]]` that cannot be used: the backend says which and why, and does not start.

use backend::{Backend, Config};

use super::*;

fn card(change: impl FnOnce(&mut Table)) -> Table {
    let mut entry: Table = r##"
kind = "health-card"
name = { zh-CN = "电子健康卡" }
color = "#008f8c"
[api.health-open]
app_id = "a"
secret = "card.secret"
hospital_id = "1"
[api.health-open.results]
expired = [-1]
"##
    .parse()
    .unwrap();
    change(&mut entry);
    entry
}

fn set(entry: &mut Table, key: &str, value: &str) {
    let value: Table = format!("it = {value}").parse().unwrap();
    entry.insert(key.to_owned(), value["it"].clone());
}

fn health_open(entry: &mut Table) -> &mut Table {
    entry["api"]["health-open"].as_table_mut().unwrap()
}

const SHAPE: &str = r#"{ minLength = 30, maxLength = 60, characters = "digits" }"#;

#[tokio::test]
async fn a_verifier_that_cannot_be_used_is_named_with_its_reason() {
    let mut hall = Hall::open().await;
    hall.stop().await;
    let path = hall.folder.path().join("backend.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    write(&hall, "card.secret", "secret");
    write(&hall, "empty.secret", "\n");
    let one = |change: fn(&mut Table)| vec![card(change)];
    let wrong = [
        (
            vec![card(|_| ()), card(|_| ())],
            "health-card: there is another one of this kind",
        ),
        (
            one(|it| set(it, "kind", "\"Health Card\"")),
            "a kind is lower-case letters",
        ),
        (
            one(|it| set(it, "kind", "\"city-code\"")),
            "city-code: the shape is missing",
        ),
        (
            one(|it| set(it, "shape", SHAPE)),
            "its shape is not to be given",
        ),
        (
            one(|it| set(it, "within_ms", "8001")),
            "within_ms is 1 to 8000",
        ),
        (
            one(|it| {
                set(it, "kind", "\"city-code\"");
                set(it, "shape", SHAPE);
            }),
            "health-open knows health cards only",
        ),
        (
            one(|it| set(health_open(it), "base_url", "\"http://cards.example.cn\"")),
            "the address is neither https nor on this machine",
        ),
        (
            one(|it| set(health_open(it), "secret", "\"none.secret\"")),
            "the secret cannot be read",
        ),
        (
            one(|it| set(health_open(it), "secret", "\"empty.secret\"")),
            "the secret is empty",
        ),
    ];
    for (verifiers, reason) in wrong {
        std::fs::write(&path, &before).unwrap();
        for verifier in verifiers {
            configure(hall.folder.path(), verifier);
        }
        let started = Backend::start(Config::read(&path).unwrap()).await;
        let error = started.err().expect(reason).to_string();
        assert!(
            error.starts_with("verifiers: ") && error.contains(reason),
            "{error}"
        );
    }
    std::fs::write(&path, &before).unwrap();
    configure(hall.folder.path(), card(|it| set(it, "withn_ms", "1")));
    let error = Config::read(&path).unwrap_err().to_string();
    assert!(error.contains("withn_ms"), "{error}");
}
