//! MOSIP Claim 169 codes.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use ciborium::Value;
use codes::foreign::{ContentKey, ForeignIssuer, verify};
use codes::{Flaw, ForeignKind, ForeignRefusal, ForeignTrust, Reading};
use coset::{CoseEncrypt0Builder, HeaderBuilder, TaggedCborSerializable as _, iana};

use crate::made::{self, bytes, claim169, claim169_claims, identity, issuer, wrapped};
use crate::support::NOW;

fn believed(text: &str) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    verify(text, &made::trust(ForeignKind::Claim169), NOW)
}

fn with(attribute: i64, value: Option<Value>) -> Result<codes::ForeignIdentity, ForeignRefusal> {
    let mut map = identity().into_map().unwrap();
    map.retain(|(key, _)| *key != attribute.into());
    map.extend(value.map(|value| (attribute.into(), value)));
    believed(&claim169(&claim169_claims(Value::Map(map))))
}

#[test]
fn a_code_without_a_prefix_is_known_by_its_first_bytes() {
    let text = claim169(&claim169_claims(identity()));
    assert!(matches!(
        Reading::of(text.as_bytes()),
        Reading::Foreign(ForeignKind::Claim169, _)
    ));
    let believed = believed(&text).unwrap();
    assert_eq!(believed.name.as_deref(), Some("王小明"));
    assert_eq!(believed.birth.unwrap().to_string(), "1984-01-18");
    assert_eq!(believed.issuer, "Clinic");
    for other in [&text[..59], &text.replace('6', "g"), "NCFNCFNCF"] {
        assert_eq!(Reading::of(other.as_bytes()), Reading::Other);
    }
}

#[test]
fn the_parts_of_a_name_stand_for_the_whole() {
    let mut map = identity().into_map().unwrap();
    map.retain(|(key, _)| *key != 4.into());
    map.extend([(5, "Jane"), (6, ""), (7, "Smith")].map(|(k, v)| (k.into(), v.into())));
    let named = believed(&claim169(&claim169_claims(Value::Map(map)))).unwrap();
    assert_eq!(named.name.as_deref(), Some("Jane Smith"));
    assert_eq!(with(4, None).unwrap().name, None);
    assert_eq!(with(4, Some(5.into())), Err(Flaw::Content.into()));
}

#[test]
fn a_date_of_birth_is_written_in_two_ways() {
    let born = |text: &str| with(8, Some(text.into())).map(|i| i.birth.unwrap().to_string());
    assert_eq!(born("1984-01-18"), Ok("1984-01-18".into()));
    assert_eq!(born("19840118"), Ok("1984-01-18".into()));
    for wrong in ["19841318", "840118", "1984011", "198401188", "1984-1-18"] {
        assert_eq!(born(wrong), Err(Flaw::Content.into()), "{wrong}");
    }
}

#[test]
fn a_code_is_held_to_the_issuer_it_names() {
    let mut claims = claim169_claims(identity()).into_map().unwrap();
    claims[0].1 = "https://other.example.org".into();
    let text = claim169(&Value::Map(claims.clone()));
    assert_eq!(believed(&text), Err(ForeignRefusal::UnknownIssuer));
    claims.remove(0);
    let text = claim169(&Value::Map(claims));
    assert_eq!(believed(&text), Err(Flaw::Content.into()));
}

#[test]
fn a_code_that_names_no_key_is_tried_with_those_of_its_issuer() {
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::ES256);
    let payload = bytes(&claim169_claims(identity()));
    let sign1 = made::sign1_with(header, HeaderBuilder::new(), payload);
    let text = wrapped("", &sign1.to_tagged_vec().unwrap());
    assert!(believed(&text).is_ok());
    let trust = ForeignTrust::new(vec![ForeignIssuer {
        kid: Vec::new(),
        ..issuer(ForeignKind::Claim169)
    }]);
    assert!(verify(&text, &trust.unwrap(), NOW).is_ok());
}

const NONCE: [u8; 12] = [5; 12];
const CONTENT_KEY: [u8; 32] = [8; 32];

fn encrypted(inside: &[u8]) -> String {
    let cipher = aes_gcm::Aes256Gcm::new(&CONTENT_KEY.into());
    let encrypt0 = CoseEncrypt0Builder::new()
        .protected(
            HeaderBuilder::new()
                .algorithm(iana::Algorithm::A256GCM)
                .build(),
        )
        .unprotected(HeaderBuilder::new().iv(NONCE.to_vec()).build())
        .create_ciphertext(inside, &[], |msg, aad| {
            cipher.encrypt(&NONCE.into(), Payload { msg, aad }).unwrap()
        })
        .build();
    wrapped("", &encrypt0.to_tagged_vec().unwrap())
}

#[test]
fn an_encrypted_code_is_read_with_the_key_and_believed_by_its_signature() {
    let holder = ForeignTrust::new(vec![ForeignIssuer {
        content_key: Some(ContentKey(CONTENT_KEY)),
        ..issuer(ForeignKind::Claim169)
    }])
    .unwrap();
    assert!(!format!("{holder:?}").contains("8, 8"));
    let claims = claim169_claims(identity());
    let signed = made::sign1(bytes(&claims)).to_tagged_vec().unwrap();

    let text = encrypted(&signed);
    let name = verify(&text, &holder, NOW).unwrap().name;
    assert_eq!(name.as_deref(), Some("王小明"));
    assert_eq!(believed(&text), Err(ForeignRefusal::Encrypted), "no key");

    // Everybody who may read could have made it.
    let unsigned = encrypted(&bytes(&claims));
    let refused = verify(&unsigned, &holder, NOW);
    assert_eq!(refused, Err(Flaw::NotSign1.into()));
}
