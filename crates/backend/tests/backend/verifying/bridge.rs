//! An issuer whose API is not public, behind a bridge.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use stage::server::Server;

use super::*;

const KIND: &str = "city-code";
const SUBJECT: &str = "市民 7";

/// What the bridge was asked: its token, the idempotency key, and the question.
type Asked = Arc<Mutex<Vec<(String, String, serde_json::Value)>>>;

struct City {
    hall: Hall,
    asked: Asked,
    _server: Server,
}

/// A bridge that answers what stands in the code: `…/<status>-<number>`.
async fn answer(
    State(asked): State<Asked>,
    headers: HeaderMap,
    Json(question): Json<serde_json::Value>,
) -> (StatusCode, String) {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let code = question["code"].as_str().unwrap().to_owned();
    let entry = (header("authorization"), header("idempotency-key"), question);
    asked.lock().unwrap().push(entry);
    let word = code
        .rsplit('/')
        .next()
        .unwrap()
        .trim_start_matches(char::is_numeric);
    let refused = |why: &str| json!({ "is": "refused", "why": why }).to_string();
    let ok = |text: String| (StatusCode::OK, text);
    match word {
        "resolved" => ok(json!({ "is": "resolved", "subject": SUBJECT }).to_string()),
        "expired" | "used" | "unknown" => ok(refused(word)),
        "notlive" => ok(refused("not-live")),
        "another" => ok(refused("bad weather")),
        "nobody" => ok(json!({ "is": "resolved", "subject": "" }).to_string()),
        "control" => ok(json!({ "is": "resolved", "subject": "a\u{7}" }).to_string()),
        "both" => ok(r#"{"is":"resolved","is":"refused","subject":"x","why":"used"}"#.to_owned()),
        _ => (StatusCode::BAD_GATEWAY, String::new()),
    }
}

fn entry(url: &str) -> Table {
    let entry = format!(
        r##"
kind = "{KIND}"
name = {{ zh-CN = "城市码", en = "City code" }}
color = "#0b5d51"
within_ms = 8000
shape = {{ prefix = "https://city.example.cn/q/", minLength = 30, maxLength = 60, characters = "alphanumeric" }}
[api.bridge]
url = "{url}/verify"
token = "bridge.token"
"##
    );
    entry.parse().unwrap()
}

/// The text of a code to which the bridge answers so.
fn code(number: u32, word: &str) -> String {
    format!("https://city.example.cn/q/{number:06}{word}")
}

impl City {
    async fn open() -> Self {
        let asked = Asked::default();
        let router = Router::new()
            .route("/verify", post(answer))
            .with_state(Arc::clone(&asked));
        let server = Server::start(router).await.unwrap();
        let mut hall = Hall::open().await;
        write(&hall, "bridge.token", "a token\n");
        take(&mut hall, entry(server.url())).await;
        know(&hall, WANG, KIND, SUBJECT).await;
        Self {
            hall,
            asked,
            _server: server,
        }
    }
}

#[tokio::test]
async fn it_is_asked_with_our_token_and_whom_it_names_is_identified() {
    let city = City::open().await;
    let (visit, code) = (Uuid::new_v4(), code(1, "resolved"));
    let found = show(&city.hall, KIND, visit, &code).await.unwrap();
    assert_eq!(
        (found.name.as_str(), found.issuer.as_str()),
        ("王*明", KIND)
    );
    let asked = city.asked.lock().unwrap();
    let [(token, key, question)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!((token.as_str(), key.len()), ("Bearer a token", 64));
    assert_eq!(*question, json!({ "code": code, "machine": "3" }));
}

#[tokio::test]
async fn a_question_that_is_asked_again_has_the_same_key() {
    let city = City::open().await;
    let (visit, code) = (Uuid::new_v4(), code(1, "down"));
    for visit in [visit, visit, Uuid::new_v4()] {
        let answer = show(&city.hall, KIND, visit, &code).await;
        assert_eq!(problem(answer), ProblemCode::VerificationUnavailable);
    }
    let asked = city.asked.lock().unwrap();
    let keys: Vec<_> = asked.iter().map(|(_, key, _)| key).collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[1], keys[2]);
}

#[tokio::test]
async fn what_it_says_is_taken_strictly() {
    let city = City::open().await;
    let cases = [
        ("expired", ProblemCode::CodeExpired),
        ("used", ProblemCode::CodeUsed),
        ("unknown", ProblemCode::CodeForged),
        ("notlive", ProblemCode::CodeNotLive),
        ("another", ProblemCode::VerificationUnavailable),
        ("nobody", ProblemCode::VerificationUnavailable),
        ("control", ProblemCode::VerificationUnavailable),
        ("both", ProblemCode::VerificationUnavailable),
        ("down", ProblemCode::VerificationUnavailable),
    ];
    for (number, (word, expected)) in (1..).zip(cases) {
        let answer = show(&city.hall, KIND, Uuid::new_v4(), &code(number, word)).await;
        assert_eq!(problem(answer), expected, "{word}");
    }
    let short = show(
        &city.hall,
        KIND,
        Uuid::new_v4(),
        "https://city.example.cn/q/1",
    )
    .await;
    assert_eq!(problem(short), ProblemCode::CodeMalformed);
    let card = format!("{}:1:99", "A".repeat(64));
    let card = show(&city.hall, KIND, Uuid::new_v4(), &card).await;
    assert_eq!(problem(card), ProblemCode::CodeMalformed);
    assert_eq!(city.asked.lock().unwrap().len(), cases.len());
}
