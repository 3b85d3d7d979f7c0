//! Which receipt proofs are believed, and what a report on a code gives away.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::proof::{self, Disproof, verify};
use codes::report::report;
use codes::{Algorithm, ProofKeys, ReceiptProof, Signer};
use proptest::prelude::*;
use support::{NOW, code, proof_keys, receipt, receipt_code, signer, trust};

#[test]
fn a_proof_says_what_was_signed() {
    assert_eq!(verify(&receipt_code(), &proof_keys()), Ok(receipt()));
}

#[test]
fn a_proof_fits_a_qr_code_of_version_9_in_alphanumeric_mode() {
    let text = receipt_code();
    // Alphanumeric capacity of 9-M, ISO/IEC 18004 table 7.
    assert!(text.len() <= 262, "{} characters", text.len());
    let alphanumeric =
        |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
    assert!(text.chars().all(alphanumeric));
}

#[test]
fn a_proof_of_another_hall_is_not_believed() {
    assert_eq!(
        verify(&receipt_code(), &ProofKeys::default()),
        Err(Disproof::UnknownKey)
    );
    let forger = Signer::new(Algorithm::EdDsa, signer(Algorithm::EdDsa).kid(), &[9; 32]).unwrap();
    assert_eq!(
        verify(&proof::sign(&forger, &receipt()), &proof_keys()),
        Err(Disproof::Forged)
    );
}

#[test]
fn a_changed_key_leaves_old_proofs_verifiable() {
    let new = Signer::new(Algorithm::EdDsa, b"2027", &[11; 32]).unwrap();
    let mut keys = proof_keys();
    keys.0.push((new.kid().to_vec(), new.public_key()));
    assert!(verify(&receipt_code(), &keys).is_ok());
    assert!(verify(&proof::sign(&new, &receipt()), &keys).is_ok());
}

#[test]
fn a_citizen_code_is_no_receipt_and_a_receipt_no_citizen_code() {
    // The same key for both: the content still differs.
    let disguised = code(Algorithm::EdDsa).replacen("GC1:", "GR1:", 1);
    assert!(matches!(
        verify(&disguised, &proof_keys()),
        Err(Disproof::Malformed(_))
    ));
    let disguised = receipt_code().replacen("GR1:", "GC1:", 1);
    assert!(codes::citizen::verify(&disguised, &trust(), NOW).is_err());
}

#[test]
fn a_proof_cut_off_or_changed_anywhere_is_refused() {
    let text = receipt_code();
    for end in 0..text.len() {
        assert!(
            matches!(
                verify(&text[..end], &proof_keys()),
                Err(Disproof::Malformed(_))
            ),
            "{end}"
        );
    }
    let bytes = base45::decode(&text[4..]).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let changed = format!("GR1:{}", base45::encode(&changed));
        assert!(verify(&changed, &proof_keys()).is_err(), "byte {at}");
    }
}

proptest! {
    #[test]
    fn any_amount_and_payee_come_back(amount: u64, payee in "\\PC{0,40}") {
        let proof = ReceiptProof { amount, payee, ..receipt() };
        let text = proof::sign(&signer(Algorithm::Es256), &proof);
        let signer = signer(Algorithm::Es256);
        let keys = ProofKeys(vec![(signer.kid().to_vec(), signer.public_key())]);
        prop_assert_eq!(verify(&text, &keys), Ok(proof));
    }
}

#[test]
fn a_report_tells_a_technician_what_it_is_and_gives_nothing_away() {
    let of = |text: &str| {
        let report = report(text.as_bytes(), &trust(), &proof_keys(), NOW);
        serde_json::to_string(&report).unwrap()
    };
    let citizen = code(Algorithm::Es256);
    let shown = of(&citizen);
    assert!(
        shown.starts_with(r#"{"is":"citizen","believed":true,"issuer":"440300.wx","#),
        "{shown}"
    );
    assert!(
        !shown.contains("王小明") && !shown.contains("5a5a"),
        "{shown}"
    );
    let cut_off = of(&citizen[..100]);
    assert!(
        cut_off.contains(r#""believed":false"#)
            && cut_off.contains(r#""refusal":"malformed","flaw":"not-"#)
    );
    assert_eq!(
        of("134567890123456789"),
        r#"{"is":"payment","channel":"wechat","digits":18}"#
    );
    assert_eq!(of("110102199101010078"), r#"{"is":"resident-id"}"#);
    assert_eq!(of("RC1:K742P9"), r#"{"is":"reclaim"}"#);
    assert_eq!(of("hello"), r#"{"is":"other","bytes":5}"#);
    assert!(of(&receipt_code()).contains(r#""amount":35000"#));
}
