//! Foreign codes as their issuers would make them.

use std::io::Write as _;

use ciborium::{Value, cbor};
use codes::foreign::{ForeignAlgorithm, ForeignIssuer, ForeignKey, ForeignTrust};
use codes::{Algorithm, ForeignKind};
use coset::{
    CborSerializable as _, CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable as _,
    iana,
};
use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use p256::ecdsa::signature::Signer as _;

use crate::support::{NOW, signer};

pub const KID: &[u8] = &[0xd9, 0x19, 0x37, 0x5f, 0xc1, 0xe7, 0xb6, 0xb2];
pub const SHC_KID: &str = "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s";
pub const ISS: &str = "https://clinic.example.org";

pub fn key() -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap()
}

pub fn issuer(kind: ForeignKind) -> ForeignIssuer {
    let signer = signer(Algorithm::Es256);
    ForeignIssuer {
        kind,
        kid: match kind {
            ForeignKind::SmartHealthCard => SHC_KID.into(),
            ForeignKind::EuDcc | ForeignKind::Claim169 => KID.into(),
        },
        iss: (kind != ForeignKind::EuDcc).then(|| ISS.to_owned()),
        name: "Clinic".into(),
        key: ForeignKey::new(ForeignAlgorithm::Es256, &signer.public_bytes()).unwrap(),
        uses: Vec::new(),
        content_key: None,
        not_before: NOW - 86_400,
        not_after: NOW + 86_400,
    }
}

pub fn trust(kind: ForeignKind) -> ForeignTrust {
    ForeignTrust::new(vec![issuer(kind)]).unwrap()
}

pub fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// Signed as ES256 with the key id in the protected header.
pub fn sign1(payload: Vec<u8>) -> CoseSign1 {
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::ES256)
        .key_id(KID.to_vec());
    sign1_with(header, HeaderBuilder::new(), payload)
}

pub fn sign1_with(
    protected: HeaderBuilder,
    unprotected: HeaderBuilder,
    payload: Vec<u8>,
) -> CoseSign1 {
    CoseSign1Builder::new()
        .protected(protected.build())
        .unprotected(unprotected.build())
        .payload(payload)
        .create_signature(&[], |message| {
            let signature: p256::ecdsa::Signature = key().sign(message);
            signature.to_bytes().to_vec()
        })
        .build()
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// The text of a code around the bytes of a COSE message.
pub fn wrapped(prefix: &str, cose: &[u8]) -> String {
    format!("{prefix}{}", base45::encode(zlib(cose)))
}

/// The content of an EU certificate about one vaccination.
pub fn certificate() -> Value {
    cbor!({
        "ver" => "1.3.0",
        "nam" => {"fn" => "Goessinger", "fnt" => "GOESSINGER", "gn" => "Gabriele", "gnt" => "GABRIELE"},
        "dob" => "1998-02-26",
        "v" => [{"tg" => "840539006", "dn" => 2, "sd" => 2, "co" => "AT"}],
    })
    .unwrap()
}

pub fn hcert(certificate: Value) -> Value {
    Value::Map(vec![
        (1.into(), "AT".into()),
        (4.into(), (NOW + 3600).into()),
        (6.into(), (NOW - 3600).into()),
        ((-260).into(), Value::Map(vec![(1.into(), certificate)])),
    ])
}

pub fn dcc(claims: &Value) -> String {
    wrapped("HC1:", &sign1(bytes(claims)).to_tagged_vec().unwrap())
}

pub fn identity() -> Value {
    Value::Map(vec![
        (1.into(), "ID-12345".into()),
        (4.into(), "王小明".into()),
        (8.into(), "19840118".into()),
        (62.into(), Value::Bytes(vec![0xff; 400])),
    ])
}

pub fn claim169_claims(identity: Value) -> Value {
    Value::Map(vec![
        (1.into(), ISS.into()),
        (4.into(), (NOW + 3600).into()),
        (5.into(), (NOW - 3600).into()),
        (6.into(), (NOW - 3600).into()),
        (169.into(), identity),
    ])
}

pub fn claim169(claims: &Value) -> String {
    wrapped("", &sign1(bytes(claims)).to_tagged_vec().unwrap())
}

pub fn untagged(sign1: CoseSign1) -> Vec<u8> {
    sign1.to_vec().unwrap()
}

pub fn card() -> serde_json::Value {
    serde_json::json!({
        "iss": ISS,
        "nbf": (NOW - 3600) as f64 + 0.5,
        "vc": {
            "type": ["https://smarthealth.cards#health-card"],
            "credentialSubject": {"fhirVersion": "4.0.1", "fhirBundle": {
                "resourceType": "Bundle", "type": "collection",
                "entry": [
                    {"fullUrl": "resource:0", "resource": {
                        "resourceType": "Patient",
                        "name": [{"family": "Anyperson", "given": ["John", "B."]}],
                        "birthDate": "1951-01-20"}},
                    {"fullUrl": "resource:1", "resource": {
                        "resourceType": "Organization", "name": "Clinic"}},
                ]}}},
    })
}

pub fn jws_header() -> serde_json::Value {
    serde_json::json!({"zip": "DEF", "alg": "ES256", "kid": SHC_KID})
}

pub fn health_card(header: &str, payload: &[u8]) -> String {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(payload).unwrap();
    let signed = format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(header.as_bytes()),
        BASE64URL_NOPAD.encode(&packer.finish().unwrap())
    );
    let signature: p256::ecdsa::Signature = key().sign(signed.as_bytes());
    numeric(&format!(
        "{signed}.{}",
        BASE64URL_NOPAD.encode(&signature.to_bytes())
    ))
}

/// A JWS in pairs of digits.
pub fn numeric(jws: &str) -> String {
    let pairs = jws.bytes().map(|byte| format!("{:02}", byte - 45));
    format!("shc:/{}", pairs.collect::<String>())
}
