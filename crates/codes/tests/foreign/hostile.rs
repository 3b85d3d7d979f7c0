//! Codes made to harm: each is refused for what it is, with bounded work.

use ciborium::Value;
use codes::foreign::{ForeignKind, verify};
use codes::{Flaw, ForeignIdentity, ForeignRefusal, MAX_SYMBOL_BYTES, Reading, admissible};
use coset::{HeaderBuilder, TaggedCborSerializable as _, iana};

use crate::made::{self, KID, bytes, certificate, hcert, wrapped};
use crate::support::NOW;

fn believed(text: &str) -> Result<ForeignIdentity, ForeignRefusal> {
    verify(text, &made::trust(ForeignKind::EuDcc), NOW)
}

/// The refusal of a certificate with these bytes as its signed content.
fn signed(payload: Vec<u8>) -> ForeignRefusal {
    believed(&wrapped(
        "HC1:",
        &made::sign1(payload).to_tagged_vec().unwrap(),
    ))
    .unwrap_err()
}

#[test]
fn what_is_nested_deeper_than_any_code_is_not_followed() {
    for (opens, ends) in [
        (&[0x81][..], &[0x00][..]),
        (&[0xa1, 0x01], &[0x00]),
        (&[0xd2], &[0x00]),
        (&[0x9f], &[0x00]),
        (&[0xd8, 0x3d], &[0x00]),
    ] {
        for depth in [9, 100, 2_000, 30_000 / opens.len()] {
            let deep = [&opens.repeat(depth), ends].concat();
            let text = wrapped("HC1:", &deep);
            assert_eq!(believed(&text), Err(Flaw::NotCbor.into()), "{depth}");
            assert_eq!(signed(deep), Flaw::NotCbor.into(), "{depth} signed");
        }
    }
}

#[test]
fn a_length_that_is_not_there_is_not_believed() {
    // Text, bytes, list and map that claim up to 2^64-1 of what follows.
    for major in [0x40, 0x60, 0x80, 0xa0] {
        for length in [
            &[0x1a, 0xff, 0xff, 0xff, 0xff][..],
            &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0],
        ] {
            let lie = [&[major | length[0]], &length[1..], b"short"].concat();
            assert_eq!(signed(lie), Flaw::NotCbor.into());
        }
    }
}

#[test]
fn a_key_that_is_there_twice_is_refused_however_deep() {
    let entry = |key: &str| (Value::from(key), Value::from(1));
    let twice = Value::Map(vec![entry("tg"), entry("dn"), entry("tg")]);
    let mut deep = certificate().into_map().unwrap();
    deep.retain(|(key, _)| key.as_text() != Some("v"));
    deep.push(("v".into(), Value::Array(vec![twice.clone()])));
    assert_eq!(
        signed(bytes(&hcert(Value::Map(deep)))),
        Flaw::Content.into()
    );

    let mut claims = hcert(certificate()).into_map().unwrap();
    claims.push((4.into(), (NOW + 9_999_999).into()));
    assert_eq!(signed(bytes(&Value::Map(claims))), Flaw::Content.into());

    // One number in two encodings: 04 and 18 04.
    let payload = [&[0xa2, 0x04, 0x00, 0x18, 0x04, 0x00][..]].concat();
    assert_eq!(signed(payload), Flaw::Content.into());

    // In the header, and beside it.
    let mut cose = made::sign1(bytes(&hcert(certificate())));
    cose.protected.original_data = Some(vec![0xa2, 0x01, 0x26, 0x01, 0x26]);
    let text = wrapped("HC1:", &cose.to_tagged_vec().unwrap());
    assert_eq!(believed(&text), Err(Flaw::Content.into()));
}

#[test]
fn a_map_with_thousands_of_keys_is_not_compared_through() {
    let entries = |n: i64| Value::Map((0..n).map(|key| (key.into(), Value::Null)).collect());
    assert_eq!(signed(bytes(&entries(129))), Flaw::NotCbor.into());
    assert_eq!(signed(bytes(&entries(5_000))), Flaw::NotCbor.into());
    let items = Value::Array(vec![Value::Null; 2048]);
    assert_eq!(signed(bytes(&items)), Flaw::NotCbor.into());
    // Within the limits it is read, and is no certificate.
    assert_eq!(signed(bytes(&entries(128))), Flaw::Content.into());
}

#[test]
fn keys_that_are_no_numbers_or_texts_are_refused() {
    for key in [
        Value::Map(vec![]),
        Value::Array(vec![]),
        Value::Float(f64::NAN),
        Value::Null,
    ] {
        let map = Value::Map(vec![(key, Value::Null)]);
        assert_eq!(signed(bytes(&map)), Flaw::NotCbor.into());
    }
}

