//! Issuers, keys and material for the tests.
#![allow(
    dead_code,
    clippy::print_stderr,
    reason = "each test file uses its part, and skips aloud"
)]

use codes::citizen::{Claims, Limits, Subject, TrustedIssuer, issue};
use codes::{Algorithm, ProofKeys, ReceiptProof, Signer, Trust, proof};

pub const NOW: i64 = 1_795_400_000;
pub const BOTH: [Algorithm; 2] = [Algorithm::EdDsa, Algorithm::Es256];
pub const ISS: &str = "440300.wx";

pub fn signer(algorithm: Algorithm) -> Signer {
    Signer::new(algorithm, &[algorithm as u8 + 1; 8], &[7; 32]).unwrap()
}

pub fn trusted(signer: &Signer, iss: &str) -> TrustedIssuer {
    let key = signer.public_bytes();
    TrustedIssuer::new(
        signer.kid(),
        iss,
        signer.algorithm(),
        &key,
        NOW - 86_400,
        NOW + 86_400,
    )
    .unwrap()
}

/// Trusts one issuer for each algorithm.
pub fn trust() -> Trust {
    let issuers = BOTH.map(|algorithm| trusted(&signer(algorithm), ISS));
    Trust::new(issuers.to_vec(), Limits::default()).unwrap()
}

pub fn claims() -> Claims<'static> {
    Claims {
        issuer: ISS,
        subject: Subject([0x5a; 16]),
        issued: NOW,
        lifetime_s: 60,
        cti: &[0xc7; 12],
        name: Some("王小明"),
    }
}

pub fn code(algorithm: Algorithm) -> String {
    issue(&signer(algorithm), claims())
}

pub fn receipt() -> ReceiptProof {
    ReceiptProof {
        number: "0026421031".into(),
        amount: 35_000,
        date: "2026-11-23".into(),
        payee: "深圳市公安局交通警察局".into(),
    }
}

pub fn receipt_code() -> String {
    proof::sign(&signer(Algorithm::EdDsa), &receipt())
}

pub fn proof_keys() -> ProofKeys {
    let signer = signer(Algorithm::EdDsa);
    ProofKeys(vec![(signer.kid().to_vec(), signer.public_key())])
}

/// A file of the shared material, or `None`, said aloud, where it is not there.
pub fn shared(path: &str) -> Option<String> {
    shared_bytes(path).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// The bytes of a file of the shared material, as [`shared`].
pub fn shared_bytes(path: &str) -> Option<Vec<u8>> {
    let path = shared_path(path);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: {path} is not there");
    }
    bytes
}

/// The files of a folder of the shared material whose names end so, with their names; none,
/// said aloud, where it is not there.
pub fn shared_files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let folder = shared_path(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: {folder} is not there");
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, path)| (name, std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn shared_path(path: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    format!("{root}/../../../shared/vectors/{path}")
}
