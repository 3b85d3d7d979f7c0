//! The issuers whose codes are believed here, with the keys that sign in their name.

use std::sync::LazyLock;

use codes::citizen::{Limits, TrustedIssuer};
use codes::foreign::{ContentKey, ForeignAlgorithm, ForeignIssuer, ForeignKey};
use codes::trust_list::{Anchor, Standing};
use codes::{
    Algorithm, Charset, ForeignKind, ForeignTrust, OpaqueRule, OpaqueRules, ProofKeys, Signer,
    Trust, report,
};

pub const NOW: i64 = 1_795_400_000;
pub const KID: &[u8] = b"fuzzing!";
/// What issuers call themselves that sign with the key of this file.
pub const ISS: &str = "fuzz";
pub const SECRET: [u8; 32] = [7; 32];
pub const CONTENT_KEY: [u8; 32] = [8; 32];

/// See [`codes::Known`].
pub struct Known {
    trust: Trust,
    pub foreign: ForeignTrust,
    keys: ProofKeys,
    pub rules: OpaqueRules,
}

pub static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let signer = Signer::new(Algorithm::EdDsa, KID, &SECRET).expect("a key");
    let key = signer.public_bytes();
    let issuer = TrustedIssuer::new(KID, ISS, Algorithm::EdDsa, &key, 0, i64::MAX);
    Known {
        trust: trust(issuer.expect("a key")),
        foreign: foreign(),
        keys: ProofKeys(vec![(KID.to_vec(), signer.public_key())]),
        rules: OpaqueRules::new(vec![OpaqueRule {
            name: "rule".into(),
            prefix: "https://issuer.example/".into(),
            min_len: 30,
            max_len: 200,
            charset: Charset::Printable,
        }])
        .expect("a rule"),
    }
});

fn trust(issuer: TrustedIssuer) -> Trust {
    Trust::new(vec![issuer.clone()], Limits::default())
        .and_then(|trust| trust.with_staff(vec![issuer]))
        .expect("one issuer")
}

/// A machine that has seen no list yet.
pub fn standing() -> Standing {
    let signer = Signer::new(Algorithm::EdDsa, KID, &SECRET).expect("a key");
    Standing::new(Anchor {
        hall: "hall".to_owned(),
        keys: vec![(KID.to_vec(), signer.public_key())],
    })
}

fn foreign() -> ForeignTrust {
    let key = |own, foreign| {
        let signer = Signer::new(own, KID, &SECRET).expect("a key");
        ForeignKey::new(foreign, &signer.public_bytes()).expect("a key")
    };
    let ed25519 = key(Algorithm::EdDsa, ForeignAlgorithm::EdDsa);
    let p256 = key(Algorithm::Es256, ForeignAlgorithm::Es256);
    let kinds = [
        (ForeignKind::EuDcc, ed25519.clone()),
        (ForeignKind::Claim169, ed25519),
        (ForeignKind::SmartHealthCard, p256),
    ];
    let issuers = kinds.map(|(kind, key)| ForeignIssuer {
        kind,
        kid: KID.to_vec(),
        iss: (kind != ForeignKind::EuDcc).then(|| ISS.to_owned()),
        name: "Issuer".into(),
        key,
        uses: Vec::new(),
        content_key: Some(ContentKey(CONTENT_KEY)),
        not_before: 0,
        not_after: i64::MAX,
    });
    ForeignTrust::new(issuers.to_vec()).expect("three issuers")
}

pub fn known() -> report::Known<'static> {
    report::Known {
        trust: &KNOWN.trust,
        foreign: &KNOWN.foreign,
        keys: &KNOWN.keys,
        rules: &KNOWN.rules,
    }
}
