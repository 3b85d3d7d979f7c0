//! Symbols around bytes of the fuzzer.

use std::io::Write as _;

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use coset::{
    CoseEncrypt0Builder, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable as _, iana,
};
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::Signer as _;
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

use super::Dress;
use super::known::{CONTENT_KEY, KID, SECRET};

const CRC: crc::Crc<u16> = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
/// The head of every JWS that is dressed here.
const JWS_HEADER: &str = r#"{"zip":"DEF","alg":"ES256","kid":"fuzzing!"}"#;

/// The bytes of the symbol.
pub fn dressed(dress: Dress, bytes: &[u8]) -> Vec<u8> {
    match dress {
        Dress::Symbol | Dress::Key | Dress::Jwks | Dress::TrustList => bytes.to_vec(),
        Dress::Digits => bytes.iter().map(|byte| b'0' + byte % 10).collect(),
        Dress::Merchant => {
            let text = [b"000201", bytes, b"6304"].concat();
            let sum = format!("{:04X}", CRC.checksum(&text));
            [&text, sum.as_bytes()].concat()
        }
        Dress::DccStream => text("HC1:", bytes),
        Dress::DccMessage => text("HC1:", &zlib(bytes)),
        Dress::DccSigned => text("HC1:", &zlib(&sign1(bytes))),
        Dress::Claim169Message => text("", &zlib(bytes)),
        Dress::Claim169Signed => text("", &zlib(&sign1(bytes))),
        Dress::Claim169Sealed => text("", &zlib(&encrypt0(bytes))),
        Dress::CardJws => numeric(bytes),
        Dress::CardHeader => card(bytes, &deflate(b"{}")),
        Dress::CardSigned => card(JWS_HEADER.as_bytes(), &deflate(bytes)),
        Dress::CitizenMessage => text("GC1:", bytes),
        Dress::CitizenSigned => text("GC1:", &sign1(bytes)),
        Dress::BadgeMessage => text("GB1:", bytes),
        Dress::BadgeSigned => text("GB1:", &sign1(bytes)),
        Dress::ReceiptMessage => text("GR1:", bytes),
        Dress::ReceiptSigned => text("GR1:", &sign1(bytes)),
        Dress::HealthCard => [&[b'A'; 64], &b":"[..], bytes].concat(),
    }
}

fn text(prefix: &str, bytes: &[u8]) -> Vec<u8> {
    format!("{prefix}{}", base45::encode(bytes)).into_bytes()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

pub fn sign1(payload: &[u8]) -> Vec<u8> {
    let key = ed25519_dalek::SigningKey::from_bytes(&SECRET);
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .key_id(KID.to_vec());
    CoseSign1Builder::new()
        .protected(header.build())
        .payload(payload.to_vec())
        .create_signature(&[], |message| key.sign(message).to_bytes().to_vec())
        .build()
        .to_tagged_vec()
        .expect("CBOR")
}

fn encrypt0(inside: &[u8]) -> Vec<u8> {
    const NONCE: [u8; 12] = [5; 12];
    let cipher = aes_gcm::Aes256Gcm::new(&CONTENT_KEY.into());
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::A256GCM);
    CoseEncrypt0Builder::new()
        .protected(header.build())
        .unprotected(HeaderBuilder::new().iv(NONCE.to_vec()).build())
        .create_ciphertext(inside, &[], |msg, aad| {
            cipher
                .encrypt(&NONCE.into(), Payload { msg, aad })
                .expect("little enough")
        })
        .build()
        .to_tagged_vec()
        .expect("CBOR")
}

fn card(header: &[u8], payload: &[u8]) -> Vec<u8> {
    let key = p256::ecdsa::SigningKey::from_slice(&SECRET).expect("a key");
    let signed = format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(header),
        BASE64URL_NOPAD.encode(payload)
    );
    let signature: p256::ecdsa::Signature = key.sign(signed.as_bytes());
    let signature = BASE64URL_NOPAD.encode(&signature.to_bytes());
    numeric(format!("{signed}.{signature}").as_bytes())
}

fn numeric(jws: &[u8]) -> Vec<u8> {
    let pairs = jws
        .iter()
        .map(|byte| format!("{:02}", byte.wrapping_sub(45) % 100));
    format!("shc:/{}", pairs.collect::<String>()).into_bytes()
}
