//! EU certificates.

use ciborium::{Value, cbor};
use codes::foreign::{ForeignIssuer, HealthUse, verify};
use codes::{Flaw, ForeignKind, ForeignRefusal, ForeignTrust, Reading};
use coset::{HeaderBuilder, TaggedCborSerializable as _, iana};

use crate::made::{self, KID, bytes, certificate, dcc, hcert, issuer, sign1, wrapped};
use crate::support::NOW;

fn believed(text: &str) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    verify(text, &made::trust(ForeignKind::EuDcc), NOW)
}

#[test]
fn a_certificate_says_who_and_who_says_so() {
    let text = dcc(&hcert(certificate()));
    assert!(matches!(
        Reading::of(text.as_bytes()),
        Reading::Foreign(ForeignKind::EuDcc, code) if code.expose() == text
    ));
    let identity = believed(&text).unwrap();
    assert_eq!(identity.name.as_deref(), Some("Gabriele Goessinger"));
    assert_eq!(identity.birth.unwrap().to_string(), "1998-02-26");
    assert_eq!(identity.issuer, "Clinic");
    assert_eq!(identity.health_use, Some(HealthUse::Vaccination));
    assert_eq!(identity.expires, Some(NOW + 3600));

    let shown = format!("{identity:?} {:?}", identity.birth);
    assert!(
        !shown.contains("Gabriele") && !shown.contains("1998"),
        "{shown}"
    );
}

#[test]
fn the_tags_of_the_message_may_be_there_or_not() {
    let payload = bytes(&hcert(certificate()));
    let tagged = sign1(payload.clone()).to_tagged_vec().unwrap();
    let bare = made::untagged(sign1(payload));
    let cwt = [&[0xd8, 61], &tagged[..]].concat();
    for cose in [&tagged, &bare, &cwt] {
        assert!(believed(&wrapped("HC1:", cose)).is_ok());
    }
    let twice = [&[0xd2], &tagged[..]].concat();
    let cwt_only = [&[0xd8, 61], &bare[..]].concat();
    for cose in [&twice, &cwt_only] {
        let refused = believed(&wrapped("HC1:", cose));
        assert_eq!(refused, Err(Flaw::NotSign1.into()));
    }
}

#[test]
fn the_key_id_is_the_protected_one_where_there_is_one() {
    let es256 = || HeaderBuilder::new().algorithm(iana::Algorithm::ES256);
    let code = |protected, unprotected| {
        let cose = made::sign1_with(protected, unprotected, bytes(&hcert(certificate())));
        believed(&wrapped("HC1:", &cose.to_tagged_vec().unwrap()))
    };
    let with = |header: HeaderBuilder, kid: &[u8]| header.key_id(kid.to_vec());
    let none = HeaderBuilder::new;
    assert!(code(es256(), with(none(), KID)).is_ok());
    assert!(code(with(es256(), KID), with(none(), b"other")).is_ok());
    assert_eq!(
        code(with(es256(), b"other"), with(none(), KID)),
        Err(ForeignRefusal::UnknownIssuer)
    );
    assert_eq!(code(es256(), none()), Err(Flaw::Header.into()));
    // The algorithm is never taken from what is not signed.
    let outside = with(none().algorithm(iana::Algorithm::ES256), KID);
    assert_eq!(code(none(), outside), Err(Flaw::Header.into()));
}

#[test]
fn keys_with_one_id_are_all_tried() {
    let other = codes::Signer::new(codes::Algorithm::EdDsa, b"", &[9; 32]).unwrap();
    let other = ForeignIssuer {
        key: codes::foreign::ForeignKey::new(
            codes::foreign::ForeignAlgorithm::EdDsa,
            &other.public_bytes(),
        )
        .unwrap(),
        name: "Other".into(),
        ..issuer(ForeignKind::EuDcc)
    };
    let trust = ForeignTrust::new(vec![other.clone(), issuer(ForeignKind::EuDcc)]).unwrap();
    let text = dcc(&hcert(certificate()));
    assert_eq!(verify(&text, &trust, NOW).unwrap().issuer, "Clinic");
    let trust = ForeignTrust::new(vec![other]).unwrap();
    assert_eq!(verify(&text, &trust, NOW), Err(ForeignRefusal::Forged));
}

