//! Codes that a phone makes by itself: the issuer's credential of this month, and the phone's
//! signature of this minute.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use ciborium::Value;
use codes::citizen::{Claims, Credential, Limits, Presentation, Subject, issue, present, verify};
use codes::revocation::{Revocation, Revoked};
use codes::{Algorithm, Flaw, Refusal, Signer, Trust};
use proptest::prelude::*;
use support::{BOTH, ISS, NOW, claims, signer, trust};

const DAY: i64 = 86_400;
const MONTH_S: u32 = 30 * 86_400;
const CREDENTIAL_ID: [u8; 8] = [0xcd; 8];

fn phone(algorithm: Algorithm) -> Signer {
    Signer::new(algorithm, b"phone", &[0x31; 32]).unwrap()
}

fn month() -> Claims<'static> {
    Claims {
        issued: NOW - 10 * DAY,
        lifetime_s: MONTH_S,
        cti: &CREDENTIAL_ID,
        ..claims()
    }
}

fn minute() -> Presentation<'static> {
    Presentation {
        issued: NOW,
        lifetime_s: 60,
        cti: &[0xc7; 12],
        hall: None,
    }
}

/// By an issuer and a phone with keys of these kinds.
fn code_of(issuer: Algorithm, holder: Algorithm) -> String {
    let holder = phone(holder);
    let credential = Credential::issue(&signer(issuer), month(), &holder);
    present(&holder, &credential, minute())
}

fn code() -> String {
    code_of(Algorithm::EdDsa, Algorithm::Es256)
}

fn shown(month: Claims<'_>, minute: Presentation<'_>) -> String {
    let holder = phone(Algorithm::Es256);
    let credential = Credential::issue(&signer(Algorithm::EdDsa), month, &holder);
    present(&holder, &credential, minute)
}

/// The two halves of a code.
fn halves(text: &str) -> [Vec<u8>; 2] {
    let bytes = base45::decode(&text[4..]).unwrap();
    let Value::Array(halves) = ciborium::from_reader(&bytes[..]).unwrap() else {
        panic!("no array");
    };
    let halves: Vec<_> = halves
        .into_iter()
        .map(|half| half.into_bytes().unwrap())
        .collect();
    halves.try_into().unwrap()
}

fn joined(halves: impl IntoIterator<Item = Vec<u8>>) -> String {
    let halves = halves.into_iter().map(Value::Bytes).collect();
    let mut bytes = Vec::new();
    ciborium::into_writer(&Value::Array(halves), &mut bytes).unwrap();
    format!("GC1:{}", base45::encode(&bytes))
}

#[test]
fn a_code_in_two_layers_says_who_the_citizen_is() {
    for issuer in BOTH {
        for holder in BOTH {
            let citizen = verify(&code_of(issuer, holder), &trust(), NOW).unwrap();
            assert_eq!(citizen.issuer, ISS);
            assert_eq!(citizen.kid, signer(issuer).kid());
            assert_eq!(citizen.subject, Subject([0x5a; 16]));
            assert_eq!((citizen.issued, citizen.expires), (NOW, NOW + 60));
            assert_eq!(citizen.cti, [0xc7; 12]);
            assert_eq!(citizen.name.as_deref(), Some("王小明"));
        }
    }
}

#[test]
fn without_a_name_it_fits_a_qr_code_of_version_13_and_with_the_longest_one_of_version_15() {
    // Alphanumeric capacities of 13-M and 15-M, ISO/IEC 18004 table 7.
    const V13_M: usize = 483;
    const V15_M: usize = 600;
    for issuer in BOTH {
        for holder in BOTH {
            let holder = phone(holder);
            let of = |name, hall| {
                let month = Claims { name, ..month() };
                let credential = Credential::issue(&signer(issuer), month, &holder);
                present(&holder, &credential, Presentation { hall, ..minute() })
            };
            let plain = of(None, None);
            assert!(plain.len() <= V13_M, "{} characters", plain.len());
            let named = of(Some("阿依古丽·买买提"), Some("310115-01"));
            assert!(named.len() <= V15_M, "{} characters", named.len());
            assert!(verify(&named, &trust().at("310115-01"), NOW).is_ok());
        }
    }
}

#[test]
fn the_phone_signs_each_minute_and_needs_nobody_for_it() {
    let holder = phone(Algorithm::Es256);
    let credential = Credential::issue(&signer(Algorithm::EdDsa), month(), &holder);
    let at = |issued, cti: u8| {
        let minute = Presentation {
            issued,
            cti: &[cti; 12],
            ..minute()
        };
        verify(&present(&holder, &credential, minute), &trust(), issued).unwrap()
    };
    let (first, second) = (at(NOW, 1), at(NOW + DAY, 2));
    assert_eq!(first.subject, second.subject);
    assert_ne!(first.use_id(), second.use_id(), "each is used once");
}

