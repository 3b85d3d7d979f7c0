//! Which citizen codes are believed, and what the others are called.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use ciborium::Value;
use codes::citizen::{Claims, Limits, Subject, TrustedIssuer, issue, verify};
use codes::{Algorithm, Flaw, Reading, Refusal, Signer, Trust};
use coset::{CoseSign1Builder, HeaderBuilder, TaggedCborSerializable as _, iana};
use proptest::prelude::*;
use support::{BOTH, ISS, NOW, claims, code, signer, trust, trusted};

#[test]
fn a_fresh_code_of_a_trusted_issuer_says_who_the_citizen_is() {
    for algorithm in BOTH {
        let citizen = verify(&code(algorithm), &trust(), NOW).unwrap();
        assert_eq!(citizen.issuer, ISS);
        assert_eq!(citizen.kid, signer(algorithm).kid());
        assert_eq!(citizen.subject, Subject([0x5a; 16]));
        assert_eq!((citizen.issued, citizen.expires), (NOW, NOW + 60));
        assert_eq!(citizen.cti, [0xc7; 12]);
        assert_eq!(citizen.name.as_deref(), Some("王小明"));
    }
}

#[test]
fn a_code_without_a_name_fits_a_qr_code_of_version_8() {
    for algorithm in BOTH {
        let text = issue(
            &signer(algorithm),
            Claims {
                name: None,
                ..claims()
            },
        );
        // Alphanumeric capacity of 8-M, ISO/IEC 18004 table 7.
        assert!(text.len() <= 221, "{} characters", text.len());
        assert_eq!(verify(&text, &trust(), NOW).unwrap().name, None);
    }
}

#[test]
fn a_code_is_good_from_skew_before_issue_to_skew_after_expiry() {
    let text = code(Algorithm::EdDsa);
    let at = |now| verify(&text, &trust(), now).map(|_| ());
    assert_eq!(at(NOW - 31), Err(Refusal::NotYetValid));
    assert_eq!(at(NOW - 30), Ok(()));
    assert_eq!(at(NOW + 89), Ok(()));
    assert_eq!(at(NOW + 90), Err(Refusal::Expired));
}

#[test]
fn the_skew_is_a_setting() {
    let limits = Limits {
        skew_s: 0,
        ..Limits::default()
    };
    let strict = Trust::new(trust().issuers().to_vec(), limits).unwrap();
    let text = code(Algorithm::EdDsa);
    assert_eq!(verify(&text, &strict, NOW - 1), Err(Refusal::NotYetValid));
    assert_eq!(verify(&text, &strict, NOW + 60), Err(Refusal::Expired));
}

#[test]
fn a_code_that_would_live_longer_than_two_minutes_is_not_one() {
    let of = |lifetime_s| {
        issue(
            &signer(Algorithm::EdDsa),
            Claims {
                lifetime_s,
                ..claims()
            },
        )
    };
    assert!(verify(&of(120), &trust(), NOW).is_ok());
    for lifetime_s in [0, 121, u32::MAX] {
        assert_eq!(
            verify(&of(lifetime_s), &trust(), NOW),
            Err(Refusal::Malformed(Flaw::Content))
        );
    }
}

#[test]
fn a_key_that_nobody_trusts_is_an_unknown_issuer() {
    let stranger = Signer::new(Algorithm::EdDsa, b"stranger", &[9; 32]).unwrap();
    assert_eq!(
        verify(&issue(&stranger, claims()), &trust(), NOW),
        Err(Refusal::UnknownIssuer)
    );
}

#[test]
fn a_key_is_trusted_in_its_own_window_only() {
    let signer = signer(Algorithm::EdDsa);
    let with = |not_before, not_after| {
        let issuer = TrustedIssuer {
            not_before,
            not_after,
            ..trusted(&signer, ISS)
        };
        let trust = Trust::new(vec![issuer], Limits::default()).unwrap();
        verify(&issue(&signer, claims()), &trust, NOW).map(|_| ())
    };
    assert_eq!(with(NOW, NOW), Ok(()));
    assert_eq!(with(NOW - 9, NOW - 1), Err(Refusal::UnknownIssuer));
    assert_eq!(with(NOW + 1, NOW + 9), Err(Refusal::UnknownIssuer));
}