#[test]
fn a_key_is_good_for_what_it_was_given_for() {
    let only = |uses| {
        let issuer = ForeignIssuer {
            uses,
            ..issuer(ForeignKind::EuDcc)
        };
        let trust = ForeignTrust::new(vec![issuer]).unwrap();
        verify(&dcc(&hcert(certificate())), &trust, NOW).map(|_| ())
    };
    assert_eq!(only(vec![HealthUse::Vaccination]), Ok(()));
    assert_eq!(only(vec![HealthUse::Test, HealthUse::Vaccination]), Ok(()));
    assert_eq!(only(vec![HealthUse::Test]), Err(ForeignRefusal::Misused));
}

#[test]
fn a_certificate_is_good_from_issue_to_expiry_with_half_a_minute_of_skew() {
    let at = |now| {
        let trust = ForeignTrust::new(vec![ForeignIssuer {
            not_before: i64::MIN,
            not_after: i64::MAX,
            ..issuer(ForeignKind::EuDcc)
        }]);
        verify(&dcc(&hcert(certificate())), &trust.unwrap(), now).map(|_| ())
    };
    assert_eq!(at(NOW - 3631), Err(ForeignRefusal::NotYetValid));
    assert_eq!(at(NOW - 3630), Ok(()));
    assert_eq!(at(NOW + 3629), Ok(()));
    assert_eq!(at(NOW + 3630), Err(ForeignRefusal::Expired));
    assert_eq!(at(i64::MAX), Err(ForeignRefusal::Expired));
    assert_eq!(at(i64::MIN), Err(ForeignRefusal::NotYetValid));
}

#[test]
fn a_key_is_good_for_its_own_time() {
    let text = dcc(&hcert(certificate()));
    let trust = made::trust(ForeignKind::EuDcc);
    for later in [-86_401, 86_401] {
        let refused = verify(&text, &trust, NOW + later);
        assert_eq!(refused, Err(ForeignRefusal::UnknownIssuer));
    }
}

fn with(field: &str, value: Option<Value>) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    let mut map = certificate().into_map().unwrap();
    map.retain(|(key, _)| key.as_text() != Some(field));
    map.extend(value.map(|value| (field.into(), value)));
    believed(&dcc(&hcert(Value::Map(map))))
}

#[test]
fn a_certificate_is_about_one_thing() {
    let content = Err(Flaw::Content.into());
    let entry = || cbor!({"tg" => "840539006"}).unwrap();
    assert_eq!(with("v", None), content);
    assert_eq!(with("v", Some(Value::Array(vec![]))), content);
    assert_eq!(
        with("v", Some(Value::Array(vec![entry(), entry()]))),
        content
    );
    assert_eq!(with("t", Some(Value::Array(vec![entry()]))), content);
    assert!(with("t", Some(Value::Null)).is_ok());
    assert!(with("r", Some(Value::Array(vec![]))).is_ok());
    assert_eq!(with("r", Some("no list".into())), content);
}

#[test]
fn a_date_of_birth_is_whole_or_says_what_is_unknown() {
    let born = |text: &str| {
        let identity = with("dob", Some(text.into()))?;
        Ok::<_, ForeignRefusal>(identity.birth.map(|birth| birth.to_string()))
    };
    let is = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(born("1963"), is("1963"));
    assert_eq!(born("1963-05"), is("1963-05"));
    assert_eq!(born("1963-00"), is("1963"));
    assert_eq!(born("1963-00-00"), is("1963"));
    assert_eq!(born("1964-02-29"), is("1964-02-29"));
    assert_eq!(born("1964-02-29T00:00:00"), is("1964-02-29"));
    assert_eq!(born(""), Ok(None));
    for wrong in [
        "1815-08-24",
        "1963-13-01",
        "1963-02-29",
        "1963-00-05",
        "63-05-09",
        "1963-5-9",
        "1963-05-09-01",
        "born",
        "2100-01-01",
        "2099-01-01",
    ] {
        assert_eq!(born(wrong), Err(Flaw::Content.into()), "{wrong}");
    }
    assert_eq!(with("dob", None), Err(Flaw::Content.into()));
}

