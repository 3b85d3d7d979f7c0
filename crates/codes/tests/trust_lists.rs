//! Which list of trust a machine goes by.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::citizen::{issue, verify};
use codes::revocation::{MAX_REVOKED, Revocation, Revoked};
use codes::trust_list::{
    Anchor, App, ForeignIssuer, ListKey, ListRefused, ListedIssuer, News, StaffIssuer, Standing,
};
use codes::{Algorithm, Flaw, Refusal, Signer, TrustList};
use data_encoding::{BASE64, HEXLOWER};
use proptest::prelude::*;
use support::{ISS, NOW, claims, signer};

const HALL: &str = "310115-01";
const DAY: i64 = 86_400;

/// A key of the hall that signs lists.
fn hall_key(number: u8) -> Signer {
    Signer::new(Algorithm::EdDsa, &[number; 4], &[number; 32]).unwrap()
}

fn anchor(keys: &[&Signer]) -> Anchor {
    let keys = keys
        .iter()
        .map(|key| (key.kid().to_vec(), key.public_key()));
    Anchor {
        hall: HALL.to_owned(),
        keys: keys.collect(),
    }
}

fn list(version: u64, next: &[&Signer]) -> TrustList {
    let issuer = signer(Algorithm::EdDsa);
    TrustList {
        hall: HALL.to_owned(),
        version,
        issued: NOW,
        expires: NOW + 30 * DAY,
        keys: next.iter().map(|key| ListKey::of(key).unwrap()).collect(),
        issuers: vec![ListedIssuer {
            kid: HEXLOWER.encode(issuer.kid()),
            iss: ISS.to_owned(),
            name: [("en".to_owned(), "City service".to_owned())].into(),
            app: App::Wechat,
            alg: Algorithm::EdDsa,
            key: BASE64.encode(&issuer.public_bytes()),
            color: "#07c160".to_owned(),
            not_before: NOW - DAY,
            not_after: NOW + 400 * DAY,
        }],
        staff: Vec::new(),
        foreign: Vec::new(),
        revoked: Revoked::default(),
    }
}

fn version(standing: &Standing) -> Option<u64> {
    standing.list().map(|list| list.version)
}

/// What the machine would know after it was switched off and on.
fn restarted(standing: &Standing, anchor: Anchor) -> Result<Standing, ListRefused> {
    let kept: Vec<Vec<u8>> = standing.documents().map(<[u8]>::to_vec).collect();
    Standing::resume(anchor, kept.iter().map(Vec::as_slice))
}

#[test]
fn a_machine_goes_by_the_newest_list_it_was_given() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    assert_eq!(version(&standing), None);
    for number in [7, 8] {
        let document = list(number, &[&key]).sign(&key);
        assert_eq!(standing.offer(&document, NOW), Ok(News::Accepted));
        assert_eq!(standing.offer(&document, NOW), Ok(News::Same));
        assert_eq!(version(&standing), Some(number));
    }
    assert_eq!(standing.documents().count(), 1);
}

#[test]
fn the_version_never_goes_down_also_after_a_restart() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    standing.offer(&list(8, &[&key]).sign(&key), NOW).unwrap();
    let older = list(7, &[&key]).sign(&key);
    let refused = Err(ListRefused::Older {
        offered: 7,
        held: 8,
    });
    assert_eq!(standing.offer(&older, NOW), refused);
    let mut restarted = restarted(&standing, anchor(&[&key])).unwrap();
    assert_eq!(restarted.offer(&older, NOW), refused);
    assert_eq!(version(&restarted), Some(8));
}

#[test]
fn the_version_stays_a_floor_when_the_list_has_expired() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    standing.offer(&list(8, &[&key]).sign(&key), NOW).unwrap();
    let mut later = restarted(&standing, anchor(&[&key])).unwrap();
    let older = TrustList {
        expires: NOW + 400 * DAY,
        ..list(7, &[&key])
    };
    let verdict = later.offer(&older.sign(&key), NOW + 60 * DAY);
    assert!(matches!(verdict, Err(ListRefused::Older { .. })));
}

