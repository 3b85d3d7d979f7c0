//! What the fuzzer begins with and what it has found goes through the same function here,
//! so that a finding stays mended.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod fuzzed;
mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use ciborium::{Value, cbor};
use fuzzed::{DRESSES, Dress, run};

const NOW: i64 = support::NOW;

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../../fuzz/corpus/codes"]
        .iter()
        .collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn map(entries: Vec<(i64, Value)>) -> Vec<u8> {
    let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
    bytes(&Value::Map(entries.collect()))
}

/// A good one of each dress, and of each kind of plain symbol.
fn seeds() -> BTreeMap<String, Vec<u8>> {
    let certificate = cbor!({
        "ver" => "1.3.0",
        "nam" => {"fn" => "Goessinger", "gn" => "Gabriele"},
        "dob" => "1998-02-26",
        "v" => [{"tg" => "840539006"}],
    });
    let hcert = Value::Map(vec![(1.into(), certificate.unwrap())]);
    let dcc = map(vec![
        (1, "AT".into()),
        (4, (NOW + 60).into()),
        (6, (NOW - 60).into()),
        (-260, hcert),
    ]);
    let person = Value::Map(vec![
        (4.into(), "王小明".into()),
        (8.into(), "19840118".into()),
    ]);
    let claim169 = map(vec![
        (1, "fuzz".into()),
        (4, (NOW + 60).into()),
        (5, Value::Float((NOW - 60) as f64)),
        (169, person.clone()),
    ]);
    let citizen = map(vec![
        (1, "fuzz".into()),
        (2, Value::Bytes(vec![9; 16])),
        (4, (NOW + 60).into()),
        (6, NOW.into()),
        (7, Value::Bytes(vec![3; 12])),
        (169, person),
    ]);
    let receipt = map(vec![
        (1, "0026421031".into()),
        (2, 35_000.into()),
        (3, "2026-11-23".into()),
        (4, "交通警察局".into()),
    ]);
    let card = format!(
        r#"{{"iss":"fuzz","nbf":{}.5,"vc":{{"type":["https://smarthealth.cards#health-card"],"credentialSubject":{{"fhirBundle":{{"entry":[{{"resource":{{"resourceType":"Patient","name":[{{"family":"A","given":["B","C"]}}],"birthDate":"1951-01-20"}}}}]}}}}}}}}"#,
        NOW - 60
    );
    let badge = map(vec![
        (1, "fuzz".into()),
        (2, "0421".into()),
        (4, (NOW + 60).into()),
        (6, (NOW - 60).into()),
        (7, Value::Bytes(vec![3; 8])),
        (169, Value::Map(vec![(4.into(), "王小明".into())])),
        (-70_000, 1.into()),
    ]);
    let list = r#"{"hall":"hall","version":1,"issued":1795400000,"expires":1795500000,"keys":[{"kid":"66757a7a696e6721","key":"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw="}],"issuers":[],"foreign":[{"kind":"shc","kid":"k","iss":"i","uses":["test"],"alg":"EdDSA","key":"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=","name":{"en":"A"},"notBefore":0,"notAfter":1795500000}]}"#;
    let header = r#"{"zip":"DEF","alg":"ES256","kid":"fuzzing!"}"#;
    let jwk = r#"{"keys":[{"kty":"EC","kid":"3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s","use":"sig","alg":"ES256","crv":"P-256","x":"11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw","y":"eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8"}]}"#;
    let dressed = |dress| match dress {
        Dress::Symbol => b"134567890123456789".to_vec(),
        Dress::Digits => b"110102199101010078".iter().map(|b| b - b'0').collect(),
        Dress::Merchant => b"01021153031565802CN5914BEST TRANSPORT6007BEIJING".to_vec(),
        Dress::DccStream => b"\x78\x9c\x4b\x04\x00\x00\x62\x00\x62".to_vec(),
        Dress::DccMessage | Dress::Claim169Message => fuzzed::sign1(&dcc),
        Dress::DccSigned => dcc.clone(),
        Dress::Claim169Signed => claim169.clone(),
        Dress::Claim169Sealed => fuzzed::sign1(&claim169),
        Dress::CardJws => b"eyJ9.eyJ9.AAAA".to_vec(),
        Dress::CardHeader => header.into(),
        Dress::CardSigned => card.clone().into_bytes(),
        Dress::CitizenMessage => fuzzed::sign1(&citizen),
        Dress::CitizenSigned => citizen.clone(),
        Dress::ReceiptMessage => fuzzed::sign1(&receipt),
        Dress::ReceiptSigned => receipt.clone(),
        Dress::HealthCard => b"1:20261123".to_vec(),
        Dress::Key => [
            &[1],
            &support::signer(codes::Algorithm::Es256).public_bytes()[..],
        ]
        .concat(),
        Dress::Jwks => jwk.into(),
        Dress::BadgeMessage => fuzzed::sign1(&badge),
        Dress::BadgeSigned => badge.clone(),
        Dress::TrustList => list.into(),
    };
    let mut seeds = BTreeMap::new();
    for (byte, dress) in (0..).zip(DRESSES) {
        seeds.insert(
            format!("{dress:?}"),
            [&[byte], &dressed(dress)[..]].concat(),
        );
    }
    let both = base45::decode(two_layers().strip_prefix("GC1:").unwrap()).unwrap();
    let message = DRESSES
        .iter()
        .position(|dress| *dress == Dress::CitizenMessage);
    let message = u8::try_from(message.unwrap()).unwrap();
    seeds.insert("CitizenTwoLayers".into(), [&[message], &both[..]].concat());
    for (name, symbol) in [
        ("alipay", "2893612204263667830"),
        ("face-token", "fp0a1B0a1B0a1B0a1B0a1B0a1B0a1B0a1BZ"),
        ("unionpay", "6212345678901234567"),
        ("notice", "44030020261123000112"),
        ("reclaim", "RC1:K742P9"),
        ("company", "91310110666007217T"),
        ("plate", "粤BD12345"),
        ("rule", "https://issuer.example/q/7f3a9c"),
        ("hong-kong", "P174468(6)"),
        ("line-end", "134567890123456789\r\n"),
    ] {
        seeds.insert(format!("symbol-{name}"), [&[0], symbol.as_bytes()].concat());
    }
    seeds
}

