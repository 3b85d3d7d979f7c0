//! Staff badges: whose are believed, for how long, and that they are not citizen codes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::badge::{Details, Role, issue, verify};
use codes::revocation::{Revocation, Revoked};
use codes::{Algorithm, Flaw, Reading, Refusal, Signer, Trust, citizen};
use proptest::prelude::*;
use support::{BOTH, NOW, claims, signer, trusted};

const STAFF: &str = "310115-staff";
const HALL: &str = "310115-01";
const DAY: i64 = 86_400;

fn details() -> Details<'static> {
    Details {
        issuer: STAFF,
        operator: "0417",
        name: "陈师傅",
        role: Role::Technician,
        issued: NOW,
        days: 365,
        id: &[0xba; 8],
        hall: Some(HALL),
    }
}

fn trust() -> Trust {
    let staff = BOTH.map(|algorithm| {
        let mut issuer = trusted(&signer(algorithm), STAFF);
        issuer.not_after = NOW + 1_000 * DAY;
        issuer
    });
    Trust::default()
        .at(HALL)
        .with_staff(staff.to_vec())
        .unwrap()
}

fn badge() -> String {
    issue(&signer(Algorithm::EdDsa), details()).unwrap()
}

#[test]
fn a_badge_says_who_of_the_staff_it_is_and_with_what_role() {
    for algorithm in BOTH {
        for role in [Role::Attendant, Role::Technician, Role::Supervisor] {
            let text = issue(&signer(algorithm), Details { role, ..details() }).unwrap();
            // Alphanumeric capacity of 10-M, ISO/IEC 18004 table 7.
            assert!(text.len() <= 311, "{} characters", text.len());
            let badge = verify(&text, &trust(), NOW).unwrap();
            assert_eq!(badge.role, role);
            assert_eq!(
                (badge.operator.as_str(), badge.name.as_str()),
                ("0417", "陈师傅")
            );
            assert_eq!((badge.issued, badge.expires), (NOW, NOW + 365 * DAY));
            assert_eq!(badge.id, [0xba; 8]);
        }
    }
}

#[test]
fn a_badge_is_good_for_its_days() {
    let at = |now| verify(&badge(), &trust(), now).map(|_| ());
    assert_eq!(at(NOW - 31), Err(Refusal::NotYetValid));
    assert_eq!(at(NOW + 365 * DAY), Ok(()));
    assert_eq!(at(NOW + 365 * DAY + 30), Err(Refusal::Expired));
}

#[test]
fn a_badge_is_good_in_its_hall_and_until_it_is_revoked() {
    let elsewhere = trust().at("310115-02");
    assert_eq!(verify(&badge(), &elsewhere, NOW), Err(Refusal::OtherHall));
    let lost = Revoked::of([Revocation::Badge(&[0xba; 8])]).unwrap();
    let without = trust().without(lost);
    assert_eq!(verify(&badge(), &without, NOW), Err(Refusal::Revoked));
    let another = Details {
        id: &[0xbb; 8],
        ..details()
    };
    let another = issue(&signer(Algorithm::EdDsa), another).unwrap();
    assert!(verify(&another, &without, NOW).is_ok());
}

#[test]
fn who_signs_citizen_codes_issues_no_badges_and_the_other_way_round() {
    let citizens_only = support::trust();
    assert_eq!(
        verify(&badge(), &citizens_only, NOW),
        Err(Refusal::UnknownIssuer)
    );
    let code = citizen::issue(&signer(Algorithm::EdDsa), claims());
    assert_eq!(
        citizen::verify(&code, &trust(), NOW),
        Err(Refusal::UnknownIssuer)
    );
    // Under the other prefix, with a key that may sign both, it is still not the other thing.
    let both = citizens_only
        .with_staff(vec![trusted(&signer(Algorithm::EdDsa), support::ISS)])
        .unwrap();
    let as_badge = format!("GB1:{}", &code[4..]);
    assert_eq!(
        verify(&as_badge, &both, NOW),
        Err(Refusal::Malformed(Flaw::Content))
    );
    let as_code = format!("GC1:{}", &badge()[4..]);
    assert!(citizen::verify(&as_code, &both, NOW).is_err());
}

#[test]
fn a_forged_badge_is_none() {
    let forger = Signer::new(Algorithm::EdDsa, signer(Algorithm::EdDsa).kid(), &[8; 32]).unwrap();
    let text = issue(&forger, details()).unwrap();
    assert_eq!(verify(&text, &trust(), NOW), Err(Refusal::Forged));
    let other = Details {
        issuer: "310115-other",
        ..details()
    };
    let text = issue(&signer(Algorithm::EdDsa), other).unwrap();
    assert_eq!(verify(&text, &trust(), NOW), Err(Refusal::Forged));
}

#[test]
fn what_no_machine_would_believe_is_not_issued() {
    let signer = signer(Algorithm::EdDsa);
    let long = "长".repeat(65);
    for wrong in [
        Details {
            operator: "",
            ..details()
        },
        Details {
            operator: "four seventeen",
            ..details()
        },
        Details {
            name: &long,
            ..details()
        },
        Details {
            days: 0,
            ..details()
        },
        Details {
            days: 401,
            ..details()
        },
        Details {
            id: &[1; 7],
            ..details()
        },
    ] {
        assert_eq!(issue(&signer, wrong), Err(Flaw::Content));
    }
}

#[test]
fn a_badge_is_told_from_other_codes_by_its_beginning() {
    assert!(matches!(
        Reading::of(badge().as_bytes()),
        Reading::Badge(text) if text.expose() == badge()
    ));
}

proptest! {
    #[test]
    fn one_flipped_bit_anywhere_in_a_badge_is_refused(at in 0_usize..1000, bit in 0_u8..8) {
        let mut bytes = base45::decode(&badge()[4..]).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let changed = format!("GB1:{}", base45::encode(&bytes));
        prop_assert!(verify(&changed, &trust(), NOW).is_err());
    }
}
