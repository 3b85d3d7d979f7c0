//! What a hall signs with its trust key.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::hall_document::{About, DocumentRefused, open, sign};
use codes::trust_list::{Anchor, ListRefused, Standing};
use codes::{Algorithm, Flaw, PublicKey, Signer};
use support::signer;

const CONTENT: &[u8] = br#"{"version":7,"services":[]}"#;

fn hall_key(number: u8) -> Signer {
    Signer::new(Algorithm::EdDsa, &[number; 4], &[number; 32]).unwrap()
}

fn keys(signers: &[&Signer]) -> Vec<(Vec<u8>, PublicKey)> {
    signers
        .iter()
        .map(|key| (key.kid().to_vec(), key.public_key()))
        .collect()
}

#[test]
fn what_a_key_of_the_hall_signed_comes_out_as_it_went_in() {
    let (old, new) = (hall_key(1), hall_key(2));
    let known = keys(&[&old, &new]);
    for key in [&old, &new] {
        let document = sign(key, About::Services, CONTENT.to_vec());
        assert_eq!(open(&document, About::Services, &known).unwrap(), CONTENT);
    }
}

#[test]
fn nobody_in_between_can_change_a_bit_of_it() {
    let key = hall_key(1);
    let document = sign(&key, About::Services, CONTENT.to_vec());
    for at in 0..document.len() {
        for bit in 0..8 {
            let mut changed = document.clone();
            changed[at] ^= 1 << bit;
            let opened = open(&changed, About::Services, &keys(&[&key]));
            assert!(opened.is_err(), "byte {at}, bit {bit}");
        }
    }
    for length in 0..document.len() {
        assert!(open(&document[..length], About::Services, &keys(&[&key])).is_err());
    }
}

#[test]
fn another_key_is_told_apart_from_a_forgery() {
    let (ours, other) = (hall_key(1), hall_key(2));
    let document = sign(&other, About::Services, CONTENT.to_vec());
    let refused = open(&document, About::Services, &keys(&[&ours]));
    assert_eq!(refused, Err(DocumentRefused::UnknownKey(vec![2; 4])));
    let posing = Signer::new(Algorithm::EdDsa, &[1; 4], &[9; 32]).unwrap();
    let document = sign(&posing, About::Services, CONTENT.to_vec());
    let refused = open(&document, About::Services, &keys(&[&ours]));
    assert_eq!(refused, Err(DocumentRefused::Forged));
    // Whoever signs citizen codes does not sign for the hall, by whatever algorithm.
    let issuer = signer(Algorithm::Es256);
    let document = sign(&issuer, About::Services, CONTENT.to_vec());
    let refused = open(&document, About::Services, &keys(&[&issuer]));
    assert_eq!(refused, Err(Flaw::Header.into()));
}

#[test]
fn a_list_of_trust_is_no_catalogue_and_a_catalogue_no_list_of_trust() {
    let key = hall_key(1);
    let services = sign(&key, About::Services, CONTENT.to_vec());
    let trust = sign(&key, About::Trust, CONTENT.to_vec());
    let refused = open(&trust, About::Services, &keys(&[&key]));
    assert_eq!(refused, Err(DocumentRefused::Forged));
    let mut standing = Standing::new(Anchor {
        hall: "310115-01".to_owned(),
        keys: keys(&[&key]),
    });
    assert_eq!(standing.offer(&services, 0), Err(ListRefused::Forged));
}

#[test]
fn more_than_any_hall_has_to_say_is_not_looked_at() {
    let key = hall_key(1);
    let document = sign(&key, About::Services, vec![b' '; 700 * 1024]);
    let refused = open(&document, About::Services, &keys(&[&key]));
    assert_eq!(refused, Err(Flaw::TooLong.into()));
}
