//! What is fuzzed, and what has to hold whatever it is given. The first byte says how the
//! others are dressed, so that the dressing (check sums, compression, signatures) does not
//! keep the fuzzer out of what is inside.

mod dress;
mod known;

use codes::foreign::{ForeignAlgorithm, ForeignKey, keys_of_jwks};
use codes::{ForeignIdentity, MerchantCode, Reading, admissible, report_with};

// For the tests that make the corpus.
#[allow(unused_imports, reason = "not in the fuzzer itself")]
pub use self::dress::{dressed, sign1};
pub use self::known::{KID, known, standing};
use self::known::{KNOWN, NOW};

/// How the bytes are dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    /// Not at all: the bytes are those of the symbol.
    Symbol,
    /// Each byte is a digit.
    Digits,
    /// A merchant's code up to its check sum.
    Merchant,
    /// `HC1:` and a zlib stream.
    DccStream,
    /// `HC1:`: the COSE message.
    DccMessage,
    /// `HC1:`: what is signed.
    DccSigned,
    /// Claim 169: the COSE message.
    Claim169Message,
    /// Claim 169: what is signed.
    Claim169Signed,
    /// Claim 169: what is encrypted.
    Claim169Sealed,
    /// `shc:/`: the text of the JWS.
    CardJws,
    /// `shc:/`: the header of the JWS.
    CardHeader,
    /// `shc:/`: the signed JSON.
    CardSigned,
    /// `GC1:`: the COSE message.
    CitizenMessage,
    /// `GC1:`: what is signed.
    CitizenSigned,
    /// `GR1:`: the COSE message.
    ReceiptMessage,
    /// `GR1:`: what is signed.
    ReceiptSigned,
    /// A health card: what is behind the 64 digits.
    HealthCard,
    /// A key of an issuer; the first byte is the algorithm.
    Key,
    /// A set of keys of an issuer.
    Jwks,
    /// `GB1:`: the COSE message.
    BadgeMessage,
    /// `GB1:`: what is signed.
    BadgeSigned,
    /// A list of trust, signed by its hall.
    TrustList,
}

/// All of them, in the order of their bytes.
pub const DRESSES: [Dress; 22] = [
    Dress::Symbol,
    Dress::Digits,
    Dress::Merchant,
    Dress::DccStream,
    Dress::DccMessage,
    Dress::DccSigned,
    Dress::Claim169Message,
    Dress::Claim169Signed,
    Dress::Claim169Sealed,
    Dress::CardJws,
    Dress::CardHeader,
    Dress::CardSigned,
    Dress::CitizenMessage,
    Dress::CitizenSigned,
    Dress::ReceiptMessage,
    Dress::ReceiptSigned,
    Dress::HealthCard,
    Dress::Key,
    Dress::Jwks,
    Dress::BadgeMessage,
    Dress::BadgeSigned,
    Dress::TrustList,
];

/// One input. Panics if something does not hold.
pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return symbol(data);
    };
    let dress = DRESSES[usize::from(*first) % DRESSES.len()];
    if dress == Dress::Key {
        key(rest);
    } else if dress == Dress::Jwks {
        let _ = keys_of_jwks(&String::from_utf8_lossy(rest));
    } else if dress == Dress::TrustList {
        trust_list(rest);
    } else {
        symbol(&dressed(dress, rest));
    }
}

fn key(bytes: &[u8]) {
    let (first, key) = bytes.split_first().unwrap_or((&0, &[]));
    let algorithm = match first % 3 {
        0 => ForeignAlgorithm::EdDsa,
        1 => ForeignAlgorithm::Es256,
        _ => ForeignAlgorithm::Ps256,
    };
    if let Ok(key) = ForeignKey::new(algorithm, key) {
        assert_eq!(key.algorithm(), algorithm);
    }
}

fn trust_list(json: &[u8]) {
    let mut standing = standing();
    if standing.offer(&sign1(json), NOW).is_ok() {
        let list = standing.list().expect("it was taken");
        let _ = list.trust();
        let _ = list.foreign_trust("en");
    }
}

fn symbol(bytes: &[u8]) {
    let reading = Reading::of_with(bytes, &KNOWN.rules);
    match admissible(bytes) {
        Err(_) => assert_eq!(reading, Reading::Other),
        Ok(text) => {
            assert!(!text.chars().any(char::is_control));
            assert_eq!(Reading::of_with(text.as_bytes(), &KNOWN.rules), reading);
            gives_nothing_away(&reading, text);
        }
    }
    let report = report_with(bytes, known(), NOW);
    let json = serde_json::to_string(&report).expect("a report is JSON");
    if let Reading::Payment(code) = &reading {
        assert!(!json.contains(code.expose()));
    }
    if let Reading::Foreign(_, code) = &reading
        && let Ok(identity) = codes::foreign::verify(code.expose(), &KNOWN.foreign, NOW)
    {
        can_be_shown(&identity);
    }
    if let Reading::Merchant(MerchantCode {
        name: Some(name), ..
    }) = &reading
    {
        assert!(name.chars().count() <= 25);
    }
}

fn gives_nothing_away(reading: &Reading, text: &str) {
    let secret = matches!(
        reading,
        Reading::Citizen(_)
            | Reading::Badge(_)
            | Reading::Payment(_)
            | Reading::Opaque(_)
            | Reading::Foreign(..)
    );
    if secret && text.len() > 12 {
        assert!(!format!("{reading:?}").contains(&text[4..]));
    }
}

fn can_be_shown(identity: &ForeignIdentity) {
    let shown = format!("{identity:?}");
    if let Some(name) = &identity.name {
        assert!(!name.is_empty() && name.chars().count() <= 200);
        assert!(!name.chars().any(char::is_control));
        assert!(name.len() < 8 || name == &identity.issuer || !shown.contains(name));
    }
    if let Some(birth) = identity.birth {
        let text = birth.to_string();
        assert!(matches!(text.len(), 4 | 7 | 10), "{text}");
    }
    let ended = identity.expires.is_some_and(|end| end + 30 <= NOW);
    assert!(!ended, "an expired code is not believed");
}