#[test]
fn a_version_names_one_list() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    standing.offer(&list(8, &[&key]).sign(&key), NOW).unwrap();
    let other = TrustList {
        issuers: Vec::new(),
        ..list(8, &[&key])
    };
    assert_eq!(
        standing.offer(&other.sign(&key), NOW),
        Err(ListRefused::Changed(8))
    );
}

#[test]
fn a_list_by_a_key_that_nobody_named_is_refused_and_the_old_one_goes_on() {
    let (key, stranger) = (hall_key(1), hall_key(2));
    let forger = Signer::new(Algorithm::EdDsa, key.kid(), &[9; 32]).unwrap();
    let mut standing = Standing::new(anchor(&[&key]));
    standing.offer(&list(7, &[&key]).sign(&key), NOW).unwrap();
    let by = |signer: &Signer| list(8, &[&key]).sign(signer);
    assert_eq!(
        standing.offer(&by(&stranger), NOW),
        Err(ListRefused::UnknownKey(vec![2; 4]))
    );
    assert_eq!(standing.offer(&by(&forger), NOW), Err(ListRefused::Forged));
    assert_eq!(version(&standing), Some(7));
}

#[test]
fn only_ed25519_signs_lists() {
    let es256 = Signer::new(Algorithm::Es256, &[1; 4], &[1; 32]).unwrap();
    assert_eq!(ListKey::of(&es256), None);
    let mut standing = Standing::new(anchor(&[&es256]));
    let document = list(7, &[&hall_key(1)]).sign(&es256);
    assert_eq!(
        standing.offer(&document, NOW),
        Err(ListRefused::Damaged(Flaw::Header))
    );
}

#[test]
fn a_list_of_another_hall_is_refused() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    let other = TrustList {
        hall: "310115-02".to_owned(),
        ..list(7, &[&key])
    };
    assert_eq!(
        standing.offer(&other.sign(&key), NOW),
        Err(ListRefused::OtherHall("310115-02".to_owned()))
    );
}

#[test]
fn a_list_that_has_expired_or_is_to_come_is_refused() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    let document = list(7, &[&key]).sign(&key);
    let end = NOW + 30 * DAY;
    assert_eq!(
        standing.offer(&document, end + 1),
        Err(ListRefused::Expired(end))
    );
    assert_eq!(
        standing.offer(&document, NOW - DAY - 1),
        Err(ListRefused::NotYetValid(NOW))
    );
    assert_eq!(standing.offer(&document, end), Ok(News::Accepted));
}

#[test]
fn nobody_is_believed_by_a_list_that_has_expired_in_the_machine() {
    let key = hall_key(1);
    let (trust, unusable) = list(7, &[&key]).trust();
    assert_eq!(unusable, []);
    let at = |issued| {
        let claims = codes::citizen::Claims { issued, ..claims() };
        verify(&issue(&signer(Algorithm::EdDsa), claims), &trust, issued).map(|_| ())
    };
    assert_eq!(at(NOW + 30 * DAY), Ok(()));
    assert_eq!(at(NOW + 30 * DAY + 1), Err(Refusal::UnknownIssuer));
}

#[test]
fn the_hall_changes_its_key_by_a_list_that_names_the_new_one() {
    let (old, new) = (hall_key(1), hall_key(2));
    let mut standing = Standing::new(anchor(&[&old]));
    let steps = [
        list(1, &[&old, &new]).sign(&old),
        list(2, &[&new]).sign(&new),
        list(3, &[&new]).sign(&new),
    ];
    for document in &steps {
        assert_eq!(standing.offer(document, NOW), Ok(News::Accepted));
    }
    let by_old = list(4, &[&old]).sign(&old);
    let refused = Err(ListRefused::UnknownKey(vec![1; 4]));
    assert_eq!(
        standing.offer(&by_old, NOW),
        refused,
        "the old key is out of use"
    );

    // Nothing but the old key is in the configuration; what is kept leads from it to the new one.
    assert_eq!(standing.documents().count(), 2, "the first and the newest");
    let mut restarted = restarted(&standing, anchor(&[&old])).unwrap();
    assert_eq!(version(&restarted), Some(3));
    assert_eq!(restarted.offer(&by_old, NOW), refused);
    let next = list(4, &[&new]).sign(&new);
    assert_eq!(restarted.offer(&next, NOW), Ok(News::Accepted));
}