#[test]
fn a_name_is_taken_from_home_or_from_the_passport() {
    let named = |value: Value| with("nam", Some(value)).map(|identity| identity.name.unwrap());
    let passport = cbor!({"fnt" => "VAN<DER<BERG", "gnt" => "JAN"}).unwrap();
    assert_eq!(named(passport), Ok("JAN VAN DER BERG".into()));
    let one = cbor!({"fn" => "Suharto", "fnt" => "SUHARTO", "gn" => ""}).unwrap();
    assert_eq!(named(one), Ok("Suharto".into()));
    for wrong in [
        cbor!({}).unwrap(),
        cbor!({"fn" => 5}).unwrap(),
        cbor!({"fn" => "A\u{1b}[2J"}).unwrap(),
        cbor!({"fn" => "A".repeat(201)}).unwrap(),
    ] {
        assert_eq!(named(wrong), Err(Flaw::Content.into()));
    }
}

#[test]
fn whoever_changes_a_bit_breaks_the_certificate() {
    let cose = sign1(bytes(&hcert(certificate()))).to_tagged_vec().unwrap();
    for at in 0..cose.len() {
        let mut changed = cose.clone();
        changed[at] ^= 1;
        assert!(believed(&wrapped("HC1:", &changed)).is_err(), "byte {at}");
    }
}

/// Made once with an RSA key of 2048 bits that nobody has any more.
mod rsa {
    use codes::foreign::{BadForeignKey, ForeignAlgorithm, ForeignKey};
    use data_encoding::BASE64;

    use super::*;

    const KEY: &str = include_str!("rsa_key.txt");
    const CODE: &str = include_str!("rsa_code.txt");

    #[test]
    fn a_certificate_signed_with_rsa_is_believed() {
        let key = BASE64.decode(KEY.trim().as_bytes()).unwrap();
        let issuer = ForeignIssuer {
            key: ForeignKey::new(ForeignAlgorithm::Ps256, &key).unwrap(),
            ..issuer(ForeignKind::EuDcc)
        };
        let trust = ForeignTrust::new(vec![issuer]).unwrap();
        let identity = verify(CODE.trim(), &trust, NOW).unwrap();
        assert_eq!(identity.name.as_deref(), Some("Gabriele Goessinger"));

        // The same key id with a key of another kind: the algorithm does not fit.
        let refused = believed(CODE.trim());
        assert_eq!(refused, Err(ForeignRefusal::Forged));
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        let refused = ForeignKey::new(ForeignAlgorithm::Ps256, &[4; 65]);
        assert_eq!(refused, Err(BadForeignKey(ForeignAlgorithm::Ps256)));
        // 1024 bits.
        let small = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDuEb6GfP9hY4Hwt2J2JzNpnGbyHNWi95mzEgGHEtq9oCCD+CJJ9OcAkqdsYOOqaG99IrPOTtEW4HAqswd+nal9qV4F9sSkG6FhXOaKVcEpPVvBtgWf6SKO+n6O3uv4UiBxbBMTqeZ31H/BPzXHcxaLVSFJ2l51hgTE8nRqjcq4hQIDAQAB";
        let small = BASE64.decode(small.as_bytes()).unwrap();
        let refused = ForeignKey::new(ForeignAlgorithm::Ps256, &small);
        assert_eq!(refused, Err(BadForeignKey(ForeignAlgorithm::Ps256)));
    }
}
