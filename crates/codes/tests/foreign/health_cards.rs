//! SMART Health Cards.

use codes::foreign::{BadJwks, keys_of_jwks, verify};
use codes::{Flaw, ForeignKind, ForeignRefusal, Reading};
use serde_json::{Value, json};

use crate::made::{self, card, health_card, jws_header};
use crate::support::NOW;

fn believed(text: &str) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    verify(text, &made::trust(ForeignKind::SmartHealthCard), NOW)
}

fn code(card: &Value) -> String {
    health_card(&jws_header().to_string(), card.to_string().as_bytes())
}

#[test]
fn a_card_says_who_its_patient_is() {
    let text = code(&card());
    assert!(matches!(
        Reading::of(text.as_bytes()),
        Reading::Foreign(ForeignKind::SmartHealthCard, _)
    ));
    let identity = believed(&text).unwrap();
    assert_eq!(identity.name.as_deref(), Some("John B. Anyperson"));
    assert_eq!(identity.birth.unwrap().to_string(), "1951-01-20");
    assert_eq!(
        (identity.issued, identity.expires),
        (Some(NOW - 3600), None)
    );
}

fn changed(pointer: &str, value: Value) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    let mut card = card();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    card.pointer_mut(parent).unwrap()[field] = value;
    believed(&code(&card))
}

#[test]
fn a_card_is_held_to_its_issuer_and_its_time() {
    let other = json!("https://other.example.org");
    assert_eq!(changed("/iss", other), Err(ForeignRefusal::Forged));
    assert_eq!(
        changed("/nbf", json!(NOW + 31)),
        Err(ForeignRefusal::NotYetValid)
    );
    assert!(changed("/nbf", json!(NOW + 30)).is_ok());
    assert_eq!(
        changed("/nbf", json!(NOW * 1000)),
        Err(ForeignRefusal::NotYetValid),
        "milliseconds"
    );
    assert_eq!(
        changed("/exp", json!(NOW - 30)),
        Err(ForeignRefusal::Expired)
    );
    assert_eq!(changed("/nbf", json!(1e300)), Err(Flaw::Content.into()));
    assert_eq!(changed("/nbf", json!("now")), Err(Flaw::Content.into()));
}

#[test]
fn a_card_is_a_health_card_about_one_person() {
    let content = Err(Flaw::Content.into());
    assert_eq!(changed("/vc/type", json!(["https://other"])), content);
    let entry = "/vc/credentialSubject/fhirBundle/entry";
    assert_eq!(changed(entry, json!([])), content);
    let patient = json!({"resource": {"resourceType": "Patient"}});
    assert_eq!(changed(entry, json!([patient, patient])), content);
    let nobody = changed(entry, json!([patient])).unwrap();
    assert_eq!((nobody.name, nobody.birth), (None, None));
    let text = json!([{"resource": {"resourceType": "Patient", "name": [{"text": "王 小明"}]}}]);
    assert_eq!(
        changed(entry, text).unwrap().name.as_deref(),
        Some("王 小明")
    );
}

#[test]
fn a_header_says_three_things_and_each_once() {
    let payload = card().to_string();
    let refused = |header: &str| believed(&health_card(header, payload.as_bytes())).unwrap_err();
    let kid = made::SHC_KID;
    for header in [
        format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#),
        format!(r#"{{"zip":"DEF","kid":"{kid}"}}"#),
        r#"{"zip":"DEF","alg":"ES256"}"#.to_owned(),
        format!(r#"{{"zip":"DEF","alg":"none","kid":"{kid}"}}"#),
        format!(r#"{{"zip":"DEF","alg":"EdDSA","kid":"{kid}"}}"#),
        format!(r#"{{"zip":"GZ","alg":"ES256","kid":"{kid}"}}"#),
        format!(r#"{{"zip":"DEF","alg":"ES256","kid":"x","kid":"{kid}"}}"#),
        format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{kid}","crit":["b64"]}}"#),
        "[]".to_owned(),
    ] {
        assert_eq!(refused(&header), Flaw::Header.into(), "{header}");
    }
    let other = jws_header().to_string().replace(kid, "other");
    assert_eq!(refused(&other), ForeignRefusal::UnknownIssuer);
}

#[test]
fn a_card_in_pieces_or_with_half_a_character_is_not_read() {
    let whole = code(&card());
    let not_jws = Err(Flaw::NotJws.into());
    for text in [
        "shc:/".to_owned(),
        whole.replace("shc:/", "shc:/1/2/"),
        whole[..whole.len() - 1].to_owned(),
        whole[..whole.len() - 2].to_owned(),
        format!("{whole}99"),
        format!("{whole}  "),
    ] {
        let refused = believed(&text);
        assert_eq!(refused, not_jws, "{}", text.len());
    }
    assert_eq!(believed(&made::numeric("...")), Err(Flaw::Header.into()));
    let forged = {
        let mut text = whole.clone();
        let digit = whole.len() - 40;
        let other = if &whole[digit..=digit] == "1" {
            "2"
        } else {
            "1"
        };
        text.replace_range(digit..=digit, other);
        text
    };
    assert!(matches!(
        believed(&forged),
        Err(ForeignRefusal::Forged | ForeignRefusal::Malformed(Flaw::NotJws))
    ));
}

#[test]
fn published_keys_are_taken_all_or_none() {
    let key = json!({
        "kty": "EC", "kid": made::SHC_KID, "use": "sig", "alg": "ES256", "crv": "P-256",
        "x": "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw",
        "y": "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8",
    });
    let with = |field: &str, value: &str| {
        let mut other = key.clone();
        other[field] = json!(value);
        keys_of_jwks(&json!({"keys": [key, other]}).to_string())
    };
    let kid = || made::SHC_KID.to_owned();
    let keys = keys_of_jwks(&json!({"keys": [key]}).to_string()).unwrap();
    assert_eq!(keys[0].0, made::SHC_KID.as_bytes());
    assert_eq!(with("use", "enc"), Err(BadJwks::Use(kid())));
    assert_eq!(with("alg", "ES512"), Err(BadJwks::Use(kid())));
    assert_eq!(with("x", "AAAA"), Err(BadJwks::Kid(kid())));
    assert_eq!(with("kid", "other"), Err(BadJwks::Kid("other".into())));
    assert_eq!(keys_of_jwks("{}"), Err(BadJwks::NotJwks));
}
