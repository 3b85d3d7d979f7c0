//! Sorts what the scanner read: by shape, and a citizen code by its signature, offline.

use codes::{PaymentCode, PaymentForm, Reading, Trust};
use kiosk::scan::{CodeId, Refusal, Scan};
use kiosk::secret::Secret;
use kiosk::view::Channel;
use uuid::Uuid;

use crate::opaque::Opaque;

/// What the bytes of a symbol are to the kiosk, at `now` in unix seconds.
pub(crate) fn sort(symbol: &[u8], trust: &Trust, opaque: &Opaque, now: i64) -> Scan {
    match Reading::of_with(symbol, opaque.rules()) {
        Reading::Citizen(code) => match codes::citizen::verify(code.expose(), trust, now) {
            Ok(citizen) => Scan::Citizen {
                code: Secret::new(code.expose().to_owned()),
                id: CodeId(Uuid::from_bytes(citizen.use_id())),
            },
            Err(refusal) => Scan::CitizenRefused(refused(refusal)),
        },
        Reading::Badge(badge) => {
            match codes::badge::verify(badge.expose(), trust, now) {
                Ok(badge) => tracing::info!(role = ?badge.role, "a staff badge was shown"),
                Err(refusal) => tracing::warn!(%refusal, "a staff badge was shown and refused"),
            }
            Scan::StaffBadge
        }
        Reading::Payment(code) => Scan::Payment {
            channel: channel(&code),
            code: Secret::new(code.expose().to_owned()),
        },
        Reading::ResidentId => Scan::IdNumber,
        Reading::Notice(notice) => Scan::NoticeNumber(notice.number().to_owned()),
        Reading::MistypedNotice => Scan::NoticeMistyped,
        Reading::Opaque(code) => opaque.scan(&code),
        // Nothing that the kiosk does anything with: the screen says that it is no code for it.
        Reading::Receipt(_)
        | Reading::Reclaim(_)
        | Reading::Foreign(..)
        | Reading::Merchant(_)
        | Reading::Company(_)
        | Reading::Plate
        | Reading::Other => Scan::Other,
    }
}

fn refused(refusal: codes::Refusal) -> Refusal {
    match refusal {
        codes::Refusal::Malformed(_) => Refusal::CutOff,
        codes::Refusal::UnknownIssuer => Refusal::UnknownIssuer,
        codes::Refusal::Forged => Refusal::Forged,
        codes::Refusal::Expired => Refusal::Expired,
        codes::Refusal::NotYetValid => Refusal::NotYetValid,
        codes::Refusal::Lapsed => Refusal::Lapsed,
        codes::Refusal::Revoked => Refusal::Revoked,
        codes::Refusal::OtherHall => Refusal::OtherHall,
    }
}

fn channel(code: &PaymentCode) -> Option<Channel> {
    match (code.channel(), code.form()) {
        (codes::Channel::Wechat, _) => Some(Channel::Wechat),
        (_, PaymentForm::FaceToken) | (codes::Channel::Unionpay, _) => None,
        (codes::Channel::Alipay, _) => Some(Channel::Alipay),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codes::citizen::{Claims, Limits, Subject, TrustedIssuer};
    use codes::{Algorithm, Signer};

    const NOW: i64 = 1_795_400_000;
    const LIFETIME_S: u32 = 60;

    fn issuer() -> Signer {
        Signer::new(Algorithm::EdDsa, b"issuer", &[7; 32]).expect("a key")
    }

    fn trust() -> Trust {
        let key = issuer().public_bytes();
        let issuer = TrustedIssuer::new(b"issuer", "city", Algorithm::EdDsa, &key, 0, i64::MAX);
        Trust::new(vec![issuer.expect("a key")], Limits::default()).expect("one issuer")
    }

    fn code(cti: u8) -> String {
        let claims = Claims {
            issuer: "city",
            subject: Subject([1; 16]),
            issued: NOW,
            lifetime_s: LIFETIME_S,
            cti: &[cti; 12],
            name: None,
        };
        codes::citizen::issue(&issuer(), claims)
    }

    #[test]
    fn machines_that_can_ask_nobody_believe_a_code_for_its_life_and_the_skew_and_no_longer() {
        let code = code(1);
        let at = |now| sort(code.as_bytes(), &trust(), &Opaque::default(), now);
        let end = NOW + i64::from(LIFETIME_S) + Limits::default().skew_s;
        assert_eq!(end, NOW + 90);
        let first = at(NOW);
        assert!(matches!(first, Scan::Citizen { .. }));
        assert_eq!(at(end - 1), first, "the same code at any machine");
        assert_eq!(at(end), Scan::CitizenRefused(Refusal::Expired));
    }

    #[test]
    fn every_code_has_its_own_id() {
        let id = |cti| {
            let scan = sort(code(cti).as_bytes(), &trust(), &Opaque::default(), NOW);
            let Scan::Citizen { id, .. } = scan else {
                panic!("{scan:?}")
            };
            id
        };
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn a_badge_is_a_badge_whether_it_is_believed_or_not() {
        assert_eq!(
            sort(b"GB1:ABC", &trust(), &Opaque::default(), NOW),
            Scan::StaffBadge
        );
    }
}
