mod broken;
mod ours;
mod schema;

use super::*;
use crate::{DocumentKind, Fee, Fen, Hours, Lang, QuestionKind, Weekday};
use schema::Schema;

/// A service that nobody has seen: every kind of question, look-ups, conditions, dues, each kind of
/// fee, two documents, hours.
const EVERYTHING: &str = include_str!("tests/everything.toml");
const GROUPS: &str = r#"
[[departments]]
id = "market-regulation"
icon = "store"
name = { zh-CN = "市场监督管理局", en = "Market Regulation" }

[[lifeEvents]]
id = "opening-a-business"
icon = "store"
name = { zh-CN = "开办企业", en = "Opening a business" }

[[lifeEvents]]
id = "moving-house"
icon = "house"
name = { zh-CN = "搬家", en = "Moving house" }
"#;

fn groups() -> Groups {
    Groups::read(GROUPS).expect("good groups")
}

fn everything() -> Service {
    service("stall-permit", EVERYTHING, Some(&groups()))
        .expect("a good file")
        .service
}

#[test]
fn a_service_nobody_has_seen_is_taken_as_it_is_written() {
    let service = everything();
    assert_eq!(service.id, "stall-permit");
    assert_eq!(
        service.name.get(&Lang::new("en")),
        "Get a permit for a stall"
    );
    assert!(service.name.get(&Lang::new("ug")).starts_with("بوتكا"));
    assert_eq!(service.life_events, ["opening-a-business", "moving-house"]);
    assert!(service.simple && !service.offline);
    assert_eq!(service.needs.len(), 2);
    assert_eq!(
        service.documents,
        [DocumentKind::Slip, DocumentKind::Acknowledgement]
    );
    assert_eq!(
        service.hours[1],
        Hours {
            days: vec![Weekday::Sat, Weekday::Sun],
            from: 600,
            until: 1440,
        }
    );
    // One of each kind, so that a kind that is added later is missed here.
    let mut kinds = service
        .questions
        .iter()
        .map(|question| match &question.kind {
            QuestionKind::Choice { .. } => 0,
            QuestionKind::Several { .. } => 1,
            QuestionKind::YesNo => 2,
            QuestionKind::Digits { .. } => 3,
            QuestionKind::Amount { .. } => 4,
            QuestionKind::IdNumber => 5,
            QuestionKind::Phone => 6,
            QuestionKind::Plate { .. } => 7,
            QuestionKind::Date { .. } => 8,
            QuestionKind::Text { .. } => 9,
        });
    let kinds: std::collections::BTreeSet<usize> = kinds.by_ref().collect();
    assert_eq!(kinds.len(), 10, "every kind of question is tried");
    let QuestionKind::Amount { min, max } = service.questions[7].kind else {
        panic!("the deposit is an amount")
    };
    assert_eq!((min, max), (Fen(100), Fen(50_000)));
    assert_eq!(service.fees.len(), 4);
    assert!(matches!(
        service.fees[0],
        Fee::Fixed {
            amount: Fen(500),
            ..
        }
    ));
}

#[test]
fn a_service_comes_through_the_line_as_it_was_sent() {
    let service = everything();
    let json = serde_json::to_string(&service).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Service>(&json).expect("a service"),
        service
    );
}

#[test]
fn the_line_of_a_fault_is_told_wherever_it_is() {
    let lines: Vec<&str> = EVERYTHING.lines().collect();
    let mut tried = 0;
    for (index, line) in lines.iter().enumerate() {
        // A key that is not known, behind every line that ends a key or opens a table.
        let opens_table =
            line.starts_with("[[") || (line.starts_with('[') && !line.contains("name"));
        if !opens_table || line.starts_with("[[needs") {
            continue;
        }
        let mut text: Vec<&str> = lines.clone();
        text.insert(index + 1, "surprise = 7");
        let broken = service("stall-permit", &text.join("\n"), Some(&groups()))
            .expect_err("a surprise is refused");
        assert_eq!(broken.line, index + 2, "{line}: {broken}");
        tried += 1;
    }
    assert!(tried > 20, "{tried}");
}