#[test]
fn another_key_under_a_trusted_id_is_a_forgery() {
    for algorithm in BOTH {
        let forger = Signer::new(algorithm, signer(algorithm).kid(), &[8; 32]).unwrap();
        assert_eq!(
            verify(&issue(&forger, claims()), &trust(), NOW),
            Err(Refusal::Forged)
        );
    }
}

#[test]
fn an_issuer_that_speaks_for_another_is_a_forger() {
    let text = issue(
        &signer(Algorithm::EdDsa),
        Claims {
            issuer: "110000.alipay",
            ..claims()
        },
    );
    assert_eq!(verify(&text, &trust(), NOW), Err(Refusal::Forged));
}

#[test]
fn the_algorithm_has_to_be_that_of_the_key() {
    // The key id of the Ed25519 key, signed with ES256 and saying so.
    let kid = signer(Algorithm::EdDsa).kid().to_vec();
    let confused = Signer::new(Algorithm::Es256, &kid, &[7; 32]).unwrap();
    assert_eq!(
        verify(&issue(&confused, claims()), &trust(), NOW),
        Err(Refusal::Forged)
    );
}

#[test]
fn a_header_that_names_another_algorithm_than_that_of_the_key_is_forged() {
    // The signature itself is the right key's.
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::ES256)
        .key_id(signer(Algorithm::EdDsa).kid().to_vec());
    let text = crafted(header, HeaderBuilder::new(), &content(|_| ()));
    assert_eq!(verify(&text, &trust(), NOW), Err(Refusal::Forged));
}

#[test]
fn a_code_can_be_written_in_one_way_only() {
    // The last two characters stand for one byte, and could carry 256 too much.
    let odd = |text: &String| text[4..].len() % 3 == 2;
    let names = ["", "a", "ab", "abc"].map(|more| format!("n{more}"));
    let codes = names.iter().map(|name| {
        issue(
            &signer(Algorithm::EdDsa),
            Claims {
                name: Some(name),
                ..claims()
            },
        )
    });
    let text = codes.into_iter().find(odd).unwrap();
    assert!(verify(&text, &trust(), NOW).is_ok());

    let (head, tail) = text.split_at(text.len() - 2);
    let byte = base45::decode(tail).unwrap()[0];
    let alphabet = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let disguised = usize::from(byte) + 256;
    let tail = [alphabet[disguised % 45], alphabet[disguised / 45]].map(char::from);
    let disguised = format!("{head}{}{}", tail[0], tail[1]);
    assert_eq!(
        verify(&disguised, &trust(), NOW),
        Err(Refusal::Malformed(Flaw::NotBase45))
    );
}

#[test]
fn two_keys_with_one_id_are_no_trust() {
    let issuer = trusted(&signer(Algorithm::EdDsa), ISS);
    assert!(Trust::new(vec![issuer.clone(), issuer], Limits::default()).is_err());
}

/// A code with any header and any content, truly signed by the Ed25519 issuer.
fn crafted(header: HeaderBuilder, unprotected: HeaderBuilder, payload: &Value) -> String {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let mut bytes = Vec::new();
    ciborium::into_writer(payload, &mut bytes).unwrap();
    let sign1 = CoseSign1Builder::new()
        .protected(header.build())
        .unprotected(unprotected.build())
        .payload(bytes)
        .create_signature(&[], |message| {
            ed25519_dalek::Signer::sign(&key, message)
                .to_bytes()
                .to_vec()
        })
        .build();
    format!("GC1:{}", base45::encode(sign1.to_tagged_vec().unwrap()))
}

fn header() -> HeaderBuilder {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .key_id(signer(Algorithm::EdDsa).kid().to_vec())
}

fn content(change: impl FnOnce(&mut Vec<(Value, Value)>)) -> Value {
    let mut map = vec![
        (1.into(), ISS.into()),
        (2.into(), Value::Bytes(vec![1; 16])),
        (4.into(), (NOW + 60).into()),
        (6.into(), NOW.into()),
        (7.into(), Value::Bytes(vec![2; 12])),
    ];
    change(&mut map);
    Value::Map(map)
}