/// A code of a phone that has a credential.
fn two_layers() -> String {
    use codes::citizen::{Claims, Credential, Presentation, Subject, present};
    let signer = |secret: u8| {
        let kid = fuzzed::KID;
        codes::Signer::new(codes::Algorithm::EdDsa, kid, &[secret; 32]).unwrap()
    };
    let claims = Claims {
        issuer: "fuzz",
        subject: Subject([9; 16]),
        issued: NOW - 3600,
        lifetime_s: 86_400,
        cti: &[4; 8],
        name: None,
    };
    let holder = signer(9);
    let credential = Credential::issue(&signer(7), claims, &holder);
    let shown = Presentation {
        issued: NOW,
        lifetime_s: 60,
        cti: &[5; 12],
        hall: None,
    };
    present(&holder, &credential, shown)
}

/// Written anew by `HALLPASS_SEEDS=write cargo test -p codes --test corpus`.
#[test]
fn the_seeds_are_what_our_own_code_makes() {
    let write = std::env::var_os("HALLPASS_SEEDS").is_some();
    for (name, seed) in seeds() {
        let path = folder().join(&name);
        if write {
            std::fs::write(&path, &seed).unwrap();
        }
        assert_eq!(std::fs::read(&path).ok(), Some(seed), "{name}");
    }
}

#[test]
fn everything_in_the_corpus_goes_through() {
    let mut files = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        run(&std::fs::read(entry.unwrap().path()).unwrap());
        files += 1;
    }
    assert!(files >= seeds().len());
    run(&[]);
}

#[test]
fn a_seed_gets_to_what_it_is_about() {
    use codes::Report;
    let is_believed = |name: &str| {
        let seed = &seeds()[name];
        let symbol = fuzzed::dressed(DRESSES[usize::from(seed[0])], &seed[1..]);
        let report = codes::report_with(&symbol, fuzzed::known(), NOW);
        matches!(
            report,
            Report::Foreign { believed: true, .. }
                | Report::Citizen { believed: true, .. }
                | Report::Badge { believed: true, .. }
                | Report::Receipt { believed: true, .. }
        )
    };
    for name in [
        "DccMessage",
        "DccSigned",
        "Claim169Signed",
        "Claim169Sealed",
        "CardSigned",
        "CitizenMessage",
        "CitizenSigned",
        "CitizenTwoLayers",
        "BadgeMessage",
        "BadgeSigned",
        "ReceiptMessage",
        "ReceiptSigned",
    ] {
        assert!(is_believed(name), "{name}");
    }
    let list = fuzzed::sign1(&seeds()["TrustList"][1..]);
    assert!(fuzzed::standing().offer(&list, NOW).is_ok());
}
