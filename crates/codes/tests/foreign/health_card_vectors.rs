//! SMART Health Cards as the framework and its validator have published them.

use std::collections::BTreeMap;

use codes::foreign::{ForeignIssuer, keys_of_jwks, verify};
use codes::{ForeignKind, ForeignRefusal, ForeignTrust, MAX_SYMBOL_BYTES};
use serde_json::Value;

use crate::made;
use crate::support::{shared, shared_files};

/// Later than the framework's examples, which were signed anew after the validator's tests.
const NOW: i64 = 1_700_000_000;
const ISSUER: &str = "https://spec.smarthealth.cards/examples/issuer";

fn trust() -> Option<ForeignTrust> {
    let jwks = shared("shc/spec-examples/jwks.json")?;
    let issuers = keys_of_jwks(&jwks)
        .unwrap()
        .into_iter()
        .map(|(kid, key)| ForeignIssuer {
            kid,
            key,
            iss: Some(ISSUER.into()),
            not_before: 0,
            ..made::issuer(ForeignKind::SmartHealthCard)
        });
    Some(ForeignTrust::new(issuers.collect()).unwrap())
}

#[test]
fn the_cards_of_the_framework_are_believed() {
    let Some(trust) = trust() else { return };
    for (card, name, birth) in [
        ("00", "John B. Anyperson", "1951-01-20"),
        ("01", "John B. Anyperson", "1951-01-20"),
        // Revoked on its issuer's server; lists of revoked cards are not read here.
        ("03", "Johnny Revoked", "1960-04-22"),
    ] {
        let path =
            |form: &str| shared(&format!("shc/spec-examples/example-{card}-{form}")).unwrap();
        let numeric = path("f-qr-code-numeric-value-0.txt");
        let identity = verify(&numeric, &trust, NOW).unwrap();
        assert_eq!(identity.name.as_deref(), Some(name), "{card}");
        assert_eq!(identity.birth.unwrap().to_string(), birth, "{card}");
        assert!(verify(&made::numeric(&path("d-jws.txt")), &trust, NOW).is_ok());
    }
}

/// What is not a code in a symbol, or not in the material.
fn is_elsewhere(case: &Value) -> Option<&'static str> {
    let files = case["files"].as_array().unwrap();
    match case["type"].as_str().unwrap() {
        "qr" => Some("a picture: the reader's"),
        "fhirbundle" | "fhirhealthcard" | "jwspayload" => Some("a part of a card, unsigned"),
        kind if kind.starts_with("shl") => Some("a link: another format"),
        _ if files.len() > 1 => Some("a card in several symbols: deprecated, not read"),
        _ => None,
    }
}

#[test]
fn the_validator_and_we_agree_about_every_card_in_one_symbol() {
    let (Some(trust), Some(cases)) = (trust(), shared("shc/dev-tools-testdata/EXPECTED.json"))
    else {
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&cases).unwrap();
    let mut told = BTreeMap::<&str, usize>::new();
    for case in &cases {
        let class = is_elsewhere(case).unwrap_or_else(|| agreed(case, &trust));
        *told.entry(class).or_default() += 1;
    }
    assert_eq!(told.values().sum::<usize>(), cases.len());
    eprintln!("{told:#?}");
    assert!(told["good"] >= 8 && told["refused"] >= 14, "{told:?}");
}

fn agreed(case: &Value, trust: &ForeignTrust) -> &'static str {
    let name = case["name"].as_str().unwrap();
    let file = case["files"][0].as_str().unwrap();
    let folder = if file.starts_with("example-") {
        "spec-examples"
    } else {
        "dev-tools-testdata"
    };
    let Some(text) = shared(&format!("shc/{folder}/{file}")) else {
        return "not in this half of the material";
    };
    if case["type"] == "healthcard" {
        return agreed_about_file(case, &text, trust);
    }
    let text = match case["type"].as_str().unwrap() {
        // A blank is below every character of a JWS: it has no pair of digits.
        "jws" if text.contains(char::is_whitespace) => format!("shc:/{text}"),
        "jws" => made::numeric(&text),
        _ => text,
    };
    let outcome = verify(&text, trust, NOW).map(|_| ());
    let raw = case["raw"].as_str().unwrap();
    let errors = case["expected_errors"].as_array();
    match outcome {
        Ok(()) if errors.is_some_and(Vec::is_empty) => "good",
        // The validator is asked with a list that does not have the issuer, or with keys
        // it was not given here.
        Ok(()) if raw.contains("ISSUER_NOT_TRUSTED") => "exception: trust is ours to give",
        Err(ForeignRefusal::Malformed(_)) if text.len() > MAX_SYMBOL_BYTES => {
            "too long for a symbol"
        }
        // `shc:/1/1/…`: a warning there, a form that is not read here.
        Err(ForeignRefusal::Malformed(_)) if text.starts_with("shc:/1/1/") => "in one of one piece",
        Err(_) if errors.is_none_or(|errors| !errors.is_empty()) => "refused",
        other => panic!("{name}: {other:?}, {raw}"),
    }
}

/// A file holds one JWS or several, each of which fits a symbol or is too long for one.
fn agreed_about_file(case: &Value, file: &str, trust: &ForeignTrust) -> &'static str {
    let name = case["name"].as_str().unwrap();
    let file: Value = serde_json::from_str(file).unwrap();
    let cards = file["verifiableCredential"].as_array().unwrap();
    let symbols = cards
        .iter()
        .map(|jws| made::numeric(jws.as_str().unwrap().trim()));
    let symbols: Vec<String> = symbols.collect();
    let all = symbols
        .iter()
        .all(|symbol| verify(symbol, trust, NOW).is_ok());
    let errors = case["expected_errors"].as_array();
    match (all, errors.is_some_and(Vec::is_empty)) {
        (true, true) => "good",
        (false, false) => "refused",
        (false, true) if symbols.iter().any(|symbol| symbol.len() > MAX_SYMBOL_BYTES) => {
            "too long for a symbol"
        }
        (true, false) if name.contains("trailing chars") => "exception: the file, not the card",
        (true, false) if name.contains("invalid JWK set") => "exception: keys are ours to give",
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn the_keys_of_the_validator_are_taken_or_refused_as_named() {
    let mut told = (0, 0);
    for (name, text) in shared_files("shc/dev-tools-testdata", ".json") {
        if !name.contains("_key") || name.contains("x5c") {
            // Chains of certificates are not looked at: a hall trusts the key itself.
            continue;
        }
        let taken = keys_of_jwks(&text).is_ok();
        assert_eq!(taken, name.starts_with("valid"), "{name}");
        if taken {
            told.0 += 1;
        } else {
            told.1 += 1;
        }
    }
    assert!(told == (0, 0) || (told.0 >= 2 && told.1 >= 4), "{told:?}");
}