#[test]
fn a_new_key_that_no_list_has_named_does_not_sign() {
    let (old, new) = (hall_key(1), hall_key(2));
    let mut standing = Standing::new(anchor(&[&old]));
    standing.offer(&list(1, &[&old]).sign(&old), NOW).unwrap();
    let own = list(2, &[&new]).sign(&new);
    assert_eq!(
        standing.offer(&own, NOW),
        Err(ListRefused::UnknownKey(vec![2; 4])),
        "a key does not name itself"
    );
}

#[test]
fn a_list_after_which_none_could_follow_is_refused() {
    let key = hall_key(1);
    let mut standing = Standing::new(anchor(&[&key]));
    let keyless = list(1, &[]);
    let broken = TrustList {
        keys: vec![ListKey {
            kid: "01".to_owned(),
            key: "AAAA".to_owned(),
        }],
        ..list(1, &[])
    };
    for list in [keyless, broken] {
        assert_eq!(
            standing.offer(&list.sign(&key), NOW),
            Err(ListRefused::Keyless)
        );
    }
}

#[test]
fn a_machine_whose_keys_were_changed_by_hand_begins_anew() {
    let (old, new) = (hall_key(1), hall_key(2));
    let mut standing = Standing::new(anchor(&[&old]));
    // Whoever stole the old key has signed a list that no version comes after.
    let stolen = list(u64::MAX, &[&old]).sign(&old);
    standing.offer(&stolen, NOW).unwrap();
    let refused = restarted(&standing, anchor(&[&new])).unwrap_err();
    assert_eq!(refused, ListRefused::UnknownKey(vec![1; 4]));
    let mut anew = Standing::new(anchor(&[&new]));
    assert_eq!(
        anew.offer(&list(9, &[&new]).sign(&new), NOW),
        Ok(News::Accepted)
    );
}