#[test]
fn a_protected_header_that_is_not_understood_is_refused() {
    let good = content(|_| ());
    let refusal = |protected, unprotected| {
        verify(&crafted(protected, unprotected, &good), &trust(), NOW).map(|_| ())
    };
    let none = HeaderBuilder::new;
    let kid = signer(Algorithm::EdDsa).kid().to_vec();

    assert_eq!(refusal(header(), none()), Ok(()));
    let critical = header().add_critical(iana::HeaderParameter::Alg);
    assert_eq!(
        refusal(critical, none()),
        Err(Refusal::Malformed(Flaw::Critical))
    );
    let other = none().algorithm(iana::Algorithm::ES384).key_id(kid.clone());
    assert_eq!(
        refusal(other, none()),
        Err(Refusal::Malformed(Flaw::Header))
    );
    let outside = none().algorithm(iana::Algorithm::EdDSA);
    assert_eq!(
        refusal(none().key_id(kid), outside),
        Err(Refusal::Malformed(Flaw::NotSign1))
    );
    let nameless = none().algorithm(iana::Algorithm::EdDSA);
    assert_eq!(
        refusal(nameless, none()),
        Err(Refusal::Malformed(Flaw::Header))
    );
}

#[test]
fn a_code_has_to_say_all_it_should_and_only_once() {
    let verdict = |change: fn(&mut Vec<(Value, Value)>)| {
        verify(
            &crafted(header(), HeaderBuilder::new(), &content(change)),
            &trust(),
            NOW,
        )
        .map(|_| ())
    };
    let malformed = Err(Refusal::Malformed(Flaw::Content));
    assert_eq!(verdict(|_| ()), Ok(()));
    assert_eq!(
        verdict(|map| map.push((999.into(), 1.into()))),
        Ok(()),
        "an unknown claim is passed over"
    );
    assert_eq!(verdict(|map| drop(map.pop())), malformed, "no id");
    assert_eq!(
        verdict(|map| map.push((4.into(), (NOW + 90).into()))),
        malformed,
        "two expiries"
    );
    assert_eq!(
        verdict(|map| map[1].1 = Value::Bytes(vec![1; 15])),
        malformed,
        "a short pseudonym"
    );
    assert_eq!(
        verdict(|map| map[1].1 = "1234".into()),
        malformed,
        "a pseudonym that is a text"
    );
    assert_eq!(
        verdict(|map| map[2].1 = Value::Float(NOW as f64 + 60.0)),
        malformed,
        "a broken second"
    );
    assert_eq!(
        verdict(|map| map[3].1 = i64::MIN.into()),
        malformed,
        "a lifetime beyond all numbers"
    );
    assert_eq!(
        verdict(|map| map[4].1 = Value::Bytes(vec![2; 7])),
        malformed,
        "an id that repeats too soon"
    );
    assert_eq!(
        verdict(|map| map.push((3.into(), "elsewhere".into()))),
        Err(Refusal::OtherHall),
        "made for somebody else"
    );
    assert_eq!(
        verdict(|map| map.push((3.into(), 7.into()))),
        malformed,
        "made for a number"
    );
    assert_eq!(
        verdict(|map| map.push((8.into(), Value::Map(vec![])))),
        malformed,
        "half of a two-layer code"
    );
    let later = verdict(|map| map.push((5.into(), (NOW + 31).into())));
    assert_eq!(later, Err(Refusal::NotYetValid));
}

#[test]
fn a_name_is_printable_and_short() {
    let named = |name: &str| {
        let payload =
            content(|map| map.push((169.into(), Value::Map(vec![(4.into(), name.into())]))));
        verify(
            &crafted(header(), HeaderBuilder::new(), &payload),
            &trust(),
            NOW,
        )
        .map(|citizen| citizen.name)
    };
    assert_eq!(named("欧阳𫖮"), Ok(Some("欧阳𫖮".to_owned())));
    for name in ["", "a\u{7}", "a\nb", &"长".repeat(65)] {
        assert_eq!(
            named(name),
            Err(Refusal::Malformed(Flaw::Content)),
            "{name:?}"
        );
    }
}