#[test]
fn half_a_code_is_worth_nothing() {
    let [credential, proof] = halves(&code());
    let alone = |half: &[u8]| format!("GC1:{}", base45::encode(half));
    let content = Err(Refusal::Malformed(Flaw::Content));
    assert_eq!(verify(&alone(&credential), &trust(), NOW), content);
    let header = Err(Refusal::Malformed(Flaw::Header));
    assert_eq!(
        verify(&alone(&proof), &trust(), NOW),
        header,
        "it names no key"
    );
    for wrong in [
        vec![],
        vec![credential.clone()],
        vec![credential.clone(), proof.clone(), proof.clone()],
    ] {
        let verdict = verify(&joined(wrong), &trust(), NOW);
        assert!(matches!(verdict, Err(Refusal::Malformed(_))), "{verdict:?}");
    }
    let verdict = verify(&joined([proof, credential]), &trust(), NOW);
    assert!(verdict.is_err(), "the wrong way round");
}

#[test]
fn a_code_of_one_layer_is_no_proof_and_no_credential() {
    let single = base45::decode(&issue(&signer(Algorithm::EdDsa), claims())[4..]).unwrap();
    let [credential, proof] = halves(&code());
    let as_proof = verify(&joined([credential, single.clone()]), &trust(), NOW);
    assert_eq!(as_proof, Err(Refusal::Malformed(Flaw::Header)));
    let as_credential = verify(&joined([single, proof]), &trust(), NOW);
    assert_eq!(as_credential, Err(Refusal::Malformed(Flaw::Content)));
}

#[test]
fn a_stolen_credential_cannot_be_shown_with_another_key() {
    let [credential, _] = halves(&code());
    let thief = Signer::new(Algorithm::Es256, b"phone", &[0x32; 32]).unwrap();
    let of_thief = Credential::issue(&signer(Algorithm::EdDsa), month(), &thief);
    let [_, proof] = halves(&present(&thief, &of_thief, minute()));
    let verdict = verify(&joined([credential, proof]), &trust(), NOW);
    assert_eq!(verdict, Err(Refusal::Forged));
}

#[test]
fn a_proof_belongs_to_one_credential_even_of_the_same_phone() {
    let holder = phone(Algorithm::Es256);
    let of = |name| {
        let month = Claims {
            name: Some(name),
            ..month()
        };
        let credential = Credential::issue(&signer(Algorithm::EdDsa), month, &holder);
        halves(&present(&holder, &credential, minute()))
    };
    let ([mine, _], [_, other]) = (of("王小明"), of("李四"));
    let verdict = verify(&joined([mine, other]), &trust(), NOW);
    assert_eq!(verdict, Err(Refusal::Forged));
}

#[test]
fn a_credential_that_nobody_signed_is_not_looked_into() {
    let holder = phone(Algorithm::Es256);
    let forger = Signer::new(
        Algorithm::EdDsa,
        signer(Algorithm::EdDsa).kid(),
        &[0x32; 32],
    );
    let stranger = Signer::new(Algorithm::EdDsa, b"stranger", &[0x32; 32]);
    for (issuer, refusal) in [
        (forger, Refusal::Forged),
        (stranger, Refusal::UnknownIssuer),
    ] {
        // What it says is nonsense, too: nobody gets to see that.
        let nonsense = Claims {
            cti: &[],
            lifetime_s: 0,
            ..month()
        };
        let credential = Credential::issue(&issuer.unwrap(), nonsense, &holder);
        let text = present(&holder, &credential, minute());
        assert_eq!(verify(&text, &trust(), NOW), Err(refusal));
    }
}

#[test]
fn an_issuer_that_speaks_for_another_is_a_forger_in_two_layers_too() {
    let month = Claims {
        issuer: "110000.alipay",
        ..month()
    };
    assert_eq!(
        verify(&shown(month, minute()), &trust(), NOW),
        Err(Refusal::Forged)
    );
}

#[test]
fn the_minute_is_the_phones_and_the_month_the_issuers() {
    let at = |now| verify(&code(), &trust(), now).map(|_| ());
    assert_eq!(at(NOW - 31), Err(Refusal::NotYetValid));
    assert_eq!(at(NOW - 30), Ok(()));
    assert_eq!(at(NOW + 89), Ok(()));
    assert_eq!(at(NOW + 90), Err(Refusal::Expired));

    let end = month().issued + i64::from(MONTH_S);
    let late = |now| {
        let minute = Presentation {
            issued: now,
            ..minute()
        };
        verify(&shown(month(), minute), &long_trust(), now).map(|_| ())
    };
    assert_eq!(late(end + 29), Ok(()));
    assert_eq!(
        late(end + 30),
        Err(Refusal::Lapsed),
        "a new code would not help"
    );
}