#[test]
fn a_hall_may_change_its_key_many_times_but_not_for_ever() {
    let keys: Vec<_> = (1..=40).map(hall_key).collect();
    let mut standing = Standing::new(anchor(&[&keys[0]]));
    let mut changes = 0;
    let refused = loop {
        let (by, next) = (&keys[changes], &keys[changes + 1]);
        let document = list(changes as u64 + 1, &[next]).sign(by);
        match standing.offer(&document, NOW) {
            Ok(_) => changes += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!((changes, refused), (16, ListRefused::TooManyKeys));
}

#[test]
fn a_key_that_cannot_be_used_is_named_and_the_others_go_on() {
    let key = hall_key(1);
    let mut list = list(1, &[&key]);
    let good = list.issuers[0].clone();
    let with = |kid: &str, key: &str| ListedIssuer {
        kid: kid.to_owned(),
        key: key.to_owned(),
        ..good.clone()
    };
    list.issuers = vec![
        with("xyz", &good.key),
        with("0a", "AAAA"),
        good.clone(),
        good.clone(),
    ];
    let (trust, unusable) = list.trust();
    assert_eq!(trust.issuers().len(), 1);
    let kids: Vec<_> = unusable.iter().map(|one| one.kid.as_str()).collect();
    assert_eq!(kids, ["xyz", "0a", good.kid.as_str()]);
}

#[test]
fn a_list_carries_issuers_of_other_formats_and_staff_as_they_are() {
    let key = hall_key(1);
    let mut full = list(1, &[&key]);
    full.staff.push(StaffIssuer {
        kid: "51".to_owned(),
        iss: "staff".to_owned(),
        alg: Algorithm::EdDsa,
        key: BASE64.encode(&key.public_bytes()),
        not_before: 0,
        not_after: i64::MAX,
    });
    full.foreign.push(ForeignIssuer {
        kind: "dcc".to_owned(),
        kid: "5371bb26a73c1d0f".to_owned(),
        iss: None,
        uses: Vec::new(),
        alg: "PS256".to_owned(),
        key: "MIIB".to_owned(),
        name: [("en".to_owned(), "Somewhere".to_owned())].into(),
        not_before: 0,
        not_after: NOW,
    });
    full.revoked = Revoked::of([Revocation::Badge(&[1; 8]), Revocation::Key(&[1; 8])]).unwrap();
    let mut standing = Standing::new(anchor(&[&key]));
    standing.offer(&full.sign(&key), NOW).unwrap();
    assert_eq!(standing.list(), Some(&full));
}

#[test]
fn revocations_stay_small_and_there_is_an_end_to_them() {
    let ids: Vec<[u8; 8]> = (0..=MAX_REVOKED as u64).map(u64::to_be_bytes).collect();
    let all = || ids.iter().map(|id| Revocation::Badge(id));
    assert!(Revoked::of(all()).is_err());
    let revoked = Revoked::of(all().skip(1)).unwrap();
    assert_eq!(revoked.len(), MAX_REVOKED);
    assert!(revoked.contains(Revocation::Badge(&ids[1])));
    assert!(!revoked.contains(Revocation::Badge(&ids[0])));
    let key = hall_key(1);
    let full = TrustList {
        revoked,
        ..list(1, &[&key])
    };
    let document = full.sign(&key);
    assert!(document.len() < 200_000, "{} bytes", document.len());
    let mut standing = Standing::new(anchor(&[&key]));
    assert_eq!(standing.offer(&document, NOW), Ok(News::Accepted));
}

#[test]
fn revocations_out_of_order_are_none() {
    let sorted = Revoked::of([Revocation::Badge(&[1; 8]), Revocation::Badge(&[2; 8])]).unwrap();
    let text = serde_json::to_value(&sorted).unwrap();
    let mut bytes = BASE64.decode(text.as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(
        serde_json::from_value::<Revoked>(text.clone()).unwrap(),
        sorted
    );
    bytes.rotate_left(8);
    for wrong in [&bytes[..], &bytes[..9]] {
        let text = serde_json::Value::String(BASE64.encode(wrong));
        assert!(serde_json::from_value::<Revoked>(text).is_err());
    }
}

#[test]
fn a_list_with_a_field_that_is_not_known_is_refused() {
    #[derive(serde::Serialize)]
    struct Newer {
        #[serde(flatten)]
        list: TrustList,
        curfew: u8,
    }
    let key = hall_key(1);
    let newer = Newer {
        list: list(1, &[&key]),
        curfew: 22,
    };
    let sign1 = coset::CoseSign1Builder::new()
        .protected(
            coset::HeaderBuilder::new()
                .algorithm(coset::iana::Algorithm::EdDSA)
                .key_id(key.kid().to_vec())
                .build(),
        )
        .payload(serde_json::to_vec(&newer).unwrap())
        .create_signature(&[], |message| {
            let key = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
            ed25519_dalek::Signer::sign(&key, message).to_vec()
        })
        .build();
    let document = coset::TaggedCborSerializable::to_tagged_vec(sign1).unwrap();
    let mut standing = Standing::new(anchor(&[&key]));
    assert_eq!(
        standing.offer(&document, NOW),
        Err(ListRefused::Damaged(Flaw::Content))
    );
}

proptest! {
    #[test]
    fn one_flipped_bit_anywhere_in_a_list_is_refused(at in 0_usize..4000, bit in 0_u8..8) {
        let key = hall_key(1);
        let mut document = list(1, &[&key]).sign(&key);
        let at = at % document.len();
        document[at] ^= 1 << bit;
        let mut standing = Standing::new(anchor(&[&key]));
        prop_assert!(standing.offer(&document, NOW).is_err());
        prop_assert_eq!(version(&standing), None);
    }

    #[test]
    fn no_bytes_are_a_list_or_panic(bytes: Vec<u8>) {
        let mut standing = Standing::new(anchor(&[&hall_key(1)]));
        prop_assert!(standing.offer(&bytes, NOW).is_err());
    }
}
