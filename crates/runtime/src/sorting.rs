//! Sorts what the scanner read: by shape, and a citizen code by its signature, offline.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codes::citizen::{Limits, TrustedIssuer};
use codes::{Algorithm, Reading, Trust};
use data_encoding::HEXLOWER_PERMISSIVE;
use gateway::wire::{CodeAlg, Issuer};
use kiosk::scan::{Refusal, Scan};
use kiosk::secret::Secret;
use kiosk::view::Channel;

use crate::opaque::Opaque;

/// What the bytes of a symbol are to the kiosk, at `now` in unix seconds.
pub(crate) fn sort(symbol: &[u8], trust: &Trust, opaque: &Opaque, now: i64) -> Scan {
    match Reading::of_with(symbol, opaque.rules()) {
        Reading::Citizen(code) => match codes::citizen::verify(code.expose(), trust, now) {
            Ok(_) => Scan::Citizen {
                code: Secret::new(code.expose().to_owned()),
            },
            Err(refusal) => Scan::CitizenRefused(refused(refusal)),
        },
        Reading::Payment(code) => Scan::Payment {
            channel: channel(code.channel()),
            code: Secret::new(code.expose().to_owned()),
        },
        Reading::ResidentId => Scan::IdNumber,
        Reading::Notice(notice) => Scan::NoticeNumber(notice.number().to_owned()),
        Reading::MistypedNotice => Scan::NoticeMistyped,
        Reading::Opaque(code) => opaque.scan(&code),
        Reading::Receipt(_) | Reading::Reclaim(_) | Reading::Other => Scan::Other,
    }
}

fn refused(refusal: codes::Refusal) -> Refusal {
    match refusal {
        codes::Refusal::Malformed(_) => Refusal::CutOff,
        codes::Refusal::UnknownIssuer => Refusal::UnknownIssuer,
        codes::Refusal::Forged => Refusal::Forged,
        codes::Refusal::Expired => Refusal::Expired,
        codes::Refusal::NotYetValid => Refusal::NotYetValid,
    }
}

fn channel(channel: codes::Channel) -> Option<Channel> {
    match channel {
        codes::Channel::Wechat => Some(Channel::Wechat),
        codes::Channel::Alipay => Some(Channel::Alipay),
        _ => None,
    }
}

/// The issuers of a catalogue as a list of trust. One that cannot be used is left out and named
/// in the log; the others go on.
pub(crate) fn trust(issuers: &[Issuer]) -> Trust {
    let usable = issuers.iter().filter_map(|issuer| {
        let trusted = trusted(issuer);
        if trusted.is_none() {
            tracing::error!(kid = issuer.kid, "the key of an issuer cannot be used");
        }
        trusted
    });
    Trust::new(usable.collect(), Limits::default()).unwrap_or_else(|error| {
        tracing::error!(%error, "the list of issuers cannot be used");
        Trust::default()
    })
}

fn trusted(issuer: &Issuer) -> Option<TrustedIssuer> {
    let algorithm = match issuer.alg {
        CodeAlg::EdDsa => Algorithm::EdDsa,
        CodeAlg::Es256 => Algorithm::Es256,
    };
    let kid = HEXLOWER_PERMISSIVE.decode(issuer.kid.as_bytes()).ok()?;
    let key = STANDARD.decode(&issuer.key).ok()?;
    TrustedIssuer::new(
        &kid,
        &issuer.iss,
        algorithm,
        &key,
        issuer.not_before,
        issuer.not_after,
    )
    .ok()
}
