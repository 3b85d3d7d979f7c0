//! The list of foreign issuers.

use codes::foreign::{ForeignIssuer, UntrustworthyForeign};
use codes::{ForeignKind, ForeignTrust};

use crate::made::issuer;

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
    use crate::{made, support::NOW};
    let text = made::dcc(&made::hcert(made::certificate()));
    for kind in [ForeignKind::Claim169, ForeignKind::SmartHealthCard] {
        let trust = ForeignTrust::new(vec![ForeignIssuer {
            kid: made::KID.into(),
            ..issuer(kind)
        }]);
        let refused = codes::foreign::verify(&text, &trust.unwrap(), NOW);
        assert_eq!(refused, Err(codes::ForeignRefusal::UnknownIssuer));
    }
}
