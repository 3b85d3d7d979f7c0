//! Codes that only their issuer understands are known by their shape.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use codes::opaque::BadRule;
use codes::{Charset, OpaqueKind, OpaqueRule, OpaqueRules, Reading};

const CARD: &str = "E1D10AAC0E1E4B8A9F2D4C6B8A0F1E2D3C4B5A69788796A5B4C3D2E1F00FBB18";

fn rule(name: &str, prefix: &str) -> OpaqueRule {
    OpaqueRule {
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        min_len: 20,
        max_len: 60,
        charset: Charset::Printable,
    }
}

fn kind(text: &str, rules: &OpaqueRules) -> Option<OpaqueKind> {
    let Reading::Opaque(code) = Reading::of_with(text.as_bytes(), rules) else {
        return None;
    };
    assert_eq!(code.expose(), text);
    Some(code.kind)
}

#[test]
fn a_health_card_is_64_hex_digits_and_a_type() {
    let none = OpaqueRules::default();
    for text in [
        format!("{CARD}:1"),
        format!("{CARD}:0:20261123120000"),
        format!("{}:1", CARD.to_lowercase()),
    ] {
        assert_eq!(kind(&text, &none), Some(OpaqueKind::HealthCard), "{text}");
        let shown = format!("{:?}", Reading::of(text.as_bytes()));
        assert!(!shown.contains(&text[..8]), "{shown}");
    }
    for text in [
        CARD.to_owned(),
        format!("{CARD}:"),
        format!("{CARD}:1:"),
        format!("{CARD}:1:2:3"),
        format!("{}:1", &CARD[1..]),
        format!("{}G:1", &CARD[1..]),
        format!("{CARD}:1:{}", "9".repeat(33)),
    ] {
        assert_eq!(Reading::of(text.as_bytes()), Reading::Other, "{text}");
    }
}

#[test]
fn a_hall_adds_the_shapes_it_was_told() {
    let rules = OpaqueRules::new(vec![rule("suishenma", "https://ssm.example.cn/q/")]).unwrap();
    let text = "https://ssm.example.cn/q/7f3a9c";
    assert_eq!(
        kind(text, &rules),
        Some(OpaqueKind::Other("suishenma".into()))
    );
    for other in [
        "https://ssm.example.cn.evil.example/q/7f3a9c",
        "https://ssm.example.cn/other/7f3a9c",
        "https://ssm.example.cn/q/7f 3a9c",
    ] {
        assert_eq!(kind(other, &rules), None, "{other}");
    }
    assert_eq!(Reading::of(text.as_bytes()), Reading::Other, "no rule");
    let long = format!("{text}{}", "a".repeat(40));
    assert_eq!(kind(&long, &rules), None, "longer than the rule says");
}

#[test]
fn no_rule_takes_a_code_that_is_known_here() {
    let greedy = OpaqueRule {
        min_len: 8,
        max_len: 4096,
        ..rule("everything", "")
    };
    let rules = OpaqueRules::new(vec![greedy]).unwrap();
    for known in [
        "134567890123456789",
        "110102199101010078",
        "GC1:ABCDEFGH",
        "RC1:ABCDEFGH",
    ] {
        assert_eq!(kind(known, &rules), None, "{known}");
    }
}

#[test]
fn a_rule_that_means_too_much_is_refused() {
    let refused = |change: fn(&mut OpaqueRule)| {
        let mut rule = rule("r", "R:");
        change(&mut rule);
        OpaqueRules::new(vec![rule]).unwrap_err()
    };
    let name = || "r".to_owned();
    assert_eq!(
        refused(|rule| rule.name.clear()),
        BadRule::Name(String::new())
    );
    assert_eq!(refused(|rule| rule.min_len = 7), BadRule::Length(name()));
    assert_eq!(refused(|rule| rule.max_len = 19), BadRule::Length(name()));
    assert_eq!(refused(|rule| rule.max_len = 4097), BadRule::Length(name()));
    assert_eq!(
        refused(|rule| rule.prefix = "https://a.example.cn".into()),
        BadRule::Prefix(name())
    );
    assert_eq!(
        refused(|rule| rule.prefix = "码".into()),
        BadRule::Prefix(name())
    );
    let twice = OpaqueRules::new(vec![rule("r", "A:"), rule("r", "B:")]);
    assert_eq!(twice.unwrap_err(), BadRule::Name(name()));
}