#[test]
fn nesting_and_declared_lengths_do_no_harm() {
    let deep = [&[0x81; 600][..], &[0x00]].concat();
    let long_array = [0xd2, 0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let long_bytes = [
        0xd2, 0x84, 0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];
    let zlib = [0x78, 0x9c, 0x03, 0x00];
    for (bytes, flaw) in [
        (&deep[..], Flaw::NotCbor),
        (&long_array, Flaw::NotCbor),
        (&long_bytes, Flaw::NotCbor),
        (&zlib, Flaw::Compressed),
        (&[], Flaw::NotCbor),
        (&[0x84, 0x40, 0xa0, 0x40, 0x40], Flaw::NotSign1),
    ] {
        let text = format!("GC1:{}", base45::encode(bytes));
        assert_eq!(
            verify(&text, &trust(), NOW),
            Err(Refusal::Malformed(flaw)),
            "{bytes:02x?}"
        );
    }
    let endless = format!("GC1:{}", "A".repeat(1_501));
    assert_eq!(
        verify(&endless, &trust(), NOW),
        Err(Refusal::Malformed(Flaw::TooLong))
    );
}

#[test]
fn depth_is_limited_inside_the_signed_content_too() {
    let mut deep = Value::Null;
    for _ in 0..100 {
        deep = Value::Array(vec![deep]);
    }
    let payload = content(|map| map.push((999.into(), deep)));
    let verdict = verify(
        &crafted(header(), HeaderBuilder::new(), &payload),
        &trust(),
        NOW,
    );
    assert_eq!(verdict, Err(Refusal::Malformed(Flaw::NotCbor)));
}

#[test]
fn a_code_cut_off_anywhere_is_refused() {
    for algorithm in BOTH {
        let text = code(algorithm);
        for end in 0..text.len() {
            let verdict = verify(&text[..end], &trust(), NOW);
            assert!(
                matches!(verdict, Err(Refusal::Malformed(_))),
                "{end}: {verdict:?}"
            );
        }
    }
}

#[test]
fn a_code_with_one_wrong_character_is_refused() {
    let text = code(Algorithm::EdDsa);
    for at in 0..text.len() {
        for replacement in ["0", "q"] {
            let mut changed = text.clone();
            changed.replace_range(at..=at, replacement);
            if changed != text {
                assert!(
                    verify(&changed, &trust(), NOW).is_err(),
                    "character {at} as {replacement}"
                );
            }
        }
    }
}

#[test]
fn nothing_of_a_person_is_printed() {
    let text = code(Algorithm::EdDsa);
    let citizen = verify(&text, &trust(), NOW).unwrap();
    let shown = format!(
        "{citizen:?} {:?} {:?}",
        citizen.subject,
        Reading::of(text.as_bytes())
    );
    for secret in ["王小明", "5a", "90, 90", "c7", "199, 199", &text[8..40]] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

proptest! {
    #[test]
    fn one_flipped_bit_anywhere_is_refused(at in 0_usize..1000, bit in 0_u8..8, eddsa: bool) {
        let algorithm = if eddsa { Algorithm::EdDsa } else { Algorithm::Es256 };
        let mut bytes = base45::decode(&code(algorithm)[4..]).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let changed = format!("GC1:{}", base45::encode(&bytes));
        prop_assert!(verify(&changed, &trust(), NOW).is_err());
    }

    #[test]
    fn no_bytes_behind_the_prefix_are_believed_or_panic(bytes: Vec<u8>) {
        let text = format!("GC1:{}", base45::encode(&bytes));
        prop_assert!(verify(&text, &trust(), NOW).is_err());
    }

    #[test]
    fn no_text_behind_the_prefix_is_believed_or_panics(text in ".{0,300}") {
        let text = format!("GC1:{text}");
        prop_assert!(verify(&text, &trust(), NOW).is_err());
    }

    #[test]
    fn no_signed_content_panics(bytes: Vec<u8>, now: i64) {
        let text = crafted(header(), HeaderBuilder::new(), &Value::Bytes(bytes));
        prop_assert!(verify(&text, &trust(), now).is_err());
    }
}

#[test]
fn no_published_cose_message_is_a_citizen_code() {
    for name in [
        "RFC8152__Appendix_C_2_1",
        "eddsa-examples__eddsa-sig-01",
        "sign1-tests__sign-fail-04",
    ] {
        let Some(text) = support::shared(&format!("cose/{name}.json")) else {
            return;
        };
        let vector: serde_json::Value = serde_json::from_str(&text).unwrap();
        let hex = vector["output"]["cbor"].as_str().unwrap();
        let bytes: Vec<u8> = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect();
        let text = format!("GC1:{}", base45::encode(&bytes));
        let verdict = verify(&text, &trust(), NOW);
        // All of them carry the key id where nobody has signed it.
        assert_eq!(verdict, Err(Refusal::Malformed(Flaw::NotSign1)), "{name}");
    }
}
