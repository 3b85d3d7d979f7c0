//! The list of foreign issuers.

use codes::foreign::{ForeignIssuer, UntrustworthyForeign};
use codes::revocation::{Revocation, Revoked};
use codes::trust_list::{self, TrustList};
use codes::{ForeignKind, ForeignRefusal, ForeignTrust};
use data_encoding::{BASE64, HEXLOWER};

use crate::made::{self, issuer};
use crate::support::NOW;

const KINDS: [ForeignKind; 3] = [
    ForeignKind::EuDcc,
    ForeignKind::Claim169,
    ForeignKind::SmartHealthCard,
];

#[test]
fn an_issuer_that_cannot_be_told_from_others_is_refused() {
    for kind in KINDS {
        let refused = |change: fn(&mut ForeignIssuer)| {
            let mut issuer = issuer(kind);
            change(&mut issuer);
            ForeignTrust::new(vec![issuer]).err()
        };
        let name = || "Clinic".to_owned();
        assert_eq!(refused(|_| ()), None);
        let kid = Some(UntrustworthyForeign::Kid(name()));
        assert_eq!(refused(|issuer| issuer.kid = vec![1; 65]), kid);
        let kid = kid.filter(|_| kind != ForeignKind::Claim169);
        assert_eq!(refused(|issuer| issuer.kid.clear()), kid);
        let iss = Some(UntrustworthyForeign::Iss(name()));
        let iss = iss.filter(|_| kind != ForeignKind::EuDcc);
        assert_eq!(refused(|issuer| issuer.iss = None), iss);
        assert_eq!(
            refused(|issuer| issuer.not_after = issuer.not_before - 1),
            Some(UntrustworthyForeign::Validity(name()))
        );
    }
}

#[test]
fn the_issuers_of_one_format_do_not_speak_in_another() {
    let text = made::dcc(&made::hcert(made::certificate()));
    for kind in [ForeignKind::Claim169, ForeignKind::SmartHealthCard] {
        let trust = ForeignTrust::new(vec![ForeignIssuer {
            kid: made::KID.into(),
            ..issuer(kind)
        }]);
        let refused = codes::foreign::verify(&text, &trust.unwrap(), NOW);
        assert_eq!(refused, Err(ForeignRefusal::UnknownIssuer));
    }
}

/// A list with the one issuer of the codes that are made here, as a hall writes it.
fn list(change: fn(&mut trust_list::ForeignIssuer)) -> TrustList {
    let key = crate::support::signer(codes::Algorithm::Es256).public_bytes();
    let mut listed = trust_list::ForeignIssuer {
        kind: "dcc".into(),
        kid: HEXLOWER.encode(made::KID),
        iss: None,
        uses: Vec::new(),
        alg: "ES256".into(),
        key: BASE64.encode(&key),
        name: [
            ("en".into(), "Clinic".into()),
            ("zh-CN".into(), "诊所".into()),
        ]
        .into(),
        not_before: 0,
        not_after: i64::MAX,
    };
    change(&mut listed);
    TrustList {
        hall: "hall".into(),
        version: 1,
        issued: NOW,
        expires: NOW + 60,
        keys: Vec::new(),
        issuers: Vec::new(),
        staff: Vec::new(),
        foreign: vec![listed],
        revoked: Revoked::default(),
    }
}

#[test]
fn a_signed_list_says_whose_foreign_codes_are_believed_and_until_when() {
    let (trust, unusable) = list(|_| ()).foreign_trust("zh-CN");
    assert_eq!(unusable, []);
    let text = made::dcc(&made::hcert(made::certificate()));
    let at = |now| codes::foreign::verify(&text, &trust, now).map(|code| code.issuer);
    assert_eq!(at(NOW), Ok("诊所".into()));
    assert_eq!(
        at(NOW + 61),
        Err(ForeignRefusal::UnknownIssuer),
        "the list has ended"
    );
    let (trust, _) = list(|_| ()).foreign_trust("ug");
    assert_eq!(
        trust.issuers()[0].name,
        "Clinic",
        "any name is better than none"
    );

    let mut revoking = list(|_| ());
    revoking.revoked = Revoked::of([Revocation::Key(made::KID)]).unwrap();
    assert_eq!(
        revoking.foreign_trust("en"),
        (ForeignTrust::default(), Vec::new())
    );
}

#[test]
fn a_listed_issuer_that_cannot_be_used_is_named_with_the_reason() {
    let reason = |change| {
        let (trust, mut unusable) = list(change).foreign_trust("en");
        assert_eq!(trust, ForeignTrust::default());
        unusable.remove(0).reason
    };
    assert_eq!(
        reason(|one| one.kind = "vds".into()),
        "the format is not known here"
    );
    assert_eq!(
        reason(|one| one.alg = "ES512".into()),
        "the algorithm is not known here"
    );
    assert_eq!(reason(|one| one.kid = "kid".into()), "the id is not in hex");
    assert_eq!(reason(|one| one.key = "-".into()), "the key is not Base64");
    assert_eq!(
        reason(|one| one.key = "AAAA".into()),
        "the key is not one of its kind"
    );
    assert_eq!(reason(|one| one.name.clear()), "it has no name");
    let missing = "its id, its name or its validity is missing or wrong";
    assert_eq!(reason(|one| one.kid.clear()), missing);
    assert_eq!(
        reason(|one| one.kind = "shc".into()),
        missing,
        "no name in its codes"
    );
    assert_eq!(reason(|one| one.not_after = -1), missing);
}
