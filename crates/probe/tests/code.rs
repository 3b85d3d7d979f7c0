//! `hallpass-probe code`: reports, trust from a file, standard input.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codes::badge::{self, Details, Role};
use codes::citizen::{Claims, Subject, issue};
use codes::{Algorithm, ReceiptProof, Signer, proof};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

const SHOWN: i64 = 1_795_400_000;

fn report(arguments: &[&str], input: &str) -> Value {
    let mut probe = Command::new(env!("CARGO_BIN_EXE_hallpass-probe"))
        .arg("code")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // It need not read what it did not ask for.
    let _ = probe.stdin.take().unwrap().write_all(input.as_bytes());
    let output = probe.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn signer(algorithm: Algorithm) -> Signer {
    Signer::new(algorithm, &[5; 8], &[7; 32]).unwrap()
}

#[test]
fn a_payment_code_is_told_without_its_digits() {
    let told = report(&["134567890123456789"], "");
    assert_eq!(
        told,
        json!({"is": "payment", "channel": "wechat", "digits": 18})
    );
}

#[test]
fn a_code_comes_by_standard_input_with_the_line_end_of_the_terminal() {
    for end in ["", "\n", "\r\n"] {
        let told = report(&["-"], &format!("134567890123456789{end}"));
        assert_eq!(told["is"], "payment", "{end:?}");
    }
}

#[test]
fn a_citizen_code_is_believed_with_its_issuer_in_the_trust_file_and_for_its_time() {
    let signer = signer(Algorithm::Es256);
    let code = issue(
        &signer,
        Claims {
            issuer: "440300.wx",
            subject: Subject([9; 16]),
            issued: SHOWN,
            lifetime_s: 60,
            cti: &[1; 12],
            name: None,
        },
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backend.toml");
    let text = format!(
        "[[issuers]]\nkid = \"{}\"\niss = \"440300.wx\"\nalg = \"ES256\"\nkey = \"{}\"\n\
         notBefore = {}\nnotAfter = {}\ncolor = \"#07c160\"\n",
        HEXLOWER.encode(signer.kid()),
        STANDARD.encode(signer.public_bytes()),
        SHOWN - 10,
        SHOWN + 86_400,
    );
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let at = |seconds: i64| {
        let time = jiff::Timestamp::from_second(SHOWN + seconds).unwrap();
        report(&["--trust", path, "--at", &time.to_string(), "-"], &code)
    };

    let told = at(1);
    assert_eq!(
        (&told["believed"], &told["issuer"]),
        (&json!(true), &json!("440300.wx"))
    );
    assert_eq!(at(3_600)["refusal"], "expired");
    assert_eq!(report(&["-"], &code)["believed"], false);
    assert!(!told.to_string().contains(&code[4..]));
}

#[test]
fn a_receipt_is_believed_with_the_key_of_the_hall() {
    let signer = signer(Algorithm::EdDsa);
    let receipt = ReceiptProof {
        number: "0026421031".into(),
        amount: 35_000,
        date: "2026-11-23".into(),
        payee: "深圳市公安局交通警察局".into(),
    };
    let text = proof::sign(&signer, &receipt);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trust.toml");
    let keys = format!(
        "[[receiptKeys]]\nkid = \"{}\"\nalg = \"EdDSA\"\nkey = \"{}\"\n",
        HEXLOWER.encode(signer.kid()),
        STANDARD.encode(signer.public_bytes()),
    );
    std::fs::write(&path, keys).unwrap();
    let told = report(&["--trust", path.to_str().unwrap(), &text], "");
    assert_eq!(told["believed"], true);
    assert_eq!(told["proof"]["number"], "0026421031");
    assert_eq!(report(&[&text], "")["believed"], false);
}

#[test]
fn a_badge_is_believed_with_its_issuer_among_the_staff_and_shows_no_name() {
    let signer = signer(Algorithm::EdDsa);
    let text = badge::issue(
        &signer,
        Details {
            issuer: "440300.staff",
            operator: "0417",
            name: "陈师傅",
            role: Role::Technician,
            issued: SHOWN,
            days: 30,
            id: &[3; 8],
            hall: None,
        },
    )
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backend.toml");
    let staff = format!(
        "[[staff]]\nkid = \"{}\"\niss = \"440300.staff\"\nalg = \"EdDSA\"\nkey = \"{}\"\n\
         notBefore = 0\nnotAfter = {}\n",
        HEXLOWER.encode(signer.kid()),
        STANDARD.encode(signer.public_bytes()),
        SHOWN + 86_400 * 90,
    );
    std::fs::write(&path, staff).unwrap();
    let time = jiff::Timestamp::from_second(SHOWN + 1).unwrap().to_string();
    let trust = path.to_str().unwrap();
    let told = report(&["--trust", trust, "--at", &time, "-"], &text);
    assert_eq!(
        (&told["is"], &told["believed"]),
        (&json!("badge"), &json!(true))
    );
    assert_eq!(
        (&told["operator"], &told["role"]),
        (&json!("0417"), &json!("technician"))
    );
    assert!(!told.to_string().contains("陈师傅"));
    assert_eq!(report(&["--at", &time, "-"], &text)["believed"], false);
}