/// Trusts the issuers for a year: the credential is what ends.
fn long_trust() -> Trust {
    let mut issuers = trust().issuers().to_vec();
    for issuer in &mut issuers {
        issuer.not_after = NOW + 365 * DAY;
    }
    Trust::new(issuers, Limits::default()).unwrap()
}

#[test]
fn a_credential_for_longer_than_a_month_and_a_code_for_longer_than_two_minutes_are_none() {
    let day_s = 86_400;
    let month_of = |days: u32| Claims {
        lifetime_s: days * day_s,
        ..month()
    };
    let malformed = Err(Refusal::Malformed(Flaw::Content));
    let verdict = |month, minute| verify(&shown(month, minute), &trust(), NOW).map(|_| ());
    assert_eq!(verdict(month_of(31), minute()), Ok(()));
    assert_eq!(verdict(month_of(32), minute()), malformed);
    for lifetime_s in [0, 121] {
        let minute = Presentation {
            lifetime_s,
            ..minute()
        };
        assert_eq!(verdict(month(), minute), malformed);
    }
}

#[test]
fn a_code_made_for_one_hall_is_good_there_only() {
    let hall = Some("310115-01");
    let text = shown(month(), Presentation { hall, ..minute() });
    let at = |trust: Trust| verify(&text, &trust, NOW).map(|_| ());
    assert_eq!(at(trust().at("310115-01")), Ok(()));
    assert_eq!(at(trust().at("310115-02")), Err(Refusal::OtherHall));
    assert_eq!(at(trust()), Err(Refusal::OtherHall), "nobody knows where");
    let for_all = verify(&code(), &trust().at("310115-02"), NOW);
    assert!(for_all.is_ok());
}

#[test]
fn key_credential_and_holder_can_be_revoked_and_others_go_on() {
    let text = code();
    let subject = &[0x5a; 16];
    let verdict = |thing| {
        let revoked = Revoked::of([thing]).unwrap();
        verify(&text, &trust().without(revoked), NOW).map(|_| ())
    };
    let (iss, id) = (ISS, &CREDENTIAL_ID[..]);
    let kid = signer(Algorithm::EdDsa).kid().to_vec();
    let revoked = Err(Refusal::Revoked);
    assert_eq!(verdict(Revocation::Key(&kid)), revoked);
    assert_eq!(verdict(Revocation::Credential { iss, id }), revoked);
    assert_eq!(verdict(Revocation::Holder { iss, subject }), revoked);
    for other in [
        Revocation::Key(&id[..8]),
        Revocation::Credential { iss: "x", id },
        Revocation::Holder { iss: "x", subject },
        Revocation::Holder {
            iss,
            subject: &[0x5b; 16],
        },
        Revocation::Badge(id),
    ] {
        assert_eq!(verdict(other), Ok(()));
    }
}

#[test]
fn a_holder_that_is_revoked_is_so_in_one_layer_too() {
    let text = issue(&signer(Algorithm::EdDsa), claims());
    let holder = Revocation::Holder {
        iss: ISS,
        subject: &[0x5a; 16],
    };
    let trust = trust().without(Revoked::of([holder]).unwrap());
    assert_eq!(verify(&text, &trust, NOW), Err(Refusal::Revoked));
}

#[test]
fn a_code_in_two_layers_cut_off_anywhere_is_refused() {
    let text = code();
    for end in 0..text.len() {
        let verdict = verify(&text[..end], &trust(), NOW);
        assert!(
            matches!(verdict, Err(Refusal::Malformed(_))),
            "{end}: {verdict:?}"
        );
    }
}

#[test]
fn no_limits_make_a_code_good_for_longer_than_two_and_a_half_minutes_after_its_issue() {
    let most = Limits::default();
    assert_eq!(most.lifetime_s + most.skew_s, 150);
    for limits in [
        Limits {
            lifetime_s: 121,
            ..most
        },
        Limits { skew_s: 31, ..most },
        Limits { skew_s: -1, ..most },
        Limits {
            credential_s: most.credential_s + 1,
            ..most
        },
    ] {
        assert!(Trust::new(Vec::new(), limits).is_err(), "{limits:?}");
    }
}

proptest! {
    #[test]
    fn one_flipped_bit_anywhere_in_two_layers_is_refused(at in 0_usize..2000, bit in 0_u8..8) {
        let mut bytes = base45::decode(&code()[4..]).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let changed = format!("GC1:{}", base45::encode(&bytes));
        prop_assert!(verify(&changed, &trust(), NOW).is_err());
    }

    #[test]
    fn no_two_byte_strings_are_believed_or_panic(one: Vec<u8>, two: Vec<u8>) {
        prop_assert!(verify(&joined([one, two]), &trust(), NOW).is_err());
    }
}