#[test]
fn a_time_that_is_no_time_is_refused() {
    let huge = vec![0xff; 200];
    let times = [
        Value::Float(f64::NAN),
        Value::Float(f64::INFINITY),
        Value::Float(1e300),
        Value::Float(-1e300),
        Value::Integer(u64::MAX.into()),
        Value::Integer(i64::MIN.into()),
        // A number of 1,600 bits, 10^(2^62), and 2^(2^62).
        Value::Tag(2, Box::new(Value::Bytes(huge))),
        Value::Tag(
            4,
            Box::new(Value::Array(vec![(1_i64 << 62).into(), 1.into()])),
        ),
        Value::Tag(
            5,
            Box::new(Value::Array(vec![(1_i64 << 62).into(), 1.into()])),
        ),
        Value::Text("2026-11-23".into()),
        Value::Null,
    ];
    for (claim, time) in [4, 5, 6]
        .into_iter()
        .flat_map(|c| times.clone().map(|t| (c, t)))
    {
        let mut claims = hcert(certificate()).into_map().unwrap();
        claims.retain(|(key, _)| *key != claim.into());
        claims.push((claim.into(), time.clone()));
        let refused = signed(bytes(&Value::Map(claims)));
        assert_eq!(refused, Flaw::Content.into(), "{claim} {time:?}");
    }
}

#[test]
fn what_unpacks_to_more_than_a_code_is_not_unpacked() {
    // The longest symbol holds some 2.8 kB: enough for 2.8 MB of zeros.
    let bomb = format!("HC1:{}", base45::encode(made::zlib(&vec![0; 2_700_000])));
    assert!(bomb.len() <= MAX_SYMBOL_BYTES, "{}", bomb.len());
    assert_eq!(believed(&bomb), Err(Flaw::TooLarge.into()));

    // A bomb that an issuer has signed.
    let card = made::health_card(&made::jws_header().to_string(), &vec![b' '; 1_000_000]);
    let trust = made::trust(ForeignKind::SmartHealthCard);
    assert_eq!(verify(&card, &trust, NOW), Err(Flaw::TooLarge.into()));
}

#[test]
fn json_that_is_nested_without_end_is_not_followed() {
    let trust = made::trust(ForeignKind::SmartHealthCard);
    for deep in ["[".repeat(60_000), r#"{"a":"#.repeat(10_000)] {
        let payload = format!(
            r#"{{"iss":"{}","nbf":1,"vc":{{"type":[],"credentialSubject":{{"fhirBundle":{{"entry":[{{"resource":{deep}"#,
            made::ISS
        );
        let card = made::health_card(&made::jws_header().to_string(), payload.as_bytes());
        assert_eq!(verify(&card, &trust, NOW), Err(Flaw::Content.into()));
    }
}

#[test]
fn junk_in_the_encoding_is_refused_before_anything_else() {
    let good = made::dcc(&hcert(certificate()));
    let refused = |text: &str| believed(text).unwrap_err();
    for junk in [
        "HC1:A", "HC1:GGW", "HC1::::", "HC1:abc", "HC1:BB8 ", "HC1:é",
    ] {
        assert_eq!(refused(junk), Flaw::NotBase45.into(), "{junk}");
    }
    assert_eq!(refused("HC1:"), Flaw::NotPacked.into());
    for end in 5..good.len() {
        let refusal = refused(&good[..end]);
        assert!(
            matches!(
                refusal,
                ForeignRefusal::Malformed(Flaw::NotBase45 | Flaw::NotPacked)
            ),
            "{end}: {refusal:?}"
        );
    }
    // Not compressed at all.
    let bare = made::sign1(bytes(&hcert(certificate())))
        .to_tagged_vec()
        .unwrap();
    let bare = format!("HC1:{}", base45::encode(&bare));
    assert_eq!(refused(&bare), Flaw::NotPacked.into());
}

#[test]
fn seven_thousand_characters_are_not_looked_at() {
    for prefix in [
        "HC1:", "GC1:", "GR1:", "RC1:", "shc:/", "NCF", "28", "000201", "",
    ] {
        let long = format!("{prefix}{}", "6".repeat(7_089));
        assert!(admissible(long.as_bytes()).is_err());
        assert_eq!(Reading::of(long.as_bytes()), Reading::Other);
        assert!(verify(&long, &made::trust(ForeignKind::EuDcc), NOW).is_err());
        assert!(codes::citizen::verify(&long, &crate::support::trust(), NOW).is_err());
        assert!(codes::proof::verify(&long, &crate::support::proof_keys()).is_err());
    }
}

#[test]
fn a_header_with_demands_is_refused() {
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::ES256)
        .key_id(KID.to_vec())
        .add_critical(iana::HeaderParameter::ContentType)
        .value(-70_000, Value::Null);
    let cose = made::sign1_with(header, HeaderBuilder::new(), bytes(&hcert(certificate())));
    let text = wrapped("HC1:", &cose.to_tagged_vec().unwrap());
    assert_eq!(believed(&text), Err(Flaw::Critical.into()));
}

#[test]
fn a_signature_of_any_other_length_is_none() {
    for length in [0, 1, 63, 65, 96, 256, 512] {
        let mut cose = made::sign1(bytes(&hcert(certificate())));
        cose.signature = vec![1; length];
        let text = wrapped("HC1:", &cose.to_tagged_vec().unwrap());
        assert_eq!(believed(&text), Err(ForeignRefusal::Forged), "{length}");
    }
    let mut cose = made::sign1(bytes(&hcert(certificate())));
    cose.signature = vec![1; 513];
    let text = wrapped("HC1:", &cose.to_tagged_vec().unwrap());
    assert_eq!(believed(&text), Err(Flaw::NotSign1.into()));
}
